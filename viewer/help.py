"""The Help menu's pages: keys, what is on the screen, sources and limits, about."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from viewer.about import about_text
from viewer.looking import looking_at, seen_from
from viewer.reader import Reader
from viewer.shortcuts import shortcuts, shortcuts_text
from viewer.sources_text import sources_text

if TYPE_CHECKING:
    from viewer.window import MainWindow


class Help:
    """Opens the pages over a window.

    Parameters
    ----------
    window
        The window that is explained.
    """

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def show_shortcuts(self) -> None:
        """Every key of the window."""
        self._open("Keys", shortcuts_text(shortcuts(self._window)))

    def show_looking(self) -> None:
        """Say what is on the screen now; a screen reader hears it at once."""
        window = self._window
        if window.picture is None:
            return
        told = looking_at(window.seen, window.picture, seen_from(window.body_view.camera))
        if (run := window.quizzing.run) is not None and window.quizzing.asking:
            told = (("A question of the quiz is open: more is told once it is answered", (run.question.ask,)),)
        html = "".join(
            f"<h3>{escape(heading)}</h3>" + "".join(f"<p>{escape(line)}</p>" for line in lines)
            for heading, lines in told
        )
        reader = self._open("What am I looking at?", html)
        words = " ".join(line for _, lines in told for line in lines)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(reader, words))

    def show_sources(self) -> None:
        """Where the knowledge comes from, and where it ends."""
        self._open("Sources and limits", sources_text())

    def show_about(self) -> None:
        """What this is, what it is not, and where it comes from."""
        self._open("About Root Atlas", about_text())

    def _open(self, title: str, html: str) -> Reader:
        reader = Reader(title, html, self._window)
        reader.resize(reader.sizeHint())
        reader.open()
        return reader

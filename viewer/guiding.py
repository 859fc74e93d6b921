"""The open page or tour in the window: it shows another session in the scene and writes none.

The store is never asked to change: what a step shows is derived from the session it holds, so leaving brings back the
same case, look and pen, and the cameras go back to where they stood.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolBar, QWidget

from viewer.camera import Camera
from viewer.canvas import Canvas
from viewer.guides import Reading, guide_of
from viewer.guides.eye import body_eye, spine_eye
from viewer.picture import Picture
from viewer.ring import Ring
from viewer.session import Session

if TYPE_CHECKING:
    from viewer.window import MainWindow

WELCOME = "welcome"


@dataclass(frozen=True)
class _Before:
    """What a guide found: the session, and where both eyes stood."""

    session: Session
    body: Camera
    spine: Camera


class Guiding(QObject):
    """Joins the guides to a window.

    Attributes
    ----------
    reading
        Where in which guide one is; None while none is open.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.reading: Reading | None = None
        self._panel = window.sidebar.guide
        self._before: _Before | None = None
        self._steered: tuple[Reading, str] | None = None
        self.ring = Ring(window)
        self._panel.turned.connect(self.turn_to)
        self._panel.left.connect(self.leave)
        window.sidebar.learn.wanted.connect(self.open)
        window.store.opened.connect(self.leave)

    def welcome(self) -> None:
        """Begin the tour of the window itself."""
        self.open(WELCOME)

    def open(self, guide_id: str) -> None:
        """Begin a guide at its first step."""
        if self.reading is None:
            self._begin(self._window.store.session)
        self.turn_to(Reading(guide_of(guide_id)))
        self._panel.next.setFocus()

    def turn_to(self, reading: Reading) -> None:
        """Go to a step."""
        self.reading = reading
        self._window.refresh(self._window.store.session)

    def leave(self) -> None:
        """Close the guide: the session that the store holds is shown again."""
        if self.reading is not None:
            self.reading = None
            self._window.refresh(self._window.store.session)

    def seen(self, session: Session) -> Session:
        """The session that the scene shows; a guide gives way when the person's own findings change."""
        if self._before is not None and session.findings != self._before.session.findings:
            self.reading = None
        return session if self.reading is None else self.reading.step.sight.applied(session)

    def show(self, seen: Picture, own: Picture, audience: str) -> None:
        """Show the open step: its words, its place in the window, and what it is about."""
        reading = self.reading
        self._window.sidebar.show_guide(reading is not None)
        if reading is None:
            self._end()
            return
        self._panel.show_reading(reading, audience, seen, own.panel.warnings)
        if (reading, seen.figure) != self._steered:
            smoothly = self._steered is not None
            self._steered = reading, seen.figure
            self._steer(reading, seen, smoothly)
        self.ring.show_around(self.place_of(reading.step.points_at))

    def _begin(self, session: Session) -> None:
        window = self._window
        self._before = _Before(session, window.body_view.bound_for, window.spine_view.bound_for)
        self._rest(True)

    def _end(self) -> None:
        """Give the window back, and put both eyes to where they stood if it is still the same figure."""
        before, self._before, self._steered = self._before, None, None
        if before is None:
            return
        self._panel.close_reading()
        self.ring.show_around(None)
        self._rest(False)
        if before.session.case.figure == self._window.store.session.case.figure:
            self._window.body_view.look(before.body, smoothly=True)
            self._window.spine_view.look(before.spine, smoothly=True)

    def _rest(self, resting: bool) -> None:
        """Let go of, or take up again, what works on the session that is not shown."""
        window = self._window
        window.pointing.rest(resting)
        window.looks.clearness.setEnabled(not resting)
        window.menus.dermatomes.setEnabled(not resting)

    def _steer(self, reading: Reading, seen: Picture, smoothly: bool) -> None:
        atlas, sight = self._window.atlas, reading.step.sight
        for view, eye in ((self._window.body_view, body_eye), (self._window.spine_view, spine_eye)):
            view.home = eye(sight, seen, atlas, _aspect(view))
            view.look(view.home, smoothly=smoothly)

    def place_of(self, control: str) -> QRect | None:
        """Where a control of `viewer.guides.CONTROLS` stands in the window; None for none."""
        window = self._window
        tools, looks, menus = window.tools, window.looks, window.menus
        if control == "help":
            place = window.menuBar().actionGeometry(menus.help.menuAction())
            return _within(window, window.menuBar(), place)
        if control == "clearness":
            return _within(window, looks.clearness, looks.clearness.rect())
        actions: dict[str, tuple[QToolBar, list[QAction]]] = {
            "tools": (tools, list(tools.gestures.values())),
            "kinds": (tools, list(tools.kinds.values())),
            "views": (looks, list(menus.views.values())),
            "audiences": (looks, list(menus.audiences.values())),
            "undo": (tools, [menus.undo, menus.redo]),
        }
        if control not in actions:
            return None
        bar, listed = actions[control]
        place = QRect()
        for action in listed:
            place = place.united(bar.actionGeometry(action))
        return _within(window, bar, place)


def _aspect(view: Canvas) -> float:
    size = view.widget.size()
    return max(0.2, size.width() / max(1, size.height()))


def _within(window: QWidget, widget: QWidget, place: QRect) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)) + place.topLeft(), place.size())

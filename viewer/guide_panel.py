"""The panel of an open page or tour: one step at a time, where one is, and the way on, back and out.

It shows a reading and reports where to go; it decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from dermatomes import sources
from viewer.about import HOW_KNOWN
from viewer.banner import banner
from viewer.guides import CONTROLS, Reading
from viewer.guides.guide import cited, uncited
from viewer.letters import letters, sized
from viewer.page_area import PageArea
from viewer.panel import RootBar
from viewer.patient_pages import HEADING_SIZE, SMALL_SIZE, TEXT_SIZE, TITLE_SIZE, plain_button, text_label
from viewer.picture import Notice, Picture, SideText

EXAMPLE_WORDS = "What is shown is an example. Your own marks are kept and come back when you leave."


class GuidePanel(QWidget):
    """An open page or tour.

    Signals
    -------
    turned
        The `Reading` to go to.
    left
        The guide is to be closed.
    """

    turned = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.reading: Reading | None = None
        self._audience = ""
        self.setMinimumWidth(320)
        self.title = text_label("", TITLE_SIZE, bold=True)
        self.leave = plain_button("&Leave", "Close this and see your own marks again (Esc)")
        self.contents = self._make_contents()
        self.progress_words, self.progress = text_label("", SMALL_SIZE), _progress_bar()
        self.page = PageArea("Page")
        self.cited = plain_button("So&urces", "Show or hide where this is known from (Alt+U)")
        self.cited.setCheckable(True)
        self.back = plain_button("&Back", "Go one step back (Alt+B, or Left)")
        self.next = plain_button("&Next", "Go on (Alt+N, or Right)")
        self.sources = text_label("", SMALL_SIZE)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(_row(self.title, self.leave))
        column.addWidget(self.contents)
        column.addWidget(self.progress_words)
        column.addWidget(self.progress)
        column.addWidget(self.page, 1)
        column.addLayout(_row(self.cited, None, self.back, self.next))
        self.next.setFont(sized(self.next.font(), TEXT_SIZE, bold=True))  # the way on is seen at once

    def _connect(self) -> None:
        self.leave.clicked.connect(self.left)
        self.back.clicked.connect(lambda: self._go(-1))
        self.next.clicked.connect(lambda: self._go(1))
        self.cited.toggled.connect(self._show_sources)
        self._key("Esc", self.left.emit, Qt.ShortcutContext.WindowShortcut)
        self._key("Left", lambda: self._go(-1), Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._key("Right", lambda: self._go(1), Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _key(self, keys: str, slot: Callable[[], object], context: Qt.ShortcutContext) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(context)
        shortcut.activated.connect(slot)

    def _make_contents(self) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName("Sections of this page")
        box.setToolTip("Go to a section; the scene follows")
        box.activated.connect(self._choose)
        return box

    def show_reading(self, reading: Reading, audience: str, picture: Picture, warnings: tuple[Notice, ...]) -> None:
        """Show a step in the words of an audience, without reporting back.

        Parameters
        ----------
        reading
            Where in which guide.
        audience
            patient, clinician, student or "".
        picture
            What the scene shows meanwhile.
        warnings
            The warning signs of the person's own case: they stay in sight.
        """
        before, self.reading = self.reading, reading
        told = (reading, audience) == (before, self._audience)
        self._audience = audience
        if told:
            return
        self._show_place(reading)
        self.page.setWidget(self._page(reading, picture, warnings))
        self.page.verticalScrollBar().setValue(0)
        self._announce(reading)

    def close_reading(self) -> None:
        """Forget the guide that was open."""
        self.reading = None

    def _show_place(self, reading: Reading) -> None:
        guide = reading.guide
        self.title.setText(guide.title)
        with QSignalBlocker(self.contents):
            self.contents.clear()
            self.contents.addItems([f"{number}. {step.title}" for number, step in enumerate(guide.steps, start=1)])
            self.contents.setCurrentIndex(reading.at)
        self.progress_words.setText(reading.progress)
        self.progress.setRange(0, len(guide.steps))
        self.progress.setValue(reading.at + 1)
        self.progress.setAccessibleName(reading.progress)
        self.back.setEnabled(reading.at > 0)
        self.next.setText("&Finish" if reading.last else "&Next")

    def _page(self, reading: Reading, picture: Picture, warnings: tuple[Notice, ...]) -> QWidget:
        step, text = reading.step, reading.step.text(self._audience)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 4, 8, 4)
        column.setSpacing(10)
        for notice in warnings:
            column.addWidget(banner(notice))
        column.addWidget(text_label(step.title, HEADING_SIZE, bold=True))
        for paragraph in uncited(text).split("\n\n"):
            column.addWidget(text_label(" ".join(paragraph.split())))
        for side in picture.panel.sides if step.shows_result else ():
            column.addWidget(_result(side))
        column.addWidget(self._sources(text))
        if step.sight.findings:
            column.addWidget(text_label(EXAMPLE_WORDS, SMALL_SIZE))
        column.addStretch(1)
        return page

    def _sources(self, text: str) -> QLabel:
        lines = [f"{sources()[name].citation} ({HOW_KNOWN[sources()[name].mark]})" for name in cited(text)]
        self.sources = text_label("", SMALL_SIZE)
        self.sources.setText("".join(f"<p>{escape(line)}</p>" for line in lines))
        self.sources.setAccessibleName("Where this is known from")
        self.sources.setVisible(self.cited.isChecked())
        self.cited.setVisible(bool(lines))
        self.cited.setText(f"So&urces ({len(lines)})")
        return self.sources

    def _show_sources(self, shown: bool) -> None:
        self.sources.setVisible(shown)

    def _choose(self, at: int) -> None:
        if self.reading is not None:
            self.turned.emit(self.reading.to(at))

    def _go(self, steps: int) -> None:
        if self.reading is None:
            return
        if steps > 0 and self.reading.last:
            self.left.emit()
        else:
            self.turned.emit(self.reading.to(self.reading.at + steps))

    def _announce(self, reading: Reading) -> None:
        """Tell a screen reader which step is open now, and what it says."""
        step = reading.step
        words = f"{reading.guide.title}. {reading.progress}: {step.title}"
        self.page.setAccessibleName(words)
        spoken = uncited(step.text(self._audience))
        pointing = f" This is about {CONTROLS[step.points_at]}." if step.points_at else ""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, f"{words}. {spoken}{pointing}"))


def _result(side: SideText) -> QWidget:
    """The ranking of an example, to be looked at."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(text_label(side.statement, bold=True))
    for bar in side.bars:
        row = RootBar(bar)
        row.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row.setCursor(Qt.CursorShape.ArrowCursor)
        column.addWidget(row)
    return box


def _progress_bar() -> QProgressBar:
    bar = QProgressBar()
    bar.setTextVisible(False)
    bar.setFixedHeight(letters(6))
    bar.setToolTip("How far you are")
    return bar


def _row(*widgets: QWidget | None) -> QHBoxLayout:
    """Lay widgets side by side; None is the gap that grows."""
    row = QHBoxLayout()
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget, 1 if isinstance(widget, QLabel) else 0)
    return row

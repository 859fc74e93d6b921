"""The patient's panel: warnings on top, then one big question at a time, then what it may be.

It shows a session and reports answers; which question is open is its own, like the place of a scroll bar.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from dermatomes import rank
from viewer.banner import banner
from viewer.interview import Pick, Question, with_answer
from viewer.letters import sized
from viewer.page_area import PageArea
from viewer.patient_pages import SMALL_SIZE, TEXT_SIZE, QuestionPage, ResultPage, plain_button, text_label
from viewer.patient_text import patient_text
from viewer.picture import Notice, Picture
from viewer.session import Session
from viewer.walk import Walk

WARNING_SHARE = 0.4
"""At most this much of the height is warnings; more of them scroll."""


class PatientPanel(QWidget):
    """The patient's way.

    Signals
    -------
    edited
        (words for the undo step, new Session).
    pen_wanted
        The `Pen` that fits the open question: it is taken up, not edited.
    """

    edited = Signal(str, object)
    pen_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.walk = Walk()
        self.page: QuestionPage | ResultPage | None = None
        self._session: Session | None = None
        self._warned: tuple[Notice, ...] | None = None
        self.setMinimumWidth(320)
        self.warnings = PageArea("Warnings")
        self.pages = PageArea("Question")
        self.progress, self.progress_words = _progress_bar(self.walk), QLabel()
        self.to_result = plain_button("See the &result", "Go to the result now; what you told is kept")
        self.back = plain_button("&Back", "Go back; no answer is lost (Alt+B)")
        self.skip = plain_button("&Skip", "Leave this question open and go on (Alt+S)")
        self.next = plain_button("&Next", "Go on to the next question (Alt+N)")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(8)
        column.addWidget(self.warnings)
        column.addLayout(_row(self.progress_words, None, self.to_result))
        column.addLayout(_row(self.progress))
        column.addWidget(self.pages, 1)
        column.addLayout(_row(self.back, None, self.skip, self.next))
        self.progress_words.setFont(text_label("", SMALL_SIZE).font())
        self.next.setFont(sized(self.next.font(), TEXT_SIZE, bold=True))  # the way on is seen at once

    def _connect(self) -> None:
        self.back.clicked.connect(lambda: self.turn_to(self.walk.back()))
        self.skip.clicked.connect(lambda: self.turn_to(self.walk.skip()))
        self.next.clicked.connect(lambda: self.turn_to(self.walk.next()))
        self.to_result.clicked.connect(lambda: self.turn_to(self.walk.to_result()))

    def show_session(self, session: Session, picture: Picture) -> None:
        """Show a session and the warnings of its picture, without reporting back."""
        self._session = session
        self._show_warnings(picture.panel.warnings)
        self._show_page()

    def turn_to(self, walk: Walk) -> None:
        """Open another page; the pen is asked for that fits it."""
        if walk == self.walk or self._session is None:
            return
        self.walk = walk
        marks = walk.question.marks if walk.question else ()
        kind = marks[0] if marks else "pain"
        if self._session.pen.kind != kind:
            self._want_pen(kind)
        self._show_page()
        if walk.question is None:
            self.pages.setFocus()  # the button that was pressed is gone; the keys now scroll the result
        self._announce()

    def begin(self) -> None:
        """Go to the first question; nothing counts as asked (for another person)."""
        self.turn_to(Walk())

    def _show_page(self) -> None:
        session, question = self._session, self.walk.question
        if session is None:
            return
        if question is None:
            self._show_result(session)
        else:
            self._page_of(question).show_session(session)
        self._show_progress()

    def _page_of(self, question: Question) -> QuestionPage:
        """Give the page of a question; an open one stays, and the focus in it."""
        if isinstance(self.page, QuestionPage) and self.page.question is question:
            return self.page
        page = QuestionPage(question)
        page.picked.connect(self._answer)
        page.pen_chosen.connect(self._want_pen)
        self._open(page)
        return page

    def _show_result(self, session: Session) -> None:
        text = patient_text(session, rank(session.case), self.walk.passed)
        if isinstance(self.page, ResultPage) and self.page.text == text:
            return
        page = ResultPage(text)
        page.asked_for.connect(lambda name: self.turn_to(self.walk.to_question(name)))
        self._open(page)

    def _open(self, page: QuestionPage | ResultPage) -> None:
        self.page = page
        self.pages.setWidget(page)
        self.pages.verticalScrollBar().setValue(0)

    def _show_progress(self) -> None:
        asking = self.walk.question is not None
        self.progress_words.setText(self.walk.progress)
        self.progress.setValue(min(self.walk.at + 1, self.walk.count))
        self.progress.setAccessibleName(self.walk.progress)
        self.back.setEnabled(self.walk.at > 0)
        for button in (self.skip, self.next, self.to_result):
            button.setVisible(asking)

    def _show_warnings(self, notices: tuple[Notice, ...]) -> None:
        if notices == self._warned:
            return
        self._warned = notices
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 0, 16, 0)
        column.setSpacing(8)
        for notice in notices:
            column.addWidget(banner(notice))
        self.warnings.setWidget(page)
        self.warnings.setVisible(bool(notices))
        self._fit_warnings()

    def _fit_warnings(self) -> None:
        page = self.warnings.widget()
        if page is not None:
            wanted = page.heightForWidth(self.warnings.viewport().width()) + 2 * self.warnings.frameWidth()
            self.warnings.setFixedHeight(max(1, min(wanted, round(self.height() * WARNING_SHARE))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_warnings()

    def _answer(self, pick: Pick, on: bool) -> None:
        session, question = self._session, self.walk.question
        if session is None or question is None:
            return
        after = with_answer(session, question, pick, on=on)
        self.edited.emit(f"Answer: {question.name}", after)
        self._show_page()  # if the store refused, the button must not say otherwise

    def _want_pen(self, kind: str) -> None:
        if self._session is not None:
            self.pen_wanted.emit(replace(self._session.pen, kind=kind))

    def _announce(self) -> None:
        """Tell a screen reader which page is open now."""
        question = self.walk.question
        words = f"{self.walk.progress}. {question.title}" if question else "What this may be"
        self.pages.setAccessibleName(words)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))


def _progress_bar(walk: Walk) -> QProgressBar:
    bar = QProgressBar()
    bar.setRange(0, walk.count)
    bar.setTextVisible(False)
    bar.setFixedHeight(6)
    bar.setToolTip("How far you are")
    return bar


def _row(*widgets: QWidget | None) -> QHBoxLayout:
    """Lay widgets side by side; None is the gap that grows."""
    row = QHBoxLayout()
    row.setContentsMargins(16, 0, 16, 0)
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return row

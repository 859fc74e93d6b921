"""The quiz beside the scene: the score, one question with its answers, and what was right and why.

It shows a run and reports answers; it decides nothing. The keys 1 to 4 answer while the focus is in it, Enter goes on.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from viewer.banner import sentence
from viewer.choice_button import ChoiceButton
from viewer.letters import letters
from viewer.page_area import PageArea
from viewer.patient_pages import plain_button
from viewer.picture import Picture
from viewer.quiz import Deck, Question, Run, kind_of_id, wording
from viewer.session import Session

TITLE_SIZE, TEXT_SIZE, SMALL_SIZE = 20, 15, 13
ANSWER_KEYS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4)
ON_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
INVITATION = (
    "Questions about skin, roots, nerves, discs, strength, warning signs and whole cases. What you miss comes back "
    "soon, what you know comes back later. Your own case is put aside meanwhile and comes back unchanged."
)


class QuizPanel(QWidget):
    """The quiz.

    Signals
    -------
    begun
        A question is wanted.
    chosen
        Key of the answer.
    next_wanted
        The next question is wanted.
    stopped
        The quiz is to be left.
    forgotten
        The score is to be forgotten.
    """

    begun = Signal()
    chosen = Signal(str)
    next_wanted = Signal()
    stopped = Signal()
    forgotten = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.run: Run | None = None
        self.buttons: dict[str, ChoiceButton] = {}
        self.setMinimumWidth(320)
        self.setAccessibleName("Quiz")
        self.score = sentence("", size=SMALL_SIZE)
        self.begin = plain_button("&Begin", "Ask the first question")
        self.forget = plain_button("F&orget my score", "Begin anew with no question answered; this cannot be undone")
        self.next = plain_button("&Next question", "Go on (Enter)")
        self.stop = plain_button("&Stop", "Leave the quiz; your own case comes back")
        self.page = PageArea("Question")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 12)
        column.setSpacing(8)
        self.score.setContentsMargins(16, 0, 16, 0)
        column.addWidget(self.score)
        column.addWidget(self.page, 1)
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 16, 0)
        for button in (self.forget, self.stop):
            row.addWidget(button)
        row.addStretch(1)
        for button in (self.begin, self.next):
            row.addWidget(button)
        column.addLayout(row)

    def _connect(self) -> None:
        self.begin.clicked.connect(self.begun)
        self.forget.clicked.connect(self.forgotten)
        self.next.clicked.connect(self.next_wanted)
        self.stop.clicked.connect(self.stopped)

    def show_session(self, _session: Session, _picture: Picture) -> None:
        """Nothing of the case is shown here."""

    def show_run(self, run: Run | None, deck: Deck) -> None:
        """Show where the quiz stands, without reporting back."""
        before, self.run = self.run, run
        self.score.setText(_score(deck))
        self.begin.setVisible(run is None)
        self.forget.setVisible(run is None)
        self.forget.setEnabled(deck.turn > 0)
        self.stop.setVisible(run is not None)
        self.next.setVisible(run is not None and run.verdict is not None)
        if run is None:
            self._open(_invitation())
        elif run != before:
            self._open(self._question(run.question) if run.verdict is None else self._answer(run))
            self._announce(run)

    def _open(self, page: QWidget) -> None:
        self.page.setWidget(page)
        self.page.verticalScrollBar().setValue(0)

    def _question(self, question: Question) -> QWidget:
        page, column = _page(wording()[kind_of_id(question.id)]["title"])
        column.addWidget(sentence(question.ask, size=TEXT_SIZE))
        for line in question.given:
            column.addWidget(sentence(f"\u2022 {line}", size=SMALL_SIZE))
        self.buttons = {}
        for number, choice in enumerate(question.choices, start=1):
            button = ChoiceButton(f"{number}   {choice.words}", many=False, size=letters(TEXT_SIZE))
            button.setAccessibleName(f"Answer {number}: {choice.words}")
            button.setToolTip(f"Answer {choice.words} ({number})")
            button.clicked.connect(lambda _=False, key=choice.key: self.chosen.emit(key))
            self.buttons[choice.key] = button
            column.addWidget(button)
        column.addWidget(_soft("Keys 1 to 4 answer while the focus is here"))
        column.addStretch(1)
        return page

    def _answer(self, run: Run) -> QWidget:
        question, verdict = run.question, run.verdict
        page, column = _page(_headline(run))
        column.addWidget(_soft(question.ask))
        for line in question.given:
            column.addWidget(_soft(f"\u2022 {line}"))
        self.buttons = {}
        told = (verdict.words if verdict else "", question.reason, question.note)
        for words in filter(None, told):
            column.addWidget(sentence(words, size=TEXT_SIZE))
        column.addWidget(_soft("Known from"))
        for source in question.sources:
            column.addWidget(_soft(f"\u2022 {source}"))
        column.addStretch(1)
        return page

    def _announce(self, run: Run) -> None:
        """Tell a screen reader what is asked, or how it was answered, and put the focus where the way goes on."""
        question, verdict = run.question, run.verdict
        if verdict is None:
            words = " ".join((question.ask, *question.given))
            next(iter(self.buttons.values())).setFocus()
        else:
            words = " ".join(filter(None, (f"{_headline(run)}.", verdict.words, question.reason, question.note)))
            self.next.setFocus()
        self.page.setAccessibleName(words)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def event(self, event: QEvent) -> bool:
        # Elsewhere these keys turn the body: here they answer, so the window may not have them first.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._takes(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._takes(event):
            super().keyPressEvent(event)
        elif event.key() in ON_KEYS:
            self.next_wanted.emit()
        else:
            list(self.buttons.values())[ANSWER_KEYS.index(Qt.Key(event.key()))].click()

    def _takes(self, event: QKeyEvent) -> bool:
        """Whether a key means something to the quiz now."""
        if self.run is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        answered = self.run.verdict is not None
        return event.key() in (ON_KEYS if answered else ANSWER_KEYS[: len(self.buttons)])


def _headline(run: Run) -> str:
    return "Right" if run.verdict is not None and run.verdict.right else "Not quite"


def _score(deck: Deck) -> str:
    if not deck.turn:
        return "No question answered yet."
    known = sum(card.box > 1 for card in deck.cards.values())
    return f"{deck.right} of {deck.turn} answered rightly. {known} of {len(deck.cards)} questions met are known well."


def _page(title: str) -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(16, 8, 16, 8)
    column.setSpacing(8)
    column.addWidget(sentence(title, size=TITLE_SIZE, bold=True))
    return page, column


def _invitation() -> QWidget:
    page, column = _page("Quiz")
    column.addWidget(sentence(INVITATION, size=TEXT_SIZE))
    column.addStretch(1)
    return page


def _soft(text: str) -> QLabel:
    label = sentence(text, size=SMALL_SIZE)
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label

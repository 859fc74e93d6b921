"""The pages of the patient's way: one question, or the result. They show and report; they decide nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dermatomes import Mark, kind_of
from viewer.banner import sentence
from viewer.choice_button import ChoiceButton
from viewer.finding_words import place_words
from viewer.interview import OF_PAIN, Pick, Question, answers, choices_of
from viewer.letters import letters, sized
from viewer.patient_text import PatientText, SideWords
from viewer.person_fields import AgeBox
from viewer.session import Session

TITLE_SIZE, HEADING_SIZE, TEXT_SIZE, SMALL_SIZE = 20, 16, 15, 13
PEN_WORDS = {"pain": "Mark pain", "numbness": "Mark numb skin", "tingling": "Mark tingling"}
COUNT_WORDS = {"pain": "Pain", "numbness": "Numb", "tingling": "Tingling"}
SCALE_COLUMNS = 6


def text_label(text: str, size: int = TEXT_SIZE, *, bold: bool = False) -> QLabel:
    """Write a sentence in the patient's letters."""
    return sentence(text, size=size, bold=bold)


class QuestionPage(QWidget):
    """One question, its answers and what is marked.

    Parameters
    ----------
    question
        What is asked.

    Signals
    -------
    picked
        (`Pick`, whether it is taken or taken back).
    pen_chosen
        The kind of mark that the next click is to make.
    """

    picked = Signal(object, bool)
    pen_chosen = Signal(str)

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question
        self.buttons: dict[Pick, ChoiceButton] = {}
        self.pens: dict[str, ChoiceButton] = {}
        self.marked = text_label("")
        self.age = self._age_box() if question.form == "age" else None
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(8)
        self.title = text_label(question.title, TITLE_SIZE, bold=True)
        column.addWidget(self.title)
        column.addWidget(text_label(question.help))
        self._add_pens(column)
        column.addWidget(self.marked)
        column.addLayout(self._grid())
        if self.age is not None:
            column.addWidget(self.age)
        column.addStretch(1)

    def show_session(self, session: Session) -> None:
        """Show what is answered and marked."""
        found = answers(session, self.question)
        if self.age is not None:
            self.age.show_age(session.case.person.age)
        for pick, button in self.buttons.items():
            button.setChecked(pick in found.chosen)
            button.setEnabled(found.marks is None or any(found.marks.values()))
        for kind, pen in self.pens.items():
            pen.setChecked(session.pen.kind == kind)
        words = _marked_words(session, self.question)
        if found.mixed:
            words = "Your marks differ in this. What you choose here goes to all of them."
        self.marked.setText(words)
        self.marked.setVisible(bool(words))

    def _add_pens(self, column: QVBoxLayout) -> None:
        for kind in self.question.marks if len(self.question.marks) > 1 else ():
            pen = ChoiceButton(PEN_WORDS[kind], many=False, size=letters(TEXT_SIZE))
            pen.setToolTip(f"The next click on the body marks {kind}")
            pen.clicked.connect(lambda _=False, kind=kind: self._choose_pen(kind))
            self.pens[kind] = pen
            column.addWidget(pen)

    def _choose_pen(self, kind: str) -> None:
        self.pens[kind].setChecked(True)  # a pen is laid down only by taking up the other
        self.pen_chosen.emit(kind)

    def _age_box(self) -> AgeBox:
        box = AgeBox()
        box.setFont(sized(box.font(), TITLE_SIZE))
        box.setMinimumHeight(letters(44))
        box.said.connect(lambda age: self.picked.emit(Pick(str(age)), age is not None))
        return box

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(4)
        for column, side in enumerate(self.question.sides):
            if side:
                grid.addWidget(text_label(f"{side.capitalize()} leg", HEADING_SIZE, bold=True), 0, column)
            for index, choice in enumerate(choices_of(self.question)):
                button = self._button(Pick(choice.id, side), choice.label)
                row, at = self._cell(index)
                grid.addWidget(button, row + 1, column + at)
        return grid

    def _cell(self, index: int) -> tuple[int, int]:
        columns = {"intensity": SCALE_COLUMNS, "quality": 2}.get(self.question.form, 1)
        return divmod(index, columns)

    def _button(self, pick: Pick, label: str) -> ChoiceButton:
        bare = self.question.form == "intensity"
        button = ChoiceButton(label, many=self.question.many, size=letters(TEXT_SIZE), bare=bare)
        where = f", {pick.side} leg" if pick.side else ""
        button.setAccessibleName(f"{label}{' of 10' if bare else ''}{where}")
        button.setAccessibleDescription(self.question.title)
        button.setToolTip("Press again to take it back")
        button.clicked.connect(lambda: self.picked.emit(pick, button.isChecked()))
        self.buttons[pick] = button
        return button


class ResultPage(QWidget):
    """What this may be, what would help to tell, what to do next and how soon.

    Signals
    -------
    asked_for
        The id of a question to go back to.
    """

    asked_for = Signal(str)

    def __init__(self, text: PatientText) -> None:
        super().__init__()
        self.text = text
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 8, 16, 8)
        self._column.setSpacing(8)
        self._add("What this may be", TITLE_SIZE, bold=True)
        if text.invitation:
            self._add(text.invitation)
        for side in text.sides:
            self._add_side(side)
        if text.helps:
            self._heading("What would help to tell")
            self._list(text.helps)
        self._heading("What to do next")
        self._add(text.how_soon, bold=True)
        for step in text.steps:
            self._add(step)
        if text.skipped:
            self._column.addWidget(self._way_back(text.skipped[0]))
        self._add(text.closing, SMALL_SIZE)
        self._column.addStretch(1)

    def _add(self, words: str, size: int = TEXT_SIZE, *, bold: bool = False) -> None:
        self._column.addWidget(text_label(words, size, bold=bold))

    def _heading(self, words: str) -> None:
        label = text_label(words, HEADING_SIZE, bold=True)
        label.setContentsMargins(0, 10, 0, 0)
        self._column.addWidget(label)

    def _list(self, lines: tuple[str, ...], size: int = TEXT_SIZE) -> None:
        for line in lines:
            label = text_label(f"\u2022  {line}", size)
            label.setContentsMargins(6, 0, 0, 0)
            self._column.addWidget(label)

    def _add_side(self, side: SideWords) -> None:
        self._heading(side.heading)
        for words in side.sentences:
            self._add(words)
        self._list(side.places, SMALL_SIZE)

    def _way_back(self, question: str) -> QPushButton:
        button = plain_button("Answer the warning questions", "Go back to the warning questions that are still open")
        button.clicked.connect(lambda: self.asked_for.emit(question))
        return button


def plain_button(text: str, tip: str) -> QPushButton:
    """Make a large button that does something at once; `&` marks its letter for Alt."""
    button = QPushButton(text)
    button.setFont(sized(button.font(), TEXT_SIZE))
    button.setMinimumHeight(letters(40))
    button.setAutoDefault(True)
    button.setToolTip(tip)
    button.setAccessibleName(text.replace("&", ""))
    button.setAccessibleDescription(tip)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    return button


def _marked_words(session: Session, question: Question) -> str:
    """Say what is marked so far, or that a question about pain needs a mark first."""
    if question.form in OF_PAIN:
        marks = answers(session, question).marks or {}
        return "" if any(marks.values()) else "No pain is marked yet. Go back and mark a place first, or skip this."
    if question.form != "mark":
        return ""
    lines = []
    for kind, count in (answers(session, question).marks or {}).items():
        places = dict.fromkeys(
            place_words(finding.side, finding.region)
            for finding in session.findings
            if isinstance(finding, Mark) and kind_of(finding) == kind
        )
        if count:
            lines.append(f"{COUNT_WORDS[kind]}, {_counted(count)}: {'; '.join(places)}.")
    return "\n".join(lines) or "No place marked so far."


def _counted(count: int) -> str:
    return "1 place so far" if count == 1 else f"{count} places so far"

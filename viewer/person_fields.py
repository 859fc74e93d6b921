"""Whom the case is about: age, sex and a label. They show and report; they decide nothing."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QSpinBox, QWidget

from dermatomes import vocabulary
from viewer.session import Session

NOT_SAID = -1
OLDEST = 120
AGE_TIP = "Age in years: it changes which causes and sources are common. Leave it out if you like"


class AgeBox(QSpinBox):
    """An age in years, or that it is not said.

    Signals
    -------
    said
        The age, or None.
    """

    said = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setRange(NOT_SAID, OLDEST)
        self.setSpecialValueText("not said")
        self.setKeyboardTracking(False)  # 4 on the way to 47 is nobody's age
        self.setAccessibleName("Age in years")
        self.setToolTip(AGE_TIP)
        self.valueChanged.connect(lambda years: self.said.emit(None if years == NOT_SAID else years))

    def show_age(self, age: int | None) -> None:
        """Show an age without reporting it back."""
        with QSignalBlocker(self):
            self.setValue(NOT_SAID if age is None else age)


class PersonFields(QWidget):
    """Label, age and sex in one row.

    Signals
    -------
    edited
        (label of the undo step, new Session). Steps of one label may be merged.
    """

    edited = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._session: Session | None = None
        self.label, self.age, self.sex = self._make_label(), AgeBox(), self._make_sex()
        self.age.said.connect(lambda age: self._report("Age", age=age))
        self.label.textEdited.connect(lambda words: self._report("Label of the case", label=words))
        self.sex.activated.connect(lambda: self._report("Sex", sex=self.sex.currentData()))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        grid.addWidget(_label("&Case", self.label), 0, 0)
        grid.addWidget(self.label, 0, 1, 1, 3)
        for column, (word, field) in enumerate((("A&ge", self.age), ("&Sex", self.sex))):
            grid.addWidget(_label(word, field), 1, 2 * column)
            grid.addWidget(field, 1, 2 * column + 1)

    def show_session(self, session: Session) -> None:
        """Show the person of a session without reporting back."""
        self._session, person = session, session.case.person
        self.age.show_age(person.age)
        if self.label.text() != person.label:
            self.label.setText(person.label)
        with QSignalBlocker(self.sex):
            self.sex.setCurrentIndex(self.sex.findData(person.sex))

    def _make_label(self) -> QLineEdit:
        line = QLineEdit()
        line.setAccessibleName("Label of the case")
        line.setPlaceholderText("a number, no name needed")
        line.setToolTip("What you know this case by; it is kept in the case file only")
        return line

    def _make_sex(self) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName("Sex")
        box.setToolTip("Kept with the case; it changes no number")
        box.addItem("\u2013", None)
        for word, name in vocabulary().words["sex"].items():
            box.addItem(name, word)
        return box

    def _report(self, step: str, **changes: object) -> None:
        if self._session is not None:
            after = self._session.with_person(**changes)
            if after != self._session:
                self.edited.emit(step, after)


def _label(word: str, field: QWidget) -> QLabel:
    label = QLabel(word)
    label.setBuddy(field)
    return label

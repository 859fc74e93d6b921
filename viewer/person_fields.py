"""Whom the case is about: age, sex and a label. They show and report; they decide nothing."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLineEdit, QSpinBox, QWidget

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
        self.label.editingFinished.connect(lambda: self._report("Label of the case", label=self.label.text()))
        self.sex.activated.connect(lambda: self._report("Sex", sex=self.sex.currentData()))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for word, field, stretch in (("&Case", self.label, 2), ("A&ge", self.age, 1), ("Se&x", self.sex, 1)):
            form = QFormLayout()
            form.addRow(word, field)
            row.addLayout(form, stretch)

    def show_session(self, session: Session) -> None:
        """Show the person of a session without reporting back."""
        self._session, person = session, session.case.person
        self.age.show_age(person.age)
        if not self.label.hasFocus() or self.label.text() == "":
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

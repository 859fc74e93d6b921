"""A lesion on the body: which, where, how far it has gone, and what it does to the nerve. It shows and reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dermatomes import SIDES
from meshes import LEVELS, Lesion
from viewer.axial_view import AxialView
from viewer.banner import sentence
from viewer.choice_button import ChoiceButton
from viewer.letters import letters
from viewer.mechanism import Proposal, effect_rows, forms, say_effect
from viewer.mechanism_picture import MechanismPicture
from viewer.page_area import PageArea
from viewer.patient_pages import plain_button
from viewer.picture import Picture
from viewer.session import Session

SEVERITY = "How far it has gone"
"""Label of the steps of the slider: several in a row are one undo step."""
INVITATION = "Choose what to look at, or mark where it hurts: what would explain it is then proposed here."
PROPOSED = "Would explain this case"
SETTLED_MS = 120
_STEPS = 100


class MechanismPanel(PageArea):
    """Proposals, level, side, form, severity, sections and effects.

    Parameters
    ----------
    describe
        Gives what is to be shown of a session.

    Signals
    -------
    edited
        (label of the undo step, new Session).
    """

    edited = Signal(str, object)

    def __init__(self, describe: Callable[[Session], MechanismPicture]) -> None:
        super().__init__("What may be wrong, and what it does to the nerve")
        self._describe = describe
        self._session: Session | None = None
        self._shown: Session | None = None
        self.proposed: dict[Proposal, ChoiceButton] = {}
        self.level = self._choice("Level", "Between which bones", {level: level for level in LEVELS})
        self.side = self._choice("Side", "On which side", {side: side.capitalize() for side in SIDES})
        self.form = self._choice("What", "What is wrong there", {name: form.name for name, form in forms().items()})
        self.severity = self._slider()
        self.healthy = plain_button("Show it health&y", "Take the lesion away from the picture")
        self.effects = {effect: self._effect(effect, row.name) for effect, row in effect_rows().items()}
        self.stage, self.words, self.source = QLabel(), sentence(""), sentence("", size=12)
        self.effect_words = sentence("", size=13)
        self.measured, self.sections = sentence("", size=13), AxialView()
        self._timer = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._timer.timeout.connect(self._tell)
        self.healthy.clicked.connect(lambda: self._report("Show it healthy", None))
        self._lay_out()

    def offer(self, actions: Iterable[QAction]) -> None:
        """Give actions of the window's menu buttons here too: they play, pause and slow the signal."""
        for action in actions:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setAccessibleName(action.text().replace("&", ""))
            self._signal.addWidget(button, 1)

    def show_session(self, session: Session, picture: Picture) -> None:
        """Show what a session says; sections and measures follow when it has settled."""
        self._session, lesion = session, session.lesion
        shown = lesion or Lesion()
        widgets = (self.level, self.side, self.form, self.severity)
        blockers = [QSignalBlocker(widget) for widget in widgets]
        for box, value in ((self.level, shown.level), (self.side, shown.side), (self.form, shown.form)):
            box.setCurrentIndex(box.findData(value))
        self.severity.setValue(round(_STEPS * shown.severity))
        for blocker in blockers:
            blocker.unblock()
        self.healthy.setEnabled(lesion is not None)
        self.effect_words.setText(say_effect(session.effect, session.audience) if lesion else "")
        for effect, button in self.effects.items():
            button.setEnabled(lesion is not None and lesion.severity > 0)
            button.setChecked(session.effect == effect)
        if session is not self._shown:
            self._timer.start()

    def _tell(self) -> None:
        session = self._session
        if session is None:
            return
        self._shown, told = session, self._describe(session)
        self._propose(told.proposals, told.lesion)
        self.words.setText(told.sentence or INVITATION)
        self.source.setText(f"Source: {told.source}" if told.source else "")
        self.stage.setText(told.stage)
        self.measured.setText("\n".join(told.measured))
        self.sections.show_sections(told.sections)

    def _propose(self, proposals: tuple[Proposal, ...], shown: Lesion | None) -> None:
        if proposals != tuple(self.proposed):
            for button in self.proposed.values():
                button.deleteLater()
            self.proposed = {proposal: self._proposal(proposal) for proposal in proposals}
            for button in self.proposed.values():
                self._proposals.addWidget(button)
        for proposal, button in self.proposed.items():
            button.setChecked(
                shown is not None and replace(shown, severity=proposal.lesion.severity) == proposal.lesion
            )
        self._proposed_heading.setVisible(bool(self.proposed))

    def _proposal(self, proposal: Proposal) -> ChoiceButton:
        lesion = proposal.lesion
        where = f"{lesion.side} buttock" if lesion.form == "deep_gluteal" else f"{lesion.level}, {lesion.side}"
        words = f"{forms()[lesion.form].name}: {where} ({proposal.band})"
        button = ChoiceButton(words, many=False, size=letters(13))
        button.setToolTip("Show it on the body")
        button.clicked.connect(lambda: self._report("Show what would explain it", lesion))
        return button

    def _lay_out(self) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        self._proposed_heading = sentence(PROPOSED, size=13, bold=True)
        self._proposals = QVBoxLayout()
        column.addWidget(self._proposed_heading)
        column.addLayout(self._proposals)
        column.addLayout(self._grid())
        for shown in (self.words, self.sections, self.measured, self.source):
            column.addWidget(shown)
        column.addWidget(sentence("What it does to the root", size=13, bold=True))
        for widget in (*self.effects.values(), self.effect_words):
            column.addWidget(widget)
        column.addWidget(sentence("The signal on its way from the root to the skin", size=13, bold=True))
        self._signal = QHBoxLayout()
        column.addLayout(self._signal)
        column.addWidget(self.healthy)
        column.addStretch(1)
        self.setWidget(page)
        self._proposed_heading.hide()

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        rows = (("&What", self.form), ("&Disc", self.level), ("S&ide", self.side), ("H&ow far", self.severity))
        for row, (word, widget) in enumerate(rows):
            label = QLabel(word)
            label.setBuddy(widget)
            grid.addWidget(label, row, 0)
            grid.addWidget(widget, row, 1)
        grid.addWidget(self.stage, len(rows), 1)
        return grid

    def _choice(self, name: str, tip: str, words: Mapping[str, str]) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setToolTip(tip)
        box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for word, text in words.items():
            box.addItem(text, word)
        box.activated.connect(lambda: self._report(f"{name}: {box.currentText()}", self._chosen()))
        return box

    def _slider(self) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(0, _STEPS)
        slider.setPageStep(10)
        slider.setAccessibleName(f"{SEVERITY}, percent")
        slider.setToolTip("From healthy to severe")
        slider.valueChanged.connect(lambda: self._report(SEVERITY, self._chosen()))
        return slider

    def _effect(self, effect: str, word: str) -> ChoiceButton:
        button = ChoiceButton(word, many=False, size=letters(13))
        button.setToolTip(effect_rows()[effect].student)
        button.clicked.connect(lambda down: self._show_effect(effect if down else ""))
        return button

    def _chosen(self) -> Lesion:
        boxes = (self.level, self.side, self.form)
        level, side, form = (str(box.currentData()) for box in boxes)
        return Lesion(level, side, form, self.severity.value() / _STEPS)

    def _report(self, label: str, lesion: Lesion | None) -> None:
        if self._session is not None and lesion != self._session.lesion:
            self.edited.emit(label, replace(self._session, lesion=lesion))

    def _show_effect(self, effect: str) -> None:
        if self._session is not None:
            word = effect_rows()[effect].name.lower() if effect else "no effect"
            self.edited.emit(f"Show {word}", replace(self._session, effect=effect))

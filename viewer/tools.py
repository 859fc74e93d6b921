"""The tool bar: what the next click marks, which figure is shown, how clear the skin is. It reports and shows."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QComboBox, QLabel, QSizePolicy, QSlider, QSpinBox, QToolBar, QWidget

from meshes import FIGURES
from viewer.session import MARK_KINDS, Session

KIND_WORDS = {"pain": "Pain", "numbness": "Numbness", "tingling": "Tingling"}
KIND_KEYS = {"pain": "P", "numbness": "N", "tingling": "T"}


class Tools(QToolBar):
    """The tool bar.

    Signals
    -------
    kind_chosen, strength_chosen
        What the next click marks, and how strong (0-10).
    figure_chosen
        The figure to show.
    clearness_chosen
        How clear the skin is to be, 0-100 %.
    """

    kind_chosen = Signal(str)
    strength_chosen = Signal(int)
    figure_chosen = Signal(str)
    clearness_chosen = Signal(int)

    def __init__(self, views: list[QAction], edits: list[QAction]) -> None:
        super().__init__("Tools")
        self.setObjectName("tools")
        self.setMovable(False)
        self.kinds = {kind: self._kind_action(kind) for kind in MARK_KINDS}
        self._group_kinds()
        self.strength = self._add_strength()
        self.addSeparator()
        self.addActions(views)
        self.addSeparator()
        self.figure = self._add_figure()
        self.clearness = self._add_clearness()
        spring = QWidget()
        spring.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(spring)
        self.addActions(edits)

    def show_session(self, session: Session) -> None:
        """Show what the session says, without reporting it back."""
        self.kinds[session.pen.kind].setChecked(True)
        with QSignalBlocker(self.strength), QSignalBlocker(self.clearness), QSignalBlocker(self.figure):
            self.strength.setValue(session.pen.intensity)
            self.clearness.setValue(round(100 - session.skin_opacity * 100))
            self.figure.setCurrentIndex(self.figure.findData(session.case.figure))

    def _kind_action(self, kind: str) -> QAction:
        action = QAction(KIND_WORDS[kind], self)
        action.setCheckable(True)
        action.setShortcut(QKeySequence(KIND_KEYS[kind]))
        action.setToolTip(f"The next click marks {kind} ({KIND_KEYS[kind]})")
        action.triggered.connect(lambda: self.kind_chosen.emit(kind))
        return action

    def _group_kinds(self) -> None:
        group = QActionGroup(self)
        for action in self.kinds.values():
            group.addAction(action)
            self.addAction(action)

    def _add_strength(self) -> QSpinBox:
        self.addWidget(QLabel("  How strong "))
        box = QSpinBox()
        box.setRange(0, 10)
        box.setAccessibleName("How strong, 0 to 10")
        box.setToolTip("How strong the next mark is, 0 (none) to 10 (worst imaginable)")
        box.valueChanged.connect(self.strength_chosen)
        self.addWidget(box)
        return box

    def _add_figure(self) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName("Figure")
        box.setToolTip("Which body is shown; marks keep their place")
        for figure in FIGURES:
            box.addItem(figure.capitalize(), figure)
        box.activated.connect(lambda: self.figure_chosen.emit(box.currentData()))
        self.addWidget(box)
        return box

    def _add_clearness(self) -> QSlider:
        self.addWidget(QLabel("  See through "))
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(0, 100)
        slider.setMaximumWidth(120)
        slider.setAccessibleName("See through the skin, percent")
        slider.setToolTip("See through the skin to bones and nerves")
        slider.valueChanged.connect(self.clearness_chosen)
        self.addWidget(slider)
        return slider

"""The two tool bars: what the next gesture on the skin does; and how the body is looked at. They report and show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QComboBox, QLabel, QSizePolicy, QSlider, QSpinBox, QToolBar, QToolButton, QWidget

from dermatomes import vocabulary
from meshes import FIGURES
from viewer.session import MARK_KINDS, TOOLS, Pen, Session

TOOL_KEYS = {"mark": "M", "paint": "B", "erase": "E"}
TOOL_TIPS = {
    "mark": "A click marks the skin, a drag turns the body",
    "paint": "A drag on the skin paints, a drag beside it turns the body",
    "erase": "A drag on the skin rubs marks out, a drag beside it turns the body",
}
CLICKS = (("Mark", TOOL_TIPS["mark"]), ("Ask", "A click asks what is there, a drag turns the body"))
"""What a click without a brush does: it marks, and for a student it asks."""
KIND_KEYS = {"pain": "P", "numbness": "N", "tingling": "T"}
BRUSH_MM = (5, 60)


class Tools(QToolBar):
    """The bar of the pen.

    Attributes
    ----------
    more
        A second bar, of what the next mark says beside its kind; the interview asks that of patients.

    Signals
    -------
    pen_chosen
        The new `Pen`.
    """

    pen_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__("Tools")
        self.setObjectName("tools")
        self.setMovable(False)
        self.more = QToolBar("The next mark")
        self.more.setObjectName("next_mark")
        self.more.setMovable(False)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.pen = Pen()
        self.gestures = self._choices(TOOLS, "tool", TOOL_KEYS, TOOL_TIPS)
        self.addSeparator()
        tips = {kind: f"The next mark is {kind}" for kind in MARK_KINDS}
        self.kinds = self._choices(MARK_KINDS, "kind", KIND_KEYS, tips)
        self.brush = self._number(self, "Brush", "brush_mm", BRUSH_MM, "Radius of the brush in millimetres on the skin")
        self.strength = self._number(
            self.more, "How strong", "intensity", (0, 10), "0 (none) to 10 (worst imaginable)"
        )
        self.quality = self._words("Feels", "quality", "quality", "How the next mark feels")
        self.depth_box = self._words("Depth", "depth", "depth", "On the skin or deep inside")

    def show_session(self, session: Session) -> None:
        """Show what the session says, without reporting it back."""
        pen = self.pen = session.pen
        self.setVisible(bool(session.audience))
        self.more.setVisible(session.audience == "clinician")
        self.brush.setEnabled(pen.tool != "mark")
        self.kinds[pen.kind].setChecked(True)
        self.gestures[pen.tool].setChecked(True)
        word, tip = CLICKS[session.audience == "student"]
        self.gestures["mark"].setText(word)
        self.gestures["mark"].setToolTip(f"{tip} ({TOOL_KEYS['mark']})")
        boxes = (self.strength, self.brush, self.quality, self.depth_box)
        blockers = [QSignalBlocker(box) for box in boxes]
        self.strength.setValue(pen.intensity)
        self.brush.setValue(round(pen.brush_mm))
        self.quality.setCurrentIndex(self.quality.findData(pen.quality[0] if pen.quality else ""))
        self.depth_box.setCurrentIndex(self.depth_box.findData(pen.depth or ""))
        for blocker in blockers:
            blocker.unblock()

    def _choose(self, **changes: Any) -> None:
        self.pen_chosen.emit(replace(self.pen, **changes))

    def _choices(
        self, words: Iterable[str], field: str, keys: dict[str, str], tips: dict[str, str]
    ) -> dict[str, QAction]:
        """Add one button for each word, of which one is down."""
        group = QActionGroup(self)
        actions = {}
        for word in words:
            action = QAction(word.capitalize(), group, checkable=True, shortcut=QKeySequence(keys[word]))
            action.setToolTip(f"{tips[word]} ({keys[word]})")
            action.triggered.connect(lambda _=False, chosen=word: self._choose(**{field: chosen}))
            self.addAction(action)
            actions[word] = action
        return actions

    def _number(self, bar: QToolBar, label: str, field: str, bounds: tuple[int, int], tip: str) -> QSpinBox:
        box = QSpinBox()
        bar.addWidget(_label_of(box, label))
        box.setRange(*bounds)
        box.setAccessibleName(f"{label}: {tip}")
        box.setToolTip(tip)
        box.valueChanged.connect(lambda value: self._choose(**{field: value}))
        bar.addWidget(box)
        return box

    def _words(self, label: str, field: str, kind: str, tip: str) -> QComboBox:
        """Add a choice of the case file's words of one kind, or none."""
        box = QComboBox()
        self.more.addWidget(_label_of(box, label))
        box.setAccessibleName(tip)
        box.setToolTip(tip)
        box.addItem("not said", "")
        for word, name in vocabulary().words[kind].items():
            box.addItem(name, word)
        many = field == "quality"
        box.activated.connect(
            lambda _: self._choose(**{field: _tuple(box.currentData()) if many else box.currentData() or None})
        )
        self.more.addWidget(box)
        return box


class Looks(QToolBar):
    """The bar of the views.

    Signals
    -------
    figure_chosen
        The figure to show.
    clearness_chosen
        How clear the skin is to be, 0-100 %.
    """

    figure_chosen = Signal(str)
    clearness_chosen = Signal(int)

    def __init__(self, audiences: list[QAction], views: list[QAction], edits: list[QAction]) -> None:
        super().__init__("Views")
        self.setObjectName("views")
        self.setMovable(False)
        self.addActions(audiences)
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
        with QSignalBlocker(self.clearness), QSignalBlocker(self.figure):
            self.clearness.setValue(round(100 - session.skin_opacity * 100))
            self.figure.setCurrentIndex(self.figure.findData(session.case.figure))

    def _add_figure(self) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName("Figure")
        box.setToolTip("Which body is shown; marks keep their place")
        for figure in FIGURES:
            box.addItem(figure.capitalize(), figure)
        box.activated.connect(lambda: self.figure_chosen.emit(box.currentData()))
        self.addWidget(_label_of(box, "Figure"))
        self.addWidget(box)
        return box

    def _add_clearness(self) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        self.addWidget(_label_of(slider, "See through"))
        slider.setRange(0, 100)
        slider.setMaximumWidth(120)
        slider.setAccessibleName("See through the skin, percent")
        slider.setToolTip("See through the skin to bones and nerves")
        slider.valueChanged.connect(self.clearness_chosen)
        self.addWidget(slider)
        return slider


def let_tab_in(bar: QToolBar) -> None:
    """Let Tab come to the buttons of a bar too: Qt leaves them to the mouse."""
    for button in bar.findChildren(QToolButton):
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)


def _label_of(box: QWidget, words: str) -> QLabel:
    """Write what a box is for; a screen reader calls the box by it."""
    label = QLabel(f" {words} ")
    label.setBuddy(box)
    return label


def _tuple(word: str) -> tuple[str, ...]:
    return (word,) if word else ()

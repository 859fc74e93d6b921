"""The controls that take the body apart: layers, names, pulling apart, cutting. They show and report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QSizePolicy, QSlider, QVBoxLayout, QWidget

from viewer.look import LAYERS, Clip, Look
from viewer.session import Session

PULL_APART, CUT = "Pull apart", "Cut open"
MERGED = (PULL_APART, CUT)
"""Labels of the steps that come from a slider: several in a row are one undo step."""
LAYER_WORDS = {"cord": "Cord and sac"}
AXIS_WORDS = (
    ("No cut", None),
    ("From the right to the left", "x"),
    ("From the front to the back", "y"),
    ("From below upwards", "z"),
)
_STEPS = 100


class SceneControls(QWidget):
    """Layers, names, pulling apart and cutting.

    Signals
    -------
    edited
        (label of the undo step, new Session).
    """

    edited = Signal(str, object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.layers = {layer: self._make_layer(layer) for layer in LAYERS}
        self.names = _box("Names", "Name what is to be seen, beside the body (A)", self._name)
        self.disputes = _box(
            "Where maps disagree", "Hatch the skin where published maps contradict each other (W)", self._dispute
        )
        self.explode = _slider("Pull apart, percent", "Pull the structures apart", self._pull)
        self.axis = self._make_axis()
        self.flip = _box("Flip", "Keep the other side of the cut", lambda _: self._cut())
        self.cut = _slider("Place of the cut, percent", "Where the body is cut open", lambda _: self._cut())
        self._lay_out()

    def show_session(self, session: Session) -> None:
        """Show what the session says, without reporting it back."""
        self._session, look = session, session.look
        for layer, box in self.layers.items():
            box.setChecked(layer not in look.hidden_layers)
        self.names.setChecked(look.names)
        self.disputes.setChecked(look.disputes)
        clip = look.clip or Clip()
        with QSignalBlocker(self.explode), QSignalBlocker(self.axis), QSignalBlocker(self.cut):
            self.explode.setValue(round(look.explode * _STEPS))
            self.axis.setCurrentIndex(self.axis.findData(look.clip.axis if look.clip else None))
            self.cut.setValue(round(clip.position * _STEPS))
        self.flip.setChecked(clip.flipped)
        for control in (self.cut, self.flip):
            control.setEnabled(look.clip is not None)

    def _make_layer(self, layer: str) -> QCheckBox:
        word = LAYER_WORDS.get(layer, layer.capitalize())
        box = _box(word, f"Show or hide: {word.lower()}", lambda shown: self._show_layer(layer, shown))
        box.setAccessibleName(f"Layer: {word}")
        return box

    def _make_axis(self) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName("Direction of the cut")
        box.setToolTip("Cut the body open, and from which side")
        box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for words, axis in AXIS_WORDS:
            box.addItem(words, axis)
        box.currentIndexChanged.connect(lambda _: self._cut())
        return box

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        boxes = QGridLayout()
        boxes.setVerticalSpacing(4)
        for place, box in enumerate(self.layers.values()):
            boxes.addWidget(box, place // 3, place % 3)
        last = len(self.layers) // 3
        boxes.addWidget(self.names, last, 1)
        boxes.addWidget(self.disputes, last + 1, 0, 1, 3)
        column.addLayout(boxes)
        column.addLayout(self._slider_grid())
        self.setTabOrder(self.axis, self.flip)
        self.setTabOrder(self.flip, self.cut)

    def _slider_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        for row, (word, buddy) in enumerate(((PULL_APART, self.explode), ("Cut", self.axis), ("Place", self.cut))):
            label = QLabel(word)
            label.setBuddy(buddy)
            grid.addWidget(label, row, 0)
            grid.addWidget(buddy, row, 1, 1, 1 if buddy is self.axis else 2)
        grid.addWidget(self.flip, 1, 2)
        return grid

    def _show_layer(self, layer: str, shown: bool) -> None:
        label = f"{'Show' if shown else 'Hide'} layer {self.layers[layer].text().lower()}"
        self._report(label, self._session.look.with_layer(layer, shown))

    def _name(self, wanted: bool) -> None:
        self._report(f"{'Show' if wanted else 'Hide'} names", replace(self._session.look, names=wanted))

    def _dispute(self, wanted: bool) -> None:
        label = "Show where maps disagree" if wanted else "Show one map"
        self._report(label, replace(self._session.look, disputes=wanted))

    def _pull(self, percent: int) -> None:
        self._report(PULL_APART, replace(self._session.look, explode=percent / _STEPS))

    def _cut(self) -> None:
        axis = self.axis.currentData()
        clip = Clip(axis, self.cut.value() / _STEPS, self.flip.isChecked()) if axis else None
        self._report(CUT, replace(self._session.look, clip=clip))

    def _report(self, label: str, look: Look) -> None:
        if look != self._session.look:
            self.edited.emit(label, replace(self._session, look=look))


def _box(word: str, tip: str, slot: Callable[[bool], None]) -> QCheckBox:
    box = QCheckBox(word)
    box.setToolTip(tip)
    box.clicked.connect(slot)
    return box


def _slider(name: str, tip: str, slot: Callable[[int], None]) -> QSlider:
    slider = QSlider(Qt.Orientation.Horizontal)
    slider.setRange(0, _STEPS)
    slider.setPageStep(10)
    slider.setAccessibleName(name)
    slider.setToolTip(tip)
    slider.valueChanged.connect(slot)
    return slider

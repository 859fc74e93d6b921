"""The legend of the skin: a letter beside every root's colour, or hatching for where maps disagree."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from viewer.palette import DISPUTE, ROOT_COLOURS, SKIN

CELL = 46
DISPUTE_WORDS = ("maps contradict each other", "they do not")
_TIPS = (
    "Colours of the roots on the skin; grey skin is blank in the map: variable",
    "Hatched skin: two published maps both name roots there and share none; a blank contradicts nothing",
)
_NAMES = ("Colours of the roots: " + ", ".join(ROOT_COLOURS), "Hatched: maps contradict each other; plain: they do not")


class Legend(QWidget):
    """A row of root letters, each with its colour; or what hatched and plain skin mean."""

    def __init__(self) -> None:
        super().__init__()
        self.show_disputes(False)

    def show_disputes(self, disputes: bool) -> None:
        """Explain the hatching, or the colours of the roots."""
        self.disputes = disputes
        self.setAccessibleName(_NAMES[disputes])
        self.setToolTip(_TIPS[disputes])
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        if self.disputes:
            return QSize(sum(self._width(words) for words in DISPUTE_WORDS), 22)
        return QSize(CELL * len(ROOT_COLOURS), 22)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.disputes:
            self._paint_disputes(painter)
            return
        for column, (root, colour) in enumerate(ROOT_COLOURS.items()):
            self._entry(painter, column * CELL, CELL, root, QColor(*colour))

    def _paint_disputes(self, painter: QPainter) -> None:
        left = 0
        for words, hatched in zip(DISPUTE_WORDS, (True, False), strict=True):
            width = self._width(words)
            self._entry(painter, left, width, words, QColor(*SKIN))
            if hatched:
                painter.setPen(QColor(*DISPUTE))
                painter.setBrush(QColor(*DISPUTE))
                painter.setBrush(Qt.BrushStyle.BDiagPattern)
                painter.drawRoundedRect(_swatch(left, self.height()), 3, 3)
            left += width

    def _entry(self, painter: QPainter, left: int, width: int, words: str, colour: QColor) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(_swatch(left, self.height()), 3, 3)
        painter.setPen(self.palette().windowText().color())
        painter.drawText(QRectF(left + 20, 0, width - 20, self.height()), Qt.AlignmentFlag.AlignVCenter, words)

    def _width(self, words: str) -> int:
        return 20 + self.fontMetrics().horizontalAdvance(words) + 12


def _swatch(left: int, height: int) -> QRectF:
    return QRectF(left + 2, height / 2 - 6, 14, 12)

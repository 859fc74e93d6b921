"""The legend of the root colours: a letter beside every colour."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from viewer.letters import letters
from viewer.palette import ROOT_COLOURS

CELL = 46


class Legend(QWidget):
    """A row of root letters, each with its colour."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Colours of the roots: " + ", ".join(ROOT_COLOURS))
        self.setToolTip("Colours of the roots on the skin; grey skin is blank in the map: variable")

    def sizeHint(self) -> QSize:
        return QSize(letters(CELL) * len(ROOT_COLOURS), letters(22))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = self.palette().windowText().color()
        for column, (root, colour) in enumerate(ROOT_COLOURS.items()):
            left = column * letters(CELL)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(*colour))
            painter.drawRoundedRect(QRectF(left + 2, self.height() / 2 - 6, 14, 12), 3, 3)
            painter.setPen(ink)
            room = QRectF(left + 20, 0, letters(CELL) - 20, self.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, root)

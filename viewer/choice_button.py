"""One answer: a large button whose words wrap, with a round sign for one-of-many and a square one for any-of-many."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

SIGN = 18
PADDING = 12
LEAST_HEIGHT = 44
"""In pixels: what a thumb hits."""
_WRAPPED = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap


class ChoiceButton(QPushButton):
    """A choice that is taken or not.

    Parameters
    ----------
    text
        The answer, as it is read.
    many
        Whether other answers may be taken beside it (square sign) or not (round sign).
    size
        Size of the letters in pixels.
    bare
        Without a sign, the words in the middle: for the numbers of a scale.
    """

    def __init__(self, text: str, *, many: bool, size: int, bare: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._many, self._bare = many, bare
        font = QFont(self.font())
        font.setPixelSize(size)
        self.setFont(font)
        self.setCheckable(True)
        self.setAutoDefault(True)  # Enter takes a choice, as Space does
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, max(1, width - self._text_left() - PADDING), 10_000)
        words = self.fontMetrics().boundingRect(room, int(_WRAPPED), self.text())
        return max(LEAST_HEIGHT, words.height() + PADDING + 8)

    def sizeHint(self) -> QSize:
        width = self._text_left() + self.fontMetrics().horizontalAdvance(self.text()) + PADDING + 4
        return QSize(min(width, 320), self.heightForWidth(min(width, 320)))

    def minimumSizeHint(self) -> QSize:
        widest = max(self.fontMetrics().horizontalAdvance(word) for word in self.text().split())
        return QSize(self._text_left() + widest + PADDING + 4, LEAST_HEIGHT)

    def _text_left(self) -> int:
        return PADDING if self._bare else PADDING + SIGN + 10

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_frame(painter)
        painter.setPen(self.palette().windowText().color())
        if self._bare:
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
            return
        self._draw_sign(painter)
        painter.setPen(self.palette().windowText().color())
        painter.drawText(self.rect().adjusted(self._text_left(), 0, -PADDING, 0), int(_WRAPPED), self.text())

    def _draw_frame(self, painter: QPainter) -> None:
        colours, frame = self.palette(), QRectF(self.rect()).adjusted(3.5, 3.5, -3.5, -3.5)
        line = colours.highlight() if self.isChecked() else colours.mid()
        painter.setPen(QPen(line, 2.5 if self.isChecked() else 1.0))
        painter.setBrush(colours.midlight() if self.underMouse() and self.isEnabled() else colours.base())
        painter.drawRoundedRect(frame, 8, 8)
        if self.hasFocus():  # a ring of its own, so that it is seen on a taken choice too
            painter.setPen(QPen(colours.windowText(), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(frame.adjusted(-2.5, -2.5, 2.5, 2.5), 10, 10)

    def _draw_sign(self, painter: QPainter) -> None:
        colours, radius = self.palette(), 4 if self._many else SIGN / 2
        sign = QRectF(PADDING, (self.height() - SIGN) / 2, SIGN, SIGN)
        taken = self.isChecked()
        painter.setPen(QPen(colours.highlight() if taken else colours.windowText(), 1.5))
        painter.setBrush(colours.highlight() if taken else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(sign, radius, radius)
        if taken:
            painter.setPen(QPen(colours.highlightedText(), 2.5))
            x, y = sign.x(), sign.y()
            painter.drawPolyline([QPointF(x + 4, y + 9.5), QPointF(x + 7.5, y + 13), QPointF(x + 14, y + 5.5)])

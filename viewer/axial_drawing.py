"""Draws a section with a painter: in the window, and without a screen for `rootatlas render --view axial`."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from viewer.axial import Axial, Shape
from viewer.palette import Dress

OUTLINE_SHARE = 0.004
"""Width of outlines against the width of the picture."""
DARKER = 150
"""Outlines are their shape's colour divided by this many hundredths."""
SCALE_MM = 10.0
SIDES_AT = 0.74
"""How far down R and L stand, as a share of the height: below the roots."""
LETTER_SHARE, MARGIN_SHARE = 0.045, 0.03


def draw_axial(painter: QPainter, section: Axial, room: QRectF, dress: Dress) -> None:
    """Draw a section into a rectangle, seen from below: the subject's left is on the right, front is up."""
    side = min(room.width(), room.height())
    square = QRectF(room.center().x() - side / 2, room.center().y() - side / 2, side, side)
    painter.save()
    painter.setClipRect(square)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for shape in section.shapes:
        _draw_shape(painter, section, shape, square)
    _draw_words(painter, section, square, dress)
    painter.restore()


def _draw_shape(painter: QPainter, section: Axial, shape: Shape, square: QRectF) -> None:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    for loop in shape.loops:
        path.addPolygon(QPolygonF([_place(section, x, y, square) for x, y in loop.tolist()]))
        path.closeSubpath()
    colour = QColor(*shape.colour)
    painter.setPen(QPen(colour.darker(DARKER), OUTLINE_SHARE * square.width()))
    painter.setBrush(colour)
    painter.drawPath(path)


def _draw_words(painter: QPainter, section: Axial, square: QRectF, dress: Dress) -> None:
    font = painter.font()
    font.setPixelSize(max(9, round(LETTER_SHARE * square.width())))
    font.setBold(True)
    painter.setFont(font)
    for letter in section.letters:
        at = _inside(_place(section, *letter.at, square), square, painter.fontMetrics().height())
        painter.setPen(QPen(QColor(*dress.ink), OUTLINE_SHARE * square.width()))
        painter.drawLine(_place(section, *letter.of, square), at)
        _word(painter, letter.text, at, dress)
    edge = MARGIN_SHARE * square.width() + font.pixelSize()
    beside = square.top() + SIDES_AT * square.height()
    _word(painter, "R", QPointF(square.left() + edge, beside), dress)
    _word(painter, "L", QPointF(square.right() - edge, beside), dress)
    inside = square.adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2)
    width = painter.fontMetrics().horizontalAdvance(section.title)
    _word(painter, section.title, inside.topLeft() + QPointF(width / 2, painter.fontMetrics().height() / 2), dress)
    _draw_scale(painter, section, square, inside)


def _draw_scale(painter: QPainter, section: Axial, square: QRectF, inside: QRectF) -> None:
    """Draw a centimetre."""
    length = SCALE_MM * square.width() / (2 * section.reach)
    painter.setPen(QPen(painter.pen().color(), 2 * OUTLINE_SHARE * square.width()))
    painter.drawLine(inside.bottomLeft(), inside.bottomLeft() + QPointF(length, 0))
    above = QRectF(inside.left(), inside.bottom() - 2 * painter.fontMetrics().height(), 4 * length, 0)
    above.setHeight(1.7 * painter.fontMetrics().height())
    painter.drawText(above, Qt.AlignmentFlag.AlignBottom, "1 cm")


def _word(painter: QPainter, text: str, at: QPointF, dress: Dress) -> None:
    """Write a word on a ground of its own, so that it can be read on any colour."""
    room = QRectF(painter.fontMetrics().boundingRect(text)).adjusted(-3, -1, 3, 1)
    room.moveCenter(at)
    ground = QColor(*dress.base)
    ground.setAlphaF(0.8)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(room, 3, 3)
    painter.setPen(QColor(*dress.ink))
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)


def _inside(at: QPointF, square: QRectF, margin: float) -> QPointF:
    inner = square.adjusted(margin, margin, -margin, -margin)
    return QPointF(min(max(at.x(), inner.left()), inner.right()), min(max(at.y(), inner.top()), inner.bottom()))


def _place(section: Axial, x: float, y: float, square: QRectF) -> QPointF:
    scale = square.width() / (2 * section.reach)
    return square.center() + QPointF((x - section.centre[0]) * scale, (y - section.centre[1]) * scale)

"""Rows of a list with a name and a softer line below it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from viewer.letters import letters, sized

NAME_SIZE, LINE_SIZE, PADDING = 14, 12, 6
Index = QModelIndex | QPersistentModelIndex
_WRAPPED = int(Qt.TextFlag.TextWordWrap)


class TwoLines(QStyledItemDelegate):
    """Draws an item whose text is a name, a line break and a line; both wrap."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        bar = option.widget.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        width = option.widget.width() - bar - 2 * letters(PADDING)  # the scroll bar comes after rows are measured
        name, line = self._rooms(option, index, QRect(0, 0, max(80, width), 0))
        return QSize(width, line.bottom() + letters(PADDING) - name.top() + letters(PADDING))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        shown.text = ""
        shown.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, shown.widget)
        chosen = bool(shown.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        painter.save()
        painter.setPen(shown.palette.color(role))
        rooms = self._rooms(option, index, option.rect)
        fonts = sized(option.font, NAME_SIZE, bold=True), sized(option.font, LINE_SIZE)
        for text, room, font in zip(_split(index), rooms, fonts, strict=True):
            painter.setFont(font)
            painter.drawText(room, _WRAPPED, text)
        painter.restore()

    def _rooms(self, option: QStyleOptionViewItem, index: Index, around: QRect) -> tuple[QRect, QRect]:
        """Where the name and the line stand in a row."""
        pad = letters(PADDING)
        room = QRect(around.left() + pad, around.top() + pad, around.width() - 2 * pad, 10_000)
        name_text, line_text = _split(index)
        name = QFontMetrics(sized(option.font, NAME_SIZE, bold=True)).boundingRect(room, _WRAPPED, name_text)
        room.setTop(name.bottom() + 2)
        line = QFontMetrics(sized(option.font, LINE_SIZE)).boundingRect(room, _WRAPPED, line_text)
        return QRect(name.topLeft(), QSize(room.width(), name.height())), QRect(
            line.topLeft(), QSize(room.width(), line.height())
        )


def _split(index: Index) -> tuple[str, str]:
    name, _, line = str(index.data()).partition("\n")
    return name, line

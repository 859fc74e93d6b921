"""How rows with cells are drawn: wrapped names, answers in a frame, boxes to tick, a ring round the focus."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

Index = QModelIndex | QPersistentModelIndex
FAINT = 0.55
"""How strong outlines are drawn, of the colour of words: they stay visible in any palette."""
GAP = 5
"""Pixels above and below the words of a row."""
NAMES = 0
"""The column of names; the others hold cells."""
_CHECKS = {
    Qt.CheckState.Checked: QStyle.StateFlag.State_On,
    Qt.CheckState.PartiallyChecked: QStyle.StateFlag.State_NoChange,
    Qt.CheckState.Unchecked: QStyle.StateFlag.State_Off,
}


class CellDelegate(QStyledItemDelegate):
    """Draws wrapped names, answers in a frame, boxes in the middle of their cell, and a ring round the focus."""

    def __init__(self, tree: QTreeView) -> None:
        super().__init__(tree)
        self._tree = tree

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        metrics = option.fontMetrics
        if index.column() != NAMES:
            return QSize(0, metrics.height() + 2 * GAP)
        width = self._words_width(index)
        room = QRect(0, 0, width, 10_000)
        words = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, str(index.data()))
        return QSize(width, words.height() + 2 * GAP)

    def _words_width(self, index: Index) -> int:
        """How wide the words of a row may be, in pixels."""
        depth, above = 1, index.parent()
        while above.isValid():
            depth, above = depth + 1, above.parent()
        spans = self._tree.isFirstColumnSpanned(index.row(), index.parent())
        width = self._tree.viewport().width() if spans else self._tree.columnWidth(NAMES)
        box = 24 if index.data(Qt.ItemDataRole.CheckStateRole) is not None else 0
        return max(60, width - depth * self._tree.indentation() - box - 10)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        plain = QStyleOptionViewItem(option)
        plain.state &= ~(QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.column() == NAMES:
            super().paint(painter, plain, index)
        if index.flags() & Qt.ItemFlag.ItemIsSelectable:
            self._paint_cell(painter, plain, index)
        if index == self._tree.currentIndex():
            named = index.column() == NAMES
            place = plain.rect.adjusted(2, 1, -2, -1) if named else _frame(plain).adjusted(-1, -1, 1, 1)
            _ring(painter, plain, place, strong=self._tree.hasFocus())
        painter.restore()

    def editorEvent(self, *_: object) -> bool:
        """Boxes are not ticked here: the tree reports, and what comes back is shown."""
        return False

    def _paint_cell(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.initStyleOption(option, index)
        if index.data(Qt.ItemDataRole.CheckStateRole) is not None:
            _box(painter, option, self._tree, in_the_middle=index.column() != NAMES)
        elif index.column() != NAMES:
            _answer(painter, option)


def _answer(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """Draw an answer in a frame of one line."""
    frame = _frame(option)
    painter.setPen(_faint(option))
    painter.setBrush(option.palette.base())
    painter.drawRoundedRect(frame, 4, 4)
    painter.setPen(option.palette.text().color())
    painter.setFont(option.font)
    words = option.fontMetrics.elidedText(option.text, Qt.TextElideMode.ElideRight, frame.width() - 4)
    painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, words)


def _frame(option: QStyleOptionViewItem) -> QRect:
    height = option.fontMetrics.height() + 2 * GAP - 4
    return QRect(option.rect.left() + 4, option.rect.center().y() - height // 2, option.rect.width() - 8, height)


def _box(painter: QPainter, option: QStyleOptionViewItem, widget: QWidget, *, in_the_middle: bool) -> None:
    """Draw a box to tick, with an outline that no palette swallows."""
    style = widget.style()
    place = style.subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, option, widget)
    if in_the_middle:
        place.moveCenter(option.rect.center())
    box = QStyleOptionViewItem(option)
    box.rect = place
    box.state |= _CHECKS[option.checkState]
    style.drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck, box, painter, widget)
    painter.setPen(_faint(option))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)


def _ring(painter: QPainter, option: QStyleOptionViewItem, place: QRect, *, strong: bool) -> None:
    painter.setPen(QPen(option.palette.highlight().color(), 2) if strong else _faint(option))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(place, 5, 5)


def _faint(option: QStyleOptionViewItem) -> QPen:
    colour = option.palette.text().color()
    colour.setAlphaF(FAINT)
    return QPen(colour, 1)

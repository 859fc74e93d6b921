"""A tree whose rows have cells, walked and filled by keys alone; a click does the same.

Only cells that can be answered take the focus. Arrows, Tab, Enter, Home and End walk; Space or a click asks for an
answer; letters, digits and signs are reported as typed. The tree changes nothing itself.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTreeView

from viewer.cell_paint import NAMES, CellDelegate, Index

PAGE = 8
MIN_LETTERS = 44
"""Letters that the tree is wide at least: narrower, words could no longer wrap."""
STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Return: 1,
    Qt.Key.Key_Enter: 1,
    Qt.Key.Key_PageUp: -PAGE,
    Qt.Key.Key_PageDown: PAGE,
    Qt.Key.Key_Home: -100_000,
    Qt.Key.Key_End: 100_000,
}
SIDEWAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
CLEARING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
ASKING = (Qt.Key.Key_Space, Qt.Key.Key_F2)
_PLAIN = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class CellTree(QTreeView):
    """The tree.

    Parameters
    ----------
    name
        Its accessible name.
    model
        Names in the first column, cells in the others; what is selectable can be answered.
    widest
        The longest words that a cell is to hold.

    Signals
    -------
    asked
        The cell that was clicked or on which Space was pressed.
    typed
        The cell and what was typed on it.
    cleared
        The cell on which Delete was pressed.
    reached
        The cell that the focus came to.
    """

    asked = Signal(object)
    typed = Signal(object, str)
    cleared = Signal(object)
    reached = Signal(object)

    def __init__(self, name: str, model: QStandardItemModel, widest: str) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(name)
        self.setItemDelegate(CellDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(True)
        self.setIndentation(16)
        self.setExpandsOnDoubleClick(False)
        self.header().setSectionsMovable(False)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.header().setSectionResizeMode(NAMES, QHeaderView.ResizeMode.Stretch)
        self.header().setMinimumSectionSize(24)
        self._column = 1
        self._widest = widest
        self._share_width()
        self.clicked.connect(self._ask)

    def go(self, index: QModelIndex) -> None:
        """Bring the focus to a cell, opening what hides it."""
        above = index.parent()
        while above.isValid():
            self.expand(above)
            above = above.parent()
        self._column = index.column() if index.column() != NAMES else self._column
        self.setCurrentIndex(index)

    def event(self, event: QEvent) -> bool:
        # The window's one-letter shortcuts sleep while somebody types here.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_ours(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = self._here()
        if not _is_ours(event) or not here.isValid():
            super().keyPressEvent(event)
        elif event.key() in STEPS:
            self._step(STEPS[Qt.Key(event.key())])
        elif event.key() in SIDEWAYS:
            self._sideways(here, SIDEWAYS[Qt.Key(event.key())])
        elif event.key() in ASKING:
            self._ask(here)
        elif event.key() in CLEARING:
            self.cleared.emit(here)
        else:
            self.typed.emit(here, event.text())

    def keyboardSearch(self, search: str) -> None:
        """What is typed is reported; nothing is searched for here."""

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks from cell to cell, and out of the tree after the last one."""
        cells = [cell for row in self._rows() for cell in _cells(row)]
        here = self._here()
        place = cells.index(here) + (1 if forward else -1) if here in cells else -1
        if not 0 <= place < len(cells):
            return super().focusNextPrevChild(forward)
        self.go(cells[place])
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and (rows := self._rows()):
            self.go(self._cell_of(rows[0]))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if self._here().isValid():
            self.reached.emit(self._here())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._share_width()

    def _share_width(self) -> None:
        """Give cells what their words need, but never more than a good half of the width; names wrap in the rest."""
        cells = self.model().columnCount() - 1
        wanted = self.fontMetrics().horizontalAdvance(self._widest) + 26
        for column in range(1, cells + 1):
            self.header().resizeSection(column, min(wanted, self.viewport().width() * 5 // (9 * cells)))
        self.setMinimumWidth(MIN_LETTERS * self.fontMetrics().averageCharWidth())
        self.scheduleDelayedItemsLayout()

    def _rows(self) -> list[QModelIndex]:
        """Every row that is not folded away and has a cell, by its index in the column of names."""
        rows, row = [], self.model().index(0, NAMES)
        while row.isValid():
            if _cells(row):
                rows.append(row)
            row = self.indexBelow(row)
        return rows

    def _step(self, by: int) -> None:
        rows, here = self._rows(), self._here().siblingAtColumn(NAMES)
        if here in rows:
            column = self._column  # rows with a single cell do not make the walker forget his column
            place = min(max(rows.index(here) + by, 0), len(rows) - 1)
            self.go(self._cell_of(rows[place]))
            self._column = column

    def _cell_of(self, row: QModelIndex) -> QModelIndex:
        return min(_cells(row.siblingAtColumn(NAMES)), key=lambda cell: abs(cell.column() - self._column))

    def _sideways(self, here: QModelIndex, by: int) -> None:
        name = here.siblingAtColumn(NAMES)
        cells = _cells(name)
        place = cells.index(here) + by if here in cells else 0
        if 0 <= place < len(cells):
            self.go(cells[place])
        elif by > 0 or self.isExpanded(name):
            self.setExpanded(name, by > 0)
        elif name.parent().isValid():
            self.go(self._cell_of(name.parent()))

    def _here(self) -> QModelIndex:
        """The cell that keys go to: a click on a name means a cell of its row."""
        here = self.currentIndex()
        cells = _cells(here.siblingAtColumn(NAMES))
        return here if here in cells or not cells else self._cell_of(here)

    def _ask(self, index: QModelIndex) -> None:
        cells = _cells(index.siblingAtColumn(NAMES))
        if index in cells:
            self.go(index)
            self.asked.emit(index)
        elif cells:
            self.go(self._cell_of(index))


def _cells(row: QModelIndex) -> list[QModelIndex]:
    """The cells of a row that can be answered, left to right; a row without them has none."""
    cells = (row.siblingAtColumn(column) for column in range(row.model().columnCount())) if row.isValid() else ()
    return [cell for cell in cells if cell.flags() & Qt.ItemFlag.ItemIsSelectable]


def _is_ours(event: QKeyEvent) -> bool:
    if event.modifiers() & ~_PLAIN:
        return False
    return event.key() in (*STEPS, *SIDEWAYS, *ASKING, *CLEARING) or (event.text().isprintable() and bool(event.text()))

"""The examination of both sides, filled in by keys alone or by clicks. It shows and reports; it decides nothing."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLabel, QMenu, QVBoxLayout, QWidget

from viewer.cell_paint import NAMES
from viewer.cell_tree import CellTree
from viewer.exam import (
    USUAL,
    YES,
    Row,
    Section,
    answer,
    answer_words,
    answered,
    row_label,
    sections,
    typed,
    with_answer,
)
from viewer.finding_words import begun
from viewer.person_fields import PersonFields
from viewer.picture import Picture
from viewer.session import Session, new_session

COLUMNS = {"left": 1, "right": 2, None: NAMES}
FOLDED = ("flag", "history")
"""Long lists that begin folded."""
KEYS = {
    "weakness": "Type 0 to 5, then + or \u2212 if you need it.",
    "reflex": "Type n normal, r reduced, a absent or b brisk.",
    "test": "Type + or \u2212.",
    "history": "Press Space if it applies.",
    "flag": "Press Space if it applies.",
}
HOW = "Arrows or Tab move; Delete clears; Space offers the answers. Blank means not tested."
_CELL, _SIDE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class ExamPanel(QWidget):
    """Whom it is about; strength, reflexes, tests, history and warning signs.

    Signals
    -------
    edited
        The label of the undo step and the session with the answer in it. Steps of one label may be merged: they are
        the keys of one answer.
    """

    edited = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Examination of both sides")
        self._session = new_session()
        self._items: dict[tuple[str, str, str | None], QStandardItem] = {}
        self._headings: list[tuple[Section, QStandardItem]] = []
        self.table = CellTree("Examination: left and right", self._build(), "reduced")
        self.table.setToolTip(HOW)
        self.table.setAccessibleDescription(HOW)
        self.hint = _quiet(HOW)
        self.person = PersonFields()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.table, 1)
        column.addWidget(self.hint)
        column.insertWidget(0, self.person)  # last of all for Tab: who comes by keys begins with the findings
        self._open_first()
        self._connect()
        self.show_session(self._session)

    def show_session(self, session: Session, picture: Picture | None = None) -> None:
        """Show the answers of a session, without reporting them back."""
        self._session = session
        self.person.show_session(session)
        for section, heading in self._headings:
            count = answered(session, section)
            heading.setText(f"{section.title} ({count})" if count else section.title)
            for row in section.rows:
                for side in row.sides:
                    self._show(row, side)

    def _show(self, row: Row, side: str | None) -> None:
        item, value = self._items[row.kind, row.id, side], answer(self._session, row, side)
        place = row.words if side is None else f"{side}, {row.words}"
        item.setData(f"{place}: {answer_words(row, value)}", Qt.ItemDataRole.AccessibleTextRole)
        if side is None:
            item.setCheckState(Qt.CheckState.Unchecked if value is None else Qt.CheckState.Checked)
            return
        item.setText((value or "").replace("-", "\u2212"))
        item.setToolTip(f"{begun(place)}: {answer_words(row, value)}. {KEYS[row.kind]}")
        font = QFont()  # only its weight counts; the size stays the table's
        font.setBold(value not in USUAL)
        item.setFont(font)

    def _build(self) -> QStandardItemModel:
        model = QStandardItemModel(0, 3, self)
        model.setHorizontalHeaderLabels(["Examination", "Left", "Right"])
        for column in (1, 2):
            model.horizontalHeaderItem(column).setTextAlignment(Qt.AlignmentFlag.AlignCenter)
        for section in sections():
            heading = QStandardItem(section.title)
            heading.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            heading.setToolTip("Right opens this section, Left folds it away")
            font = QFont()  # only its weight counts; the size stays the table's
            font.setBold(True)
            heading.setFont(font)
            self._headings.append((section, heading))
            for row in section.rows:
                heading.appendRow(self._row(row))
            model.appendRow([heading, *_blanks()])
        return model

    def _row(self, row: Row) -> list[QStandardItem]:
        items = [QStandardItem(begun(row.words)), *_blanks()]
        items[NAMES].setFlags(Qt.ItemFlag.ItemIsEnabled)
        items[NAMES].setToolTip(f"{begun(_spoken(row))}. {KEYS[row.kind]}")
        for side in row.sides:
            item = items[COLUMNS[side]]
            item.setData(row, _CELL)
            item.setData(side, _SIDE)
            box = Qt.ItemFlag.ItemIsUserCheckable if side is None else Qt.ItemFlag.NoItemFlags
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | box)
            self._items[row.kind, row.id, side] = item
        return items

    def _open_first(self) -> None:
        for section, heading in self._headings:
            parent = heading.index()
            self.table.setFirstColumnSpanned(heading.row(), QModelIndex(), True)
            self.table.setExpanded(parent, section.rows[0].kind not in FOLDED)
            for number, row in enumerate(section.rows):
                self.table.setFirstColumnSpanned(number, parent, row.sides == (None,))
        first = sections()[0].rows[0]
        self.table.go(self._items[first.kind, first.id, first.sides[0]].index())

    def _connect(self) -> None:
        self.person.edited.connect(self.edited)
        self.table.typed.connect(self._type)
        self.table.asked.connect(self._ask)
        self.table.cleared.connect(lambda index: self._answer(index, None))
        self.table.reached.connect(self._tell)

    def _type(self, index: QModelIndex, key: str) -> None:
        row: Row | None = index.data(_CELL)
        if row is not None and row.answers != (YES,):
            value = typed(row, answer(self._session, row, index.data(_SIDE)), key)
            if value is not None:
                self._answer(index, value)

    def _answer(self, index: QModelIndex, value: str | None) -> None:
        row: Row | None = index.data(_CELL)
        if row is None:
            return
        side = index.data(_SIDE)
        after = with_answer(self._session, row, side, value)
        if after != self._session:
            self.edited.emit(row_label(row, side), after)

    def _ask(self, index: QModelIndex) -> None:
        row: Row | None = index.data(_CELL)
        if row is None:
            self.table.setExpanded(index, not self.table.isExpanded(index))
        elif row.answers == (YES,):
            self._answer(index, None if answer(self._session, row, None) else YES)
        else:
            self._offer(row, index)

    def _offer(self, row: Row, index: QModelIndex) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(f"{index.data(_SIDE)}, {row.words}")
        now = answer(self._session, row, index.data(_SIDE))
        for value in (*reversed(row.answers), None) if row.kind == "weakness" else (*row.answers, None):
            action = menu.addAction(begun(answer_words(row, value)))
            action.setCheckable(True)
            action.setChecked(value == now)
            action.triggered.connect(lambda _=False, chosen=value: self._answer(index, chosen))
        menu.popup(self.table.viewport().mapToGlobal(self.table.visualRect(index).bottomLeft()))

    def _tell(self, index: QModelIndex) -> None:
        row: Row | None = index.data(_CELL)
        if row is None:
            self.hint.setText(HOW)
            return
        side = index.data(_SIDE)
        term = f" ({row.term})" if row.term else ""
        self.hint.setText(f"{row_label(row, side)}{term}. {KEYS[row.kind]}")


def _blanks() -> list[QStandardItem]:
    """A left and a right cell in which nothing can be answered yet."""
    items = [QStandardItem(), QStandardItem()]
    for item in items:
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
    return items


def _spoken(row: Row) -> str:
    return f"{row.words} ({row.term})" if row.term else row.words


def _quiet(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setMinimumHeight(2 * label.fontMetrics().lineSpacing() + 4)  # the table must not jump as the words change
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    return label

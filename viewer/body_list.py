"""The body as a list: the keyboard's way to point. It shows and reports; it decides nothing."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from viewer.body_places import Place, find, places, state, walk, with_place
from viewer.cell_paint import NAMES
from viewer.cell_tree import CellTree
from viewer.finding_words import begun, place_words
from viewer.picture import Picture
from viewer.session import MARK_KINDS, Session, new_session

COLUMNS = {"left": 1, "midline": 2, "right": 3}
HEADINGS = ["Place", "Left", "Middle", "Right"]
CHECKS = {
    "marked": Qt.CheckState.Checked,
    "partly": Qt.CheckState.PartiallyChecked,
    "clear": Qt.CheckState.Unchecked,
}
STATE_WORDS = {"marked": "marked", "partly": "partly marked", "clear": "not marked"}
HOW = "Arrows move; Space marks; Right opens a group, Left folds it; type the beginning of a name to go there."
_PLACE, _SIDE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class BodyList(QWidget):
    """Regions and groups of the skin, with a box for each side.

    Signals
    -------
    edited
        The label of the undo step and the session with the place marked or cleared.
    kind_chosen
        What the boxes are to mark: a kind of `MARK_KINDS`, as the tool bar reports it.
    """

    edited = Signal(str, object)
    kind_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Places on the body as a list")
        self._session = new_session()
        self._places = list(walk(places()))
        self._items: dict[tuple[str, str], QStandardItem] = {}
        self._typed = ""
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self._forget)
        self.kinds = {kind: self._kind_button(kind) for kind in MARK_KINDS}
        self.table = CellTree("Places on the body: left, middle, right", self._build(), "Middle")
        self.table.setToolTip(HOW)
        self.table.setAccessibleDescription(HOW)
        self._lay_out()
        self.table.go(self._items[self._places[0].id, "left"].index())
        self.table.asked.connect(self._toggle)
        self.table.typed.connect(self._seek)
        self.table.cleared.connect(lambda index: self._mark(index, False))
        self.show_session(self._session)

    def show_session(self, session: Session, picture: Picture | None = None) -> None:
        """Show which places bear marks of the pen's kind, without reporting them back."""
        self._session = session
        for kind, button in self.kinds.items():
            # Tab comes to the chosen kind alone; arrows go from there to the others.
            chosen = kind == session.pen.kind
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus)
            with QSignalBlocker(button):
                button.setChecked(chosen)
        for place in self._places:
            for side in place.sides:
                now = state(session, place, side)
                item = self._items[place.id, side]
                item.setCheckState(CHECKS[now])
                words = f"{place_words(side, place.id)}, {session.pen.kind}: {STATE_WORDS[now]}"
                item.setData(words, Qt.ItemDataRole.AccessibleTextRole)
                item.setToolTip(begun(words))

    def _kind_button(self, kind: str) -> QRadioButton:
        button = QRadioButton(kind.capitalize())
        button.setToolTip(f"The boxes and the next click mark {kind}")
        button.setAccessibleName(f"Mark {kind}")
        button.toggled.connect(lambda chosen: self.kind_chosen.emit(kind) if chosen else None)
        return button

    def _lay_out(self) -> None:
        self._group = QButtonGroup(self)
        line = QHBoxLayout()
        for button in self.kinds.values():
            self._group.addButton(button)
            line.addWidget(button)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addLayout(line)
        column.addWidget(self.table, 1)

    def _build(self) -> QStandardItemModel:
        model = QStandardItemModel(0, len(HEADINGS), self)
        model.setHorizontalHeaderLabels(HEADINGS)
        for column in COLUMNS.values():
            model.horizontalHeaderItem(column).setTextAlignment(Qt.AlignmentFlag.AlignCenter)
        for place in places():
            model.appendRow(self._row(place))
        return model

    def _row(self, place: Place) -> list[QStandardItem]:
        items = [QStandardItem(begun(place.name)), *(QStandardItem() for _ in COLUMNS)]
        for item in items:
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        for side in place.sides:
            item = items[COLUMNS[side]]
            item.setData(place, _PLACE)
            item.setData(side, _SIDE)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            self._items[place.id, side] = item
        for member in place.members:
            items[NAMES].appendRow(self._row(member))
        return items

    def _toggle(self, index: QModelIndex) -> None:
        self._mark(index, state(self._session, index.data(_PLACE), index.data(_SIDE)) != "marked")

    def _mark(self, index: QModelIndex, marked: bool) -> None:
        place, side = index.data(_PLACE), index.data(_SIDE)
        after = with_place(self._session, place, side, marked)
        if after != self._session:
            words = place_words(side, place.id)
            self.edited.emit(f"Mark {words}" if marked else f"Remove {self._session.pen.kind}, {words}", after)

    def _seek(self, index: QModelIndex, key: str) -> None:
        """Go to the place whose name is being typed; one letter again and again goes through all that begin so."""
        again = self._typed in ("", key)
        self._typed = key if again else self._typed + key
        here = self._places.index(index.data(_PLACE))
        found = find(self._typed, self._places, here + 1 if again else here)
        self._pause.start(QApplication.keyboardInputInterval() * 2)
        if found is not None:
            place, side = self._places[found], index.data(_SIDE)
            self.table.go(self._items[place.id, side if side in place.sides else "left"].index())

    def _forget(self) -> None:
        self._typed = ""

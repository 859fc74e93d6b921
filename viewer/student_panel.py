"""The student's panel: search, information card, and what is done with what was chosen.

It shows a session and reports what was asked for; it decides nothing and never writes the store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from html import escape

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from viewer.focus_frame import FocusRing
from viewer.look import Look
from viewer.picture import Card, Picture
from viewer.scene_controls import SceneControls
from viewer.search import Entry, entry_of, search
from viewer.session import Session

INVITATION = "Search for a structure, a place on the skin or a nerve root: its card is shown here."
NO_PARTS = "Choose a structure or a root first"
KIND_WORDS = {"root": "root", "group": "group", "region": "skin", "part": ""}
ROWS_SEEN = 6
_ACTS: dict[str, tuple[str, str, Callable[[Look, Iterable[str]], Look], Callable[[Look], frozenset[str]]]] = {
    "isolate": ("Isolate", "Show it alone", Look.isolate, lambda look: look.isolated),
    "hide": ("Hide", "Take it away", Look.hide, lambda look: look.hidden),
    "fade": ("Fade", "Draw it faintly", Look.fade, lambda look: look.faded),
}
"""Key of a button to its word, its tool tip, what it does, and the set that says whether it is down."""


class StudentPanel(QWidget):
    """Search, card, layers, pulling apart and cutting.

    Signals
    -------
    edited
        (label of the undo step, new Session).
    """

    edited = Signal(str, object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._card: Card | None = None
        self._stale = True
        self.setAccessibleName("Explore the anatomy")
        self.setMinimumWidth(320)
        self.search_box = self._make_search_box()
        self.results = self._make_results()
        self.card = self._make_card()
        self.buttons = {key: self._make_button(key) for key in _ACTS}
        self.show_all = QPushButton("Show all")
        self.show_all.setToolTip("Bring back every structure and layer")
        self.show_all.clicked.connect(lambda: self._report("Show all", self._session.look.show_all()))
        self.controls = SceneControls(session)
        self.controls.edited.connect(self.edited)
        self._lay_out()

    def show_session(self, session: Session, picture: Picture) -> None:
        """Show what the session says, without reporting it back."""
        self._session, look = session, session.look
        self._show_card(picture.card)
        for key, button in self.buttons.items():
            parts = frozenset(picture.card.parts if picture.card else ())
            button.setEnabled(bool(parts))
            button.setToolTip(_ACTS[key][1] if parts else NO_PARTS)
            button.setChecked(bool(parts) and parts <= _ACTS[key][3](look))
        self.show_all.setEnabled(look.show_all() != look)
        self.controls.show_session(session)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._move_between(watched, Qt.Key(event.key()))
        return False

    def _move_between(self, watched: QObject, key: Qt.Key) -> bool:
        """Lead Down from the box into the results, Up from the first of them back; Escape empties the box."""
        if watched is self.search_box and key == Qt.Key.Key_Down and self.results.count():
            self.results.setFocus(Qt.FocusReason.OtherFocusReason)
            self.results.setCurrentRow(0)
        elif watched is self.results and key == Qt.Key.Key_Up and self.results.currentRow() <= 0:
            self.search_box.setFocus(Qt.FocusReason.OtherFocusReason)
        elif watched is self.results and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.results.currentItem())
        elif key == Qt.Key.Key_Escape and self.search_box.text():
            self.search_box.clear()
            self.search_box.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            return False
        return True

    def _make_search_box(self) -> QLineEdit:
        box = QLineEdit(clearButtonEnabled=True, placeholderText="Search: sciatic, big toe, L5, n. tibialis \u2026")
        box.setAccessibleName("Search the anatomy")
        box.setToolTip("English, Latin or everyday names; Down goes to what was found, Enter takes the first")
        box.textChanged.connect(self._find)
        box.returnPressed.connect(lambda: self._choose(self.results.item(0)))
        box.installEventFilter(self)
        return box

    def _make_results(self) -> QListWidget:
        found = QListWidget()
        found.setAccessibleName("What was found")
        found.setToolTip("Enter or a click shows the card")
        found.setUniformItemSizes(True)
        found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        found.setTextElideMode(Qt.TextElideMode.ElideRight)
        found.itemClicked.connect(self._choose)
        found.installEventFilter(self)
        found.hide()
        return found

    def _make_card(self) -> QTextBrowser:
        card = QTextBrowser()
        card.setAccessibleName("Information card")
        card.setToolTip("What is known about what you chose")
        card.setFrameShape(QFrame.Shape.NoFrame)
        FocusRing(card)
        card.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        card.setMinimumHeight(120)
        card.viewport().setAutoFillBackground(False)
        return card

    def _make_button(self, key: str) -> QPushButton:
        button = QPushButton(_ACTS[key][0])
        button.setCheckable(True)
        button.clicked.connect(lambda down: self._act(key, down))
        return button

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        column.addWidget(self.search_box)
        column.addWidget(self.results)
        column.addWidget(self.card, 1)
        acts = QHBoxLayout()
        for button in (*self.buttons.values(), self.show_all):
            button.setMinimumWidth(0)
            acts.addWidget(button, 1)
        column.addLayout(acts)
        column.addWidget(self.controls)

    def _find(self, text: str) -> None:
        self.results.clear()
        row = QSize(0, self.fontMetrics().height() + 8)
        for entry in search(text):
            item = _item(entry)
            item.setSizeHint(row)
            self.results.addItem(item)
        rows = min(self.results.count(), ROWS_SEEN)
        self.results.setFixedHeight(rows * self.results.sizeHintForRow(0) + 2 * self.results.frameWidth())
        self.results.setVisible(rows > 0)

    def _choose(self, item: QListWidgetItem | None) -> None:
        entry = entry_of(item.data(Qt.ItemDataRole.UserRole)) if item is not None else None
        if entry is not None:
            self._report(f"Show {entry.name}", replace(self._session.look, focus=entry.key))

    def _act(self, key: str, down: bool) -> None:
        if self._card is None:
            return
        word, _, act, _ = _ACTS[key]
        look, parts = self._session.look, self._card.parts
        label = word if down else "Show"
        self._report(f"{label} {self._card.title}", act(look, parts) if down else look.restore(parts))

    def _report(self, label: str, look: Look) -> None:
        if look != self._session.look:
            self.edited.emit(label, replace(self._session, look=look))

    def _show_card(self, card: Card | None) -> None:
        if card != self._card or self._stale:
            self._card, self._stale = card, False
            self.card.setHtml(_page(card) if card else f"<p>{INVITATION}</p>")


def _item(entry: Entry) -> QListWidgetItem:
    details = ", ".join(filter(None, (entry.latin, KIND_WORDS[entry.kind])))
    item = QListWidgetItem(f"{entry.name}  ({details})" if details else entry.name)
    item.setData(Qt.ItemDataRole.UserRole, entry.key)
    item.setToolTip(item.text())
    return item


def _page(card: Card) -> str:
    """The card as a page: names, a sentence, then headings with their lines."""
    parts = [f"<h3 style='margin-bottom:0'>{escape(card.title)}</h3>"]
    if card.latin:
        parts.append(f"<p style='margin-top:0'><i>{escape(card.latin)}</i></p>")
    parts.append(f"<p>{escape(card.what)}</p>")
    for heading, lines in card.sections:
        parts.append(f"<p style='margin-bottom:0'><b>{escape(heading)}</b></p>")
        parts += [f"<p style='margin-top:2px; margin-bottom:0'>{escape(line)}</p>" for line in lines]
    return "".join(parts)

"""The list of what can be read: tours that lead through the scene, and pages. It reports which is wanted."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from viewer.guides import guides
from viewer.patient_pages import HEADING_SIZE, SMALL_SIZE, text_label
from viewer.picture import Picture
from viewer.session import Session
from viewer.two_lines import TwoLines

HEADINGS = {"tour": ("Tours", "The scene is led step by step"), "page": ("Pages", "The scene follows what is read")}


class LearnPanel(QWidget):
    """Tours and pages.

    Signals
    -------
    wanted
        Id of the guide to open.
    """

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Learn")
        self.setMinimumWidth(320)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        self.lists = {kind: self._list(kind) for kind in HEADINGS}
        for kind, listed in self.lists.items():
            column.addWidget(text_label(HEADINGS[kind][0], HEADING_SIZE, bold=True))
            column.addWidget(text_label(HEADINGS[kind][1], SMALL_SIZE))
            column.addWidget(listed, listed.count())

    def show_session(self, session: Session, picture: Picture) -> None:
        """Stay as it is: what can be read depends on no session."""

    def _list(self, kind: str) -> QListWidget:
        listed = QListWidget()
        listed.setAccessibleName(HEADINGS[kind][0])
        listed.setToolTip("Enter or a click opens it")
        listed.setItemDelegate(TwoLines(listed))
        listed.setResizeMode(QListWidget.ResizeMode.Adjust)
        listed.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for guide in guides():
            if guide.kind == kind:
                item = QListWidgetItem(f"{guide.title}\n{guide.for_whom}")
                item.setToolTip(guide.for_whom)
                item.setData(Qt.ItemDataRole.UserRole, guide.id)
                listed.addItem(item)
        listed.itemClicked.connect(self._open)
        listed.itemActivated.connect(self._open)
        return listed

    def _open(self, item: QListWidgetItem) -> None:
        self.wanted.emit(str(item.data(Qt.ItemDataRole.UserRole)))

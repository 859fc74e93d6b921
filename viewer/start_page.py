"""The first minute: who is looking, the cases worked on lately, and examples."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings, QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from viewer.banner import sentence
from viewer.finding_words import begun
from viewer.letters import letters
from viewer.page_area import PageArea
from viewer.patient_pages import plain_button

AUDIENCES = {
    "patient": ("I have pain", "Show where it hurts, answer a few questions, see what it may fit and what to do next"),
    "clinician": ("I explain to a patient", "Enter findings quickly, see ranked roots with reasons and sources"),
    "student": ("I explore", "Search, isolate and follow every structure from the spine to the skin"),
}
TOUR_WORDS = "Five short steps: what this is, and where things are"
EXAMPLES = Path(__file__).parent / "examples"
RECENT = "files/recent"
MOST_RECENT = 5


def recent_files() -> list[Path]:
    """The case files opened or saved lately that are still there, newest first."""
    stored: Any = QSettings().value(RECENT, [])
    names = [stored] if isinstance(stored, str) else list(stored or [])  # one name comes back as plain text
    return [path for path in map(Path, map(str, names)) if _is_there(path)]


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a folder that may not be looked into, a drive that is gone
        return False


def remember_file(path: Path) -> None:
    """Put a case file first among the recent ones."""
    others = [str(other) for other in recent_files() if other != path.resolve()]
    QSettings().setValue(RECENT, [str(path.resolve()), *others][:MOST_RECENT])


class StartPage(PageArea):
    """Asks who is looking.

    Signals
    -------
    audience_chosen
        A key of `AUDIENCES`.
    file_chosen
        The path of a case to open.
    tour_wanted
        The welcome tour is asked for.
    """

    audience_chosen = Signal(str)
    file_chosen = Signal(object)
    tour_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("Start")
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(sentence("Welcome to Root Atlas", size=20))
        self.choices = {audience: self._choice(audience) for audience in AUDIENCES}
        for audience, button in self.choices.items():
            column.addWidget(button)
            column.addWidget(sentence(AUDIENCES[audience][1], size=13))
        self.tour = self._tour()
        column.addWidget(self.tour)
        column.addWidget(sentence(TOUR_WORDS, size=13))
        self._recent_label = QLabel("Lately")
        self.recent = self._files("Cases worked on lately", [])
        self.examples = self._files("Example cases", sorted(EXAMPLES.glob("*.rootatlas.json")))
        for widget in (self._recent_label, self.recent, QLabel("Examples"), self.examples):
            column.addWidget(widget)
        column.addStretch(1)
        self.setWidget(page)
        self.refresh()

    def refresh(self) -> None:
        """Show the recent files as they are now."""
        files = recent_files()
        self.recent.clear()
        _fill(self.recent, files)
        for widget in (self.recent, self._recent_label):
            widget.setVisible(bool(files))

    def _choice(self, audience: str) -> QPushButton:
        title, words = AUDIENCES[audience]
        button = plain_button(title, words)
        button.setIconSize(QSize(letters(22), letters(22)))
        button.clicked.connect(lambda: self.audience_chosen.emit(audience))
        return button

    def _tour(self) -> QPushButton:
        button = plain_button("Show me around", TOUR_WORDS)
        button.setIconSize(QSize(letters(22), letters(22)))
        button.clicked.connect(self.tour_wanted)
        return button

    def _files(self, name: str, paths: Sequence[Path]) -> QListWidget:
        files = QListWidget()
        files.setAccessibleName(name)
        files.setToolTip("Enter or a click opens the case")
        files.itemActivated.connect(self._open)
        files.itemClicked.connect(self._open)
        _fill(files, paths)
        return files

    def _open(self, item: QListWidgetItem) -> None:
        self.file_chosen.emit(Path(str(item.data(Qt.ItemDataRole.UserRole))))


def _fill(files: QListWidget, paths: Sequence[Path]) -> None:
    for path in paths:
        item = QListWidgetItem(begun(path.name.removesuffix(".rootatlas.json").replace("_", " ")))
        item.setToolTip(str(path))
        item.setData(Qt.ItemDataRole.UserRole, str(path))
        files.addItem(item)
    files.setFixedHeight(max(24, files.sizeHintForRow(0)) * max(1, len(paths)) + 6)

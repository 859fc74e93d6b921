"""A window to read in: resizable, searchable, scrolled by keys, in the colours of the look. Escape closes it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPalette, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTextBrowser,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from viewer.letters import letters

MATCHES_SHOWN = 500
MARGIN = 18.0
NOTHING_FOUND = "not found"


class Reader(QDialog):
    """A page of text in its own window.

    Parameters
    ----------
    title
        What it is about.
    html
        The page, without colours: it takes those of the look.
    parent
        The window it belongs to.
    """

    def __init__(self, title: str, html: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setSizeGripEnabled(True)
        self._html = html
        self._matches: list[QTextCursor] = []
        self._at = -1
        self.page = QTextBrowser()
        self.page.setAccessibleName(title)
        self.page.document().setDocumentMargin(MARGIN)
        self.search_box = QLineEdit()
        self.count = QLabel()
        self.shut = QPushButton("&Close")
        self._lay_out()
        self._write()

    def sizeHint(self) -> QSize:
        screen = self.screen().availableSize()
        return QSize(letters(760), letters(680)).boundedTo(screen * 0.9)

    def _lay_out(self) -> None:
        self.search_box.setPlaceholderText("Find in this page")
        self.search_box.setAccessibleName("Find in this page")
        self.search_box.setToolTip("Words to find (Ctrl+F); Enter goes to the next place, Shift+Enter back")
        self.search_box.setClearButtonEnabled(True)
        self.search_box.textChanged.connect(self.seek)
        self.shut.setToolTip("Close this window (Escape)")
        self.shut.setAutoDefault(False)
        self.shut.clicked.connect(self.close)
        top, column = QHBoxLayout(), QVBoxLayout(self)
        top.addWidget(self.search_box, 1)
        top.addWidget(self.count)
        column.addLayout(top)
        column.addWidget(self.page, 1)
        column.addWidget(self.shut, 0, Qt.AlignmentFlag.AlignRight)
        self.page.setFocus()  # the keys scroll at once

    def _write(self) -> None:
        place = self.page.verticalScrollBar().value()
        self.page.document().setDefaultStyleSheet(_style(self.palette()))
        self.page.setHtml(self._html)
        self.page.verticalScrollBar().setValue(place)
        self.seek(self.search_box.text())

    def seek(self, words: str) -> None:
        """Mark every place where the words stand and go to the first."""
        self._matches = list(_places(self.page.document(), words)) if words.strip() else []
        self._at = -1
        self.page.setExtraSelections([self._marked(cursor) for cursor in self._matches])
        self.count.setText("" if not words.strip() or self._matches else NOTHING_FOUND)
        self.step(1)

    def step(self, by: int) -> None:
        """Go to another of the places that were found."""
        if self._matches:
            self._at = (self._at + by) % len(self._matches)
            self.page.setTextCursor(self._matches[self._at])
            self.count.setText(f"{self._at + 1} of {len(self._matches)}")
        self.count.setAccessibleName(f"Places found: {self.count.text()}")

    def _marked(self, cursor: QTextCursor) -> QTextEdit.ExtraSelection:
        marking = QTextCharFormat()
        marking.setBackground(self.palette().highlight())
        marking.setForeground(self.palette().highlightedText())
        selection = QTextEdit.ExtraSelection()
        selection.cursor, selection.format = cursor, marking
        return selection

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.page.verticalScrollBar()
        if event.matches(QKeySequence.StandardKey.Find):
            self.search_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.focusWidget() is self.search_box:
            self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            bar.setValue(bar.minimum() if event.key() == Qt.Key.Key_Home else bar.maximum())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.layout() is not None:
            self._write()


def _places(document: QTextDocument, words: str) -> list[QTextCursor]:
    found: list[QTextCursor] = []
    cursor = document.find(words, 0)
    while not cursor.isNull() and len(found) < MATCHES_SHOWN:
        found.append(QTextCursor(cursor))
        cursor = document.find(words, cursor)
    return found


def _style(palette: QPalette) -> str:
    line, head = (palette.color(role).name() for role in (QPalette.ColorRole.Midlight, QPalette.ColorRole.Window))
    return (
        f"h2 {{ margin-top: 20px; margin-bottom: 6px; }} h3 {{ margin-top: 14px; margin-bottom: 2px; }}"
        f"p, li {{ margin-top: 4px; margin-bottom: 6px; }} table {{ border-collapse: collapse; }}"
        f"th {{ background: {head}; text-align: left; }}"
        f"th, td {{ padding: 6px 10px; border-bottom: 1px solid {line}; }}"
        f".keys {{ font-weight: 600; }}"
    )

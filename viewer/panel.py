"""The panel beside the scene: warnings, ranked roots of each side, reasons, findings.

It shows a `PanelText` and reports what was asked for; it decides nothing.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from viewer.banner import banner, sentence
from viewer.letters import letters
from viewer.page_area import PageArea
from viewer.panel_text import SECTIONS
from viewer.picture import Bar, FindingLine, PanelText, SideText
from viewer.reason_line import ReasonLine

BAR_HEIGHT = 30
LETTER_WIDTH, BAND_WIDTH = 46.0, 118.0
"""Room for the letter before a bar and for the words behind it, in pixels at the usual letters."""


class RootBar(QWidget):
    """One root: its letter, a bar, and its band in words; a bracket holds the roots of the set together.

    Click or press Enter to see its way.

    Signals
    -------
    chosen
        The root asked for.
    """

    chosen = Signal(str)

    def __init__(self, bar: Bar) -> None:
        super().__init__()
        self.bar = bar
        self.setToolTip(bar.tip)
        self.setAccessibleName(f"{bar.root}: {bar.band}")
        self.setAccessibleDescription(bar.tip)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(letters(240), letters(BAR_HEIGHT))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(self.bar.root)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.bar.root)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(*self.bar.colour)
        self._draw_letter(painter, colour)
        left, right = letters(LETTER_WIDTH), letters(BAND_WIDTH)
        width = max(1.0, self.width() - left - right)
        groove = QRectF(left, self.height() / 2 - 5, width, 10)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().midlight())
        painter.drawRoundedRect(groove, 5, 5)
        groove.setWidth(max(8.0, width * self.bar.share))
        painter.setBrush(colour)
        painter.drawRoundedRect(groove, 5, 5)
        painter.setPen(self.palette().windowText().color())
        words = QRectF(self.width() - right + 12, 0, right - 12, self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.bar.band)
        if self.bar.in_set:
            painter.fillRect(QRectF(0, 0, 3, self.height()), self.palette().mid())
        if self.hasFocus():
            painter.setPen(self.palette().highlight().color())
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _draw_letter(self, painter: QPainter, colour: QColor) -> None:
        font = QFont(self.font())
        font.setBold(self.bar.in_set)
        painter.setFont(font)
        chip = QRectF(4, self.height() / 2 - 7, 14, 14)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        if self.bar.lit:
            painter.drawEllipse(chip)
        else:
            painter.drawEllipse(chip.adjusted(3, 3, -3, -3))
        painter.setPen(self.palette().windowText().color())
        room = QRectF(22, 0, letters(LETTER_WIDTH) - 22, self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.bar.root)


class Panel(PageArea):
    """Everything in words.

    Signals
    -------
    root_chosen
        (side, root) whose way the user wants to see.
    removed
        The place in the visit of a finding to take away.
    """

    root_chosen = Signal(str, str)
    removed = Signal(int)

    def __init__(self) -> None:
        super().__init__("Findings and what they may mean")
        self.setMinimumWidth(320)
        self._text: PanelText | None = None
        self.findings = QListWidget()
        self.bars: dict[tuple[str, str], RootBar] = {}

    def show_text(self, text: PanelText) -> None:
        """Show these words; nothing happens if they are there already."""
        if text == self._text:
            return
        self._text = text
        place, held = self.verticalScrollBar().value(), self._held()
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        self.bars, self.findings = {}, QListWidget()
        for notice in text.warnings:
            column.addWidget(banner(notice))
        if text.invitation:
            column.addWidget(sentence(text.invitation, size=20))
        for side in text.sides:
            self._add_side(column, side)
        if text.findings:
            self._add_findings(column, text.findings)
        column.addStretch(1)
        column.addWidget(_small(text.disclaimer))
        self.setWidget(page)
        self.verticalScrollBar().setValue(place)
        if held is not None:
            self._take(held)

    def _held(self) -> tuple[str, str] | int | None:
        """What has the keys: a bar by side and root, a finding by its place, -1 for the rest; None for nothing here."""
        if self.findings.hasFocus():
            return self.findings.currentRow()
        bars = [place for place, bar in self.bars.items() if bar.hasFocus()]
        page = self.widget()
        focus = QApplication.focusWidget()
        inside = page is not None and focus is not None and page.isAncestorOf(focus)
        return bars[0] if bars else -1 if inside else None

    def _take(self, held: tuple[str, str] | int) -> None:
        """Give the keys back to what had them on the page before, or to the page if that is gone."""
        if isinstance(held, tuple) and held in self.bars:
            self.bars[held].setFocus(Qt.FocusReason.OtherFocusReason)
        elif isinstance(held, int) and held >= 0 and self.findings.count():
            self.findings.setCurrentRow(min(held, self.findings.count() - 1))
            self.findings.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_side(self, column: QVBoxLayout, side: SideText) -> None:
        column.addWidget(_heading(side.heading))
        column.addWidget(sentence(side.statement))
        bars = QVBoxLayout()
        bars.setSpacing(0)  # the bracket beside the roots of the set runs through
        for bar in side.bars:
            widget = RootBar(bar)
            widget.chosen.connect(lambda root, name=side.side: self.root_chosen.emit(name, root))
            self.bars[side.side, bar.root] = widget
            bars.addWidget(widget)
        column.addLayout(bars)
        if side.reasons:
            column.addWidget(_small("Why"))
        for reason in side.reasons:
            column.addWidget(ReasonLine(reason))
        for field, heading in SECTIONS:
            told = getattr(side, field)
            if told:
                column.addWidget(_small(heading))
            for line in told:
                column.addWidget(_line(line))

    def _add_findings(self, column: QVBoxLayout, lines: tuple[FindingLine, ...]) -> None:
        column.addWidget(_heading("What you told"))
        self.findings.setAccessibleName("Findings of this visit")
        self.findings.setToolTip("Choose a finding; Delete takes it away")
        self.findings.setFrameShape(QFrame.Shape.NoFrame)
        self.findings.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for line in lines:
            item = QListWidgetItem(line.text)
            item.setData(Qt.ItemDataRole.UserRole, line.index)
            self.findings.addItem(item)
        row = max(22, self.findings.sizeHintForRow(0))
        self.findings.setFixedHeight(row * len(lines) + 6)
        self.findings.setCurrentRow(len(lines) - 1)
        column.addWidget(self.findings)
        button = QPushButton("Remove")
        button.setToolTip("Take the chosen finding away (Delete)")
        button.clicked.connect(self.remove_current)
        line_layout = QHBoxLayout()
        line_layout.addWidget(button)
        line_layout.addStretch(1)
        column.addLayout(line_layout)

    def remove_current(self) -> None:
        """Ask for the finding chosen in the list to be taken away."""
        item = self.findings.currentItem()
        if item is not None:
            self.removed.emit(int(item.data(Qt.ItemDataRole.UserRole)))


def _heading(text: str) -> QLabel:
    label = sentence(text, size=16, bold=True)
    label.setContentsMargins(0, 10, 0, 0)
    return label


def _small(text: str) -> QLabel:
    label = sentence(text, size=12)
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label


def _line(text: str) -> QLabel:
    label = sentence(text, size=13)
    label.setContentsMargins(4, 0, 0, 0)
    return label

"""What stands below and above the scene while presenting: the sentence and its buttons; the warnings."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFontMetrics, QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from viewer.banner import banner, sentence
from viewer.letters import sized
from viewer.page_area import PageArea
from viewer.picture import Notice
from viewer.presentation import Slide

SENTENCE_SIZES = range(28, 19, -2)
"""The largest of these at which the longest sentence fits; the smallest scrolls where it does not."""
TITLE_SIZE, HINT_SIZE = 15, 13
WORDS_SHARE, WARNING_SHARE = 0.27, 0.18
"""At most this much of the window's height is the sentence, and the warnings; more of them scrolls."""
ROOM_BESIDE = 90
"""Margins and scroll bar beside a sentence."""
HINT = "\u2190 \u2192 or Space to step \u00b7 Esc to leave"


class SlideStrip(QWidget):
    """One sentence in large letters, and the way back, on and out.

    Parameters
    ----------
    slides
        All slides: the strip is as high as the longest of them needs, so that the scene never jumps.
    """

    def __init__(self, slides: Sequence[Slide]) -> None:
        super().__init__()
        self._slides = slides
        self.title = sentence("", size=TITLE_SIZE)
        self.title.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.words = sentence("", size=SENTENCE_SIZES[0])
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.area = _area(self.words, "Sentence")
        self.progress = QProgressBar()
        self.back = _button("\u2190 Back", "Go one sentence back (Left, Page up)")
        self.next = _button("Next \u2192", "Go on to the next sentence (Right, Space, Page down)")
        self.leave = _button("Leave", "Stop presenting; everything comes back as it was (Escape)")
        self.hint = sentence(HINT, size=HINT_SIZE)
        self.hint.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.hint.setWordWrap(False)
        self._lay_out()

    def _lay_out(self) -> None:
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(32, 12, 32, 12)
        column.setSpacing(8)
        self.progress.setRange(0, len(self._slides))
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(6)
        self.progress.setToolTip("How far you are")
        column.addWidget(self.progress)
        for widget in (self.back, self.next):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.hint)
        row.addWidget(self.leave)
        column.addWidget(self.title)
        column.addWidget(self.area)
        column.addLayout(row)

    def show_slide(self, number: int) -> None:
        """Show a slide and read it out."""
        slide = self._slides[number]
        self.title.setText(slide.title)
        self.words.setText(slide.text)
        self.area.verticalScrollBar().setValue(0)
        self.area.setAccessibleName(f"{slide.title}: {slide.text}")
        last = number == len(self._slides) - 1
        self.progress.setValue(number + 1)
        self.progress.setAccessibleName("The last sentence" if last else "More sentences follow")
        self.back.setEnabled(number > 0)
        self.next.setEnabled(not last)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, f"{slide.title}. {slide.text}"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = round(self.window().height() * WORDS_SHARE)
        for size in SENTENCE_SIZES:
            needed = self._height_at(size)
            if needed <= room:
                break
        self.area.setFixedHeight(min(needed, room))

    def _height_at(self, size: int) -> int:
        """Write in this size, and give the height of the longest sentence in it."""
        font = sized(self.words.font(), size)
        self.words.setFont(font)
        metrics, width = QFontMetrics(font), self.width() - ROOM_BESIDE
        wrap = Qt.TextFlag.TextWordWrap
        rects = (metrics.boundingRect(0, 0, width, 10_000, wrap, slide.text) for slide in self._slides)
        return max(rect.height() for rect in rects) + metrics.leading() + 8


class WarningStrip(QWidget):
    """All warnings, in large letters; they stay, and scroll where they would leave no room for the scene.

    Parameters
    ----------
    notices
        The warnings, strongest first: the first is always seen whole.
    """

    def __init__(self, notices: Sequence[Notice]) -> None:
        super().__init__()
        self._page = QWidget()
        self.banners = [banner(notice) for notice in notices]
        self.area = _area(self._page, "Warnings")
        inside, column = QVBoxLayout(self._page), QVBoxLayout(self)
        inside.setContentsMargins(32, 12, 32, 0)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.area)
        for frame in self.banners:
            inside.addWidget(frame)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.width() - ROOM_BESIDE
        first = self.banners[0].heightForWidth(width) + 16
        room = max(first, round(self.window().height() * WARNING_SHARE))
        self.area.setFixedHeight(min(self._page.heightForWidth(self.width() - 4) + 4, room))


def _area(widget: QWidget, name: str) -> PageArea:
    area = PageArea(name)
    area.setWidget(widget)
    return area


def _button(text: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setFont(sized(button.font(), TITLE_SIZE))
    button.setToolTip(tip)
    button.setAccessibleName(text.strip("\u2190\u2192 "))
    return button

"""The size of letters: ours at the system's usual size, larger where a person has made the system's larger."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontInfo
from PySide6.QtWidgets import QApplication

BASE_SIZE = 13
"""Letters of the system, in pixels, at which our sizes hold as they are written."""


def letters(size: float) -> int:
    """Scale a length in pixels with the letters a person has set for the whole system; never smaller."""
    return round(size * max(1.0, QFontInfo(QApplication.font()).pixelSize() / BASE_SIZE))


def sized(font: QFont, size: float, *, bold: bool = False) -> QFont:
    """The same font at a size of ours, in pixels."""
    scaled = QFont(font)
    scaled.setPixelSize(letters(size))
    scaled.setBold(bold or font.bold())
    return scaled

"""A warning that cannot be overlooked, and the sentence every panel writes with."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from viewer.letters import sized
from viewer.picture import Notice


def sentence(text: str, *, size: int = 15, bold: bool = False) -> QLabel:
    """Write a sentence that wraps and can be copied; `size` in pixels at the system's usual letters."""
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setFont(sized(label.font(), size, bold=bold))
    return label


def banner(notice: Notice) -> QFrame:
    """Say a warning: white on deep red for an emergency, dark on amber for the rest; the action comes first."""
    frame = QFrame()
    emergency = notice.action == "emergency"
    back, ink = ("#8b1a1a", "#ffffff") if emergency else ("#ffd479", "#2a1c00")
    frame.setStyleSheet(f"QFrame {{ background: {back}; border-radius: 8px; }} QLabel {{ color: {ink}; }}")
    frame.setAccessibleName(f"Warning: {notice.headline}")
    column = QVBoxLayout(frame)
    column.addWidget(sentence(notice.headline, size=16, bold=True))
    column.addWidget(sentence(notice.because, size=13))
    return frame

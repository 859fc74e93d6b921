"""One reason of the ranking, with its source one click or one key away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QToolButton, QWidget

from viewer.banner import sentence
from viewer.letters import sized
from viewer.picture import Reason

OURS = "root_atlas"
"""How the ids of sources begin that are choices of ours; the citation says from what."""


class ReasonLine(QWidget):
    """A reason; its button shows and hides the whole citation below it.

    Parameters
    ----------
    reason
        What was found, which way it points, and where that is known from.
    """

    def __init__(self, reason: Reason) -> None:
        super().__init__()
        sign = "+" if reason.supports else "\u2212"
        words = sentence(f"{sign}  {reason.text}", size=13)
        words.setToolTip(reason.source)
        short = "derived here" if reason.source_id.startswith(OURS) else reason.source_id.replace("_", " ").capitalize()
        self.source = QToolButton()
        self.source.setText(short)
        self.source.setAutoRaise(True)
        self.source.setCheckable(True)
        self.source.setFont(sized(self.source.font(), 12))
        self.source.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.source.setAccessibleName(f"Source: {short}")
        self.source.setAccessibleDescription(reason.source)
        self.source.setToolTip(f"Show where this is known from: {reason.source}")
        self.citation = sentence(reason.source, size=12)
        self.citation.setContentsMargins(16, 0, 0, 4)
        self.citation.hide()
        self.source.toggled.connect(self.citation.setVisible)
        grid = QGridLayout(self)
        grid.setContentsMargins(4, 0, 0, 0)
        grid.setSpacing(2)
        grid.setColumnStretch(0, 1)
        grid.addWidget(words, 0, 0)
        grid.addWidget(self.source, 0, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.citation, 1, 0, 1, 2)

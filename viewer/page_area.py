"""A page that scrolls by keys too, and shows when it has the focus."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

FRAME = 2
"""Pixels of the frame that shows the focus."""


class PageArea(QScrollArea):
    """A scrolled page.

    The frame is painted and no style sheet: a widget under a style sheet keeps the palette of the look before.

    Parameters
    ----------
    name
        What a screen reader calls it.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setViewportMargins(FRAME, FRAME, FRAME, FRAME)
        self.setAccessibleName(name)
        self.viewport().setAutoFillBackground(False)  # the ground is that of the tab it lies on

    def setWidget(self, page: QWidget) -> None:
        super().setWidget(page)
        page.setAutoFillBackground(False)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.Paint and self.hasFocus():
            painter = QPainter(self)
            painter.setPen(QPen(self.palette().highlight().color(), FRAME))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        return done

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

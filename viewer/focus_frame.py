"""A thin frame around what cannot show by itself that it has the keys: a 3D view, a page that scrolls."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

WIDTH = 2


class FocusFrame(QWidget):
    """Holds a view that cannot draw its own focus.

    Parameters
    ----------
    view
        What is framed.
    """

    def __init__(self, view: QWidget) -> None:
        super().__init__()
        self._view = view
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDTH, WIDTH, WIDTH, WIDTH)
        column.addWidget(view)
        view.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._view.hasFocus():
            _ring(self)


class FocusRing(QWidget):
    """Lies over a page that scrolls and rings it while it has the keys; the mouse goes through it.

    A style sheet would do the same, and keep all that is inside from taking on another look.

    Parameters
    ----------
    page
        What is ringed.
    """

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        page.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.resize(self._page.size())
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.raise_()
            self.update()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._page.hasFocus():
            _ring(self)


def _ring(widget: QWidget) -> None:
    painter = QPainter(widget)
    painter.setPen(QPen(widget.palette().highlight(), 2 * WIDTH))  # its outer half lies outside
    painter.drawRect(widget.rect())

"""Two sections side by side: healthy and affected."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from viewer.axial import Axial
from viewer.axial_drawing import draw_axial
from viewer.palette import THEMES
from viewer.theme import chosen_theme

TIP = "Section through the disc, seen from below as on a scan: front is up, the right side is on the left"


class AxialView(QWidget):
    """Shows sections and reports nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._sections: tuple[Axial, ...] = ()
        self.setToolTip(TIP)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_sections(self, sections: tuple[Axial, ...]) -> None:
        """Show these sections beside each other; none hides the view."""
        self._sections = sections
        self.setAccessibleName("; ".join(section.title for section in sections) or "No section")
        self.setAccessibleDescription(TIP)
        self.setVisible(bool(sections))
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return width // 2

    def sizeHint(self) -> QSize:
        return QSize(320, 160)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, dress = QPainter(self), THEMES[chosen_theme()]
        each = self.width() / max(1, len(self._sections))
        for column, section in enumerate(self._sections):
            draw_axial(painter, section, QRectF(column * each, 0, each, self.height()), dress)

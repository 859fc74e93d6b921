"""How an eye gets from one place to another: at once, or in a short glide."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QVariantAnimation

from viewer.camera import Camera
from viewer.motion import SMOOTH, wanted

MOVE_MS = 250


class Glide(QObject):
    """Moves an eye.

    Parameters
    ----------
    moved
        Told every camera on the way.
    parent
        Who owns it.

    Attributes
    ----------
    aim
        Where the eye comes to rest.
    """

    def __init__(self, moved: Callable[[Camera], None], parent: QObject) -> None:
        super().__init__(parent)
        self._moved = moved
        self.aim = self._start = Camera((0.0, 0.0, 600.0))
        self._animation = QVariantAnimation(self, duration=MOVE_MS, startValue=0.0, endValue=1.0)
        self._animation.valueChanged.connect(self._go)

    def move(self, start: Camera, aim: Camera, *, smoothly: bool) -> None:
        """Move from one camera to another; smoothly, if the user wants that."""
        self.stop()
        self._start, self.aim = start, aim
        if smoothly and wanted(SMOOTH):
            self._animation.start()
        else:
            self._moved(aim)

    def stop(self) -> None:
        """Stay where the eye is now."""
        self._animation.stop()

    def _go(self, share: float) -> None:
        eased = share * share * (3 - 2 * share)
        self._moved(self._start.between(self.aim, eased) if share < 1 else self.aim)

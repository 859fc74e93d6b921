"""What may move by itself: two choices of the user, remembered on this machine."""

from __future__ import annotations

from PySide6.QtCore import QSettings

SMOOTH = "motion/smooth_camera"
PULSE = "motion/pulse"


def wanted(setting: str) -> bool:
    """Whether the user wants this motion; at first yes."""
    return bool(QSettings().value(setting, True, type=bool))


def want(setting: str, on: bool) -> None:
    """Remember whether the user wants this motion."""
    QSettings().setValue(setting, on)

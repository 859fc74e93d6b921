"""What keys do in a 3D view, as rows: the view obeys them and the sheet of shortcuts prints them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt

from viewer.camera import Camera

ZOOM = 1.15
TURN_DEGREES, TIP_DEGREES = 12.0, 10.0


@dataclass(frozen=True)
class CanvasKey:
    """One thing keys do.

    Attributes
    ----------
    keys
        Any of them does it; the first is the one to name.
    words
        What it does.
    move
        From where the eye stands, and its home, to where it goes.
    glides
        Whether the eye glides there.
    """

    keys: tuple[Qt.Key, ...]
    words: str
    move: Callable[[Camera, Camera], Camera]
    glides: bool = False


CANVAS_KEYS = (
    CanvasKey((Qt.Key.Key_Left,), "Go round the body to the left", lambda eye, _: eye.turned(-TURN_DEGREES, 0)),
    CanvasKey((Qt.Key.Key_Right,), "Go round the body to the right", lambda eye, _: eye.turned(TURN_DEGREES, 0)),
    CanvasKey((Qt.Key.Key_Up,), "Look from higher up", lambda eye, _: eye.turned(0, TIP_DEGREES)),
    CanvasKey((Qt.Key.Key_Down,), "Look from lower down", lambda eye, _: eye.turned(0, -TIP_DEGREES)),
    CanvasKey((Qt.Key.Key_Plus, Qt.Key.Key_Equal), "Come closer", lambda eye, _: eye.zoomed(ZOOM)),
    CanvasKey((Qt.Key.Key_Minus,), "Step back", lambda eye, _: eye.zoomed(1 / ZOOM)),
    CanvasKey((Qt.Key.Key_Home,), "Back to the whole view", lambda _, home: home, glides=True),
)
CANVAS_GESTURES = (
    ("Click", "Mark the place, with the tool Mark; as a student, ask about what is seen"),
    ("Escape", "As a student, let go of what was asked about"),
    ("Drag on the skin", "Paint or rub out, with the tools Paint and Erase"),
    ("Drag", "Turn the body; with the middle or right button, move it"),
    ("Wheel", "Come closer or step back"),
    ("Double click", "Bring a place to the middle"),
    ("Right click", "Remove the marks of a place"),
)
"""What the pointer does in a 3D view: its gesture and its meaning."""
_BY_KEY: Mapping[int, CanvasKey] = {int(key): row for row in CANVAS_KEYS for key in row.keys}


def canvas_key(key: int) -> CanvasKey | None:
    """What a key does in a 3D view; None where it does nothing."""
    return _BY_KEY.get(key)

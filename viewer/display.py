"""Whether pictures can be drawn here at all, asked before Qt or VTK could crash on the answer."""

from __future__ import annotations

import ctypes
import os
import sys

LIBRARIES = {"libGL.so.1": "libgl1", "libEGL.so.1": "libegl1"}


def missing_graphics() -> str | None:
    """What to install before anything can be drawn, or None. Without a GL library VTK crashes instead of failing."""
    if not sys.platform.startswith("linux"):
        return None
    missing = [package for library, package in LIBRARIES.items() if not _loads(library)]
    if not missing:
        return None
    return f"drawing needs a graphics library; on Debian or Ubuntu run: sudo apt-get install {' '.join(missing)}"


def missing_display() -> str | None:
    """Why the window cannot open here, or None."""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return "there is no display, so the window cannot open; rootatlas render and rootatlas rank need none"
    return missing_graphics()


def draw_off_screen() -> None:
    """Have VTK draw through EGL, so that it neither looks for an X server nor complains that there is none."""
    if sys.platform.startswith("linux"):
        os.environ.setdefault("VTK_DEFAULT_OPENGL_WINDOW", "vtkEGLRenderWindow")


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True

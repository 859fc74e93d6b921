"""The section through a disc as a picture file: `rootatlas render --view axial`. Needs no display."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

from meshes import Lesion
from viewer.atlas import Atlas
from viewer.axial_drawing import draw_axial
from viewer.files import save_picture
from viewer.mechanism_picture import sections
from viewer.palette import THEMES
from viewer.session import Session


def write(path: Path, session: Session, atlas: Atlas, view: str, size: tuple[int, int]) -> None:
    """Draw the section of a session's lesion, healthy and affected, into a PNG file; healthy L4/L5 without one.

    Parameters
    ----------
    path
        Where to.
    session, atlas
        What is cut.
    view
        Always axial: the same call draws every view.
    size
        Width and height in pixels.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication.instance() or QGuiApplication([])
    assert application is not None  # held until the letters are drawn
    image = QImage(*size, QImage.Format.Format_RGB888)
    dress = THEMES["light"]
    image.fill(QColor(*dress.base))
    drawn = sections(atlas, session.case.figure, session.lesion or Lesion())
    painter = QPainter(image)
    each = size[0] / len(drawn)
    for column, section in enumerate(drawn):
        draw_axial(painter, section, QRectF(column * each, 0, each, size[1]), dress)
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    save_picture(path, rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3))

"""Pictures without a window: `rootatlas render`. Draws off screen, so it needs no display."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyvista as pv
from numpy.typing import NDArray

from meshes import Body
from viewer.atlas import Atlas
from viewer.camera import whole_body
from viewer.close_up import close_up_camera
from viewer.files import save_picture
from viewer.paint import paint
from viewer.picture import Picture
from viewer.scene import Scene
from viewer.session import Session

Image = NDArray[np.uint8]
SAMPLES = 8
BODY_SHARE = 0.56
"""Share of a split picture's width that the whole body takes."""


def render(session: Session, atlas: Atlas, view: str, size: tuple[int, int]) -> Image:
    """Draw one view of a session.

    Parameters
    ----------
    session
        What to draw.
    atlas
        Bodies and maps.
    view
        front, back, left, right, inner, sole, spine or split.
    size
        Width and height in pixels.

    Returns
    -------
    (height, width, 3) uint8.
    """
    picture = paint(session, atlas)
    body = atlas.body(session.case.figure)
    if view == "split":
        left = round(size[0] * BODY_SHARE)
        whole = _draw(picture, body, best_view(picture, body), (left, size[1]))
        return np.hstack([whole, _draw(picture, body, "spine", (size[0] - left, size[1]))])
    return _draw(picture, body, view, size)


def write(path: Path, session: Session, atlas: Atlas, view: str, size: tuple[int, int]) -> None:
    """Draw one view into a PNG file; the file appears whole or not at all.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    save_picture(path, render(session, atlas, view, size))


def best_view(picture: Picture, _body: Body) -> str:
    """The named view that shows most of the marks: the one their skin faces."""
    if not picture.marks:
        return "front"
    points = np.concatenate([mark.points for mark in picture.marks])
    faces = np.concatenate(
        [mark.faces + start for mark, start in zip(picture.marks, _starts(picture), strict=True)]
    )
    a, b, c = (points[faces[:, k]] for k in range(3))
    x, y, _ = np.cross(b - a, c - a).sum(axis=0)
    if abs(y) >= abs(x):
        return "back" if y > 0 else "front"
    return "left" if x > 0 else "right"


def _starts(picture: Picture) -> list[int]:
    return [0, *np.cumsum([len(mark.points) for mark in picture.marks])[:-1].tolist()]


def _draw(picture: Picture, body: Body, view: str, size: tuple[int, int]) -> Image:
    plotter = pv.Plotter(off_screen=True, window_size=list(size), lighting="none")
    plotter.render_window.SetMultiSamples(SAMPLES)
    spine = view == "spine"
    scene = Scene(plotter, with_skin=not spine)
    try:
        scene.show(picture, body)
        aspect = size[0] / size[1]
        whole = whole_body(view, body.skin.bounds, aspect, picture.side_in_play) if not spine else None
        scene.look(whole or close_up_camera(picture, body))
        image: Image = np.asarray(plotter.screenshot(None, return_img=True))[:, :, :3]
        return image
    finally:
        plotter.close()

"""Where the eyes of both views go with a slide. Pure: no Qt, no VTK. Points in mm."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from meshes import Body
from viewer.camera import Camera, lumbar, whole_body
from viewer.close_up import lumbar_camera
from viewer.picture import Picture, Strand
from viewer.presentation import Slide
from viewer.render import best_view

NEAR_BACK = 2.1
"""Height of a look at the lower back with the hips, against that of the lumbar spine alone."""
NEAR_EXIT_MM = 130.0
"""Height of a look at the place where a root leaves the spine."""
SOLE_MM = 30.0
"""Marks that reach no higher lie on the sole."""
AIR = 1.12
"""Room around a way, against its own size."""
ASIDE_DEGREES = 24.0
"""How far the eye goes round towards the side in play, so that a way is seen in depth."""


def body_shot(slide: Slide, picture: Picture, body: Body, aspect: float) -> Camera:
    """Where the whole body is seen from: its marks, its lower back, or the way between them.

    Parameters
    ----------
    slide
        What is said.
    picture, body
        What is shown.
    aspect
        Width of the view over its height.
    """
    strands = [strand for strand in picture.strands if strand.side == slide.side]
    if slide.kind == "nerve":
        near = lumbar_camera(replace(picture, side_in_play=slide.side or picture.side_in_play), body)
        return replace(near, height=near.height * NEAR_BACK)
    whole = whole_body(_view(slide, picture, body), body.skin.bounds, aspect, slide.side or None)
    return _along(whole, strands, slide.side, aspect) if slide.kind == "way" and strands else whole


def spine_shot(slide: Slide, picture: Picture, body: Body) -> Camera:
    """Where the spine is seen from: close to where a root leaves it, while that is spoken of."""
    turned = replace(picture, side_in_play=slide.side or picture.side_in_play)
    strands = [strand for strand in picture.strands if strand.side == slide.side]
    if slide.kind in ("nerve", "way") and strands:
        x, y, z = strands[0].points[: len(strands[0].points) // 6 + 1].mean(axis=0).tolist()
        near = lumbar((x * 0.6, y, z), slide.side, NEAR_EXIT_MM)
        return near if slide.kind == "nerve" else lumbar_camera(turned, body)
    return lumbar_camera(turned, body)


def _view(slide: Slide, picture: Picture, body: Body) -> str:
    """The named view that the marks it speaks of face; else those of its side, else all."""
    sign = {"left": 1.0, "right": -1.0}.get(slide.side, 0.0)
    own = tuple(picture.marks[number] for number in slide.marks if number < len(picture.marks))
    beside = tuple(mark for mark in picture.marks if float(mark.points[:, 0].mean()) * sign > 0)
    marks = own or beside or picture.marks
    if own and all(float(mark.points[:, 2].max()) < SOLE_MM for mark in own):
        return "sole"
    return best_view(replace(picture, marks=marks), body)


def _along(whole: Camera, strands: list[Strand], side: str, aspect: float) -> Camera:
    """The whole way in one picture, from a little aside."""
    points: NDArray[np.float32] = np.concatenate([strand.points for strand in strands])
    low, high = points.min(axis=0), points.max(axis=0)
    x, y, z = ((low + high) / 2).tolist()
    wide = float(np.hypot(*(high - low)[:2]))
    outward = 1.0 if side == "left" else -1.0
    towards = -outward if whole.azimuth == 180.0 else outward
    height = min(whole.height, AIR * max(float(high[2] - low[2]), wide / aspect))
    return Camera((x, y, z), (whole.azimuth + towards * ASIDE_DEGREES) % 360, 6.0, height)

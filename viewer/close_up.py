"""From where the close-up of the spine is seen: the whole lumbar spine, or a lesion from its best side. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from meshes import Body, Lesion
from viewer.camera import Camera, lumbar
from viewer.picture import Picture

SQUARE = 1.0
"""The aspect for which the heights of `EYES` hold."""
SPINE_SHARE = 1.12
"""Height of the picture against that of the lumbar spine."""


@dataclass(frozen=True)
class Eye:
    """How a form of a lesion is looked at.

    Attributes
    ----------
    turn, elevation
        Degrees from behind to the side of the lesion, and upwards.
    height
        Height of the picture, mm.
    slab
        How many mm before and behind the focus are seen; None sees everything.
    back
        How far behind the middle of the part the focus lies, mm.
    part
        What is looked at.
    """

    turn: float = 28.0
    elevation: float = 52.0
    height: float = 88.0
    slab: tuple[float, float] | None = (15.0, 115.0)
    back: float = 6.0
    part: str = "annulus_{level}"


_DOWN, _MIDDLE, _ASIDE = Eye(), Eye(turn=8.0, elevation=56.0), Eye(turn=66.0, elevation=24.0, height=95.0, slab=None)
EYES: Mapping[str, Eye] = MappingProxyType(
    {
        "central": _MIDDLE,
        "paracentral": _DOWN,
        "foraminal": _ASIDE,
        "far_lateral": _ASIDE,
        "central_stenosis": _MIDDLE,
        "recess_stenosis": _DOWN,
        "foraminal_stenosis": Eye(turn=84.0, elevation=6.0, height=105.0, slab=None, back=8.0),
        "slip": Eye(turn=86.0, elevation=2.0, height=130.0, slab=None),
        "deep_gluteal": Eye(turn=30.0, elevation=4.0, height=150.0, slab=None, back=0.0, part="piriformis_{side}"),
    }
)
"""From where each form is seen best: mostly down on the disc, with what stands above cut away."""


def close_up_camera(picture: Picture, body: Body, aspect: float = SQUARE) -> Camera:
    """The eye of the close-up: on a lesion if one is shown, else on the lumbar spine, turned to the side in play.

    Parameters
    ----------
    picture, body
        What is shown.
    aspect
        Width of the view over its height: a narrow view sees a lesion from farther off.
    """
    if picture.lesion is None:
        return lumbar_camera(picture, body)
    eye = lesion_camera(picture.lesion, body)
    return replace(eye, height=eye.height * max(1.0, SQUARE / aspect))


def lumbar_camera(picture: Picture, body: Body) -> Camera:
    """The eye on the lumbar spine, turned to the side in play."""
    vertebrae = [part.vertices for part in body.parts.values() if part.id.startswith(("vertebra", "sacrum"))]
    points = np.concatenate(vertebrae)
    low, high = points.min(axis=0), points.max(axis=0)
    x, y, z = (low + high) / 2
    return lumbar((float(x), float(y), float(z)), picture.side_in_play, float(high[2] - low[2]) * SPINE_SHARE)


def lesion_camera(lesion: Lesion, body: Body) -> Camera:
    """The eye on a lesion, from where its form is seen best."""
    eye = EYES[lesion.form]
    part_id = eye.part.format(level=lesion.level.replace("/", "_"), side=lesion.side)
    x, y, z = body.parts[part_id].vertices.mean(axis=0).tolist()
    turn = -eye.turn if lesion.side == "left" else eye.turn
    return Camera((x, y + eye.back, z), 180.0 + turn, eye.elevation, eye.height, eye.slab)

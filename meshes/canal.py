"""The free canal in the plane of a disc: between the disc in front and flavum and facets behind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from meshes.body import Body
from meshes.cut import Points, Segments, crossings, section
from meshes.disc_frame import FIGURES_TIMES_LEVELS, DiscFrame, disc_frame

COLUMN_MM = 0.25
"""The canal is measured in columns from front to back, this far apart."""
PEDICLE_BEHIND_MM, PEDICLE_BESIDE_MM = 3.5, 5.0
"""A pedicle is cut this far behind the wall of the disc; nearer to the middle than this is no pedicle."""

Moved = Mapping[str, NDArray[np.float32]]
NOTHING: Moved = MappingProxyType({})


@dataclass(frozen=True, eq=False)
class Canal:
    """The canal in the plane of a disc, in columns.

    Attributes
    ----------
    x : (k,) mm to the left of the middle; as wide as the ligamentum flavum, which spans the canal.
    front, back : (k,) mm along y, where the canal begins behind the disc and where it ends.
    """

    x: Points
    front: Points
    back: Points

    @property
    def area(self) -> float:
        """Free cross-section, mm2."""
        return float(np.maximum(self.back - self.front, 0.0).sum() * COLUMN_MM)


def canal(body: Body, level: str, moved: Moved = NOTHING, torn: bool = False) -> Canal:
    """Measure the canal at a level, with some parts moved; the fissure of a torn disc is no part of the canal."""
    frame = disc_frame(body, level)
    wide = float(np.abs(body.parts[frame.flavum].vertices[:, 0]).max())
    x = np.arange(COLUMN_MM / 2, wide, COLUMN_MM)
    x = np.concatenate([-x[::-1], x])
    front, back = columns(body, frame, x, moved)
    return Canal(x, np.maximum(front, healthy_canal(body, level).front) if torn else front, back)


@lru_cache(maxsize=FIGURES_TIMES_LEVELS)
def healthy_canal(body: Body, level: str) -> Canal:
    """Measure the canal at a level of the healthy figure."""
    return canal(body, level)


def columns(body: Body, frame: DiscFrame, x: Points, moved: Moved = NOTHING) -> tuple[Points, Points]:
    """Return where the room behind the disc begins and ends at places x, mm along y in the plane of the disc.

    Where nothing closes it behind, its end is taken from the columns beside; so is its beginning beyond the disc.
    """
    disc = crossings(_cut(body, frame, (frame.annulus, frame.nucleus), moved), x)
    front = _evened(x, np.where(np.isnan(disc), -np.inf, disc).max(axis=0))
    behind = crossings(_cut(body, frame, (frame.flavum, *frame.bones), moved), x)
    return front, _evened(x, np.where(behind > front, behind, np.inf).min(axis=0))


def _evened(x: Points, y: Points) -> Points:
    known = np.isfinite(y)
    return np.asarray(np.interp(x, x[known], y[known]))


@lru_cache(maxsize=FIGURES_TIMES_LEVELS)
def pedicle_middle(body: Body, level: str) -> float:
    """Return how far to the side the middle of the pedicle above the foramen lies, mm."""
    frame = disc_frame(body, level)
    bone = body.parts[frame.bones[0]]
    behind_body = frame.to_world(np.array([0.0, frame.back + PEDICLE_BEHIND_MM, 0.0]))
    ends = frame.to_local(section(bone.vertices, bone.faces, behind_body, frame.axes[1])).reshape(-1, 3)
    pedicle = ends[(ends[:, 0] > PEDICLE_BESIDE_MM) & (ends[:, 2] > 0), 0]
    return float(pedicle.min() + pedicle.max()) / 2


def foramen_width(body: Body, level: str, side: str, moved: Moved = NOTHING, torn: bool = False) -> float:
    """Return the room from the disc back to the articular process, mm, below the middle of the pedicle.

    Parameters
    ----------
    body, level, side : which foramen.
    moved : parts that are not where the healthy figure has them.
    torn : whether the disc is torn: its fissure is no part of the foramen.
    """
    place = np.array([pedicle_middle(body, level) * (1.0 if side == "left" else -1.0)])
    frame = disc_frame(body, level)
    front, back = columns(body, frame, place, moved)
    whole = columns(body, frame, place)[0] if torn else front
    return float(max((back - np.maximum(front, whole))[0], 0.0))


@lru_cache(maxsize=2 * FIGURES_TIMES_LEVELS)
def healthy_foramen_width(body: Body, level: str, side: str) -> float:
    """Return `foramen_width` of the healthy figure, mm."""
    return foramen_width(body, level, side)


def _cut(body: Body, frame: DiscFrame, parts: Iterable[str], moved: Moved) -> Segments:
    cuts = [
        section(moved.get(name, body.parts[name].vertices), body.parts[name].faces, frame.origin, frame.axes[2])
        for name in parts
    ]
    return frame.to_local(np.concatenate(cuts))[..., :2].astype(np.float32)

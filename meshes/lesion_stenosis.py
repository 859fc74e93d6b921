"""Narrowing: flavum and facets come forwards, the disc bulges backwards, and what lies between is squeezed.

Front and back wall move towards each other by shares of the room between them, and every place between moves by
its share: nothing can be pierced, and the room shrinks by the sum of the shares.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from meshes.body import Body, Part
from meshes.canal import columns, healthy_canal, pedicle_middle
from meshes.disc_frame import ANNULUS_SECTION, AROUND, DiscFrame, annulus_risen, disc_frame
from meshes.ease import bump, step
from meshes.lesion import LEVELS

Points = NDArray[np.float64]

DRAWN_MM = 10.0
"""How deep in the disc the bulge is still felt."""
FLAVUM_MM, FACET_MM = 5.0, 10.0
"""How deep behind the surface flavum and lamina, and farther out the facets, thicken."""
FACETS_FROM = (5.0, 10.0)
"""From where to where, sideways, flavum gives way to facet, mm."""
FOLLOWS = np.array([1.0, 0.12, 0.05])
"""Share of the bulge that each ring of the annulus, from without, goes along."""
LEAST_MM = 0.01
"""What moves less at severity 1 stays."""
COLUMNS = np.arange(-40.0, 40.25, 0.5)
WALLS = ("bone",)
KINDS = ("bone", "disc", "ligament", "dura", "cord", "rootlet", "root", "nerve")


@dataclass(frozen=True)
class _Narrowing:
    """How a form narrows.

    Attributes
    ----------
    bulge, behind : shares of the room by which the disc and the wall behind come into it at severity 1.
    facets : what is added to `behind` at the sides of the canal.
    flat, end : half the width that is fully narrowed, and where it ends, mm beyond the middle of the form.
    low, tall, gone : middle of the height, half the height fully narrowed, and where it ends, mm.
    """

    bulge: float
    behind: float
    facets: float
    flat: float
    end: float
    low: float
    tall: float
    gone: float


FORMS = {
    "central_stenosis": _Narrowing(0.2, 0.27, 0.08, 1.0, 9.0, 0.0, 5.0, 15.0),
    "recess_stenosis": _Narrowing(0.12, 0.42, 0.0, 2.5, 7.0, -3.0, 5.0, 14.0),
    "foraminal_stenosis": _Narrowing(0.16, 0.37, 0.0, 4.0, 12.0, 1.0, 6.0, 15.0),
}
RECESS = 0.72
"""Where the lateral recess lies, as a share of the canal's half width."""


@dataclass(frozen=True, eq=False)
class _Shift:
    """What one part moves by at severity 1: vertices (k,), and (k, 3) mm in the figure."""

    part: str
    vertices: NDArray[np.int64]
    by: Points


def narrowed(body: Body, level: str, side: str, form: str, severity: float) -> dict[str, NDArray[np.float32]]:
    """Return the parts a stenosis moves, (n, 3) mm each."""
    moved = {}
    for shift in _shifts(body, level, "left" if form == "central_stenosis" else side, form):
        vertices = body.parts[shift.part].vertices.copy()
        vertices[shift.vertices] += (severity * shift.by).astype(np.float32)
        moved[shift.part] = vertices
    return moved


@lru_cache(maxsize=3 * len(LEVELS) * 5)
def _shifts(body: Body, level: str, side: str, form: str) -> list[_Shift]:
    frame, how = disc_frame(body, level), FORMS[form]
    front, back = columns(body, frame, COLUMNS)
    middle, flat, end = _across(body, level, side, form)
    shifts = []
    for part in body.parts.values():
        if part.kind not in KINDS or (part.kind == "bone" and part.id not in frame.bones):
            continue
        place = frame.to_local(part.vertices)
        here = bump(place[:, 0] - middle, flat, end) * bump(place[:, 2] - how.low, how.tall, how.gone)
        if (here > 0).any():
            walls = np.stack([np.interp(place[:, 0], COLUMNS, wall) for wall in (front, back)])
            by = here * _squeezed(part, frame, place, walls, how)
            chosen = np.flatnonzero(np.abs(by) > LEAST_MM)
            if len(chosen):
                shifts.append(_Shift(part.id, chosen, by[chosen, None] * frame.axes[1]))
    return shifts


def _across(body: Body, level: str, side: str, form: str) -> tuple[float, float, float]:
    """Return where a form's middle lies sideways, and half its width: fully narrowed, and where it ends, mm."""
    how, half = FORMS[form], float(healthy_canal(body, level).x.max())
    sign = 1.0 if side == "left" else -1.0
    if form == "central_stenosis":
        return 0.0, half + how.flat, half + how.end
    middle = half * RECESS if form == "recess_stenosis" else pedicle_middle(body, level)
    return sign * middle, how.flat, how.end


def _squeezed(part: Part, frame: DiscFrame, place: Points, walls: Points, how: _Narrowing) -> Points:
    """Return how far places (n, 3) in the disc's axes move backwards, mm; forwards is negative."""
    front, back = walls
    room = back - front
    beside = np.abs(place[:, 0])
    share = np.clip((place[:, 1] - front) / room, 0.0, 1.0)
    deep = FLAVUM_MM + (FACET_MM - FLAVUM_MM) * step((beside - FACETS_FROM[0]) / (FACETS_FROM[1] - FACETS_FROM[0]))
    behind = how.behind + how.facets * step((beside - FACETS_FROM[0]) / (FACETS_FROM[1] - FACETS_FROM[0]))
    forwards = behind * np.where(place[:, 1] > back, 1.0 - step((place[:, 1] - back) / deep), share)
    if part.kind in WALLS:
        return np.asarray(-room * forwards)
    backwards = how.bulge * np.where(place[:, 1] < front, 1.0 - step((front - place[:, 1]) / DRAWN_MM), 1.0 - share)
    return np.asarray(room * (backwards * _free(part, frame) - forwards))


def _free(part: Part, frame: DiscFrame) -> Points:
    """Return (n,) how freely a disc's vertices bulge: the end-plates hold on to them, and inner rings follow less."""
    if part.id == frame.annulus:
        risen = annulus_risen()
        held = np.minimum(3.0 * np.minimum(risen, 1.0 - risen), 1.0)
        return np.asarray(held * np.repeat(FOLLOWS, AROUND * ANNULUS_SECTION))
    return np.full(len(part.vertices), 0.0 if part.kind == "disc" else 1.0)

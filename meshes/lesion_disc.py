"""The disc that herniates: its annulus bulges, the nucleus pushes into it and at last through it.

Everything slides along one direction, farther the nearer it lies to the wall, so nothing can turn inside out:
the annulus between nucleus and wall is squeezed thin, and what lies deeper is drawn after it.  Past the last
third of severity the annulus parts: in the gap its rings sink to the end-plate below, and the nucleus passes
over them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from meshes.body import Body
from meshes.disc_frame import ANNULUS_SECTION, AROUND, NUCLEUS_LAYERS, annulus_sections
from meshes.ease import bump, step
from meshes.herniation import EXTRUSION, TIP_END, TIP_FLAT, Herniation, bulge, focal, slope
from meshes.lesion import HERNIATIONS, LEVELS

Points = NDArray[np.float64]

GATHERED, GATHERED_BY = 0.62, 0.3
"""Corners slide along the disc towards the herniation, to draw it finely: how closely, and by which severity."""
THIN = 0.86
"""Share of its thickness the annulus loses in front of the nucleus."""
SQUEEZED_FLAT, SQUEEZED_END = 2.0, 7.0
DRAWN_MM = 18.0
"""How far behind its front the nucleus is still drawn along."""
GAP_FLAT, GAP_END = 2.8, 5.2
"""Half the width of the gap in the annulus, mm."""
GAP_DEEP = 6.0
"""How far behind the front of the nucleus the gap ends, mm."""
GAP_OPEN = 0.13
"""Severity past an extrusion's beginning at which the gap has opened."""
SUNK, LIFTED = 0.9, 0.1
"""Share of its height the parted annulus sinks, and the nucleus is lifted, in the gap."""
HEAD_TALL, HEAD_MM = 0.45, 3.0
"""By how much the nucleus grows taller once it is out, and how far out it has wholly done so."""


@dataclass(frozen=True, eq=False)
class _Disc:
    """A healthy disc in rings.

    Attributes
    ----------
    annulus : (40, 3, 8, 3) mm by angle, ring and corner.
    nucleus : (40, 5, 3) mm by angle and layer; poles : (2, 3).
    annulus_aim, nucleus_aim : the angle, counted in corners, at which the herniation leaves them.
    """

    annulus: Points
    nucleus: Points
    poles: Points
    annulus_aim: float
    nucleus_aim: float


_RISEN = np.array([0, 1, 2, 3, 3, 2, 1, 0]) / 3.0
"""Height of the corners of a section of the annulus, as a share of the disc's."""
_FOOT = np.array([0, 0, 0, 0, 7, 7, 7, 7])
"""The corner on the lower end-plate that each corner sinks to."""
_LAYERS = 0.02 + 0.96 * np.arange(1, NUCLEUS_LAYERS + 1) / (NUCLEUS_LAYERS + 1)


def herniated(body: Body, line: Herniation, severity: float) -> dict[str, NDArray[np.float32]]:
    """Return the annulus and the nucleus, (n, 3) mm each, of a herniation of this severity."""
    disc = _disc(body, line)
    ring = _gathered(disc.annulus, disc.annulus_aim, severity)
    annulus = _sunk(_slid(ring, _RISEN, line, severity, is_nucleus=False), line, severity)
    core = _gathered(disc.nucleus, disc.nucleus_aim, severity)
    nucleus = _slid(_lifted(core, line, severity), _LAYERS, line, severity, is_nucleus=True)
    walls = nucleus.swapaxes(0, 1).reshape(-1, 3)
    return {
        line.frame.annulus: annulus.swapaxes(0, 1).reshape(-1, 3).astype(np.float32),
        line.frame.nucleus: np.vstack([walls, disc.poles]).astype(np.float32),
    }


@lru_cache(maxsize=3 * len(LEVELS) * len(HERNIATIONS) * 2)
def _disc(body: Body, line: Herniation) -> _Disc:
    annulus = annulus_sections(body.parts[line.frame.annulus].vertices).swapaxes(0, 1)
    given = body.parts[line.frame.nucleus].vertices.astype(np.float64)
    nucleus = given[:-2].reshape(NUCLEUS_LAYERS, AROUND, 3).swapaxes(0, 1)
    aims = [_aim(line, ring) for ring in (annulus[:, 0, 1], nucleus[:, NUCLEUS_LAYERS // 2])]
    return _Disc(annulus, nucleus, given[-2:], *aims)


def _aim(line: Herniation, ring: Points) -> float:
    """Return the angle, counted in corners, at which the herniation's line leaves a ring (40, 3)."""
    way = line.to_way(ring)
    following = np.roll(way, -1, axis=0)
    passing = (way[:, 0] > 0) != (following[:, 0] > 0)
    candidates = np.flatnonzero(passing) if passing.any() else np.array([np.abs(way[:, 0]).argmin()])
    first = int(candidates[way[candidates, 1].argmax()])
    apart = way[first, 0] - following[first, 0]
    return first + float(np.clip(way[first, 0] / apart, 0.0, 1.0)) if passing.any() else float(first)


def _gathered(rings: Points, aim: float, severity: float) -> Points:
    """Slide the corners of rings (40, ...) along them, closer together about an angle."""
    strength = GATHERED * step(severity / GATHERED_BY)
    angle = np.arange(AROUND)
    at = angle - strength * AROUND / (2 * np.pi) * np.sin(2 * np.pi * (angle - aim) / AROUND)
    before = np.floor(at).astype(np.int64)
    share = (at - before).reshape(-1, *[1] * (rings.ndim - 1))
    p, q, r, s = (rings[(before + k) % AROUND] for k in (-1, 0, 1, 2))
    bend = (2 * p - 5 * q + 4 * r - s) + share * (3 * (q - r) + s - p)
    return np.asarray(q + 0.5 * share * (r - p + share * bend))


def _slid(points: Points, risen: Points, line: Herniation, severity: float, is_nucleus: bool) -> Points:
    """Slide corners (..., corner, 3) ahead; `risen` tells their height in the disc: the end-plates hold on to it."""
    way = line.to_way(points)
    across, depth = way[..., 0], np.maximum(-way[..., 1], 0.0)
    wall = bulge(across, severity) + line.most * focal(min(severity, EXTRUSION)) * slope(across)
    thinned = THIN * step((severity - 0.1) / (EXTRUSION - 0.1)) * bump(across, SQUEEZED_FLAT, SQUEEZED_END)
    core = line.core_at(across)
    slides = wall + thinned * np.minimum(depth, core)
    if is_nucleus:
        slides = slides + _passing(line, core, severity) * bump(across, TIP_FLAT, TIP_END)
    slides *= 1.0 - step((depth - core) / DRAWN_MM)
    held = np.minimum(3.0 * np.minimum(risen, 1.0 - risen), 1.0)
    way[..., 1] += slides * held
    if is_nucleus:
        way = _with_head(way, line, severity)
    return line.to_figure(way)


def _with_head(way: Points, line: Herniation, severity: float) -> Points:
    """Let the nucleus swell where it has come out beyond the healthy wall."""
    out = step((severity - EXTRUSION) / (1.0 - EXTRUSION)) * step(way[..., 1] / HEAD_MM)
    way[..., 2] += HEAD_TALL * out * (way[..., 2] - line.up)
    return way


def _passing(line: Herniation, core: Points, severity: float) -> Points:
    """Return how far the nucleus passes beyond the squeezed annulus, mm: up to the herniation's full length."""
    late = (severity - EXTRUSION) / (1.0 - EXTRUSION)
    if late <= 0:
        return np.zeros_like(core)
    ahead = line.most * (focal(severity) - focal(EXTRUSION))
    return np.asarray(ahead + (1.0 - THIN) * core * step(late))


def _open(line: Herniation, points: Points, severity: float) -> Points:
    """Return how far the annulus has parted at places (..., 3), 0 to 1."""
    way = line.to_way(points)
    across, behind = way[..., 0], -way[..., 1] - line.core_at(way[..., 0])
    here = bump(across, GAP_FLAT, GAP_END) * (1.0 - step(behind / GAP_DEEP))
    return step((severity - EXTRUSION) / GAP_OPEN) * here


def _sunk(annulus: Points, line: Herniation, severity: float) -> Points:
    """Let the rings sink to the lower end-plate where they have parted."""
    if severity <= EXTRUSION:
        return annulus
    opened = _open(line, annulus, severity)[..., None]
    return np.asarray(annulus + SUNK * opened * (annulus[:, :, _FOOT] - annulus))


def _lifted(nucleus: Points, line: Herniation, severity: float) -> Points:
    """Lift the nucleus over the sunk rings."""
    if severity <= EXTRUSION:
        return nucleus
    opened = _open(line, nucleus, severity)
    lift = LIFTED * opened * (1.0 - _LAYERS) * line.frame.height
    return np.asarray(nucleus + lift[..., None] * line.frame.axes[2])

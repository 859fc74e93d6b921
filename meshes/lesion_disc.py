"""The disc that herniates: its annulus bulges, the nucleus pushes into it and at last through it.

The outermost ring of the annulus is pushed out, the inner ones follow less, so that no ring ever meets the next.
A fissure opens from within: first the inner rings part, then, past the last third of severity, the outermost.
In the fissure a ring sinks to the end-plate below, and the nucleus passes over it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from meshes.body import Body
from meshes.disc_frame import ANNULUS_SECTION, AROUND, LAYERS, NUCLEUS_LAYERS, OUTER, annulus_sections
from meshes.ease import bump, step
from meshes.herniation import EXTRUSION, TIP_END, TIP_FLAT, Herniation, bulge, focal, slope
from meshes.lesion import HERNIATIONS, LEVELS

Points = NDArray[np.float64]

GATHERED, GATHERED_BY = 0.62, 0.3
"""Corners slide along the disc towards the herniation, to draw it finely: how closely, and by which severity."""
FOLLOWS = np.array([1.0, 0.4, 0.15])
"""Share of the outermost ring's way that each ring is pushed."""
THINNED_MM = 0.2
"""How much thinner the outermost ring becomes before it parts."""
DRAWN_MM = 18.0
"""How far behind its front the nucleus is still drawn along."""
GAP_FLAT, GAP_END, INNER_FLAT, INNER_END = 4.1, 6.4, 10.0, 14.0
"""Half the width of the fissure in the outermost ring and in the inner ones, all told at the outer wall, mm."""
NEAR_SIDE_MM = 10.0
"""Farther behind the wall than this is the other side of the disc."""
NARROWER = 1.6
"""By how much the inner side of the outermost ring is pushed out more narrowly than its outer side."""
WITHDRAWN_MM = 1.2
"""How far the nucleus gives way while the inner rings sink beside it, mm."""
INNER_PART = 0.1, 0.28
"""Severities between which the inner rings part."""
PEELS, SINKS, WITHDRAWS = (0.64, 0.71), (EXTRUSION, 0.77), (0.77, 0.88)
"""Severities between which the torn outermost ring comes off the upper end-plate, sinks before the nucleus, and is
drawn back below it."""
REACHED_MM = 2.5
"""How far beyond the edges of the disc where it leaves it a herniation still pushes the wall, mm."""
LOOSE = 4.0
"""How far above the outer wall, in thirds of its height, the inner wall of the torn ring may be and still go along."""
ENTERS, LEAVES = (0.2, 0.5), (0.76, 0.92)
"""Severities between which the nucleus fills the fissure, and leaves it."""
FILLS_FLAT, FILLS_END = 2.2, 4.6
"""Half the width over which it fills the fissure, mm; its tip that leaves it is narrower."""
CLEAR_MM = 1.3
"""What is left between the nucleus and the outermost ring that still holds it, mm."""
SUNK, LIFTED, FLOOR_LIFTED = np.array([0.8, 0.94, 0.94])[:, None], 0.2, 0.26
"""Share of its height each parted ring sinks, and the nucleus and its lower pole are lifted, in the fissure."""
HEAD_TALL, HEAD_MM = 0.3, 3.0
"""By how much the nucleus grows taller once it is out, and how far out it has wholly done so."""

_HELD = np.array([0.0, 1.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.0])
"""How freely the corners of a section of the annulus move: the end-plates hold on to them."""
_PEELED = np.array([0, 1, 2, 2, 5, 5, 6, 7])
"""The corner that each corner goes with once the ring has come off the upper end-plate."""
_FOOT = np.array([0, 0, 0, 0, 7, 7, 7, 7])
"""The corner on the lower end-plate that each corner sinks to."""
_OPPOSITE = np.array([0, 1, 2, 3, 3, 2, 1, 0])
"""The corner of the outer wall at the height of each."""
_STAYS = np.array([0.4, 0.1, 0.0, 0.0, 0.0])
"""Share of the herniation's climb that each layer of the nucleus does not join: its foot stays low."""


@dataclass(frozen=True, eq=False)
class _Disc:
    """A healthy disc in rings.

    Attributes
    ----------
    annulus : (40, 3, 8, 3) mm by angle, ring and corner.
    nucleus : (40, 5, 3) mm by angle and layer; poles : (2, 3).
    annulus_aim, nucleus_aim : the angle, counted in corners, at which the herniation leaves them.
    shell : mm, from the wall to the inner side of the outermost ring on the herniation's line.
    """

    annulus: Points
    nucleus: Points
    poles: Points
    annulus_aim: float
    nucleus_aim: float
    shell: float


def herniated(body: Body, line: Herniation, severity: float) -> dict[str, NDArray[np.float32]]:
    """Return the annulus and the nucleus, (n, 3) mm each, of a herniation of this severity."""
    disc = _disc(body, line)
    rings = line.to_way(_gathered(disc.annulus, disc.annulus_aim, severity))
    core = line.to_way(_gathered(disc.nucleus, disc.nucleus_aim, severity))
    annulus = line.to_figure(_parted(rings, _pushed(rings, line, severity), line, severity))
    nucleus = line.to_figure(_tongue(core, line, disc.shell, severity))
    walls = nucleus.swapaxes(0, 1).reshape(-1, 3)
    return {
        line.frame.annulus: annulus.swapaxes(0, 1).reshape(-1, 3).astype(np.float32),
        line.frame.nucleus: np.vstack([walls, _poles(disc, line, severity)]).astype(np.float32),
    }


@lru_cache(maxsize=3 * len(LEVELS) * len(HERNIATIONS) * 2)
def _disc(body: Body, line: Herniation) -> _Disc:
    annulus = annulus_sections(body.parts[line.frame.annulus].vertices).swapaxes(0, 1)
    given = body.parts[line.frame.nucleus].vertices.astype(np.float64)
    nucleus = given[:-2].reshape(NUCLEUS_LAYERS, AROUND, 3).swapaxes(0, 1)
    aims = [_aim(line, ring) for ring in (annulus[:, 0, 1], nucleus[:, NUCLEUS_LAYERS // 2])]
    inside = line.to_way(_gathered(annulus, aims[0], GATHERED_BY))[:, 0, 5:7, :2].reshape(-1, 2)
    shell = -inside[(np.abs(inside[:, 0]) < GAP_FLAT), 1].max()
    return _Disc(annulus, nucleus, given[-2:], aims[0], aims[1], float(shell))


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


def _pushed(rings: Points, line: Herniation, severity: float) -> Points:
    """Return how far each corner of the annulus (40, 3, 8) moves ahead, mm."""
    outer = rings[:, :1, _OPPOSITE]
    inside = np.arange(ANNULUS_SECTION) >= ANNULUS_SECTION // 2
    narrowed = outer[..., 0] * np.where(inside, NARROWER, 1.0)
    wall = bulge(outer[..., 0], severity) + line.most * focal(min(severity, EXTRUSION)) * slope(narrowed)
    push = wall * FOLLOWS[:, None]
    push[:, 0] += inside * THINNED_MM * step(severity / EXTRUSION) * bump(narrowed[:, 0], 1.0, GAP_END)
    return np.asarray(push * _near_side(outer))


def _near_side(way: Points) -> NDArray[np.bool_]:
    return np.asarray(way[..., 1] > -NEAR_SIDE_MM)


def _held(rings: Points, peeled: Points) -> Points:
    """Return how freely corners of the annulus (40, 3, 8) move ahead: no more than the outer wall at their height.

    Where the outermost ring has come off the upper end-plate, told by shares (40, 1, 1), its upper edge goes along.
    """
    up, wall = rings[..., 2], np.moveaxis(rings[:, :1, OUTER, 2, None], 2, 0)
    rising, falling = (up - wall[0]) / (wall[1] - wall[0]), (wall[3] - up) / (wall[3] - wall[2])
    falling[:, :1] += LOOSE * peeled
    held = np.asarray(_HELD * np.clip(np.minimum(rising, falling), 0.0, 1.0))
    held[:, :1] += peeled * (held[:, :1, _PEELED] - held[:, :1])
    return held


def _within_reach(rings: Points, line: Herniation, peeled: Points) -> Points:
    """Return the share of its push each corner (40, 3, 8) takes: where the wall is taller than the herniation, less."""
    beyond = 1.0 - bump(rings[:, :, _PEELED, 2] - line.up, line.tall / 3, line.tall / 2 + REACHED_MM)
    return np.asarray(1.0 - beyond * (1.0 - peeled))


def _sunk(rings: Points, line: Herniation) -> Points:
    """Return the share of its height that each ring sinks, (40, 3, 1): where the wall is taller, it sinks more."""
    tall = rings[:, :1, 3, 2, None] - rings[:, :1, 0, 2, None]
    return np.asarray(1.0 - (1.0 - SUNK) * np.minimum(line.tall / tall, 1.0))


def _parted(rings: Points, push: Points, line: Herniation, severity: float) -> Points:
    """Push the rings, and let them sink to the lower end-plate where they have parted."""
    inner, peeled, sunk, back = (_between(severity, *when) for when in (INNER_PART, PEELS, SINKS, WITHDRAWS))
    wall = rings[:, :1, 1:2]
    near, across = _near_side(wall), wall[..., 0]
    torn, parted = near * bump(across, GAP_FLAT, GAP_END), near * bump(across, INNER_FLAT, INNER_END)
    sinks, returns = (np.concatenate([share * torn, inner * parted, inner * parted], axis=1) for share in (sunk, back))
    moved = rings.copy()
    moved[:, :1, :, 1] += peeled * torn * (rings[:, :1, _PEELED, 1] - rings[:, :1, :, 1])
    moved += (_sunk(rings, line) * sinks)[..., None] * (rings[:, :, _FOOT] - moved)
    share = _held(moved, peeled * torn) * _within_reach(rings, line, peeled * torn)
    moved[..., 1] += push * share * (1.0 - returns)
    moved[..., 2] -= sinks * line.climb(moved[..., 1])
    return np.asarray(moved)


def _tongue(core: Points, line: Herniation, shell: float, severity: float) -> Points:
    """Draw the nucleus (40, 5, 3) into the fissure, and out of it."""
    across, depth = core[..., 0], np.maximum(-core[..., 1], 0.0)
    front = line.core_at(across)
    drawn = 1.0 - step((depth - front) / DRAWN_MM)
    risen = LAYERS + (1.0 - LAYERS) * LIFTED
    held = np.minimum(3.0 * np.minimum(risen, 1.0 - risen), 1.0)
    filling = bump(across, FILLS_FLAT, FILLS_END) * held * _between(severity, *ENTERS)
    inside = line.most * focal(min(severity, EXTRUSION)) * slope(NARROWER * across) - shell - CLEAR_MM
    left = bump(across, TIP_FLAT, TIP_END) * held * _between(severity, *LEAVES)
    withdrawn = WITHDRAWN_MM * step(severity / INNER_PART[0]) * bump(across, GAP_FLAT, INNER_END) * (1.0 - filling)
    moved = core.copy()
    tip = (front + inside) * filling + (line.most * focal(severity) + bulge(across, 1.0) - inside) * left
    moved[..., 1] += (tip - withdrawn) * drawn
    lift = LIFTED * _between(severity, *INNER_PART) * (1.0 - LAYERS) * line.frame.height
    moved[..., 2] += lift * bump(across, FILLS_FLAT, FILLS_END) * drawn
    moved[..., 2] -= line.climb(moved[..., 1]) * _STAYS
    out = _between(severity, *LEAVES) * step(moved[..., 1] / HEAD_MM)
    moved[..., 2] += HEAD_TALL * out * (moved[..., 2] - line.up)
    return moved


def _poles(disc: _Disc, line: Herniation, severity: float) -> Points:
    """Lift the lower pole of the nucleus, so that its floor clears the rings that have sunk."""
    lift = FLOOR_LIFTED * line.frame.height * _between(severity, *INNER_PART)
    return np.asarray(disc.poles + [[lift], [0.0]] * line.frame.axes[2])


def _between(severity: float, begin: float, end: float) -> float:
    return float(step((severity - begin) / (end - begin)))

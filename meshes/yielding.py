"""How nerves and the dural sac give way to a herniation: pushed out of its way, roots whole and flattened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from meshes.body import Body
from meshes.ease import bump, hinge, step
from meshes.herniation import EXTRUSION, FOCAL_END, Herniation, focal
from meshes.lesion_disc import LEAVES, herniated
from meshes.tube import caps_of, rings_of

Points = NDArray[np.float64]
Indices = NDArray[np.int64]

NERVES = ("root", "rootlet", "nerve")
SOFT = ("dura", "cord")
LIGAMENT = "posterior_longitudinal_ligament"
MARGIN, ROUNDING = 0.15, 0.3
"""What is left between disc and nerve, and how roundly a push begins, mm; both grow with the herniation."""
MOST_SPARED = 4.0
SPREAD_MM = 1.8
"""The sac yields over a wider place than is touched: half the distance of its corners."""
FULLY_FELT = 0.1
"""A push shorter than this is only beginning, mm."""
BETWEEN = (0.25, 0.5, 0.75)
"""Where between two rings of a nerve the gap before it is measured too, as shares of the way."""
FLATTENED, WIDENED = 0.4, 0.45
"""Share of its thickness a pushed root loses, and the share of that by which it grows wider."""
CARRIED_FLAT, CARRIED_END = 1.5, 16.0
"""Along a root, how far from where it is pushed it goes along wholly, and where it no longer does, mm."""
PRESSED, PRESSED_BY_MM = 0.85, 2.0
"""Share of its thickness the ligament loses where the disc presses on it, and from which reach on."""
ADHERENT_MM = 4.0
"""The posterior longitudinal ligament goes with the disc; farther behind it than this it would not."""
BEHIND_MM = -2.0
"""What lies deeper than this behind the wall is not in the way."""
AHEAD = np.array([0.0, 1.0, 0.0])
KEPT = 3 * 40
SAMPLED = np.unique([*np.linspace(0.0, 1.0, 26), *np.linspace(EXTRUSION, 0.74, 8), LEAVES[1]])
"""Severities at which the true gap between disc and nerves is measured; between them it is interpolated."""


@dataclass(frozen=True, eq=False)
class _Beside:
    """A part beside the way of a herniation.

    Attributes
    ----------
    id : of the part.
    chosen : (k,) vertices, or of a nerve (k, corners) rings, that may be pushed or carried along.
    way : their places as `Herniation.to_way` tells them.
    middle : (k, 3) mm, middles of a nerve's rings in the figure.
    caps, cap_ring : middles of a nerve's ends among the chosen rings, and which of these each belongs to.
    roots : nerve roots it carries, with their side: ``L5_left``.
    """

    id: str
    chosen: Indices
    way: Points
    middle: Points
    caps: Indices
    cap_ring: Indices
    roots: frozenset[str]


def yielding(body: Body, line: Herniation, severity: float) -> dict[str, NDArray[np.float32]]:
    """Return the parts that give way to a herniation, (n, 3) mm each."""
    ligament, soft, nerves = _beside(body, line)
    moved = {one.id: _with(body, one, _carried_ligament(line, one, severity), line) for one in ligament}
    moved |= {one.id: _with(body, one, _push(line, one.way, severity, SPREAD_MM), line) for one in soft}
    squashed = [_flattened(line, one.way, severity) for one in nerves]
    pushes = [_push(line, ring, severity).max(axis=1) for ring in squashed]
    spared = [float(np.interp(severity, SAMPLED, gaps)) for gaps in _spared(body, line)]
    needs = [_needed(push, less) for push, less in zip(pushes, spared, strict=True)]
    for one, ring in zip(nerves, squashed, strict=True):
        carried = _carried(one, nerves, needs)
        moved[one.id] = _with_rings(body, one, ring, carried, line)
    return {name: vertices for name, vertices in moved.items() if vertices is not None}


@lru_cache(maxsize=KEPT)
def _spared(body: Body, line: Herniation) -> Points:
    """Return how much less than told by `Herniation.reach` each nerve must move, mm, at each of `SAMPLED`.

    The reach rounds off the true shape of the disc, so a nerve pushed by it alone would float a little before it.
    While the outermost ring tears, nothing need lie before the nerve: it goes steadily from where the ring left it
    to where the nucleus holds it at last, unless the nucleus needs more room on the way.
    """
    nerves = _beside(body, line)[2]
    sampled = [_gaps(body, line, nerves, float(severity)) for severity in SAMPLED]
    gaps, needs = np.array(sampled).reshape(len(SAMPLED), 2, len(nerves)).transpose(1, 2, 0)
    return np.array([_steady(*two) for two in zip(gaps, needs, strict=True)]).reshape(len(nerves), len(SAMPLED))


def _steady(gaps: Points, needs: Points) -> Points:
    """Return how much of its needs one nerve is spared at each of `SAMPLED`, mm, from the gap each left before it."""
    met = np.isfinite(gaps)
    known = np.interp(SAMPLED, SAMPLED[met], gaps[met]) if met.any() else np.full(len(SAMPLED), MARGIN)
    spared = known - MARGIN
    begins, ends = EXTRUSION, LEAVES[1]
    moved = np.interp([begins, ends], SAMPLED, needs - spared)
    on_the_way = needs - np.interp(SAMPLED, [begins, ends], moved)
    torn = np.clip(SAMPLED, begins, ends) == SAMPLED
    spared[torn] = np.where(met, np.minimum(spared, on_the_way), on_the_way)[torn]
    return np.asarray(np.clip(spared, -MOST_SPARED, MOST_SPARED))


def _gaps(body: Body, line: Herniation, nerves: list[_Beside], severity: float) -> list[list[float]]:
    """Return the gap, along the way, left before each nerve pushed by the reach, and how far that pushed it.

    The gap is infinite where nothing is before a nerve.
    """
    corners = triangles(body, line, herniated(body, line, severity))
    rings = [_flattened(line, one.way, severity) for one in nerves]
    needs = [_push(line, ring, severity).max(axis=1) for ring in rings]
    carried = [_carried(one, nerves, needs)[:, None, None] * AHEAD for one in nerves]
    moved = [ring + by for ring, by in zip(rings, carried, strict=True)]
    gaps = [_gap(corners, *three) for three in zip(nerves, moved, needs, strict=True)]
    return [gaps, [float(need.max(initial=0.0)) for need in needs]]


def _gap(corners: Points, one: _Beside, ring: Points, need: Points) -> float:
    """Return the least gap before the rings of a nerve that are pushed, and on the way from each to the next."""
    felt = need > FULLY_FELT
    following = np.diff(one.chosen[:, 0]) == one.chosen.shape[1]
    both = following & felt[1:] & felt[:-1]
    between = [ring[:-1][both] + share * (ring[1:] - ring[:-1])[both] for share in BETWEEN]
    rings = np.concatenate([ring[felt], *between])
    places = np.concatenate([rings, (rings + np.roll(rings, 1, axis=1)) / 2]).reshape(-1, 3)
    return float((places[:, 1] - heights(corners, places)).min(initial=np.inf))


def triangles(body: Body, line: Herniation, disc: Mapping[str, NDArray[np.float32]]) -> Points:
    """Return the faces (k, 3, 3) of a changed disc near the way, as places told by `Herniation.to_way`."""
    faces = np.concatenate([line.to_way(vertices)[body.parts[name].faces] for name, vertices in disc.items()])
    near = (np.abs(faces[..., 0]).min(axis=1) < FOCAL_END + 2.0) & (faces[..., 1].max(axis=1) > BEHIND_MM)
    return np.asarray(faces[near])


def heights(corners: Points, places: Points) -> Points:
    """Return how far ahead faces (k, 3, 3) reach at the across and up of places (n, 3), mm; -inf where none is."""
    across, up = places[:, None, 0], places[:, None, 2]
    (x0, y0, z0), (x1, y1, z1), (x2, y2, z2) = (np.moveaxis(corners[:, k], -1, 0) for k in range(3))
    area = (x1 - x0) * (z2 - z0) - (x2 - x0) * (z1 - z0)
    area = np.where(np.abs(area) < 1e-9, np.inf, area)
    one = ((across - x0) * (z2 - z0) - (x2 - x0) * (up - z0)) / area
    two = ((x1 - x0) * (up - z0) - (across - x0) * (z1 - z0)) / area
    within = (one >= 0) & (two >= 0) & (one + two <= 1) & np.isfinite(area)
    height = y0 + one * (y1 - y0) + two * (y2 - y0)
    return np.asarray(np.where(within, height, -np.inf).max(axis=1, initial=-np.inf))


@lru_cache(maxsize=KEPT)
def _beside(body: Body, line: Herniation) -> tuple[list[_Beside], list[_Beside], list[_Beside]]:
    """Return what lies beside the way: the ligament on the disc, what yields softly, and the nerves."""
    found: tuple[list[_Beside], list[_Beside], list[_Beside]] = ([], [], [])
    for part in body.parts.values():
        kind = 0 if part.id == LIGAMENT else 1 if part.kind in SOFT else 2 if part.kind in NERVES else None
        if kind is None:
            continue
        way = line.to_way(part.vertices)
        near = _near(line, way)
        if near.any():
            one = _rings(body, part.id, way, near) if kind == 2 else _vertices(part.id, way, near)
            found[kind].append(one)
    return found


def _vertices(part: str, way: Points, near: NDArray[np.bool_]) -> _Beside:
    chosen, nothing = np.flatnonzero(near), np.zeros(0, dtype=np.int64)
    return _Beside(part, chosen, way[chosen], np.zeros((0, 3)), nothing, nothing, frozenset())


def _rings(body: Body, part: str, way: Points, near: NDArray[np.bool_]) -> _Beside:
    rings = rings_of(body, part)
    picked = np.flatnonzero(near[rings].all(axis=1))
    caps, ends = caps_of(body, part)
    here = np.isin(ends, picked)
    corners = rings[picked]
    middle = body.parts[part].vertices[corners].astype(np.float64).mean(axis=1)
    roots = frozenset(f"{root}_{body.parts[part].side}" for root in body.parts[part].roots)
    return _Beside(part, corners, way[corners], middle, caps[here], np.searchsorted(picked, ends[here]), roots)


def _near(line: Herniation, way: Points) -> NDArray[np.bool_]:
    beside = np.abs(way[:, 0]) < 2 * FOCAL_END + CARRIED_END
    ahead = (way[:, 1] > BEHIND_MM) & (way[:, 1] < line.most + CARRIED_END)
    return beside & ahead & (np.abs(way[:, 2] - line.up) < line.tall / 2 + CARRIED_END)


def _push(line: Herniation, way: Points, severity: float, spread: float = 0.0) -> Points:
    """Return how far places must move ahead for the herniation, made wider by `spread`, to pass, (...,) mm."""
    grown = min(1.0, 2.0 * focal(severity))
    beside = (way - [0.0, 0.0, line.up]) * [1.0, 0.0, 1.0]
    away = np.linalg.norm(beside, axis=-1, keepdims=True)
    reach = line.reach(way - beside * np.minimum(spread / np.maximum(away, 1e-9), 1.0), severity)
    free = np.maximum(way[..., 1], MARGIN * grown)
    push = hinge(reach + MARGIN * grown - free, ROUNDING * grown)
    return np.asarray(push * step(reach / (2 * MARGIN)))


def _carried_ligament(line: Herniation, one: _Beside, severity: float) -> Points:
    """Return how far the ligament goes along, mm: it is pressed flat on the disc, so that roots have room behind it."""
    reach, behind = line.reach(one.way, severity), one.way[:, 1]
    pressed = PRESSED * step(reach / PRESSED_BY_MM) * np.maximum(behind, 0.0)
    return np.asarray(np.maximum(reach - pressed, 0.0) * (1.0 - step(behind / ADHERENT_MM)))


def _needed(push: Points, spared: float) -> Points:
    """Return how far rings must move, mm; where more is needed than told, it comes in as the push begins."""
    more = max(-spared, 0.0) * step(push / FULLY_FELT)
    return np.asarray(np.maximum(push - max(spared, 0.0) + more, 0.0))


def _flattened(line: Herniation, ring: Points, severity: float) -> Points:
    """Flatten rings (k, corners, 3) against what pushes them, the more the farther it would enter them."""
    entered = _push(line, ring, severity).max(axis=1)
    thick = np.maximum(np.ptp(ring[..., 1], axis=1), 0.1)
    flat = FLATTENED * step(entered / thick)[:, None, None]
    middle = ring.mean(axis=1, keepdims=True)
    return np.asarray(middle + (ring - middle) * (1.0 + flat * [WIDENED, -1.0, WIDENED]))


def _carried(one: _Beside, others: list[_Beside], needs: list[Points]) -> Points:
    """Return how far each ring moves: as far as it must, or as rings of the same root nearby carry it along."""
    furthest = np.zeros(len(one.middle))
    for other, need in zip(others, needs, strict=True):
        pushed = need > 0
        if one.roots & other.roots and pushed.any():
            apart = np.linalg.norm(one.middle[:, None] - other.middle[pushed], axis=2)
            share = bump(apart, CARRIED_FLAT, CARRIED_END)
            furthest = np.maximum(furthest, (share * need[pushed]).max(axis=1))
    return furthest


def _with(body: Body, one: _Beside, push: Points, line: Herniation) -> NDArray[np.float32] | None:
    pushed = push > 0
    if not pushed.any():
        return None
    way = one.way[pushed]
    way[:, 1] += push[pushed]
    changed = body.parts[one.id].vertices.copy()
    changed[one.chosen[pushed]] = line.to_figure(way)
    return changed


def _with_rings(
    body: Body, one: _Beside, ring: Points, push: Points, line: Herniation
) -> NDArray[np.float32] | None:
    if not (push > 0).any():
        return None
    placed = line.to_figure(ring + push[:, None, None] * AHEAD)
    changed = body.parts[one.id].vertices.copy()
    changed[one.chosen] = placed
    changed[one.caps] += (placed.mean(axis=1) - one.middle)[one.cap_ring]
    return changed

"""What a lesion does to the root it meets, as three states that can be seen. Pure: no Qt, no VTK. Points in mm.

Pressure dulls the root beyond the place that is pressed; inflammation swells and reddens it there; and the fine vessel
that runs along it carries less beyond. That the three act together is told by the words beside the picture.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from meshes import Body, Lesion, Path
from viewer.leads import CLEARANCE_MM
from viewer.mechanism import BOTH_SIDES, met_roots
from viewer.palette import QUIET, ROOT_COLOURS, Rgb, rgb
from viewer.picture import Points, Strand

PRESSED, INFLAMED, ARTERY, STARVED = rgb("#8b1a1a"), rgb("#e0402a"), rgb("#c8261c"), rgb("#efc2c0")
PRESSED_MM, INFLAMED_MM = 4.0, 16.0
"""Half the length of the root that is pressed, and of what is inflamed."""
COVER_MM = CLEARANCE_MM + 0.3
"""How much thicker what is laid over a root is than the root: it must show on a lit way too."""
VESSEL_SIDE = (0.0, 0.7, 0.7)
"""On which side of a root its vessel runs: behind and above, where the eye is."""
VESSEL_MM, STARVED_SHARE = 0.9, 0.5
"""Radius of the vessel, and what is left of it beyond the lesion."""
WALL_POINTS, WALL_MM = 6, 6.0
"""How many points of a root's wall tell where its middle is, and how far from it they may lie."""
INSIDE_MM = 22.0
"""How far up inside the sac a root is followed."""
SMOOTHED = 4
"""How many points on each side round a bend."""
STEP_MM = 1.0
SWELLING = 0.7
"""How much thicker an inflamed root looks in the middle, against its radius."""
Floats = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class _Course:
    """The course of a root past a lesion: points (k, 3), radius (k,), and how far each lies beyond it, (k,), mm."""

    root: str
    side: str
    points: Points
    radius: Floats
    beyond: Floats


def effects(body: Body, lesion: Lesion | None, effect: str, bent: Mapping[str, Points]) -> tuple[Strand, ...]:
    """Draw one effect on every root the lesion meets.

    Parameters
    ----------
    body
        The body.
    lesion
        The lesion, or None.
    effect
        A word of `viewer.mechanism.EFFECTS`, or "" for none.
    bent
        Points of the parts the lesion bends: the root is followed where it now lies.

    Returns
    -------
    Tubes over the root; none at severity 0, where nothing is met.
    """
    if lesion is None or not lesion.severity or not effect:
        return ()
    makers = {"pressure": _pressure, "inflammation": _inflammation, "blood_flow": _blood_flow}
    return tuple(strand for course in _courses(body, lesion, bent) for strand in makers[effect](course))


def followed(body: Body, ways: tuple[Strand, ...], bent: Mapping[str, Points]) -> tuple[Strand, ...]:
    """Lead lit ways along where a lesion has moved their rootlets and root."""
    return tuple(replace(strand, points=_carried(body, strand, bent)) for strand in ways) if bent else ways


def _carried(body: Body, strand: Strand, bent: Mapping[str, Points]) -> Points:
    points = strand.points
    for part_id in (f"rootlets_{strand.root}_{strand.side}", f"root_{strand.root}_{strand.side}"):
        if part_id in bent:
            healthy = body.parts[part_id].vertices
            far = np.linalg.norm(strand.points[:, None] - healthy[None], axis=2)
            near = np.argsort(far, axis=1)[:, :WALL_POINTS]
            moved = (bent[part_id] - healthy)[near].mean(axis=1)
            there = np.take_along_axis(far, near, axis=1).mean(axis=1) < WALL_MM
            points = np.where(there[:, None], strand.points + moved, points)
    return np.asarray(points, np.float32)


def _courses(body: Body, lesion: Lesion, bent: Mapping[str, Points]) -> tuple[_Course, ...]:
    if lesion.form == "deep_gluteal":
        place = _middle(body, f"piriformis_{lesion.side}")
        return (_course(body, f"sciatic_{lesion.side}", "S1", lesion.side, place, bent),)
    disc = _middle(body, f"annulus_{lesion.level.replace('/', '_')}")
    return tuple(
        _course(body, f"root_{root}_{side}", root, side, disc, bent)
        for root in met_roots(lesion)[:1]
        for side in (("left", "right") if lesion.form in BOTH_SIDES else (lesion.side,))
    )


def _course(body: Body, path_id: str, root: str, side: str, place: Points, bent: Mapping[str, Points]) -> _Course:
    paths = [body.paths[name] for name in (path_id.replace("root_", "rootlets_"), path_id) if name in body.paths]
    if len(paths) == 2 and paths[0] is paths[1]:  # a nerve has no rootlets
        paths = paths[1:]
    rough = np.concatenate([_followed(body, path, bent) for path in paths])
    thick = np.concatenate([path.radius for path in paths])
    if len(paths) == 2:  # within the sac only what is near the lesion matters
        near = np.linalg.norm(rough - rough[len(paths[0].points)], axis=1) < INSIDE_MM
        start = int(np.flatnonzero(near)[0])
        rough, thick = rough[start:], thick[start:]
    far = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(rough, axis=0), axis=1))])
    along = np.linspace(0.0, far[-1], max(2, round(far[-1] / STEP_MM)))
    points = np.column_stack([_smooth(np.interp(along, far, rough[:, axis])) for axis in range(3)])
    radius = np.interp(along, far, thick).astype(np.float32)
    nearest = int(np.argmin(np.linalg.norm(points - place, axis=1)))
    return _Course(root, side, points, radius, (along - along[nearest]).astype(np.float32))


def _smooth(values: NDArray[np.float64]) -> Floats:
    """Round what bends within a few points; both ends stay."""
    padded = np.concatenate([np.full(SMOOTHED, values[0]), values, np.full(SMOOTHED, values[-1])])
    window = np.hanning(2 * SMOOTHED + 3)[1:-1]
    return np.asarray(np.convolve(padded, window / window.sum(), mode="valid"), np.float32)


def _followed(body: Body, path: Path, bent: Mapping[str, Points]) -> Points:
    """The centre line of a root where a lesion has moved it: the mean of the tube's wall about each point."""
    if path.id not in bent:
        return path.points
    healthy = body.parts[path.id].vertices
    nearest = np.linalg.norm(healthy[:, None] - path.points[None], axis=2).argmin(axis=1)
    count = np.maximum(np.bincount(nearest, minlength=len(path.points)), 1)[:, None]
    moved = bent[path.id] - healthy
    mean = np.column_stack([np.bincount(nearest, moved[:, k], len(path.points)) for k in range(3)]) / count
    return np.asarray(path.points + mean, np.float32)


def _middle(body: Body, part_id: str) -> Points:
    return np.asarray(body.parts[part_id].vertices.mean(axis=0))


def _pressure(course: _Course) -> tuple[Strand, ...]:
    cover = course.radius + COVER_MM
    before, after = course.beyond <= PRESSED_MM, course.beyond >= -PRESSED_MM
    return (
        *_tube(course, before & ~after, cover, ROOT_COLOURS[course.root]),
        *_tube(course, before & after, cover + COVER_MM, PRESSED),
        *_tube(course, after & ~before, cover, QUIET),
    )


def _inflammation(course: _Course) -> tuple[Strand, ...]:
    bell = np.exp(-0.5 * (course.beyond / (INFLAMED_MM / 2)) ** 2)
    swollen = course.radius * (1 + SWELLING * bell) + COVER_MM
    return _tube(course, np.abs(course.beyond) <= INFLAMED_MM, swollen, INFLAMED, opacity=0.45)


def _blood_flow(course: _Course) -> tuple[Strand, ...]:
    beside = _Course(
        course.root,
        course.side,
        (course.points + np.outer(course.radius + COVER_MM, VESSEL_SIDE)).astype(np.float32),
        course.radius,
        course.beyond,
    )
    full = np.full(len(course.radius), VESSEL_MM, np.float32)
    return (
        *_tube(beside, course.beyond <= 0, full, ARTERY),
        *_tube(beside, course.beyond >= 0, full * STARVED_SHARE, STARVED),
    )


def _tube(
    course: _Course, where: NDArray[np.bool_], radius: Floats, colour: Rgb, opacity: float = 1.0
) -> tuple[Strand, ...]:
    """One tube along the points named, or none where they are too few; each reaches its neighbours."""
    rows = np.flatnonzero(where)
    if not len(rows):
        return ()
    span = slice(max(0, rows[0] - 1), rows[-1] + 2)
    if len(course.points[span]) < 2:
        return ()
    return (Strand(course.root, course.side, course.points[span], radius[span].astype(np.float32), colour, opacity),)

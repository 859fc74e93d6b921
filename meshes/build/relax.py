"""Pushes a course out of bone and back inside the skin without kinking it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from meshes.build.distance import DistanceField
from meshes.build.surface import Points

_DONE = 0.05
_STEP = 0.6


def relaxed(
    course: Points,
    radius: Points,
    bones: Sequence[DistanceField],
    margin: float,
    skin: DistanceField | None = None,
    skin_margin: float = 1.5,
    fixed: tuple[int, ...] = (0,),
    rounds: int = 150,
    smoothing: int = 2,
) -> Points:
    """Return the course moved until it clears every bone and stays under the skin.

    The displacement is smoothed, not the course, so bends that the anatomy wants survive.

    Parameters
    ----------
    course
        (k, 3) mm.
    radius
        (k,) mm.
    bones
        Surfaces to stay outside of, by `radius + margin`.
    margin, skin_margin
        Room beyond the radius to bone and to skin, mm.
    skin
        Surface to stay inside of, by `radius + skin_margin`.
    fixed
        Points (indices into the course) that may not move.
    rounds, smoothing
        Most rounds, and smoothing passes in each.
    """
    shift = np.zeros_like(course)
    lock = np.zeros(len(course), dtype=bool)
    lock[list(fixed)] = True
    near = [bone for bone in bones if not bone.far_from(course, 12.0)]
    for _ in range(rounds):
        here = course + shift
        pushes = [_out_of(bone, here, radius + margin, 1.5) for bone in near]
        if skin is not None:
            pushes.append(_into(skin, here, radius + skin_margin, 2.0))
        push = sum((move for move, _ in pushes), np.zeros_like(course))
        push[lock] = 0.0
        shift = _smooth(shift + push, lock, smoothing)
        if max((worst for _, worst in pushes), default=0.0) < _DONE:
            break
    return course + shift


def _out_of(bone: DistanceField, here: Points, room: Points, cap: float) -> tuple[Points, float]:
    distance, surface = bone.nearest(here)
    need = np.where(distance > -15.0, room - distance, 0.0)
    return _push(here - surface, np.sign(distance), need, cap)


def _into(skin: DistanceField, here: Points, room: Points, cap: float) -> tuple[Points, float]:
    distance, surface = skin.nearest(here)
    return _push(surface - here, np.sign(distance), distance + room, cap)


def _push(way: Points, sense: Points, need: Points, cap: float) -> tuple[Points, float]:
    """Return the move along `way` for the points in need, and the greatest need."""
    length = np.maximum(np.linalg.norm(way, axis=1, keepdims=True), 1e-6)
    size = _STEP * np.clip(need, 0.0, cap)
    return way / length * (sense * size)[:, None], float(max(need.max(), 0.0))


def _smooth(shift: Points, lock: Points, passes: int) -> Points:
    for _ in range(passes):
        even = shift.copy()
        even[1:-1] = 0.5 * shift[1:-1] + 0.25 * (shift[:-2] + shift[2:])
        even[lock] = shift[lock]
        shift = even
    return shift

"""Pedicles: the isthmus between body and arch, found on sections behind the body."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from meshes.check.plate import LEFT
from meshes.check.shape import Array, Loop, Shape, area, dense

SIDES = {"left": 1.0, "right": -1.0}
Wall = tuple[float, float]
"""Place of the posterior wall of the body along the back direction, and the depth of the body, mm."""
BEHIND = 0.3
"""Pedicles are looked for from the posterior wall of the body to this share of its depth behind it."""
STEP = 0.0075
AXIS = 12 * STEP
"""The axis runs through the middle of the isthmus and of the section this share of the depth behind it."""
ALIKE = 1.0001
"""Sections this close to the least count as the least; the foremost of them is taken."""
GROWTH = 1.8
"""A section larger than this many isthmuses is no longer the pedicle alone."""


@dataclass(frozen=True, eq=False)
class Pedicle:
    """The isthmus of one pedicle.

    Attributes
    ----------
    centre : (3,) its middle, mm.
    axis : (3,) unit vector to the back along the pedicle.
    outline : (k, 3) section across the axis, mm.
    width, height : extents of the outline, across and along the height of the vertebra, mm.
    inner, outer : distance of its inner and outer edge from the median plane, mm.
    """

    centre: Array
    axis: Array
    outline: Loop
    width: float
    height: float
    inner: float
    outer: float


def find_pedicle(shape: Shape, up: Array, back: Array, wall: Wall, side: str) -> Pedicle:
    """Find the isthmus: the least section behind the body, cut again across the axis found there.

    Parameters
    ----------
    shape : the vertebra.
    up, back : (3,) unit vectors of its frame.
    wall : place of the posterior wall of the body along `back`, and the depth of the body, mm.
    side : left or right.
    """
    sign = SIDES[side]
    loops = [loop for _, loop in _behind(shape, up, back, wall, sign)]
    areas = np.array([area(loop, LEFT, up) for loop in loops])
    least = int(np.argmax(areas < ALIKE * areas.min()))
    start = min(least, len(loops) - 1 - round(AXIS / STEP))
    centre = middle(loops[least])
    axis = middle(loops[start + round(AXIS / STEP)]) - middle(loops[start])
    axis /= np.linalg.norm(axis)
    across = np.cross(up, axis)
    across /= np.linalg.norm(across)
    outline = _isthmus(shape, centre, axis, (wall[1], areas[least]))
    far = abs(outline @ LEFT)
    extents = (float(np.ptp(outline @ across)), float(np.ptp(outline @ np.cross(axis, across))))
    return Pedicle(middle(outline), axis, outline, *extents, float(far.min()), float(far.max()))


def inner_gap(shape: Shape, up: Array, back: Array, wall: Wall) -> float:
    """Return the distance between the inner walls of both pedicles where they are farthest apart, mm."""
    walls = [
        {at: float(abs(loop @ LEFT).min()) for at, loop in _behind(shape, up, back, wall, sign)}
        for sign in SIDES.values()
    ]
    return max(walls[0][at] + walls[1][at] for at in walls[0].keys() & walls[1].keys())


def middle(loop: Loop) -> Array:
    """Return the middle (3,) of the rim of a polygon, mm."""
    return np.asarray(dense(loop).mean(axis=0))


def _behind(shape: Shape, up: Array, back: Array, wall: Wall, sign: float) -> list[tuple[float, Loop]]:
    """Return the section of one pedicle at every place behind the body where it stands alone."""
    found = []
    rear, depth = wall
    for at in np.arange(0, BEHIND, STEP):
        loops = shape.section(back * (rear + at * depth), back)
        own = [loop for loop in loops if (loop @ LEFT * sign).min() > 1.0]
        if own:
            found.append((float(at), max(own, key=lambda loop: area(loop, LEFT, up))))
    return found


def _isthmus(shape: Shape, centre: Array, axis: Array, size: tuple[float, float]) -> Loop:
    """Return the least section across the axis that is still the pedicle alone.

    `size`: depth of the body, mm, and area of the section across the back direction, mm2.
    """
    depth, first = size
    across, along = _frame(axis)
    best, least = None, GROWTH * first
    for at in np.arange(-AXIS, 2 * AXIS, STEP) * depth:
        loops = shape.section(centre + at * axis, axis)
        loop = min(loops, key=lambda one: float(np.linalg.norm(middle(one) - centre - at * axis)))
        if area(loop, across, along) < least and np.ptp(np.sign(loop @ LEFT)) == 0:
            best, least = loop, area(loop, across, along)
    if best is None:
        raise ValueError(f"{shape.id} has no isthmus of a pedicle near {np.round(centre, 1)}")
    return best


def _frame(axis: Array) -> tuple[Array, Array]:
    across = np.cross(axis, np.eye(3)[np.argmin(abs(axis))])
    across /= np.linalg.norm(across)
    return across, np.cross(axis, across)

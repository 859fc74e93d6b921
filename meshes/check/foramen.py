"""Lumbar foramina: the openings between two pedicles, the disc and bodies in front and the facet joint behind.

A foramen is looked at in slices along its pedicles: each holds the direction from the pedicle above to the
one below, and the back direction; the middle slice passes through the middle of the pedicle above.  A place in
a slice is in the opening when it is outside every bone and walls meet it in all four directions: the vertebra
above over it, the vertebra below under it, either of them or their disc in front of it, either of them
behind it.  Upper lumbar facet joints stand nearer to the median plane than the middle of the pedicles, so
not every slice is closed: a line passes the foramen if it passes through one closed slice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from meshes.check.line import Line
from meshes.check.plate import LEFT
from meshes.check.published import between, published
from meshes.check.shape import Array, Loop, Shape, crossings
from meshes.check.specimen import DISCS, SIDES, Specimen

SLICES = 7


@dataclass(frozen=True, eq=False)
class Slice:
    """One slice of a lumbar foramen.

    Attributes
    ----------
    level : level of the vertebra above, whose root it lets out.
    origin : (3,) in the pedicle above, mm.
    down, back : (3,) unit vectors in its plane, across each other.
    above, below : bones.
    disc : parts of the disc.
    disc_middle : (3,) mm.
    """

    level: str
    origin: Array
    down: Array
    back: Array
    above: Shape
    below: Shape
    disc: list[Shape]
    disc_middle: Array

    @property
    def normal(self) -> Array:
        """(3,) unit vector across its plane."""
        return np.asarray(np.cross(self.back, self.down))

    @cached_property
    def _walls(self) -> dict[str, list[Loop]]:
        cut = {"above": [self.above], "below": [self.below], "disc": self.disc}
        return {
            name: [loop for one in shapes for loop in one.section(self.origin, self.normal)]
            for name, shapes in cut.items()
        }

    def holds(self, place: Array) -> bool:
        """Whether a place (3,) of its plane lies in the opening."""
        upright = {name: self._hits(place, self.down, self.back, name) for name in ("above", "below")}
        level = {name: self._hits(place, self.back, self.down, name) for name in ("above", "below", "disc")}
        if any((hits > 0).sum() % 2 for hits in upright.values()):
            return False
        bones = np.concatenate([level["above"], level["below"]])
        reach = published()["foramen"]["reach"]
        return (
            _any_within(-upright["above"], reach)
            and _any_within(upright["below"], reach)
            and _any_within(-np.concatenate([bones, level["disc"]]), reach)
            and _any_within(bones, reach)
        )

    @property
    def height(self) -> float:
        """Distance from the pedicle above straight down to the bone below, mm; NaN where the line misses that bone."""
        over = self._hits(self.origin, self.down, self.back, "above")
        under = self._hits(self.origin, self.down, self.back, "below")
        start = over[over > 0].min(initial=np.inf)
        floor = under[under > start]
        return float(floor.min() - start) if len(floor) else float("nan")

    @property
    def width(self) -> float:
        """Distance from the disc backwards to the first bone, at the height of the middle of the disc, mm."""
        at = self.origin + self.down * ((self.disc_middle - self.origin) @ self.down)
        front = self._hits(at, self.back, self.down, "disc").max()
        bones = np.concatenate([self._hits(at, self.back, self.down, name) for name in ("above", "below")])
        return float(bones[bones > front].min() - front)

    def crossed_by(self, line: Array) -> list[Array]:
        """Return the places (3,) where a line (k, 3) passes through the opening."""
        return [place for place in through_plane(line, self.origin, self.normal) if self.holds(place)]

    def _hits(self, place: Array, along: Array, across: Array, wall: str) -> Array:
        return crossings(self._walls[wall], place, along, across)


@dataclass(frozen=True, eq=False)
class Foramen:
    """One lumbar foramen.

    Attributes
    ----------
    middle : its slice through the middle of the pedicle above.
    slices : from the inner to the outer edge of that pedicle.
    """

    middle: Slice
    slices: list[Slice]

    def passed_by(self, line: Array) -> bool:
        """Whether a line (k, 3) passes through the opening."""
        return any(one.crossed_by(line) for one in self.slices)


def find_foramina(specimen: Specimen, side: str) -> dict[str, Foramen]:
    """Return the foramina of one side by the root they let out."""
    return {above: _find(specimen, above, below, side) for above, below in DISCS}


def sizes(specimen: Specimen) -> Iterator[Line]:
    """Show height and width of every lumbar foramen beside published ones."""
    known = published()["foramen"]
    for side in SIDES:
        for (above, below), foramen in zip(DISCS, find_foramina(specimen, side).values(), strict=True):
            low, high = known["height"][f"{above}_{below}"]
            words = f"{between(low, high, 'M')}"
            yield Line(f"foramen {above}/{below} {side} height, mm", foramen.middle.height, published=words)
            words = f"{between(known['width'][0], known['width'][1], 'V')} bony, on CT"
            yield Line(f"foramen {above}/{below} {side} width at the disc, mm", foramen.middle.width, published=words)


def through_plane(line: Array, origin: Array, normal: Array) -> Array:
    """Return the points (m, 3) where a line (k, 3) passes through a plane."""
    heights = (line - origin) @ normal
    here = np.flatnonzero((heights[:-1] > 0) != (heights[1:] > 0))
    share = (heights[here] / (heights[here] - heights[here + 1]))[:, None]
    return np.asarray(line[here] + share * (line[here + 1] - line[here]))


def _find(specimen: Specimen, above: str, below: str, side: str) -> Foramen:
    middle = _middle(specimen, above, below, side)
    pedicle = specimen.vertebrae[above].pedicles[side]
    places = np.linspace(pedicle.inner, pedicle.outer, SLICES) - abs(middle.origin[0])
    outward = LEFT * np.sign(middle.origin[0])
    return Foramen(middle, [replace(middle, origin=middle.origin + place * outward) for place in places])


def _middle(specimen: Specimen, above: str, below: str, side: str) -> Slice:
    over, under = specimen.plates(above, below)
    bone = specimen.vertebrae[above]
    pedicle = bone.pedicles[side].centre
    if below == "S1":  # the sacrum has no free pedicle: straight down, along the axis of the disc
        down, other = over.normal - under.normal, specimen.shapes["sacrum"]
    else:
        down, other = specimen.vertebrae[below].pedicles[side].centre - pedicle, specimen.vertebrae[below].shape
    down = down / np.linalg.norm(down)
    back = np.cross(LEFT, down)
    back /= np.linalg.norm(back) * np.sign(back[1])
    disc_middle = (over.centre + under.centre) / 2
    return Slice(above, pedicle, down, back, bone.shape, other, specimen.disc_shapes(above, below), disc_middle)


def _any_within(hits: Array, reach: float) -> bool:
    return bool(((hits > 0) & (hits < reach)).any())

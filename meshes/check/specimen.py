"""One figure on the bench: its shapes, and the frames found on them once for all subjects."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from meshes import Body
from meshes.check.plate import Plate, fit_plate, front_outline, on_rim
from meshes.check.shape import Array, Loop, Shape, joined, shape_of
from meshes.check.vertebra import UP, Vertebra, find_vertebra

LEVELS = ("L1", "L2", "L3", "L4", "L5")
ROOTS = (*LEVELS, "S1", "S2")
SIDES = ("left", "right")
DISCS = tuple(pairwise((*LEVELS, "S1")))
"""Levels above and below each disc of which both end-plates are there in every figure."""
CEILING_MM = 150.0
"""The skin is drawn straight up by this before it is closed: bone above the cut is judged by the wall below it."""


@dataclass(frozen=True, eq=False)
class Specimen:
    """A figure with what several subjects need of it.

    Attributes
    ----------
    body : the figure as the app loads it.
    scale : its size, 1 for the male figure; published means are multiplied by it.
    """

    body: Body
    scale: float = 1.0

    @cached_property
    def shapes(self) -> dict[str, Shape]:
        """Every part as a shape, by id."""
        return {name: shape_of(part) for name, part in self.body.parts.items()}

    @cached_property
    def bones(self) -> list[Shape]:
        """Every bone."""
        return [shape for shape in self.shapes.values() if shape.kind == "bone"]

    @cached_property
    def skeleton(self) -> tuple[Shape, list[str]]:
        """All bones as one shape, and for every face the id of its bone."""
        shape, owner = joined(self.bones)
        return shape, [self.bones[index].id for index in owner]

    @cached_property
    def vertebrae(self) -> dict[str, Vertebra]:
        """The lumbar vertebrae, by level."""
        return {level: find_vertebra(self.shapes[f"vertebra_{level}"]) for level in LEVELS}

    @cached_property
    def sacral_plate(self) -> Plate:
        """The upper end-plate of the sacrum: looked for below and parallel to the lower end-plate of L5."""
        last = self.vertebrae["L5"]
        start = Plate(last.lower.centre + 10.0 * last.lower.normal, -last.lower.normal)
        half_depth, half_width = last.depth(last.lower) / 2, last.width(last.lower) / 2
        return on_rim(self.sacral_outline, fit_plate(self.shapes["sacrum"], start, half_depth, half_width))

    @cached_property
    def sacral_outline(self) -> Loop:
        """(k, 3) the foremost polygon of the sacrum in the median plane, mm."""
        return front_outline(self.shapes["sacrum"])[0]

    @cached_property
    def skin(self) -> Shape:
        """The skin, drawn up above the waist and closed."""
        return closed_skin(self.body.skin.vertices.astype(np.float64), self.body.skin.faces.astype(np.int64))

    def plates(self, above: str, below: str) -> tuple[Plate, Plate]:
        """Return the end-plates that face a disc: the lower one of `above`, the upper one of `below`."""
        facing = self.sacral_plate if below == "S1" else self.vertebrae[below].upper
        return self.vertebrae[above].lower, facing

    def disc_shapes(self, above: str, below: str) -> list[Shape]:
        """Return the parts of one disc: one shape, or annulus and nucleus."""
        names = (f"{kind}_{above}_{below}" for kind in ("disc", "annulus", "nucleus"))
        return [self.shapes[name] for name in names if name in self.shapes]


def closed_skin(vertices: Array, faces: Array) -> Shape:
    """Draw the rim of the waist straight up and put a lid on it."""
    rim = _rim(faces)
    count, size = len(vertices), len(rim)
    top = vertices[rim] + CEILING_MM * UP
    lid = top.mean(axis=0)
    low, high = rim, count + np.arange(size)
    low_next, high_next = np.roll(low, -1), np.roll(high, -1)
    wall = np.concatenate([np.stack([low_next, low, high], axis=1), np.stack([low_next, high, high_next], axis=1)])
    cover = np.stack([high_next, high, np.full(size, count + size)], axis=1)
    return Shape("skin", "skin", np.vstack([vertices, top, lid]), np.concatenate([faces, wall, cover]))


def _rim(faces: Array) -> Array:
    """Return the vertices (k,) of the open rim, in the sense of the faces along it."""
    edges = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
    known = {(int(a), int(b)) for a, b in edges}
    following = {a: b for a, b in known if (b, a) not in known}
    chain = [next(iter(following))]
    while (after := following[chain[-1]]) != chain[0]:
        chain.append(after)
    if len(chain) != len(following):
        raise ValueError("the skin has more than one open rim")
    return np.array(chain)

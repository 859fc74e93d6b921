"""A closed surface to measure: plane sections by our own algebra, signed distances by libigl."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import igl
import numpy as np
from numpy.typing import NDArray

from meshes import Part

Array = NDArray[np.float64]
Loop = NDArray[np.float64]
"""A closed polygon (k, 3) in mm; the last point is not the first again."""
STEP_MM = 0.25
"""How far apart points are when a polygon is made dense."""
NUDGE_MM = 1e-9
"""Vertices on a cutting plane are lifted by this, so that no section passes through a vertex."""


@dataclass(frozen=True, eq=False)
class Shape:
    """One closed surface.

    Attributes
    ----------
    id, kind : as those of the part.
    vertices : (k, 3) mm.
    faces : (f, 3) vertex indices, outward.
    """

    id: str
    kind: str
    vertices: Array
    faces: NDArray[np.int64]

    @cached_property
    def low(self) -> Array:
        """(3,) least corner of its box, mm."""
        return np.asarray(self.vertices.min(axis=0))

    @cached_property
    def high(self) -> Array:
        """(3,) greatest corner of its box, mm."""
        return np.asarray(self.vertices.max(axis=0))

    @cached_property
    def corners(self) -> Array:
        """(f, 3, 3) corners of every face, mm."""
        return np.asarray(self.vertices[self.faces])

    @cached_property
    def area_vectors(self) -> Array:
        """(f, 3) outward normals as long as the area of the face, mm2."""
        one, two, three = self.corners.transpose(1, 0, 2)
        return np.asarray(np.cross(two - one, three - one) / 2)

    def section(self, origin: Array, normal: Array) -> list[Loop]:
        """Cut with a plane and return the closed polygons."""
        heights = (self.vertices - origin) @ normal
        heights = np.where(heights == 0, NUDGE_MM, heights)
        return _chain(*_crossed(self.vertices, self.faces, heights))

    def distances(self, points: Array) -> Array:
        """Return the signed distance (m,) of points (m, 3) to the surface, mm; negative inside."""
        return self.nearest(points)[0]

    def nearest(self, points: Array) -> tuple[Array, NDArray[np.int64], Array]:
        """Return signed distance (m,), nearest face (m,) and nearest point (m, 3) of every point.

        Inside is where the winding number is above one half: that survives surfaces that touch or pierce
        themselves.  Only the sign is taken from libigl, which multiplies the distance by 1 - 2 winding numbers:
        a thousandth off on any mesh, and three times too deep where two pieces overlap.
        """
        kind = igl.SIGNED_DISTANCE_TYPE_FAST_WINDING_NUMBER
        given = np.ascontiguousarray(points)
        found = igl.signed_distance(given, self.vertices, self.faces, sign_type=kind)
        touched = np.atleast_2d(found[2])
        signs = np.where(np.atleast_1d(found[0]) < 0, -1.0, 1.0)
        return signs * np.linalg.norm(given - touched, axis=1), np.atleast_1d(found[1]), touched


def shape_of(part: Part) -> Shape:
    """Return a part as a shape in double precision."""
    return Shape(part.id, part.kind, part.vertices.astype(np.float64), part.faces.astype(np.int64))


def joined(shapes: Iterable[Shape]) -> tuple[Shape, NDArray[np.int64]]:
    """Return shapes as one, and for every face which of them it comes from."""
    given = list(shapes)
    starts = np.cumsum([0, *(len(shape.vertices) for shape in given)])
    faces = np.concatenate([shape.faces + start for shape, start in zip(given, starts, strict=False)])
    owner = np.repeat(np.arange(len(given)), [len(shape.faces) for shape in given])
    return Shape("", "", np.concatenate([shape.vertices for shape in given]), faces), owner


def dense(loop: Loop) -> Loop:
    """Return a closed polygon with points at most `STEP_MM` apart."""
    return dense_line(np.vstack([loop, loop[:1]]))


def dense_line(points: Array, step: float = STEP_MM) -> Array:
    """Return an open line (k, 3) with points at most `step` mm apart."""
    return points_on(points, dense_places(points, step))


def dense_places(points: Array, step: float = STEP_MM) -> Array:
    """Return places on a line, counted in points (2.5 is half way from the third to the fourth), `step` mm apart."""
    spans = np.linalg.norm(np.diff(points, axis=0), axis=1)
    counts = np.maximum(1, np.ceil(spans / step)).astype(int)
    pieces = [index + np.arange(count) / count for index, count in enumerate(counts)]
    return np.concatenate([*pieces, [len(points) - 1.0]])


def points_on(values: Array, places: Array) -> Array:
    """Return values (k,) or (k, d) of a line, read at places counted in points."""
    below = np.minimum(places.astype(int), len(values) - 2)
    share = (places - below).reshape(-1, *[1] * (values.ndim - 1))
    return np.asarray(values[below] * (1 - share) + values[below + 1] * share)


def area(loop: Loop, across: Array, along: Array) -> float:
    """Return the area of a flat polygon in the plane of two unit vectors, mm2, without sign."""
    x, y = loop @ across, loop @ along
    return float(abs(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2)


def crossings(loops: Iterable[Loop], origin: Array, along: Array, across: Array) -> Array:
    """Return where a line meets flat polygons: sorted mm from `origin` along the unit vector `along`.

    `across` is the unit vector that stands on `along` in the plane of the polygons.
    """
    found = [np.empty(0)]
    for loop in loops:
        side, far = (loop - origin) @ across, (loop - origin) @ along
        side_next, far_next = np.roll(side, -1), np.roll(far, -1)
        hit = (side > 0) != (side_next > 0)
        share = side[hit] / (side[hit] - side_next[hit])
        found.append(far[hit] + share * (far_next[hit] - far[hit]))
    return np.sort(np.concatenate(found))


def _crossed(
    vertices: Array, faces: NDArray[np.int64], heights: Array
) -> tuple[NDArray[np.int64], NDArray[np.int64], Array]:
    """Return the edges by which the section enters and leaves every crossed face, and the point on the first.

    An edge is one number for both of its faces; the point is where the descending edge meets the plane.
    """
    above = heights[faces] > 0
    cut = faces[above.any(axis=1) & ~above.all(axis=1)]
    edges = np.stack([cut, np.roll(cut, -1, axis=1)], axis=2)
    start, end = heights[edges[..., 0]] > 0, heights[edges[..., 1]] > 0
    falling, rising = edges[start & ~end], edges[~start & end]
    share = heights[falling[:, 0]] / (heights[falling[:, 0]] - heights[falling[:, 1]])
    points = vertices[falling[:, 0]] + share[:, None] * (vertices[falling[:, 1]] - vertices[falling[:, 0]])
    return _numbers(falling, len(vertices)), _numbers(rising, len(vertices)), points


def _numbers(edges: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    return np.asarray(edges.min(axis=1) * count + edges.max(axis=1))


def _chain(enter: NDArray[np.int64], leave: NDArray[np.int64], points: Array) -> list[Loop]:
    following = dict(zip(enter.tolist(), leave.tolist(), strict=True))
    place = dict(zip(enter.tolist(), points, strict=True))
    loops: list[Loop] = []
    while following:
        edge, chain = next(iter(following)), []
        while edge in following:
            chain.append(place[edge])
            edge = following.pop(edge)
        loops.append(np.array(chain))
    return loops

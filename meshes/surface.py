"""Walking on a triangle surface: neighbours, distances along the skin, light smoothing, normals.

Pure numpy, quick enough to follow a pointer.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Indices = NDArray[np.int64]
Floats = NDArray[np.float32]
Faces = NDArray[np.int32]
Mask = NDArray[np.bool_]

LARGEST_SHARE = 0.8
"""A vertex gives at most this share of its value away in one smoothing step, so that nothing oscillates."""
MOST_STEPS = 12
CONVERGED_MM = 1e-4


@dataclass(frozen=True)
class Rings:
    """The vertices joined to each vertex by an edge.

    Attributes
    ----------
    neighbours : (d, n) vertex indices; vertices with fewer than d neighbours are filled up with themselves.
    count : (n,) number of true neighbours.
    spread : (n,) mm2, variance per axis that one step to a random neighbour adds.
    """

    neighbours: Indices
    count: Indices
    spread: Floats


def distances_within(vertices: Floats, faces: Faces, source: int, radius: float) -> tuple[Indices, Floats]:
    """Return the vertices within `radius` mm of `source` along the surface and their distances, nearest first.

    The straight line is the shortest way, so only vertices inside the ball need be looked at.
    """
    near = ((vertices - vertices[source]) ** 2).sum(axis=1) <= radius**2
    near[source] = True
    distance = distances_among(vertices, faces, near, np.array([source]))
    inside = np.flatnonzero(distance <= radius)
    order = np.argsort(distance[inside], kind="stable")
    return inside[order], distance[inside[order]].astype(np.float32)


def distances_among(vertices: Floats, faces: Faces, where: Mask, sources: Indices) -> NDArray[np.float64]:
    """Return (n,) the distance in mm from the nearest of `sources` on ways over faces inside `where`.

    Unreachable vertices are infinitely far.  A corner's distance follows from those of the other two by
    laying the face flat and finding where the source would lie (exact on a flat surface); sweeps go on until
    nothing gets nearer.
    """
    inside = np.flatnonzero(where)
    local = np.full(len(vertices), -1)
    local[inside] = np.arange(len(inside))
    corners = local[faces[where[faces].all(axis=1)]]
    distance = np.full(len(inside), np.inf)
    distance[local[sources]] = 0.0
    front = _Front(vertices[inside].astype(np.float64), corners)
    while front.sweep(distance):
        pass
    result = np.full(len(vertices), np.inf)
    result[inside] = distance
    return result


class _Front:
    """Every face laid flat three times, once with each corner as the one to be reached from the other two."""

    def __init__(self, points: NDArray[np.float64], corners: Indices) -> None:
        turned = np.vstack([corners, np.roll(corners, 1, axis=1), np.roll(corners, 2, axis=1)])
        turned = turned[np.argsort(turned[:, 2], kind="stable")]
        self._one, self._two = turned[:, 0], turned[:, 1]
        self._reached, self._first = np.unique(turned[:, 2], return_index=True)
        edge = points[turned[:, 1]] - points[turned[:, 0]]
        away = points[turned[:, 2]] - points[turned[:, 0]]
        self._length = np.maximum(np.linalg.norm(edge, axis=1), 1e-9)
        self._from_one = np.linalg.norm(away, axis=1)
        self._from_two = np.linalg.norm(away - edge, axis=1)
        self._along = (away * edge).sum(axis=1) / self._length
        self._off = np.sqrt(np.maximum(self._from_one**2 - self._along**2, 1e-18))

    def sweep(self, distance: NDArray[np.float64]) -> bool:
        """Lower `distance` wherever a shorter way shows; return whether any did."""
        if not len(self._reached):
            return False
        one, two = distance[self._one], distance[self._two]
        candidate = np.minimum(one + self._from_one, two + self._from_two)
        candidate = np.minimum(candidate, self._across(one, two))
        best = np.minimum.reduceat(candidate, self._first)
        closer = best < distance[self._reached] - CONVERGED_MM
        distance[self._reached[closer]] = best[closer]
        return bool(closer.any())

    def _across(self, one: NDArray[np.float64], two: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the distance straight through the face, infinite where the way would miss its far edge."""
        known = np.isfinite(one) & np.isfinite(two)
        one, two = np.where(known, one, 0.0), np.where(known, two, 0.0)
        source = (one**2 - two**2 + self._length**2) / (2 * self._length)
        squared = one**2 - source**2
        behind = np.sqrt(np.maximum(squared, 0.0))
        crossing = source + (self._along - source) * behind / (self._off + behind)
        straight = known & (squared >= 0) & (crossing >= 0) & (crossing <= self._length)
        return np.where(straight, np.hypot(self._along - source, self._off + behind), np.inf)


def rings(vertices: Floats, faces: Faces) -> Rings:
    """Return the neighbours of every vertex in a form that is quick to average over."""
    n = len(vertices)
    edges, _ = _edges(faces)
    start = np.concatenate([edges[:, 0], edges[:, 1]])
    end = np.concatenate([edges[:, 1], edges[:, 0]])
    order = np.argsort(start, kind="stable")
    start, end = start[order], end[order]
    count = np.bincount(start, minlength=n)
    slot = np.arange(len(start)) - np.repeat(np.cumsum(count) - count, count)
    neighbours = np.tile(np.arange(n), (int(count.max()), 1))
    neighbours[slot, start] = end
    squared = np.bincount(start, _lengths(vertices, np.column_stack([start, end])) ** 2, minlength=n)
    return Rings(neighbours, count, (squared / count / 2).astype(np.float32))


def smooth(about: Rings, values: Floats, millimetres: float) -> Floats:
    """Blur a vertex field (n, k) with a standard deviation of about `millimetres` along the surface.

    Explicit diffusion, in as many steps as the shorter edges need, at most twelve.  Every column is blurred
    alike, so rows that sum to one still do.
    """
    step = LARGEST_SHARE * float(np.percentile(about.spread, 10))
    steps = int(np.clip(np.ceil(millimetres**2 / step), 1, MOST_STEPS))
    share = np.minimum(millimetres**2 / steps / about.spread, LARGEST_SHARE) / about.count
    weight = share.astype(np.float32)[:, None]
    own = (len(about.neighbours) * weight).astype(np.float32)
    result = np.array(values, dtype=np.float32)
    around, gathered = np.empty_like(result), np.empty_like(result)
    for _ in range(steps):
        np.take(result, about.neighbours[0], axis=0, out=around, mode="clip")
        for column in about.neighbours[1:]:
            np.take(result, column, axis=0, out=gathered, mode="clip")
            around += gathered
        result += weight * around - own * result
    return result


def normals(vertices: Floats, faces: Faces) -> Floats:
    """Return (n, 3) outward unit normals: area-weighted means of the faces about each vertex."""
    corners = vertices[faces]
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    flat = faces.ravel()
    weights = np.repeat(across, 3, axis=0)
    summed = np.column_stack([np.bincount(flat, weights[:, axis], len(vertices)) for axis in range(3)])
    length = np.linalg.norm(summed, axis=1, keepdims=True)
    return np.asarray((summed / np.maximum(length, np.finfo(np.float32).tiny)).astype(np.float32))


def border(faces: Faces, n_vertices: int) -> Mask:
    """Return (n,) True for the vertices on edges that belong to one face only."""
    edges, count = _edges(faces)
    on_border = np.zeros(n_vertices, dtype=bool)
    on_border[edges[count == 1].ravel()] = True
    return on_border


def _edges(faces: Faces) -> tuple[Indices, Indices]:
    """Return every edge once, (e, 2), and the number of faces it belongs to, (e,)."""
    corners = faces.astype(np.int64)
    ends = np.sort(np.vstack([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [2, 0]]]), axis=1)
    width = int(corners.max()) + 1
    key, count = np.unique(ends[:, 0] * width + ends[:, 1], return_counts=True)
    return np.column_stack([key // width, key % width]), count


def _lengths(vertices: Floats, pairs: Indices) -> Floats:
    difference = vertices[pairs[:, 0]] - vertices[pairs[:, 1]]
    return np.asarray(np.linalg.norm(difference, axis=1), dtype=np.float32)

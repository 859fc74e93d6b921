"""The triangle surface every builder module passes on.

Deliberately tiny: two arrays and the few operations the anatomy needs, with a fixed, repeatable vertex order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

Points = npt.NDArray[np.float64]
Faces = npt.NDArray[np.int32]

MIRROR = np.array([-1.0, 1.0, 1.0])


@dataclass(frozen=True)
class Surface:
    """A triangle surface.

    Attributes
    ----------
    vertices
        (n, 3) float64, mm.
    faces
        (m, 3) int32, counter-clockwise seen from outside.
    """

    vertices: Points
    faces: Faces

    def moved(self, move: Callable[[Points], Points]) -> Surface:
        """Return the same triangles with every vertex sent through `move`."""
        return Surface(np.asarray(move(self.vertices), dtype=float), self.faces)

    def mirrored(self) -> Surface:
        """Return the mirror image in the plane x = 0, still facing outwards."""
        return Surface(self.vertices * MIRROR, self.faces[:, ::-1].copy())

    def volume(self) -> float:
        """Return the enclosed volume, mm3 (negative when the faces look inwards)."""
        a, b, c = (self.vertices[self.faces[:, k]] for k in range(3))
        return float(np.einsum("ij,ij->", a, np.cross(b, c)) / 6.0)

    def facing_out(self) -> Surface:
        """Return the surface with its faces turned outwards."""
        return self if self.volume() >= 0 else Surface(self.vertices, self.faces[:, ::-1].copy())

    def vertex_normals(self) -> Points:
        """Return area-weighted unit normals, (n, 3)."""
        a, b, c = (self.vertices[self.faces[:, k]] for k in range(3))
        normals = np.zeros_like(self.vertices)
        for k in range(3):
            np.add.at(normals, self.faces[:, k], np.cross(b - a, c - a))
        return np.asarray(normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12))

    def components(self) -> list[Surface]:
        """Return the connected pieces, in the order of their first vertex."""
        count, label = connected_components(_adjacency(self.faces, len(self.vertices)), directed=False)
        first = [int(np.argmax(label == k)) for k in range(count)]
        return [kept(self, label == k) for k in np.argsort(first, kind="stable")]


def kept(surface: Surface, mask: npt.NDArray[np.bool_]) -> Surface:
    """Return the part of a surface whose vertices are all in `mask`."""
    number = np.cumsum(mask) - 1
    faces = surface.faces[mask[surface.faces].all(axis=1)]
    return Surface(surface.vertices[mask], number[faces].astype(np.int32))


def joined(pieces: list[Surface]) -> Surface:
    """Return several surfaces as one, in the order given."""
    offsets = np.cumsum([0] + [len(piece.vertices) for piece in pieces[:-1]])
    faces = [piece.faces + offset for piece, offset in zip(pieces, offsets, strict=True)]
    return Surface(np.vstack([piece.vertices for piece in pieces]), np.vstack(faces).astype(np.int32))


def welded(vertices: Points, faces: npt.NDArray[np.integer], digits: int = 3) -> Surface:
    """Join vertices that agree to `digits` decimals and drop triangles that collapse.

    Vertices keep the order of their first appearance, so ids do not depend on the library version.
    """
    grid = np.round(vertices * 10.0**digits).astype(np.int64)
    _, first, inverse = np.unique(grid, axis=0, return_index=True, return_inverse=True)
    order = np.argsort(first, kind="stable")
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    welded_faces = rank[inverse.ravel()][faces]
    ok = (np.diff(np.sort(welded_faces, axis=1), axis=1) > 0).all(axis=1)
    return Surface(np.asarray(vertices[first[order]], dtype=float), welded_faces[ok].astype(np.int32))


def is_closed(surface: Surface) -> bool:
    """Say whether every edge belongs to exactly two triangles that agree about which side is out."""
    ends = np.vstack([surface.faces[:, [0, 1]], surface.faces[:, [1, 2]], surface.faces[:, [2, 0]]]).astype(np.int64)
    forth, back = (ends[:, order] @ [len(surface.vertices), 1] for order in ([0, 1], [1, 0]))
    return len(np.unique(forth)) == len(forth) and np.array_equal(np.sort(forth), np.sort(back))


def unique_edges(faces: npt.NDArray[np.integer]) -> npt.NDArray[np.int64]:
    """Return the undirected edges of a triangle list, (e, 2), sorted."""
    pairs = np.vstack([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]]).astype(np.int64)
    return np.unique(np.sort(pairs, axis=1), axis=0)


def smoothed(surface: Surface, steps: int, shrink: float = 0.5, inflate: float = 0.53) -> Surface:
    """Return the surface after Taubin smoothing (shrinks, then inflates, so that volume stays)."""
    weights = _adjacency(surface.faces, len(surface.vertices))
    weights.data[:] = 1.0
    degree = np.maximum(np.asarray(weights.sum(axis=1)).ravel(), 1.0)[:, None]
    vertices = surface.vertices.copy()
    for _ in range(steps):
        for factor in (shrink, -inflate):
            vertices = vertices + factor * (weights @ vertices / degree - vertices)
    return Surface(vertices, surface.faces)


def neighbour_mean(surface: Surface, values: Points) -> Points:
    """Return, for every vertex, the mean of `values` (n, k) over itself and its neighbours, half and half."""
    weights = _adjacency(surface.faces, len(surface.vertices))
    weights.data[:] = 1.0
    degree = np.maximum(np.asarray(weights.sum(axis=1)).ravel(), 1.0)[:, None]
    return np.asarray(0.5 * values + 0.5 * (weights @ values) / degree)


def _adjacency(faces: npt.NDArray[np.integer], count: int) -> coo_matrix:
    edges = unique_edges(faces)
    row, column = np.r_[edges[:, 0], edges[:, 1]], np.r_[edges[:, 1], edges[:, 0]]
    return coo_matrix((np.ones(len(row)), (row, column)), shape=(count, count)).tocsr()

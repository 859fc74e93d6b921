"""Cutting a left half mesh along the zero line of a field, and mirroring it, without slivers."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp

from meshes.build.built import Floats, Ints


class Clip:
    """Keeps the part of a triangle mesh where `field` is negative or zero, adding vertices on cut edges.

    Parameters
    ----------
    field : (n,) value per vertex, equal on both sides of the body.
    mirror : (n,) index of the vertex on the other side.
    """

    def __init__(self, field: Floats, mirror: Ints) -> None:
        self._field = field
        self._mirror = mirror
        self._cut_edges: dict[tuple[int, int], int] = {}

    def both_sides(self, left_faces: Ints) -> Ints:
        """Return the kept triangles (m, 3) of the left side and their mirror images."""
        touched = left_faces[(self._field[left_faces] < 0).any(axis=1)]
        left = [corner for face in touched for corner in self._cut_face(tuple(int(v) for v in face))]
        edge_of = {vertex: edge for edge, vertex in self._cut_edges.items()}

        def mirrored(vertex: int) -> int:
            if vertex in edge_of:
                first, second = edge_of[vertex]
                return self._on_edge(int(self._mirror[first]), int(self._mirror[second]))
            return int(self._mirror[vertex])

        right = [(mirrored(c), mirrored(b), mirrored(a)) for a, b, c in left]
        return np.array(left + right, dtype=np.int64)

    def extend(self, operator: sp.csr_matrix) -> sp.csr_matrix:
        """Return `operator` with one row more for every vertex added on a cut edge."""
        if not self._cut_edges:
            return operator
        ends = np.array(list(self._cut_edges))
        low, high = self._field[ends[:, 0]], self._field[ends[:, 1]]
        share = low / (low - high)
        added = sp.diags(1 - share) @ operator[ends[:, 0]] + sp.diags(share) @ operator[ends[:, 1]]
        return sp.vstack([operator, added]).tocsr()

    def _on_edge(self, a: int, b: int) -> int:
        key = (min(a, b), max(a, b))
        return self._cut_edges.setdefault(key, len(self._field) + len(self._cut_edges))

    def _cut_face(self, face: tuple[int, ...]) -> list[tuple[int, int, int]]:
        """Return the kept pieces of one triangle that has at least one corner below zero."""
        above = [corner for corner in range(3) if self._field[face[corner]] > 0]
        if not above:
            return [(face[0], face[1], face[2])]
        if len(above) == 1:
            return self._without_corner(*_rotated(face, above[0]))
        below = next(corner for corner in range(3) if corner not in above)
        a, b, c = _rotated(face, below)
        return [(a, self._on_edge(a, b), self._on_edge(c, a))]

    def _without_corner(self, a: int, b: int, c: int) -> list[tuple[int, int, int]]:
        """Cut corner `a` off; a corner that lies on the line itself needs no new vertex."""
        if self._field[b] == 0:
            return [(b, c, self._on_edge(c, a))]
        if self._field[c] == 0:
            return [(self._on_edge(a, b), b, c)]
        start, end = self._on_edge(a, b), self._on_edge(c, a)
        return [(start, b, c), (start, c, end)]


def _rotated(face: tuple[int, ...], first: int) -> tuple[int, int, int]:
    return face[first], face[(first + 1) % 3], face[(first + 2) % 3]

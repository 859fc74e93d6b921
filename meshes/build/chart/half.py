"""The left half of the skin and the fields that are solved on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.sparse.linalg import splu

from meshes.build.built import Floats, Ints, SkinMesh
from meshes.build.chart.landmarks import VERTICES

Mask = NDArray[np.bool_]
Number = TypeVar("Number", np.float64, np.uint8)
CONSTRAINT_WEIGHT = 1e4
LARGEST_COTANGENT = 20.0


@dataclass(frozen=True)
class Crossing:
    """Points on edges: (1 - share) of vertex `start` plus share of vertex `end`.

    A vertex itself is a crossing whose ends are the same.
    """

    start: Ints
    end: Ints
    share: Floats

    def sample(self, field: Floats) -> Floats:
        """Interpolate a vertex field (n,) or (n, k) at these points."""
        share = self.share if field.ndim == 1 else self.share[:, None]
        return np.asarray((1 - share) * field[self.start] + share * field[self.end])


def at_vertices(vertices: Ints) -> Crossing:
    """Return the vertices themselves as a crossing."""
    return Crossing(vertices, vertices, np.zeros(len(vertices)))


class Half:
    """The left half of a skin, midline included.

    Attributes
    ----------
    kept : (n,) its vertices as indices of the whole skin.
    points : (n, 3) mm.
    faces, edges : (m, 3) and (e, 2) indices into `points`.
    midline : (n,) True on x = 0.
    landmarks : name -> (3,) mm.
    """

    def __init__(self, skin: SkinMesh) -> None:
        self._skin = skin
        self.kept: Ints = np.flatnonzero(skin.side >= 0)
        self._renumber = np.full(len(skin.vertices), -1)
        self._renumber[self.kept] = np.arange(len(self.kept))
        self.points: Floats = skin.vertices[self.kept]
        self.faces: Ints = self._renumber[skin.faces[(skin.side[skin.faces] >= 0).all(axis=1)]]
        self.midline: Mask = skin.side[self.kept] == 0
        self.landmarks: Mapping[str, Floats] = {
            name: skin.vertices[skin.base_to_fine[list(base)]].mean(axis=0) for name, base in VERTICES.items()
        }

    @cached_property
    def edges(self) -> Ints:
        """(e, 2) every edge once."""
        ends = np.vstack([self.faces[:, [0, 1]], self.faces[:, [1, 2]], self.faces[:, [2, 0]]])
        return np.asarray(np.unique(np.sort(ends, axis=1), axis=0))

    def vertex(self, landmark: str) -> int:
        """Return the index into `points` of a landmark that is one vertex of the base mesh."""
        return int(self._renumber[self._skin.base_to_fine[VERTICES[landmark][0]]])

    def crossing(self, field: Floats, where: Mask | None = None) -> Crossing:
        """Return where `field` crosses zero along edges, both of whose ends are in `where`."""
        start, end = self.edges.T
        crossed = (field[start] < 0) != (field[end] < 0)
        if where is not None:
            crossed &= where[start] & where[end]
        start, end = start[crossed], end[crossed]
        return Crossing(start, end, field[start] / (field[start] - field[end]))

    def harmonic(self, where: Mask, constraints: Sequence[tuple[Crossing, Floats]]) -> Floats:
        """Solve Laplace's equation on the faces that touch `where`.

        Parameters
        ----------
        where : (n,) vertices wanted.
        constraints : points and the values (k,) or (k, d) the field should have there; held softly, because
            they lie inside edges.

        Returns
        -------
        (n, d) field; NaN away from the faces used.
        """
        faces = self.faces[where[self.faces].any(axis=1)]
        used = np.unique(faces)
        renumber = np.full(len(self.points), -1)
        renumber[used] = np.arange(len(used))
        matrix = _cotangent_laplacian(self.points[used], renumber[faces])
        right: Floats | None = None
        for crossing, given in constraints:
            pick, values = _constraint_rows(crossing, given, renumber, len(used))
            matrix = matrix + CONSTRAINT_WEIGHT * (pick.T @ pick)
            pull = CONSTRAINT_WEIGHT * (pick.T @ values)
            right = pull if right is None else right + pull
        if right is None:
            raise ValueError("a harmonic field needs at least one constraint")
        field = np.full((len(self.points), right.shape[1]), np.nan)
        field[used] = splu(matrix.tocsc()).solve(right)
        return field

    def to_whole(self, values: NDArray[Number]) -> NDArray[Number]:
        """Give the right half the values of the left half: (n, ...) -> (n_skin, ...)."""
        skin = self._skin
        whole = np.empty((len(skin.vertices), *values.shape[1:]), dtype=values.dtype)
        whole[self.kept] = values
        right = np.flatnonzero(skin.side < 0)
        whole[right] = whole[skin.mirror[right]]
        return whole


def _constraint_rows(crossing: Crossing, given: Floats, renumber: Ints, n_used: int) -> tuple[sp.csr_matrix, Floats]:
    start, end = renumber[crossing.start], renumber[crossing.end]
    inside = (start >= 0) & (end >= 0)
    start, end, share = start[inside], end[inside], crossing.share[inside]
    rows = np.arange(len(start))
    entries = (np.concatenate([1 - share, share]), (np.tile(rows, 2), np.concatenate([start, end])))
    return sp.csr_matrix(entries, (len(rows), n_used)), given[inside].reshape(len(rows), -1)


def _cotangent_laplacian(points: Floats, faces: Ints) -> sp.csr_matrix:
    """Return the positive cotangent Laplacian; cotangents are bounded so that thin faces do no harm."""
    n = len(points)
    rows, columns, values = [], [], []
    for k in range(3):
        i, j, opposite = faces[:, k], faces[:, (k + 1) % 3], faces[:, (k + 2) % 3]
        a, b = points[i] - points[opposite], points[j] - points[opposite]
        doubled_area = np.maximum(np.linalg.norm(np.cross(a, b), axis=1), 1e-9)
        half = np.clip(0.5 * (a * b).sum(axis=1) / doubled_area, -LARGEST_COTANGENT, LARGEST_COTANGENT)
        rows += [i, j, i, j]
        columns += [j, i, i, j]
        values += [-half, -half, half, half]
    entries = (np.concatenate(values), (np.concatenate(rows), np.concatenate(columns)))
    return sp.csr_matrix(entries, (n, n))

"""Loop subdivision as a sparse matrix from cage vertices to fine vertices."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, vstack

from meshes.build.surface import Faces


def loop_matrix(faces: Faces, count: int, steps: int) -> tuple[csr_matrix, Faces]:
    """Return the matrix that sends `count` cage vertices to their `steps` times subdivided surface.

    Closed surfaces only (every edge has two triangles). The first `count` rows are the cage vertices' own places.

    Returns
    -------
    matrix
        (fine vertices, `count`) sparse.
    faces
        (m * 4**steps, 3) int32.
    """
    total = csr_matrix(np.eye(count))
    for _ in range(steps):
        step, faces = _loop_step(faces, total.shape[0])
        total = csr_matrix(step @ total)
    return total, faces


def _loop_step(faces: Faces, count: int) -> tuple[csr_matrix, Faces]:
    corners = np.vstack([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]]).astype(np.int64)
    opposite = np.concatenate([faces[:, 2], faces[:, 0], faces[:, 1]])
    edges, inverse, uses = np.unique(np.sort(corners, axis=1), axis=0, return_inverse=True, return_counts=True)
    if not (uses == 2).all():
        raise ValueError(f"Loop subdivision needs a closed surface; {int((uses != 2).sum())} edges are open or shared")
    inverse = inverse.ravel()
    old, new = _vertex_rows(edges, count), _edge_rows(edges, inverse, opposite, count)
    middle = (count + inverse).reshape(3, -1)
    fine = np.vstack(
        [
            np.column_stack([faces[:, 0], middle[0], middle[2]]),
            np.column_stack([faces[:, 1], middle[1], middle[0]]),
            np.column_stack([faces[:, 2], middle[2], middle[1]]),
            middle.T,
        ]
    )
    return csr_matrix(vstack([old, new])), fine.astype(np.int32)


def _vertex_rows(edges: npt.NDArray[np.int64], count: int) -> csr_matrix:
    row, column = np.r_[edges[:, 0], edges[:, 1]], np.r_[edges[:, 1], edges[:, 0]]
    degree = np.bincount(row, minlength=count)
    beta = (0.625 - (0.375 + 0.25 * np.cos(2 * np.pi / np.maximum(degree, 1))) ** 2) / np.maximum(degree, 1)
    diagonal = np.arange(count)
    values = np.r_[beta[row], 1.0 - degree * beta]
    return csr_matrix((values, (np.r_[row, diagonal], np.r_[column, diagonal])), shape=(count, count))


def _edge_rows(
    edges: npt.NDArray[np.int64], inverse: npt.NDArray[np.int64], opposite: npt.NDArray[np.int32], count: int
) -> csr_matrix:
    number = np.arange(len(edges))
    row = np.r_[number, number, inverse]
    column = np.r_[edges[:, 0], edges[:, 1], opposite]
    values = np.r_[np.full(2 * len(edges), 0.375), np.full(len(inverse), 0.125)]
    return csr_matrix((values, (row, column)), shape=(len(edges), count))

"""Catmull-Clark subdivision of quad meshes as a sparse matrix: fine vertices = operator @ coarse vertices.

The rules are those of Catmull and Clark (1978), with the usual cubic B-spline rules along open borders.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from meshes.build.built import Ints


@dataclass(frozen=True)
class Step:
    """One subdivision step.

    Attributes
    ----------
    operator : sparse (n_fine, n_coarse); rows are vertex points, then edge points, then face points.
    quads : (4 m, 4); the children of quad i are rows 4 i .. 4 i + 3, child k being
        [corner k, edge k, face, edge k - 1].
    kept : (k,) coarse vertex of each vertex point (vertices of no quad are dropped).
    """

    operator: sp.csr_matrix
    quads: Ints
    kept: Ints


@dataclass(frozen=True)
class _Mesh:
    """Quads with their edges and the averaging matrices between vertices, edges and faces."""

    quads: Ints
    edges: Ints
    edge_of_corner: Ints
    inner: np.ndarray
    face_mean: sp.csr_matrix
    edge_mean: sp.csr_matrix
    edge_face: sp.csr_matrix
    vertex_edge: sp.csr_matrix
    vertex_face: sp.csr_matrix


def catmull_clark(quads: Ints, n_vertices: int) -> Step:
    """Return one Catmull-Clark step of `quads` (m, 4) over `n_vertices` vertices."""
    mesh = _analyse(quads, n_vertices)
    kept = np.unique(quads)
    vertex_points = _vertex_points(mesh, n_vertices)[kept]
    operator = sp.vstack([vertex_points, _edge_points(mesh), mesh.face_mean]).tocsr()
    return Step(operator, _children(mesh, kept, n_vertices), kept)


def _analyse(quads: Ints, n_vertices: int) -> _Mesh:
    n_faces = len(quads)
    corners = np.stack([quads, np.roll(quads, -1, axis=1)], axis=-1).reshape(-1, 2)
    edges, inverse, count = np.unique(np.sort(corners, axis=1), axis=0, return_inverse=True, return_counts=True)
    n_edges = len(edges)
    edge_of_corner = inverse.reshape(n_faces, 4)
    face_row = np.repeat(np.arange(n_faces), 4)
    edge_row = np.repeat(np.arange(n_edges), 2)

    def ones(rows: Ints, columns: Ints, shape: tuple[int, int], value: float = 1.0) -> sp.csr_matrix:
        return sp.csr_matrix((np.full(rows.size, value), (rows.ravel(), columns.ravel())), shape)

    return _Mesh(
        quads=quads,
        edges=edges,
        edge_of_corner=edge_of_corner,
        inner=count == 2,
        face_mean=ones(face_row, quads, (n_faces, n_vertices), 0.25),
        edge_mean=ones(edge_row, edges, (n_edges, n_vertices), 0.5),
        edge_face=ones(edge_of_corner, face_row, (n_edges, n_faces)),
        vertex_edge=ones(edges, edge_row, (n_vertices, n_edges)),
        vertex_face=ones(quads, face_row, (n_vertices, n_faces)),
    )


def _edge_points(mesh: _Mesh) -> sp.csr_matrix:
    inner = mesh.inner.astype(float)
    smooth = 0.5 * mesh.edge_mean + 0.25 * (mesh.edge_face @ mesh.face_mean)
    return sp.diags(inner) @ smooth + sp.diags(1 - inner) @ mesh.edge_mean


def _vertex_points(mesh: _Mesh, n_vertices: int) -> sp.csr_matrix:
    valence = np.maximum(np.asarray(mesh.vertex_edge.sum(axis=1)).ravel(), 1)
    n_faces = np.maximum(np.asarray(mesh.vertex_face.sum(axis=1)).ravel(), 1)
    identity = sp.identity(n_vertices, format="csr")
    faces = sp.diags(1 / (valence * n_faces)) @ mesh.vertex_face @ mesh.face_mean
    edges = sp.diags(2 / valence**2) @ mesh.vertex_edge @ mesh.edge_mean
    inside = faces + edges + sp.diags((valence - 3) / valence) @ identity
    border_edges = mesh.vertex_edge @ sp.diags((~mesh.inner).astype(float))
    border = 0.5 * identity + 0.25 * (border_edges @ mesh.edge_mean)
    on_border = np.zeros(n_vertices)
    on_border[mesh.edges[~mesh.inner].ravel()] = 1.0
    return (sp.diags(1 - on_border) @ inside + sp.diags(on_border) @ border).tocsr()


def _children(mesh: _Mesh, kept: Ints, n_vertices: int) -> Ints:
    renumber = np.full(n_vertices, -1)
    renumber[kept] = np.arange(len(kept))
    first_edge, first_face = len(kept), len(kept) + len(mesh.edges)
    face = first_face + np.arange(len(mesh.quads))
    edge = first_edge + mesh.edge_of_corner
    children = [np.stack([renumber[mesh.quads[:, k]], edge[:, k], face, edge[:, k - 1]], axis=1) for k in range(4)]
    return np.stack(children, axis=1).reshape(-1, 4)

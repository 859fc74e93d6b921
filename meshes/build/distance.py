"""Signed distances to closed surfaces: libigl's tree for the nearest point, pseudo-normals or winding for the sign."""

from __future__ import annotations

import igl
import numpy as np
import numpy.typing as npt

from meshes.build.surface import Points, Surface, joined, kept

Distances = npt.NDArray[np.float64]
_ON_EDGE = 1e-6
_CROP_ROOM = 60.0  # mm the cropped surface reaches above the heights it answers for


class DistanceField:
    """Signed distance to a closed surface, negative inside, mm. The tree is built once and kept.

    Parameters
    ----------
    surface
        Closed surface, facing outwards.
    winding_below
        Height (z) below which the sign comes from the winding number: angle-weighted pseudo-normals are some ten times
        faster but wrong where a surface touches itself, as the skin does between the toes. None: never.
    """

    def __init__(self, surface: Surface, winding_below: float | None = None) -> None:
        self._vertices = np.ascontiguousarray(surface.vertices, dtype=np.float64)
        self._faces = np.ascontiguousarray(surface.faces, dtype=np.int64)
        self._winding_below = winding_below
        self._low = surface if winding_below is None else _cropped(surface, winding_below + _CROP_ROOM)
        self._tree = igl.AABB()
        self._tree.init(self._vertices, self._faces)
        self._face_normals, self._edge_normals, self._vertex_normals = _pseudo_normals(self._vertices, self._faces)
        self.low = self._vertices.min(axis=0)
        self.high = self._vertices.max(axis=0)

    def __call__(self, points: Points) -> Distances:
        """Return the signed distance of points (n, 3)."""
        return self.nearest(points)[0]

    def nearest(self, points: Points) -> tuple[Distances, Points]:
        """Return signed distances (n,) and the nearest surface points (n, 3)."""
        points = np.ascontiguousarray(np.atleast_2d(points), dtype=np.float64)
        squared, face, closest = self._tree.squared_distance(self._vertices, self._faces, points)
        face, closest = np.ravel(face).astype(np.int64), np.reshape(closest, (-1, 3))
        outward = ((points - closest) * self._normal_at(face, closest)).sum(axis=1)
        sign = np.where(outward < 0, -1.0, 1.0)
        if self._winding_below is not None and (low := points[:, 2] < self._winding_below).any():
            winding = igl.fast_winding_number(
                self._low.vertices, self._low.faces.astype(np.int64), np.ascontiguousarray(points[low])
            )
            sign[low] = np.where(np.ravel(winding) > 0.5, -1.0, 1.0)
        return np.sqrt(np.maximum(np.ravel(squared), 0.0)) * sign, closest

    def far_from(self, points: Points, reach: float) -> bool:
        """Say whether all points lie more than `reach` outside the surface's box."""
        apart = (points.min(axis=0) > self.high + reach) | (points.max(axis=0) < self.low - reach)
        return bool(apart.any())

    def _normal_at(self, face: npt.NDArray[np.int64], closest: Points) -> Points:
        """Return the pseudo-normal of the face, edge or vertex each closest point lies on."""
        weight = _barycentric(self._vertices[self._faces[face]], closest)
        zero = weight < _ON_EDGE
        normal = self._face_normals[face].copy()
        on_edge, on_vertex = zero.sum(axis=1) == 1, zero.sum(axis=1) == 2
        normal[on_edge] = self._edge_normals[face[on_edge], np.argmax(zero, axis=1)[on_edge]]
        corner = np.argmax(weight, axis=1)[on_vertex]
        normal[on_vertex] = self._vertex_normals[self._faces[face[on_vertex], corner]]
        return normal


def _cropped(surface: Surface, top: float) -> Surface:
    """Return what lies below a height, closed: the winding number rebuilds its tree on every call."""
    return joined([closed(piece) for piece in kept(surface, surface.vertices[:, 2] < top).components()])


def closed(surface: Surface) -> Surface:
    """Return the surface with every open border filled by a fan from its middle."""
    edges = np.vstack([surface.faces[:, [0, 1]], surface.faces[:, [1, 2]], surface.faces[:, [2, 0]]]).astype(np.int64)
    key = np.array([len(surface.vertices), 1], dtype=np.int64)
    border = edges[~np.isin(edges @ key, edges[:, ::-1] @ key)]
    if len(border) == 0:
        return surface
    middle = surface.vertices[np.unique(border)].mean(axis=0)
    fan = np.column_stack([border[:, ::-1], np.full(len(border), len(surface.vertices))])
    return Surface(np.vstack([surface.vertices, middle]), np.vstack([surface.faces, fan]).astype(np.int32))


def _pseudo_normals(vertices: Points, faces: npt.NDArray[np.int64]) -> tuple[Points, Points, Points]:
    """Return face (m, 3), edge (m, 3, 3; edge k lies opposite corner k) and angle-weighted vertex normals (n, 3)."""
    corners = vertices[faces]
    face = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    face /= np.maximum(np.linalg.norm(face, axis=1, keepdims=True), 1e-12)
    vertex = np.zeros_like(vertices)
    for k in range(3):
        a, b = corners[:, (k + 1) % 3] - corners[:, k], corners[:, (k + 2) % 3] - corners[:, k]
        angle = np.arctan2(np.linalg.norm(np.cross(a, b), axis=1), (a * b).sum(axis=1))
        np.add.at(vertex, faces[:, k], face * angle[:, None])
    opposite = np.sort(np.stack([faces[:, [1, 2]], faces[:, [2, 0]], faces[:, [0, 1]]], axis=1).reshape(-1, 2), axis=1)
    _, number = np.unique(opposite, axis=0, return_inverse=True)
    edge = np.zeros((int(number.max()) + 1, 3))
    np.add.at(edge, number.ravel(), np.repeat(face, 3, axis=0))
    return face, edge[number.ravel()].reshape(-1, 3, 3), vertex


def _barycentric(triangles: Points, points: Points) -> Points:
    a, b, c = triangles[:, 0], triangles[:, 1], triangles[:, 2]
    normal = np.cross(b - a, c - a)
    area = np.maximum((normal * normal).sum(axis=1), 1e-24)
    v = (np.cross(points - a, c - a) * normal).sum(axis=1) / area
    w = (np.cross(b - a, points - a) * normal).sum(axis=1) / area
    return np.column_stack([1.0 - v - w, v, w])

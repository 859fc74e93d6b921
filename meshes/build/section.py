"""Plane sections of surfaces."""

from __future__ import annotations

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from meshes.build.surface import Points, Surface


def plane_section(surface: Surface, origin: Points, normal: Points) -> list[Points]:
    """Return the connected outlines where a plane cuts a surface, each (k, 3) mm, points in no particular order."""
    height = (surface.vertices - origin) @ normal
    height = np.where(height == 0.0, 1e-12, height)
    cut = surface.faces[np.ptp(np.sign(height[surface.faces]), axis=1) > 0]
    pairs = np.sort(np.stack([cut[:, [0, 1]], cut[:, [1, 2]], cut[:, [2, 0]]], axis=1).reshape(-1, 2), axis=1)
    crossing = height[pairs[:, 0]] * height[pairs[:, 1]] < 0
    edges, number = np.unique(pairs[crossing], axis=0, return_inverse=True)
    links = number.ravel().reshape(-1, 2)
    graph = coo_matrix((np.ones(len(links)), (links[:, 0], links[:, 1])), shape=(len(edges), len(edges)))
    count, label = connected_components(graph, directed=False)
    a, b = height[edges[:, 0]], height[edges[:, 1]]
    part = (a / (a - b))[:, None]
    points = surface.vertices[edges[:, 0]] * (1 - part) + surface.vertices[edges[:, 1]] * part
    return [points[label == k] for k in range(count)]

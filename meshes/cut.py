"""Cutting surfaces with a plane, and lines with what was cut."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Points = NDArray[np.float64]
Segments = NDArray[np.float32]


def section(vertices: ArrayLike, faces: NDArray[np.int32], origin: ArrayLike, normal: ArrayLike) -> Segments:
    """Cut a surface with a plane.

    Parameters
    ----------
    vertices : (n, 3) mm.
    faces : (f, 3) vertex indices.
    origin, normal : (3,) of the plane.

    Returns
    -------
    (k, 2, 3) mm, one segment for every face the plane passes through; a corner on the plane counts as above it.
    """
    points = np.asarray(vertices, dtype=np.float64)
    start, across = np.asarray(origin, dtype=np.float64), np.asarray(normal, dtype=np.float64)
    height = (points - start) @ across
    above = height >= 0
    cut = faces[above[faces].any(axis=1) != above[faces].all(axis=1)]
    alone = _lone_corner(above[cut])
    corners = np.take_along_axis(cut, (alone[:, None] + np.arange(3)) % 3, axis=1)
    tip, ends = corners[:, :1], corners[:, 1:]
    share = (height[tip] / (height[tip] - height[ends]))[..., None]
    return np.asarray(points[tip] + share * (points[ends] - points[tip]), dtype=np.float32)


def _lone_corner(above: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return which corner of each face (k, 3) lies on its own side of the plane."""
    one_above = above.sum(axis=1) == 1
    return np.asarray(np.argmax(above == one_above[:, None], axis=1), dtype=np.int64)


def crossings(segments: Segments, at: Points) -> Points:
    """Return where lines along the second axis cross segments, (k, m); NaN where they do not.

    Parameters
    ----------
    segments : (k, 2, 2) mm.
    at : (m,) places of the lines on the first axis.
    """
    (x0, y0), (x1, y1) = (segments[:, end].astype(np.float64).T[..., None] for end in (0, 1))
    across = (x0 <= at) != (x1 <= at)
    share = (at - x0) / np.where(across, x1 - x0, np.nan)
    return np.asarray(y0 + share * (y1 - y0))

"""Smooth courses through control points, and the tubes around them."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy.interpolate import CubicSpline

from meshes.build.surface import Points, Surface

_FINE = 1200


def lengths(course: Points) -> Points:
    """Return the length along a polyline at each of its points, (k,) mm, starting at 0."""
    return np.asarray(np.r_[0.0, np.cumsum(np.linalg.norm(np.diff(course, axis=0), axis=1))])


def smooth_course(points: Points, samples: int) -> Points:
    """Return `samples` equidistant points of a natural spline through control points, (samples, 3).

    Centripetal parameters: the spline does not overshoot where control points lie close together.
    """
    points = np.asarray(points, dtype=float)
    if len(points) == 2:
        return np.asarray(points[0] + np.linspace(0.0, 1.0, samples)[:, None] * (points[1] - points[0]))
    step = np.sqrt(np.maximum(np.linalg.norm(np.diff(points, axis=0), axis=1), 1e-6))
    knots = np.r_[0.0, np.cumsum(step)]
    spline = CubicSpline(knots, points, bc_type="natural")
    fine = np.linspace(0.0, knots[-1], _FINE)
    along = lengths(spline(fine))
    return np.asarray(spline(np.interp(np.linspace(0.0, along[-1], samples), along, fine)))


def tube(course: Points, radius: Points, sides: int) -> Surface:
    """Return a closed tube around a polyline.

    Parameters
    ----------
    course
        (k, 3) mm.
    radius
        (k,) mm, or (k, 2): half axes of an ellipse, the first one as near to +x as the course allows.
    sides
        Corners of each ring.

    Returns
    -------
    Surface
        k * sides + 2 vertices: rings in order, then the middles of the two ends.
    """
    tangent = np.gradient(course, axis=0)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    half_axes = np.column_stack([radius, radius]) if radius.ndim == 1 else radius
    angle = np.linspace(0.0, 2 * np.pi, sides, endpoint=False)[:, None]
    rings, across = [], np.array([1.0, 0.0, 0.0])
    for centre, ahead, (wide, deep) in zip(course, tangent, half_axes, strict=True):
        across = across - ahead * (across @ ahead)
        across /= np.linalg.norm(across)
        rings.append(centre + np.cos(angle) * across * wide + np.sin(angle) * np.cross(ahead, across) * deep)
    vertices = np.vstack([*rings, course[:1], course[-1:]])
    return Surface(vertices, tube_faces(len(course), sides)).facing_out()


def tube_faces(rings: int, sides: int, step: int = 1) -> npt.NDArray[np.int32]:
    """Return the faces of a tube (as `tube` numbers its vertices) that uses every `step`-th ring and both ends."""
    here = np.arange(sides)
    there = (here + 1) % sides
    used = np.unique(np.r_[np.arange(0, rings, step), rings - 1])
    strips = []
    for ring, after in pairwise(used.tolist()):
        low, high = ring * sides, after * sides
        strips.append(np.column_stack([low + here, low + there, high + here]))
        strips.append(np.column_stack([low + there, high + there, high + here]))
    last = (rings - 1) * sides
    strips.append(np.column_stack([np.full(sides, rings * sides), there, here]))
    strips.append(np.column_stack([np.full(sides, rings * sides + 1), last + here, last + there]))
    return np.vstack(strips).astype(np.int32)

"""The sacrum with its canal, foramina and upper articular processes, and the coccyx, carved as distance fields.

The atlas sacrum is one closed block. Working on distances instead of triangles lets every rim be rounded by a smooth
minimum. Everything is left half only (x >= 0) in the atlas frame and mirrored at the end.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.interpolate import CubicSpline, RegularGridInterpolator
from scipy.spatial import cKDTree

from meshes.build.distance import DistanceField
from meshes.build.solid import Grid, lighter, made_symmetric, solid_of
from meshes.build.spine import FacetJoint
from meshes.build.surface import MIRROR, Points, Surface, smoothed
from meshes.build.tables import read_toml

Distances = npt.NDArray[np.float64]
Bone = Callable[[Points], Distances]

BLOCK_STEP, CARVE_STEP, MESH_EDGE = 1.5, 1.0, 1.1
SACRUM_TRIANGLES, COCCYX_TRIANGLES = 8000, 800
_MARGIN = 3.0  # the half grid reaches this far past the mid plane, so that the cut at x = 0 is clean


def build_sacrum(block: Surface, joint: FacetJoint) -> tuple[Surface, Surface]:
    """Return sacrum and coccyx in the atlas frame, mm, each exactly mirror-symmetric.

    Parameters
    ----------
    block
        The atlas sacrum.
    joint
        The left L5/S1 facet joint, in the atlas frame and its millimetres.
    """
    table = read_toml("sacrum")
    bone = _symmetric_block(block)
    grid = Grid.over(np.array([-_MARGIN, -20.0, -6.0]), np.array([64.0, 92.0, 118.0]), CARVE_STEP)
    places = np.column_stack([np.abs(grid.points()[:, 0]), grid.points()[:, 1:]])
    canal = _canal(places, table["canal"])
    field = smooth_maximum(bone(places), -_openings(places, canal, table), 1.8)
    field = _with_articular_process(field, places, canal, joint)
    sacrum = lighter(smoothed(solid_of(grid, field, MESH_EDGE), 6), SACRUM_TRIANGLES // 2)
    return made_symmetric(sacrum), _coccyx(bone, table["coccyx"])


def smooth_minimum(a: Distances, b: Distances, width: float) -> Distances:
    """Return the minimum of two distances with the crease rounded over about `width` mm (union of solids)."""
    share = np.clip(0.5 + 0.5 * (b - a) / width, 0.0, 1.0)
    return b * (1 - share) + a * share - width * share * (1 - share)


def smooth_maximum(a: Distances, b: Distances, width: float) -> Distances:
    """Return the maximum of two distances with the crease rounded (intersection of solids)."""
    return -smooth_minimum(-a, -b, width)


def _symmetric_block(block: Surface) -> Bone:
    """Return the mean of the block's distance field and of its mirror image, as an interpolator for x >= 0."""
    grid = Grid.over(np.array([0.0, -23.0, -10.0]), np.array([66.0, 95.0, 121.0]), BLOCK_STEP)
    field, points = DistanceField(block), grid.points()
    mean = (field(points) + field(points * MIRROR)) / 2
    axes = [grid.low[k] + grid.step * np.arange(grid.shape[k]) for k in range(3)]
    smooth: Callable[[Points], Points] = RegularGridInterpolator(
        axes, mean.reshape(grid.shape), bounds_error=False, fill_value=12.0
    )
    return smooth


def _openings(places: Points, canal: Distances, table: dict[str, Any]) -> Distances:
    field = canal
    for course in table["tunnel"].values():
        nodes = np.array(course)
        bends = CubicSpline(np.arange(len(nodes)), nodes)
        field = smooth_minimum(field, _tube(places, bends(np.linspace(0, len(nodes) - 1, 60))), 2.0)
    for hole in table["posterior_foramen"].values():
        start, end = np.array(hole["from"]), np.array(hole["to"])
        part = np.linspace(0.0, 1.0, 60)[:, None]
        course = np.hstack([start + part * (end - start) * 1.5, hole["radius"] * (1 + 0.25 * part)])
        field = np.minimum(field, _tube(places, course))
    return field


def _canal(places: Points, rows: list[list[float]], power: float = 2.4) -> Distances:
    """Distance to the sacral canal: triangular in section, its width shrinking towards the back."""
    table = np.array(rows)
    length = np.r_[0.0, np.cumsum(np.linalg.norm(np.diff(table[:, :2], axis=0), axis=1))]
    spline = CubicSpline(length, table)
    at = np.linspace(0.0, length[-1], 200)
    course, heading = spline(at), spline(at, 1)[:, :2]
    heading /= np.linalg.norm(heading, axis=1, keepdims=True)
    nearest = cKDTree(course[:, :2]).query(places[:, 1:])[1]
    away, forward = places[:, 1:] - course[nearest, :2], heading[nearest]
    behind = -away[:, 0] * forward[:, 1] + away[:, 1] * forward[:, 0]
    half_depth = course[nearest, 2]
    half_width = course[nearest, 3] * np.where(behind > 0, 1 - 0.38 * np.clip(behind / half_depth, 0, 1.2), 1.0)
    radius = ((places[:, 0] / half_width) ** power + (np.abs(behind) / half_depth) ** power) ** (1 / power)
    beyond_end = np.abs((away * forward).sum(axis=1)) - 4
    return np.asarray(np.maximum((radius - 1) * np.minimum(half_width, half_depth), beyond_end))


def _tube(places: Points, course: Points, reach: float = 8.0) -> Distances:
    """Distance to a tube of spheres (x, y, z, radius); only places within `reach` of it are worked out."""
    low = (course[:, :3] - course[:, 3:]).min(axis=0) - reach
    high = (course[:, :3] + course[:, 3:]).max(axis=0) + reach
    near = ((places > low) & (places < high)).all(axis=1)
    field, inside = np.full(len(places), 1e3), places[near]
    best = np.full(len(inside), 1e3)
    for sphere in course:
        best = np.minimum(best, np.linalg.norm(inside - sphere[:3], axis=1) - sphere[3])
    field[near] = best
    return field


def _ellipsoid(places: Points, centre: Points, axes: Points, radii: Points) -> Distances:
    local = (places - centre) @ axes.T
    first, second = np.linalg.norm(local / radii, axis=1), np.linalg.norm(local / radii**2, axis=1)
    return np.asarray(first * (first - 1) / np.maximum(second, 1e-6))


def _rounded_box(places: Points, centre: Points, axes: Points, half: Points, radius: float) -> Distances:
    outside = np.abs((places - centre) @ axes.T) - (half - radius)
    return np.asarray(np.linalg.norm(np.maximum(outside, 0), axis=1) + np.minimum(outside.max(axis=1), 0) - radius)


def _with_articular_process(field: Distances, places: Points, canal: Distances, joint: FacetJoint) -> Distances:
    """Grow the upper articular process towards L5 and keep the joint space behind it free."""
    axes = np.array([joint.across, joint.along, joint.normal])
    seat = joint.centre - joint.normal * (joint.gap / 2 + 3.6)
    size = np.array([joint.width / 2 * 1.12, joint.height / 2 * 1.12, 5.0])
    head = _ellipsoid(places, seat - joint.normal * 0.6 - joint.along, axes, size)
    head = smooth_maximum(head, (places - seat) @ joint.normal - 3.6, 1.0)
    top, foot = seat - joint.along * 3, seat - joint.along * 13 - joint.normal * 2.5 + joint.across
    part = np.linspace(0.0, 1.0, 60)[:, None]
    stem = _tube(places, np.hstack([top + part * (foot - top), 4.6 + part * 2.4]))
    process = smooth_maximum(smooth_minimum(head, stem, 3.0), -canal, 1.5)
    field = smooth_minimum(field, process, 3.0)
    room = np.array([joint.width / 2 + 2.5, joint.height / 2 + 2.5, 4.8])
    space = _rounded_box(places, joint.centre + joint.normal * (4.8 - joint.gap / 2), axes, room, 1.5)
    return smooth_maximum(field, -space, 1.2)


def _coccyx(bone: Bone, segments: list[dict[str, list[float]]]) -> Surface:
    grid = Grid.over(np.array([-_MARGIN, 48.0, -36.0]), np.array([20.0, 90.0, 12.0]), 0.8)
    places = grid.points()
    centres = np.array([segment["centre"] for segment in segments])
    field: Distances = np.full(len(places), 1e3)
    for number, segment in enumerate(segments):
        heading = centres[min(number + 1, len(centres) - 1)] - centres[max(number - 1, 0)]
        heading /= np.linalg.norm(heading)
        axes = np.array([[1.0, 0.0, 0.0], np.cross(heading, [1.0, 0.0, 0.0]), heading])
        piece = _ellipsoid(places, centres[number], axes, np.array(segment["radii"]))
        field = smooth_minimum(field, piece, 3.0)
    half = np.abs(places[:, :1])
    field = smooth_maximum(field, 1.2 - bone(np.hstack([half, places[:, 1:]])), 2.0)
    return made_symmetric(lighter(smoothed(solid_of(grid, field, 0.9), 4), COCCYX_TRIANGLES // 2))

"""Ligamenta flava and the posterior longitudinal ligament, in the pelvic frame."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter

from meshes.build.distance import DistanceField
from meshes.build.spine import SEGMENTS, Pose, posterior_margin
from meshes.build.surface import Points, Surface
from meshes.build.tables import read_toml
from meshes.build.tubes import smooth_course, tube
from meshes.build.unit import LumbosacralUnit
from meshes.build.vertebra import shape_of

_ANGLES, _HEIGHTS, _REACH = 21, 10, 17.0
_RAY = np.arange(0.0, _REACH, 0.25)
PLL_SAMPLES, PLL_SIDES = 44, 8


def build_ligaments(unit: LumbosacralUnit) -> dict[str, Surface]:
    """Return the ligaments of the lumbar canal by part id."""
    ligaments = {f"ligamentum_flavum_{segment}": _flavum(unit, segment) for segment in SEGMENTS}
    return ligaments | {"posterior_longitudinal_ligament": _posterior_longitudinal(unit)}


def _flavum(unit: LumbosacralUnit, segment: str) -> Surface:
    """Line the back wall of the canal between two laminae with a sheet that thins at its edges and in the midline."""
    table, (upper, lower) = read_toml("ligaments")["flavum"], segment.split("_")
    pose, margin = unit.spine.discs[segment], posterior_margin(segment, read_toml("vertebra"))
    bones = [unit.parts[f"vertebra_{upper}"], unit.parts["sacrum" if lower == "S1" else f"vertebra_{lower}"]]
    centre = margin + table["centre_behind"]
    angles = np.radians(np.linspace(table["from"], 180 - table["from"], _ANGLES))
    heights = np.linspace(table["low"], table["high"], _HEIGHTS)
    wall = _canal_wall(bones, pose, centre, angles, heights)
    across = np.interp(np.degrees(angles), *np.array(table["across"]).T)
    along = np.interp(np.linspace(0, 1, _HEIGHTS), *np.array(table["along"]).T)
    outer = wall - table["off_bone"]
    inner = outer - table["thickness"] * along[:, None] * across[None, :]

    def places(radius: Points) -> Points:
        x, y = radius * np.cos(angles), centre + radius * np.sin(angles)
        return np.stack([x, y, np.broadcast_to(heights[:, None], x.shape)], axis=-1)

    return _sheet(places(inner), places(outer)).moved(pose.to_world)


def _canal_wall(bones: Sequence[Surface], pose: Pose, centre: float, angles: Points, heights: Points) -> Points:
    """Return how far the bone lies from the canal's middle at heights and angles, evened out over the gaps."""
    ways = np.stack([np.cos(angles), np.sin(angles), 0 * angles], axis=-1)
    rays = _RAY[None, None, :, None] * ways[None, :, None, :] + np.array([0.0, centre, 0.0])
    rays = np.repeat(rays, len(heights), axis=0)
    rays[..., 2] += heights[:, None, None]
    world = pose.to_world(rays.reshape(-1, 3))
    inside = np.min([DistanceField(bone)(world) for bone in bones], axis=0).reshape(rays.shape[:3]) < 0
    wall = np.where(inside.any(axis=2), _RAY[np.argmax(inside, axis=2)], np.nan)
    for column in wall.T:  # where the window between two laminae is open, the wall runs on from above and below
        known = np.isfinite(column)
        column[:] = np.interp(heights, heights[known], column[known]) if known.any() else _REACH * 0.75
    return np.asarray(np.minimum(wall, gaussian_filter(wall, (1.0, 1.0), mode="nearest")))


def _sheet(inner: Points, outer: Points) -> Surface:
    """Return the closed sheet between two grids of places (rows, columns, 3)."""
    rows, columns, _ = inner.shape
    here = np.arange(rows * columns).reshape(rows, columns)
    a, b, c, d = (here[:-1, :-1], here[:-1, 1:], here[1:, 1:], here[1:, :-1])
    front = _quads(a, b, c, d)
    back = _quads(a, d, c, b) + rows * columns
    rim = np.concatenate([here[0, :-1], here[:-1, -1], here[-1, :0:-1], here[:0:-1, 0]])
    next_ = np.roll(rim, -1)
    side = _quads(next_, rim, rim + rows * columns, next_ + rows * columns)
    faces = np.concatenate([front, back, side]).astype(np.int32)
    return Surface(np.vstack([inner.reshape(-1, 3), outer.reshape(-1, 3)]), faces).facing_out()


def _quads(*corners: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    a, b, c, d = (np.ravel(corner) for corner in corners)
    return np.concatenate([np.column_stack([a, b, c]), np.column_stack([a, c, d])])


def _posterior_longitudinal(unit: LumbosacralUnit) -> Surface:
    """Run a band down the back of bodies and discs: narrow over a body, wide over a disc."""
    table, vertebrae = read_toml("ligaments")["posterior_longitudinal"], read_toml("vertebra")
    places, widths = [], []
    for segment in ("T12_L1", *SEGMENTS):
        lower = segment.split("_")[1]
        behind = posterior_margin(segment, vertebrae) + table["behind_disc"]
        places.append(unit.spine.discs[segment].to_world(np.array([0.0, behind, 0.0])))
        widths.append(table["half_width_disc"])
        if lower != "S1":
            shape = shape_of(lower, "published")
            places.append(unit.spine.bodies[lower].to_world(np.array([0.0, shape.margin + table["behind_body"], 0.0])))
            widths.append(table["half_width_body"])
    places.append(unit.bones.to_pelvic(np.array(table["sacral_end"])))
    widths.append(table["half_width_body"])
    course = smooth_course(np.array(places), PLL_SAMPLES)
    nearest = [int(np.argmin(np.linalg.norm(course - place, axis=1))) for place in places]
    half = np.interp(np.arange(PLL_SAMPLES), nearest, widths)
    return tube(course, np.column_stack([half, np.full(PLL_SAMPLES, table["half_thickness"])]), PLL_SIDES)


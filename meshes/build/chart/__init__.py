"""Gives every skin vertex its place in the limb chart: segment, t and theta.

The left half is solved and the right half mirrored.  See `meshes.chart` for what the coordinates mean.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from meshes.build.built import Floats, SkinMesh
from meshes.build.chart.angles import wrap
from meshes.build.chart.foot import FootFrame, foot_coordinates, foot_frame
from meshes.build.chart.half import Half
from meshes.build.chart.hip import hip_coordinates
from meshes.build.chart.longitudinal import between, even_along_axis
from meshes.build.chart.rings import Rings
from meshes.build.chart.toes import toe_coordinates, toe_numbers
from meshes.build.chart.tube import Tube
from meshes.chart import SEGMENTS

__all__ = ["SkinChart", "chart_skin"]

TRUNK, HIP, THIGH, LEG, FOOT = (SEGMENTS.index(name) for name in ("trunk", "hip", "thigh", "leg", "foot"))
OVER_KNEE = 30.0
"""Only crossings this far (mm) above the knee belong to the groin ring."""


@dataclass(frozen=True)
class SkinChart:
    """Chart coordinates of every vertex of one skin.

    Attributes
    ----------
    segment : (n,) index into `meshes.SEGMENTS`.
    t, theta : (n,) see `meshes.chart`.
    foot_u, foot_w, foot_height : (n,) 0 medial .. 1 lateral, 0 heel .. 1 webs, height over that of the
        medial malleolus; NaN off the foot.
    """

    segment: NDArray[np.uint8]
    t: Floats
    theta: Floats
    foot_u: Floats
    foot_w: Floats
    foot_height: Floats


def chart_skin(skin: SkinMesh) -> SkinChart:
    """Compute the chart of a skin."""
    half = Half(skin)
    rings = Rings(half)
    frame = foot_frame(half, rings.below_ankle)
    toes = toe_numbers(half, frame)
    segment = _segments(rings, frame)
    t, theta, foot_u = _coordinates(half, rings, frame, segment)
    toe_t, toe_theta = toe_coordinates(half, frame, toes)
    on_toe = toes > 0
    segment = np.where(on_toe, FOOT + toes, segment).astype(np.uint8)
    foot = frame.inside
    return SkinChart(
        segment=half.to_whole(segment),
        t=half.to_whole(np.where(on_toe, toe_t, t)),
        theta=half.to_whole(np.where(on_toe, toe_theta, theta)),
        foot_u=half.to_whole(foot_u),
        foot_w=half.to_whole(np.where(foot, frame.w, np.nan)),
        foot_height=half.to_whole(np.where(foot, frame.height, np.nan)),
    )


def _segments(rings: Rings, frame: FootFrame) -> NDArray[np.uint8]:
    """Return the segment of each vertex of the half; toes still count as foot."""
    above = rings.below_groin < 0
    trunk = above & (rings.above_girdle >= 0)
    choices = [(frame.inside, FOOT), (trunk, TRUNK), (above, HIP), (rings.below_knee > 0, LEG)]
    conditions, values = zip(*choices, strict=True)
    return np.asarray(np.select(conditions, values, THIGH), dtype=np.uint8)


def _coordinates(
    half: Half, rings: Rings, frame: FootFrame, segment: NDArray[np.uint8]
) -> tuple[Floats, Floats, Floats]:
    """Return t, theta and the foot's u, each (n,) over the half."""
    high = half.points[:, 2] > rings.knee_height + OVER_KNEE
    groin = half.crossing(rings.below_groin, high)
    knee, ankle = half.crossing(rings.below_knee), half.crossing(rings.below_ankle)
    webs = half.crossing(frame.beyond_webs, frame.inside)
    on = {code: segment == code for code in (TRUNK, HIP, THIGH, LEG, FOOT)}
    limb_t = {
        THIGH: even_along_axis(half, on[THIGH], between(half, on[THIGH], groin, knee)),
        LEG: even_along_axis(half, on[LEG], between(half, on[LEG], knee, ankle)),
    }
    tube = on[THIGH] | on[LEG]
    length = np.where(on[THIGH], limb_t[THIGH], 1 + limb_t[LEG])
    axis = Tube(half, length, tube)
    hip_t, hip_theta = hip_coordinates(half, rings, on[HIP], groin, axis.ring_theta(half, groin, 0.0))
    foot_u, foot_theta = foot_coordinates(half, frame, ankle, axis.ring_theta(half, ankle, 2.0))
    trunk_t, trunk_theta = _trunk(half, rings, segment)
    tube_theta = np.full(len(length), np.nan)
    tube_theta[tube] = axis.theta(half.points[tube], length[tube])
    conditions = [on[TRUNK], on[HIP], on[THIGH], on[LEG], on[FOOT]]
    foot_t = between(half, on[FOOT], ankle, webs)
    t = np.select(conditions, [trunk_t, hip_t, limb_t[THIGH], limb_t[LEG], foot_t])
    theta = np.select(conditions, [trunk_theta, hip_theta, tube_theta, tube_theta, foot_theta])
    return t, theta, foot_u


def _trunk(half: Half, rings: Rings, segment: NDArray[np.uint8]) -> tuple[Floats, Floats]:
    """Return t, the share of the height between girdle line and cut, and theta from the trunk angle."""
    top = half.points[segment == TRUNK, 2].max()
    t = rings.above_girdle / (top - rings.girdle_height(rings.trunk_angle))
    return np.clip(t, 0, 1), wrap(rings.girdle_theta(rings.trunk_angle))

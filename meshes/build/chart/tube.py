"""Theta on thigh and leg: the angle about the limb's axis, stretched to meet the landmarks."""

from __future__ import annotations

import numpy as np
from scipy.interpolate import CubicSpline, PchipInterpolator

from meshes.build.built import Floats
from meshes.build.chart.angles import to_quarters
from meshes.build.chart.half import Crossing, Half, Mask
from meshes.build.chart.landmarks import QUARTERS

SECTIONS = np.concatenate([np.linspace(0.06, 0.94, 9), np.linspace(1.06, 1.94, 9)])
END_OVERHANG = 0.12
ANTERIOR = np.array([0.0, -1.0, 0.0])


class Tube:
    """The axis of thigh and leg and the angle about it.

    Parameters
    ----------
    half : left half of the skin.
    length : (n,) place along the limb, thigh 0 to 1, leg 1 to 2.
    limb : (n,) True on thigh and leg.
    """

    def __init__(self, half: Half, length: Floats, limb: Mask) -> None:
        centres = np.array([_centroid(half, length - level, limb) for level in SECTIONS])
        self._axis = _spline(centres)
        quarters = np.array(
            [
                [self._raw(half.landmarks[name][None], np.array([level]))[0] for name in names]
                for level, names in QUARTERS
            ]
        )
        levels = [level for level, _ in QUARTERS]
        self._quarters = PchipInterpolator(levels, np.degrees(np.unwrap(np.radians(quarters), axis=0)))

    def theta(self, points: Floats, length: Floats) -> Floats:
        """Return theta (k,) of points (k, 3) at these lengths along the limb."""
        return to_quarters(self._raw(points, length), self._quarters(np.clip(length, 0, 2)))

    def ring_theta(self, half: Half, ring: Crossing, length: float) -> Floats:
        """Return theta where a ring crosses the edges, the whole ring taken at one length."""
        points = ring.sample(half.points)
        return self.theta(points, np.full(len(points), length))

    def _raw(self, points: Floats, length: Floats) -> Floats:
        """Return the angle about the axis: 0 anterior, 90 towards the subject's left."""
        length = np.clip(length, 0, 2)
        along = _normalised(self._axis(length, 1))
        front = _normalised(ANTERIOR - along * (along @ ANTERIOR)[:, None])
        aside = np.cross(front, along)
        aside *= np.sign(aside[:, :1])
        away = points - self._axis(length)
        return np.asarray(np.degrees(np.arctan2((away * aside).sum(axis=1), (away * front).sum(axis=1))))


def _normalised(vectors: Floats) -> Floats:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1)[:, None])


def _centroid(half: Half, field: Floats, where: Mask) -> Floats:
    """Return the area centroid (3,) of the section field = 0, a polygon sorted by angle."""
    section = half.crossing(field, where).sample(half.points)
    middle = section.mean(axis=0)
    section = section[np.argsort(np.arctan2(*(section - middle)[:, :2].T), kind="stable")]
    one = section[:, :2] - middle[:2]
    two = np.roll(one, -1, axis=0)
    area = one[:, 0] * two[:, 1] - one[:, 1] * two[:, 0]
    centre = ((one + two) * area[:, None]).sum(axis=0) / (3 * area.sum()) + middle[:2]
    return np.append(centre, middle[2])


def _spline(centres: Floats) -> CubicSpline:
    """Run the axis through the centroids and a little past both ends."""
    spacing = SECTIONS[1] - SECTIONS[0]
    first = centres[0] - (centres[1] - centres[0]) * END_OVERHANG / spacing
    last = centres[-1] + (centres[-1] - centres[-2]) * END_OVERHANG / spacing
    knots = np.concatenate([[SECTIONS[0] - END_OVERHANG], SECTIONS, [SECTIONS[-1] + END_OVERHANG]])
    return CubicSpline(knots, np.vstack([first, centres, last]))

"""Where the segments meet: groin, knee and malleolar rings, and the girdle line round the pelvis."""

from __future__ import annotations

import numpy as np
from scipy.interpolate import PchipInterpolator

from meshes.build.built import Floats
from meshes.build.chart.angles import bearing, periodic
from meshes.build.chart.half import Half
from meshes.build.chart.landmarks import GIRDLE

GROIN_RING = tuple(f"groin_{angle}" for angle in (0, 45, 90, 135, 180, 225, 270, 300, 315))
GROIN_CENTRE = ("groin_0", "groin_90", "groin_180", "groin_270")
KNEE = ("knee_anterior", "knee_lateral", "popliteal", "knee_medial")
ANKLE = ("ankle_anterior", "lateral_malleolus", "achilles", "medial_malleolus")


class Rings:
    """How far (mm) each vertex of the half lies below each ring and above the girdle line.

    Attributes
    ----------
    below_groin, below_knee, below_ankle, above_girdle : (n,) mm, zero on the line itself.
    knee_height : mm, mean height of the knee's landmarks.
    trunk_angle : (n,) degrees about a vertical axis through the pelvis, 0 front midline .. 180 back midline.
    """

    def __init__(self, half: Half) -> None:
        self.below_groin = _below(half, GROIN_RING, GROIN_CENTRE)
        self.below_knee = _below(half, KNEE, KNEE)
        self.below_ankle = _below(half, ANKLE, ANKLE)
        self.knee_height = float(np.mean([half.landmarks[name][2] for name in KNEE]))
        front, back = half.landmarks["pubis"], half.landmarks["sacral_midline"]
        self._centre = np.array([0.0, (front[1] + back[1]) / 2, 0.0])
        girdle = np.array([half.landmarks[name] for name in GIRDLE])
        self._girdle_angles = self.angle_about_trunk(girdle)
        self._girdle_height = PchipInterpolator(self._girdle_angles, girdle[:, 2])
        self.trunk_angle = self.angle_about_trunk(half.points)
        self.above_girdle: Floats = half.points[:, 2] - self.girdle_height(self.trunk_angle)

    def angle_about_trunk(self, points: Floats) -> Floats:
        """Return the trunk angle of points (k, 3); a hair right of the midline counts as on it."""
        left = points.copy()
        left[:, 0] = np.maximum(left[:, 0], 0) + 1e-9
        return bearing(left, self._centre)

    def girdle_height(self, trunk_angle: Floats) -> Floats:
        """Return the height in mm of the girdle line at these trunk angles."""
        return np.asarray(self._girdle_height(np.clip(trunk_angle, 0, 180)))

    def girdle_theta(self, trunk_angle: Floats) -> Floats:
        """Return the chart's theta (318 to 540, unwrapped) at these trunk angles."""
        return np.asarray(np.interp(trunk_angle, self._girdle_angles, list(GIRDLE.values())))


def _below(half: Half, ring: tuple[str, ...], centre_of: tuple[str, ...]) -> Floats:
    points = np.array([half.landmarks[name] for name in ring])
    centre = np.mean([half.landmarks[name] for name in centre_of], axis=0)
    height = periodic(bearing(points, centre), points[:, 2], bearing(half.points, centre))
    return np.asarray(height - half.points[:, 2])

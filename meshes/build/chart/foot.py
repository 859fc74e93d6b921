"""The foot: its own frame (u across, w along), and theta about it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from meshes.build.built import Floats
from meshes.build.chart.angles import direction, smoothstep, unit, wrap
from meshes.build.chart.half import Crossing, Half, Mask

WEBS = ("web_1_2", "web_2_3", "web_3_4", "web_4_5")
BINS = np.linspace(0.10, 1.0, 19)
BIN_WIDTH = 0.035
EDGE_BELOW = 0.62
"""The edges of the foot are measured below this share of the medial malleolus's height."""
HINDFOOT_END = 0.62
FADE_START = 0.38


@dataclass(frozen=True)
class FootFrame:
    """Axes of the left foot and where its skin lies in them.

    Attributes
    ----------
    inside : (n,) True below the malleolar ring.
    along, lateral : (3,) horizontal unit vectors, towards the toes and towards the lateral edge.
    heel : (3,) mm, back of the heel.
    length : mm, back of the heel to the webs beside the second toe.
    w : (n,) 0 back of the heel .. 1 webs.
    across : (n,) mm lateral of the foot's axis.
    web_line : (6, 2) mm lateral, w: the polyline of webs, prolonged at both ends.
    beyond_webs : (n,) w beyond the web line; -1 outside the foot.
    height : (n,) height over that of the medial malleolus.
    """

    inside: Mask
    along: Floats
    lateral: Floats
    heel: Floats
    length: float
    w: Floats
    across: Floats
    web_line: Floats
    beyond_webs: Floats
    height: Floats

    def place(self, across: float, w: float) -> Floats:
        """Return the point (3,) on the floor at these foot coordinates."""
        floor = self.heel * [1, 1, 0]
        return np.asarray(floor + self.lateral * across + self.along * w * self.length)


def foot_frame(half: Half, below_ankle: Floats) -> FootFrame:
    """Lay the axes of the left foot from the back of the heel to the second toe."""
    landmarks, heel = half.landmarks, half.landmarks["heel_back"]
    axis = ((landmarks["web_1_2"] + landmarks["web_2_3"]) / 2 - heel) * [1, 1, 0]
    length = float(np.linalg.norm(axis))
    along = axis / length
    lateral = np.array([-along[1], along[0], 0.0])
    lateral *= np.sign(lateral[0])
    away = half.points - heel
    w, across = away @ along / length, away @ lateral
    webs = np.array([landmarks[name] - heel for name in WEBS])
    web_line = _prolonged(np.column_stack([webs @ lateral, webs @ along / length]))
    inside = below_ankle > 0
    beyond = np.where(inside, w - np.interp(across, web_line[:, 0], web_line[:, 1]), -1.0)
    height = half.points[:, 2] / landmarks["medial_malleolus"][2]
    return FootFrame(inside, along, lateral, heel, length, w, across, web_line, beyond, height)


def foot_coordinates(half: Half, frame: FootFrame, ankle: Crossing, ankle_theta: Floats) -> tuple[Floats, Floats]:
    """Return u (0 medial .. 1 lateral) and theta, both (n,) and NaN outside the foot.

    In front theta is the angle in the foot's own cross-section.  The hindfoot has no such section; there it
    is harmonic between the malleolar ring and the midfoot, and the two fade into each other.
    """
    medial, lateral, top, bottom = _outline(half, frame)
    u = (frame.across - medial) / (lateral - medial)
    height = (half.points[:, 2] - (top + bottom) / 2) / ((top - bottom) / 2)
    section = wrap(np.degrees(np.arctan2(2 * u - 1, height)))
    midfoot = half.crossing(frame.w - HINDFOOT_END, frame.inside)
    hindfoot = frame.inside & (frame.w < HINDFOOT_END)
    middle = unit(direction(midfoot.sample(unit(section))))
    circle = half.harmonic(hindfoot, [(ankle, unit(ankle_theta)), (midfoot, middle)])
    fade = smoothstep((frame.w - FADE_START) / (HINDFOOT_END - FADE_START))[:, None]
    blended = direction((1 - fade) * unit(direction(circle)) + fade * unit(section))
    theta = np.where(hindfoot, blended, section)
    return np.where(frame.inside, np.clip(u, 0, 1), np.nan), np.where(frame.inside, theta, np.nan)


def _prolonged(webs: Floats) -> Floats:
    first = [webs[0, 0] - 1.8 * (webs[1, 0] - webs[0, 0]), webs[0, 1] - 0.02]
    last = [webs[3, 0] + 1.3 * (webs[3, 0] - webs[2, 0]), webs[3, 1] - 0.02]
    return np.vstack([first, webs, last])


def _outline(half: Half, frame: FootFrame) -> tuple[Floats, Floats, Floats, Floats]:
    """Return medial and lateral edge, top and bottom (mm) of the foot at each vertex's w."""
    height = half.points[:, 2]
    low = height < EDGE_BELOW * half.landmarks["medial_malleolus"][2]
    slices = [frame.inside & (np.abs(frame.w - level) < BIN_WIDTH) for level in BINS]
    at = np.clip(frame.w, BINS[0], BINS[-1])

    def profile(values: Floats, percent: float, where: Mask) -> Floats:
        edge = np.array([np.percentile(values[part & where], percent) for part in slices])
        padded = np.concatenate([edge[:1], edge, edge[-1:]])
        return np.asarray(np.interp(at, BINS, np.convolve(padded, [0.25, 0.5, 0.25], "valid")))

    everywhere = np.ones(len(height), dtype=bool)
    return (
        profile(frame.across, 1, low),
        profile(frame.across, 99, low),
        profile(height, 99, everywhere),
        profile(height, 1, everywhere),
    )

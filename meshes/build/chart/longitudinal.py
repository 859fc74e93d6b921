"""The longitudinal coordinate t between two rings: a harmonic field, made even along the limb."""

from __future__ import annotations

import numpy as np

from meshes.build.built import Floats
from meshes.build.chart.half import Crossing, Half, Mask

SECTIONS = np.linspace(0.02, 0.98, 25)


def between(half: Half, where: Mask, start: Crossing, end: Crossing) -> Floats:
    """Return t (n,): the harmonic field that is 0 on `start` and 1 on `end`; NaN outside `where`."""
    ends = [(start, np.zeros(len(start.start))), (end, np.ones(len(end.start)))]
    field = np.clip(half.harmonic(where, ends)[:, 0], 0, 1)
    return np.where(where, field, np.nan)


def even_along_axis(half: Half, where: Mask, t: Floats) -> Floats:
    """Re-parametrise t by the arc length of its sections' centroids: equal steps become equal distances."""
    centres = np.array([half.crossing(t - level, where).sample(half.points).mean(axis=0) for level in SECTIONS])
    steps = np.linalg.norm(np.diff(centres, axis=0), axis=1)
    overhang = steps[0] * SECTIONS[0] / (SECTIONS[1] - SECTIONS[0])
    length = overhang + np.concatenate([[0.0], np.cumsum(steps)])
    whole = length[-1] + overhang
    levels = np.concatenate([[0.0], SECTIONS, [1.0]])
    even = np.interp(t, levels, np.concatenate([[0.0], length / whole, [1.0]]))
    return np.where(where, even, np.nan)

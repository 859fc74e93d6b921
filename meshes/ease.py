"""Curves by which a lesion begins and ends without a kink: steps, bumps and a rounded corner."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Points = NDArray[np.float64]


def step(x: ArrayLike) -> Points:
    """Rise smoothly from 0 at `x` <= 0 to 1 at `x` >= 1."""
    part = np.clip(x, 0.0, 1.0)
    return np.asarray(part * part * (3.0 - 2.0 * part), dtype=np.float64)


def bump(x: ArrayLike, flat: float, end: float) -> Points:
    """Return 1 up to `flat` either side of 0, falling smoothly to 0 at `end`."""
    return step((end - np.abs(x)) / (end - flat))


def hinge(x: ArrayLike, rounding: float) -> Points:
    """Return 0 below -`rounding`, `x` above `rounding`, and a parabola that joins them."""
    value = np.asarray(x, dtype=np.float64)
    near = (np.clip(value, -rounding, rounding) + rounding) ** 2 / max(4.0 * rounding, 1e-12)
    return np.where(value > rounding, value, near)

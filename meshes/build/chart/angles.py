"""Angles in degrees, kept between 0 and 360."""

from __future__ import annotations

import numpy as np
from scipy.interpolate import PchipInterpolator

from meshes.build.built import Floats


def wrap(angle: Floats) -> Floats:
    """Bring angles between 0 and 360."""
    return np.asarray(np.mod(angle, 360.0))


def unit(angle: Floats) -> Floats:
    """Return (n, 2) cosine and sine of angles (n,)."""
    return np.column_stack([np.cos(np.radians(angle)), np.sin(np.radians(angle))])


def direction(vectors: Floats) -> Floats:
    """Return the angle (n,) of vectors (n, 2)."""
    return wrap(np.degrees(np.arctan2(vectors[:, 1], vectors[:, 0])))


def bearing(points: Floats, centre: Floats) -> Floats:
    """Return the angle about a vertical axis through `centre`: 0 anterior, 90 towards the subject's left."""
    return np.asarray(np.degrees(np.arctan2(points[:, 0] - centre[0], centre[1] - points[:, 1])))


def periodic(angles: Floats, values: Floats, wanted: Floats) -> Floats:
    """Interpolate `values` given at `angles` round the circle, without overshoot."""
    order = np.argsort(wrap(angles))
    angles, values = wrap(angles)[order], values[order]
    turns = np.concatenate([angles - 360, angles, angles + 360])
    return np.asarray(PchipInterpolator(turns, np.tile(values, 3))(wrap(wanted)))


def to_quarters(raw: Floats, quarters: Floats) -> Floats:
    """Stretch angles (n,) piecewise so that the raw angles `quarters` (n, 4) become 0, 90, 180 and 270."""
    turned = wrap(raw - quarters[:, 0])
    knots = np.column_stack([np.zeros(len(raw)), wrap(quarters[:, 1:] - quarters[:, :1]), np.full(len(raw), 360.0)])
    quarter = (turned[:, None] >= knots[:, 1:4]).sum(axis=1)
    row = np.arange(len(raw))
    low, high = knots[row, quarter], knots[row, quarter + 1]
    return wrap(90.0 * (quarter + (turned - low) / (high - low)))


def smoothstep(share: Floats) -> Floats:
    """Ease from 0 to 1 with level ends; `share` is clipped to that range first."""
    clipped = np.clip(share, 0, 1)
    return np.asarray(clipped**2 * (3 - 2 * clipped))

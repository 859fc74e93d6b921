"""The hip patch, from the girdle line and the midline to the groin ring."""

from __future__ import annotations

import numpy as np

from meshes.build.built import Floats, Ints
from meshes.build.chart.angles import direction, unit
from meshes.build.chart.half import Crossing, Half, Mask, at_vertices
from meshes.build.chart.landmarks import MIDLINE
from meshes.build.chart.longitudinal import between
from meshes.build.chart.rings import Rings


def hip_coordinates(half: Half, rings: Rings, hip: Mask, groin: Crossing, groin_theta: Floats) -> tuple[Floats, Floats]:
    """Return t and theta (n,) of the hip patch; other vertices are NaN.

    t is harmonic between the outer boundary and the groin ring.  Theta is the direction of two harmonic
    functions, cosine and sine, that take the thigh's theta on the groin ring and fixed angles outside.
    """
    girdle = half.crossing(rings.above_girdle, rings.below_groin < 0)
    chain = _midline_chain(half)
    below = rings.above_girdle[chain] < 0
    midline = at_vertices(chain[below])
    outside = Crossing(
        np.concatenate([girdle.start, midline.start]),
        np.concatenate([girdle.end, midline.end]),
        np.concatenate([girdle.share, midline.share]),
    )
    t = between(half, hip, outside, groin)
    girdle_theta = rings.girdle_theta(rings.angle_about_trunk(girdle.sample(half.points)))
    circle = half.harmonic(
        hip,
        [
            (midline, unit(_midline_theta(half, chain)[below])),
            (girdle, unit(girdle_theta)),
            (groin, unit(groin_theta)),
        ],
    )
    return t, np.where(hip, direction(circle), np.nan)


def _midline_chain(half: Half) -> Ints:
    """Return the midline vertices in order, from the front of the cut through the crotch to its back."""
    neighbours: dict[int, list[int]] = {}
    for first, second in half.edges[half.midline[half.edges].all(axis=1)].tolist():
        neighbours.setdefault(first, []).append(second)
        neighbours.setdefault(second, []).append(first)
    ends = [vertex for vertex, beside in neighbours.items() if len(beside) == 1]
    chain = [min(ends, key=lambda vertex: float(half.points[vertex, 1]))]
    previous = -1
    while onward := [vertex for vertex in neighbours[chain[-1]] if vertex != previous]:
        previous = chain[-1]
        chain.append(onward[0])
    return np.array(chain)


def _midline_theta(half: Half, chain: Ints) -> Floats:
    """Return theta along the chain, linear in arc length between the midline landmarks."""
    steps = np.linalg.norm(np.diff(half.points[chain], axis=0), axis=1)
    length = np.concatenate([[0.0], np.cumsum(steps)])
    at = [length[np.flatnonzero(chain == half.vertex(name))[0]] for name in MIDLINE]
    return np.asarray(np.interp(length, at, list(MIDLINE.values())))

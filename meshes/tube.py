"""Nerves as tubes: rings of corners along a centre line, moved whole and flattened by what pushes them."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from meshes.body import Body

STRANDS = {"rootlet": 3}
"""Tubes in one part; every other nerve is one tube."""
PARTS_KEPT = 3 * 200

Rings = NDArray[np.int64]


@lru_cache(maxsize=PARTS_KEPT)
def rings_of(body: Body, part: str) -> Rings:
    """Return (rings, corners) the vertices of each ring of a nerve, strand after strand.

    The middles of the two ends are not among them: see `caps_of`.
    """
    strands, rings, corners = _shape(body, part)
    here = np.arange(strands * (rings * corners + 2)).reshape(strands, -1)[:, :-2]
    return here.reshape(strands * rings, corners)


@lru_cache(maxsize=PARTS_KEPT)
def caps_of(body: Body, part: str) -> tuple[Rings, Rings]:
    """Return the middles of a nerve's ends, (2 per strand,), and the ring each belongs to."""
    strands, rings, corners = _shape(body, part)
    size = rings * corners + 2
    first = np.arange(strands)
    caps = np.stack([first * size + size - 2, first * size + size - 1], axis=1)
    ends = np.stack([first * rings, first * rings + rings - 1], axis=1)
    return caps.ravel(), ends.ravel()


def _shape(body: Body, part: str) -> tuple[int, int, int]:
    """Return strands, rings in each and corners in each ring: as many as faces meet in the middle of an end."""
    tube = body.parts[part]
    strands = STRANDS.get(tube.kind, 1)
    corners = int((tube.faces == len(tube.vertices) - 1).sum())
    return strands, (len(tube.vertices) // strands - 2) // corners, corners

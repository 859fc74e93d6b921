"""Which nerves run near a place on the skin, and which places a nerve reaches. Pure: numpy only. Points in mm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from meshes import REGIONS, Body, Path
from viewer.finding_words import place_words
from viewer.search import entry_of, key_of_part

SKIN_DEEP_MM = 12.0
"""A nerve this near to the skin is taken to reach it."""
NEAR_MM = 14.0
SIDE = "left"
"""Both sides are alike: one is looked at."""
Points = NDArray[np.float32]


def nerves_near(body: Body, regions: Iterable[str]) -> tuple[str, ...]:
    """Names of the nerves that run just under these regions, the one with the longest course there first."""
    skin = body.skin.vertices[body.skin.region_vertices(regions, SIDE)]
    low, high = skin.min(axis=0) - NEAR_MM, skin.max(axis=0) + NEAR_MM
    lengths: Counter[str] = Counter()
    for path in body.paths.values():
        points = _shallow(path) if path.kind == "nerve" and path.side == SIDE else path.points[:0]
        points = points[((points > low) & (points < high)).all(axis=1)]
        near = [bool(((skin - point) ** 2).sum(axis=1).min() < NEAR_MM**2) for point in points]
        entry = entry_of(key_of_part(path.id))
        if any(near) and entry:
            lengths[entry.name] += sum(near)
    return tuple(name for name, _ in lengths.most_common())


def regions_along(body: Body, nerves: Iterable[str]) -> tuple[str, ...]:
    """Names of the regions under which these nerves end, from the hip down."""
    ends = [_shallow(body.paths[name])[-3:] for name in nerves if name in body.paths]
    points = np.concatenate(ends) if ends else np.empty((0, 3), np.float32)
    reached = Counter(int(body.skin.chart.region[body.skin.vertex_near(point)]) for point in points)
    return tuple(place_words("midline", REGIONS[code]) for code in sorted(reached) if reached[code] > 1)


def _shallow(path: Path) -> Points:
    return path.points[path.depth <= SKIN_DEEP_MM]

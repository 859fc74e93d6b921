"""Where the published maps contradict each other. It explains; no probability is made from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dermatomes.maps import ALL_ROOTS, load_map, map_ids
from dermatomes.tables import DATA, BoxRow, read_table
from dermatomes.words import vocabulary

NAMED_FROM = 0.3
"""A map names a root where its weight is at least this: the word `blank` is used below it."""
_NAMED_SHARE = 0.25  # of a region's skin: less is a border that runs along its edge
_DISPUTED_SHARE = 0.4
_STEPS = 6


@dataclass(frozen=True, eq=False)
class Disagreement:
    """What every map says at n positions.

    Attributes
    ----------
    maps
        Ids of the m maps.
    named
        (m, n, 11) whether a map names a root of `ALL_ROOTS` there; blank skin names none.
    contradicts
        (n,) whether two maps both name roots there and have none in common. A blank contradicts nothing.
    """

    maps: tuple[str, ...]
    named: NDArray[np.bool_]
    contradicts: NDArray[np.bool_]


@dataclass(frozen=True)
class PlaceMaps:
    """What the maps say about one region or group.

    Attributes
    ----------
    share
        Map id to root to the share of this skin (0 to 1) on which the map names the root.
    contradicted
        Share of this skin (0 to 1) on which two maps contradict each other.
    """

    share: Mapping[str, Mapping[str, float]]
    contradicted: float

    @property
    def roots(self) -> dict[str, tuple[str, ...]]:
        """Map id to the roots it names on at least a quarter of this skin; none where it is blank."""
        return {
            map_id: tuple(root for root, covered in shares.items() if covered >= _NAMED_SHARE)
            for map_id, shares in self.share.items()
        }

    @property
    def disagree(self) -> bool:
        """Whether maps contradict each other on two fifths of this skin or more."""
        return self.contradicted >= _DISPUTED_SHARE


def disagreement(segment: Sequence[str] | ArrayLike, t: ArrayLike, theta: ArrayLike) -> Disagreement:
    """Compare all maps at chart positions.

    Parameters
    ----------
    segment, t, theta
        (n,) positions, as `DermatomeMap.weights` takes them.

    Raises
    ------
    MapError
        Arrays of different length, or a segment nobody knows.
    KnowledgeError
        A map has a bad row.
    """
    ids = map_ids()
    return compared(ids, np.array([load_map(map_id).weights_all(segment, t, theta) for map_id in ids]))


def compared(ids: Sequence[str], weights: ArrayLike) -> Disagreement:
    """Compare maps by the weights they give.

    Parameters
    ----------
    ids
        Ids of the m maps.
    weights
        (m, n, 11) weight 0-1 that each map gives each root of `ALL_ROOTS` at n positions.
    """
    named = np.asarray(weights) >= NAMED_FROM
    contradicts = np.zeros(named.shape[1], dtype=bool)
    for one in range(len(ids)):
        for other in range(one):
            both = named[one].any(axis=1) & named[other].any(axis=1)
            contradicts |= both & ~(named[one] & named[other]).any(axis=1)
    return Disagreement(tuple(ids), named, contradicts)


def maps_at(place: str) -> PlaceMaps:
    """Compare all maps over a region or a group.

    Parameters
    ----------
    place
        Id of a region or group.

    Raises
    ------
    KnowledgeError
        A table of this room is bad.
    """
    return _maps_at(place)


@cache
def _maps_at(place: str) -> PlaceMaps:
    members = vocabulary().members(place)
    boxes = [row for row in read_table(DATA / "region_boxes.csv", BoxRow) if row.region in members]
    found = disagreement(*_grid(boxes))
    covered = found.named.mean(axis=1).tolist()
    share = {
        map_id: dict(zip(ALL_ROOTS, row, strict=True)) for map_id, row in zip(found.maps, covered, strict=True)
    }
    return PlaceMaps(share, float(found.contradicts.mean()))


def _grid(boxes: Sequence[BoxRow]) -> tuple[list[str], NDArray[np.float64], NDArray[np.float64]]:
    """Spread positions evenly over the inside of chart boxes."""
    inside = (np.arange(_STEPS) + 0.5) / _STEPS
    along, round_ = (axis.ravel() for axis in np.meshgrid(inside, inside, indexing="ij"))
    t = [box.t_from + along * (box.t_to - box.t_from) for box in boxes]
    turn = [(box.theta_to - box.theta_from) % 360 or 360.0 for box in boxes]
    theta = [(box.theta_from + round_ * width) % 360 for box, width in zip(boxes, turn, strict=True)]
    segment = [box.segment for box in boxes for _ in along]
    return segment, np.concatenate(t), np.concatenate(theta)

"""The place where geometry and meaning meet: bodies, and maps painted on them. Pure: no Qt, no VTK.

`meshes` knows where a vertex stands in the limb chart; `dermatomes` knows which roots a chart position belongs to. The
atlas joins them once for each figure and map and remembers the result.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from dermatomes import ALL_ROOTS, load_map, vocabulary
from meshes import REGIONS, SEGMENTS, Body, ChartPosition, Skin, load_body
from viewer.borders import area_borders, level_lines
from viewer.finding_words import place_words
from viewer.palette import BLANK, OUTER_COLOURS, ROOT_COLOURS
from viewer.place import roots_words

SEAM_MM = 6.0
"""How far map weights are spread along the skin, so that seams of the chart do not show."""

Floats = NDArray[np.float32]
_T = TypeVar("_T")


class Atlas:
    """Bodies with maps on them, loaded when first asked for."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, Any] = {}

    def _once(self, key: Hashable, make: Callable[[], _T]) -> _T:
        if key not in self._kept:
            self._kept[key] = make()
        return cast(_T, self._kept[key])

    def body(self, figure: str) -> Body:
        """The body of a figure."""
        return self._once(("body", figure), lambda: load_body(figure))

    def weights(self, figure: str, map_id: str) -> Floats:
        """Soft weight of each root of `ALL_ROOTS` at each skin vertex, (n, 11), 0-1; blank skin has none."""
        return self._once(("weights", figure, map_id), lambda: _weights(self.body(figure).skin, map_id))

    def root_weight(self, figure: str, map_id: str, root: str) -> Floats:
        """Soft weight of one root at each skin vertex, (n,)."""
        weight: Floats = self.weights(figure, map_id)[:, ALL_ROOTS.index(root)]
        return weight

    def map_colours(self, figure: str, map_id: str) -> Floats:
        """The map's colours at each skin vertex, (n, 3) 0-255; blank skin is grey."""
        return self._once(("colours", figure, map_id), lambda: _colours(self.weights(figure, map_id)))

    def borders(self, figure: str, map_id: str) -> Floats:
        """Border lines of the map on the skin, (2k, 3) pairs of points in mm."""
        return self._once(("borders", figure, map_id), lambda: self._borders(figure, map_id))

    def region_vertices(self, figure: str, region: str, side: str) -> NDArray[np.bool_]:
        """Which skin vertices lie in a region or group on one side (or on both, for the midline), (n,)."""
        return self._once(("region", figure, region, side), lambda: self._region(figure, region, side))

    def region_outline(self, figure: str, region: str, side: str) -> Floats:
        """Outline of a region on the skin, (2k, 3) pairs of points in mm."""
        inside = self.region_vertices(figure, region, side)
        skin = self.body(figure).skin
        make = lambda: area_borders(skin.vertices, skin.normals, skin.faces, inside.astype(int), 1.2)  # noqa: E731
        return self._once(("outline", figure, region, side), make)

    def describe(self, figure: str, map_id: str, face: int, position: ChartPosition) -> str:
        """Say in words what lies under the pointer: the place, and the roots the map names there."""
        weights = self.weights(figure, map_id)[self.body(figure).skin.faces[face]].mean(axis=0)
        named = dict(zip(ALL_ROOTS, weights.tolist(), strict=True))
        return f"{place_words(position.side, position.region)}  ({roots_words(named, load_map(map_id).title)})"

    def remember(self, key: Hashable, make: Callable[[], _T]) -> _T:
        """Keep a derived value so that an unchanged picture is the very same object."""
        return self._once(key, make)

    def _region(self, figure: str, region: str, side: str) -> NDArray[np.bool_]:
        skin = self.body(figure).skin
        members = vocabulary().members(region)
        inside = np.isin(skin.chart.region, [REGIONS.index(member) for member in members])
        if side == "midline":
            return inside
        sign = 1 if side == "left" else -1
        return np.asarray(inside & (skin.side != -sign))

    def _borders(self, figure: str, map_id: str) -> Floats:
        skin, weights = self.body(figure).skin, self.weights(figure, map_id)
        blank = np.clip(1 - weights.sum(axis=1, keepdims=True), 0, 1)
        areas = np.hstack([weights, blank])
        lines = []
        for column in range(areas.shape[1]):
            others = np.delete(areas, column, axis=1).max(axis=1)
            if areas[:, column].max() > 0:
                lines.append(level_lines(skin.vertices, skin.normals, skin.faces, areas[:, column] - others))
        return np.concatenate(lines)


def _weights(skin: Skin, map_id: str) -> Floats:
    names = np.array(SEGMENTS)[skin.chart.segment]
    painted = load_map(map_id).weights_all(names, skin.chart.t, skin.chart.theta)
    return np.clip(skin.smooth(painted, SEAM_MM), 0, 1)


def _colours(weights: Floats) -> Floats:
    palette = np.array([ROOT_COLOURS.get(root) or OUTER_COLOURS[root] for root in ALL_ROOTS], np.float32)
    blank = np.clip(1 - weights.sum(axis=1, keepdims=True), 0, 1)
    coloured: Floats = (weights @ palette + blank * np.array(BLANK, np.float32)).astype(np.float32)
    return coloured

"""The place where geometry and meaning meet: bodies, and maps painted on them. Pure: no Qt, no VTK.

`meshes` knows where a vertex stands in the limb chart; `dermatomes` knows which roots a chart position belongs to. The
atlas joins them once for each figure and map and remembers the result.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from dermatomes import ALL_ROOTS, load_map, map_ids, vocabulary
from meshes import SEGMENTS, Body, ChartPosition, Skin, load_body
from viewer.borders import area_borders, level_lines, ribbons
from viewer.disputes import Disputes, disputes_on
from viewer.finding_words import place_words
from viewer.palette import BLANK, BORDER, OUTER_COLOURS, OUTLINE, ROOT_COLOURS
from viewer.picture import Overlay
from viewer.place import roots_words

SEAM_MM = 6.0
"""How far map weights are spread along the skin, so that seams of the chart do not show."""
RECENT = 64
"""How many derived values of past pictures are kept: undo goes back to them."""
BORDER_MM = 1.5
OUTLINE_MM = 2.4
"""Widths of the lines on the skin."""

Floats = NDArray[np.float32]
_T = TypeVar("_T")


class Atlas:
    """Bodies with maps on them, loaded when first asked for."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, Any] = {}
        self._recent: OrderedDict[Hashable, Any] = OrderedDict()

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

    def blank(self, figure: str, map_id: str) -> Floats:
        """How far each skin vertex is blank (variable) in the map, (n,), 0-1."""
        return self._once(("blank", figure, map_id), lambda: _blank(self.weights(figure, map_id)))

    def borders(self, figure: str, map_id: str) -> Overlay:
        """Border lines of the map on the skin."""
        return self._once(("borders", figure, map_id), lambda: self._borders(figure, map_id))

    def region_vertices(self, figure: str, region: str, side: str) -> NDArray[np.bool_]:
        """Which skin vertices lie in a region or group on one side (or on both, for the midline), (n,)."""
        return self._once(("region", figure, region, side), lambda: self._region(figure, region, side))

    def region_outline(self, figure: str, region: str, side: str) -> Overlay:
        """Outline of a region on the skin."""
        return self._once(("outline", figure, region, side), lambda: self._outline(figure, region, side))

    def describe(self, figure: str, map_id: str, face: int, position: ChartPosition) -> str:
        """Say in words what lies under the pointer: the place, and the roots the map names there."""
        weights = self.weights(figure, map_id)[self.body(figure).skin.faces[face]].mean(axis=0)
        named = dict(zip(ALL_ROOTS, weights.tolist(), strict=True))
        return f"{place_words(position.side, position.region)}  ({roots_words(named, load_map(map_id).title)})"

    def disputes(self, figure: str) -> Disputes:
        """Where the published maps contradict each other on the skin."""
        ids = map_ids()
        return self._once(
            ("disputes", figure),
            lambda: disputes_on(self.body(figure).skin, ids, [self.weights(figure, map_id) for map_id in ids]),
        )

    def describe_maps(self, figure: str, face: int, position: ChartPosition) -> str:
        """Say in words what every map says under the pointer."""
        place = place_words(position.side, position.region)
        return f"{place}  ({self.disputes(figure).words(int(self.body(figure).skin.faces[face, 0]))})"

    def remember(self, key: Hashable, make: Callable[[], _T]) -> _T:
        """Keep a derived value for a while, so that what did not change in a picture is the very same object."""
        if key not in self._recent:
            self._recent[key] = make()
        self._recent.move_to_end(key)
        if len(self._recent) > RECENT:
            self._recent.popitem(last=False)
        return cast(_T, self._recent[key])

    def _region(self, figure: str, region: str, side: str) -> NDArray[np.bool_]:
        skin = self.body(figure).skin
        inside = np.zeros(len(skin.vertices), dtype=bool)
        inside[skin.region_vertices(vocabulary().members(region), side)] = True
        return inside

    def _outline(self, figure: str, region: str, side: str) -> Overlay:
        inside, skin = self.region_vertices(figure, region, side), self.body(figure).skin
        lines = area_borders(skin.vertices, skin.normals, skin.faces, inside.astype(int))
        return ribbons(*lines, OUTLINE_MM, OUTLINE, 0.9)

    def _borders(self, figure: str, map_id: str) -> Overlay:
        skin, weights = self.body(figure).skin, self.weights(figure, map_id)
        areas = np.hstack([weights, _blank(weights)[:, None]])
        lines = []
        for column in range(areas.shape[1]):
            others = np.delete(areas, column, axis=1).max(axis=1)
            if areas[:, column].max() > 0:
                lines.append(level_lines(skin.vertices, skin.normals, skin.faces, areas[:, column] - others))
        pairs, out = (np.concatenate(found) for found in zip(*lines, strict=True))
        return ribbons(pairs, out, BORDER_MM, BORDER, 0.5)


def _weights(skin: Skin, map_id: str) -> Floats:
    names = np.array(SEGMENTS)[skin.chart.segment]
    painted = load_map(map_id).weights_all(names, skin.chart.t, skin.chart.theta)
    return np.clip(skin.smooth(painted, SEAM_MM), 0, 1)


def _colours(weights: Floats) -> Floats:
    palette = np.array([ROOT_COLOURS.get(root) or OUTER_COLOURS[root] for root in ALL_ROOTS], np.float32)
    blank = _blank(weights)[:, None]
    coloured: Floats = (weights @ palette + blank * np.array(BLANK, np.float32)).astype(np.float32)
    return coloured


def _blank(weights: Floats) -> Floats:
    blank: Floats = np.clip(1 - weights.sum(axis=1), 0, 1).astype(np.float32)
    return blank

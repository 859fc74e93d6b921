"""The skin of one figure: where a point lies in the chart, where a chart position lies on the skin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from meshes import surface
from meshes.chart import REGIONS, SEGMENTS, Chart, ChartPosition
from meshes.names import UnknownNameError, require

SIDES = ("left", "right", "midline")
SIDE_CODE = {"left": 1, "right": -1, "midline": 0}
MIDLINE_MM = 3.0
"""A point this close to x = 0, on a face that touches the midline, counts as midline."""
MM_PER_T = {"trunk": 200.0, "hip": 150.0, "thigh": 370.0, "leg": 370.0, "foot": 180.0, "toe": 40.0}
MM_PER_DEGREE = {"trunk": 2.0, "hip": 1.6, "thigh": 1.4, "leg": 0.9, "foot": 0.65, "toe": 0.2}
"""How long the chart's units are on an adult, roughly: only used to decide which vertex is nearest."""


@dataclass(frozen=True, eq=False)
class Skin:
    """The skin of one figure, waist to toes.

    Attributes
    ----------
    vertices : (n, 3) mm.
    faces : (m, 3) vertex indices, outward.
    side : (n,) +1 left, -1 right, 0 midline.
    mirror : (n,) index of the vertex on the other side.
    chart : chart coordinates and region of every vertex.
    """

    vertices: NDArray[np.float32]
    faces: NDArray[np.int32]
    side: NDArray[np.int8]
    mirror: NDArray[np.int32]
    chart: Chart

    @cached_property
    def normals(self) -> NDArray[np.float32]:
        """(n, 3) outward unit normals."""
        return surface.normals(self.vertices, self.faces)

    @cached_property
    def bounds(self) -> tuple[float, float, float, float, float, float]:
        """Least and greatest x, y and z, mm."""
        (x0, y0, z0), (x1, y1, z1) = self.vertices.min(axis=0).tolist(), self.vertices.max(axis=0).tolist()
        return x0, x1, y0, y1, z0, z1

    def locate(self, face: int, point: ArrayLike) -> ChartPosition:
        """Return the chart position of a point (3,) in mm on a face.

        Segment and region are those of the nearest corner; t and theta are interpolated over the corners of
        the same segment.
        """
        corners = self.faces[face]
        place = np.asarray(point, dtype=np.float64)
        weights = _barycentric(self.vertices[corners].astype(np.float64), place)
        nearest = corners[int(np.argmax(weights))]
        same = self.chart.segment[corners] == self.chart.segment[nearest]
        weights = np.where(same, weights, 0.0) / weights[same].sum()
        theta = float(self.chart.theta[nearest])
        turn = (self.chart.theta[corners] - theta + 180.0) % 360.0 - 180.0
        return ChartPosition(
            segment=SEGMENTS[self.chart.segment[nearest]],
            t=float(weights @ self.chart.t[corners]),
            theta=float((theta + weights @ turn) % 360.0),
            region=REGIONS[self.chart.region[nearest]],
            side=self._side_at(corners, place),
        )

    def position(self, vertex: int) -> ChartPosition:
        """Return the chart position of a vertex."""
        code = int(self.side[vertex])
        return ChartPosition(
            segment=SEGMENTS[self.chart.segment[vertex]],
            t=float(self.chart.t[vertex]),
            theta=float(self.chart.theta[vertex]),
            region=REGIONS[self.chart.region[vertex]],
            side=next(name for name, value in SIDE_CODE.items() if value == code),
        )

    def find(self, segment: str, t: float, theta: float, side: str) -> int:
        """Return the vertex nearest to a chart position, so that a mark can be shown on any figure.

        Raises
        ------
        UnknownNameError
            If there is no such segment or side, or the segment has no skin on that side.
        """
        require(segment, SEGMENTS, "segment")
        on_segment = self.chart.segment == SEGMENTS.index(segment)
        candidates = np.flatnonzero(on_segment & self._on_side(side))
        if not len(candidates):
            raise UnknownNameError(f"{segment} has no skin on the {side}: say left or right")
        kind = segment.rstrip("12345")
        along = (self.chart.t[candidates] - t) * MM_PER_T[kind]
        turn = (self.chart.theta[candidates] - theta + 180.0) % 360.0 - 180.0
        return int(candidates[np.argmin(along**2 + (turn * MM_PER_DEGREE[kind]) ** 2)])

    def vertex_near(self, point: ArrayLike) -> int:
        """Return the vertex nearest to a point (3,) in mm."""
        place = np.asarray(point, dtype=np.float32)
        return int(np.argmin(((self.vertices - place) ** 2).sum(axis=1)))

    def region_vertices(self, regions: Iterable[str], side: str) -> NDArray[np.int64]:
        """Return the vertices of these regions on one side, midline included; side midline means both sides.

        Raises
        ------
        UnknownNameError
            If there is no such region or side.
        """
        codes = [REGIONS.index(require(region, REGIONS, "region")) for region in regions]
        inside = np.isin(self.chart.region, codes)
        return np.flatnonzero(inside if require(side, SIDES, "side") == "midline" else inside & self._on_side(side))

    def region_centre(self, regions: Iterable[str], side: str) -> int:
        """Return the vertex of these regions that lies farthest from their border: where a mark without spot is shown.

        Raises
        ------
        UnknownNameError
            If there is no such region or side, or none of them reaches the midline.
        """
        own = np.zeros(len(self.vertices), dtype=bool)
        own[self.region_vertices(names := tuple(regions), side)] = True
        if side != "midline":
            own &= self.side != 0
        mixed = own[self.faces].any(axis=1) & ~own[self.faces].all(axis=1)
        rim = np.zeros(len(own), dtype=bool)
        rim[self.faces[mixed].ravel()] = True
        rim = own & (rim | self._border)
        depth = surface.distances_among(self.vertices, self.faces, own, np.flatnonzero(rim))
        depth = np.where(own & ((side != "midline") | (self.side == 0)) & np.isfinite(depth), depth, -1.0)
        if depth.max() < 0:
            raise UnknownNameError(f"{names[0]} does not reach the midline: say left or right")
        return int(np.argmax(depth))

    def patch(self, vertex: int, radius_mm: float) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return the vertices within `radius_mm` of a vertex along the skin, and their distances in mm.

        Nearest first.  Distances follow the surface, so a patch never leaps from one thigh to the other.
        """
        return surface.distances_within(self.vertices, self.faces, vertex, radius_mm)

    def smooth(self, field: NDArray[np.float32], mm: float) -> NDArray[np.float32]:
        """Blur a vertex field (n, k) with a standard deviation of about `mm` along the skin."""
        return surface.smooth(self._rings, field, mm)

    @cached_property
    def _rings(self) -> surface.Rings:
        return surface.rings(self.vertices, self.faces)

    @cached_property
    def _border(self) -> NDArray[np.bool_]:
        return surface.border(self.faces, len(self.vertices))

    def _on_side(self, side: str) -> NDArray[np.bool_]:
        code = SIDE_CODE[require(side, SIDES, "side")]
        return np.asarray((self.side == code) | (self.side == 0))

    def _side_at(self, corners: NDArray[np.int32], place: NDArray[np.float64]) -> str:
        sides = self.side[corners]
        if (sides == 0).any() and abs(place[0]) <= MIDLINE_MM:
            return "midline"
        return "left" if sides.sum() > 0 else "right"


def _barycentric(corners: NDArray[np.float64], point: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the weights (3,) of the corners at the point, clipped into the triangle."""
    one, two, away = corners[1] - corners[0], corners[2] - corners[0], point - corners[0]
    gram = np.array([[one @ one, one @ two], [one @ two, two @ two]])
    second, third = np.linalg.lstsq(gram, np.array([one @ away, two @ away]), rcond=None)[0]
    weights = np.clip([1 - second - third, second, third], 0.0, 1.0)
    return np.asarray(weights / weights.sum())

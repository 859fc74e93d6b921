"""Names every skin vertex: the boxes of `regions.csv` in the limb chart.

Each row is a box in segment, t, theta and, on the foot, w (0 back of the heel .. 1 webs) and h (height
over that of the medial malleolus), half open, theta upwards and past 360.  A region is the union of its
rows; together the rows cover the skin without overlap.
"""

from __future__ import annotations

import csv
import importlib.resources
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from meshes.build.chart import SkinChart
from meshes.chart import REGIONS, SEGMENTS

Range = tuple[float, float]
NO_REGION = 255


class RegionError(Exception):
    """The table of regions leaves a vertex without a name or gives it two."""


@dataclass(frozen=True)
class Box:
    """One row of the table; None means no limit."""

    region: str
    segment: str
    t: Range | None
    theta: Range | None
    foot_w: Range | None
    h: Range | None

    def holds(self, chart: SkinChart) -> NDArray[np.bool_]:
        """Return (n,) True for the vertices inside the box."""
        inside: NDArray[np.bool_] = chart.segment == SEGMENTS.index(self.segment)
        for limits, values in ((self.t, chart.t), (self.foot_w, chart.foot_w), (self.h, chart.foot_height)):
            if limits is not None:
                inside &= (values >= limits[0]) & (values < limits[1])
        if self.theta is not None and self.theta != (0, 360):
            width = (self.theta[1] - self.theta[0]) % 360
            inside &= np.mod(chart.theta - self.theta[0], 360) < width
        return inside


def read_boxes() -> tuple[Box, ...]:
    """Read `regions.csv`.

    Raises
    ------
    RegionError
        If a row names a region or segment that `meshes` does not export.
    """
    text = importlib.resources.files("meshes.build").joinpath("regions.csv").read_text("utf-8")
    return tuple(_boxes(text))


def label(chart: SkinChart) -> NDArray[np.uint8]:
    """Return (n,) the region of each vertex as an index into `meshes.REGIONS`.

    Raises
    ------
    RegionError
        If a vertex lies in no box or in two.
    """
    region = np.full(len(chart.t), NO_REGION, dtype=np.uint8)
    for box in read_boxes():
        inside = box.holds(chart)
        twice = np.flatnonzero(inside & (region != NO_REGION))
        if len(twice):
            other = REGIONS[region[twice[0]]]
            raise RegionError(f"regions.csv: {box.region} and {other} share {_places(chart, twice)}")
        region[inside] = REGIONS.index(box.region)
    nameless = np.flatnonzero(region == NO_REGION)
    if len(nameless):
        raise RegionError(f"regions.csv: no region holds {_places(chart, nameless)}")
    return region


def _boxes(text: str) -> Iterator[Box]:
    for line, row in enumerate(csv.DictReader(text.splitlines()), start=2):
        if row["region"] not in REGIONS or row["segment"] not in SEGMENTS:
            name = f"{row['region']} on {row['segment']}"
            raise RegionError(f"regions.csv, line {line}: {name} is not a known region and segment")
        limits = [_limits(row, name) for name in ("t", "theta", "foot_w", "h")]
        yield Box(row["region"], row["segment"], *limits)


def _limits(row: dict[str, str], name: str) -> Range | None:
    low, high = row[f"{name}_from"], row[f"{name}_to"]
    return (float(low), float(high)) if low else None


def _places(chart: SkinChart, vertices: NDArray[np.int64]) -> str:
    first = vertices[0]
    segment = SEGMENTS[chart.segment[first]]
    return f"{len(vertices)} vertices, such as {segment} t {chart.t[first]:.3f} theta {chart.theta[first]:.1f}"

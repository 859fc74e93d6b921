"""The dural sac, in the pelvic frame."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from meshes.build.foramina import Isthmus
from meshes.build.spine import posterior_margin
from meshes.build.surface import Points, Surface
from meshes.build.tables import read_toml
from meshes.build.tubes import lengths, smooth_course, tube
from meshes.build.unit import LumbosacralUnit
from meshes.build.vertebra import shape_of

SAMPLES, SIDES = 56, 20
_MIDDLE_OF_CANAL = 0.47  # of its depth, behind the posterior wall: the sac leans forwards


@dataclass(frozen=True)
class SacStation:
    """A level of the dural sac: centre (3,), half width and half depth, mm."""

    centre: Points
    half_width: float
    half_depth: float


def sac_stations(unit: LumbosacralUnit, isthmuses: Mapping[str, Isthmus]) -> dict[str, SacStation]:
    """Return the stations of the sac by name, top to bottom."""
    stations = {}
    for row in read_toml("roots")["sac"]:
        name = row.get("name", row["frame"])
        stations[name] = SacStation(_centre(unit, row, isthmuses), *(float(half) for half in row["half"]))
    return stations


def dural_sac(stations: Mapping[str, SacStation]) -> Surface:
    """Return the sac as a closed tube of elliptic section."""
    centres = np.array([station.centre for station in stations.values()])
    half = np.array([(station.half_width, station.half_depth) for station in stations.values()])
    course = smooth_course(centres, SAMPLES)
    nearest = [int(np.argmin(np.linalg.norm(course - centre, axis=1))) for centre in centres]
    along = lengths(course)
    radii = np.column_stack([np.interp(along, along[nearest], half[:, k]) for k in range(2)])
    return tube(course, radii, SIDES)


def _centre(unit: LumbosacralUnit, row: Mapping[str, Any], isthmuses: Mapping[str, Isthmus]) -> Points:
    frame = row["frame"]
    if frame == "sacrum":
        return unit.bones.to_pelvic(np.r_[0.0, row["at"]])
    if frame in unit.spine.discs:
        behind = posterior_margin(frame, read_toml("vertebra")) + row["at"][0]
        return unit.spine.discs[frame].to_world(np.r_[0.0, behind, row["at"][1]])
    published = shape_of(frame, "published")
    y = shape_of(frame).wall + _MIDDLE_OF_CANAL * published.d["canal_depth"]
    return unit.spine.bodies[frame].to_world(np.r_[0.0, y, isthmuses[frame].middle[2]])

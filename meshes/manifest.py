"""The manifest of `meshes/data`: what is there, where it comes from, and whether it is whole.

``manifest.json`` lists every part (with its source and licence), every path and the sha256 of every file.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

import numpy as np
from numpy.typing import NDArray

DATA = FilePath(__file__).resolve().parent / "data"
FIGURES = ("female", "male", "neutral")
PATH_PREFIX = "path."
"""Arrays of `parts_<figure>.npz` that begin with this are paths: (k, 5), x y z, radius and depth below the skin, mm."""

LIGHT_PREFIX = "light."
"""Arrays of `parts.npz` that begin with this are fewer faces over the same vertices."""


class DataError(Exception):
    """A file of `meshes/data` is missing or is not what the manifest says."""


@dataclass(frozen=True)
class PartRow:
    """One part as the manifest describes it; see the front door's `Part` for the shape itself.

    Attributes
    ----------
    id, name, latin, kind, side : what it is.
    parent : id of the part or group it belongs to; "" for the skin.
    fma, uberon : ids in the two ontologies; "" if unknown.
    roots : nerve roots it carries.
    source, source_file, licence : package, file inside it, licence; source "" is modelled here.
    vertices, faces : counts.
    sha256 : digest of its faces, then its vertices on each figure.
    """

    id: str
    name: str
    latin: str
    kind: str
    side: str
    parent: str
    fma: str
    uberon: str
    roots: tuple[str, ...]
    source: str
    source_file: str
    licence: str
    vertices: int
    faces: int
    sha256: str


@dataclass(frozen=True)
class GroupRow:
    """What parts belong to where that is no part itself, such as a disc or the lumbar plexus."""

    id: str
    name: str
    latin: str
    fma: str
    uberon: str


@dataclass(frozen=True)
class PathRow:
    """One path as the manifest describes it."""

    id: str
    kind: str
    side: str
    roots: tuple[str, ...]


@dataclass(frozen=True)
class SourceRow:
    """One package some of the geometry comes from."""

    package: str
    version: str
    licence: str
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """The whole manifest.

    Attributes
    ----------
    parts, groups, paths : by id, in the order of the file.
    sources : packages the geometry comes from.
    files : file name -> sha256.
    """

    parts: Mapping[str, PartRow]
    groups: Mapping[str, GroupRow]
    paths: Mapping[str, PathRow]
    sources: tuple[SourceRow, ...]
    files: Mapping[str, str]


def read_manifest(folder: FilePath = DATA) -> Manifest:
    """Read ``manifest.json``.

    Raises
    ------
    DataError
        If it is missing, is not valid, or names an id twice.
    """
    place = folder / "manifest.json"
    try:
        raw = json.loads(place.read_bytes())
        parts = [PartRow(**{**row, "roots": tuple(row["roots"])}) for row in raw["parts"]]
        groups = [GroupRow(**row) for row in raw["groups"]]
        paths = [PathRow(**{**row, "roots": tuple(row["roots"])}) for row in raw["paths"]]
        sources = tuple(SourceRow(**row) for row in raw["sources"])
        files = dict(raw["files"])
    except FileNotFoundError as error:
        raise DataError(f"{place} is missing: build the assets with `python -m meshes.build`") from error
    except (ValueError, KeyError, TypeError) as error:
        raise DataError(f"{place} is damaged ({error}): rebuild it with `python -m meshes.build`") from error
    _refuse_twice(place, (*(row.id for row in parts), *(row.id for row in groups)))
    _refuse_twice(place, (row.id for row in paths))
    return Manifest(
        {row.id: row for row in parts},
        {row.id: row for row in groups},
        {row.id: row for row in paths},
        sources,
        files,
    )


def read_arrays(name: str, folder: FilePath = DATA) -> dict[str, NDArray[Any]]:
    """Read every array of one ``.npz`` file.

    Raises
    ------
    DataError
        If the file is missing or cannot be read.
    """
    place = folder / name
    try:
        with place.open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
            return {key: arrays[key] for key in arrays.files}
    except FileNotFoundError as error:
        raise DataError(f"{place} is missing: build the assets with `python -m meshes.build`") from error
    except (ValueError, OSError, zipfile.BadZipFile) as error:
        raise DataError(f"{place} is damaged ({error}): rebuild it with `python -m meshes.build`") from error


def file_sha256(place: FilePath) -> str:
    """Return the hexadecimal sha256 of a file."""
    with place.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def part_sha256(faces: NDArray[Any], vertices: Iterable[NDArray[Any]]) -> str:
    """Return the digest of one part: its faces, then its vertices on each of `FIGURES`."""
    digest = hashlib.sha256(np.ascontiguousarray(faces, dtype="<i4").tobytes())
    for shape in vertices:
        digest.update(np.ascontiguousarray(shape, dtype="<f4").tobytes())
    return digest.hexdigest()


def _refuse_twice(place: FilePath, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            raise DataError(f"{place} names {name} twice: ids are unique")
        seen.add(name)

"""One figure as the app sees it: skin, parts under it, and the paths of its roots and nerves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from meshes.chart import SEGMENTS, Chart
from meshes.manifest import (
    DATA,
    FIGURES,
    LIGHT_PREFIX,
    PATH_PREFIX,
    DataError,
    Manifest,
    PartRow,
    PathRow,
    read_arrays,
    read_manifest,
)
from meshes.names import require
from meshes.skin import Skin

Arrays = Mapping[str, NDArray[Any]]


@dataclass(frozen=True, eq=False)
class Part:
    """One surface under the skin.

    Attributes
    ----------
    id : lasting id, such as ``vertebra_L4`` or ``sciatic_left``.
    name, latin : plain English and Latin names.
    kind : bone, disc, dura, cord, rootlet, root, nerve, ligament or muscle.
    side : left, right or midline.
    vertices : (k, 3) mm.
    faces : (f, 3) vertex indices, outward.
    light_faces : (l, 3) fewer faces over the same vertices, for a part seen from far or through the skin.
    roots : nerve roots it carries; of a muscle, those that move it.
    """

    id: str
    name: str
    latin: str
    kind: str
    side: str
    vertices: NDArray[np.float32]
    faces: NDArray[np.int32]
    light_faces: NDArray[np.int32]
    roots: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Path:
    """The centre line of rootlets, a root or a nerve, from the spine to the periphery.

    Attributes
    ----------
    id : the id of the part whose centre line this is.
    kind : rootlet, root or nerve.
    side : left or right.
    roots : nerve roots it carries.
    points : (k, 3) mm.
    radius : (k,) mm.
    depth : (k,) mm below the skin.
    """

    id: str
    kind: str
    side: str
    roots: tuple[str, ...]
    points: NDArray[np.float32]
    radius: NDArray[np.float32]
    depth: NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Body:
    """One figure.

    Attributes
    ----------
    figure : female, male or neutral.
    skin : its skin with the limb chart.
    parts, paths : by id.
    """

    figure: str
    skin: Skin
    parts: Mapping[str, Part]
    paths: Mapping[str, Path]


def load_body(figure: str, folder: FilePath = DATA) -> Body:
    """Load one figure from the data files.

    Parameters
    ----------
    figure : one of `FIGURES`.
    folder : where the data files are; the app's own when left out.

    Raises
    ------
    UnknownNameError
        If there is no such figure.
    DataError
        If a data file is missing or damaged.
    """
    require(figure, FIGURES, "figure")
    manifest = read_manifest(folder)
    shared = read_arrays("skin.npz", folder)
    own = read_arrays(f"figure_{figure}.npz", folder)
    faces = read_arrays("parts.npz", folder)
    shapes = read_arrays(f"parts_{figure}.npz", folder)
    try:
        return Body(figure, _skin(shared, own), _parts(manifest, faces, shapes), _paths(manifest, shapes))
    except KeyError as error:
        raise DataError(f"{folder} lacks the array {error}: rebuild it with `python -m meshes.build`") from error


def _skin(shared: Arrays, own: Arrays) -> Skin:
    return Skin(own["vertices"], shared["faces"], shared["side"], shared["mirror"], _chart(own))


def _chart(own: Arrays) -> Chart:
    on_foot = own["segment"] >= SEGMENTS.index("foot")
    foot = np.full((2, len(on_foot)), np.nan, dtype=np.float32)
    foot[0, on_foot], foot[1, on_foot] = own["foot_u"], own["foot_w"]
    return Chart(own["segment"], own["t"], own["theta"], own["region"], foot[0], foot[1])


def _parts(manifest: Manifest, faces: Arrays, shapes: Arrays) -> Mapping[str, Part]:
    rows = [row for row in manifest.parts.values() if row.kind != "skin"]
    return MappingProxyType({row.id: _part(row, faces, shapes[row.id]) for row in rows})


def _part(row: PartRow, faces: Arrays, vertices: NDArray[np.float32]) -> Part:
    all_faces = faces[row.id].astype(np.int32)
    light = faces.get(LIGHT_PREFIX + row.id)
    few = all_faces if light is None else light.astype(np.int32)
    return Part(row.id, row.name, row.latin, row.kind, row.side, vertices, all_faces, few, row.roots)


def _paths(manifest: Manifest, shapes: Arrays) -> Mapping[str, Path]:
    return MappingProxyType({row.id: _path(row, shapes[PATH_PREFIX + row.id]) for row in manifest.paths.values()})


def _path(row: PathRow, line: NDArray[np.float32]) -> Path:
    points = np.ascontiguousarray(line[:, :3])
    return Path(row.id, row.kind, row.side, row.roots, points, line[:, 3].copy(), line[:, 4].copy())

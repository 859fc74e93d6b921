"""What the builders of anatomy hand to the writer: parts (surfaces) and paths (courses of roots and nerves).

Units mm; frame +x subject's left, +y posterior, +z up, floor z = 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

PartKind = Literal["skin", "bone", "disc", "dura", "cord", "rootlet", "root", "nerve", "ligament", "muscle"]
PathKind = Literal["rootlet", "root", "nerve"]
SideName = Literal["left", "right", "midline"]


@dataclass(frozen=True)
class BuiltPart:
    """One closed or open surface of the body on one figure.

    Attributes
    ----------
    id : lasting id, such as ``vertebra_L4`` or ``femur_left``.
    name, latin : plain English and Latin names.
    kind, side : what it is and on which side.
    parent : id of the part or group it belongs to.
    fma, uberon : ids in the two ontologies, such as ``FMA:13072`` and ``UBERON:0002848``; "" if unknown.
    roots : nerve roots it carries, such as ``("L4", "L5")``; empty for bones.
    source, source_file, licence : package, file inside it and licence; package "" for what is modelled here.
    vertices : (k, 3) mm.
    faces : (f, 3) vertex indices, outward; the same array on every figure.
    light : (l, 3) fewer faces over the same vertices, where the builder of the part knows them.
    """

    id: str
    name: str
    latin: str
    kind: PartKind
    side: SideName
    parent: str
    fma: str
    uberon: str
    roots: tuple[str, ...]
    source: str
    source_file: str
    licence: str
    vertices: Floats
    faces: Ints
    light: Ints | None


@dataclass(frozen=True)
class BuiltPath:
    """The centre line of a root or a nerve on one figure.

    Attributes
    ----------
    id : the id of the part whose centre line this is.
    kind, side : root or nerve, left or right.
    roots : nerve roots it carries.
    points : (k, 3) mm, ordered from the spine to the periphery; the first point lies within 0.5 mm of a
        point of the path it springs from.
    radius : (k,) mm.
    """

    id: str
    kind: PathKind
    side: SideName
    roots: tuple[str, ...]
    points: Floats
    radius: Floats


@dataclass(frozen=True)
class Anatomy:
    """Everything under the skin of one figure.

    `meshes.build.anatomy.build_anatomy(sources, figure, posed_body, skin_mesh)` returns it.
    """

    parts: list[BuiltPart]
    paths: list[BuiltPath]


@dataclass(frozen=True)
class SkinMesh:
    """The finished skin of one figure, for whoever has to fit something inside it.

    Attributes
    ----------
    vertices : (n, 3) mm.
    faces : (m, 3) vertex indices, outward; open at the waist.
    mirror : (n,) index of the vertex on the other side.
    side : (n,) +1 left, -1 right, 0 midline.
    base_to_fine : (13380,) skin vertex above each vertex of the base mesh, -1 where it was cut off.
    """

    vertices: Floats
    faces: Ints
    mirror: Ints
    side: Ints
    base_to_fine: Ints

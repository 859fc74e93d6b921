"""Where things are: skin, bones, discs and nerves of three figures, and the limb chart of the skin.

This room knows no screen and no medicine.  Units mm; frame +x subject's left, +y posterior, +z up, floor
z = 0.  Start with `load_body`.
"""

from __future__ import annotations

from meshes.affect import affect
from meshes.axial import axial_section
from meshes.body import Body, Part, Path, load_body
from meshes.chart import REGIONS, SEGMENTS, Chart, ChartPosition
from meshes.cut import section
from meshes.disc_frame import DiscFrame, disc_frame
from meshes.herniation import STAGES, stage
from meshes.lesion import FORMS, HERNIATIONS, LEVELS, Lesion, parse_lesion
from meshes.manifest import FIGURES, DataError, Manifest, PartRow, SourceRow, read_manifest
from meshes.measure import LesionMeasures, measures
from meshes.names import UnknownNameError
from meshes.skin import Skin
from meshes.surface import normals as vertex_normals
from meshes.way import Way, way

__all__ = [
    "FIGURES",
    "FORMS",
    "HERNIATIONS",
    "LEVELS",
    "REGIONS",
    "SEGMENTS",
    "STAGES",
    "Body",
    "Chart",
    "ChartPosition",
    "DataError",
    "DiscFrame",
    "Lesion",
    "LesionMeasures",
    "Manifest",
    "Part",
    "PartRow",
    "Path",
    "Skin",
    "SourceRow",
    "UnknownNameError",
    "Way",
    "affect",
    "axial_section",
    "disc_frame",
    "load_body",
    "measures",
    "parse_lesion",
    "read_manifest",
    "section",
    "stage",
    "vertex_normals",
    "way",
]

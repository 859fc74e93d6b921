"""How large a figure is: triangles, bytes on disk, time to load.  Shown, not judged."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from meshes import load_body
from meshes.check.line import Line
from meshes.check.specimen import Specimen
from meshes.manifest import DATA


def sizes(specimen: Specimen) -> Iterator[Line]:
    """Count triangles and bytes and time the loading."""
    parts = sum(len(part.faces) for part in specimen.body.parts.values())
    skin = len(specimen.body.skin.faces)
    yield Line("triangles with skin", float(parts + skin))
    yield Line("triangles without skin", float(parts))
    start = perf_counter()
    load_body(specimen.body.figure)
    yield Line("load_body, ms", 1000 * (perf_counter() - start))
    size = sum(place.stat().st_size for place in DATA.iterdir() if place.is_file())
    yield Line("data of all figures on disk, MB", size / 1e6)

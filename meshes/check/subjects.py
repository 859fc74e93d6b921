"""The subjects of the report, in its order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from meshes.check import canal, column, contact, foramen, nerves, reach, roots, size, wholeness
from meshes.check.line import Line
from meshes.check.specimen import Specimen

Measure = Callable[[Specimen], Iterator[Line]]

SUBJECTS: Mapping[str, tuple[Measure, ...]] = {
    "vertebrae": (column.vertebrae,),
    "discs": (column.discs,),
    "contacts": (contact.bones, contact.facets, contact.skin),
    "roots": (roots.passages, roots.clearances, roots.ganglia),
    "nerves": (nerves.clearances, nerves.sciatic, nerves.fibular),
    "foramina": (foramen.sizes, canal.levels),
    "surfaces": (wholeness.surfaces, wholeness.mirrors),
    "reach": (reach.skin,),
    "size": (size.sizes,),
}


def measure(specimen: Specimen, subject: str) -> list[Line]:
    """Measure one subject on one figure."""
    return [line for one in SUBJECTS[subject] for line in one(specimen)]

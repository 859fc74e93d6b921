"""Contacts: bones that pierce each other, facet gaps, and what lies outside the skin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise

import numpy as np

from meshes.check.line import Line
from meshes.check.published import cited, published
from meshes.check.shape import Array, Shape
from meshes.check.specimen import LEVELS, SIDES, Specimen

UNDER_THE_SKIN = ("bone", "disc", "dura", "cord", "rootlet", "root", "nerve", "ligament", "muscle")
FACETS = tuple(pairwise(["vertebra_T12", *(f"vertebra_{level}" for level in LEVELS), "sacrum"]))


def bones(specimen: Specimen) -> Iterator[Line]:
    """Say how deep the deepest vertex of one bone lies inside another, for every pair whose boxes meet."""
    most = published()["piercing"]["most"]
    worst: dict[str, float] = {}
    for one, other in combinations(specimen.bones, 2):
        if _boxes_meet(one, other):
            pair = " into ".join(name.removesuffix("_left").removesuffix("_right") for name in (one.id, other.id))
            worst[pair] = max(worst.get(pair, 0.0), piercing(one, other))
    for pair, depth in worst.items():
        yield Line(f"{pair}, deepest vertex, mm", depth, high=most, published=cited("piercing"))


def piercing(one: Shape, other: Shape) -> float:
    """Return how deep the deepest vertex of either shape lies inside the other, mm; 0 if none does."""
    depths = [
        -into.distances(inside)
        for into, inside in ((one, _within(other, one)), (other, _within(one, other)))
        if len(inside)
    ]
    return float(max(0.0, *(depth.max() for depth in depths), 0.0))


def facets(specimen: Specimen) -> Iterator[Line]:
    """Measure the least gap of every facet joint: between the two bones, away from the spinous processes."""
    low, high = published()["facet_gap"]["range"]
    for above, below in FACETS:
        for side in SIDES:
            what = f"facet gap {above.removeprefix('vertebra_')}/{below.removeprefix('vertebra_')} {side}, mm"
            if above in specimen.shapes and below in specimen.shapes:
                gap = facet_gap(specimen.shapes[above], specimen.shapes[below], 1.0 if side == "left" else -1.0)
                yield Line(what, gap, low, high, cited("facet_gap"))
            else:
                yield Line(what, None)


def facet_gap(above: Shape, below: Shape, sign: float) -> float:
    """Return the least distance between two vertebrae on one side (sign of x), mm; negative if one pierces the other.

    The bodies are a disc apart, so the least distance is that of the articular processes.
    """
    beside = published()["facet_gap"]["beside"]
    gaps = [
        to.distances(of.vertices[of.vertices[:, 0] * sign > beside]).min()
        for of, to in ((above, below), (below, above))
    ]
    return float(min(gaps))


def skin(specimen: Specimen) -> Iterator[Line]:
    """Say how far outside the skin the outermost vertex of each kind of part lies; negative is inside."""
    most = published()["inside_skin"]["outside"]
    for kind in UNDER_THE_SKIN:
        shapes = [shape for shape in specimen.shapes.values() if shape.kind == kind]
        if not shapes:
            yield Line(f"{kind}: none in the data", None)
            continue
        name, far = _outermost(shapes, specimen.skin)
        yield Line(f"{kind} nearest to or outside the skin: {name}, mm", far, high=most, published=cited("inside_skin"))


def _outermost(shapes: Iterable[Shape], skin_shape: Shape) -> tuple[str, float]:
    given = list(shapes)
    far = skin_shape.distances(np.concatenate([shape.vertices for shape in given]))
    owner = np.repeat(np.arange(len(given)), [len(shape.vertices) for shape in given])
    worst = int(np.argmax(far))
    return given[owner[worst]].id, float(far[worst])


def _boxes_meet(one: Shape, other: Shape) -> bool:
    return bool((one.low <= other.high).all() and (other.low <= one.high).all())


def _within(shape: Shape, other: Shape) -> Array:
    """Return the vertices of a shape inside the box of another."""
    inside = (shape.vertices >= other.low).all(axis=1) & (shape.vertices <= other.high).all(axis=1)
    return np.asarray(shape.vertices[inside])

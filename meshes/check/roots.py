"""Roots: through their own foramen and no other, clear of bone, with the ganglion where it is published."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from meshes import Path
from meshes.check.foramen import Foramen, find_foramina
from meshes.check.line import Line
from meshes.check.nerves import least_clearance
from meshes.check.pedicle import Pedicle
from meshes.check.published import published
from meshes.check.sacrum import Front, find_front
from meshes.check.shape import Array
from meshes.check.specimen import LEVELS, ROOTS, SIDES, Specimen

PLATEAU_MM = 1e-3
"""Where a path is this close to its greatest radius it is as thick as there; the ganglion is the middle of that."""


def passages(specimen: Specimen) -> Iterator[Line]:
    """Count the foramina each root passes besides its own; a root that misses its own counts as well."""
    front = find_front(specimen)
    for side in SIDES:
        foramina = find_foramina(specimen, side)
        for root in ROOTS:
            passed = passed_foramina(specimen.body.paths[f"root_{root}_{side}"], foramina, front)
            wrong = sum(name != root for name in passed) + abs(1 - passed.count(root))
            what = f"root {root} {side}: own foramen missed or others passed"
            yield Line(what, float(wrong), high=0.0, published=f"passes {', '.join(passed) or 'none'}")


def passed_foramina(path: Path, foramina: dict[str, Foramen], front: Front) -> list[str]:
    """Return the foramina a root passes; a sacral root may also come out of the sacrum through bone."""
    line = path.points.astype(np.float64)
    lumbar = [root for root, foramen in foramina.items() if foramen.passed_by(line)]
    sacral = [name for name, _ in front.passages(line)]
    if path.roots[0] in LEVELS:  # the ala has no lid where a lumbar root runs over its edge
        sacral = [name for name in sacral if name != "bone"]
    return lumbar + sacral


def clearances(specimen: Specimen) -> Iterator[Line]:
    """Say how far the surface of each root stays from bone: distance of its centre line less its radius."""
    for side in SIDES:
        for root in ROOTS:
            least, bone = least_clearance(specimen, specimen.body.paths[f"root_{root}_{side}"])
            yield Line(f"root {root} {side} clear of bone, nearest {bone}, mm", least, low=0.0)


def ganglia(specimen: Specimen) -> Iterator[Line]:
    """Place the ganglia: lumbar ones between the edges of the pedicle above, sacral ones before the foramen."""
    known = published()["ganglion"]
    front = find_front(specimen)
    for side in SIDES:
        for root in ROOTS:
            path = specimen.body.paths[f"root_{root}_{side}"]
            words = f"{known['words'][root]} [{known['mark']}]"
            if root in LEVELS:
                low, high = known["zone"][root]
                share = across_pedicle(ganglion(path), specimen.vertebrae[root].pedicles[side])
                yield Line(f"ganglion {root} {side}, share from inner to outer pedicle edge", share, low, high, words)
            else:
                before = before_foramen(path, front)
                yield Line(f"ganglion {root} {side}, mm before the front of the sacrum", before, 0.0, published=words)


def ganglion(path: Path) -> Array:
    """Return the middle (3,) of the thickest place of a root, mm."""
    thickest = path.radius >= path.radius.max() - PLATEAU_MM
    return np.asarray(path.points[thickest].astype(np.float64).mean(axis=0))


def across_pedicle(place: Array, pedicle: Pedicle) -> float:
    """Return where a place lies between the inner (0) and outer (1) edge of a pedicle, from the median plane."""
    return float((abs(place[0]) - pedicle.inner) / (pedicle.outer - pedicle.inner))


def before_foramen(path: Path, front: Front) -> float:
    """Return how far before a sacral root comes out of the sacrum its ganglion lies, mm; nan if it never does."""
    out = front.passages(path.points.astype(np.float64))
    if not out:
        return float("nan")
    at, end = ganglion(path), out[0][1]
    along = (np.argmin(np.linalg.norm(path.points - place, axis=1)) for place in (at, end))
    sign = 1.0 if next(along) <= next(along) else -1.0
    return float(sign * np.linalg.norm(end - at))

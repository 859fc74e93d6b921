"""Reach: skin lies near a cutaneous nerve that carries the root the maps give it.

The one module that joins both rooms: it sets the maps of `dermatomes` against the nerves of `meshes`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from dermatomes import ALL_ROOTS, load_map, map_ids
from meshes import REGIONS, Path
from meshes.check.line import Line
from meshes.check.published import HERE, published
from meshes.check.shape import Array, dense_places, points_on
from meshes.check.specimen import ROOTS, SIDES, Specimen

STEP_MM = 2.0
BLANK = -1


@dataclass(frozen=True)
class Excuse:
    """Skin that may lie far from nerves of its root; "*" stands for every map or region."""

    map: str
    root: str
    region: str
    reason: str

    def covers(self, map_id: str, root: str, region: str) -> bool:
        """Whether it speaks of this skin."""
        return self.map in ("*", map_id) and self.root == root and self.region in ("*", region)


def read_excuses() -> list[Excuse]:
    """Read ``exceptions.toml``."""
    table = tomllib.loads((HERE / "exceptions.toml").read_text(encoding="utf-8"))
    return [Excuse(**row) for row in table["exception"]]


def skin(specimen: Specimen) -> Iterator[Line]:
    """Measure, for every map, root and region, the skin farthest from a cutaneous nerve of that root.

    One line says how many are covered; each uncovered one has its own line, with the share of its vertices that is.
    """
    excuses = read_excuses()
    within = published()["reach"]["within"]
    distances = {root: distance_to_nerves(specimen, root) for root in ROOTS}
    for map_id in map_ids():
        leading, covered = leading_roots(specimen, map_id), 0
        for root, region, vertices in _patches(leading, specimen.body.skin.chart.region):
            far = distances[root][vertices]
            if far.max() <= within:
                covered += 1
                continue
            excuse = next((one for one in excuses if one.covers(map_id, root, region)), None)
            what = f"reach {map_id} {root} {region}, mm"
            share = f"{np.mean(far > within):.0%} of {len(far)} vertices too far"
            high = np.inf if excuse else within
            yield Line(what, float(far.max()), high=high, published=f"excused: {excuse.reason}" if excuse else share)
        yield Line(f"reach {map_id}, patches (root and region) within {within:g} mm", float(covered))


def leading_roots(specimen: Specimen, map_id: str) -> NDArray[np.int64]:
    """Return for every skin vertex the index in `ROOTS` of its leading root in a map; `BLANK` where there is none.

    None leads where most of the weight is blank skin, or a root outside L1-S2 leads.
    """
    chart = specimen.body.skin.chart
    weights = load_map(map_id).weights_all(chart.segment, chart.t, chart.theta)
    leading = np.argmax(weights, axis=1)
    blank = 1.0 - weights.sum(axis=1) > weights.max(axis=1)
    order = np.array([ROOTS.index(root) if root in ROOTS else BLANK for root in ALL_ROOTS])
    return np.where(blank, BLANK, order[leading])


def distance_to_nerves(specimen: Specimen, root: str) -> Array:
    """Return the straight distance (n,) from every skin vertex to cutaneous nerves of a root on its side, mm.

    On the midline both sides count; infinite where no such nerve is built.
    """
    skin_side, vertices = specimen.body.skin.side, specimen.body.skin.vertices.astype(np.float64)
    found = np.full(len(vertices), np.inf)
    for side, code in zip(SIDES, (1, -1), strict=True):
        points = [
            shallow_points(path)
            for path in specimen.body.paths.values()
            if path.kind == "nerve" and path.side == side and root in path.roots
        ]
        nerve = np.concatenate([np.empty((0, 3)), *points])
        if len(nerve):
            own = (skin_side == code) | (skin_side == 0)
            found[own] = np.minimum(found[own], cKDTree(nerve).query(vertices[own])[0])
    return found


def shallow_points(path: Path) -> Array:
    """Return the points (k, 3) of a nerve that lie shallow, if it ends shallow; none if it ends deep."""
    shallow = published()["reach"]["shallow"]
    if path.depth[-1] >= shallow:
        return np.empty((0, 3))
    places = dense_places(path.points.astype(np.float64), STEP_MM)
    depth = points_on(path.depth.astype(np.float64), places)
    return np.asarray(points_on(path.points.astype(np.float64), places)[depth < shallow])


def _patches(leading: NDArray[np.int64], region: NDArray[np.uint8]) -> Iterator[tuple[str, str, NDArray[np.int64]]]:
    for index, root in enumerate(ROOTS):
        for code, name in enumerate(REGIONS):
            vertices = np.flatnonzero((leading == index) & (region == code))
            if len(vertices):
                yield root, name, vertices

"""The skin of the lower body: one topology for every figure, waist to toes, exactly mirror symmetric.

Two Catmull-Clark steps of the MakeHuman quads above the ankles, one on feet and toes (with conforming
transitions), clipped at the level of the T12/L1 disc.  Subdivision is linear, so every figure's skin is the
same sparse matrix times its base vertices.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from scipy.spatial import cKDTree

from meshes.build.built import Floats, Ints, SkinMesh
from meshes.build.catmull_clark import Step, catmull_clark
from meshes.build.clip import Clip
from meshes.build.makehuman import MIRRORED, N_BASE, Bodies, symmetrise

SEXES = ("female", "male")
CUT_HEIGHT = {"male": 1225.0, "female": 1120.0}
"""Height of the T12/L1 disc in mm; in the female just under the fold of the breast."""
FINE_ABOVE = 60.0
"""Above this height (mm, mean of the sexes) quads are subdivided twice, below once."""
SNAP = 2.5
"""Vertices this close (mm) to the cut are moved onto it, so that no slivers arise."""
QUAD_MARGIN = 25.0
RIM_BAND = 90.0
"""Height in mm of the band below the cut that slides up or down to make the cut level."""


@dataclass(frozen=True)
class Topology:
    """What all figures share.

    Attributes
    ----------
    operator : sparse (n, 13380): skin vertices = operator @ base vertices.
    faces : (m, 3), outward.
    mirror, side, base_to_fine : see `SkinMesh`.
    rim : vertices on the cut edge.
    """

    operator: sp.csr_matrix
    faces: Ints
    mirror: Ints
    side: Ints
    base_to_fine: Ints
    rim: Ints

    def skin(self, base_vertices: Floats) -> SkinMesh:
        """Return the skin of the body with these base vertices (13380, 3) in mm."""
        vertices = symmetrise(_level_rim(self.operator @ base_vertices, self.rim), self.mirror)
        vertices[self.side == 0, 0] = 0.0
        return SkinMesh(vertices, self.faces, self.mirror, self.side, self.base_to_fine)


def build_topology(bodies: Bodies) -> Topology:
    """Subdivide, triangulate, clip and number the lower body."""
    above_cut = np.mean([bodies.posed[sex].vertices[:, 2] - CUT_HEIGHT[sex] for sex in SEXES], axis=0)
    quads = bodies.quads[above_cut[bodies.quads].min(axis=1) < QUAD_MARGIN]
    once = catmull_clark(quads, N_BASE)
    twice = catmull_clark(once.quads, once.operator.shape[0])
    operator = (twice.operator @ once.operator).tocsr()
    mirror = _mirror_table(operator @ bodies.base)
    left_faces = _left_faces(once, twice, operator, mirror, bodies)
    field = operator @ above_cut
    field = (field + field[mirror]) / 2
    field[np.abs(field) < SNAP] = 0.0
    clip = Clip(field, mirror)
    faces = clip.both_sides(left_faces)
    return _numbered(clip.extend(operator), faces, once.kept, bodies.base)


def _left_faces(once: Step, twice: Step, operator: sp.csr_matrix, mirror: Ints, bodies: Bodies) -> Ints:
    """Triangulate the left half: fine quads above the ankles, coarse ones below, fans between."""
    shapes = [operator @ bodies.posed[sex].vertices for sex in SEXES]
    height = np.mean([shape[:, 2] for shape in shapes], axis=0)
    height = (height + height[mirror]) / 2
    left = (operator @ bodies.base)[once.quads].mean(axis=1)[:, 0] > 0
    fine = height[once.quads].min(axis=1) > FINE_ABOVE
    children = twice.quads.reshape(-1, 4, 4)
    middles = children[:, :, 1]
    split = np.zeros(operator.shape[0], dtype=bool)
    split[middles[fine].ravel()] = True
    n_split = split[middles].sum(axis=1)
    coarse = ~fine & left
    fans = [_fan(once.quads[i], middles[i], split) for i in np.flatnonzero(coarse & (n_split > 0))]
    return np.vstack(
        [
            _shorter_diagonal(children[fine & left].reshape(-1, 4), shapes),
            _shorter_diagonal(once.quads[coarse & (n_split == 0)], shapes),
            *fans,
        ]
    )


def _shorter_diagonal(quads: Ints, shapes: list[Floats]) -> Ints:
    """Split quads into triangles along the diagonal that is shorter over all `shapes`."""

    def length(a: int, b: int) -> Floats:
        lengths = [np.linalg.norm(shape[quads[:, a]] - shape[quads[:, b]], axis=1) for shape in shapes]
        return np.asarray(np.sum(lengths, axis=0))

    first = (length(0, 2) <= length(1, 3))[:, None]
    upper = np.where(first, quads[:, [0, 1, 2]], quads[:, [0, 1, 3]])
    lower = np.where(first, quads[:, [0, 2, 3]], quads[:, [1, 2, 3]])
    return np.vstack([upper, lower])


def _fan(quad: Ints, middles: Ints, split: np.ndarray) -> Ints:
    """Triangulate a coarse quad whose neighbours are fine: no vertex may lie inside another's edge."""
    ring: list[int] = []
    for corner, middle in zip(quad, middles, strict=True):
        ring.append(int(corner))
        if split[middle]:
            ring.append(int(middle))
    start = next(i for i, vertex in enumerate(ring) if split[vertex] and vertex in middles)
    ring = ring[start:] + ring[:start]
    return np.array([[ring[0], ring[i], ring[i + 1]] for i in range(1, len(ring) - 1)])


def _mirror_table(shape: Floats) -> Ints:
    distance, mirror = cKDTree(shape).query(shape * MIRRORED)
    if distance.max() > 1e-6 or not np.array_equal(mirror[mirror], np.arange(len(mirror))):
        raise ValueError(f"the base mesh is not mirror symmetric: {distance.max():.3g} apart")
    return np.asarray(mirror)


def _numbered(operator: sp.csr_matrix, faces: Ints, kept: Ints, base: Floats) -> Topology:
    """Drop unused vertices and note mirror, side, rim and the fine vertex of each base vertex."""
    used = np.unique(faces)
    renumber = np.full(operator.shape[0], -1)
    renumber[used] = np.arange(len(used))
    operator = operator[used]
    faces = renumber[faces]
    base_to_fine = np.full(N_BASE, -1)
    base_to_fine[kept] = renumber[np.arange(len(kept))]
    shape = operator @ base
    side = np.sign(np.round(shape[:, 0], 6)).astype(np.int64)
    return Topology(operator, faces, _mirror_table(shape), side, base_to_fine, _border(faces))


def _border(faces: Ints) -> Ints:
    """Return the vertices of edges that belong to one face only."""
    edges = np.sort(np.vstack([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]]), axis=1)
    unique, count = np.unique(edges, axis=0, return_counts=True)
    return np.asarray(np.unique(unique[count == 1]))


def _level_rim(vertices: Floats, rim: Ints, band: float = RIM_BAND) -> Floats:
    """Slide the top `band` mm of the trunk up or down, fading out below, until the cut edge is level."""
    level = vertices[rim, 2].mean()
    centre = vertices[rim].mean(axis=0)

    def bearing(points: Floats) -> Floats:
        return np.asarray(np.degrees(np.arctan2(points[:, 0] - centre[0], points[:, 1] - centre[1])))

    around = bearing(vertices[rim])
    order = np.argsort(around, kind="stable")
    around, excess = around[order], vertices[rim, 2][order] - level
    top = vertices[:, 2] > level - band
    turns = np.concatenate([around - 360, around, around + 360])
    shift = np.interp(bearing(vertices[top]), turns, np.tile(excess, 3))
    share = np.clip((vertices[top, 2] - (level + shift - band)) / band, 0, 1)
    levelled = vertices.copy()
    levelled[top, 2] -= shift * share**2 * (3 - 2 * share)
    levelled[rim, 2] = level
    return levelled

"""One lumbar vertebra: a 212-vertex cage solved so that its Loop surface meets the published dimensions.

About half of the template's vertices get a target from the dimensions; a least-squares fit with a graph Laplacian
fills in the others. Local frame: origin midway between the end-plate centres, x left, y posterior, z up.
Template vertices are named by their number of first appearance in the OpenSim file (`opensim.read_bone`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from meshes.build.spine import FacetJoint, body_height
from meshes.build.subdivision import loop_matrix
from meshes.build.surface import MIRROR, Points, Surface, unique_edges
from meshes.build.tables import read_csv, read_toml

LAPLACIAN_WEIGHT = 0.2
LIMIT_STEPS = 3  # three Loop steps lie within 0.05 mm of the limit surface
_UPPER_CENTRE, _LOWER_CENTRE = 116, 0

Targets = dict[int, Points]


@dataclass(frozen=True)
class VertebraShape:
    """The measures a vertebra's targets are computed from (mm, degrees), named as in `tables/vertebra.toml`.

    Attributes
    ----------
    d
        Dimensions (the table's `aimed` or `published` row).
    form
        How the processes stand.
    """

    d: dict[str, float]
    form: dict[str, float]

    @property
    def half_wedge(self) -> float:
        """Tangent of half the wedge between the end-plates."""
        return float(np.tan(np.radians(self.d["wedge"]) / 2))

    @property
    def height(self) -> float:
        """Height of the body at its centre."""
        return body_height(self.d)

    @property
    def mean_width(self) -> float:
        """Mean width of the end-plates."""
        return (self.d["upper_width"] + self.d["lower_width"]) / 2

    @property
    def mean_depth(self) -> float:
        """Mean depth of the end-plates."""
        return (self.d["upper_depth"] + self.d["lower_depth"]) / 2

    @property
    def margin(self) -> float:
        """Posterior margin (y) of the upper end-plate."""
        return self.d["upper_depth"] / 2

    @property
    def wall(self) -> float:
        """Posterior wall (y) of the body at mid height, which is hollow."""
        return self.mean_depth / 2 - 2.6

    @property
    def lamina(self) -> float:
        """Back wall (y) of the canal in the midline."""
        return self.wall + self.d["canal_depth"]

    @property
    def pedicle_x(self) -> float:
        """Middle of the pedicle (x)."""
        return self.d["canal_width"] / 2 + self.d["pedicle_width"] / 2

    @property
    def pedicle_y(self) -> float:
        """Isthmus of the pedicle (y)."""
        return self.margin + 3.0

    @property
    def pedicle_top(self) -> float:
        """Upper edge (z) of the pedicle."""
        return self.upper(self.margin) - self.form["pedicle_drop"]

    @property
    def pedicle_bottom(self) -> float:
        """Lower edge (z) of the pedicle."""
        return self.pedicle_top - self.d["pedicle_height"]

    @property
    def pedicle_z(self) -> float:
        """Middle (z) of the pedicle."""
        return (self.pedicle_top + self.pedicle_bottom) / 2

    def upper(self, y: float) -> float:
        """Return z of the upper end-plate at depth y."""
        return self.height / 2 - self.half_wedge * y

    def lower(self, y: float) -> float:
        """Return z of the lower end-plate at depth y."""
        return -self.height / 2 + self.half_wedge * y


def shape_of(level: str, row: str = "aimed") -> VertebraShape:
    """Return the shape of L1..L5 from the table (`aimed` to build with, `published` to place things by)."""
    table: dict[str, Any] = read_toml("vertebra")[level]
    return VertebraShape(table[row], table["form"])


def end_plate_outline(
    angle: float, width: float, depth: float, hollow: float, power: float = 2.35
) -> tuple[float, float]:
    """Return (x, y) of an end-plate's edge: a superellipse with a flattened or hollow back.

    `angle` in radians: 0 left, pi/2 posterior. `hollow`: how far the back is drawn in at the midline, mm.
    """
    c, s = np.cos(angle), np.sin(angle)
    x = np.sign(c) * np.abs(c) ** (2 / power) * width / 2
    y = np.sign(s) * np.abs(s) ** (2 / power) * depth / 2
    if s > 0:
        y -= hollow * max(0.0, 1 - (x / (0.33 * width)) ** 2)
    return float(x), float(y)


def vertebra_targets(shape: VertebraShape, template: Points, superior: FacetJoint, inferior: FacetJoint) -> Targets:
    """Return where template vertices (left half and midline) of a vertebra go, in its local frame.

    Parameters
    ----------
    shape
        Its dimensions.
    template
        (212, 3) from `smooth_places`; only directions around the end-plate centres are read from it.
    superior, inferior
        Its left facet joints with the vertebra above and below, in its own frame.
    """
    targets: dict[int, Any] = {}
    for step in (_end_plates, _waist, _pedicle, _arch, _transverse_process, _spinous_process):
        targets.update(step(shape, template))
    targets.update(_articular_process("superior", superior, 1.0))
    targets.update(_articular_process("inferior", inferior, -1.0))
    found = {number: np.asarray(place, dtype=float) for number, place in targets.items()}
    isthmus, foot = found[128], found[93]
    found[128] = np.array([max(isthmus[0], foot[0] + 1.8), max(isthmus[1], foot[1] + 4.5), isthmus[2]])
    return found


def smooth_places(template: Surface) -> Points:
    """Return where Loop subdivision takes the template's own vertices, made mirror-symmetric, (212, 3)."""
    count = len(template.vertices)
    mirror = _mirror_numbers(template)
    even = (template.vertices + template.vertices[mirror] * MIRROR) / 2
    return np.asarray(loop_matrix(template.faces, count, LIMIT_STEPS)[0][:count] @ even)


def solve_cage(template: Surface, targets: Targets, steps: int) -> Surface:
    """Return the `steps` times subdivided surface whose cage meets the targets, exactly mirror-symmetric."""
    count = len(template.vertices)
    mirror = _mirror_numbers(template)
    both = {int(mirror[i]): place * MIRROR for i, place in targets.items()} | targets
    rows = sorted(both)
    limit = loop_matrix(template.faces, count, LIMIT_STEPS)[0]
    matrix, faces = loop_matrix(template.faces, count, steps)
    system = np.vstack([limit[rows].toarray(), LAPLACIAN_WEIGHT * _graph_laplacian(template)])
    wanted = np.vstack([np.array([both[i] for i in rows]), np.zeros((count, 3))])
    cage = np.linalg.lstsq(system, wanted, rcond=None)[0]
    cage = (cage + cage[mirror] * MIRROR) / 2
    return Surface(np.asarray(matrix @ cage), faces)


def _mirror_numbers(template: Surface) -> npt.NDArray[np.int64]:
    return np.asarray(cKDTree(template.vertices).query(template.vertices * MIRROR)[1])


def _graph_laplacian(template: Surface) -> Points:
    count, edges = len(template.vertices), unique_edges(template.faces)
    weights = np.zeros((count, count))
    weights[edges[:, 0], edges[:, 1]] = weights[edges[:, 1], edges[:, 0]] = 1.0
    return np.asarray(np.eye(count) - weights / weights.sum(axis=1, keepdims=True))


def _ring(
    template: Points,
    numbers: list[int],
    about: Points,
    size: tuple[float, float],
    factor: float,
    hollow: float,
    z: Callable[[float], float],
) -> dict[int, tuple[float, float, float]]:
    """Put template vertices on an outline, each in the direction it has in the template."""
    found = {}
    for number in numbers:
        away = template[number] - about
        x, y = end_plate_outline(float(np.arctan2(away[1], away[0])), size[0] * factor, size[1] * factor, hollow)
        found[number] = (0.0 if abs(template[number][0]) < 0.05 else x, y, z(y))
    return found


def _end_plates(s: VertebraShape, template: Points) -> dict[int, Any]:
    d, hollow = s.d, s.form["back_hollow"]
    upper, lower = (d["upper_width"], d["upper_depth"]), (d["lower_width"], d["lower_depth"])
    top, bottom = template[_UPPER_CENTRE], template[_LOWER_CENTRE]
    back, low_back = d["upper_depth"] / 2, d["lower_depth"] / 2
    return {
        **_ring(template, [108, 107, 110, 111, 112, 117], top, upper, 0.93, hollow, s.upper),
        **_ring(template, [72, 71, 74, 75, 82], top, upper, 1.0, hollow, lambda y: s.upper(y) - 3.2),
        **_ring(template, [16, 15, 18, 19, 24], bottom, lower, 1.0, hollow, lambda y: s.lower(y) + 3.2),
        **_ring(template, [23], bottom, lower, 0.945, hollow, lambda y: s.lower(y) + 4.5),
        **_ring(template, [2, 1, 3, 4, 8, 7], bottom, lower, 0.93, hollow, s.lower),
        78: (0, back - hollow - 0.6, s.upper(back) - 0.4),
        76: (d["canal_width"] * 0.36, back - 0.4, s.upper(back) - 0.8),
        5: (0, low_back - hollow - 0.6, s.lower(low_back) + 0.2),
        6: (7, low_back - 0.8, s.lower(low_back) + 0.2),
        _UPPER_CENTRE: (0, 0, s.upper(0) - 1.0),
        _LOWER_CENTRE: (0, 0, s.lower(0) + 1.2),
    }


def _waist(s: VertebraShape, template: Points) -> dict[int, Any]:
    size, hollow, wall = (s.mean_width, s.mean_depth), s.form["back_hollow"], s.wall
    middle = (template[_UPPER_CENTRE] + template[_LOWER_CENTRE]) / 2
    return {
        **_ring(template, [48, 47, 50, 51, 58], middle, size, 0.90, hollow, lambda _: 3.0),
        **_ring(template, [32, 31, 34, 35, 40], middle, size, 0.90, hollow, lambda _: -3.0),
        54: (0, wall + 0.4, 4),
        37: (0, wall, -1),
        21: (0, wall + 1.0, s.lower(wall) + 4.5),
        52: (6.5, wall + 0.6, 4),
        36: (7, wall + 0.2, -1),
        20: (6.5, wall + 1.0, s.lower(wall) + 4.0),
    }


def _pedicle(s: VertebraShape, _: Points) -> dict[int, Any]:
    half, width, height = s.d["canal_width"] / 2, s.d["pedicle_width"], s.d["pedicle_height"]
    x, y, z, bottom, wall = s.pedicle_x, s.pedicle_y, s.pedicle_z, s.pedicle_bottom, s.wall
    side = end_plate_outline(np.radians(48), s.mean_width * 0.93, s.mean_depth * 0.93, 1.2)
    return {
        113: (x, y, s.pedicle_top),
        60: (x, y + 0.5, bottom),
        77: (half, y + 0.5, z + 0.22 * height),
        53: (half, y - 0.5, z - 0.15 * height),
        83: (x + width / 2, y - 0.5, z + 0.22 * height),
        61: (x + width / 2 + 1.2, y + 1, z - 0.12 * height),
        59: (x + width * 0.42, y - 1.5, bottom + 0.18 * height),
        57: (max(side[0], x + 0.25 * width), side[1], z),
        81: (max(side[0], x + 0.2 * width), side[1], z + 0.3 * height),
        39: (side[0] - 0.5, side[1], bottom - 1.2),
        25: (10.5, wall + 0.8, s.lower(wall) + 5.0),
        41: (half - 0.3, wall + 1.5, bottom + 1),
    }


def _arch(s: VertebraShape, _: Points) -> dict[int, Any]:
    width, z, y, floor = s.d["canal_width"], s.pedicle_z, s.lamina, -s.height / 2
    x = width * 0.30
    return {
        91: (0, y, z - 7.5),
        92: (0, y + 4.2, z - 2.5),
        137: (0, y + 0.8, floor - 2.0),
        177: (0, y + 4.5, floor - 6.5),
        62: (x, y - 3.4, z - 4.5),
        90: (x, y - 2.2, floor - 0.5),
        93: (width * 0.41, s.margin + s.d["canal_depth"] * 0.55, z + 1.5),
        141: (x, y + 1.5, z + 0.5),
        140: (x, y + 5, z - 6),
        138: (4.0, y + 7.0, z - 6.0),
    }


def _transverse_process(s: VertebraShape, _: Points) -> dict[int, Any]:
    tip = np.array(
        [s.d["transverse_span"] / 2, s.margin + s.form["transverse_back"], s.pedicle_z + s.form["transverse_rise"]]
    )
    thick, z, base = s.form["transverse_half_height"], tip[2], s.pedicle_x + s.d["pedicle_width"] / 2 + 2
    x = base + (tip[0] - base) * 0.6
    y = s.pedicle_y + 4 + (tip[1] - s.pedicle_y - 4) * 0.6
    return {
        134: tip,
        133: tip + [-0.8, 1.2, -thick * 0.6],
        135: tip + [-0.8, 1.6, thick * 0.6],
        122: (x, y + 1.5, z + thick),
        88: (x, y + 1.5, z - thick),
        89: (x, y - 1.8, z),
        86: (base + 1, s.pedicle_y + 5.0, z - thick * 1.2),
        85: (base + 1.5, s.pedicle_y + 10.0, z - thick * 0.2),
        130: (base + 0.6, s.pedicle_y + 6.0, z + thick * 1.25),
    }


def _spinous_process(s: VertebraShape, _: Points) -> dict[int, Any]:
    tip_z = s.pedicle_z - s.form["spinous_tip_drop"]
    tip = float(np.sqrt(s.d["spinous_length"] ** 2 - (s.upper(0) - tip_z) ** 2))
    height, slope, length = s.form["spinous_height"], s.form["spinous_slope"], tip - s.lamina

    def top(y: float) -> float:
        return tip_z + height * 0.46 + (tip - y) * slope

    def bottom(y: float) -> float:
        return tip_z - height * 0.48 + (tip - y) * slope * 0.55

    def at(part: float) -> float:
        return s.lamina + part * length

    return {
        139: (0, at(0.38), top(at(0.38))),
        181: (0, at(0.74), top(at(0.74))),
        197: (0, tip - 1.4, top(tip) - 2.5),
        206: (0, tip, tip_z - 1.5),
        210: (0, tip - 2.0, bottom(tip) + 1.5),
        202: (0, at(0.72), bottom(at(0.72))),
        194: (0, at(0.36), bottom(at(0.36)) + 0.5),
        205: (3.9, tip - 2, tip_z - 1),
        209: (4.2, tip - 4, tip_z - height * 0.36),
        199: (3.6, at(0.78), tip_z),
        191: (3.1, at(0.55), (top(at(0.5)) + bottom(at(0.5))) / 2 - 2),
        180: (3.0, at(0.5), top(at(0.5)) - 4),
        201: (2.8, at(0.7), bottom(at(0.7)) + 2),
        179: (3.6, at(0.36), top(at(0.36)) - 3),
    }


def _articular_process(which: str, joint: FacetJoint, sense: float) -> dict[int, Any]:
    """Put an articular process against its half of the joint (`sense` +1 superior, -1 inferior)."""
    normal = sense * joint.normal
    backward = normal * [0.5, 1.0, 1.0]
    backward /= np.linalg.norm(backward)
    surface = joint.centre - normal * joint.gap / 2
    found = {}
    for row in read_csv("facet_targets"):
        if row["process"] == which:
            v = {key: float(value) for key, value in row.items() if key != "process"}
            along = v["height_factor"] * joint.height / 2 + v["height_mm"]
            across = v["width_factor"] * joint.width / 2 + v["width_mm"]
            found[int(v["vertex"])] = (
                surface
                + joint.along * along
                + joint.across * across
                + normal * v["depth_mm"]
                + backward * v["backward_mm"]
            )
    return found

"""End-plates: found on the faces of the bone, then laid on its front and back rim as on a radiograph."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from meshes.check.published import published
from meshes.check.shape import Array, Loop, Shape, dense

LEFT = np.array([1.0, 0.0, 0.0])
"""The figures are mirror images about x = 0: left is the one direction that need not be found."""
LEANING = 35.0
"""Faces whose normal leans farther than this from that of the plate, degrees, belong to its rim."""
INNER = 0.9
"""Faces farther out than this share of the half depth or half width belong to the rim."""
LOOKED_FOR_MM = 15.0
"""The plate is looked for this far above and below where it is thought to be."""
ROUNDS = 50
RIM = 0.2
"""The front and the back rim are the highest points of this share of the median outline at either end."""


@dataclass(frozen=True, eq=False)
class Plate:
    """The plane of one end-plate.

    Attributes
    ----------
    centre : (3,) a point in its middle, mm.
    normal : (3,) unit vector out of the bone.
    """

    centre: Array
    normal: Array

    @property
    def back(self) -> Array:
        """(3,) unit vector in the plate, in the median plane, towards the back."""
        return backward(self.normal)

    @property
    def slope(self) -> float:
        """Degrees by which the plate falls towards the front; the sense of an upper and a lower plate is the same."""
        return float(np.degrees(np.arctan2(self.back[2], self.back[1])))


def backward(up: Array) -> Array:
    """Return the unit vector (3,) across `up` in the median plane that points to the back."""
    back = np.cross(up, LEFT)
    return np.asarray(back * np.sign(back[1]) / np.linalg.norm(back))


def fit_plate(shape: Shape, start: Plate, half_depth: float, half_width: float) -> Plate:
    """Fit a plane to the faces of an end-plate: those that look the way it is thought to look.

    Least squares over the surface (exact second moments of the triangles), so that
    triangles count by their area.  Repeated with the plane just found until it stays.

    Parameters
    ----------
    shape : the bone.
    start : where the plate is thought to be.
    half_depth, half_width : of the body, mm.
    """
    plate = start
    for _ in range(ROUNDS):
        chosen = _chosen(shape, plate, start.centre, half_depth, half_width)
        found = _plane(shape.corners[chosen], shape.area_vectors[chosen], plate.normal)
        if found.normal @ plate.normal > 1 - 1e-12:
            return found
        plate = found
    return plate


def on_rim(outline: Loop, plate: Plate) -> Plate:
    """Lay a plate on the front and the back rim of its bone in the median plane, as published angles are measured.

    The faces alone give planes that turn by degrees with how much of a dished plate is taken for its floor;
    the line from rim to rim does not.
    """
    points = dense(outline)
    near = points[(points - plate.centre) @ plate.normal > -published()["rim"]["depth"]]
    along = near @ plate.back
    share = (along - along.min()) / np.ptp(along)
    front, back = (_highest(near[part], plate.normal) for part in (share < RIM, share > 1 - RIM))
    normal = np.cross(LEFT, back - front)
    normal /= np.linalg.norm(normal)
    return Plate((front + back) / 2, normal * np.sign(normal @ plate.normal))


def angle_between(one: Plate, other: Plate) -> float:
    """Return the angle between two plates that face each other or away, degrees."""
    return float(np.degrees(np.arccos(np.clip(abs(one.normal @ other.normal), 0.0, 1.0))))


def front_outline(shape: Shape) -> tuple[Loop, list[Loop]]:
    """Cut along the median plane: return the foremost polygon (the body) and the others (the arch)."""
    loops = sorted(shape.section(np.zeros(3), LEFT), key=lambda loop: float(loop[:, 1].min()))
    return loops[0], loops[1:]


def _chosen(shape: Shape, plate: Plate, centre: Array, half_depth: float, half_width: float) -> Array:
    middle = shape.corners.mean(axis=1) - centre
    facing = shape.area_vectors @ plate.normal > np.cos(np.radians(LEANING)) * np.linalg.norm(
        shape.area_vectors, axis=1
    )
    inner = (abs(middle @ plate.back) < INNER * half_depth) & (abs(middle @ LEFT) < INNER * half_width)
    return np.asarray(facing & inner & (abs(middle @ plate.normal) < LOOKED_FOR_MM))


def _highest(points: Array, up: Array) -> Array:
    return np.asarray(points[np.argmax(points @ up)])


def _plane(corners: Array, area_vectors: Array, outward: Array) -> Plate:
    areas = np.linalg.norm(area_vectors, axis=1)
    middle = corners.mean(axis=1)
    centre = areas @ middle / areas.sum()
    away, spread = middle - centre, corners - centre
    moment = np.einsum("f,fci,fcj->ij", areas / 12, spread, spread)
    moment += np.einsum("f,fi,fj->ij", areas * 0.75, away, away)
    normal = np.linalg.eigh(moment)[1][:, 0]
    return Plate(centre, normal * np.sign(normal @ outward))

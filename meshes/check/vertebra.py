"""One lumbar vertebra: its frame, its body and its canal."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from meshes.check.pedicle import Pedicle, find_pedicle, inner_gap
from meshes.check.plate import LEFT, Plate, backward, fit_plate, front_outline, on_rim
from meshes.check.published import published
from meshes.check.shape import Array, Loop, Shape, dense

FRONT = 2 / 3
"""End-plate widths are taken over this front share of the depth: pedicles and transverse processes begin behind it."""
SLICES = 12
UP = np.array([0.0, 0.0, 1.0])


@dataclass(frozen=True, eq=False)
class Vertebra:
    """A vertebra with its frame.

    Attributes
    ----------
    shape : the bone.
    outline : (k, 3) the body in the median plane, mm.
    arch : the other polygons of the median plane (spinous process and lamina), mm.
    upper, lower : end-plates.
    """

    shape: Shape
    outline: Loop
    arch: list[Loop]
    upper: Plate
    lower: Plate

    @cached_property
    def up(self) -> Array:
        """(3,) unit vector half way between the normals of its end-plates."""
        up = self.upper.normal - self.lower.normal
        return np.asarray(up / np.linalg.norm(up))

    @cached_property
    def back(self) -> Array:
        """(3,) unit vector across `up`, towards the back."""
        return backward(self.up)

    @cached_property
    def rear(self) -> float:
        """Place of the posterior wall of the body along `back`, mm."""
        return float((self.outline @ self.back).max())

    @cached_property
    def pedicles(self) -> dict[str, Pedicle]:
        """The left and the right pedicle."""
        return {side: find_pedicle(self.shape, self.up, self.back, self._wall, side) for side in ("left", "right")}

    def depth(self, plate: Plate) -> float:
        """Return the depth of an end-plate: the greatest extent of the median outline near it, mm."""
        return float(np.ptp(self._near(plate) @ plate.back))

    def width(self, plate: Plate) -> float:
        """Return the width of an end-plate: the greatest extent of sections parallel and near to it, mm."""
        near = self._near(plate) @ plate.back
        last = near.min() + FRONT * np.ptp(near)
        depths = np.linspace(0, published()["rim"]["depth"], SLICES)
        return max(
            _extent(self.shape.section(plate.centre - depth * plate.normal, plate.normal), plate.back, last)
            for depth in depths
        )

    @property
    def posterior_height(self) -> float:
        """Height of the body at its posterior wall, between the rims of its end-plates, mm."""
        points = dense(self.outline)
        return float(np.ptp(points[points @ self.back > self.rear - published()["rim"]["depth"]] @ self.up))

    @property
    def span(self) -> float:
        """Distance between the tips of the transverse processes, mm."""
        return float(np.ptp(self.shape.vertices @ LEFT))

    @property
    def canal_depth(self) -> float:
        """Shortest distance from the posterior wall to the arch in the median plane, mm."""
        body, arch = dense(self.outline), np.concatenate([dense(loop) for loop in self.arch])
        return float(min(np.linalg.norm(arch - point, axis=1).min() for point in body))

    @property
    def canal_width(self) -> float:
        """Distance between the inner walls of the pedicles where they are farthest apart, mm.

        In every plane across the back direction each inner wall counts where it stands out most.
        """
        return inner_gap(self.shape, self.up, self.back, self._wall)

    @property
    def _wall(self) -> tuple[float, float]:
        return self.rear, float(np.ptp(self.outline @ self.back))

    def _near(self, plate: Plate) -> Loop:
        points = dense(self.outline)
        heights = (points - plate.centre) @ plate.normal
        return np.asarray(points[heights > -published()["rim"]["depth"]])


def find_vertebra(shape: Shape) -> Vertebra:
    """Find the frame of a vertebra, whatever way it leans in the median plane."""
    outline, arch = front_outline(shape)
    middle = (outline.min(axis=0) + outline.max(axis=0)) / 2
    half_depth = float(np.ptp(outline[:, 1])) / 2
    half_height = float(np.ptp(outline[:, 2])) / 2
    upper, lower = (
        on_rim(outline, fit_plate(shape, Plate(middle + sign * half_height * UP, sign * UP), half_depth, half_depth))
        for sign in (1.0, -1.0)
    )
    return Vertebra(shape, outline, arch, upper, lower)


def _extent(loops: list[Loop], back: Array, last: float) -> float:
    """Return the greatest extent to left and right of the parts of polygons before a place along `back`."""
    points = np.concatenate([np.empty((0, 3)), *(dense(loop) for loop in loops)])
    front = points[points @ back < last]
    return float(np.ptp(front @ LEFT)) if len(front) else 0.0

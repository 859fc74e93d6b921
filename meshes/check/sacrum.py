"""Anterior sacral foramina, found as hollows in the front of the sacrum seen square to its upper two segments."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from meshes.check.plate import LEFT
from meshes.check.shape import Array, Shape, dense, dense_line
from meshes.check.specimen import Specimen

CHORD_MM = 55.0
"""The front is looked at square to the chord from the promontory to the median front this far below it."""
CELL_MM = 1.0
ACROSS_MM, DOWN_MM = (-45.0, 45.0), (-5.0, 100.0)
LID_MM = 21
"""Hollows narrower than this are foramina: a lid of this size rests on their rims (grey opening of the depths)."""
HOLLOW_MM = 3.0
LEAST_MM2 = 12.0
THROUGH_MM = 40.0
"""Depth given to sight lines that meet no bone."""


@dataclass(frozen=True, eq=False)
class Front:
    """The front of the sacrum as a map of depths.

    Attributes
    ----------
    promontory : (3,) mm.
    axes : (3, 3) rows: left, down along the front, back into it.
    lid : (k, m) depth of the front with its hollows covered, mm; rows down, columns across.
    hollows : (k, m) 0 where there is none, else the number of the hollow.
    left, right : numbers of the hollows of either side from above: S1, S2, ...
    """

    promontory: Array
    axes: Array
    lid: Array
    hollows: NDArray[np.int64]
    left: list[int]
    right: list[int]

    def seen(self, points: Array) -> Array:
        """Return points (k, 3) in mm to the left, down and behind the promontory."""
        return np.asarray((points - self.promontory) @ self.axes.T)

    def passages(self, line: Array) -> list[tuple[str, Array]]:
        """Return where a line (k, 3) comes out of the front: the foramen, "bone" if by none, and the place (3,)."""
        places = dense_line(line)
        seen = self.seen(places)
        row, column = self._cell(seen)
        behind = seen[:, 2] - self.lid[row, column]
        out = np.flatnonzero((behind[:-1] > 0) & (behind[1:] <= 0))
        return [(self._names.get(int(self.hollows[row[at], column[at]]), "bone"), places[at]) for at in out]

    def middle(self, foramen: str) -> float:
        """Return how far below the promontory the middle of a foramen lies, mean of both sides, mm."""
        numbers = [number for number, name in self._names.items() if name == foramen]
        rows = np.nonzero(np.isin(self.hollows, numbers))[0]
        return float(DOWN_MM[0] + CELL_MM * rows.mean())

    @cached_property
    def _names(self) -> dict[int, str]:
        return {number: f"S{order}" for side in (self.left, self.right) for order, number in enumerate(side, start=1)}

    def _cell(self, seen: Array) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        row = np.rint((seen[:, 1] - DOWN_MM[0]) / CELL_MM).astype(int)
        column = np.rint((seen[:, 0] - ACROSS_MM[0]) / CELL_MM).astype(int)
        return row.clip(0, len(self.lid) - 1), column.clip(0, self.lid.shape[1] - 1)


def find_front(specimen: Specimen) -> Front:
    """Look at the front of the sacrum of a figure."""
    promontory, axes = _view(specimen)
    sacrum = specimen.shapes["sacrum"]
    corners = (sacrum.vertices - promontory) @ axes.T
    depths = depth_map(Shape("", "", corners, sacrum.faces))
    lid = ndimage.grey_opening(depths, size=(LID_MM, LID_MM))
    hollows, count = ndimage.label(depths - lid > HOLLOW_MM)
    centres = {number: ndimage.center_of_mass(hollows == number) for number in _kept(hollows, count)}
    middle = -ACROSS_MM[0] / CELL_MM
    left = sorted((n for n, at in centres.items() if at[1] > middle), key=lambda n: centres[n][0])
    right = sorted((n for n, at in centres.items() if at[1] < middle), key=lambda n: centres[n][0])
    return Front(promontory, axes, lid, hollows, left, right)


def depth_map(shape: Shape) -> Array:
    """Return the least third coordinate of a shape over a grid of its first two; `THROUGH_MM` where it is not."""
    across, down = (np.arange(*limits, CELL_MM) for limits in (ACROSS_MM, DOWN_MM))
    depths = np.full((len(down), len(across)), THROUGH_MM)
    for corners in shape.corners:
        (x0, y0, _), (x1, y1, _) = corners.min(axis=0), corners.max(axis=0)
        columns, rows = (
            np.flatnonzero((axis >= low) & (axis <= high)) for axis, low, high in ((across, x0, x1), (down, y0, y1))
        )
        plane = np.column_stack([corners[:, :2], np.ones(3)])
        if len(columns) and len(rows) and abs(np.linalg.det(plane)) > 1e-9:
            grid = np.stack(np.broadcast_arrays(across[columns], down[rows][:, None], 1.0), axis=-1)
            weights = grid @ np.linalg.inv(plane)
            depth = np.where((weights >= -1e-9).all(axis=-1), weights @ corners[:, 2], THROUGH_MM)
            cells = np.ix_(rows, columns)
            depths[cells] = np.minimum(depths[cells], depth)
    return depths


def _view(specimen: Specimen) -> tuple[Array, Array]:
    plate, outline = specimen.sacral_plate, dense(specimen.sacral_outline)
    top = outline[abs((outline - plate.centre) @ plate.normal) < 3.0]
    promontory = top[np.argmin(top @ plate.back)]
    away = np.linalg.norm(outline - promontory, axis=1)
    ring = outline[abs(away - CHORD_MM) < 0.5]
    lower = ring[np.argmin(ring[:, 1])]
    down = (lower - promontory) / np.linalg.norm(lower - promontory)
    back = np.cross(LEFT, down)
    return promontory, np.stack([LEFT, down, back * np.sign(back[1])])


def _kept(hollows: NDArray[np.int64], count: int) -> list[int]:
    """Return the hollows that are large enough and do not run off the map."""
    rim = np.concatenate([hollows[0], hollows[-1], hollows[:, 0], hollows[:, -1]])
    sizes = np.bincount(hollows.ravel(), minlength=count + 1) * CELL_MM**2
    return [number for number in range(1, count + 1) if sizes[number] >= LEAST_MM2 and number not in rim]

"""Where the line of a name ends: on a point of what it names that is to be seen. Points in mm."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from viewer.batch import Batch
from viewer.camera import Camera, project
from viewer.label_layout import Span
from viewer.picture import Name

CANDIDATES = 10
"""Points of a part that are tried for the end of its line."""
DEEPEST = 150.0
"""A word at a point farther behind the focus than this, mm, names what the body hides: it is left out."""
Points = NDArray[np.float32]
Point = tuple[float, float, float]
Sees = Callable[[Point], bool]


@dataclass
class Anchors:
    """Where the line of one name may end.

    Attributes
    ----------
    name
        The name.
    find
        Finds points spread over its parts; called when they are first needed, for most names never are.
    """

    name: Name
    find: Callable[[], list[Point]]

    @cached_property
    def points(self) -> list[Point]:
        """The points, the one in use first; mm."""
        return self.find()

    def seen(self, camera: Camera, size: Span, sees: Sees) -> tuple[float, float] | None:
        """The pixel of the first point that is to be seen, or None; that point is tried first the next time."""
        before, behind = camera.slab or (np.inf, np.inf)
        behind = min(behind, DEEPEST) if self.name.point else behind
        for number, point in enumerate(self.points):
            if not -behind <= camera.depth(point) <= before:
                continue
            x, y = project(camera, point, *size)
            if not (0 < x < size[0] and 0 < y < size[1]):
                continue
            if self.name.through or sees(point):
                self.points.insert(0, self.points.pop(number))
                return x, y
        return None

    def spread(self, camera: Camera, size: Span) -> float:
        """How large it is seen, pixels."""
        if not self.points:
            return 0.0
        pixels = np.array([project(camera, point, *size) for point in self.points])
        return float(np.ptp(pixels, axis=0).max())


class AnchorPoints:
    """Finds the points of the parts that a view draws.

    Parameters
    ----------
    batches
        What is drawn.
    """

    def __init__(self, batches: Sequence[Batch]) -> None:
        self._batches = batches
        self._chosen: dict[str, NDArray[np.int64]] = {}

    def of(self, name: Name, shown: Mapping[str, float]) -> Anchors:
        """Where the line of a name may end, where its parts are drawn now; nowhere if none is."""
        return Anchors(name, lambda: self._found(name, shown))

    def _found(self, name: Name, shown: Mapping[str, float]) -> list[Point]:
        if name.point is not None:
            return [name.point]
        spread = [self._points(part_id) for part_id in name.parts if shown.get(part_id)]
        return [point for points in zip(*spread, strict=False) for point in points]

    def _points(self, part_id: str) -> list[Point]:
        batch = next(batch for batch in self._batches if part_id in batch.slices)
        points = batch.mesh.points[batch.slices[part_id]]
        if part_id not in self._chosen:
            self._chosen[part_id] = spread_over(points)
        return [(x, y, z) for x, y, z in points[self._chosen[part_id]].tolist()]


def spread_over(points: Points) -> NDArray[np.int64]:
    """Indices of a few points far from each other, the one nearest the middle first."""
    step = max(1, len(points) // 400)
    some = points[::step].astype(np.float64)
    chosen = [int(np.argmin(((some - some.mean(axis=0)) ** 2).sum(axis=1)))]
    away = ((some - some[chosen[0]]) ** 2).sum(axis=1)
    for _ in range(min(CANDIDATES, len(some)) - 1):
        chosen.append(int(np.argmax(away)))
        away = np.minimum(away, ((some - some[chosen[-1]]) ** 2).sum(axis=1))
    return step * np.array(chosen, np.int64)


def silhouette(bounds: Sequence[float], camera: Camera, size: Span) -> Span:
    """From where to where a picture shows a box of these x, y and z ranges, pixels."""
    x0, x1, y0, y1, z0, z1 = bounds
    corners = [(x, y, z) for x in (x0, x1) for y in (y0, y1) for z in (z0, z1)]
    reach = [project(camera, corner, *size)[0] for corner in corners]
    return min(reach), max(reach)

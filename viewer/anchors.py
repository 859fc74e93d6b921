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
SIDE_SHARE = 0.26
"""Share of the picture's width on each side in which lines end only if they must."""
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
        """The pixel of the first point that is to be seen, or None; that point is tried first the next time.

        Points in the middle of the picture go first, since names stand at its sides; a minor name has no others.
        """
        pixels = {number: pixel for number, point in enumerate(self.points) if (pixel := _pixel(camera, point, size))}
        central = [number for number in pixels if SIDE_SHARE < pixels[number][0] / size[0] < 1 - SIDE_SHARE]
        others = [] if self.name.minor else [number for number in pixels if number not in central]
        for number in (*central, *others):
            if self._shows(self.points[number], camera, sees):
                self.points.insert(0, self.points.pop(number))
                return pixels[number]
        return None

    def _shows(self, point: Point, camera: Camera, sees: Sees) -> bool:
        if self.name.point is not None:
            return camera.depth(point) >= -DEEPEST
        return self.name.through or sees(point)

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


def _pixel(camera: Camera, point: Point, size: Span) -> tuple[float, float] | None:
    """Where a point is seen; None if it lies outside the picture or its slab."""
    before, behind = camera.slab or (np.inf, np.inf)
    x, y = project(camera, point, *size)
    inside = 0 < x < size[0] and 0 < y < size[1] and -behind <= camera.depth(point) <= before
    return (x, y) if inside else None


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

"""Painting and rubbing out on the skin: from a stroke to marks. Pure: no Qt, no VTK. Lengths along the skin in mm.

A stroke leaves round spots, close enough that their edges make one band; sizes are measured on the skin and not on the
screen, so a patch is as wide on the shin as on the sole.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import msgspec
import numpy as np
from numpy.typing import NDArray

from dermatomes import Finding, Mark, Spot, vocabulary
from meshes import ChartPosition, Skin
from viewer.session import Placed, Session

SPACING = 0.3
"""Distance from spot to spot against the brush's radius: the edge of the band then wavers by little more than 1 %."""


@dataclass
class Stroke:
    """What one movement of the brush has touched so far.

    Attributes
    ----------
    skin
        Of the figure that is painted on.
    radius_mm
        Of the brush.
    placed
        The spots so far, each with its side and region.
    vertices
        The skin vertices in the middle of the spots.
    """

    skin: Skin
    radius_mm: float
    placed: list[Placed] = field(default_factory=list)
    vertices: list[int] = field(default_factory=list)
    _passed: tuple[int, ChartPosition] | None = None

    def touch(self, face: int, point: tuple[float, float, float]) -> bool:
        """Move the brush to a place on a face; tell whether that left a new spot."""
        vertex, position = self.skin.vertex_near(point), self.skin.locate(face, point)
        if self.vertices and self._apart(vertex) < SPACING * self.radius_mm:
            self._passed = vertex, position
            return False
        self._place(vertex, position)
        return True

    def finish(self) -> None:
        """Leave a last spot where the brush was lifted, so that the band reaches as far as the brush did."""
        if self._passed is not None:
            self._place(*self._passed)

    def _place(self, vertex: int, position: ChartPosition) -> None:
        self.vertices.append(vertex)
        self.placed.append((position.side, position.region, spot_at(position, self.radius_mm)))
        self._passed = None

    def touched(self) -> NDArray[np.bool_]:
        """Which skin vertices the brush has passed over, (n,)."""
        inside = np.zeros(len(self.skin.vertices), dtype=bool)
        for vertex in self.vertices:
            inside[self.skin.patch(vertex, self.radius_mm)[0]] = True
        return inside

    def _apart(self, vertex: int) -> float:
        """Least straight distance from a vertex to the spots there are."""
        middles = self.skin.vertices[self.vertices]
        return float(np.linalg.norm(middles - self.skin.vertices[vertex], axis=1).min())


def spot_at(position: ChartPosition, radius_mm: float) -> Spot:
    """A spot of this size at a place of the chart."""
    return Spot(segment=position.segment, t=position.t, theta=position.theta, radius_mm=radius_mm)


def rubbed_out(session: Session, stroke: Stroke) -> Session:
    """The session without the spots whose middle the brush passed over, and without region marks it passed over."""
    touched = stroke.touched()
    places = {(side, region) for side, region, _ in stroke.placed}
    kept: list[Finding] = []
    for finding in session.findings:
        left = _rubbed(finding, stroke.skin, touched, places) if isinstance(finding, Mark) else finding
        if left is not None:
            kept.append(left)
    return session if tuple(kept) == session.findings else session.with_findings(tuple(kept))


def _rubbed(
    mark: Mark, skin: Skin, touched: NDArray[np.bool_], places: Iterable[tuple[str, str]]
) -> Mark | None:
    if not mark.spots:
        members = vocabulary().members(mark.region)
        passed = any(region in members and side in (mark.side, "midline") for side, region in places)
        return None if passed else mark
    spots = tuple(spot for spot in mark.spots if not touched[skin.find(spot.segment, spot.t, spot.theta, mark.side)])
    return msgspec.structs.replace(mark, spots=spots) if spots else None

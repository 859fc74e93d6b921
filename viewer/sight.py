"""What one view really shows under a pixel: the skin, a structure, or nothing.

It asks the very meshes that are drawn, so that what is hidden, cut away or moved is not there for the pointer either.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from viewer.camera import Camera, ray
from viewer.picker import Hit, Picker, Point

if TYPE_CHECKING:
    from viewer.scene import Scene

SKIN_MEANT_FROM = 0.5
"""A skin fainter than this is looked through: what lies behind it is meant."""
CLEARANCE = 2.5
"""How much nearer than a point something must be to hide it, mm: the point lies on a surface itself."""

UNDER_SKIN = 0.2
"""The same for the skin: nerves run close under it."""


@dataclass(frozen=True)
class PartHit:
    """A place on a structure: its id, and the point on it in mm."""

    part_id: str
    point: Point


class Sight:
    """Casts lines of sight at a scene.

    Parameters
    ----------
    scene
        Whose actors are asked.
    """

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._pickers: dict[int, Picker] = {}

    def skin_at(self, camera: Camera, x: float, y: float, width: float, height: float) -> Hit | None:
        """The outside of the skin under pixel (x, y) of a picture of this size, where it is drawn."""
        hit = self._skin(*ray(camera, x, y, width, height))
        return hit if hit is not None and hit.outside else None

    def first_at(self, camera: Camera, x: float, y: float, width: float, height: float) -> Hit | PartHit | None:
        """What is meant under pixel (x, y): the first opaque surface, else what is faint."""
        eye, beyond = ray(camera, x, y, width, height)
        skin, part = self._skin(eye, beyond), self._part(eye, beyond, faded=False)
        if skin is not None and not skin.outside:
            skin = None
        if skin is not None and self._scene.skin_strength >= SKIN_MEANT_FROM:
            return skin if part is None or _way(eye, skin.point) < _way(eye, part.point) else part
        return part or self._part(eye, beyond, faded=True) or skin

    def sees(self, camera: Camera, point: Point, *, through_skin: bool) -> bool:
        """Whether nothing opaque stands between the eye and a point on a structure.

        Parameters
        ----------
        camera
            Where the eye stands.
        point
            A place on what is drawn, mm.
        through_skin
            Whether the skin does not count.
        """
        cut, eye = self._scene.cut, camera.position
        if cut is not None and not cut.keeps(point):
            return False
        way = _way(eye, point)
        before = _between(eye, point, 1 - CLEARANCE / way)
        start = eye if camera.slab is None else _between(eye, point, max(0.0, 1 - camera.slab[0] / way))
        if not through_skin and self._skin(start, _between(eye, point, 1 - UNDER_SKIN / way)) is not None:
            return False
        return self._part(start, before, faded=False) is None

    def _skin(self, eye: Point, beyond: Point) -> Hit | None:
        if self._scene.skin_strength <= 0:
            return None
        return self._first(self._scene.skin, eye, beyond)

    def _part(self, eye: Point, beyond: Point, *, faded: bool) -> PartHit | None:
        """The first structure on the way, among those drawn whole or those drawn faintly."""
        found: list[tuple[float, PartHit]] = []
        for batch in self._scene.batches:
            mesh = batch.faded if faded else batch.mesh
            hit = self._first(mesh, eye, beyond) if mesh.n_cells else None
            if hit is not None:
                found.append((_way(eye, hit.point), PartHit(batch.part_of(mesh, hit.face), hit.point)))
        return min(found, key=lambda pair: pair[0])[1] if found else None

    def _first(self, mesh: Any, eye: Point, beyond: Point) -> Hit | None:
        picker = self._pickers.get(id(mesh))
        if picker is None or picker.faces is not mesh.GetPolys():
            picker = self._pickers[id(mesh)] = Picker(mesh)
        return picker.first(eye, beyond, cut=self._scene.cut, insides=self._scene.insides_shown)


def _way(eye: Point, point: Point) -> float:
    return float(sum((p - e) ** 2 for p, e in zip(point, eye, strict=True)) ** 0.5)


def _between(eye: Point, point: Point, share: float) -> Point:
    x, y, z = (e + (p - e) * share for e, p in zip(eye, point, strict=True))
    return x, y, z

"""The tubes of one view: lit ways and what a lesion does to a root, each with a ghost that shines through."""

from __future__ import annotations

from typing import Any

import pyvista as pv

from viewer.batch import QUIETLY, touch
from viewer.picture import Strand
from viewer.stage import bring_to_front

SIDES = 12
SHINE_THROUGH = 0.58
"""How strongly a tube shows where skin or bone lies in front of it."""


class Tubes:
    """Strands as they are drawn.

    Parameters
    ----------
    plotter
        Where they are drawn.
    """

    def __init__(self, plotter: Any) -> None:
        self._plotter = plotter
        self._drawn: list[tuple[Strand, Any]] = []

    def show(self, strands: tuple[Strand, ...]) -> None:
        """Draw these strands and no others; those that only moved are moved, which costs a fifth of adding them."""
        tubes = [_tube(strand) for strand in strands]
        if len(tubes) == len(self._drawn) and all(
            _alike(old, new) and mesh.n_points == tube.n_points
            for (old, mesh), new, tube in zip(self._drawn, strands, tubes, strict=True)
        ):
            for (_, mesh), tube in zip(self._drawn, tubes, strict=True):
                mesh.points[:] = tube.points
                mesh.point_data["TubeNormals"][:] = tube.point_data["TubeNormals"]
                mesh.GetPoints().Modified()
                touch(mesh, "TubeNormals")
            self._drawn = [(strand, mesh) for strand, (_, mesh) in zip(strands, self._drawn, strict=True)]
            return
        self._remove()
        for number, (strand, tube) in enumerate(zip(strands, tubes, strict=True)):
            self._add(number, strand, tube)
        self._drawn = list(zip(strands, tubes, strict=True))

    def forget(self) -> None:
        """Note that the plotter was emptied."""
        self._drawn = []

    def _add(self, number: int, strand: Strand, tube: Any) -> None:
        for name, opacity in (("strand", strand.opacity), ("ghost", SHINE_THROUGH * strand.opacity)):
            actor = self._plotter.add_mesh(
                tube, color=strand.colour, opacity=opacity, ambient=0.45, diffuse=0.6, specular=0.4,
                name=f"{name}{number}", smooth_shading=False, copy_mesh=False, **QUIETLY,
            )  # fmt: skip
            actor.prop.interpolation = "Phong"
            actor.prop.culling = "back"
        bring_to_front(actor.mapper)

    def _remove(self) -> None:
        for name in [key for key in self._plotter.actors if key.startswith(("strand", "ghost"))]:
            self._plotter.remove_actor(name, **QUIETLY)


def _alike(old: Strand, new: Strand) -> bool:
    return (old.colour, old.opacity, old.points.shape) == (new.colour, new.opacity, new.points.shape)


def _tube(strand: Strand) -> Any:
    line = pv.MultipleLines(points=strand.points)
    line["radius"] = strand.radius
    return line.tube(radius=None, scalars="radius", absolute=True, n_sides=SIDES, capping=True)

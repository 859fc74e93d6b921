"""Many parts in one mesh, so that a view draws a few actors instead of three hundred.

Every change is made in place: colours and points are written into the arrays that are drawn, and a part is hidden or
faded by leaving its faces out of the mesh or putting them into another one over the same points. What is hidden costs
nothing to draw, and an opaque mesh stays opaque.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pyvista as pv
from numpy.typing import NDArray

from meshes import Part, vertex_normals
from viewer.apart import FADED
from viewer.palette import Rgb
from viewer.picture import Points, Shift
from viewer.stage import bring_to_front, make_solid

SHINE_THROUGH = 0.6
"""How strongly a part in focus shows where skin or bone lies in front of it."""
QUIETLY = {"reset_camera": False, "render": False}


class Batch:
    """Parts that look alike.

    Parameters
    ----------
    plotter
        Where they are drawn.
    name
        Name of their actor; those of the faded ones and of those in focus begin with `faded_` and `front_`.
    parts
        The parts.
    light
        Whether they are drawn with fewer faces.
    specular, opacity
        How they shine, and how clear they are.
    """

    def __init__(
        self, plotter: Any, name: str, parts: Iterable[Part], *, light: bool, specular: float, opacity: float = 1.0
    ) -> None:
        parts = tuple(parts)
        ends = np.cumsum([0, *(len(part.vertices) for part in parts)]).tolist()
        self.slices = {part.id: slice(*ends[row : row + 2]) for row, part in enumerate(parts)}
        self.faces: dict[str, NDArray[np.int32]] = {
            part.id: (part.light_faces if light else part.faces) + start
            for part, start in zip(parts, ends[:-1], strict=True)
        }
        self._home = np.concatenate([part.vertices for part in parts])
        self._whole_faces = {part.id: part.faces for part in parts}
        self._bent: set[str] = set()
        self.mesh = surface(self._home.copy(), np.concatenate(list(self.faces.values())))
        self._home_normals = self.mesh.point_data["Normals"].copy()
        self.mesh.point_data["rgb"] = np.zeros((len(self._home), 3), np.uint8)
        self.faded = _same_points(self.mesh)
        look = {"specular": specular, "specular_power": 18, "ambient": 0.24, "diffuse": 0.80}
        self.actor = _add(plotter, name, self.mesh, opacity, look)
        make_solid(self.actor)
        self.faded_actor = _add(plotter, f"faded_{name}", self.faded, opacity * FADED, look)
        self.front = _same_points(self.mesh)
        self.front_actor = _add(plotter, f"front_{name}", self.front, SHINE_THROUGH, look)
        bring_to_front(self.front_actor.mapper)
        for actor in (self.faded_actor, self.front_actor):
            actor.SetVisibility(False)

    def recolour(self, colours: Mapping[str, Rgb]) -> None:
        """Give every part its colour."""
        rgb = self.mesh.point_data["rgb"]
        for part_id, rows in self.slices.items():
            rgb[rows] = colours[part_id]
        for mesh in (self.mesh, self.faded, self.front):
            touch(mesh, "rgb")

    def show_parts(self, shown: Mapping[str, float], focus: Container[str]) -> None:
        """Draw every part whole, faded or not at all, as its strength says; those in focus shine through the rest."""
        self._fill(self.mesh, self.actor, [part_id for part_id in self.faces if shown[part_id] == 1])
        self._fill(self.faded, self.faded_actor, [part_id for part_id in self.faces if 0 < shown[part_id] < 1])
        front = [part_id for part_id in self.faces if part_id in focus and shown[part_id] == 1]
        self._fill(self.front, self.front_actor, front)

    def part_of(self, mesh: Any, face: int) -> str:
        """Id of the part that a face of one of the meshes belongs to."""
        first = int(mesh.regular_faces[face, 0])
        return next(part_id for part_id, rows in self.slices.items() if rows.start <= first < rows.stop)

    def _fill(self, mesh: Any, actor: Any, part_ids: Sequence[str]) -> None:
        drawn = [self.faces[part_id] for part_id in part_ids]
        mesh.regular_faces = np.concatenate(drawn) if drawn else np.empty((0, 3), np.int32)
        mesh.Modified()
        actor.SetVisibility(bool(drawn))

    def move(self, shifts: Mapping[str, Shift], bent: Mapping[str, Points]) -> None:
        """Put every part where it belongs, bend those that a lesion bends, then move each as far as it is to go, mm."""
        points = self.mesh.points
        points[:] = self._home
        for part_id, rows in self.slices.items():
            if part_id in bent:
                points[rows] = bent[part_id]
            if part_id in shifts:
                points[rows] += np.array(shifts[part_id], np.float32)
        self._shade(bent)
        self.mesh.GetPoints().Modified()
        for mesh in (self.mesh, self.faded, self.front):
            mesh.Modified()

    def _shade(self, bent: Mapping[str, Points]) -> None:
        """Turn the normals of bent parts with their surface, and back again."""
        normals = self.mesh.point_data["Normals"]
        for part_id in self._bent - bent.keys():
            normals[self.slices[part_id]] = self._home_normals[self.slices[part_id]]
        self._bent = self.slices.keys() & bent.keys()
        for part_id in self._bent:
            rows = self.slices[part_id]
            normals[rows] = vertex_normals(bent[part_id], self._whole_faces[part_id])
        if self._bent:
            self.mesh.GetPointData().GetNormals().Modified()


def surface(points: NDArray[np.float32], faces: NDArray[np.int32]) -> Any:
    """Make a mesh with normals at its points."""
    mesh = pv.PolyData.from_regular_faces(np.ascontiguousarray(points), faces)
    mesh.compute_normals(
        cell_normals=False, split_vertices=False, consistent_normals=False, auto_orient_normals=False, inplace=True
    )
    return mesh


def touch(mesh: Any, colours: str) -> None:
    """Say that a colour array was written to."""
    mesh.GetPointData().GetArray(colours).Modified()
    mesh.Modified()


def _same_points(mesh: Any) -> Any:
    """Make a mesh without faces over the very points, normals and colours of another."""
    other = pv.PolyData()
    other.SetPoints(mesh.GetPoints())
    other.GetPointData().ShallowCopy(mesh.GetPointData())
    return other


def _add(plotter: Any, name: str, mesh: Any, opacity: float, look: Mapping[str, float]) -> Any:
    actor = plotter.add_mesh(
        mesh, scalars="rgb", rgb=True, name=name, opacity=opacity, show_scalar_bar=False, copy_mesh=False,
        **look, **QUIETLY,
    )  # fmt: skip
    actor.prop.interpolation = "Phong"
    actor.prop.culling = "back"
    return actor

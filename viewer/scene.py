"""The actors of one 3D view, and how a Picture reaches them.

A Scene holds a pyvista plotter (on or off screen); it never asks and never decides. Meshes are added once for each
figure; afterwards only colour arrays change in place, which costs milliseconds where adding again costs a tenth of a
second.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyvista as pv
from numpy.typing import NDArray
from vtkmodules.vtkRenderingCore import vtkBillboardTextActor3D, vtkLight

from meshes import Body, Part
from viewer.camera import VIEW_ANGLE, Camera
from viewer.picture import Label, Overlay, Picture, Strand

NERVE_KINDS = ("root", "nerve")
BACKGROUND = {False: ("#e9e5df", "#fbfaf7"), True: ("#15181d", "#262b33")}
TUBE_SIDES = 10


@dataclass(eq=False)
class _Batch:
    """Many parts in one mesh, so that the view draws a few actors instead of a hundred."""

    mesh: Any
    slices: dict[str, slice]

    def recolour(self, colours: dict[str, tuple[int, int, int]]) -> None:
        rgb = self.mesh.point_data["rgb"]
        for part_id, rows in self.slices.items():
            rgb[rows] = colours[part_id]
        _touch(self.mesh)


class Scene:
    """One view of the body.

    Parameters
    ----------
    plotter
        A pyvista plotter, on or off screen, empty.
    with_skin
        Whether this view shows the skin (the lumbar view does not).
    dark
        Whether the background is dark.
    """

    def __init__(self, plotter: Any, *, with_skin: bool, dark: bool = False) -> None:
        self.plotter = plotter
        self.with_skin = with_skin
        self.skin: Any = None
        self._body: Body | None = None
        self._batches: list[_Batch] = []
        self._skin_actor: Any = None
        self._shown: Picture | None = None
        _light(plotter)
        low, high = BACKGROUND[dark]
        plotter.set_background(low, top=high)

    @property
    def skin_representation(self) -> str:
        """How the skin is drawn: Surface, Wireframe or Points."""
        return str(self._skin_actor.prop.style)

    def show(self, picture: Picture, body: Body) -> None:
        """Bring the actors to what the picture says; whatever did not change is left alone."""
        if body is not self._body:
            self._add_body(body)
        before = self._shown
        colours = dict(picture.part_rgb)
        if before is None or colours != dict(before.part_rgb):
            for batch in self._batches:
                batch.recolour(colours)
        if self.with_skin:
            self._show_skin(picture, before)
        if before is None or picture.strands is not before.strands:
            self._show_strands(picture.strands)
        if before is None or picture.labels != before.labels:
            self._show_labels(picture.labels)
        self._shown = picture

    def look(self, camera: Camera) -> None:
        """Put the eye where the camera stands."""
        view = self.plotter.camera
        view.focal_point = camera.focus
        view.position = camera.position
        view.up = camera.up
        view.view_angle = VIEW_ANGLE
        self.plotter.renderer.ResetCameraClippingRange()

    def _add_body(self, body: Body) -> None:
        self.plotter.clear_actors()
        self._shown = None
        self._body = body
        solids = [part for part in body.parts.values() if part.kind not in (*NERVE_KINDS, "skin")]
        nerves = [part for part in body.parts.values() if part.kind in NERVE_KINDS]
        self._batches = [self._add_batch("solid", solids, 0.18), self._add_batch("nerve", nerves, 0.30)]
        if self.with_skin:
            self._add_skin(body)

    def _add_batch(self, name: str, parts: Iterable[Part], specular: float) -> _Batch:
        points, faces, slices, start = [], [], {}, 0
        for part in parts:
            points.append(part.vertices)
            faces.append(part.faces + start)
            slices[part.id] = slice(start, start + len(part.vertices))
            start += len(part.vertices)
        mesh = _surface(np.concatenate(points), np.concatenate(faces))
        mesh.point_data["rgb"] = np.zeros((start, 3), np.uint8)
        actor = self.plotter.add_mesh(
            mesh, scalars="rgb", rgb=True, name=name, ambient=0.22, diffuse=0.80, specular=specular,
            specular_power=18, reset_camera=False, render=False, show_scalar_bar=False, copy_mesh=False,
        )
        actor.prop.interpolation = "Phong"
        return _Batch(mesh, slices)

    def _add_skin(self, body: Body) -> None:
        self.skin = _surface(body.skin.vertices, body.skin.faces)
        self.skin.point_data["rgb"] = np.zeros((len(body.skin.vertices), 3), np.uint8)
        self._skin_actor = self.plotter.add_mesh(
            self.skin, scalars="rgb", rgb=True, name="skin", ambient=0.25, diffuse=0.78, specular=0.06,
            specular_power=10, reset_camera=False, render=False, show_scalar_bar=False, copy_mesh=False,
        )
        self._skin_actor.prop.interpolation = "Phong"
        self._skin_actor.prop.culling = "back"

    def _show_skin(self, picture: Picture, before: Picture | None) -> None:
        if before is None or picture.skin_rgb is not before.skin_rgb:
            self.skin.point_data["rgb"][:] = picture.skin_rgb
            _touch(self.skin)
        if before is None or picture.skin_opacity != before.skin_opacity:
            self._skin_actor.prop.opacity = picture.skin_opacity
            self._skin_actor.SetVisibility(picture.skin_opacity > 0.01)
        if before is None or picture.borders is not before.borders:
            self._show_lines("borders", picture.borders, "#4a3f37", 1.2, 0.45)
        if before is None or picture.marks is not before.marks:
            self._show_marks(picture.marks)

    def show_outline(self, points: NDArray[np.float32] | None) -> None:
        """Draw a thin line around a place on the skin, (2k, 3) pairs of points in mm; None takes it away."""
        self._show_lines("outline", points, "#2b2520", 1.8, 0.9)

    def _show_lines(
        self, name: str, points: NDArray[np.float32] | None, colour: str, width: float, opacity: float
    ) -> None:
        self.plotter.remove_actor(name, reset_camera=False, render=False)
        if points is None or len(points) == 0:
            return
        lines = np.arange(len(points)).reshape(-1, 2)
        mesh = pv.PolyData(points, lines=np.insert(lines, 0, 2, axis=1).ravel())
        self.plotter.add_mesh(
            mesh, color=colour, line_width=width, opacity=opacity, lighting=False, name=name,
            reset_camera=False, render=False,
        )

    def _show_marks(self, marks: tuple[Overlay, ...]) -> None:
        self.plotter.remove_actor("marks", reset_camera=False, render=False)
        if not marks:
            return
        starts = np.cumsum([0, *(len(mark.points) for mark in marks)])
        mesh = _surface(
            np.concatenate([mark.points for mark in marks]),
            np.concatenate([mark.faces + start for mark, start in zip(marks, starts[:-1], strict=True)]),
        )
        mesh.point_data["rgba"] = np.concatenate([mark.rgba for mark in marks])
        self.plotter.add_mesh(
            mesh, scalars="rgba", rgb=True, lighting=False, name="marks", reset_camera=False, render=False,
            show_scalar_bar=False,
        )

    def _show_strands(self, strands: tuple[Strand, ...]) -> None:
        for name in [key for key in self.plotter.actors if key.startswith("strand")]:
            self.plotter.remove_actor(name, reset_camera=False, render=False)
        for number, strand in enumerate(strands):
            if len(strand.points) < 2:
                continue
            line = pv.lines_from_points(strand.points)
            tube = line.tube(radius=strand.radius, n_sides=TUBE_SIDES)
            self.plotter.add_mesh(
                tube, color=strand.colour, opacity=strand.opacity, ambient=0.45, diffuse=0.6, specular=0.4,
                name=f"strand{number}", smooth_shading=False, reset_camera=False, render=False,
            )

    def _show_labels(self, labels: tuple[Label, ...]) -> None:
        self.plotter.remove_actor("labels", reset_camera=False, render=False)
        for name in [key for key in self.plotter.actors if key.startswith("label")]:
            self.plotter.remove_actor(name, reset_camera=False, render=False)
        for number, label in enumerate(labels):
            self.plotter.add_actor(
                _billboard(label), name=f"label{number}", reset_camera=False, render=False, pickable=False
            )


def _billboard(label: Label) -> Any:
    actor = vtkBillboardTextActor3D()
    actor.SetInput(label.text)
    actor.SetPosition(*label.point)
    text = actor.GetTextProperty()
    text.SetFontSize(18)
    text.SetBold(True)
    text.SetColor(*(value / 255 for value in label.colour))
    text.SetJustificationToCentered()
    text.SetVerticalJustificationToCentered()
    return actor


def _surface(points: NDArray[np.float32], faces: NDArray[np.int32]) -> Any:
    mesh = pv.PolyData.from_regular_faces(np.ascontiguousarray(points), faces)
    mesh.compute_normals(
        cell_normals=False, split_vertices=False, consistent_normals=False, auto_orient_normals=False, inplace=True
    )
    return mesh


def _touch(mesh: Any) -> None:
    mesh.GetPointData().GetArray("rgb").Modified()
    mesh.Modified()


def _light(plotter: Any) -> None:
    """One key light from the viewer's upper left, fixed to the camera: five lights cost five times as much."""
    plotter.remove_all_lights()
    key = vtkLight()
    key.SetLightTypeToCameraLight()
    key.SetPosition(-0.55, 0.65, 1.0)
    key.SetFocalPoint(0, 0, 0)
    key.SetIntensity(1.0)
    plotter.renderer.AddLight(key)

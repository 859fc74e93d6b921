"""The actors of one 3D view, and how a Picture reaches them.

A Scene holds a pyvista plotter (on or off screen); it never asks and never decides. Meshes are added once for each
figure; afterwards only colour arrays change in place, which costs milliseconds where adding again costs a tenth of a
second.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
import pyvista as pv
from vtkmodules.vtkCommonDataModel import vtkPlane

from meshes import Body, Part
from viewer.anchors import AnchorPoints, silhouette
from viewer.batch import QUIETLY, Batch, surface, touch
from viewer.camera import VIEW_ANGLE, Camera
from viewer.labels import Labels
from viewer.palette import THEMES, Dress
from viewer.picture import Cut, Overlay, Picture
from viewer.sight import Sight
from viewer.stage import fade_at_cut, ground_shadow, make_glassy, set_ground, set_lights
from viewer.tubes import Tubes

NERVE_KINDS = ("root", "rootlet", "nerve")
VEIL_KINDS = ("dura", "muscle")
"""What is drawn as a veil, because it wraps what one wants to see."""
VEIL_OPACITY = 0.45
NOT_IN_CLOSE_UP = ("hip_bone", "femur", "patella", "tibia", "fibula", "talus", "tarsus", "phalanges", "psoas", "pubic")
"""How the ids of the parts begin that the close-up leaves out: they would hide the rest."""
TRUNKS = frozenset(
    (
        "sciatic",
        "femoral",
        "obturator",
        "pudendal",
        "genitofemoral",
        "ilioinguinal",
        "lateral_femoral_cutaneous",
        "posterior_femoral_cutaneous",
    )
)
"""The nerves that the close-up shows beside the roots' own branches: twigs to the skin would veil the spine."""
NOT_UNDER_SKIN = ("nucleus", "dural", "spinal", "filum", "rootlets", "ligamentum", "posterior_longitudinal", "psoas")
"""How the ids begin of what cannot be seen from outside at the size of a whole body."""
CLEAR = 0.01
"""A skin no stronger than this is not drawn."""
NEVER_CUT = ("shadow",)
"""How the names of actors begin that a cut leaves whole."""
OPAQUE = 0.9
"""A skin from this strength on hides what lies behind it from being named."""


class Scene:
    """One view of the body.

    Parameters
    ----------
    plotter
        A pyvista plotter, on or off screen, empty.
    with_skin
        Whether this view shows the whole body under its skin, or the lumbar spine alone.
    """

    def __init__(self, plotter: Any, *, with_skin: bool) -> None:
        self.plotter = plotter
        self._tubes = Tubes(plotter)
        self.with_skin = with_skin
        self.skin: Any = None
        self._body: Body | None = None
        self.batches: list[Batch] = []
        self.insides_shown = False
        self.drawn: dict[str, float] = {}
        self.labels = Labels(plotter)
        self.sight = Sight(self)
        self._skin_actor: Any = None
        self._shown: Picture | None = None
        self._renamed = False
        self._points = AnchorPoints(())
        self._left_out: frozenset[str] = frozenset()
        self._plane = vtkPlane()
        set_lights(plotter)
        self.dress(THEMES["light"])

    @property
    def skin_representation(self) -> str:
        """How the skin is drawn: Surface, Wireframe or Points."""
        return str(self._skin_actor.prop.style)

    def dress(self, colours: Dress) -> None:
        """Stand the body before the ground of a dress."""
        set_ground(self.plotter, colours.scene)
        self.labels.dress(colours)

    def show(self, picture: Picture, body: Body) -> None:
        """Bring the actors to what the picture says; whatever did not change is left alone."""
        if body is not self._body:
            self._add_body(body)
        before = self._shown
        self._show_parts(picture, before)
        if self.with_skin:
            self._show_skin(picture, before)
        if before is None or picture.strands is not before.strands or picture.effects is not before.effects:
            self._tubes.show((*picture.strands, *picture.effects))
        if before is None or picture.labels != before.labels:
            self.labels.show_fixed(picture.labels if self.with_skin else ())
        self._shown = picture
        self._cut_open(picture.cut)
        if before is None or picture.names is not before.names:
            self._renamed = True
            self.labels.show_names([self._points.of(name, self.drawn) for name in picture.names])

    @property
    def skin_strength(self) -> float:
        """How strongly the skin is drawn, 0 (not at all) to 1."""
        shown = self._shown
        if not self.with_skin or shown is None or not shown.part_shown["skin"]:
            return 0.0
        return shown.skin_opacity if shown.skin_opacity > CLEAR else 0.0

    @property
    def cut(self) -> Cut | None:
        """Where the body is cut open."""
        return self._shown.cut if self._shown is not None else None

    def show_marks(self, marks: Sequence[Overlay]) -> None:
        """Draw marks that are not in any picture yet, in place of those that are."""
        self._show_films("marks", marks)

    def show_outline(self, outline: Overlay | None) -> None:
        """Draw a thin line around a place on the skin; None takes it away."""
        self._show_films("outline", () if outline is None else (outline,))
        self._cut_open(self._shown.cut if self._shown else None)

    def look(self, camera: Camera, *, still: bool = True) -> None:
        """Put the eye where the camera stands; while it is not still, no new names are looked for."""
        view = self.plotter.camera
        view.focal_point = camera.focus
        view.position = camera.position
        view.up = camera.up
        view.view_angle = VIEW_ANGLE
        self.plotter.renderer.ResetCameraClippingRange()
        self._show_insides(camera.slab is not None or self.cut is not None)
        if camera.slab is not None:
            before, behind = camera.slab
            near, far = view.clipping_range
            view.clipping_range = (max(near, camera.distance - before), min(far, camera.distance + behind))
        sees = partial(self.sight.sees, camera, through_skin=self.skin_strength < OPAQUE)
        size = self.plotter.renderer.GetSize()
        clear = silhouette(self._body.skin.bounds, camera, size) if self._body and self.with_skin else None
        self.labels.place(camera, sees, clear, still=still or self._renamed)
        self._renamed = False

    def _show_insides(self, wanted: bool) -> None:
        """Draw the far walls too where a slab cuts the body open."""
        self.insides_shown = wanted
        for name in ("skin", "solid", "nerve", "veil"):
            if name in self.plotter.actors:
                self.plotter.actors[name].prop.culling = "none" if wanted else "back"

    def _show_parts(self, picture: Picture, before: Picture | None) -> None:
        before_shown, self.drawn = self.drawn, self._shown_here(picture)
        for batch in self.batches:
            if before is None or picture.part_rgb != before.part_rgb:
                batch.recolour(picture.part_rgb)
            if before is None or (self.drawn, picture.focus) != (before_shown, before.focus):
                batch.show_parts(self.drawn, picture.focus)
            if before is None or picture.part_shift != before.part_shift or picture.bent is not before.bent:
                batch.move(picture.part_shift, picture.bent)

    def _shown_here(self, picture: Picture) -> dict[str, float]:
        """How strongly each part is drawn in this view, which leaves out what would hide the rest or cannot be seen."""
        opened = self.with_skin and not picture.whole
        left_out = frozenset() if opened else self._left_out - picture.asked
        return {part_id: 0.0 if part_id in left_out else shown for part_id, shown in picture.part_shown.items()}

    def _cut_open(self, cut: Cut | None) -> None:
        """Let the graphics card leave out what lies before the plane: no mesh changes."""
        if cut is not None:
            self._plane.SetOrigin(cut.origin)
            self._plane.SetNormal(cut.normal)
        for name, actor in self.plotter.actors.items():
            if not name.startswith(NEVER_CUT):
                planes = actor.mapper.GetClippingPlanes()
                cut_now = planes is not None and planes.GetNumberOfItems() > 0
                if cut_now and cut is None:
                    actor.mapper.RemoveAllClippingPlanes()
                elif cut is not None and not cut_now:
                    actor.mapper.AddClippingPlane(self._plane)

    def _add_body(self, body: Body) -> None:
        self.plotter.clear_actors()
        self._tubes.forget()
        self._shown = None
        self._body = body
        parts = list(body.parts.values())
        self._left_out = frozenset(part.id for part in parts if not self._holds(part))
        solids = [part for part in parts if part.kind not in (*NERVE_KINDS, *VEIL_KINDS)]
        nerves = [part for part in parts if part.kind in NERVE_KINDS]
        veils = [part for part in parts if part.kind in VEIL_KINDS]
        add = partial(Batch, self.plotter, light=self.with_skin)
        self.batches = [
            add("solid", solids, specular=0.18),
            add("nerve", nerves, specular=0.30),
            add("veil", veils, specular=0.10, opacity=VEIL_OPACITY),
        ]
        self._points = AnchorPoints(self.batches)
        if self.with_skin:
            self._add_skin(body)
        for batch in self.batches:  # what shines through is blended after the skin: there is no sorting by depth
            self.plotter.renderer.RemoveViewProp(batch.front_actor)
            self.plotter.renderer.AddViewProp(batch.front_actor)

    def _holds(self, part: Part) -> bool:
        if self.with_skin:
            return not part.id.startswith(NOT_UNDER_SKIN)
        return _is_trunk(part) if part.kind == "nerve" else not part.id.startswith(NOT_IN_CLOSE_UP)

    def _add_skin(self, body: Body) -> None:
        self.skin = surface(body.skin.vertices, body.skin.faces)
        rgba = np.zeros((len(body.skin.vertices), 4), np.uint8)
        rgba[:, 3] = fade_at_cut(body.skin)
        self.skin.point_data["rgba"] = rgba
        self._skin_actor = self.plotter.add_mesh(
            self.skin, scalars="rgba", rgb=True, name="skin", ambient=0.30, diffuse=0.76, specular=0.07,
            specular_power=9, show_scalar_bar=False, copy_mesh=False, **QUIETLY,
        )  # fmt: skip
        self._skin_actor.prop.interpolation = "Phong"
        self._skin_actor.prop.culling = "back"
        make_glassy(self._skin_actor)
        shadow = self.plotter.add_mesh(
            ground_shadow(body.skin), scalars="rgba", rgb=True, lighting=False, name="shadow",
            show_scalar_bar=False, **QUIETLY,
        )  # fmt: skip
        shadow.prop.culling = "back"

    def _show_skin(self, picture: Picture, before: Picture | None) -> None:
        if before is None or picture.skin_rgb is not before.skin_rgb:
            self.skin.point_data["rgba"][:, :3] = picture.skin_rgb
            touch(self.skin, "rgba")
        if before is None or picture.skin_opacity != before.skin_opacity:
            self._skin_actor.prop.opacity = picture.skin_opacity
            self._skin_actor.SetVisibility(picture.skin_opacity > CLEAR)
            # Blending without order cannot tell the nearer of two opaque legs.
            self._skin_actor.SetForceOpaque(picture.skin_opacity > 0.99)
        self.plotter.actors["shadow"].SetVisibility(picture.part_shown["skin"] > 0)
        if before is None or picture.borders is not before.borders:
            self._show_films("borders", picture.borders)
        if before is None or picture.marks is not before.marks:
            self._show_films("marks", picture.marks)

    def _show_films(self, name: str, films: Sequence[Overlay]) -> None:
        self.plotter.remove_actor(name, **QUIETLY)
        if not films:
            return
        starts = np.cumsum([0, *(len(film.points) for film in films)])
        mesh = pv.PolyData.from_regular_faces(
            np.concatenate([film.points for film in films]),
            np.concatenate([film.faces + start for film, start in zip(films, starts[:-1], strict=True)]),
        )
        mesh.point_data["rgba"] = np.concatenate([film.rgba for film in films])
        actor = self.plotter.add_mesh(
            mesh, scalars="rgba", rgb=True, lighting=False, name=name, show_scalar_bar=False, **QUIETLY
        )
        actor.prop.culling = "back"


def _is_trunk(part: Part) -> bool:
    name = part.id.removesuffix(f"_{part.side}")
    return name in TRUNKS or name.startswith("ventral_ramus") or "_to_" in name

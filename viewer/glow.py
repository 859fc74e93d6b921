"""Lights that run along a strand: small bright balls that shine through what lies before them, one actor for all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyvista as pv
from numpy.typing import NDArray

from viewer.batch import QUIETLY, touch
from viewer.palette import Rgb
from viewer.stage import bring_to_front

NAME = "pulse"
WHITE_SHARE = 0.8
"""How much lighter than its strand a light is."""
ROUND = 10
Floats = NDArray[np.float32]


class Glow:
    """The lights of one view.

    Parameters
    ----------
    plotter
        Where they are drawn.
    """

    def __init__(self, plotter: Any) -> None:
        self._plotter = plotter
        ball = pv.Sphere(radius=1.0, theta_resolution=ROUND, phi_resolution=ROUND)
        self._ball, self._faces = np.asarray(ball.points, np.float32), ball.regular_faces
        self._mesh: Any = None
        self.places: Floats = np.empty((0, 3), np.float32)

    def light(self, colours: Sequence[Rgb], opacities: Sequence[float], radii: Sequence[float]) -> None:
        """Make lights of these colours, opacities 0-1 and radii in mm, in place of those before."""
        count, each = len(colours), len(self._ball)
        self._unit = (self._ball[None] * np.array(radii, np.float32)[:, None, None]).astype(np.float32)
        starts = each * np.arange(count)[:, None, None]
        points = self._unit.reshape(-1, 3).copy()  # the mesh keeps the very array it is given
        self._mesh = pv.PolyData.from_regular_faces(points, (self._faces + starts).reshape(-1, 3))
        rgba = np.empty((count, 4), np.uint8)
        rgba[:, :3] = np.array(colours) + (255 - np.array(colours)) * WHITE_SHARE
        rgba[:, 3] = np.round(255 * np.array(opacities))
        self._mesh.point_data["rgba"] = np.repeat(rgba, each, axis=0)
        actor = self._plotter.add_mesh(
            self._mesh, scalars="rgba", rgb=True, lighting=False, name=NAME, show_scalar_bar=False, copy_mesh=False,
            **QUIETLY,
        )  # fmt: skip
        actor.prop.culling = "back"
        bring_to_front(actor.mapper)

    def move(self, places: Floats) -> None:
        """Put the lights at these places, (k, 3) mm."""
        self.places = places
        self._mesh.points[:] = (self._unit + places[:, None]).reshape(-1, 3)
        self._mesh.GetPoints().Modified()
        touch(self._mesh, "rgba")

    def put_out(self) -> None:
        """Take the lights away."""
        self.places = np.empty((0, 3), np.float32)
        self._plotter.remove_actor(NAME, **QUIETLY)

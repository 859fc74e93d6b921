"""A disc level: its own axes, and the names of what lies around it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from meshes.body import Body
from meshes.lesion import LEVELS
from meshes.names import require

LEFT = np.array([1.0, 0.0, 0.0])
AROUND, ANNULUS_SECTION, RINGS = 40, 8, 3
"""The annulus is three rings of 40 sections of 8 corners: four up the outer wall, four down the inner one."""
OUTER = slice(0, 4)
NUCLEUS_LAYERS = 5
LAYERS = 0.02 + 0.96 * np.arange(1, NUCLEUS_LAYERS + 1) / (NUCLEUS_LAYERS + 1)
"""Height of the layers of the nucleus, as shares of the disc's; two poles follow them."""
FIGURES_TIMES_LEVELS = 3 * len(LEVELS)

Points = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class DiscFrame:
    """The axes of a disc: x to the subject's left, y to the back, z up across the disc.

    Attributes
    ----------
    upper, lower : names of the two levels, such as L4 and L5.
    origin : (3,) mm, the middle of the disc.
    axes : (3, 3) unit vectors x, y, z in rows.
    outline : (2, 40, 2) mm, the outer wall in these axes at one and at two thirds of the height; the first
        corner lies on the left, the tenth behind.
    height : mm, between the edges of the two end-plates, mean over the circumference.
    """

    upper: str
    lower: str
    origin: Points
    axes: Points
    outline: Points
    height: float

    @property
    def annulus(self) -> str:
        """Id of the annulus."""
        return f"annulus_{self.upper}_{self.lower}"

    @property
    def nucleus(self) -> str:
        """Id of the nucleus."""
        return f"nucleus_{self.upper}_{self.lower}"

    @property
    def flavum(self) -> str:
        """Id of the ligamentum flavum."""
        return f"ligamentum_flavum_{self.upper}_{self.lower}"

    @property
    def bones(self) -> tuple[str, str]:
        """Ids of the bones above and below."""
        return f"vertebra_{self.upper}", "sacrum" if self.lower == "S1" else f"vertebra_{self.lower}"

    @property
    def half_width(self) -> float:
        """Half the width of the disc, mm."""
        return float(self.outline[..., 0].max())

    @property
    def back(self) -> float:
        """Where the wall of the disc lies behind, mm along y."""
        return float(self.outline[:, AROUND // 4, 1].max())

    def to_local(self, points: ArrayLike) -> Points:
        """Return points (..., 3) of the figure in the axes of the disc."""
        return np.asarray((np.asarray(points, dtype=np.float64) - self.origin) @ self.axes.T)

    def to_world(self, points: Points) -> Points:
        """Return points (..., 3) of the disc's axes in the figure."""
        return np.asarray(points @ self.axes + self.origin)


@lru_cache(maxsize=FIGURES_TIMES_LEVELS)
def disc_frame(body: Body, level: str) -> DiscFrame:
    """Find the axes of a disc on its outer wall.

    Raises
    ------
    UnknownNameError
        If there is no such level.
    """
    upper, lower = require(level, LEVELS, "level").split("/")
    wall = annulus_sections(body.parts[f"annulus_{upper}_{lower}"].vertices)[0, :, OUTER]
    origin = wall.reshape(-1, 3).mean(axis=0)
    up = (wall[:, -1] - wall[:, 0]).mean(axis=0) * [0.0, 1.0, 1.0]
    height = float(np.linalg.norm(up))
    up /= height
    axes = np.stack([LEFT, np.cross(up, LEFT), up])
    outline = ((wall[:, 1:3] - origin) @ axes.T)[..., :2].swapaxes(0, 1)
    return DiscFrame(upper, lower, origin, axes, np.ascontiguousarray(outline), height)


def annulus_sections(vertices: ArrayLike) -> Points:
    """Return an annulus as (ring, angle, corner, 3)."""
    return np.asarray(vertices, dtype=np.float64).reshape(RINGS, AROUND, ANNULUS_SECTION, 3)


def annulus_risen() -> Points:
    """Return the height of every vertex of an annulus, as a share of the disc's."""
    return np.tile(np.array([0, 1, 2, 3, 3, 2, 1, 0]) / 3.0, RINGS * AROUND)

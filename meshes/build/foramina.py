"""The left pedicles and the way through each intervertebral foramen, found on the finished bones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from meshes.build.distance import DistanceField
from meshes.build.section import plane_section
from meshes.build.spine import Pose
from meshes.build.surface import Points, Surface
from meshes.build.vertebra import VertebraShape

_GRID_STEP = 0.4
_ROOM = 1.3  # mm wished for around a ganglion
_EXIT_DROP = 3.2  # mm the outer end lies below the middle, or the root would bow upwards


@dataclass(frozen=True)
class Isthmus:
    """The narrowest section of a left pedicle: its lowest, highest, inner and outer points, local frame, mm."""

    lowest: Points
    highest: Points
    inner: Points
    outer: Points

    @property
    def middle(self) -> Points:
        """Midway between lowest and highest point."""
        return np.asarray((self.lowest + self.highest) / 2)


@dataclass(frozen=True)
class Corridor:
    """The widest way through a foramen, local frame: points at its inner end, under the pedicle, at its outer end."""

    entry: Points
    middle: Points
    exit: Points


def find_isthmus(vertebra: Surface, pose: Pose, shape: VertebraShape) -> Isthmus:
    """Return the isthmus of a vertebra's left pedicle.

    Raises
    ------
    ValueError
        When no section of the pedicle is found where the dimensions say it is.
    """
    local, d = vertebra.moved(pose.to_local), shape.d
    angle = np.radians(d["pedicle_angle"])
    axis, lateral = np.array([np.sin(angle), np.cos(angle), 0.0]), np.array([np.cos(angle), -np.sin(angle), 0.0])
    height = d["posterior_height"] / 2 - 1.6 - d["pedicle_height"] / 2
    start = np.array([shape.pedicle_x, shape.pedicle_y, height])
    sections = []
    for step in np.arange(-4.0, 6.1, 1.0):
        origin = start + axis * step
        for outline in plane_section(local, origin, axis):
            across, up = (outline - origin) @ lateral, outline[:, 2] - origin[2]
            around = across.min() < 0 < across.max() and up.min() < 0 < up.max()
            if around and np.ptp(across) < 40 and np.ptp(up) < 40:
                sections.append((float(np.ptp(across) * np.ptp(up)), outline, across))
    if not sections:
        raise ValueError("no section of the left pedicle found: are the vertebra's dimensions those it was built with?")
    _, outline, across = min(sections, key=lambda item: item[0])
    z = outline[:, 2]
    return Isthmus(outline[z.argmin()], outline[z.argmax()], outline[across.argmin()], outline[across.argmax()])


def find_corridor(
    isthmus: Isthmus, shape: VertebraShape, pose: Pose, walls: Sequence[Surface], ganglion_radius: float
) -> Corridor:
    """Return the roomiest way out below a left pedicle.

    Three sagittal planes (under the pedicle, at its outer and inner edge) are searched for the place that clears
    bone and disc by the ganglion's radius, as high under the pedicle as that allows.

    Parameters
    ----------
    isthmus, shape, pose
        Of the vertebra whose pedicle roofs the foramen.
    walls
        That vertebra, the one below (or the sacrum) and the disc between, pelvic frame.
    ganglion_radius
        mm.
    """
    fields = [DistanceField(wall) for wall in walls]
    roof = isthmus.lowest[2]

    def best(x: float, ceiling: float) -> Points:
        places = _plane(x, shape.margin, roof)
        room = np.min([field(pose.to_world(places)) for field in fields], axis=0)
        low = np.maximum(0.0, roof - places[:, 2] - ganglion_radius - 0.8)
        score = np.minimum(room, ganglion_radius + _ROOM) - 0.06 * low + 0.02 * room
        return np.asarray(places[np.argmax(np.where(places[:, 2] <= ceiling, score, -np.inf))])

    middle = best(isthmus.lowest[0] - 0.5, np.inf)
    return Corridor(best(isthmus.inner[0] + 0.5, np.inf), middle, best(isthmus.outer[0] + 1.0, middle[2] - _EXIT_DROP))


def _plane(x: float, margin: float, roof: float) -> Points:
    """Return grid points of a sagittal plane behind the body and below the pedicle."""
    y, z = np.meshgrid(np.arange(margin - 1.5, margin + 9.0, _GRID_STEP), np.arange(roof - 17, roof + 1, _GRID_STEP))
    return np.column_stack([np.full(y.size, x), y.ravel(), z.ravel()])


def all_isthmuses(
    parts: Mapping[str, Surface], bodies: Mapping[str, Pose], shapes: Mapping[str, VertebraShape]
) -> dict[str, Isthmus]:
    """Return the isthmus of every level."""
    return {level: find_isthmus(parts[f"vertebra_{level}"], bodies[level], shapes[level]) for level in shapes}

"""What a lesion does to the room for the nerves, measured by cutting the moved surfaces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from meshes.affect import affect
from meshes.body import Body
from meshes.canal import canal, foramen_width, healthy_canal, healthy_foramen_width
from meshes.disc_frame import DiscFrame, disc_frame
from meshes.lesion import HERNIATIONS, Lesion

Points = NDArray[np.float64]
Moved = Mapping[str, NDArray[np.float32]]

NEAREST = 14
"""Of a root's corners and edges those this near to the disc, by number, are measured exactly."""
FACES_TRIED = 64
BOX_MM = 6.0
SAMPLES = ((0.0, 0.0), (0.5, 0.0), (0.0, 0.5), (0.5, 0.5), (1 / 3, 1 / 3))
"""Places on a face of a root, as shares along two of its edges, beside its corners."""


@dataclass(frozen=True)
class LesionMeasures:
    """The room for the nerves at the level of a lesion.

    Attributes
    ----------
    canal_mm2, canal_healthy_mm2 : free cross-section of the canal in the plane of the disc.
    foramen_mm, foramen_healthy_mm : from the disc back to the articular process, below the middle of the pedicle,
        on the side of the lesion.
    gap_traversing_mm, gap_exiting_mm : from the disc to the roots that pass it and leave above it, on that side.
    """

    canal_mm2: float
    canal_healthy_mm2: float
    foramen_mm: float
    foramen_healthy_mm: float
    gap_traversing_mm: float
    gap_exiting_mm: float


def measures(body: Body, lesion: Lesion) -> LesionMeasures:
    """Measure a lesion; a deep gluteal one leaves its level healthy."""
    frame, moved = disc_frame(body, lesion.level), affect(body, lesion)
    torn = lesion.form in HERNIATIONS
    return LesionMeasures(
        canal(body, lesion.level, moved, torn).area,
        healthy_canal(body, lesion.level).area,
        foramen_width(body, lesion.level, lesion.side, moved, torn),
        healthy_foramen_width(body, lesion.level, lesion.side),
        _gap(body, frame, f"root_{frame.lower}_{lesion.side}", moved),
        _gap(body, frame, f"root_{frame.upper}_{lesion.side}", moved),
    )


def _gap(body: Body, frame: DiscFrame, root: str, moved: Moved) -> float:
    """Return the distance from the disc to a root, mm."""
    disc = [_corners(body, name, moved) for name in (frame.annulus, frame.nucleus)]
    return gap_between(np.concatenate(disc), _corners(body, root, moved))


def _corners(body: Body, name: str, moved: Moved) -> Points:
    part = body.parts[name]
    return np.asarray(moved.get(name, part.vertices)[part.faces], dtype=np.float64)


def gap_between(one: Points, other: Points) -> float:
    """Return the least distance between two surfaces given by their faces (k, 3, 3) and (m, 3, 3), mm.

    Corners, middles of edges and middles of the faces of each are measured exactly to the faces of the other:
    enough for faces of a few mm.
    """
    one, other = _near(one, other), _near(other, one)
    return min(_from_places(one, other), _from_places(other, one))


def _near(faces: Points, other: Points) -> Points:
    """Return the faces in the box of the other surface, made wider; all where none is."""
    low, high = other.min(axis=(0, 1)) - BOX_MM, other.max(axis=(0, 1)) + BOX_MM
    inside = ((faces > low) & (faces < high)).any(axis=1).all(axis=1)
    return faces[inside] if inside.any() else faces


def _from_places(faces: Points, of: Points) -> float:
    middles = faces.mean(axis=1)
    places = np.concatenate([_on_face(of, u, v) for u, v in SAMPLES])
    near = _squared(of.mean(axis=1), middles).min(axis=1)
    places = places.reshape(len(SAMPLES), -1, 3)[:, np.argsort(near)[:NEAREST]].reshape(-1, 3)
    closest = _squared(places, middles).min(axis=0)
    tried = faces[np.argsort(closest)[:FACES_TRIED]]
    return float(np.sqrt(_point_to_faces(places, tried).min()))


def _on_face(faces: Points, u: float, v: float) -> Points:
    return np.asarray(faces[:, 0] + u * (faces[:, 1] - faces[:, 0]) + v * (faces[:, 2] - faces[:, 0]))


def _squared(one: Points, other: Points) -> Points:
    """Return squared distances between places (k, 3) and (m, 3), (k, m) mm2."""
    apart: Points = (one**2).sum(axis=1)[:, None] + (other**2).sum(axis=1) - 2 * one @ other.T
    return np.maximum(apart, 0.0)


def _point_to_faces(places: Points, faces: Points) -> Points:
    """Return squared distances of places (k, 3) to faces (m, 3, 3), (k, m) mm2: to the inside or to the edges."""
    ends = np.roll(faces, -1, axis=1)
    nearest = np.min([_point_to_edges(places, faces[:, k], ends[:, k]) for k in range(3)], axis=0)
    normal = np.cross(faces[:, 1] - faces[:, 0], faces[:, 2] - faces[:, 0])
    normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-12)
    away = places[:, None] - faces[:, 0]
    height = (away * normal).sum(axis=2)
    foot = places[:, None] - height[..., None] * normal
    inward = [(np.cross(ends[:, k] - faces[:, k], foot - faces[:, k]) * normal).sum(axis=2) for k in range(3)]
    return np.asarray(np.where(np.min(inward, axis=0) >= 0, height**2, nearest))


def _point_to_edges(places: Points, start: Points, end: Points) -> Points:
    along = end - start
    away = places[:, None] - start
    length = np.maximum((along**2).sum(axis=1), 1e-12)
    share = np.clip((away * along).sum(axis=2) / length, 0.0, 1.0)
    return np.asarray(((away - share[..., None] * along) ** 2).sum(axis=2))

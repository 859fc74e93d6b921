"""Border lines between areas of the skin, as narrow ribbons. Pure: numpy only. Points in mm, frame of the body.

Ribbons and not lines: a ribbon has a front, so lines on the far side of the body can be left out.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from viewer.palette import Rgb
from viewer.picture import Overlay

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]
LIFT = 0.6
"""How far ribbons float above the skin, mm."""


def area_borders(points: Floats, normals: Floats, faces: Ints, area: NDArray[np.int_]) -> tuple[Floats, Floats]:
    """Lines where the area of neighbouring vertices differs.

    Parameters
    ----------
    points, normals
        (n, 3) vertices in mm and unit normals.
    faces
        (m, 3).
    area
        (n,) number of the area of each vertex.

    Returns
    -------
    pairs
        (k, 2, 3) ends of each line in mm: in each face with two areas one line between the middles of the two edges it
        cuts, in a face with three areas three lines to its centre.
    out
        (k, 3) unit normal of the skin there.
    """
    labels = area[faces]
    middles = (points[faces] + points[np.roll(faces, -1, axis=1)]) / 2
    cut = labels != np.roll(labels, -1, axis=1)
    two = cut.sum(axis=1) == 2
    three = cut.sum(axis=1) == 3
    pairs = middles[two][cut[two]].reshape(-1, 2, 3)
    centres = points[faces[three]].mean(axis=1)
    spokes = np.stack([middles[three].reshape(-1, 3), np.repeat(centres, 3, axis=0)], axis=1)
    face_normals = _face_normals(normals, faces)
    out = np.concatenate([face_normals[two], np.repeat(face_normals[three], 3, axis=0)])
    return np.concatenate([pairs, spokes]).astype(np.float32), out


def level_lines(points: Floats, normals: Floats, faces: Ints, field: Floats) -> tuple[Floats, Floats]:
    """Lines where a field is zero, straight within each face.

    Parameters
    ----------
    points, normals, faces
        As for `area_borders`.
    field
        (n,) a value for each vertex.

    Returns
    -------
    pairs, out
        As for `area_borders`.
    """
    values = np.where(np.abs(field) < 1e-6, 1e-6, field).astype(np.float32)[faces]
    after = np.roll(values, -1, axis=1)
    cut = (values < 0) != (after < 0)
    crossed = cut.sum(axis=1) == 2
    share = np.where(cut, values / np.where(cut, values - after, 1), 0)[..., None].astype(np.float32)
    corners = points[faces]
    places = corners + share * (np.roll(corners, -1, axis=1) - corners)
    pairs = places[crossed][cut[crossed]].reshape(-1, 2, 3).astype(np.float32)
    return pairs, _face_normals(normals, faces[crossed])


def ribbons(pairs: Floats, out: Floats, width: float, colour: Rgb, opacity: float) -> Overlay:
    """Draw lines as ribbons that lie on the skin and face outwards.

    Parameters
    ----------
    pairs, out
        Ends (k, 2, 3) of each line in mm and the skin's normal there (k, 3).
    width
        Of the ribbon, mm.
    colour, opacity
        Of the ribbon; the opacity is 0-1.
    """
    along = pairs[:, 1] - pairs[:, 0]
    aside = np.cross(out, along)
    aside *= width / 2 / np.maximum(np.linalg.norm(aside, axis=1, keepdims=True), 1e-6)
    start, end = (pairs[:, k] + LIFT * out for k in range(2))
    points = np.stack([start - aside, end - aside, end + aside, start + aside], axis=1).reshape(-1, 3)
    first = 4 * np.arange(len(pairs))[:, None]
    faces = np.concatenate([first + np.array(corners) for corners in ((0, 1, 2), (0, 2, 3))])
    rgba = np.tile(np.array([*colour, round(255 * opacity)], np.uint8), (len(points), 1))
    return Overlay(points.astype(np.float32), faces.astype(np.int32), rgba)


def _face_normals(normals: Floats, faces: Ints) -> Floats:
    mean = normals[faces].sum(axis=1)
    return np.asarray(mean / np.maximum(np.linalg.norm(mean, axis=1, keepdims=True), 1e-6), np.float32)

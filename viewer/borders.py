"""Border lines between coloured areas of the skin. Pure: numpy only. Points in mm, frame of the body."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]


def area_borders(points: Floats, normals: Floats, faces: Ints, area: NDArray[np.int_], lift: float = 0.5) -> Floats:
    """Lines where the area of neighbouring vertices differs.

    Parameters
    ----------
    points, normals
        (n, 3) vertices in mm and unit normals.
    faces
        (m, 3).
    area
        (n,) number of the area of each vertex.
    lift
        Height of the lines above the skin, mm.

    Returns
    -------
    (2k, 3) pairs of points in mm: in each face with two areas one line between the middles of the two edges it cuts, in
    a face with three areas three lines to its centre.
    """
    raised = points + np.float32(lift) * normals
    labels = area[faces]
    middles = (raised[faces] + raised[np.roll(faces, -1, axis=1)]) / 2
    cut = labels != np.roll(labels, -1, axis=1)
    two = cut.sum(axis=1) == 2
    three = cut.sum(axis=1) == 3
    pairs = middles[two][cut[two]].reshape(-1, 2, 3)
    centres = raised[faces[three]].mean(axis=1)
    spokes = np.stack([middles[three].reshape(-1, 3), np.repeat(centres, 3, axis=0)], axis=1)
    return np.concatenate([pairs, spokes]).reshape(-1, 3).astype(np.float32)


def level_lines(points: Floats, normals: Floats, faces: Ints, field: Floats, lift: float = 0.5) -> Floats:
    """Lines where a field is zero, straight within each face.

    Parameters
    ----------
    points, normals, faces, lift
        As for `area_borders`.
    field
        (n,) a value for each vertex.

    Returns
    -------
    (2k, 3) pairs of points in mm.
    """
    raised = points + np.float32(lift) * normals
    values = np.where(np.abs(field) < 1e-6, 1e-6, field).astype(np.float32)[faces]
    after = np.roll(values, -1, axis=1)
    cut = (values < 0) != (after < 0)
    crossed = cut.sum(axis=1) == 2
    share = np.where(cut, values / np.where(cut, values - after, 1), 0)[..., None].astype(np.float32)
    corners = raised[faces]
    places = corners + share * (np.roll(corners, -1, axis=1) - corners)
    return np.asarray(places[crossed][cut[crossed]].reshape(-1, 3).astype(np.float32))

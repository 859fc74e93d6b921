"""Lighter triangles over the same vertices, for parts that are seen through the skin.

Only the list of faces is new: it picks some of the part's own vertices, so one list serves every figure.
"""

from __future__ import annotations

from collections.abc import Iterable

import fast_simplification
import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from meshes.build.built import BuiltPart
from meshes.build.surface import Surface

KINDS = ("bone", "disc")
SHARE = 0.25
LEAST = 120

Faces = npt.NDArray[np.int64]


def light_faces(parts: Iterable[BuiltPart]) -> dict[str, Faces]:
    """Return fewer faces by part id: those a part brings along, else collapsed ones for every bone and disc.

    A right part has the mirrored faces of its left twin.
    """
    light: dict[str, Faces] = {}
    for part in parts:
        if part.light is not None:
            light[part.id] = part.light
        if part.kind not in KINDS:
            continue
        twin = part.id.removesuffix("right") + "left"
        if part.side == "right":
            light[part.id] = light[twin][:, ::-1].copy()
        else:
            light[part.id] = _lighter(_outer_shell(part))
    return light


def _outer_shell(part: BuiltPart) -> Surface:
    """Return a disc without its inner rings, anything else as it is; vertex numbers stay."""
    surface = Surface(part.vertices, part.faces.astype(np.int32))
    if part.kind != "disc":
        return surface
    first = surface.components()[0]
    return Surface(part.vertices, surface.faces[(surface.faces < len(first.vertices)).all(axis=1)])


def _lighter(surface: Surface) -> Faces:
    """Collapse edges, then put every new corner on the nearest vertex that was merged into it."""
    wanted = max(LEAST, round(SHARE * len(surface.faces)))
    used, local = np.unique(surface.faces, return_inverse=True)
    points = surface.vertices[used].astype(np.float32)
    new, faces = fast_simplification.simplify(points, local.reshape(-1, 3).astype(np.int32), target_count=wanted)
    nearest = used[cKDTree(points).query(new)[1]]
    corners = nearest[faces]
    whole = (corners[:, 0] != corners[:, 1]) & (corners[:, 1] != corners[:, 2]) & (corners[:, 2] != corners[:, 0])
    return np.asarray(corners[whole], dtype=np.int64)

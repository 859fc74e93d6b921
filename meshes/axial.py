"""The axial view: what the plane of a disc cuts."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from meshes.affect import affect
from meshes.body import Body
from meshes.cut import Segments, section
from meshes.disc_frame import disc_frame
from meshes.lesion import Lesion

KINDS = ("bone", "disc", "dura", "cord", "rootlet", "root", "nerve", "ligament", "muscle")
WINDOW_MM = 90.0
"""Parts whose box lies farther than this from the middle of the disc are not looked at."""


def axial_section(body: Body, level: str, lesion: Lesion | None = None) -> Mapping[str, Segments]:
    """Cut everything near a disc with the plane in its middle.

    Parameters
    ----------
    body : figure.
    level : one of `LEVELS`.
    lesion : what bends the parts; none when left out.

    Returns
    -------
    (k, 2, 2) mm by part id: segments with x to the subject's left and y to the back, 0 in the middle of the
    disc.  `disc_frame` knows where that plane lies in the figure.
    """
    frame = disc_frame(body, level)
    moved = affect(body, lesion) if lesion is not None else {}
    found = {}
    for part in body.parts.values():
        vertices = moved.get(part.id, part.vertices)
        if part.kind in KINDS and _near(vertices, frame.origin):
            cut = section(vertices, part.faces, frame.origin, frame.axes[2])
            if len(cut):
                found[part.id] = frame.to_local(cut)[..., :2].astype(np.float32)
    return MappingProxyType(found)


def _near(vertices: NDArray[np.float32], place: NDArray[np.float64]) -> bool:
    low, high = vertices.min(axis=0) - WINDOW_MM, vertices.max(axis=0) + WINDOW_MM
    return bool((low < place).all() and (place < high).all())

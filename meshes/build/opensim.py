"""Reads the OpenSim bones (binary STL, metres, X anterior, Y up, Z right) into the atlas frame.

That frame: mm, x left, y posterior, z up.
"""

from __future__ import annotations

import numpy as np

from meshes.build.surface import Surface, welded

_TRIANGLE = np.dtype([("normal", "<f4", 3), ("corners", "<f4", (3, 3)), ("attribute", "<u2")])


def read_bone(stl: bytes) -> Surface:
    """Return an OpenSim bone in mm, x left, y posterior, z up.

    Vertices are numbered by first appearance in the file: `vertebra.py` names template vertices by that number.

    Raises
    ------
    ValueError
        When the bytes are not a binary STL of the length it announces.
    """
    count = int(np.frombuffer(stl[80:84], "<u4")[0]) if len(stl) >= 84 else -1
    if len(stl) != 84 + count * _TRIANGLE.itemsize:
        raise ValueError(f"not a binary STL: {len(stl)} bytes for {count} announced triangles")
    corners = np.frombuffer(stl[84:], _TRIANGLE, count)["corners"].reshape(-1, 3).astype(float)
    turned = np.column_stack([-corners[:, 2], -corners[:, 0], corners[:, 1]]) * 1000.0
    return welded(turned, np.arange(len(turned)).reshape(-1, 3), digits=4)

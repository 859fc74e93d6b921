"""From where a patch of skin is seen best. Pure: numpy only."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from meshes import Skin


def facing_view(skin: Skin, weight: NDArray[np.float32]) -> str:
    """The named view that most of a patch faces.

    Parameters
    ----------
    skin
        The skin.
    weight
        (n,) how far each vertex belongs to the patch, 0-1.

    Returns
    -------
    front, back, left, right or sole.
    """
    corners = skin.vertices[skin.faces]
    areas = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    x, y, z = (areas * weight[skin.faces].mean(axis=1)[:, None]).sum(axis=0).tolist()
    if -z > max(abs(x), abs(y)):
        return "sole"
    if abs(y) >= abs(x):
        return "back" if y > 0 else "front"
    return "left" if x > 0 else "right"

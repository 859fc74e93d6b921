"""Bending the figure into a lesion: which parts move, and where to."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from meshes.body import Body
from meshes.herniation import herniation
from meshes.lesion import HERNIATIONS, Lesion
from meshes.lesion_disc import herniated
from meshes.lesion_gluteal import tightened
from meshes.lesion_slip import slipped
from meshes.lesion_stenosis import narrowed
from meshes.yielding import yielding

Moved = Mapping[str, NDArray[np.float32]]


def affect(body: Body, lesion: Lesion) -> Moved:
    """Return the vertices, (n, 3) mm by part id, of exactly the parts that a lesion changes.

    Faces stay as they are.  Nothing moves at severity 0, and everything moves continuously with severity.
    The first call for a level, side and form looks at the figure and remembers what it saw; later ones take
    a few milliseconds.
    """
    if lesion.severity == 0:
        return MappingProxyType({})
    return MappingProxyType(_moved(body, lesion))


def _moved(body: Body, lesion: Lesion) -> dict[str, NDArray[np.float32]]:
    if lesion.form in HERNIATIONS:
        side = "left" if lesion.form == "central" else lesion.side
        line = herniation(body, lesion.level, side, lesion.form)
        return herniated(body, line, lesion.severity) | yielding(body, line, lesion.severity)
    if lesion.form == "slip":
        return slipped(body, lesion.level, lesion.severity)
    if lesion.form == "deep_gluteal":
        return tightened(body, lesion.side, lesion.severity)
    return narrowed(body, lesion.level, lesion.side, lesion.form, lesion.severity)

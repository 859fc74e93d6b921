"""Where published maps contradict each other on a skin: a tone, hatching, and words. Pure: numpy only. mm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dermatomes import ALL_ROOTS, Disagreement, compared, load_map
from meshes import Skin
from viewer.borders import level_lines, ribbons
from viewer.palette import DISPUTE
from viewer.picture import Overlay

PITCH_MM, HATCH_MM, EDGE_MM = 15.0, 1.5, 2.2
"""Distance of the lines of the hatching, their width, and that of the line around it."""
SLANT = 0.7
"""How much the lines of the hatching rise from side to side and from front to back."""
BLUR_MM = 5.0
Floats = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Disputes:
    """Where maps contradict each other.

    Attributes
    ----------
    share
        (n,) 0-1 at each skin vertex, blurred a little so that it has an edge to draw.
    hatching
        Slanting lines and the edge, as a film on the skin.
    found
        What every map names at each vertex.
    """

    share: Floats
    hatching: Overlay
    found: Disagreement

    def words(self, vertex: int) -> str:
        """What every map says at a vertex, and whether that is a contradiction."""
        said = [f"{_title(name)}: {_roots(self.found.named[k, vertex])}" for k, name in enumerate(self.found.maps)]
        verdict = "they contradict each other" if self.found.contradicts[vertex] else "no contradiction"
        return f"{'; '.join(said)} \u2013 {verdict}"


def disputes_on(skin: Skin, ids: Sequence[str], weights: Sequence[Floats]) -> Disputes:
    """Compare maps all over a skin.

    Parameters
    ----------
    skin
        The skin.
    ids
        Ids of the maps.
    weights
        For each map the weight 0-1 of each root of `ALL_ROOTS` at each vertex, (n, 11).
    """
    found = compared(ids, np.array(weights))
    share = skin.smooth(found.contradicts[:, None].astype(np.float32), BLUR_MM)[:, 0]
    return Disputes(share, _hatching(skin, share), found)


def _hatching(skin: Skin, share: Floats) -> Overlay:
    x, y, z = skin.vertices.T
    wave = np.sin(np.pi * (z + SLANT * (np.abs(x) + y)) / PITCH_MM).astype(np.float32)
    inside = skin.faces[(share[skin.faces] > 0.5).all(axis=1)]
    lines = ribbons(*level_lines(skin.vertices, skin.normals, inside, wave), HATCH_MM, DISPUTE, 0.75)
    edge = ribbons(*level_lines(skin.vertices, skin.normals, skin.faces, share - 0.5), EDGE_MM, DISPUTE, 0.9)
    return Overlay(
        np.concatenate([lines.points, edge.points]),
        np.concatenate([lines.faces, edge.faces + len(lines.points)]).astype(np.int32),
        np.concatenate([lines.rgba, edge.rgba]),
    )


def _title(map_id: str) -> str:
    """A map by its first authors."""
    return load_map(map_id).title.split(",")[0].split(" 19")[0]


def _roots(named: NDArray[np.bool_]) -> str:
    return " ".join(root.replace("_", "-") for root, here in zip(ALL_ROOTS, named, strict=True) if here) or "blank"

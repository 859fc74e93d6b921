"""The colours of the skin and of the parts under it. Pure: numpy only. Colours 0-255."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from meshes import Body
from viewer.atlas import Atlas
from viewer.palette import DISPUTE, NUCLEUS, PART_COLOURS, QUIET, ROOT_COLOURS, SKIN, SKIN_QUIET, Rgb

MAP_STRENGTH = 0.50
QUIET_STRENGTH = 0.16
LIT_STRENGTH = 0.72
DISPUTE_STRENGTH = 0.42
BLANK_MORE = 0.5
"""How much stronger the grey of skin that a map leaves blank is laid on, so that it reads as grey and not as skin."""

Lit = tuple[tuple[str, str, float], ...]
"""(side, root, strength 0-1) of every root that is lit."""


def disputed_colours(atlas: Atlas, figure: str) -> NDArray[np.uint8]:
    """Colour every skin vertex by whether published maps contradict each other there, (n, 3) uint8."""
    share = atlas.disputes(figure).share[:, None] * DISPUTE_STRENGTH
    plain = np.array(SKIN, np.float32)
    return np.asarray(plain + (np.array(DISPUTE, np.float32) - plain) * share, np.uint8)


def skin_colours(atlas: Atlas, figure: str, map_id: str, shown: bool, lit: Lit) -> NDArray[np.uint8]:
    """Colour every skin vertex.

    Parameters
    ----------
    atlas, figure, map_id
        The body and the map on it.
    shown
        Whether the whole map is laid over the skin.
    lit
        The roots whose area glows; everything else steps back.

    Returns
    -------
    (n, 3) uint8.
    """
    skin = atlas.body(figure).skin
    base = np.empty((len(skin.vertices), 3), np.float32)
    base[:] = SKIN if not lit else SKIN_QUIET
    if shown:
        strength = MAP_STRENGTH if not lit else QUIET_STRENGTH
        laid = strength * (1 + BLANK_MORE * atlas.blank(figure, map_id))[:, None]
        base += (atlas.map_colours(figure, map_id) - base) * laid
    for side, root, share in lit:
        area = atlas.root_weight(figure, map_id, root) * _on_side(skin.side, side)
        strong = (area * (LIT_STRENGTH * share))[:, None]
        base += (np.array(ROOT_COLOURS[root], np.float32) - base) * strong
    return np.clip(base, 0, 255).astype(np.uint8)


def part_colours(body: Body, lit_parts: Mapping[str, tuple[Rgb, float]], quiet: bool) -> dict[str, Rgb]:
    """Colour every part.

    Parameters
    ----------
    body
        The body.
    lit_parts
        Colour and strength 0-1 of each part that is lit.
    quiet
        Whether the other nerves step back.

    Returns
    -------
    A colour for each part id.
    """
    colours = {
        part.id: NUCLEUS if part.id.startswith("nucleus") else PART_COLOURS[part.kind] for part in body.parts.values()
    }
    if quiet:
        for part in body.parts.values():
            if part.kind in ("nerve", "root", "rootlet"):
                colours[part.id] = _blend(PART_COLOURS[part.kind], QUIET, 0.75)
    for part_id, (colour, share) in lit_parts.items():
        if part_id in colours:
            colours[part_id] = _blend(colours[part_id], colour, share)
    return colours


def _on_side(side: NDArray[np.int8], name: str) -> NDArray[np.float32]:
    sign = 1 if name == "left" else -1
    return np.where(side == 0, 0.5, side == sign).astype(np.float32)


def _blend(base: Rgb, over: Rgb, share: float) -> Rgb:
    r, g, b = (round(x + (y - x) * share) for x, y in zip(base, over, strict=True))
    return r, g, b

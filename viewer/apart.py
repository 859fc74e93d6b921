"""How a Look takes a body apart: what is shown, where it moves, where it is cut. Pure: numpy only. Points in mm."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from meshes import Body, Part
from viewer.look import AXES, LAYER_OF, Look
from viewer.picture import Cut, Shift

FADED = 0.18
"""How strongly a faded part is drawn."""
LEVELS_APART = 0.85
"""How far the levels of the spine move from the middle one, against their distance from it."""
BELOW_APART = 0.08
"""The same for what lies below the sacrum: a whole leg would else leave the view."""
SIDES_APART = 0.45
"""How far the sides move from the midline, against their distance from it."""
OUTWARD_MM: Mapping[str, float] = {"nerve": 55.0, "root": 45.0, "muscle": 120.0}
"""How far the kinds move away from the bone beside them."""
BACKWARD_MM: Mapping[str, float] = {"ligament": 60.0, "dura": 90.0, "rootlet": 125.0, "cord": 165.0}
"""How far what lies inside the spine is drawn out backwards: each layer farther than the one around it."""
NUCLEUS_FORWARD_MM = 50.0
SKIN_CLEARS = 0.85
"""How much clearer the skin gets when the body is pulled apart: it stays in place, as the frame of the whole."""
Floats = NDArray[np.float64]


def part_shown(look: Look, body: Body) -> dict[str, float]:
    """How strongly each part and the skin are drawn: 0 hidden, `FADED`, 1 shown."""
    kinds = {"skin": "skin", **{part.id: part.kind for part in body.parts.values()}}
    return {part_id: _strength(look, part_id, kind) for part_id, kind in kinds.items()}


def skin_strength(look: Look) -> float:
    """How much of its opacity the skin keeps, 0-1."""
    return _strength(look, "skin", "skin") * (1 - SKIN_CLEARS * look.explode)


def part_shift(body: Body, share: float) -> dict[str, Shift]:
    """Where each part moves when a body is pulled apart.

    Levels of the spine part along it, sides part from the midline, nerves and muscles leave the bone beside them, and
    what lies inside the spine is drawn out backwards.

    Parameters
    ----------
    body
        The body.
    share
        0 (in place: nothing is named) to 1.

    Returns
    -------
    Displacement of each part in mm.
    """
    if share <= 0:
        return {}
    centres = {part.id: _centre(part) for part in body.parts.values()}
    shifts = {part.id: _shift(part, centres) for part in body.parts.values()}
    heights = [shift[2] for shift in shifts.values()]
    level = np.array([0.0, 0.0, (max(heights) + min(heights)) / 2])  # as far beyond the top as beyond the floor
    shifts = {part_id: share * (shift - level) for part_id, shift in shifts.items()}
    return {part_id: (float(x), float(y), float(z)) for part_id, (x, y, z) in shifts.items()}


def cut_of(look: Look, body: Body) -> Cut | None:
    """The plane that a Look cuts a body with, or None; what lies beyond it stays or, flipped, what lies before it."""
    if look.clip is None:
        return None
    axis = AXES.index(look.clip.axis)
    low, high = body.skin.bounds[2 * axis], body.skin.bounds[2 * axis + 1]
    place = low + look.clip.position * (high - low)
    ex, ey, ez = (1.0 if axis == number else 0.0 for number in range(3))
    keep = -1.0 if look.clip.flipped else 1.0
    return Cut((place * ex, place * ey, place * ez), (keep * ex, keep * ey, keep * ez))


def _strength(look: Look, part_id: str, kind: str) -> float:
    alone = part_id in look.isolated
    gone = part_id in look.hidden or (look.isolated and not alone)
    if gone or (LAYER_OF[kind] in look.hidden_layers and not alone):
        return 0.0
    return FADED if part_id in look.faded else 1.0


def _centre(part: Part) -> Floats:
    low, high = (part.vertices.min(axis=0), part.vertices.max(axis=0))
    return np.asarray((low + high) / 2, np.float64)


def _shift(part: Part, centres: Mapping[str, Floats]) -> Floats:
    centre, middle, lowest = centres[part.id], centres["vertebra_L3"], centres["sacrum"]
    along = LEVELS_APART * (max(centre[2], lowest[2]) - middle[2]) + BELOW_APART * min(0.0, centre[2] - lowest[2])
    if part.id in ("spinal_cord", "dural_sac", "posterior_longitudinal_ligament", "filum_terminale"):
        along = 0.0  # they run past all levels: drawn out backwards, they stay beside them
    shift = np.array([SIDES_APART * centre[0], BACKWARD_MM.get(part.kind, 0.0), along])
    if part.id.startswith("nucleus"):
        shift[1] -= NUCLEUS_FORWARD_MM
    if part.kind in OUTWARD_MM:
        shift[:2] += OUTWARD_MM[part.kind] * _outward(part, centres)
    return shift


def _outward(part: Part, centres: Mapping[str, Floats]) -> Floats:
    """Unit vector (2,) in the horizontal plane, from the bone beside a part to the part."""
    centre = centres[part.id]
    bones = ["vertebra_L3", "sacrum", f"femur_{part.side}", f"tibia_{part.side}"]
    beside = min((centres[name] for name in bones if name in centres), key=lambda bone: abs(bone[2] - centre[2]))
    away = centre[:2] - beside[:2]
    length = float(np.linalg.norm(away))
    return away / length if length > 1 else np.array([0.0, 1.0])

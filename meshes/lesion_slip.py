"""A vertebra that slips forwards on the one below, and takes all that stands on it along.

One field moves everything: the bodies stay whole, the disc between them is sheared, and behind it nothing can meet
what it did not meet before.  The joints are bent to follow, as they remodel in life.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from meshes.body import Body, Part
from meshes.disc_frame import (
    AROUND,
    FIGURES_TIMES_LEVELS,
    LAYERS,
    OUTER,
    DiscFrame,
    annulus_sections,
    disc_frame,
)
from meshes.ease import step

Points = NDArray[np.float64]

FARTHEST = 0.27
"""Of the depth of the disc, at severity 1: grade I ends at a quarter, and this is just beyond it."""
BEHIND_MM = 15.0
"""Over how much depth behind the disc the sharp step between two bodies becomes the soft one between two arches."""
ARCHES_LOWER, ARCHES_SOFTER = 9.0, 7.0
"""How much lower the step lies between the arches, and by how much half its height grows there, mm."""
BESIDE_FROM, BESIDE_MM, BESIDE_SOFTER = 0.8, 25.0, 18.0
"""Beside the spine muscles and nerves follow more softly: from which share of the disc's half width, over which width
and by how much, mm."""
NERVES_HELD = (45.0, 110.0)
"""How far from the spine nerves begin to be held by what they run through, and where they no longer follow, mm."""
BESIDE_BODY_MM = 1.2
"""A wall so much higher than the gap between the bodies goes wholly with the upper one."""
APART, BEHIND_MIDDLE_MM = np.array([0.168, 0.098, 0.07, 0.0]), 5.0
"""Share of the slip by which the inner wall of the outermost ring, from its upper edge down, stays behind the next
ring, so that the two do not meet; and how far behind the middle of the disc it wholly does, mm."""
FULLY_AHEAD = 0.3
"""Of the slip: where the outer wall goes so much ahead of its height anywhere, the inner wall wholly stays behind."""
TAKEN_ALONG = np.array([0.0, 0.2, 0.76, 0.0])
"""Where the outer wall goes ahead of its height, by which share of that the walls within go along, from below up."""
LEAST_MM = 0.01
"""Parts that would move less at severity 1 stay."""
STANDING = ("vertebra_", "rib_", "sacrum")
FOLLOWING = ("disc", "ligament", "dura", "cord", "rootlet", "root", "nerve", "muscle")


def slipped(body: Body, level: str, severity: float) -> dict[str, NDArray[np.float32]]:
    """Return the parts that a slip moves, (n, 3) mm each."""
    shifts = _shifts(body, level)
    return {name: body.parts[name].vertices + (severity * by).astype(np.float32) for name, by in shifts.items()}


def slip_mm(body: Body, level: str, severity: float) -> float:
    """Return how far the upper vertebra has slipped, mm."""
    frame = disc_frame(body, level)
    return float(FARTHEST * np.ptp(frame.outline[..., 1]) * severity)


@lru_cache(maxsize=FIGURES_TIMES_LEVELS)
def _shifts(body: Body, level: str) -> dict[str, Points]:
    """Return by how much each part that moves does so at severity 1, (n, 3) mm by part id."""
    frame = disc_frame(body, level)
    whole = slip_mm(body, level, 1.0)
    half_gap = _half_gap(body, frame)
    shares = _disc_shares(frame, body.parts[frame.annulus], half_gap)
    shifts = {}
    for part in body.parts.values():
        if part.id.startswith(STANDING) or part.kind in FOLLOWING:
            share = shares.get(part.id)
            share = _share(frame, part, half_gap) if share is None else share
            if (whole * share > LEAST_MM).any():
                shifts[part.id] = -whole * share[:, None] * frame.axes[1]
    return shifts


def _half_gap(body: Body, frame: DiscFrame) -> float:
    """Return half the height of the disc where it is lowest: the bodies begin beyond, mm."""
    outer = frame.to_local(annulus_sections(body.parts[frame.annulus].vertices)[0, :, OUTER])
    return float(np.abs(outer[:, [0, -1], 2]).min())


def _disc_shares(frame: DiscFrame, annulus: Part, half_gap: float) -> dict[str, Points]:
    """Return the shares of annulus and nucleus: the height decides, so that rings stay nested.

    Where the outer wall rises beside the body above (as it does at L5/S1), it goes with that body.
    """
    heights = np.arange(4) / 3.0
    rings = frame.to_local(annulus_sections(annulus.vertices))
    wall = np.maximum(heights, step((rings[0, :, OUTER, 2] - half_gap) / BESIDE_BODY_MM))
    ahead = _ahead(wall - heights)
    within = heights + TAKEN_ALONG * ahead
    behind = step(rings[0, :, OUTER, 1].min(axis=1) / BEHIND_MIDDLE_MM)[:, None] * step(ahead.max() / FULLY_AHEAD)
    plain = np.broadcast_to(heights, within.shape)
    faces = [
        [wall, np.maximum(within[:, ::-1] - APART * behind, 0.0)],
        [within, plain[:, ::-1]],
        [plain, plain[:, ::-1]],
    ]
    core = np.concatenate([np.repeat(LAYERS, AROUND), [0.0, 1.0]])
    return {
        frame.annulus: np.concatenate([np.concatenate(ring, axis=1).ravel() for ring in faces]),
        frame.nucleus: core,
    }


def _ahead(more: Points) -> Points:
    """Return how much more than its height a wall (40, 4) goes, (40, 1): here or at the next angles, as the most."""
    most = more.max(axis=1)
    return np.asarray(np.max([np.roll(most, k) for k in (-1, 0, 1)], axis=0)[:, None])


def _share(frame: DiscFrame, part: Part, half_gap: float) -> Points:
    """Return which share of the slip each vertex of a part takes, (n,)."""
    x, y, z = frame.to_local(part.vertices).T
    behind = np.clip((y - frame.back) / BEHIND_MM, 0.0, 1.0)
    soft = half_gap + ARCHES_SOFTER * behind
    if part.kind in ("nerve", "root", "muscle"):
        soft = soft + BESIDE_SOFTER * step((np.abs(x) - BESIDE_FROM * frame.half_width) / BESIDE_MM)
    share = step((z + ARCHES_LOWER * behind**2 + soft) / (2 * soft))
    if part.kind == "nerve":
        near, far = NERVES_HELD
        share = share * (1.0 - step((np.hypot(x, y) - near) / (far - near)))
    return np.asarray(share)

"""The deep gluteal form: the piriformis thickens and comes to lie tightly on the sciatic nerve of its side."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from meshes.body import Body
from meshes.ease import bump, step
from meshes.tube import rings_of

Points = NDArray[np.float64]

ENTERED_MM = 2.5
"""How far the muscle would enter the nerve if it did not give way, mm at severity 1."""
CLOSED = 0.97
"""Share of the gap between muscle and nerve that closes."""
BELLY_MM, BACK_MM = 14.0, 2.0
"""How deep in the muscle the swelling begins, and how far it swells on its other side, mm."""
GIVING_MM = 14.0
"""Over how much depth the nerve and what lies beyond give way."""
FLAT, END = 14.0, 38.0
"""Half the width over which the muscle swells wholly, and where it no longer does, mm."""
LEAST_MM = 0.01
"""Parts that would move less at severity 1 stay."""
BESIDE_MM = 9.0
"""The gap is measured over this width."""


def tightened(body: Body, side: str, severity: float) -> dict[str, NDArray[np.float32]]:
    """Return the muscle and the nerves it moves, (n, 3) mm each."""
    shifts = _shifts(body, side)
    return {name: body.parts[name].vertices + (severity * by).astype(np.float32) for name, by in shifts.items()}


@lru_cache(maxsize=6)
def _shifts(body: Body, side: str) -> dict[str, Points]:
    muscle = body.parts[f"piriformis_{side}"].vertices.astype(np.float64)
    nerve = body.parts[f"sciatic_{side}"].vertices[rings_of(body, f"sciatic_{side}")].reshape(-1, 3)
    start, ahead = _meeting(muscle, body.paths[f"sciatic_{side}"].points.astype(np.float64))
    depth, width = _seen(nerve, start, ahead)
    gap = float(max(depth[width < BESIDE_MM].min(), 0.0))
    shifts = {}
    for part in body.parts.values():
        if part.side == side and (part.kind in ("nerve", "root") or part.id == f"piriformis_{side}"):
            depth, width = _seen(part.vertices, start, ahead)
            by = _forwards(depth, gap)
            if part.kind == "muscle":
                by = by - BACK_MM * step((-depth - BELLY_MM / 2) / (BELLY_MM / 2))
            by = by * bump(width, FLAT, END)
            if np.abs(by).max() > LEAST_MM:
                shifts[part.id] = by[:, None] * ahead
    return shifts


def _meeting(muscle: Points, line: Points) -> tuple[Points, Points]:
    """Return the place on the muscle nearest to the nerve, and the direction to the nerve from there."""
    apart = np.linalg.norm(line[:, None] - muscle, axis=2)
    on_line, on_muscle = np.unravel_index(apart.argmin(), apart.shape)
    ahead = line[on_line] - muscle[on_muscle]
    return muscle[on_muscle], ahead / np.linalg.norm(ahead)


def _seen(points: NDArray[np.float32] | Points, start: Points, ahead: Points) -> tuple[Points, Points]:
    """Return how far ahead of the start places lie, and how far beside, mm."""
    away = np.asarray(points, dtype=np.float64) - start
    depth = away @ ahead
    return depth, np.linalg.norm(away - depth[:, None] * ahead, axis=1)


def _forwards(depth: Points, gap: float) -> Points:
    """Return how far places move ahead at severity 1, mm: the muscle's surface most, then ever less."""
    surface = ENTERED_MM + CLOSED * gap
    inside = surface * (1.0 - step(-depth / BELLY_MM))
    beyond = (surface - CLOSED * np.minimum(depth, gap)) * (1.0 - step((depth - gap) / GIVING_MM))
    return np.where(depth < 0, inside, beyond)

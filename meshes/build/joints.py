"""Joint spaces: bones of different models that meet in a joint are shaped until a gap of cartilage parts them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from meshes.build.distance import DistanceField
from meshes.build.surface import Points, Surface, neighbour_mean
from meshes.build.tables import read_csv

_ROUNDS = 14
_STEP = 0.7
_EVENING = 3  # smoothing passes of each push, so that a joint surface gives way as a whole


def part_joints(bones: Mapping[str, Surface], scale: float) -> dict[str, Surface]:
    """Return the bones with every joint of `tables/joints.csv` open by its gap.

    Parameters
    ----------
    bones
        Bones by part id, mm.
    scale
        Of the figure; gaps are given at scale 1.
    """
    parted = dict(bones)
    for row in 2 * read_csv("joints"):  # twice: opening one joint can close its neighbour
        one, two = row["one"], row["two"]
        if one in parted and two in parted:
            gap, share = float(row["gap"]) * scale, float(row["share"])
            parted[one], parted[two] = _parted(parted[one], parted[two], gap, share)
    return parted


def _parted(one: Surface, two: Surface, gap: float, share: float) -> tuple[Surface, Surface]:
    """Push two surfaces apart; the first takes `share` of the way."""
    for _ in range(_ROUNDS):
        moves = [_push(mover, wall, gap) for mover, wall in ((one, two), (two, one))]
        if max(float(np.abs(move).max()) for move in moves) < 0.02:
            break
        one = Surface(one.vertices + moves[0] * share, one.faces)
        two = Surface(two.vertices + moves[1] * (1 - share), two.faces)
    return one, two


def _push(mover: Surface, wall: Surface, gap: float) -> Points:
    """Return the way out of the wall for every vertex of the mover, evened out over its neighbours."""
    near = _near(mover, wall, gap)
    move = np.zeros_like(mover.vertices)
    if not near.any():
        return move
    distance, closest = DistanceField(wall).nearest(mover.vertices[near])
    away = (mover.vertices[near] - closest) * np.sign(distance)[:, None]
    away /= np.maximum(np.linalg.norm(away, axis=1, keepdims=True), 1e-6)
    need = np.maximum(gap - distance, 0.0)
    move[near] = away * need[:, None]
    evened = move
    for _ in range(_EVENING):
        evened = neighbour_mean(mover, evened)
    longer = np.linalg.norm(evened, axis=1) > np.linalg.norm(move, axis=1)
    return np.where(longer[:, None], evened, move) * _STEP


def kept_inside(bone: Surface, skin: DistanceField, margin: float) -> Surface:
    """Return the bone with whatever comes nearer to the skin than `margin` drawn in, evened out over its neighbours."""
    for _ in range(_ROUNDS):
        distance, closest = skin.nearest(bone.vertices)
        need = np.maximum(distance + margin, 0.0)
        if need.max() < 0.02:
            break
        inwards = (closest - bone.vertices) * np.sign(distance)[:, None]
        inwards /= np.maximum(np.linalg.norm(inwards, axis=1, keepdims=True), 1e-6)
        move = evened = inwards * need[:, None]
        for _ in range(_EVENING):
            evened = neighbour_mean(bone, evened)
        longer = np.linalg.norm(evened, axis=1) > np.linalg.norm(move, axis=1)
        bone = Surface(bone.vertices + np.where(longer[:, None], evened, move) * _STEP, bone.faces)
    return bone


def _near(mover: Surface, wall: Surface, gap: float) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    low, high = wall.vertices.min(axis=0) - gap, wall.vertices.max(axis=0) + gap
    return np.asarray(((mover.vertices > low) & (mover.vertices < high)).all(axis=1))

"""The way of a root: from the spinal cord along the nerves that carry it to a place on the skin."""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from meshes.body import Body, Path
from meshes.names import require

JOINT_MM = 0.75
"""Paths whose points come this close are joined there (their builder keeps 0.5 mm)."""
TREES_KEPT = 3 * 2 * 7
"""Searches that are remembered: three figures, two sides, seven roots."""

Place = tuple[str, int]
"""A point of a path: its id and the index of the point."""


@dataclass(frozen=True, eq=False)
class Way:
    """One root's way to a place.

    Attributes
    ----------
    points : (k, 3) mm, from the spinal cord to the place on the root's nerves that serves the one asked for.
    radius : (k,) mm, of the rootlets, root or nerve there.
    paths : ids of the paths followed, in order, from the rootlets (or the root, where there are none) on.
    gap_mm : distance from the end of the way to the place asked for.
    """

    points: NDArray[np.float32]
    radius: NDArray[np.float32]
    paths: tuple[str, ...]
    gap_mm: float


def way(body: Body, root: str, side: str, point: ArrayLike) -> Way:
    """Follow one root outwards to where its nerves best reach a point.

    The best place has the smallest sum of distance to the point and depth below the skin: skin is served by
    the nerves just beneath it, not by a deep trunk that happens to pass nearer (the tibial nerve behind the
    saphenous nerve's shin).

    Parameters
    ----------
    body : figure whose paths are searched.
    root : L1, L2, L3, L4, L5, S1 or S2.
    side : left or right.
    point : (3,) mm, usually a place on the skin.

    Raises
    ------
    UnknownNameError
        If the body has no path of that root on that side.
    """
    require(f"root_{root}_{side}", body.paths, "path")
    tree = _tree(body, root, side)
    place = np.asarray(point, dtype=np.float32)
    nearest = int(np.argmin(np.linalg.norm(tree.points - place, axis=1) + tree.depth))
    chain = _back(tree.previous, tree.places[nearest])
    points = np.array([body.paths[name].points[index] for name, index in chain])
    radius = np.array([body.paths[name].radius[index] for name, index in chain])
    followed = [one[0] for one, two in pairwise(chain) if one[0] == two[0]]
    gap = float(np.linalg.norm(points[-1] - place))
    kept = _not_repeated(points)
    return Way(points[kept], radius[kept], tuple(dict.fromkeys([chain[0][0], *followed])), gap)


@dataclass(frozen=True, eq=False)
class _Tree:
    """Every place a root reaches: in order of name and index, with its point and depth, and the place before it."""

    places: tuple[Place, ...]
    points: NDArray[np.float32]
    depth: NDArray[np.float32]
    previous: Mapping[Place, Place | None]


@lru_cache(maxsize=TREES_KEPT)
def _tree(body: Body, root: str, side: str) -> _Tree:
    start = f"rootlets_{root}_{side}" if f"rootlets_{root}_{side}" in body.paths else f"root_{root}_{side}"
    carrying = {name: path for name, path in body.paths.items() if path.side == side and root in path.roots}
    previous = _outwards(carrying, start)
    places = tuple(sorted(previous))
    points = np.array([carrying[name].points[index] for name, index in places], dtype=np.float32)
    depth = np.array([carrying[name].depth[index] for name, index in places], dtype=np.float32)
    return _Tree(places, points, depth, previous)


def _outwards(paths: Mapping[str, Path], start: str) -> dict[Place, Place | None]:
    """Return, for every point reached from the start of `start`, the point before it on the shortest way.

    Along a path the search runs only from the spine to the periphery; at a joint it may change path.
    """
    joints = _joints(paths)
    steps = {name: np.linalg.norm(np.diff(path.points, axis=0), axis=1).tolist() for name, path in paths.items()}
    first: Place = (start, 0)
    previous: dict[Place, Place | None] = {}
    queue: list[tuple[float, Place, Place | None]] = [(0.0, first, None)]
    while queue:
        length, here, before = heapq.heappop(queue)
        if here in previous:
            continue
        previous[here] = before
        name, index = here
        if index < len(steps[name]):
            heapq.heappush(queue, (length + steps[name][index], (name, index + 1), here))
        for other in joints.get(here, ()):
            heapq.heappush(queue, (length, other, here))
    return previous


def _joints(paths: Mapping[str, Path]) -> dict[Place, list[Place]]:
    """Join both ends of every path to the nearest point of every other path within `JOINT_MM`."""
    joints: dict[Place, list[Place]] = {}
    places = [(name, end) for name, path in paths.items() for end in (0, len(path.points) - 1)]
    ends = np.array([paths[name].points[end] for name, end in places])
    for other, beside in paths.items():
        apart = np.linalg.norm(beside.points[None] - ends[:, None], axis=2)
        nearest = apart.argmin(axis=1)
        for row in np.flatnonzero(apart.min(axis=1) <= JOINT_MM).tolist():
            here, there = places[row], (other, int(nearest[row]))
            if here[0] != other:
                joints.setdefault(here, []).append(there)
                joints.setdefault(there, []).append(here)
    return joints


def _back(previous: Mapping[Place, Place | None], end: Place) -> list[Place]:
    chain = [end]
    while (before := previous[chain[-1]]) is not None:
        chain.append(before)
    return chain[::-1]


def _not_repeated(points: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Leave out points that repeat the one before: two paths share the point where they join."""
    apart = np.linalg.norm(np.diff(points, axis=0), axis=1)
    return np.concatenate([[True], apart > JOINT_MM])

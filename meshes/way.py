"""The way of a root: from the spinal cord along the nerves that carry it to a place on the skin."""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from meshes.body import Body, Path
from meshes.names import require

JOINT_MM = 0.75
"""Paths whose points come this close are joined there (their builder keeps 0.5 mm)."""

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
    start = f"rootlets_{root}_{side}" if f"rootlets_{root}_{side}" in body.paths else f"root_{root}_{side}"
    carrying = {name: path for name, path in body.paths.items() if path.side == side and root in path.roots}
    previous = _outwards(carrying, start)
    place = np.asarray(point, dtype=np.float32)
    end = min(previous, key=lambda at: (_reach(carrying, at, place), at))
    chain = _back(previous, end)
    points = np.array([carrying[name].points[index] for name, index in chain])
    radius = np.array([carrying[name].radius[index] for name, index in chain])
    followed = [one[0] for one, two in pairwise(chain) if one[0] == two[0]]
    gap = float(np.linalg.norm(points[-1] - place))
    kept = _not_repeated(points)
    return Way(points[kept], radius[kept], tuple(dict.fromkeys([start, *followed])), gap)


def _outwards(paths: Mapping[str, Path], start: str) -> dict[Place, Place | None]:
    """Return, for every point reached from the start of `start`, the point before it on the shortest way.

    Along a path the search runs only from the spine to the periphery; at a joint it may change path.
    """
    joints = _joints(paths)
    first: Place = (start, 0)
    previous: dict[Place, Place | None] = {}
    queue: list[tuple[float, Place, Place | None]] = [(0.0, first, None)]
    while queue:
        length, here, before = heapq.heappop(queue)
        if here in previous:
            continue
        previous[here] = before
        name, index = here
        points = paths[name].points
        if index + 1 < len(points):
            step = float(np.linalg.norm(points[index + 1] - points[index]))
            heapq.heappush(queue, (length + step, (name, index + 1), here))
        for other in joints.get(here, ()):
            heapq.heappush(queue, (length, other, here))
    return previous


def _joints(paths: Mapping[str, Path]) -> dict[Place, list[Place]]:
    """Join both ends of every path to the nearest point of every other path within `JOINT_MM`."""
    joints: dict[Place, list[Place]] = {}
    for name, path in paths.items():
        for end in (0, len(path.points) - 1):
            for other, beside in paths.items():
                apart = np.linalg.norm(beside.points - path.points[end], axis=1)
                nearest = int(np.argmin(apart))
                if other != name and apart[nearest] <= JOINT_MM:
                    joints.setdefault((name, end), []).append((other, nearest))
                    joints.setdefault((other, nearest), []).append((name, end))
    return joints


def _reach(paths: Mapping[str, Path], at: Place, place: NDArray[np.float32]) -> float:
    path, index = paths[at[0]], at[1]
    return float(np.linalg.norm(path.points[index] - place) + path.depth[index])


def _back(previous: Mapping[Place, Place | None], end: Place) -> list[Place]:
    chain = [end]
    while (before := previous[chain[-1]]) is not None:
        chain.append(before)
    return chain[::-1]


def _not_repeated(points: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Leave out points that repeat the one before: two paths share the point where they join."""
    apart = np.linalg.norm(np.diff(points, axis=0), axis=1)
    return np.concatenate([[True], apart > JOINT_MM])

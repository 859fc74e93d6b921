"""The five toes: which vertex belongs to which, and its place along and about it."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
from scipy.sparse.csgraph import connected_components, dijkstra

from meshes.build.built import Floats, Ints
from meshes.build.chart.angles import wrap
from meshes.build.chart.foot import FootFrame
from meshes.build.chart.half import Half

MARGINS = (0.0, 0.01, 0.02, 0.03, 0.05, 0.08)
TOES = range(1, 6)


def toe_numbers(half: Half, frame: FootFrame) -> Ints:
    """Return the toe (1 to 5) of each vertex beyond the web line, 0 elsewhere.

    Where two toes touch, the web line is moved on until five pieces come apart; the vertices between grow
    back to the nearest piece along the skin.

    Raises
    ------
    ValueError
        If no margin parts the toes.
    """
    beyond = np.flatnonzero(frame.inside & (frame.beyond_webs > 0))
    seeds, owner = _separated(half, frame, beyond)
    start, end = half.edges.T
    length = np.linalg.norm(half.points[start] - half.points[end], axis=1)
    graph = sp.coo_matrix((length, (start, end)), (len(half.points),) * 2).tocsr()[beyond][:, beyond]
    local = np.searchsorted(beyond, seeds)
    _, _, nearest = dijkstra(graph, directed=False, indices=local, min_only=True, return_predecessors=True)
    toe_of_seed = np.zeros(len(beyond), dtype=np.int64)
    toe_of_seed[local] = owner
    toes = np.zeros(len(half.points), dtype=np.int64)
    toes[beyond] = np.where(nearest >= 0, toe_of_seed[nearest], 0)
    return toes


def toe_coordinates(half: Half, frame: FootFrame, toes: Ints) -> tuple[Floats, Floats]:
    """Return t (0 web .. 1 tip) and theta (0 dorsal, 90 lateral) of the toes' vertices; NaN elsewhere."""
    t, theta = np.full((2, len(half.points)), np.nan)
    for number in TOES:
        on_toe = toes == number
        points, beyond = half.points[on_toe], frame.beyond_webs[on_toe]
        tip = half.landmarks[f"toe_tip_{number}"]
        from_web = beyond * frame.length
        to_tip = 0.9 * np.linalg.norm(points - tip, axis=1)
        t[on_toe] = np.clip(from_web / np.maximum(from_web + to_tip, 1e-6), 0, 1)
        theta[on_toe] = _about(points, beyond, frame, number, tip)
    return t, theta


def _separated(half: Half, frame: FootFrame, beyond: Ints) -> tuple[Ints, Ints]:
    """Return the vertices beyond the smallest margin at which the toes come apart, and their toes."""
    tips = [_nearest(half, beyond, half.landmarks[f"toe_tip_{number}"]) for number in TOES]
    start, end = half.edges.T
    graph = sp.coo_matrix((np.ones(len(start)), (start, end)), (len(half.points),) * 2).tocsr()
    for margin in MARGINS:
        core = beyond[frame.beyond_webs[beyond] > margin]
        _, piece = connected_components(graph[core][:, core], directed=False)
        pieces = [piece[np.flatnonzero(core == tip)[0]] for tip in tips]
        if len(set(pieces)) == len(pieces):
            of_toe = [core[piece == label] for label in pieces]
            return np.concatenate(of_toe), np.repeat(TOES, [len(vertices) for vertices in of_toe])
    raise ValueError(f"the toes still touch {MARGINS[-1]:.0%} of the foot's length beyond their webs")


def _nearest(half: Half, among: Ints, point: Floats) -> int:
    return int(among[np.argmin(((half.points[among] - point) ** 2).sum(axis=1))])


def _about(points: Floats, beyond: Floats, frame: FootFrame, number: int, tip: Floats) -> Floats:
    """Return the angle about the straight line from the middle of the toe's web to its tip."""
    across, w = (frame.web_line[number - 1] + frame.web_line[number]) / 2
    root = frame.place(across, w)
    at_web = points[beyond < 0.03, 2]
    root[2] = np.median(at_web) if len(at_web) else tip[2]
    axis = (tip - root) / np.linalg.norm(tip - root)
    up = np.array([0.0, 0.0, 1.0]) - axis * axis[2]
    up /= np.linalg.norm(up)
    aside = np.cross(axis, up)
    aside *= np.sign(aside @ frame.lateral)
    height = (points - root) @ up
    return wrap(np.degrees(np.arctan2((points - root) @ aside, height - np.median(height))))

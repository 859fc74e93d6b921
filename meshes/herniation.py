"""Where a disc herniates to, which way, how far, and how that room is left by what lies there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from meshes.body import Body
from meshes.disc_frame import AROUND, NUCLEUS_LAYERS, OUTER, DiscFrame, annulus_sections, disc_frame
from meshes.ease import bump, step
from meshes.lesion import HERNIATIONS, LEVELS
from meshes.tube import rings_of

Points = NDArray[np.float64]

STAGES = ("bulge", "protrusion", "extrusion")
PROTRUSION, EXTRUSION = 1 / 3, 2 / 3
"""Severities past which the nucleus pushes into the annulus, and through it."""
ROOT_PUSHED, SAC_PUSHED = 2.5, 4.5
"""How far a full herniation would enter the root, or the dural sac, if they did not give way, mm."""
SHORTEST, LONGEST = 4.5, 12.0
"""A herniation's length at severity 1, mm."""
BROAD, BROAD_FLAT, BROAD_END = 1.2, 4.0, 14.0
"""The bulge: mm, and half its width where it is full and where it ends."""
FOCAL_FLAT, FOCAL_END = 1.5, 7.0
"""The herniation proper: half its width at its top and its foot, mm."""
TIP_FLAT, TIP_END = 1.4, 3.7
"""The nucleus that passes through the annulus: half its width at its top and its foot, mm."""
UNDER_SIDE_MM = 1.5
"""A herniation that climbs aims at the under side of the root."""
CLIMB_FROM, STEEPEST = 2.5, 1.0
"""A herniation in the foramen climbs to the root, which lies above the disc: the climb begins gently, and it gains
at most so much height for each mm ahead."""
MIDDLE = np.array([0.0, 0.5])
"""From here a herniation starts towards what it meets, mm in the disc's axes: along the radii of the annulus."""
FORAMEN = (0.62, 0.98)
"""The foramen, as shares of the disc's half width; what lies farther out is far lateral."""
REACHED_FROM = 0.35
"""Parts of the slope lower than this are not asked to reach the root."""


def stage(severity: float) -> str:
    """Say how far a herniation has gone: `bulge`, `protrusion` past 1/3 or `extrusion` past 2/3."""
    return STAGES[(severity > PROTRUSION) + (severity > EXTRUSION)]


@dataclass(frozen=True, eq=False)
class Herniation:
    """The way of one herniation at a disc.

    Places are told as (across, ahead, up) mm: ahead points out of the disc towards what is met, across is 0
    on that line.

    Attributes
    ----------
    frame : the disc.
    turn : (2, 2) unit vectors across and ahead in the plane of the disc.
    aside : mm, where the line lies along across.
    up : mm above the middle of the disc at which it reaches farthest.
    tall : mm, height of the disc where it leaves it.
    rise : climb for each mm beyond the disc.
    wall : (2, k) mm: across, and how far ahead the disc reaches there.
    core : (k,) mm from the wall to the nucleus at the same places across.
    most : mm the wall moves ahead on the line at severity 1, the bulge left out.
    """

    frame: DiscFrame
    turn: Points
    aside: float
    up: float
    rise: float
    wall: Points
    core: Points
    tall: float
    most: float

    def to_way(self, points: ArrayLike) -> Points:
        """Return points (..., 3) of the figure as (across, ahead beyond the wall, up without the climb)."""
        local = self.frame.to_local(points)
        flat = local[..., :2] @ self.turn.T
        across = flat[..., 0] - self.aside
        beyond = flat[..., 1] - np.interp(across, *self.wall)
        return np.stack([across, beyond, local[..., 2] - self.climb(beyond)], axis=-1)

    def to_figure(self, way: Points) -> Points:
        """Undo `to_way`."""
        across, beyond, up = np.moveaxis(way, -1, 0)
        flat = np.stack([across + self.aside, beyond + np.interp(across, *self.wall)], axis=-1) @ self.turn
        return self.frame.to_world(np.concatenate([flat, (up + self.climb(beyond))[..., None]], axis=-1))

    def core_at(self, across: Points) -> Points:
        """Return how far the nucleus lies behind the wall, mm."""
        return np.asarray(np.interp(across, self.wall[0], self.core))

    def climb(self, beyond: Points) -> Points:
        """Return how much higher a place so far beyond the wall lies, mm."""
        out = np.maximum(beyond, 0.0)
        return np.asarray(self.rise * out * out / (out + CLIMB_FROM))

    def reach(self, way: Points, severity: float) -> Points:
        """Return how far beyond the healthy wall the disc comes at places told by `to_way`, mm."""
        across = way[..., 0]
        annulus = self.most * focal(min(severity, EXTRUSION))
        nucleus = self.most * focal(severity) - annulus
        top = annulus * slope(across) + nucleus * bump(across, TIP_FLAT, TIP_END)
        return self.over_height(way) * (bulge(across, severity) + top)

    def over_height(self, way: Points) -> Points:
        """Return the share of its reach that it has at the height of places told by `to_way`."""
        return bump(way[..., 2] - self.up, self.tall / 6 + 0.5, self.tall / 2 + 2.5)


def bulge(across: Points, severity: float) -> Points:
    """Return how far the broad bulge comes, mm: it is there first and stays."""
    return BROAD * step(severity / 0.45) * bump(across, BROAD_FLAT, BROAD_END)


def focal(severity: float) -> float:
    """Return the share of the full length that the herniation proper has reached."""
    return severity * (1.15 - 0.15 * severity)


def slope(across: Points) -> Points:
    """Return the height of the herniation proper as a share of its top."""
    return bump(across, FOCAL_FLAT, FOCAL_END)


@lru_cache(maxsize=3 * len(LEVELS) * len(HERNIATIONS) * 2)
def herniation(body: Body, level: str, side: str, zone: str) -> Herniation:
    """Find the way of a herniation: from the disc to what it meets in that zone."""
    frame = disc_frame(body, level)
    met, target = _target(body, frame, side, zone)
    ahead = (target[:2] - MIDDLE) / np.linalg.norm(target[:2] - MIDDLE)
    turn = np.array([[ahead[1], -ahead[0]], ahead])
    aside = float(target[:2] @ turn[0])
    wall = _farthest(frame.outline, turn, aside)
    low, high = _rims(body, frame, turn, aside)
    core = wall[1] - _farthest(_nucleus_outline(body, frame), turn, aside)[1]
    line = Herniation(frame, turn, aside, (low + high) / 2, 0.0, wall, core, high - low, 0.0)
    line = line if zone in ("central", "paracentral") else replace(line, rise=_rise(line, target))
    return replace(line, most=_length(line, met, SAC_PUSHED if zone == "central" else ROOT_PUSHED))


def _target(body: Body, frame: DiscFrame, side: str, zone: str) -> tuple[Points, Points]:
    """Return the corners of what is met (n, 3), and the place (3,) in the disc's axes that is aimed at."""
    if zone == "central":
        sac = body.parts["dural_sac"].vertices.astype(np.float64)
        return sac, np.array([0.0, frame.back + 3.0, 0.0])
    root = f"root_{frame.lower if zone == 'paracentral' else frame.upper}_{side}"
    line = frame.to_local(body.paths[root].points)
    wide, up = np.abs(line[:, 0]) / frame.half_width, line[:, 2]
    inner, outer = FORAMEN
    here = {
        "paracentral": (np.abs(up) < frame.height / 2) & (wide < inner),
        "foraminal": (wide > inner) & (wide < outer) & (up < 1.5 * frame.height),
        "far_lateral": (wide >= outer) & (up > -frame.height / 2),
    }[zone]
    flat = frame.outline.reshape(-1, 2)
    away = np.linalg.norm(line[:, None, :2] - flat, axis=2).min(axis=1) + 0.8 * np.abs(up)
    nearest = line[np.where(here, away, np.inf).argmin()]
    return body.parts[root].vertices[rings_of(body, root)].reshape(-1, 3).astype(np.float64), nearest


def _farthest(outlines: Points, turn: Points, aside: float) -> Points:
    """Return (2, k): places across, and the farthest that outlines (m, 40, 2) reach ahead there."""
    across = np.arange(-30.0, 30.25, 0.5)
    farthest = np.full(len(across), -np.inf)
    for outline in outlines @ turn.T:
        for one, two in zip(outline, np.roll(outline, -1, axis=0), strict=True):
            low, high = sorted((one, two), key=lambda corner: corner[0])
            on = (across + aside >= low[0]) & (across + aside <= high[0])
            farthest[on] = np.maximum(farthest[on], np.interp(across[on] + aside, *np.stack([low, high], axis=1)))
    known = np.isfinite(farthest)
    return np.stack([across, np.interp(across, across[known], farthest[known])])


def _nucleus_outline(body: Body, frame: DiscFrame) -> Points:
    layers = body.parts[frame.nucleus].vertices[:-2].reshape(NUCLEUS_LAYERS, AROUND, 3)
    return frame.to_local(layers[NUCLEUS_LAYERS // 2])[None, :, :2]


def _rise(line: Herniation, target: Points) -> float:
    """Return the climb that leads from the upper half of the disc to the target (in the disc's axes)."""
    _, beyond, up = line.to_way(line.frame.to_world(target))
    gain = replace(line, rise=1.0).climb(beyond)
    return float(np.clip((up - UNDER_SIDE_MM - line.up - line.tall / 6) / max(float(gain), 0.1), 0.0, STEEPEST))


def _rims(body: Body, frame: DiscFrame, turn: Points, aside: float) -> tuple[float, float]:
    """Return the heights of the edges of both end-plates where the line leaves the disc, mm."""
    outer = frame.to_local(annulus_sections(body.parts[frame.annulus].vertices)[0, :, OUTER])
    flat = outer[..., :2].mean(axis=1) @ turn.T - [aside, 0.0]
    nearest = (flat[:, 1] - 2.0 * np.abs(flat[:, 0])).argmax()
    around = outer[(nearest + np.arange(-2, 3)) % AROUND]
    return float(np.median(around[:, 0, 2])), float(np.median(around[:, -1, 2]))


def _length(line: Herniation, met: Points, pushed: float) -> float:
    """Return how long the herniation must grow to enter what it meets by `pushed`, mm."""
    way = line.to_way(met)
    tall = line.over_height(way)
    share = tall * bump(way[:, 0], TIP_FLAT, TIP_END)
    here = (share > REACHED_FROM) & (way[:, 1] > -2.0)
    if not here.any():
        return LONGEST
    needed = (way[here, 1] + pushed - tall[here] * bulge(way[here, 0], 1.0)) / share[here]
    return float(np.clip(needed.min(), SHORTEST, LONGEST))

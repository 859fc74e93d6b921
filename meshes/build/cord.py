"""The spinal cord down to its conus, the filum, and the rootlets of the cauda equina, in the pelvic frame (left side).

Inside the dural sac a place is told by how far down the sac it lies and by two shares of the sac's half width and half
depth: lateral (0 midline, 1 wall) and backward.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from meshes.build.dura import SacStation
from meshes.build.spine import Spine
from meshes.build.surface import Points, Surface, joined
from meshes.build.tables import read_toml
from meshes.build.tubes import lengths, smooth_course, tube

_FINE = 300
CORD_SAMPLES, CORD_SIDES = 30, 14
FILUM_SAMPLES, FILUM_SIDES = 40, 5
ROOTLET_SAMPLES, ROOTLET_SIDES = 22, 4


@dataclass(frozen=True)
class SacInside:
    """The inside of the dural sac: its course (k, 3), half width and half depth (k,), and length along it (k,), mm."""

    course: Points
    half_width: Points
    half_depth: Points
    along: Points

    @classmethod
    def of(cls, stations: Mapping[str, SacStation]) -> SacInside:
        """Return the inside of the sac through these stations."""
        centres = np.array([station.centre for station in stations.values()])
        course = smooth_course(centres, _FINE)
        along = lengths(course)
        at = along[[int(np.argmin(np.linalg.norm(course - centre, axis=1))) for centre in centres]]
        wide, deep = ([getattr(s, name) for s in stations.values()] for name in ("half_width", "half_depth"))
        return cls(course, np.interp(along, at, wide), np.interp(along, at, deep), along)

    def point(self, down: Points, lateral: Points, backward: Points) -> Points:
        """Return points (n, 3) at lengths down the sac and shares of its half width and half depth."""
        centre = np.column_stack([np.interp(down, self.along, self.course[:, axis]) for axis in range(3)])
        ahead = np.column_stack([np.interp(down, self.along, step) for step in np.gradient(self.course, axis=0).T])
        ahead /= np.linalg.norm(ahead, axis=1, keepdims=True)
        back = np.cross(ahead, [1.0, 0.0, 0.0])
        back *= np.sign(back[:, 1:2])
        wide, deep = (np.interp(down, self.along, half) for half in (self.half_width, self.half_depth))
        return np.asarray(centre + np.outer(lateral * wide, [1.0, 0.0, 0.0]) + back * (backward * deep)[:, None])

    def nearest(self, place: Points) -> float:
        """Return how far down the sac a place (3,) lies, mm."""
        return float(self.along[np.argmin(np.linalg.norm(self.course - place, axis=1))])


@dataclass(frozen=True)
class Cauda:
    """Cord and filum (midline), and for each root its left rootlets: their surface and their middle course (k, 3)."""

    cord: Surface
    filum: Surface
    rootlets: Mapping[str, tuple[Surface, Points]]


def build_cauda(stations: Mapping[str, SacStation], spine: Spine, roots: Mapping[str, Points]) -> Cauda:
    """Return what lies inside the sac.

    Parameters
    ----------
    stations
        Of the dural sac, top to bottom.
    spine
        For the level of the conus.
    roots
        Left roots by name: their courses (k, 3), the first point on the sac.
    """
    table, inside = read_toml("cord"), SacInside.of(stations)
    tip = inside.nearest(spine.bodies["L1"].to_world(np.array(table["conus_at"])))
    cord = _cord(inside, tip, table)
    filum = _filum(inside, tip, table)
    rootlets = {name: _rootlets(inside, tip, table[name], table, course[0]) for name, course in roots.items()}
    return Cauda(cord, filum, rootlets)


def _cord(inside: SacInside, tip: float, table: dict[str, float]) -> Surface:
    down = np.linspace(0.5, tip, CORD_SAMPLES)
    taper = np.clip((tip - down) / table["conus_length"], 0.0, 1.0)
    size = np.sqrt(1 - (1 - taper) ** 1.7)
    course = inside.point(down, 0 * down, 0 * down)
    radii = np.column_stack([np.maximum(table[half] * size, 0.35) for half in ("half_width", "half_depth")])
    return tube(course, radii, CORD_SIDES)


def _filum(inside: SacInside, tip: float, table: dict[str, float]) -> Surface:
    down = np.linspace(tip - 0.5, inside.along[-1] - 1.5, FILUM_SAMPLES)
    part = (down - down[0]) / (down[-1] - down[0])
    return tube(inside.point(down, 0 * down, 0.30 * part * (1 - part)), np.full(len(down), table["filum"]), FILUM_SIDES)


def _rootlets(
    inside: SacInside, tip: float, row: dict[str, float], table: dict[str, float], end: Points
) -> tuple[Surface, Points]:
    """Lead the rootlets of one root from the cord's side down to where the root leaves the sac."""
    start, goal = max(tip - row["above_conus"], 1.0), inside.nearest(end)
    part = np.linspace(0.0, 1.0, ROOTLET_SAMPLES)
    down = start + (goal - start) * part
    taper = np.clip((tip - start) / table["conus_length"], 0.05, 1.0)
    on_cord = table["half_width"] * np.sqrt(1 - (1 - taper) ** 1.7) / inside.half_width[0]
    drift = part**2 * (3 - 2 * part)
    swing = np.clip(part / 0.25, 0, 1)
    lateral = on_cord + (row["lateral"] - on_cord) * swing + (0.86 - row["lateral"]) * drift**2
    backward = row["backward"] * swing * (1 - drift) - 0.2 * drift**2
    middle = inside.point(down, lateral, backward)
    middle += np.outer(drift**6, end - middle[-1])
    room = np.minimum(np.interp(down, inside.along, inside.half_depth) / 6.0, 1.0)
    apart = table["apart"] * room * np.sin(np.pi * np.clip(part, 0.02, 0.98)) ** 0.5
    strands = []
    for turn in np.arange(3) * 2 * np.pi / 3 + row["lateral"] * 7:
        aside = np.column_stack([np.cos(turn) * apart, np.sin(turn) * apart, 0 * apart])
        strands.append(tube(middle + aside, np.full(len(part), table["rootlet"]), ROOTLET_SIDES))
    return joined(strands), middle

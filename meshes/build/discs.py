"""Intervertebral discs: a ringed annulus around a nucleus, both fitted to the end-plates they lie between.

A disc is described by (share of the radius, height from 0 below to 1 above, angle). Its outline is lofted between the
two end-plate outlines; its upper and lower faces are read off the finished bones, so no gap shows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.interpolate import LinearNDInterpolator, NearestNDInterpolator

from meshes.build.pelvis import PELVIS_SCALE
from meshes.build.spine import Pose, Spine
from meshes.build.surface import Points, Surface, joined
from meshes.build.tables import read_toml
from meshes.build.vertebra import end_plate_outline, shape_of

AROUND, LAYERS, NUCLEUS_LAYERS = 40, 4, 7
BULGE = 1.2  # mm beyond the end-plates at mid height
LAMELLAE = ((1.0, 0.87), (0.855, 0.725), (0.71, 0.58))
"""Outer and inner share of the radius of each drawn ring; a real annulus has 15-25 lamellae, too thin to be seen."""
NUCLEUS_SHARE, NUCLEUS_BACK = 0.555, 1.4
"""Radius of the nucleus, and how far behind the middle it lies, mm: the posterior annulus is the thinner one."""
_INSET = 0.985  # the annulus starts just inside the rim
_SUNK = 0.15  # mm the disc sinks into each end-plate, so that no gap shows

Heights = Callable[[Points], Points]


@dataclass(frozen=True)
class DiscForm:
    """The inside of a disc in its own frame (x left, y posterior, z along the disc's axis, mm).

    Attributes
    ----------
    top, bottom
        (AROUND, 2) outlines of the upper and the lower face.
    upper, lower
        Height of the upper and the lower face over places (n, 2).
    """

    top: Points
    bottom: Points
    upper: Heights
    lower: Heights

    def point(self, share: Points, part: Points, angle: int) -> Points:
        """Return points (n, 3) at shares of the radius and parts of the height, at one of the AROUND angles."""
        edge = self.bottom[angle] * (1 - part[:, None]) + self.top[angle] * part[:, None]
        middle = self.bottom.mean(axis=0) * (1 - part[:, None]) + self.top.mean(axis=0) * part[:, None]
        away = edge - middle
        outward = away / np.linalg.norm(away, axis=1, keepdims=True)
        swell = BULGE * share * np.sin(np.pi * part) ** 0.8
        back = NUCLEUS_BACK * np.minimum((1 - share) / (1 - NUCLEUS_SHARE), 1.0)
        xy = middle + away * share[:, None] + outward * swell[:, None] + np.outer(back, [0.0, 1.0])
        low, high = self.lower(xy), self.upper(xy)
        return np.column_stack([xy, low + (high - low) * part])


def build_disc(
    spine: Spine, segment: str, sacral_end_plate: Pose, above: Surface, below: Surface
) -> tuple[Surface, Surface]:
    """Return annulus and nucleus of a segment (`L4_L5`, ...) in the frame of the spine, mm.

    Parameters
    ----------
    spine
        Poses of bodies and discs.
    segment
        Which disc.
    sacral_end_plate
        Pose of the S1 end-plate (origin at its centre).
    above, below
        The finished bones it lies between.
    """
    disc = spine.discs[segment]
    form = disc_form(spine, segment, sacral_end_plate, above, below)
    rings = [_lamella(form, outer, inner) for outer, inner in LAMELLAE]
    return joined(rings).moved(disc.to_world), _nucleus(form).moved(disc.to_world)


def disc_form(spine: Spine, segment: str, sacral_end_plate: Pose, above: Surface, below: Surface) -> DiscForm:
    """Return the form of a disc between two finished bones; parameters as of `build_disc`."""
    upper, lower = segment.split("_")
    disc = spine.discs[segment]
    top = disc.to_local(_edge(spine, upper, sacral_end_plate, is_lower_side=True))
    bottom = disc.to_local(_edge(spine, lower, sacral_end_plate, is_lower_side=False))
    ceiling = _face(above.moved(disc.to_local), top, -1.0)
    floor = _face(below.moved(disc.to_local), bottom, 1.0)
    return DiscForm(top[:, :2], bottom[:, :2], lambda xy: ceiling(xy) + _SUNK, lambda xy: floor(xy) - _SUNK)


def _face(bone: Surface, edge: Points, sense: float) -> Heights:
    """Return the height of a bone's end-plate (normal along `sense` z) over places near its outline."""
    normals = bone.vertex_normals()
    radius = np.linalg.norm(edge[:, :2] - edge[:, :2].mean(axis=0), axis=1).max() + 4.0
    near = np.linalg.norm(bone.vertices[:, :2] - edge[:, :2].mean(axis=0), axis=1) < radius
    level = np.abs(bone.vertices[:, 2] - edge[:, 2].mean()) < 6.0
    plate = bone.vertices[(normals[:, 2] * sense > 0.55) & near & level]
    inside, beyond = LinearNDInterpolator(plate[:, :2], plate[:, 2]), NearestNDInterpolator(plate[:, :2], plate[:, 2])

    def height(xy: Points) -> Points:
        found = inside(xy)
        return np.asarray(np.where(np.isnan(found), beyond(xy), found))

    return height


def _edge(spine: Spine, level: str, sacral_end_plate: Pose, is_lower_side: bool) -> Points:
    """Return the edge of an end-plate in the frame of the spine, (AROUND, 3)."""
    angles = np.linspace(0.0, 2 * np.pi, AROUND, endpoint=False)
    if level == "S1":
        table = read_toml("sacrum")
        size = table["end_plate_width"] * PELVIS_SCALE, table["end_plate_depth"] * PELVIS_SCALE
        outline = np.array([end_plate_outline(a, *size, 0.3) for a in angles])
        return sacral_end_plate.to_world(np.column_stack([outline, np.zeros(AROUND)]))
    shape, side = shape_of(level, "published"), "lower" if is_lower_side else "upper"
    size = shape.d[f"{side}_width"] * _INSET, shape.d[f"{side}_depth"] * _INSET
    outline = np.array([end_plate_outline(a, *size, shape.form["back_hollow"]) for a in angles])
    height = [shape.lower(y) if is_lower_side else shape.upper(y) for y in outline[:, 1]]
    return spine.bodies[level].to_world(np.column_stack([outline, height]))


def _lamella(form: DiscForm, outer: float, inner: float) -> Surface:
    """Return one ring of the annulus: its section runs up the outer wall and down the inner one."""
    part = np.linspace(0.0, 1.0, LAYERS)
    share = np.r_[np.full(LAYERS, outer), np.full(LAYERS, inner)]
    section = np.r_[part, part[::-1]]
    sections = np.array([form.point(share, section, angle) for angle in range(AROUND)])
    return _swept(sections)


def _nucleus(form: DiscForm) -> Surface:
    """Return the nucleus: a rounded cushion that touches both end-plates in its middle."""
    part = np.linspace(0.0, 1.0, NUCLEUS_LAYERS)
    share = NUCLEUS_SHARE * np.sqrt(np.maximum(1 - np.abs(2 * part - 1) ** 4.5, 0.0))
    sections = np.array([form.point(share, 0.02 + 0.96 * part, angle) for angle in range(AROUND)])
    poles = sections[:, [0, -1]].mean(axis=0)
    walls = sections[:, 1:-1].transpose(1, 0, 2)
    return _capped(walls, poles)


def _swept(sections: Points) -> Surface:
    """Return the closed ring over sections (around, k, 3), each a closed outline."""
    around, size, _ = sections.shape
    here = np.arange(around)[:, None] * size + np.arange(size)
    along, across = np.roll(here, -1, axis=0), np.roll(here, -1, axis=1)
    both = np.roll(along, -1, axis=1)
    halves = ((here, along, both), (here, both, across))
    faces = np.concatenate([np.stack(three, axis=-1).reshape(-1, 3) for three in halves])
    return Surface(sections.reshape(-1, 3), faces.astype(np.int32)).facing_out()


def _capped(layers: Points, poles: Points) -> Surface:
    """Return the closed surface over rings (layers, around, 3) with a pole below the first and above the last."""
    count, around, _ = layers.shape
    here = np.arange(around)
    next_ = np.roll(here, -1)
    faces = []
    for ring in range(count - 1):
        low, high = ring * around, (ring + 1) * around
        faces.append(np.column_stack([low + here, low + next_, high + here]))
        faces.append(np.column_stack([low + next_, high + next_, high + here]))
    last, bottom, top = (count - 1) * around, count * around, count * around + 1
    faces += [np.column_stack([np.full(around, bottom), next_, here])]
    faces += [np.column_stack([np.full(around, top), last + here, last + next_])]
    return Surface(np.vstack([layers.reshape(-1, 3), poles]), np.vstack(faces).astype(np.int32)).facing_out()

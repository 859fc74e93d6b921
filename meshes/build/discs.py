"""Intervertebral discs: lofted between the end-plate outlines of neighbours, slightly bulging."""

from __future__ import annotations

import numpy as np

from meshes.build.pelvis import PELVIS_SCALE
from meshes.build.spine import Pose, Spine
from meshes.build.surface import Points, Surface
from meshes.build.tables import read_toml
from meshes.build.vertebra import end_plate_outline, shape_of

AROUND, LAYERS, CAP_RINGS = 56, 7, 3
BULGE = 1.2  # mm beyond the end-plates at mid height
_INSET = 0.985  # the annulus starts just inside the rim
_SUNK = 0.5  # mm the disc sinks into each end-plate, so that no gap shows


def build_disc(spine: Spine, segment: str, sacral_end_plate: Pose) -> Surface:
    """Return the disc of a segment (`L4_L5`, ...) in the frame of the spine, mm.

    Parameters
    ----------
    spine
        Poses of bodies and discs.
    segment
        Which disc.
    sacral_end_plate
        Pose of the S1 end-plate (origin at its centre).
    """
    upper, lower = segment.split("_")
    disc = spine.discs[segment]
    top = disc.to_local(_edge(spine, upper, sacral_end_plate, is_lower_side=True))
    bottom = disc.to_local(_edge(spine, lower, sacral_end_plate, is_lower_side=False))
    part = np.linspace(0.0, 1.0, LAYERS)[:, None, None]
    layers = top * (1 - part) + bottom * part
    outward = layers - layers.mean(axis=1, keepdims=True)
    outward[..., 2] = 0.0
    outward /= np.linalg.norm(outward, axis=-1, keepdims=True)
    layers = layers + outward * BULGE * np.sin(np.pi * part) ** 0.8
    return _lofted(layers).moved(disc.to_world)


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
    height = [shape.lower(y) + _SUNK if is_lower_side else shape.upper(y) - _SUNK for y in outline[:, 1]]
    return spine.bodies[level].to_world(np.column_stack([outline, height]))


def _lofted(layers: Points) -> Surface:
    """Return the closed surface over rings of points (layers, around, 3), with rings of shrinking size as lids."""
    count, around, _ = layers.shape
    here = np.arange(around)
    vertices, faces = [layers.reshape(-1, 3)], []
    for ring in range(count - 1):
        faces += _band(ring * around + here, (ring + 1) * around + here)
    used = count * around
    for row, turned in ((0, True), (count - 1, False)):
        rim, middle, outer = layers[row], layers[row].mean(axis=0), row * around + here
        for step in range(1, CAP_RINGS):
            vertices.append(middle + (rim - middle) * (1 - step / CAP_RINGS))
            inner = used + here
            faces += [band[:, ::-1] if turned else band for band in _band(outer, inner)]
            outer, used = inner, used + around
        vertices.append(middle[None])
        lid = np.column_stack([outer, np.roll(outer, -1), np.full(around, used)])
        faces.append(lid[:, ::-1] if turned else lid)
        used += 1
    return Surface(np.vstack(vertices), np.vstack(faces).astype(np.int32)).facing_out()


def _band(
    low: np.ndarray[tuple[int], np.dtype[np.int64]], high: np.ndarray[tuple[int], np.dtype[np.int64]]
) -> list[np.ndarray[tuple[int, int], np.dtype[np.int64]]]:
    next_low, next_high = np.roll(low, -1), np.roll(high, -1)
    return [np.column_stack([low, next_low, high]), np.column_stack([next_low, next_high, high])]

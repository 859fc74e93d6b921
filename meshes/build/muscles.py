"""Muscles the mechanism needs: piriformis over the sciatic nerve, and the outline of psoas around the lumbar plexus."""

from __future__ import annotations

from typing import Any

import numpy as np

from meshes.build.landmarks import Landmarks
from meshes.build.surface import Points, Surface
from meshes.build.tables import read_toml
from meshes.build.trunks import place_of
from meshes.build.tubes import smooth_course


def build_muscles(marks: Landmarks) -> dict[str, Surface]:
    """Return the left muscles of a figure by part id without side."""
    return {row["id"]: _belly(row, marks) for row in read_toml("muscles")["muscle"]}


def _belly(row: dict[str, Any], marks: Landmarks) -> Surface:
    """Sweep an ellipse along the course; its first half axis lies as near to `upright` as the course allows."""
    scale = marks.fit.scale
    course = smooth_course(np.array([place_of(point, marks) for point in row["points"]]), row["samples"])
    part = np.linspace(0.0, 1.0, row["samples"])
    profile = np.array(row["profile"])
    half = np.column_stack([np.interp(part, profile[:, 0], profile[:, k]) for k in (1, 2)]) * scale
    return _swept(course, half, np.array(row["upright"], dtype=float), row["sides"])


def _swept(course: Points, half: Points, upright: Points, sides: int) -> Surface:
    ahead = np.gradient(course, axis=0)
    ahead /= np.linalg.norm(ahead, axis=1, keepdims=True)
    up = upright - ahead * (ahead @ upright)[:, None]
    up /= np.linalg.norm(up, axis=1, keepdims=True)
    aside = np.cross(ahead, up)
    turn = np.linspace(0.0, 2 * np.pi, sides, endpoint=False)[None, :, None]
    rings = course[:, None] + np.cos(turn) * (up * half[:, :1])[:, None] + np.sin(turn) * (aside * half[:, 1:])[:, None]
    here = np.arange(sides)
    next_ = np.roll(here, -1)
    faces = []
    for ring in range(len(course) - 1):
        low, high = ring * sides, (ring + 1) * sides
        faces.append(np.column_stack([low + here, low + next_, high + here]))
        faces.append(np.column_stack([low + next_, high + next_, high + here]))
    count, last = len(course) * sides, (len(course) - 1) * sides
    faces.append(np.column_stack([np.full(sides, count), next_, here]))
    faces.append(np.column_stack([np.full(sides, count + 1), last + here, last + next_]))
    vertices = np.vstack([rings.reshape(-1, 3), course[:1], course[-1:]])
    return Surface(vertices, np.vstack(faces).astype(np.int32)).facing_out()

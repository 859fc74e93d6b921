"""Marks as thin films on the skin. Pure: numpy only.

A kind shows by texture as well as colour: pain is a red film with a soft edge, numbness a cool film with dots,
tingling a faint film with small crosses. Points in mm, frame of the body; distances along the skin in mm.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from viewer.palette import MARK_COLOURS
from viewer.picture import Overlay

LIFT = 0.9
"""How far a film floats above the skin, mm: enough not to fight with it for depth."""
FADE = 7.0
"""Width of the soft edge, mm."""
REFINEMENTS = 2
GLYPH_PITCH = {"numbness": 9.0, "tingling": 12.0}
STRENGTH = {"pain": 0.85, "numbness": 0.42, "tingling": 0.26}

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]


def film(
    points: Floats, normals: Floats, faces: Ints, inside: Floats, kind: str, intensity: int | None
) -> Overlay:
    """Make the film of one mark.

    Parameters
    ----------
    points, normals
        (n, 3) the skin's vertices in mm and their unit normals.
    faces
        (m, 3) the faces of the skin that the mark may touch.
    inside
        (n,) how far each vertex lies inside the mark's edge along the skin, mm; negative outside.
    kind
        pain, numbness or tingling.
    intensity
        0-10, or None if unknown; a stronger pain is a stronger red.

    Returns
    -------
    The film with its glyphs.
    """
    used, local = np.unique(faces, return_inverse=True)
    fields = np.column_stack([points[used], normals[used], inside[used]]).astype(np.float32)
    mesh = local.reshape(-1, 3).astype(np.int32)
    for _ in range(REFINEMENTS):
        fields, mesh = _refine(fields, mesh)
    depth = np.clip(fields[:, 6] / FADE + 0.35, 0, 1)
    soft = depth * depth * (3 - 2 * depth)
    share = 0.55 + 0.45 * (6 if intensity is None else intensity) / 10
    alpha = soft * STRENGTH[kind] * (share if kind == "pain" else 1.0)
    lifted = fields[:, :3] + LIFT * fields[:, 3:6]
    sheet = Overlay(lifted, mesh, _rgba(kind, alpha))
    return sheet if kind not in GLYPH_PITCH else _join(sheet, _glyphs(fields, kind))


def _refine(fields: Floats, faces: Ints) -> tuple[Floats, Ints]:
    """Split each triangle in four; every field goes half-way along the edges."""
    edges = np.sort(faces[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2), axis=1)
    unique, which = np.unique(edges, axis=0, return_inverse=True)
    middle = (fields[unique[:, 0]] + fields[unique[:, 1]]) / 2
    ab, bc, ca = (which.reshape(-1, 3) + len(fields)).astype(np.int32).T
    a, b, c = faces.T
    quarters = [(a, ab, ca), (ab, b, bc), (ca, bc, c), (ab, bc, ca)]
    return np.concatenate([fields, middle]), np.concatenate([np.column_stack(q) for q in quarters])


def _glyphs(fields: Floats, kind: str) -> Overlay:
    """Dots or crosses, evenly strewn over the inside of the mark."""
    centres = _strewn(fields[fields[:, 6] > FADE * 0.3], GLYPH_PITCH[kind])
    outline, triangles = _dot() if kind == "numbness" else _cross()
    across, along = _tangents(centres[:, 3:6])
    flat = outline[None, :, :1] * across[:, None] + outline[None, :, 1:] * along[:, None]
    points = (centres[:, None, :3] + 2 * LIFT * centres[:, None, 3:6] + flat).reshape(-1, 3)
    starts = np.arange(len(centres), dtype=np.int32)[:, None, None] * len(outline)
    faces = (triangles[None] + starts).reshape(-1, 3)
    return Overlay(points.astype(np.float32), faces, _rgba(kind, np.full(len(points), 0.95, np.float32)))


def _strewn(fields: Floats, pitch: float) -> Floats:
    """Pick rows no nearer to each other than the pitch, in a fixed order."""
    chosen: list[Floats] = []
    kept = np.empty((0, 3), np.float32)
    for row in fields[np.lexsort(np.round(fields[:, :3] / pitch).T)]:
        if len(kept) == 0 or np.min(np.sum((kept - row[:3]) ** 2, axis=1)) > pitch * pitch:
            chosen.append(row)
            kept = np.vstack([kept, row[:3]])
    return np.array(chosen, np.float32).reshape(-1, fields.shape[1])


def _tangents(normals: Floats) -> tuple[Floats, Floats]:
    flat = np.where(np.abs(normals[:, 2:]) < 0.9, [[0.0, 0.0, 1.0]], [[0.0, 1.0, 0.0]])
    across = np.cross(flat, normals)
    across /= np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-6)
    return across.astype(np.float32), np.cross(normals, across).astype(np.float32)


def _dot(radius: float = 2.1, corners: int = 10) -> tuple[Floats, Ints]:
    turn = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    rim = radius * np.column_stack([np.cos(turn), np.sin(turn)])
    faces = [(0, 1 + i, 1 + (i + 1) % corners) for i in range(corners)]
    return np.vstack([[0, 0], rim]).astype(np.float32), np.array(faces, np.int32)


def _cross(half: float = 3.4, width: float = 0.75) -> tuple[Floats, Ints]:
    bar = np.array([[-half, -width], [half, -width], [half, width], [-half, width]])
    faces = np.array([[0, 1, 2], [0, 2, 3]])
    return np.vstack([bar, bar[:, ::-1] * [-1, 1]]).astype(np.float32), np.vstack([faces, faces + 4]).astype(np.int32)


def _rgba(kind: str, alpha: Floats) -> NDArray[np.uint8]:
    colours = np.empty((len(alpha), 4), np.uint8)
    colours[:, :3] = MARK_COLOURS[kind]
    colours[:, 3] = np.clip(alpha * 255, 0, 255)
    return colours


def _join(first: Overlay, second: Overlay) -> Overlay:
    return Overlay(
        np.concatenate([first.points, second.points]),
        np.concatenate([first.faces, second.faces + len(first.points)]).astype(np.int32),
        np.concatenate([first.rgba, second.rgba]),
    )

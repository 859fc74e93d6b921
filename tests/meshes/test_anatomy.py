"""What lies under the skin, measured with code that the builder does not use."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from meshes import Body

igl = pytest.importorskip("igl", reason="signed distances need the dependency group `assets`")

ROOTS = ("L1", "L2", "L3", "L4", "L5", "S1", "S2")
WANTED = {
    "bone": ("hip_bone", "femur", "patella", "tibia", "fibula", "talus", "tarsus", "phalanges_foot"),
    "nerve": ("sciatic", "tibial", "common_fibular", "femoral", "saphenous", "sural"),
}


def capped_skin(body: Body) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """The skin with a lid on the waist."""
    vertices, faces = body.skin.vertices.astype(np.float64), body.skin.faces.astype(np.int64)
    loop = np.asarray(igl.boundary_loop(faces), dtype=np.int64)
    lid = np.column_stack([np.roll(loop, -1), loop, np.full(len(loop), len(vertices))])
    return np.vstack([vertices, vertices[loop].mean(axis=0)]), np.vstack([faces, lid])


def outside(body: Body, points: NDArray[np.float32]) -> NDArray[np.float64]:
    """How far outside the skin each point lies, mm; negative is inside."""
    vertices, faces = capped_skin(body)
    kind = igl.SIGNED_DISTANCE_TYPE_FAST_WINDING_NUMBER
    return np.asarray(igl.signed_distance(points.astype(np.float64), vertices, faces, sign_type=kind)[0])


def test_every_part_of_a_lower_body_is_there(body: Body) -> None:
    wanted = {"vertebra_T12", "sacrum", "coccyx", "dural_sac", "spinal_cord", "pubic_symphysis"}
    assert wanted | {f"vertebra_L{k}" for k in range(1, 6)} <= set(body.parts)
    for part in ("annulus", "nucleus"):
        assert {f"{part}_{a}_{b}" for a, b in pairwise(ROOTS[:6])} <= set(body.parts)
    for side in ("left", "right"):
        assert {f"root_{root}_{side}" for root in ROOTS} <= set(body.parts)
        for kind, names in WANTED.items():
            assert all(body.parts[f"{name}_{side}"].kind == kind for name in names)


@pytest.mark.parametrize("kind", ["bone", "disc", "dura", "cord", "rootlet", "root", "nerve", "ligament", "muscle"])
def test_nothing_lies_outside_the_skin(body: Body, kind: str) -> None:
    parts = [part for part in body.parts.values() if part.kind == kind]
    far = outside(body, np.concatenate([part.vertices for part in parts]))
    assert far.max() <= 2.0


def test_light_faces_keep_the_shape(body: Body) -> None:
    for part in body.parts.values():
        assert len(part.light_faces) <= len(part.faces)
        used = part.vertices[np.unique(part.light_faces)]
        if part.kind == "bone":
            assert np.abs(np.ptp(used, axis=0) - np.ptp(part.vertices, axis=0)).max() < 4.0, part.id


def test_the_cord_ends_in_the_sac_and_every_root_hangs_from_it(body: Body) -> None:
    cord, sac = body.parts["spinal_cord"].vertices, body.parts["dural_sac"].vertices
    assert sac[:, 2].min() < cord[:, 2].min() < cord[:, 2].max() <= sac[:, 2].max()
    for root in ROOTS:
        rootlets, root_path = body.paths[f"rootlets_{root}_left"].points, body.paths[f"root_{root}_left"].points
        assert np.linalg.norm(rootlets[-1] - root_path[0]) < 0.01
        assert np.linalg.norm(cord - rootlets[0], axis=1).min() < 6.0


def test_right_parts_are_mirror_images_of_left_ones(body: Body) -> None:
    for name, part in body.parts.items():
        if part.side == "left":
            twin = body.parts[name.removesuffix("left") + "right"]
            assert np.array_equal(part.vertices * [-1, 1, 1], twin.vertices)
            assert np.array_equal(np.sort(part.faces, axis=1), np.sort(twin.faces, axis=1))


def test_vertebrae_and_roots_stand_in_order(body: Body) -> None:
    heights = [body.parts[f"vertebra_L{k}"].vertices[:, 2].mean() for k in range(1, 6)]
    assert heights == sorted(heights, reverse=True)
    ends = [body.paths[f"root_{root}_left"].points[-1, 2] for root in ROOTS]
    assert ends == sorted(ends, reverse=True)
    for root in ROOTS:
        path = body.paths[f"root_{root}_left"].points
        assert path[0, 0] < 12, "it leaves the sac near the midline"
        assert path[-1, 0] > path[0, 0] + 8, "and comes out to the side"


def test_parts_are_closed_surfaces(body: Body) -> None:
    for part in body.parts.values():
        corners = part.faces.astype(np.int64)
        ends = np.vstack([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [2, 0]]])
        forth, back = ends @ [1 << 32, 1], ends @ [1, 1 << 32]
        assert np.array_equal(np.sort(forth), np.sort(back)), f"{part.id} has an open border"

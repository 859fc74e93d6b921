"""The atlas bones of pelvis and leg, brought into one symmetric frame.

Two frames. The atlas frame: the atlas' own axes turned and shifted so that the pelvis mirrors in x = 0 (mm).
The pelvic frame: hip axis at y = z = 0, S1 end-plate sloping as a standing person's, and scaled so that the sacrum
fits under vertebrae of the published size (mm).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy.optimize import least_squares
from scipy.spatial import cKDTree

from meshes.build.lagrange import read_patches
from meshes.build.spine import rotation_x
from meshes.build.surface import MIRROR, Points, Surface
from meshes.build.tables import read_toml

PACKAGE = "musculoskeletal-models"
FILES = {
    "pelvis": ("pelvis_combined_cubic_mean_rigid_LLP26", "pelvis_combined_cubic_flat"),
    "femur": ("femur_left_mean_rigid_LLP26", "femur_left_quartic_flat"),
    "patella": ("patella_left_mean_rigid_LLP26", "patella_11_left"),
    "shank": ("tibia_fibula_cubic_left_mean_rigid_LLP26", "tibia_fibula_left_cubic_flat"),
}
STEPS = {"pelvis": 7, "femur": 5, "patella": 6, "shank": 5}
PELVIS_SCALE = 0.97  # atlas sacrum (end-plate 50.5 x 33.6) under the published L5 (49.4 x 33.2)
_ICP_STEPS = 60


class Reader(Protocol):
    """Anything that returns a source file's bytes by name."""

    def read(self, name: str) -> bytes:
        """Return the bytes of a file."""
        ...


@dataclass(frozen=True)
class AtlasBones:
    """Left leg bones, left hip bone and sacrum in the atlas frame; `femoral_head` is (3,) mm."""

    hip_bone: Surface
    sacrum: Surface
    femur: Surface
    patella: Surface
    tibia: Surface
    fibula: Surface
    femoral_head: Points

    def to_pelvic(self, points: Points) -> Points:
        """Send atlas points (n, 3) or (3,) to the pelvic frame."""
        return (np.asarray(points, dtype=float) - self._axis()) @ self._turn().T * PELVIS_SCALE

    def to_atlas(self, points: Points) -> Points:
        """Send pelvic points (n, 3) or (3,) to the atlas frame."""
        return np.asarray(points, dtype=float) / PELVIS_SCALE @ self._turn() + self._axis()

    def _axis(self) -> Points:
        return self.femoral_head * [0.0, 1.0, 1.0]

    def _turn(self) -> Points:
        front, back = (np.array(read_toml("sacrum")[f"end_plate_{end}"]) for end in ("front", "back"))
        slope = np.degrees(np.arctan2((back - front)[2], (back - front)[1]))
        return rotation_x(float(read_toml("spine")["sacral_slope"] - slope))


def load_atlas_bones(sources: Mapping[str, Reader]) -> AtlasBones:
    """Read the atlas and turn it so that left and right hip bone mirror in x = 0."""
    source = sources[PACKAGE]
    raw = {
        name: read_patches(source.read(geof + ".geof"), source.read(mesh + ".mesh"), STEPS[name])
        for name, (geof, mesh) in FILES.items()
    }
    right, sacrum, left = sorted(raw["pelvis"].components(), key=lambda part: float(part.vertices[:, 0].mean()))
    turn, shift = _to_mirror_plane(left.vertices, right.vertices)
    tibia, fibula = sorted(raw["shank"].components(), key=lambda part: -abs(part.volume()))

    def placed(part: Surface) -> Surface:
        return part.facing_out().moved(lambda points: points @ turn.T + shift)

    femur = placed(raw["femur"])
    return AtlasBones(
        placed(left),
        placed(sacrum),
        femur,
        placed(raw["patella"]),
        placed(tibia),
        placed(fibula),
        _sphere_of_head(femur.vertices),
    )


def acetabulum(hip_bone: Surface, femoral_head: Points) -> Points:
    """Return the centre (3,) of the sphere that fits the socket of a left hip bone."""
    away = hip_bone.vertices - femoral_head
    distance = np.linalg.norm(away, axis=1)
    facing = -(hip_bone.vertex_normals() * away).sum(axis=1) / distance
    socket = hip_bone.vertices[(distance < 36) & (facing > 0.6)]
    return _fit_sphere(socket, femoral_head, 26.0)


def rotation_between(start: Points, end: Points) -> Points:
    """Return the smallest rotation (3, 3) that turns unit vector `start` into unit vector `end`."""
    axis = np.cross(start, end)
    cross = np.array([[0.0, -axis[2], axis[1]], [axis[2], 0.0, -axis[0]], [-axis[1], axis[0], 0.0]])
    return np.asarray(np.eye(3) + cross + cross @ cross / (1.0 + float(start @ end)))


def _to_mirror_plane(left: Points, right: Points) -> tuple[Points, Points]:
    """Return turn and shift that bring the mirror plane of two hip bones to x = 0."""
    image = _registered(left * MIRROR, right)
    normal = (left - image).mean(axis=0)
    turn = rotation_between(normal / np.linalg.norm(normal), np.array([1.0, 0.0, 0.0]))
    return turn, -turn @ ((left + image) / 2).mean(axis=0)


def _registered(moving: Points, fixed: Points) -> Points:
    """Return `moving` after rigid iterative-closest-point registration to `fixed`."""
    tree, points = cKDTree(fixed), moving
    for _ in range(_ICP_STEPS):
        target = fixed[tree.query(points)[1]]
        centre, goal = points.mean(axis=0), target.mean(axis=0)
        u, _, vt = np.linalg.svd((points - centre).T @ (target - goal))
        flip = np.diag([1.0, 1.0, np.sign(np.linalg.det(u @ vt))])
        points = (points - centre) @ (u @ flip @ vt) + goal
    return points


def _sphere_of_head(femur: Points) -> Points:
    top = femur[(femur[:, 2] > femur[:, 2].max() - 48) & (femur[:, 0] < np.percentile(femur[:, 0], 22))]
    return _fit_sphere(top, top.mean(axis=0), 23.0)


def _fit_sphere(points: Points, centre: Points, radius: float) -> Points:
    def misfit(guess: Points) -> Points:
        return np.asarray(np.linalg.norm(points - guess[:3], axis=1) - guess[3])

    return np.asarray(least_squares(misfit, np.r_[centre, radius], loss="soft_l1").x[:3])

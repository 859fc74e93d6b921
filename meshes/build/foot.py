"""The OpenSim foot skeleton, scaled to a figure's foot and warped ray by ray to its toes (left side)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
from scipy.interpolate import RBFInterpolator

from meshes.build.distance import closed
from meshes.build.fit import FigureFit
from meshes.build.opensim import read_bone
from meshes.build.pelvis import Reader
from meshes.build.solid import lighter
from meshes.build.subdivision import loop_matrix
from meshes.build.surface import Points, Surface, is_closed, joined
from meshes.build.tables import read_toml
from meshes.build.vertebra import LIMIT_STEPS

PACKAGE = "musclemimic-models"
PARTS = {"l_talus": "talus_left", "l_foot": "tarsus_left", "l_bofoot": "phalanges_foot_left"}
TRIANGLES = {"l_talus": 600, "l_foot": 3000, "l_bofoot": 2000}
_PHALANGES = (2, 3, 3, 3, 3)
_METATARSAL_FACES = 220
_SWELLINGS = 4
_TOE_TIP = 6.0  # mm of soft tissue in front of the last phalanx
_SOLE = 8.0  # mm of heel pad under the calcaneus


@dataclass(frozen=True)
class FootRay:
    """One metatarsal and its phalanges, proximal first, in the joined atlas frame."""

    metatarsal: Surface
    phalanges: list[Surface]


@dataclass(frozen=True)
class FootSkeleton:
    """The OpenSim foot about the middle of its talus (mm).

    Attributes
    ----------
    coarse
        File name -> bones as published.
    fine
        File name -> bones to show (same places, more triangles).
    rays
        Five rays, great toe first.
    """

    coarse: Mapping[str, Surface]
    fine: Mapping[str, Surface]
    rays: list[FootRay]


@dataclass(frozen=True)
class FittedFoot:
    """Left foot bones by part id, and for each ray the places of metatarsophalangeal joint and toe tip."""

    parts: Mapping[str, Surface]
    rays: list[tuple[Points, Points]]


def load_foot(sources: Mapping[str, Reader]) -> FootSkeleton:
    """Read talus, tarsus with metatarsals, and phalanges of the left foot."""
    offsets = read_toml("limbs")["foot_offsets"]
    bones = {name: read_bone(sources[PACKAGE].read(f"{name}.stl")) for name in PARTS}
    middle = bones["l_talus"].vertices.mean(axis=0) + offsets["l_talus"]
    coarse = {
        name: bone.moved(partial(np.add, offsets[name] - middle))
        for name, bone in bones.items()
    }
    toes = sorted(coarse["l_bofoot"].components(), key=_left)
    metatarsals = sorted(
        (bone for bone in coarse["l_foot"].components() if len(bone.faces) == _METATARSAL_FACES), key=_left
    )
    starts = np.cumsum([0, *_PHALANGES])
    rays = [
        FootRay(metatarsal, sorted(toes[starts[k] : starts[k + 1]], key=lambda bone: -_middle(bone)[1]))
        for k, metatarsal in enumerate(metatarsals)
    ]
    return FootSkeleton(coarse, {name: _rounded(bone, TRIANGLES[name]) for name, bone in coarse.items()}, rays)


def fit_foot(skeleton: FootSkeleton, fit: FigureFit, skin: Points) -> FittedFoot:
    """Fit the foot into the skin.

    Parameters
    ----------
    skeleton
        From `load_foot`.
    fit
        The figure's joints.
    skin
        (n, 3) skin vertices, body frame.
    """
    sole = _Sole.of(skin, fit)
    rigid = _rigid_fit(skeleton, fit, sole)
    pairs = _talus_anchors(skeleton, rigid) + _calcaneus_anchors(skeleton, rigid, sole)
    pairs += _midfoot_anchors(skeleton, rigid, fit)
    rays = []
    for number, ray in enumerate(skeleton.rays):
        anchors, ends = _ray_anchors(ray, number, rigid, fit)
        pairs += anchors
        rays.append(ends)
    start, goal = np.array([pair[0] for pair in pairs]), np.array([pair[1] for pair in pairs])
    warp = RBFInterpolator(start, goal, kernel="linear", degree=1, smoothing=0.3)
    parts = {PARTS[name]: bone.moved(rigid) for name, bone in skeleton.fine.items()}
    parts |= {part: parts[part].moved(warp) for part in ("tarsus_left", "phalanges_foot_left")}
    return FittedFoot(parts, rays)


@dataclass(frozen=True)
class _Sole:
    """The print of the left foot: length, back of the heel (y) inside its pad, middle of the heel (x)."""

    length: float
    heel_y: float
    heel_x: float

    @classmethod
    def of(cls, skin: Points, fit: FigureFit) -> _Sole:
        print_ = skin[(skin[:, 2] < 45) & (skin[:, 0] > 0)]
        heel = print_[print_[:, 1] > print_[:, 1].max() - 30]
        middle = (heel[:, 0].min() + heel[:, 0].max()) / 2
        return cls(float(np.ptp(print_[:, 1])), float(print_[:, 1].max() - 8), float(middle + fit.row["heel_shift"]))


@dataclass(frozen=True)
class _RigidFit:
    """Scale and yaw about the talus, then a shift: foot skeleton -> body frame."""

    scale: float
    turn: Points
    shift: Points

    def __call__(self, points: Points) -> Points:
        return np.asarray(np.asarray(points, dtype=float) @ self.turn.T * self.scale + self.shift)


Anchor = tuple[Points, Points]


def _rigid_fit(skeleton: FootSkeleton, fit: FigureFit, sole: _Sole) -> _RigidFit:
    everything = joined(list(skeleton.coarse.values())).vertices
    scale = (sole.length - 13) / np.ptp(everything[:, 1])
    heel, tip = everything[np.argmax(everything[:, 1])], _ends(skeleton.rays[1].phalanges[-1])[1]
    wanted = fit.joints["l-toe-2-4"] - np.r_[fit.ankle[0], sole.heel_y, 17.0]
    yaw = np.arctan2(wanted[0], -wanted[1]) - np.arctan2((tip - heel)[0], -(tip - heel)[1])
    turn = np.array([[np.cos(yaw), -np.sin(yaw), 0.0], [np.sin(yaw), np.cos(yaw), 0.0], [0.0, 0.0, 1.0]])
    return _RigidFit(float(scale), turn, fit.ankle - [3.5 * scale, 0.0, 14 * scale + 2])


def _talus_anchors(skeleton: FootSkeleton, rigid: _RigidFit) -> list[Anchor]:
    return [(place, place) for place in rigid(skeleton.coarse["l_talus"].vertices)[::6]]


def _calcaneus_anchors(skeleton: FootSkeleton, rigid: _RigidFit, sole: _Sole) -> list[Anchor]:
    """Move the heel bone over the middle of the heel, forward into the skin and up above the heel pad."""
    talus = rigid(skeleton.coarse["l_talus"].vertices)
    bone = rigid(max(skeleton.coarse["l_foot"].components(), key=lambda piece: float(_middle(piece)[1])).vertices)
    middle_y, floor = talus[:, 1].mean(), talus[:, 2].min()
    squeeze = (floor - _SOLE) / max(1.0, floor - bone[:, 2].min())
    anchors = []
    for place in bone[::12]:
        goal = place.copy()
        goal[0] += (sole.heel_x - bone[:, 0].mean()) * np.clip((place[1] - middle_y + 10) / 50, 0, 1)
        goal[1] += (sole.heel_y - bone[:, 1].max()) * np.clip((place[1] - middle_y) / 60, 0, 1)
        goal[2] = floor + (place[2] - floor) * squeeze if place[2] < floor else place[2]
        anchors.append((place, goal))
    return anchors


def _midfoot_anchors(skeleton: FootSkeleton, rigid: _RigidFit, fit: FigureFit) -> list[Anchor]:
    middle_y = rigid(skeleton.coarse["l_talus"].vertices)[:, 1].mean()
    anchors = []
    for bone in skeleton.coarse["l_foot"].components():
        place = rigid(_middle(bone))
        if len(bone.faces) < 200 and place[1] < middle_y - 15:
            anchors.append((place, np.r_[fit.ankle[0] + (place[0] - fit.ankle[0]) * 0.80, place[1], place[2] - 1.0]))
    return anchors


def _ray_anchors(
    ray: FootRay, number: int, rigid: _RigidFit, fit: FigureFit
) -> tuple[list[Anchor], tuple[Points, Points]]:
    """Return anchors for one ray, and where its metatarsophalangeal joint and its tip go."""
    joints = [fit.joints[f"l-toe-{number + 1}-{k}"] for k in range(1, len(ray.phalanges) + 2)]
    head, first = _ends(ray.metatarsal)[1], _ends(ray.phalanges[0])[0]
    knuckle, goal = rigid((head + first) / 2), joints[0] + [0.0, 5.0, -3.0]
    heading = (joints[-1] - joints[0]) / np.linalg.norm(joints[-1] - joints[0])
    tip_goal = joints[-1] - heading * _TOE_TIP + [0.0, 0.0, -2.0]
    offsets = np.array([[0, 0, 0], [6, 0, 0], [-6, 0, 0], [0, 0, 6], [0, 0, -6]], dtype=float)
    anchors: list[Anchor] = [(knuckle + offset, goal + offset * [0.8, 1.0, 0.7]) for offset in offsets]
    for k in range(1, len(ray.phalanges)):
        joint = rigid((_ends(ray.phalanges[k - 1])[1] + _ends(ray.phalanges[k])[0]) / 2)
        anchors.append((joint, joints[min(k, len(joints) - 1)] + [0.0, 3.0, -2.0]))
    anchors.append((rigid(_ends(ray.phalanges[-1])[1]), tip_goal))
    base = rigid(_ends(ray.metatarsal)[0])
    anchors.append((base, np.r_[fit.ankle[0] - 2 + (base[0] - fit.ankle[0]) * 0.70, base[1:]]))
    return anchors, (goal, tip_goal)


def _rounded(bone: Surface, triangles: int) -> Surface:
    """Return the bone once Loop-subdivided piece by piece, then with about `triangles` triangles.

    The cage is swollen first: Loop subdivision alone would shrink the small bones and open their joints.
    """
    pieces = []
    for piece in map(closed, bone.components()):  # one published bone lacks a triangle
        count = len(piece.vertices)
        limit = loop_matrix(piece.faces, count, LIMIT_STEPS)[0][:count]
        matrix, faces = loop_matrix(piece.faces, count, 1)
        cage = piece.vertices
        for _ in range(_SWELLINGS):
            cage = cage + piece.vertices - limit @ cage
        pieces.append(Surface(np.asarray(matrix @ cage), faces).facing_out())
    share = triangles / sum(len(piece.faces) for piece in pieces)
    return joined([_lighter_piece(piece, share) for piece in pieces])


def _lighter_piece(piece: Surface, share: float) -> Surface:
    """Return a piece with a share of its triangles, or as it is where collapsing edges would leave it open."""
    few = lighter(piece, round(share * len(piece.faces)))
    return few if is_closed(few) else piece


def _ends(bone: Surface) -> tuple[Points, Points]:
    """Return the middles of a bone's back and front 3 mm."""
    y = bone.vertices[:, 1]
    return bone.vertices[y > y.max() - 3].mean(axis=0), bone.vertices[y < y.min() + 3].mean(axis=0)


def _middle(bone: Surface) -> Points:
    return np.asarray(bone.vertices.mean(axis=0))


def _left(bone: Surface) -> float:
    return float(bone.vertices[:, 0].mean())

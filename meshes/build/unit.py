"""The lumbosacral unit: vertebrae, discs, sacrum, coccyx and left hip bone in the pelvic frame, before any figure.

Every figure gets the same unit, scaled and shifted (`fit.py`), so it is built once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import trimesh

from meshes.build.discs import build_disc
from meshes.build.opensim import read_bone
from meshes.build.pelvis import PELVIS_SCALE, AtlasBones, Reader, acetabulum, load_atlas_bones
from meshes.build.sacrum import build_sacrum
from meshes.build.solid import lighter, made_symmetric
from meshes.build.spine import ABOVE, BELOW, LEVELS, SEGMENTS, FacetJoint, Pose, Spine, stack
from meshes.build.surface import Points, Surface
from meshes.build.tables import read_toml
from meshes.build.thoracic import rib_stump
from meshes.build.vertebra import shape_of, smooth_places, solve_cage, vertebra_targets

PACKAGE = "musclemimic-models"
TEMPLATE = {"T12": "1"}  # no thoracic vertebra is among the sources: the first lumbar one is reshaped
LOOP_STEPS = 2
SYMPHYSIS_FACE = 4.0  # mm from the midline: what of the hip bone is the face of the symphysis
VERTEBRA_TRIANGLES, HIP_TRIANGLES = 3600, 3600


@dataclass(frozen=True)
class LumbosacralUnit:
    """Bones and discs of the lower back in the pelvic frame, mm.

    Attributes
    ----------
    bones
        Atlas bones and their frames.
    spine
        Poses and facet joints.
    sacral_end_plate
        Pose of the S1 end-plate.
    socket
        (3,) centre of the left hip socket.
    parts
        Part id -> surface (midline parts and `hip_bone_left`).
    """

    bones: AtlasBones
    spine: Spine
    sacral_end_plate: Pose
    socket: Points
    parts: Mapping[str, Surface]


def build_unit(sources: Mapping[str, Reader]) -> LumbosacralUnit:
    """Build the lumbosacral unit from the atlas and the vertebra template."""
    bones, table = load_atlas_bones(sources), read_toml("sacrum")
    middle = (np.array(table["end_plate_front"]) + np.array(table["end_plate_back"])) / 2
    end_plate = Pose(bones.to_pelvic(middle), float(read_toml("spine")["sacral_slope"]), 1.0)
    spine = stack(end_plate.origin)
    parts = {f"vertebra_{level}": _vertebra(sources, spine, level) for level in ("T12", *LEVELS)}
    parts["rib_12_left"] = rib_stump(spine.bodies["T12"])
    sacrum, coccyx = build_sacrum(bones.sacrum, _in_atlas(bones, spine.facets["L5_S1"]))
    parts["sacrum"], parts["coccyx"] = sacrum.moved(bones.to_pelvic), coccyx.moved(bones.to_pelvic)
    parts["pubic_symphysis"] = _symphysis(bones)
    parts["hip_bone_left"] = lighter(bones.hip_bone, HIP_TRIANGLES).moved(bones.to_pelvic)
    parts |= _discs(spine, end_plate, parts)
    socket = bones.to_pelvic(acetabulum(bones.hip_bone, bones.femoral_head))
    return LumbosacralUnit(bones, spine, end_plate, socket, parts)


def _vertebra(sources: Mapping[str, Reader], spine: Spine, level: str) -> Surface:
    template = read_bone(sources[PACKAGE].read(f"lumbar{TEMPLATE.get(level, level[1])}.stl"))
    pose = spine.bodies[level]
    targets = vertebra_targets(
        shape_of(level),
        smooth_places(template),
        spine.facets[ABOVE[level]].seen_from(pose),
        spine.facets[BELOW[level]].seen_from(pose),
    )
    fine = solve_cage(template, targets, LOOP_STEPS)
    return made_symmetric(lighter(fine, VERTEBRA_TRIANGLES)).moved(pose.to_world)


def _symphysis(bones: AtlasBones) -> Surface:
    """Return the disc between the pubic bones: an ellipsoid over their medial faces, in the pelvic frame."""
    hip = bones.to_pelvic(bones.hip_bone.vertices)
    face = hip[hip[:, 0] < SYMPHYSIS_FACE]
    low, high = face.min(axis=0), face.max(axis=0)
    ball = trimesh.creation.icosphere(3)
    half = np.array([max(low[0] - 0.1, 0.5), *(high - low)[1:] / 2 * 0.9])
    return Surface(ball.vertices * half + [0.0, *(low + high)[1:] / 2], ball.faces.astype(np.int32))


def _discs(spine: Spine, end_plate: Pose, bones: Mapping[str, Surface]) -> dict[str, Surface]:
    """Return annulus and nucleus of every segment by part id."""
    parts: dict[str, Surface] = {}
    for segment in ("T12_L1", *SEGMENTS):
        upper, lower = segment.split("_")
        below = bones["sacrum" if lower == "S1" else f"vertebra_{lower}"]
        annulus, nucleus = build_disc(spine, segment, end_plate, bones[f"vertebra_{upper}"], below)
        parts |= {f"annulus_{segment}": annulus, f"nucleus_{segment}": nucleus}
    return parts


def _in_atlas(bones: AtlasBones, joint: FacetJoint) -> FacetJoint:
    """Express a joint of the pelvic frame in the atlas frame."""
    start = bones.to_atlas(np.zeros(3))
    normal, across, along = (
        (bones.to_atlas(axis) - start) * PELVIS_SCALE for axis in (joint.normal, joint.across, joint.along)
    )
    return replace(
        joint,
        centre=bones.to_atlas(joint.centre),
        normal=normal,
        across=across,
        along=along,
        height=joint.height / PELVIS_SCALE,
        width=joint.width / PELVIS_SCALE,
        gap=joint.gap / PELVIS_SCALE,
    )

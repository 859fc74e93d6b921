"""Front door of the skeleton and nerve builder: everything under the skin of one figure.

Every figure has the same part ids and the same triangles: bones are lightened before they are fitted, nerves have
a fixed number of rings. The right side is the exact mirror image of the left.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from meshes.build import foot, pelvis
from meshes.build.built import Anatomy, BuiltPath, PathKind, SkinMesh
from meshes.build.distance import DistanceField, closed
from meshes.build.fit import FigureFit, fit_figure
from meshes.build.identity import carried, named_parts
from meshes.build.joints import kept_inside, part_joints
from meshes.build.landmarks import find_landmarks
from meshes.build.ligaments import build_ligaments
from meshes.build.limbs import fit_legs
from meshes.build.makehuman import Posed
from meshes.build.muscles import build_muscles
from meshes.build.roots import Course, Neuraxis, build_neuraxis
from meshes.build.sources import Source
from meshes.build.surface import MIRROR, Faces, Points, Surface
from meshes.build.tables import read_toml
from meshes.build.trunks import lay_trunks
from meshes.build.tubes import tube, tube_faces
from meshes.build.unit import LumbosacralUnit, build_unit
from meshes.skin import Skin

TOES_TOUCH_BELOW = 60.0  # mm above the floor
FOOT_UNDER_SKIN = {"talus_left": 0.5, "tarsus_left": 2.5, "phalanges_foot_left": 1.2}
"""How much foot bones keep from the skin, mm at scale 1: they are not sized to every foot, and nerves run between."""
_CROSSING = ("talus", "tarsus", "phalanges")  # bones in pieces that cross: only the winding number tells their inside
_ROOT_SIDES, _THICK_SIDES, _THIN_SIDES = 10, 8, 5
_THICK = 2.0  # mm at scale 1
_RINGS_APART, _LIGHT_STEP = 2, 2  # points of a course for each ring of its tube, rings for each of the light one


@dataclass(frozen=True)
class _Shared:
    """What is built once for all figures."""

    unit: LumbosacralUnit
    neuraxis: Neuraxis
    soft: Mapping[str, Surface]
    foot: foot.FootSkeleton


def build_anatomy(sources: Mapping[str, Source], figure: str, posed: Posed, skin: SkinMesh, chart: Skin) -> Anatomy:
    """Build bones, discs, ligaments, cord, roots, nerves and muscles of one figure.

    Parameters
    ----------
    sources
        Opened source packages by name.
    figure
        female, male or neutral.
    posed
        The figure's body before smoothing, for its joints and the print of its foot.
    skin
        The figure's finished skin, to stay inside of.
    chart
        The same skin with the limb chart, to lead nerves to.

    Returns
    -------
    Anatomy
        Parts in the order of `tables/parts.csv`, left before right, and a path for every root and nerve.
    """
    shared = _shared(sources[pelvis.PACKAGE], sources[foot.PACKAGE])
    fit = fit_figure(figure, posed.joints)
    surface = Surface(np.asarray(skin.vertices, dtype=float), skin.faces.astype(np.int32))
    skin_field = DistanceField(closed(surface), winding_below=TOES_TOUCH_BELOW)
    bones, rays = _bones(shared, fit, posed, skin_field)
    pedicle_edge = shared.unit.spine.bodies["L5"].to_world(shared.neuraxis.isthmuses["L5"].outer)
    marks = find_landmarks(shared.unit, fit, bones, rays, fit.to_body(pedicle_edge), skin_field, chart)
    roots = {
        name: Course(fit.to_body(course.points), course.radius * fit.scale)
        for name, course in shared.neuraxis.roots.items()
    }
    walls = [_wall(name, bone) for name, bone in bones.items() if not name.startswith("nucleus")]
    courses = {f"root_{name}": course for name, course in roots.items()} | lay_trunks(marks, roots, walls)
    soft = {name: surface.moved(fit.to_body) for name, surface in shared.soft.items()}
    muscles = {f"{name}_left": surface for name, surface in build_muscles(marks).items()}
    surfaces = bones | soft | muscles | _tubes(courses, fit.scale)
    parts = named_parts(surfaces, _light_tubes(courses, surfaces))
    return Anatomy(parts, _paths(_rootlet_courses(shared.neuraxis, fit) | courses))


def _wall(name: str, bone: Surface) -> DistanceField:
    return DistanceField(bone, winding_below=np.inf if name.startswith(_CROSSING) else None)


@lru_cache(maxsize=1)
def _shared(atlas: Source, opensim: Source) -> _Shared:
    sources = {pelvis.PACKAGE: atlas, foot.PACKAGE: opensim}
    unit = build_unit(sources)
    neuraxis = build_neuraxis(unit)
    return _Shared(unit, neuraxis, _soft(neuraxis) | build_ligaments(unit), foot.load_foot(sources))


def _soft(neuraxis: Neuraxis) -> dict[str, Surface]:
    """Return dural sac, cord, filum and rootlets by part id, pelvic frame."""
    cauda = neuraxis.cauda
    rootlets = {f"rootlets_{name}_left": surface for name, (surface, _) in cauda.rootlets.items()}
    return {"dural_sac": neuraxis.sac, "spinal_cord": cauda.cord, "filum_terminale": cauda.filum} | rootlets


def _rootlet_courses(neuraxis: Neuraxis, fit: FigureFit) -> dict[str, Course]:
    thickness = float(read_toml("cord")["rootlet"]) * fit.scale
    return {
        f"rootlets_{name}": Course(fit.to_body(course), np.full(len(course), thickness))
        for name, (_, course) in neuraxis.cauda.rootlets.items()
    }


def _bones(
    shared: _Shared, fit: FigureFit, posed: Posed, skin: DistanceField
) -> tuple[dict[str, Surface], list[tuple[Points, Points]]]:
    """Return bones and discs (midline and left) by part id, and the rays of the left foot."""
    bones = {name: surface.moved(fit.to_body) for name, surface in shared.unit.parts.items()}
    bones |= fit_legs(shared.unit.bones, fit, fit.to_body(shared.unit.socket))
    fitted = foot.fit_foot(shared.foot, fit, posed.vertices)
    skeleton = part_joints({**bones, **fitted.parts}, fit.scale)
    for _ in range(2):  # drawn in from the skin, a foot bone may close a joint again
        for name, room in FOOT_UNDER_SKIN.items():
            skeleton[name] = kept_inside(skeleton[name], skin, room * fit.scale)
        skeleton = part_joints(skeleton, fit.scale)
    return skeleton, fitted.rays


def _tubes(courses: Mapping[str, Course], scale: float) -> dict[str, Surface]:
    flat = {row["id"]: np.array(row["flat"]) * scale for row in read_toml("nerves")["nerve"] if "flat" in row}
    surfaces = {}
    for name, course in courses.items():
        radius = np.tile(flat[name], (len(course.points), 1)) if name in flat else course.radius
        rings = _ringed(len(course.points))
        surfaces[f"{name}_left"] = tube(course.points[rings], radius[rings], _sides(name, course, scale))
    return surfaces


def _sides(name: str, course: Course, scale: float) -> int:
    if name.startswith("root"):
        return _ROOT_SIDES
    return _THICK_SIDES if course.radius.max() >= _THICK * scale else _THIN_SIDES


def _light_tubes(courses: Mapping[str, Course], surfaces: Mapping[str, Surface]) -> dict[str, Faces]:
    """Return fewer faces for every left tube, by part id, facing as the whole tube does."""
    light = {}
    for name, course in courses.items():
        whole, rings = surfaces[f"{name}_left"], len(_ringed(len(course.points)))
        faces = tube_faces(rings, (len(whole.vertices) - 2) // rings, _LIGHT_STEP)
        light[f"{name}_left"] = Surface(whole.vertices, faces).facing_out().faces
    return light


def _ringed(points: int) -> npt.NDArray[np.int64]:
    """Return the numbers of the points that get a ring: evenly spread, both ends among them."""
    count = max(3, (points - 1) // _RINGS_APART + 1)
    return np.unique(np.round(np.linspace(0, points - 1, count)).astype(np.int64))


def _paths(courses: Mapping[str, Course]) -> list[BuiltPath]:
    paths = []
    for name, course in courses.items():
        kind: PathKind = "nerve"
        if name.startswith("root"):
            kind = "root" if name.startswith("root_") else "rootlet"
        left = BuiltPath(f"{name}_left", kind, "left", carried(name), course.points, course.radius)
        paths += [left, replace(left, id=f"{name}_right", side="right", points=course.points * MIRROR)]
    return paths

"""Named places on the left bones of a fitted figure, which the nerves are led past."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from meshes.build.distance import DistanceField
from meshes.build.fit import FigureFit
from meshes.build.pelvis import PELVIS_SCALE
from meshes.build.surface import Points, Surface
from meshes.build.unit import LumbosacralUnit
from meshes.skin import Skin

_SLAB = 5.0  # mm above and below a height whose vertices give a shaft's middle
_SKIN_SEARCH = np.arange(0.0, 260.0, 1.0)


@dataclass(frozen=True)
class Landmarks:
    """Left landmarks of one figure (body frame, mm).

    Attributes
    ----------
    places
        Name -> (3,): `hip.ASIS`, `fibula.head`, `knuckle_1`, ...
    shafts
        Bone -> (surface vertices, z of part 0, z of part 1), for `along`.
    unit, fit
        For places given in the pelvic frame or the atlas frame of the sacrum.
    skin
        Distance to the closed skin.
    chart
        The same skin with the limb chart.
    """

    places: Mapping[str, Points]
    shafts: Mapping[str, tuple[Points, float, float]]
    unit: LumbosacralUnit
    fit: FigureFit
    skin: DistanceField
    chart: Skin

    def pelvic(self, place: Points) -> Points:
        """Return a place of the pelvic frame in the body frame."""
        return self.fit.to_body(place)

    def sacral(self, place: Points) -> Points:
        """Return a place of the sacrum (atlas frame) in the body frame."""
        return self.fit.to_body(self.unit.bones.to_pelvic(place))

    def along(self, bone: str, part: float) -> Points:
        """Return the middle of a shaft (femur, tibia, fibula) at a part of the way down, (3,)."""
        vertices, top, bottom = self.shafts[bone]
        z = top + (bottom - top) * part
        reach = _SLAB
        near = vertices[np.abs(vertices[:, 2] - z) < reach]
        while len(near) < 8:
            reach += 3.0
            near = vertices[np.abs(vertices[:, 2] - z) < reach]
        return np.asarray(np.r_[(near[:, :2].min(axis=0) + near[:, :2].max(axis=0)) / 2, z])

    def under_skin(self, start: Points, direction: Points, depth: float) -> Points:
        """Return the first place from `start` towards the skin that lies no deeper than `depth` under it."""
        ray = start + _SKIN_SEARCH[:, None] * direction / np.linalg.norm(direction)
        return np.asarray(ray[np.argmax(self.skin(ray) > -depth)])

    def under_chart(self, segment: str, t: float, theta: float, depth: float) -> Points:
        """Return the place `depth` mm under a place of the left limb chart."""
        vertex = self.chart.find(segment, t, theta, "left")
        inwards = -self.chart.normals[vertex].astype(float)
        return np.asarray(self.chart.vertices[vertex] + depth * inwards)


def find_landmarks(
    unit: LumbosacralUnit,
    fit: FigureFit,
    bones: Mapping[str, Surface],
    rays: list[tuple[Points, Points]],
    pedicle_edge: Points,
    skin: DistanceField,
    chart: Skin,
) -> Landmarks:
    """Find the landmarks of a figure.

    Parameters
    ----------
    unit, fit
        Lumbosacral unit and its place in the figure.
    bones
        Left bones by part id, body frame.
    rays
        Metatarsophalangeal joint and tip of each toe.
    pedicle_edge
        (3,) outer edge of the left L5 pedicle, body frame.
    skin
        Distance to the closed skin.
    chart
        The same skin with the limb chart.
    """
    places = _hip(unit, bones["hip_bone_left"].vertices) | _femur(bones["femur_left"].vertices, fit, unit)
    places |= _shank(bones["tibia_left"].vertices, bones["fibula_left"].vertices, fit)
    places["L5.pedicle_edge"] = pedicle_edge
    for number, (knuckle, tip) in enumerate(rays, start=1):
        places |= {f"knuckle_{number}": knuckle, f"toe_tip_{number}": tip}
    places |= _between(places, fit.scale)
    hip_z, head, tip_ = fit.to_body(unit.socket)[2], places["fibula.head"], places["fibula.malleolus"]
    shafts = {
        "femur": (bones["femur_left"].vertices, float(hip_z), float(fit.knee[2])),
        "tibia": (bones["tibia_left"].vertices, float(fit.knee[2]), float(fit.ankle[2])),
        "fibula": (bones["fibula_left"].vertices, float(head[2]), float(tip_[2])),
    }
    return Landmarks(places, shafts, unit, fit, skin, chart)


def _most(points: Points, mask: npt.NDArray[np.bool_], value: Points) -> int:
    return int(np.where(mask)[0][np.argmax(value[mask])])


def _hip(unit: LumbosacralUnit, body: Points) -> dict[str, Points]:
    """Find the hip bone's landmarks by direction in the pelvic frame, then read them off the fitted bone."""
    pelvic = unit.parts["hip_bone_left"].vertices / PELVIS_SCALE
    x, y, z = pelvic.T
    tuber = (z < -25) & (z > -62) & (y > 5)
    return {
        "hip.ASIS": body[_most(pelvic, (z > 25) & (x > 80), -y + 0.2 * x)],
        "hip.pubic_tubercle": body[_most(pelvic, (x < 32) & (z > -60), -y + 0.5 * z + 0.25 * x)],
        "hip.tuberosity_back": body[_most(pelvic, z < -25, y - 0.35 * z)],
        "hip.tuberosity_side": body[_most(pelvic, tuber, x + 0.3 * y)],
    }


def _femur(femur: Points, fit: FigureFit, unit: LumbosacralUnit) -> dict[str, Points]:
    hip, z = fit.to_body(unit.socket), femur[:, 2]
    trochanter = femur[(femur[:, 0] > hip[0] + 38) & (z > z.max() - 60)]
    lesser = femur[(z < hip[2] - 40 * fit.scale) & (z > hip[2] - 85 * fit.scale)]
    low = femur[z < z.min() + 45]
    is_medial = low[:, 0] < low[:, 0].mean()
    return {
        "femur.trochanter_tip": trochanter[np.argmax(trochanter[:, 2])],
        "femur.lesser_trochanter": lesser[np.argmax(lesser[:, 1] - lesser[:, 0])],
        "femur.trochanter_back": trochanter[np.argmax(trochanter[:, 1])],
        "femur.medial_epicondyle": low[np.argmin(low[:, 0])],
        "femur.medial_condyle_back": low[is_medial][np.argmax(low[is_medial][:, 1])],
        "femur.lateral_condyle_back": low[~is_medial][np.argmax(low[~is_medial][:, 1])],
    }


def _shank(tibia: Points, fibula: Points, fit: FigureFit) -> dict[str, Points]:
    z = fibula[:, 2]
    neck = fibula[np.abs(z - (z.max() - 28 * fit.scale)) < 8]
    return {
        "tibia.malleolus": tibia[np.argmin(tibia[:, 2])],
        "fibula.head": fibula[np.argmax(z)],
        "fibula.malleolus": fibula[np.argmin(z)],
        "fibula.neck": neck[np.argmax(neck[:, 0])],
        "ankle": fit.ankle,
    }


def _between(at: Mapping[str, Points], scale: float) -> dict[str, Points]:
    """Return the places that lie between others."""
    tuber, trochanter = at["hip.tuberosity_side"], at["femur.trochanter_back"]
    deepest = max(at["hip.tuberosity_back"][1], trochanter[1]) + 2 * scale
    return {
        "inguinal_ligament": at["hip.ASIS"] * 0.55 + at["hip.pubic_tubercle"] * 0.45 + np.array([0, -9, 4]) * scale,
        "popliteal_fossa": (at["femur.medial_condyle_back"] + at["femur.lateral_condyle_back"]) / 2
        + np.array([2, 13, 0]) * scale,
        "behind_ischium": np.array([tuber[0] * 0.62 + trochanter[0] * 0.38, deepest, tuber[2]]),
        "tarsal_tunnel": at["tibia.malleolus"] + np.array([7, 3, -9]) * scale,
    }

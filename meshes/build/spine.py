"""How the lumbar vertebrae stand on the sacrum: poses of bodies and discs, and the facet joints between them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from meshes.build.surface import Points
from meshes.build.tables import read_toml

LEVELS = ("L1", "L2", "L3", "L4", "L5")
SEGMENTS = ("L1_L2", "L2_L3", "L3_L4", "L4_L5", "L5_S1")
ABOVE = {"T12": "T11_T12", **dict(zip(LEVELS, ("T12_L1", *SEGMENTS[:-1]), strict=True))}
BELOW = {"T12": "T12_L1", **dict(zip(LEVELS, SEGMENTS, strict=True))}


def rotation_x(degrees: float) -> Points:
    """Return the (3, 3) rotation about +x (tips +y towards +z)."""
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.array([[1.0, 0.0, 0.0], [0.0, c, -s], [0.0, s, c]])


@dataclass(frozen=True)
class Pose:
    """A frame of the spine: x left, y posterior in the plane of the disc or body, z up.

    Attributes
    ----------
    origin
        (3,) mm, in the frame the spine is built in.
    slope
        Forward tilt of the +z axis, degrees.
    scale
        Size of one local millimetre.
    """

    origin: Points
    slope: float
    scale: float

    def to_world(self, points: Points) -> Points:
        """Send local points (n, 3) or (3,) to the frame of the spine."""
        return np.asarray(points, dtype=float) * self.scale @ rotation_x(self.slope).T + self.origin

    def to_local(self, points: Points) -> Points:
        """Send points (n, 3) or (3,) of the spine's frame to this one."""
        return (np.asarray(points, dtype=float) - self.origin) @ rotation_x(self.slope) / self.scale


@dataclass(frozen=True)
class FacetJoint:
    """A left facet joint.

    Attributes
    ----------
    centre
        (3,) mm, in whatever frame the joint is expressed in.
    normal, across, along
        (3,) unit axes: towards the superior process's own bone lies -normal; lateral; up.
    height, width, gap
        Of the articular surface and between its two halves, in the same unit as `centre`.
    """

    centre: Points
    normal: Points
    across: Points
    along: Points
    height: float
    width: float
    gap: float

    def seen_from(self, pose: Pose) -> FacetJoint:
        """Return the joint in the local frame of a pose (sizes in its local millimetres)."""
        turn = rotation_x(pose.slope).T
        return replace(
            self,
            centre=pose.to_local(self.centre),
            normal=turn @ self.normal,
            across=turn @ self.across,
            along=turn @ self.along,
            height=self.height / pose.scale,
            width=self.width / pose.scale,
            gap=self.gap / pose.scale,
        )


@dataclass(frozen=True)
class Spine:
    """Poses of the bodies (by level) and of the discs (by segment), and the facet joints (by segment)."""

    bodies: dict[str, Pose]
    discs: dict[str, Pose]
    facets: dict[str, FacetJoint]


def body_height(dimensions: dict[str, float]) -> float:
    """Return the height of a body at its centre from its posterior height and wedge, mm."""
    slant = np.tan(np.radians(dimensions["wedge"]))
    return float(dimensions["posterior_height"] + slant * (dimensions["upper_depth"] + dimensions["lower_depth"]) / 4)


def stack(end_plate: Points) -> Spine:
    """Stand L5 to L1 on the sacral end-plate.

    Parameters
    ----------
    end_plate
        (3,) centre of the S1 end-plate, which slopes forward by the table's `sacral_slope`.
    """
    table, vertebrae = read_toml("spine"), read_toml("vertebra")
    bodies: dict[str, Pose] = {}
    discs: dict[str, Pose] = {}
    top, slope = np.asarray(end_plate, dtype=float), float(table["sacral_slope"])
    for level in reversed(LEVELS):
        segment, dimensions = BELOW[level], vertebrae[level]["published"]
        wedge = table[segment]["lordosis"] - dimensions["wedge"]
        discs[segment], top = _rest_on(top, slope - wedge / 2, table[segment]["height"])
        slope -= wedge
        bodies[level], top = _rest_on(top, slope - dimensions["wedge"] / 2, body_height(dimensions))
        slope -= dimensions["wedge"]
    slope -= table["T12_L1"]["lordosis"]
    discs["T12_L1"], top = _rest_on(top, slope, table["T12_L1"]["height"])
    thoracic = vertebrae["T12"]["published"]
    bodies["T12"], top = _rest_on(top, slope - thoracic["wedge"] / 2, body_height(thoracic))
    discs["T11_T12"], _ = _rest_on(top, slope - thoracic["wedge"], table["T11_T12"]["height"])
    facets = {name: _facet(discs[name], table[name]["facet"], vertebrae, name) for name in discs}
    return Spine(bodies, discs, facets)


def _rest_on(base: Points, slope: float, height: float) -> tuple[Pose, Points]:
    """Return the pose of a slab of that height on `base`, and the place of its top."""
    up = rotation_x(slope) @ [0.0, 0.0, height]
    return Pose(base + up / 2, slope, 1.0), base + up


def _facet(
    disc: Pose, facet: dict[str, float], vertebrae: dict[str, dict[str, dict[str, float]]], name: str
) -> FacetJoint:
    margin = posterior_margin(name, vertebrae)
    angle, turn = np.radians(facet["angle"]), rotation_x(disc.slope)
    centre = disc.to_world(np.array([facet["half_distance"], margin + facet["behind"], facet["above"]]))
    return FacetJoint(
        centre,
        turn @ [-np.cos(angle), np.sin(angle), 0.0],
        turn @ [np.sin(angle), np.cos(angle), 0.0],
        turn @ [0.0, 0.0, 1.0],
        facet["height"] * disc.scale,
        facet["width"] * disc.scale,
        facet["gap"] * disc.scale,
    )


def posterior_margin(segment: str, vertebrae: dict[str, dict[str, dict[str, float]]]) -> float:
    """Return how far behind the disc's centre the posterior margin lies, mm: half the depth of a body it touches."""
    upper, lower = segment.split("_")
    if upper in LEVELS:
        return vertebrae[upper]["published"]["lower_depth"] / 2
    return vertebrae[lower]["published"]["upper_depth"] / 2

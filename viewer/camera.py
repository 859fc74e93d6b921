"""Where the eye stands. Pure: no Qt, no VTK.

The camera turns about the body's long axis (azimuth) and tips up and down (elevation); it never rolls.
Frame: x subject's left, y posterior, z up, mm.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

VIEW_ANGLE = 18.0
"""Vertical field of view in degrees: a long lens, so that proportions are kept."""
NEAREST_MM, FARTHEST_MM = 40.0, 2600.0
"""Least and greatest height of a picture: a toe, and twice the body."""


@dataclass(frozen=True)
class Camera:
    """One way of looking.

    Attributes
    ----------
    focus
        The point looked at, mm.
    azimuth
        Degrees about the vertical: 0 from the front, 90 from the subject's left, 180 from behind.
    elevation
        Degrees above the horizontal, -90 (from below) to 90.
    height
        Height of the picture at the focus, mm.
    slab
        How many mm before and behind the focus are seen; None sees everything.
    """

    focus: tuple[float, float, float]
    azimuth: float = 0.0
    elevation: float = 0.0
    height: float = 1300.0
    slab: tuple[float, float] | None = None

    @property
    def direction(self) -> tuple[float, float, float]:
        """Unit vector from the focus to the eye."""
        a, e = math.radians(self.azimuth), math.radians(self.elevation)
        return math.sin(a) * math.cos(e), -math.cos(a) * math.cos(e), math.sin(e)

    @property
    def up(self) -> tuple[float, float, float]:
        """Unit vector that points up in the picture."""
        a, e = math.radians(self.azimuth), math.radians(self.elevation)
        return -math.sin(a) * math.sin(e), math.cos(a) * math.sin(e), math.cos(e)

    @property
    def distance(self) -> float:
        """Distance of the eye from the focus, mm."""
        return self.height / 2 / math.tan(math.radians(VIEW_ANGLE) / 2)

    @property
    def position(self) -> tuple[float, float, float]:
        """Place of the eye, mm."""
        x, y, z = self.direction
        d = self.distance
        return self.focus[0] + x * d, self.focus[1] + y * d, self.focus[2] + z * d

    def depth(self, point: tuple[float, float, float]) -> float:
        """How far before the focus a point lies, mm; behind it is negative."""
        return sum((p - f) * d for p, f, d in zip(point, self.focus, self.direction, strict=True))

    def turned(self, azimuth: float, elevation: float) -> Camera:
        """Turn by these angles in degrees and see everything again; the elevation stops at straight up and down."""
        tipped = min(90.0, max(-90.0, self.elevation + elevation))
        return replace(self, azimuth=(self.azimuth + azimuth) % 360, elevation=tipped, slab=None)

    def zoomed(self, factor: float) -> Camera:
        """Come closer (factor above 1) or step back, between a toe and twice the body."""
        return replace(self, height=min(FARTHEST_MM, max(NEAREST_MM, self.height / factor)))

    def moved(self, right: float, up: float) -> Camera:
        """Shift the focus in the picture plane by mm to the picture's right and up."""
        a = math.radians(self.azimuth)
        side = (math.cos(a), math.sin(a), 0.0)
        x, y, z = (f + side[i] * right + self.up[i] * up for i, f in enumerate(self.focus))
        return replace(self, focus=(x, y, z))

    def between(self, other: Camera, share: float) -> Camera:
        """The camera on the way to another one, the short way round; share 0 is here, 1 is there."""
        turn = (other.azimuth - self.azimuth + 180) % 360 - 180
        x, y, z = (a + (b - a) * share for a, b in zip(self.focus, other.focus, strict=True))
        return Camera(
            (x, y, z),
            (self.azimuth + turn * share) % 360,
            self.elevation + (other.elevation - self.elevation) * share,
            self.height * (other.height / self.height) ** share,
            other.slab,
        )


ANGLES: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "front": (0.0, 0.0),
        "back": (180.0, 0.0),
        "left": (90.0, 0.0),
        "right": (270.0, 0.0),
        "inner": (270.0, 0.0),
        "sole": (0.0, -90.0),
    }
)
"""Azimuth and elevation of the named views. `inner` sees the inner side of the left leg from the midline."""
FOOT_MM = 150.0
"""How far up the sole view sees: perspective would make the thighs behind the feet as large as them."""


def whole_body(
    view: str, bounds: tuple[float, float, float, float, float, float], aspect: float, side: str | None = None
) -> Camera:
    """Frame the whole lower body.

    Parameters
    ----------
    view
        A key of `ANGLES`.
    bounds
        x, y, z ranges of the skin, mm.
    aspect
        Width of the picture over its height.
    side
        The leg whose inner side is meant (the left one if None); other views do not care.

    Returns
    -------
    A camera whose picture holds the body with a margin.
    """
    azimuth, elevation = ANGLES[view]
    x0, x1, y0, y1, z0, z1 = bounds
    middle = ((x0 + x1) / 2, (y0 + y1) / 2, (z0 + z1) / 2)
    if view == "sole":
        size = 1.12 * max(y1 - y0, (x1 - x0) / aspect)
        return Camera((middle[0], middle[1], 0.0), azimuth, elevation, size, slab=(50.0, FOOT_MM))
    if view == "inner":
        azimuth = 90.0 if side == "right" else azimuth
        size = 1.1 * max(z1 - z0, (y1 - y0) / aspect)
        return Camera((0.0, middle[1], middle[2]), azimuth, elevation, size, slab=(0.0, x1 - x0))
    width = (x1 - x0) if view in ("front", "back") else (y1 - y0)
    return Camera(middle, azimuth, elevation, 1.1 * max(z1 - z0, width / aspect))


def lumbar(centre: tuple[float, float, float], side: str | None, height: float = 250.0) -> Camera:
    """Frame the lumbar spine from behind and a little from the side in play."""
    azimuth = {"left": 138.0, "right": 222.0}.get(side or "", 180.0)
    return Camera(centre, azimuth, 8.0, height)


def framing(bounds: Sequence[float], camera: Camera, aspect: float, share: float) -> Camera:
    """Frame a box from where the eye looks already.

    Parameters
    ----------
    bounds
        x, y, z ranges of what is to be seen, mm.
    camera
        Whose direction is kept.
    aspect
        Width of the picture over its height.
    share
        How much of the picture's width or height it may fill, 0-1.

    Returns
    -------
    The nearest camera for which all corners lie within that share of the picture, about its middle.
    """
    x0, x1, y0, y1, z0, z1 = bounds
    middle = ((x0 + x1) / 2, (y0 + y1) / 2, (z0 + z1) / 2)
    a = math.radians(camera.azimuth)
    side, per_mm = (math.cos(a), math.sin(a), 0.0), 2 * math.tan(math.radians(VIEW_ANGLE) / 2)
    height = 0.0
    for corner in ((x, y, z) for x in (x0, x1) for y in (y0, y1) for z in (z0, z1)):
        offset = [c - m for c, m in zip(corner, middle, strict=True)]
        right, up, near = (
            sum(o * d for o, d in zip(offset, axis, strict=True)) for axis in (side, camera.up, camera.direction)
        )
        height = max(height, 2 * max(abs(up), abs(right) / aspect) / share + near * per_mm)
    return replace(camera, focus=middle, height=min(FARTHEST_MM, max(NEAREST_MM, height)), slab=None)


def ray(
    camera: Camera, x: float, y: float, width: float, height: float
) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
    """The line of sight through a pixel.

    Parameters
    ----------
    camera
        Where the eye stands.
    x, y
        The place in the picture, from its left and upper edge, in the same unit as width and height.
    width, height
        Size of the picture.

    Returns
    -------
    Two points on it in mm, one before and one behind the focus: the eye and its like behind, or the ends of the slab.
    """
    per_pixel = camera.height / height
    right, up = (x - width / 2) * per_pixel, (height / 2 - y) * per_pixel
    a = math.radians(camera.azimuth)
    side = (math.cos(a), math.sin(a), 0.0)
    eye = camera.position
    through = tuple(camera.focus[i] + side[i] * right + camera.up[i] * up for i in range(3))
    before, behind = camera.slab or (camera.distance, camera.distance)
    near, far = 1 - before / camera.distance, 1 + behind / camera.distance
    start, end = (tuple(eye[i] + (through[i] - eye[i]) * share for i in range(3)) for share in (near, far))
    return (start[0], start[1], start[2]), (end[0], end[1], end[2])


def project(
    camera: Camera, point: tuple[float, float, float], width: float, height: float
) -> tuple[float, float]:
    """The pixel a point is seen at: the inverse of `ray`.

    Parameters
    ----------
    camera
        Where the eye stands.
    point
        A place in mm in front of the eye.
    width, height
        Size of the picture.

    Returns
    -------
    x and y from the picture's left and upper edge.
    """
    a = math.radians(camera.azimuth)
    side, up = (math.cos(a), math.sin(a), 0.0), camera.up
    offset = tuple(p - f for p, f in zip(point, camera.focus, strict=True))
    per_mm = height / camera.height * camera.distance / (camera.distance - camera.depth(point))
    right = sum(o * s for o, s in zip(offset, side, strict=True))
    above = sum(o * u for o, u in zip(offset, up, strict=True))
    return width / 2 + right * per_mm, height / 2 - above * per_mm

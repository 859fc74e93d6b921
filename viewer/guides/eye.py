"""From where a sight is seen: cameras that hold what it names. Pure: numpy only. Points in mm."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from meshes import Body
from viewer.atlas import Atlas
from viewer.camera import ANGLES, Camera, whole_body
from viewer.close_up import lumbar_camera
from viewer.guides.sight import Sight, parts_called
from viewer.picture import Picture

MARGIN = 1.18
"""How much higher a close-up is than what it holds."""
LEAST_MM = 110.0
"""No close-up is nearer than this: a single root would else fill the screen and be lost."""
CLOSE_UP_TURN = (150.0, 8.0)
"""Azimuth and elevation of a close-up of the spine that says none: from behind, a little from the left."""


def body_eye(sight: Sight, picture: Picture, atlas: Atlas, aspect: float) -> Camera:
    """The eye of the whole body's view.

    Parameters
    ----------
    sight
        What is to be seen.
    picture
        How it looks.
    atlas
        The bodies.
    aspect
        Width of the view over its height.
    """
    body = atlas.body(picture.figure)
    if sight.close_to:
        turned = sight.turned or ANGLES.get(sight.view, CLOSE_UP_TURN)
        return holding(_points(sight.close_to, body, atlas), *turned, aspect)
    if sight.view == "spine":
        return lumbar_camera(picture, body)
    whole = whole_body(sight.view, body.skin.bounds, aspect, picture.side_in_play)
    return whole.turned(sight.turned[0] - whole.azimuth, sight.turned[1] - whole.elevation) if sight.turned else whole


def spine_eye(sight: Sight, picture: Picture, atlas: Atlas, aspect: float) -> Camera:
    """The eye of the spine's close-up; parameters as for `body_eye`."""
    body = atlas.body(picture.figure)
    if sight.near:
        return holding(_points(sight.near, body, atlas), *(sight.near_turned or CLOSE_UP_TURN), aspect)
    return lumbar_camera(picture, body)


def holding(points: NDArray[np.float32], azimuth: float, elevation: float, aspect: float) -> Camera:
    """A camera of this direction, degrees, that holds all points, (n, 3), with a margin."""
    middle = (points.min(axis=0) + points.max(axis=0)) / 2
    aimed = Camera((0.0, 0.0, 0.0), azimuth, elevation)
    right = np.cross(aimed.up, aimed.direction)
    across, above = (points - middle) @ right, (points - middle) @ np.array(aimed.up)
    height = max(float(np.ptp(above)), float(np.ptp(across)) / aspect)
    x, y, z = middle + right * _centre(across) + np.array(aimed.up) * _centre(above)
    return Camera((float(x), float(y), float(z)), azimuth, elevation, max(LEAST_MM, MARGIN * height))


def _centre(values: NDArray[np.float32]) -> float:
    return float(values.min() + values.max()) / 2


def _points(names: Iterable[str], body: Body, atlas: Atlas) -> NDArray[np.float32]:
    return np.concatenate([found for name in names for found in _points_of(name, body, atlas)])


def _points_of(name: str, body: Body, atlas: Atlas) -> list[NDArray[np.float32]]:
    side, _, region = name.partition(":")
    if side in ("left", "right", "midline"):
        return [body.skin.vertices[atlas.region_vertices(body.figure, region, side)]]
    return [body.parts[part].vertices for part in parts_called(name)]

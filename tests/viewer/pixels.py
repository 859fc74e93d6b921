"""Where on the screen a place of the body is."""

import numpy as np
from PySide6.QtCore import QPoint, QPointF

from meshes import REGIONS
from viewer.camera import project


def pixel_of(window, region, side="left"):
    """A pixel of the body view that shows the middle of a region."""
    figure = window.store.session.case.figure
    skin = window.atlas.body(figure).skin
    sign = 1 if side == "left" else -1
    rows = np.flatnonzero((skin.chart.region == REGIONS.index(region)) & (skin.side == sign))
    size = window.body_view.widget.size()
    eye = np.array(window.body_view.camera.position)
    facing = np.einsum("ij,ij->i", skin.normals[rows], eye - skin.vertices[rows])
    for row in rows[np.argsort(-facing)]:
        x, y = project(window.body_view.camera, tuple(skin.vertices[row].tolist()), size.width(), size.height())
        hit = window.body_view.hit_at(QPointF(x, y))
        if hit is not None and np.linalg.norm(np.array(hit.point) - skin.vertices[row]) < 6:
            return QPoint(round(x), round(y))
    raise AssertionError(f"{side} {region} is not to be seen from here")


def part_points(scene, part_id):
    """The points of a part as a scene draws them now, (n, 3) mm."""
    batch = next(batch for batch in scene.batches if part_id in batch.slices)
    return batch.mesh.points[batch.slices[part_id]]

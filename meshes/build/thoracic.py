"""The twelfth rib, as a stump: context that says where the lumbar spine begins."""

from __future__ import annotations

import numpy as np

from meshes.build.spine import Pose
from meshes.build.surface import Surface
from meshes.build.tubes import smooth_course, tube

# Left rib in the frame of T12, mm: head beside the pedicle, neck, angle, cut end; by eye after anatomical plates.
_COURSE = np.array([(24, 13.5, 2), (31, 19.5, 0.5), (45, 27, -4.5), (60, 29, -12), (73, 26, -20)])
_HALF_HEIGHT = ((0.0, 4.2), (0.12, 3.4), (0.3, 4.4), (1.0, 5.2))
_HALF_THICKNESS = ((0.0, 3.4), (0.12, 2.6), (0.3, 2.9), (1.0, 2.7))
SAMPLES, SIDES = 26, 12


def rib_stump(pose: Pose) -> Surface:
    """Return the first seven centimetres of the left twelfth rib in the frame of the spine, mm."""
    course = pose.to_world(smooth_course(_COURSE, SAMPLES))
    along = np.linspace(0.0, 1.0, SAMPLES)
    half = [np.interp(along, *np.array(row).T) for row in (_HALF_THICKNESS, _HALF_HEIGHT)]
    return tube(course, np.column_stack(half), SIDES)

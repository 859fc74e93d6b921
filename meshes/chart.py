"""The limb chart: one coordinate system for the skin of the lower body, the same on every figure.

A place on the skin has a segment, a height t along it and an angle theta about it.  Angles are degrees:
0 anterior, 90 lateral, 180 posterior, 270 medial (foot: 0 dorsum, 180 sole), alike on both sides.

=========  =====================================================================================
segment    t
=========  =====================================================================================
trunk      0 girdle line (pubis, inguinal ligament, iliac crest, PSIS, S2) .. 1 cut at T12/L1
hip        0 girdle line and midline .. 1 groin ring (crease, trochanter, gluteal fold)
thigh      0 groin ring .. 1 knee line
leg        0 knee line .. 1 malleolar ring
foot       0 malleolar ring .. 1 webs of the toes
toe1 - 5   0 web .. 1 tip
=========  =====================================================================================
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SEGMENTS = ("trunk", "hip", "thigh", "leg", "foot", "toe1", "toe2", "toe3", "toe4", "toe5")
"""Ids of the chart's segments; `Chart.segment` indexes this."""

REGIONS = (
    "abdomen_upper",
    "abdomen_lower",
    "flank",
    "low_back",
    "sacrum",
    "buttock_upper",
    "buttock_lower",
    "hip_lateral",
    "groin",
    "pubic_genital",
    "saddle",
    "thigh_anterior_upper",
    "thigh_lateral_upper",
    "thigh_posterior_upper",
    "thigh_medial_upper",
    "thigh_anterior_lower",
    "thigh_lateral_lower",
    "thigh_posterior_lower",
    "thigh_medial_lower",
    "knee_anterior",
    "knee_lateral",
    "popliteal_fossa",
    "knee_medial",
    "shin_upper",
    "leg_lateral_upper",
    "calf_upper",
    "leg_medial_upper",
    "shin_lower",
    "leg_lateral_lower",
    "calf_lower",
    "leg_medial_lower",
    "ankle_anterior",
    "ankle_lateral",
    "ankle_posterior",
    "ankle_medial",
    "heel",
    "foot_dorsum_medial",
    "foot_dorsum_middle",
    "foot_dorsum_lateral",
    "foot_lateral_edge",
    "foot_medial_edge",
    "sole_lateral",
    "sole_medial",
    "ball",
    "toe_1",
    "toe_2",
    "toe_3",
    "toe_4",
    "toe_5",
)
"""Ids of the named skin regions; `Chart.region` indexes this.  The ids never change once released."""


@dataclass(frozen=True)
class Chart:
    """Chart coordinates and region of every skin vertex of one figure.

    Attributes
    ----------
    segment : (n,) index into `SEGMENTS`.
    t : (n,) 0 to 1 along the segment.
    theta : (n,) degrees, 0 to 360.
    region : (n,) index into `REGIONS`.
    foot_u : (n,) 0 medial .. 1 lateral across the foot; NaN elsewhere.
    foot_w : (n,) 0 back of the heel .. 1 webs of the toes, along the foot's axis; NaN elsewhere.
    """

    segment: NDArray[np.uint8]
    t: NDArray[np.float32]
    theta: NDArray[np.float32]
    region: NDArray[np.uint8]
    foot_u: NDArray[np.float32]
    foot_w: NDArray[np.float32]


@dataclass(frozen=True)
class ChartPosition:
    """One place on the skin, in words that outlive the mesh.

    Attributes
    ----------
    segment : id out of `SEGMENTS`.
    t : 0 to 1 along the segment.
    theta : degrees, 0 to 360.
    region : id out of `REGIONS`.
    side : ``left``, ``right`` or ``midline``.
    """

    segment: str
    t: float
    theta: float
    region: str
    side: str

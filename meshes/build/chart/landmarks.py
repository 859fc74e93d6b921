"""Landmarks of the limb chart as vertex ids of the MakeHuman base mesh, subject's left side.

Picked by hand on the adult male against bone landmarks, checked on the adult female.  A landmark is the
mean of its vertices.
"""

from __future__ import annotations

VERTICES: dict[str, tuple[int, ...]] = {
    # midline, from the front of the trunk through the crotch to the sacrum
    "pubis": (4335,),  # upper edge of the symphysis
    "mons": (4347,),
    "genital_front": (4370,),
    "crotch": (6431,),  # lowest midline point
    "perineal_body": (4376,),
    "anus": (4250,),
    "coccyx": (4223,),  # tip, inside the cleft
    "cleft_top": (4205,),
    "sacral_midline": (4387,),  # S2, between the posterior superior iliac spines
    # girdle line
    "pubic_tubercle": (10963, 10968, 10984, 10985),
    "mid_inguinal": (10961,),
    "asis": (10904, 10910, 10947, 10952),
    "crest_tubercle": (10808,),
    "crest_top": (10834, 10814),
    "psis": (11008, 11010),
    # groin ring, by angle: inguinal crease, trochanter, gluteal fold, perineal crease
    "groin_0": (10965,),
    "groin_45": (10921, 10922, 10927, 10928),
    "groin_90": (10932,),
    "groin_135": (10935, 10936, 10941, 10942),
    "groin_180": (10898,),
    "groin_225": (10886,),
    "groin_270": (12990,),
    "groin_300": (11029,),
    "groin_315": (10969,),
    # knee
    "patella": (11204, 11223),
    "knee_anterior": (11223, 11242),
    "lateral_epicondyle": (11209, 11228),
    "knee_lateral": (11228,),
    "knee_medial": (11236,),  # also the medial epicondyle
    "popliteal": (11240, 11244),
    # ankle and foot
    "medial_malleolus": (12939,),
    "lateral_malleolus": (11444,),
    "ankle_anterior": (12967,),
    "achilles": (12956,),
    "heel_back": (12442,),
    "web_1_2": (12391, 12462),
    "web_2_3": (12463, 12593),
    "web_3_4": (12723,),
    "web_4_5": (12753,),
    "toe_tip_1": (12756,),
    "toe_tip_2": (13133,),
    "toe_tip_3": (12492,),
    "toe_tip_4": (12617, 13094),
    "toe_tip_5": (13285,),
}

GIRDLE: dict[str, float] = {
    "pubis": 318,
    "pubic_tubercle": 330,
    "mid_inguinal": 360,
    "asis": 395,
    "crest_tubercle": 450,
    "crest_top": 485,
    "psis": 525,
    "sacral_midline": 540,
}
"""Girdle landmarks from front to back, and the theta (plus full turns) the chart gives them."""

MIDLINE: dict[str, float] = {
    "pubis": 678,
    "mons": 662,
    "genital_front": 648,
    "crotch": 632,
    "perineal_body": 622,
    "anus": 600,
    "coccyx": 575,
    "cleft_top": 555,
    "sacral_midline": 540,
}
"""Midline landmarks from front to back, and the theta (plus full turns) the chart gives them."""

QUARTERS: tuple[tuple[float, tuple[str, str, str, str]], ...] = (
    (0.0, ("groin_0", "groin_90", "groin_180", "groin_270")),
    (0.93, ("patella", "lateral_epicondyle", "popliteal", "knee_medial")),
    (2.0, ("ankle_anterior", "lateral_malleolus", "achilles", "medial_malleolus")),
)
"""At these lengths along the limb (thigh 0-1, leg 1-2) these landmarks lie at 0, 90, 180 and 270 degrees."""

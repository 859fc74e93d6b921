"""Levels of the spinal cord and of the dural sac."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from meshes.check.line import Line
from meshes.check.published import cited, published
from meshes.check.sacrum import find_front
from meshes.check.specimen import Specimen


def levels(specimen: Specimen) -> Iterator[Line]:
    """Place the tip of the cord on L1 and the end of the sac on S2."""
    low, high = published()["conus"]["share"]
    share = conus_share(specimen) if "spinal_cord" in specimen.shapes else None
    yield Line("conus tip, share of the L1 body from its upper end-plate", share, low, high, cited("conus"))
    low, high = published()["sac_end"]["share"]
    share = sac_share(specimen) if "dural_sac" in specimen.shapes else None
    yield Line("sac end, share from S1 to S2 anterior foramina", share, low, high, cited("sac_end"))


def conus_share(specimen: Specimen) -> float:
    """Return where the lowest point of the cord lies between the end-plates of L1 (0 upper, 1 lower)."""
    cord, bone = specimen.shapes["spinal_cord"].vertices, specimen.vertebrae["L1"]
    tip = cord[np.argmin(cord[:, 2])]
    upper, lower = ((plate.centre - tip) @ bone.up for plate in (bone.upper, bone.lower))
    return float(upper / (upper - lower))


def sac_share(specimen: Specimen) -> float:
    """Return where the end of the sac lies between the middles of the S1 (0) and S2 (1) anterior foramina.

    These lie at the lower ends of the S1 and S2 segments: 0 to 1 is the S2 segment, one half its middle.
    """
    front = find_front(specimen)
    end = front.seen(specimen.shapes["dural_sac"].vertices)[:, 1].max()
    upper, lower = front.middle("S1"), front.middle("S2")
    return float((end - upper) / (lower - upper))

"""The lumbar column: vertebral dimensions, discs, lordosis and sacral slope."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from meshes.check.line import Line
from meshes.check.plate import LEFT, angle_between, backward
from meshes.check.published import between, cited, published
from meshes.check.shape import crossings
from meshes.check.specimen import DISCS, LEVELS, SIDES, Specimen
from meshes.check.vertebra import Vertebra


def vertebrae(specimen: Specimen) -> Iterator[Line]:
    """Compare every dimension of every lumbar vertebra with the published mean times the figure's scale."""
    table = published()["vertebra"]
    for index, level in enumerate(LEVELS):
        for key, value in dimensions(specimen.vertebrae[level]).items():
            row = table[key]
            mean, share = row["mean"][index], row["share"]
            words = f"{mean:g} x {specimen.scale:.3f} [{table['mark']}]"
            centre = mean * specimen.scale
            yield Line(f"{level} {row['name']}, mm", value, centre * (1 - share), centre * (1 + share), words)


def dimensions(bone: Vertebra) -> dict[str, float]:
    """Return the dimensions of a vertebra in mm, by the keys of the published table."""
    pedicles = [bone.pedicles[side] for side in SIDES]
    return {
        "upper_width": bone.width(bone.upper),
        "upper_depth": bone.depth(bone.upper),
        "lower_width": bone.width(bone.lower),
        "lower_depth": bone.depth(bone.lower),
        "posterior_height": bone.posterior_height,
        "transverse_span": bone.span,
        "canal_width": bone.canal_width,
        "canal_depth": bone.canal_depth,
        "pedicle_width": float(np.mean([pedicle.width for pedicle in pedicles])),
        "pedicle_height": float(np.mean([pedicle.height for pedicle in pedicles])),
    }


def discs(specimen: Specimen) -> Iterator[Line]:
    """Compare disc heights and wedges, lordosis and sacral slope."""
    heights, wedges = published()["disc_height"], published()["disc_wedge"]
    for above, below in DISCS:
        low, high = heights["range"][f"{above}_{below}"]
        what = f"disc {above}/{below} height in its middle, mm"
        yield Line(what, disc_height(specimen, above, below), low, high, between(low, high, heights["mark"]))
    for above, below in DISCS:
        mean, within = wedges["mean"][f"{above}_{below}"], wedges["within"]
        what = f"disc {above}/{below} wedge between its end-plates, degrees"
        yield Line(what, disc_wedge(specimen, above, below), mean - within, mean + within, f"{mean:g} [D]")
    top = specimen.vertebrae["L1"].upper
    yield _angle("lordosis", "lordosis L1-S1, degrees", angle_between(top, specimen.sacral_plate))
    yield _angle("sacral_slope", "sacral slope, degrees", specimen.sacral_plate.slope)


def disc_wedge(specimen: Specimen, above: str, below: str) -> float:
    """Return the angle by which a disc is open to the front, degrees; negative if to the back."""
    over, under = specimen.plates(above, below)
    return under.slope - over.slope


def disc_height(specimen: Specimen, above: str, below: str) -> float:
    """Return the distance between the bones along the axis of the disc, in the middle of the median plane, mm.

    The axis stands half way between the normals of both end-plates and passes half way between their centres.
    """
    over, under = specimen.plates(above, below)
    up = under.normal - over.normal
    up /= np.linalg.norm(up)
    middle = (over.centre + under.centre) / 2 * (1 - LEFT)
    outlines = [specimen.vertebrae[above].outline]
    outlines.append(specimen.sacral_outline if below == "S1" else specimen.vertebrae[below].outline)
    hits = crossings(outlines, middle, up, backward(up))
    return float(hits[hits > 0].min() - hits[hits < 0].max())


def scale_of(specimen: Specimen, model: Specimen) -> float:
    """Return the size of a figure relative to another: the mean ratio of the five posterior body heights."""
    pairs = [(specimen.vertebrae[level], model.vertebrae[level]) for level in LEVELS]
    return float(np.mean([own.posterior_height / other.posterior_height for own, other in pairs]))


def _angle(key: str, what: str, value: float) -> Line:
    low, high = published()[key]["range"]
    return Line(what, value, low, high, cited(key))

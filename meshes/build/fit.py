"""Where the skeleton stands in a figure: scale, hip axis, knee and ankle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from meshes.build.surface import Points
from meshes.build.tables import read_toml

_STIFF_HALF_WIDTH = 24.25  # the vertebrae and the sacral canal are scaled, never widened


@dataclass(frozen=True)
class FigureFit:
    """The row of `tables/figures.toml` for one figure, and its joints.

    Attributes
    ----------
    scale
        Of spine, pelvis and every nerve.
    row
        The other values of the table.
    knee, ankle
        (3,) mm, left, body frame.
    joints
        MakeHuman joint markers, name -> (3,) mm.
    """

    scale: float
    row: Mapping[str, Any]
    knee: Points
    ankle: Points
    joints: Mapping[str, Points]

    def to_body(self, points: Points) -> Points:
        """Send points (n, 3) or (3,) of the pelvic frame to the body frame."""
        points = np.array(points, dtype=float)
        beyond = np.maximum(np.abs(points[..., 0]) - _STIFF_HALF_WIDTH, 0.0)
        points[..., 0] += np.sign(points[..., 0]) * beyond * self.row["widening"]
        return np.asarray(points * self.scale + [0.0, *self.row["hip_axis"]])


def fit_figure(figure: str, joints: Mapping[str, Points]) -> FigureFit:
    """Return the fit of a figure (female, male or neutral) with these joint markers."""
    table = read_toml("figures")
    row = table[figure] if figure in table else _mean(table["female"], table["male"])
    return FigureFit(float(row["scale"]), row, joints["l-knee"] + row["knee"], joints["l-ankle"] + row["ankle"], joints)


def _mean(one: dict[str, Any], two: dict[str, Any]) -> dict[str, Any]:
    return {key: ((np.array(one[key]) + np.array(two[key])) / 2).tolist() for key in one}

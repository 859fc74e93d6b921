"""Published dermatome maps, painted softly onto chart positions.

A map is a list of patches. One patch is a run of cross-sections: at each height along the limb it covers the
angles from `theta_from` upwards to `theta_to` (degrees; 0 front, 90 outer side, 180 back, 270 inner side).
Between two sections both borders run straight. The height is one number for the whole lower body:
trunk -1 - t, hip -1 + t, thigh t, leg 1 + t, foot 2 + t; each toe has one section of its own.
Borders fade over about 24 degrees round the limb, as neighbouring roots share their borders.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dermatomes.errors import KnowledgeError, MapError
from dermatomes.nearest import did_you_mean
from dermatomes.tables import DATA, MapRow, OutlineRow, check_word, read_table
from dermatomes.words import ROOTS, SEGMENTS, vocabulary

ALL_ROOTS = (*ROOTS, "T11", "T12", "S3", "S4_5")

_HEIGHT_OFFSET = {"hip": -1.0, "thigh": 0.0, "leg": 1.0, "foot": 2.0, "dorsum": 2.0, "sole": 2.0}
_SEGMENT_BASE = np.array([-1.0, -1.0, 0.0, 1.0, 2.0, 3.0, 3.0, 3.0, 3.0, 3.0])
_SEGMENT_SIGN = np.array([-1.0] + [1.0] * 9)
_FIRST_TOE = SEGMENTS.index("toe1")
_BLEND_DEGREES = 12.0  # half width of the soft border round the limb
_BLEND_DEGREES_TOE = 20.0
_BLEND_HEIGHT = 0.04  # half width of the soft end of a patch along the limb
_BLEND_HEIGHT_TRUNK = 0.07
_RUN_ON = 0.3  # patches that end on the midline or at the webs of the toes run on beyond it
_FULL_CIRCLE = 359.9
_FAINTEST_SUM = 1e-6  # below this sum of weights even a partition stays blank


@dataclass(frozen=True)
class _Patch:
    """One patch: heights (k,), first borders (k,) and widths (k,) in degrees; or the sector of one toe."""

    column: int
    toe: int | None
    height: NDArray[np.float64]
    start: NDArray[np.float64]
    width: NDArray[np.float64]


@dataclass(frozen=True)
class DermatomeMap:
    """One published map.

    Attributes
    ----------
    id, title
        Id of the case file, and the name to show.
    citation, method, weakness
        Where it comes from, how it was made, what is wrong with it.
    source
        Id among `sources`.
    partition
        Whether the map gives every patch of skin to some root (its blanks are not meant as blanks).
    """

    id: str
    title: str
    citation: str
    method: str
    weakness: str
    source: str
    partition: bool
    patches: tuple[_Patch, ...]

    def weights(self, segment: Sequence[str] | ArrayLike, t: ArrayLike, theta: ArrayLike) -> NDArray[np.float32]:
        """Weigh the roots L1 to S2 at chart positions.

        Parameters
        ----------
        segment
            (n,) segment names, or codes that index `SEGMENTS`
            (trunk, hip, thigh, leg, foot, toe1 .. toe5 = 0 .. 9).
        t
            (n,) position along the segment, 0 to 1.
        theta
            (n,) angle in degrees, 0 front, 90 outer side, 180 back, 270 inner side.

        Returns
        -------
        (n, 7) float32
            Columns in the order of `ROOTS`. A row sums to at most 1; what is missing belongs to another
            root (see `weights_all`) or is blank in this map.

        Raises
        ------
        MapError
            Arrays of different length, or a segment nobody knows.
        """
        return self.weights_all(segment, t, theta)[:, : len(ROOTS)]

    def weights_all(self, segment: Sequence[str] | ArrayLike, t: ArrayLike, theta: ArrayLike) -> NDArray[np.float32]:
        """Weigh all roots, T11 (and above), T12, S3 and S4_5 included.

        Parameters and errors as `weights`.

        Returns
        -------
        (n, 11) float32
            Columns in the order of `ALL_ROOTS`.
        """
        codes, height, angle = _positions(segment, t, theta)
        painted = np.zeros((len(codes), len(ALL_ROOTS)))
        on_toe = codes >= _FIRST_TOE
        for patch in self.patches:
            chosen = np.flatnonzero(codes == patch.toe if patch.toe is not None else ~on_toe)
            value = _paint(patch, height[chosen], angle[chosen])
            painted[chosen, patch.column] = np.maximum(painted[chosen, patch.column], value)
        total = painted.sum(axis=1, keepdims=True)
        floor = _FAINTEST_SUM if self.partition else 1.0
        weights: NDArray[np.float32] = (painted / np.maximum(total, floor)).astype(np.float32)
        return weights


def map_ids() -> tuple[str, ...]:
    """Give the ids of the maps that are drawn in this version.

    Raises
    ------
    KnowledgeError
        The table of maps is bad.
    """
    return tuple(row.map for row in read_table(DATA / "maps.csv", MapRow))


def load_map(map_id: str) -> DermatomeMap:
    """Load one dermatome map.

    Parameters
    ----------
    map_id
        An id of the word list ``map``.

    Returns
    -------
    DermatomeMap

    Raises
    ------
    MapError
        The id is unknown, or the map is not part of this version.
    KnowledgeError
        The map's table has a bad row.
    """
    known = vocabulary().known("map")
    if map_id not in known:
        raise MapError(f'unknown map "{map_id}"{did_you_mean(map_id, known)}')
    if map_id not in (drawn := map_ids()):
        raise MapError(f'the map "{map_id}" is not drawn in this version: use {" or ".join(drawn)}')
    return _load(map_id)


@cache
def _load(map_id: str) -> DermatomeMap:
    row = next(row for row in read_table(DATA / "maps.csv", MapRow) if row.map == map_id)
    patches = read_patches(DATA / "maps" / row.file)
    return DermatomeMap(row.map, row.title, row.citation, row.method, row.weakness, row.source, row.partition, patches)


def read_patches(path: Path) -> tuple[_Patch, ...]:
    """Read the outline of a map.

    Raises
    ------
    KnowledgeError
        A row names an unknown root or segment, or lacks its height or its angles.
    """
    sections: dict[tuple[str, str, str], list[tuple[float, float, float]]] = {}
    for line, row in enumerate(read_table(path, OutlineRow), start=2):
        check_word(path, line, "root", row.root, ALL_ROOTS)
        check_word(path, line, "segment", row.segment, (*SEGMENTS, "dorsum", "sole"))
        toe = row.segment if row.segment.startswith("toe") else ""
        start, width = _sector(path, line, row)
        height = 0.0 if toe else _height(path, line, row)
        sections.setdefault((row.root, row.part, toe), []).append((height, start, width))
    return tuple(_patch(root, toe, found) for (root, _, toe), found in sections.items())


def _height(path: Path, line: int, row: OutlineRow) -> float:
    if row.t is None:
        raise KnowledgeError(f"{path.name}, line {line}: t is missing")
    return -1.0 - row.t if row.segment == "trunk" else _HEIGHT_OFFSET[row.segment] + row.t


def _sector(path: Path, line: int, row: OutlineRow) -> tuple[float, float]:
    """Give first border and width in degrees; the foot may be given by u, 0 inner edge to 1 outer edge."""
    if row.u_from is not None and row.u_to is not None:
        first, last = np.degrees(np.arcsin(2 * np.array([row.u_from, row.u_to]) - 1))
        if row.segment == "sole":
            first, last = 180 - last, 180 - first
    elif row.theta_from is not None and row.theta_to is not None:
        first, last = row.theta_from, row.theta_to
    else:
        raise KnowledgeError(f"{path.name}, line {line}: expected theta_from and theta_to, or u_from and u_to")
    width = last - first
    return float(first), float(width if width >= _FULL_CIRCLE else width % 360)


def _patch(root: str, toe: str, sections: list[tuple[float, float, float]]) -> _Patch:
    column = ALL_ROOTS.index(root)
    if toe:
        height, start, width = np.array(sections).T
        return _Patch(column, SEGMENTS.index(toe), height, start, width)
    rows = _unwrapped(sorted(sections, key=lambda section: section[0]))
    if abs(rows[0][0] + 1) < 1e-6:
        rows.insert(0, (-1 - _RUN_ON, *rows[0][1:]))
    if abs(rows[-1][0] - 3) < 1e-6:
        rows.append((3 + _RUN_ON, *rows[-1][1:]))
    height, start, width = np.array(rows).T
    return _Patch(column, None, height, start, width)


def _unwrapped(sections: list[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    """Let the first border run on without jumps of 360 degrees.

    A patch may close at either border, so the step is the smaller of what the first and the second border
    ask for.
    """
    rows = [sections[0]]
    for height, start, width in sections[1:]:
        _, last_start, last_width = rows[-1]
        by_first = float(_turn(start, last_start))
        by_second = float(_turn(start + width, last_start + last_width)) + last_width - width
        step = by_first if abs(by_first) <= abs(by_second) + 1e-6 else by_second
        rows.append((height, last_start + step, width))
    return rows


def _positions(
    segment: Sequence[str] | ArrayLike, t: ArrayLike, theta: ArrayLike
) -> tuple[NDArray[np.intp], NDArray[np.float64], NDArray[np.float64]]:
    codes = _codes(np.atleast_1d(np.asarray(segment)))
    along = np.atleast_1d(np.asarray(t, dtype=np.float64))
    angle = np.atleast_1d(np.asarray(theta, dtype=np.float64))
    if not len(codes) == len(along) == len(angle):
        raise MapError(f"segment, t and theta must have the same length, not {len(codes)}, {len(along)}, {len(angle)}")
    return codes, _SEGMENT_BASE[codes] + _SEGMENT_SIGN[codes] * along, angle


def _codes(segment: NDArray[np.generic]) -> NDArray[np.intp]:
    if segment.dtype.kind not in "iu":
        names, inverse = np.unique(segment.astype(str), return_inverse=True)
        for name in names:
            if name not in SEGMENTS:
                raise MapError(f'unknown segment "{name}"{did_you_mean(str(name), SEGMENTS)}')
        return np.array([SEGMENTS.index(str(name)) for name in names], dtype=np.intp)[inverse]
    codes = segment.astype(np.intp)
    if len(codes) and not (codes.min() >= 0 and codes.max() < len(SEGMENTS)):
        raise MapError(f"segment codes must lie between 0 and {len(SEGMENTS) - 1}")
    return codes


def _paint(patch: _Patch, height: NDArray[np.float64], angle: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weigh one patch at (n,) heights and angles, between 0 and 1."""
    if patch.toe is not None:
        sectors = zip(patch.start, patch.width, strict=True)
        drawn = [_inside(angle, np.float64(s), np.float64(w), _BLEND_DEGREES_TOE) for s, w in sectors]
        return np.asarray(np.max(drawn, axis=0))
    value = np.zeros_like(height)
    blend = np.where(height < 0, _BLEND_HEIGHT_TRUNK, _BLEND_HEIGHT)
    near = np.flatnonzero((height > patch.height[0] - blend) & (height < patch.height[-1] + blend))
    level = height[near]
    start = np.interp(level, patch.height, patch.start)
    width = np.interp(level, patch.height, patch.width)
    ends = _ramp((level - patch.height[0]) / blend[near]) * _ramp((patch.height[-1] - level) / blend[near])
    value[near] = _inside(angle[near], start, width, _BLEND_DEGREES) * ends
    return value


def _inside(
    angle: NDArray[np.float64],
    start: NDArray[np.float64] | np.float64,
    width: NDArray[np.float64] | np.float64,
    blend: float,
) -> NDArray[np.float64]:
    half = width / 2
    off = _turn(angle, start + half)
    soft = np.maximum(0.0, _ramp((off + half) / blend) + _ramp((half - off) / blend) - 1.0)
    return np.where(width >= _FULL_CIRCLE, 1.0, soft)


def _turn(
    angle: NDArray[np.float64] | np.float64 | float, origin: NDArray[np.float64] | np.float64 | float
) -> NDArray[np.float64]:
    """Give the signed turn from `origin` to `angle`, -180 up to 180 degrees."""
    return np.asarray((np.asarray(angle) - origin + 180.0) % 360.0 - 180.0)


def _ramp(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rise smoothly from 0 at -1 to 1 at +1."""
    c = np.clip(0.5 + 0.5 * x, 0.0, 1.0)
    return c * c * (3.0 - 2.0 * c)

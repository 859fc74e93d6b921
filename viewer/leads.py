"""Which roots are lit, and how each is led from the spine to the marks. Pure: no Qt, no VTK. Points in mm."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dermatomes import Mark, Ranking, vocabulary
from meshes import Skin, Way, way
from viewer.atlas import Atlas
from viewer.palette import ROOT_COLOURS, Rgb
from viewer.panel_text import SILENT_BAND
from viewer.picture import Points, Strand

CLEARANCE_MM = 0.8
"""How much thicker a lit way is than the nerve it covers."""
RADII = (1.4, 4.0)
SECOND_SHARE = 0.8
"""Thickness of the second root's way against the leading one's."""
SECOND_STRENGTH = 0.45
TWIG_POINTS = 9
TWIG_TIP = 0.35
"""Thickness of a twig's end against its nerve."""
Floats = NDArray[np.float32]
_SMOOTHING = np.array([1, 2, 3, 2, 1], np.float32) / 9


@dataclass(frozen=True)
class LitRoot:
    """A root that glows, and how strongly (1 for the leading one)."""

    side: str
    root: str
    strength: float


@dataclass(frozen=True, eq=False)
class Lead:
    """The way of a lit root to one place on the skin, (3,) mm."""

    lit: LitRoot
    way: Way
    target: Points


def lit_roots(ranking: Ranking, chosen: tuple[str, str] | None) -> tuple[LitRoot, ...]:
    """Which roots glow: the one the user chose, or on each side the leading root and, fainter, the next of its set.

    None glows where too little was said, or where something that is no root leaves every root unlikely.
    """
    if chosen is not None:
        return (LitRoot(*chosen, 1.0),)
    lit = []
    for side, ranked in (("left", ranking.sides.left), ("right", ranking.sides.right)):
        if ranked is None or ranked.roots[0].band in (SILENT_BAND, "unlikely"):
            continue
        lit.append(LitRoot(side, ranked.roots[0].root, 1.0))
        second = ranked.roots[1]
        if second.root in ranked.set:
            lit.append(LitRoot(side, second.root, SECOND_STRENGTH))
    return tuple(lit)


def leads(atlas: Atlas, figure: str, lit: Iterable[LitRoot], marks: Iterable[Mark]) -> tuple[Lead, ...]:
    """Lead every lit root to every mark of its side; marks on the midline belong to both."""
    body = atlas.body(figure)
    marks = tuple(marks)
    found = []
    for item in lit:
        near = [mark for mark in marks if mark.side in (item.side, "midline")]
        targets = {vertex for mark in near for vertex in _targets(body.skin, mark, item.side)}
        for vertex in sorted(targets):
            target = body.skin.vertices[vertex]
            found.append(Lead(item, way(body, item.root, item.side, target), target))
    return tuple(found)


def lit_parts(lit: Iterable[LitRoot]) -> Mapping[str, tuple[Rgb, float]]:
    """Colour and strength of every root part that glows."""
    return {f"root_{item.root}_{item.side}": (ROOT_COLOURS[item.root], item.strength) for item in lit}


def strands(found: Iterable[Lead]) -> tuple[Strand, ...]:
    """Draw leads as tubes; where several leads of one root run together only one is drawn."""
    drawn: list[Strand] = []
    earlier: dict[LitRoot, list[Points]] = {}
    for lead in found:
        points = lead.way.points
        known = earlier.setdefault(lead.lit, [])
        shared = max((_shared(points, other) for other in known), default=0)
        known.append(points)
        drawn.append(_strand(lead, max(0, shared - 1)))
    return tuple(drawn)


def _targets(skin: Skin, mark: Mark, side: str) -> tuple[int, ...]:
    """The skin vertices a mark's ways run to: its spots, or the middle of its region."""
    if not mark.spots:
        return (skin.region_centre(vocabulary().members(mark.region), side),)
    return tuple(skin.find(spot.segment, spot.t, spot.theta, side) for spot in mark.spots)


def _shared(points: Points, other: Points) -> int:
    """How many points two ways of one root have in common from the spine on."""
    length = min(len(points), len(other))
    differ = np.flatnonzero((points[:length] != other[:length]).any(axis=1))
    return int(differ[0]) if len(differ) else length


def _strand(lead: Lead, start: int) -> Strand:
    share = 1.0 if lead.lit.strength == 1.0 else SECOND_SHARE
    thickness = np.clip(share * (lead.way.radius[start:] + CLEARANCE_MM), *RADII)
    along, thickness = _to_skin(_smoothed(lead.way.points[start:]), thickness, lead)
    return Strand(lead.lit.root, lead.lit.side, along, thickness, ROOT_COLOURS[lead.lit.root], 1.0)


def _to_skin(points: Points, radius: Floats, lead: Lead) -> tuple[Points, Floats]:
    """Lead a way on from its nerve to the place on the skin: a twig that thins out, since no twigs are modelled."""
    ahead = points[-1] - points[-min(len(points), 6)]
    ahead = ahead * (0.5 * lead.way.gap_mm / max(float(np.linalg.norm(ahead)), 1e-6))
    part = np.linspace(0, 1, TWIG_POINTS, dtype=np.float32)[1:, None]
    twig = (1 - part) ** 2 * points[-1] + 2 * part * (1 - part) * (points[-1] + ahead) + part**2 * lead.target
    thin = radius[-1] * (1 - (1 - TWIG_TIP) * part[:, 0])
    return np.concatenate([points, twig]).astype(np.float32), np.concatenate([radius, thin]).astype(np.float32)


def _smoothed(points: Points) -> Points:
    """Round the corners where one nerve passes into the next; both ends stay."""
    if len(points) < len(_SMOOTHING):
        return points
    padded = np.concatenate([points[:1], points[:1], points, points[-1:], points[-1:]])
    columns = [np.convolve(padded[:, axis], _SMOOTHING, mode="valid") for axis in range(3)]
    smooth = np.column_stack(columns).astype(np.float32)
    smooth[[0, -1]] = points[[0, -1]]
    return smooth

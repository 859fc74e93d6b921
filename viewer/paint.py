"""The one way to draw: from a Session to a Picture. Pure: no Qt, no VTK.

The window and `rootatlas render` both call `paint`, so what is on the screen and what is on paper cannot differ.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dermatomes import Mark, Ranking, Spot, kind_of, rank
from meshes import Body, Way, way
from viewer.atlas import Atlas
from viewer.films import film
from viewer.palette import ROOT_COLOURS, Rgb
from viewer.panel_text import SILENT_BAND, panel_text
from viewer.picture import Label, Overlay, Picture, Strand
from viewer.session import Session
from viewer.skin_paint import part_colours, skin_colours

SIDES = ("left", "right")
LEAD_RADIUS = 3.4
SECOND_RADIUS = 2.1
LABEL_COLOUR: Rgb = (96, 88, 80)
MARGIN_MM = 14.0
"""How far beyond a mark's edge faces are taken along, so that the soft edge is never cut."""


@dataclass(frozen=True)
class LitRoot:
    """A root that glows, and how strongly (1 for the leading one)."""

    side: str
    root: str
    strength: float


def paint(session: Session, atlas: Atlas, ranking: Ranking | None = None) -> Picture:
    """Draw a session.

    Parameters
    ----------
    session
        What is looked at.
    atlas
        The bodies and maps.
    ranking
        The case's ranking if it is at hand; else it is computed.

    Returns
    -------
    Every colour, shape and sentence of both views and the panel. Parts that do not differ from the last call with the
    same atlas are the same objects.
    """
    ranking = rank(session.case) if ranking is None else ranking
    figure, map_id = session.case.figure, session.case.map
    body = atlas.body(figure)
    lit = lit_roots(ranking, session.chosen)
    marks = tuple(finding for finding in session.findings if isinstance(finding, Mark))
    ways = atlas.remember(("ways", figure, lit, marks), lambda: _ways(atlas, figure, lit, marks))
    glow = tuple((item.side, item.root, item.strength) for item in lit)
    key = (figure, map_id, session.dermatomes_shown, glow)
    shown_map = (figure, map_id) if session.dermatomes_shown else None
    return Picture(
        figure=figure,
        skin_rgb=atlas.remember(("skin", *key), lambda: skin_colours(atlas, *key)),
        skin_opacity=session.skin_opacity,
        part_rgb=part_colours(body, _lit_parts(ways), quiet=bool(lit)),
        borders=atlas.borders(*shown_map) if shown_map else np.empty((0, 3), np.float32),
        marks=atlas.remember(("films", figure, marks), lambda: _films(atlas, figure, marks)),
        strands=atlas.remember(("strands", figure, lit, marks), lambda: _strands(ways)),
        labels=_labels(body, lit),
        side_in_play=_side_in_play(session, lit),
        panel=panel_text(session, ranking, [(item.side, item.root) for item in lit]),
    )


def lit_roots(ranking: Ranking, chosen: tuple[str, str] | None) -> tuple[LitRoot, ...]:
    """Which roots glow: the one the user chose, or on each side the leading root and, fainter, the next of its set."""
    if chosen is not None:
        return (LitRoot(*chosen, 1.0),)
    lit = []
    for side, ranked in (("left", ranking.sides.left), ("right", ranking.sides.right)):
        if ranked is None or ranked.roots[0].band == SILENT_BAND:
            continue
        lit.append(LitRoot(side, ranked.roots[0].root, 1.0))
        second = ranked.roots[1]
        if second.root in ranked.set:
            lit.append(LitRoot(side, second.root, 0.45))
    return tuple(lit)


def spot_vertex(body: Body, spot: Spot, side: str) -> int:
    """The skin vertex a spot of a case stands on, on this figure."""
    return body.skin.find(spot.segment, spot.t, spot.theta, side)


def mark_vertices(atlas: Atlas, figure: str, mark: Mark) -> tuple[int, ...]:
    """The skin vertices a mark's ways run to: its spots, or the middle of its region."""
    body = atlas.body(figure)
    if mark.spots:
        return tuple(spot_vertex(body, spot, mark.side) for spot in mark.spots)
    inside = atlas.region_vertices(figure, mark.region, mark.side)
    return (_middle(body.skin.vertices, inside),)


def _middle(points: NDArray[np.float32], inside: NDArray[np.bool_]) -> int:
    rows = np.flatnonzero(inside)
    centre = points[rows].mean(axis=0)
    return int(rows[np.argmin(np.sum((points[rows] - centre) ** 2, axis=1))])


def _ways(
    atlas: Atlas, figure: str, lit: tuple[LitRoot, ...], marks: tuple[Mark, ...]
) -> tuple[tuple[LitRoot, Way], ...]:
    body = atlas.body(figure)
    found = []
    for item in lit:
        near = [mark for mark in marks if mark.side in (item.side, "midline")]
        targets = {vertex for mark in near for vertex in mark_vertices(atlas, figure, mark)}
        for vertex in sorted(targets):
            found.append((item, way(body, item.root, item.side, body.skin.vertices[vertex])))
    return tuple(found)


def _lit_parts(ways: tuple[tuple[LitRoot, Way], ...]) -> dict[str, tuple[Rgb, float]]:
    lit: dict[str, tuple[Rgb, float]] = {}
    for item, course in sorted(ways, key=lambda pair: pair[0].strength):
        for part_id in course.paths[:1]:
            lit[part_id] = (ROOT_COLOURS[item.root], item.strength)
    return lit


def _strands(ways: tuple[tuple[LitRoot, Way], ...]) -> tuple[Strand, ...]:
    strands = []
    for item, course in ways:
        lead = item.strength == 1.0
        strands.append(
            Strand(
                root=item.root,
                side=item.side,
                points=course.points,
                radius=LEAD_RADIUS if lead else SECOND_RADIUS,
                colour=ROOT_COLOURS[item.root],
                opacity=1.0,
            )
        )
    return tuple(strands)


def _films(atlas: Atlas, figure: str, marks: tuple[Mark, ...]) -> tuple[Overlay, ...]:
    skin = atlas.body(figure).skin
    films = []
    for mark in marks:
        inside = _depth_inside(atlas, figure, mark)
        faces = skin.faces[(inside[skin.faces] > -MARGIN_MM).all(axis=1) & (inside[skin.faces] > -4).any(axis=1)]
        films.append(film(skin.vertices, skin.normals, faces, inside, kind_of(mark), mark.intensity))
    return tuple(films)


def _depth_inside(atlas: Atlas, figure: str, mark: Mark) -> NDArray[np.float32]:
    """How far inside the mark each vertex lies, mm along the skin; far outside is -1000."""
    body = atlas.body(figure)
    depth = np.full(len(body.skin.vertices), -1000.0, np.float32)
    for spot in mark.spots:
        vertices, distance = body.skin.patch(spot_vertex(body, spot, mark.side), spot.radius_mm + MARGIN_MM)
        depth[vertices] = np.maximum(depth[vertices], spot.radius_mm - distance)
    if not mark.spots:
        inside = atlas.region_vertices(figure, mark.region, mark.side)
        share = body.skin.smooth(inside[:, None].astype(np.float32), 6.0)[:, 0]
        depth = np.where(inside | (share > 0.05), (share - 0.45) * 20, -1000).astype(np.float32)
    return depth


def _labels(body: Body, lit: tuple[LitRoot, ...]) -> tuple[Label, ...]:
    feet = body.skin.vertices[body.skin.vertices[:, 2] < 40]
    out = float(np.abs(feet[:, 0]).max()) + 45
    front = float(feet[:, 1].mean())
    labels = [Label("L", (out, front, 20.0), LABEL_COLOUR), Label("R", (-out, front, 20.0), LABEL_COLOUR)]
    for item in lit:
        path = body.paths.get(f"root_{item.root}_{item.side}")
        if path is not None:
            x, y, z = path.points[-1]
            outward = 16 if item.side == "left" else -16
            labels.append(Label(item.root, (float(x) + outward, float(y), float(z)), ROOT_COLOURS[item.root]))
    return tuple(labels)


def _side_in_play(session: Session, lit: tuple[LitRoot, ...]) -> str | None:
    marked = [finding.side for finding in session.findings if isinstance(finding, Mark) and finding.side in SIDES]
    if session.chosen is not None:
        return session.chosen[0]
    if marked:
        return str(marked[-1])
    return lit[0].side if lit else None

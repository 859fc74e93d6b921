"""The one way to draw: from a Session to a Picture. Pure: no Qt, no VTK.

The window and `rootatlas render` both call `paint`, so what is on the screen and what is on paper cannot differ.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dermatomes import Mark, kind_of, rank
from meshes import Body
from viewer.affected import affected, opened
from viewer.apart import cut_of, part_shift, part_shown, skin_strength
from viewer.atlas import Atlas
from viewer.card import card_of
from viewer.effects import followed
from viewer.films import film
from viewer.leads import LitRoot, leads, lit_parts, lit_roots, strands
from viewer.look import Look
from viewer.names import names_of
from viewer.palette import FOCUS, ROOT_COLOURS, Rgb
from viewer.panel_text import panel_text
from viewer.picture import Label, Overlay, Picture
from viewer.search import Entry, entry_of
from viewer.session import Session
from viewer.skin_paint import Lit, disputed_colours, part_colours, skin_colours

SIDES = ("left", "right")
LABEL_COLOUR: Rgb = (96, 88, 80)
FOCUS_STRENGTH = 1.0
LINES_FROM = 0.5
"""Lines on a skin fainter than this would hang in the air."""
MARGIN_MM = 14.0
"""How far beyond a mark's edge faces are taken along, so that the soft edge is never cut."""


def paint(session: Session, atlas: Atlas) -> Picture:
    """Draw a session.

    Parameters
    ----------
    session
        What is looked at.
    atlas
        The bodies and maps.

    Returns
    -------
    Every colour, shape and sentence of both views and the panel. Parts that do not differ from the last call with the
    same atlas are the same objects.
    """
    ranking = rank(session.case)
    figure, map_id = session.case.figure, session.case.map
    body = atlas.body(figure)
    lit = lit_roots(ranking, session.chosen)
    marks = tuple(finding for finding in session.findings if isinstance(finding, Mark))
    glow = tuple((item.side, item.root, item.strength) for item in lit)
    key = (figure, map_id, session.dermatomes_shown, glow)
    look = session.look
    entry, seen = entry_of(look.focus), skin_strength(look)
    shown_map = (figure, map_id) if session.dermatomes_shown and seen > LINES_FROM else None
    region = entry.ids[0] if entry is not None and entry.kind == "region" and seen > LINES_FROM else None
    leading = () if _ways_hidden(look) else lit
    lesion = session.lesion
    changed = affected(atlas, figure, lesion, session.effect)
    ways = atlas.remember(
        ("strands", figure, leading, marks), lambda: strands(leads(atlas, figure, leading, marks))
    )
    lettered = leading or _alone(look, lit)
    named = tuple(dict.fromkeys((*lettered, *changed.met)))
    shown = {**part_shown(look, body), **opened(lesion, look)}
    return Picture(
        figure=figure,
        skin_rgb=_skin(atlas, figure, key, look),
        skin_opacity=session.skin_opacity * seen,
        part_rgb=part_colours(
            body, {**lit_parts(lit), **changed.colours, **_focus_parts(entry)}, quiet=bool(lit or lesion)
        ),
        borders=_lines(atlas, figure, shown_map, region, disputes=look.disputes and seen > LINES_FROM),
        marks=_films(atlas, figure, () if look.isolated and not seen else marks),
        strands=atlas.remember(
            ("followed", figure, leading, marks, lesion), lambda: followed(body, ways, changed.bent)
        ),
        labels=_labels(body),
        side_in_play=_side_in_play(session, lit),
        panel=panel_text(session, ranking, [(item.side, item.root) for item in lit]),
        part_shown=shown,
        part_shift=part_shift(body, look.explode),
        asked=look.asked,
        focus=frozenset(entry.parts if entry is not None else ()),
        whole=look.whole,
        alone=look.isolated,
        cut=cut_of(look, body),
        card=atlas.remember(("card", figure, map_id, look.focus), lambda: card_of(entry, atlas, figure, map_id)),
        names=atlas.remember(
            ("names", figure, look, lit, lesion), lambda: names_of(look, entry, named, body, shown)
        ),
        lesion=lesion,
        bent=changed.bent,
        effects=changed.effects,
    )


def _ways_hidden(look: Look) -> bool:
    """Whether the lit ways are left out: they would hang in the air once their nerves are gone or moved."""
    return bool(look.isolated or look.explode or "nerves" in look.hidden_layers)


def _alone(look: Look, lit: tuple[LitRoot, ...]) -> tuple[LitRoot, ...]:
    """Lit roots that are shown alone and in place: they keep their letters though their ways are left out."""
    return tuple(item for item in lit if f"root_{item.root}_{item.side}" in look.isolated and not look.explode)


def _focus_parts(entry: Entry | None) -> dict[str, tuple[Rgb, float]]:
    """Colour and strength of the parts that are asked about; a root keeps its own colour."""
    if entry is None:
        return {}
    own = ROOT_COLOURS[entry.ids[0]] if entry.kind == "root" else FOCUS
    return dict.fromkeys(entry.parts, (own, FOCUS_STRENGTH))


def _skin(atlas: Atlas, figure: str, key: tuple[str, str, bool, Lit], look: Look) -> NDArray[np.uint8]:
    if look.disputes:
        return atlas.remember(("disputed skin", figure), lambda: disputed_colours(atlas, figure))
    return atlas.remember(("skin", *key), lambda: skin_colours(atlas, *key))


def _lines(
    atlas: Atlas, figure: str, shown_map: tuple[str, str] | None, region: str | None, *, disputes: bool
) -> tuple[Overlay, ...]:
    """The lines on the skin: borders of the map or of where maps disagree, and the place that is asked about."""

    def make() -> tuple[Overlay, ...]:
        borders = (atlas.borders(*shown_map),) if shown_map and not disputes else ()
        disputed = (atlas.disputes(figure).hatching,) if disputes else ()
        asked = (atlas.region_outline(figure, region, "midline"),) if region else ()
        return (*borders, *disputed, *asked)

    return atlas.remember(("borders", figure, shown_map, region, disputes), make)


def _films(atlas: Atlas, figure: str, marks: tuple[Mark, ...]) -> tuple[Overlay, ...]:
    return atlas.remember(("films", figure, marks), lambda: tuple(_film(atlas, figure, mark) for mark in marks))


def _film(atlas: Atlas, figure: str, mark: Mark) -> Overlay:
    skin, inside = atlas.body(figure).skin, _depth_inside(atlas, figure, mark)
    faces = skin.faces[(inside[skin.faces] > -MARGIN_MM).all(axis=1) & (inside[skin.faces] > -4).any(axis=1)]
    return film(skin.vertices, skin.normals, faces, inside, kind_of(mark), mark.intensity)


def _depth_inside(atlas: Atlas, figure: str, mark: Mark) -> NDArray[np.float32]:
    """How far inside the mark each vertex lies, mm along the skin; far outside is -1000."""
    body = atlas.body(figure)
    depth = np.full(len(body.skin.vertices), -1000.0, np.float32)
    for spot in mark.spots:
        middle = body.skin.find(spot.segment, spot.t, spot.theta, mark.side)
        vertices, distance = body.skin.patch(middle, spot.radius_mm + MARGIN_MM)
        depth[vertices] = np.maximum(depth[vertices], spot.radius_mm - distance)
    if not mark.spots:
        inside = atlas.region_vertices(figure, mark.region, mark.side)
        share = body.skin.smooth(inside[:, None].astype(np.float32), 6.0)[:, 0]
        depth = np.where(inside | (share > 0.05), (share - 0.45) * 20, -1000).astype(np.float32)
    return depth


def _labels(body: Body) -> tuple[Label, ...]:
    feet = body.skin.vertices[body.skin.vertices[:, 2] < 40]
    out = float(np.abs(feet[:, 0]).max()) + 45
    front = float(feet[:, 1].mean())
    return Label("L", (out, front, 20.0), LABEL_COLOUR), Label("R", (-out, front, 20.0), LABEL_COLOUR)


def _side_in_play(session: Session, lit: tuple[LitRoot, ...]) -> str | None:
    marked = [finding.side for finding in session.findings if isinstance(finding, Mark) and finding.side in SIDES]
    if session.chosen is not None:
        return session.chosen[0]
    if marked:
        return str(marked[-1])
    return lit[0].side if lit else None

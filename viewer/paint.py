"""The one way to draw: from a Session to a Picture. Pure: no Qt, no VTK.

The window and `rootatlas render` both call `paint`, so what is on the screen and what is on paper cannot differ.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dermatomes import Mark, kind_of, rank
from meshes import Body
from viewer.atlas import Atlas
from viewer.films import film
from viewer.leads import LitRoot, leads, lit_parts, lit_roots, strands
from viewer.palette import ROOT_COLOURS, Rgb
from viewer.panel_text import panel_text
from viewer.picture import Label, Overlay, Picture
from viewer.session import Session
from viewer.skin_paint import part_colours, skin_colours

SIDES = ("left", "right")
LABEL_COLOUR: Rgb = (96, 88, 80)
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
    shown_map = (figure, map_id) if session.dermatomes_shown else None
    return Picture(
        figure=figure,
        skin_rgb=atlas.remember(("skin", *key), lambda: skin_colours(atlas, *key)),
        skin_opacity=session.skin_opacity,
        part_rgb=part_colours(body, lit_parts(lit), quiet=bool(lit)),
        borders=atlas.remember(("borders", shown_map), lambda: (atlas.borders(*shown_map),) if shown_map else ()),
        marks=atlas.remember(("films", figure, marks), lambda: _films(atlas, figure, marks)),
        strands=atlas.remember(("strands", figure, lit, marks), lambda: strands(leads(atlas, figure, lit, marks))),
        labels=_labels(body, lit),
        side_in_play=_side_in_play(session, lit),
        panel=panel_text(session, ranking, [(item.side, item.root) for item in lit]),
    )


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
        middle = body.skin.find(spot.segment, spot.t, spot.theta, mark.side)
        vertices, distance = body.skin.patch(middle, spot.radius_mm + MARGIN_MM)
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
            x, y, z = path.points[np.argmax(path.radius)].tolist()  # beside the ganglion, the thickest place
            outward = 20.0 if item.side == "left" else -20.0
            labels.append(Label(item.root, (x + outward, y + 6.0, z), ROOT_COLOURS[item.root]))
    return tuple(labels)


def _side_in_play(session: Session, lit: tuple[LitRoot, ...]) -> str | None:
    marked = [finding.side for finding in session.findings if isinstance(finding, Mark) and finding.side in SIDES]
    if session.chosen is not None:
        return session.chosen[0]
    if marked:
        return str(marked[-1])
    return lit[0].side if lit else None

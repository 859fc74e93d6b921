"""Painting and rubbing out, measured on the skin."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from dermatomes import Numbness, Pain, vocabulary
from meshes import REGIONS, load_body
from viewer.brush import SPACING, Stroke, rubbed_out
from viewer.camera import project
from viewer.session import Pen, Session, new_session

BRUSH_MM = 30.0


def back_of_knee(skin):
    """Vertices in a level row across the back of the left knee, from the inner to the outer side."""
    inside = np.flatnonzero((skin.chart.region == REGIONS.index("popliteal_fossa")) & (skin.side == 1))
    x, z = skin.vertices[inside, 0], skin.vertices[inside, 2]
    steps = np.arange(x.min(), x.max(), 6.0)
    cost = (x[None] - steps[:, None]) ** 2 + 4 * (z - z.mean())[None] ** 2
    return np.array(list(dict.fromkeys(inside[cost.argmin(axis=1)].tolist())))


def face_of(skin, vertex):
    return int(np.flatnonzero((skin.faces == vertex).any(axis=1))[0])


def painted(session, skin):
    """Which vertices the marks of a session cover, and how far from the middle of a spot each is."""
    far = np.full(len(skin.vertices), np.inf)
    for finding in session.findings:
        for spot in finding.spots:
            vertices, apart = skin.patch(skin.find(spot.segment, spot.t, spot.theta, finding.side), spot.radius_mm)
            far[vertices] = np.minimum(far[vertices], apart)
    return np.isfinite(far)


def connected(skin, inside):
    """Whether the vertices hang together over edges."""
    reached, front = np.zeros(len(inside), bool), np.zeros(len(inside), bool)
    front[np.flatnonzero(inside)[0]] = True
    edges = np.vstack([skin.faces[:, [0, 1]], skin.faces[:, [1, 2]], skin.faces[:, [2, 0]]])
    edges = edges[inside[edges].all(axis=1)]
    while (front & ~reached).any():
        reached |= front
        touched = edges[reached[edges].any(axis=1)]
        front = np.zeros(len(inside), bool)
        front[touched.ravel()] = True
    return bool((reached | ~inside).all())


@pytest.mark.parametrize("figure", ["female", "male"])
def test_a_stroke_across_the_back_of_the_knee_is_one_patch_as_wide_as_the_brush(figure):
    skin = load_body(figure).skin
    stroke = Stroke(skin, BRUSH_MM)
    row = back_of_knee(skin)
    for vertex in row:
        stroke.touch(face_of(skin, vertex), tuple(skin.vertices[vertex].tolist()))
    stroke.finish()
    session = Session(case=new_session(figure).case, pen=Pen(tool="paint", brush_mm=BRUSH_MM))
    inside = painted(session.with_marks(stroke.placed), skin)
    assert connected(skin, inside)
    far = np.full(len(skin.vertices), np.inf)
    for vertex in row:
        near, apart = skin.patch(int(vertex), 60.0)
        far[near] = np.minimum(far[near], apart)
    assert far[inside].max() <= 35, "half the width of the patch, along the skin from the stroke"
    assert far[~inside].min() >= 25


def test_spots_keep_their_distance():
    skin = load_body("female").skin
    stroke = Stroke(skin, 20.0)
    row = back_of_knee(skin)
    left = [stroke.touch(face_of(skin, v), tuple(skin.vertices[v].tolist())) for v in np.repeat(row, 3)]
    assert left[0] and not left[1]
    middles = skin.vertices[stroke.vertices]
    apart = np.linalg.norm(middles[:, None] - middles[None], axis=2)[~np.eye(len(middles), dtype=bool)]
    assert apart.min() >= SPACING * 20.0 - 1e-3


def test_rubbing_out_takes_what_the_brush_passed_over_and_nothing_else():
    skin = load_body("female").skin
    marked = new_session()
    stroke = Stroke(skin, 20.0)
    for vertex in back_of_knee(skin):
        stroke.touch(face_of(skin, vertex), tuple(skin.vertices[vertex].tolist()))
    marked = marked.with_marks(stroke.placed).with_findings(
        (*marked.with_marks(stroke.placed).findings, Pain("right", "calf"), Numbness("left", "calf"))
    )
    after = rubbed_out(marked, stroke)
    assert after.findings == (Pain("right", "calf"), Numbness("left", "calf"))
    assert rubbed_out(after, stroke) is after


def test_rubbing_over_a_region_takes_its_mark():
    skin = load_body("female").skin
    middle = skin.region_centre(vocabulary().members("calf"), "left")
    stroke = Stroke(skin, 20.0)
    stroke.touch(face_of(skin, middle), tuple(skin.vertices[middle].tolist()))
    session = new_session().with_findings((Pain("left", "calf"), Pain("right", "calf")))
    assert rubbed_out(session, stroke).findings == (Pain("right", "calf"),)


def places(window, vertices):
    size, camera = window.body_view.widget.size(), window.body_view.camera
    skin = window.atlas.body(window.store.session.case.figure).skin
    return [
        QPoint(*(round(v) for v in project(camera, tuple(skin.vertices[k].tolist()), size.width(), size.height())))
        for k in vertices
    ]


def drag(window, qtbot, points):
    widget = window.body_view.widget
    qtbot.mousePress(widget, Qt.MouseButton.LeftButton, pos=points[0])
    for point in points[1:]:
        qtbot.mouseMove(widget, point)
        qtbot.wait(4)
    qtbot.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=points[-1])


@pytest.mark.parametrize("figure", ["female", "male"])
def test_painting_erasing_and_undo_in_the_real_window(window, qtbot, figure):
    window.set_figure(figure)
    window.menus.views["back"].trigger()
    qtbot.wait(500)
    window.tools.gestures["paint"].trigger()
    window.tools.brush.setValue(30)
    skin = window.atlas.body(figure).skin
    points = [p for p in places(window, back_of_knee(skin)) if window.body_view.hit_at(QPointF(p)) is not None]
    empty = window.store.session
    azimuth = window.body_view.camera.azimuth
    drag(window, qtbot, points)
    painted_session = window.store.session
    assert painted_session.findings
    assert window.body_view.camera.azimuth == azimuth, "a drag on the skin does not turn the body"
    assert window.store.stack.undoText().startswith("Paint left")
    assert connected(skin, painted(painted_session, skin))
    window.tools.gestures["erase"].trigger()
    drag(window, qtbot, points)
    assert window.store.session.findings == ()
    window.menus.undo.trigger()
    assert window.store.session.findings == painted_session.findings
    window.menus.undo.trigger()
    assert window.store.session.case == empty.case
    window.menus.redo.trigger()
    assert window.store.session.case == painted_session.case


def test_a_drag_beside_the_body_turns_it_while_painting(window, qtbot):
    window.tools.gestures["paint"].trigger()
    azimuth = window.body_view.camera.azimuth
    drag(window, qtbot, [QPoint(8, 30 + 2 * k) for k in range(2)] + [QPoint(8 + 10 * k, 40) for k in range(1, 9)])
    assert window.body_view.camera.azimuth != azimuth
    assert window.store.session.findings == ()

"""A student's click asks about what is really seen: driven by real clicks in the real window."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from meshes import REGIONS
from viewer.camera import project
from viewer.look import Clip, Look
from viewer.sight import PartHit


def explore(window, qtbot, *, opacity=0.72, view="back", **look):
    """Let a student look at the body."""
    window.store.address("student")
    window.menus.views[view].trigger()
    window.store.edit("test", replace(window.store.session, skin_opacity=opacity, look=Look(**look)))
    qtbot.wait(600)


def pixels(canvas, points):
    """Every pixel at which a few hundred of these points would be seen."""
    width, height = canvas.widget.width(), canvas.widget.height()
    for point in points[:: max(1, len(points) // 300)]:
        x, y = project(canvas.camera, tuple(point.tolist()), width, height)
        yield QPoint(round(x), round(y))


def pixel_of_part(canvas, part_id):
    """A pixel that shows a structure where it is drawn, or None."""
    batch = next(batch for batch in canvas.scene.batches if part_id in batch.slices)
    for place in pixels(canvas, np.array(batch.mesh.points[batch.slices[part_id]])):
        seen = canvas.seen_at(QPointF(place))
        if isinstance(seen, PartHit) and seen.part_id == part_id:
            return place
    return None


def pixel_of(window, region):
    """A pixel that shows the skin of the left side of a region."""
    skin = window.atlas.body("female").skin
    inside = (skin.chart.region == REGIONS.index(region)) & (skin.side == 1)
    for place in pixels(window.body_view, skin.vertices[inside]):
        hit = window.body_view.hit_at(QPointF(place))
        if hit is not None and inside[skin.faces[hit.face]].all():
            return place
    raise AssertionError(f"{region} is not to be seen from here")


def click(canvas, qtbot, place):
    qtbot.mouseClick(canvas.widget, Qt.MouseButton.LeftButton, pos=place)
    qtbot.wait(20)


def test_a_click_on_a_vertebra_in_the_close_up_gives_its_card_as_one_step(window, qtbot):
    explore(window, qtbot)
    place = pixel_of_part(window.spine_view, "vertebra_L3")
    steps = window.store.stack.count()
    click(window.spine_view, qtbot, place)
    assert window.store.session.look.focus == "part:vertebra_L3"
    assert window.store.stack.undoText() == "Show lumbar vertebra L3"
    assert window.store.stack.count() == steps + 1
    assert window.picture.card.title == "Lumbar vertebra L3"
    window.menus.undo.trigger()
    assert window.store.session.look.focus == ""


def test_opaque_skin_is_meant_and_read_three_ways(window, qtbot):
    explore(window, qtbot, opacity=1.0)
    click(window.body_view, qtbot, pixel_of(window, "calf_upper"))
    assert window.store.session.look.focus == "region:calf_upper"
    assert window.store.session.findings == ()
    assert [heading[:2] for heading, _ in window.picture.card.sections[:3]] == ["1.", "2.", "3."]


@pytest.mark.parametrize("opacity", [0.3, 0.0])
def test_behind_a_cleared_skin_the_structure_is_meant(window, qtbot, opacity):
    explore(window, qtbot, opacity=opacity)
    place = pixel_of_part(window.body_view, "tibia_left")
    click(window.body_view, qtbot, place)
    assert window.store.session.look.focus == "part:tibia"
    assert window.store.session.findings == ()


def test_hidden_skin_cut_skin_and_isolation_show_what_is_behind(window, qtbot):
    tibia = "tibia_left"
    explore(window, qtbot, opacity=1.0)
    assert pixel_of_part(window.body_view, tibia) is None, "opaque skin hides it"
    explore(window, qtbot, opacity=1.0, hidden_layers=frozenset(("skin",)))
    assert pixel_of_part(window.body_view, tibia) is not None
    explore(window, qtbot, opacity=1.0, isolated=frozenset((tibia,)))
    place = pixel_of_part(window.body_view, tibia)
    assert window.body_view.seen_at(QPointF(place)).part_id == tibia
    explore(window, qtbot, opacity=1.0, view="front", clip=Clip("y", 0.5))
    assert pixel_of_part(window.body_view, "femur_left") is not None, "its front is cut away"


def test_a_part_pulled_apart_is_picked_where_it_is_drawn(window, qtbot):
    explore(window, qtbot, opacity=0.3)
    before = pixel_of_part(window.body_view, "fibula_left")
    explore(window, qtbot, opacity=0.3, explode=1.0)
    after = pixel_of_part(window.body_view, "fibula_left")
    assert after is not None
    assert (after - before).manhattanLength() > 8


def test_hover_names_the_structure_and_nothing_over_the_ground(window, qtbot):
    explore(window, qtbot)
    view = window.spine_view
    qtbot.mouseMove(view.widget, pixel_of_part(view, "vertebra_L4"))
    qtbot.waitUntil(lambda: "vertebra L4" in window.place_label.text(), timeout=2000)
    qtbot.mouseMove(view.widget, QPoint(3, 3))
    qtbot.waitUntil(lambda: window.place_label.text() == "", timeout=2000)


def test_a_click_on_the_ground_lets_go(window, qtbot):
    explore(window, qtbot, focus="part:sciatic")
    click(window.body_view, qtbot, QPoint(3, 3))
    assert window.store.session.look.focus == ""
    assert window.store.stack.undoText() == "Let go of sciatic nerve"


def test_escape_lets_go_by_key(window, qtbot):
    explore(window, qtbot, focus="part:sciatic")
    qtbot.keyClick(window.spine_view.widget, Qt.Key.Key_Escape)
    assert window.store.session.look.focus == ""


def test_a_double_click_only_centres(window, qtbot):
    explore(window, qtbot)
    place = pixel_of_part(window.spine_view, "vertebra_L3")
    before, steps = window.store.session, window.store.stack.index()
    for gesture in (qtbot.mouseClick, qtbot.mouseDClick):
        gesture(window.spine_view.widget, Qt.MouseButton.LeftButton, pos=place)
    assert window.store.session == before
    assert window.store.stack.index() == steps
    click(window.body_view, qtbot, QPoint(3, 3))
    qtbot.mouseDClick(window.body_view.widget, Qt.MouseButton.LeftButton, pos=pixel_of(window, "calf_upper"))
    assert window.store.stack.index() == steps, "a click that changed nothing takes nothing back"


def test_others_mark_as_before_and_a_cleared_skin_takes_no_mark(window, qtbot):
    window.menus.views["back"].trigger()
    qtbot.wait(600)
    place = pixel_of(window, "calf_upper")
    window.looks.clearness.setValue(100)
    click(window.body_view, qtbot, place)
    assert window.store.session.findings == ()
    window.looks.clearness.setValue(90)
    click(window.body_view, qtbot, place)
    assert [finding.region for finding in window.store.session.findings] == ["calf_upper"]


def test_while_a_guide_shows_an_example_nothing_is_asked_and_no_eye_follows(window, qtbot):
    explore(window, qtbot)
    window.guiding.open("herniated_disc")
    qtbot.wait(400)
    before, eye = window.store.session, window.spine_view.bound_for
    place = pixel_of_part(window.spine_view, "vertebra_L3")
    click(window.spine_view, qtbot, place)
    click(window.body_view, qtbot, QPoint(3, 3))
    assert window.store.session == before
    assert window.spine_view.bound_for == eye
    assert "pulse" not in window.body_view.plotter.actors
    window.guiding.leave()
    qtbot.wait(400)
    click(window.spine_view, qtbot, pixel_of_part(window.spine_view, "vertebra_L3"))
    assert window.store.session.look.focus == "part:vertebra_L3"

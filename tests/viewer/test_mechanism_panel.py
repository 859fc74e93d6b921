"""The mechanism panel in the real window, by real keys and clicks."""

import pytest
from PySide6.QtCore import Qt

from dermatomes import parse_finding
from meshes import Lesion
from tests.viewer.pixels import part_points
from viewer.canvas import Canvas

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(window, qtbot):
    """The panel, open on a case of S1."""
    told = [parse_finding("pain", "left:calf"), parse_finding("reflex", "left:achilles=absent")]
    window.store.edit("Told", window.store.session.with_findings(tuple(told)))
    window.sidebar.tabs.setCurrentWidget(window.sidebar.mechanism)
    qtbot.waitUntil(lambda: bool(window.sidebar.mechanism.proposed), timeout=3000)
    return window.sidebar.mechanism


def test_a_click_on_a_proposal_shows_it_and_its_words(window, panel, qtbot):
    proposal, button = next(iter(panel.proposed.items()))
    home = window.spine_view.camera
    qtbot.mouseClick(button, LEFT)
    assert window.store.session.lesion == proposal.lesion
    qtbot.waitUntil(lambda: "S1" in panel.words.text(), timeout=3000)
    assert button.isChecked()
    assert panel.sections.isVisible()
    qtbot.waitUntil(lambda: window.spine_view.camera != home, timeout=2000)
    qtbot.mouseClick(panel.healthy, LEFT)
    assert window.store.session.lesion is None
    qtbot.waitUntil(lambda: not panel.sections.isVisible(), timeout=3000)


def test_the_slider_is_one_undo_step_and_bends_the_scene(window, panel, qtbot):
    before = window.store.session
    panel.severity.setFocus()
    disc = part_points(window.spine_view.scene, "annulus_L4_L5").copy()
    for _ in range(6):
        qtbot.keyClick(panel.severity, Qt.Key.Key_PageUp)
    assert window.store.session.lesion == Lesion("L4/L5", "left", "paracentral", 0.6)
    assert abs(part_points(window.spine_view.scene, "annulus_L4_L5") - disc).max() > 1
    window.menus.undo.trigger()
    assert window.store.session == before
    assert abs(part_points(window.spine_view.scene, "annulus_L4_L5") - disc).max() == 0


def test_effects_wait_for_a_lesion_and_show_one_at_a_time(window, panel, qtbot):
    pressure, inflammation = panel.effects["pressure"], panel.effects["inflammation"]
    assert not pressure.isEnabled()
    qtbot.mouseClick(next(iter(panel.proposed.values())), LEFT)
    qtbot.mouseClick(pressure, LEFT)
    assert window.picture.effects
    qtbot.mouseClick(inflammation, LEFT)
    assert (pressure.isChecked(), inflammation.isChecked()) == (False, True)
    qtbot.mouseClick(inflammation, LEFT)
    assert window.store.session.effect == ""
    assert window.picture.effects == ()


def test_another_level_side_and_form_by_keys(window, panel, qtbot):
    panel.form.setFocus()
    qtbot.keyClick(panel.form, Qt.Key.Key_Down)
    assert window.store.session.lesion == Lesion("L4/L5", "left", "foraminal", 0.0)
    panel.level.setFocus()
    qtbot.keyClick(panel.level, Qt.Key.Key_Down)
    panel.side.setFocus()
    qtbot.keyClick(panel.side, Qt.Key.Key_Down)
    assert window.store.session.lesion == Lesion("L5/S1", "right", "foraminal", 0.0)
    assert window.store.stack.count() == 4, "each choice is a step of its own, and the case was told before"


def test_from_afar_a_bend_waits_until_the_view_is_still(window, panel, qtbot, monkeypatch):
    qtbot.mouseClick(next(iter(panel.proposed.values())), LEFT)
    qtbot.wait(400)
    scene, disc = window.body_view.scene, "annulus_L5_S1"
    before, frames = part_points(scene, disc).copy(), []
    monkeypatch.setattr(Canvas, "draw", lambda view: frames.append(1) if view is window.body_view else None)
    panel.severity.setValue(95)
    assert frames == []
    assert abs(part_points(scene, disc) - before).max() == 0
    qtbot.waitUntil(lambda: abs(part_points(scene, disc) - before).max() > 0.1, timeout=2000)

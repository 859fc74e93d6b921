"""The eye follows what is isolated, asked about or pulled apart, and returns."""

from dataclasses import replace

import numpy as np
import pytest

from viewer.camera import project
from viewer.look import Look
from viewer.motion import SMOOTH


def show(window, **look):
    window.store.edit("test", replace(window.store.session, look=Look(**look)))


def reach(canvas, parts):
    """How much of half the picture the parts take, from its middle, as they are drawn."""
    size, far = canvas.widget.size(), 0.0
    for batch in canvas.scene.batches:
        for part in set(parts) & set(batch.slices):
            for point in np.array(batch.mesh.points[batch.slices[part]])[::9].tolist():
                x, y = project(canvas.bound_for, tuple(point), size.width(), size.height())
                far = max(far, abs(2 * x / size.width() - 1), abs(2 * y / size.height() - 1))
    return far


@pytest.mark.parametrize("part", ["vertebra_L3", "femur_left", "sciatic_left"])
def test_what_is_isolated_fills_a_good_part_of_both_views_and_show_all_goes_back(window, part):
    eyes = [view.bound_for for view in (window.body_view, window.spine_view)]
    show(window, isolated=frozenset((part,)))
    for view in (window.body_view, window.spine_view):
        assert 0.55 < reach(view, [part]) <= 0.9
    show(window)
    assert [view.bound_for for view in (window.body_view, window.spine_view)] == eyes


def test_what_is_asked_about_is_come_near_to_and_letting_go_returns(window):
    before = window.body_view.bound_for
    show(window, focus="part:patella")
    near = window.body_view.bound_for
    assert near.height < before.height / 2
    assert (near.azimuth, near.elevation) == (before.azimuth, before.elevation)
    show(window, focus="part:talus")
    assert window.body_view.bound_for.focus[2] < near.focus[2] - 200
    window.store.stack.undo()
    assert window.body_view.bound_for == near
    show(window)
    assert window.body_view.bound_for == before


def test_the_close_up_stays_for_what_is_far_larger_than_it(window):
    before = window.spine_view.bound_for
    show(window, focus="part:sciatic")
    assert window.spine_view.bound_for == before
    show(window, focus="part:vertebra_L2")
    assert window.spine_view.bound_for != before


def test_a_body_pulled_apart_stays_in_view(window):
    eyes = [view.bound_for for view in (window.body_view, window.spine_view)]
    for explode in (0.3, 0.7, 1.0):
        show(window, explode=explode)
        assert reach(window.body_view, window.body_view.scene.drawn) <= 1.0
        assert reach(window.spine_view, [f"vertebra_L{number}" for number in range(1, 6)]) <= 1.0
    show(window)
    assert [view.bound_for for view in (window.body_view, window.spine_view)] == eyes


def test_another_named_view_is_not_left_again(window):
    show(window, isolated=frozenset(("femur_left",)))
    window.menus.views["back"].trigger()
    chosen = window.body_view.bound_for
    show(window)
    assert window.body_view.bound_for == chosen


def test_glides_can_be_switched_off_and_that_is_remembered(window, qtbot):
    show(window, isolated=frozenset(("femur_left",)))
    assert window.body_view.camera != window.body_view.bound_for, "under way"
    qtbot.waitUntil(lambda: window.body_view.camera == window.body_view.bound_for, timeout=3000)
    smooth = window.menus.motions[SMOOTH]
    assert smooth.isChecked()
    smooth.trigger()
    show(window)
    assert window.body_view.camera == window.body_view.bound_for
    assert not smooth.isChecked()

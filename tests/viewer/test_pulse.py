"""A pulse of light runs from the spine to a new mark; driven by the animation's own clock."""

import numpy as np
import pytest

from dermatomes import Spot
from viewer.canvas import Canvas
from viewer.motion import PULSE
from viewer.pulse import PULSE_MS, SIGNAL_MS, SLOW_MS, along

SPOT = Spot(segment="leg", t=0.31, theta=171.0, radius_mm=25.0)


def mark(window, region="calf_upper", spot=SPOT):
    window.store.edit("Mark", window.store.session.with_mark("left", region, spot))


def test_places_on_a_line_go_by_length_and_not_by_points():
    line = np.array([[0, 0, 0], [1, 0, 0], [1, 3, 0]], np.float32)
    assert along(line, np.array([0.0, 0.25, 0.5, 1.0])) == pytest.approx(
        np.array([[0, 0, 0], [1, 0, 0], [1, 1, 0], [1, 3, 0]])
    )


def test_after_a_mark_light_runs_from_the_foramen_to_it_and_goes_out(window):
    pulse = window.pulse
    assert "pulse" not in window.body_view.plotter.actors
    mark(window)
    assert pulse.animation.state() == pulse.animation.State.Running
    assert pulse.animation.duration() == PULSE_MS == 400
    pulse.animation.pause()
    strand = window.picture.strands[0]
    heads = []
    for now in (1, 200, 399):
        pulse.animation.setCurrentTime(now)
        heads.append(pulse.glow.places[0].copy())
    assert np.linalg.norm(heads[0] - strand.points[0]) < 15
    assert np.linalg.norm(heads[2] - strand.points[-1]) < 15
    assert np.linalg.norm(heads[1] - along(strand.points, np.array([0.5]))[0]) < 40
    assert heads[0][2] > heads[1][2] > heads[2][2]
    mesh = window.body_view.plotter.actors["pulse"].mapper.dataset
    assert np.linalg.norm(np.array(mesh.points[:50]).mean(axis=0) - heads[2]) < 8, "what is drawn is there"
    pulse.animation.resume()
    pulse.animation.setCurrentTime(400)
    assert "pulse" not in window.body_view.plotter.actors


def test_only_a_new_mark_pulses(window):
    mark(window)
    window.pulse.animation.setCurrentTime(400)
    for step in (window.menus.undo, window.menus.dermatomes):
        step.trigger()
        assert window.pulse.animation.state() == window.pulse.animation.State.Stopped
    mark(window)
    window.menus.undo.trigger()
    assert "pulse" not in window.body_view.plotter.actors, "what is undone goes out at once"


def test_a_second_spot_pulses_along_its_own_ways_alone(window):
    mark(window)
    window.pulse.animation.setCurrentTime(400)
    before = {tuple(strand.points[-1].tolist()) for strand in window.picture.strands}
    mark(window, "heel", Spot(segment="foot", t=0.1, theta=180.0, radius_mm=15.0))
    ends = {tuple(strand.points[-1].tolist()) for strand in window.pulse._strands}
    assert ends
    assert not ends & before


def test_switched_off_it_draws_no_frame_more(window, qtbot, monkeypatch):
    frames = []
    # on the class: an attribute of one view would make a ring with it that Qt and Python both wish to take apart
    monkeypatch.setattr(Canvas, "draw", lambda view: frames.append(1) if view is window.body_view else None)
    mark(window)
    window.pulse.animation.setCurrentTime(200)
    with_pulse = len(frames)
    window.pulse.stop()
    window.menus.undo.trigger()
    window.menus.motions[PULSE].trigger()
    frames.clear()
    mark(window)
    assert window.pulse.animation.state() == window.pulse.animation.State.Stopped
    assert len(frames) == 1 < with_pulse
    qtbot.wait(30)
    assert len(frames) == 1


def test_a_signal_runs_again_and_again_can_be_held_slowed_and_stopped(window):
    signal, pulse = window.menus.signal, window.pulse
    assert not signal["play"].isEnabled(), "nothing is lit yet"
    mark(window)
    pulse.animation.setCurrentTime(400)
    signal["play"].trigger()
    assert pulse.animation.loopCount() == -1
    assert {strand.root for strand in pulse._strands} == {strand.root for strand in window.picture.strands}
    pulse.animation.setCurrentTime(SIGNAL_MS + SIGNAL_MS // 2)
    middle = pulse.glow.places[0].copy()
    strand = window.picture.strands[0]
    assert np.linalg.norm(middle - along(strand.points, np.array([0.5]))[0]) < 60
    signal["hold"].trigger()
    assert pulse.animation.state() == pulse.animation.State.Paused
    signal["hold"].trigger()
    assert pulse.animation.state() == pulse.animation.State.Running
    signal["slow"].trigger()
    assert pulse.animation.duration() == SLOW_MS
    mark(window, "heel", Spot(segment="foot", t=0.1, theta=180.0, radius_mm=15.0))
    assert pulse.animation.duration() == SLOW_MS, "a new mark joins the signal"
    signal["play"].trigger()
    assert pulse.animation.state() == pulse.animation.State.Stopped
    assert "pulse" not in window.body_view.plotter.actors
    assert not signal["hold"].isEnabled()

"""The presenting mode in the real window, by real keys: only scene and sentence, and everything comes back."""

import re

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QToolBar

from dermatomes import Flag, Numbness, Pain
from viewer.presentation import presentation
from viewer.window import MainWindow

TOLD = (Pain("left", "calf", 6), Numbness("left", "sole_lateral", 5))


@pytest.fixture
def told(window, qtbot):
    window.store.edit("Tell", window.store.session.with_findings(TOLD))
    window.look("left", smoothly=False)
    qtbot.wait(50)
    return window


def state(window):
    bars = {one.windowTitle(): one.isVisible() for one in window.findChildren(QToolBar)}
    eyes = [(view.camera, view.home) for view in (window.body_view, window.spine_view)]
    shown = [one.isVisible() for one in (window.menuBar(), window.statusBar(), window.sidebar, window.legend)]
    return window.store.session, bars, eyes, shown, window.splitter.sizes(), window.body_view.brushing, window.picture


def start(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_F5)
    assert window.presenting.on
    qtbot.wait(50)
    return window.presenting


def words(window):
    return window.presenting.strip.words.text()


def test_f5_leaves_only_scene_sentence_and_three_buttons(told, qtbot):
    start(told, qtbot)
    assert not told.menuBar().isVisible()
    assert not told.statusBar().isVisible()
    assert not told.sidebar.isVisible()
    assert not [bar for bar in told.findChildren(QToolBar) if bar.isVisible()]
    buttons = [one for one in told.findChildren(QAbstractButton) if one.isVisible()]
    assert sorted(one.accessibleName() for one in buttons if one.accessibleName()) == ["Back", "Leave", "Next"]
    assert told.body_view.widget.isVisible()
    assert told.spine_view.widget.isVisible()


def test_keys_step_through_every_sentence_and_stop_at_the_ends(told, qtbot):
    mode = start(told, qtbot)
    slides = presentation(told.store.session, told.picture)
    assert words(told) == slides[0].text
    keys = (Qt.Key.Key_Right, Qt.Key.Key_PageDown, Qt.Key.Key_Right)
    for number, slide in enumerate(slides[1:]):
        qtbot.keyClick(told, keys[number % 3])
        assert words(told) == slide.text
    qtbot.keyClick(told, Qt.Key.Key_Right)
    assert words(told) == slides[-1].text
    for key in (Qt.Key.Key_Left, Qt.Key.Key_PageUp):
        before = mode.at
        qtbot.keyClick(told, key)
        assert mode.at == before - 1
    mode.turn_to(0)
    qtbot.keyClick(told, Qt.Key.Key_Left)
    assert mode.at == 0


def test_space_goes_on_and_presses_the_button_that_has_the_focus(told, qtbot):
    mode = start(told, qtbot)
    told.body_view.widget.setFocus()
    qtbot.keyClick(told.body_view.widget, Qt.Key.Key_Space)
    assert mode.at == 1
    mode.strip.back.setFocus()
    qtbot.keyClick(mode.strip.back, Qt.Key.Key_Space)
    assert mode.at == 0


def test_buttons_step_and_leave_by_mouse(told, qtbot):
    mode = start(told, qtbot)
    qtbot.mouseClick(mode.strip.next, Qt.MouseButton.LeftButton)
    assert mode.at == 1
    qtbot.mouseClick(mode.strip.back, Qt.MouseButton.LeftButton)
    assert mode.at == 0
    qtbot.mouseClick(mode.strip.leave, Qt.MouseButton.LeftButton)
    assert not mode.on


def test_steps_steer_the_eye(told, qtbot):
    mode = start(told, qtbot)
    qtbot.wait(400)
    marks = told.body_view.camera
    number = next(k for k, slide in enumerate(mode.slides) if slide.kind == "nerve")
    mode.turn_to(number)
    qtbot.waitUntil(lambda: told.body_view.camera == told.body_view.home)
    assert told.body_view.camera != marks
    assert told.body_view.camera.height < marks.height


def test_escape_gives_everything_back_exactly(told, qtbot):
    told.tools.gestures["paint"].trigger()
    before = state(told)
    mode = start(told, qtbot)
    for _ in mode.slides:
        qtbot.keyClick(told, Qt.Key.Key_Right)
    qtbot.wait(400)
    qtbot.keyClick(told, Qt.Key.Key_Escape)
    qtbot.wait(400)
    after = state(told)
    assert after[:-1] == before[:-1]
    assert after[-1].panel == before[-1].panel
    assert not told.store.stack.canRedo()
    assert told.store.stack.undoText() == "Tell"


def test_nothing_is_marked_or_undone_while_presenting(told, qtbot):
    session = told.store.session
    start(told, qtbot)
    size = told.body_view.widget.size()
    for x in range(0, size.width(), 40):
        qtbot.mouseClick(told.body_view.widget, Qt.MouseButton.LeftButton, pos=QPoint(x, size.height() // 2))
    for key in (Qt.Key.Key_P, Qt.Key.Key_E, Qt.Key.Key_N, Qt.Key.Key_Delete, Qt.Key.Key_D):
        qtbot.keyClick(told, key)
    qtbot.keyClick(told, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(told, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert told.store.session == session


def test_drag_still_turns_the_body(told, qtbot):
    start(told, qtbot)
    qtbot.wait(400)
    widget, azimuth = told.body_view.widget, told.body_view.camera.azimuth
    qtbot.mousePress(widget, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    for step in range(1, 9):
        qtbot.mouseMove(widget, QPoint(100 + 10 * step, 100))
    qtbot.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=QPoint(180, 100))
    assert told.body_view.camera.azimuth != azimuth


def test_warning_stays_on_top_and_shows_no_number(told, qtbot):
    told.store.edit("Tell", told.store.session.with_findings((*TOLD, Flag("saddle_numbness"))))
    mode = start(told, qtbot)
    for _ in range(len(mode.slides)):
        labels = [one.text() for one in told.findChildren(QLabel) if one.isVisible()]
        assert any(text.startswith("Go to an emergency department now") for text in labels)
        assert not [text for text in labels if re.search(r"\d", re.sub(r"\b[LS]\d\b", "", text))]
        qtbot.keyClick(told, Qt.Key.Key_Right)


def test_starts_and_leaves_twice_and_from_the_start_page(told, qtbot):
    told.store.address("")
    for _ in range(2):
        start(told, qtbot)
        qtbot.keyClick(told, Qt.Key.Key_Escape)
        assert not told.presenting.on
    assert told.sidebar.start.isVisible()


def test_a_window_closed_while_it_presents_opens_whole_again(told, qtbot, atlas, monkeypatch):
    start(told, qtbot)
    session = told.store.session
    told.close()
    again = MainWindow(session, atlas)
    monkeypatch.setattr(again.document, "may_leave", lambda: True)
    with qtbot.waitExposed(again):
        again.show()
    assert again.splitter.sizes()[2] > 200
    assert again.sidebar.isVisible()
    again.close()

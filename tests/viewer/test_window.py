"""The real window, driven by real mouse and key events."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QMessageBox

from dermatomes import Numbness, Pain, read_case
from tests.viewer.pixels import pixel_of
from viewer.palette import ROOT_COLOURS
from viewer.window import MainWindow


def grab(window, view="spine_view"):
    """What the screen shows of one 3D view, (h, w, 3)."""
    canvas = getattr(window, view)
    image = window.screen().grabWindow(canvas.widget.winId()).toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).astype(int)


def near_colour(image, colour, tolerance=60):
    """How many pixels are about of a hue: compared by direction, so that light and shade do not matter."""
    wanted = np.array(colour, float) / np.linalg.norm(colour)
    length = np.linalg.norm(image, axis=2)
    alike = (image @ wanted) / np.maximum(length, 1) > 0.985
    return int((alike & (length > tolerance)).sum())


def show_back(window, qtbot):
    window.menus.views["back"].trigger()
    qtbot.wait(700)


def click(window, qtbot, region, side="left"):
    qtbot.mouseClick(window.body_view.widget, Qt.MouseButton.LeftButton, pos=pixel_of(window, region, side))
    qtbot.wait(500)


def test_a_click_on_the_left_calf_marks_it_ranks_and_lights_the_root(window, qtbot):
    show_back(window, qtbot)
    before = grab(window)
    assert window.panel.bars == {}
    click(window, qtbot, "calf_upper")
    (finding,) = window.store.session.findings
    assert isinstance(finding, Pain)
    assert (finding.side, finding.region, finding.intensity) == ("left", "calf_upper", 6)
    assert finding.spots[0].segment == "leg"
    assert {side for side, _ in window.panel.bars} == {"left"}
    leading = window.picture.panel.sides[0].bars[0].root
    assert leading in ("L5", "S1")
    colour = ROOT_COLOURS[leading]
    assert near_colour(grab(window), colour) > near_colour(before, colour) + 150


def test_a_drag_turns_the_body_and_marks_nothing(window, qtbot):
    show_back(window, qtbot)
    start = pixel_of(window, "calf_upper")
    widget = window.body_view.widget
    azimuth = window.body_view.camera.azimuth
    qtbot.mousePress(widget, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 9):
        qtbot.mouseMove(widget, start + QPoint(10 * step, 0))
        qtbot.wait(5)
    qtbot.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=start + QPoint(80, 0))
    assert window.store.session.findings == ()
    assert abs((window.body_view.camera.azimuth - azimuth + 180) % 360 - 180) > 15


def test_undo_and_redo_give_back_exactly_what_was_there(window, qtbot):
    show_back(window, qtbot)
    empty = window.store.session
    click(window, qtbot, "calf_upper")
    marked = window.store.session
    assert marked != empty
    window.menus.undo.trigger()
    assert window.store.session == empty
    assert window.panel.bars == {}
    window.menus.redo.trigger()
    assert window.store.session == marked


def test_saving_closing_and_opening_gives_the_same_session(window, qtbot, tmp_path):
    show_back(window, qtbot)
    click(window, qtbot, "calf_upper")
    window.tools.kinds["numbness"].trigger()
    click(window, qtbot, "calf_lower", "right")
    case, panel = window.store.session.case, window.picture.panel
    path = tmp_path / "one.rootatlas.json"
    assert window.document.save_to(path)
    assert not window.isWindowModified()
    assert read_case(path) == case
    window.document.new()
    assert window.store.session.findings == ()
    assert window.document.open(path)
    assert window.store.session.case == case
    assert window.picture.panel == panel


def test_the_pen_decides_the_kind_and_strength(window, qtbot):
    show_back(window, qtbot)
    qtbot.keyClick(window, Qt.Key.Key_N)
    window.tools.strength.setValue(3)
    click(window, qtbot, "calf_upper")
    (finding,) = window.store.session.findings
    assert isinstance(finding, Numbness)
    assert finding.intensity == 3


def test_a_double_click_centres_and_leaves_no_mark(window, qtbot):
    show_back(window, qtbot)
    place = pixel_of(window, "calf_upper")
    qtbot.mouseClick(window.body_view.widget, Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(window.body_view.widget, Qt.MouseButton.LeftButton, pos=place)
    qtbot.wait(600)
    assert window.store.session.findings == ()
    assert window.body_view.camera.height < 450


def test_hover_names_the_place_and_its_roots(window, qtbot):
    show_back(window, qtbot)
    qtbot.mouseMove(window.body_view.widget, pixel_of(window, "calf_upper"))
    qtbot.waitUntil(lambda: "calf" in window.place_label.text(), timeout=2000)
    assert window.place_label.text().startswith("left ")
    assert "S1" in window.place_label.text() or "S2" in window.place_label.text() or "L5" in window.place_label.text()


def test_removing_one_finding_leaves_the_other_side_alone(window, qtbot):
    show_back(window, qtbot)
    click(window, qtbot, "calf_upper", "left")
    click(window, qtbot, "calf_upper", "right")
    assert [finding.side for finding in window.store.session.findings] == ["left", "right"]
    window.panel.findings.setCurrentRow(0)
    window.menus.remove.trigger()
    assert [finding.side for finding in window.store.session.findings] == ["right"]
    window.menus.clear.trigger()
    assert window.store.session.findings == ()


@pytest.mark.parametrize("figure", ["male", "neutral"])
def test_marks_keep_their_place_on_another_figure(window, qtbot, figure):
    show_back(window, qtbot)
    click(window, qtbot, "calf_upper")
    spots = window.store.session.findings
    panel = window.picture.panel
    window.looks.figure.setCurrentIndex(window.looks.figure.findData(figure))
    window.looks.figure.activated.emit(0)
    assert window.store.session.case.figure == figure
    assert window.store.session.findings == spots
    assert window.picture.panel.sides == panel.sides
    centre = window.picture.marks[0].points.mean(axis=0)
    assert centre[0] > 0, "still the left leg"


def test_choosing_a_root_shows_its_way(window, qtbot):
    show_back(window, qtbot)
    click(window, qtbot, "calf_upper")
    last = window.picture.panel.sides[0].bars[-1].root
    bar = window.panel.bars["left", last]
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(60, 10))
    assert {strand.root for strand in window.picture.strands} == {last}


def test_the_see_through_slider_is_one_undo_step(window, qtbot):
    before = window.store.session
    for value in (40, 50, 60):
        window.looks.clearness.setValue(value)
    assert window.store.session.skin_opacity == pytest.approx(0.4)
    window.menus.undo.trigger()
    assert window.store.session == before


def test_a_file_that_cannot_be_read_leaves_the_case_alone(window, qtbot, tmp_path, monkeypatch):
    told = []
    monkeypatch.setattr(QMessageBox, "warning", lambda *words: told.append(words[-1]))
    show_back(window, qtbot)
    click(window, qtbot, "calf_upper")
    before = window.store.session
    path = tmp_path / "broken.rootatlas.json"
    path.write_text("{")
    assert not window.document.open(path)
    assert window.store.session == before
    assert "broken.rootatlas.json" in told[0]


def test_letters_do_not_reach_vtk(window, qtbot):
    """VTK's own keys would show wires (w) or close the view (q, e)."""
    for key in (Qt.Key.Key_W, Qt.Key.Key_Q, Qt.Key.Key_E):
        qtbot.keyClick(window.body_view.widget, key)
    assert window.isVisible()
    assert window.body_view.scene.skin_representation == "Surface"


def test_window_opens_as_large_as_it_was_closed(window, qtbot, atlas, monkeypatch):
    window.resize(1100, 720)
    qtbot.wait(50)
    window.close()
    again = MainWindow(window.store.session, atlas)
    monkeypatch.setattr(again.document, "may_leave", lambda: True)
    assert (again.width(), again.height()) == (1100, 720)
    again.close()


def test_zoom_without_a_wheel(window, qtbot):
    height = window.body_view.camera.height
    qtbot.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.body_view.camera.height < height - 50, timeout=2000)
    qtbot.keyClick(window, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.body_view.camera.height == pytest.approx(height), timeout=2000)

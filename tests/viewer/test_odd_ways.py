"""What nobody should do and somebody will: odd orders of real events must harm neither the case nor the window."""

import json
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QMessageBox

from dermatomes import Pain, Spot, case_from_json, case_to_json, parse_finding, read_case
from meshes import REGIONS
from viewer.session import Pen, new_session
from viewer.sidebar import TABS
from viewer.start_page import EXAMPLES, recent_files

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
CALF = parse_finding("pain", "left:calf")


@pytest.fixture
def told(monkeypatch):
    """What message boxes say, without one that waits."""
    words = []
    monkeypatch.setattr(QMessageBox, "warning", lambda *said: words.append(said[-1]))
    return words


def from_behind(window, qtbot):
    window.look("back", smoothly=False)
    qtbot.wait(30)


def mark(window, *findings):
    window.store.edit("Mark", window.store.session.with_findings(findings))


def test_two_clicks_of_the_right_button_take_nothing_back(window, qtbot, pixel_of):
    from_behind(window, qtbot)
    mark(window, CALF)
    widget, place = window.body_view.widget, pixel_of(window, "calf_upper")
    qtbot.mouseClick(widget, RIGHT, pos=place)
    for menu in window.findChildren(QMenu):
        menu.close()
    qtbot.mouseDClick(widget, RIGHT, pos=place)
    assert window.store.session.findings == (CALF,)


def test_turning_the_body_and_a_double_click_take_nothing_back(window, qtbot, pixel_of):
    from_behind(window, qtbot)
    mark(window, CALF)
    widget, place = window.body_view.widget, pixel_of(window, "calf_upper")
    qtbot.mousePress(widget, LEFT, pos=place)
    qtbot.mouseMove(widget, place + QPoint(40, 0))
    qtbot.mouseRelease(widget, LEFT, pos=place + QPoint(40, 0))
    from_behind(window, qtbot)
    qtbot.mouseDClick(widget, LEFT, pos=place)
    assert window.store.session.findings == (CALF,)


def brush(window, qtbot, place):
    """Begin a stroke and leave the button down."""
    window.store.take_up(Pen(tool="paint"))
    qtbot.mousePress(window.body_view.widget, LEFT, pos=place)
    qtbot.mouseMove(window.body_view.widget, place + QPoint(0, 20))


def test_another_figure_during_a_stroke_ends_the_stroke(window, qtbot, pixel_of):
    from_behind(window, qtbot)
    place = pixel_of(window, "calf_upper")
    brush(window, qtbot, place)
    window.set_figure("male")
    qtbot.mouseMove(window.body_view.widget, place + QPoint(0, 60))
    qtbot.mouseRelease(window.body_view.widget, LEFT, pos=place + QPoint(0, 60))
    assert window.store.session.findings == ()
    from_behind(window, qtbot)
    brush(window, qtbot, pixel_of(window, "calf_upper"))
    qtbot.mouseRelease(window.body_view.widget, LEFT, pos=place)
    assert window.store.session.findings, "the next stroke paints again"


def test_stroke_of_one_case_does_not_go_into_the_next(window, qtbot, pixel_of):
    from_behind(window, qtbot)
    place = pixel_of(window, "calf_upper")
    brush(window, qtbot, place)
    window.document.new()
    qtbot.mouseMove(window.body_view.widget, place + QPoint(0, 60))
    qtbot.mouseRelease(window.body_view.widget, LEFT, pos=place + QPoint(0, 60))
    assert window.store.session.findings == ()


def test_undo_during_a_stroke_takes_the_step_before_and_keeps_the_stroke(window, qtbot, pixel_of):
    from_behind(window, qtbot)
    mark(window, CALF)
    place = pixel_of(window, "calf_upper", "right")
    brush(window, qtbot, place)
    qtbot.keyClick(window.body_view.widget, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.mouseRelease(window.body_view.widget, LEFT, pos=place + QPoint(0, 20))
    assert {finding.side for finding in window.store.session.findings} == {"right"}
    window.menus.undo.trigger()
    assert window.store.session.findings == ()


def test_label_of_one_case_does_not_go_into_the_next(window, qtbot):
    window.sidebar.tabs.setCurrentWidget(window.sidebar.pages["examine"])
    label = window.sidebar.exam.person.label
    label.setFocus()
    qtbot.keyClicks(label, "P-17")
    assert window.store.session.case.person.label == "P-17"
    window.document.new()
    window.sidebar.tabs.setCurrentWidget(window.sidebar.pages["list"])
    assert window.store.session.case.person.label == ""
    assert label.text() == ""


def test_windows_that_may_not_be_left_stay_open_and_alive(window, qtbot, monkeypatch):
    monkeypatch.setattr(window.document, "may_leave", lambda: False)
    mark(window, CALF)
    assert not window.close()
    qtbot.wait(30)
    mark(window)
    assert window.isVisible()
    monkeypatch.setattr(window.document, "may_leave", lambda: True)


def test_closing_with_a_menu_open_and_the_body_turning(window, qtbot, pixel_of):
    from_behind(window, qtbot)
    qtbot.mouseClick(window.body_view.widget, RIGHT, pos=pixel_of(window, "calf_upper"))
    window.look("front")
    qtbot.wait(40)
    with qtbot.capture_exceptions() as caught:
        assert window.close()
        qtbot.wait(400)
    assert caught == []


def test_case_whose_folder_vanished_is_not_saved_and_says_so(window, qtbot, tmp_path, told):
    folder = tmp_path / "gone"
    folder.mkdir()
    path = folder / "one.rootatlas.json"
    mark(window, CALF)
    assert window.document.save_to(path)
    path.unlink()
    folder.rmdir()
    mark(window)
    assert not window.document.save()
    assert "one.rootatlas.json" in told[0]
    assert window.isWindowModified()
    assert window.store.session.path == path


NEWER = b'{"format": "rootatlas-case", "version": 2}'


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"[]", b"null", b"{}", NEWER])
def test_file_that_is_no_case_is_explained_and_changes_nothing(window, tmp_path, told, content):
    path = tmp_path / "odd.rootatlas.json"
    path.write_bytes(content)
    before = window.store.session
    assert not window.document.open(path)
    assert not window.document.open(tmp_path)
    assert window.store.session == before
    assert len(told) == 2
    assert "odd.rootatlas.json" in told[0]


def test_name_without_ending_replaces_no_other_file_unasked(window, tmp_path, monkeypatch):
    """The dialog asked about `left`, which is not there; what is there is `left.rootatlas.json`."""
    path = tmp_path / "left.rootatlas.json"
    mark(window, CALF)
    window.document.save_to(path)
    before = path.read_bytes()
    mark(window)
    asked = []
    answer = QMessageBox.StandardButton.No
    monkeypatch.setattr(QMessageBox, "question", lambda *said: asked.append(said[2]) or answer)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "left"), ""))
    assert not window.document.save_as()
    assert path.read_bytes() == before
    assert "left.rootatlas.json" in asked[0]
    answer = QMessageBox.StandardButton.Yes
    assert window.document.save_as()
    assert read_case(path) == window.store.session.case


def test_recent_file_that_may_not_be_looked_at_is_left_out(window, tmp_path, monkeypatch):
    path = tmp_path / "one.rootatlas.json"
    mark(window, CALF)
    window.document.save_to(path)
    assert recent_files() == [path]
    looked = Path.stat

    def refuse(self, **options):
        if self == path:
            raise PermissionError(13, "Permission denied", str(self))
        return looked(self, **options)

    monkeypatch.setattr(Path, "stat", refuse)
    assert recent_files() == []


def test_case_opened_from_the_menu_leaves_the_start_page(window, tmp_path, monkeypatch):
    path = tmp_path / "one.rootatlas.json"
    mark(window, CALF)
    window.document.save_to(path)
    window.store.address("")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    window.document.choose_and_open()
    assert window.store.session.findings == (CALF,)
    assert window.sidebar.currentWidget() is not window.sidebar.start


def test_case_opened_half_way_through_the_questions_begins_them_again(window, tmp_path):
    path = tmp_path / "one.rootatlas.json"
    mark(window, CALF)
    window.document.save_to(path)
    window.store.address("patient")
    patient = window.sidebar.patient
    for _ in range(4):
        patient.turn_to(patient.walk.next())
    assert window.document.open(path)
    assert patient.walk.at == 0
    assert patient.walk.passed == frozenset()


def test_deleting_where_nothing_is_does_nothing(window, qtbot):
    before = window.store.session
    for audience in TABS:
        window.store.address(audience)
        for key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            qtbot.keyClick(window.body_view.widget, key)
    window.panel.remove_current()
    assert window.store.session.case == before.case
    mark(window, CALF)
    window.menus.undo.trigger()
    window.panel.remove_current()
    assert window.store.session.case == before.case


def test_three_hundred_findings_are_shown_saved_and_taken_away(window, qtbot, tmp_path):
    spots = tuple(Spot(segment="leg", t=number / 60, theta=number * 6.0, radius_mm=20) for number in range(50))
    many = tuple(
        Pain(side, region, intensity=5, spots=spots if region == "calf_upper" else ())
        for _ in range(300 // (2 * len(REGIONS)) + 1)
        for region in REGIONS
        for side in ("left", "right")
    )[:300]
    mark(window, *many)
    assert len(many) == len(window.store.session.findings) == 300
    for audience, tabs in TABS.items():
        window.store.address(audience)
        for tab in tabs:
            window.sidebar.tabs.setCurrentWidget(window.sidebar.pages[tab])
            qtbot.wait(10)
    path = tmp_path / "many.rootatlas.json"
    assert window.document.save_to(path)
    assert window.document.open(path)
    assert case_from_json(case_to_json(window.store.session.case)).visits[-1].findings == many
    window.menus.clear.trigger()
    assert window.store.session.findings == ()


@pytest.mark.parametrize(("size", "times"), [((1024, 700), 2), ((640, 480), 1), ((3840, 2160), 2)])
def test_every_tab_fits_small_and_large_screens_and_letters(window, qtbot, size, times):
    """Nothing raises, and no column is squeezed away."""
    font = QFont(QApplication.font())
    try:
        large = QFont(font)
        large.setPointSizeF(font.pointSizeF() * times)
        QApplication.setFont(large)
        window.resize(*size)
        mark(window, CALF, parse_finding("flag", "bladder_retention"))
        for audience, tabs in TABS.items():
            window.store.address(audience)
            for tab in tabs:
                window.sidebar.tabs.setCurrentWidget(window.sidebar.pages[tab])
                qtbot.wait(20)
                assert window.body_view.widget.width() > 100
                assert window.sidebar.width() > 200
                assert window.sidebar.pages[tab].height() > 100
    finally:
        QApplication.setFont(font)


def test_opening_a_case_of_another_figure_shows_that_figure(window, qtbot, tmp_path):
    path = tmp_path / "one.rootatlas.json"
    case = json.loads(case_to_json(replace(new_session("neutral")).with_findings((CALF,)).case))
    path.write_text(json.dumps(case))
    assert window.document.open(path)
    assert window.picture.figure == "neutral"
    assert window.looks.figure.currentData() == "neutral"
    assert msgspec.structs.asdict(read_case(path)) == msgspec.structs.asdict(window.store.session.case)


def test_example_that_was_changed_is_saved_elsewhere(window, tmp_path, monkeypatch):
    path = sorted(EXAMPLES.glob("*.rootatlas.json"))[0]
    before = path.read_bytes()
    assert window.document.open(path)
    assert not window.isWindowModified()
    window.menus.clear.trigger()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "mine.rootatlas.json"), ""))
    try:
        assert window.document.save()
        assert path.read_bytes() == before
    finally:
        path.write_bytes(before)
    assert window.store.session.path == tmp_path / "mine.rootatlas.json"

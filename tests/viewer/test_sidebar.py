"""The three audiences in the real window: what each is offered, by real clicks and keys, and that nothing is lost."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from viewer.sidebar import TABS

OFFERED = {
    "patient": ["Questions", "List", "Learn"],
    "clinician": ["Result", "Examine", "List", "Mechanism", "Learn"],
    "student": ["Explore", "Mechanism", "Quiz", "Result", "List", "Learn"],
}


def offered(window):
    tabs = window.sidebar.tabs
    return [tabs.tabText(n).replace("&", "") for n in range(tabs.count()) if tabs.isTabVisible(n)]


def click_mark(window, qtbot):
    window.menus.views["back"].trigger()
    qtbot.wait(350)
    size = window.body_view.widget.size()
    for y in range(round(size.height() * 0.6), round(size.height() * 0.8), 12):
        for x in range(round(size.width() * 0.3), round(size.width() * 0.5), 12):
            if window.body_view.hit_at(QPointF(x, y)) is not None:
                qtbot.mouseClick(window.body_view.widget, Qt.MouseButton.LeftButton, pos=QPointF(x, y).toPoint())
                return
    raise AssertionError("no skin in the lower left of the view from behind")


@pytest.mark.parametrize("audience", TABS)
def test_start_page_leads_each_audience_to_their_own_tabs(window, qtbot, audience):
    window.store.address("")
    assert window.sidebar.currentWidget() is window.sidebar.start
    titles = {"patient": "I have pain", "clinician": "I explain to a patient", "student": "I explore"}
    button = window.sidebar.start.choices[audience]
    assert button.text() == titles[audience]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.store.session.audience == audience
    assert sorted(offered(window)) == sorted(OFFERED[audience])
    assert window.sidebar.tabs.currentWidget() is window.sidebar.pages[TABS[audience][0]]


def test_changing_the_audience_loses_no_finding_and_no_undo(window, qtbot):
    click_mark(window, qtbot)
    (finding,) = window.store.session.findings
    for number, audience in enumerate(TABS, start=1):
        qtbot.keyClick(window, str(number), Qt.KeyboardModifier.ControlModifier)
        assert window.store.session.audience == audience
        assert window.store.session.findings == (finding,)
    window.menus.undo.trigger()
    assert window.store.session.findings == ()
    assert window.store.session.audience == "student"


def test_case_of_another_person_begins_with_the_first_question(window, qtbot):
    window.store.address("patient")
    panel = window.sidebar.patient
    panel.turn_to(panel.walk.next())
    assert panel.walk.at == 1
    window.document.new()
    assert panel.walk.at == 0
    assert window.store.session.audience == "patient"


def test_open_question_changes_the_kind_of_mark_and_keeps_the_brush(window, qtbot):
    window.store.address("patient")
    brush = window.store.session.pen.brush_mm + 7
    from_tools = window.tools.brush
    from_tools.setValue(brush)
    panel = window.sidebar.patient
    while not (panel.walk.question and panel.walk.question.marks and "numbness" in panel.walk.question.marks):
        panel.turn_to(panel.walk.next())
    assert (window.store.session.pen.kind, window.store.session.pen.brush_mm) == ("numbness", brush)


def test_skin_that_is_hidden_or_cut_away_takes_no_mark(window, qtbot):
    window.store.address("student")
    skin = window.sidebar.student.controls.layers["skin"]
    qtbot.mouseClick(skin, Qt.MouseButton.LeftButton, pos=QPoint(8, skin.height() // 2))
    assert "skin" in window.store.session.look.hidden_layers
    size = window.body_view.widget.size()
    places = [QPointF(x, y) for x in range(0, size.width(), 20) for y in range(0, size.height(), 20)]
    assert all(window.body_view.hit_at(place) is None for place in places)
    window.menus.undo.trigger()
    uncut = [hit for place in places if (hit := window.body_view.hit_at(place))]
    axis = window.sidebar.student.controls.axis
    axis.setCurrentIndex(axis.findData("x"))
    cut = [hit for place in places if (hit := window.body_view.hit_at(place))]
    assert 0 < len(cut) < len(uncut)


def test_slider_is_one_step_back(window, qtbot):
    window.store.address("student")
    for percent in (10, 20, 30):
        window.sidebar.student.controls.explode.setValue(percent)
    assert window.store.session.look.explode == pytest.approx(0.3)
    window.menus.undo.trigger()
    assert window.store.session.look.explode == 0

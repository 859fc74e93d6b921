"""Pages and tours in the real window, by real clicks and keys: the scene follows, and nothing of the case changes."""

import random
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel

from dermatomes import Flag, Pain
from viewer.guides import CONTROLS, guide_of, guides
from viewer.guiding import WELCOME
from viewer.look import Look
from viewer.session import MARK_KINDS

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def worked(window):
    """A window with a case, a look and a pen of its own."""
    session = window.store.session.with_findings((Pain("right", "shin", 4),))
    window.store.edit("Mark", replace(session, skin_opacity=0.5, look=Look(focus="root:L4"), chosen=("right", "L4")))
    window.store.take_up(replace(window.store.session.pen, tool="paint", intensity=3))
    return window


def finish(window, qtbot):
    """Click Next until the guide is over; give what each step showed."""
    panel, seen = window.sidebar.guide, []
    while window.guiding.reading is not None:
        reading = window.guiding.reading
        seen.append((reading.step, window.picture, window.body_view.bound_for, window.spine_view.bound_for))
        assert panel.reading == reading
        qtbot.mouseClick(panel.next, LEFT)
    return seen


@pytest.mark.parametrize("guide", guides(), ids=lambda guide: guide.id)
def test_guide_runs_to_its_end_by_clicks_and_the_scene_follows(worked, qtbot, guide):
    held, steps = worked.store.session, worked.store.stack.count()
    own = worked.picture
    eyes = worked.body_view.bound_for, worked.spine_view.bound_for
    worked.guiding.open(guide.id)
    seen = finish(worked, qtbot)
    assert [step for step, *_ in seen] == list(guide.steps)
    for step, picture, *_ in seen:
        lit = {(strand.side, strand.root) for strand in picture.strands}
        if step.sight.focus:
            assert picture.focus or step.sight.focus.startswith("region:")
            assert picture.card is not None
        if step.sight.root and step.sight.findings:
            assert tuple(step.sight.root.split(":")) in lit
        assert len(picture.marks) == sum(text.startswith(MARK_KINDS) for text in step.sight.findings)
    looks = {(body, spine) for *_, body, spine in seen}
    assert len(looks) >= len(seen) - 1, "the eyes move from step to step"
    assert worked.store.session == held
    assert worked.store.stack.count() == steps
    assert (worked.body_view.bound_for, worked.spine_view.bound_for) == eyes
    assert worked.picture.marks is own.marks
    assert worked.sidebar.currentWidget() is worked.sidebar.tabs


def test_keys_step_and_escape_leaves_wherever_the_focus_is(worked, qtbot):
    held = worked.store.session
    worked.guiding.open("sciatica")
    panel = worked.sidebar.guide
    qtbot.waitUntil(panel.next.hasFocus)
    qtbot.keyClick(panel.next, Qt.Key.Key_Right)
    assert worked.guiding.reading.at == 1
    qtbot.keyClick(panel.next, Qt.Key.Key_Left)
    assert worked.guiding.reading.at == 0
    qtbot.keyClick(panel.next, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: worked.guiding.reading.at == 1)
    qtbot.keyClick(panel.next, Qt.Key.Key_B, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: worked.guiding.reading.at == 0)
    worked.body_view.widget.setFocus()
    qtbot.keyClick(worked.body_view.widget, Qt.Key.Key_Escape)
    assert worked.guiding.reading is None
    assert worked.store.session == held


def test_section_that_is_chosen_moves_the_scene(worked, qtbot):
    worked.guiding.open("herniated_disc")
    panel, before = worked.sidebar.guide, worked.body_view.bound_for
    panel.contents.setFocus()
    qtbot.keyClick(panel.contents, Qt.Key.Key_Down)
    assert worked.guiding.reading.at == 1
    assert worked.body_view.bound_for != before
    assert worked.store.session.lesion is None
    assert worked.guiding.reading.step.sight.focus == "part:nucleus_L4_L5"
    assert "nucleus_L4_L5" in worked.picture.focus


def test_start_page_offers_the_tour_and_never_forces_it(window, qtbot):
    window.store.address("")
    assert window.guiding.reading is None
    qtbot.mouseClick(window.sidebar.start.tour, LEFT)
    assert window.guiding.reading.guide is guide_of(WELCOME)
    qtbot.mouseClick(window.sidebar.guide.leave, LEFT)
    assert window.sidebar.currentWidget() is window.sidebar.start


def test_help_menu_and_the_learn_tab_open_guides(window, qtbot):
    next(action for action in window.menus.help.actions() if "Welcome tour" in action.text().replace("&", "")).trigger()
    assert window.guiding.reading.guide.id == WELCOME
    window.guiding.leave()
    learn = window.sidebar.learn
    window.sidebar.tabs.setCurrentWidget(learn)
    pages = learn.lists["page"]
    assert pages.count() == 8
    pages.setCurrentRow(2)
    pages.setFocus()
    qtbot.keyClick(pages, Qt.Key.Key_Return)
    assert window.guiding.reading.guide.id == "sciatica"
    window.guiding.leave()
    assert window.sidebar.tabs.currentWidget() is learn


@pytest.mark.parametrize("name", CONTROLS)
def test_ring_stands_around_the_control_that_is_spoken_of(window, qtbot, name):
    window.guiding.ring.show_around(window.guiding.place_of(name))
    ring = window.guiding.ring
    assert ring.isVisible()
    assert window.rect().contains(ring.geometry())
    assert ring.width() > 20
    assert ring.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


def test_ring_comes_and_goes_with_the_steps(window, qtbot):
    window.guiding.open(WELCOME)
    ring = window.guiding.ring
    assert not ring.isVisible()
    qtbot.mouseClick(window.sidebar.guide.next, LEFT)
    assert window.guiding.reading.step.points_at == "views"
    qtbot.waitUntil(ring.isVisible)
    button = window.looks.widgetForAction(window.menus.views["front"])
    assert ring.geometry().contains(button.mapTo(window, QPoint(2, 2)))
    window.guiding.leave()
    assert not ring.isVisible()


def test_click_on_the_example_marks_nothing_and_says_so(window, qtbot, pixel_of):
    window.guiding.open("sciatica")
    qtbot.wait(500)
    held = window.store.session
    qtbot.mouseClick(window.body_view.widget, LEFT, pos=pixel_of(window, "calf_upper"))
    assert window.store.session == held
    assert "example" in window.place_label.text()
    window.guiding.leave()
    qtbot.wait(500)
    window.menus.views["back"].trigger()
    qtbot.wait(500)
    qtbot.mouseClick(window.body_view.widget, LEFT, pos=pixel_of(window, "calf_upper"))
    assert len(window.store.session.findings) == 1


def test_brush_turns_the_body_while_an_example_is_shown(worked, qtbot, pixel_of):
    worked.guiding.open("sciatica")
    qtbot.wait(500)
    held, azimuth = worked.store.session, worked.body_view.camera.azimuth
    widget, start = worked.body_view.widget, pixel_of(worked, "calf_upper")
    qtbot.mousePress(widget, LEFT, pos=start)
    for step in range(1, 6):
        qtbot.mouseMove(widget, start + QPoint(12 * step, 0))
    qtbot.mouseRelease(widget, LEFT, pos=start + QPoint(60, 0))
    assert worked.store.session == held
    assert worked.body_view.camera.azimuth != azimuth
    worked.guiding.leave()
    assert worked.body_view.brushing


def test_words_follow_the_audience_and_the_figure_can_be_changed(worked, qtbot):
    worked.guiding.open("radiculopathy")
    texts = []
    for audience in ("patient", "student"):
        worked.store.address(audience)
        assert worked.guiding.reading is not None
        texts.append([label.text() for label in worked.sidebar.guide.page.widget().findChildren(QLabel)])
    assert texts[0] != texts[1]
    worked.set_figure("male")
    assert worked.picture.figure == "male"
    assert worked.guiding.reading is not None
    worked.guiding.leave()
    assert worked.store.session.case.figure == "male"
    assert [type(finding) for finding in worked.store.session.findings] == [Pain]


def test_guide_gives_way_when_the_findings_change_or_another_case_is_opened(worked):
    worked.guiding.open("sciatica")
    worked.menus.undo.trigger()
    assert worked.guiding.reading is None
    assert worked.sidebar.currentWidget() is worked.sidebar.tabs
    worked.guiding.open("sciatica")
    worked.document.new()
    assert worked.guiding.reading is None


def test_sources_are_one_click_away(worked, qtbot):
    worked.guiding.open("herniated_disc")
    panel = worked.sidebar.guide
    assert not panel.sources.isVisible()
    qtbot.mouseClick(panel.cited, LEFT)
    assert panel.sources.isVisible()
    assert "StatPearls" in panel.sources.text()
    qtbot.mouseClick(panel.next, LEFT)
    assert panel.sources.isVisible(), "who wants sources wants them on the next page too"


def test_warning_of_the_persons_own_case_stays_in_sight(window, qtbot):
    window.store.edit("Warn", window.store.session.with_findings((Flag("bladder_retention"),)))
    window.guiding.open("sciatica")
    names = [child.accessibleName() for child in window.sidebar.guide.page.widget().children() if child.isWidgetType()]
    assert any(name.startswith("Warning: ") for name in names)


@pytest.mark.parametrize("seed", range(3))
def test_any_way_through_any_guides_ends_in_the_same_session(worked, seed):
    held, steps, eyes = worked.store.session, worked.store.stack.count(), worked.body_view.bound_for
    chance = random.Random(seed)
    panel = worked.sidebar.guide
    for _ in range(25):
        if worked.guiding.reading is None or chance.random() < 0.1:
            worked.guiding.open(chance.choice(guides()).id)
        chance.choice((panel.next.click, panel.next.click, panel.back.click, panel.leave.click, panel.cited.click))()
        assert worked.store.session == held
    worked.guiding.leave()
    assert worked.store.session == held
    assert worked.store.stack.count() == steps
    assert worked.body_view.bound_for == eyes


def test_no_guide_hides_the_tools_of_the_start_page_from_the_tour(window, qtbot):
    window.store.address("")
    assert not window.tools.isVisible()
    window.guiding.open(WELCOME)
    while window.guiding.reading.step.points_at != "tools":
        qtbot.mouseClick(window.sidebar.guide.next, LEFT)
    paint_button = window.tools.widgetForAction(window.tools.gestures["paint"])
    qtbot.waitUntil(paint_button.isVisible)
    ring = window.guiding.ring
    qtbot.waitUntil(lambda: ring.geometry().contains(paint_button.mapTo(window, paint_button.rect().center())))
    window.guiding.leave()
    assert not window.tools.isVisible()

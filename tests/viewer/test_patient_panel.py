"""The patient's panel, driven by real mouse and key events."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFont
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMainWindow

from dermatomes import Flag, History, Pain, Spot, Weakness, case_to_json, parse_finding, rank
from viewer import cli
from viewer.interview import Pick, interview
from viewer.panel_text import panel_text
from viewer.patient_pages import QuestionPage, ResultPage
from viewer.patient_panel import WARNING_SHARE, PatientPanel
from viewer.session import new_session
from viewer.store import Store
from viewer.walk import Walk

MARKS = ("left:calf", "left:heel", "left:sole_lateral")


@pytest.fixture
def asking(qtbot):
    """A panel in a window of its own, joined to a store as the main window joins it."""
    window, panel = QMainWindow(), PatientPanel()
    store = Store(new_session())

    def show(session):
        panel.show_session(session, SimpleNamespace(panel=panel_text(session, rank(session.case))))

    store.changed.connect(show)
    panel.edited.connect(store.edit)
    panel.pen_wanted.connect(store.take_up)
    show(store.session)
    window.setCentralWidget(panel)
    window.resize(400, 720)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitActive(window)
    return SimpleNamespace(window=window, panel=panel, store=store, qtbot=qtbot)


def click(asking, button):
    asking.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def choose(asking, question, choice, side=""):
    """Press Next until the question is open, then its answer."""
    while asking.panel.walk.question.id != question:
        click(asking, asking.panel.next)
    click(asking, asking.panel.page.buttons[Pick(choice, side)])


def press(asking, key, modifier=Qt.KeyboardModifier.NoModifier):
    asking.qtbot.keyClick(QApplication.focusWidget() or asking.panel, key, modifier)
    asking.qtbot.wait(150 if modifier else 1)  # Qt shows a button pressed for a moment when a letter presses it


def words_of(widget):
    return " ".join(label.text() for label in widget.findChildren(QLabel))


def typed(*arguments):
    return cli._case(cli._parser().parse_args(["rank", *arguments]))


def test_three_marks_and_six_answers_are_the_case_that_is_typed(asking, tmp_path):
    empty = tmp_path / "empty.rootatlas.json"
    empty.write_bytes(case_to_json(asking.store.session.case))
    for mark in MARKS:
        session = asking.store.session
        asking.store.edit("Mark", session.with_findings((*session.findings, parse_finding("pain", mark))))
    for question, choice, side in [
        ("heels", "yes", "left"),
        ("toes", "a_little_weaker", "left"),
        ("worse", "worse_cough_sneeze", ""),
        ("worse", "worse_sitting", ""),
        ("time", "over_six_weeks", ""),
        ("warning_health", "night_pain", ""),
    ]:
        choose(asking, question, choice, side)
    click(asking, asking.panel.next)
    case = asking.store.session.case
    marks = [argument for mark in MARKS for argument in ("--pain", mark)]
    answered = "--weak left:ankle_dorsiflexion=5 --weak left:ankle_plantarflexion=4 --history worse_cough_sneeze"
    told = "--history worse_sitting --history over_six_weeks --flag night_pain"
    assert case == typed(str(empty), *marks, *answered.split(), *told.split())
    assert isinstance(asking.panel.page, ResultPage)
    assert asking.panel.page.text.skipped == ()
    shown = words_of(asking.panel)
    assert "See a doctor within one to two days." in shown
    assert "through the flat bone at its base (S1)" in shown
    assert "%" not in shown


def test_words_about_the_pain_go_to_every_mark_and_one_step_back_undoes_one_answer(asking):
    for segment, region in (("leg", "calf_upper"), ("foot", "sole_lateral")):
        spot = Spot(segment=segment, t=0.4, theta=180.0)
        asking.store.edit("Mark", asking.store.session.with_mark("left", region, spot))
    choose(asking, "feel", "shooting")
    choose(asking, "depth", "deep")
    choose(asking, "strong", "8")
    assert {(pain.intensity, pain.quality, pain.depth) for pain in asking.store.session.findings} == {
        (8, ("shooting",), "deep")
    }
    assert asking.store.stack.undoText() == "Answer: How strong it is"
    asking.store.stack.undo()
    assert {pain.intensity for pain in asking.store.session.findings} == {6}
    assert asking.panel.page.buttons[Pick("6")].isChecked()
    assert not asking.panel.page.buttons[Pick("8")].isChecked()


def test_the_whole_way_by_keys_alone(asking):
    asking.panel.next.setFocus()
    press(asking, Qt.Key.Key_Return)
    assert asking.panel.walk.question.id == "feel"
    alt = Qt.KeyboardModifier.AltModifier
    while asking.panel.walk.question.id != "heels":
        press(asking, Qt.Key.Key_S, alt)
    first = asking.panel.page.buttons[Pick("yes", "left")]
    for _ in range(12):
        if first.hasFocus():
            break
        press(asking, Qt.Key.Key_Tab)
    press(asking, Qt.Key.Key_Tab)
    assert asking.panel.page.buttons[Pick("a_little_weaker", "left")].hasFocus()
    press(asking, Qt.Key.Key_Space)
    assert asking.store.session.findings == (Weakness("left", "ankle_dorsiflexion", "4"),)
    assert asking.panel.page.buttons[Pick("a_little_weaker", "left")].hasFocus()
    press(asking, Qt.Key.Key_Return)
    assert asking.store.session.findings == ()
    press(asking, Qt.Key.Key_R, alt)
    assert isinstance(asking.panel.page, ResultPage)
    assert asking.panel.pages.hasFocus()
    press(asking, Qt.Key.Key_B, alt)
    assert asking.panel.walk.question is interview().questions[-1]


def test_skipping_everything_changes_nothing_and_says_what_is_open(asking):
    before = asking.store.session
    while asking.panel.walk.question:
        click(asking, asking.panel.skip)
    assert asking.store.session.case == before.case
    assert not asking.store.stack.canUndo()
    assert "mark where it hurts" in words_of(asking.panel)
    button = next(b for b in asking.panel.page.findChildren(QAbstractButton) if "warning questions" in b.text())
    click(asking, button)
    assert asking.panel.walk.question.id == "warning_nerves"


def test_going_back_loses_nothing(asking):
    choose(asking, "worse", "worse_walking")
    while asking.panel.back.isEnabled():
        click(asking, asking.panel.back)
    choose(asking, "worse", "worse_sitting")
    assert asking.store.session.findings == (History("worse_sitting"), History("worse_walking"))
    assert asking.panel.page.buttons[Pick("worse_walking")].isChecked()


def test_a_warning_stands_on_top_of_every_page_until_it_is_taken_back(asking):
    assert not asking.panel.warnings.isVisible()
    choose(asking, "warning_nerves", "bladder_retention")
    assert asking.store.session.findings == (Flag("bladder_retention"),)
    for walk in (Walk(), Walk().to_question("feel"), Walk().to_result()):
        asking.panel.turn_to(walk)
        assert asking.panel.warnings.isVisible()
        assert asking.panel.warnings.y() < asking.panel.pages.y()
        assert "Go to an emergency department now" in words_of(asking.panel.warnings)
    asking.panel.turn_to(Walk().to_question("warning_nerves"))
    click(asking, asking.panel.page.buttons[Pick("bladder_retention")])
    assert not asking.panel.warnings.isVisible()


def test_many_warnings_leave_room_for_the_question(asking):
    every = [choice.id for choice in interview().question("warning_health").choices]
    asking.store.edit("Flags", asking.store.session.with_findings(tuple(Flag(flag) for flag in every)))
    QApplication.processEvents()
    assert asking.panel.warnings.height() <= WARNING_SHARE * asking.panel.height() + 1
    assert asking.panel.pages.height() > 200


def test_the_pen_fits_the_open_question(asking):
    assert asking.store.session.pen.kind == "pain"
    while asking.panel.walk.question.id != "numb":
        click(asking, asking.panel.next)
    assert asking.store.session.pen.kind == "numbness"
    click(asking, asking.panel.page.pens["tingling"])
    assert asking.store.session.pen.kind == "tingling"
    assert not asking.panel.page.pens["numbness"].isChecked()
    click(asking, asking.panel.page.pens["tingling"])
    assert asking.panel.page.pens["tingling"].isChecked()
    click(asking, asking.panel.next)
    assert asking.store.session.pen.kind == "pain"


def test_showing_reports_nothing(asking):
    told = []
    asking.panel.edited.connect(lambda *edit: told.append(edit))
    asking.panel.pen_wanted.connect(told.append)
    for findings in ((Pain("left", "calf"),), (), (Flag("fever"),)):
        asking.store.edit("From elsewhere", asking.store.session.with_findings(findings))
    assert told == []


def test_every_control_has_a_name_and_a_tip_and_is_reached_by_tab(asking):
    asking.store.edit("Mark", asking.store.session.with_findings((Pain("left", "calf"),)))
    for question in interview().questions:
        asking.panel.turn_to(asking.panel.walk.to_question(question.id))
        QApplication.processEvents()
        assert isinstance(asking.panel.page, QuestionPage)
        for button in asking.panel.findChildren(QAbstractButton):
            assert button.accessibleName()
            assert button.toolTip()
            if button.isVisible() and button.isEnabled():
                assert button.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_letters_are_large_and_grow_with_those_of_the_system(qtbot, qapp):
    usual = qapp.font()
    try:
        sizes = []
        for pixels in (13, 26):
            font = QFont(usual)
            font.setPixelSize(pixels)
            qapp.setFont(font)
            page = QuestionPage(interview().question("heels"))
            qtbot.addWidget(page)
            sizes.append((page.title.font().pixelSize(), next(iter(page.buttons.values())).font().pixelSize()))
        assert sizes == [(20, 15), (40, 30)]
    finally:
        qapp.setFont(usual)


def test_no_action_of_the_panel_takes_a_key_of_the_window(asking):
    assert asking.panel.findChildren(QAction) == []

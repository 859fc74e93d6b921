"""The examination and the body list as real widgets, driven by real keys and clicks."""

import random
import re
from dataclasses import replace
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QMenu, QPushButton, QRadioButton, QWidget

from dermatomes import (
    Flag,
    History,
    Numbness,
    Pain,
    Reflex,
    Test,
    Weakness,
    case_from_json,
    case_to_json,
    finding_label,
    parse_finding,
)
from viewer.body_list import BodyList
from viewer.cell_tree import SIDEWAYS, STEPS, CellTree
from viewer.exam_panel import ExamPanel
from viewer.session import Pen, new_session
from viewer.store import Store

KEYS = Qt.Key
LETTERS = ("1", "4", "5", "P", "N", "T", "D", "A", "Del", "Space", "Home")
"""Shortcuts of a window that would swallow what is typed, if the panels let them."""


@pytest.fixture
def desk(qtbot):
    """Both panels joined to a store as the window joins them, under greedy shortcuts."""
    window, page = QMainWindow(), QWidget()
    store, exam, body = Store(new_session()), ExamPanel(), BodyList()
    row = QHBoxLayout(page)
    button = QPushButton("Before")
    for widget in (button, exam, body):
        row.addWidget(widget)
    window.setCentralWidget(page)
    stolen = []
    for letter in LETTERS:
        action = QAction(letter, window, shortcut=QKeySequence(letter))
        action.triggered.connect(lambda _=False, key=letter: stolen.append(key))
        window.addAction(action)
    exam.edited.connect(lambda label, after: store.edit(label, after, merge=True))
    body.edited.connect(store.edit)
    body.kind_chosen.connect(lambda kind: store.take_up(replace(store.session.pen, kind=kind)))
    for panel in (exam, body):
        store.changed.connect(lambda session, panel=panel: panel.show_session(session, None))
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.resize(900, 900)
    window.activateWindow()
    qtbot.waitActive(window)
    button.setFocus()
    yield SimpleNamespace(window=window, store=store, exam=exam, body=body, button=button, stolen=stolen)
    assert stolen == []


def press(qtbot, *keys):
    """Press keys where the focus is; words are typed letter by letter."""
    for key in keys:
        for one in key if isinstance(key, str) else (key,):
            qtbot.keyClick(QApplication.focusWidget(), one)


def findings(desk):
    return desk.store.session.findings


def cell(table):
    return table.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)


def test_twelve_findings_by_keys_alone_are_what_the_command_line_reads(desk, qtbot):
    down, right, left, tab = KEYS.Key_Down, KEYS.Key_Right, KEYS.Key_Left, KEYS.Key_Tab
    strokes = [
        tab,  # from the button into the examination: left hip flexion
        "5", tab, "5",
        *[down] * 6, left, "4-", down, "5", *[down] * 3, "3+",
        *[down] * 3, "n", down, "n", down, "r",
        *[down] * 2, "+", right, "-",
        *[down] * 8, right, down, KEYS.Key_Space, down, KEYS.Key_Space,
    ]  # fmt: skip
    press(qtbot, *strokes)
    forms = [
        ("weak", "left:hip_flexion=5"), ("weak", "right:hip_flexion=5"), ("weak", "left:ankle_dorsiflexion=4-"),
        ("weak", "left:ankle_inversion=5"), ("weak", "left:great_toe_extension=3+"),
        ("reflex", "left:patellar=normal"), ("reflex", "left:medial_hamstring=normal"),
        ("reflex", "left:achilles=reduced"), ("test", "left:slr=positive"), ("test", "right:slr=negative"),
        ("history", "worse_cough_sneeze"), ("history", "worse_sitting"),
    ]  # fmt: skip
    typed_case = new_session().with_findings(tuple(parse_finding(*form) for form in forms)).case
    assert desk.store.session.case == typed_case
    assert case_from_json(case_to_json(desk.store.session.case)) == typed_case
    assert sum(len(stroke) if isinstance(stroke, str) else 1 for stroke in strokes) <= 60, "a stroke a second"


def test_a_grade_of_two_keys_is_one_undo_step(desk, qtbot):
    desk.exam.table.setFocus()
    press(qtbot, "4-")
    assert findings(desk) == (Weakness("left", "hip_flexion", "4-"),)
    assert desk.store.stack.undoText() == "Strength: left lifting the knee towards the chest"
    desk.store.stack.undo()
    assert findings(desk) == ()
    assert cell(desk.exam.table).endswith("not tested")
    desk.store.stack.redo()
    assert cell(desk.exam.table).endswith("4- of 5")


@pytest.mark.parametrize("key", [KEYS.Key_Delete, KEYS.Key_Backspace])
def test_delete_clears_only_its_cell(desk, qtbot, key):
    desk.store.edit("Before", desk.store.session.with_findings((Pain("left", "calf"), Flag("fever"))))
    desk.exam.table.setFocus()
    press(qtbot, "3", KEYS.Key_Tab, "4")
    press(qtbot, key, key)
    assert findings(desk) == (Pain("left", "calf"), Flag("fever"), Weakness("left", "hip_flexion", "3"))


def test_keys_that_mean_nothing_change_nothing(desk, qtbot):
    desk.exam.table.setFocus()
    press(qtbot, "x9-+d", KEYS.Key_Escape)
    assert findings(desk) == ()
    assert not desk.store.stack.canUndo()


def test_space_offers_the_answers_and_keys_choose_one(desk, qtbot):
    desk.exam.table.setFocus()
    press(qtbot, KEYS.Key_Space)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()][::14] == ["5 of 5", "0 of 5"]
    assert menu.actions()[-1].text() == "Not tested"
    press_in = [KEYS.Key_Down, KEYS.Key_Down, KEYS.Key_Return]
    for key in press_in:
        qtbot.keyClick(menu, key)
    assert findings(desk) == (Weakness("left", "hip_flexion", "5-"),)


def click_on(qtbot, table, index):
    table.scrollTo(index)
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(index).center())


def test_clicks_do_what_keys_do(desk, qtbot):
    table = desk.exam.table
    model = table.model()
    click_on(qtbot, table, model.index(3, 0))
    assert table.isExpanded(model.index(3, 0))
    click_on(qtbot, table, model.index(1, 0, model.index(3, 0)))
    assert findings(desk) == (History("worse_sitting"),)
    click_on(qtbot, table, model.index(1, 0, model.index(3, 0)))
    assert findings(desk) == ()
    click_on(qtbot, table, model.index(2, 2, model.index(1, 0)))
    menu = QApplication.activePopupWidget()
    menu.actions()[2].trigger()
    menu.close()
    assert findings(desk) == (Reflex("right", "achilles", "absent"),)
    click_on(qtbot, table, model.index(0, 0, model.index(2, 0)))  # a name: the keys then go to a cell of its row
    press(qtbot, "+")
    assert findings(desk)[1:] == (Test("right", "slr", "positive"),)


def test_sections_fold_and_say_how_much_is_in_them(desk, qtbot):
    table = desk.exam.table
    strength = table.model().index(0, 0)
    desk.exam.table.setFocus()
    press(qtbot, "4", KEYS.Key_Left)  # from the leftmost cell to its heading
    assert table.currentIndex() == strength
    assert strength.data() == "Strength (1)"
    press(qtbot, KEYS.Key_Left)
    assert not table.isExpanded(strength)
    press(qtbot, KEYS.Key_Down)
    assert table.currentIndex().data() == "Reflexes"
    press(qtbot, KEYS.Key_Home, KEYS.Key_Space)
    assert table.isExpanded(strength)
    press(qtbot, KEYS.Key_End)
    assert table.currentIndex().data() == "Warning signs"


def test_tab_walks_through_the_cells_and_out_again(desk, qtbot):
    desk.button.setFocus()
    press(qtbot, KEYS.Key_Tab)
    assert QApplication.focusWidget() is desk.exam.table
    seen = []
    while QApplication.focusWidget() is desk.exam.table:
        seen.append(cell(desk.exam.table))
        press(qtbot, KEYS.Key_Tab)
        assert len(seen) < 100
    assert len(seen) == 2 * (12 + 3 + 8) + 4, "both sides of every open row, and the headings below"
    qtbot.keyClick(QApplication.focusWidget(), KEYS.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is desk.exam.table


def test_showing_a_session_reports_nothing(desk, qtbot):
    told = []
    desk.exam.edited.connect(lambda *what: told.append(what))
    desk.body.edited.connect(lambda *what: told.append(what))
    desk.body.kind_chosen.connect(told.append)
    session = new_session().with_findings(
        (Weakness("left", "hip_flexion", "3"), Flag("fever"), Numbness("left", "heel"))
    )
    session = replace(session, pen=Pen("numbness"))
    for panel in (desk.exam, desk.body):
        panel.show_session(session, None)
    assert told == []
    assert desk.body.kinds["numbness"].isChecked()
    assert cell(desk.exam.table) == "left, lifting the knee towards the chest: 3 of 5"


def test_the_body_is_marked_by_keys_alone(desk, qtbot):
    desk.body.table.setFocus()
    press(qtbot, "calf", KEYS.Key_Space)
    assert findings(desk) == (Pain("left", "calf", 6),)
    assert desk.store.stack.undoText() == "Mark left calf"
    assert cell(desk.body.table) == "left calf, pain: marked"
    press(qtbot, KEYS.Key_Right, KEYS.Key_Right, KEYS.Key_Down, KEYS.Key_Space)
    assert findings(desk)[1:] == (Pain("right", "calf_upper", 6),)
    press(qtbot, KEYS.Key_Space)
    assert findings(desk) == (Pain("left", "calf", 6),)
    desk.store.stack.undo()
    desk.store.stack.undo()
    desk.store.stack.undo()
    assert findings(desk) == ()


def test_marks_in_the_middle_by_the_words_of_the_pen(desk, qtbot):
    desk.store.take_up(Pen("numbness", 4))
    desk.body.table.setFocus()
    press(qtbot, "between", KEYS.Key_Right, KEYS.Key_Space)
    assert findings(desk) == (Numbness("midline", "saddle", 4),)


def test_the_kind_is_chosen_by_keys(desk, qtbot):
    desk.body.kinds["pain"].setFocus()
    press(qtbot, KEYS.Key_Right)
    assert desk.store.session.pen == Pen("numbness", 6)
    press(qtbot, KEYS.Key_Tab)
    assert QApplication.focusWidget() is desk.body.table


def test_typing_one_letter_again_goes_on_to_the_next(desk, qtbot):
    desk.body.table.setFocus()
    seen = []
    for _ in range(4):
        press(qtbot, "s")
        seen.append(cell(desk.body.table).split(",")[0])
    assert seen == ["left side of the waist", "left shin", "left shin", "left shin"]


def test_a_click_on_a_box_marks_it(desk, qtbot):
    table = desk.body.table
    click_on(qtbot, table, table.model().index(3, 2))
    assert findings(desk) == (Pain("midline", "low_back", 6),)
    click_on(qtbot, table, table.model().index(3, 2))
    assert findings(desk) == ()


def test_everything_has_a_name_and_a_tip(desk):
    for panel in (desk.exam, desk.body):
        controls = (panel.findChild(CellTree), *panel.findChildren(QRadioButton))
        for widget in controls:
            assert widget.accessibleName()
            assert widget.toolTip()
        assert sum(bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) for widget in controls) == min(2, len(controls))
        model = panel.findChild(CellTree).model()
        for item in panel._items.values():
            assert model.data(item.index(), Qt.ItemDataRole.AccessibleTextRole)
            assert item.toolTip()


def test_shortcuts_with_a_modifier_stay_the_windows(desk):
    event = QKeyEvent(QEvent.Type.ShortcutOverride, KEYS.Key_Z, Qt.KeyboardModifier.ControlModifier, "z")
    event.ignore()
    QApplication.sendEvent(desk.exam.table, event)
    assert not event.isAccepted()


def test_the_focus_is_visible(desk, qtbot):
    table = desk.exam.table
    rect = table.visualRect(table.currentIndex())
    corner = QPoint(rect.left() + 3, rect.center().y())
    desk.exam.table.setFocus()
    qtbot.wait(50)
    focused = table.viewport().grab().toImage().pixelColor(corner)
    desk.button.setFocus()
    qtbot.wait(50)
    assert table.viewport().grab().toImage().pixelColor(corner) != focused


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_typed_the_case_stays_valid_and_undo_goes_back(desk, qtbot, seed):
    chance = random.Random(seed)
    keys = [*"0123459+-nrabpxst", *STEPS, *SIDEWAYS, KEYS.Key_Space, KEYS.Key_Delete]
    empty = desk.store.session
    for _ in range(200):
        table = chance.choice((desk.exam.table, desk.body.table))
        table.setFocus()
        qtbot.keyClick(table, chance.choice(keys))
        if menu := QApplication.activePopupWidget():
            menu.close()
    case = desk.store.session.case
    assert case_from_json(case_to_json(case)) == case
    cells = [re.sub("=.*", "", finding_label(finding)) + getattr(finding, "side", "") for finding in findings(desk)]
    assert len(set(cells)) == len(cells) > 3
    while desk.store.stack.canUndo():
        desk.store.stack.undo()
    assert desk.store.session == empty

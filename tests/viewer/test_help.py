"""The Help menu in the real window, by real keys: nothing it lists is written twice, everything is reachable."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QSlider, QSpinBox

from dermatomes import Pain, sources
from viewer.canvas_keys import CANVAS_KEYS
from viewer.reader import Reader
from viewer.session import new_session
from viewer.shortcuts import shortcuts
from viewer.sidebar import TABS
from viewer.sources_text import LIMITS, sources_text

CONTROLS = (QAbstractButton, QComboBox, QSpinBox, QSlider, QAbstractItemView, QLineEdit)
README = Path(__file__).parents[2] / "README.md"


def open_reader(window, qtbot):
    (reader,) = [one for one in window.findChildren(Reader) if one.isVisible()]
    reader.activateWindow()  # there is no window manager to do it
    qtbot.waitActive(reader)
    return reader


def keys_on_the_sheet(window):
    return {key for _, rows in shortcuts(window) for keys, _ in rows for key in keys.split(" or ")}


def test_every_key_of_every_action_is_on_the_sheet_once(window):
    listed = keys_on_the_sheet(window)
    wanted = {key.toString() for action in window.findChildren(QAction) for key in action.shortcuts()}
    assert {"F1", "Ctrl+/", "?", "P", "Ctrl+Z"} <= wanted
    assert wanted - {""} <= listed
    while_open = ("Panels", "Everywhere", "While presenting", "In the quiz")
    rows = [keys for heading, rows in shortcuts(window) for keys, _ in rows if heading not in while_open]
    assert len(rows) == len(set(rows))


def test_keys_that_work_while_presenting_are_on_the_sheet(window):
    rows = dict(dict(shortcuts(window))["While presenting"])
    for shortcut in window.presenting.keys:
        listed = shortcut.keys()
        assert rows[" or ".join(key.toString() for key in listed)] == shortcut.whatsThis()


def test_a_new_action_comes_to_the_sheet_by_itself(window):
    window.menuBar().actions()[0].menu().addAction("Whistle", "Ctrl+Alt+W", lambda: None)
    rows = dict(shortcuts(window)[0][1])
    assert rows["Ctrl+Alt+W"] == "Whistle"


@pytest.mark.parametrize("row", CANVAS_KEYS, ids=lambda row: row.words)
def test_a_key_of_the_sheet_moves_the_eye(window, qtbot, row):
    view = window.body_view
    view.look(view.home.zoomed(1.5).turned(30, 10))
    before = view.camera
    qtbot.keyClick(view.widget, row.keys[0])
    qtbot.waitUntil(lambda: view.camera == row.move(before, view.home))
    assert view.camera != before


@pytest.mark.parametrize("key", [Qt.Key.Key_F1, Qt.Key.Key_Slash])
def test_keys_open_the_sheet_and_escape_closes_it(window, qtbot, key):
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(window, key, Qt.KeyboardModifier.NoModifier if key == Qt.Key.Key_F1 else control)
    reader = open_reader(window, qtbot)
    assert "Ctrl+Shift+Z" in reader.page.toPlainText()
    qtbot.keyClick(reader.page, Qt.Key.Key_Escape)
    assert not [one for one in window.findChildren(Reader) if one.isVisible()]


def test_question_mark_says_what_is_on_the_screen_now(window, qtbot):
    window.store.edit("Mark", window.store.session.with_findings((Pain("left", "calf", 6),)))
    window.look("back", smoothly=False)
    qtbot.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    text = open_reader(window, qtbot).page.toPlainText()
    assert "female figure, from behind." in text
    assert "Pain, left calf (6 of 10)." in text


def test_pages_scroll_by_keys_and_find_words(window, qtbot):
    window.help.show_sources()
    reader = open_reader(window, qtbot)
    bar = reader.page.verticalScrollBar()
    qtbot.keyClick(reader.page, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    qtbot.keyClick(reader.page, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    qtbot.keyClick(reader.page, Qt.Key.Key_Home)
    assert bar.value() == 0
    qtbot.keyClick(reader, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(reader.search_box, "Sasaki")
    assert re.fullmatch(r"1 of \d+", reader.count.text())
    qtbot.keyClick(reader.search_box, Qt.Key.Key_Return)
    assert reader.count.text().startswith("2 of ")
    assert reader.page.textCursor().selectedText().lower() == "sasaki"
    qtbot.keyClicks(reader.search_box, "xyz")
    assert reader.count.text() == "not found"


def test_pages_take_the_colours_of_the_look_at_once(window, qtbot):
    window.help.show_sources()
    reader = open_reader(window, qtbot)
    light = reader.page.palette().base().color(), reader.page.document().defaultStyleSheet()
    window.dress("dark")
    qtbot.wait(50)
    dark = reader.page.palette().base().color(), reader.page.document().defaultStyleSheet()
    assert light[0].lightness() > 200
    assert dark[0].lightness() < 60
    assert light[1] != dark[1]


def test_limits_are_those_of_the_readme_word_for_word():
    section = README.read_text("utf-8").split("## Limits")[1].split("\n## ")[0]
    listed = [" ".join(item.split()) for item in section.split("\n- ")[1:]]
    assert list(LIMITS) == listed


def test_every_source_stands_on_the_page():
    text = sources_text().replace("&amp;", "&").replace("&#x27;", "'")
    assert [source.citation for source in sources().values() if source.citation not in text] == []


def test_every_action_and_control_has_a_tool_tip_and_a_name(window, qtbot):
    actions = [one for one in window.findChildren(QAction) if not one.isSeparator() and one.text() and not one.menu()]
    assert [one.text() for one in actions if not one.toolTip()] == []
    window.store.edit("Mark", new_session("female").with_findings((Pain("left", "calf", 6),)))
    lacking = []
    for audience in ("", *TABS):
        window.store.address(audience)
        for name in TABS.get(audience, ("",)):
            if name:
                window.sidebar.tabs.setCurrentWidget(window.sidebar.pages[name])
            qtbot.wait(10)
            shown = [one for kind in CONTROLS for one in window.findChildren(kind) if one.isVisibleTo(window)]
            lacking += [(audience, name, one) for one in shown if not _explained(one)]
    assert [f"{a} {n}: {type(one).__name__} {one.objectName()} {_text(one)}" for a, n, one in lacking] == []


def _text(control):
    return control.text() if hasattr(control, "text") else ""


def _explained(control):
    """Whether a control says what it is for; what Qt puts inside another control is explained by that one."""
    if control.objectName().startswith("qt_") or isinstance(control.parent(), CONTROLS):
        return True
    return bool(control.toolTip()) and bool(control.accessibleName() or _text(control))


def test_tips_of_the_menus_are_shown(window):
    menus = [action.menu() for action in window.menuBar().actions()]
    assert all(menu.toolTipsVisible() for menu in menus)

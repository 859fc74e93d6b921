"""Everything can be reached, named and seen without a mouse: walked with real keys through every audience and tab."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction, QImage, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QRadioButton,
    QScrollArea,
    QSlider,
    QTabBar,
    QTextBrowser,
    QToolBar,
    QToolButton,
    QWidget,
)

from dermatomes import parse_finding
from viewer.focus_frame import FocusFrame
from viewer.panel import RootBar
from viewer.sidebar import TABS

CONTROLS = (QAbstractButton, QComboBox, QAbstractSpinBox, QSlider, QLineEdit, QAbstractItemView, QTabBar, RootBar)
READ = (QTextBrowser, QScrollArea)
FINDINGS = tuple(
    parse_finding(*words)
    for words in (("pain", "left:calf"), ("weak", "left:great_toe_extension=3"), ("flag", "bladder_retention"))
)
STATES = [("", ""), *((audience, tab) for audience, tabs in TABS.items() for tab in tabs)]
MOST_STEPS = 400


@pytest.fixture
def filled(window, qtbot):
    """A window with something to show in every tab."""
    window.resize(1500, 1100)
    window.store.open(window.store.session.with_findings(FINDINGS))
    session = window.store.session
    window.store.edit("Show", replace(session, look=replace(session.look, focus="part:sciatic")))
    qtbot.wait(50)
    return window


def go(window, qtbot, audience, tab):
    window.store.address(audience)
    if tab:
        window.sidebar.tabs.setCurrentWidget(window.sidebar.pages[tab])
    qtbot.wait(30)


def is_part(widget):
    """Whether a widget is a part of another one that stands for it."""
    above = widget.parentWidget()
    return isinstance(widget, QHeaderView) or isinstance(above, (QAbstractSpinBox, QComboBox, QLineEdit, QTabBar))


def interactive(window):
    """Every widget on the screen that can be operated, or scrolled, or read with a caret."""
    views = [window.body_view.widget, window.spine_view.widget]
    seen = [widget for widget in window.findChildren(QWidget) if widget.isVisible() and not is_part(widget)]
    return views + [
        widget
        for widget in seen
        if isinstance(widget, CONTROLS) or (isinstance(widget, READ) and widget.focusPolicy() != Qt.FocusPolicy.NoFocus)
    ]


def spoken(widget):
    """What a screen reader calls a widget. Where Qt gives the value of a box as its name, its label is the name."""
    interface = QAccessible.queryAccessibleInterface(widget)
    if isinstance(widget, QComboBox):
        labels = [other for other, how in interface.relations(QAccessible.RelationFlag.Label) if other is not None]
        return labels[0].text(QAccessible.Text.Name).strip() if labels else ""
    return interface.text(QAccessible.Text.Name)


def title(widget):
    return f"{type(widget).__name__} [{spoken(widget) or widget.objectName()}]"


def walk(qtbot, key=Qt.Key.Key_Tab):
    """Press a key until the focus is where it began; give what had the focus, in order."""
    first = QApplication.focusWidget()
    way = [first]
    for _ in range(MOST_STEPS):
        qtbot.keyClick(QApplication.focusWidget(), key)
        now = QApplication.focusWidget()
        assert now is not None, f"after {title(way[-1])} nothing has the focus"
        if now is first and len(way) > 1:
            return way
        if now is not way[-1]:
            way.append(now)
    raise AssertionError(f"the focus does not leave {title(now)}")


def by_arrows(qtbot, chosen):
    """The radio buttons that arrows lead to from the chosen one."""
    chosen.setFocus()
    reached = []
    for arrow in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Right):
        qtbot.keyClick(QApplication.focusWidget(), arrow)
        reached.append(QApplication.focusWidget())
    return reached


def test_every_control_is_named_and_every_control_tells_what_it_does(filled, qtbot):
    nameless, tipless = set(), set()
    for state in STATES:
        go(filled, qtbot, *state)
        for widget in interactive(filled):
            if not spoken(widget):
                nameless.add((state, title(widget)))
            if isinstance(widget, QTabBar):
                told = all(widget.tabToolTip(n) for n in range(widget.count()))
            else:
                told = bool(widget.toolTip())
            if isinstance(widget, CONTROLS) and not told:
                tipless.add((state, title(widget)))
    assert nameless == set()
    assert tipless == set()


def test_every_question_and_the_result_are_named(filled, qtbot):
    go(filled, qtbot, "patient", "questions")
    panel = filled.sidebar.patient
    for _ in range(panel.walk.count + 1):
        assert [title(widget) for widget in interactive(filled) if not spoken(widget)] == []
        panel.turn_to(panel.walk.next())


def test_tab_comes_to_everything_and_round_and_back(filled, qtbot):
    for state in STATES:
        go(filled, qtbot, *state)
        filled.body_view.widget.setFocus()
        forward = walk(qtbot)
        backward = walk(qtbot, Qt.Key.Key_Backtab)
        wanted = [widget for widget in interactive(filled) if widget.isEnabled()]
        assert [title(widget) for widget in forward if widget not in wanted] == [], state
        assert [*map(title, backward[1:])] == [*map(title, forward[:0:-1])], state
        radios = [widget for widget in forward if isinstance(widget, QRadioButton)]
        reached = {*forward, *(button for radio in radios for button in by_arrows(qtbot, radio))}
        assert [title(widget) for widget in wanted if widget not in reached] == [], state


def test_tab_comes_to_every_answer_of_every_question(filled, qtbot):
    go(filled, qtbot, "patient", "questions")
    panel = filled.sidebar.patient
    for _ in range(panel.walk.count + 1):
        qtbot.wait(20)
        filled.sidebar.tabs.tabBar().setFocus()
        reached = walk(qtbot)
        inside = [w for w in interactive(filled) if filled.sidebar.isAncestorOf(w) and w.isEnabled()]
        assert [title(widget) for widget in inside if widget not in reached] == [], panel.walk.progress
        panel.turn_to(panel.walk.next())


def menu_actions(window):
    """Every action of the menu bar with the titles that lead to it."""

    def below(menu, path):
        for action in menu.actions():
            if action.menu() is not None:
                yield from below(action.menu(), (*path, action.menu().title()))
            elif not action.isSeparator():
                yield action, (*path, action.text())

    return [pair for action in window.menuBar().actions() for pair in below(action.menu(), (action.text(),))]


def test_every_action_has_a_key_or_stands_in_a_menu_that_has_one(filled):
    menus = menu_actions(filled)
    assert all("&" in path[0] for _, path in menus), "a menu without a letter for Alt"
    in_menus = {action for action, _ in menus}
    buttons = {button.defaultAction() for button in filled.findChildren(QToolButton) if button.defaultAction()}
    wanted = {action for action in filled.findChildren(QAction) if not action.isSeparator() and action.text()}
    wanted -= {bar.toggleViewAction() for bar in filled.findChildren(QToolBar)}  # no bar can be hidden
    own = {action for action in wanted if action.menu() is None and not isinstance(action.parent(), QLineEdit)}
    assert [action.text() for action in own if action not in in_menus and action.shortcut().isEmpty()] == []
    assert [action.text() for action in buttons & wanted if action not in in_menus and not action.shortcut()] == []


def letters_of(words):
    return [QKeySequence.mnemonic(word).toString() for word in words if not QKeySequence.mnemonic(word).isEmpty()]


def twice(keys):
    return [key for key, count in Counter(keys).items() if count > 1]


def test_no_two_keys_mean_two_things(filled, qtbot):
    for state in STATES:
        go(filled, qtbot, *state)
        actions = {action for action in filled.findChildren(QAction) if action.isEnabled() and not action.menu()}
        keys = [key.toString() for action in actions for key in action.shortcuts()]
        tabs = filled.sidebar.tabs
        shown = [tabs.tabText(n) for n in range(tabs.count()) if tabs.isTabVisible(n) and tabs.isVisible()]
        buttons = [button.text() for button in filled.findChildren(QAbstractButton) if button.isVisible()]
        labels = [label.text() for label in filled.findChildren(QLabel) if label.isVisible() and label.buddy()]
        bars = [action.text() for action in filled.menuBar().actions()]
        assert twice(keys + letters_of([*bars, *shown, *buttons, *labels])) == [], state


def test_no_menu_has_a_letter_twice(filled):
    for menu in filled.menuBar().findChildren(QMenu):
        assert twice(letters_of(action.text() for action in menu.actions())) == [], menu.title()


@pytest.mark.parametrize("audience", TABS)
def test_alt_and_the_letter_of_a_tab_opens_it_and_only_tabs_that_are_shown(filled, qtbot, audience):
    tabs, pages, tab = filled.sidebar.tabs, filled.sidebar.pages, "list"
    for name, page in pages.items():
        go(filled, qtbot, audience, tab)
        filled.body_view.widget.setFocus()
        letter = QKeySequence.mnemonic(tabs.tabText(tabs.indexOf(page))).toString().removeprefix("Alt+")
        qtbot.keyClick(filled, letter.lower(), Qt.KeyboardModifier.AltModifier)
        expected = page if name in TABS[audience] else pages[tab]
        assert tabs.currentWidget() is expected, f"Alt+{letter}"


def test_alt_r_leads_a_patient_to_the_result(filled, qtbot):
    go(filled, qtbot, "patient", "questions")
    qtbot.keyClick(filled, "r", Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: filled.sidebar.patient.walk.question is None)  # a key holds a button a moment


def test_showing_a_root_by_key_keeps_the_focus_on_it(filled, qtbot):
    go(filled, qtbot, "clinician", "result")
    place = ("left", "L3")
    filled.panel.bars[place].setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert filled.store.session.chosen == place
    assert QApplication.focusWidget() is filled.panel.bars[place]


def test_removing_findings_by_key_keeps_the_focus_among_them(filled, qtbot):
    go(filled, qtbot, "clinician", "result")
    filled.panel.findings.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Delete)
    assert len(filled.store.session.findings) == len(FINDINGS) - 1
    assert QApplication.focusWidget() is filled.panel.findings


def test_about_box_is_named_and_closes_by_key(filled, qtbot):
    next(action for action, path in menu_actions(filled) if "About" in path[-1]).trigger()
    (box,) = filled.findChildren(QDialog)
    qtbot.waitExposed(box)
    assert all(spoken(page) for page in box.findChildren(QTextBrowser))
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert not box.isVisible()


def pixels(widget):
    """What a widget and a frame around it look like; of a 3D view the frame alone."""
    top = widget.window()
    place = widget.rect().translated(widget.mapTo(top, widget.rect().topLeft())).adjusted(-3, -3, 3, 3)
    if isinstance(widget.parentWidget(), FocusFrame):
        place.setHeight(4)
    image = top.grab(place & top.rect()).toImage().convertToFormat(QImage.Format.Format_RGB888)
    assert not image.isNull(), f"{title(widget)} lies outside the window"
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * 3].copy()


def shows_its_focus(qtbot, widget):
    """Whether a widget that has the focus looks otherwise than without it; it keeps the focus."""
    with_focus = pixels(widget)
    widget.clearFocus()
    qtbot.wait(10)
    without = pixels(widget)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    return not np.array_equal(with_focus, without)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_focus_is_seen_on_every_kind_of_control(filled, qtbot, theme):
    filled.dress(theme)
    looked_at, unseen = set(), set()
    for state in STATES:
        go(filled, qtbot, *state)
        first = filled.body_view.widget
        first.setFocus(Qt.FocusReason.TabFocusReason)
        for _ in range(MOST_STEPS):
            widget = QApplication.focusWidget()
            if (kind := (state[1], type(widget).__name__, widget.objectName())) not in looked_at:
                looked_at.add(kind)
                qtbot.wait(10)
                if not shows_its_focus(qtbot, widget):
                    unseen.add(title(widget))
            qtbot.keyClick(widget, Qt.Key.Key_Tab)
            if QApplication.focusWidget() is first:
                break
    assert len(looked_at) > 30
    assert unseen == set()


def test_another_look_reaches_every_open_page(filled, qtbot):
    for state in STATES:
        filled.dress("light")
        go(filled, qtbot, *state)
        filled.dress("dark")
        qtbot.wait(20)
        ink = QApplication.palette().windowText().color()
        shown = [w for w in filled.sidebar.findChildren(QWidget) if w.isVisible() and w.isEnabled()]
        odd = {title(w) for w in shown if w.palette().windowText().color() != ink and not in_a_warning(w)}
        assert odd == set(), state


def in_a_warning(widget):
    return any(above.accessibleName().startswith("Warning") for above in (widget, widget.parentWidget()))

"""A thousand random actions on the real window: whatever is done, the case stays valid and the picture is of it."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QFileDialog, QMessageBox
from vtkmodules.vtkCommonCore import vtkOutputWindow, vtkStringOutputWindow

from dermatomes import case_from_json, case_to_json
from viewer.choice_button import ChoiceButton
from viewer.paint import paint
from viewer.session import Pen, new_session
from viewer.sidebar import TABS

EXAMPLES, STEPS, ACTIONS = 25, 50, 1000
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
KEYS = Qt.Key
FRACTIONS = st.integers(20, 980).map(lambda thousandths: thousandths / 1000)
PLACES = st.tuples(FRACTIONS, FRACTIONS)
STEP = st.integers(-40, 40)
NUMBERS = st.integers(0, 200)
WAYS_ON = st.sampled_from(["next", "skip", "back", "to_result", ""])
LETTERS = st.sampled_from("pntmbed123456")
CANVAS_KEYS = st.sampled_from(
    [KEYS.Key_Left, KEYS.Key_Right, KEYS.Key_Up, KEYS.Key_Down, KEYS.Key_Plus, KEYS.Key_Minus, KEYS.Key_Home]
)
CELL_KEYS = st.sampled_from(
    [*"012345+-nrab ", KEYS.Key_Up, KEYS.Key_Down, KEYS.Key_Left, KEYS.Key_Right, KEYS.Key_Delete, KEYS.Key_PageDown,
     KEYS.Key_End, KEYS.Key_Home, KEYS.Key_Tab]
)  # fmt: skip
BOX_KEYS = st.sampled_from(
    [KEYS.Key_Up, KEYS.Key_Down, KEYS.Key_PageUp, KEYS.Key_PageDown, KEYS.Key_Home, KEYS.Key_End]
)
WORDS = st.sampled_from(["sciatic", "big toe", "L5", "n. ischiadicus", "calf", "disc", "xyz", "", "S1", "psoas"])
SIZES = st.sampled_from([(1024, 700), (900, 600), (640, 480)])
NOT_HERE = ("&Quit",)
"""Ends the window."""


def press(widget, *keys):
    for key in keys:
        QTest.keyClick(widget, key)


class Person(RuleBasedStateMachine):
    """Somebody at the window; `seat` gives them one before they begin."""

    def __init__(self):
        super().__init__()
        self.steps = 0

    @classmethod
    def seat(cls, window, folder, caught, words):
        cls.window, cls.folder, cls.caught, cls.words = window, folder, caught, words
        cls.base, cls.done = window.store.session, Counter()
        window.store.opened.connect(cls.begin)

    @classmethod
    def begin(cls):
        cls.base = cls.window.store.session

    def point(self, place, canvas="body_view"):
        size = getattr(self.window, canvas).widget.size()
        return QPoint(round(place[0] * size.width()), round(place[1] * size.height()))

    @property
    def session(self):
        return self.window.store.session

    def turn_to(self, tab):
        """Open a tab, in the words of somebody who is offered it."""
        if tab not in TABS.get(self.session.audience, ()):
            self.window.store.address(next(audience for audience, tabs in TABS.items() if tab in tabs))
        self.window.sidebar.tabs.setCurrentWidget(self.window.sidebar.pages[tab])

    @initialize(audience=st.sampled_from(["", *TABS]), figure=st.sampled_from(["female", "male", "neutral"]))
    def sit_down(self, audience, figure):
        self.window.resize(1024, 700)
        self.window.dress("light")
        self.window.store.open(new_session(figure))
        self.window.store.take_up(Pen())
        self.window.store.address(audience)
        self.window.look("back", smoothly=False)

    @rule(place=PLACES)
    def click(self, place):
        QTest.mouseClick(self.window.body_view.widget, LEFT, pos=self.point(place))

    @rule(place=PLACES, button=st.sampled_from([LEFT, RIGHT]))
    def click_twice(self, place, button):
        widget, point = self.window.body_view.widget, self.point(place)
        QTest.mouseClick(widget, button, pos=point)
        self.close_menu()
        QTest.mouseDClick(widget, button, pos=point)
        self.close_menu()

    @rule(place=PLACES, number=NUMBERS)
    def ask_and_choose(self, place, number):
        QTest.mouseClick(self.window.body_view.widget, RIGHT, pos=self.point(place))
        menu = QApplication.activePopupWidget()
        if menu is not None:
            offers = [action for action in menu.actions() if action.isEnabled()]
            if offers:
                offers[number % len(offers)].trigger()
        self.close_menu()

    def close_menu(self):
        while (menu := QApplication.activePopupWidget()) is not None:
            menu.close()

    @rule(way=st.lists(PLACES, min_size=2, max_size=4), view=st.sampled_from(["body_view", "spine_view"]), key=LETTERS)
    def drag(self, way, view, key):
        """Drag over a view, and press a key before the button is let go."""
        widget = getattr(self.window, view).widget
        points = [self.point(place, view) for place in way]
        QTest.mousePress(widget, LEFT, pos=points[0])
        for point in points[1:]:
            QTest.mouseMove(widget, point)
            QApplication.processEvents()
        press(widget, key)
        QTest.mouseRelease(widget, LEFT, pos=points[-1])

    @rule(start=PLACES, by=st.tuples(STEP, STEP), tool=st.sampled_from("be"), back=st.booleans())
    def brush(self, start, by, tool, back):
        """Paint or rub out, perhaps taking a step back before the brush is lifted."""
        press(self.window, tool)
        widget, point = self.window.body_view.widget, self.point(start)
        QTest.mousePress(widget, LEFT, pos=point)
        QTest.mouseMove(widget, point + QPoint(*by))
        if back:
            QTest.keyClick(widget, KEYS.Key_Z, Qt.KeyboardModifier.ControlModifier)
        QTest.mouseRelease(widget, LEFT, pos=point + QPoint(*by))

    @rule(place=PLACES, steps=st.integers(-3, 3))
    def wheel(self, place, steps):
        widget, point = self.window.body_view.widget, QPointF(self.point(place))
        QApplication.sendEvent(
            widget,
            QWheelEvent(
                point, widget.mapToGlobal(point), QPoint(), QPoint(0, 120 * steps), Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
            ),
        )  # fmt: skip

    @rule(keys=st.lists(CANVAS_KEYS, max_size=3))
    def turn_by_keys(self, keys):
        press(self.window.body_view.widget, *keys)

    @rule(key=LETTERS)
    def letter(self, key):
        press(self.window.body_view.widget, key)

    @rule(number=NUMBERS)
    def menu(self, number):
        actions = [
            action
            for bar in self.window.menuBar().actions()
            for one in bar.menu().actions()
            for action in (one.menu().actions() if one.menu() else [one])
            if action.isEnabled() and not action.isSeparator() and action.text() not in NOT_HERE
        ]
        actions[number % len(actions)].trigger()
        for box in self.window.findChildren(QDialog):
            press(box, KEYS.Key_Escape)

    @rule(times=st.integers(1, 4), key=st.sampled_from([KEYS.Key_Z, KEYS.Key_Y]))
    def back_or_forth(self, times, key):
        for _ in range(times):
            QTest.keyClick(self.window, key, Qt.KeyboardModifier.ControlModifier)

    @rule(number=st.integers(0, 5), keys=st.lists(BOX_KEYS, min_size=1, max_size=3))
    def box(self, number, keys):
        tools, looks = self.window.tools, self.window.looks
        pen = (tools.strength, tools.brush, tools.quality, tools.depth_box)
        press((*pen, looks.clearness, looks.figure)[number], *keys)

    @rule(number=NUMBERS)
    def audience_or_tab(self, number):
        tabs = self.window.sidebar.tabs
        seen = [at for at in range(tabs.count()) if tabs.isTabVisible(at)]
        if not self.session.audience:
            choices = list(self.window.sidebar.start.choices.values())
            choices[number % len(choices)].click()
        elif number % 3 == 0:
            QTest.keyClick(self.window, str(1 + number % 9 // 3), Qt.KeyboardModifier.ControlModifier)
        else:
            tabs.setCurrentIndex(seen[number % len(seen)])

    @rule(number=NUMBERS)
    def example(self, number):
        self.window.store.address("")
        files = self.window.sidebar.start.examples
        files.setCurrentRow(number % files.count())
        press(files, KEYS.Key_Return)

    @rule(tab=st.sampled_from(["examine", "list"]), keys=st.lists(CELL_KEYS, min_size=1, max_size=8))
    def cells(self, tab, keys):
        self.turn_to(tab)
        press(self.window.sidebar.tabs.currentWidget().table, *keys)

    @rule(kind=st.sampled_from(["pain", "numbness", "tingling"]))
    def kind_of_list(self, kind):
        self.turn_to("list")
        self.window.sidebar.list.kinds[kind].click()

    @rule(numbers=st.lists(NUMBERS, min_size=1, max_size=3), onward=WAYS_ON)
    def answer(self, numbers, onward):
        self.turn_to("questions")
        patient = self.window.sidebar.patient
        for number in numbers:
            answers = [b for b in patient.page.findChildren(ChoiceButton) if b.isEnabled() and b.isVisible()]
            if answers:
                answers[number % len(answers)].click()
        if onward and getattr(patient, onward).isVisible():
            getattr(patient, onward).click()

    @rule(words=WORDS, number=NUMBERS)
    def search(self, words, number):
        self.turn_to("explore")
        box = self.window.sidebar.student.search_box
        box.clear()
        QTest.keyClicks(box, words)
        press(box, KEYS.Key_Down, *[KEYS.Key_Down] * (number % 4), KEYS.Key_Return)

    @rule(number=NUMBERS)
    def take_apart(self, number):
        self.turn_to("explore")
        student = self.window.sidebar.student
        controls = student.controls
        boxes = (*controls.layers.values(), controls.names, controls.disputes, controls.flip)
        buttons = [b for b in (*student.buttons.values(), student.show_all, *boxes) if b.isEnabled()]
        buttons[number % len(buttons)].click()

    @rule(number=st.integers(0, 2), keys=st.lists(BOX_KEYS, min_size=1, max_size=3))
    def slide(self, number, keys):
        self.turn_to("explore")
        controls = self.window.sidebar.student.controls
        press((controls.explode, controls.axis, controls.cut)[number], *keys)

    @rule(number=NUMBERS, key=st.sampled_from([KEYS.Key_Return, KEYS.Key_Space]))
    def root(self, number, key):
        self.turn_to("result")
        bars = list(self.window.panel.bars.values())
        if bars:
            press(bars[number % len(bars)], key)

    @rule(number=NUMBERS)
    def remove(self, number):
        self.turn_to("result")
        rows = self.window.panel.findings
        rows.setCurrentRow(number % max(1, rows.count()))
        for button in self.window.panel.findChildren(QAbstractButton):
            if button.text() == "Remove":
                button.click()
                return

    @rule(number=st.integers(0, 2))
    def save(self, number):
        path = self.folder / f"{number}.rootatlas.json"
        assert self.window.document.save_to(path)
        assert not self.window.isWindowModified()

    @rule(number=st.integers(0, 3))
    def open(self, number):
        """Open what was saved, or a file that is not there or broken: then all stays as it was."""
        path = self.folder / f"{number}.rootatlas.json"
        before = self.session
        if self.window.document.open(path):
            assert self.session.path == path
        else:
            assert self.session == before

    @rule(size=SIZES)
    def resize(self, size):
        self.window.resize(*size)

    @precondition(lambda self: self.steps % 10 == 9)
    @rule()
    def rest(self):
        QTest.qWait(260)  # the fine picture is drawn, glides end

    @invariant()
    def all_is_well(self):
        self.steps += 1
        if self.steps % 5 == 0:  # drawing is what costs
            QApplication.processEvents()
        self.done["steps"] += 1
        assert self.caught == []
        assert QApplication.activeModalWidget() is None
        assert case_from_json(case_to_json(self.session.case)) == self.session.case
        assert self.window.picture.panel == paint(self.window.seen, self.window.atlas).panel, "of what is shown"
        assert self.window.isWindowModified() == self.session.unsaved
        assert self.window.tools.strength.value() == self.session.pen.intensity

    def teardown(self):
        stack, last = self.window.store.stack, self.session
        at = stack.index()
        stack.setIndex(0)
        now = self.session
        kept = replace(self.base, path=now.path, saved=now.saved, pen=now.pen, audience=now.audience)
        assert now == kept, "taking every step back gives what there was at first"
        stack.setIndex(at)
        assert self.session == replace(last, path=now.path, saved=now.saved), "and forth again what there was at last"


@pytest.fixture
def vtk_words():
    """Collects what VTK would print."""
    before, words = vtkOutputWindow.GetInstance(), vtkStringOutputWindow()
    vtkOutputWindow.SetInstance(words)
    yield words
    vtkOutputWindow.SetInstance(before)


def test_a_thousand_random_actions_leave_no_error_and_a_valid_case(window, qtbot, tmp_path, monkeypatch, vtk_words):
    (tmp_path / "3.rootatlas.json").write_text("{")
    told = []
    monkeypatch.setattr(QMessageBox, "warning", lambda *words: told.append(words[-1]))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "0.rootatlas.json"), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "1.rootatlas.json"), ""))
    with qtbot.capture_exceptions() as caught:
        Person.seat(window, tmp_path, caught, told)
        run_state_machine_as_test(
            Person,
            settings=settings(
                max_examples=EXAMPLES, stateful_step_count=STEPS, derandomize=True, database=None, deadline=None,
                phases=[Phase.generate], suppress_health_check=list(HealthCheck),
            ),
        )  # fmt: skip
    assert caught == []
    assert vtk_words.GetOutput() == ""
    assert Person.done["steps"] >= ACTIONS

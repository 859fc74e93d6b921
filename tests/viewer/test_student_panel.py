"""The student's panel, driven by real keys and clicks; a store stands behind it as in the window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QComboBox, QLineEdit, QListWidget, QTextBrowser, QWidget

from viewer.look import LAYERS, Clip, Look
from viewer.paint import paint
from viewer.scene_controls import CUT, MERGED, PULL_APART
from viewer.session import new_session
from viewer.store import Store
from viewer.student_panel import StudentPanel

KEYS = Qt.Key


class Desk:
    """A panel, the store it reports to, and every report it made."""

    def __init__(self, atlas):
        self.store, self.atlas, self.reports = Store(new_session()), atlas, []
        self.panel = StudentPanel(self.store.session)
        self.panel.edited.connect(self._edit)
        self.store.changed.connect(self._show)
        self._show(self.store.session)

    def _edit(self, label, session):
        self.reports.append(label)
        self.store.edit(label, session, merge=label in MERGED)

    def _show(self, session):
        self.panel.show_session(session, paint(session, self.atlas))

    @property
    def look(self):
        return self.store.session.look


@pytest.fixture
def desk(qtbot, atlas):
    made = Desk(atlas)
    qtbot.addWidget(made.panel)
    with qtbot.waitExposed(made.panel):
        made.panel.show()
    made.panel.activateWindow()
    qtbot.waitActive(made.panel)
    return made


def test_search_by_keyboard_alone_shows_the_card(desk, qtbot):
    panel = desk.panel
    panel.search_box.setFocus()
    qtbot.keyClicks(panel.search_box, "n. ischiadicus")
    assert panel.results.item(0).text().startswith("sciatic nerve")
    qtbot.keyClick(panel.search_box, KEYS.Key_Return)
    assert desk.look.focus == "part:sciatic"
    assert "nervus ischiadicus" in panel.card.toPlainText()
    assert desk.store.stack.undoText() == "Show sciatic nerve"
    qtbot.keyClick(panel.search_box, KEYS.Key_Escape)
    assert panel.search_box.text() == ""
    assert not panel.results.isVisible()


def test_down_leads_into_the_results_and_up_leads_back(desk, qtbot):
    panel = desk.panel
    panel.search_box.setFocus()
    qtbot.keyClicks(panel.search_box, "L5")
    qtbot.keyClick(panel.search_box, KEYS.Key_Down)
    assert panel.results.hasFocus()
    assert panel.results.currentRow() == 0
    qtbot.keyClick(panel.results, KEYS.Key_Down)
    qtbot.keyClick(panel.results, KEYS.Key_Return)
    assert desk.look.focus == "part:vertebra_L5"
    qtbot.keyClick(panel.results, KEYS.Key_Up)
    qtbot.keyClick(panel.results, KEYS.Key_Up)
    assert panel.search_box.hasFocus()


def test_isolate_hide_fade_and_show_all_by_key_and_their_undo(desk, qtbot):
    panel = desk.panel
    assert not any(button.isEnabled() for button in panel.buttons.values())
    qtbot.keyClicks(panel.search_box, "femur")
    qtbot.keyClick(panel.search_box, KEYS.Key_Return)
    both = {"femur_left", "femur_right"}
    for key, field in (("isolate", "isolated"), ("hide", "hidden"), ("fade", "faded")):
        qtbot.keyClick(panel.buttons[key], KEYS.Key_Space)
        assert getattr(desk.look, field) == both
        assert panel.buttons[key].isChecked()
        desk.store.stack.undo()
        assert desk.look == Look(focus="part:femur")
        assert not panel.buttons[key].isChecked()
    qtbot.keyClick(panel.buttons["hide"], KEYS.Key_Space)
    qtbot.keyClick(panel.buttons["hide"], KEYS.Key_Space)
    assert desk.look == Look(focus="part:femur"), "a second press takes it back"
    qtbot.keyClick(panel.buttons["fade"], KEYS.Key_Space)
    qtbot.keyClick(panel.show_all, KEYS.Key_Space)
    assert desk.look == Look(focus="part:femur")


@pytest.mark.parametrize("layer", list(LAYERS))
def test_every_layer_has_a_box(desk, qtbot, layer):
    qtbot.keyClick(desk.panel.controls.layers[layer], KEYS.Key_Space)
    assert desk.look.hidden_layers == {layer}
    desk.store.stack.undo()
    assert desk.panel.controls.layers[layer].isChecked()


def test_sliders_pull_apart_and_cut_as_one_undo_step_each(desk, qtbot):
    panel = desk.panel
    for _ in range(3):
        qtbot.keyClick(panel.controls.explode, KEYS.Key_PageUp)
    assert desk.look.explode == pytest.approx(0.3)
    assert not panel.controls.cut.isEnabled()
    qtbot.keyClick(panel.controls.axis, KEYS.Key_Down)
    assert desk.look.clip == Clip("x", 0.5)
    qtbot.keyClick(panel.controls.cut, KEYS.Key_Right)
    assert desk.look.clip == Clip("x", 0.51)
    assert [desk.store.stack.text(step) for step in range(desk.store.stack.count())] == [PULL_APART, CUT]
    qtbot.keyClick(panel.controls.flip, KEYS.Key_Space)
    assert desk.look.clip == Clip("x", 0.51, flipped=True)
    desk.store.stack.undo()
    desk.store.stack.undo()
    assert desk.look == Look()
    assert panel.controls.explode.value() == 0
    assert panel.controls.axis.currentData() is None


def test_showing_a_session_reports_nothing(desk):
    look = Look("part:sciatic", frozenset(("skin",)), explode=0.4, clip=Clip("z", 0.2)).hide({"femur_left"})
    before = list(desk.reports)
    session = new_session()
    desk.store.open(type(session)(case=session.case, look=look))
    assert desk.reports == before
    assert desk.panel.controls.explode.value() == 40
    assert desk.panel.controls.cut.value() == 20
    assert not desk.panel.controls.layers["skin"].isChecked()


def test_every_control_has_a_name_a_tip_and_a_place_in_the_focus_order(desk, qtbot):
    panel = desk.panel
    qtbot.keyClicks(panel.search_box, "knee")
    qtbot.keyClick(panel.search_box, KEYS.Key_Return)
    kinds = (QAbstractButton, QAbstractSlider, QComboBox, QLineEdit, QListWidget, QTextBrowser)
    own = [panel.search_box, panel.results, panel.card, *panel.buttons.values(), panel.show_all]
    scene = panel.controls
    own += [*scene.layers.values(), scene.names, scene.disputes, scene.explode, scene.axis, scene.flip, scene.cut]
    for control in own:
        assert isinstance(control, kinds)
        assert control.accessibleName() or control.text()
        assert control.toolTip()
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus
    order, widget = [], panel.nextInFocusChain()
    while widget is not panel:
        order.append(widget)
        widget = widget.nextInFocusChain()
    assert [control for control in order if control in own] == own
    assert isinstance(panel, QWidget)

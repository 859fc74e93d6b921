"""Age, sex and label, by real keys."""

import pytest
from PySide6.QtCore import Qt

from viewer.interview import Answers, Pick, answers, interview, with_answer
from viewer.person_fields import NOT_SAID, PersonFields
from viewer.session import new_session
from viewer.store import Store


@pytest.fixture
def fields(qtbot):
    store, widget = Store(new_session()), PersonFields()
    store.changed.connect(widget.show_session)
    widget.edited.connect(lambda label, after: store.edit(label, after, merge=True))
    widget.show_session(store.session)
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget, store


def test_an_age_is_typed_whole_and_undone_in_one_step(fields, qtbot):
    widget, store = fields
    before = store.session
    widget.age.selectAll()
    qtbot.keyClicks(widget.age, "47")
    assert store.session == before, "4 is not said on the way to 47"
    qtbot.keyClick(widget.age, Qt.Key.Key_Return)
    assert store.session.case.person.age == 47
    store.stack.undo()
    assert store.session == before
    assert widget.age.value() == NOT_SAID


def test_label_and_sex_reach_the_case(fields, qtbot):
    widget, store = fields
    qtbot.keyClicks(widget.label, "P-17")
    qtbot.keyClick(widget.label, Qt.Key.Key_Return)
    widget.sex.setFocus()
    qtbot.keyClicks(widget.sex, "m")
    assert (store.session.case.person.label, store.session.case.person.sex) == ("P-17", "male")


def test_the_interview_asks_the_age():
    question = interview().question("age")
    told = with_answer(new_session(), question, Pick("62"))
    assert told.case.person.age == 62
    assert answers(told, question) == Answers(frozenset({Pick("62")}))
    assert with_answer(told, question, Pick("62"), on=False).case.person.age is None

"""The frozen session, and the one place it changes."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QUndoStack

from dermatomes import Case, Numbness, Pain, Spot
from viewer.session import Pen, Session, new_session, session_of
from viewer.store import Store

SPOT = Spot(segment="leg", t=0.3, theta=180.0)
OTHER = Spot(segment="leg", t=0.4, theta=180.0)


def test_two_clicks_on_one_region_are_one_pain_with_two_spots():
    session = new_session().with_mark("left", "calf_upper", SPOT).with_mark("left", "calf_upper", OTHER)
    (pain,) = session.findings
    assert pain == Pain("left", "calf_upper", 6, spots=(SPOT, OTHER))


@pytest.mark.parametrize(("side", "region", "kind"), [("right", "calf_upper", "pain"), ("left", "heel", "pain"),
                                                      ("left", "calf_upper", "numbness")])  # fmt: skip
def test_another_side_region_or_kind_is_another_finding(side, region, kind):
    session = replace(new_session().with_mark("left", "calf_upper", SPOT), pen=Pen(kind))
    assert len(session.with_mark(side, region, SPOT).findings) == 2


def test_marking_goes_into_the_last_visit_only():
    early, late = (new_session().with_mark("left", "heel", SPOT).visit for _ in range(2))
    session = Session(case=Case(visits=(early, late))).with_mark("left", "calf_upper", SPOT)
    assert session.case.visits[0] == early
    assert len(session.case.visits[1].findings) == 2


def test_a_session_is_unsaved_until_it_is_what_the_file_holds(tmp_path):
    session = new_session()
    assert not session.unsaved
    marked = session.with_mark("left", "heel", SPOT)
    assert marked.unsaved
    assert not session_of(marked.case, tmp_path / "a").unsaved
    assert session_of(marked.case, tmp_path / "a").without(0).unsaved


@pytest.fixture
def store(qapp):
    return Store(new_session())


def test_undo_and_redo_are_exact(store):
    seen = []
    store.changed.connect(seen.append)
    before = store.session
    after = before.with_mark("left", "heel", SPOT)
    store.edit("Mark left heel", after)
    assert isinstance(store.stack, QUndoStack)
    assert store.stack.undoText() == "Mark left heel"
    store.stack.undo()
    assert store.session == before
    store.stack.redo()
    assert store.session == after
    assert seen == [after, before, after]


def test_an_edit_that_changes_nothing_is_no_step(store):
    store.edit("Nothing", store.session)
    assert not store.stack.canUndo()


def test_undo_leaves_the_pen_and_the_file_alone(store, tmp_path):
    store.edit("Mark", store.session.with_mark("left", "heel", SPOT))
    store.take_up(Pen("numbness", 3))
    store.mark_saved(tmp_path / "case.rootatlas.json")
    store.stack.undo()
    assert store.session.pen == Pen("numbness", 3)
    assert store.session.path == tmp_path / "case.rootatlas.json"
    assert store.session.unsaved
    assert store.session.findings == ()


def test_a_pen_marks_its_kind():
    session = replace(new_session(), pen=Pen("numbness", 2)).with_mark("left", "heel", SPOT)
    assert session.findings == (Numbness("left", "heel", 2, spots=(SPOT,)),)


def test_opening_forgets_the_steps_of_the_case_before(store):
    store.edit("Mark", store.session.with_mark("left", "heel", SPOT))
    store.open(new_session("male"))
    assert not store.stack.canUndo()
    assert store.session.case.figure == "male"

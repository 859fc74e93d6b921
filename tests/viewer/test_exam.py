"""The examination as data: rows, answers, and what a key means."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dermatomes import GRADES, Flag, History, Numbness, Pain, Weakness, WordError, parse_finding, vocabulary
from viewer.exam import (
    YES,
    answer,
    answer_words,
    answered,
    row_label,
    sections,
    typed,
    with_answer,
)
from viewer.session import new_session

ROWS = {(row.kind, row.id): row for section in sections() for row in section.rows}
CELLS = [(row, side) for row in ROWS.values() for side in row.sides]
EDITS = st.lists(
    st.sampled_from(CELLS).flatmap(lambda cell: st.tuples(st.just(cell), st.sampled_from((*cell[0].answers, None)))),
    max_size=30,
)
OTHERS = (Pain("left", "calf", 6), Numbness("right", "heel"))


def spoken(row, side, value):
    """The finding as the command line would read it."""
    return parse_finding(row.kind, row.id if side is None else f"{side}:{row.id}={value}")


def test_every_word_of_the_examination_has_one_row():
    asked = {
        kind: [row.id for section in sections() for row in section.rows if row.kind == kind]
        for kind in ("weakness", "reflex", "test", "history", "flag")
    }
    assert [len(ids) for ids in asked.values()] == [12, 3, 8, 18, 20]
    for kind, ids in asked.items():
        words = vocabulary().words["muscle" if kind == "weakness" else kind]
        assert sorted(ids) == sorted(words)
        assert all(ROWS[kind, name].words == words[name] for name in ids)


def test_muscles_run_from_hip_to_toe():
    joints = [row.id.rpartition("_")[0] for row in sections()[0].rows]
    assert list(dict.fromkeys(joints)) == ["hip", "knee", "ankle", "great_toe", "toe"]


@pytest.mark.parametrize(("row", "side"), CELLS, ids=lambda part: getattr(part, "id", part))
def test_every_answer_is_what_the_command_line_reads(row, side):
    for value in row.answers:
        session = with_answer(new_session(), row, side, value)
        assert session.findings == (spoken(row, side, value),)
        assert answer(session, row, side) == value
        assert with_answer(session, row, side, None).findings == ()


@settings(deadline=None, max_examples=60)
@given(edits=EDITS, cut=st.integers(0, 30))
def test_answers_never_double_and_leave_everything_else_alone(edits, cut):
    session, kept = new_session().with_findings(OTHERS[:1]), {}
    for number, ((row, side), value) in enumerate(edits):
        if number == cut:
            session = session.with_findings((*session.findings, OTHERS[1]))
        before = session
        session = with_answer(session, row, side, value)
        kept[row, side] = value
        untouched = [finding for finding in before.findings if finding in session.findings]
        assert [finding for finding in session.findings if finding in before.findings] == untouched
        assert with_answer(session, row, side, value) is session
    for (row, side), value in kept.items():
        assert answer(session, row, side) == value
    given_answers = {spoken(row, side, value) for (row, side), value in kept.items() if value is not None}
    marks = OTHERS if len(edits) > cut else OTHERS[:1]
    assert len(session.findings) == len(given_answers) + len(marks)
    assert set(session.findings) == given_answers | set(marks)


def test_a_changed_answer_keeps_its_place():
    row = ROWS["weakness", "knee_flexion"]
    first, last = Weakness("right", "knee_flexion", "5"), Flag("fever")
    session = new_session().with_findings((first, Weakness("left", "knee_flexion", "3"), last))
    after = with_answer(session, row, "left", "4+")
    assert after.findings == (first, Weakness("left", "knee_flexion", "4+"), last)


def test_a_file_that_answers_twice_is_mended_by_the_next_answer():
    twice = (History("worse_sitting"), Weakness("left", "knee_flexion", "3"), Weakness("left", "knee_flexion", "4"))
    session, row = new_session().with_findings(twice), ROWS["weakness", "knee_flexion"]
    assert answer(session, row, "left") == "4"
    assert with_answer(session, row, "left", "5").findings == (twice[0], Weakness("left", "knee_flexion", "5"))
    assert with_answer(session, row, "left", None).findings == twice[:1]


def test_answering_leaves_the_rest_of_the_session_alone():
    session = replace(new_session("male"), skin_opacity=0.3)
    after = with_answer(session, ROWS["flag", "fever"], None, YES)
    assert after.with_findings(()) == session


def test_an_answer_nobody_knows_is_refused():
    with pytest.raises(WordError):
        with_answer(new_session(), ROWS["weakness", "knee_flexion"], "left", "6")
    with pytest.raises(WordError):
        with_answer(new_session(), ROWS["weakness", "knee_flexion"], "midline", "4")


@pytest.mark.parametrize("before", (None, *GRADES))
@pytest.mark.parametrize("grade", GRADES)
def test_a_grade_is_typed_as_it_is_written(before, grade):
    now = before
    for key in grade:
        now = typed(ROWS["weakness", "knee_flexion"], now, key)
    assert now == grade


@pytest.mark.parametrize(
    ("row", "now", "key", "meant"),
    [
        ("weakness:knee_flexion", "5", "+", None),
        ("weakness:knee_flexion", "0", "-", None),
        ("weakness:knee_flexion", None, "-", None),
        ("weakness:knee_flexion", None, "6", None),
        ("weakness:knee_flexion", "4+", "-", "4-"),
        ("weakness:knee_flexion", "4", "x", None),
        ("reflex:achilles", None, "a", "absent"),
        ("reflex:achilles", "absent", "R", "reduced"),
        ("reflex:achilles", None, "2", "normal"),
        ("test:slr", None, "+", "positive"),
        ("test:slr", None, "n", "negative"),
        ("test:slr", None, "1", None),
    ],
)
def test_keys_that_mean_something_and_keys_that_do_not(row, now, key, meant):
    assert typed(ROWS[tuple(row.split(":"))], now, key) == meant


def test_answers_are_counted_and_said():
    session = with_answer(new_session(), ROWS["weakness", "knee_flexion"], "left", "4-")
    session = with_answer(session, ROWS["weakness", "knee_flexion"], "right", "5")
    assert [answered(session, section) for section in sections()] == [2, 0, 0, 0, 0]
    assert answer_words(ROWS["weakness", "knee_flexion"], "4-") == "4- of 5"
    assert answer_words(ROWS["reflex", "achilles"], "reduced") == "weaker than usual"
    assert answer_words(ROWS["test", "slr"], None) == "not tested"
    assert answer_words(ROWS["flag", "fever"], None) == "no"
    assert row_label(ROWS["test", "slr"], "left") == "Test: left straight leg raise"
    assert row_label(ROWS["flag", "fever"], None) == "Warning sign: fever or shivering"

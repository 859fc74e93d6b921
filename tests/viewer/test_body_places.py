"""The skin as a list, and marks without spots."""

from dataclasses import replace

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dermatomes import Numbness, Pain, Spot, Weakness, vocabulary
from meshes import FIGURES, REGIONS
from viewer.body_places import MIDLINE, find, places, state, walk, with_place
from viewer.session import MARK_KINDS, Pen, new_session

LISTED = list(walk(places()))
BY_ID = {place.id: place for place in LISTED}
CELLS = [(place, side) for place in LISTED for side in place.sides]


def test_every_region_and_group_is_listed_once():
    assert sorted(place.id for place in LISTED) == sorted(vocabulary().known("region"))
    for group, members in vocabulary().groups.items():
        assert {place.id for place in walk(BY_ID[group].members)} >= set(members)


def test_the_list_runs_from_the_waist_to_the_toes():
    regions = list(vocabulary().regions)
    tops = [regions.index(vocabulary().members(place.id)[0]) for place in places()]
    assert tops == sorted(tops)
    assert [place.id for place in places()][-1] == "toes"
    assert [place.id for place in BY_ID["toes"].members] == ["toe_1", "toes_2_4", "toe_5"]


@pytest.mark.parametrize("figure", FIGURES)
def test_the_middle_can_be_marked_where_the_skin_has_one(atlas, figure):
    skin = atlas.body(figure).skin
    across = {REGIONS[region] for region in np.unique(skin.chart.region[skin.side == 0])}
    assert across == MIDLINE == {place.id for place in LISTED if "midline" in place.sides}


@settings(deadline=None, max_examples=60)
@given(cell=st.sampled_from(CELLS), kind=st.sampled_from(MARK_KINDS), intensity=st.integers(0, 10))
def test_a_mark_is_what_a_click_makes_but_without_its_spot(cell, kind, intensity):
    place, side = cell
    empty = replace(new_session(), pen=Pen(kind, intensity))
    marked = with_place(empty, place, side, True)
    (clicked,) = empty.with_mark(side, place.id, Spot(segment="leg", t=0.3, theta=180.0)).findings
    assert marked.findings == (msgspec.structs.replace(clicked, spots=()),)
    assert state(marked, place, side) == "marked"
    assert with_place(marked, place, side, True) is marked
    assert with_place(marked, place, side, False) == empty


@settings(deadline=None, max_examples=40)
@given(cells=st.lists(st.tuples(st.sampled_from(CELLS), st.sampled_from(MARK_KINDS)), max_size=12))
def test_toggling_twice_gives_back_what_was_there(cells):
    session = new_session().with_findings((Weakness("left", "knee_flexion", "4"),))
    for (place, side), kind in cells:
        session = replace(session, pen=Pen(kind))
        before = session
        marked = state(session, place, side) == "marked"
        session = with_place(session, place, side, not marked)
        back = with_place(session, place, side, marked)
        assert set(back.findings) == set(before.findings)
        assert len(session.findings) == len(before.findings) + (-1 if marked else 1)


def test_only_the_marks_of_the_pen_are_shown_and_taken_away():
    spot = Spot(segment="leg", t=0.3, theta=180.0)
    findings = (
        Pain("left", "calf_upper", 6, spots=(spot,)),
        Numbness("left", "calf_upper"),
        Pain("right", "calf_upper"),
    )
    session = new_session().with_findings(findings)
    assert state(session, BY_ID["calf_upper"], "left") == "marked"
    assert with_place(session, BY_ID["calf_upper"], "left", False).findings == findings[1:]
    tingling = replace(session, pen=Pen("tingling"))
    assert state(tingling, BY_ID["calf_upper"], "left") == "clear"


def test_a_group_and_its_members_know_of_each_other():
    session = new_session().with_findings((Pain("left", "toe_3"), Pain("right", "calf")))
    assert [state(session, BY_ID[name], "left") for name in ("toe_3", "toes_2_4", "toes", "toe_1")] == [
        "marked", "partly", "partly", "clear",
    ]  # fmt: skip
    assert [state(session, BY_ID[name], "right") for name in ("calf", "calf_upper", "toes")] == [
        "marked", "partly", "clear",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "found"), [("calf", "calf"), ("big", "toe_1"), ("thigh", "thigh_anterior"), ("sole", "sole"),
                         ("sole, o", "sole_lateral"), ("HEEL", "heel"), ("elbow", None)],
)  # fmt: skip
def test_a_place_is_found_by_the_beginning_of_a_word(typed, found):
    number = find(typed, LISTED, 0)
    assert (LISTED[number].id if number is not None else None) == found


def test_finding_goes_round():
    last = find("heel", LISTED, 0)
    assert find("heel", LISTED, last + 1) == last

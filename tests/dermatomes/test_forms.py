from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dermatomes as d

SPOT = d.Spot("leg", 0.3, 171.0, 20.0)


@pytest.mark.parametrize(
    ("kind", "text", "finding"),
    [
        ("pain", "left:calf", d.Pain("left", "calf")),
        ("numb", "right:sole_lateral", d.Numbness("right", "sole_lateral")),
        ("tingle", "left:toe_1", d.Tingling("left", "toe_1")),
        ("pain", "midline:low_back", d.Pain("midline", "low_back")),
        ("pain", "left:calf=7,shooting,deep", d.Pain("left", "calf", 7, ("shooting",), "deep")),
        ("numb", "left:heel=0", d.Numbness("left", "heel", 0)),
        ("pain", "left:calf_upper@leg/0.31/171", d.Pain("left", "calf_upper", spots=(d.Spot("leg", 0.31, 171.0),))),
        (
            "tingle",
            "left:calf_upper=skin@leg/.3/171/20@leg/.4/160/30",
            d.Tingling("left", "calf_upper", None, (), "skin", (SPOT, d.Spot("leg", 0.4, 160.0, 30.0))),
        ),
        ("weak", "left:great_toe_extension=4", d.Weakness("left", "great_toe_extension", "4")),
        ("weakness", "left:hip_flexion=4+", d.Weakness("left", "hip_flexion", "4+")),
        ("reflex", "left:achilles=absent", d.Reflex("left", "achilles", "absent")),
        ("test", "left:slr=positive", d.Test("left", "slr", "positive")),
        ("history", "worse_sitting", d.History("worse_sitting")),
        ("flag", "night_pain", d.Flag("night_pain")),
    ],
)
def test_every_form_of_the_contract_is_understood(kind: str, text: str, finding: d.Finding) -> None:
    assert d.parse_finding(kind, text) == finding


@pytest.mark.parametrize(
    ("kind", "text", "sentence"),
    [
        ("pain", "left:calff", 'unknown region "calff": did you mean "calf"?'),
        ("pain", "lft:calf", 'unknown side "lft": did you mean "left"?'),
        ("weak", "left:great_toe=4", 'unknown muscle "great_toe": did you mean "great_toe_extension"?'),
        ("reflex", "left:achiles=absent", 'unknown reflex "achiles": did you mean "achilles"?'),
        ("test", "left:slr=positiv", 'unknown test result "positiv": did you mean "positive"?'),
        ("flag", "nightpain", 'unknown flag "nightpain": did you mean "night_pain"?'),
        ("history", "worse_siting", 'unknown history "worse_siting": did you mean "worse_sitting"?'),
        ("pain", "left:calf=7,shoting", 'unknown quality "shoting": did you mean "shooting"?'),
        ("pian", "left:calf", 'unknown kind of finding "pian": did you mean "pain"?'),
    ],
)
def test_an_unknown_id_offers_the_nearest(kind: str, text: str, sentence: str) -> None:
    with pytest.raises(d.WordError) as refused:
        d.parse_finding(kind, text)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("kind", "text"),
    [("pain", "calf"), ("pain", "left:"), ("pain", ":calf"), ("weak", "left:hip_flexion"), ("test", "slr=positive")],
)
def test_a_broken_form_shows_the_right_one(kind: str, text: str) -> None:
    with pytest.raises(d.FindingError, match="expected a form such as left:"):
        d.parse_finding(kind, text)


def test_the_midline_has_no_muscles() -> None:
    with pytest.raises(d.WordError, match="unknown side"):
        d.parse_finding("weak", "midline:hip_flexion=4")


def test_nearest_id_gives_up_on_nonsense() -> None:
    assert d.nearest_id("zzzzqq", d.vocabulary().regions) is None
    assert d.nearest_id("Great Toe Extension", d.vocabulary().words["muscle"]) == "great_toe_extension"


_WORDS = d.vocabulary()
_SPOTS = st.builds(
    d.Spot,
    st.sampled_from(("trunk", "hip", "thigh", "leg", "foot", "toe1")),
    st.floats(0, 1),
    st.floats(0, 360),
    st.floats(1, 100),
)


_FIELDS = (
    st.sampled_from(("left", "right", "midline")),
    st.sampled_from(_WORDS.known("region")),
    st.none() | st.integers(0, 10),
    st.lists(st.sampled_from(_WORDS.known("quality")), unique=True, max_size=3).map(tuple),
    st.none() | st.sampled_from(_WORDS.known("depth")),
    st.lists(_SPOTS, max_size=3).map(tuple),
)


@given(st.sampled_from((d.Pain, d.Numbness, d.Tingling)), st.tuples(*_FIELDS))
def test_every_mark_can_be_typed(kind, fields) -> None:
    mark = kind(*fields)
    assert d.parse_finding(d.kind_of(mark), d.typed_mark(mark)) == mark


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("left:calf=11", "11|10"),
        ("left:calf@leg/0.3", "such as leg/0.31/171/25"),
        ("left:calf@leg/here/171", '"here" is no number'),
        ("left:calf@limb/0.3/171", "unknown segment"),
        ("left:calf@leg/0.3/nan", "cannot be read"),
        ("left:calf@leg/0.3/400", "360"),
    ],
)
def test_a_mark_that_cannot_be_is_refused(text, sentence) -> None:
    with pytest.raises(d.DermatomeError, match=sentence):
        d.parse_finding("pain", text)

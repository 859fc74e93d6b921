from __future__ import annotations

import pytest

import dermatomes as d


@pytest.mark.parametrize(
    ("kind", "text", "finding"),
    [
        ("pain", "left:calf", d.Pain("left", "calf")),
        ("numb", "right:sole_lateral", d.Numbness("right", "sole_lateral")),
        ("tingle", "left:toe_1", d.Tingling("left", "toe_1")),
        ("pain", "midline:low_back", d.Pain("midline", "low_back")),
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

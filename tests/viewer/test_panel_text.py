"""What the panel and `rootatlas rank` say."""

import pytest

from dermatomes import (
    Case,
    Flag,
    History,
    Numbness,
    Pain,
    Reflex,
    Test,
    Visit,
    Weakness,
    rank,
)
from viewer.finding_words import finding_words, place_words
from viewer.panel_text import REASONS_SHOWN, as_text, panel_text
from viewer.place import roots_words
from viewer.session import Session


def panel_of(*findings):
    case = Case(visits=(Visit(findings=findings),))
    return panel_text(Session(case=case), rank(case))


@pytest.mark.parametrize(
    ("finding", "words"),
    [
        (Pain("left", "calf", 6, ("shooting",), "deep"), "pain, left calf (6 of 10, shooting, deep inside)"),
        (Numbness("midline", "saddle"), "numbness, between the legs, where you sit on a saddle"),
        (Weakness("left", "great_toe_extension", "4"), "left strength 4 of 5, lifting the big toe"),
        (Reflex("right", "achilles", "absent"), "right ankle jerk absent"),
        (Test("left", "slr", "positive"), "left straight leg raise: positive"),
        (History("worse_sitting"), "worse when sitting"),
        (Flag("night_pain"), "pain at night that lying still does not ease"),
    ],
)
def test_findings_in_words(finding, words):
    assert finding_words(finding, with_side=True) == words


def test_places_in_words():
    assert place_words("left", "calf") == "left calf"
    assert place_words("midline", "sacrum") == "flat bone at the base of the spine"
    assert roots_words({"S1": 0.7, "L5": 0.2, "S2": 0.05}, "the map") == "S1 in the map; L5 reaches here too"
    assert roots_words({"S1": 0.1}, "the map").startswith("variable in the map")


def test_both_sides_are_told_left_first():
    panel = panel_of(Pain("right", "shin"), Pain("left", "calf"), Reflex("left", "achilles", "absent"))
    assert [side.side for side in panel.sides] == ["left", "right"]
    assert [line.index for line in panel.findings] == [0, 1, 2]
    assert panel.invitation == ""


def test_reasons_are_few_and_name_their_sources():
    panel = panel_of(
        *(Pain("left", place) for place in ("calf", "heel", "buttock")),
        Reflex("left", "achilles", "absent"),
        Weakness("left", "ankle_plantarflexion", "4"),
        Test("left", "slr", "positive"),
    )
    (side,) = panel.sides
    assert len(side.reasons) == REASONS_SHOWN
    assert all(reason.source for reason in side.reasons)
    assert side.reasons[0].supports
    assert "S1" in side.reasons[0].text


def test_bars_of_the_set_say_that_they_belong_together():
    (side,) = panel_of(Pain("left", "calf")).sides
    assert [bar.root for bar in side.bars if bar.in_set] == ["S1", "L5"]
    assert all("80 %" in bar.tip for bar in side.bars if bar.in_set)


def test_the_text_for_a_terminal_says_the_same():
    panel = panel_of(Pain("left", "calf", 8), Flag("bladder_retention"))
    text = as_text(panel)
    assert text.startswith("!! Go to an emergency department")
    assert panel.sides[0].statement in " ".join(text.split())
    assert "L5" in text and "likely" in text
    assert "not a medical device" in text


def test_nothing_said_is_said():
    assert "nothing to rank" in as_text(panel_of())


def test_what_is_no_root_causes_and_questions_are_told_in_plain_words():
    panel = panel_of(Pain("left", "groin"), Pain("left", "toe_1"))
    (side,) = panel.sides
    assert "hip joint: possible" in side.others
    assert any(line.startswith("herniated disc: ") for line in side.causes)
    assert side.questions
    assert not any("_" in line for line in (*side.others, *side.causes, *side.levels, *side.questions, *side.maps))
    text = as_text(panel)
    for heading in ("No nerve root, but possible", "What to check next", "Where published maps disagree"):
        assert heading in text


def test_maps_that_disagree_are_told_each_by_its_name():
    (side,) = panel_of(Numbness("left", "toe_1")).sides
    (line,) = side.maps
    assert line.startswith("big toe. Keegan and Garrett 1948: L4 and L5; Foerster 1933")
    assert panel_of(Numbness("left", "toe_3")).sides[0].maps == ()


def test_a_silent_side_tells_no_cause_and_no_level():
    (side,) = panel_of(Pain("left", "buttock")).sides
    assert side.causes == side.levels == ()
    assert side.questions

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dermatomes as d

FLAGS = sorted(d.vocabulary().words["flag"])
STRENGTH = ("emergency", "same_day", "urgent", "routine")


def flags(*findings: d.Finding) -> dict[str, d.WarningSign]:
    found = d.rank(d.Case(visits=(d.Visit(findings=findings),))).flags
    assert [STRENGTH.index(sign.action) for sign in found] == sorted(STRENGTH.index(sign.action) for sign in found)
    return {sign.id: sign for sign in found}


@pytest.mark.parametrize("flag", FLAGS)
def test_every_flag_alone_raises_a_warning_with_an_action(flag: str) -> None:
    raised = flags(d.Flag(flag))
    assert raised
    assert all(f"flag:{flag}" in sign.because for sign in raised.values())


@pytest.mark.parametrize(
    ("findings", "warning", "action"),
    [
        ([d.Flag("bladder_retention")], "cauda_equina", "emergency"),
        ([d.Numbness("midline", "saddle")], "cauda_equina", "emergency"),
        ([d.Tingling("left", "saddle")], "cauda_equina", "emergency"),
        ([d.Pain("left", "calf"), d.Numbness("right", "sole")], "cauda_equina", "emergency"),
        ([d.Weakness(side, "knee_flexion", "4") for side in d.SIDES], "cauda_equina", "emergency"),
        ([d.Weakness("left", "ankle_dorsiflexion", "3")], "motor_deficit", "same_day"),
        ([d.Flag("cancer_history")], "cancer", "urgent"),
        ([d.Flag("cancer_history"), d.Weakness("left", "toe_flexion", "4")], "cancer", "same_day"),
        ([d.Flag("cancer_history"), d.Pain("left", "calf", intensity=9)], "cancer", "same_day"),
        ([d.Flag("cancer_history"), d.History("getting_worse")], "cancer", "same_day"),
        ([d.Flag("cold_pulseless_leg")], "limb_ischaemia", "emergency"),
        ([d.History("over_six_weeks")], "lasting_or_severe", "routine"),
        ([d.Pain("left", "calf", intensity=8)], "lasting_or_severe", "routine"),
    ],
)
def test_a_rule_raises_its_action(findings: list[d.Finding], warning: str, action: str) -> None:
    assert flags(*findings)[warning].action == action


@pytest.mark.parametrize(
    "finding",
    [
        d.Pain("left", "calf"),
        d.Pain("midline", "saddle"),
        d.Numbness("left", "saddle", intensity=0),
        d.Weakness("left", "ankle_dorsiflexion", "5"),
        d.Weakness("left", "ankle_dorsiflexion", "4-"),
        d.History("worse_sitting"),
    ],
)
def test_an_ordinary_finding_raises_nothing(finding: d.Finding) -> None:
    assert flags(finding) == {}


@given(st.lists(st.sampled_from(FLAGS), max_size=4), st.sampled_from(FLAGS))
@settings(deadline=None)
def test_nothing_outweighs_a_warning(others: list[str], flag: str) -> None:
    alone = flags(d.Flag(flag))
    together = flags(*(d.Flag(other) for other in others), d.Flag(flag), d.Reflex("left", "achilles", "normal"))
    for name, sign in alone.items():
        assert STRENGTH.index(together[name].action) <= STRENGTH.index(sign.action)

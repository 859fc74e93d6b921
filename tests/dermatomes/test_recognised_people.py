"""What the ranking says about people a clinician would recognise."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dermatomes as d

FIBULAR = (
    "numb left:leg_lateral",
    "numb left:foot_dorsum_middle",
    "weak left:ankle_dorsiflexion=3",
    "weak left:ankle_eversion=3",
    "weak left:hip_abduction=5",
    "weak left:ankle_inversion=5",
    "test left:tinel_fibular_neck=positive",
)
SCIATICA = ("pain right:buttock", "pain right:thigh_posterior", "pain right:calf", "test right:slr=positive")
NORMAL_LEG = (
    "weak left:great_toe_extension=5",
    "weak left:ankle_plantarflexion=5",
    "weak left:hip_abduction=5",
    "weak left:knee_extension=5",
    "reflex left:patellar=normal",
    "reflex left:achilles=normal",
)
EMERGENCY_FLAGS = (
    "bladder_retention",
    "bladder_incontinence",
    "bowel_incontinence",
    "saddle_numbness",
    "sexual_dysfunction",
    "bilateral_sciatica",
    "bilateral_leg_weakness",
    "major_trauma",
    "pulsatile_abdomen_or_collapse",
    "cold_pulseless_leg",
)


def side_of(ranking: d.Ranking) -> tuple[d.SideRanking, dict[str, float]]:
    side = ranking.sides.left or ranking.sides.right
    assert side is not None
    return side, {item.root: item.p for item in side.roots} | {item.id: item.p for item in side.not_root}


def test_sciatica_of_the_back_of_the_leg_cannot_tell_l5_from_s1(case_of) -> None:
    side, p = side_of(d.rank(case_of(*SCIATICA)))
    assert p["L5"] >= 0.30
    assert p["S1"] >= 0.30
    assert "cannot tell these two apart" in side.statement


def test_a_lost_ankle_jerk_makes_s1_lead(case_of) -> None:
    _, p = side_of(d.rank(case_of(*SCIATICA, "reflex right:achilles=absent")))
    assert p["S1"] >= 3 * p["L5"]


def test_weak_hip_and_great_toe_make_l5_lead(case_of) -> None:
    weak = ("weak right:hip_abduction=4", "weak right:great_toe_extension=4")
    _, p = side_of(d.rank(case_of(*SCIATICA, *weak)))
    assert p["L5"] >= 3 * p["S1"]


def test_foot_drop_with_a_strong_hip_is_the_fibular_nerve(case_of) -> None:
    ranking = d.rank(case_of(*FIBULAR))
    side, p = side_of(ranking)
    assert p["common_fibular_neuropathy"] >= 5 * p["L5"]
    assert ("motor_deficit", "same_day") in [(sign.id, sign.action) for sign in ranking.flags]
    assert "no nerve root" in side.statement
    assert any(why.finding == "test:tinel_fibular_neck=positive" and why.effect == "against" for why in side.why)


def test_foot_drop_with_a_weak_hip_is_l5(case_of) -> None:
    forms = [form.replace("hip_abduction=5", "hip_abduction=3") for form in FIBULAR if "tinel" not in form]
    _, p = side_of(d.rank(case_of(*forms)))
    assert p["L5"] > p["common_fibular_neuropathy"]


@pytest.mark.parametrize(
    "normal", [(*NORMAL_LEG,), ("weak left:knee_extension=5", "reflex left:patellar=normal"), (*NORMAL_LEG[2:4],)]
)
def test_a_numb_outer_thigh_alone_is_the_skin_nerve(case_of, normal) -> None:
    _, p = side_of(d.rank(case_of("numb left:thigh_lateral", *normal)))
    assert max(p, key=lambda name: p[name]) == "meralgia_paresthetica"


def test_groin_pain_keeps_hip_and_upper_roots_alive(case_of) -> None:
    side, p = side_of(d.rank(case_of("pain left:groin")))
    bands = {item.root: item.band for item in side.roots}
    assert p["hip_joint"] > 0.1
    assert side.not_root[0].id == "hip_joint"
    _, before = side_of(d.rank(case_of("reflex left:patellar=brisk")))
    for root in ("L1", "L2", "L3", "L4"):
        assert p[root] > before[root]
    assert 0.03 < p["S1"] < p["L5"] < 0.2
    assert p["L1"] + p["L2"] + p["L3"] + p["L4"] > p["L5"] + p["S1"]
    assert bands["L5"] in ("possible", "unlikely")


def test_an_old_person_eased_by_bending_forward_fits_central_stenosis(case_of) -> None:
    places = ("buttock", "thigh_posterior", "calf")
    marks = [f"pain {side}:{place}" for side in d.SIDES for place in places]
    told = ["history worse_walking", "history better_sitting", "history better_bending_forward"]
    sides = d.rank(case_of(*marks, *told, age=74)).sides
    for side in (sides.left, sides.right):
        assert side is not None
        assert side.conditions[0].id == "central_stenosis"
        assert side.levels[0].zone == "central"


def test_both_sides_count_for_central_stenosis(case_of) -> None:
    def central(*forms: str) -> float:
        side = d.rank(case_of(*forms, age=65)).sides.left
        assert side is not None
        return {item.id: item.p for item in side.conditions}["central_stenosis"]

    assert central("pain left:calf", "pain right:calf") > 1.5 * central("pain left:calf")


def test_buttock_pain_with_normal_nerves_fits_the_deep_gluteal_syndrome(case_of) -> None:
    forms = ("pain left:buttock", "pain left:thigh_posterior", "history worse_sitting")
    tests = ("test left:fair=positive", "test left:slr=negative")
    side, _ = side_of(d.rank(case_of(*forms, *tests, *NORMAL_LEG)))
    assert side.not_root[0].id == "deep_gluteal_syndrome"
    assert "deep_gluteal_syndrome" in [item.id for item in side.conditions]


@pytest.mark.parametrize("sign", ["reflex left:achilles=absent", "weak left:ankle_plantarflexion=4"])
def test_the_deep_gluteal_syndrome_asks_for_normal_nerves(case_of, sign) -> None:
    side, _ = side_of(d.rank(case_of("pain left:buttock", "test left:fair=positive", sign)))
    assert "deep_gluteal_syndrome" not in [item.id for item in side.conditions]


CASES = st.builds(
    lambda marks, tests, told, flags: (*marks, *tests, *told, *flags),
    st.lists(
        st.builds(
            d.Pain,
            st.sampled_from(d.MARK_SIDES),
            st.sampled_from(sorted(d.vocabulary().regions)),
            st.none() | st.integers(0, 10),
        ),
        max_size=4,
    ),
    st.lists(st.builds(d.Weakness, st.sampled_from(d.SIDES), st.just("hip_flexion"), st.sampled_from(d.GRADES))),
    st.lists(st.builds(d.History, st.sampled_from(sorted(d.vocabulary().words["history"]))), max_size=4),
    st.lists(st.builds(d.Flag, st.sampled_from(sorted(d.vocabulary().words["flag"]))), max_size=3),
)


@given(CASES, st.sampled_from(EMERGENCY_FLAGS), st.none() | st.integers(0, 120))
@settings(deadline=None)
def test_an_emergency_stays_one_whatever_else_is_there(findings, flag: str, age: int | None) -> None:
    case = d.Case(person=d.Person(age=age), visits=(d.Visit(findings=(*findings, d.Flag(flag))),))
    first = d.rank(case).flags[0]
    assert first.action == "emergency"
    assert any(f"flag:{flag}" in sign.because for sign in d.rank(case).flags if sign.action == "emergency")


@pytest.mark.parametrize("side", d.MARK_SIDES)
@pytest.mark.parametrize("place", ["saddle", "pubic_genital"])
def test_a_numb_saddle_painted_on_the_body_is_an_emergency(side: str, place: str) -> None:
    spots = (d.Spot("hip", 0.5, 240.0, 20.0),)
    for mark in (d.Numbness(side, place, spots=spots), d.Tingling(side, place)):
        flags = d.rank(d.Case(visits=(d.Visit(findings=(mark,)),))).flags
        assert flags[0].action == "emergency"


def test_the_maps_disagree_about_the_great_toe() -> None:
    found = d.disagreement(["toe1", "toe1"], [0.5, 0.5], [270.0, 90.0])
    named = {
        name: [d.ALL_ROOTS[int(k)] for k in found.named[m, 0].nonzero()[0]] for m, name in enumerate(found.maps)
    }
    assert named == {"keegan_garrett_1948": ["L4"], "foerster_isncsci": ["L5"], "lee_2008": ["L5"]}
    assert found.contradicts.tolist() == [True, False]


@pytest.mark.parametrize("form", ["pain left:toe_1", "numb left:toe_1", "tingle left:toe_1"])
def test_the_ranking_says_that_maps_disagree_about_the_great_toe(case_of, form: str) -> None:
    side, _ = side_of(d.rank(case_of(form)))
    assert "maps of the skin disagree here: big toe (L4 or L5)" in side.statement


def test_the_ranking_does_not_say_so_where_maps_agree(case_of) -> None:
    side, _ = side_of(d.rank(case_of("numb left:foot_dorsum_middle")))
    assert "disagree" not in side.statement


def test_the_next_question_is_open_and_worth_asking(case_of) -> None:
    side, _ = side_of(d.rank(case_of(*SCIATICA, "weak right:hip_abduction=5")))
    asked = [step.ask for step in side.next]
    bits = [step.bits for step in side.next]
    assert "test:slr" not in asked
    assert "weakness:hip_abduction" not in asked
    assert bits == sorted(bits, reverse=True)
    assert all(b > 0 for b in bits)
    assert "reflex:achilles" in asked


def test_hip_abductors_are_asked_for_in_foot_drop(case_of) -> None:
    drop = ("pain left:leg_lateral", "numb left:foot_dorsum", "weak left:ankle_dorsiflexion=4")
    side, _ = side_of(d.rank(case_of(*drop)))
    (step,) = [step for step in side.next if step.ask == "weakness:hip_abduction"]
    assert "L5" in step.because
    assert "fibular" in step.because


def spots(*radii: float) -> tuple[d.Spot, ...]:
    return tuple(d.Spot("leg", 0.2 + 0.1 * k, 170.0, radius) for k, radius in enumerate(radii))


def test_a_place_weighs_by_how_much_of_it_is_painted() -> None:
    def s1(heel: float | None) -> float:
        small = () if heel is None else (d.Pain("left", "heel", spots=spots(heel)),)
        calf = d.Pain("left", "leg_lateral_upper", spots=spots(30, 30, 30))
        _, p = side_of(d.rank(d.Case(visits=(d.Visit(findings=(calf, *small)),))))
        return p["S1"]

    chances = [s1(None), s1(6), s1(15), s1(40)]
    assert chances == sorted(chances)
    assert len(set(chances)) == 4


def test_one_stroke_does_not_multiply() -> None:
    def ranked(*marks: d.Finding) -> d.Sides:
        return d.rank(d.Case(visits=(d.Visit(findings=marks),))).sides

    one = d.Pain("left", "calf_upper", spots=spots(25))
    many = d.Pain("left", "calf_upper", spots=spots(25, 25, 25, 25))
    whole = d.Pain("left", "calf_upper")
    first, *others = (side_of_sides(ranked(mark)) for mark in (one, many, whole))
    assert all(other == pytest.approx(first) for other in others)
    assert ranked(one, one, many) == ranked(many, one)


def side_of_sides(sides: d.Sides) -> dict[str, float]:
    assert sides.left is not None
    return {item.root: item.p for item in sides.left.roots}


def test_a_slight_weakness_says_less_than_a_plain_one(case_of) -> None:
    def l5(grade: str) -> float:
        return side_of(d.rank(case_of("pain left:calf", f"weak left:great_toe_extension={grade}")))[1]["L5"]

    grades = [l5(grade) for grade in ("5", "5-", "4+", "4", "2")]
    assert grades[:4] == sorted(set(grades[:4]))
    assert grades[3] == grades[4]


def test_the_ranking_has_exactly_the_keys_of_the_contract(case_of) -> None:
    document = msgspec.json.decode(d.ranking_json(d.rank(case_of(*FIBULAR))))
    assert list(document) == ["format", "version", "map", "sides", "flags", "disclaimer"]
    side = document["sides"]["left"]
    assert list(side) == ["roots", "not_root", "set", "statement", "levels", "conditions", "why", "next"]
    assert list(side["roots"][0]) == ["root", "p", "band"]
    assert list(side["not_root"][0]) == list(side["conditions"][0]) == ["id", "p"]
    assert list(side["levels"][0]) == ["disc", "zone", "p"]
    assert list(side["why"][0]) == ["finding", "root", "effect", "ratio", "source"]
    assert list(side["next"][0]) == ["ask", "bits", "because"]
    assert all(why["root"] in d.ROOTS for why in side["why"])


def test_a_case_file_ranks_like_the_same_findings_on_the_command_line(case_of) -> None:
    case = case_of(*FIBULAR)
    assert d.rank(d.case_from_json(d.case_to_json(case))) == d.rank(case)

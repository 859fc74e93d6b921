from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dermatomes as d
from dermatomes.evidence import gather
from dermatomes.knowledge import knowledge
from dermatomes.likelihood import cap_matrix, not_root_limits

PLACES = sorted({*d.vocabulary().regions, *d.vocabulary().groups})
WORDS = d.vocabulary().words
MARKS = st.builds(
    lambda kind, side, place: kind(side=side, region=place),
    st.sampled_from([d.Pain, d.Numbness, d.Tingling]),
    st.sampled_from(d.SIDES),
    st.sampled_from(PLACES),
)
SIGNS = st.one_of(
    st.builds(
        d.Weakness,
        st.sampled_from(d.SIDES),
        st.sampled_from(sorted(WORDS["muscle"])),
        st.sampled_from(d.GRADES),
    ),
    st.builds(
        d.Reflex,
        st.sampled_from(d.SIDES),
        st.sampled_from(sorted(WORDS["reflex"])),
        st.sampled_from(sorted(WORDS["reflex_state"])),
    ),
    st.builds(
        d.Test,
        st.sampled_from(d.SIDES),
        st.sampled_from(sorted(WORDS["test"])),
        st.sampled_from(sorted(WORDS["test_result"])),
    ),
)
FINDINGS = st.lists(st.one_of(MARKS, SIGNS), min_size=1, max_size=8)
AGES = st.none() | st.integers(0, 120)


def case_of(findings: list[d.Finding], age: int | None = None, map_id: str = "foerster_isncsci") -> d.Case:
    return d.Case(person=d.Person(age=age), map=map_id, visits=(d.Visit(findings=tuple(findings)),))


def sides(ranking: d.Ranking) -> list[d.SideRanking]:
    return [side for side in (ranking.sides.left, ranking.sides.right) if side is not None]


def p_of(side: d.SideRanking | None) -> dict[str, float]:
    assert side is not None
    return {item.root: item.p for item in side.roots}


@given(FINDINGS, AGES)
@settings(deadline=None)
def test_every_ranking_keeps_the_contract(findings: list[d.Finding], age: int | None) -> None:
    for side in sides(d.rank(case_of(findings, age))):
        chances = [item.p for item in side.roots]
        others = [item.p for item in side.not_root]
        assert {item.root for item in side.roots} == set(d.ROOTS)
        assert {item.id for item in side.not_root} == set(d.NOT_ROOTS)
        assert chances == sorted(chances, reverse=True)
        assert others == sorted(others, reverse=True)
        assert min(chances + others) > 0
        assert sum(chances) + sum(others) == pytest.approx(1)
        held = p_of(side)
        whole = sum(chances)
        assert sum(held[root] for root in side.set) >= (0.8 - 1e-9) * whole
        assert sum(held[root] for root in side.set[:-1]) < 0.8 * whole
        assert sum(level.p for level in side.levels) <= whole + 1e-9
        by_id = {item.id: item.p for item in side.conditions}
        assert sum(p for name, p in by_id.items() if name != "deep_gluteal_syndrome") == pytest.approx(whole)
        assert side.statement.endswith(".")


@given(FINDINGS, st.randoms(use_true_random=False), AGES)
@settings(deadline=None)
def test_neither_order_nor_repetition_of_findings_matters(findings: list[d.Finding], shuffle, age: int | None) -> None:
    again = [*findings, findings[0]]
    shuffle.shuffle(again)
    assert d.rank(case_of(again, age)) == d.rank(case_of(findings, age))


@given(FINDINGS, AGES)
@settings(deadline=None)
def test_the_map_changes_no_probability(findings: list[d.Finding], age: int | None) -> None:
    maps = sorted(WORDS["map"])
    first, *others = (d.rank(case_of(findings, age, map_id)).sides for map_id in maps)
    assert all(other == first for other in others)


@given(FINDINGS)
@settings(deadline=None)
def test_left_and_right_are_treated_alike(findings: list[d.Finding]) -> None:
    other = {"left": "right", "right": "left"}
    turned = [d.case_from_json(d.case_to_json(case_of([f]))).visits[0].findings[0] for f in findings]
    turned = [type(f)(**{**{k: getattr(f, k) for k in f.__struct_fields__}, "side": other[f.side]}) for f in turned]
    one, two = d.rank(case_of(findings)).sides, d.rank(case_of(turned)).sides
    assert (one.left, one.right) == (two.right, two.left)


@given(FINDINGS)
@settings(deadline=None)
def test_flags_and_marks_without_feeling_change_nothing(findings: list[d.Finding]) -> None:
    idle = [d.Flag("night_pain"), d.History("getting_worse")]
    idle += [d.Pain(side=f.side, region="heel", intensity=0) for f in findings]
    assert d.rank(case_of([*findings, *idle])).sides == d.rank(case_of(findings)).sides


@given(FINDINGS, st.lists(st.sampled_from(sorted(WORDS["history"])), min_size=1, max_size=5), AGES)
@settings(deadline=None)
def test_history_never_tells_which_root(findings: list[d.Finding], told: list[str], age: int | None) -> None:
    plain = d.rank(case_of(findings, age)).sides
    with_history = d.rank(case_of([*findings, *map(d.History, told)], age)).sides
    for before, after in ((plain.left, with_history.left), (plain.right, with_history.right)):
        if before is not None and after is not None:
            one, two = p_of(before), p_of(after)
            for root in d.ROOTS:
                assert one[root] / sum(one.values()) == pytest.approx(two[root] / sum(two.values()))


@given(FINDINGS, AGES)
@settings(deadline=None)
def test_the_other_side_touches_only_the_causes(findings: list[d.Finding], age: int | None) -> None:
    both = d.rank(case_of(findings, age)).sides
    alone = d.rank(case_of([f for f in findings if f.side == "left"], age)).sides
    if both.left is not None and alone.left is not None:
        assert both.left.roots == alone.left.roots
        assert both.left.not_root == alone.left.not_root


@given(st.lists(st.sampled_from(PLACES), min_size=1, max_size=12), AGES)
@settings(deadline=None, max_examples=300)
def test_pain_alone_never_takes_l5_against_s1_past_four_fifths(places: list[str], age: int | None) -> None:
    p = p_of(d.rank(case_of([d.Pain("left", place) for place in places], age)).sides.left)
    assert 0.2 - 1e-9 <= p["L5"] / (p["L5"] + p["S1"]) <= 0.8 + 1e-9


@given(FINDINGS, AGES)
@settings(deadline=None)
def test_no_block_changes_the_odds_of_two_roots_past_its_cap(findings: list[d.Finding], age: int | None) -> None:
    tables = knowledge()
    for side in d.SIDES:
        evidence = gather(tables, findings, side, age)
        if evidence is None:
            continue
        for block, vector in evidence.vectors.items():
            found = {str(reading[0]) for reading in evidence.blocks[block].values() if isinstance(reading, tuple)}
            caps = cap_matrix(tables, block, found)
            limits = not_root_limits(tables, block, found)
            together = np.log(np.exp(vector[: len(d.ROOTS)]) @ evidence.prior.roots)
            assert (np.abs(vector[len(d.ROOTS) :] - together) <= limits + 1e-9).all()
            for a, b in itertools.permutations(range(len(d.ROOTS)), 2):
                assert vector[a] - vector[b] <= caps[a, b] + 1e-9


@given(FINDINGS, AGES)
@settings(deadline=None)
def test_the_ratios_of_a_root_multiply_to_the_whole_change_of_its_odds(
    findings: list[d.Finding], age: int | None
) -> None:
    tables = knowledge()
    for name, side in (("left", d.rank(case_of(findings, age)).sides.left),):
        evidence = gather(tables, findings, name, age)
        if side is None or evidence is None:
            continue
        for root in side.set:
            k = d.ROOTS.index(root)
            others = np.arange(len(evidence.prior.all)) != k
            total = evidence.stack.sum(axis=0)
            whole = total[k] - np.average(total[others], weights=evidence.prior.all[others])
            told = sum(np.log(reason.ratio) for reason in side.why if reason.root == root)
            assert told == pytest.approx(whole, abs=2e-3 * len(findings) + 1e-9)


def test_reasons_name_known_sources_and_their_direction() -> None:
    ranking = d.rank(case_of([d.Pain("left", "calf"), d.Reflex("left", "achilles", "absent")]))
    assert ranking.sides.left is not None
    assert ranking.sides.left.why
    for reason in ranking.sides.left.why:
        assert reason.source in d.sources()
        assert (reason.ratio > 1) == (reason.effect == "for")


@pytest.mark.parametrize(
    ("findings", "first"),
    [
        ([d.Pain("left", "calf"), d.Pain("left", "heel"), d.Numbness("left", "sole_lateral")], {"S1"}),
        ([d.Numbness("left", "leg_medial"), d.Pain("left", "knee_medial")], {"L4"}),
        ([d.Pain("left", "groin"), d.Pain("left", "thigh_anterior_upper")], {"L1", "L2", "L3"}),
        ([d.Numbness("left", "toe_1"), d.Weakness("left", "hip_abduction", "4")], {"L5"}),
        ([d.Reflex("left", "achilles", "absent"), d.Weakness("left", "ankle_plantarflexion", "4")], {"S1"}),
        ([d.Reflex("left", "patellar", "reduced"), d.Weakness("left", "knee_extension", "4")], {"L3", "L4"}),
    ],
)
def test_textbook_patterns_lead_where_they_should(findings: list[d.Finding], first: set[str]) -> None:
    side = d.rank(case_of(findings)).sides.left
    assert side is not None
    assert side.roots[0].root in first


def test_a_side_about_which_nothing_was_said_is_none() -> None:
    ranking = d.rank(case_of([d.Pain("left", "calf")]))
    assert ranking.sides.right is None
    assert d.rank(d.Case()).sides == d.Sides(None, None)


def test_buttock_pain_alone_says_too_little() -> None:
    side = d.rank(case_of([d.Pain("left", "buttock")])).sides.left
    assert side is not None
    assert {item.band for item in side.roots} == {"too little to say"}
    assert "Too little" in side.statement


def test_calf_pain_alone_cannot_tell_l5_from_s1() -> None:
    side = d.rank(case_of([d.Pain("left", "calf")])).sides.left
    assert side is not None
    assert set(side.set) == {"L5", "S1"}
    assert "pain alone cannot" in side.statement


def test_the_prior_follows_age() -> None:
    young, old = (p_of(d.rank(case_of([d.Pain("left", "shin")], age)).sides.left) for age in (30, 75))
    assert old["L4"] > young["L4"]
    assert old["S1"] < young["S1"]

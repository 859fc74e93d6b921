"""Roots, pairs of roots and what is no root, and Bayes' rule over them."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dermatomes as d
from dermatomes.hypotheses import Prior, information, of_roots, posterior
from dermatomes.knowledge import knowledge

L4, L5, S1 = (d.ROOTS.index(root) for root in ("L4", "L5", "S1"))
N = len(d.ROOTS) + len(d.NOT_ROOTS)
VECTORS = st.lists(st.lists(st.floats(-4, 4), min_size=N, max_size=N), min_size=1, max_size=4).map(np.array)


def with_pairs(share: float) -> Prior:
    prior = knowledge().prior(50)
    return Prior(prior.roots, share, prior.not_root, prior.causes)


@given(VECTORS)
def test_everything_sums_to_one(vectors) -> None:
    p = posterior(knowledge().prior(None), vectors)
    assert p.sum() == pytest.approx(1)
    assert (p > 0).all()
    assert of_roots(p).sum() == pytest.approx(1)


@given(VECTORS)
def test_one_block_alone_makes_no_difference_between_a_root_and_its_part_of_a_pair(vectors) -> None:
    one = vectors[:1]
    assert posterior(with_pairs(0.3), one) == pytest.approx(posterior(with_pairs(0.01), one))


def test_findings_of_two_neighbours_are_explained_best_by_both() -> None:
    vectors = np.zeros((2, N))
    vectors[0, L5] = vectors[1, S1] = np.log(4)
    few, many = (posterior(with_pairs(share), vectors) for share in (0.01, 0.3))
    assert many[L5] + many[S1] > few[L5] + few[S1]
    apart = np.zeros((2, N))
    apart[0, L4] = apart[1, S1] = np.log(4)
    few, many = (posterior(with_pairs(share), apart) for share in (0.01, 0.3))
    assert many[L4] + many[S1] == pytest.approx(few[L4] + few[S1])  # no neighbours: no pair explains them


def test_information_is_nothing_when_nothing_changed() -> None:
    prior = knowledge().prior(50).all
    assert information(prior, prior) == pytest.approx(0)


def test_numb_great_toe_and_lost_ankle_jerk_keep_both_roots_in_the_set(case_of) -> None:
    side = d.rank(case_of("numb left:toe_1", "reflex left:achilles=absent")).sides.left
    assert set(msgspec.to_builtins(side)["set"]) == {"L5", "S1"}

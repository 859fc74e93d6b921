"""Single facts of the tables, as the rows have them."""

import pytest

from dermatomes import ROOTS, levels_of, pain_chances, sources, vocabulary, warning_rules


def test_levels_of_a_root_are_its_rows_commonest_first():
    rows = levels_of("L5", "disc_herniation")
    assert [(row.disc, row.zone) for row in rows] == [("L4/L5", "paracentral"), ("L5/S1", "foraminal")]
    assert levels_of("L5", "deep_gluteal_syndrome") == ()


@pytest.mark.parametrize("root", ROOTS)
def test_shares_of_the_levels_of_a_root_sum_to_one(root):
    assert sum(row.share for row in levels_of(root, "disc_herniation")) == pytest.approx(1)


def test_every_rule_names_its_source_and_its_action():
    rules = warning_rules()
    assert {rule.source for rule in rules} <= set(sources())
    assert {rule.action for rule in rules} == {"emergency", "same_day", "urgent", "routine"}


@pytest.mark.parametrize("root", ROOTS)
def test_chances_of_pain_are_chances_of_regions(root):
    chances = pain_chances(root)
    assert set(chances) < set(vocabulary().regions)
    assert all(0 < chance < 1 for chance in chances.values())


def test_pain_of_a_low_root_reaches_lower_than_that_of_a_high_one():
    low, high = pain_chances("S1"), pain_chances("L2")
    assert low["calf_upper"] > high["calf_upper"]
    assert low["thigh_anterior_upper"] < high["thigh_anterior_upper"]

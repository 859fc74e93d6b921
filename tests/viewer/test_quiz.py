"""The quiz without a window: every question of every map is sound, the box of cards brings back what was missed."""

import itertools
from dataclasses import replace

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from dermatomes import (
    ROOTS,
    Case,
    Flag,
    Spot,
    Visit,
    levels_of,
    load_map,
    map_ids,
    maps_at,
    parse_finding,
    rank,
    sources,
)
from meshes import Skin
from viewer.facing import facing_view
from viewer.guides.sight import Sight
from viewer.paint import paint
from viewer.palette import ROOT_COLOURS
from viewer.quiz import (
    KINDS,
    Choice,
    Deck,
    begun,
    deck_from_text,
    deck_to_text,
    judged,
    judged_spot,
    kind_of_id,
    question,
    question_ids,
    wording,
)
from viewer.quiz.cases import ranking_of
from viewer.quiz.check import problems, problems_of
from viewer.quiz.data import facts, hand_cases, nerves
from viewer.quiz.deck import WAITS
from viewer.search import entry_of
from viewer.session import new_session
from viewer.signs import signs_of

FOERSTER = "foerster_isncsci"
IDS = question_ids(FOERSTER)
KNOWN = {source.citation for source in sources().values()} | {load_map(map_id).citation for map_id in map_ids()}


def test_every_question_of_every_map_is_sound():
    assert list(problems()) == []


def spoilt(**changes):
    one = replace(question("moves:S1", FOERSTER, 0), **changes)
    return list(problems_of(one, KNOWN))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"accepted": frozenset(("nothing",))}, "expected some answers"),
        ({"choices": (Choice("a", "a"),) * 4}, "different answers"),
        ({"sources": ("Somebody 1899",)}, "sources of the sources table"),
        ({"reason": "Because of {root}."}, "braces"),
        ({"sight": Sight(root="left:S1")}, "gives its answer away"),
        ({"revealed": Sight(focus="part:nonsense")}, "nothing is called"),
        ({"revealed": Sight(close_to=("left:elbow",))}, "no place 'elbow'"),
        ({"revealed": Sight(near=("root_L9_left",))}, "no part 'root_L9_left'"),
    ],
)
def test_a_spoilt_question_is_named_by_the_check(changes, words):
    assert any(words in problem for problem in spoilt(**changes))


def test_an_open_question_shows_nothing_of_its_answer(atlas):
    for name in {kind_of_id(one): one for one in IDS}.values():
        sight = question(name, FOERSTER, 1).sight
        picture = paint(sight.applied(new_session("female")), atlas)
        assert len(picture.labels) == 2, name
        assert picture.strands == (), name
        assert not set(picture.part_rgb.values()) & set(ROOT_COLOURS.values()), name
        assert not sight.dermatomes and not sight.root and not sight.findings, name


def test_the_same_seed_asks_the_same_and_another_seed_mixes_anew():
    assert question("moves:S1", FOERSTER, 1) == question("moves:S1", FOERSTER, 1)
    orders = {tuple(c.key for c in question("moves:S1", FOERSTER, seed).choices) for seed in range(12)}
    assert len(orders) > 3


def test_every_kind_has_its_title_and_every_file_its_entries():
    assert set(wording()) == set(KINDS)
    assert all(words["title"] for words in wording().values())
    assert {kind_of_id(one) for one in IDS} == set(KINDS)
    for fact in facts().values():
        assert set(fact.sources) <= set(sources()), fact.id
        assert len(fact.choices) == 4, fact.id
    assert all(entry_of(key) for key in nerves())


def test_what_is_right_is_asked_of_the_tables():
    for root in ROOTS:
        for row in levels_of(root, "disc_herniation"):
            assert question(f"disc:{root}:{row.zone}", FOERSTER, 0).accepted == {row.disc}
        assert next(iter(signs_of("muscle", root))) in question(f"moves:{root}", FOERSTER, 0).accepted
    assert question("disc:L5:paracentral", FOERSTER, 0).accepted == {"L4/L5"}
    assert question("disc:L5:foraminal", FOERSTER, 0).accepted == {"L5/S1"}


@pytest.mark.parametrize("map_id", map_ids())
def test_skin_is_judged_under_the_map_chosen_and_says_where_maps_differ(map_id):
    one = question("skin:toe_1", map_id, 0)
    assert one.accepted == set(maps_at("toe_1").roots[map_id])
    assert "Maps differ here" in one.note
    assert "Keegan and Garrett 1948: L4 and L5" in one.note


@pytest.mark.parametrize("name", [*hand_cases(), *ROOTS])
def test_cases_are_answered_by_the_ranking_and_ambiguous_ones_take_every_root_of_the_set(name):
    for seed in range(5):
        one = question(f"case:{name}", FOERSTER, seed)
        assert {choice.key for choice in one.choices} >= one.accepted
        if name in hand_cases():
            texts = hand_cases()[name].findings
            found = tuple(parse_finding(kind, rest) for kind, _, rest in (text.partition(" ") for text in texts))
            assert one.accepted == set(ranking_of(found).set)
        assert bool(one.note) == (len(one.accepted) > 1)


def test_pain_alone_takes_both_roots_and_says_so():
    one = question("case:pain_alone", FOERSTER, 0)
    assert one.accepted == {"L5", "S1"}
    assert {choice.key for choice in one.choices if judged(one, choice.key).right} == {"L5", "S1"}
    assert "each of them counts as right" in one.note


def test_emergencies_are_those_of_the_rules_and_the_others_are_none():
    for name in (one for one in IDS if kind_of_id(one) == "warning"):
        one = question(name, FOERSTER, 2)
        for choice in one.choices:
            flags = rank(Case(visits=(Visit(findings=(Flag(choice.key),)),))).flags
            emergency = any(sign.action == "emergency" for sign in flags)
            assert emergency == (choice.key in one.accepted), choice.key


@pytest.mark.parametrize(
    ("map_id", "right"), [("foerster_isncsci", False), ("keegan_garrett_1948", True), ("lee_2008", False)]
)
def test_a_click_is_judged_under_the_map_chosen_and_the_others_are_named(map_id, right):
    outer_thigh = Spot("thigh", 0.6, 95.0, 10.0)  # Keegan and Garrett draw L4 there, the others do not
    verdict = judged_spot(question("point:L4", map_id, 0), map_id, "left outer thigh", outer_thigh)
    assert verdict.right is right
    assert "Maps differ here." in verdict.words
    assert verdict.words.count("1948") == 1


def test_a_click_into_the_key_area_is_right_in_every_map():
    heel_side = Spot("foot", 0.5, 100.0, 10.0)
    for map_id in map_ids():
        named = judged_spot(question("point:S1", map_id, 0), map_id, "outer edge", heel_side)
        assert named.right, map_id


answers = st.lists(st.booleans(), max_size=60)


@given(answers, st.integers(0, 99))
@settings(max_examples=60, deadline=None)
def test_the_same_answers_and_seed_give_the_same_way(given_answers, seed):
    def way():
        deck, met = Deck(), []
        for right in given_answers:
            met.append(deck.next(IDS, seed))
            deck = deck.answered(met[-1], right)
        return deck, met

    (deck, met), again = way(), way()
    assert (deck, met) == again
    assert all(one != other for one, other in itertools.pairwise(met))
    assert deck.turn == len(given_answers)
    assert deck.right == sum(given_answers)
    assert deck_from_text(deck_to_text(deck)) == deck


@given(answers)
@settings(max_examples=60, deadline=None)
def test_wrong_comes_back_sooner_than_right(history):
    deck = Deck()
    for number, right in enumerate(history):
        deck = deck.answered(f"x:{number % 7}", right)
    wrong, right = deck.answered("x:0", False), deck.answered("x:0", True)
    assert wrong.cards["x:0"].due < right.cards["x:0"].due
    assert wrong.cards["x:0"].due == deck.turn + 1 + WAITS[0]


@given(st.integers(1, 10))
def test_each_right_answer_puts_it_off_longer_up_to_the_last_box(times):
    deck, waits = Deck(), []
    for _ in range(times):
        deck = deck.answered("x:0", True)
        waits.append(deck.cards["x:0"].due - deck.turn)
    assert waits == sorted(waits)
    assert waits[-1] <= WAITS[-1]
    assert deck.answered("x:0", False).cards["x:0"].box == 0


def test_what_was_missed_comes_back_after_a_few_questions():
    deck = Deck()
    first = deck.next(IDS, 5)
    deck, met = deck.answered(first, False), []
    for _ in range(WAITS[0] + 1):
        met.append(deck.next(IDS, 5))
        deck = deck.answered(met[-1], True)
    assert met.index(first) == WAITS[0]


def test_all_kinds_are_met_early_and_every_question_in_the_end():
    deck, met = Deck(), []
    for _ in range(len(IDS) * 12):
        met.append(deck.next(IDS, 3))
        deck = deck.answered(met[-1], True)
    assert {kind_of_id(one) for one in met[: 2 * len(KINDS)]} == set(KINDS)
    assert set(met) == set(IDS)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"turn": -3}', '{"turn": 2, "right": 5}', '{"cards": {"a": 1}}'])
def test_a_spoilt_score_is_an_empty_one(text):
    assert deck_from_text(text) == Deck()


def test_a_question_is_answered_once_and_an_open_one_stays():
    run = begun(Deck(), FOERSTER, 1)
    assert run.next() == run
    key = next(iter(run.question.accepted & {choice.key for choice in run.question.choices}))
    done = run.answered(judged(run.question, key))
    assert done.deck.right == 1
    assert done.answered(judged(run.question, key)) == done
    assert done.next().question.id != run.question.id


@pytest.mark.parametrize(
    ("region", "view"),
    [("calf_upper", "back"), ("shin_upper", "front"), ("leg_lateral_upper", "left"), ("sole_medial", "sole")],
)
def test_skin_is_seen_from_where_it_faces(atlas, region, view):
    skin: Skin = atlas.body("female").skin
    inside = atlas.region_vertices("female", region, "left").astype("float32")
    assert facing_view(skin, inside) == view


def test_drawn_cases_differ_from_seed_to_seed():
    given_lines = {question("case:L5", FOERSTER, seed).given for seed in range(8)}
    assert len(given_lines) > 4

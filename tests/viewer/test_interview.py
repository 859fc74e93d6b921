"""The patient's questions, their answers in the case, and the plain words at the end."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dermatomes import NOT_ROOTS, ROOTS, SIDES, Case, Flag, History, Numbness, Pain, Reflex, Visit, Weakness, rank
from dermatomes import vocabulary as words_of_case
from viewer.interview import Pick, answers, choices_of, interview, is_answered, with_answer
from viewer.patient_text import leads, patient_text, patient_words
from viewer.session import MARK_KINDS, Session
from viewer.walk import Walk

EXAMINED_ONLY = {"weak_foot_pulses", "tender_trochanter", "tender_buttock"}
MARKED = (Pain("left", "calf"), Pain("left", "heel", 4, ("dull",)), Numbness("left", "toe_1"))
EVERY = [
    (question, Pick(choice.id, side))
    for question in interview().questions
    for choice in choices_of(question)
    for side in question.sides
]


def session_of(*findings):
    return Session(case=Case(visits=(Visit(findings=findings),)))


def answer(session, name, choice, side="", *, on=True):
    return with_answer(session, interview().question(name), Pick(choice, side), on=on)


def text_of(*findings, passed=frozenset()):
    session = session_of(*findings)
    return patient_text(session, rank(session.case), passed)


def test_every_word_a_person_can_tell_is_asked_once():
    asked = {form: [p.choice for q, p in EVERY if q.form == form] for form in ("flag", "history", "quality", "depth")}
    for form, known in asked.items():
        assert len(known) == len(set(known))
        assert set(known) == set(words_of_case().known(form)) - EXAMINED_ONLY
    assert {kind for question in interview().questions for kind in question.marks} == set(MARK_KINDS)
    assert len([question for question in interview().questions if question.form == "flag"]) <= 2


def test_everyday_strength_is_graded_with_care():
    grades = {name: grade.grade for name, grade in interview().grades.items()}
    assert grades == {"yes": "5", "a_little_weaker": "4", "hardly": "3"}
    assert all(grade.why and grade.source for grade in interview().grades.values())
    assert answer(session_of(), "heels", "hardly", "left").findings == (Weakness("left", "ankle_dorsiflexion", "3"),)


def test_an_answer_about_pain_goes_to_every_pain_and_to_nothing_else():
    session = answer(session_of(*MARKED), "feel", "burning")
    session = answer(answer(session, "depth", "deep"), "strong", "8")
    assert session.findings == (
        Pain("left", "calf", 8, ("burning",), "deep"),
        Pain("left", "heel", 8, ("burning", "dull"), "deep"),
        MARKED[2],
    )
    feel = answers(session, interview().question("feel"))
    assert feel.chosen == {Pick("burning")}
    assert feel.mixed


def test_questions_about_pain_leave_a_case_without_pain_alone():
    session = session_of(Numbness("left", "toe_1"))
    assert answer(session, "feel", "burning") is session


def test_what_is_taken_back_is_gone_and_all_else_keeps_its_place():
    before = session_of(Reflex("left", "achilles", "absent"), History("worse_walking"), Flag("fever"), *MARKED)
    session = answer(before, "heels", "yes", "left")
    session = answer(session, "worse", "worse_sitting")
    assert [type(f).__name__ for f in session.findings[:5]] == ["Reflex", "Weakness", "History", "History", "Flag"]
    session = answer(answer(session, "worse", "worse_sitting", on=False), "heels", "yes", "left", on=False)
    assert session.case == before.case


def test_another_answer_about_one_leg_takes_the_place_of_the_first():
    session = answer(answer(session_of(), "heels", "yes", "left"), "toes", "yes", "left")
    session = answer(answer(session, "heels", "hardly", "left"), "heels", "a_little_weaker", "right")
    assert session.findings == (
        Weakness("left", "ankle_dorsiflexion", "3"),
        Weakness("right", "ankle_dorsiflexion", "4"),
        Weakness("left", "ankle_plantarflexion", "5"),
    )


def test_marks_count_as_the_answer_to_where():
    where = interview().question("where")
    assert not is_answered(session_of(), where)
    assert is_answered(session_of(*MARKED), where)
    assert answers(session_of(*MARKED), where).marks == {"pain": 2}
    assert answers(session_of(*MARKED), interview().question("numb")).marks == {"numbness": 1, "tingling": 0}


def one_of_each(drawn):
    """At most one choice where only one can hold."""
    kept = {}
    for question, pick in drawn:
        kept[question.id, pick.side, pick.choice if question.many else ""] = (question, pick)
    return list(kept.values())


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_any_order_and_any_going_back_and_forth_end_in_the_same_case(data):
    chosen = one_of_each(data.draw(st.lists(st.sampled_from(EVERY), unique=True, max_size=12)))
    straight = wandering = session_of(*MARKED)
    for question, pick in chosen:
        straight = with_answer(straight, question, pick)
    walk = Walk()
    for question, pick in data.draw(st.permutations(chosen)):
        walk = data.draw(st.sampled_from([walk.next(), walk.back(), walk.skip(), walk.to_question(question.id)]))
        if question.many and data.draw(st.booleans()):
            wandering = with_answer(with_answer(wandering, question, pick), question, pick, on=False)
        elif data.draw(st.booleans()):
            other = Pick(data.draw(st.sampled_from(choices_of(question))).id, pick.side)
            wandering = wandering if question.many else with_answer(wandering, question, other)
        wandering = with_answer(wandering, question, pick)
    assert wandering.case == straight.case


@settings(deadline=None, max_examples=30)
@given(st.lists(st.sampled_from(["next", "back", "skip", "to_result"]), max_size=40))
def test_a_walk_never_leaves_the_interview(moves):
    walk = Walk()
    for move in moves:
        walk = getattr(walk, move)()
        assert 0 <= walk.at <= walk.count
        assert walk.progress


def test_skipping_is_not_asking():
    assert Walk().next().passed == {"where"}
    assert Walk().skip().passed == frozenset()
    assert Walk().next().back() == Walk(0, frozenset({"where"}))


def test_the_words_name_everything_a_ranking_may():
    words, known = patient_words(), words_of_case()
    assert tuple(words.roots) == ROOTS
    assert tuple(words.not_roots) == NOT_ROOTS
    assert set(words.causes) | {"deep_gluteal_syndrome"} == set(known.known("condition"))
    assert {kind: set(asks) for kind, asks in words.asks.items()} == {
        "weakness": set(known.known("muscle")),
        "reflex": set(known.known("reflex")),
        "test": set(known.known("test")),
        "history": set(known.known("history")),
    }
    assert all(f"({root})" in names.name and names.where.startswith(root) for root, names in words.roots.items())


@pytest.mark.parametrize(
    "findings",
    [
        (Pain("left", "calf", 7),),
        (Pain("left", "heel"), History("better_sitting")),
        (Pain("left", "foot_dorsum"), Weakness("left", "ankle_dorsiflexion", "4")),
        (Pain("right", "groin"),),
        (Pain("left", "buttock"),),
    ],
)
def test_a_result_says_what_the_pattern_fits_and_never_how_many_percent(findings):
    (side,) = text_of(*findings).sides
    assert 1 <= len(side.sentences) <= 3
    told = " ".join(side.sentences)
    assert "fits" in told
    assert "%" not in told
    assert not re.search(r"you have|diagnos|percent|\d\d", told.lower())


def test_a_root_leads_for_the_patient_where_it_leads_for_the_clinician():
    for place in words_of_case().known("region"):
        ranking = rank(session_of(Pain("left", place)).case)
        ranked = ranking.sides.left
        if ranked is None or ranked.roots[0].band == "too little to say" or len(ranked.set) == 1:
            continue
        assert leads(ranked) == (ranked.roots[0].p >= 2 * ranked.roots[1].p)
        told = " ".join(text_of(Pain("left", place)).sides[0].sentences)
        assert ("cannot tell" in told) == (not leads(ranked))


def test_what_fits_better_than_a_root_comes_first():
    (side,) = text_of(Pain("left", "groin")).sides
    assert "hip joint" in side.sentences[0]
    assert "no nerve of the back" in side.sentences[0]


def test_nothing_told_invites_and_no_warning_does_not_reassure():
    text = text_of(passed=frozenset({"warning_nerves", "warning_health"}))
    assert text.sides == ()
    assert "mark where it hurts" in text.invitation
    assert text.how_soon.startswith("Make an appointment")
    assert text.skipped == ()
    assert "does not mean that all is well" in " ".join(text.steps)
    assert "emergency department" in text.steps[-1]


def test_the_strongest_warning_says_how_soon_and_nothing_stands_beside_an_emergency():
    urgent = text_of(Flag("night_pain"))
    assert urgent.how_soon == "See a doctor within one to two days."
    assert urgent.skipped == ("warning_nerves",)
    assert "all is well" not in " ".join(urgent.steps)
    emergency = text_of(Flag("night_pain"), Flag("bladder_retention"))
    assert emergency.how_soon.startswith("Go to an emergency department now")
    assert emergency.steps == ()


def test_plain_words_are_plain():
    words = patient_words()
    pages = [f"{question.title} {question.help}" for question in interview().questions]
    pages += [choice.label + "." for question in interview().questions if question.many for choice in question.choices]
    pages += [f"It is {name}." for name in (*words.not_roots.values(), *words.causes.values())]
    pages += [names.where for names in words.roots.values()]
    pages += [f"It fits {names.name}." for names in words.roots.values()]
    # "a doctor or physiotherapist" cannot be said more simply; whoever reads it knows the words
    asks = [ask.replace("physiotherapist", "nurse") for asks in words.asks.values() for ask in asks.values()]
    advice = [getattr(words.advice, name) for name in words.advice.__struct_fields__]
    assert reading_grade(" ".join(pages)) <= 6
    assert reading_grade(" ".join(asks)) <= 8
    assert reading_grade(" ".join(advice)) <= 8


def reading_grade(text):
    """Flesch-Kincaid grade, counting groups of vowels as syllables."""
    sentences = max(1, len(re.findall(r"[.?!](?:\s|$)", text)))
    words = re.findall(r"[A-Za-z]+", text)
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", re.sub(r"e$", "", word.lower())))) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def test_both_legs_are_asked_about():
    assert interview().question("heels").sides == SIDES

"""What is presented: one sentence at a time, no numbers, no warning lost, and never a diagnosis."""

import re

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from dermatomes import Flag, History, Numbness, Pain, Reflex, Weakness, rank, vocabulary
from viewer.paint import paint
from viewer.patient_text import patient_words
from viewer.presentation import EMPTY, TITLES, plain_warnings, presentation
from viewer.session import new_session
from viewer.shots import body_shot, spine_shot

NAMES = re.compile(r"\b[LS][1-5](/[LS]?[1-5])?\b")
CALF, SOLE = Pain("left", "calf", 6, ("shooting",)), Numbness("left", "sole_lateral", 5)

places = st.sampled_from(vocabulary().known("region"))
sides = st.sampled_from(("left", "right"))
findings = st.one_of(
    st.builds(Pain, sides, places, st.integers(0, 10)),
    st.builds(Numbness, sides, places, st.integers(0, 10)),
    st.builds(Weakness, sides, st.sampled_from(vocabulary().known("muscle")), st.sampled_from(("5", "4+", "3", "0"))),
    st.builds(Reflex, sides, st.sampled_from(vocabulary().known("reflex")), st.just("absent")),
    st.builds(History, st.sampled_from(vocabulary().known("history"))),
    st.builds(Flag, st.sampled_from(vocabulary().known("flag"))),
)


def slides_of(atlas, *told):
    session = new_session("female").with_findings(told)
    return presentation(session, paint(session, atlas))


@given(told=st.lists(findings, max_size=6))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_numbers_no_warning_lost_and_the_last_word_is_what_this_is_not(atlas, told):
    slides = slides_of(atlas, *told)
    for slide in slides:
        assert not re.search(r"\d|%", NAMES.sub("", slide.text)), slide.text
        assert slide.kind in TITLES
    warned = [slide.text for slide in slides if slide.kind == "warning"]
    flags = rank(new_session().with_findings(tuple(told)).case).flags
    words = vocabulary().words
    for sign in flags:
        assert f"{words['action'][sign.action]} {words['warning'][sign.id]}." in warned
    assert len(warned) == len(flags)
    assert slides[-1].text == patient_words().advice.closing
    if any(sign.action == "emergency" for sign in flags):
        assert slides[0].kind == "warning"
        assert not [slide for slide in slides if slide.kind == "do"]


def test_the_slides_follow_the_way_of_the_pain(atlas):
    kinds = list(dict.fromkeys(slide.kind for slide in slides_of(atlas, CALF, SOLE)))
    assert kinds == ["felt", "nerve", "way", "tell", "do", "closing"]


def test_the_sentences_are_the_patients_words(atlas):
    slides = slides_of(atlas, CALF, SOLE)
    assert slides[0].text == "It hurts here: left calf."
    assert slides[1].text == "It is numb here: left sole, outer half."
    assert "(S1) best" in slides[2].text
    assert next(slide.text for slide in slides if slide.kind == "way") == patient_words().roots["S1"].where


def test_both_legs_are_told_apart(atlas):
    slides = slides_of(atlas, CALF, Pain("right", "thigh_anterior", 5))
    nerve = [slide for slide in slides if slide.kind == "nerve"]
    assert nerve[0].side == "left"
    assert nerve[0].text.startswith("Your left side: ")
    assert any(slide.side == "right" and slide.text.startswith("Your right side: ") for slide in nerve)


def test_a_warning_that_can_wait_stands_before_the_closing_words(atlas):
    slides = slides_of(atlas, CALF, Flag("fever"))
    assert slides[0].kind == "felt"
    assert [slide.kind for slide in slides if slide.kind in ("warning", "closing")] == ["warning", "closing"]
    assert next(slide for slide in slides if slide.kind == "warning").text.startswith("See a doctor today.")


def test_what_does_not_hurt_is_not_told_and_weakness_is(atlas):
    slides = slides_of(atlas, Pain("left", "calf", 0), Weakness("right", "great_toe_extension", "3"))
    felt = [slide.text for slide in slides if slide.kind == "felt"]
    assert felt == ["Weaker than usual on the right: lifting the big toe."]


def test_nothing_told_gives_an_invitation(atlas):
    assert slides_of(atlas)[0].text == EMPTY


def test_banners_hold_no_numbers_either():
    notices = plain_warnings(rank(new_session().with_findings((Pain("left", "calf", 9), Flag("fever"))).case))
    assert [notice.action for notice in notices] == ["same_day", "routine"]
    assert not [notice for notice in notices if re.search(r"\d", notice.headline + notice.because)]


@pytest.fixture(scope="module")
def told(atlas):
    session = new_session("female").with_findings((CALF, SOLE, Pain("right", "thigh_anterior", 5)))
    picture = paint(session, atlas)
    return presentation(session, picture), picture, atlas.body("female")


def test_the_eye_sees_the_marks_from_the_side_they_face(told):
    slides, picture, body = told
    azimuths = {slide.text: body_shot(slide, picture, body, 1.0) for slide in slides if slide.kind == "felt"}
    assert azimuths["It hurts here: left calf."].azimuth == pytest.approx(180)
    assert azimuths["It is numb here: left sole, outer half."].elevation == pytest.approx(-90)
    assert azimuths["It hurts here: right front of the thigh."].azimuth == pytest.approx(0)


def test_the_eye_follows_the_way_and_holds_all_of_it(told):
    slides, picture, body = told
    for slide in (one for one in slides if one.kind == "way"):
        eye = body_shot(slide, picture, body, 1.0)
        points = np.concatenate([strand.points for strand in picture.strands if strand.side == slide.side])
        assert np.ptp(points[:, 2]) < eye.height
        assert (points[:, 2].min(), points[:, 2].max()) == pytest.approx(
            (eye.focus[2], eye.focus[2]), abs=eye.height / 2
        )


def test_the_spine_is_seen_from_close_by_while_the_nerve_is_spoken_of(told):
    slides, picture, body = told
    near = next(slide for slide in slides if slide.kind == "nerve" and slide.side == "right")
    far = next(slide for slide in slides if slide.kind == "closing")
    assert spine_shot(near, picture, body).height < spine_shot(far, picture, body).height / 1.5
    assert spine_shot(near, picture, body).azimuth > 180, "from the right"

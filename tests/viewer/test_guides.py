"""Pages and tours as data: ids are known, claims have sources, patients can read them, and nothing is changed."""

import subprocess
import sys
from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dermatomes import Pain, sources
from meshes import FIGURES
from viewer.camera import project
from viewer.guides import CONTROLS, Guide, Reading, Sight, Step, guide_of, guides
from viewer.guides.check import HARDEST_GRADE, grade, problems
from viewer.guides.eye import body_eye, holding, spine_eye
from viewer.guides.guide import cited, uncited
from viewer.look import Look
from viewer.paint import paint
from viewer.session import Pen, new_session

TOURS = [
    "welcome",
    "opening_to_skin",
    "one_root_at_a_time",
    "herniated_disc_two_roots",
    "stenosis_and_sitting",
    "not_every_sciatica",
]
PAGES = [
    "back_to_leg",
    "radiculopathy",
    "sciatica",
    "herniated_disc",
    "spinal_stenosis",
    "piriformis_syndrome",
    "what_it_feels_like",
    "when_to_seek_help",
]
STEPS = [(guide.id, at) for guide in guides() for at in range(len(guide.steps))]
GOOD = Sight(view="back", isolate=("root_L5_left", "part:sciatic"), focus="root:L5", findings=("pain left:calf",))


def told(step):
    return list(problems(Guide("T", "w", (step,), 1, "t", "tour")))


def test_every_tour_and_page_that_was_promised_is_there():
    assert [guide.id for guide in guides() if guide.kind == "tour"] == TOURS
    assert [guide.id for guide in guides() if guide.kind == "page"] == PAGES
    assert len(guide_of("welcome").steps) == 5


@pytest.mark.parametrize("guide", guides(), ids=lambda guide: guide.id)
def test_guide_names_only_what_exists_and_reads_easily(guide):
    assert list(problems(guide)) == []
    assert grade(guide) <= HARDEST_GRADE


def test_check_of_the_command_line_prints_each_grade():
    done = subprocess.run([sys.executable, "-m", "viewer.guides"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    for guide in guides():
        assert any(guide.id in line and f"grade {grade(guide):4.1f}" in line for line in lines), guide.id


@pytest.mark.parametrize("page", PAGES)
def test_every_section_has_two_reading_levels_and_a_source_in_each(page):
    for step in guide_of(page).steps:
        assert step.student and step.student != step.patient
        assert cited(step.patient) and cited(step.student)


def test_measure_tells_hard_words_from_easy_ones():
    hard = "Radiculopathy characteristically necessitates multidisciplinary neurophysiological examination."
    assert grade(Guide("T", "w", (Step("t", hard),), 1)) > HARDEST_GRADE + 5
    assert grade(Guide("T", "w", (Step("t", "The leg hurts. It is the back."),), 1)) < 3


@pytest.mark.parametrize(
    ("sight", "sentence"),
    [
        ({"view": "bak"}, 'unknown view "bak": did you mean "back"?'),
        ({"close_to": ("left:calff",)}, 'unknown structure or place "left:calff": did you mean "left:calf"?'),
        ({"near": ("vertebra_L6",)}, 'unknown structure "vertebra_L6"'),
        ({"hide": ("dorsal_rami*",)}, 'unknown structure "dorsal_rami*"'),
        ({"focus": "part:sciatik"}, 'unknown key of the search "part:sciatik": did you mean "part:sciatic"?'),
        ({"root": "left:L6"}, 'unknown root "left:L6"'),
        ({"hidden_layers": ("nervs",)}, 'unknown layer "nervs": did you mean "nerves"?'),
        ({"lesion": "L4/L5:left:paracentral:1.8"}, "no severity 1.8"),
        ({"findings": ("pain left:calff",)}, "calff"),
        ({"cut": "q:0.5"}, 'no cut "q:0.5"'),
        ({"clearness": 130}, "clearness 130"),
    ],
)
def test_wrong_id_in_a_sight_is_told_with_the_nearest_known_one(sight, sentence):
    assert told(Step("t", "It hurts.", sight=GOOD)) == []
    (problem,) = told(Step("t", "It hurts.", sight=msgspec.structs.replace(GOOD, **sight)))
    assert problem.startswith("data/tours/t.toml, step 1: ")
    assert sentence in problem


def test_unknown_source_and_unsourced_page_are_refused():
    (problem,) = told(Step("t", "It hurts. [berra_2012]"))
    assert 'did you mean "berra_2021"' in problem
    assert "names no source" in next(problems(Guide("T", "w", (Step("t", "It hurts."),), 1, "p", "page")))


def test_claims_lose_their_ids_when_they_are_spoken():
    text = "It hurts. [berra_2021] It is cold [orita_2016]; so it is. [berra_2021]"
    assert uncited(text) == "It hurts. It is cold; so it is."
    assert cited(text) == ("berra_2021", "orita_2016")
    assert set(cited(text)) <= set(sources())


def test_patients_and_people_not_yet_asked_read_plain_words_and_students_theirs():
    step = Step("t", "plain", "deep")
    assert [step.text(audience) for audience in ("", "patient", "clinician", "student")] == ["plain"] * 2 + ["deep"] * 2
    assert Step("t", "plain").text("student") == "plain"


def test_reading_stops_at_both_ends():
    reading = Reading(guide_of("welcome"))
    assert reading.to(-1).at == 0
    assert reading.to(99).at == 4
    assert reading.to(99).last
    assert reading.to(1).progress == "Step 2 of 5"


sessions = st.builds(
    lambda figure, opacity, tool, focus, strong: replace(
        new_session(figure).with_findings((Pain("left", "calf", strong),)),
        skin_opacity=opacity,
        pen=Pen(tool=tool, intensity=strong),
        look=Look(focus=focus, hidden_layers=frozenset(("bones",))),
        chosen=("right", "L3"),
    ),
    st.sampled_from(FIGURES),
    st.floats(0, 1),
    st.sampled_from(("mark", "paint", "erase")),
    st.sampled_from(("", "root:L4", "part:sciatic")),
    st.integers(1, 10),
)


@given(session=sessions, where=st.sampled_from(STEPS), other=st.sampled_from(STEPS))
def test_sight_depends_on_no_sight_before_it_and_shows_no_finding_of_the_persons_own(session, where, other):
    kept = replace(session)
    sights = [guide_of(guide_id).steps[at].sight for guide_id, at in (where, other)]
    seen = sights[0].applied(session)
    assert session == kept, "what is held is never written"
    assert sights[0].applied(sights[1].applied(session)) == seen
    for kept_too in ("pen", "audience", "path", "saved"):
        assert getattr(seen, kept_too) == getattr(session, kept_too)
    assert seen.case.figure == session.case.figure
    assert len(seen.findings) == len(sights[0].findings)


@pytest.mark.parametrize("figure", FIGURES)
def test_every_step_is_painted_and_its_highlight_is_there(atlas, figure):
    for guide_id, at in STEPS:
        step = guide_of(guide_id).steps[at]
        session = step.sight.applied(new_session(figure))
        picture = paint(session, atlas)
        if step.sight.focus and not step.sight.focus.startswith("region:"):
            shown = [part for part in picture.focus if picture.part_shown[part] > 0]
            assert shown, f"{guide_id} {at}: nothing of what is asked about is shown"
        if step.sight.root:
            assert session.chosen == tuple(step.sight.root.split(":"))
        for isolated in session.look.isolated:
            assert isolated in picture.part_shown, isolated
        for eye in (body_eye, spine_eye):
            assert 40 <= eye(step.sight, picture, atlas, 0.8).height <= 2600


def test_close_up_holds_what_it_is_close_to_and_no_more(atlas):
    points = atlas.body("female").parts["root_L5_left"].vertices
    camera = holding(points, 150.0, 10.0, 0.7)
    for point in points[::7]:
        x, y = project(camera, tuple(map(float, point)), 700, 1000)
        assert 0 < x < 700
        assert 0 < y < 1000


def test_controls_that_steps_point_at_are_known():
    pointed = {step.points_at for guide in guides() for step in guide.steps} - {""}
    assert pointed <= set(CONTROLS)
    assert len(pointed) >= 3

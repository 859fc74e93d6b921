"""From the ranking to a lesion, and what is said and drawn of it."""

from dataclasses import replace

import numpy as np
import pytest

from dermatomes import parse_finding, rank
from meshes import FORMS, LEVELS, Lesion
from viewer.axial import loops_of
from viewer.mechanism import EFFECTS, PROPOSED_SEVERITY, forms, met_parts, met_roots, proposals, say
from viewer.mechanism_picture import mechanism_picture
from viewer.paint import paint
from viewer.session import new_session

S1_CASE = (("pain", "left:calf"), ("numb", "left:sole_lateral"), ("reflex", "left:achilles=absent"))
OLD_CASE = (("history", "better_sitting"), ("history", "worse_walking"), ("pain", "left:calf"), ("pain", "right:calf"))


def session_with(*findings, age=None):
    told = new_session().with_findings(tuple(parse_finding(*finding) for finding in findings))
    return told.with_person(age=age)


@pytest.mark.parametrize(
    ("lesion", "roots"),
    [
        (Lesion("L4/L5", "left", "paracentral", 1), ("L5",)),
        (Lesion("L4/L5", "left", "recess_stenosis", 1), ("L5",)),
        (Lesion("L4/L5", "left", "foraminal", 1), ("L4",)),
        (Lesion("L4/L5", "left", "far_lateral", 1), ("L4",)),
        (Lesion("L5/S1", "right", "paracentral", 1), ("S1",)),
        (Lesion("L5/S1", "right", "foraminal_stenosis", 1), ("L5",)),
        (Lesion("L3/L4", "right", "central_stenosis", 1), ("L4", "L5", "S1")),
        (Lesion("L4/L5", "right", "deep_gluteal", 1), ()),
    ],
)
def test_the_root_that_is_met_is_the_textbooks(lesion, roots):
    assert met_roots(lesion) == roots


def test_nothing_is_met_at_severity_nought():
    assert met_parts(Lesion("L4/L5", "left", "paracentral", 0)) == frozenset()
    assert met_parts(Lesion("L4/L5", "left", "paracentral", 0.1)) == {"root_L5_left"}
    assert met_parts(Lesion("L4/L5", "left", "central", 0.1)) >= {"root_L5_left", "root_L5_right"}


@pytest.mark.parametrize("audience", ["patient", "student"])
@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_told_without_a_gap(form, audience):
    words = say(Lesion("L4/L5", "left", form, 0.5), audience)
    assert "{" not in words
    assert words[0].isupper()
    assert words.endswith(".")
    assert ("%" not in words) and ("mm" not in words)


def test_a_case_proposes_the_level_of_its_leading_root():
    found = proposals(rank(session_with(*S1_CASE).case))
    assert found[0].lesion == Lesion("L5/S1", "left", "paracentral", PROPOSED_SEVERITY)
    assert found[0].band in ("likely", "possible")
    assert {proposal.lesion.side for proposal in found} == {"left"}
    assert len(set(found)) == len(found)


def test_an_older_person_better_sitting_is_proposed_a_narrow_canal():
    found = proposals(rank(session_with(*OLD_CASE, age=74).case))
    assert "central_stenosis" in {proposal.lesion.form for proposal in found}


def test_no_case_proposes_nothing():
    assert proposals(rank(new_session().case)) == ()


def test_a_lesion_bends_the_body_and_health_does_not(atlas):
    healthy = paint(new_session(), atlas)
    still = paint(replace(new_session(), lesion=Lesion("L4/L5", "left", "paracentral", 0.0)), atlas)
    bent = paint(replace(new_session(), lesion=Lesion("L4/L5", "left", "paracentral", 0.8)), atlas)
    assert dict(healthy.bent) == {} == dict(still.bent)
    assert "annulus_L4_L5" in bent.bent
    body = atlas.body("female")
    assert all(points.shape == body.parts[part_id].vertices.shape for part_id, points in bent.bent.items())
    assert bent.part_rgb["root_L5_left"] != healthy.part_rgb["root_L5_left"]
    assert bent.part_shown["vertebra_L4"] < 1 == healthy.part_shown["vertebra_L4"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("effect", EFFECTS)
def test_every_effect_is_drawn_on_what_is_met(atlas, form, effect):
    lesion = Lesion("L4/L5", "right", form, 0.8)
    drawn = paint(replace(new_session(), lesion=lesion, effect=effect), atlas).effects
    assert drawn
    assert {strand.side for strand in drawn} >= {"right"} or form in ("central", "central_stenosis", "slip")
    for strand in drawn:
        assert len(strand.points) == len(strand.radius) > 1
        assert np.isfinite(strand.points).all()
    well = replace(lesion, severity=0.0)
    assert paint(replace(new_session(), lesion=well, effect=effect), atlas).effects == ()


def test_lit_ways_follow_the_root_a_lesion_moves(atlas):
    told = session_with(*S1_CASE)
    lesion = Lesion("L5/S1", "left", "paracentral", 1.0)
    before, after = paint(told, atlas), paint(replace(told, lesion=lesion), atlas)
    moved = max(
        float(np.abs(a.points - b.points).max()) for a, b in zip(before.strands, after.strands, strict=True)
    )
    assert 0.2 < moved < 12
    legs = [strand.points[strand.points[:, 2] < 700] for strand in (before.strands[0], after.strands[0])]
    np.testing.assert_array_equal(*legs)


def square(x, y, side):
    corners = np.array([(x, y), (x + side, y), (x + side, y + side), (x, y + side)], np.float32)
    return np.stack([corners, np.roll(corners, -1, axis=0)], axis=1)


def test_segments_join_into_loops_whatever_their_order():
    segments = np.concatenate([square(0, 0, 10), square(2, 2, 3)])
    rng = np.random.default_rng(5)
    shuffled = segments[rng.permutation(len(segments))]
    shuffled[::2] = shuffled[::2, ::-1]
    loops = loops_of(shuffled)
    assert sorted(len(loop) for loop in loops) == [5, 5]
    assert sorted(float(np.ptp(loop[:, 0])) for loop in loops) == [3.0, 10.0]
    assert loops_of(np.empty((0, 2, 2), np.float32)) == ()


@pytest.mark.parametrize("level", LEVELS)
def test_the_section_shows_disc_canal_and_the_root_that_is_met(atlas, level):
    told = replace(new_session(), lesion=Lesion(level, "left", "paracentral", 0.9), audience="student")
    shown = mechanism_picture(told, atlas)
    healthy, affected = shown.sections
    names = [shape.part_id for shape in affected.shapes]
    disc = level.replace("/", "_")
    assert names.index(f"annulus_{disc}") < names.index(f"nucleus_{disc}")
    assert "dural_sac" in names
    assert healthy.centre == affected.centre
    assert healthy.title == f"{level}, healthy"
    assert shown.stage == "extrusion"
    assert len(shown.measured) == 2
    assert shown.source


def test_sources_of_all_forms_are_known():
    assert set(forms()) == set(FORMS)

"""Exact pictures from the pure layer: no window, no screen."""

from dataclasses import replace

import numpy as np
import pytest

import dermatomes
from dermatomes import Case, Flag, Numbness, Pain, Spot, Visit
from meshes import FIGURES
from viewer.look import Look
from viewer.paint import paint
from viewer.palette import ROOT_COLOURS
from viewer.session import Session, new_session

SPOT = Spot(segment="leg", t=0.31, theta=171.0, radius_mm=25.0)


def session_of(*findings, figure="female", **case):
    return Session(case=Case(figure=figure, visits=(Visit(findings=findings),), **case))


@pytest.fixture(params=FIGURES)
def figure(request):
    return request.param


def test_an_empty_session_invites_and_lights_nothing(atlas):
    picture = paint(new_session(), atlas)
    assert picture.panel.invitation
    assert picture.panel.sides == ()
    assert picture.strands == ()
    assert picture.marks == ()
    assert [label.text for label in picture.labels] == ["L", "R"]


def test_the_same_session_gives_the_very_same_picture(atlas):
    session = session_of(Pain("left", "calf_upper", 6, spots=(SPOT,)))
    one, two = paint(session, atlas), paint(session, atlas)
    assert one.skin_rgb is two.skin_rgb
    assert one.marks is two.marks
    assert one.strands is two.strands
    assert one.borders is two.borders


def test_a_mark_lies_where_its_spot_is(atlas, figure):
    picture = paint(session_of(Pain("left", "calf_upper", 6, spots=(SPOT,)), figure=figure), atlas)
    skin = atlas.body(figure).skin
    middle = skin.vertices[skin.find(SPOT.segment, SPOT.t, SPOT.theta, "left")]
    (film,) = picture.marks
    solid = film.points[film.rgba[:, 3] > 60]
    reach = np.linalg.norm(solid - middle, axis=1)
    assert reach.max() < SPOT.radius_mm + 6
    assert reach.max() > SPOT.radius_mm - 6


def test_the_leading_root_is_led_from_its_foramen_to_the_mark(atlas, figure):
    picture = paint(session_of(Pain("left", "calf_upper", 6, spots=(SPOT,)), figure=figure), atlas)
    body = atlas.body(figure)
    target = body.skin.vertices[body.skin.find(SPOT.segment, SPOT.t, SPOT.theta, "left")]
    leading = picture.panel.sides[0].bars[0].root
    strand = next(strand for strand in picture.strands if strand.root == leading)
    root = body.paths[f"root_{leading}_left"].points
    cord = body.paths[f"rootlets_{leading}_left"].points[0]
    assert np.linalg.norm(strand.points[0] - cord) < 1
    assert np.linalg.norm(strand.points[-1] - target) < 0.01
    assert np.linalg.norm(np.diff(strand.points, axis=0), axis=1).max() < 45
    apart = np.linalg.norm(strand.points[:, None] - root[None], axis=2).min(axis=0)
    assert apart.max() < 2.5, "it passes through the whole foramen"
    assert strand.colour == ROOT_COLOURS[leading]
    assert len(strand.radius) == len(strand.points)


def test_ways_that_run_together_are_drawn_once(atlas):
    other = Spot(segment="leg", t=0.45, theta=171.0)
    picture = paint(session_of(Pain("left", "calf_upper", 6, spots=(SPOT, other))), atlas)
    for root in {strand.root for strand in picture.strands}:
        own = [strand.points for strand in picture.strands if strand.root == root]
        starts = [points[0] for points in own]
        assert len(own) == 2
        assert np.linalg.norm(starts[0] - starts[1]) > 100, "the second begins where it leaves the first"


def test_the_lit_area_takes_the_colour_of_its_root_on_its_side_only(atlas):
    picture = paint(session_of(Pain("left", "calf"), Numbness("left", "sole_lateral"), Pain("left", "heel")), atlas)
    assert picture.panel.sides[0].bars[0].root == "S1"
    skin = atlas.body("female").skin
    left = skin.region_centre(["heel"], "left")
    right = skin.mirror[left]
    blue = np.array(ROOT_COLOURS["S1"], float)
    near, far = (np.linalg.norm(picture.skin_rgb[vertex] - blue) for vertex in (left, right))
    assert near < 90 < far


def test_dermatome_colours_can_be_put_away(atlas):
    shown = paint(new_session(), atlas)
    hidden = paint(Session(case=new_session().case, dermatomes_shown=False), atlas)
    assert len(shown.borders) == 1
    assert hidden.borders == ()
    assert len(np.unique(hidden.skin_rgb, axis=0)) == 1
    assert len(np.unique(shown.skin_rgb, axis=0)) > 100


def test_every_colour_a_picture_names_is_there(atlas, figure):
    body = atlas.body(figure)
    picture = paint(session_of(Pain("right", "shin"), figure=figure), atlas)
    assert set(picture.part_rgb) == set(body.parts)
    assert picture.skin_rgb.shape == body.skin.vertices.shape
    assert picture.side_in_play == "right"


def test_a_chosen_root_is_the_only_one_lit(atlas):
    session = session_of(Pain("left", "calf_upper", 6, spots=(SPOT,)))
    picture = paint(Session(case=session.case, chosen=("left", "L4")), atlas)
    assert {strand.root for strand in picture.strands} == {"L4"}
    assert [bar.root for bar in picture.panel.sides[0].bars if bar.lit] == ["L4"]


@pytest.mark.parametrize("place", sorted({*dermatomes.vocabulary().regions, *dermatomes.vocabulary().groups}))
@pytest.mark.parametrize("side", ["left", "midline"])
def test_every_place_can_be_marked(atlas, place, side):
    picture = paint(session_of(Pain(side, place)), atlas)
    assert len(picture.marks) == 1
    assert len(picture.marks[0].faces) > 0


def test_a_silent_side_shows_no_bars_and_says_so(atlas):
    picture = paint(session_of(Pain("left", "buttock")), atlas)
    (side,) = picture.panel.sides
    assert side.bars == ()
    assert "Too little" in side.statement
    assert picture.strands == ()


def test_warnings_come_first_with_the_action_as_first_words(atlas):
    picture = paint(session_of(Pain("left", "calf"), Flag("bladder_retention"), Flag("night_pain")), atlas)
    assert [notice.action for notice in picture.panel.warnings] == ["emergency", "urgent"]
    assert picture.panel.warnings[0].headline.startswith("Go to an emergency department")
    assert "cannot pass urine" in picture.panel.warnings[0].because


@pytest.mark.parametrize("map_id", dermatomes.map_ids())
def test_every_map_is_drawn_with_its_borders(atlas, map_id):
    picture = paint(session_of(map=map_id), atlas)
    assert len(picture.borders) == 1
    assert len(np.unique(picture.skin_rgb, axis=0)) > 100


def test_blank_skin_of_lee_is_grey_and_that_of_foerster_is_not(atlas):
    skin = atlas.body("female").skin
    outer_thigh = atlas.region_vertices("female", "thigh_lateral_upper", "left")
    middle = outer_thigh & (np.abs(skin.chart.theta - 90) < 15)

    def colourfulness(map_id):
        rgb = paint(session_of(map=map_id), atlas).skin_rgb[middle].astype(float)
        return float(np.ptp(rgb, axis=1).mean())

    assert colourfulness("lee_2008") < 35 < colourfulness("foerster_isncsci")


def test_the_map_changes_the_picture_and_not_the_bars(atlas):
    one, two = (
        paint(session_of(Pain("left", "toe_1"), map=name), atlas) for name in ("keegan_garrett_1948", "lee_2008")
    )
    assert (one.skin_rgb != two.skin_rgb).any()
    assert one.panel.sides == two.panel.sides


def test_no_root_glows_where_something_else_leaves_every_root_unlikely(atlas):
    findings = [dermatomes.parse_finding("pain", f"left:{place}") for place in ("buttock", "thigh_posterior")]
    findings += [dermatomes.parse_finding("test", f"left:{form}") for form in ("fair=positive", "slr=negative")]
    findings += [dermatomes.parse_finding("weak", f"left:{muscle}=5") for muscle in ("hip_abduction", "knee_extension")]
    findings += [dermatomes.parse_finding("reflex", f"left:{reflex}=normal") for reflex in ("achilles", "patellar")]
    picture = paint(session_of(*findings, dermatomes.History("worse_sitting")), atlas)
    assert picture.strands == ()
    assert picture.panel.sides[0].others[0].startswith("sciatic nerve pressed deep in the buttock")


def test_root_that_is_shown_alone_keeps_its_letter_and_loses_it_when_pulled_apart(atlas):
    alone = Look(isolated=frozenset(("root_L5_left", "vertebra_L5")))
    session = replace(new_session(), chosen=("left", "L5"), look=alone)

    def letters(look):
        return [name.text for name in paint(replace(session, look=look), atlas).names if name.point]

    assert letters(alone) == ["L5"]
    assert letters(replace(alone, isolated=frozenset(("vertebra_L5",)))) == []
    assert letters(replace(alone, explode=0.5)) == []

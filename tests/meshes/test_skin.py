"""The skin of every figure: chart, regions, mirror, and the way back from chart to skin."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meshes import FIGURES, REGIONS, SEGMENTS, Body, ChartPosition, UnknownNameError, load_body

KEY_POINTS = list(csv.DictReader((Path(__file__).parent / "key_points.csv").read_text("utf-8").splitlines()))
LUMBOSACRAL = [row for row in KEY_POINTS if row["root"] in ("L2", "L3", "L4", "L5", "S1", "S2")]
HOME = {
    "L2": {"thigh_anterior_upper", "thigh_medial_upper"},
    "L3": {"knee_medial"},
    "L4": {"ankle_medial"},
    "L5": {"foot_dorsum_middle"},
    "S1": {"heel", "ankle_lateral"},
    "S2": {"popliteal_fossa"},
}


@cache
def cached(figure: str) -> Body:
    return load_body(figure)


def turn(one: float, two: float) -> float:
    return abs((one - two + 180) % 360 - 180)


def test_every_vertex_has_a_chart_position_and_a_region(body: Body) -> None:
    chart, n = body.skin.chart, len(body.skin.vertices)
    assert len(chart.segment) == len(chart.region) == len(chart.t) == len(chart.theta) == n == 38_912
    assert set(np.unique(chart.region)) == set(range(len(REGIONS)))
    assert set(np.unique(chart.segment)) == set(range(len(SEGMENTS)))
    assert chart.t.min() >= 0 and chart.t.max() <= 1
    assert chart.theta.min() >= 0 and chart.theta.max() <= 360


def test_foot_fields_are_on_the_foot_only(body: Body) -> None:
    on_foot = body.skin.chart.segment >= SEGMENTS.index("foot")
    assert np.array_equal(np.isfinite(body.skin.chart.foot_u), on_foot)
    assert np.array_equal(np.isfinite(body.skin.chart.foot_w), on_foot)


def test_left_mirrors_right_exactly(body: Body) -> None:
    skin = body.skin
    assert np.array_equal(skin.vertices[skin.mirror], skin.vertices * np.float32([-1, 1, 1]))
    assert np.array_equal(skin.side[skin.mirror], -skin.side)
    for values in (skin.chart.segment, skin.chart.t, skin.chart.theta, skin.chart.region):
        assert np.array_equal(values[skin.mirror], values)


def test_the_skin_is_one_surface_open_only_at_the_waist(body: Body) -> None:
    faces = body.skin.faces
    edges = np.sort(np.vstack([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]]), axis=1)
    unique, count = np.unique(edges, axis=0, return_counts=True)
    assert count.max() == 2
    rim = np.unique(unique[count == 1])
    assert np.ptp(body.skin.vertices[rim, 2]) < 0.01
    assert body.skin.vertices[rim, 2].min() == body.skin.vertices[:, 2].max()
    assert len(body.skin.vertices) - len(unique) + len(faces) == 1


def test_the_figure_stands_on_the_floor_and_faces_forward(body: Body) -> None:
    skin = body.skin
    assert 0 <= skin.vertices[:, 2].min() < 1
    toes = skin.vertices[skin.chart.segment >= SEGMENTS.index("toe1")]
    heel = skin.vertices[skin.region_vertices(["heel"], "left")]
    assert toes[:, 1].max() < heel[:, 1].min()
    assert skin.vertices[skin.region_vertices(["heel"], "left"), 0].min() > 0


def test_normals_point_outwards(body: Body) -> None:
    skin = body.skin
    assert np.allclose(np.linalg.norm(skin.normals, axis=1), 1, atol=1e-4)
    assert skin.normals[skin.region_centre(["calf_upper"], "left")][1] > 0.8
    assert skin.normals[skin.region_centre(["shin_upper"], "left")][1] < -0.8
    assert skin.normals[skin.region_centre(["ball"], "left")][2] < -0.8


@pytest.mark.parametrize("figure", FIGURES)
@given(face=st.integers(0, 77_639), weights=st.tuples(*[st.floats(0.05, 1)] * 3))
@settings(max_examples=150, deadline=None)
def test_a_place_is_found_again_from_its_chart_position(
    figure: str, face: int, weights: tuple[float, float, float]
) -> None:
    skin = cached(figure).skin
    corners = skin.vertices[skin.faces[face]].astype(float)
    point = np.array(weights) @ corners / sum(weights)
    position = skin.locate(face, point)
    if position.side == "midline" and position.segment not in ("trunk", "hip"):
        pytest.fail(f"{position} cannot be on the midline")
    found = skin.vertices[skin.find(position.segment, position.t, position.theta, position.side)]
    assert np.linalg.norm(found - point) < 15


def test_every_vertex_is_found_again_within_a_centimetre(female: Body) -> None:
    skin = female.skin
    for vertex in range(0, len(skin.vertices), 97):
        place = skin.position(vertex)
        found = skin.find(place.segment, place.t, place.theta, place.side)
        assert np.linalg.norm(skin.vertices[found] - skin.vertices[vertex]) < 10, place


@pytest.mark.parametrize("row", LUMBOSACRAL, ids=lambda row: row["root"])
def test_key_points_lie_where_the_chart_says(row: dict[str, str], body: Body) -> None:
    skin = body.skin
    vertex = skin.find(row["segment"], float(row["t"]), float(row["theta"]), "left")
    place = skin.position(vertex)
    assert place.side == "left"
    assert place.region in HOME[row["root"]]
    if body.figure in ("male", "female"):
        picked = skin.position(int(row[f"fine_vertex_{body.figure}"]))
        assert turn(picked.theta, float(row["theta"])) < 10
        assert np.linalg.norm(skin.vertices[int(row[f"fine_vertex_{body.figure}"])] - skin.vertices[vertex]) < 25


def test_a_mark_lands_at_the_same_place_on_every_figure() -> None:
    mark = ChartPosition("leg", 0.31, 171.0, "calf_upper", "right")
    for figure in FIGURES:
        skin = cached(figure).skin
        place = skin.position(skin.find(mark.segment, mark.t, mark.theta, mark.side))
        assert (place.segment, place.region, place.side) == (mark.segment, mark.region, mark.side)
        assert abs(place.t - mark.t) < 0.02 and turn(place.theta, mark.theta) < 6


def test_the_midline_is_its_own_side(female: Body) -> None:
    skin = female.skin
    vertex = skin.find("trunk", 0.3, 180.0, "midline")
    assert skin.vertices[vertex, 0] == 0
    assert skin.position(vertex).side == "midline"
    face = int(np.flatnonzero((skin.faces == vertex).any(axis=1))[0])
    assert skin.locate(face, skin.vertices[vertex]).side == "midline"
    with pytest.raises(UnknownNameError, match="left or right"):
        skin.find("leg", 0.3, 180.0, "midline")
    with pytest.raises(UnknownNameError, match="left or right"):
        skin.region_centre(["calf_upper"], "midline")


def test_region_vertices_keep_to_their_side(body: Body) -> None:
    skin = body.skin
    left, right, both = (skin.region_vertices(["low_back", "sacrum"], side) for side in ("left", "right", "midline"))
    assert (skin.side[left] >= 0).all() and (skin.side[right] <= 0).all()
    assert set(left) | set(right) == set(both)
    assert set(skin.mirror[left]) == set(right)


@pytest.mark.parametrize("region", REGIONS)
def test_region_centres_lie_inside_their_region(region: str, female: Body) -> None:
    skin = female.skin
    for side, code in (("left", 1), ("right", -1)):
        centre = skin.region_centre([region], side)
        assert REGIONS[skin.chart.region[centre]] == region
        assert skin.side[centre] == code


def test_unknown_names_offer_the_nearest(female: Body) -> None:
    with pytest.raises(UnknownNameError, match="did you mean calf_upper"):
        female.skin.region_vertices(["calf_uper"], "left")
    with pytest.raises(UnknownNameError, match="side"):
        female.skin.find("leg", 0.5, 0.0, "up")
    with pytest.raises(UnknownNameError, match="female"):
        load_body("femal")

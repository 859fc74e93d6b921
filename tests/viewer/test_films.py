"""Marks are films that stay on the skin and differ in texture, not only in colour."""

import numpy as np
import pytest

from viewer.borders import LIFT as LINE_LIFT
from viewer.borders import area_borders, level_lines, ribbons
from viewer.films import LIFT, film


@pytest.fixture
def flat():
    """A flat square of skin, 120 mm wide, with 6 mm meshes."""
    line = np.arange(-60, 61, 6, dtype=np.float32)
    x, y = np.meshgrid(line, line)
    points = np.column_stack([x.ravel(), y.ravel(), np.zeros(x.size)]).astype(np.float32)
    n = len(line)
    corner = (np.arange(n - 1)[:, None] * n + np.arange(n - 1)).ravel()
    quads = [(corner, corner + 1, corner + n), (corner + 1, corner + n + 1, corner + n)]
    faces = np.concatenate([np.column_stack(quad) for quad in quads]).astype(np.int32)
    return points, np.tile(np.float32([0, 0, 1]), (len(points), 1)), faces


def _inside(points, radius):
    return (radius - np.linalg.norm(points, axis=1)).astype(np.float32)


def _solid(overlay, level=60):
    return overlay.points[overlay.rgba[:, 3] > level]


@pytest.mark.parametrize("radius", [15.0, 25.0, 40.0])
def test_a_pain_is_as_wide_as_its_radius(flat, radius):
    points, normals, faces = flat
    overlay = film(points, normals, faces, _inside(points, radius), "pain", 6)
    reach = np.linalg.norm(_solid(overlay)[:, :2], axis=1).max()
    assert radius - 6 <= reach <= radius + 6
    assert np.allclose(overlay.points[:, 2], LIFT)


def test_a_stronger_pain_is_a_stronger_red(flat):
    points, normals, faces = flat
    mild = film(points, normals, faces, _inside(points, 25), "pain", 1)
    strong = film(points, normals, faces, _inside(points, 25), "pain", 10)
    assert strong.rgba[:, 3].max() > mild.rgba[:, 3].max() + 40


def test_kinds_differ_by_texture(flat):
    points, normals, faces = flat
    kinds = ("pain", "numbness", "tingling")
    films = {kind: film(points, normals, faces, _inside(points, 25), kind, 6) for kind in kinds}
    counts = {kind: len(overlay.points) for kind, overlay in films.items()}
    assert counts["numbness"] > counts["pain"], "dots are added"
    assert counts["tingling"] > counts["pain"], "crosses are added"
    raised = {kind: int((overlay.points[:, 2] > LIFT * 1.5).sum()) for kind, overlay in films.items()}
    assert raised["pain"] == 0
    assert raised["numbness"] != raised["tingling"]


def test_dots_keep_their_distance(flat):
    points, normals, faces = flat
    overlay = film(points, normals, faces, _inside(points, 30), "numbness", None)
    dots = overlay.points[overlay.points[:, 2] > LIFT * 1.5].reshape(-1, 11, 3)[:, 0]
    apart = np.linalg.norm(dots[:, None] - dots[None], axis=2)[~np.eye(len(dots), dtype=bool)]
    assert len(dots) > 10
    assert apart.min() >= 9.0


def test_every_face_of_a_film_names_its_own_points(flat):
    points, normals, faces = flat
    overlay = film(points, normals, faces, _inside(points, 25), "tingling", 3)
    assert overlay.faces.min() >= 0
    assert overlay.faces.max() == len(overlay.points) - 1
    assert len(overlay.rgba) == len(overlay.points)


def test_a_level_line_lies_where_the_field_is_zero(flat):
    points, normals, faces = flat
    pairs, out = level_lines(points, normals, faces, _inside(points, 31.0))
    assert pairs.shape == (len(out), 2, 3)
    assert np.abs(np.linalg.norm(pairs, axis=2) - 31.0).max() < 0.6
    assert np.allclose(out, [0, 0, 1])


def test_an_area_border_closes(flat):
    points, normals, faces = flat
    inside = (_inside(points, 30.0) > 0).astype(int)
    pairs, _ = area_borders(points, normals, faces, inside)
    _, counts = np.unique(np.round(pairs.reshape(-1, 3), 3), axis=0, return_counts=True)
    assert (counts == 2).all(), "every line ends where another begins"


def test_three_areas_meet_in_spokes(flat):
    points, normals, faces = flat
    turn = np.degrees(np.arctan2(points[:, 1] + 1.3, points[:, 0] + 0.7)) % 360
    pairs, out = area_borders(points, normals, faces, (turn // 120).astype(int))
    assert len(pairs) == len(out)
    assert np.isfinite(pairs).all()


def test_a_ribbon_is_as_wide_as_asked_and_faces_outwards(flat):
    points, normals, faces = flat
    film = ribbons(*level_lines(points, normals, faces, _inside(points, 31.0)), 2.0, (10, 20, 30), 0.5)
    a, b, c = (film.points[film.faces[:, k]] for k in range(3))
    normal = np.cross(b - a, c - a)
    assert (normal[:, 2] > 0).all(), "seen from outside, so that lines on the far side can be left out"
    first = film.points[::4]
    assert np.allclose(np.linalg.norm(first - film.points[3::4], axis=1), 2.0, atol=1e-4)
    assert np.allclose(film.points[:, 2], LINE_LIFT)
    assert (film.rgba == [10, 20, 30, 128]).all()

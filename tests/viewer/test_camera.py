"""The camera turns about the long axis, never rolls, and sees what it aims at."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.camera import ANGLES, Camera, framing, project, ray, whole_body

BOUNDS = (-220.0, 220.0, -180.0, 120.0, 0.0, 1150.0)
CAMERAS = st.builds(
    Camera,
    focus=st.tuples(*[st.floats(-300, 1200)] * 3),
    azimuth=st.floats(0, 360),
    elevation=st.floats(-90, 90),
    height=st.floats(50, 2500),
)


@given(CAMERAS, st.floats(-400, 400), st.floats(-400, 400))
def test_up_direction_and_right_are_square(camera, turn, tip):
    turned = camera.turned(turn, tip)
    dot = sum(a * b for a, b in zip(turned.up, turned.direction, strict=True))
    assert abs(dot) < 1e-9
    assert -90 <= turned.elevation <= 90
    assert turned.up[2] >= -1e-9, "the head never points down: the camera does not roll"


@given(CAMERAS, st.floats(10, 790), st.floats(10, 590), st.floats(0.55, 0.95))
def test_project_finds_the_pixel_of_a_point_on_its_ray(camera, x, y, share):
    eye, beyond = ray(camera, x, y, 800, 600)
    point = tuple(e + (b - e) * share for e, b in zip(eye, beyond, strict=True))
    px, py = project(camera, point, 800, 600)
    assert px == pytest.approx(x, abs=1e-4)
    assert py == pytest.approx(y, abs=1e-4)


@pytest.mark.parametrize(("view", "axis"), [("front", (0, -1, 0)), ("back", (0, 1, 0)), ("left", (1, 0, 0)),
                                            ("right", (-1, 0, 0)), ("sole", (0, 0, -1))])
def test_named_views_stand_where_their_names_say(view, axis):
    direction = whole_body(view, BOUNDS, 0.8).direction
    assert direction == pytest.approx(axis, abs=1e-9)


@pytest.mark.parametrize("view", [view for view in ANGLES if view != "sole"])
@pytest.mark.parametrize("aspect", [0.4, 0.8, 2.0])
def test_whole_body_fits_in_the_picture(view, aspect):
    camera = whole_body(view, BOUNDS, aspect)
    x0, x1, y0, y1, z0, z1 = BOUNDS
    for corner in [(x, y, z) for x in (x0, x1) for y in (y0, y1) for z in (z0, z1)]:
        px, py = project(camera, corner, 600 * aspect, 600)
        assert -12 <= px <= 600 * aspect + 12
        assert -12 <= py <= 612


def test_between_takes_the_short_way_round():
    start, end = Camera((0, 0, 0), azimuth=350, height=100), Camera((10, 0, 0), azimuth=20, height=400)
    middle = start.between(end, 0.5)
    assert middle.azimuth == pytest.approx(5)
    assert middle.height == pytest.approx(200)
    assert start.between(end, 1.0).focus == pytest.approx(end.focus)


def test_moving_right_shifts_what_is_seen_to_the_left():
    camera = Camera((0, 0, 600), azimuth=30)
    before = project(camera, (0, 0, 600), 800, 600)
    after = project(camera.moved(50, 0), (0, 0, 600), 800, 600)
    assert after[0] < before[0]
    assert math.isclose(after[1], before[1], abs_tol=1e-6)


BOXES = st.tuples(*[st.tuples(st.floats(-300, 300), st.floats(5, 400)) for _ in range(3)])


@given(BOXES, CAMERAS, st.floats(0.4, 2.5), st.floats(0.3, 1.0))
def test_framing_keeps_the_direction_and_fills_the_share_it_may(box, camera, aspect, share):
    bounds = [end for low, length in box for end in (low, low + length)]
    framed = framing(bounds, camera, aspect, share)
    assert (framed.azimuth, framed.elevation) == (camera.azimuth, camera.elevation)
    x0, x1, y0, y1, z0, z1 = bounds
    corners = [(x, y, z) for x in (x0, x1) for y in (y0, y1) for z in (z0, z1)]
    pixels = [project(framed, corner, 600 * aspect, 600) for corner in corners]
    reach = max(max(abs(x - 300 * aspect) / (300 * aspect), abs(y - 300) / 300) for x, y in pixels)
    if framed.height < 2600:  # farther than that the eye does not go
        assert reach <= share + 1e-6
    if 40 < framed.height < 2600:
        assert reach == pytest.approx(share, abs=1e-6), "as near as it may"

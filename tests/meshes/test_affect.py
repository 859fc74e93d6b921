"""The geometry of lesions, measured on the built figures with libraries that share nothing with it."""

from functools import cache
from itertools import pairwise, product
from pathlib import Path

import igl
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from igl.copyleft import cgal

from meshes import (
    FORMS,
    HERNIATIONS,
    LEVELS,
    Lesion,
    affect,
    axial_section,
    disc_frame,
    load_body,
    measures,
    section,
    stage,
)
from meshes.check.lesion_plot import stenosis_svg
from meshes.check.lesions import gluteal, herniations, narrowings
from meshes.lesion_slip import slip_mm
from meshes.tube import rings_of

SIDES = ("left", "right")
SEVERITIES = (0.15, 0.3, 0.5, 0.66, 0.7, 0.85, 1.0)
STENOSES = ("central_stenosis", "recess_stenosis", "foraminal_stenosis")
TOUCH_MM, CLEAR_MM = 0.3, 2.0
PIERCED_MM = 0.15
NO_ROOM = {("L5/S1", "paracentral"): 0.6}
"""Where the other root lies nearer than 2 mm to the healthy disc: what is left to it, mm, on the smallest figure."""
FIGURE_AND_SIDE = [("male", "left"), ("female", "right"), ("neutral", "left")]
TEARING = (0.68, 0.71, 0.73, 0.75, 0.77, 0.79, 0.82)
"""Severities at which the outermost ring of the annulus tears, sinks and lets the nucleus pass."""
STRAIGHT = (0.3, 0.6, 0.8, 0.9, 1.0)
"""Severities of forms that move everything along straight lines."""
NO_WAY_BACK = 0.69
"""Until here a root is only ever pushed farther; once the ring has come off, it may go back to meet the nucleus."""


@cache
def body_of(figure):
    return load_body(figure)


def at(body, moved, name):
    return np.asarray(moved.get(name, body.parts[name].vertices), dtype=np.float64)


def disc(body, level, moved):
    """Return vertices and faces of annulus and nucleus together."""
    frame = disc_frame(body, level)
    annulus, nucleus = at(body, moved, frame.annulus), at(body, moved, frame.nucleus)
    faces = [body.parts[frame.annulus].faces, body.parts[frame.nucleus].faces + len(annulus)]
    return np.vstack([annulus, nucleus]), np.vstack(faces).astype(np.int64)


def depths(places, vertices, faces):
    """Return signed distances by exact winding numbers, mm; negative is inside."""
    kind = igl.SIGNED_DISTANCE_TYPE_WINDING_NUMBER
    arrays = np.ascontiguousarray(vertices, dtype=np.float64), np.ascontiguousarray(faces, dtype=np.int64)
    return igl.signed_distance(np.ascontiguousarray(places, dtype=np.float64), *arrays, sign_type=kind)[0]


def clearance(surface, other):
    """Return the least distance of two closed surfaces, mm; negative if one is in the other."""
    return min(depths(surface[0], *other).min(), depths(other[0], *surface).min())


def root_of(body, moved, name):
    return at(body, moved, name), body.parts[name].faces.astype(np.int64)


def met_and_spared(level, side, zone):
    upper, lower = level.split("/")
    exiting, traversing = f"root_{upper}_{side}", f"root_{lower}_{side}"
    return (traversing, exiting) if zone == "paracentral" else (exiting, traversing)


def folds(body, level, moved):
    """Return pairs of faces of the disc that cross, by what they belong to: rings 0 to 2 from without, 3 the nucleus.

    Only faces near one that has moved are looked at.
    """
    frame = disc_frame(body, level)
    vertices, faces = disc(body, level, moved)
    healthy, _ = disc(body, level, {})
    bent = vertices[faces[(vertices != healthy).any(axis=1)[faces].any(axis=1)]].reshape(-1, 3)
    corners = vertices[faces]
    near = ((corners.max(axis=1) >= bent.min(axis=0)) & (corners.min(axis=1) <= bent.max(axis=0))).all(axis=1)
    used, local = np.unique(faces[near], return_inverse=True)
    pairs = cgal.remesh_self_intersections(vertices[used], local.reshape(-1, 3), detect_only=True)[2]
    ring = np.where(faces[:, 0] < len(body.parts[frame.annulus].vertices), faces[:, 0] // 320, 3)[near]
    return np.sort(ring[np.asarray(pairs, dtype=int).reshape(-1, 2)], axis=1).tolist()


@pytest.mark.parametrize("form", FORMS)
def test_nothing_moves_at_severity_0(form):
    for figure, level, side in product(("male", "female", "neutral"), LEVELS, SIDES):
        assert not affect(body_of(figure), Lesion(level, side, form, 0.0))


def test_measures_of_a_healthy_level_are_the_healthy_ones():
    found = measures(body_of("male"), Lesion("L4/L5", "left", "paracentral", 0.0))
    assert found.canal_mm2 == found.canal_healthy_mm2
    assert found.foramen_mm == found.foramen_healthy_mm
    assert 300 < found.canal_mm2 < 345  # the prototype: 323


@pytest.mark.parametrize(("level", "form"), list(product(LEVELS, FORMS)))
def test_exactly_the_parts_that_change_are_named_and_keep_their_vertices(level, form):
    body = body_of("female")
    for name, vertices in affect(body, Lesion(level, "right", form, 0.7)).items():
        healthy = body.parts[name].vertices
        assert vertices.shape == healthy.shape
        assert vertices.dtype == np.float32
        assert np.isfinite(vertices).all()
        assert (vertices != healthy).any()


CASES = [("male", level, side) for level, side in product(LEVELS, SIDES)]
CASES += [(figure, level, "left") for figure, level in product(("female", "neutral"), ("L4/L5", "L5/S1"))]


@pytest.mark.parametrize("zone", ["paracentral", "foraminal", "far_lateral"])
@pytest.mark.parametrize(("figure", "level", "side"), CASES)
def test_a_herniation_meets_its_root_and_spares_the_other(figure, level, side, zone):
    body = body_of(figure)
    moved = affect(body, Lesion(level, side, zone, 1.0))
    met, spared = met_and_spared(level, side, zone)
    herniated = disc(body, level, moved)
    assert clearance(root_of(body, {}, met), herniated) <= TOUCH_MM
    assert -PIERCED_MM <= clearance(root_of(body, moved, met), herniated) <= TOUCH_MM
    assert clearance(root_of(body, moved, spared), herniated) >= NO_ROOM.get((level, zone), CLEAR_MM)
    assert spared not in moved or np.abs(moved[spared] - body.parts[spared].vertices).max() < 0.5


@pytest.mark.parametrize("level", LEVELS)
def test_a_central_herniation_dents_the_sac(level):
    body = body_of("male")
    moved = affect(body, Lesion(level, "left", "central", 1.0))
    sac = root_of(body, {}, "dural_sac")
    assert clearance(sac, disc(body, level, moved)) < -1.0
    assert clearance(root_of(body, moved, "dural_sac"), disc(body, level, moved)) > -0.5
    before, after = body.parts["dural_sac"].vertices, moved["dural_sac"]
    assert 2.0 < np.abs(after - before).max() < 8.0


@pytest.mark.parametrize(("level", "form"), list(product(LEVELS, [*HERNIATIONS, *STENOSES, "slip"])))
def test_no_severity_pierces_a_root(level, form):
    """Surfaces stay out of the disc; centre lines out of disc and bone."""
    body = body_of("male")
    frame = disc_frame(body, level)
    for severity in SEVERITIES:
        moved = affect(body, Lesion(level, "left", form, severity))
        herniated = disc(body, level, moved)
        for name in (f"root_{root}_left" for root in (frame.upper, frame.lower)):
            root = at(body, moved, name)
            assert depths(root, *herniated).min() > -PIERCED_MM, (severity, name)
            line = root[rings_of(body, name)].mean(axis=1)
            walls = [herniated] + [(at(body, moved, bone), body.parts[bone].faces) for bone in frame.bones]
            assert min(depths(line, *wall).min() for wall in walls) > 0.3, (severity, name)


@pytest.mark.parametrize(("figure", "side"), FIGURE_AND_SIDE)
@pytest.mark.parametrize(("level", "form"), list(product(LEVELS, [*HERNIATIONS, *STENOSES, "slip"])))
def test_no_severity_folds_the_disc(figure, side, level, form):
    """No face of annulus or nucleus crosses another: without exception, also while the ring tears."""
    body = body_of(figure)
    for severity in (*SEVERITIES, *TEARING) if form in HERNIATIONS else STRAIGHT:
        assert not folds(body, level, affect(body, Lesion(level, side, form, severity))), severity


def test_a_fold_is_found():
    body = body_of("male")
    frame = disc_frame(body, "L4/L5")
    moved = dict(affect(body, Lesion("L4/L5", "left", "paracentral", 0.5)))
    moved[frame.nucleus] = moved[frame.nucleus] + np.float32([0.0, -8.0, 0.0])
    assert {(0, 3), (1, 3), (2, 3)} & {tuple(pair) for pair in folds(body, "L4/L5", moved)}


@pytest.mark.parametrize(("level", "form"), list(product(LEVELS, [*HERNIATIONS, *STENOSES, "slip"])))
def test_no_severity_turns_a_part_of_the_disc_inside_out(level, form):
    body = body_of("male")
    frame = disc_frame(body, level)
    for severity in SEVERITIES:
        moved = affect(body, Lesion(level, "left", form, severity))
        for name in (frame.annulus, frame.nucleus):
            faces = body.parts[name].faces
            before, after = (volumes(corners[faces]) for corners in (body.parts[name].vertices, at(body, moved, name)))
            ring = faces[:, 0] // 320 if name == frame.annulus else np.zeros(len(faces), dtype=int)
            healthy, now = np.bincount(ring, before), np.bincount(ring, after)
            assert (now > 0.5 * healthy).all(), severity


def volumes(corners):
    away = np.asarray(corners, dtype=np.float64) - corners.reshape(-1, 3).mean(axis=0)
    return np.einsum("ij,ij->i", away[:, 0], np.cross(away[:, 1], away[:, 2])) / 6


@pytest.mark.parametrize(
    ("level", "zone"), [("L4/L5", "paracentral"), ("L5/S1", "foraminal"), ("L3/L4", "far_lateral")]
)
def test_a_root_bends_gently_and_not_beyond_where_it_is_met(level, zone):
    body = body_of("male")
    met, _ = met_and_spared(level, "left", zone)
    rings = rings_of(body, met)
    before = body.parts[met].vertices[rings].mean(axis=1)
    after = affect(body, Lesion(level, "left", zone, 1.0))[met][rings].mean(axis=1)
    away = np.linalg.norm(after - before, axis=1)
    step = np.linalg.norm(np.diff(before, axis=0), axis=1)
    assert (np.abs(np.diff(away)) < 0.6 * step).all()
    far = np.linalg.norm(before - before[away.argmax()], axis=1) > 25
    assert (away[far] == 0).all()


@pytest.mark.parametrize(("level", "zone"), list(product(LEVELS, ["paracentral", "foraminal", "far_lateral"])))
def test_a_root_is_pushed_farther_the_farther_the_disc_comes_and_comes_back_to_the_nucleus_only(level, zone):
    body = body_of("male")
    met, _ = met_and_spared(level, "left", zone)
    healthy = body.parts[met].vertices
    severities = np.linspace(0.0, 1.0, 26)
    way = np.array(
        [
            np.abs(at(body, affect(body, Lesion(level, "left", zone, severity)), met) - healthy).max()
            for severity in severities
        ]
    )
    until, torn = way[severities <= NO_WAY_BACK], way[severities >= NO_WAY_BACK]
    assert (np.diff(until) >= -0.05).all()
    assert torn.min() >= min(until[-1], way[-1]) - 0.5
    assert torn.max() <= max(until[-1], way[-1]) + 0.1
    assert (np.abs(np.diff(way)) < 0.8).all()
    assert way[-1] > 1.0


@pytest.mark.parametrize(("figure", "level", "side"), [*CASES, ("female", "L1/L2", "right")])
def test_stenosis_narrows_by_about_half_and_steadily(figure, level, side):
    body = body_of(figure)
    canal, foramen = [], []
    for severity in np.linspace(0, 1, 9):
        central = measures(body, Lesion(level, side, "central_stenosis", severity))
        canal.append(central.canal_mm2 / central.canal_healthy_mm2)
        lateral = measures(body, Lesion(level, side, "foraminal_stenosis", severity))
        foramen.append(lateral.foramen_mm / lateral.foramen_healthy_mm)
    for shares in (canal, foramen):
        assert 0.4 <= shares[-1] <= 0.6
        assert all(later < sooner for sooner, later in pairwise(shares))


@pytest.mark.parametrize("level", ["L4/L5", "L5/S1"])
def test_a_slip_carries_the_upper_vertebra_as_it_is(level):
    body = body_of("male")
    frame = disc_frame(body, level)
    moved = affect(body, Lesion(level, "left", "slip", 1.0))
    depth = np.ptp(frame.outline[..., 1])
    assert 0.25 <= slip_mm(body, level, 1.0) / depth <= 0.30
    upper, lower = (frame.to_local(body.parts[bone].vertices) for bone in frame.bones)
    by = [frame.to_local(at(body, moved, bone)) for bone in frame.bones]
    by = [by[0] - upper, by[1] - lower]
    forwards = [0, -slip_mm(body, level, 1.0), 0]
    assert np.allclose(by[0][(upper[:, 1] < frame.back) & (upper[:, 2] > 5)], forwards, atol=0.02)
    assert np.allclose(by[1][(lower[:, 1] < frame.back) & (lower[:, 2] < -5)], 0, atol=0.02)
    areas = [measures(body, Lesion(level, "left", "slip", share)).canal_mm2 for share in (0, 0.25, 0.5, 0.75, 1)]
    assert all(later < sooner for sooner, later in pairwise(areas))


@pytest.mark.parametrize(("figure", "side"), list(product(("male", "female", "neutral"), SIDES)))
def test_the_piriformis_tightens_on_the_nerve_of_its_side(figure, side):
    body = body_of(figure)
    gaps = []
    for severity in (0.0, 0.25, 0.5, 0.75, 1.0):
        moved = affect(body, Lesion("L5/S1", side, "deep_gluteal", severity))
        assert all(body.parts[name].side == side for name in moved)
        gaps.append(clearance(root_of(body, moved, f"piriformis_{side}"), root_of(body, moved, f"sciatic_{side}")))
        line = at(body, moved, f"sciatic_{side}")[rings_of(body, f"sciatic_{side}")].mean(axis=1)
        hip = body.parts[f"hip_bone_{side}"]
        assert depths(line, hip.vertices, hip.faces).min() > 0
    assert all(later < sooner for sooner, later in pairwise(gaps))
    assert 0 < gaps[-1] < 1.2


@given(st.sampled_from(FORMS), st.sampled_from(LEVELS), st.sampled_from(SIDES), st.floats(0.0, 0.995))
@settings(max_examples=40, deadline=None)
def test_a_small_step_of_severity_moves_everything_a_little(form, level, side, severity):
    body = body_of("male")
    one, two = (affect(body, Lesion(level, side, form, share)) for share in (severity, severity + 0.005))
    for name in {*one, *two}:
        assert np.abs(at(body, one, name) - at(body, two, name)).max() < 1.0


@pytest.mark.parametrize(("severity", "name"), [(0.2, "bulge"), (0.5, "protrusion"), (0.9, "extrusion")])
def test_stages(severity, name):
    assert stage(severity) == name


def test_a_section_of_a_cube_is_its_outline():
    corners = np.array(list(product((0.0, 1.0), repeat=3)), dtype=np.float32)
    faces = [[0, 1, 3], [0, 3, 2], [4, 6, 7], [4, 7, 5], [0, 4, 5], [0, 5, 1], [2, 3, 7], [2, 7, 6], [0, 2, 6]]
    faces += [[0, 6, 4], [1, 5, 7], [1, 7, 3]]
    cut = section(corners, np.array(faces, dtype=np.int32), (0, 0, 0.25), (0, 0, 1))
    assert np.isclose(np.linalg.norm(cut[:, 1] - cut[:, 0], axis=1).sum(), 4.0)
    assert np.allclose(cut[..., 2], 0.25)


def test_the_axial_section_shows_disc_canal_and_roots_and_changes_with_a_lesion():
    body = body_of("male")
    healthy, ill = (axial_section(body, "L4/L5", lesion) for lesion in (None, Lesion("L4/L5", "left", "central", 1.0)))
    wanted = {"annulus_L4_L5", "nucleus_L4_L5", "dural_sac", "ligamentum_flavum_L4_L5", "vertebra_L5", "root_L5_left"}
    assert wanted <= set(healthy)
    assert all(cut.shape[1:] == (2, 2) and cut.dtype == np.float32 for cut in healthy.values())
    assert healthy["root_L5_left"][..., 0].min() > 0 > healthy["root_L5_right"][..., 0].max()
    assert healthy["dural_sac"][..., 1].min() > healthy["annulus_L4_L5"][..., 1].max()
    assert ill["nucleus_L4_L5"][..., 1].max() > healthy["annulus_L4_L5"][..., 1].max() + 3


def test_the_page_says_what_is_measured():
    page = (Path(__file__).parents[2] / "docs" / "lesions.md").read_text(encoding="utf-8")
    for row in [*narrowings(body_of("male")), *herniations(body_of("female")), gluteal(body_of("neutral"))]:
        assert row in page


def test_the_plot_draws_every_level():
    levels = {level: [2.0, 1.0] for level in LEVELS}
    plot = stenosis_svg(levels, levels)
    assert plot.startswith("<svg")
    assert plot.count("<polyline") == 2 * len(LEVELS)
    assert all(f">{level}<" in plot for level in LEVELS)

"""The checker measures synthetic bones of known size, and agrees with the real figures."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

igl = pytest.importorskip("igl", reason="the checker needs the dependency group `assets`")
manifold3d = pytest.importorskip("manifold3d", reason="synthetic bones are joined with manifold3d")

from meshes import Body, Path  # noqa: E402
from meshes.check import contact, foramen, nerves, published, reach, wholeness  # noqa: E402
from meshes.check.__main__ import main  # noqa: E402
from meshes.check.column import dimensions, disc_height, disc_wedge  # noqa: E402
from meshes.check.line import Line, table  # noqa: E402
from meshes.check.sacrum import depth_map  # noqa: E402
from meshes.check.shape import Shape, area, crossings, dense_places, points_on  # noqa: E402
from meshes.check.specimen import Specimen, closed_skin  # noqa: E402
from meshes.check.vertebra import find_vertebra  # noqa: E402

Array = NDArray[np.float64]


def solid(*boxes: tuple[tuple[float, float, float], tuple[float, float, float]], tilt: float = 0.0) -> Shape:
    """Boxes (size, centre) joined to one surface and tilted about x, degrees."""
    parts = [manifold3d.Manifold.cube(size, True).translate(centre) for size, centre in boxes]
    mesh = manifold3d.Manifold.batch_boolean(parts, manifold3d.OpType.Add).rotate((tilt, 0, 0)).to_mesh()
    return Shape("bone", "bone", np.asarray(mesh.vert_properties[:, :3], float), np.asarray(mesh.tri_verts, np.int64))


def box_vertebra(tilt: float = 0.0) -> Shape:
    """Body 44 x 34 x 25, canal 24 x 18, pedicles 9 x 15, lamina, transverse processes 80 apart."""
    return solid(
        ((44, 34, 25), (0, -17, 0)),
        ((9, 22, 15), (16.5, 8, 3)),
        ((9, 22, 15), (-16.5, 8, 3)),
        ((42, 6, 15), (0, 21, 3)),
        ((80, 4, 6), (0, 20, 3)),
        tilt=tilt,
    )


@pytest.mark.parametrize("tilt", [0.0, -13.0, 25.0])
def test_a_vertebra_of_boxes_is_measured_as_it_was_made(tilt: float) -> None:
    got = dimensions(find_vertebra(box_vertebra(tilt)))
    assert got["upper_width"] == pytest.approx(44, abs=0.01)
    assert (got["upper_depth"], got["lower_depth"]) == pytest.approx((34, 34), abs=0.01)
    assert got["posterior_height"] == pytest.approx(25, abs=0.01)
    assert got["transverse_span"] == pytest.approx(80, abs=0.01)
    assert (got["canal_width"], got["canal_depth"]) == pytest.approx((24, 18), abs=0.01)
    assert (got["pedicle_width"], got["pedicle_height"]) == pytest.approx((9, 15), abs=0.01)


@pytest.mark.parametrize("tilt", [-13.0, 0.0, 8.5, 30.0])
def test_the_slope_of_a_tilted_plate_is_found(tilt: float) -> None:
    bone = find_vertebra(box_vertebra(tilt))
    assert (bone.upper.slope, bone.lower.slope) == pytest.approx((tilt, tilt), abs=0.01)


def test_a_section_of_a_box_with_a_hole_has_its_areas() -> None:
    frame = solid(
        ((40, 5, 10), (0, 15, 0)), ((40, 5, 10), (0, -15, 0)), ((5, 35, 10), (17.5, 0, 0)), ((5, 35, 10), (-17.5, 0, 0))
    )
    loops = frame.section(np.zeros(3), np.array([0.0, 0.0, 1.0]))
    assert sorted(area(loop, np.eye(3)[0], np.eye(3)[1]) for loop in loops) == pytest.approx([30 * 25, 40 * 35])
    assert crossings(loops, np.zeros(3), np.eye(3)[0], np.eye(3)[1]) == pytest.approx([-20, -15, 15, 20])


def slice_of_boxes() -> foramen.Slice:
    """An opening 12 high and 10 deep in the plane x = 0, between two bones and a disc."""
    above = solid(((10, 20, 10), (0, 0, 11)), ((10, 5, 16), (0, 7.5, 0)))
    below = solid(((10, 20, 10), (0, 0, -11)))
    disc = solid(((10, 5, 8), (0, -7.5, 0)))
    down, back = np.array([0.0, 0.0, -1.0]), np.array([0.0, 1.0, 0.0])
    return foramen.Slice("L1", np.array([0.0, 0.0, 11.0]), down, back, above, below, [disc], np.array([0.0, -7.5, 0.0]))


def test_a_line_through_a_hole_passes_it_and_a_line_beside_it_does_not() -> None:
    opening = slice_of_boxes()
    assert len(opening.crossed_by(np.array([[-9.0, 0, 0], [9, 0, 0]]))) == 1
    assert len(opening.crossed_by(np.array([[-9.0, 0, 0], [9, 0, 0], [-9, 1, 1]]))) == 2
    for beside in ([0, 20, 0], [0, 0, 30], [0, -20, 0], [0, 7.5, 0], [0, 0, 11]):
        line = np.array([[-9.0, 0, 0], [9.0, 0, 0]]) + beside
        assert opening.crossed_by(line) == []


def test_an_opening_has_its_height_and_width() -> None:
    opening = slice_of_boxes()
    assert opening.height == pytest.approx(12)
    assert opening.width == pytest.approx(10)


def test_boxes_that_overlap_pierce_by_their_overlap() -> None:
    one, other = solid(((10, 10, 10), (0, 0, 0))), solid(((4, 4, 4), (6, 0, 0)))
    assert contact.piercing(one, other) == pytest.approx(1.0, abs=1e-6)
    assert contact.piercing(one, solid(((4, 4, 4), (9, 0, 0)))) == 0.0
    assert contact.facet_gap(solid(((8, 8, 8), (12, 0, 0))), solid(((8, 8, 8), (12, 0, 10))), 1.0) == pytest.approx(2)


def test_an_open_skin_is_closed_above_its_cut() -> None:
    box = solid(((20, 20, 20), (0, 0, 10)))
    lidless = box.faces[~(box.vertices[box.faces][..., 2] == 20).all(axis=1)]
    skin = closed_skin(box.vertices, lidless)
    assert wholeness.open_edges(skin) == 0
    assert skin.distances(np.array([[0.0, 0, 10], [0, 0, 40], [14, 0, 30]])) == pytest.approx([-10, -10, 4])


def test_open_and_turned_surfaces_are_found() -> None:
    box = solid(((10, 10, 10), (0, 0, 0)))
    assert (wholeness.open_edges(box), wholeness.inside_out(box)) == (0, 0)
    assert wholeness.open_edges(replace(box, faces=box.faces[1:])) > 0
    assert wholeness.inside_out(replace(box, faces=box.faces[:, ::-1])) == 1


def test_a_hollow_shows_in_the_map_of_depths() -> None:
    depths = depth_map(solid(((60, 80, 4), (0, 40, 2))))
    assert depths[45, 45] == pytest.approx(0.0)
    assert depths[-1, 0] > 30


def test_places_on_a_line_are_as_dense_as_asked() -> None:
    line = np.array([[0.0, 0, 0], [10, 0, 0], [10, 3, 0]])
    points = points_on(line, dense_places(line, 1.0))
    assert np.linalg.norm(np.diff(points, axis=0), axis=1).max() <= 1.0 + 1e-9
    assert np.array_equal(points[[0, -1]], line[[0, 2]])


def path(depth: list[float]) -> Path:
    points = np.column_stack([np.arange(len(depth)) * 10.0, np.zeros((len(depth), 2))]).astype(np.float32)
    depths = np.array(depth, dtype=np.float32)
    return Path("sural_left", "nerve", "left", ("S1",), points, np.ones_like(depths), depths)


def test_only_nerves_that_end_shallow_serve_skin() -> None:
    assert len(reach.shallow_points(path([5, 5, 30]))) == 0
    assert reach.shallow_points(path([30, 20, 10, 5]))[:, 0].min() == pytest.approx(16)


def test_a_muscle_above_a_nerve() -> None:
    muscle = solid(((20, 20, 4), (10, 0, 7)))
    assert nerves.below_muscle(path([20, 20, 20]), muscle) == pytest.approx((5, 4), abs=1e-5)


@pytest.mark.parametrize(
    ("value", "verdict"), [(1.0, "ok"), (2.1, "FAIL"), (float("nan"), "FAIL"), (None, "not built")]
)
def test_a_line_says_whether_it_is_inside_its_limit(value: float | None, verdict: str) -> None:
    assert Line("what", value, 0.0, 2.0).verdict == verdict
    assert verdict in table([Line("what", value, 0.0, 2.0)])
    assert Line("what", 5.0).verdict == "shown"


def test_every_published_row_names_source_and_mark() -> None:
    for name, row in published.published().items():
        assert row["source"], name
        assert row["mark"] in {"V", "M", "D"}, name


@pytest.fixture
def specimen(male: Body) -> Specimen:
    return Specimen(male)


def test_the_real_l3_is_as_wide_as_its_vertices_say(specimen: Specimen) -> None:
    bone = specimen.vertebrae["L3"]
    assert bone.span == pytest.approx(86, abs=1)
    assert bone.width(bone.lower) == pytest.approx(48, abs=1)
    left, right = bone.pedicles["left"], bone.pedicles["right"]
    assert left.centre * [-1, 1, 1] == pytest.approx(right.centre, abs=0.3)


def test_the_real_l4_disc_stands_between_its_bones(specimen: Specimen) -> None:
    assert 9 < disc_height(specimen, "L4", "L5") < 14
    assert 7 < disc_wedge(specimen, "L4", "L5") < 13


def test_the_command_prints_a_table_and_counts_failures(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--figure", "male", "--only", "discs"])
    printed = capsys.readouterr().out
    assert "lordosis L1-S1" in printed
    assert (code == 0) == ("male: 0 of" in printed)

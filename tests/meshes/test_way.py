"""The way of a root on a small made-up plexus, and on the real one."""

from __future__ import annotations

from itertools import pairwise
from types import MappingProxyType

import numpy as np
import pytest

from meshes import Body, Path, UnknownNameError, way


def path(name: str, roots: str, *corners: tuple[float, float, float], side: str = "left") -> Path:
    stretches = [np.linspace(start, end, 11)[:-1] for start, end in pairwise(corners)]
    points = np.vstack([*stretches, corners[-1:]])
    kind = "root" if name.startswith("root") else "nerve"
    return Path(
        name, kind, side, tuple(roots.split()), points.astype(np.float32), *np.ones((2, len(points)), np.float32)
    )


def plexus(female: Body) -> Body:
    """L4 feeds femoral and, by a ramus, the sciatic; L5 and S1 feed the sciatic; it splits at z = 400."""
    paths = [
        path("root_L4_left", "L4", (0, 0, 1000), (30, 0, 980)),
        path("root_L5_left", "L5", (0, 0, 960), (30, 0, 940)),
        path("root_S1_left", "S1", (0, 0, 920), (30, 0, 900)),
        path("root_S1_right", "S1", (0, 0, 920), (-30, 0, 900), side="right"),
        path("L4_to_femoral_left", "L4", (30, 0, 980), (60, -60, 950)),
        path("femoral_left", "L2 L3 L4", (60, -60, 950), (70, -60, 600)),
        path("ventral_ramus_L4_left", "L4", (30, 0, 980), (60, 20, 860)),
        path("ventral_ramus_L5_left", "L5", (30, 0, 940), (60, 20, 860)),
        path("ventral_ramus_S1_left", "S1", (30, 0, 900), (60, 20, 860)),
        path("sciatic_left", "L4 L5 S1 S2", (60, 20, 860), (80, 20, 400)),
        path("tibial_left", "S1", (80, 20, 400), (80, 20, 50)),
        path("common_fibular_left", "L5", (80, 20, 400), (110, 0, 350), (110, -10, 60)),
    ]
    return Body("female", female.skin, MappingProxyType({}), MappingProxyType({p.id: p for p in paths}))


def test_the_way_runs_from_the_root_to_the_nearest_point_of_its_nerves(female: Body) -> None:
    found = way(plexus(female), "S1", "left", (85, 60, 200))
    assert found.paths == ("root_S1_left", "ventral_ramus_S1_left", "sciatic_left", "tibial_left")
    assert found.points[0].tolist() == [0, 0, 920]
    assert found.points[-1] == pytest.approx([80, 20, 200], abs=18)
    assert found.gap_mm == pytest.approx(np.linalg.norm(found.points[-1] - [85, 60, 200]), abs=1e-3)


def test_the_way_prefers_the_nerve_beneath_the_skin_to_a_deep_one(female: Body) -> None:
    body = plexus(female)
    deep = body.paths["tibial_left"]
    buried = Path(deep.id, deep.kind, deep.side, deep.roots, deep.points, deep.radius, deep.depth + 200)
    sural = path("sural_left", "S1", (80, 20, 400), (150, 20, 200))
    paths = {**body.paths, "tibial_left": buried, "sural_left": sural}
    found = way(Body("female", female.skin, body.parts, MappingProxyType(paths)), "S1", "left", (90, 20, 200))
    assert found.paths[-1] == "sural_left"


def test_the_way_names_only_the_nerves_it_follows(female: Body) -> None:
    body = plexus(female)
    beside = path("posterior_femoral_cutaneous_left", "S1 S2", (60, 20, 860), (60, 80, 600))
    paths = MappingProxyType({**body.paths, beside.id: beside})
    found = way(Body("female", female.skin, body.parts, paths), "S1", "left", (85, 60, 200))
    assert found.paths == ("root_S1_left", "ventral_ramus_S1_left", "sciatic_left", "tibial_left")


def test_the_way_leaves_out_nerves_that_do_not_carry_the_root(female: Body) -> None:
    body = plexus(female)
    assert "tibial_left" not in way(body, "L5", "left", (80, 20, 200)).paths
    assert way(body, "L5", "left", (80, 20, 200)).paths[-1] == "common_fibular_left"


def test_one_root_may_take_two_nerves(female: Body) -> None:
    body = plexus(female)
    assert way(body, "L4", "left", (70, -90, 700)).paths[-1] == "femoral_left"
    assert way(body, "L4", "left", (70, 60, 500)).paths[-1] == "sciatic_left"


def test_the_way_never_runs_back_towards_the_spine(female: Body) -> None:
    for root in ("L4", "L5", "S1"):
        points = way(plexus(female), root, "left", (110, 0, 60)).points
        assert (np.diff(points[:, 2]) <= 1e-3).all()
        assert (np.linalg.norm(np.diff(points, axis=0), axis=1) > 0).all()


def test_sides_do_not_mix(female: Body) -> None:
    found = way(plexus(female), "S1", "right", (85, 60, 200))
    assert found.paths == ("root_S1_right",)
    assert (found.points[:, 0] <= 0).all()


def test_a_root_without_path_is_named(female: Body) -> None:
    with pytest.raises(UnknownNameError, match="root_S2_left"):
        way(plexus(female), "S2", "left", (0, 0, 0))


ROOTS = ("L1", "L2", "L3", "L4", "L5", "S1", "S2")
SPOTS = [
    ("L3", "thigh_anterior_lower", "femoral"),
    ("L4", "leg_medial_lower", "saphenous"),
    ("L4", "leg_medial_upper", "saphenous"),
    ("L5", "shin_lower", "fibular"),
    ("L5", "foot_dorsum_middle", "fibular"),
    ("S1", "calf_lower", "sural"),
    ("S1", "foot_lateral_edge", "sural"),
    ("S2", "thigh_posterior_upper", "posterior_femoral_cutaneous"),
]


@pytest.mark.parametrize("root", ROOTS)
@pytest.mark.parametrize("side", ["left", "right"])
def test_every_real_root_leads_outwards_on_its_side(root: str, side: str, body: Body) -> None:
    target = body.skin.vertices[body.skin.region_centre(["calf_upper"], side)]
    found = way(body, root, side, target)
    assert found.paths[:2] == (f"rootlets_{root}_{side}", f"root_{root}_{side}")
    assert all(root in body.paths[name].roots for name in found.paths)
    sign = 1 if side == "left" else -1
    assert (found.points[:, 0] * sign > -2).all()
    assert (np.linalg.norm(np.diff(found.points, axis=0), axis=1) < 80).all(), "the way has no gap"


@pytest.mark.parametrize(("root", "region", "nerve"), SPOTS)
def test_real_ways_use_the_nerve_of_the_place(root: str, region: str, nerve: str, body: Body) -> None:
    target = body.skin.vertices[body.skin.region_centre([region], "left")]
    found = way(body, root, "left", target)
    assert any(nerve in name for name in found.paths), found.paths

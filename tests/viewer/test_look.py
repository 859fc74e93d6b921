"""Layers, isolating, hiding, fading, pulling apart and cutting: pure, and in the arrays that are drawn."""

from dataclasses import replace

import numpy as np
import pytest
import pyvista as pv

from dermatomes import Pain, Spot
from meshes import read_manifest
from viewer.apart import FADED
from viewer.close_up import lumbar_camera
from viewer.look import LAYER_OF, LAYERS, Clip, Look
from viewer.paint import paint
from viewer.scene import Scene
from viewer.session import new_session

PARTS = [part_id for part_id in read_manifest().parts if part_id != "skin"]
SPOT = Spot(segment="leg", t=0.31, theta=171.0)


def picture_of(atlas, look, *findings):
    return paint(replace(new_session().with_findings(findings), look=look), atlas)


@pytest.fixture(scope="module", params=[True, False], ids=["body", "spine"])
def scene(request):
    """One scene for all parts, shown one after the other as a student does."""
    plotter = pv.Plotter(off_screen=True, window_size=[200, 200], lighting="none")
    yield Scene(plotter, with_skin=request.param)
    plotter.close()


def drawn(scene, part_id):
    """How many faces of a part are drawn whole, and how many faintly."""
    batch = next(batch for batch in scene.batches if part_id in batch.slices)
    rows = batch.slices[part_id]
    counts = []
    for mesh, actor in ((batch.mesh, batch.actor), (batch.faded, batch.faded_actor)):
        first = mesh.faces.reshape(-1, 4)[:, 1]
        inside = (first >= rows.start) & (first < rows.stop)
        counts.append(int(inside.sum()) if actor.GetVisibility() else 0)
    return tuple(counts), len(batch.faces[part_id])


def points(scene, part_id):
    batch = next(batch for batch in scene.batches if part_id in batch.slices)
    return np.array(batch.mesh.points[batch.slices[part_id]])


def test_every_kind_is_in_one_layer():
    kinds = {row.kind for row in read_manifest().parts.values()}
    assert kinds == set(LAYER_OF) == {kind for kinds in LAYERS.values() for kind in kinds}


def test_isolating_wins_over_layers_and_showing_all_undoes_it_all():
    look = Look(explode=0.3).with_layer("nerves", False).hide({"sciatic_left"}).isolate({"sciatic_left"})
    assert look.isolated == {"sciatic_left"}
    assert not look.hidden
    assert look.show_all() == Look(explode=0.3)
    assert look.restore({"sciatic_left"}) == Look(explode=0.3).with_layer("nerves", False)
    assert Look().with_layer("skin", False).with_layer("skin", True) == Look()


def test_a_new_look_changes_nothing_but_what_it_says(atlas):
    plain = picture_of(atlas, Look())
    assert set(plain.part_shown.values()) == {1.0}
    assert not plain.part_shift
    assert plain.cut is None
    assert plain.card is None
    again = picture_of(atlas, Look().hide({"femur_left"}))
    assert again.skin_rgb is plain.skin_rgb
    assert again.borders is plain.borders
    assert {key for key, value in again.part_shown.items() if value != 1} == {"femur_left"}


@pytest.mark.parametrize("layer", list(LAYERS))
def test_a_layer_hides_its_kinds_alone(atlas, layer):
    shown = picture_of(atlas, Look().with_layer(layer, False)).part_shown
    kinds = {row.id: row.kind for row in read_manifest().parts.values()}
    assert all((value == 0) == (LAYER_OF[kinds[part_id]] == layer) for part_id, value in shown.items())


def test_the_skin_is_a_structure_like_others(atlas):
    plain = new_session().skin_opacity
    assert picture_of(atlas, Look().hide({"skin"})).skin_opacity == 0
    assert picture_of(atlas, Look().fade({"skin"})).skin_opacity == pytest.approx(FADED * plain)
    alone = picture_of(atlas, Look().isolate({"skin"}))
    assert alone.skin_opacity == plain
    assert {key for key, value in alone.part_shown.items() if value} == {"skin"}


def test_lit_ways_do_not_hang_in_the_air(atlas):
    pain = Pain("left", "calf", spots=(SPOT,))
    assert picture_of(atlas, Look(), pain).strands
    for look in (Look(explode=0.5), Look().isolate({"femur_left"}), Look().with_layer("nerves", False)):
        assert not picture_of(atlas, look, pain).strands
    assert picture_of(atlas, Look().with_layer("skin", False), pain).marks


def test_pulling_apart_moves_every_part_and_keeps_sides_and_levels_in_order(atlas):
    shifts = picture_of(atlas, Look(explode=1.0)).part_shift
    half = picture_of(atlas, Look(explode=0.5)).part_shift
    assert set(shifts) == set(PARTS)
    assert sum(np.linalg.norm(shift) < 5 for shift in shifts.values()) <= 2, "only the middle stays"
    assert all(np.allclose(half[part_id], np.array(shift) / 2) for part_id, shift in shifts.items())
    levels = [shifts[f"vertebra_L{number}"][2] for number in range(1, 6)]
    assert levels == sorted(levels, reverse=True)
    assert all(shifts[name][0] > 0 for name in PARTS if name.endswith("_left") and "femur" in name)
    assert shifts["nucleus_L4_L5"][1] < shifts["annulus_L4_L5"][1]


def test_asking_about_a_structure_colours_it_and_gives_its_card(atlas):
    plain, asked = (picture_of(atlas, Look(focus=focus)) for focus in ("", "part:sciatic"))
    changed = {part_id for part_id in PARTS if plain.part_rgb[part_id] != asked.part_rgb[part_id]}
    assert changed == {"sciatic_left", "sciatic_right"}
    assert asked.card.title == "Sciatic nerve"
    assert len(picture_of(atlas, Look(focus="region:calf")).borders) == len(plain.borders) + 1


def test_what_is_asked_about_shines_through(atlas, scene):
    body = atlas.body("female")
    scene.show(picture_of(atlas, Look(focus="part:sciatic")), body)
    batch = next(batch for batch in scene.batches if "sciatic_left" in batch.slices)
    assert batch.front.n_cells == len(batch.faces["sciatic_left"]) + len(batch.faces["sciatic_right"])
    assert batch.front_actor.GetVisibility()
    scene.show(picture_of(atlas, Look(focus="part:sciatic").hide({"sciatic_left", "sciatic_right"})), body)
    assert not batch.front_actor.GetVisibility()
    scene.show(picture_of(atlas, Look()), body)
    assert batch.front.n_cells == 0


@pytest.mark.parametrize("part_id", PARTS)
def test_isolate_hide_and_fade_work_on_every_structure(atlas, scene, part_id):
    body = atlas.body("female")
    scene.show(picture_of(atlas, Look().isolate({part_id})), body)
    (whole, faint), faces = drawn(scene, part_id)
    assert (whole, faint) == (faces, 0)
    total = sum(mesh.n_cells for batch in scene.batches for mesh in (batch.mesh, batch.faded))
    assert total == faces
    scene.show(picture_of(atlas, Look().fade({part_id})), body)
    assert drawn(scene, part_id)[0] == (0, faces)
    scene.show(picture_of(atlas, Look().hide({part_id})), body)
    assert drawn(scene, part_id)[0] == (0, 0)


def test_pulling_apart_moves_the_very_points_that_are_drawn(atlas, scene):
    body = atlas.body("female")
    scene.show(picture_of(atlas, Look()), body)
    before, meshes = {name: points(scene, name) for name in PARTS}, [batch.mesh for batch in scene.batches]
    apart = picture_of(atlas, Look(explode=0.7))
    scene.show(apart, body)
    for name in PARTS:
        assert np.allclose(points(scene, name) - before[name], apart.part_shift[name], atol=1e-2)
    scene.show(picture_of(atlas, Look()), body)
    assert all(np.array_equal(points(scene, name), before[name]) for name in PARTS)
    assert [batch.mesh for batch in scene.batches] == meshes


def test_a_cut_goes_through_everything_but_words_and_shadow_and_away_again(atlas, scene):
    body = atlas.body("female")
    for axis, low, high in (("x", 0, 1), ("y", 2, 3), ("z", 4, 5)):
        picture = picture_of(atlas, Look(clip=Clip(axis, 0.25)), Pain("left", "calf", spots=(SPOT,)))
        scene.show(picture, body)
        place = body.skin.bounds[low] + 0.25 * (body.skin.bounds[high] - body.skin.bounds[low])
        assert sum(picture.cut.origin) == pytest.approx(place)
        for name, actor in scene.plotter.actors.items():
            planes = actor.mapper.GetClippingPlanes() if hasattr(actor, "mapper") else None
            if name.startswith(("label", "shadow")):
                assert planes is None
            else:
                assert planes.GetNumberOfItems() == 1
                assert planes.GetItem(0).GetOrigin() == pytest.approx(picture.cut.origin)
    scene.show(picture_of(atlas, Look()), body)
    solids = [scene.plotter.actors[name].mapper.GetClippingPlanes() for name in ("solid", "nerve", "veil")]
    assert all(planes is None or planes.GetNumberOfItems() == 0 for planes in solids)


def test_the_other_side_of_a_cut_stays_when_it_is_flipped(atlas):
    plain, flipped = (picture_of(atlas, Look(clip=Clip("x", 0.25, flip))).cut for flip in (False, True))
    assert plain.origin == flipped.origin
    left = (200.0, 0.0, 500.0)
    assert plain.keeps(left)
    assert not flipped.keeps(left)


def test_a_bone_cut_open_shows_the_flat_tone_of_a_section(atlas):
    """Seen from the side that was taken away, one tone covers the cut; without a cut no tone covers as much."""
    shares = []
    for clip in (None, Clip("x", 0.5)):
        session = replace(new_session(), look=Look(isolated=frozenset(("sacrum",)), clip=clip))
        plotter = pv.Plotter(off_screen=True, window_size=[200, 200], lighting="none")
        scene, picture = Scene(plotter, with_skin=False), paint(session, atlas)
        scene.show(replace(picture, names=()), atlas.body("female"))
        scene.look(lumbar_camera(picture, atlas.body("female")).turned(90, 0))
        image = np.asarray(plotter.screenshot(None, return_img=True))[:, :, :3]
        plotter.close()
        inside = image.reshape(-1, 3)[np.ptp(image.reshape(-1, 3).astype(int), axis=1) > 24]
        _, counts = np.unique(inside, axis=0, return_counts=True)
        shares.append(counts.max() / len(inside))
    assert shares[1] > 0.3
    assert shares[0] < 0.1

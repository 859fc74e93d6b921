"""What a 3D view holds, and that pictures can be drawn with no window at all."""

import numpy as np
import pytest
import pyvista as pv

from dermatomes import Case, Pain, Spot, Visit
from meshes import FIGURES
from viewer.camera import Camera
from viewer.paint import paint
from viewer.palette import ROOT_COLOURS
from viewer.render import render
from viewer.scene import Scene
from viewer.session import Session

SPOT = Spot(segment="leg", t=0.31, theta=171.0)
MOST_TRIANGLES = 120_000


def session_of(*findings, figure="female", **view):
    return Session(case=Case(figure=figure, visits=(Visit(findings=findings),)), **view)


@pytest.fixture
def plotter():
    made = pv.Plotter(off_screen=True, window_size=[300, 400], lighting="none")
    yield made
    made.close()


def meshes_of(plotter):
    return {
        name: actor.mapper.dataset
        for name, actor in plotter.actors.items()
        if isinstance(actor, pv.Actor) and actor.GetVisibility()
    }


@pytest.mark.parametrize("with_skin", [True, False])
def test_a_view_draws_no_more_triangles_than_it_may(atlas, plotter, with_skin):
    scene = Scene(plotter, with_skin=with_skin)
    scene.show(paint(session_of(), atlas), atlas.body("female"))
    drawn = sum(mesh.n_cells for name, mesh in meshes_of(plotter).items() if name in ("skin", "solid", "nerve", "veil"))
    assert 20_000 < drawn <= MOST_TRIANGLES


def test_recolouring_adds_nothing(atlas, plotter):
    scene = Scene(plotter, with_skin=True)
    body = atlas.body("female")
    scene.show(paint(session_of(), atlas), body)
    skin = scene.skin
    scene.show(paint(session_of(Pain("left", "calf", spots=(SPOT,))), atlas), body)
    assert scene.skin is skin
    assert np.array_equal(
        skin.point_data["rgba"][:, :3], paint(session_of(Pain("left", "calf", spots=(SPOT,))), atlas).skin_rgb
    )
    scene.show(paint(session_of(), atlas), body)
    assert not [name for name in plotter.actors if name.startswith(("strand", "ghost", "marks"))]


def test_labels_outside_a_slab_are_left_out(atlas, plotter):
    scene = Scene(plotter, with_skin=True)
    scene.show(paint(session_of(Pain("left", "calf", spots=(SPOT,))), atlas), atlas.body("female"))
    scene.look(Camera((0.0, 0.0, 0.0), elevation=-90, slab=(50.0, 150.0)))
    texts = [actor for actor in plotter.actors.values() if hasattr(actor, "GetInput")]
    seen = {actor.GetInput() for actor in texts if actor.GetVisibility()}
    assert "L" in seen
    assert "S1" not in seen


@pytest.mark.parametrize("view", ["front", "back", "left", "right", "inner", "sole", "spine", "split"])
@pytest.mark.parametrize("figure", FIGURES)
def test_every_view_of_every_figure_shows_something(atlas, figure, view):
    image = render(session_of(figure=figure), atlas, view, (160, 200))
    assert image.shape == (200, 160, 3)
    assert image.std() > 8


def test_a_lit_root_shows_its_colour(atlas):
    plain = render(session_of(), atlas, "spine", (300, 400))
    lit = render(session_of(Pain("left", "calf", spots=(SPOT,))), atlas, "spine", (300, 400))
    blue = np.array(ROOT_COLOURS["S1"], float)
    near = [int((np.linalg.norm(image - blue, axis=2) < 90).sum()) for image in (plain, lit)]
    assert near[1] > near[0] + 300


def test_opaque_skin_hides_what_is_under_it(atlas):
    glassy, solid = (
        render(session_of(skin_opacity=opacity, dermatomes_shown=True), atlas, "front", (200, 260)).astype(int)
        for opacity in (0.6, 1.0)
    )
    assert np.abs(glassy - solid).mean() > 1

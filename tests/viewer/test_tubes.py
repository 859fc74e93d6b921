"""Tubes are moved where they are, and made anew only when others are to be drawn."""

from dataclasses import replace

import numpy as np
import pytest
import pyvista as pv

from viewer.picture import Strand
from viewer.tubes import Tubes

LINE = np.array([[0, 0, 0], [0, 0, 10], [0, 5, 20]], np.float32)
STRAND = Strand("L5", "left", LINE, np.ones(3, np.float32), (86, 180, 233), 1.0)


@pytest.fixture
def drawn():
    plotter = pv.Plotter(off_screen=True)
    yield plotter, Tubes(plotter)
    plotter.close()


def test_a_strand_that_moved_keeps_its_actors(drawn):
    plotter, tubes = drawn
    tubes.show((STRAND,))
    actor = plotter.actors["strand0"]
    tubes.show((replace(STRAND, points=LINE + np.array([3, 0, 0], np.float32)),))
    assert plotter.actors["strand0"] is actor
    assert actor.mapper.dataset.points[:, 0].min() == pytest.approx(2.0, abs=0.05)
    assert plotter.actors["ghost0"].mapper.dataset.points[:, 0].min() == pytest.approx(2.0, abs=0.05)


def test_other_strands_take_the_place_of_the_first(drawn):
    plotter, tubes = drawn
    tubes.show((STRAND, STRAND))
    tubes.show((replace(STRAND, colour=(1, 2, 3)),))
    assert sorted(plotter.actors) == ["ghost0", "strand0"]
    assert plotter.actors["strand0"].prop.color.int_rgb == (1, 2, 3)
    tubes.show(())
    assert plotter.actors == {}

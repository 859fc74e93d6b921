"""Where maps disagree: the tone, the hatching, the words and the legend say what the maps say."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from dermatomes import ALL_ROOTS, map_ids
from meshes import FIGURES
from viewer.camera import project
from viewer.look import Look
from viewer.paint import paint
from viewer.palette import SKIN
from viewer.session import new_session

NAMED = 0.3


def contradicted(atlas, figure):
    """Vertex by vertex and in sets, unlike the code: two maps name roots and have none in common."""
    weights = [atlas.weights(figure, name) for name in map_ids()]
    named = [[{root for root, w in zip(ALL_ROOTS, row, strict=True) if w >= NAMED} for row in rows] for rows in weights]
    return np.array(
        [any(a and b and not a & b for k, a in enumerate(sets) for b in sets[:k]) for sets in zip(*named, strict=True)]
    )


@pytest.mark.parametrize("figure", FIGURES)
def test_hatched_is_what_two_maps_contradict(atlas, figure):
    expected, found = contradicted(atlas, figure), atlas.disputes(figure)
    assert np.array_equal(found.found.contradicts, expected)
    assert 0.05 < expected.mean() < 0.6
    assert ((found.share > 0.5) == expected).mean() > 0.97, "the blur moves the edge a little and no more"


def test_the_hatching_lies_on_disputed_skin_alone(atlas):
    skin, found = atlas.body("female").skin, atlas.disputes("female")
    points = found.hatching.points[:: len(found.hatching.points) // 400]
    nearest = [int(((skin.vertices - point) ** 2).sum(axis=1).argmin()) for point in points]
    rings = [skin.faces[(skin.faces == vertex).any(axis=1)].ravel() for vertex in nearest]
    assert all(found.share[ring].max() > 0.5 for ring in rings)


def test_the_skin_bears_the_disputes_in_place_of_a_map(atlas):
    session = new_session()
    plain, disputed = (paint(replace(session, look=Look(disputes=on)), atlas) for on in (False, True))
    assert not np.array_equal(plain.skin_rgb, disputed.skin_rgb)
    share = atlas.disputes("female").share
    assert (np.abs(disputed.skin_rgb[share < 0.01].astype(int) - SKIN) <= 1).all()
    assert (disputed.skin_rgb[share > 0.99].astype(int).sum(axis=1) < sum(SKIN) - 60).all()
    assert disputed.borders == (atlas.disputes("female").hatching,)
    other = paint(replace(session.with_case_setting(map="lee_2008"), look=Look(disputes=True)), atlas)
    assert other.skin_rgb is disputed.skin_rgb, "it is of all maps, whichever is chosen"


def pixel_of_vertex(window, wanted):
    skin, view = window.atlas.body("female").skin, window.body_view
    for vertex in np.flatnonzero(wanted)[::7]:
        x, y = project(view.camera, tuple(skin.vertices[vertex].tolist()), view.widget.width(), view.widget.height())
        hit = view.hit_at(QPointF(round(x), round(y)))
        if hit is not None and wanted[skin.faces[hit.face]].all():
            return QPoint(round(x), round(y))
    raise AssertionError("not to be seen from here")


def test_the_key_shows_it_and_hovering_says_what_each_map_says(window, qtbot):
    window.menus.views["back"].trigger()
    qtbot.wait(600)
    qtbot.keyClick(window, Qt.Key.Key_W)
    assert window.store.session.look.disputes
    assert window.store.stack.undoText() == "Show where maps disagree"
    assert window.menus.disputes.isChecked()
    assert "Hatched" in window.legend.accessibleName()
    found = window.atlas.disputes("female").found
    qtbot.mouseMove(window.body_view.widget, pixel_of_vertex(window, found.contradicts))
    qtbot.waitUntil(lambda: "contradict each other" in window.place_label.text(), timeout=2000)
    assert all(name in window.place_label.text() for name in ("Keegan and Garrett: ", "Foerster: ", "Lee: "))
    qtbot.mouseMove(window.body_view.widget, pixel_of_vertex(window, ~found.contradicts))
    qtbot.waitUntil(lambda: "no contradiction" in window.place_label.text(), timeout=2000)
    window.menus.undo.trigger()
    assert "Colours of the roots" in window.legend.accessibleName()
    assert not window.menus.disputes.isChecked()


def test_the_legend_tells_hatched_from_plain_without_colour(window, qtbot):
    window.store.edit("test", replace(window.store.session, look=Look(disputes=True)))
    qtbot.wait(50)
    image = window.legend.grab().toImage()
    grey = np.array([[image.pixelColor(x, y).lightness() for x in range(4, 14)] for y in range(7, 15)])
    left = 20 + window.legend.fontMetrics().horizontalAdvance("maps contradict each other") + 12
    plain = np.array([[image.pixelColor(x + left, y).lightness() for x in range(4, 14)] for y in range(7, 15)])
    assert np.ptp(grey) > 60
    assert np.ptp(plain) < 10


def test_the_explore_tab_has_the_box(window, qtbot):
    window.store.address("student")
    qtbot.keyClick(window.sidebar.student.controls.disputes, Qt.Key.Key_Space)
    assert window.store.session.look.disputes

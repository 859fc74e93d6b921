"""Names in the scene: what is named, where the lines end, and what is left out."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from PySide6.QtCore import Qt

from dermatomes import Spot
from viewer.camera import Camera, whole_body
from viewer.look import Look
from viewer.paint import paint
from viewer.session import new_session

SPOT = Spot(segment="leg", t=0.31, theta=171.0, radius_mm=25.0)


def look(window, qtbot, view="back", *, opacity=0.72, **changes):
    window.menus.views[view].trigger()
    window.store.edit("test", replace(window.store.session, skin_opacity=opacity, look=Look(**changes)))
    qtbot.wait(900)


@pytest.mark.parametrize("view", ["back", "left"])
def test_the_letters_of_two_lit_roots_stand_apart(window, qtbot, view):
    window.store.edit("mark", window.store.session.with_mark("left", "calf_upper", SPOT))
    look(window, qtbot, view)
    for canvas in (window.body_view, window.spine_view):
        labels = canvas.scene.labels
        assert {"L5", "S1"} <= set(labels.texts)
        assert not any(one.meets(other) for one, other in combinations(labels.boxes, 2))


def test_names_come_and_go_with_the_key(window, qtbot):
    look(window, qtbot, opacity=0.3)
    assert window.body_view.scene.labels.texts == ()
    qtbot.keyClick(window, Qt.Key.Key_A)
    qtbot.wait(400)
    texts = window.body_view.scene.labels.texts
    assert {"sciatic nerve", "sacrum"} <= set(texts)
    assert len(texts) == len(set(texts))
    qtbot.keyClick(window, Qt.Key.Key_A)
    qtbot.wait(400)
    assert window.body_view.scene.labels.texts == ()


def test_what_opaque_skin_or_bone_hides_is_not_named(window, qtbot):
    look(window, qtbot, opacity=1.0, names=True)
    assert window.body_view.scene.labels.texts == ()
    knee = frozenset(("patella_left", "femur_left", "tibia_left"))
    look(window, qtbot, "front", isolated=knee)
    assert set(window.body_view.scene.labels.texts) == {"patella (kneecap)", "femur (thigh bone)", "tibia (shin bone)"}
    look(window, qtbot, "back", isolated=knee)
    assert set(window.body_view.scene.labels.texts) == {"femur (thigh bone)", "tibia (shin bone)"}


def test_every_line_ends_where_a_part_of_that_name_is_seen(window, qtbot):
    look(window, qtbot, opacity=0.0, names=True)
    scene, camera = window.body_view.scene, window.body_view.camera
    found = [one for one in scene.labels.shown if one.name.point is None]
    assert len(found) > 8
    for anchor in found:
        assert scene.sight.sees(camera, anchor.points[0], through_skin=False)
        drawn = [
            scene.batches[k].mesh.points[batch.slices[part]]
            for part in anchor.name.parts
            for k, batch in enumerate(scene.batches)
            if part in batch.slices
        ]
        assert min(np.abs(points - anchor.points[0]).sum(axis=1).min() for points in drawn) < 1e-3


def test_what_is_asked_about_is_named_even_through_skin(window, qtbot):
    look(window, qtbot, opacity=1.0, focus="part:sciatic")
    assert window.body_view.scene.labels.texts == ("sciatic nerve",)


def test_a_name_follows_while_the_view_turns_and_goes_when_hidden(window, qtbot):
    look(window, qtbot, "front", isolated=frozenset(("patella_left", "femur_left")))
    scene, camera = window.body_view.scene, window.body_view.camera
    before = dict(zip(scene.labels.texts, scene.labels.boxes, strict=True))
    assert "patella (kneecap)" in before
    scene.look(camera.turned(15, 0), still=False)
    turned = dict(zip(scene.labels.texts, scene.labels.boxes, strict=True))
    assert set(turned) <= set(before)
    assert turned != before
    scene.look(camera.turned(180, 0), still=False)
    assert "patella (kneecap)" not in scene.labels.texts


def test_names_are_chosen_the_lit_and_asked_first(atlas):
    session = replace(new_session().with_mark("left", "calf_upper", SPOT), look=Look("part:tibia", names=True))
    names = [name.text for name in paint(session, atlas).names]
    assert names[:3] == ["S1", "L5", "tibia (shin bone)"]
    assert len(names) == len(set(names)) > 50
    assert not any(" to the " in name and name[0] in "LS" for name in names)
    alone = replace(session, look=Look(isolated=frozenset(("femur_left",))))
    assert [name.text for name in paint(alone, atlas).names] == ["femur (thigh bone)"]


def test_the_body_is_kept_clear(window, qtbot):
    look(window, qtbot, opacity=0.3, names=True)
    size = window.body_view.widget.size()
    bounds = window.atlas.body("female").skin.bounds
    assert isinstance(window.body_view.camera, Camera)
    per_mm = size.height() / whole_body("back", bounds, size.width() / size.height()).height
    half = 0.8 * per_mm * (bounds[1] - bounds[0]) / 2
    middle = size.width() / 2
    assert all(
        box.left + box.width < middle - half or box.left > middle + half for box in window.body_view.scene.labels.boxes
    )


def test_names_grow_with_the_text_of_the_window(window, qtbot):
    look(window, qtbot, focus="part:sciatic")
    view = window.body_view
    (before,) = view.scene.labels.boxes
    font = view.widget.font()
    font.setPointSizeF(2 * font.pointSizeF())
    view.widget.setFont(font)
    view.draw()
    qtbot.wait(500)
    (after,) = view.scene.labels.boxes
    assert 1.7 < after.height / before.height < 2.4

"""What is on the screen, in words: every word follows from the session and its picture."""

from dataclasses import replace

import pytest

from dermatomes import Flag, Numbness, Pain, Weakness
from meshes import Lesion
from viewer.camera import Camera, whole_body
from viewer.look import Clip, Look
from viewer.looking import looking_at, seen_from
from viewer.paint import paint
from viewer.session import new_session

CALF = Pain("left", "calf", 6, ("shooting",))


def told(atlas, *findings, **settings):
    session = replace(new_session("female").with_findings(findings), **settings)
    return dict(looking_at(session, paint(session, atlas), "from behind"))


@pytest.mark.parametrize(
    ("azimuth", "elevation", "words"),
    [
        (0, 0, "from the front"),
        (90, 0, "from the left side"),
        (180, 5, "from behind"),
        (270, 0, "from the right side"),
        (350, 0, "from the front"),
        (340, 0, "from the front, a little from the right side"),
        (20, 0, "from the front, a little from the left side"),
        (150, 20, "from behind, a little from the left side, and from above"),
        (215, -30, "from behind, a little from the right side, and from below"),
        (0, -90, "straight from below, on the soles"),
        (0, 90, "straight from above"),
    ],
)
def test_where_the_eye_stands_is_said_by_the_sides_of_the_body(azimuth, elevation, words):
    assert seen_from(Camera((0, 0, 0), azimuth, elevation)) == words


def test_named_views_are_said_by_their_names(atlas):
    bounds = atlas.body("female").skin.bounds
    assert seen_from(whole_body("left", bounds, 1.0)) == "from the left side"
    assert seen_from(whole_body("sole", bounds, 1.0)).startswith("straight from below")


def test_empty_session_says_what_is_not_there(atlas):
    found = told(atlas)
    assert found["What is marked"] == ("No place is marked.",)
    assert "nothing is said about a leg" in found["What is lit, and why"][0]
    assert "Warning signs" not in found
    assert "What is hidden, moved or cut" not in found
    assert "female figure, from behind" in found["The two views"][0]


def test_marks_lit_root_and_its_way_are_said_with_the_reason(atlas):
    found = told(atlas, CALF, Numbness("left", "sole_lateral", 5), Weakness("left", "toe_flexion", "4"))
    assert found["What is marked"][0] == "Pain, left calf (6 of 10, shooting)."
    assert "1 other finding." in found["What is marked"][-1]
    first, way = found["What is lit, and why"]
    assert first.startswith("The root S1 on the left glows because it fits best: ")
    assert way.startswith("The way of S1")


def test_root_that_was_chosen_is_said_to_be_chosen(atlas):
    found = told(atlas, CALF, chosen=("left", "L2"))
    assert found["What is lit, and why"][0].startswith("The root L2 on the left and its skin glow because you chose it")


def test_warning_signs_come_first_with_their_action(atlas):
    session = new_session("female").with_findings((CALF, Flag("saddle_numbness")))
    heading, lines = looking_at(session, paint(session, atlas), "from behind")[0]
    assert heading == "Warning signs"
    assert lines[0].startswith("Go to an emergency department now")


def test_what_is_hidden_faded_pulled_apart_and_cut_is_named(atlas):
    look = Look(hidden_layers=frozenset(("skin",)), faded=frozenset(("sacrum",)), explode=0.5, clip=Clip("y", 0.4))
    found = told(atlas, look=look)
    lines = found["What is hidden, moved or cut"]
    assert lines[0] == "Hidden layers: skin."
    assert "sacrum" in lines[1].lower()
    assert "pulled away" in lines[2]
    assert "before the cut" in lines[3]
    assert found["On the skin"] == ("The skin is not drawn.",)


def test_what_is_shown_alone_is_named_instead_of_the_layers(atlas):
    look = Look(isolated=frozenset(("sciatic_left", "sciatic_right")), hidden_layers=frozenset(("bones",)))
    (line,) = told(atlas, look=look)["What is hidden, moved or cut"]
    assert line == "Shown alone: sciatic nerve."


def test_map_and_its_absence_are_said(atlas):
    assert "Foerster 1933" in told(atlas)["On the skin"][1]
    assert told(atlas, dermatomes_shown=False)["On the skin"][1] == "No map of the nerve roots is laid on it."


def test_lesion_is_said_once_it_has_begun(atlas):
    begun = told(atlas, lesion=Lesion("L4/L5", "left", "paracentral", 0.8))
    assert begun["What is shown as changed"] == ("Paracentral at L4/L5 on the left, 80% of the way from healthy.",)
    assert "What is shown as changed" not in told(atlas, lesion=Lesion())

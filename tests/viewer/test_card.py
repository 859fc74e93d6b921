"""What a card says is what the manifest, the maps and the ranking say."""

import pytest

from dermatomes import ROOTS, vocabulary
from meshes import read_manifest
from viewer.card import card_of
from viewer.readings import three_readings
from viewer.search import entries, entry_of
from viewer.signs import signs_of


def sections(key, atlas):
    return dict(card_of(entry_of(key), atlas, "female", "foerster_isncsci").sections)


def test_nothing_asked_nothing_told(atlas):
    assert card_of(None, atlas, "female", "foerster_isncsci") is None


@pytest.mark.parametrize("kind", ["part", "group", "region", "root"])
def test_every_entry_has_a_card_with_identifiers(atlas, kind):
    for entry in (entry for entry in entries() if entry.kind == kind):
        card = card_of(entry, atlas, "neutral", "foerster_isncsci")
        told = dict(card.sections)
        assert card.what.endswith(".")
        assert all(lines for lines in told.values())
        assert any(word in line for word in entry.ids for line in told["Identifiers"])
        assert {"Source and licence", "Sources"} & set(told)


def test_a_nerve_names_plexus_roots_branches_and_ontologies(atlas):
    told = sections("part:sciatic", atlas)
    assert told["Belongs to"] == ("sacral plexus",)
    assert told["Carries"] == ("L4, L5, S1, S2",)
    assert told["Branches"] == ("tibial nerve", "common fibular nerve")
    assert told["Identifiers"][:2] == ("FMA:19034", "UBERON:0001322")
    assert told["Source and licence"] == ("modelled for Root Atlas; Apache-2.0",)


def test_a_bone_names_where_its_shape_comes_from(atlas):
    (line,) = sections("part:talus", atlas)["Source and licence"]
    assert line.startswith("musclemimic-models 1.0.6")
    assert line.endswith("CC-BY-3.0")


def test_a_root_names_what_fails_with_it(atlas):
    told = sections("root:S1", atlas)
    assert told["Muscles"][0] == "standing on the toes"
    assert told["Reflex"][0] == "ankle jerk"
    assert "straight leg raise" in told["Nerve tests"]
    assert "sciatic nerve" in told["Nerves that carry it"]
    assert len(told["Skin in each map"]) == 3
    assert sections("root:L1", atlas)["Reflex"] == ("no reflex tests it",)


def test_the_signs_of_the_roots_are_the_well_known_ones():
    assert "great_toe_extension" in signs_of("muscle", "L5")
    assert next(iter(signs_of("reflex", "L4"))) == "patellar"
    assert [root for root in ROOTS if "femoral_stretch" in signs_of("test", root)] == ["L1", "L2", "L3", "L4"]
    assert not any("fair" in signs_of("test", root) for root in ROOTS), "it tells no root from another"


def test_a_region_names_the_roots_of_each_map_where_they_disagree_and_its_nerves(atlas):
    told = sections("region:toe_1", atlas)
    assert told["Roots the maps name here"][0] == "Keegan and Garrett 1948: L4, L5"
    assert "50 %" in told["Where they disagree"][0]
    assert "digital" in told["3. Single nerve of this skin"][0]


def test_a_place_is_read_three_ways_each_with_its_source(atlas):
    """The calf: S2 and S1 feel it on this map, S1 hurts there most, and the sural nerves run under it."""
    told = sections("region:calf_upper", atlas)
    first, second, third = list(told.items())[:3]
    assert [heading[:2] for heading, _ in (first, second, third)] == ["1.", "2.", "3."]
    assert first[1] == ("S2, S1.", "Source: the map Foerster 1933 as drawn by ISNCSCI.")
    assert second[1][0].startswith("Of people with pain from S1, about 6 in 10")
    assert second[1][1] == "Source: derived from Kortelainen 1985."
    assert any("Kortelainen" in line for line in told["Sources"])
    assert "sural nerve" in third[1][0]
    other = dict(card_of(entry_of("region:calf_upper"), atlas, "female", "lee_2008").sections)
    assert other[first[0]] != first[1], "the first reading is of the map that was chosen"
    assert other[second[0]] == second[1]


@pytest.mark.parametrize(
    ("place", "nerve"),
    [("ankle_lateral", "sural nerve"), ("shin_lower", "saphenous"), ("thigh_lateral_upper", "lateral femoral")],
)
def test_the_single_nerve_of_well_known_skin_is_the_well_known_one(atlas, place, nerve):
    assert nerve in sections(f"region:{place}", atlas)["3. Single nerve of this skin"][0]


def test_every_place_has_three_readings(atlas):
    for place in vocabulary().known("region"):
        for figure in ("female", "neutral"):
            readings = three_readings(place, "keegan_garrett_1948", atlas.body(figure))
            assert all(lines and lines[0].endswith(".") for _, lines in readings)


def test_a_group_stands_for_all_that_is_in_it(atlas):
    parts = card_of(entry_of("group:sacral_plexus"), atlas, "female", "foerster_isncsci").parts
    assert {"sciatic_left", "tibial_right", "sural_left"} <= set(parts) <= set(read_manifest().parts)

"""What a card says is what the manifest, the maps and the ranking say."""

import pytest

from dermatomes import ROOTS
from meshes import read_manifest
from viewer.card import card_of
from viewer.search import entries, entry_of
from viewer.signs import signs_of


def sections(key, atlas):
    return dict(card_of(entry_of(key), atlas, "female").sections)


def test_nothing_asked_nothing_told(atlas):
    assert card_of(None, atlas, "female") is None


@pytest.mark.parametrize("kind", ["part", "group", "region", "root"])
def test_every_entry_has_a_card_with_identifiers(atlas, kind):
    for entry in (entry for entry in entries() if entry.kind == kind):
        card = card_of(entry, atlas, "neutral")
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
    assert any("digital" in name for name in told["Skin nerves near it"])
    assert "sural nerve" in sections("region:ankle_lateral", atlas)["Skin nerves near it"]


def test_a_group_stands_for_all_that_is_in_it(atlas):
    parts = card_of(entry_of("group:sacral_plexus"), atlas, "female").parts
    assert {"sciatic_left", "tibial_right", "sural_left"} <= set(parts) <= set(read_manifest().parts)

"""Every structure, place and root is found by its names, and the right thing first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dermatomes import ROOTS, vocabulary
from meshes import read_manifest
from viewer.search import entries, entry_of, key_of_part, search


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("sciatic", "part:sciatic"),
        ("n. ischiadicus", "part:sciatic"),
        ("nervus ischiadicus", "part:sciatic"),
        ("L5", "root:L5"),
        ("l5 root", "root:L5"),
        ("big toe", "region:toe_1"),
        ("great toe", "region:toe_1"),
        ("hallux", "region:toe_1"),
        ("hallu", "region:toe_1"),
        ("common peroneal nerve", "part:common_fibular"),
        ("n. fibularis communis", "part:common_fibular"),
        ("tailbone", "part:coccyx"),
        ("kneecap", "part:patella"),
        ("shinbone", "part:tibia"),
        ("shin", "region:shin"),
        ("m. piriformis", "part:piriformis"),
        ("L5 vertebra", "part:vertebra_L5"),
        ("disc L4/5", "group:disc_L4_L5"),
        ("yellow ligament", "part:ligamentum_flavum_L1_L2"),
        ("back of the knee", "region:popliteal_fossa"),
        ("siatic nerve", "part:sciatic"),
        ("Lateral Cutaneous Nerve of the Thigh", "part:lateral_femoral_cutaneous"),
        ("spine", "group:vertebral_column"),
        ("sacrum", "part:sacrum"),
    ],
)
def test_the_right_thing_comes_first(text, key):
    assert search(text)[0].key == key


def test_a_slipped_disc_is_a_disc():
    assert all("disc" in entry.name for entry in search("slipped disc"))
    assert search("slipped disc")[0].key.startswith("group:disc")


def test_everything_that_can_be_shown_is_an_entry_and_pairs_are_one():
    manifest = read_manifest()
    found = {entry.key: entry for entry in entries()}
    assert len(found) == len(entries())
    assert {part for entry in found.values() if entry.kind == "part" for part in entry.ids} == set(manifest.parts)
    assert {f"group:{group}" for group in manifest.groups} <= set(found)
    assert {f"region:{place}" for place in vocabulary().known("region")} <= set(found)
    assert {f"root:{root}" for root in ROOTS} <= set(found)
    assert found["part:sciatic"].ids == ("sciatic_left", "sciatic_right")


@pytest.mark.parametrize("part_id", list(read_manifest().parts))
def test_every_structure_is_found_by_its_own_names_and_id(part_id):
    row, own = read_manifest().parts[part_id], entry_of(key_of_part(part_id))
    assert search(row.name)[0] == own
    assert own in search(row.latin)
    assert own in search(part_id)


@pytest.mark.parametrize("key", [entry.key for entry in entries() if entry.kind != "part"])
def test_every_other_entry_is_first_under_its_own_name(key):
    entry = entry_of(key)
    assert search(entry.name)[0] == entry
    assert not entry.latin or entry in search(entry.latin)


@given(st.text(max_size=30))
def test_any_text_is_answered(text):
    assert all(entry_of(entry.key) is entry for entry in search(text))


def test_nothing_is_found_for_nothing():
    assert search("") == search("  ,. ") == search("qqqqzzzz") == ()

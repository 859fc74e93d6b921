from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dermatomes as d

PRODUCT_EXAMPLE = b"""
{"format": "rootatlas-case", "version": 1,
 "person": {"label": "", "age": 47, "sex": "female"},
 "figure": "neutral", "map": "foerster_isncsci",
 "visits": [{"date": "2026-11-20", "note": "",
   "findings": [
     {"kind": "pain", "side": "left", "region": "calf", "intensity": 6, "quality": ["shooting"], "depth": "deep",
      "spots": [{"segment": "leg", "t": 0.31, "theta": 171.0, "radius_mm": 25}]},
     {"kind": "numbness", "side": "left", "region": "sole_lateral"},
     {"kind": "weakness", "side": "left", "muscle": "ankle_plantarflexion", "grade": "4"},
     {"kind": "reflex", "side": "left", "reflex": "achilles", "state": "reduced"},
     {"kind": "test", "side": "left", "test": "slr", "result": "positive"},
     {"kind": "history", "item": "worse_sitting"},
     {"kind": "flag", "item": "night_pain"}]}]}
"""

WORDS = d.vocabulary().words
REGIONS = st.sampled_from(sorted({*d.vocabulary().regions, *d.vocabulary().groups}))
SPOTS = st.builds(
    d.Spot,
    st.sampled_from(d.SEGMENTS),
    st.floats(-1, 3),
    st.floats(0, 360),
    st.floats(0.1, 500),
)
MARKS = [
    st.builds(
        kind,
        st.sampled_from(d.MARK_SIDES),
        REGIONS,
        st.none() | st.integers(0, 10),
        st.lists(st.sampled_from(sorted(WORDS["quality"])), max_size=3).map(tuple),
        st.sampled_from([None, "skin", "deep"]),
        st.lists(SPOTS, max_size=2).map(tuple),
    )
    for kind in (d.Pain, d.Numbness, d.Tingling)
]
SIDES = st.sampled_from(d.SIDES)
FINDINGS = st.one_of(
    *MARKS,
    st.builds(d.Weakness, SIDES, st.sampled_from(sorted(WORDS["muscle"])), st.sampled_from(d.GRADES)),
    st.builds(
        d.Reflex, SIDES, st.sampled_from(sorted(WORDS["reflex"])), st.sampled_from(sorted(WORDS["reflex_state"]))
    ),
    st.builds(d.Test, SIDES, st.sampled_from(sorted(WORDS["test"])), st.sampled_from(["positive", "negative"])),
    st.builds(d.History, st.sampled_from(sorted(WORDS["history"]))),
    st.builds(d.Flag, st.sampled_from(sorted(WORDS["flag"]))),
)
CASES = st.builds(
    d.Case,
    person=st.builds(d.Person, st.text(max_size=20), st.none() | st.integers(0, 120)),
    figure=st.sampled_from(["female", "male", "neutral"]),
    map=st.sampled_from(sorted(WORDS["map"])),
    visits=st.lists(
        st.builds(d.Visit, st.none() | st.dates(), st.text(max_size=20), st.lists(FINDINGS, max_size=5).map(tuple)),
        max_size=3,
    ).map(tuple),
)


def test_the_example_of_the_contract_is_read_as_it_stands() -> None:
    case = d.read_case(PRODUCT_EXAMPLE)
    pain, numb, weak, *_ = case.visits[0].findings
    assert isinstance(pain, d.Pain)
    assert (pain.side, pain.region, pain.intensity, pain.spots[0].theta) == ("left", "calf", 6, 171.0)
    assert isinstance(numb, d.Numbness)
    assert numb.spots == ()
    assert isinstance(weak, d.Weakness)
    assert weak.grade == "4"
    assert case.person.age == 47


@given(CASES)
def test_every_case_comes_back_the_same(case: d.Case) -> None:
    text = d.case_to_json(case)
    assert d.case_from_json(text) == case
    assert d.case_to_json(d.case_from_json(text)) == text


@pytest.mark.parametrize(
    ("old", "new", "place", "offer"),
    [
        (b"sole_lateral", b"sole_latral", "$.visits[0].findings[1].region", '"sole_lateral"'),
        (b'"age"', b'"agge"', "$.person.agge", '"age"'),
        (b'"visits"', b'"visit"', "$.visit", '"visits"'),
        (b'"history"', b'"histry"', "$.visits[0].findings[5].kind", '"history"'),
        (b'"slr"', b'"srl"', "$.visits[0].findings[4].test", '"slr"'),
        (b'"shooting"', b'"shoting"', "$.visits[0].findings[0].quality", '"shooting"'),
        (b'"leg"', b'"lge"', "$.visits[0].findings[0].spots[0].segment", "leg"),
        (b'"grade": "4"', b'"grade": "6"', "$.visits[0].findings[2].grade", "4"),
        (b"foerster_isncsci", b"foerster", "$.map", '"foerster_isncsci"'),
        (b"2026-11-20", b"20.11.2026", "$.visits[0].date", "2026-11-20"),
        (b'"side": "left", "test"', b'"test"', "$.visits[0].findings[4].side", "missing"),
        (b'"age": 47', b'"age": "47"', "$.person.age", "int"),
        (b'"intensity": 6', b'"intensity": 11', "$.visits[0].findings[0].intensity", "10"),
    ],
)
def test_a_fault_is_refused_with_its_place_and_a_way_out(old: bytes, new: bytes, place: str, offer: str) -> None:
    with pytest.raises(d.CaseError) as refused:
        d.read_case(PRODUCT_EXAMPLE.replace(old, new, 1))
    sentence = str(refused.value)
    assert place in sentence
    assert offer in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b"null", b"[" * 100_000, b'{"format": "x"}'])
def test_what_is_no_case_is_refused(content: bytes) -> None:
    with pytest.raises(d.CaseError):
        d.read_case(content)


def test_a_newer_version_is_refused_with_a_sentence() -> None:
    newer = PRODUCT_EXAMPLE.replace(b'"version": 1', b'"version": 2').replace(b'"visits"', b'"meetings"')
    with pytest.raises(d.CaseError, match=r"version 2 .* reads version 1"):
        d.read_case(newer)


def test_maps_of_later_versions_can_be_read_and_ranked() -> None:
    case = d.read_case(PRODUCT_EXAMPLE.replace(b"foerster_isncsci", b"lee_2008"))
    assert d.rank(case).map == "lee_2008"


def test_a_case_made_in_memory_is_checked_too() -> None:
    with pytest.raises(d.WordError, match='did you mean "calf"'):
        d.Pain("left", "calff")
    with pytest.raises(d.WordError, match="left, right"):
        d.Weakness("middle", "hip_flexion", "4")


def test_saving_replaces_the_file_whole_and_leaves_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "anna.rootatlas.json"
    path.write_text("old")
    path.chmod(0o640)
    case = d.read_case(PRODUCT_EXAMPLE)
    d.write_case(case, path)
    assert d.read_case(path) == case
    assert list(tmp_path.iterdir()) == [path]
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_failed_save_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "anna.rootatlas.json"
    path.write_text("old")

    def full_disk(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(d.CaseError, match="No space left"):
        d.write_case(d.read_case(PRODUCT_EXAMPLE), path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_case_that_would_not_read_back_is_not_saved(tmp_path: Path) -> None:
    impossible = d.Case(person=d.Person(age=500))
    with pytest.raises(d.CaseError):
        d.write_case(impossible, tmp_path / "a.json")
    assert list(tmp_path.iterdir()) == []


def test_errors_of_the_file_system_name_the_file(tmp_path: Path) -> None:
    with pytest.raises(d.CaseError, match=r"nowhere\.json"):
        d.read_case(tmp_path / "nowhere.json")
    with pytest.raises(d.CaseError, match="missing_folder"):
        d.write_case(d.Case(), tmp_path / "missing_folder" / "a.json")


def test_the_file_is_plain_json_with_the_keys_of_the_contract() -> None:
    document = json.loads(d.case_to_json(d.read_case(PRODUCT_EXAMPLE)))
    assert list(document) == ["format", "version", "person", "figure", "map", "visits"]
    assert document["visits"][0]["findings"][0]["kind"] == "pain"
    assert document["visits"][0]["date"] == "2026-11-20"

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import dermatomes as d

CHART = Path(__file__).parent / "data" / "chart_regions.csv"


def test_regions_are_the_49_of_the_chart_in_its_order() -> None:
    with CHART.open(encoding="utf-8") as stream:
        chart = dict.fromkeys(row["region"] for row in csv.DictReader(stream))
    assert list(d.REGION_NAMES) == list(chart)
    assert len(d.REGION_NAMES) == 49


def test_groups_of_the_contract_stand_for_their_members() -> None:
    halves = ("buttock", "thigh_anterior", "thigh_lateral", "thigh_posterior", "thigh_medial")
    for group in (*halves, "shin", "leg_lateral", "calf", "leg_medial"):
        assert d.REGION_GROUPS[group] == (f"{group}_upper", f"{group}_lower")
    assert set(d.REGION_GROUPS["foot_dorsum"]) == {f"foot_dorsum_{k}" for k in ("medial", "middle", "lateral")}
    assert set(d.REGION_GROUPS["sole"]) == {"sole_medial", "sole_lateral", "ball"}
    assert set(d.REGION_GROUPS["toes_2_4"]) == {"toe_2", "toe_3", "toe_4"}
    assert set(d.REGION_GROUPS["toes"]) == {f"toe_{k}" for k in range(1, 6)}
    assert {"knee", "ankle"} <= set(d.REGION_GROUPS)
    assert not set(d.REGION_GROUPS) & set(d.REGION_NAMES)


def test_every_word_list_of_the_contract_is_there() -> None:
    sizes = {"muscle": 12, "reflex": 3, "test": 8, "history": 18, "flag": 20, "map": 3, "not_root": 8, "condition": 4}
    assert {kind: len(d.WORDS[kind]) for kind in sizes} == sizes
    assert tuple(d.WORDS["root"]) == d.ROOTS


def test_plain_names_are_plain() -> None:
    for region, name in d.REGION_NAMES.items():
        assert "_" not in name, region
    assert len(set(d.REGION_NAMES.values())) == 49


def test_importing_reads_no_table() -> None:
    code = (
        "import sys\n"
        "seen = []\n"
        "sys.addaudithook(lambda event, args: seen.append(str(args[0])) if event == 'open' else None)\n"
        "import dermatomes\n"
        "bad = [name for name in seen if name.endswith(('.csv', '.toml', '.json'))]\n"
        "assert not bad, bad\n"
        "len(dermatomes.REGION_NAMES)\n"
        "assert [name for name in seen if name.endswith('regions.csv')]\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_importing_brings_neither_screen_nor_geometry() -> None:
    code = (
        "import sys, dermatomes\n"
        "bad = {'PySide6', 'pyvista', 'vtk', 'trimesh', 'scipy', 'meshes', 'viewer'} & set(sys.modules)\n"
        "assert not bad, bad\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)

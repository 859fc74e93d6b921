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
    assert list(d.vocabulary().regions) == list(chart)
    assert len(d.vocabulary().regions) == 49


def test_groups_of_the_contract_stand_for_their_members() -> None:
    halves = ("buttock", "thigh_anterior", "thigh_lateral", "thigh_posterior", "thigh_medial")
    for group in (*halves, "shin", "leg_lateral", "calf", "leg_medial"):
        assert d.vocabulary().groups[group] == (f"{group}_upper", f"{group}_lower")
    assert set(d.vocabulary().groups["foot_dorsum"]) == {f"foot_dorsum_{k}" for k in ("medial", "middle", "lateral")}
    assert set(d.vocabulary().groups["sole"]) == {"sole_medial", "sole_lateral", "ball"}
    assert set(d.vocabulary().groups["toes_2_4"]) == {"toe_2", "toe_3", "toe_4"}
    assert set(d.vocabulary().groups["toes"]) == {f"toe_{k}" for k in range(1, 6)}
    assert {"knee", "ankle"} <= set(d.vocabulary().groups)
    assert not set(d.vocabulary().groups) & set(d.vocabulary().regions)


def test_every_word_list_of_the_contract_is_there() -> None:
    sizes = {"muscle": 12, "reflex": 3, "test": 8, "history": 18, "flag": 20, "map": 3, "not_root": 8, "condition": 4}
    assert {kind: len(d.vocabulary().words[kind]) for kind in sizes} == sizes
    assert tuple(d.vocabulary().words["root"]) == d.ROOTS


def test_plain_names_are_plain() -> None:
    names = {region: row.name for region, row in d.vocabulary().regions.items()}
    for region, name in names.items():
        assert "_" not in name, region
    assert len(set(names.values())) == 49


def test_importing_reads_no_table() -> None:
    code = (
        "import sys\n"
        "seen = []\n"
        "sys.addaudithook(lambda event, args: seen.append(str(args[0])) if event == 'open' else None)\n"
        "import dermatomes\n"
        "bad = [name for name in seen if name.endswith(('.csv', '.toml', '.json'))]\n"
        "assert not bad, bad\n"
        "dermatomes.vocabulary()\n"
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

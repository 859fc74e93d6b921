"""Reads the numeric tables (TOML, CSV) that stand next to the builder's modules."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "tables"


def read_toml(name: str) -> dict[str, Any]:
    """Return `tables/<name>.toml` as nested dictionaries."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def read_csv(name: str) -> list[dict[str, str]]:
    """Return `tables/<name>.csv` as rows; lines that start with # are remarks."""
    lines = (_FOLDER / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if line and not line.startswith("#")))

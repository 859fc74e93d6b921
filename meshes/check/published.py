"""Read ``published.toml``: published values with their sources, and the limits."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent


@cache
def published() -> dict[str, Any]:
    """Return the whole table, by subject."""
    return tomllib.loads((HERE / "published.toml").read_text(encoding="utf-8"))


def cited(subject: str) -> str:
    """Return what is known of people on this subject, with its mark."""
    row = published()[subject]
    return f"{row.get('published', row['source'])} [{row['mark']}]"


def between(low: float, high: float, mark: str) -> str:
    """Write a published range with its mark."""
    return f"{low:g} - {high:g} [{mark}]"

"""The files of the quiz: wording, cases and questions by hand. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec

FOLDER = Path(__file__).resolve().parents[1] / "data" / "quiz"
T = TypeVar("T")


class HandCase(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A case by hand; its answer is the ranking's."""

    id: str
    findings: tuple[str, ...]


class Fact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A question by hand; the first choice is the right one."""

    id: str
    ask: str
    choices: tuple[str, ...]
    reason: str
    sources: tuple[str, ...]


class Nerve(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A nerve that is asked about: its key in the search, and the view it is seen best in."""

    key: str
    view: str


class _Cases(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    cases: tuple[HandCase, ...]


class _Facts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    facts: tuple[Fact, ...]


class _Nerves(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    nerves: tuple[Nerve, ...]


@cache
def wording() -> Mapping[str, Mapping[str, str]]:
    """Give the sentences of every kind of question."""
    return _read("wording.toml", dict[str, dict[str, str]])


@cache
def hand_cases() -> Mapping[str, HandCase]:
    """Give the cases by hand, by id."""
    return {case.id: case for case in _read("cases.toml", _Cases).cases}


@cache
def facts() -> Mapping[str, Fact]:
    """Give the questions by hand, by id."""
    return {fact.id: fact for fact in _read("facts.toml", _Facts).facts}


@cache
def nerves() -> Mapping[str, Nerve]:
    """Give the nerves that are asked about, by their key in the search."""
    return {nerve.key: nerve for nerve in _read("nerves.toml", _Nerves).nerves}


def _read(name: str, kind: type[T]) -> T:
    """Read one file.

    Raises
    ------
    ValueError
        It does not fit; the sentence names file and place.
    """
    path = FOLDER / name
    try:
        return msgspec.toml.decode(path.read_bytes(), type=kind)
    except ValueError as problem:
        raise ValueError(f"{path}: {problem}") from problem

"""Whether every question that can be asked is sound: its answers, its sources, and what its scenes name."""

from __future__ import annotations

from collections.abc import Iterator

from dermatomes import DermatomeError, load_map, map_ids, sources, vocabulary
from meshes import read_manifest
from viewer.guides.sight import Sight, parts_called
from viewer.quiz.bank import KINDS, question, question_ids
from viewer.quiz.data import facts, wording
from viewer.quiz.makers import CHOICES
from viewer.quiz.question import Question
from viewer.search import entry_of
from viewer.session import new_session

SEEDS = range(3)
"""Questions are drawn: each is looked at with so many seeds."""


def problems() -> Iterator[str]:
    """Everything that is wrong, in sentences that name the question."""
    if set(wording()) != set(KINDS):
        yield f"wording.toml: expected a table for each of {', '.join(KINDS)}"
    for fact in facts().values():
        yield from (f"facts.toml, {fact.id}: no source {one!r}" for one in fact.sources if one not in sources())
    known = {source.citation for source in sources().values()} | {load_map(one).citation for one in map_ids()}
    for map_id in map_ids():
        for name in question_ids(map_id):
            for seed in SEEDS:
                yield from (f"{name} ({map_id}): {problem}" for problem in _of_drawn(name, map_id, seed, known))


def _of_drawn(name: str, map_id: str, seed: int, known: set[str]) -> Iterator[str]:
    try:
        yield from problems_of(question(name, map_id, seed), known)
    except (ValueError, KeyError, DermatomeError) as problem:
        yield f"cannot be made: {problem}"


def problems_of(one: Question, known: set[str]) -> Iterator[str]:
    """Everything that is wrong with one question.

    Parameters
    ----------
    one
        The question.
    known
        Citations of all sources.
    """
    keys = {choice.key for choice in one.choices}
    if len(keys) != CHOICES or len({choice.words for choice in one.choices}) != CHOICES:
        yield f"expected {CHOICES} different answers"
    if not one.accepted & keys or keys <= one.accepted:
        yield "expected some answers to be right and some to be wrong"
    if not one.sources or not set(one.sources) <= known:
        yield "expected sources of the sources table"
    if "{" in one.ask + one.reason + one.note:
        yield "a name in braces is not filled in"
    if one.sight.dermatomes or one.sight.root or one.sight.findings:
        yield "the scene of the open question gives its answer away"
    yield from _of_sight(one.sight)
    yield from _of_sight(one.revealed)


def _of_sight(sight: Sight) -> Iterator[str]:
    sight.applied(new_session())  # findings, roots and lesions are read, or refused, here
    if sight.focus and entry_of(sight.focus) is None:
        yield f"nothing is called {sight.focus!r} in the search"
    parts = {part for name in (*sight.near, *sight.fade) for part in parts_called(name)}
    yield from (f"no part {part!r}" for part in sorted(parts) if part not in read_manifest().parts)
    places = [place.partition(":")[2] for place in sight.close_to]
    yield from (f"no place {place!r} on the skin" for place in places if place not in vocabulary().known("region"))

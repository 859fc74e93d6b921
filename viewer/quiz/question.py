"""One question, and how an answer is judged. Pure: no Qt, no VTK."""

from __future__ import annotations

from dataclasses import dataclass

from dermatomes import ALL_ROOTS, Spot, disagreement, load_map
from viewer.guides.sight import Sight


@dataclass(frozen=True)
class Choice:
    """One possible answer: its key and its words."""

    key: str
    words: str


@dataclass(frozen=True)
class Question:
    """One question.

    Attributes
    ----------
    id
        Its lasting name, such as `disc:L5:foraminal`; what stands before the colon is its kind.
    ask
        What is asked.
    given
        Lines that the question rests on, such as the findings of a case.
    choices
        The possible answers.
    accepted
        Keys of the right ones.
    reason
        Why, said after any answer.
    note
        What else is to be known: that several are right, or that maps differ.
    sources
        Citations of where the reason is known from.
    sight
        What the scene shows while the question is open: nothing of the answer.
    revealed
        What it shows after an answer.
    root
        The root whose skin may be clicked instead of choosing; "" where clicks answer nothing.
    """

    id: str
    ask: str
    choices: tuple[Choice, ...]
    accepted: frozenset[str]
    reason: str
    sources: tuple[str, ...]
    sight: Sight
    revealed: Sight
    given: tuple[str, ...] = ()
    note: str = ""
    root: str = ""


@dataclass(frozen=True)
class Verdict:
    """How an answer was judged: whether it is right, and in words what was chosen and what is right."""

    right: bool
    chosen: str
    words: str


def judged(question: Question, key: str) -> Verdict:
    """Judge a choice."""
    words = {choice.key: choice.words for choice in question.choices}
    right = key in question.accepted
    best = " or ".join(words[choice.key] for choice in question.choices if choice.key in question.accepted)
    return Verdict(right, key, "" if right else f"You chose: {words[key]}. Right: {best}.")


def judged_spot(question: Question, map_id: str, place: str, spot: Spot) -> Verdict:
    """Judge a click on the skin under the map that is chosen, and say what the other maps name there.

    Parameters
    ----------
    question
        Must have a root.
    map_id
        The map that decides.
    place
        The clicked place in words.
    spot
        The clicked place on the limb chart.
    """
    named = _named(spot)
    right = question.root in named[map_id]
    here = f"{load_map(map_id).title} names {_roots(named[map_id])} at the {place}."
    others = [f"{load_map(other).title}: {_roots(roots)}" for other, roots in named.items() if other != map_id]
    differ = any(set(roots) != set(named[map_id]) for roots in named.values())
    also = f" Maps differ here. {'; '.join(others)}." if differ else ""
    return Verdict(right, "", f"{here}{also}")


def _named(spot: Spot) -> dict[str, tuple[str, ...]]:
    """The roots that every map names at a place."""
    found = disagreement([spot.segment], [spot.t], [spot.theta])
    return {
        map_id: tuple(root for root, there in zip(ALL_ROOTS, row, strict=True) if there)
        for map_id, row in zip(found.maps, found.named[:, 0].tolist(), strict=True)
    }


def _roots(roots: tuple[str, ...]) -> str:
    return " and ".join(root.replace("_", "-") for root in roots) or "no root, people differ too much"

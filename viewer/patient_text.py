"""What a patient reads at the end of the interview, from a ranking. Pure: no Qt, no VTK.

Short, plain, no numbers: what the pattern fits and how surely, never what a person has. The words are data
(`data/patient_words.toml`); this file only chooses among them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec

from dermatomes import ROOTS, Ranking, SideRanking, band, vocabulary
from viewer.interview import interview, is_answered
from viewer.session import Session

DATA = Path(__file__).parent / "data" / "patient_words.toml"
HELPS_SHOWN = 3
OTHERS_SHOWN = 2
SILENT_BAND = "too little to say"


class RootWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One root: a name that stands within a sentence, and a sentence on where it runs."""

    name: str
    where: str


class Advice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Sentences that stand whatever was found."""

    nothing: str
    routine: str
    unflagged: str
    skipped: str
    watch: str
    closing: str


class PatientWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Every plain word for what a ranking may name, by its id."""

    roots: dict[str, RootWords]
    not_roots: dict[str, str]
    causes: dict[str, str]
    asks: dict[str, dict[str, str]]
    advice: Advice


@dataclass(frozen=True)
class SideWords:
    """What is said about one leg: two or three sentences, and where the nerves named in them run."""

    heading: str
    sentences: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True)
class PatientText:
    """The result page.

    Attributes
    ----------
    sides
        What this may be, left first; empty where nothing was said about a leg.
    invitation
        What to do instead, where nothing was said.
    helps
        What would help to tell the possibilities apart.
    how_soon
        The strongest action asked for, in a few words.
    steps
        What to do next, in sentences.
    skipped
        Ids of the warning questions that are still open.
    closing
        What this is and is not.
    """

    sides: tuple[SideWords, ...]
    invitation: str
    helps: tuple[str, ...]
    how_soon: str
    steps: tuple[str, ...]
    skipped: tuple[str, ...]
    closing: str


@cache
def patient_words() -> PatientWords:
    """Read the words, once.

    Raises
    ------
    ValueError
        The file cannot be read; the sentence names file and place.
    """
    try:
        return msgspec.toml.decode(DATA.read_bytes(), type=PatientWords)
    except ValueError as problem:
        raise ValueError(f"{DATA}: {problem}") from problem


def patient_text(session: Session, ranking: Ranking, passed: frozenset[str] = frozenset()) -> PatientText:
    """Say what a ranking means to the person it is about.

    Parameters
    ----------
    session
        What was told.
    ranking
        The ranking of its case.
    passed
        Ids of the questions that were asked, answered or not (`Walk.passed`).
    """
    told = [(s, r) for s, r in (("left", ranking.sides.left), ("right", ranking.sides.right)) if r is not None]
    skipped = tuple(
        question.id
        for question in interview().questions
        if question.form == "flag" and question.id not in passed and not is_answered(session, question)
    )
    advice = patient_words().advice
    return PatientText(
        sides=tuple(_side(side, ranked) for side, ranked in told),
        invitation="" if told else advice.nothing,
        helps=tuple(dict.fromkeys(_helps(ranked for _, ranked in told)))[:HELPS_SHOWN],
        how_soon=vocabulary().words["action"][ranking.flags[0].action if ranking.flags else "routine"],
        steps=_steps(ranking, bool(skipped)),
        skipped=skipped,
        closing=advice.closing,
    )


def _side(side: str, ranked: SideRanking) -> SideWords:
    words = patient_words().roots
    silent = ranked.roots[0].band == SILENT_BAND
    roots = () if silent else ranked.set
    ahead, beside = _others(ranked)
    sentences = [ahead, _fit(ranked), beside, "" if silent or ahead else _cause(ranked)]
    return SideWords(
        heading=f"Your {side} side",
        sentences=tuple(sentence for sentence in sentences if sentence),
        places=tuple(words[root].where for root in roots),
    )


def _fit(ranked: SideRanking) -> str:
    """Say which nerves of the back the pattern fits, as surely as the statement for clinicians says it."""
    if ranked.roots[0].band == SILENT_BAND:
        return "What you told fits many nerves about as well. It is too little to point to one of them."
    first, *others = (patient_words().roots[root].name for root in ranked.set)
    if not others:
        return f"The pattern fits {first} best, if a nerve of the back is the cause."
    if leads(ranked):
        rest = f"{others[0]} is" if len(others) == 1 else f"the nerves {_or(ranked.set[1:])} are"
        return f"The pattern fits {first} best. {_capital(rest)} possible too."
    if len(others) == 1:
        return f"The pattern fits two nerves: {first}, or {others[0]}. What you told cannot tell these two apart."
    names = _or(sorted(ranked.set, key=ROOTS.index))
    return f"The pattern fits more than two nerves of the back: {names}. What you told cannot tell them apart."


def leads(ranked: SideRanking) -> bool:
    """Whether the ranking's own statement puts its first root before the others: only it knows where that begins."""
    return ranked.statement.startswith(f"{ranked.set[0]} more than ")


def _others(ranked: SideRanking) -> tuple[str, str]:
    """Name what is no nerve of the back: what fits better than any of them, or else what is possible beside them."""
    names, best = patient_words().not_roots, ranked.roots[0].p
    told = [item for item in ranked.not_root if band(item.p) != "unlikely"]
    ahead = [names[item.id] for item in told if item.p > best][:OTHERS_SHOWN]
    beside = [names[item.id] for item in told][:OTHERS_SHOWN]
    if ahead:
        return f"The pattern fits something best that is no nerve of the back: {_or(ahead)}.", ""
    return "", f"Something else is possible as well: {_or(beside)}." if beside else ""


def _cause(ranked: SideRanking) -> str:
    """Say by what such a nerve is often troubled, if one thing stands out."""
    causes = patient_words().causes
    told = [item for item in ranked.conditions if item.id in causes and band(item.p) != "unlikely"]
    if not told:
        return ""
    often = "often" if band(told[0].p) == "likely" else "sometimes"
    return f"Behind such a pattern there is {often} {causes[told[0].id]}."


def _helps(sides: Iterable[SideRanking]) -> Iterable[str]:
    """Take the questions of both sides in turn, the most telling of each first."""
    asked = [[step.ask for step in ranked.next] for ranked in sides]
    for turn in range(max(map(len, asked), default=0)):
        for asks in asked:
            if turn < len(asks):
                kind, _, name = asks[turn].partition(":")
                yield patient_words().asks[kind][name]


def _steps(ranking: Ranking, skipped: bool) -> tuple[str, ...]:
    advice = patient_words().advice
    strongest = ranking.flags[0].action if ranking.flags else None
    if strongest == "emergency":
        return ()  # nothing may stand beside the one thing to do
    steps = [advice.skipped] if skipped else []
    if strongest is None:
        steps += [advice.routine, advice.unflagged]
    elif strongest == "routine":
        steps += [advice.routine]
    return (*steps, advice.watch)


def _or(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

"""The examination as data: what a physiotherapist asks and tests, in the order of the body. Pure: no Qt, no VTK.

A row is one question; its answers are findings of the session's visit, so nothing of the examination is stored twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from dermatomes import GRADES, SIDES, Finding, Flag, History, Mark, Reflex, Test, Weakness, kind_of, vocabulary
from viewer.session import Session

YES = "yes"
"""The one answer of a row that is ticked or not."""
JOINTS = ("hip", "knee", "ankle", "great_toe", "toe")
"""Where a muscle works, from the hip to the toes: its id begins with one of these."""
TITLES: Mapping[str, str] = MappingProxyType(
    {
        "weakness": "Strength",
        "reflex": "Reflexes",
        "test": "Nerve and provocation tests",
        "history": "History",
        "flag": "Warning signs",
    }
)
ONE_OF: Mapping[str, str] = MappingProxyType(
    {"weakness": "Strength", "reflex": "Reflex", "test": "Test", "history": "History", "flag": "Warning sign"}
)
"""What one row of a section is called: undo steps begin with it."""
USUAL = frozenset({"5", "normal", "negative"})
"""Answers that say that nothing is wrong."""
REFLEX_KEYS: Mapping[str, str] = MappingProxyType({"0": "absent", "1": "reduced", "2": "normal", "3": "brisk"})
"""The usual numbers for reflexes; a first letter does as well."""
TEST_KEYS: Mapping[str, str] = MappingProxyType({"+": "positive", "-": "negative"})


@dataclass(frozen=True)
class Row:
    """One question of the examination.

    Attributes
    ----------
    kind
        Kind of finding its answers are: weakness, reflex, test, history or flag.
    id
        Muscle, reflex, test or item, as the case file spells it.
    words
        Its name in plain words.
    answers
        What can be answered; no answer at all means not tested, or not told.
    """

    kind: str
    id: str
    words: str
    answers: tuple[str, ...]

    @property
    def sides(self) -> tuple[str | None, ...]:
        """The sides it is asked for, or None alone for a question about the whole person."""
        return SIDES if self.answers != (YES,) else (None,)

    @property
    def term(self) -> str:
        """What examiners call it, or nothing where that is not plain from the id."""
        return self.id.replace("_", " ") if self.kind == "weakness" else ""


@dataclass(frozen=True)
class Section:
    """Rows of one kind under a title."""

    title: str
    rows: tuple[Row, ...]


@cache
def sections() -> tuple[Section, ...]:
    """The whole examination: strength from hip to toe, reflexes, tests, history, warning signs."""
    words = vocabulary().words
    muscles = sorted(words["muscle"], key=_joint)
    asked = {
        "weakness": [Row("weakness", muscle, words["muscle"][muscle], GRADES) for muscle in muscles],
        "reflex": _rows("reflex", tuple(words["reflex_state"])),
        "test": _rows("test", tuple(words["test_result"])),
        "history": _rows("history", (YES,)),
        "flag": _rows("flag", (YES,)),
    }
    return tuple(Section(TITLES[kind], tuple(rows)) for kind, rows in asked.items())


def _rows(kind: str, answers: tuple[str, ...]) -> list[Row]:
    return [Row(kind, name, words, answers) for name, words in vocabulary().words[kind].items()]


def _joint(muscle: str) -> int:
    return next(place for place, joint in enumerate(JOINTS) if muscle.startswith(joint))


def answer(session: Session, row: Row, side: str | None) -> str | None:
    """What was found; None for not tested or not told.

    Parameters
    ----------
    session
        Its visit holds the answers.
    row
        The question.
    side
        One of the row's sides.
    """
    given = [finding for finding in session.findings if _answers(finding, row, side)]
    return _value(given[-1]) if given else None


def with_answer(session: Session, row: Row, side: str | None, value: str | None) -> Session:
    """The same session with one answer given, changed or, for None, taken back; all other findings stay as they are.

    Raises
    ------
    WordError
        The row has no such answer, or is not asked for that side.
    """
    fresh = () if value is None else (_finding(row, side, value),)
    findings = session.findings
    places = [place for place, finding in enumerate(findings) if _answers(finding, row, side)]
    first = places[0] if places else len(findings)
    after = (*findings[:first], *fresh, *(one for one in findings[first:] if not _answers(one, row, side)))
    return session if after == findings else session.with_findings(after)


def answered(session: Session, section: Section) -> int:
    """How many answers of a section were given."""
    return sum(answer(session, row, side) is not None for row in section.rows for side in row.sides)


def typed(row: Row, now: str | None, key: str) -> str | None:
    """What a key means in a cell: the new answer, or None for nothing.

    A grade is typed as it is written: a digit sets it, and `+` or `-` then alters it.

    Parameters
    ----------
    row
        The question.
    now
        The answer so far.
    key
        The letter, digit or sign that was typed.
    """
    if row.kind == "weakness":
        meant = key if key.isdigit() else f"{now[0]}{key}" if now else ""
        return meant if meant in row.answers else None
    keys = {"reflex": REFLEX_KEYS, "test": TEST_KEYS}.get(row.kind, {})
    letters = {value[0]: value for value in row.answers}
    return keys.get(key) or letters.get(key.lower())


def answer_words(row: Row, value: str | None) -> str:
    """Say an answer in words."""
    if row.answers == (YES,):
        return "no" if value is None else "yes"
    if value is None:
        return "not tested"
    names = vocabulary().words.get({"reflex": "reflex_state", "test": "test_result"}.get(row.kind, ""), {})
    return names.get(value, f"{value} of 5")


def row_label(row: Row, side: str | None) -> str:
    """Name a cell, the same for each of its answers: the undo step of changing it."""
    return f"{ONE_OF[row.kind]}: {row.words if side is None else f'{side} {row.words}'}"


def _answers(finding: Finding, row: Row, side: str | None) -> bool:
    if isinstance(finding, Mark) or kind_of(finding) != row.kind:
        return False
    return getattr(finding, "side", None) == side and _asked(finding) == row.id


def _asked(finding: Weakness | Reflex | Test | History | Flag) -> str:
    match finding:
        case Weakness():
            return finding.muscle
        case Reflex():
            return finding.reflex
        case Test():
            return finding.test
        case History() | Flag():
            return finding.item


def _value(finding: Finding) -> str:
    match finding:
        case Weakness():
            return finding.grade
        case Reflex():
            return finding.state
        case Test():
            return finding.result
        case _:
            return YES


def _finding(row: Row, side: str | None, value: str) -> Finding:
    makers: dict[str, type[Weakness | Reflex | Test]] = {"weakness": Weakness, "reflex": Reflex, "test": Test}
    if row.kind in makers:
        return makers[row.kind](side or "", row.id, value)
    return History(row.id) if row.kind == "history" else Flag(row.id)

"""The patient's questions, and what an answer leaves in the case. Pure: no Qt, no VTK.

The questions are data (`data/interview.toml`). Answers are never kept beside the case: which choices are taken is read
from the findings, so undo, an opened file and a question asked twice need no care. What is not answered leaves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from dermatomes import GRADES, SIDES, Finding, Flag, History, Pain, Weakness, kind_of, sources, vocabulary
from viewer.session import Session

DATA = Path(__file__).parent / "data" / "interview.toml"
Form = Literal["mark", "quality", "depth", "intensity", "strength", "age", "history", "flag"]
OF_PAIN = ("quality", "depth", "intensity")
"""Forms whose answers go to every pain that is marked."""


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of the question file."""


class Choice(_Row, frozen=True):
    """One possible answer: a word of the case file and how a patient reads it."""

    id: str
    label: str


class Grade(_Row, frozen=True):
    """What an everyday answer about strength stands for, and why."""

    label: str
    grade: str
    source: str
    mark: str
    why: str


class Question(_Row, frozen=True):
    """One page of the interview.

    Attributes
    ----------
    name
        A few words for the undo step.
    title, help
        What is asked, and how to answer.
    marks
        Kinds of mark this page is about (form `mark`).
    muscle
        What is weak if the answer is not yes (form `strength`).
    """

    id: str
    form: Form
    name: str
    title: str
    help: str
    choices: tuple[Choice, ...] = ()
    marks: tuple[str, ...] = ()
    muscle: str = ""

    @property
    def many(self) -> bool:
        """Whether more than one choice may hold at once."""
        return self.form in ("quality", "history", "flag")

    @property
    def sides(self) -> tuple[str, ...]:
        """The sides it is asked about, one after the other; one nameless side if it is asked once."""
        return SIDES if self.form == "strength" else ("",)


class Interview(_Row, frozen=True):
    """All questions, in the order they are asked, and the grades of everyday answers."""

    grades: dict[str, Grade]
    questions: tuple[Question, ...]

    def question(self, name: str) -> Question:
        """Give a question by its id."""
        return next(question for question in self.questions if question.id == name)

    @property
    def place_of(self) -> Mapping[tuple[str, ...], int]:
        """Where in the interview each thing that can be answered stands, by `_key` of its finding."""
        keys: list[tuple[str, ...]] = []
        for question in self.questions:
            if question.form == "strength":
                keys += [("weakness", question.muscle, side) for side in SIDES]
            elif question.form in ("history", "flag"):
                keys += [(question.form, choice.id) for choice in question.choices]
        return {key: place for place, key in enumerate(keys)}


@dataclass(frozen=True)
class Pick:
    """One choice of a question, on one side where the question is asked of both."""

    choice: str
    side: str = ""


@dataclass(frozen=True)
class Answers:
    """How far one question is answered.

    Attributes
    ----------
    chosen
        The choices taken.
    marks
        How many places are marked, for each kind the question is about (pain, for the questions about pain).
    mixed
        Whether the marked pains differ in what is asked, so that nothing can be shown as chosen for all of them.
    """

    chosen: frozenset[Pick] = frozenset()
    marks: Mapping[str, int] | None = None
    mixed: bool = False

    @property
    def any(self) -> bool:
        """Whether something is answered; for a question about marks, whether anything is marked."""
        return bool(self.chosen) or self.mixed


@cache
def interview() -> Interview:
    """Read the questions, once.

    Raises
    ------
    ValueError
        The file does not fit the words of a case; the sentence names file and place.
    """
    try:
        read = msgspec.toml.decode(DATA.read_bytes(), type=Interview)
        _check(read)
    except ValueError as problem:  # msgspec's errors and the vocabulary's are ValueErrors too
        raise ValueError(f"{DATA}: {problem}") from problem
    return read


def choices_of(question: Question) -> tuple[Choice, ...]:
    """Give what can be answered; all questions about strength have the same answers."""
    if question.form != "strength":
        return question.choices
    return tuple(Choice(name, grade.label) for name, grade in interview().grades.items())


def answers(session: Session, question: Question) -> Answers:
    """Read from the case what has been answered to a question."""
    if question.form == "mark":
        return Answers(marks=_count_marks(session, question.marks))
    if question.form in OF_PAIN:
        return _of_pains(session, question)
    if question.form == "age":
        age = session.case.person.age
        return Answers(frozenset() if age is None else frozenset({Pick(str(age))}))
    picks = (Pick(choice.id, side) for choice in choices_of(question) for side in question.sides)
    held = set(session.findings)
    return Answers(frozenset(pick for pick in picks if _finding(question, pick) in held))


def is_answered(session: Session, question: Question) -> bool:
    """Whether something in the case answers a question."""
    found = answers(session, question)
    return any((found.marks or {}).values()) if question.form == "mark" else found.any


def with_answer(session: Session, question: Question, pick: Pick, *, on: bool = True) -> Session:
    """Give the session with one choice taken, or taken back.

    The same choices give the same case in whatever order they are made: what is answered stands in the order of the
    interview, and everything else keeps its place.

    Parameters
    ----------
    session
        The session before.
    question
        The question answered.
    pick
        The choice, and its side.
    on
        False takes the choice back.
    """
    if question.form == "age":
        return session.with_person(age=int(pick.choice) if on else None)
    if question.form in OF_PAIN:
        after = tuple(_told(f, question, pick, on) if isinstance(f, Pain) else f for f in session.findings)
    else:
        after = _put(session.findings, _finding(question, pick), on)
    # A case that stays as it is keeps its session, and with it the root the person chose to see.
    return session if after == session.findings else session.with_findings(after)


def _count_marks(session: Session, kinds: tuple[str, ...]) -> Mapping[str, int]:
    """Two spots in one region are two places to the person who clicked them; a region alone is one."""
    counts = dict.fromkeys(kinds, 0)
    for finding in session.findings:
        if kind_of(finding) in counts:
            counts[kind_of(finding)] += max(1, len(getattr(finding, "spots", ())))
    return counts


def _of_pains(session: Session, question: Question) -> Answers:
    pains = [finding for finding in session.findings if isinstance(finding, Pain)]
    told = [_words_of(pain, question.form) for pain in pains]
    shared = frozenset.intersection(*told) if told else frozenset()
    known = {choice.id for choice in question.choices}
    return Answers(
        chosen=frozenset(Pick(word) for word in shared & known),
        marks=_count_marks(session, ("pain",)),
        mixed=len(set(told)) > 1,
    )


def _words_of(pain: Pain, form: str) -> frozenset[str]:
    if form == "quality":
        return frozenset(pain.quality)
    value = pain.depth if form == "depth" else pain.intensity
    return frozenset() if value is None else frozenset({str(value)})


def _told(pain: Pain, question: Question, pick: Pick, on: bool) -> Pain:
    """The same pain with one word more or less about it."""
    if question.form == "quality":
        words = set(pain.quality) | {pick.choice} if on else set(pain.quality) - {pick.choice}
        in_order = tuple(word for word in vocabulary().known("quality") if word in words)
        return msgspec.structs.replace(pain, quality=in_order)
    if not on and pick.choice not in _words_of(pain, question.form):
        return pain
    value = None if not on else pick.choice if question.form == "depth" else int(pick.choice)
    return msgspec.structs.replace(pain, **{question.form: value})


def _finding(question: Question, pick: Pick) -> Finding:
    makers: Mapping[str, Callable[[], Finding]] = {
        "strength": lambda: Weakness(pick.side, question.muscle, interview().grades[pick.choice].grade),
        "history": lambda: History(pick.choice),
        "flag": lambda: Flag(pick.choice),
    }
    return makers[question.form]()


def _key(finding: Finding) -> tuple[str, ...]:
    """What a finding is about, without what was found."""
    match finding:
        case Weakness():
            return ("weakness", finding.muscle, finding.side)
        case History() | Flag():
            return (kind_of(finding), finding.item)
        case _:
            return (kind_of(finding),)


def _put(findings: tuple[Finding, ...], new: Finding, on: bool) -> tuple[Finding, ...]:
    """Put an answer in the place of an earlier one, or before the first that is asked later; or take it away."""
    if not on:
        return tuple(finding for finding in findings if finding != new)
    same = [index for index, finding in enumerate(findings) if _key(finding) == _key(new)]
    if same:
        kept = [finding for index, finding in enumerate(findings) if index not in same[1:]]
        return (*kept[: same[0]], new, *kept[same[0] + 1 :])
    place_of = interview().place_of
    later = (i for i, finding in enumerate(findings) if place_of.get(_key(finding), -1) > place_of[_key(new)])
    at = next(later, len(findings))
    return (*findings[:at], new, *findings[at:])


def _check(read: Interview) -> None:
    """Refuse words that no case may use, before a person has answered with them."""
    for name, grade in read.grades.items():
        if grade.grade not in GRADES or grade.source not in sources():
            raise ValueError(f"$.grades.{name}: unknown grade {grade.grade} or source {grade.source}")
    for question in read.questions:
        if question.form == "strength":
            vocabulary().check("muscle", question.muscle, "muscle")
        elif question.form not in ("mark", "intensity", "age"):
            for choice in question.choices:
                vocabulary().check(question.form, choice.id, "choices")

"""The skin as a list: groups with their members from the waist to the toes, and marks on them. Pure: no Qt, no VTK."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from dermatomes import SIDES, Finding, Mark, kind_of, vocabulary
from viewer.session import MARK_TYPES, Session

MIDLINE = frozenset({"abdomen_upper", "abdomen_lower", "low_back", "sacrum", "pubic_genital", "saddle"})
"""Regions that lie across the middle of the body, so that a mark can be in the middle of them."""
State = Literal["marked", "partly", "clear"]


@dataclass(frozen=True)
class Place:
    """A region or group.

    Attributes
    ----------
    id
        As the case file spells it.
    name
        In plain words.
    sides
        Where it can be marked: left and right, some in the middle too.
    members
        What a group is made of; a region has none.
    """

    id: str
    name: str
    sides: tuple[str, ...]
    members: tuple[Place, ...] = ()


@cache
def places() -> tuple[Place, ...]:
    """Every region and group once, each group before its members, in the order of the chart."""
    return _tree(tuple(vocabulary().regions), tuple(vocabulary().groups))


def _tree(regions: tuple[str, ...], groups: tuple[str, ...]) -> tuple[Place, ...]:
    found: list[Place] = []
    listed: set[str] = set()
    for region in regions:
        if region in listed:
            continue
        around = [group for group in groups if region in vocabulary().groups[group]]
        if around:
            group = max(around, key=lambda name: len(vocabulary().groups[name]))
            members = vocabulary().groups[group]
            found.append(_place(group, _tree(members, tuple(name for name in groups if name != group))))
            listed.update(members)
        else:
            found.append(_place(region))
    return tuple(found)


def _place(name: str, members: tuple[Place, ...] = ()) -> Place:
    sides = ("left", "midline", "right") if name in MIDLINE else SIDES
    return Place(name, vocabulary().place_name(name), sides, members)


def walk(among: Iterable[Place]) -> Iterator[Place]:
    """Every place of a list, members after their group."""
    for place in among:
        yield place
        yield from walk(place.members)


def state(session: Session, place: Place, side: str) -> State:
    """Whether the pen's kind is marked there; partly where only a member is, or a group around it."""
    marks = [finding for finding in session.findings if isinstance(finding, Mark) and _is_of(session, finding, side)]
    if any(mark.region == place.id for mark in marks):
        return "marked"
    here = set(vocabulary().members(place.id))
    return "partly" if any(here.intersection(vocabulary().members(mark.region)) for mark in marks) else "clear"


def with_place(session: Session, place: Place, side: str, marked: bool) -> Session:
    """The same session with the whole place marked in the words of the pen, or without such a mark.

    It is the finding that a click makes, but without a spot: the whole region or group is meant.
    """
    findings = session.findings
    here = [finding for finding in findings if _is_of(session, finding, side) and _region(finding) == place.id]
    if marked == bool(here):
        return session
    if marked:
        mark = MARK_TYPES[session.pen.kind](side=side, region=place.id, intensity=session.pen.intensity)
        return session.with_findings((*findings, mark))
    return session.with_findings(tuple(finding for finding in findings if finding not in here))


def find(wanted: str, among: list[Place], start: int) -> int | None:
    """Which place was typed: the next from `start` on (and round) whose name, or a word of it, begins so.

    Parameters
    ----------
    wanted
        What was typed so far.
    among
        The list, as `walk` gives it.
    start
        Where to begin looking.
    """
    order = [*range(start, len(among)), *range(start)]
    wanted = wanted.casefold()
    whole = (number for number in order if among[number].name.casefold().startswith(wanted))
    inner = (number for number in order if f" {wanted}" in among[number].name.casefold())
    return next(whole, next(inner, None))


def _is_of(session: Session, finding: Finding, side: str) -> bool:
    return isinstance(finding, Mark) and kind_of(finding) == session.pen.kind and finding.side == side


def _region(finding: Finding) -> str:
    return finding.region if isinstance(finding, Mark) else ""

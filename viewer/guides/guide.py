"""Pages and tours as they stand in their files, and a place in one of them. Pure: no Qt, no VTK."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

import msgspec

from viewer.guides.sight import Sight

DATA = Path(__file__).resolve().parent.parent / "data"
KINDS = {"tours": "tour", "pages": "page"}
"""Folder of `DATA` to the kind of guide in it."""
CONTROLS: Mapping[str, str] = MappingProxyType(
    {
        "tools": "the tools that mark, paint and erase",
        "kinds": "what a mark means: pain, numbness or tingling",
        "views": "the views of the body",
        "audiences": "the three ways in",
        "clearness": "the slider that clears the skin",
        "help": "the Help menu",
        "undo": "undo and redo",
    }
)
"""Lasting names of the window's controls that a step may point at, in words."""
_CITED = re.compile(r"\s*\[([a-z0-9_]+)\]")


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One step of a tour, or one section of a page.

    Attributes
    ----------
    title
        Its heading.
    patient, student
        Its words at two reading levels; paragraphs are parted by an empty line, and a claim ends with the id of its
        source in square brackets. Without words of their own students read what patients read.
    points_at
        Key of `CONTROLS`, or "".
    shows_result
        Whether the ranking of the example findings is shown beside the words.
    sight
        How the scene looks meanwhile.
    """

    title: str
    patient: str
    student: str = ""
    points_at: str = ""
    shows_result: bool = False
    sight: Sight = Sight()

    def text(self, audience: str) -> str:
        """The words for an audience: plain ones for patients and for whom nobody asked yet."""
        plain = audience in ("patient", "") or not self.student
        return (self.patient if plain else self.student).strip()


class Guide(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A page or a tour.

    Attributes
    ----------
    title
        Its name in the list.
    for_whom
        What one gets from it, in a line.
    steps
        What is read, in order.
    place
        Its place in the list.
    id, kind
        Its file's name, and one of `KINDS`; no file says them.
    """

    title: str
    for_whom: str
    steps: tuple[Step, ...]
    place: int
    id: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Reading:
    """A place in a guide. Like a camera, it is where someone looks and no part of the case.

    Attributes
    ----------
    guide
        What is read.
    at
        Number of the open step, from 0.
    """

    guide: Guide
    at: int = 0

    @property
    def step(self) -> Step:
        """The open step."""
        return self.guide.steps[self.at]

    @property
    def last(self) -> bool:
        """Whether nothing follows."""
        return self.at == len(self.guide.steps) - 1

    @property
    def progress(self) -> str:
        """Where one is, in words."""
        word = "Step" if self.guide.kind == "tour" else "Section"
        return f"{word} {self.at + 1} of {len(self.guide.steps)}"

    def to(self, at: int) -> Reading:
        """Go to a step; before the first and behind the last there is none."""
        return replace(self, at=min(max(at, 0), len(self.guide.steps) - 1))


def cited(text: str) -> tuple[str, ...]:
    """Ids of the sources a text names, each once, in order."""
    return tuple(dict.fromkeys(_CITED.findall(text)))


def uncited(text: str) -> str:
    """A text as it is spoken: without the ids of its sources."""
    return _CITED.sub("", text)


@cache
def guides() -> tuple[Guide, ...]:
    """Every tour, then every page, in the order of the list.

    Raises
    ------
    ValueError
        A file cannot be read; the sentence names file and place.
    """
    found = [_read(path, kind) for folder, kind in KINDS.items() for path in sorted((DATA / folder).glob("*.toml"))]
    return tuple(sorted(found, key=lambda guide: (list(KINDS.values()).index(guide.kind), guide.place)))


def guide_of(guide_id: str) -> Guide:
    """The guide of this id."""
    return next(guide for guide in guides() if guide.id == guide_id)


def _read(path: Path, kind: str) -> Guide:
    try:
        guide = msgspec.toml.decode(path.read_bytes(), type=Guide)
    except ValueError as problem:
        raise ValueError(f"{path}: {problem}") from problem
    return msgspec.structs.replace(guide, id=path.stem, kind=kind)

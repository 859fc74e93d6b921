"""The ranking, version 1: exactly what `rank --json` prints."""

from __future__ import annotations

from typing import Literal

import msgspec

Band = Literal["likely", "possible", "unlikely", "too little to say"]
Effect = Literal["for", "against"]


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of a ranking."""


class RankedRoot(_Part, frozen=True):
    """One root, its chance `p` (0 to 1) and the word for it."""

    root: str
    p: float
    band: Band


class RankedId(_Part, frozen=True):
    """One possibility that is not a root, or one condition, and its chance `p`."""

    id: str
    p: float


class Level(_Part, frozen=True):
    """One disc level and the zone of its canal where the root would be caught."""

    disc: str
    zone: str
    p: float


class Reason(_Part, frozen=True):
    """One finding for or against one root.

    `ratio` says how the finding changed its odds against everything else: above 1 for, below 1 against.
    """

    finding: str
    root: str
    effect: Effect
    ratio: float
    source: str


class NextStep(_Part, frozen=True):
    """One question worth asking and the information (bits) its answer should bring."""

    ask: str
    bits: float
    because: str


class SideRanking(_Part, frozen=True):
    """One side.

    Attributes
    ----------
    roots, not_root
        Everything that is compared, highest first; `p` over both sums to 1.
    set
        The fewest roots that hold at least 80 % of the chance that a root is the cause.
    statement
        What can be said in plain words: about the roots, about what is no root, about maps that disagree.
    levels, conditions
        Where and by what a root would be caught. Chances among everything: each list sums to the chance of a
        root; the deep gluteal syndrome stands among the conditions with its chance from `not_root`.
    why
        Reasons for and against the leading roots. What is no root is explained by reasons against them.
    next
        What to check next, most informative first.
    """

    roots: tuple[RankedRoot, ...]
    not_root: tuple[RankedId, ...]
    set: tuple[str, ...]
    statement: str
    levels: tuple[Level, ...]
    conditions: tuple[RankedId, ...]
    why: tuple[Reason, ...]
    next: tuple[NextStep, ...]


class Sides(_Part, frozen=True):
    """Both sides; None where nothing was said."""

    left: SideRanking | None
    right: SideRanking | None


class WarningSign(_Part, frozen=True):
    """A warning that stands, what to do, and the findings that raised it."""

    id: str
    action: Literal["emergency", "same_day", "urgent", "routine"]
    because: tuple[str, ...]


class Ranking(_Part, frozen=True):
    """The whole answer to one visit of one case."""

    format: Literal["rootatlas-ranking"]
    version: Literal[1]
    map: str
    sides: Sides
    flags: tuple[WarningSign, ...]
    disclaimer: str

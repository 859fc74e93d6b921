"""What tells of a root: muscles, reflexes and tests, asked of the ranking itself. Pure: no Qt, no VTK.

One finding at a time is ranked, once as lost and once as sound; by how much the two answers differ for a root is how
much the finding tells of it. So a card can say nothing that the ranking would not act on.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from dermatomes import Case, Finding, Reason, Reflex, Test, Visit, Weakness, rank, vocabulary

KINDS = ("muscle", "reflex", "test")
SIDE = "left"
"""Both sides are alike: one is asked about."""
TELLS_NOTHING = 1.05
"""A finding whose odds differ less than so many times between any two roots tells no root from another."""


@cache
def signs_of(kind: str, root: str) -> Mapping[str, str]:
    """What is told of a root.

    Parameters
    ----------
    kind
        One of `KINDS`.
    root
        One of the seven roots.

    Returns
    -------
    Ids of the words of that kind, the most telling first, each with the id of the source of its number. A finding
    belongs to every root of which it tells at least half as much, in log odds, as of the one it tells most of.
    """
    telling = {}
    for word in vocabulary().known(kind):
        change, source = _told(kind, word)
        least, most = min(change.values()), max(change.values())
        if most / least > TELLS_NOTHING and change[root] / least >= (most / least) ** 0.5:
            telling[word] = (change[root] / least, source.get(root) or next(iter(source.values()), ""))
    return {word: telling[word][1] for word in sorted(telling, key=lambda word: -telling[word][0])}


@cache
def _told(kind: str, word: str) -> tuple[Mapping[str, float], Mapping[str, str]]:
    """By how much a lost finding against a sound one changes each root, and the sources that are named for it."""
    lost, sound = _pair(kind, word)
    (with_it, why), (without, _) = _ranked(lost), _ranked(sound)
    return {root: with_it[root] / without[root] for root in with_it}, {reason.root: reason.source for reason in why}


def _pair(kind: str, word: str) -> tuple[Finding, Finding]:
    if kind == "muscle":
        return Weakness(SIDE, word, "3"), Weakness(SIDE, word, "5")
    if kind == "reflex":
        return Reflex(SIDE, word, "absent"), Reflex(SIDE, word, "normal")
    return Test(SIDE, word, "positive"), Test(SIDE, word, "negative")


def _ranked(finding: Finding) -> tuple[Mapping[str, float], tuple[Reason, ...]]:
    side = rank(Case(visits=(Visit(findings=(finding,)),))).sides.left
    if side is None:
        raise ValueError(f"{finding} is ranked on no side: expected one on the {SIDE}")
    return {ranked.root: ranked.p for ranked in side.roots}, tuple(side.why)

"""From the ranking to a lesion that would explain it, and in words what a lesion meets. Pure: no Qt, no VTK."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from dermatomes import SIDES, Ranking, SideRanking, band, sources
from meshes import FORMS, LEVELS, Lesion
from viewer.finding_words import begun

DATA = Path(__file__).parent / "data" / "mechanism.toml"
ZONE_FORMS = {
    ("disc_herniation", "central"): "central",
    ("disc_herniation", "paracentral"): "paracentral",
    ("disc_herniation", "foraminal"): "foraminal",
    ("foraminal_or_recess_stenosis", "lateral_recess"): "recess_stenosis",
    ("foraminal_or_recess_stenosis", "foraminal"): "foraminal_stenosis",
    ("central_stenosis", "central"): "central_stenosis",
}
"""Condition and zone of the ranking to the form of the lesion."""
PROPOSED_SEVERITY = 0.7
"""How far a proposed lesion has gone: enough that what is met is touched, not the worst there is."""
PROPOSALS = 3
BOTH_SIDES = ("central", "central_stenosis", "slip")
"""Forms that lie in the middle and meet the roots of both sides."""
SCIATIC = "the sciatic nerve"
EFFECTS = ("pressure", "inflammation", "blood_flow")
"""What a lesion does to the root it meets."""
Meets = Literal["passing", "leaving", "canal", "sciatic"]


class Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is said of one form of a lesion; see the head of `data/mechanism.toml`."""

    name: str
    meets: Meets
    patient: str
    student: str
    source: tuple[str, ...]


class Effect(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is said of one thing a lesion does to the root it meets."""

    name: str
    patient: str
    student: str
    source: tuple[str, ...]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    forms: dict[str, Form]
    effects: dict[str, Effect]


@dataclass(frozen=True)
class Proposal:
    """A lesion that would explain one side, and how likely the ranking holds its place, in a word."""

    lesion: Lesion
    band: str


@cache
def _told() -> _File:
    """Read what is said, once.

    Raises
    ------
    ValueError
        The file lacks a form or an effect, or names a source nobody knows.
    """
    read = msgspec.toml.decode(DATA.read_bytes(), type=_File)
    for rows, wanted in ((read.forms, FORMS), (read.effects, EFFECTS)):
        if set(rows) != set(wanted):
            raise ValueError(f"{DATA}: {sorted(set(rows) ^ set(wanted))} are missing or unknown")
    cited = {name: form.source for name, form in read.forms.items()}
    cited |= {name: effect.source for name, effect in read.effects.items()}
    for name, row in cited.items():
        if unknown := set(row) - set(sources()):
            raise ValueError(f"{DATA}: {name}: unknown source {', '.join(sorted(unknown))}")
    return read


def forms() -> dict[str, Form]:
    """What is said of each form of a lesion, by its id."""
    return _told().forms


def effect_rows() -> dict[str, Effect]:
    """What is said of each effect, by its id of `EFFECTS`."""
    return _told().effects


def say_effect(effect: str, audience: str) -> str:
    """Tell in a sentence what a lesion does to the root, with its sources; nothing for no effect."""
    row = effect_rows().get(effect)
    if row is None:
        return ""
    words = row.patient if audience == "patient" else row.student
    return f"{words} ({'; '.join(sources()[source].citation for source in row.source)})"


def met_roots(lesion: Lesion) -> tuple[str, ...]:
    """Which roots a lesion meets: at L4/L5 the passing root is L5 and the leaving one L4; none in the buttock."""
    upper, _, lower = lesion.level.partition("/")
    below = tuple(level.partition("/")[2] for level in LEVELS[LEVELS.index(lesion.level) :])
    by_meets = {"passing": (lower,), "leaving": (upper,), "canal": below, "sciatic": ()}
    return by_meets[forms()[lesion.form].meets]


def met_parts(lesion: Lesion | None) -> frozenset[str]:
    """Ids of the root parts that a lesion meets, on the sides it lies on; none at severity 0."""
    if lesion is None or not lesion.severity:
        return frozenset()
    sides = SIDES if lesion.form in BOTH_SIDES else (lesion.side,)
    return frozenset(f"root_{root}_{side}" for root in met_roots(lesion) for side in sides)


def met_words(lesion: Lesion) -> str:
    """What a lesion meets, in words."""
    roots = met_roots(lesion)
    if not roots:
        return SCIATIC
    return f"the {roots[0]} root" if len(roots) == 1 else f"the roots {', '.join(roots[:-1])} and {roots[-1]}"


def say(lesion: Lesion, audience: str) -> str:
    """Tell in a sentence or two what a lesion is and what it meets."""
    form = forms()[lesion.form]
    words = form.patient if audience == "patient" else form.student
    names = ", ".join(met_roots(lesion))
    return begun(words.format(disc=lesion.level, side=lesion.side, root=met_words(lesion), name=names))


def proposals(ranking: Ranking) -> tuple[Proposal, ...]:
    """Propose lesions that would explain each side, likeliest first; a place held unlikely is left out."""
    found = []
    for side, ranked in (("left", ranking.sides.left), ("right", ranking.sides.right)):
        if ranked is not None:
            found += _of_side(side, ranked)
    found.sort(key=lambda item: -item[0])
    return tuple(proposal for _, proposal in found)


def _of_side(side: str, ranked: SideRanking) -> list[tuple[float, Proposal]]:
    conditions = {item.id: item.p for item in ranked.conditions}
    found = []
    for level in ranked.levels[:PROPOSALS]:
        fitting = [name for name, zone in ZONE_FORMS if zone == level.zone]
        condition = max(fitting, key=lambda name: conditions.get(name, 0.0))
        if level.disc in LEVELS and band(level.p) != "unlikely":
            lesion = Lesion(level.disc, side, ZONE_FORMS[condition, level.zone], PROPOSED_SEVERITY)
            found.append((level.p, Proposal(lesion, band(level.p))))
    gluteal = conditions.get("deep_gluteal_syndrome", 0.0)
    if band(gluteal) != "unlikely":
        found.append((gluteal, Proposal(Lesion("L4/L5", side, "deep_gluteal", PROPOSED_SEVERITY), band(gluteal))))
    return found

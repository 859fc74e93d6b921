"""Simulated patients: which root, which pain pattern and which signs come from published counts.

Kortelainen 1985 counted, in 393 people operated for an L4-5 or L5-S1 disc, how often pain followed the L5,
the S1, the L4 or no dermatome. A simulated patient gets a root and a pattern from those counts, and then
paints. What is painted for a pattern comes from the three published maps, never from the model's own matrix:

- one to four regions, drawn by their area, of those that at least two maps give to the pattern's root below the
  knee ("none": no region);
- the buttock in 6 of 10 and the back of the thigh in 61 % with L5 and 77 % with S1: both roots hurt there
  (Albert 2010), and so often did a drawing hit the back of its own dermatome at all (Taylor 2013);
- `stray` further regions on average (Poisson), drawn by their area from the whole leg, since most of a drawing lies
  outside the dermatome (Taylor 2013, Albert 2019).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from dermatomes.case import Finding, Pain, Reflex, Weakness
from dermatomes.disagreement import maps_at
from dermatomes.forms import parse_finding
from dermatomes.maps import map_ids
from dermatomes.tables import Mark, Positive, Probability, Row, Text, read_table
from dermatomes.words import vocabulary

DATA = Path(__file__).parent / "data"
STRAY = 0.5
_MOST_REGIONS = 4
_BUTTOCK = "buttock_lower"
_BUTTOCK_CHANCE = 0.6
_BACK_OF_THIGH = ("thigh_posterior_upper", "thigh_posterior_lower")
_BACK_CHANCE = {"L5": 0.61, "S1": 0.77}
_SIDE = "left"
_THIGH = ("thigh", "buttock", "hip", "groin")


class PatternRow(Row, frozen=True):
    """How many patients with trouble of `root` had pain of `pattern`."""

    pattern: Text
    root: Text
    patients: Positive
    source: Text
    mark: Mark


class PublishedSignRow(Row, frozen=True):
    """Published accuracy of one sign, written as it is on the command line, for one root."""

    world: Text
    form: Text
    root: Text
    sensitivity: Probability
    specificity: Probability
    source: Text
    mark: Mark
    reason: Text


@dataclass(frozen=True)
class Patient:
    """One simulated patient: the true root, the regions painted, and all findings."""

    root: str
    regions: tuple[str, ...]
    findings: tuple[Finding, ...]


def patterns() -> list[PatternRow]:
    """Read the counts of Kortelainen 1985."""
    return read_table(DATA / "patterns.csv", PatternRow)


def published_signs(world: str) -> list[PublishedSignRow]:
    """Read the published accuracy of signs of one world (``surgery`` or ``mri``)."""
    return [row for row in read_table(DATA / "published_signs.csv", PublishedSignRow) if row.world == world]


def simulate(
    count: int, seed: int, *, world: str | None = None, stray: float = STRAY, map_id: str = ""
) -> list[Patient]:
    """Simulate patients; the same seed gives the same people.

    Parameters
    ----------
    count
        How many.
    seed
        Seed of the random numbers.
    world
        Whose accuracy of signs to use; None: pain alone.
    stray
        Mean number of regions painted outside the pattern.
    map_id
        Take the regions of a pattern from this map alone instead of from two maps that agree.
    """
    random = np.random.default_rng(seed)
    table = patterns()
    share = np.array([row.patients for row in table])
    drawn = random.choice(len(table), size=count, p=share / share.sum())
    signs = published_signs(world) if world else []
    return [_patient(random, table[k], signs, stray, map_id) for k in drawn]


def _patient(
    random: np.random.Generator, row: PatternRow, signs: Sequence[PublishedSignRow], stray: float, map_id: str
) -> Patient:
    own = _regions_of(map_id).get(row.pattern, ())
    painted = _drawn(random, own, int(random.integers(1, _MOST_REGIONS + 1))) if own else set()
    painted |= {_BUTTOCK} if random.random() < _BUTTOCK_CHANCE else set()
    painted |= set(_BACK_OF_THIGH) if random.random() < _BACK_CHANCE[row.root] else set()
    painted |= _drawn(random, _leg(), int(random.poisson(stray)))
    painted = painted or {_BUTTOCK}
    regions = tuple(sorted(str(region) for region in painted))
    findings: list[Finding] = [Pain(_SIDE, region) for region in regions]
    for sign in signs:
        chance = sign.sensitivity if sign.root == row.root else 1 - sign.specificity
        findings += _found(sign.form, random.random() < chance)
    return Patient(row.root, regions, tuple(findings))


def _drawn(random: np.random.Generator, regions: Sequence[str], count: int) -> set[str]:
    """Draw some regions, each the likelier the larger its skin is."""
    area = np.array([vocabulary().regions[region].area_cm2 for region in regions])
    return set(random.choice(regions, size=min(count, len(regions)), replace=False, p=area / area.sum()).tolist())


def _found(form: str, positive: bool) -> list[Finding]:
    """Give the finding of a tested sign: itself, or its normal counterpart (none for a mark)."""
    finding = parse_finding(*form.split(" ", 1))
    if positive:
        return [finding]
    match finding:
        case Weakness():
            return [Weakness(finding.side, finding.muscle, "5")]
        case Reflex():
            return [Reflex(finding.side, finding.reflex, "normal")]
        case _:
            return []


@cache
def _leg() -> tuple[str, ...]:
    return tuple(region for region, row in vocabulary().regions.items() if row.in_leg)


@cache
def _regions_of(map_id: str) -> Mapping[str, tuple[str, ...]]:
    """Root to the regions below the knee that a map, or at least two maps, give to it."""
    maps = (map_id,) if map_id else map_ids()
    needed = min(2, len(maps))
    below = [region for region in _leg() if not region.startswith(_THIGH)]
    named = {region: maps_at(region).roots for region in below}
    return {
        root: tuple(region for region in below if sum(root in named[region][name] for name in maps) >= needed)
        for root in ("L4", "L5", "S1")
    }

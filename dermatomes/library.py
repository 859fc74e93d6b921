"""All clinical tables of this room as arrays; `dermatomes.knowledge` reads them.

Arrays with an axis of hypotheses are in the order of `HYPOTHESES` (roots L1 .. S2, then what is no root);
those of history in the order of `CAUSE_COLUMNS` (causes of a root's trouble, then what is no root).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dermatomes.hypotheses import Floats, Prior
from dermatomes.tables import CapRow, KeyPointRow, LevelRow, SourceRow, WarningRow
from dermatomes.words import NOT_ROOTS, ROOT_CAUSES, Vocabulary

CAUSE_COLUMNS = (*ROOT_CAUSES, *NOT_ROOTS)
SIGN_BLOCKS = ("weakness", "reflex", "tension", "local")
CAUSE_BLOCKS = ("posture", "history")


@dataclass(frozen=True, eq=False)  # compared and hashed as the one object it is
class PlaceTable:
    """Where a kind of complaint is felt.

    Attributes
    ----------
    places
        Ids of the p places.
    neighbourhoods
        For each place the stroke it is usually painted with.
    chance
        (p, 15) chance of the complaint in a place under each hypothesis, smoothed by the effective number
        of patients n behind each cell (Jeffreys: (p n + 1/2) / (n + 1)), so that a guess cannot claim 1 %.
    shrinkage
        (15,) lambda of each hypothesis, the factor on the log odds.
    sources
        Source of each (place, hypothesis) cell, for the reasons shown.
    """

    places: tuple[str, ...]
    neighbourhoods: tuple[str, ...]
    chance: Floats
    shrinkage: Floats
    sources: Mapping[tuple[str, str], str]

    @cached_property
    def log_odds(self) -> Floats:
        """(p, 15) shrunken natural log odds of `chance`."""
        return np.asarray(self.shrinkage * np.log(self.chance / (1.0 - self.chance)))

    @cached_property
    def log_normalisers(self) -> Floats:
        """(p + 1, 15) log of the elementary symmetric polynomials e_0 .. e_p of the shrunken odds."""
        odds = np.exp(self.log_odds)
        polynomial = np.zeros((len(odds) + 1, odds.shape[1]))
        polynomial[0] = 1.0
        for row in odds:
            polynomial[1:] += row * polynomial[:-1]
        return np.asarray(np.log(polynomial))

    @cached_property
    def rows(self) -> Mapping[str, int]:
        """Place to its row."""
        return {place: row for row, place in enumerate(self.places)}


@dataclass(frozen=True, eq=False)
class Sign:
    """One muscle, reflex, test or thing told.

    Attributes
    ----------
    chance
        (15,) chance that it is there under each hypothesis; (11,) for history, in `CAUSE_COLUMNS`.
    sources
        Source of the number of each hypothesis.
    when
        Finding that must be there too for these chances to hold; blank: always.
    """

    chance: Floats
    sources: Mapping[str, str]
    when: str = ""

    def log_likelihood(self, certainty: float) -> Floats:
        """Give the log likelihood of finding it with a certainty of 0 (surely missing) to 1 (surely there)."""
        return np.asarray(np.log(certainty * self.chance + (1 - certainty) * (1 - self.chance)))


@dataclass(frozen=True, eq=False)
class AgeBand:
    """Ages from `age_from` up to, not including, `age_below`, and what is expected there."""

    name: str
    age_from: int
    age_below: int
    share_if_unknown: float
    prior: Prior


@dataclass(frozen=True, eq=False)
class Knowledge:
    """Every table of this room. See `dermatomes.tables` for the meaning of each row.

    `signs` maps (block, finding) to its readings, those with a condition first; `row_counts` tables to how many
    rows they have; `numbers_of` (source, mark) to how many rows name them.
    """

    vocabulary: Vocabulary
    sources: Mapping[str, SourceRow]
    settings: Mapping[str, float]
    pain: PlaceTable
    numbness: PlaceTable
    signs: Mapping[tuple[str, str], tuple[Sign, ...]]
    caps: tuple[CapRow, ...]
    ages: tuple[AgeBand, ...]
    levels: tuple[LevelRow, ...]
    warnings: tuple[WarningRow, ...]
    key_points: tuple[KeyPointRow, ...]
    row_counts: Mapping[str, int]
    numbers_of: Mapping[tuple[str, str], int]

    def prior(self, age: int | None) -> Prior:
        """What is expected at an age in years; the mixture of all bands when it is unknown."""
        for band in self.ages:
            if age is not None and band.age_from <= age < band.age_below:
                return band.prior
        return self._prior_of_all_ages

    @cached_property
    def _prior_of_all_ages(self) -> Prior:
        shares = np.array([band.share_if_unknown for band in self.ages])
        priors = [band.prior for band in self.ages]
        rooted = shares * [1 - prior.not_root.sum() for prior in priors]
        rooted = rooted / rooted.sum()
        return Prior(
            roots=rooted @ np.array([prior.roots for prior in priors]),
            two_roots=float(rooted @ [prior.two_roots for prior in priors]),
            not_root=shares @ np.array([prior.not_root for prior in priors]),
            causes=rooted @ np.array([prior.causes for prior in priors]),
        )

    @cached_property
    def block_of(self) -> Mapping[str, str]:
        """Finding other than a mark to the block that reads it."""
        return {finding: block for block, finding in self.signs}

    @cached_property
    def conditions(self) -> frozenset[str]:
        """Findings on which the reading of another finding depends."""
        return frozenset(sign.when for signs in self.signs.values() for sign in signs if sign.when)

    def sign(self, block: str, finding: str, found: Collection[str]) -> Sign:
        """Give the reading of a finding that holds when `found` is there."""
        readings = self.signs[block, finding]
        return readings[0] if len(readings) == 1 else next(s for s in readings if not s.when or s.when in found)

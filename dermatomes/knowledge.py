"""All clinical tables of this room, read once, checked against each other, as arrays.

Arrays with a root axis are in the order of `ROOTS` (L1 .. S2).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from dermatomes.errors import KnowledgeError
from dermatomes.tables import (
    DATA,
    AgeBandRow,
    CapRow,
    CellRow,
    KeyPointRow,
    MapRow,
    NumbnessRow,
    PlaceRow,
    PriorRow,
    Row,
    SettingRow,
    SignRow,
    SourceRow,
    WarningRow,
    check_word,
    read_table,
)
from dermatomes.words import ROOTS, Vocabulary, load_vocabulary

Floats = NDArray[np.float64]

ROOT_GROUPS: Mapping[str, tuple[str, ...]] = {
    "any": ROOTS,
    "upper": ("L1", "L2", "L3"),
    "lower": ("L5", "S1", "S2"),
    **{root: (root,) for root in ROOTS},
}
SIGNS_OF_FINDINGS = (
    "saddle_numbness",
    "both_legs_painful_or_numb",
    "both_legs_weak",
    "weakness_grade_3_or_less",
    "any_weakness",
    "severe_pain",
)
SETTINGS = (
    "pain_lambda",
    "numbness_lambda",
    "weakness_lambda",
    "reflex_lambda",
    "tension_lambda",
    "numb_elsewhere",
    "numb_area",
    "numb_peak",
    "numb_n",
    "l5_s1_limit_from_pain",
    "band_likely",
    "band_possible",
    "too_little_bits",
    "set_share",
    "lead_ratio",
    "severe_intensity",
)
_SIGN_WORDS = {"weakness": "muscle", "reflex": "reflex", "tension": "test"}


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
        (p, 7) chance of the complaint in a place if the root is the cause, smoothed by the effective number
        of patients n behind each cell (Jeffreys: (p n + 1/2) / (n + 1)), so that a guess cannot claim 1 %.
    sources
        Source of each (place, root) cell, for the reasons shown.
    """

    places: tuple[str, ...]
    neighbourhoods: tuple[str, ...]
    chance: Floats
    sources: Mapping[tuple[str, str], str]

    @cached_property
    def log_odds(self) -> Floats:
        """(p, 7) natural log odds of `chance`."""
        return np.asarray(np.log(self.chance / (1.0 - self.chance)))


@dataclass(frozen=True, eq=False)
class Sign:
    """One muscle, reflex or test: (7,) log chance that it is there, and that it is not, for each root."""

    present: Floats
    absent: Floats
    sources: Mapping[str, str]


@dataclass(frozen=True, eq=False)
class AgeBand:
    """Ages from `age_from` up to `age_below` years, and the (7,) prior over roots there (sums to 1)."""

    name: str
    age_from: int
    age_below: int
    share_if_unknown: float
    prior: Floats


@dataclass(frozen=True, eq=False)  # compared and hashed as the one object it is
class Knowledge:
    """Every table of this room. See `dermatomes.tables` for the meaning of each row."""

    vocabulary: Vocabulary
    sources: Mapping[str, SourceRow]
    settings: Mapping[str, float]
    pain: PlaceTable
    numbness: PlaceTable
    signs: Mapping[tuple[str, str], Sign]
    caps: tuple[CapRow, ...]
    ages: tuple[AgeBand, ...]
    warnings: tuple[WarningRow, ...]
    key_points: tuple[KeyPointRow, ...]
    row_counts: Mapping[str, int]

    def prior(self, age: int | None) -> Floats:
        """(7,) prior over roots for an age in years; the mixture of all bands when it is unknown."""
        for band in self.ages:
            if age is not None and band.age_from <= age < band.age_below:
                return band.prior
        return np.asarray(sum(band.share_if_unknown * band.prior for band in self.ages))


@cache
def knowledge() -> Knowledge:
    """Read all tables once.

    Raises
    ------
    KnowledgeError
        A table is missing or has a bad row.
    """
    return load_knowledge(DATA)


def load_knowledge(folder: Path) -> Knowledge:
    """Read and check all tables in `folder`.

    Raises
    ------
    KnowledgeError
        A table is missing or has a bad row (names file, line and the nearest known id).
    """
    return _Loader(folder).load()


R = TypeVar("R", bound=Row)


class _Loader:
    """Reads the tables of one folder in an order in which each can be checked against the earlier ones."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.counts: dict[str, int] = {}
        self.vocabulary = load_vocabulary(folder)
        self.sources: dict[str, SourceRow] = {}

    def load(self) -> Knowledge:
        self.sources = {row.source: row for row in self.read("sources.csv", SourceRow)}
        settings = self.settings()
        pain = self.pain()
        self.read("maps.csv", MapRow)
        return Knowledge(
            vocabulary=self.vocabulary,
            sources=self.sources,
            settings=settings,
            pain=pain,
            numbness=self.numbness(settings, pain),
            signs=self.signs(),
            caps=tuple(self.caps()),
            ages=self.ages(),
            warnings=tuple(self.warnings()),
            key_points=tuple(self.read("key_points.csv", KeyPointRow)),
            row_counts=self.counts,
        )

    def read(self, name: str, row_type: type[R]) -> list[R]:
        """Read one table; every row that names a source must name a known one."""
        rows = read_table(self.folder / name, row_type)
        self.counts[name] = len(rows)
        if row_type is not SourceRow and "source" in row_type.__struct_fields__:
            self.check(name, "source", (str(getattr(row, "source", "")) for row in rows), self.sources)
        return rows

    def check(self, name: str, what: str, words: Iterable[str], known: Iterable[str]) -> None:
        choices = tuple(known)
        for line, word in enumerate(words, start=2):
            check_word(self.folder / name, line, what, word, choices)

    def settings(self) -> dict[str, float]:
        rows = self.read("settings.csv", SettingRow)
        self.check("settings.csv", "setting", (row.name for row in rows), SETTINGS)
        settings = {row.name: row.value for row in rows}
        self.complete("settings.csv", settings, len(rows), SETTINGS)
        return settings

    def pain(self) -> PlaceTable:
        places = {row.place: row.neighbourhood for row in self.read("pain_places.csv", PlaceRow)}
        rows = self.read("pain_matrix.csv", CellRow)
        self.check("pain_matrix.csv", "place", (row.place for row in rows), places)
        self.check("pain_matrix.csv", "root", (row.root for row in rows), ROOTS)
        regions = self.vocabulary.regions.values()
        self.check("regions.csv", "pain place", (row.pain_place for row in regions), ("", *places))
        cells = {(row.place, row.root): (row.p, row.n) for row in rows}
        self.complete("pain_matrix.csv", cells, len(rows), [(p, r) for p in places for r in ROOTS])
        sources = {(row.place, row.root): row.source for row in rows}
        return PlaceTable(tuple(places), tuple(places.values()), _chances(tuple(places), cells), sources)

    def numbness(self, settings: Mapping[str, float], pain: PlaceTable) -> PlaceTable:
        """Cells that no row names lie outside the root's area and take the setting for elsewhere."""
        rows = self.read("numbness.csv", NumbnessRow)
        self.check("numbness.csv", "region", (row.region for row in rows), self.vocabulary.regions)
        self.check("numbness.csv", "root", (row.root for row in rows), ROOTS)
        regions = tuple(dict.fromkeys(row.region for row in rows))
        elsewhere = (settings["numb_elsewhere"], settings["numb_n"])
        cells = {(region, root): elsewhere for region in regions for root in ROOTS}
        cells |= {(row.region, row.root): (row.p, row.n) for row in rows}
        sources = {(region, root): "root_atlas_numbness" for region in regions for root in ROOTS}
        sources |= {(row.region, row.root): row.source for row in rows}
        near = dict(zip(pain.places, pain.neighbourhoods, strict=True))
        strokes = tuple(near[self.vocabulary.regions[region].pain_place] for region in regions)
        return PlaceTable(regions, strokes, _chances(regions, cells), sources)

    def signs(self) -> dict[tuple[str, str], Sign]:
        rows = self.read("signs.csv", SignRow)
        self.check("signs.csv", "root", (row.root for row in rows), ROOTS)
        for line, row in enumerate(rows, start=2):
            known = self.vocabulary.known(_SIGN_WORDS.get(row.block, "test"))
            check_word(self.folder / "signs.csv", line, row.block, row.finding, known)
        cells = {((row.block, row.finding), row.root): (row.p, row.n) for row in rows}
        names = tuple(dict.fromkeys((row.block, row.finding) for row in rows))
        self.complete("signs.csv", cells, len(rows), [(name, root) for name in names for root in ROOTS])
        chance = _chances(names, cells)
        sources = {name: {r.root: r.source for r in rows if (r.block, r.finding) == name} for name in names}
        return {name: Sign(np.log(chance[k]), np.log1p(-chance[k]), sources[name]) for k, name in enumerate(names)}

    def caps(self) -> list[CapRow]:
        rows = self.read("caps.csv", CapRow)
        self.check("caps.csv", "root", (row.root_a for row in rows), ROOT_GROUPS)
        self.check("caps.csv", "root", (row.root_b for row in rows), ROOT_GROUPS)
        self.check("caps.csv", "muscle", (row.when for row in rows), ("", *self.vocabulary.known("muscle")))
        return rows

    def ages(self) -> tuple[AgeBand, ...]:
        bands = self.read("age_bands.csv", AgeBandRow)
        rows = self.read("priors.csv", PriorRow)
        self.check("priors.csv", "age band", (row.band for row in rows), [band.band for band in bands])
        self.check("priors.csv", "root", (row.root for row in rows), ROOTS)
        percent = {(row.band, row.root): row.percent for row in rows}
        wanted = [(band.band, root) for band in bands for root in ROOTS]
        self.complete("priors.csv", percent, len(rows), wanted)
        for band in bands:
            total = sum(percent[band.band, root] for root in ROOTS)
            if abs(total - 100) > 0.05:
                raise KnowledgeError(f"priors.csv: the roots of {band.band} sum to {total:g}, expected 100")
        if abs(sum(band.share_if_unknown for band in bands) - 1) > 1e-9:
            raise KnowledgeError("age_bands.csv: share_if_unknown must sum to 1")
        return tuple(
            AgeBand(
                band.band,
                band.age_from,
                band.age_below,
                band.share_if_unknown,
                np.array([percent[band.band, root] for root in ROOTS]) / 100,
            )
            for band in bands
        )

    def warnings(self) -> list[WarningRow]:
        rows = self.read("warning_signs.csv", WarningRow)
        names = self.vocabulary.known
        self.check("warning_signs.csv", "warning", (row.warning for row in rows), names("warning"))
        triggers = [f"flag:{item}" for item in names("flag")]
        triggers += [f"history:{item}" for item in names("history")]
        triggers += [f"sign:{item}" for item in SIGNS_OF_FINDINGS]
        for line, row in enumerate(rows, start=2):
            for trigger in row.all_of.split(";"):
                check_word(self.folder / "warning_signs.csv", line, "trigger", trigger, triggers)
        return rows

    def complete(self, name: str, found: Mapping[K, object], rows: int, wanted: Sequence[K]) -> None:
        missing = [key for key in wanted if key not in found]
        if missing or rows != len(wanted):
            what = f"{missing[0]} is missing" if missing else "a row is there twice"
            raise KnowledgeError(f"{name}: expected {len(wanted)} rows, each once; {what}")


K = TypeVar("K")


def _chances(names: Sequence[K], cells: Mapping[tuple[K, str], tuple[float, float]]) -> Floats:
    """(k, 7) chances, each smoothed by the number of patients it is worth."""
    return np.array([[(p * n + 0.5) / (n + 1) for p, n in (cells[name, root] for root in ROOTS)] for name in names])

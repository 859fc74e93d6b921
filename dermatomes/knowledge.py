"""Reads all clinical tables of this room, once, and checks them against each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

import numpy as np

from dermatomes.errors import KnowledgeError
from dermatomes.hypotheses import Floats, Prior
from dermatomes.library import CAUSE_BLOCKS, CAUSE_COLUMNS, AgeBand, Knowledge, PlaceTable, Sign
from dermatomes.likelihood import CAP_GROUPS
from dermatomes.tables import (
    DATA,
    AgeBandRow,
    BoxRow,
    CapRow,
    CellRow,
    KeyPointRow,
    LevelRow,
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
from dermatomes.warning_signs import SIGNS_OF_FINDINGS
from dermatomes.words import HYPOTHESES, NOT_ROOTS, ROOT_CAUSES, ROOTS, load_vocabulary

SETTINGS = (
    "pain_lambda",
    "numbness_lambda",
    "nerve_numbness_lambda",
    "weakness_lambda",
    "reflex_lambda",
    "tension_lambda",
    "local_lambda",
    "posture_lambda",
    "history_lambda",
    "both_sides_lambda",
    "stroke_power",
    "painted_whole_cm2",
    "numb_elsewhere",
    "numb_area",
    "numb_peak",
    "numb_n",
    "reflex_reduced",
    "weak_4_plus",
    "weak_5_minus",
    "l5_s1_limit_from_pain",
    "band_likely",
    "band_possible",
    "too_little_bits",
    "set_share",
    "lead_ratio",
    "severe_intensity",
    "shown_from",
    "next_shown",
)
NERVES = ("common_fibular_neuropathy", "meralgia_paresthetica")
_ANY_MARK = "any"
BOTH_SIDES = "both_sides"


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
K = TypeVar("K")


class _Loader:
    """Reads the tables of one folder in an order in which each can be checked against the earlier ones."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.counts: dict[str, int] = {}
        self.named: Counter[tuple[str, str]] = Counter()
        self.vocabulary = load_vocabulary(folder)
        self.sources: dict[str, SourceRow] = {}

    def load(self) -> Knowledge:
        self.sources = {row.source: row for row in self.read("sources.csv", SourceRow)}
        settings = self.settings()
        pain = self.pain(settings)
        self.read("maps.csv", MapRow)
        self.boxes()
        signs = self.signs("signs.csv", HYPOTHESES, self.sign_words())
        signs |= self.signs("history.csv", CAUSE_COLUMNS, self.history_words())
        return Knowledge(
            vocabulary=self.vocabulary,
            sources=self.sources,
            settings=settings,
            pain=pain,
            numbness=self.numbness(settings, pain),
            signs=signs,
            caps=tuple(self.caps()),
            ages=self.ages(),
            levels=tuple(self.levels()),
            warnings=tuple(self.warnings()),
            key_points=tuple(self.read("key_points.csv", KeyPointRow)),
            row_counts=self.counts,
            numbers_of=self.named,
        )

    def read(self, name: str, row_type: type[R]) -> list[R]:
        """Read one table; every row that names a source must name a known one."""
        rows = read_table(self.folder / name, row_type)
        self.counts[name] = len(rows)
        if row_type is not SourceRow and "source" in row_type.__struct_fields__:
            named = [str(getattr(row, "source", "")) for row in rows]
            self.check(name, "source", named, self.sources)
            self.named.update((source, getattr(row, "mark", "")) for source, row in zip(named, rows, strict=True))
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

    def boxes(self) -> None:
        rows = self.read("region_boxes.csv", BoxRow)
        self.check("region_boxes.csv", "region", (row.region for row in rows), self.vocabulary.regions)
        if missing := set(self.vocabulary.regions) - {row.region for row in rows}:
            raise KnowledgeError(f"region_boxes.csv: {min(missing)} is missing")

    def pain(self, settings: Mapping[str, float]) -> PlaceTable:
        places = {row.place: row.neighbourhood for row in self.read("pain_places.csv", PlaceRow)}
        rows = self.read("pain_matrix.csv", CellRow)
        self.check("pain_matrix.csv", "place", (row.place for row in rows), places)
        self.check("pain_matrix.csv", "hypothesis", (row.hypothesis for row in rows), HYPOTHESES)
        regions = self.vocabulary.regions.values()
        self.check("regions.csv", "pain place", (row.pain_place for row in regions), ("", *places))
        cells = {(row.place, row.hypothesis): (row.p, row.n) for row in rows}
        self.complete("pain_matrix.csv", cells, len(rows), [(p, h) for p in places for h in HYPOTHESES])
        sources = {(row.place, row.hypothesis): row.source for row in rows}
        shrinkage = np.full(len(HYPOTHESES), settings["pain_lambda"])
        return PlaceTable(tuple(places), tuple(places.values()), _chances(tuple(places), cells), shrinkage, sources)

    def numbness(self, settings: Mapping[str, float], pain: PlaceTable) -> PlaceTable:
        """Cells that no row names lie outside the area and take the setting for elsewhere."""
        rows = self.read("numbness.csv", NumbnessRow)
        self.check("numbness.csv", "region", (row.region for row in rows), self.vocabulary.regions)
        self.check("numbness.csv", "hypothesis", (row.hypothesis for row in rows), HYPOTHESES)
        regions = tuple(dict.fromkeys(row.region for row in rows))
        elsewhere = (settings["numb_elsewhere"], settings["numb_n"])
        cells = {(region, name): elsewhere for region in regions for name in HYPOTHESES}
        named = {(row.region, row.hypothesis): (row.p, row.n) for row in rows}
        self.complete("numbness.csv", named, len(rows), tuple(named))
        cells |= named
        sources = {(region, name): "root_atlas_numbness" for region in regions for name in HYPOTHESES}
        sources |= {(row.region, row.hypothesis): row.source for row in rows}
        near = dict(zip(pain.places, pain.neighbourhoods, strict=True))
        strokes = tuple(near[self.vocabulary.regions[region].pain_place] for region in regions)
        shrinkage = [settings["nerve_numbness_lambda" if h in NERVES else "numbness_lambda"] for h in HYPOTHESES]
        return PlaceTable(regions, strokes, _chances(regions, cells), np.array(shrinkage), sources)

    def sign_words(self) -> dict[str, tuple[str, ...]]:
        known = self.vocabulary.known
        words = {"weakness": known("muscle"), "reflex": known("reflex"), "tension": known("test")}
        return {**words, "local": (*known("test"), *known("history")), "numbness": (_ANY_MARK,)}

    def history_words(self) -> dict[str, tuple[str, ...]]:
        return {**dict.fromkeys(CAUSE_BLOCKS, self.vocabulary.known("history")), BOTH_SIDES: (BOTH_SIDES,)}

    def signs(
        self, name: str, columns: Sequence[str], words: Mapping[str, Sequence[str]]
    ) -> dict[tuple[str, str], tuple[Sign, ...]]:
        """Read signs; each must have one row for every column, and those of one block stand in no other."""
        rows = self.read(name, SignRow)
        self.check(name, "block", (row.block for row in rows), words)
        self.check(name, "hypothesis", (row.hypothesis for row in rows), columns)
        for line, row in enumerate(rows, start=2):
            check_word(self.folder / name, line, row.block, row.finding, words[row.block])
            check_word(self.folder / name, line, row.block, row.when, ("", *words[row.block]))
        keys = tuple(dict.fromkeys((row.block, row.finding, row.when) for row in rows))
        cells = {((row.block, row.finding, row.when), row.hypothesis): (row.p, row.n) for row in rows}
        wanted = [(key, column) for key in keys for column in columns if key[0] != BOTH_SIDES or column in ROOT_CAUSES]
        self.complete(name, cells, len(rows), wanted)
        sources = {key: {} for key in keys}  # type: dict[tuple[str, str, str], dict[str, str]]
        for row in rows:
            sources[row.block, row.finding, row.when][row.hypothesis] = row.source
        found: dict[tuple[str, str], tuple[Sign, ...]] = {}
        for key in sorted(keys, key=lambda key: not key[2]):
            chance = _chances([key], cells, [column for column in columns if (key, column) in cells])[0]
            sign = Sign(chance, sources[key], key[2])
            found[key[:2]] = (*found.get(key[:2], ()), sign)
        return found

    def caps(self) -> list[CapRow]:
        rows = self.read("caps.csv", CapRow)
        self.check("caps.csv", "hypothesis", (row.one for row in rows), CAP_GROUPS)
        self.check("caps.csv", "hypothesis", (row.other for row in rows), CAP_GROUPS)
        self.check("caps.csv", "muscle", (row.when for row in rows), ("", *self.vocabulary.known("muscle")))
        return rows

    def ages(self) -> tuple[AgeBand, ...]:
        bands = self.read("age_bands.csv", AgeBandRow)
        names = [band.band for band in bands]
        roots = self.percents("priors.csv", names, ROOTS, 100)
        causes = self.percents("cause_priors.csv", names, ROOT_CAUSES, 100)
        not_root = self.percents("not_root_priors.csv", names, NOT_ROOTS, None)
        if abs(sum(band.share_if_unknown for band in bands) - 1) > 1e-9:
            raise KnowledgeError("age_bands.csv: share_if_unknown must sum to 1")
        priors = {
            band.band: Prior(roots[band.band], band.two_roots, not_root[band.band], causes[band.band])
            for band in bands
        }
        return tuple(
            AgeBand(band.band, band.age_from, band.age_below, band.share_if_unknown, priors[band.band])
            for band in bands
        )

    def percents(
        self, name: str, bands: Sequence[str], columns: Sequence[str], total: float | None
    ) -> dict[str, Floats]:
        """Read percent rows as shares; those of a band must sum to `total`, or stay below 100 when it is None."""
        rows = self.read(name, PriorRow)
        self.check(name, "age band", (row.band for row in rows), bands)
        self.check(name, "hypothesis", (row.hypothesis for row in rows), columns)
        percent = {(row.band, row.hypothesis): row.percent for row in rows}
        self.complete(name, percent, len(rows), [(band, column) for band in bands for column in columns])
        shares = {}
        for band in bands:
            found = np.array([percent[band, column] for column in columns])
            if total is not None and abs(found.sum() - total) > 0.05:
                raise KnowledgeError(f"{name}: the rows of {band} sum to {found.sum():g}, expected {total:g}")
            if found.sum() > 100.05:
                raise KnowledgeError(f"{name}: the rows of {band} sum to {found.sum():g}, more than 100")
            shares[band] = found / 100
        return shares

    def levels(self) -> list[LevelRow]:
        rows = self.read("levels.csv", LevelRow)
        self.check("levels.csv", "root", (row.root for row in rows), ROOTS)
        self.check("levels.csv", "condition", (row.condition for row in rows), ROOT_CAUSES)
        self.check("levels.csv", "disc", (row.disc for row in rows), self.vocabulary.known("disc"))
        self.check("levels.csv", "zone", (row.zone for row in rows), self.vocabulary.known("zone"))
        total = {(root, condition): 0.0 for root in ROOTS for condition in ROOT_CAUSES}
        for row in rows:
            total[row.root, row.condition] += row.share
        for (root, condition), share in total.items():
            if abs(share - 1) > 1e-9:
                raise KnowledgeError(f"levels.csv: the rows of {root} with {condition} sum to {share:g}, expected 1")
        return rows

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


def _chances(
    names: Sequence[K], cells: Mapping[tuple[K, str], tuple[float, float]], columns: Sequence[str] = HYPOTHESES
) -> Floats:
    """(k, columns) chances, each smoothed by the number of patients it is worth."""
    return np.array([[(p * n + 0.5) / (n + 1) for p, n in (cells[name, c] for c in columns)] for name in names])

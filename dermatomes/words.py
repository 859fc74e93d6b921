"""Every id a case may use, with its name in plain words. The ids never change once released."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dermatomes.errors import KnowledgeError, WordError
from dermatomes.nearest import did_you_mean
from dermatomes.tables import DATA, GroupRow, RegionRow, WordRow, check_word, read_table

ROOTS = ("L1", "L2", "L3", "L4", "L5", "S1", "S2")
NOT_ROOTS = (
    "common_fibular_neuropathy",
    "meralgia_paresthetica",
    "deep_gluteal_syndrome",
    "hip_joint",
    "greater_trochanteric_pain",
    "sacroiliac_joint",
    "vascular_claudication",
    "plantar_heel_pain",
)
HYPOTHESES = (*ROOTS, *NOT_ROOTS)
ROOT_CAUSES = ("disc_herniation", "foraminal_or_recess_stenosis", "central_stenosis")
SIDES = ("left", "right")
MARK_SIDES = ("left", "right", "midline")
SEGMENTS = ("trunk", "hip", "thigh", "leg", "foot", "toe1", "toe2", "toe3", "toe4", "toe5")


@dataclass(frozen=True)
class Vocabulary:
    """All word lists.

    Attributes
    ----------
    regions
        Region id to its row, in the order of the chart (49 of them).
    groups
        Group id to the ids of its member regions.
    group_names
        Group id to its name in plain words.
    words
        Kind of word (``muscle``, ``reflex``, ``flag`` ...) to id to name in plain words.
    """

    regions: Mapping[str, RegionRow]
    groups: Mapping[str, tuple[str, ...]]
    group_names: Mapping[str, str]
    words: Mapping[str, Mapping[str, str]]

    def members(self, region_or_group: str) -> tuple[str, ...]:
        """Give the regions that a region or a group stands for."""
        return self.groups.get(region_or_group, (region_or_group,))

    def place_name(self, region_or_group: str) -> str:
        """Give the plain-words name of a region or a group."""
        name = self.group_names.get(region_or_group)
        return name if name is not None else self.regions[region_or_group].name

    def known(self, kind: str) -> tuple[str, ...]:
        """Give all ids of one kind; ``region`` holds the groups too."""
        if kind == "region":
            return (*self.regions, *self.groups)
        return tuple(self.words[kind])

    def check(self, kind: str, word: str, field: str) -> None:
        """Refuse a word that is in no list.

        Raises
        ------
        WordError
            With the nearest known id and the name of the field.
        """
        known = self.known(kind)
        if word not in known:
            spoken = kind.replace("_", " ")
            raise WordError(f'unknown {spoken} "{word}"{did_you_mean(word, known)}', field)


@cache
def vocabulary() -> Vocabulary:
    """Read the word lists once.

    Raises
    ------
    KnowledgeError
        A word list is missing or has a bad row.
    """
    return load_vocabulary(DATA)


def load_vocabulary(folder: Path) -> Vocabulary:
    """Read and check the word lists in `folder`.

    Raises
    ------
    KnowledgeError
        A word list is missing or has a bad row.
    """
    regions = {row.region: row for row in read_table(folder / "regions.csv", RegionRow)}
    words: dict[str, dict[str, str]] = {}
    for line, row in enumerate(read_table(folder / "words.csv", WordRow), start=2):
        if row.id in words.setdefault(row.kind, {}):
            raise KnowledgeError(f'words.csv, line {line}: "{row.id}" is there twice')
        words[row.kind][row.id] = row.name
    groups, names = _read_groups(folder / "region_groups.csv", regions)
    return Vocabulary(regions, groups, names, words)


def _read_groups(path: Path, regions: Mapping[str, RegionRow]) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    groups: dict[str, tuple[str, ...]] = {}
    names: dict[str, str] = {}
    for line, row in enumerate(read_table(path, GroupRow), start=2):
        check_word(path, line, "region", row.member, regions)
        groups[row.group] = (*groups.get(row.group, ()), row.member)
        names[row.group] = row.name
    return groups, names

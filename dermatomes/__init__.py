"""What a finding on the skin means: cases, maps, knowledge and the ranking of roots.

This is the front door; nobody enters by an inner file. Importing reads nothing: the tables are read, once,
by the first call that needs them (`vocabulary` gives the word lists, `sources` the publications).
"""

from __future__ import annotations

from collections.abc import Mapping

from dermatomes.case import (
    GRADES,
    SPOKEN_KINDS,
    Case,
    Finding,
    Flag,
    History,
    Mark,
    Numbness,
    Pain,
    Person,
    Reflex,
    Spot,
    Test,
    Tingling,
    Visit,
    Weakness,
    finding_label,
    kind_of,
)
from dermatomes.casefile import case_from_json, case_to_json, read_case, with_findings, write_case
from dermatomes.disagreement import Disagreement, PlaceMaps, compared, disagreement, maps_at
from dermatomes.errors import (
    CaseError,
    DermatomeError,
    FindingError,
    KnowledgeError,
    MapError,
    WordError,
)
from dermatomes.facts import levels_of, pain_chances, warning_rules
from dermatomes.felt import FeltPain, pain_felt
from dermatomes.forms import OPTION_KINDS, parse_finding, typed_mark
from dermatomes.knowledge import knowledge
from dermatomes.maps import ALL_ROOTS, DermatomeMap, load_map, map_ids
from dermatomes.nearest import nearest_id
from dermatomes.ranking import band, rank, ranking_json
from dermatomes.result import (
    Level,
    NextStep,
    RankedId,
    RankedRoot,
    Ranking,
    Reason,
    SideRanking,
    Sides,
    WarningSign,
)
from dermatomes.tables import KeyPointRow as KeyPoint
from dermatomes.tables import LevelRow as LevelShare
from dermatomes.tables import SourceRow as Source
from dermatomes.tables import WarningRow as WarningRule
from dermatomes.whole import write_whole
from dermatomes.words import MARK_SIDES, NOT_ROOTS, ROOTS, SEGMENTS, SIDES, Vocabulary, vocabulary

__all__ = [
    "ALL_ROOTS",
    "GRADES",
    "MARK_SIDES",
    "NOT_ROOTS",
    "OPTION_KINDS",
    "ROOTS",
    "SEGMENTS",
    "SIDES",
    "SPOKEN_KINDS",
    "Case",
    "CaseError",
    "DermatomeError",
    "DermatomeMap",
    "Disagreement",
    "FeltPain",
    "Finding",
    "FindingError",
    "Flag",
    "History",
    "KeyPoint",
    "KnowledgeError",
    "Level",
    "LevelShare",
    "MapError",
    "Mark",
    "NextStep",
    "Numbness",
    "Pain",
    "Person",
    "PlaceMaps",
    "RankedId",
    "RankedRoot",
    "Ranking",
    "Reason",
    "Reflex",
    "SideRanking",
    "Sides",
    "Source",
    "Spot",
    "Test",
    "Tingling",
    "Visit",
    "Vocabulary",
    "WarningRule",
    "WarningSign",
    "Weakness",
    "WordError",
    "band",
    "case_from_json",
    "case_to_json",
    "compared",
    "disagreement",
    "finding_label",
    "key_points",
    "kind_of",
    "levels_of",
    "load_map",
    "map_ids",
    "maps_at",
    "nearest_id",
    "numbers_of_sources",
    "pain_chances",
    "pain_felt",
    "parse_finding",
    "rank",
    "ranking_json",
    "read_case",
    "sources",
    "typed_mark",
    "vocabulary",
    "warning_rules",
    "with_findings",
    "write_case",
    "write_whole",
]


def key_points() -> tuple[KeyPoint, ...]:
    """Give the ISNCSCI key sensory points T12 to S4-5 in chart coordinates (t without unit, theta in degrees).

    Raises
    ------
    KnowledgeError
        A table of this room is bad.
    """
    return knowledge().key_points


def sources() -> Mapping[str, Source]:
    """Give every publication, and every reasoned choice of ours, by the id that numbers name it with.

    Raises
    ------
    KnowledgeError
        A table of this room is bad.
    """
    return knowledge().sources


def numbers_of_sources() -> Mapping[str, tuple[int, int]]:
    """Give, for each source, how many rows of the tables are taken from it and how many we derived from it.

    Raises
    ------
    KnowledgeError
        A table of this room is bad.
    """
    found = knowledge().numbers_of

    def count(source: str, *marks: str) -> int:
        return sum(found.get((source, mark), 0) for mark in marks)

    return {source: (count(source, "verified", "memory"), count(source, "derived")) for source in knowledge().sources}

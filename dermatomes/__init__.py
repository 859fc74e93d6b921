"""What a finding on the skin means: cases, maps, knowledge and the ranking of roots.

This is the front door; nobody enters by an inner file. Importing reads nothing: the tables are read, once,
by the first call that needs them. ``REGION_NAMES``, ``REGION_GROUPS``, ``GROUP_NAMES``, ``WORDS`` and
``SOURCES`` are such tables too and are read when they are first asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

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
from dermatomes.casefile import case_from_json, case_to_json, read_case, write_case
from dermatomes.errors import (
    CaseError,
    DermatomeError,
    FindingError,
    KnowledgeError,
    MapError,
    WordError,
)
from dermatomes.forms import OPTION_KINDS, parse_finding
from dermatomes.knowledge import knowledge
from dermatomes.maps import ALL_ROOTS, DermatomeMap, load_map
from dermatomes.nearest import nearest_id
from dermatomes.ranking import rank, ranking_json
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
from dermatomes.tables import SourceRow as Source
from dermatomes.words import MARK_SIDES, ROOTS, SEGMENTS, SIDES, vocabulary

if TYPE_CHECKING:
    REGION_NAMES: Mapping[str, str]
    REGION_GROUPS: Mapping[str, tuple[str, ...]]
    GROUP_NAMES: Mapping[str, str]
    WORDS: Mapping[str, Mapping[str, str]]
    SOURCES: Mapping[str, Source]

__all__ = [
    "ALL_ROOTS",
    "GRADES",
    "GROUP_NAMES",
    "MARK_SIDES",
    "OPTION_KINDS",
    "REGION_GROUPS",
    "REGION_NAMES",
    "ROOTS",
    "SEGMENTS",
    "SIDES",
    "SOURCES",
    "SPOKEN_KINDS",
    "WORDS",
    "Case",
    "CaseError",
    "DermatomeError",
    "DermatomeMap",
    "Finding",
    "FindingError",
    "Flag",
    "History",
    "KeyPoint",
    "KnowledgeError",
    "Level",
    "MapError",
    "Mark",
    "NextStep",
    "Numbness",
    "Pain",
    "Person",
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
    "WarningSign",
    "Weakness",
    "WordError",
    "case_from_json",
    "case_to_json",
    "finding_label",
    "key_points",
    "kind_of",
    "load_map",
    "nearest_id",
    "parse_finding",
    "rank",
    "ranking_json",
    "read_case",
    "write_case",
]


def key_points() -> tuple[KeyPoint, ...]:
    """Give the ISNCSCI key sensory points T12 to S4-5 in chart coordinates (t without unit, theta in degrees).

    Raises
    ------
    KnowledgeError
        A table of this room is bad.
    """
    return knowledge().key_points


def __getattr__(name: str) -> object:
    if name == "REGION_NAMES":
        return {region: row.name for region, row in vocabulary().regions.items()}
    if name == "REGION_GROUPS":
        return vocabulary().groups
    if name == "GROUP_NAMES":
        return vocabulary().group_names
    if name == "WORDS":
        return vocabulary().words
    if name == "SOURCES":
        return knowledge().sources
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

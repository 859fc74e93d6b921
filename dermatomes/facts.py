"""Single facts of the tables, for those who teach them; the ranking weighs them all together."""

from __future__ import annotations

from collections.abc import Mapping

from dermatomes.knowledge import knowledge
from dermatomes.tables import LevelRow, WarningRow
from dermatomes.words import HYPOTHESES


def levels_of(root: str, condition: str) -> tuple[LevelRow, ...]:
    """Give the discs and zones at which a root is caught under a condition, the commonest first.

    Raises
    ------
    KnowledgeError
        A table of this room is bad.
    """
    rows = [row for row in knowledge().levels if (row.root, row.condition) == (root, condition)]
    return tuple(sorted(rows, key=lambda row: -row.share))


def warning_rules() -> tuple[WarningRow, ...]:
    """Give every rule that raises a warning sign.

    Raises
    ------
    KnowledgeError
        A table of this room is bad.
    """
    return knowledge().warnings


def pain_chances(root: str) -> Mapping[str, float]:
    """Give the chance (0 to 1) of pain in each region of the skin if a root alone is the cause.

    Regions where pain says nothing about the root are left out.

    Raises
    ------
    KnowledgeError
        A table of this room is bad.
    """
    pain, column = knowledge().pain, HYPOTHESES.index(root)
    places = {region: row.pain_place for region, row in knowledge().vocabulary.regions.items() if row.pain_place}
    return {region: float(pain.chance[pain.rows[place], column]) for region, place in places.items()}

"""Where the pain of a root is felt: the rows of the pain matrix for one place, as they stand in the table."""

from __future__ import annotations

from dataclasses import dataclass

from dermatomes.knowledge import knowledge
from dermatomes.tables import DATA, CellRow, read_table
from dermatomes.words import ROOTS, vocabulary


@dataclass(frozen=True)
class FeltPain:
    """How often one root's pain is felt in a place.

    Attributes
    ----------
    root
        One of the seven roots.
    share
        Share (0 to 1) of people with that root in trouble who feel it there, before any smoothing.
    source
        Id of the source of the number.
    """

    root: str
    share: float
    source: str


def pain_felt(place: str) -> tuple[FeltPain, ...]:
    """Tell which roots' pain is felt in a region or a group, the most frequent first.

    Parameters
    ----------
    place
        Id of a region or group.

    Returns
    -------
    All seven roots; none where pain says nothing about the root, such as on the belly.

    Raises
    ------
    KnowledgeError
        A table of this room is bad.
    """
    knowledge()  # the tables are checked as one before any row is quoted
    words = vocabulary()
    places = {words.regions[region].pain_place for region in words.members(place)} - {""}
    rows = [row for row in read_table(DATA / "pain_matrix.csv", CellRow) if row.place in places]
    best = [max((row for row in rows if row.hypothesis == root), key=lambda row: row.p) for root in ROOTS if rows]
    return tuple(FeltPain(row.hypothesis, row.p, row.source) for row in sorted(best, key=lambda row: -row.p))

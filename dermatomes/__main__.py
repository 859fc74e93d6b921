"""``python -m dermatomes``: check every table of this room and print it. Exit 0 or 1."""

from __future__ import annotations

import sys

from dermatomes.errors import DermatomeError
from dermatomes.knowledge import knowledge
from dermatomes.library import Knowledge
from dermatomes.listing import listing
from dermatomes.maps import load_map, map_ids


def main() -> int:
    """Check all tables; print them and a summary, or the first fault found.

    Returns
    -------
    int
        0 when every row is good, 1 otherwise.
    """
    try:
        tables = knowledge()
        maps = [load_map(map_id) for map_id in map_ids()]
    except DermatomeError as problem:
        print(problem, file=sys.stderr)
        return 1
    print("\n".join([*listing(tables), *_summary(tables)]))
    for drawn in maps:
        print(f"map {drawn.id}: {len(drawn.patches)} patches, {drawn.title}")
    return 0


def _summary(tables: Knowledge) -> list[str]:
    lines = [f"{name:<22}{count:>5} rows" for name, count in sorted(tables.row_counts.items())]
    words = tables.vocabulary
    counts = f"{len(words.regions)} regions, {len(words.groups)} groups, "
    counts += f"{sum(map(len, words.words.values()))} other ids"
    marks = [row.mark for row in tables.sources.values()]
    read = ", ".join(f"{marks.count(mark)} {mark}" for mark in ("verified", "memory", "derived"))
    return [*lines, counts, f"{len(marks)} sources: {read}", "every row is good"]


if __name__ == "__main__":
    sys.exit(main())

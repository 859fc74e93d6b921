"""``python -m viewer.guides``: check every page and tour and print how hard each is to read. Exit 0 or 1."""

from __future__ import annotations

import sys

from viewer.guides.check import HARDEST_GRADE, grade, problems
from viewer.guides.guide import guides


def main() -> int:
    """Print a line for each guide, or everything that is wrong."""
    try:
        found = guides()
    except ValueError as problem:
        print(problem, file=sys.stderr)
        return 1
    wrong = [sentence for guide in found for sentence in problems(guide)]
    for guide in found:
        print(f"{guide.kind:5} {guide.id:32}{len(guide.steps):3} steps   Flesch-Kincaid grade {grade(guide):4.1f}")
    for sentence in wrong:
        print(sentence, file=sys.stderr)
    if not wrong:
        print(f"{len(found)} guides: every id is known; nothing patients read is harder than grade {HARDEST_GRADE:.0f}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

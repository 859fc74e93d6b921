"""``python -m viewer.quiz``: make every question of every map and say what is wrong. Exit 0 or 1."""

from __future__ import annotations

import sys
from collections import Counter

from dermatomes import map_ids
from viewer.quiz.bank import question_ids
from viewer.quiz.check import problems
from viewer.quiz.deck import kind_of_id


def main() -> int:
    """Print how many questions of each kind there are, or everything that is wrong."""
    try:
        wrong = list(problems())
    except ValueError as problem:
        wrong = [str(problem)]
    for sentence in wrong:
        print(sentence, file=sys.stderr)
    if wrong:
        return 1
    for map_id in map_ids():
        counted = Counter(map(kind_of_id, question_ids(map_id)))
        print(f"{map_id:22}{sum(counted.values()):4} questions  {', '.join(f'{n} {k}' for k, n in counted.items())}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

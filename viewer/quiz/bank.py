"""Every question there is, by id. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from types import MappingProxyType

from dermatomes import ROOTS, maps_at, vocabulary
from viewer.quiz import makers
from viewer.quiz.cases import case
from viewer.quiz.data import facts, hand_cases, nerves
from viewer.quiz.deck import kind_of_id
from viewer.quiz.question import Question

Maker = Callable[[str, str, Random], Question]
MAKERS: Mapping[str, Maker] = MappingProxyType(
    {
        "point": makers.point,
        "skin": makers.skin,
        "root": makers.root,
        "nerve": makers.nerve,
        "disc": makers.disc,
        "moves": makers.moves,
        "warning": makers.warning,
        "case": case,
        "fact": makers.fact,
    }
)
KINDS = tuple(MAKERS)
MOST_NAMED = 2
"""A region for which a map names more roots than this is not asked about."""


def question_ids(map_id: str) -> tuple[str, ...]:
    """Ids of all questions that can be asked under a map."""
    behind = {
        "point": [root for root in ROOTS if makers.regions_of(root, map_id)],
        "skin": [region for region in vocabulary().regions if _asked(region, map_id)],
        "root": ROOTS,
        "nerve": nerves(),
        "disc": [f"{root}:{zone}" for root in ROOTS for zone in makers.zones_of(root)],
        "moves": ROOTS,
        "warning": makers.emergencies(),
        "case": [*ROOTS, *hand_cases()],
        "fact": facts(),
    }
    return tuple(f"{kind}:{what}" for kind in KINDS for what in behind[kind])


def question(question_id: str, map_id: str, seed: int) -> Question:
    """Make a question.

    Parameters
    ----------
    question_id
        One of `question_ids`.
    map_id
        The map that decides what is right on the skin.
    seed
        Chooses wrong answers, their order and the findings of a drawn case: the same for the same seed.
    """
    kind = kind_of_id(question_id)
    return MAKERS[kind](question_id.partition(":")[2], map_id, Random(f"{seed} {question_id}"))


def _asked(region: str, map_id: str) -> bool:
    named = maps_at(region).roots[map_id]
    return 0 < len(named) <= MOST_NAMED and all(root in ROOTS for root in named)

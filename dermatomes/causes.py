"""From the ranked roots to what may trouble them: the condition, the disc and the zone of the canal.

All chances are chances among everything, as those of the roots: the three conditions of a root sum to the
chance that a root is the cause, and so do the levels. The deep gluteal syndrome stands among the conditions
with the chance it has among what is no root, and only while no muscle is weak and no reflex is lost.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from dermatomes.evidence import SideEvidence
from dermatomes.hypotheses import N_ROOTS, Floats
from dermatomes.library import Knowledge
from dermatomes.result import Level, RankedId
from dermatomes.words import HYPOTHESES, ROOT_CAUSES, ROOTS

_DEEP_GLUTEAL = "deep_gluteal_syndrome"


def conditions(evidence: SideEvidence) -> tuple[RankedId, ...]:
    """Rank the conditions, likeliest first."""
    rooted = float(evidence.posterior[:N_ROOTS].sum())
    found = [RankedId(name, rooted * float(p)) for name, p in zip(ROOT_CAUSES, evidence.causes, strict=True)]
    if not evidence.abnormal:
        found.append(RankedId(_DEEP_GLUTEAL, float(evidence.posterior[HYPOTHESES.index(_DEEP_GLUTEAL)])))
    return tuple(sorted(found, key=lambda condition: -condition.p))


def levels(evidence: SideEvidence) -> tuple[Level, ...]:
    """Rank disc levels and zones, likeliest first, down to the setting `shown_from`."""
    places, shares = _places(evidence.knowledge)
    chance = evidence.causes @ (evidence.posterior[:N_ROOTS] @ shares)
    found = [Level(disc, zone, float(p)) for (disc, zone), p in zip(places, chance, strict=True)]
    shown = [level for level in found if level.p >= evidence.knowledge.settings["shown_from"]]
    return tuple(sorted(shown, key=lambda level: -level.p))


@cache
def _places(knowledge: Knowledge) -> tuple[tuple[tuple[str, str], ...], Floats]:
    """Every (disc, zone), and (3, 7, p) the share of each for a root under a cause."""
    places = tuple(dict.fromkeys((row.disc, row.zone) for row in knowledge.levels))
    shares = np.zeros((len(ROOT_CAUSES), len(ROOTS), len(places)))
    for row in knowledge.levels:
        key = ROOT_CAUSES.index(row.condition), ROOTS.index(row.root), places.index((row.disc, row.zone))
        shares[key] += row.share
    return places, shares

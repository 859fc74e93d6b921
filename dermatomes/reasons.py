"""Why a root stands where it stands: one line per finding and leading root, for or against.

The ratio of a finding for a root says by how much it changed the odds of that root against everything else,
the other roots and what is no root, these taken together as their average in log odds weighted by the prior.
So a finding that speaks for something that is no root (a Tinel sign at the outer knee) stands here as a
reason against the leading roots. The ratio is built so that it adds up:

- the vector of a block is the sum of the shares of its findings. A share is what the block loses when the
  finding is left out, plus an equal part of what nobody's leaving out explains (two findings that say the
  same thing, or a cap that cuts, leave such a rest);
- so for each root the product of the ratios of all findings is the whole change of its odds against that
  average. Findings whose ratio is 1 (within a thousandth) are not listed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from dermatomes.evidence import Reading, SideEvidence
from dermatomes.hypotheses import Floats
from dermatomes.library import CAUSE_BLOCKS
from dermatomes.result import Effect, Reason
from dermatomes.words import HYPOTHESES, NOT_ROOTS, ROOT_CAUSES, ROOTS

_NOTHING = 1e-3


def reasons(evidence: SideEvidence, leading: tuple[str, ...]) -> tuple[Reason, ...]:
    """Explain the leading roots, strongest reason first.

    Parameters
    ----------
    evidence
        One side.
    leading
        Ids of the roots to explain.
    """
    found = []
    for block, readings in evidence.blocks.items():
        shares = _shares(evidence, block)
        there = [reading[0] for reading in readings.values() if isinstance(reading, tuple) and reading[1] > 0]
        for root in leading:
            changes = _against_others(shares, evidence.prior.all, ROOTS.index(root)).tolist()
            for label, share, change in zip(readings, shares, changes, strict=True):
                if abs(change) > _NOTHING:
                    source = _source(evidence, block, readings[label], there, root, share)
                    effect: Effect = "for" if change > 0 else "against"
                    found.append(Reason(label, root, effect, math.exp(change), source))
    return tuple(sorted(found, key=lambda r: (-round(abs(math.log(r.ratio)), 9), r.finding, ROOTS.index(r.root))))


def _shares(evidence: SideEvidence, block: str) -> Floats:
    """(m, 15) the vector of a block split among its m findings; the shares sum to it."""
    whole, left = evidence.without[block][0], evidence.without[block][1:]
    lost = whole - left
    return np.asarray(lost + (whole - lost.sum(axis=0)) / len(lost))


def _against_others(shares: Floats, prior: Floats, root: int) -> Floats:
    others = prior.copy()
    others[root] = 0
    return np.asarray(shares[:, root] - shares @ others / others.sum())


def _source(
    evidence: SideEvidence, block: str, reading: Reading, there: Sequence[str], root: str, share: Floats
) -> str:
    """Name the source of the table cell that speaks most clearly about this root."""
    if not isinstance(reading, tuple):
        table = evidence.knowledge.pain if block == "pain" else evidence.knowledge.numbness
        column = HYPOTHESES.index(root)
        clearest = max(sorted(reading), key=lambda place: table.chance[table.rows[place], column])
        return table.sources[clearest, root]
    sources = evidence.knowledge.sign(block, reading[0], there).sources
    if block in CAUSE_BLOCKS:
        return sources[ROOT_CAUSES[int(np.argmax(evidence.causes))]]
    if np.ptp(share[: len(ROOTS)]) < _NOTHING:  # all roots alike: what is no root speaks
        furthest = int(np.argmax(np.abs(share[len(ROOTS) :] - share[0])))
        return sources[NOT_ROOTS[furthest]]
    return sources[root]

"""What one block of findings says about the roots: one log likelihood (7,), shrunken and capped.

Pain, and numbness with tingling
    The likelihood is that of WHERE the k painted places lie, given that k places are painted: with the odds
    o of each place under a root, P(S | k, root) = prod(o of S) / e_k(o of all places), e_k being the k-th
    elementary symmetric polynomial. Fixing k takes out each patient's own spread (some paint the whole leg)
    and the root's mean, which is what evidence section 3.3 asks for; unpainted places count only as the places
    the k marks might have been in. Log odds are first multiplied by lambda (0.5-0.6 for pain): this is the
    shrinkage toward the root's mean. Places of one neighbourhood are painted in one stroke, so the whole is
    multiplied by (neighbourhoods painted) / (places painted): a stroke counts as its average place, once.

Weakness, reflexes, tension tests
    Sum over the tested signs of lambda times the log chance of what was found.

Caps
    No block may change the odds of two roots by more than their cap (`caps.csv`). A vector v that goes
    further is replaced by the mean of the largest vector below it and the smallest vector above it that keep
    all caps; one that keeps them is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np

from dermatomes.knowledge import ROOT_GROUPS, Floats, Knowledge, PlaceTable
from dermatomes.tables import CapRow
from dermatomes.words import ROOTS

_L5, _S1 = ROOTS.index("L5"), ROOTS.index("S1")


def log_likelihood_of_places(table: PlaceTable, painted: Iterable[str], shrinkage: float) -> Floats:
    """(7,) log likelihood of the painted places, given how many there are.

    Parameters
    ----------
    table
        Chances of the places.
    painted
        Ids of painted places; those that the table does not hold say nothing.
    shrinkage
        Lambda, the factor on the log odds.
    """
    rows = sorted({table.places.index(place) for place in painted if place in table.places})
    if not rows:
        return np.zeros(len(ROOTS))
    strokes = len({table.neighbourhoods[row] for row in rows})
    chosen = shrinkage * table.log_odds[rows].sum(axis=0) - _log_normalisers(table, shrinkage)[len(rows)]
    return np.asarray(chosen * strokes / len(rows))


@cache
def _log_normalisers(table: PlaceTable, shrinkage: float) -> Floats:
    """(p + 1, 7) log of the elementary symmetric polynomials e_0 .. e_p of the shrunken odds."""
    odds = np.exp(shrinkage * table.log_odds)
    polynomial = np.zeros((len(odds) + 1, len(ROOTS)))
    polynomial[0] = 1.0
    for row in odds:
        polynomial[1:] += row * polynomial[:-1]
    return np.asarray(np.log(polynomial))


def log_likelihood_of_signs(
    knowledge: Knowledge, block: str, readings: Iterable[tuple[str, bool]], shrinkage: float
) -> Floats:
    """(7,) log likelihood of tested signs, each found (True) or found missing (False).

    A sign read both ways contradicts itself and says nothing; one that no table knows says nothing either.
    """
    found = set(readings)
    total = np.zeros(len(ROOTS))
    for name, present in sorted(found):
        sign = knowledge.signs.get((block, name))
        if sign is not None and (name, not present) not in found:
            total += shrinkage * (sign.present if present else sign.absent)
    return total


def cap_matrix(knowledge: Knowledge, block: str, findings: Iterable[str]) -> Floats:
    """(7, 7) largest log ratio a over b that one block may give; later rows of the table overrule earlier."""
    return _cap_matrix(knowledge.caps, block, frozenset(findings) & _conditions(knowledge.caps))


def limit_l5_s1(caps: Floats, prior: Floats, share: float) -> Floats:
    """Tighten the caps so that prior and block together keep L5 and S1 each within `share` of the two."""
    limit = np.log(share / (1.0 - share))
    lean = float(np.log(prior[_L5] / prior[_S1]))
    tighter = caps.copy()
    tighter[_L5, _S1] = max(0.0, min(caps[_L5, _S1], limit - lean))
    tighter[_S1, _L5] = max(0.0, min(caps[_S1, _L5], limit + lean))
    return _closed(tighter)


def capped(vector: Floats, caps: Floats) -> Floats:
    """Bring a (7,) log likelihood within the (7, 7) caps; caps must obey the triangle inequality."""
    below = (vector[None, :] + caps).min(axis=1)
    above = (vector[None, :] - caps.T).max(axis=1)
    return np.asarray((below + above) / 2.0)


def _conditions(rows: Sequence[CapRow]) -> frozenset[str]:
    return frozenset(row.when for row in rows)


@cache
def _cap_matrix(rows: tuple[CapRow, ...], block: str, findings: frozenset[str]) -> Floats:
    caps = np.full((len(ROOTS), len(ROOTS)), np.inf)
    for row in rows:
        if row.block == block and (not row.when or row.when in findings):
            for a in ROOT_GROUPS[row.root_a]:
                for b in ROOT_GROUPS[row.root_b]:
                    pair = ROOTS.index(a), ROOTS.index(b)
                    caps[pair] = caps[pair[::-1]] = np.log(row.cap)
    np.fill_diagonal(caps, 0.0)
    return _closed(caps)


def _closed(caps: Floats) -> Floats:
    """Two steps may not be shorter than one: a cap is never larger than a way through other roots."""
    closed = caps.copy()
    for k in range(len(ROOTS)):
        closed = np.minimum(closed, closed[:, [k]] + closed[[k], :])
    return closed

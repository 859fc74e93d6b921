"""What one block of findings says: one log likelihood for each hypothesis, shrunken and capped.

Pain, and numbness with tingling
    The likelihood is that of WHERE the k painted places lie, given that k places are painted: with the odds
    o of each place under a hypothesis, P(S | k) = prod(o of S) / e_k(o of all places), e_k being the k-th
    elementary symmetric polynomial. Fixing k takes out each patient's own spread (some paint the whole leg)
    and the hypothesis's mean, which is what evidence section 3.3 asks for; unpainted places count only as the
    places the k marks might have been in. Log odds are first multiplied by lambda (0.5-0.6 for pain): this
    is the shrinkage toward the mean. A place painted in part counts in proportion to the fullest one.
    Places of one neighbourhood are painted in one stroke: a stroke counts as its average place, once.
    Strokes are correlated too: n of them count as n ** stroke_power.

Weakness, reflexes, tension tests, local signs, history
    Sum over the answered signs of lambda times the log chance of what was found.

Caps
    No block may change the odds of two roots by more than their cap (`caps.csv`). Where one goes further the
    commonest root keeps its value and each rarer one moves as little as its caps ask for. Then each
    possibility that is no root is held within its cap against all roots together (their mean likelihood
    weighted by the prior). So what is no root can never change which root is meant.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cache

import numpy as np

from dermatomes.hypotheses import N_ROOTS, Floats
from dermatomes.library import CAUSE_BLOCKS, Knowledge, PlaceTable, Sign
from dermatomes.words import HYPOTHESES, NOT_ROOTS, ROOTS

CAP_GROUPS: Mapping[str, tuple[str, ...]] = {
    "any": ROOTS,
    "upper": ("L1", "L2", "L3"),
    "lower": ("L5", "S1", "S2"),
    "not_root": NOT_ROOTS,
    "cause": (),
    **{name: (name,) for name in HYPOTHESES},
}
_L5, _S1 = ROOTS.index("L5"), ROOTS.index("S1")


def log_likelihood_of_places(table: PlaceTable, painted: Mapping[str, float], power: float) -> Floats:
    """(15,) log likelihood of the painted places, given how many there are.

    Parameters
    ----------
    table
        Chances of the places.
    painted
        Painted places and how much of each is painted, 0 to 1; those the table does not hold say nothing.
    power
        How much several strokes count: 1 as independent, 0 as one.
    """
    known = sorted((table.rows[place], share) for place, share in painted.items() if place in table.rows)
    if not known:
        return np.zeros(len(HYPOTHESES))
    fullest = max(share for _, share in known)
    strokes: dict[str, list[tuple[int, float]]] = {}
    for row, share in known:
        strokes.setdefault(table.neighbourhoods[row], []).append((row, share / fullest))
    total = np.zeros(len(HYPOTHESES))
    weight = 0.0
    for parts in strokes.values():  # a stroke counts as its average place, once
        shares = np.array([share for _, share in parts])
        total += shares.max() * (shares @ table.log_odds[[row for row, _ in parts]]) / shares.sum()
        weight += float(shares.max())
    count = sum(share for _, share in known) / fullest
    total -= weight * _log_normaliser(table, count) / count
    return np.asarray(total * weight ** (power - 1))


def _log_normaliser(table: PlaceTable, count: float) -> Floats:
    """(15,) log of e_k, straight between whole numbers of places."""
    logs = table.log_normalisers
    whole = min(int(count), len(logs) - 2)
    part = count - whole
    return np.asarray((1 - part) * logs[whole] + part * logs[whole + 1])


def log_likelihood_of_signs(
    knowledge: Knowledge, block: str, readings: Iterable[tuple[str, float]], columns: int
) -> Floats:
    """(columns,) shrunken log likelihood of answered signs, each found with a certainty of 0 to 1.

    A sign read both ways contradicts itself and says nothing; one read twice takes the surer reading.
    """
    certainty = settled_readings(readings)
    there = {name for name, sure in certainty.items() if sure > 0}
    total = np.zeros(columns)
    for name, sure in certainty.items():
        total += log_likelihood_of_sign(knowledge, block, (name, sure), there)
    return total


def log_likelihood_of_sign(
    knowledge: Knowledge, block: str, reading: tuple[str, float], there: Collection[str]
) -> Floats:
    """Give the shrunken log likelihood of one answered sign, in people in whom the signs of `there` are found."""
    name, certainty = reading
    return _log_of_sign(knowledge.sign(block, name, there), certainty, knowledge.settings[f"{block}_lambda"])


def settled_readings(readings: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Give one certainty for each sign, without those that contradict themselves, in the order of the names."""
    found: dict[str, set[float]] = {}
    for name, sure in sorted(readings):
        found.setdefault(name, set()).add(sure)
    return {name: max(sure) for name, sure in found.items() if len(sure) == 1 or min(sure) > 0}


@cache
def _log_of_sign(sign: Sign, certainty: float, shrinkage: float) -> Floats:
    return shrinkage * sign.log_likelihood(certainty)


def settle(raw: Floats, prior: Floats, caps: Floats, limits: Floats) -> Floats:
    """Bring log likelihoods within their caps.

    Parameters
    ----------
    raw
        (..., 15).
    prior
        (7,) share of each root.
    caps
        (..., 7, 7) largest log ratios of roots.
    limits
        (..., 8) largest log ratio of what is no root against all roots together.
    """
    roots, others = raw[..., :N_ROOTS], raw[..., N_ROOTS:]
    held = capped(roots, caps, prior)
    apart = np.clip(others - _together(roots, prior), -limits, limits)
    return np.concatenate([held, _together(held, prior) + apart], axis=-1)


def settle_history(raw: Floats, causes: Floats, limits: Floats, roots: int) -> Floats:
    """(..., 15) what the (..., 11) log likelihood of a block of history says: of all roots the same.

    Parameters
    ----------
    raw
        (..., 11).
    causes
        (3,) share of each cause of a root's trouble.
    limits
        (..., 8) largest log ratio of what is no root against all roots together.
    roots
        How many roots there are.
    """
    apart = np.clip(raw[..., len(causes) :] - _together(raw[..., : len(causes)], causes), -limits, limits)
    return np.concatenate([np.zeros((*raw.shape[:-1], roots)), apart], axis=-1)


def settle_causes(raw: Floats, causes: Floats, cap: float) -> Floats:
    """(..., 3) what the log likelihood of a block of history, (..., 3 or more), says about the causes."""
    caps = np.full((len(causes), len(causes)), np.log(cap))
    np.fill_diagonal(caps, 0.0)
    return capped(raw[..., : len(causes)], caps, causes)


def _together(vector: Floats, prior: Floats) -> Floats:
    top = vector.max(axis=-1, keepdims=True)
    return np.asarray(np.log(np.exp(vector - top) @ prior)[..., None] + top)


def cap_matrix(knowledge: Knowledge, block: str, findings: Iterable[str]) -> Floats:
    """(7, 7) largest log ratio a over b that one block may give; later rows of the table overrule earlier."""
    return _cap_matrix(knowledge, block, frozenset(findings) & _conditions(knowledge))


def not_root_limits(knowledge: Knowledge, block: str, findings: Iterable[str]) -> Floats:
    """(8,) largest log ratio of what is no root against all roots that one block may give."""
    return _not_root_limits(knowledge, block, frozenset(findings) & _conditions(knowledge))


def cause_cap(knowledge: Knowledge, block: str) -> float:
    """Give the largest ratio one block may give between two causes."""
    return next(row.cap for row in knowledge.caps if row.block == block and row.one == "cause")


def limit_l5_s1(caps: Floats, prior: Floats, share: float) -> Floats:
    """Tighten the caps so that prior and block together keep L5 and S1 each within `share` of the two."""
    limit = np.log(share / (1.0 - share))
    lean = float(np.log(prior[_L5] / prior[_S1]))
    tighter = caps.copy()
    tighter[_L5, _S1] = max(0.0, min(caps[_L5, _S1], limit - lean))
    tighter[_S1, _L5] = max(0.0, min(caps[_S1, _L5], limit + lean))
    return _closed(tighter)


def capped(vector: Floats, caps: Floats, prior: Floats) -> Floats:
    """Bring log likelihoods within their caps; those that keep them are left alone.

    Parameters
    ----------
    vector
        (..., k).
    caps
        (..., k, k) largest log ratios a over b; they must obey the triangle inequality.
    prior
        (k,) the commonest is placed first and each rarer one as near to its own value as the caps allow, so
        that a rare one far away cannot blur what is said about the common ones.
    """
    if (vector[..., :, None] - vector[..., None, :] <= caps + 1e-12).all():
        return vector
    order = np.argsort(-prior, kind="stable")
    held = vector[..., order]
    reach = caps[..., order, :][..., order]
    for k in range(1, len(order)):
        high = (held[..., :k] + reach[..., k, :k]).min(axis=-1)
        low = (held[..., :k] - reach[..., :k, k]).max(axis=-1)
        held[..., k] = np.maximum(np.minimum(held[..., k], high), low)
    return np.asarray(held[..., np.argsort(order)])


@cache
def _conditions(knowledge: Knowledge) -> frozenset[str]:
    return frozenset(row.when for row in knowledge.caps)


@cache
def _cap_matrix(knowledge: Knowledge, block: str, findings: frozenset[str]) -> Floats:
    caps = np.full((len(ROOTS), len(ROOTS)), 0.0 if block in CAUSE_BLOCKS else np.inf)
    for row in knowledge.caps:
        if row.block == block and (not row.when or row.when in findings):
            for a in CAP_GROUPS[row.one]:
                for b in CAP_GROUPS[row.other]:
                    if a in ROOTS and b in ROOTS:
                        pair = ROOTS.index(a), ROOTS.index(b)
                        caps[pair] = caps[pair[::-1]] = np.log(row.cap)
    np.fill_diagonal(caps, 0.0)
    return _closed(caps)


@cache
def _not_root_limits(knowledge: Knowledge, block: str, findings: frozenset[str]) -> Floats:
    limits = np.zeros(len(NOT_ROOTS))
    for row in knowledge.caps:
        if row.block == block and (not row.when or row.when in findings):
            for name in CAP_GROUPS[row.one]:
                if name in NOT_ROOTS:
                    limits[NOT_ROOTS.index(name)] = np.log(row.cap)
    return limits


def _closed(caps: Floats) -> Floats:
    """Two steps may not be shorter than one: a cap is never larger than a way through other roots."""
    closed = caps.copy()
    for k in range(len(ROOTS)):
        closed = np.minimum(closed, closed[:, [k]] + closed[[k], :])
    return closed

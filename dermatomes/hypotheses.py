"""What could be the cause of one side's complaint, and Bayes' rule over it.

One root of L1 .. S2 alone; two neighbouring roots together (six pairs); or something that is no root (eight).
A pair speaks, in each block of findings, as either of its roots, half and half: it explains numbness of one
root together with a lost reflex of the other better than each alone, and it keeps every cap its roots keep.
What is printed are seven roots: the chance of a pair is shared between its two roots in proportion to how
well each of them alone explains the findings (half and half when nothing tells them apart).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from dermatomes.words import ROOTS

Floats = NDArray[np.float64]

N_ROOTS = len(ROOTS)


@dataclass(frozen=True, eq=False)  # compared and hashed as the one object it is
class Prior:
    """What is expected at an age before anything is found.

    Attributes
    ----------
    roots
        (7,) share of each root if a root is the cause, its part of the pairs included (sums to 1).
    two_roots
        Share of root trouble that is of two neighbours at once.
    not_root
        (8,) chance of each possibility of `NOT_ROOTS` among everything.
    causes
        (3,) share of each condition of `ROOT_CAUSES` if a root is the cause (sums to 1).
    """

    roots: Floats
    two_roots: float
    not_root: Floats
    causes: Floats

    @cached_property
    def all(self) -> Floats:
        """(15,) chance of each of `HYPOTHESES`, as printed (sums to 1)."""
        return np.concatenate([self.roots * (1 - self.not_root.sum()), self.not_root])

    @cached_property
    def pairs(self) -> Floats:
        """(6,) share of each pair if a root is the cause: as its rarer root, since a pair needs both."""
        rarer = np.minimum(self.roots[:-1], self.roots[1:])
        return np.asarray(self.two_roots * rarer / rarer.sum())

    @cached_property
    def singles(self) -> Floats:
        """(7,) share of each root alone if a root is the cause."""
        alone = self.roots.copy()
        alone[:-1] -= self.pairs / 2
        alone[1:] -= self.pairs / 2
        return alone


def posterior(prior: Prior, vectors: Floats) -> Floats:
    """Weigh the hypotheses.

    Parameters
    ----------
    prior
        What was expected.
    vectors
        (..., b, 15) log likelihood of each block of findings.

    Returns
    -------
    (..., 15)
        Chance of each of `HYPOTHESES`; every row sums to 1.
    """
    total = vectors.sum(axis=-2)
    total = total - total.max(axis=-1, keepdims=True)
    one, two = vectors[..., : N_ROOTS - 1], vectors[..., 1:N_ROOTS]
    shift = vectors.sum(axis=-2).max(axis=-1, keepdims=True)
    pair_log = (np.logaddexp(one, two) - np.log(2)).sum(axis=-2) - shift
    pairs = prior.pairs * np.exp(pair_log)
    gap = total[..., 1:N_ROOTS] - total[..., : N_ROOTS - 1]
    to_first = 1 / (1 + np.exp(np.clip(gap, -500, 500)))
    mass = np.exp(total)
    roots = prior.singles * mass[..., :N_ROOTS]
    roots[..., :-1] += pairs * to_first
    roots[..., 1:] += pairs * (1 - to_first)
    roots *= 1 - prior.not_root.sum()
    p = np.concatenate([roots, prior.not_root * mass[..., N_ROOTS:]], axis=-1)
    return np.asarray(p / p.sum(axis=-1, keepdims=True))


def of_roots(p: Floats) -> Floats:
    """(..., 7) chance of each root if a root is the cause, from (..., 15)."""
    roots = p[..., :N_ROOTS]
    return np.asarray(roots / roots.sum(axis=-1, keepdims=True))


def information(after: Floats, before: Floats) -> Floats:
    """Give the Kullback-Leibler divergence (...) of `after` from `before` (..., k), in bits."""
    return np.asarray(np.sum(after * np.log2(after / before), axis=-1))

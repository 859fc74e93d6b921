"""Scores of chances against what was true, with intervals. Plain numpy; seeds are fixed by the caller."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_Z = 1.959964
_RESAMPLES = 300
_BINS = 10


@dataclass(frozen=True)
class Score:
    """A value and its 95 % interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.low:.3f}-{self.high:.3f})"

    @property
    def percent(self) -> str:
        """The value and its interval in percent."""
        return f"{100 * self.value:.1f} % ({100 * self.low:.1f}-{100 * self.high:.1f})"


@dataclass(frozen=True)
class Bin:
    """Patients whose chance lay in one tenth: how many, the mean chance, and how often it was true."""

    count: int
    said: float
    true: Score


def share(hits: NDArray[np.bool_]) -> Score:
    """Share of hits with Wilson's interval."""
    n = max(len(hits), 1)
    p = float(hits.mean()) if len(hits) else 0.0
    middle = (p + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z * np.sqrt(p * (1 - p) / n + _Z**2 / (4 * n**2)) / (1 + _Z**2 / n)
    return Score(p, float(middle - half), float(middle + half))


def auc(chance: Floats, true: NDArray[np.bool_]) -> float:
    """Area under the curve: how often a true one has the larger chance; ties count half."""
    values, inverse, counts = np.unique(chance, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    positives = int(true.sum())
    above = ranks[true].sum() - positives * (positives + 1) / 2
    return float(above / (positives * (len(values[inverse]) - positives)))


def brier(chance: Floats, true: NDArray[np.bool_]) -> float:
    """Mean squared error of the chances."""
    return float(np.mean((chance - true) ** 2))


def calibration_error(chance: Floats, true: NDArray[np.bool_]) -> float:
    """Expected calibration error over tenths: mean distance of said and true, weighed by patients."""
    return float(sum(b.count * abs(b.said - b.true.value) for b in reliability(chance, true)) / len(chance))


def reliability(chance: Floats, true: NDArray[np.bool_]) -> list[Bin]:
    """Group patients by tenths of their chance; empty tenths are left out."""
    tenth = np.minimum((chance * _BINS).astype(int), _BINS - 1)
    groups = [tenth == k for k in range(_BINS)]
    return [Bin(int(g.sum()), float(chance[g].mean()), share(true[g])) for g in groups if g.any()]


def bootstrap(
    measure: Callable[[Floats, NDArray[np.bool_]], float], chance: Floats, true: NDArray[np.bool_], seed: int
) -> Score:
    """Measure with a bootstrap interval over patients."""
    random = np.random.default_rng(seed)
    picks = (random.integers(0, len(chance), len(chance)) for _ in range(_RESAMPLES))
    low, high = np.quantile([measure(chance[pick], true[pick]) for pick in picks], [0.025, 0.975])
    return Score(measure(chance, true), float(low), float(high))

"""The study: the ranking and its rivals on the same simulated patients."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dermatomes.calibration.patients import Patient
from dermatomes.calibration.scores import (
    Bin,
    Score,
    auc,
    bootstrap,
    brier,
    calibration_error,
    reliability,
    share,
)
from dermatomes.disagreement import maps_at
from dermatomes.evidence import gather
from dermatomes.knowledge import knowledge
from dermatomes.maps import map_ids
from dermatomes.words import ROOTS, vocabulary

_L5, _S1 = ROOTS.index("L5"), ROOTS.index("S1")
_SEED = 4


@dataclass(frozen=True)
class Result:
    """How well one way of guessing tells L5 from S1; what it cannot give is None."""

    name: str
    top1: Score
    auc: Score | None = None
    brier: Score | None = None
    calibration_error: Score | None = None
    top2: Score | None = None
    abstained: Score | None = None
    most: float | None = None
    reliability: tuple[Bin, ...] = ()


def judge(name: str, patients: Sequence[Patient]) -> Result:
    """Rank every patient and score the chance of L5 against S1 (age unknown, no other finding)."""
    tables = knowledge()
    limit = tables.settings["too_little_bits"]
    roots, silent = [], []
    for patient in patients:
        evidence = gather(tables, patient.findings, "left", None)
        if evidence is None:
            raise ValueError("a simulated patient has no finding")
        roots.append(evidence.root_posterior)
        silent.append(evidence.bits < limit)
    p = np.array(roots)
    true = _is_l5(patients)
    chance = p[:, _L5] / (p[:, _L5] + p[:, _S1])
    best_two = np.argsort(-p, axis=1, kind="stable")[:, :2]
    index = np.where(true, _L5, _S1)
    return Result(
        name,
        top1=share((chance > 0.5) == true),
        auc=bootstrap(auc, chance, true, _SEED),
        brier=bootstrap(brier, chance, true, _SEED),
        calibration_error=bootstrap(calibration_error, chance, true, _SEED),
        top2=share((best_two == index[:, None]).any(axis=1)),
        abstained=share(np.array(silent)),
        most=float(np.maximum(chance, 1 - chance).max()),
        reliability=tuple(reliability(chance, true)),
    )


def rivals(patients: Sequence[Patient]) -> list[Result]:
    """Score simpler ways: the commoner root; a hard look-up and the overlap of areas under each map."""
    true = _is_l5(patients)
    found = [Result("always the commoner root (L5)", share(true))]
    for map_id in map_ids():
        for name, weigh in (("hard look-up", _vote), ("area overlap", _area)):
            lean = np.array([_lean(patient, map_id, weigh) for patient in patients])
            guess = np.where(lean == 0.5, True, lean > 0.5)
            found.append(
                Result(
                    f"{name}, {map_id}",
                    share(guess == true),
                    auc=bootstrap(auc, lean, true, _SEED),
                    brier=bootstrap(brier, lean, true, _SEED),
                    calibration_error=bootstrap(calibration_error, lean, true, _SEED),
                )
            )
    return found


def _is_l5(patients: Sequence[Patient]) -> NDArray[np.bool_]:
    return np.array([patient.root == "L5" for patient in patients])


def _lean(patient: Patient, map_id: str, weigh: Callable[[str, str], tuple[float, float]]) -> float:
    """Share of L5 in what speaks for L5 or S1; one half when nothing does."""
    l5, s1 = np.sum([weigh(region, map_id) for region in patient.regions], axis=0)
    return float(l5 / (l5 + s1)) if l5 + s1 > 0 else 0.5


def _vote(region: str, map_id: str) -> tuple[float, float]:
    """One vote for the root that has most of the region."""
    covered = maps_at(region).share[map_id]
    winner = max(covered, key=lambda root: covered[root])
    return float(winner == "L5"), float(winner == "S1")


def _area(region: str, map_id: str) -> tuple[float, float]:
    """Square centimetres of each root's area in the region."""
    covered = maps_at(region).share[map_id]
    whole = vocabulary().regions[region].area_cm2
    return covered["L5"] * whole, covered["S1"] * whole



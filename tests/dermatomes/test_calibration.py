"""The ranking keeps its word on simulated patients, and the page that says so is the one the command writes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dermatomes.calibration.__main__ import PATIENTS, SEED, main
from dermatomes.calibration.patients import patterns, simulate
from dermatomes.calibration.scores import auc, brier, calibration_error, share
from dermatomes.calibration.study import judge, rivals

PAGE = Path(__file__).parents[2] / "docs" / "calibration.md"


def test_pain_alone_keeps_its_word_on_twenty_thousand_patients() -> None:
    assert PATIENTS >= 20_000
    result = judge("pain alone", simulate(PATIENTS, SEED))
    assert 0.66 <= result.top1.value <= 0.76
    assert result.auc is not None
    assert result.calibration_error is not None
    assert 0.70 <= result.auc.value <= 0.78
    assert result.calibration_error.value <= 0.05
    assert result.most is not None
    assert result.most <= 0.80
    assert f"| pain alone | {result.top1.percent} | {result.auc} |" in PAGE.read_text(encoding="utf-8")


def test_patients_follow_the_published_counts() -> None:
    people = simulate(4000, 1)
    assert sum(row.patients for row in patterns()) == 393
    assert np.mean([patient.root == "L5" for patient in people]) == pytest.approx(229 / 393, abs=0.03)
    assert simulate(50, 1) == simulate(50, 1)
    assert simulate(50, 1) != simulate(50, 2)


def test_every_rival_is_scored() -> None:
    names = [result.name for result in rivals(simulate(200, 1))]
    assert len(names) == 7
    for part in ("commoner root", "look-up, keegan", "look-up, foerster", "look-up, lee", "area overlap, lee"):
        assert any(part in name for name in names)


def test_the_command_prints_and_writes_the_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "pictures").mkdir()
    assert main(["--patients", "120", "--write", str(tmp_path)]) == 0
    printed = capsys.readouterr().out
    assert (tmp_path / "calibration.md").read_text(encoding="utf-8").rstrip() == printed.rstrip()
    assert (tmp_path / "pictures" / "reliability.svg").read_text(encoding="utf-8").startswith("<svg")


def test_scores_are_what_they_are_called() -> None:
    chance = np.array([0.1, 0.4, 0.4, 0.9])
    true = np.array([False, False, True, True])
    assert auc(chance, true) == pytest.approx(3.5 / 4)
    assert brier(chance, true) == pytest.approx((0.01 + 0.16 + 0.36 + 0.01) / 4)
    assert calibration_error(chance, true) == pytest.approx((0.1 + 2 * 0.1 + 0.1) / 4)
    wilson = share(np.array([True] * 8 + [False] * 2))
    assert (wilson.low, wilson.high) == pytest.approx((0.490, 0.943), abs=1e-3)

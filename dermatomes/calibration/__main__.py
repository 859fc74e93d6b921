"""``python -m dermatomes.calibration``: simulate, score, print; ``--write docs`` also renews the page and its plot."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from dermatomes.calibration.patients import simulate
from dermatomes.calibration.plot import reliability_svg
from dermatomes.calibration.report import PLOT, Study, as_markdown
from dermatomes.calibration.study import judge, rivals
from dermatomes.whole import write_whole

PATIENTS = 20_000
SEED = 1985
_DOUBTS = 5_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the study; return 0."""
    parser = argparse.ArgumentParser(prog="python -m dermatomes.calibration", description=__doc__)
    parser.add_argument("--patients", type=int, default=PATIENTS, metavar="N", help=f"default {PATIENTS}")
    parser.add_argument("--write", type=Path, metavar="FOLDER", help="write calibration.md and its plot there")
    options = parser.parse_args(arguments)
    study = run(options.patients)
    page = as_markdown(study)
    print(page)
    if options.write is not None:
        write_whole(options.write / "calibration.md", page.encode())
        write_whole(options.write / PLOT, reliability_svg([study.pain, *study.signs]).encode())
    return 0


def run(count: int) -> Study:
    """Simulate and score everything."""
    people = simulate(count, SEED)
    fewer = min(count, _DOUBTS)
    doubts = [judge(f"{stray:g} stray regions on average", simulate(fewer, SEED, stray=stray)) for stray in (0, 1, 2)]
    for map_id in ("keegan_garrett_1948", "foerster_isncsci", "lee_2008"):
        doubts.append(judge(f"patterns of {map_id} alone", simulate(fewer, SEED, map_id=map_id)))
    return Study(
        count,
        SEED,
        judge("pain alone", people),
        [
            judge("with signs, accuracy against MRI", simulate(count, SEED, world="mri")),
            judge("with signs, accuracy against surgery", simulate(count, SEED, world="surgery")),
        ],
        rivals(people),
        doubts,
    )


if __name__ == "__main__":
    sys.exit(main())

"""The study in words: what ``python -m dermatomes.calibration`` prints and docs/calibration.md holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dermatomes.calibration.patients import DATA
from dermatomes.calibration.study import Result
from dermatomes.evidence import gather
from dermatomes.forms import parse_finding
from dermatomes.knowledge import knowledge
from dermatomes.words import ROOTS

PLOT = "pictures/reliability.svg"


@dataclass(frozen=True)
class Study:
    """Everything that was measured, on how many simulated patients and with which seed."""

    count: int
    seed: int
    pain: Result
    signs: Sequence[Result]
    rivals: Sequence[Result]
    doubts: Sequence[Result]


def as_markdown(study: Study) -> str:
    """Write the whole page."""
    parts = [
        (DATA / "head.md").read_text(encoding="utf-8").format(count=study.count, seed=study.seed),
        _table([study.pain, *study.signs]),
        f"\n![Reliability: chance said against share found]({PLOT})\n",
        "## What simpler ways achieve on the same people (pain alone)\n",
        _table([study.pain, *study.rivals]),
        "\n## If the simulated people painted otherwise (pain alone)\n",
        _table(study.doubts),
        "\n## Reliability by tenths\n",
        *[_tenths(result) for result in (study.pain, *study.signs)],
        _groin(),
        (DATA / "limits.md").read_text(encoding="utf-8").rstrip(),
        "",
    ]
    return "\n".join(parts)


def _table(results: Sequence[Result]) -> str:
    head = "| | first of the two right | area under the curve | Brier score | expected calibration error |"
    head += " true root in first two | too little to say | surest |"
    lines = [head, "|" + "---|" * 8]
    for r in results:
        cells = [r.top1.percent, *(str(score) if score else "-" for score in (r.auc, r.brier, r.calibration_error))]
        cells += [r.top2.percent if r.top2 else "-", r.abstained.percent if r.abstained else "-"]
        cells.append(f"{100 * r.most:.1f} %" if r.most else "-")
        lines.append(f"| {r.name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _tenths(result: Result) -> str:
    lines = [f"{result.name}:\n", "| patients | said, mean | L5 it was |", "|---|---|---|"]
    lines += [f"| {b.count} | {100 * b.said:.1f} % | {b.true.percent} |" for b in result.reliability]
    return "\n".join([*lines, ""])


def _groin() -> str:
    """Compare groin pain with Sasaki 2014: 3 of 7 L3, 5 of 20 L4, none of 183 L5 or S1 had it."""
    evidence = gather(knowledge(), [parse_finding("pain", "left:groin")], "left", None)
    if evidence is None:
        return ""
    said = dict(zip(ROOTS, evidence.root_posterior.tolist(), strict=True))
    told = ", ".join(f"{root} {100 * said[root]:.0f} %" for root in ("L1", "L2", "L3", "L4", "L5", "S1"))
    return (
        "## Groin pain\n\nIn Sasaki 2014 (210 people, one root operated) the eight with groin pain had L3 (3) or "
        "L4 (5); in Yukawa 1997 4.1 % of L4-5 and L5-S1 herniations had it. For groin pain alone the ranking "
        f"gives, if a root is the cause: {told}.\n"
    )

"""From a case to its ranking. See `dermatomes.likelihood` for what each block of findings says."""

from __future__ import annotations

import msgspec
import numpy as np

from dermatomes.case import Case
from dermatomes.evidence import SideEvidence, gather
from dermatomes.knowledge import Knowledge, knowledge
from dermatomes.reasons import reasons
from dermatomes.result import Band, RankedRoot, Ranking, SideRanking, Sides
from dermatomes.sentences import DISCLAIMER, TOO_LITTLE, statement
from dermatomes.warning_signs import warning_signs
from dermatomes.words import ROOTS


def rank(case: Case) -> Ranking:
    """Rank the roots of each side from the findings of the last visit.

    Parameters
    ----------
    case
        The case. Its map and figure change nothing here.

    Returns
    -------
    Ranking
        A side about which nothing was said is None. The seven roots of a side sum to 1: the ranking assumes
        that one root of that side is the cause.

    Raises
    ------
    KnowledgeError
        A table of this room is bad.
    """
    tables = knowledge()
    findings = case.visits[-1].findings if case.visits else ()
    left, right = (_side(tables, gather(tables, findings, side, case.person.age)) for side in ("left", "right"))
    return Ranking(
        format="rootatlas-ranking",
        version=1,
        map=case.map,
        sides=Sides(left, right),
        flags=warning_signs(tables, findings),
        disclaimer=DISCLAIMER,
    )


def ranking_json(ranking: Ranking) -> str:
    """Write a ranking as indented JSON text with one line feed at the end."""
    return msgspec.json.format(msgspec.json.encode(ranking), indent=2).decode() + "\n"


def _side(tables: Knowledge, evidence: SideEvidence | None) -> SideRanking | None:
    if evidence is None:
        return None
    order = _order(evidence)
    leading = _smallest_set(evidence, order, tables.settings["set_share"])
    return SideRanking(
        roots=_ranked(tables, evidence, order),
        not_root=(),
        set=leading,
        statement=_statement(tables, evidence, order, leading),
        levels=(),
        conditions=(),
        why=reasons(evidence, tuple(ROOTS[k] for k in order[: max(2, len(leading))])),
        next=(),
    )


def _order(evidence: SideEvidence) -> list[int]:
    return [int(k) for k in np.argsort(-evidence.posterior, kind="stable")]


def _ranked(tables: Knowledge, evidence: SideEvidence, order: list[int]) -> tuple[RankedRoot, ...]:
    silent = _says_too_little(tables, evidence)
    return tuple(
        RankedRoot(ROOTS[k], p, "too little to say" if silent else _band(tables, p))
        for k in order
        for p in (float(evidence.posterior[k]),)
    )


def _band(tables: Knowledge, p: float) -> Band:
    if p >= tables.settings["band_likely"]:
        return "likely"
    return "possible" if p >= tables.settings["band_possible"] else "unlikely"


def _says_too_little(tables: Knowledge, evidence: SideEvidence) -> bool:
    return evidence.bits < tables.settings["too_little_bits"]


def _smallest_set(evidence: SideEvidence, order: list[int], share: float) -> tuple[str, ...]:
    held = np.cumsum(evidence.posterior[order])
    size = int(np.searchsorted(held, share - 1e-12)) + 1
    return tuple(ROOTS[k] for k in order[:size])


def _statement(tables: Knowledge, evidence: SideEvidence, order: list[int], leading: tuple[str, ...]) -> str:
    if _says_too_little(tables, evidence):
        return TOO_LITTLE
    ratio = float(evidence.posterior[order[0]] / evidence.posterior[order[1]])
    return statement(leading, ratio, evidence.speaking_blocks, tables.settings["lead_ratio"])

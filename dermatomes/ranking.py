"""From a case to its ranking. See `dermatomes.evidence` for the blocks and `dermatomes.hypotheses` for the rule."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np

from dermatomes.case import Case, Finding, Mark
from dermatomes.causes import conditions, levels
from dermatomes.disagreement import maps_at
from dermatomes.evidence import SideEvidence, gather
from dermatomes.hypotheses import N_ROOTS
from dermatomes.knowledge import knowledge
from dermatomes.library import Knowledge
from dermatomes.next_steps import next_steps
from dermatomes.reasons import reasons
from dermatomes.result import Band, RankedId, RankedRoot, Ranking, SideRanking, Sides
from dermatomes.sentences import DISCLAIMER, TOO_LITTLE, maps_sentence, not_root_sentence, statement
from dermatomes.warning_signs import warning_signs
from dermatomes.words import NOT_ROOTS, ROOTS

_NAMED_AT_MOST = 2  # possibilities that are no root, and places where maps disagree, in one sentence


def rank(case: Case) -> Ranking:
    """Rank the roots, and what is no root, of each side from the findings of the last visit.

    Parameters
    ----------
    case
        The case. Its map and figure change nothing here.

    Returns
    -------
    Ranking
        A side about which nothing was said is None. The seven roots and eight other possibilities of a side
        sum to 1; the mass of two roots together is shared between them (`dermatomes.hypotheses`).

    Raises
    ------
    KnowledgeError
        A table of this room is bad.
    """
    tables = knowledge()
    findings = case.visits[-1].findings if case.visits else ()
    left, right = (_side(tables, findings, side, case.person.age) for side in ("left", "right"))
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


def band(p: float) -> Band:
    """Give the word for the chance of a root or of what is no root.

    Raises
    ------
    KnowledgeError
        A table of this room is bad.
    """
    settings = knowledge().settings
    if p >= settings["band_likely"]:
        return "likely"
    return "possible" if p >= settings["band_possible"] else "unlikely"


def _side(tables: Knowledge, findings: Sequence[Finding], side: str, age: int | None) -> SideRanking | None:
    evidence = gather(tables, findings, side, age)
    if evidence is None:
        return None
    order = [int(k) for k in np.argsort(-evidence.root_posterior, kind="stable")]
    leading = _smallest_set(evidence, order, tables.settings["set_share"])
    return SideRanking(
        roots=_ranked(evidence, order),
        not_root=_not_roots(evidence),
        set=leading,
        statement=_statement(evidence, order, leading, [f for f in findings if getattr(f, "side", None) == side]),
        levels=levels(evidence),
        conditions=conditions(evidence),
        why=reasons(evidence, tuple(ROOTS[k] for k in order[: max(2, len(leading))])),
        next=next_steps(evidence),
    )


def _ranked(evidence: SideEvidence, order: Sequence[int]) -> tuple[RankedRoot, ...]:
    silent = _says_too_little(evidence)
    return tuple(
        RankedRoot(ROOTS[k], p, "too little to say" if silent else band(p))
        for k in order
        for p in (float(evidence.posterior[k]),)
    )


def _not_roots(evidence: SideEvidence) -> tuple[RankedId, ...]:
    chances = evidence.posterior[N_ROOTS:]
    return tuple(RankedId(NOT_ROOTS[k], float(chances[k])) for k in np.argsort(-chances, kind="stable"))


def _says_too_little(evidence: SideEvidence) -> bool:
    return evidence.bits < evidence.knowledge.settings["too_little_bits"]


def _smallest_set(evidence: SideEvidence, order: Sequence[int], share: float) -> tuple[str, ...]:
    """Give the fewest roots that hold a share of the chance that a root is the cause."""
    held = np.cumsum(evidence.root_posterior[list(order)])
    size = int(np.searchsorted(held, share - 1e-12)) + 1
    return tuple(ROOTS[k] for k in order[:size])


def _statement(
    evidence: SideEvidence, order: Sequence[int], leading: tuple[str, ...], findings: Sequence[Finding]
) -> str:
    if _says_too_little(evidence):
        roots = TOO_LITTLE
    else:
        ratio = float(evidence.posterior[order[0]] / evidence.posterior[order[1]])
        lead_ratio = evidence.knowledge.settings["lead_ratio"]
        roots = statement(leading, ratio, evidence.speaking_blocks, lead_ratio)
    parts = (roots, _no_root(evidence), _maps_disagree(evidence.knowledge, findings))
    return " ".join(part for part in parts if part)


def _no_root(evidence: SideEvidence) -> str:
    """Name what is no root when the findings have made it more than unlikely."""
    best = float(evidence.posterior[:N_ROOTS].max())
    names = evidence.knowledge.vocabulary.words["not_root"]
    raised = [
        item
        for item in _not_roots(evidence)
        if band(item.p) != "unlikely" and item.p > evidence.prior.not_root[NOT_ROOTS.index(item.id)]
    ]
    leading = [item for item in raised if item.p > best]
    told = (leading or raised)[:_NAMED_AT_MOST]
    return not_root_sentence([names[item.id] for item in told], leads=bool(leading))


def _maps_disagree(tables: Knowledge, findings: Sequence[Finding]) -> str:
    """Say where maps contradict each other under the marks; all maps are named, whichever is shown."""
    marked = sorted({mark.region for mark in findings if isinstance(mark, Mark) and mark.intensity != 0})
    told = []
    for place in marked:
        said = maps_at(place)
        if said.disagree:
            named = sorted({root for roots in said.roots.values() for root in roots if root in ROOTS})
            told.append((-said.contradicted, tables.vocabulary.place_name(place), named))
    return maps_sentence([(name, named) for _, name, named in sorted(told)[:_NAMED_AT_MOST]])

"""What to check next: the unanswered findings from whose answer most can be expected.

The worth of a question is the information (Kullback-Leibler, in bits) its answers bring about root, no root
and cause, weighed by how likely each answer is. A thing told counts only when it is there, so the answer
"no" to a question of history brings nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from dermatomes.evidence import BLOCKS, SideEvidence
from dermatomes.hypotheses import N_ROOTS, Floats, information, posterior
from dermatomes.library import CAUSE_BLOCKS, CAUSE_COLUMNS, SIGN_BLOCKS, Knowledge
from dermatomes.likelihood import log_likelihood_of_sign, settled_readings
from dermatomes.result import NextStep
from dermatomes.words import HYPOTHESES

_ANSWERS = {
    "weakness": ("weak", "full strength"),
    "reflex": ("a weak or absent reflex", "a normal one"),
    "test": ("a positive test", "a negative one"),
    "history": ("yes", "no"),
}
_ALIVE = 0.03  # hypotheses less likely than this are not named
_NOTHING = 1e-4  # bits
_CAUSES_MOVE = 0.2  # from this log ratio on a question of history is explained by the causes it tells apart


Ask = tuple[str, str]
"""(kind, name) of a finding, as a case spells them."""


@dataclass(frozen=True, eq=False)
class _Open:
    """One open question: its worth in bits, and what pulls which possibilities apart.

    `change` is the log likelihood ratio of yes to no of each of `names`, `weights` how likely each is now.
    """

    ask: Ask
    bits: float
    change: Floats
    weights: Floats
    names: Sequence[str]


def next_steps(evidence: SideEvidence) -> tuple[NextStep, ...]:
    """Rank the open questions of one side, most informative first."""
    found = _weigh(evidence, [each for block in (*SIGN_BLOCKS, *CAUSE_BLOCKS) for each in _of_block(evidence, block)])
    best = sorted((step for step in found if step.bits > _NOTHING), key=lambda step: (-round(step.bits, 9), step.ask))
    shown = best[: int(evidence.knowledge.settings["next_shown"])]
    return tuple(NextStep(":".join(step.ask), step.bits, _because(evidence.knowledge, step)) for step in shown)


def _answered(evidence: SideEvidence, block: str) -> dict[str, float]:
    readings = evidence.blocks.get(block, {}).values()
    return settled_readings(reading for reading in readings if isinstance(reading, tuple))


@cache
def _asks(knowledge: Knowledge, block: str) -> tuple[Ask, ...]:
    """Give everything a block can read."""
    history = set(knowledge.vocabulary.known("history"))
    kind = {"weakness": "weakness", "reflex": "reflex"}.get(block, "test")
    names = [name for read, name in knowledge.signs if read == block]
    return tuple(("history" if name in history else kind, name) for name in names)


@dataclass(frozen=True, eq=False)
class _Answered:
    """What one block would say with each open question answered: yes in the first half of the rows, no after.

    `vectors` is (2 m, 15); `causes` (2 m, 3) are the chances of the causes then; `present` (m,) that of a yes.
    """

    block: str
    asks: Sequence[Ask]
    vectors: Floats
    causes: Floats
    present: Floats


def _of_block(evidence: SideEvidence, block: str) -> list[_Answered]:
    """Give one item, or none when every question of the block is answered."""
    answered = _answered(evidence, block)
    asks = [ask for ask in _asks(evidence.knowledge, block) if ask[1] not in answered]
    if not asks:
        return []
    raw, found = _answers(evidence, block, asks)
    causes = np.repeat(evidence.causes[None], len(raw), axis=0)
    if block in CAUSE_BLOCKS:
        causes = _causes_after(evidence, block, raw)
    present = _chances(evidence, block, [name for _, name in asks])
    return [_Answered(block, asks, evidence.settled(block, raw, found), causes, present)]


def _weigh(evidence: SideEvidence, blocks: Sequence[_Answered]) -> list[_Open]:
    """Give the worth of every question, all answers of all blocks at once."""
    if not blocks:
        return []
    stack = np.repeat(evidence.stack[None], sum(len(block.vectors) for block in blocks), axis=0)
    start = 0
    for block in blocks:
        stack[start : start + len(block.vectors), BLOCKS.index(block.block)] = block.vectors
        start += len(block.vectors)
    after = posterior(evidence.prior, stack)
    causes = np.concatenate([block.causes for block in blocks])
    bits = information(after, evidence.posterior)
    bits = bits + after[:, :N_ROOTS].sum(axis=1) * information(causes, evidence.causes)
    found, start = [], 0
    for block in blocks:
        found += _opened(evidence, block, bits[start : start + len(block.vectors)])
        start += len(block.vectors)
    return found


def _opened(evidence: SideEvidence, block: _Answered, bits: Floats) -> list[_Open]:
    count = len(block.asks)
    expected = block.present * bits[:count] + (1 - block.present) * bits[count:]
    change = block.vectors[:count] - block.vectors[count:]
    by_cause = np.abs(np.log(block.causes[:count] / evidence.causes)).max(axis=1) > _CAUSES_MOVE
    return [
        _with_causes(evidence, ask, float(expected[k]), change[k], block.causes[k])
        if by_cause[k]
        else _Open(ask, float(expected[k]), change[k], evidence.posterior, HYPOTHESES)
        for k, ask in enumerate(block.asks)
    ]


def _answers(evidence: SideEvidence, block: str, asks: Sequence[Ask]) -> tuple[Floats, list[list[str]]]:
    """(2 m, 15) raw log likelihood of the block with each yes, then with each no; and the signs found in each."""
    tables, readings = evidence.knowledge, evidence.blocks.get(block, {})
    certainty = _answered(evidence, block)
    there = {name for name, sure in certainty.items() if sure > 0}
    base = evidence.raw(block, readings)
    rows = []
    for sure in (1.0, 0.0):
        for kind, name in asks:
            if kind == "history" and not sure:
                rows.append(base)
            elif name in tables.conditions:  # it changes how another sign is read
                rows.append(evidence.raw(block, {**readings, "?": (name, sure)}))
            else:
                rows.append(base + log_likelihood_of_sign(tables, block, (name, sure), there))
    names = list(certainty)
    return np.array(rows), [[*names, name] for _ in (1, 0) for _, name in asks]


def _causes_after(evidence: SideEvidence, block: str, raw: Floats) -> Floats:
    now = evidence.cause_vectors(block, evidence.raw(block, evidence.blocks.get(block, {})))
    log_p = np.log(evidence.causes) - now + evidence.cause_vectors(block, raw)
    p = np.exp(log_p - log_p.max(axis=1, keepdims=True))
    return np.asarray(p / p.sum(axis=1, keepdims=True))


def _chances(evidence: SideEvidence, block: str, names: Sequence[str]) -> Floats:
    """(m,) how likely each finding is there, by all that is known so far."""
    there = {found for found, sure in _answered(evidence, block).items() if sure > 0}
    chance = np.array([evidence.knowledge.sign(block, name, there).chance for name in names])
    return np.asarray(chance @ (_cause_weights(evidence) if block in CAUSE_BLOCKS else evidence.posterior))


def _cause_weights(evidence: SideEvidence) -> Floats:
    """(11,) chance of each of `CAUSE_COLUMNS`."""
    p = evidence.posterior
    return np.concatenate([p[:N_ROOTS].sum() * evidence.causes, p[N_ROOTS:]])


def _with_causes(evidence: SideEvidence, ask: Ask, bits: float, change: Floats, causes: Floats) -> _Open:
    change = np.concatenate([np.log(causes / evidence.causes), change[N_ROOTS:]])
    return _Open(ask, bits, change, _cause_weights(evidence), CAUSE_COLUMNS)


def _because(knowledge: Knowledge, step: _Open) -> str:
    """Say which two of the living possibilities the answer pulls apart, and which answer speaks for which."""
    alive = [k for k in range(len(step.names)) if step.weights[k] >= _ALIVE]
    pairs = [(a, b) for a in alive for b in alive if step.change[a] > step.change[b]]
    if not pairs:
        return "tells the likeliest possibilities apart a little"

    def pull(pair: tuple[int, int]) -> float:
        first, second = pair
        return float(step.weights[first] * step.weights[second] * (step.change[first] - step.change[second]))

    here, there = (_name(knowledge, step.names[k]) for k in max(pairs, key=pull))
    yes, no = _ANSWERS[step.ask[0]]
    if step.ask[0] == "history":
        return f"separates {here} from {there}: {yes} speaks for the former, {no} changes nothing"
    return f"separates {here} from {there}: {yes} speaks for the former, {no} for the latter"


def _name(knowledge: Knowledge, hypothesis: str) -> str:
    words = knowledge.vocabulary.words
    if hypothesis in words["condition"]:
        return words["condition"][hypothesis]
    return words["not_root"].get(hypothesis, hypothesis)

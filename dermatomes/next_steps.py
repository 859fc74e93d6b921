"""What to check next: the unanswered findings from whose answer most can be expected.

The worth of a question is the information (Kullback-Leibler, in bits) its answers bring about root, no root
and cause, weighed by how likely each answer is. A thing told counts only when it is there, so the answer
"no" to a question of history brings nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np

from dermatomes.evidence import BLOCKS, Reading, SideEvidence
from dermatomes.hypotheses import N_ROOTS, Floats, information, posterior
from dermatomes.library import CAUSE_BLOCKS, SIGN_BLOCKS, Knowledge
from dermatomes.result import NextStep
from dermatomes.words import HYPOTHESES, ROOT_CAUSES

_ANSWERS = {
    "weakness": ("weak", "full strength"),
    "reflex": ("a weak or absent reflex", "a normal one"),
    "test": ("a positive test", "a negative one"),
    "history": ("yes", "no"),
}
_ALIVE = 0.03  # hypotheses less likely than this are not named


def next_steps(evidence: SideEvidence) -> tuple[NextStep, ...]:
    """Rank the open questions of one side, most informative first."""
    found: list[NextStep] = []
    for block in (*SIGN_BLOCKS, *CAUSE_BLOCKS):
        answered = {reading[0] for reading in evidence.blocks.get(block, {}).values() if isinstance(reading, tuple)}
        asks = [ask for ask in _asks(evidence.knowledge, block) if ask[1] not in answered]
        if asks:
            found += _of_block(evidence, block, asks)
    best = sorted(found, key=lambda step: (-round(step.bits, 9), step.ask))
    return tuple(step for step in best if step.bits > 1e-4)[: int(evidence.knowledge.settings["next_shown"])]


@cache
def _asks(knowledge: Knowledge, block: str) -> tuple[tuple[str, str], ...]:
    """(kind, name) of everything a block can read."""
    history = set(knowledge.vocabulary.known("history"))
    kind = {"weakness": "weakness", "reflex": "reflex"}.get(block, "test")
    names = [name for read, name in knowledge.signs if read == block]
    return tuple(("history" if name in history else kind, name) for name in names)


def _of_block(evidence: SideEvidence, block: str, asks: Sequence[tuple[str, str]]) -> list[NextStep]:
    readings = dict(evidence.blocks.get(block, {}))
    yes = [{**readings, "?": (name, 1.0)} for _, name in asks]
    no = [readings if kind == "history" else {**readings, "?": (name, 0.0)} for kind, name in asks]
    vectors = evidence.vectors_of(block, [*yes, *no])
    stack = np.repeat(evidence.stack[None], len(vectors), axis=0)
    stack[:, BLOCKS.index(block)] = vectors
    after = posterior(evidence.prior, stack)
    bits = information(after, evidence.posterior)
    causes = None
    if block in CAUSE_BLOCKS:
        causes = _causes_after(evidence, block, [*yes, *no])
        bits = bits + after[:, :N_ROOTS].sum(axis=1) * information(causes, evidence.causes)
    present = np.array([_chance(evidence, block, name) for _, name in asks])
    expected = present * bits[: len(asks)] + (1 - present) * bits[len(asks) :]
    steps = []
    for k, (kind, name) in enumerate(asks):
        change = vectors[k] - vectors[k + len(asks)]
        weights, names = evidence.posterior, HYPOTHESES
        if causes is not None and np.ptp(causes[k] / evidence.causes) > 0.2:
            change, weights = _with_causes(evidence, change, causes[k])
            names = (*ROOT_CAUSES, *HYPOTHESES[N_ROOTS:])
        steps.append(NextStep(f"{kind}:{name}", float(expected[k]), _because(evidence, kind, change, weights, names)))
    return steps


def _causes_after(evidence: SideEvidence, block: str, choices: Sequence[Mapping[str, Reading]]) -> Floats:
    base = np.log(evidence.causes) - evidence.cause_vectors(block, [evidence.blocks.get(block, {})])
    log_p = base + evidence.cause_vectors(block, choices)
    p = np.exp(log_p - log_p.max(axis=1, keepdims=True))
    return np.asarray(p / p.sum(axis=1, keepdims=True))


def _chance(evidence: SideEvidence, block: str, name: str) -> float:
    """How likely the finding is there, by all that is known so far."""
    there = [reading[0] for reading in evidence.blocks.get(block, {}).values() if isinstance(reading, tuple)]
    chance = evidence.knowledge.sign(block, name, there).chance
    p = evidence.posterior
    weights = np.concatenate([p[:N_ROOTS].sum() * evidence.causes, p[N_ROOTS:]]) if block in CAUSE_BLOCKS else p
    return float(weights @ chance)


def _with_causes(evidence: SideEvidence, change: Floats, causes: Floats) -> tuple[Floats, Floats]:
    p = evidence.posterior
    shift = np.log(causes / evidence.causes)
    return np.concatenate([shift, change[N_ROOTS:]]), np.concatenate([p[:N_ROOTS].sum() * evidence.causes, p[N_ROOTS:]])


def _because(evidence: SideEvidence, kind: str, change: Floats, weights: Floats, names: Sequence[str]) -> str:
    """Say which two of the living possibilities the answer pulls apart, and which answer speaks for which."""
    alive = [k for k in range(len(names)) if weights[k] >= _ALIVE]
    pairs = [(a, b) for a in alive for b in alive if change[a] > change[b]]
    if not pairs:
        return "tells the likeliest possibilities apart a little"
    first, second = max(pairs, key=lambda ab: weights[ab[0]] * weights[ab[1]] * (change[ab[0]] - change[ab[1]]))
    here, there = (_name(evidence.knowledge, names[k]) for k in (first, second))
    yes, no = _ANSWERS[kind]
    apart = f"separates {here} from {there}"
    if kind == "history":
        return f"{apart}: {yes} speaks for the former, {no} changes nothing"
    return f"{apart}: {yes} speaks for the former, {no} for the latter"


def _name(knowledge: Knowledge, hypothesis: str) -> str:
    words = knowledge.vocabulary.words
    if hypothesis in words["condition"]:
        return words["condition"][hypothesis]
    return words["not_root"].get(hypothesis, hypothesis)

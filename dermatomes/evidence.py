"""The findings of one side, sorted into blocks, and what each block says about the roots.

Every finding counts in exactly one block, and a block gives one shrunken, capped vector: what is correlated
does not multiply. Findings that no block reads (history, flags, brisk reflexes, tests of other structures,
marks of intensity 0, skin that says nothing about roots) change nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dermatomes.case import Finding, Mark, Numbness, Pain, Reflex, Test, Tingling, Weakness, finding_label
from dermatomes.knowledge import Floats, Knowledge
from dermatomes.likelihood import (
    cap_matrix,
    capped,
    limit_l5_s1,
    log_likelihood_of_places,
    log_likelihood_of_signs,
)
from dermatomes.words import ROOTS

BLOCKS = ("pain", "numbness", "weakness", "reflex", "tension")

Places = frozenset[str]
SignReading = tuple[str, bool]
Reading = Places | SignReading


@dataclass(frozen=True, eq=False)
class SideEvidence:
    """What was found on one side.

    Attributes
    ----------
    knowledge
        The tables used.
    prior
        (7,) prior over roots.
    blocks
        Block to label of finding to what it says: places for marks, (name, present) for signs. Labels are
        sorted and each stands once, so neither order nor repetition of findings can change a result.
    """

    knowledge: Knowledge
    prior: Floats
    blocks: Mapping[str, Mapping[str, Reading]]

    @cached_property
    def vectors(self) -> dict[str, Floats]:
        """Block to its (7,) log likelihood, shrunken and capped."""
        return {block: self.vector(block, readings) for block, readings in self.blocks.items()}

    @cached_property
    def posterior(self) -> Floats:
        """(7,) chance of each root, if one root of this side is the cause."""
        log_p = np.log(self.prior) + sum(self.vectors.values(), np.zeros(len(ROOTS)))
        p = np.exp(log_p - log_p.max())
        return np.asarray(p / p.sum())

    @property
    def bits(self) -> float:
        """Information the findings gave: Kullback-Leibler divergence of posterior from prior, in bits."""
        return float(np.sum(self.posterior * np.log2(self.posterior / self.prior)))

    @property
    def speaking_blocks(self) -> tuple[str, ...]:
        """Blocks that tell any two roots apart."""
        return tuple(block for block, vector in self.vectors.items() if np.ptp(vector) > 1e-9)

    def vector(self, block: str, readings: Mapping[str, Reading]) -> Floats:
        """(7,) shrunken and capped log likelihood of some findings of one block."""
        shrinkage = self.knowledge.settings[f"{block}_lambda"]
        if block in ("pain", "numbness"):
            table = self.knowledge.pain if block == "pain" else self.knowledge.numbness
            painted = {place for reading in readings.values() for place in _places(reading)}
            raw = log_likelihood_of_places(table, painted, shrinkage)
            found: Iterable[str] = ()
        else:
            signs = {_sign(reading) for reading in readings.values()}
            raw = log_likelihood_of_signs(self.knowledge, block, signs, shrinkage)
            found = {name for name, _ in signs}
        return capped(raw, self._caps(block, found))

    def _caps(self, block: str, found: Iterable[str]) -> Floats:
        caps = cap_matrix(self.knowledge, block, found)
        if block != "pain":
            return caps
        return limit_l5_s1(caps, self.prior, self.knowledge.settings["l5_s1_limit_from_pain"])


def gather(knowledge: Knowledge, findings: Iterable[Finding], side: str, age: int | None) -> SideEvidence | None:
    """Sort the findings of one side into blocks.

    Parameters
    ----------
    findings
        All findings of a visit.
    side
        ``left`` or ``right``. Marks on the midline belong to neither side.
    age
        Years, None if unknown.

    Returns
    -------
    SideEvidence or None
        None when nothing was said about this side.
    """
    said = [finding for finding in findings if getattr(finding, "side", None) == side]
    if not said:
        return None
    blocks: dict[str, dict[str, Reading]] = {}
    for finding in sorted(said, key=finding_label):
        block, reading = _read(knowledge, finding)
        if reading is not None:
            blocks.setdefault(block, {})[finding_label(finding)] = reading
    ordered = {block: blocks[block] for block in BLOCKS if block in blocks}
    return SideEvidence(knowledge, knowledge.prior(age), ordered)


def _read(knowledge: Knowledge, finding: Finding) -> tuple[str, Reading | None]:
    """Give the block of a finding, and what it says there (None: nothing)."""
    block = ""
    reading: Reading | None = None
    match finding:
        case Pain():
            block, reading = "pain", _painful_places(finding, knowledge)
        case Numbness() | Tingling():
            block, reading = "numbness", _numb_regions(finding, knowledge)
        case Weakness():
            block, reading = "weakness", (finding.muscle, not finding.is_full_strength)
        case Reflex() if finding.state != "brisk":  # lively reflexes speak of the cord, not of a root
            block, reading = "reflex", (finding.reflex, finding.state != "normal")
        case Test() if ("tension", finding.test) in knowledge.signs:
            block, reading = "tension", (finding.test, finding.result == "positive")
        case _:
            pass
    return block, reading


def _painful_places(mark: Pain, knowledge: Knowledge) -> Places | None:
    regions = knowledge.vocabulary.regions
    places = {regions[region].pain_place for region in _marked(mark, knowledge)}
    return frozenset(places & set(knowledge.pain.places)) or None


def _numb_regions(mark: Numbness | Tingling, knowledge: Knowledge) -> Places | None:
    return frozenset(_marked(mark, knowledge) & set(knowledge.numbness.places)) or None


def _marked(mark: Mark, knowledge: Knowledge) -> set[str]:
    """Give the marked regions; intensity 0 says that nothing is felt there."""
    return set() if mark.intensity == 0 else set(knowledge.vocabulary.members(mark.region))


def _places(reading: Reading) -> Places:
    return reading if isinstance(reading, frozenset) else frozenset()


def _sign(reading: Reading) -> SignReading:
    if isinstance(reading, frozenset):
        raise TypeError("a mark was put into a block of signs")
    return reading

"""The findings of one side, sorted into blocks, and what each block says.

Every finding counts in exactly one block, and a block gives one shrunken, capped vector: what is correlated
does not multiply. Five blocks tell roots apart (pain, numbness, weakness, reflex, tension); they and the
local signs of other structures tell roots from what is no root; posture and history tell the cause of a
root's trouble, and that from what is no root, but never which root. Findings that no block reads (flags,
brisk reflexes, marks of intensity 0, skin that says nothing, quality and depth of a mark, for which no
numbers were found) change nothing, and neither does what nobody asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dermatomes.case import (
    Finding,
    History,
    Mark,
    Numbness,
    Pain,
    Reflex,
    Spot,
    Test,
    Tingling,
    Weakness,
    finding_label,
)
from dermatomes.hypotheses import Floats, Prior, information, of_roots, posterior
from dermatomes.knowledge import BOTH_SIDES
from dermatomes.library import CAUSE_BLOCKS, CAUSE_COLUMNS, Knowledge
from dermatomes.likelihood import (
    cap_matrix,
    cause_cap,
    limit_l5_s1,
    log_likelihood_of_places,
    log_likelihood_of_signs,
    not_root_limits,
    settle,
    settle_causes,
    settle_history,
)
from dermatomes.words import HYPOTHESES, ROOT_CAUSES, SIDES

BLOCKS = ("pain", "numbness", "weakness", "reflex", "tension", "local", "posture", "history")

Painted = Mapping[str, float]
SignReading = tuple[str, float]
Reading = Painted | SignReading


@dataclass(frozen=True, eq=False)
class SideEvidence:
    """What was found on one side.

    Attributes
    ----------
    knowledge
        The tables used.
    prior
        What was expected at this age.
    blocks
        Block to label of finding to what it says: place to painted share for marks, (name, certainty) for
        signs. Labels are sorted and each stands once, so neither order nor repetition can change a result.
    both_sides
        Whether buttocks or legs of both sides are painful or numb.
    abnormal
        Whether a muscle is weak or a reflex is lost on this side.
    """

    knowledge: Knowledge
    prior: Prior
    blocks: Mapping[str, Mapping[str, Reading]]
    both_sides: bool
    abnormal: bool

    @cached_property
    def without(self) -> dict[str, Floats]:
        """Block to its (m + 1, 15) log likelihood: with all its m findings, then without each of them."""
        return {block: self.vectors_of(block, [found, *_each_left_out(found)]) for block, found in self.blocks.items()}

    @cached_property
    def vectors(self) -> dict[str, Floats]:
        """Block to its (15,) log likelihood, shrunken and capped."""
        return {block: vectors[0] for block, vectors in self.without.items()}

    @cached_property
    def stack(self) -> Floats:
        """(8, 15) the vectors of all of `BLOCKS`; zero where nothing was found."""
        nothing = np.zeros(len(HYPOTHESES))
        return np.array([self.vectors.get(block, nothing) for block in BLOCKS])

    @cached_property
    def posterior(self) -> Floats:
        """(15,) chance of each of `HYPOTHESES`."""
        return posterior(self.prior, self.stack)

    @cached_property
    def root_posterior(self) -> Floats:
        """(7,) chance of each root if a root is the cause."""
        return of_roots(self.posterior)

    @cached_property
    def causes(self) -> Floats:
        """(3,) chance of each of `ROOT_CAUSES` if a root is the cause."""
        told = [self.cause_vectors(block, self.raw(block, self.blocks.get(block, {}))) for block in CAUSE_BLOCKS]
        log_p = np.log(self.prior.causes) + np.sum(told, axis=0) + self._both_sides_vector
        p = np.exp(log_p - log_p.max())
        return np.asarray(p / p.sum())

    @property
    def bits(self) -> float:
        """Information about which root: Kullback-Leibler divergence of posterior from prior, in bits."""
        return float(information(self.root_posterior, self.prior.roots))

    @property
    def speaking_blocks(self) -> tuple[str, ...]:
        """Blocks that tell any two roots apart."""
        roots = len(self.prior.roots)
        return tuple(block for block, vector in self.vectors.items() if np.ptp(vector[:roots]) > 1e-9)

    def vectors_of(self, block: str, choices: Sequence[Mapping[str, Reading]]) -> Floats:
        """(m, 15) shrunken and capped log likelihood of m sets of findings of one block."""
        raw = np.array([self.raw(block, readings) for readings in choices])
        return self.settled(block, raw, [[name for name, _ in _signs(readings)] for readings in choices])

    def settled(self, block: str, raw: Floats, found: Sequence[Collection[str]]) -> Floats:
        """(m, 15) capped log likelihood from the raw one; `found` names the signs of each of the m sets."""
        limits = np.array([not_root_limits(self.knowledge, block, names) for names in found])
        if block in CAUSE_BLOCKS:
            return settle_history(raw, self.prior.causes, limits, len(self.prior.roots))
        caps = np.array([self._caps(block, names) for names in found])
        return settle(raw, self.prior.roots, caps, limits)

    def cause_vectors(self, block: str, raw: Floats) -> Floats:
        """(m, 3) what the raw (m, 11) log likelihood of a block says about the cause of a root's trouble."""
        return settle_causes(raw, self.prior.causes, cause_cap(self.knowledge, block))

    @cached_property
    def _both_sides_vector(self) -> Floats:
        if not self.both_sides:
            return np.zeros(len(ROOT_CAUSES))
        sign = self.knowledge.sign(BOTH_SIDES, BOTH_SIDES, ())
        raw = self.knowledge.settings["both_sides_lambda"] * sign.log_likelihood(1)
        return settle_causes(raw, self.prior.causes, cause_cap(self.knowledge, BOTH_SIDES))

    def raw(self, block: str, readings: Mapping[str, Reading]) -> Floats:
        """(15,), or (11,) for history: shrunken log likelihood of some findings of one block, not yet capped."""
        if block in ("pain", "numbness"):
            return self._raw_of_marks(block, readings)
        columns = len(CAUSE_COLUMNS) if block in CAUSE_BLOCKS else len(HYPOTHESES)
        return log_likelihood_of_signs(self.knowledge, block, _signs(readings), columns)

    def _raw_of_marks(self, block: str, readings: Mapping[str, Reading]) -> Floats:
        table = self.knowledge.pain if block == "pain" else self.knowledge.numbness
        painted: dict[str, float] = {}
        for reading in readings.values():
            for place, share in _places(reading).items():
                painted[place] = max(painted.get(place, 0.0), share)
        settings = self.knowledge.settings
        raw = log_likelihood_of_places(table, painted, settings["stroke_power"])
        if block == "numbness" and painted:  # that anything is numb at all speaks against joints and tendons
            raw = raw + log_likelihood_of_signs(self.knowledge, block, [("any", 1.0)], len(HYPOTHESES))
        return raw

    def _caps(self, block: str, found: Iterable[str]) -> Floats:
        return self._pain_caps if block == "pain" else cap_matrix(self.knowledge, block, found)

    @cached_property
    def _pain_caps(self) -> Floats:
        share = self.knowledge.settings["l5_s1_limit_from_pain"]
        return limit_l5_s1(cap_matrix(self.knowledge, "pain", ()), self.prior.roots, share)


def gather(knowledge: Knowledge, findings: Iterable[Finding], side: str, age: int | None) -> SideEvidence | None:
    """Sort the findings of one side into blocks.

    Parameters
    ----------
    findings
        All findings of a visit.
    side
        ``left`` or ``right``. Marks on the midline belong to neither side; history belongs to both.
    age
        Years, None if unknown.

    Returns
    -------
    SideEvidence or None
        None when nothing was said about this side.
    """
    visit = tuple(findings)
    if not any(getattr(finding, "side", None) == side for finding in visit):
        return None
    said = [finding for finding in visit if isinstance(finding, History) or getattr(finding, "side", None) == side]
    by_label: dict[str, list[Finding]] = {}
    for finding in said:
        by_label.setdefault(finding_label(finding), []).append(finding)
    blocks: dict[str, dict[str, Reading]] = {}
    for label in sorted(by_label):
        block, reading = _read(knowledge, by_label[label])
        if reading is not None:
            blocks.setdefault(block, {})[label] = reading
    ordered = {block: blocks[block] for block in BLOCKS if block in blocks}
    return SideEvidence(
        knowledge, knowledge.prior(age), ordered, _on_both_sides(knowledge, visit), any(map(_is_abnormal, said))
    )


def _read(knowledge: Knowledge, findings: Sequence[Finding]) -> tuple[str, Reading | None]:
    """Give the block of findings of one label, and what they say there (None: nothing)."""
    block = ""
    reading: Reading | None = None
    match findings[0]:
        case Pain():
            regions = knowledge.vocabulary.regions
            block, reading = "pain", _painted(findings, knowledge, {r: regions[r].pain_place for r in regions})
        case Numbness() | Tingling():
            block, reading = "numbness", _painted(findings, knowledge, {r: r for r in knowledge.numbness.places})
        case Weakness(muscle=muscle, grade=grade):
            block, reading = "weakness", (muscle, _weak(knowledge, grade))
        case Reflex(reflex=reflex, state=state) if state != "brisk":  # lively reflexes speak of the cord
            lost = {"normal": 0.0, "reduced": knowledge.settings["reflex_reduced"], "absent": 1.0}
            block, reading = "reflex", (reflex, lost[state])
        case Test(test=test, result=result) if test in knowledge.block_of:
            block, reading = knowledge.block_of[test], (test, float(result == "positive"))
        case History(item=item) if item in knowledge.block_of:
            block, reading = knowledge.block_of[item], (item, 1.0)
        case _:
            pass
    return block, reading


def _weak(knowledge: Knowledge, grade: str) -> float:
    """Give the chance that the muscle is truly weak."""
    slight = {"5": 0.0, "5-": knowledge.settings["weak_5_minus"], "4+": knowledge.settings["weak_4_plus"]}
    return slight.get(grade, 1.0)


def _painted(findings: Sequence[Finding], knowledge: Knowledge, place_of: Mapping[str, str]) -> Painted | None:
    """Give the places that marks of one label paint, and how much of each; intensity 0 paints nothing."""
    marks = [mark for mark in findings if isinstance(mark, Mark) and mark.intensity != 0]
    if not marks:
        return None
    regions = knowledge.vocabulary.members(marks[0].region)
    known = set(knowledge.pain.places) | set(knowledge.numbness.places)
    places = {place_of[region] for region in regions if place_of.get(region, "") in known}
    share = _share(knowledge, marks, regions)
    return dict.fromkeys(sorted(places), share) or None


def _share(knowledge: Knowledge, marks: Sequence[Mark], regions: Sequence[str]) -> float:
    """Give how much of some regions is painted; a region that is only named counts as wholly painted."""
    if not all(mark.spots for mark in marks):
        return 1.0
    spots: set[Spot] = {spot for mark in marks for spot in mark.spots}
    painted = sum(sorted(np.pi * spot.radius_mm**2 / 100 for spot in spots))
    whole = sum(knowledge.vocabulary.regions[region].area_cm2 for region in regions)
    return min(1.0, float(painted) / min(whole, knowledge.settings["painted_whole_cm2"]))


def _on_both_sides(knowledge: Knowledge, findings: Iterable[Finding]) -> bool:
    regions = knowledge.vocabulary.regions
    felt = {
        mark.side
        for mark in findings
        if isinstance(mark, Mark) and mark.intensity != 0
        for region in knowledge.vocabulary.members(mark.region)
        if regions[region].in_leg or regions[region].pain_place == "buttock"
    }
    return felt >= set(SIDES)


def _is_abnormal(finding: Finding) -> bool:
    weak = isinstance(finding, Weakness) and not finding.is_full_strength
    return weak or (isinstance(finding, Reflex) and finding.state in ("reduced", "absent"))


def _each_left_out(readings: Mapping[str, Reading]) -> list[dict[str, Reading]]:
    return [{label: reading for label, reading in readings.items() if label != out} for out in readings]


def _places(reading: Reading) -> Painted:
    return {} if isinstance(reading, tuple) else reading


def _signs(readings: Mapping[str, Reading]) -> list[SignReading]:
    return [reading for reading in readings.values() if isinstance(reading, tuple)]

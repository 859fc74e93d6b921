"""Findings in plain words. Pure: no Qt, no VTK, no geometry."""

from __future__ import annotations

from dermatomes import (
    Finding,
    Flag,
    History,
    Mark,
    Numbness,
    Pain,
    Reflex,
    Test,
    Tingling,
    Weakness,
    kind_of,
    vocabulary,
)


def place_words(side: str, place: str) -> str:
    """Name a region or group and its side, such as `left calf, upper`."""
    name = vocabulary().place_name(place)
    return name if side == "midline" else f"{side} {name}"


def begun(words: str) -> str:
    """The same words as the beginning of a sentence or line."""
    return words[:1].upper() + words[1:]


def finding_words(finding: Finding, *, with_side: bool = False) -> str:
    """Say a finding in plain words.

    Parameters
    ----------
    finding
        Any finding of a case.
    with_side
        Whether its side is named, and how strong and what kind a mark is.
    """
    words = vocabulary().words
    side = f"{finding.side} " if with_side and not isinstance(finding, Flag | History | Mark) else ""
    match finding:
        case Pain() | Numbness() | Tingling():
            return _mark(finding) if with_side else f"{kind_of(finding)}, {vocabulary().place_name(finding.region)}"
        case Weakness(grade=grade, muscle=muscle):
            return f"{side}strength {grade} of 5, {words['muscle'][muscle]}"
        case Reflex(reflex=reflex, state=state):
            return f"{side}{words['reflex'][reflex]} {words['reflex_state'][state]}"
        case Test(test=test, result=result):
            return f"{side}{words['test'][test]}: {words['test_result'][result]}"
        case History(item=item):
            return words["history"][item]
        case Flag(item=item):
            return words["flag"][item]


def _mark(mark: Mark) -> str:
    words = vocabulary().words
    details = [f"{mark.intensity} of 10"] if mark.intensity is not None else []
    details += [words["quality"][quality] for quality in mark.quality]
    details += [words["depth"][mark.depth]] if mark.depth is not None else []
    detail = f" ({', '.join(details)})" if details else ""
    return f"{kind_of(mark)}, {place_words(mark.side, mark.region)}{detail}"

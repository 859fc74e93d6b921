"""The sentences of a ranking. They never name a diagnosis, and nothing in them reassures."""

from __future__ import annotations

from collections.abc import Sequence

DISCLAIMER = (
    "Root Atlas is an educational tool and not a medical device. It compares seven nerve roots and eight other "
    "sources of such complaints; there are more. It says what the findings fit, not what a person has, and it "
    "cannot rule anything out."
)
TOO_LITTLE = "Too little to say: these findings fit every root about equally well."

_SUBJECT = {
    "pain": ("pain alone", True),
    "numbness": ("numbness and tingling alone", False),
    "weakness": ("strength alone", True),
    "reflex": ("reflexes alone", False),
    "tension": ("nerve stretch tests alone", False),
}


def statement(leading: Sequence[str], ratio: float, blocks: Sequence[str], lead_ratio: float) -> str:
    """Say in one plain sentence which roots the findings fit.

    Parameters
    ----------
    leading
        The smallest set of roots that holds the wanted share, likeliest first.
    ratio
        Chance of the first root over that of the second.
    blocks
        Blocks of findings that told any two roots apart.
    lead_ratio
        From this ratio on the first root is said to lead.
    """
    who, single = _SUBJECT[blocks[0]] if len(blocks) == 1 else ("these findings", False)
    first, others = leading[0], leading[1:]
    if not others:
        return f"{first}: {who} {'fits' if single else 'fit'} this root best, if one root is the cause."
    if ratio >= lead_ratio:
        return f"{first} more than {either(others)}: {who} cannot rule the {_rest(others)} out."
    apart = "tell these two apart" if len(others) == 1 else "tell these roots apart"
    return f"{either(leading)}: {who} cannot {apart}."


def not_root_sentence(names: Sequence[str], leads: bool) -> str:
    """Name what is no root and fits; `leads` when it fits better than any root. Nothing without names."""
    if not names:
        return ""
    if leads:
        return f"Something that is no nerve root fits better: {either(names)}."
    return f"Also possible, and no nerve root: {either(names)}."


def maps_sentence(places: Sequence[tuple[str, Sequence[str]]]) -> str:
    """Say at which places the published maps disagree, and which roots they name there."""
    if not places:
        return ""
    told = [f"{place} ({either(roots)})" if len(roots) <= 3 else place for place, roots in places]
    return f"Published maps of the skin disagree here: {', '.join(told)}."


def either(names: Sequence[str]) -> str:
    """Join names with commas and a last `or`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _rest(others: Sequence[str]) -> str:
    return "other" if len(others) == 1 else "others"

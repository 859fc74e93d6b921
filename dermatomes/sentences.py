"""The sentences of a ranking. They never name a diagnosis, and nothing in them reassures."""

from __future__ import annotations

from collections.abc import Sequence

DISCLAIMER = (
    "Root Atlas is an educational tool and not a medical device. The ranking assumes that one nerve root on "
    "that side is the cause; joints, muscles, vessels and single nerves can feel the same. It says what the "
    "findings fit, not what a person has, and it cannot rule anything out."
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
        return f"{first} more than {_either(others)}: {who} cannot rule the {_rest(others)} out."
    apart = "tell these two apart" if len(others) == 1 else "tell these roots apart"
    return f"{_either(leading)}: {who} cannot {apart}."


def _either(roots: Sequence[str]) -> str:
    return roots[0] if len(roots) == 1 else f"{', '.join(roots[:-1])} or {roots[-1]}"


def _rest(others: Sequence[str]) -> str:
    return "other" if len(others) == 1 else "others"

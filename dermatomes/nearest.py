"""The nearest known id, for sentences that help."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest_id(word: str, choices: Iterable[str]) -> str | None:
    """Give the known id most like `word`.

    Parameters
    ----------
    word
        What somebody wrote.
    choices
        The ids that exist.

    Returns
    -------
    str or None
        None when nothing comes near.
    """
    spelled = word.strip().lower().replace("-", "_").replace(" ", "_")
    by_lower = {choice.lower(): choice for choice in choices}
    found = get_close_matches(spelled, by_lower, n=1, cutoff=0.5)
    return by_lower[found[0]] if found else None


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """Finish a sentence with the nearest known id, or with all of them when they are few.

    Returns
    -------
    str
        ``': did you mean "calf"?'``, or ``' (known: left, right)'``, or nothing.
    """
    known = list(choices)
    near = nearest_id(word, known)
    if near is not None:
        return f': did you mean "{near}"?'
    return f" (known: {', '.join(known)})" if len(known) <= 8 else ""

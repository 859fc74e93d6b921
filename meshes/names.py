"""Names a caller may use, and the error when one is not known."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class UnknownNameError(ValueError):
    """A figure, segment, region, side, root or path has another name."""


def require(name: str, known: Iterable[str], what: str) -> str:
    """Return `name` if it is one of `known`.

    Raises
    ------
    UnknownNameError
        If it is not; the message offers the nearest known name.
    """
    choices = list(known)
    if name in choices:
        return name
    near = difflib.get_close_matches(name, choices, n=1)
    hint = f"did you mean {near[0]}?" if near else f"known: {', '.join(choices)}"
    raise UnknownNameError(f"no {what} {name!r}: {hint}")

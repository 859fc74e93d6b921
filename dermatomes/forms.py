"""Findings as they are written on a command line.

::

    pain left:calf      numb left:sole      tingle left:toe_1      weak left:great_toe_extension=4
    reflex left:achilles=absent             test left:slr=positive
    history worse_sitting                   flag saddle_numbness
"""

from __future__ import annotations

from collections.abc import Callable

from dermatomes.case import (
    SPOKEN_KINDS,
    Finding,
    Flag,
    History,
    Numbness,
    Pain,
    Reflex,
    Test,
    Tingling,
    Weakness,
)
from dermatomes.errors import FindingError, WordError
from dermatomes.nearest import did_you_mean
from dermatomes.words import MARK_SIDES, SIDES, vocabulary

OPTION_KINDS = {"numb": "numbness", "tingle": "tingling", "weak": "weakness"}


def parse_finding(kind: str, text: str) -> Finding:
    """Understand one finding of the command line.

    Parameters
    ----------
    kind
        A kind of finding (``pain``, ``numbness`` ...) or the short form of its option (``numb``, ``tingle``,
        ``weak``).
    text
        What stands behind the option, such as ``left:great_toe_extension=4``.

    Returns
    -------
    Finding

    Raises
    ------
    WordError
        An id nobody knows; the sentence offers the nearest known one.
    FindingError
        A form that cannot be read; the sentence shows the right one.
    """
    full_kind = OPTION_KINDS.get(kind, kind)
    if full_kind not in _READERS:
        known = (*SPOKEN_KINDS, *OPTION_KINDS)
        raise WordError(f'unknown kind of finding "{kind}"{did_you_mean(kind, known)}', "kind")
    return _READERS[full_kind](text.strip())


def _pain(text: str) -> Finding:
    return Pain(*_place(text))


def _numbness(text: str) -> Finding:
    return Numbness(*_place(text))


def _tingling(text: str) -> Finding:
    return Tingling(*_place(text))


def _weakness(text: str) -> Finding:
    return Weakness(*_sided_value(text, "muscle", "left:great_toe_extension=4"))


def _reflex(text: str) -> Finding:
    return Reflex(*_sided_value(text, "reflex", "left:achilles=absent"))


def _test(text: str) -> Finding:
    return Test(*_sided_value(text, "test", "left:slr=positive"))


def _history(text: str) -> Finding:
    return History(text)


def _flag(text: str) -> Finding:
    return Flag(text)


def _place(text: str) -> tuple[str, str]:
    side, region = _split(text, ":", "left:calf")
    _check_side(side, MARK_SIDES)
    return side, region


def _sided_value(text: str, kind: str, example: str) -> tuple[str, str, str]:
    side, rest = _split(text, ":", example)
    _check_side(side, SIDES)
    name, value = _split(rest, "=", example)
    vocabulary().check(kind, name, kind)
    return side, name, value


def _split(text: str, mark: str, example: str) -> tuple[str, str]:
    before, found, after = text.partition(mark)
    if not (found and before.strip() and after.strip()):
        raise FindingError(f'"{text}" cannot be read: expected a form such as {example}')
    return before.strip(), after.strip()


def _check_side(side: str, sides: tuple[str, ...]) -> None:
    if side not in sides:
        raise WordError(f'unknown side "{side}"{did_you_mean(side, sides)}', "side")


_READERS: dict[str, Callable[[str], Finding]] = {
    "pain": _pain,
    "numbness": _numbness,
    "tingling": _tingling,
    "weakness": _weakness,
    "reflex": _reflex,
    "test": _test,
    "history": _history,
    "flag": _flag,
}

"""Findings as they are written on a command line.

::

    pain left:calf      numb left:sole      tingle left:toe_1      weak left:great_toe_extension=4
    reflex left:achilles=absent             test left:slr=positive
    history worse_sitting                   flag saddle_numbness

A mark may say more: its intensity, qualities and depth behind ``=``, and where exactly it lies behind ``@``, in chart
coordinates (segment, t, theta, radius in mm), once for each spot::

    pain left:calf=7,shooting,deep
    pain left:calf_upper=7@leg/0.31/171/25@leg/0.36/168/25
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from dermatomes.case import (
    SPOKEN_KINDS,
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
)
from dermatomes.errors import FindingError, WordError
from dermatomes.nearest import did_you_mean
from dermatomes.words import MARK_SIDES, SIDES, vocabulary

_MarkType = type[Pain] | type[Numbness] | type[Tingling]

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


def typed_mark(mark: Mark) -> str:
    """Write a mark as `parse_finding` reads it: the inverse, so that every mark of a window can be typed."""
    told = [] if mark.intensity is None else [str(mark.intensity)]
    told += [*mark.quality, *([mark.depth] if mark.depth else [])]
    spots = "".join(f"@{spot.segment}/{spot.t!r}/{spot.theta!r}/{spot.radius_mm!r}" for spot in mark.spots)
    return f"{mark.side}:{mark.region}{'=' if told else ''}{','.join(told)}{spots}"


def _pain(text: str) -> Finding:
    return _mark(Pain, text)


def _numbness(text: str) -> Finding:
    return _mark(Numbness, text)


def _tingling(text: str) -> Finding:
    return _mark(Tingling, text)


def _mark(kind: _MarkType, text: str) -> Finding:
    place, *spots = text.split("@")
    place, _, told = place.partition("=")
    side, region = _place(place)
    vocabulary().check("region", region, "region")
    return _checked(kind, text, side=side, region=region, **_told(told), spots=[_spot(spot) for spot in spots])


def _told(text: str) -> dict[str, Any]:
    """Sort the words behind ``=``: a number is the intensity, the others are looked up."""
    told: dict[str, Any] = {"quality": []}
    for word in filter(None, (word.strip() for word in text.split(","))):
        if word.lstrip("-").isdigit():
            told["intensity"] = int(word)
        elif word in vocabulary().known("depth"):
            told["depth"] = word
        else:
            vocabulary().check("quality", word, "quality")
            told["quality"].append(word)
    return told


def _spot(text: str) -> dict[str, Any]:
    segment, *numbers = (word.strip() for word in text.split("/"))
    if not 2 <= len(numbers) <= 3:
        raise FindingError(f'the spot "{text}" cannot be read: expected a form such as leg/0.31/171/25')
    return {"segment": segment, **dict(zip(("t", "theta", "radius_mm"), _floats(numbers, text), strict=False))}


def _floats(words: list[str], text: str) -> Iterator[float]:
    for word in words:
        try:
            yield float(word)
        except ValueError as error:
            raise FindingError(f'the spot "{text}" cannot be read: "{word}" is no number') from error


def _checked(kind: _MarkType, text: str, **fields: Any) -> Finding:
    """Make a mark under the same limits as one that is read from a file."""
    tag = str(kind.__struct_config__.tag)
    try:
        return msgspec.convert({"kind": tag, **fields}, kind)
    except msgspec.ValidationError as error:
        if isinstance(error.__cause__, WordError):
            raise error.__cause__ from error
        raise FindingError(f'"{text}" cannot be read: {error}') from error


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

"""Cases to and from JSON files: strict when reading, never half written."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

import msgspec

from dermatomes import case as words_of_case
from dermatomes.case import FORMAT, VERSION, Case, Finding, Visit
from dermatomes.errors import CaseError, WordError
from dermatomes.nearest import did_you_mean
from dermatomes.whole import write_whole

_BOM = b"\xef\xbb\xbf"
_PLACE = re.compile(r" - at `(?P<place>[^`]+)`$")
_UNKNOWN_KEY = re.compile(r"Object contains unknown field `(?P<key>[^`]*)`")
_MISSING_KEY = re.compile(r"Object missing required field `(?P<key>[^`]*)`")
_BAD_KIND = re.compile(r"Invalid value '(?P<kind>[^']*)'")


class _Header(msgspec.Struct):
    """The two keys that tell whether the rest can be understood at all."""

    format: str = ""
    version: int = 0


def read_case(source: str | os.PathLike[str] | bytes) -> Case:
    """Read a case file.

    Parameters
    ----------
    source
        A path, or the content of a file as bytes.

    Returns
    -------
    Case

    Raises
    ------
    CaseError
        The file cannot be read, is no case, is of an unknown version, or holds something unknown (the
        sentence names the place and the nearest known id).
    """
    if isinstance(source, bytes):
        return case_from_json(source)
    path = Path(source)
    try:
        content = path.read_bytes()
    except OSError as problem:
        raise CaseError(f"{path}: cannot be read ({problem.strerror or problem})") from problem
    try:
        return case_from_json(content)
    except CaseError as problem:
        raise CaseError(f"{path}: {problem}") from problem


def case_from_json(content: bytes | str) -> Case:
    """Understand the text of a case file.

    Parameters
    ----------
    content
        JSON, UTF-8 when given as bytes.

    Returns
    -------
    Case

    Raises
    ------
    CaseError
        As `read_case`.
    """
    raw = content.encode() if isinstance(content, str) else content.removeprefix(_BOM)
    _check_header(raw)
    try:
        return msgspec.json.decode(raw, type=Case)
    except msgspec.ValidationError as problem:
        raise CaseError(_sentence(problem)) from problem
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise CaseError(f"this is not readable JSON ({problem})") from problem


def case_to_json(case: Case) -> bytes:
    """Write a case as text: the same case always gives the same bytes.

    Returns
    -------
    bytes
        UTF-8 JSON, indented by two spaces, one line feed at the end.
    """
    return msgspec.json.format(msgspec.json.encode(case), indent=2) + b"\n"


def write_case(case: Case, path: str | os.PathLike[str]) -> None:
    """Save a case: the old file stays whole until the new one is.

    Raises
    ------
    CaseError
        The case would not be readable again, or the file cannot be written; nothing was changed.
    """
    content = case_to_json(case)
    if case_from_json(content) != case:
        raise CaseError("this case cannot be saved: it would not read back the same; nothing was written")
    try:
        write_whole(path, content)
    except OSError as problem:
        raise CaseError(f"{path}: cannot be written ({problem.strerror or problem}); nothing was changed") from problem


def with_findings(
    case: Case, findings: Iterable[Finding], *, age: int | None = None, sex: str | None = None
) -> Case:
    """Add findings to the last visit of a case (a first visit if it has none), and what is known of the person.

    Raises
    ------
    CaseError
        The age is impossible.
    WordError
        The sex is not a known word.
    """
    last = case.visits[-1] if case.visits else Visit()
    visit = msgspec.structs.replace(last, findings=(*last.findings, *findings))
    person = case.person
    person = person if age is None else msgspec.structs.replace(person, age=age)
    person = person if sex is None else msgspec.structs.replace(person, sex=sex)
    extended = msgspec.structs.replace(case, person=person, visits=(*case.visits[:-1], visit))
    return case_from_json(case_to_json(extended))


def _check_header(raw: bytes) -> None:
    try:
        header = msgspec.json.decode(raw, type=_Header)
    except msgspec.ValidationError as problem:
        raise CaseError(f"this is not a Root Atlas case ({problem})") from problem
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise CaseError(f"this is not readable JSON ({problem})") from problem
    if header.format != FORMAT:
        raise CaseError(f'this is not a Root Atlas case: $.format must be "{FORMAT}", not "{header.format}"')
    if header.version != VERSION:
        raise CaseError(
            f"this case is of version {header.version} and this Root Atlas reads version {VERSION}: "
            "open it with a newer Root Atlas; the file is unchanged"
        )


def _sentence(problem: msgspec.ValidationError) -> str:
    text = str(problem)
    found = _PLACE.search(text)
    place, what = (found["place"], text[: found.start()]) if found else ("$", text)
    if isinstance(problem.__cause__, WordError):
        return f"{place}.{problem.__cause__.field}: {problem.__cause__}"
    if unknown := _UNKNOWN_KEY.match(what):
        return f'{place}.{unknown["key"]}: unknown key "{unknown["key"]}"' + did_you_mean(unknown["key"], _known_keys())
    if missing := _MISSING_KEY.match(what):
        return f"{place}.{missing['key']}: this key is missing"
    if place.endswith(".kind") and (kind := _BAD_KIND.match(what)):
        return f'{place}: unknown kind "{kind["kind"]}"' + did_you_mean(kind["kind"], words_of_case.SPOKEN_KINDS)
    if place.endswith(".date"):
        return f"{place}: expected a date such as 2026-11-20"
    return f"{place}: {what[:1].lower()}{what[1:]}"


def _known_keys() -> list[str]:
    structs = [item for item in vars(words_of_case).values() if isinstance(item, type(Case))]
    return sorted({"kind", *(name for struct in structs for name in struct.__struct_fields__)})

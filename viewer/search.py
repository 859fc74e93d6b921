"""Finding a structure, a place on the skin or a root by any of its names. Pure: no Qt, no VTK.

A name and what was typed are both brought to the same plain words (`viewer/data/synonyms.toml`);
the nearer a name is to what was typed, the earlier it stands. Left and right are one entry.
"""

from __future__ import annotations

import difflib
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dermatomes import ROOTS, vocabulary
from meshes import Manifest, PartRow, read_manifest

SYNONYMS = Path(__file__).resolve().parent / "data" / "synonyms.toml"
SHOWN = 40
_IDLE = frozenset(("of", "the", "a", "an", "and", "or", "in", "to", "from", "its", "for", "et"))
_SIDES = frozenset(("left", "right", "sin", "dex"))
"""Words that tell nothing apart."""
_NOT_WHOLE = 3.0
"""How much less a synonym counts while only its beginning is typed."""
_IN_FULL = 100.0
_IN_ANOTHER_ORDER = 95.0
_BEGINS = 70.0
_HOLDS = 45.0
_TELLING_LETTERS = 4
"""The beginning of a synonym is taken for it from so many letters on."""
_BEFORE_OTHERS = {"root": 2.0, "group": 1.0, "part": 0.5, "region": 0.0}
"""What stands first among names that fit equally well."""
Words = tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """One thing that can be found.

    Attributes
    ----------
    key
        Its lasting name, such as `part:sciatic`, `region:toe_1` or `root:L5`.
    kind
        part, group, region or root.
    name, latin
        Plain English and Latin, without a side; latin is "" if it has none.
    ids
        The ids it stands for: both sides of a part; one region, group or root.
    parts
        Ids of the parts that belong to it; none for a place on the skin.
    """

    key: str
    kind: str
    name: str
    latin: str
    ids: tuple[str, ...]
    parts: tuple[str, ...]


@dataclass(frozen=True)
class _Thesaurus:
    """`same`: phrase to the one that stands for it, longest first; `short`: abbreviations; `also`: more names."""

    same: Mapping[Words, Words]
    short: Mapping[str, str]
    also: Mapping[str, tuple[str, ...]]


def search(text: str) -> tuple[Entry, ...]:
    """Find what is called so, the best first.

    Parameters
    ----------
    text
        Anything: English, Latin, an abbreviation, an id, the beginning of a word.

    Returns
    -------
    At most `SHOWN` entries; none for an empty text.
    """
    typed = _words(text)
    if not typed:
        return ()
    asked = (_plain(typed), _plain(_same(typed)))
    found = _ranked(asked, tuple(_completed(typed))) or _ranked(tuple(map(_corrected, asked)))
    return found[:SHOWN]


@cache
def entries() -> tuple[Entry, ...]:
    """Everything that can be found: roots, parts and groups, regions and their groups."""
    manifest = read_manifest()
    return (*_roots(manifest), *_parts(manifest), *_groups(manifest), *_regions())


def entry_of(key: str) -> Entry | None:
    """The entry of this key, or None."""
    return _by_key().get(key)


def key_of_part(part_id: str) -> str:
    """The key of the entry that a part belongs to."""
    return f"part:{_without_side(part_id)}"


@cache
def _by_key() -> Mapping[str, Entry]:
    return {entry.key: entry for entry in entries()}


def _roots(manifest: Manifest) -> Iterable[Entry]:
    for root in ROOTS:
        carrying = tuple(row.id for row in manifest.parts.values() if root in row.roots and row.kind != "muscle")
        latin = f"radix nervi spinalis {root}"
        yield Entry(f"root:{root}", "root", f"nerve root {root}", latin, (root,), carrying)


def _parts(manifest: Manifest) -> Iterable[Entry]:
    pairs: dict[str, list[PartRow]] = {}
    for row in manifest.parts.values():
        pairs.setdefault(key_of_part(row.id), []).append(row)
    for key, rows in pairs.items():
        ids = tuple(row.id for row in rows)
        yield Entry(key, "part", _plain_name(rows[0].name), _plain_latin(rows[0].latin), ids, ids)


def _groups(manifest: Manifest) -> Iterable[Entry]:
    for row in manifest.groups.values():
        yield Entry(f"group:{row.id}", "group", row.name, row.latin, (row.id,), _descendants(manifest, row.id))


def _regions() -> Iterable[Entry]:
    for place in vocabulary().known("region"):
        yield Entry(f"region:{place}", "region", vocabulary().place_name(place), "", (place,), ())


def _descendants(manifest: Manifest, group: str) -> tuple[str, ...]:
    """Ids of the parts in a group, and of the parts of those."""
    inside = {group}
    while more := {row.id for row in manifest.parts.values() if row.parent in inside} - inside:
        inside |= more
    return tuple(part_id for part_id in manifest.parts if part_id in inside)


def _without_side(part_id: str) -> str:
    return part_id.removesuffix("_left").removesuffix("_right")


def _plain_name(name: str) -> str:
    return name.removeprefix("left ").removeprefix("right ")


def _plain_latin(latin: str) -> str:
    return re.sub(r" \((sin|dex)\w*\.\)$", "", latin)


def _completed(typed: Words) -> Iterable[Words]:
    """What is meant by every synonym that what was typed is the beginning of."""
    beginning = " ".join(typed)
    if len(beginning) >= _TELLING_LETTERS:
        same = _thesaurus().same.items()
        yield from dict.fromkeys(stands for phrase, stands in same if " ".join(phrase).startswith(beginning))


def _ranked(asked: tuple[Words, ...], completed: tuple[Words, ...] = ()) -> tuple[Entry, ...]:
    """Every entry that fits what was asked, or what it may be the beginning of; the best first."""
    best = {entry: max(_best(asked, names), _best(completed, names) - _NOT_WHOLE) for entry, names in _index()}
    fitting = [entry for entry, score in best.items() if score > 0]
    return tuple(sorted(fitting, key=lambda entry: -best[entry] - _BEFORE_OTHERS[entry.kind]))


def _best(asked: Iterable[Words], names: Iterable[Words]) -> float:
    return max((_score(words, name) for words in asked for name in names), default=0.0)


def _score(asked: Words, name: Words) -> float:
    if not asked:
        return 0.0
    if asked == name:
        return _IN_FULL
    if sorted(asked) == sorted(name):
        return _IN_ANOTHER_ORDER
    covered = 20.0 * len(asked) / max(len(name), len(asked))
    if all(word.startswith(part) for part, word in zip(asked, name, strict=False)) and len(asked) <= len(name):
        return _BEGINS + covered
    if all(any(word.startswith(part) for word in name) for part in asked):
        return _HOLDS + covered
    return 0.0


def _corrected(words: Words) -> Words:
    """Every word that nothing is called by, replaced by the nearest one that something is."""
    near = [difflib.get_close_matches(word, _known_words(), n=1, cutoff=0.75) for word in words]
    return tuple(found[0] if found else word for word, found in zip(words, near, strict=True))


@cache
def _known_words() -> tuple[str, ...]:
    return tuple({word: None for _, names in _index() for name in names for word in name})


@cache
def _index() -> tuple[tuple[Entry, tuple[Words, ...]], ...]:
    """Every entry with all its names in plain words."""
    return tuple((entry, tuple(dict.fromkeys(_names(entry)))) for entry in entries())


def _names(entry: Entry) -> Iterable[Words]:
    also = _thesaurus().also.get(entry.key, ())
    own = (f"root {entry.ids[0]}", entry.ids[0]) if entry.kind == "root" else (entry.key.partition(":")[2],)
    for name in (entry.name, entry.latin, re.sub(r"\(.*?\)", "", entry.name), *own, *entry.ids, *also):
        bracketed = re.findall(r"\((.*?)\)", name)
        for spoken in (name, *bracketed):
            typed = _words(spoken)
            if typed:
                yield from (_plain(typed), _plain(_same(typed)))


def _words(text: str) -> Words:
    """Lower-case words without accents; L4/5 and L4-5 are L4 L5, and abbreviations are written out."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower().replace("_", " ")
    bare = re.sub(r"\b([lst])(\d+)\s*[/-]\s*(\d)", r"\1\2 \1\3", bare)
    short = _thesaurus().short
    return tuple(short.get(word, word) for word in re.findall(r"[a-z0-9]+", bare))


def _plain(words: Words) -> Words:
    """Without the words that tell nothing apart, unless there are no others."""
    return tuple(word for word in words if word not in _IDLE | _SIDES) or words


def _same(words: Words) -> Words:
    """With every phrase replaced by the one that stands for it; a longer phrase goes first."""
    same, place = _thesaurus().same, 0
    plain: list[str] = []
    longest = max(len(phrase) for phrase in same)
    while place < len(words):
        lengths = range(min(longest, len(words) - place), 0, -1)
        known = next((length for length in lengths if words[place : place + length] in same), 0)
        plain += same[words[place : place + known]] if known else words[place : place + 1]
        place += max(known, 1)
    return tuple(plain)


@cache
def _thesaurus() -> _Thesaurus:
    rows = tomllib.loads(SYNONYMS.read_text("utf-8"))
    split = re.compile(r"[a-z0-9]+").findall
    same = {tuple(split(word)): tuple(split(group[0])) for group in rows["same"] for word in group}
    return _Thesaurus(same, rows["short"], {key: tuple(names) for key, names in rows["also"].items()})

"""The information card: what is known about a structure, a place on the skin or a root. Pure: no Qt, no VTK.

What a root moves and what tests it is asked of the ranking, what the maps say about a place from the maps, and
which nerves run under a place from their courses on the body that is shown.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from dermatomes import ROOTS, PlaceMaps, key_points, load_map, maps_at, sources, vocabulary
from meshes import Body, Manifest, PartRow, read_manifest
from viewer.atlas import Atlas
from viewer.courses import regions_along
from viewer.picture import Card
from viewer.readings import sources_of_pain, three_readings
from viewer.search import Entry, entry_of, key_of_part
from viewer.signs import KINDS, signs_of

DESCRIPTIONS = Path(__file__).resolve().parent / "data" / "descriptions.toml"
OURS = "modelled for Root Atlas"
_CONNECTS = ("_to_", "ventral_ramus")
Section = tuple[str, tuple[str, ...]]


def card_of(entry: Entry | None, atlas: Atlas, figure: str, map_id: str) -> Card | None:
    """Tell what is known about an entry of the search.

    Parameters
    ----------
    entry
        What is asked about, or None.
    atlas, figure
        The body that is shown.
    map_id
        The map that is laid on its skin.

    Returns
    -------
    Its card, without the sections that have nothing to say; None for None.
    """
    if entry is None:
        return None
    makers = {"part": _part, "group": _group, "root": _root}
    body = atlas.body(figure)
    what, sections = _region(entry, body, map_id) if entry.kind == "region" else makers[entry.kind](entry, body)
    told = tuple((heading, lines) for heading, lines in sections if lines)
    return Card(entry.name[0].upper() + entry.name[1:], entry.latin, what, told, entry.parts)


def _part(entry: Entry, body: Body) -> tuple[str, list[Section]]:
    manifest = read_manifest()
    row = manifest.parts[entry.ids[0]]
    reached = regions_along(body, _branches(manifest, row.id)) if row.kind == "nerve" else ()
    carries = "Moved by" if row.kind == "muscle" else "Carries"
    sections = [
        ("Belongs to", _ancestors(manifest, row)),
        (carries, (_listed(row.roots),) if row.roots else ()),
        ("Branches" if row.kind in ("nerve", "root") else "Parts", _children(manifest, entry)),
        ("Skin over its ends", ("; ".join(reached),) if reached else ()),
        ("Identifiers", _identifiers(entry, row.fma, row.uberon)),
        ("Source and licence", _origin(manifest, [row])),
    ]
    return _described(row.id, row.kind), sections


def _group(entry: Entry, _body: Body) -> tuple[str, list[Section]]:
    manifest = read_manifest()
    row = manifest.groups[entry.ids[0]]
    inside = [manifest.parts[part_id] for part_id in entry.parts]
    carried = {root for part in inside if part.kind != "muscle" for root in part.roots}
    sections = [
        ("Parts", _children(manifest, entry)),
        ("Carries", (_listed(root for root in ROOTS if root in carried),) if carried else ()),
        ("Identifiers", _identifiers(entry, row.fma, row.uberon)),
        ("Source and licence", _origin(manifest, inside)),
    ]
    return _described(row.id, "group"), sections


def _region(entry: Entry, body: Body, map_id: str) -> tuple[str, list[Section]]:
    place = entry.ids[0]
    members, maps = vocabulary().members(place), maps_at(place)
    inside = tuple(vocabulary().place_name(member) for member in members if member != place)
    sections = [
        *three_readings(place, map_id, body),
        ("Consists of", inside),
        ("Roots the maps name here", _maps_say(maps)),
        ("Where they disagree", _dispute(maps)),
        ("Identifiers", (f"Root Atlas: {place}",)),
        ("Sources", (*_map_sources(), *sources_of_pain(place))),
    ]
    return "Several places on the skin." if inside else "A place on the skin.", sections


def _root(entry: Entry, _body: Body) -> tuple[str, list[Section]]:
    root, manifest = entry.ids[0], read_manifest()
    words = vocabulary().words
    told = {kind: tuple(words[kind][word] for word in signs_of(kind, root)) for kind in KINDS}
    fma = manifest.parts[f"root_{root}_left"].fma
    sections = [
        ("Muscles", told["muscle"]),
        ("Reflex", told["reflex"] or ("no reflex tests it",)),
        ("Nerve tests", told["test"]),
        ("Skin in each map", tuple(f"{load_map(map_id).title}: {_skin_of(root, map_id)}" for map_id in _map_ids())),
        ("Key point for touch", tuple(point.description for point in key_points() if point.root == root)),
        ("Nerves that carry it", _nerves_of(manifest, root)),
        ("Muscles modelled", _names(row.id for row in manifest.parts.values() if _moves(row, root))),
        ("Identifiers", _identifiers(entry, fma, "")),
        ("Sources", (*_sign_sources(root), *_map_sources())),
    ]
    return _leaves(root), sections


def _leaves(root: str) -> str:
    """Where a root leaves the spine: a lumbar one below the vertebra of its name, a sacral one through the sacrum."""
    number = int(root[1])
    if root[0] == "S":
        return f"The nerve root that leaves the spine through the opening {number} of the sacrum."
    below = f"L{number + 1}" if number < 5 else "the sacrum"
    return f"The nerve root that leaves the spine between the vertebra L{number} and {below}."


def _sign_sources(root: str) -> tuple[str, ...]:
    used = {source for kind in KINDS for source in signs_of(kind, root).values() if source}
    return tuple(sources()[source].citation for source in sorted(used))


def _map_ids() -> tuple[str, ...]:
    return vocabulary().known("map")


def _map_sources() -> tuple[str, ...]:
    return tuple(load_map(map_id).citation for map_id in _map_ids())


def _maps_say(maps: PlaceMaps) -> tuple[str, ...]:
    return tuple(
        f"{load_map(map_id).title}: {_listed(roots) if roots else 'blank, people differ too much'}"
        for map_id, roots in maps.roots.items()
    )


def _dispute(maps: PlaceMaps) -> tuple[str, ...]:
    share = round(100 * maps.contradicted)
    if share < 1:
        return ("No two maps contradict each other here.",)
    much = "They contradict each other" if maps.disagree else "They mostly agree; they contradict each other"
    return (f"{much} on about {share} % of this skin.",)


def _skin_of(root: str, map_id: str) -> str:
    places = [place for place in vocabulary().regions if root in maps_at(place).roots[map_id]]
    for group, members in vocabulary().groups.items():
        if len(members) > 1 and set(members) <= set(places):
            places = [group if place == members[0] else place for place in places if place not in members[1:]]
    return "; ".join(map(vocabulary().place_name, places)) or "none drawn"


def _nerves_of(manifest: Manifest, root: str) -> tuple[str, ...]:
    """The nerves of a root by name: those that leave plexus or root, and their first branches."""
    rows = [row for row in manifest.parts.values() if row.kind == "nerve" and root in row.roots]
    named = [row for row in rows if not any(word in row.id for word in _CONNECTS)]
    trunks = {row.id for row in manifest.parts.values() if row.kind == "nerve"}
    first = {row.id for row in named if row.parent not in trunks}
    return _names(row.id for row in named if row.id in first or row.parent in first)


def _moves(row: PartRow, root: str) -> bool:
    return row.kind == "muscle" and root in row.roots


def _ancestors(manifest: Manifest, row: PartRow) -> tuple[str, ...]:
    names, parent = [], row.parent
    while parent:
        entry = entry_of(key_of_part(parent)) or entry_of(f"group:{parent}")
        names += [entry.name] if entry else []
        parent = manifest.parts[parent].parent if parent in manifest.parts else ""
    return tuple(names)


def _children(manifest: Manifest, entry: Entry) -> tuple[str, ...]:
    return _names(row.id for row in manifest.parts.values() if row.parent in entry.ids)


def _branches(manifest: Manifest, part_id: str) -> tuple[str, ...]:
    """A nerve and all that branches off it, on its side."""
    own = [row.id for row in manifest.parts.values() if row.parent == part_id]
    return (part_id, *(deeper for child in own for deeper in _branches(manifest, child)))


def _names(part_ids: Iterable[str]) -> tuple[str, ...]:
    found = (entry_of(key_of_part(part_id)) for part_id in part_ids)
    return tuple(dict.fromkeys(entry.name for entry in found if entry))


def _identifiers(entry: Entry, fma: str, uberon: str) -> tuple[str, ...]:
    return (*filter(None, (fma, uberon)), f"Root Atlas: {', '.join(entry.ids)}")


def _origin(manifest: Manifest, rows: Iterable[PartRow]) -> tuple[str, ...]:
    versions = {source.package: source.version for source in manifest.sources}
    lines = []
    for row in rows:
        packages = [f"{name} {versions.get(name, '')}".strip() for name in row.source.split(", ") if name]
        lines.append(f"{', '.join(packages) or OURS}; {row.licence}")
    return tuple(dict.fromkeys(lines))


def _described(part_id: str, kind: str) -> str:
    texts = _descriptions()
    fitting = [key for key in texts["ids"] if part_id.startswith(key)]
    return texts["ids"][max(fitting, key=len)] if fitting else texts["kinds"][kind]


def _listed(words: Iterable[str]) -> str:
    return ", ".join(word.replace("_", "-") for word in words)


@cache
def _descriptions() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(DESCRIPTIONS.read_text("utf-8"))

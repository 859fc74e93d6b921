"""Questions made from the tables: one maker for each kind. Pure: no Qt, no VTK.

A maker gets what stands behind the kind in a question's id, the map that is chosen and a source of chance that is the
same for the same seed. Wording is data (`viewer/data/quiz`); what is right is always asked of the tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random

from dermatomes import ROOTS, LevelShare, levels_of, load_map, map_ids, maps_at, sources, vocabulary, warning_rules
from meshes import LEVELS, read_manifest
from viewer.guides.sight import Sight
from viewer.quiz.data import facts, nerves, wording
from viewer.quiz.question import Choice, Question
from viewer.search import entry_of
from viewer.signs import signs_of

CHOICES = 4
DISC = "disc_herniation"
ANATOMY = "grays_anatomy"
SIDE = "left"
"""Both sides are alike: one is asked about."""
FOOT = ("ankle", "foot_dorsum", "sole", "toes", "heel", "foot_lateral_edge", "foot_medial_edge")
"""Regions and groups that make up a foot."""
SEEN_THROUGH, BARE = 80, 0
"""How clear the skin is where what lies under it is asked about, and where the skin itself is."""


def point(root: str, map_id: str, random: Random) -> Question:
    """Ask where the skin of a root is."""
    own = regions_of(root, map_id)
    right = random.choice(own)
    wrong = [one for one in vocabulary().regions if _far(one, root) and maps_at(one).roots[map_id]]
    keys = [right, *random.sample(wrong, CHOICES - 1)]
    words = wording()["point"]
    places = "; ".join(map(vocabulary().place_name, own))
    return Question(
        id=f"point:{root}",
        ask=words["ask"].format(root=root),
        choices=_mixed([Choice(key, vocabulary().place_name(key)) for key in keys], random),
        accepted=frozenset((right,)),
        reason=words["reason"].format(map=load_map(map_id).title, root=root, places=places),
        sources=(load_map(map_id).citation,),
        sight=Sight(clearness=BARE),
        revealed=Sight(clearness=BARE, dermatomes=True, root=f"{SIDE}:{root}"),
        root=root,
    )


def skin(region: str, map_id: str, random: Random) -> Question:
    """Ask which root the map names for a region."""
    said = maps_at(region).roots
    named, words = _of_roots(said[map_id]), wording()["skin"]
    wrong = [root for root in ROOTS if root not in named]
    keys = [random.choice(named), *random.sample(wrong, CHOICES - 1)]
    told = "; ".join(f"{load_map(other).title}: {_and(roots) or 'blank'}" for other, roots in said.items())
    differ = any(set(roots) != set(said[map_id]) for roots in said.values())
    return Question(
        id=f"skin:{region}",
        ask=words["ask"].format(place=vocabulary().place_name(region)),
        choices=_mixed([Choice(key, key) for key in keys], random),
        accepted=frozenset(named),
        reason=words["reason"].format(map=load_map(map_id).title, roots=_and(said[map_id])),
        note=words["differ"].format(told=told) if differ else words["agree"],
        sources=tuple(load_map(other).citation for other in ((map_id,) if not differ else map_ids())),
        sight=Sight(clearness=BARE, focus=f"region:{region}", close_to=_around(region)),
        revealed=Sight(clearness=BARE, dermatomes=True, focus=f"region:{region}", close_to=_around(region)),
    )


def root(name: str, _map_id: str, random: Random) -> Question:
    """Ask which root is lit."""
    words = wording()["root"]
    return Question(
        id=f"root:{name}",
        ask=words["ask"],
        choices=_mixed([Choice(key, key) for key in _roots_with(name, random)], random),
        accepted=frozenset((name,)),
        reason=words["reason"].format(leaves=_leaves(name)),
        sources=(sources()[ANATOMY].citation,),
        sight=Sight(view="back", clearness=SEEN_THROUGH, focus=f"part:root_{name}"),
        revealed=_laid_bare(name),
    )


def nerve(key: str, _map_id: str, random: Random) -> Question:
    """Ask for a root that a nerve carries."""
    entry, view = entry_of(key), nerves()[key].view
    if entry is None:
        raise ValueError(f"nerves.toml: nothing is called {key!r} in the search")
    carried = read_manifest().parts[entry.ids[0]].roots
    wrong = random.sample([one for one in ROOTS if one not in carried], CHOICES - 1)
    right, words = random.choice(_of_roots(carried)), wording()["nerve"]
    return Question(
        id=f"nerve:{key}",
        ask=words["ask"].format(nerve=entry.name),
        choices=_mixed([Choice(one, one) for one in (right, *wrong)], random),
        accepted=frozenset(carried),
        reason=words["reason"].format(nerve=entry.name, roots=_and(carried)),
        sources=(sources()[ANATOMY].citation,),
        sight=Sight(view=view, clearness=SEEN_THROUGH, focus=key),
        revealed=Sight(view=view, clearness=SEEN_THROUGH, focus=key),
    )


def disc(which: str, _map_id: str, random: Random) -> Question:
    """Ask which disc hits a root, beside the middle or far out."""
    name, _, zone = which.partition(":")
    words, row = wording()["disc"], _row_of(name, zone)
    names = vocabulary().words["disc"]
    near = sorted(names, key=lambda one: abs(list(names).index(one) - list(names).index(row.disc)))[:CHOICES]
    why = words["passing"] if zone == "paracentral" else words["leaving"]
    lesion = f"{row.disc}:{SIDE}:{zone}:0.9" if row.disc in LEVELS else ""
    return Question(
        id=f"disc:{which}",
        ask=words["ask"].format(zone=words[zone], root=name),
        choices=_mixed([Choice(one, names[one]) for one in near], random),
        accepted=frozenset((row.disc,)),
        reason=words["reason"].format(disc=names[row.disc], root=name, why=why),
        sources=(sources()[row.source].citation,),
        sight=Sight(view="back", clearness=SEEN_THROUGH),
        revealed=_laid_bare(name, lesion),
    )


def moves(name: str, _map_id: str, random: Random) -> Question:
    """Ask which weakness tells of a root."""
    own, names, words = signs_of("muscle", name), vocabulary().words["muscle"], wording()["moves"]
    best = next(iter(own))
    wrong = random.sample([one for one in names if one not in own], CHOICES - 1)
    return Question(
        id=f"moves:{name}",
        ask=words["ask"].format(root=name),
        choices=_mixed([Choice(one, names[one]) for one in (best, *wrong)], random),
        accepted=frozenset((best,)),
        reason=words["reason"].format(root=name, muscles=_and([_plain(names[one]) for one in list(own)[:3]])),
        sources=_citations(list(own.values())[:3]),
        sight=Sight(view="front", clearness=SEEN_THROUGH),
        revealed=Sight(view="front", clearness=SEEN_THROUGH, root=f"{SIDE}:{name}"),
    )


def warning(flag: str, _map_id: str, random: Random) -> Question:
    """Ask which sign is an emergency."""
    rule = next(row for row in warning_rules() if row.all_of == f"flag:{flag}" and row.action == "emergency")
    told, words = vocabulary().words, wording()["warning"]
    milder = [one for one in told["flag"] if one not in emergencies()]
    return Question(
        id=f"warning:{flag}",
        ask=words["ask"],
        choices=_mixed([Choice(one, told["flag"][one]) for one in (flag, *random.sample(milder, CHOICES - 1))], random),
        accepted=frozenset((flag,)),
        reason=words["reason"].format(warning=told["warning"][rule.warning], action=told["action"][rule.action]),
        sources=(sources()[rule.source].citation,),
        sight=Sight(clearness=BARE),
        revealed=Sight(clearness=BARE),
    )


def fact(name: str, _map_id: str, random: Random) -> Question:
    """Ask a question by hand."""
    row = facts()[name]
    choices = [Choice(str(number), words) for number, words in enumerate(row.choices)]
    return Question(
        id=f"fact:{name}",
        ask=row.ask,
        choices=_mixed(choices, random),
        accepted=frozenset(("0",)),
        reason=row.reason,
        sources=_citations(row.sources),
        sight=Sight(clearness=BARE),
        revealed=Sight(clearness=BARE),
    )


def regions_of(root_name: str, map_id: str) -> tuple[str, ...]:
    """The regions for which a map names a root."""
    return tuple(region for region in vocabulary().regions if root_name in maps_at(region).roots[map_id])


def emergencies() -> tuple[str, ...]:
    """The flags that are an emergency by themselves."""
    rules = (row for row in warning_rules() if row.action == "emergency" and row.all_of.startswith("flag:"))
    return tuple(row.all_of.removeprefix("flag:") for row in rules if ";" not in row.all_of)


def zones_of(name: str) -> tuple[str, ...]:
    """The zones in which a herniated disc can meet a root."""
    return tuple(row.zone for row in levels_of(name, DISC) if row.zone in wording()["disc"])


def _row_of(name: str, zone: str) -> LevelShare:
    return next(row for row in levels_of(name, DISC) if row.zone == zone)


def _laid_bare(name: str, lesion: str = "") -> Sight:
    """A root from close by, the bones around it faint, and what presses on it."""
    return Sight(
        view="back",
        near=(f"root_{name}_{SIDE}",),
        fade=("vertebra*", "sacrum"),
        clearness=SEEN_THROUGH,
        root=f"{SIDE}:{name}",
        lesion=lesion,
    )


def _around(region: str) -> tuple[str, ...]:
    """What is to fill the picture with a region: the foot for its parts, else nothing: the whole body."""
    foot = {member for group in FOOT for member in vocabulary().members(group)}
    return tuple(f"{SIDE}:{group}" for group in FOOT) if region in foot else ()


def _far(region: str, root_name: str) -> bool:
    """Whether no map names a root for a region, not even at its edge."""
    return all(share[root_name] == 0 for share in maps_at(region).share.values())


def _roots_with(name: str, random: Random) -> list[str]:
    return [name, *random.sample([one for one in ROOTS if one != name], CHOICES - 1)]


def _of_roots(names: Iterable[str]) -> list[str]:
    return [name for name in names if name in ROOTS]


def _mixed(choices: list[Choice], random: Random) -> tuple[Choice, ...]:
    random.shuffle(choices)
    return tuple(choices)


def _citations(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sources()[one].citation for one in ids))


def _and(names: Sequence[str]) -> str:
    spoken = [name.replace("_", "-") for name in names]
    return " and ".join([", ".join(spoken[:-1]), spoken[-1]] if len(spoken) > 1 else spoken)


def _plain(words: str) -> str:
    return words.partition(",")[0]


def _leaves(name: str) -> str:
    number = int(name[1])
    if name[0] == "S":
        return f"{name} leaves the spine through opening {number} of the sacrum."
    below = f"L{number + 1}" if number < 5 else "the sacrum"
    return f"{name} leaves the spine between the vertebra L{number} and {below}."

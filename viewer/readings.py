"""Three readings of one place on the skin: dermatome, root pain, single nerve. Pure: no Qt, no VTK.

A dermatome says which root feels the skin, root pain where a troubled root really hurts, and a nerve of the skin what a
trouble far from the spine would make numb. They often name different roots: that is the lesson.
"""

from __future__ import annotations

from dermatomes import load_map, maps_at, pain_felt, sources, vocabulary
from meshes import Body
from viewer.courses import nerves_near

ROOTS_TOLD = 4
NERVES_TOLD = 3
TOLD_FROM = 0.2
"""Root pain that fewer people than this feel in a place is not told."""
COURSES = "Source: courses modelled for Root Atlas."
Section = tuple[str, tuple[str, ...]]


def three_readings(place: str, map_id: str, body: Body) -> tuple[Section, ...]:
    """Read a place on the skin in three ways.

    Parameters
    ----------
    place
        Id of a region or group.
    map_id
        The map that is laid on the skin.
    body
        The figure whose nerves are asked.

    Returns
    -------
    Three headings, each with a line that reads and a line that says where it is known from.
    """
    return (
        ("1. Dermatome: whose root feels this skin", _dermatome(place, map_id)),
        ("2. Root pain: whose pain is felt here", _root_pain(place)),
        ("3. Single nerve of this skin", _nerves(place, body)),
    )


def sources_of_pain(place: str) -> tuple[str, ...]:
    """Citations of the numbers that tell of root pain in a place."""
    told = dict.fromkeys(felt.source for felt in pain_felt(place) if felt.share >= TOLD_FROM)
    return tuple(sources()[source].citation for source in told)


def _dermatome(place: str, map_id: str) -> tuple[str, ...]:
    named = maps_at(place).roots[map_id]
    ranked = sorted(named, key=lambda root: -maps_at(place).share[map_id][root])
    words = ", ".join(root.replace("_", "-") for root in ranked) or "blank: people differ too much"
    return (f"{words}.", f"Source: the map {load_map(map_id).title}.")


def _root_pain(place: str) -> tuple[str, ...]:
    told = [felt for felt in pain_felt(place) if felt.share >= TOLD_FROM][:ROOTS_TOLD]
    if not told:
        return ("Pain here tells no root from another.",)
    words = "; from ".join(f"{felt.root}, about {round(10 * felt.share)} in 10" for felt in told)
    named = ", ".join(dict.fromkeys(source_words(felt.source) for felt in told))
    return (f"Of people with pain from {words}, feel it here.", f"Source: derived from {named}.")


def _nerves(place: str, body: Body) -> tuple[str, ...]:
    near = nerves_near(body, vocabulary().members(place))[:NERVES_TOLD]
    return (f"{'; '.join(near)}.", COURSES) if near else ("No nerve of this skin is modelled.",)


def source_words(source: str) -> str:
    """A source by name and year, such as `Kortelainen 1985`; a choice of ours is called so."""
    if source.startswith("root_atlas"):
        return "our own estimate"
    return source.replace("_", " ").capitalize()

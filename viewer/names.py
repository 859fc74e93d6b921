"""Which names stand beside the body, the most important first. Pure: no Qt, no VTK."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

import numpy as np

from meshes import Body
from viewer.leads import LitRoot
from viewer.look import Look
from viewer.palette import FOCUS, ROOT_COLOURS, Rgb
from viewer.picture import Name
from viewer.search import Entry, entry_of, key_of_part

FEW = 4
"""More structures than this that stand alone are a scene and no question: their names come with all others."""
SOLID = 3.0
"""How much sooner a structure that is no nerve is named than a nerve as long."""


def names_of(look: Look, entry: Entry | None, lit: Iterable[LitRoot], body: Body, shown: Mapping[str, float]) -> tuple[
    Name, ...
]:
    """Choose what is named beside the body.

    Parameters
    ----------
    look
        What is focused, isolated, and whether everything is to be named.
    entry
        What is asked about, or None.
    lit
        The roots that glow.
    body
        The body.
    shown
        How strongly each part is drawn.

    Returns
    -------
    Lit roots, then what is asked about, what stands alone, and the rest from large to small; one name for both sides.
    """
    if look.unnamed:
        return ()
    asked = tuple(part_id for part_id in (entry.parts if entry else ()) if shown.get(part_id))
    alone = tuple(sorted(part_id for part_id in look.isolated if part_id != "skin"))
    rest = tuple(part_id for part_id in body.parts if shown[part_id] and not _connects(part_id)) if look.names else ()
    found = [*_roots(lit, body), *_grouped(_by_size(asked, body), FOCUS, through=True)]
    standing = _grouped(_by_size(alone, body), None, through=False)
    found += standing if len(standing) <= FEW else []
    found += _grouped(_by_size(rest, body), None, through=False, minor=True)
    return tuple({name.text: name for name in reversed(found)}[text] for text in dict.fromkeys(n.text for n in found))


def _roots(lit: Iterable[LitRoot], body: Body) -> list[Name]:
    """The letters of the lit roots, each at its ganglion, the thickest place of its course."""
    names = []
    for item in lit:
        path = body.paths.get(f"root_{item.root}_{item.side}")
        if path is not None:
            x, y, z = path.points[np.argmax(path.radius)].tolist()
            side = "" if len({one.side for one in lit}) < 2 else f" {item.side}"
            names.append(Name(f"{item.root}{side}", (path.id,), ROOT_COLOURS[item.root], True, (x, y, z)))
    return names


def _grouped(
    part_ids: Iterable[str], colour: Rgb | None, *, through: bool, minor: bool = False
) -> list[Name]:
    """One name for each entry of the search, for all its parts among these."""
    parts: dict[str, list[str]] = {}
    for part_id in part_ids:
        parts.setdefault(key_of_part(part_id), []).append(part_id)
    return [Name(_text(key), tuple(ids), colour, through, minor=minor) for key, ids in parts.items()]


@cache
def _text(key: str) -> str:
    entry = entry_of(key)
    return entry.name if entry else key.partition(":")[2].replace("_", " ")


def _by_size(part_ids: Iterable[str], body: Body) -> list[str]:
    return sorted(part_ids, key=lambda part_id: (-_size(body, part_id), part_id))


def _connects(part_id: str) -> bool:
    """Whether a part only joins a root to its nerve: its name would say what the two names beside it say."""
    return "_to_" in part_id or part_id.startswith(("ventral_ramus", "rootlets"))


def _size(body: Body, part_id: str) -> float:
    """How long a part is, mm; solid ones count more, since they are what one sees first."""
    part = body.parts[part_id]
    length = float(np.linalg.norm(part.vertices.max(axis=0) - part.vertices.min(axis=0)))
    return length if part.kind == "nerve" else SOLID * length

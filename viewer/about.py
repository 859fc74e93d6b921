"""What Root Atlas is, what it is not, and where it comes from. Pure: no Qt, no VTK."""

from __future__ import annotations

from html import escape

from dermatomes import load_map, map_ids, numbers_of_sources, sources
from meshes import read_manifest
from viewer import __version__

HOW_KNOWN = {"verified": "read", "memory": "cited from memory", "derived": "our own choice"}
PURPOSE = (
    "Root Atlas is an educational tool and not a medical device. It says which nerve root a pattern of pain fits, how "
    "well, and what that is known from. It never names a diagnosis as yours. If something worries you, ask a doctor; "
    "if you lose control of bladder or bowel, or feel numb between the legs, go to an emergency department now."
)


def about_text() -> str:
    """The about box, as simple HTML."""
    geometry = "".join(
        f"<li>{escape(source.package)} {escape(source.version)}: {escape(source.licence)}</li>"
        for source in read_manifest().sources
    )
    evidence = "".join(
        f"<li>{escape(sources()[name].citation)} ({HOW_KNOWN[sources()[name].mark]}; {_use(taken, derived)})</li>"
        for name, (taken, derived) in numbers_of_sources().items()
    )
    maps = "".join(
        f"<li>{escape(drawn.title)}: {escape(drawn.method)} <i>{escape(drawn.weakness)}</i>"
        f" {escape(drawn.citation)}</li>"
        for drawn in map(load_map, map_ids())
    )
    return (
        f"<h3>Root Atlas {__version__}</h3><p>{escape(PURPOSE)}</p>"
        f"<p><b>Geometry</b> (see NOTICE.md)</p><ul>{geometry}</ul>"
        f"<p><b>Maps of the skin</b> (they change the picture, never the chances)</p><ul>{maps}</ul>"
        f"<p><b>Evidence</b></p><ul>{evidence}</ul>"
    )


def _use(taken: int, derived: int) -> str:
    """What a source is used for."""
    if not taken and not derived:
        return "named in pages or reasons; the ranking takes no number from it"
    return f"numbers taken from it: {taken}, derived from it by us: {derived}"

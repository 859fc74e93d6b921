"""What Root Atlas is, what it is not, and where it comes from. Pure: no Qt, no VTK."""

from __future__ import annotations

from html import escape

from dermatomes import sources
from meshes import read_manifest
from viewer import __version__

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
    evidence = "".join(f"<li>{escape(source.citation)}</li>" for source in sources().values())
    return (
        f"<h3>Root Atlas {__version__}</h3><p>{escape(PURPOSE)}</p>"
        f"<p><b>Geometry</b> (see NOTICE.md)</p><ul>{geometry}</ul>"
        f"<p><b>Evidence</b></p><ul>{evidence}</ul>"
    )

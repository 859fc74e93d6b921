"""What the mechanism panel shows of a session: proposals, sentences, sections and measures. Pure: no Qt, no VTK."""

from __future__ import annotations

from dataclasses import dataclass

from dermatomes import rank, sources
from meshes import HERNIATIONS, Lesion, LesionMeasures, measures, stage
from viewer.atlas import Atlas
from viewer.axial import Axial, axial
from viewer.mechanism import Proposal, forms, proposals, say
from viewer.session import Session

SLIGHT = 0.05
"""A change smaller than this share is not told as one."""


@dataclass(frozen=True, eq=False)
class MechanismPicture:
    """What is shown beside a lesion.

    Attributes
    ----------
    proposals
        Lesions that would explain the case, likeliest first.
    lesion
        The one shown, or None.
    sentence, source
        What it is and meets, and where that is known from.
    stage
        How far a herniation has gone, in a word; "" for other forms.
    sections
        The healthy section, then the affected one; none for a lesion outside the spine.
    measured
        Lines on what the lesion takes from the room of the nerves.
    """

    proposals: tuple[Proposal, ...]
    lesion: Lesion | None = None
    sentence: str = ""
    source: str = ""
    stage: str = ""
    sections: tuple[Axial, ...] = ()
    measured: tuple[str, ...] = ()


def mechanism_picture(session: Session, atlas: Atlas) -> MechanismPicture:
    """Tell and draw what a session's lesion does."""
    lesion, figure = session.lesion, session.case.figure
    proposed = atlas.remember(("proposals", session.case), lambda: proposals(rank(session.case)))
    if lesion is None:
        return MechanismPicture(proposed)
    body = atlas.body(figure)
    inside = lesion.form != "deep_gluteal"
    return MechanismPicture(
        proposed,
        lesion,
        say(lesion, session.audience),
        "; ".join(sources()[source].citation for source in forms()[lesion.form].source),
        stage(lesion.severity) if lesion.form in HERNIATIONS else "",
        sections(atlas, figure, lesion) if inside else (),
        _measured(atlas.remember(("measures", figure, lesion), lambda: measures(body, lesion))) if inside else (),
    )


def sections(atlas: Atlas, figure: str, lesion: Lesion) -> tuple[Axial, ...]:
    """Cut a figure through a lesion's disc: healthy, then affected; healthy alone at severity 0."""
    body, level = atlas.body(figure), lesion.level
    healthy = atlas.remember(("axial", figure, level), lambda: axial(body, level, None))
    if not lesion.severity:
        return (healthy,)
    return healthy, atlas.remember(("axial", figure, lesion), lambda: axial(body, level, lesion))


def _measured(found: LesionMeasures) -> tuple[str, ...]:
    lines = (
        _line("Room in the canal", found.canal_healthy_mm2, found.canal_mm2, "mm\u00b2"),
        _line("Width of the side opening", found.foramen_healthy_mm, found.foramen_mm, "mm"),
    )
    return tuple(filter(None, lines))


def _line(what: str, healthy: float, now: float, unit: str) -> str:
    digits = 0 if unit == "mm\u00b2" else 1
    if abs(now - healthy) < SLIGHT * healthy:
        return f"{what}: {healthy:.{digits}f} {unit}, unchanged"
    return f"{what}: {healthy:.{digits}f} {unit} healthy, now {now:.{digits}f} {unit} ({now / healthy - 1:+.0%})"

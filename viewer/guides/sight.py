"""How the scene is to look while a step is read: one small frozen value. Pure: no Qt, no VTK."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import msgspec

from dermatomes import Case, Finding, Visit, parse_finding
from meshes import parse_lesion, read_manifest
from viewer.camera import ANGLES
from viewer.look import Clip, Look
from viewer.search import entry_of
from viewer.session import Session

VIEWS = (*ANGLES, "spine")
"""The named views that a sight may ask for."""
MANY = "*"
"""Behind the beginning of an id: all parts that begin so."""


class Sight(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is to be seen, and from where.

    A structure is named by the id of one part (`root_L5_left`), by how several begin (`dorsal_ramus*`) or by a key of
    the search (`part:sciatic` for both sides, `group:sacral_plexus`); a place on the skin by its side and region
    (`left:calf`).

    Attributes
    ----------
    view
        One of `VIEWS`: from where the body is seen.
    close_to
        Structures and places that are to fill the view of the body; none shows the whole of it.
    turned
        Azimuth and elevation in degrees, where the named view stands badly.
    near
        Structures that are to fill the close-up of the spine; none shows all of it.
    near_turned
        Azimuth and elevation of the close-up in degrees.
    hidden_layers
        Keys of `viewer.look.LAYERS` that are left out.
    isolate, hide, fade
        Structures that are shown alone, left out or drawn faintly.
    cut
        Axis and place, 0-1, of a cut through the body, such as `x:0.5`; "" for none.
    focus
        Key of the search that is shown as asked about: it shines through what lies before it.
    clearness
        How clear the skin is, 0-100 %.
    dermatomes
        Whether the map lies on the skin.
    root
        The root that is lit, with its side: `left:L5`; "" for the leading one of the findings.
    lesion
        What is wrong at a level, as the command line reads it; "" shows it healthy.
    effect
        What the lesion does to the root it meets, a key of `viewer.mechanism.EFFECTS`; "" for none.
    findings
        Findings of an example, as the command line reads them after their kind: `pain left:calf`.
    """

    view: str = "front"
    close_to: tuple[str, ...] = ()
    turned: tuple[float, float] | None = None
    near: tuple[str, ...] = ()
    near_turned: tuple[float, float] | None = None
    hidden_layers: tuple[str, ...] = ()
    isolate: tuple[str, ...] = ()
    hide: tuple[str, ...] = ()
    fade: tuple[str, ...] = ()
    cut: str = ""
    focus: str = ""
    clearness: int = 28
    dermatomes: bool = False
    root: str = ""
    lesion: str = ""
    effect: str = ""
    findings: tuple[str, ...] = ()

    def applied(self, session: Session) -> Session:
        """The session that is shown in place of another one: on its figure and map, with nothing of its findings."""
        return replace(
            session,
            case=Case(figure=session.case.figure, map=session.case.map, visits=(Visit(findings=self._findings()),)),
            skin_opacity=1 - self.clearness / 100,
            dermatomes_shown=self.dermatomes,
            chosen=self._chosen(),
            look=self._look(),
            lesion=parse_lesion(self.lesion) if self.lesion else None,
            effect=self.effect,
        )

    def _findings(self) -> tuple[Finding, ...]:
        split = (text.partition(" ") for text in self.findings)
        return tuple(parse_finding(kind, rest) for kind, _, rest in split)

    def _chosen(self) -> tuple[str, str] | None:
        side, _, root = self.root.partition(":")
        return (side, root) if self.root else None

    def _look(self) -> Look:
        axis, _, place = self.cut.partition(":")
        return Look(
            focus=self.focus,
            hidden_layers=frozenset(self.hidden_layers),
            hidden=_parts(self.hide),
            isolated=_parts(self.isolate),
            faded=_parts(self.fade),
            clip=Clip(axis, float(place)) if self.cut else None,
        )


def parts_called(name: str) -> tuple[str, ...]:
    """Ids of the parts that a structure's name stands for."""
    if name.endswith(MANY):
        return tuple(part for part in read_manifest().parts if part.startswith(name.removesuffix(MANY)))
    entry = entry_of(name)
    return entry.parts if entry is not None else (name,)


def _parts(names: Iterable[str]) -> frozenset[str]:
    return frozenset(part for name in names for part in parts_called(name))

"""What the window is about at one moment: one frozen value. Pure: no Qt, no VTK.

Everything that can be computed (probabilities, colours, sentences) is derived from it by `viewer.paint`, never stored.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from dermatomes import Case, Finding, Mark, Numbness, Pain, Spot, Tingling, Visit, kind_of
from viewer.look import Look

if TYPE_CHECKING:  # ranking needs no geometry, and loading it would triple the start of the command line
    from meshes import Lesion

MARK_TYPES: Mapping[str, type[Pain | Numbness | Tingling]] = MappingProxyType(
    {"pain": Pain, "numbness": Numbness, "tingling": Tingling}
)
MARK_KINDS = tuple(MARK_TYPES)
TOOLS = ("mark", "paint", "erase")
DEFAULT_RADIUS = 25.0
"""Radius in mm of the mark that a click makes: about the pad of a thumb pressed flat."""

Placed = tuple[str, str, Spot]
"""A spot with its side and its region."""


@dataclass(frozen=True)
class Pen:
    """What the next gesture on the skin does.

    Attributes
    ----------
    kind
        One of `MARK_KINDS`.
    intensity
        0-10.
    tool
        One of `TOOLS`: a click marks, a drag paints, or a drag rubs out.
    brush_mm
        Radius of the brush, measured on the skin.
    quality
        How it feels; ids of the case file.
    depth
        On the skin or deep inside; None if not said.
    """

    kind: str = "pain"
    intensity: int = 6
    tool: str = "mark"
    brush_mm: float = 20.0
    quality: tuple[str, ...] = ()
    depth: str | None = None


@dataclass(frozen=True)
class Session:
    """The case and how it is being looked at.

    Attributes
    ----------
    case
        The case being worked on.
    path, saved
        The file it belongs to, and its content there; None for a case that was never saved.
    pen
        What the next click marks.
    skin_opacity
        0 (clear) to 1.
    dermatomes_shown
        Whether the map is laid over the skin.
    chosen
        (side, root) the user asked to see, or None for the leading root of each side.
    audience
        patient, clinician or student; empty while the start page asks.
    look
        What of the body is to be seen: layers, what is isolated, hidden or faded, pulled apart or cut.
    lesion
        What is wrong at a level, shown on the body; None shows it healthy.
    effect
        Which of the things a lesion does to a root is shown, a key of `viewer.mechanism.EFFECTS`; "" for none.
    """

    case: Case
    path: Path | None = None
    saved: Case | None = None
    pen: Pen = Pen()
    skin_opacity: float = 0.72
    dermatomes_shown: bool = True
    chosen: tuple[str, str] | None = None
    audience: str = ""
    look: Look = field(default_factory=Look)
    lesion: Lesion | None = None
    effect: str = ""

    @property
    def visit(self) -> Visit:
        """The visit being worked on: the last one."""
        return self.case.visits[-1] if self.case.visits else Visit()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of that visit."""
        return self.visit.findings

    @property
    def unsaved(self) -> bool:
        """Whether closing now would lose findings."""
        return self.case != self.saved and (self.saved is not None or bool(self.findings))

    def with_findings(self, findings: tuple[Finding, ...]) -> Session:
        """The same session with other findings in its visit."""
        visits = (*self.case.visits[:-1], msgspec.structs.replace(self.visit, findings=findings))
        return replace(self, case=msgspec.structs.replace(self.case, visits=visits), chosen=None)

    def with_mark(self, side: str, region: str, spot: Spot) -> Session:
        """The same session with one more spot, in the words of the pen.

        A spot in a region that already bears such a mark joins that finding: two clicks on one calf are one pain.
        """
        return self.with_marks([(side, region, spot)])

    def with_marks(self, placed: Iterable[Placed]) -> Session:
        """The same session with more spots, in the words of the pen; see `with_mark`."""
        findings = list(self.findings)
        for side, region, spot in placed:
            index = next((k for k, finding in enumerate(findings) if self._same_mark(finding, side, region)), None)
            if index is None:
                findings.append(self._new_mark(side, region, spot))
            else:
                findings[index] = self._joined(findings[index], spot)
        return self.with_findings(tuple(findings))

    def _new_mark(self, side: str, region: str, spot: Spot) -> Finding:
        pen = self.pen
        return MARK_TYPES[pen.kind](side, region, pen.intensity, pen.quality, pen.depth, (spot,))

    def _joined(self, finding: Finding, spot: Spot) -> Finding:
        pen = self.pen
        spots = (*getattr(finding, "spots", ()), spot)
        changes = {"spots": spots, "intensity": pen.intensity, "quality": pen.quality, "depth": pen.depth}
        return msgspec.structs.replace(finding, **changes)

    def _same_mark(self, finding: Finding, side: str, region: str) -> bool:
        if not isinstance(finding, Mark) or kind_of(finding) != self.pen.kind:
            return False
        return finding.side == side and finding.region == region

    def without(self, index: int) -> Session:
        """The same session without the finding at this place."""
        findings = self.findings
        return self.with_findings((*findings[:index], *findings[index + 1 :]))

    def with_person(self, **changes: object) -> Session:
        """The same session about a person of another label, age or sex; what the user chose to see stays."""
        person = msgspec.structs.replace(self.case.person, **changes)
        return replace(self, case=msgspec.structs.replace(self.case, person=person))

    def with_case_setting(self, **settings: str) -> Session:
        """The same session with another figure or map."""
        return replace(self, case=msgspec.structs.replace(self.case, **settings))


def new_session(figure: str = "female") -> Session:
    """An empty session on this figure, with a visit of today."""
    return Session(case=Case(figure=figure, visits=(Visit(date=datetime.date.today()),)))


def session_of(case: Case, path: Path) -> Session:
    """A session on a case that was read from a file."""
    return Session(case=case, path=path, saved=case)

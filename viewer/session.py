"""What the window is about at one moment: one frozen value. Pure: no Qt, no VTK.

Everything that can be computed (probabilities, colours, sentences) is derived from it by `viewer.paint`, never stored.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

import msgspec

from dermatomes import Case, Finding, Mark, Numbness, Pain, Spot, Tingling, Visit, kind_of
from viewer.look import Look

MARK_TYPES: Mapping[str, type[Pain | Numbness | Tingling]] = MappingProxyType(
    {"pain": Pain, "numbness": Numbness, "tingling": Tingling}
)
MARK_KINDS = tuple(MARK_TYPES)
DEFAULT_RADIUS = 25.0
"""Radius in mm of the mark that a click makes: about the pad of a thumb pressed flat."""


@dataclass(frozen=True)
class Pen:
    """What the next click on the skin means: a kind of `MARK_KINDS` and an intensity 0-10."""

    kind: str = "pain"
    intensity: int = 6


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
    look
        What of the body is to be seen: layers, what is isolated, hidden or faded, pulled apart or cut.
    """

    case: Case
    path: Path | None = None
    saved: Case | None = None
    pen: Pen = Pen()
    skin_opacity: float = 0.72
    dermatomes_shown: bool = True
    chosen: tuple[str, str] | None = None
    look: Look = field(default_factory=Look)

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
        findings = list(self.findings)
        for index, finding in enumerate(findings):
            if isinstance(finding, Mark) and self._same_mark(finding, side, region):
                joined = msgspec.structs.replace(finding, spots=(*finding.spots, spot), intensity=self.pen.intensity)
                findings[index] = joined
                return self.with_findings(tuple(findings))
        mark = MARK_TYPES[self.pen.kind](side=side, region=region, intensity=self.pen.intensity, spots=(spot,))
        return self.with_findings((*findings, mark))

    def _same_mark(self, finding: Mark, side: str, region: str) -> bool:
        return kind_of(finding) == self.pen.kind and finding.side == side and finding.region == region

    def without(self, index: int) -> Session:
        """The same session without the finding at this place."""
        findings = self.findings
        return self.with_findings((*findings[:index], *findings[index + 1 :]))

    def with_case_setting(self, **settings: str) -> Session:
        """The same session with another figure or map."""
        return replace(self, case=msgspec.structs.replace(self.case, **settings))


def new_session(figure: str = "female") -> Session:
    """An empty session on this figure, with a visit of today."""
    return Session(case=Case(figure=figure, visits=(Visit(date=datetime.date.today()),)))


def session_of(case: Case, path: Path) -> Session:
    """A session on a case that was read from a file."""
    return Session(case=case, path=path, saved=case)

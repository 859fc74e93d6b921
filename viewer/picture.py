"""What is to be seen: one frozen description of every colour, shape and sentence. Pure: no Qt, no VTK.

`viewer.paint` makes a Picture from a Session; scenes and panels show it and decide nothing.
Frame of all points: x subject's left, y posterior, z up, mm. Colours are 0-255.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from viewer.palette import Rgb

if TYPE_CHECKING:  # the words of a picture need no geometry
    from meshes import Lesion

Points = NDArray[np.float32]
Shift = tuple[float, float, float]
"""A displacement, mm."""


@dataclass(frozen=True, eq=False)
class Overlay:
    """A thin coloured film on the skin, such as a mark or a line.

    Attributes
    ----------
    points
        (n, 3) mm.
    faces
        (m, 3) indices into points.
    rgba
        (n, 4) uint8; the fourth is the opacity.
    """

    points: Points
    faces: NDArray[np.int32]
    rgba: NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Strand:
    """A lit way from the spine to the skin: a tube along (k, 3) points with its (k,) radius, mm."""

    root: str
    side: str
    points: Points
    radius: NDArray[np.float32]
    colour: Rgb
    opacity: float


@dataclass(frozen=True)
class Label:
    """A short word that stands in the scene."""

    text: str
    point: tuple[float, float, float]
    colour: Rgb


@dataclass(frozen=True)
class Name:
    """A name that is to stand beside the body, with a line to what it names.

    Attributes
    ----------
    text
        The name.
    parts
        Ids of the parts it names; a line to one of them is enough.
    colour
        Of the line; None for the ink of the window.
    through
        Whether what it names shines through what lies before it.
    point
        Where the line ends, mm; None for any point of the parts that is to be seen.
    minor
        Whether nobody asked for it: it is left out where its line would be long.
    """

    text: str
    parts: tuple[str, ...]
    colour: Rgb | None = None
    through: bool = False
    point: tuple[float, float, float] | None = None
    minor: bool = False


@dataclass(frozen=True)
class Bar:
    """One ranked root of one side, as the panel draws it."""

    root: str
    share: float
    band: str
    colour: Rgb
    in_set: bool
    lit: bool
    tip: str


@dataclass(frozen=True)
class Reason:
    """One line of the reasons: what was found, which way it points, and where that is known from (citation and id)."""

    text: str
    source: str
    source_id: str
    supports: bool


@dataclass(frozen=True)
class SideText:
    """What the panel says about one side.

    Attributes
    ----------
    others
        What is no root and not unlikely, with its band.
    causes, levels
        What could trouble the root, and at which disc and in which zone.
    questions
        What to check next, and what each answer would say.
    maps
        Where published maps disagree under the marks, and what each of them says.
    """

    side: str
    heading: str
    statement: str
    bars: tuple[Bar, ...]
    reasons: tuple[Reason, ...]
    others: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    maps: tuple[str, ...] = ()


@dataclass(frozen=True)
class Notice:
    """One warning sign that was raised: its action, in words, and why."""

    action: str
    headline: str
    because: str


@dataclass(frozen=True)
class FindingLine:
    """One finding of the case in the list; `index` is its place in the visit."""

    index: int
    text: str
    kind: str


@dataclass(frozen=True)
class PanelText:
    """Everything the panel says."""

    warnings: tuple[Notice, ...]
    sides: tuple[SideText, ...]
    findings: tuple[FindingLine, ...]
    invitation: str
    disclaimer: str


@dataclass(frozen=True)
class Cut:
    """A plane that the body is cut open with; what lies on the side of its normal stays. mm."""

    origin: tuple[float, float, float]
    normal: tuple[float, float, float]

    def keeps(self, point: tuple[float, float, float]) -> bool:
        """Whether a point lies on the side that stays."""
        return sum((p - o) * n for p, o, n in zip(point, self.origin, self.normal, strict=True)) >= 0


@dataclass(frozen=True)
class Card:
    """What is known about the structure, place or root that is asked about.

    Attributes
    ----------
    title, latin
        Its names; latin is "" if it has none.
    what
        What it is, in a sentence.
    sections
        Headings, each with its lines.
    parts
        Ids of the parts it stands for: what isolating, hiding and fading act on.
    """

    title: str
    latin: str
    what: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    parts: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Picture:
    """Everything both views and the panel show.

    Attributes
    ----------
    figure
        Which body.
    skin_rgb
        (n, 3) uint8, one colour for each skin vertex.
    skin_opacity
        0 (clear) to 1.
    part_rgb
        Colour of each part by id; every part of the body has one.
    borders
        The border lines of the map, as films on the skin.
    marks
        The marks as films on the skin.
    strands
        The lit ways.
    labels
        Words in the scene.
    side_in_play
        The side the lumbar view turns to, or None.
    panel
        The words beside the scene.
    part_shown
        How strongly each part, and `skin`, is drawn: 0 hidden, below 1 faded, 1 shown.
    part_shift
        How far each part is moved; those that are not named stay.
    asked
        Parts that are asked for by name: a view draws them even where it would leave them out.
    focus
        Parts that are asked about: they shine through what lies before them.
    whole
        Whether the body is whole; where not, the view of the whole body shows what lies inside other parts too.
    cut
        Where the body is cut open, or None.
    card
        What is known about what is asked about, or None.
    names
        What is to be named beside the body, the most important first.
    alone
        The only parts that are drawn; none where all are.
    lesion
        What is wrong at a level, or None.
    bent
        Points of the parts that the lesion bends, (n, 3) mm each; the others keep their own.
    effects
        What the lesion does to the root it meets, drawn as tubes.
    """

    figure: str
    skin_rgb: NDArray[np.uint8]
    skin_opacity: float
    part_rgb: Mapping[str, Rgb]
    borders: tuple[Overlay, ...]
    marks: tuple[Overlay, ...]
    strands: tuple[Strand, ...]
    labels: tuple[Label, ...]
    side_in_play: str | None
    panel: PanelText
    part_shown: Mapping[str, float]
    part_shift: Mapping[str, Shift] = field(default_factory=dict)
    asked: frozenset[str] = frozenset()
    focus: frozenset[str] = frozenset()
    whole: bool = True
    cut: Cut | None = None
    card: Card | None = None
    names: tuple[Name, ...] = ()
    alone: frozenset[str] = frozenset()
    lesion: Lesion | None = None
    bent: Mapping[str, Points] = field(default_factory=dict)
    effects: tuple[Strand, ...] = ()

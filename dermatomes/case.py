"""The case: who, which visits, what was found. Frozen, strict, the same in memory and in the file.

Every struct checks its words when it is made, so a case that exists is a case that can be ranked.
"""

from __future__ import annotations

import datetime
from typing import Annotated, ClassVar, Final, Literal

import msgspec

from dermatomes.errors import WordError
from dermatomes.words import MARK_SIDES, SEGMENTS, SIDES, vocabulary

FORMAT: Final = "rootatlas-case"
VERSION: Final = 1
GRADES = (
    "0", "1-", "1", "1+", "2-", "2", "2+", "3-", "3", "3+", "4-", "4", "4+", "5-", "5",
)  # fmt: skip
SPOKEN_KINDS = ("pain", "numbness", "tingling", "weakness", "reflex", "test", "history", "flag")


class _Checked(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A struct whose word fields are looked up when it is made: field name to kind of word."""

    WORDS: ClassVar[dict[str, str]] = {}
    CHOICES: ClassVar[dict[str, tuple[str, ...]]] = {}

    def __post_init__(self) -> None:
        for field, kind in self.WORDS.items():
            value = getattr(self, field)
            for word in (value,) if isinstance(value, str) else value or ():
                vocabulary().check(kind, word, field)
        for field, choices in self.CHOICES.items():
            if getattr(self, field) not in choices:
                raise WordError(f'unknown {field} "{getattr(self, field)}" (known: {", ".join(choices)})', field)


class Spot(_Checked, frozen=True):
    """A place on the skin in chart coordinates, the same on every figure.

    Attributes
    ----------
    segment
        One of `SEGMENTS`.
    t
        Position along the segment, 0 near the spine to 1 far from it (no unit).
    theta
        Angle round the segment in degrees: 0 front, 90 outer side, 180 back, 270 inner side.
    radius_mm
        Size of the mark in millimetres.
    """

    CHOICES: ClassVar[dict[str, tuple[str, ...]]] = {"segment": SEGMENTS}

    segment: str
    t: Annotated[float, msgspec.Meta(ge=-1, le=3)]
    theta: Annotated[float, msgspec.Meta(ge=0, le=360)]
    radius_mm: Annotated[float, msgspec.Meta(gt=0, le=500)] = 25.0


class _Mark(_Checked, frozen=True, tag_field="kind"):
    """Something felt at a place. `region` names a region or a group; intensity runs 0 to 10."""

    WORDS: ClassVar[dict[str, str]] = {"region": "region", "quality": "quality", "depth": "depth"}
    CHOICES: ClassVar[dict[str, tuple[str, ...]]] = {"side": MARK_SIDES}

    side: str
    region: str
    intensity: Annotated[int, msgspec.Meta(ge=0, le=10)] | None = None
    quality: tuple[str, ...] = ()
    depth: str | None = None
    spots: tuple[Spot, ...] = ()


class Pain(_Mark, frozen=True, tag="pain"):
    """Pain at a place."""


class Numbness(_Mark, frozen=True, tag="numbness"):
    """Lost or dulled feeling at a place."""


class Tingling(_Mark, frozen=True, tag="tingling"):
    """Tingling, pins and needles at a place."""


class Weakness(_Checked, frozen=True, tag_field="kind", tag="weakness"):
    """Strength of one muscle group, grade 0 (none) to 5 (full), with + and -."""

    WORDS: ClassVar[dict[str, str]] = {"muscle": "muscle"}
    CHOICES: ClassVar[dict[str, tuple[str, ...]]] = {"side": SIDES, "grade": GRADES}

    side: str
    muscle: str
    grade: str

    @property
    def is_full_strength(self) -> bool:
        """Whether the muscle was tested and found normal."""
        return self.grade == "5"

    @property
    def is_grade_3_or_less(self) -> bool:
        """Whether the muscle does at most just overcome gravity."""
        return GRADES.index(self.grade) <= GRADES.index("3")


class Reflex(_Checked, frozen=True, tag_field="kind", tag="reflex"):
    """State of one tendon reflex."""

    WORDS: ClassVar[dict[str, str]] = {"reflex": "reflex", "state": "reflex_state"}
    CHOICES: ClassVar[dict[str, tuple[str, ...]]] = {"side": SIDES}

    side: str
    reflex: str
    state: str


class Test(_Checked, frozen=True, tag_field="kind", tag="test"):
    """Result of one provocation test."""

    __test__: ClassVar[bool] = False  # pytest would take the name for a test class
    WORDS: ClassVar[dict[str, str]] = {"test": "test", "result": "test_result"}
    CHOICES: ClassVar[dict[str, tuple[str, ...]]] = {"side": SIDES}

    side: str
    test: str
    result: str


class History(_Checked, frozen=True, tag_field="kind", tag="history"):
    """One thing the person tells; it never changes which root is meant."""

    WORDS: ClassVar[dict[str, str]] = {"item": "history"}

    item: str


class Flag(_Checked, frozen=True, tag_field="kind", tag="flag"):
    """One warning sign the person or the examiner names."""

    WORDS: ClassVar[dict[str, str]] = {"item": "flag"}

    item: str


Mark = Pain | Numbness | Tingling
Finding = Pain | Numbness | Tingling | Weakness | Reflex | Test | History | Flag


class Visit(_Checked, frozen=True):
    """What was found on one day."""

    date: datetime.date | None = None
    note: str = ""
    findings: tuple[Finding, ...] = ()


class Person(_Checked, frozen=True):
    """Whom the case is about; everything may be left out. `age` in years."""

    WORDS: ClassVar[dict[str, str]] = {"sex": "sex"}

    label: str = ""
    age: Annotated[int, msgspec.Meta(ge=0, le=120)] | None = None
    sex: str | None = None


class Case(_Checked, frozen=True, omit_defaults=False):
    """One person's case, version 1."""

    WORDS: ClassVar[dict[str, str]] = {"figure": "figure", "map": "map"}

    format: Literal["rootatlas-case"] = FORMAT
    version: Literal[1] = VERSION
    person: Person = Person()
    figure: str = "neutral"
    map: str = "foerster_isncsci"
    visits: tuple[Visit, ...] = ()


def finding_label(finding: Finding) -> str:
    """Name a finding without its side, as reasons quote it: ``pain:calf``, ``reflex:achilles=absent``."""
    match finding:
        case Pain() | Numbness() | Tingling():
            what = finding.region
        case Weakness():
            what = f"{finding.muscle}={finding.grade}"
        case Reflex():
            what = f"{finding.reflex}={finding.state}"
        case Test():
            what = f"{finding.test}={finding.result}"
        case History() | Flag():
            what = finding.item
    return f"{kind_of(finding)}:{what}"


def kind_of(finding: Finding) -> str:
    """Give the kind of a finding as the case file spells it."""
    return str(finding.__struct_config__.tag)

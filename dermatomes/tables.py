"""Reading one CSV table into rows that are checked, one struct per table.

Every clinical number of this room stands in such a row together with the id of its source and a mark:
``verified`` (read in the source), ``memory`` (known, not read again) or ``derived`` (computed or chosen by
us; the row or its source says how).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Literal, TypeVar

import msgspec

from dermatomes.errors import KnowledgeError
from dermatomes.nearest import did_you_mean

DATA = Path(__file__).parent / "data"

Mark = Literal["verified", "memory", "derived"]
Probability = Annotated[float, msgspec.Meta(gt=0, lt=1)]
Positive = Annotated[float, msgspec.Meta(gt=0)]
Text = Annotated[str, msgspec.Meta(min_length=1)]
Action = Literal["emergency", "same_day", "urgent", "routine"]
BlockName = Literal["pain", "numbness", "weakness", "reflex", "tension", "local", "posture", "history", "both_sides"]


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of any table; a blank cell takes the field's default."""


class SourceRow(Row, frozen=True):
    """One publication, or one reasoned choice of ours."""

    source: Text
    mark: Mark
    citation: Text
    key: Text


class WordRow(Row, frozen=True):
    """One id and its name in plain words."""

    kind: Text
    id: Text
    name: Text


class RegionRow(Row, frozen=True):
    """One named patch of skin of one side; `pain_place` is blank where pain says nothing about the root."""

    region: Text
    name: Text
    in_leg: bool
    in_saddle: bool
    area_cm2: Positive
    pain_place: str = ""


class BoxRow(Row, frozen=True):
    """Part of a region as a box on the limb chart, to sample its skin (t without unit, theta in degrees)."""

    region: Text
    segment: Text
    t_from: float
    t_to: float
    theta_from: float
    theta_to: float


class GroupRow(Row, frozen=True):
    """One member of a group of regions."""

    group: Text
    name: Text
    member: Text


class PlaceRow(Row, frozen=True):
    """One place of the pain matrix; places of one neighbourhood are painted in one stroke and count once."""

    place: Text
    neighbourhood: Text


class CellRow(Row, frozen=True):
    """Chance `p` of pain in `place` if `hypothesis` is the cause, worth `n` patients."""

    place: Text
    hypothesis: Text
    p: Probability
    n: Positive
    source: Text
    mark: Mark


class NumbnessRow(Row, frozen=True):
    """Chance `p` of numbness or tingling in `region` if `hypothesis` is the cause and anything is numb at all."""

    region: Text
    hypothesis: Text
    p: Probability
    n: Positive
    source: Text
    mark: Mark


class SignRow(Row, frozen=True):
    """Chance `p` that `finding` is weak, lost, positive or told if `hypothesis` is the cause, worth `n` patients.

    A row with `when` holds instead of the plain one in people in whom the finding `when` is there too.
    """

    block: BlockName
    finding: Text
    hypothesis: Text
    p: Probability
    n: Positive
    source: Text
    mark: Mark
    when: str = ""


class CapRow(Row, frozen=True):
    """Largest likelihood ratio `cap` a block may give between two hypotheses; `when` limits it to one finding.

    For a possibility that is no root the other side is all roots together (``any``).
    """

    block: BlockName
    one: Text
    other: Text
    cap: Annotated[float, msgspec.Meta(gt=1)]
    source: Text
    mark: Mark
    reason: Text
    when: str = ""


class AgeBandRow(Row, frozen=True):
    """Ages from `age_from` up to, but not including, `age_below` (years).

    `two_roots` is the share of root trouble that is of two neighbouring roots at once.
    """

    band: Text
    age_from: int
    age_below: int
    share_if_unknown: Probability
    two_roots: Probability
    source: Text
    mark: Mark
    reason: Text


class PriorRow(Row, frozen=True):
    """Percent of patients of one age band in whom `hypothesis` (a root, no root, or a root's trouble) is the cause."""

    band: Text
    hypothesis: Text
    percent: Positive
    source: Text
    mark: Mark


class LevelRow(Row, frozen=True):
    """Share of the cases of `root` under `condition` in which it is caught at this disc and zone."""

    root: Text
    condition: Text
    disc: Text
    zone: Text
    share: Annotated[float, msgspec.Meta(gt=0, le=1)]
    source: Text
    mark: Mark


class SettingRow(Row, frozen=True):
    """One number of the model with its reason."""

    name: Text
    value: float
    source: Text
    mark: Mark
    reason: Text


class WarningRow(Row, frozen=True):
    """A rule: when everything in `all_of` (separated by ``;``) is there, `warning` asks for `action`."""

    warning: Text
    action: Action
    all_of: Text
    source: Text
    mark: Mark
    reason: Text


class MapRow(Row, frozen=True):
    """One dermatome map and where its outline lies."""

    map: Text
    title: Text
    citation: Text
    method: Text
    weakness: Text
    file: Text
    partition: bool
    source: Text
    mark: Mark


class OutlineRow(Row, frozen=True):
    """One cross-section of one patch of a dermatome map (angles in degrees, see `dermatomes.maps`)."""

    root: Text
    part: Text
    segment: Text
    t: float | None = None
    theta_from: float | None = None
    theta_to: float | None = None
    u_from: float | None = None
    u_to: float | None = None
    note: str = ""


class KeyPointRow(Row, frozen=True):
    """One ISNCSCI key sensory point in chart coordinates."""

    root: Text
    segment: Text
    t: float
    theta: float
    description: Text
    source: Text
    mark: Mark
    foot_u: float | None = None
    foot_w: float | None = None


R = TypeVar("R", bound=Row)


def read_table(path: Path, row_type: type[R]) -> list[R]:
    """Read one CSV table.

    Parameters
    ----------
    path
        A UTF-8 CSV file whose first line names the fields of `row_type`.
    row_type
        The struct every row must fit.

    Returns
    -------
    list of row_type
        In file order.

    Raises
    ------
    KnowledgeError
        The file cannot be read, its header does not fit, or a row is bad (names file and line).
    """
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            reader = csv.DictReader(stream, strict=True)
            _check_header(path, reader.fieldnames or [], row_type)
            return [_convert(path, reader.line_num, raw, row_type) for raw in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise KnowledgeError(f"{path.name}: cannot be read ({problem}); reinstall Root Atlas") from problem


def check_word(path: Path, line: int, what: str, word: str, known: Iterable[str]) -> None:
    """Refuse a row that names something unknown.

    Raises
    ------
    KnowledgeError
        `word` is not one of `known`; the nearest known id is offered.
    """
    choices = list(known)
    if word not in choices:
        raise KnowledgeError(f'{path.name}, line {line}: unknown {what} "{word}"{did_you_mean(word, choices)}')


def _check_header(path: Path, header: Sequence[str], row_type: type[Row]) -> None:
    fields = row_type.__struct_fields__
    for name in header:
        if name not in fields:
            raise KnowledgeError(f'{path.name}, line 1: unknown column "{name}"{did_you_mean(name, fields)}')


def _convert(path: Path, line: int, raw: dict[str | None, str | None], row_type: type[R]) -> R:
    if None in raw or None in raw.values():
        raise KnowledgeError(f"{path.name}, line {line}: expected as many cells as the header names")
    filled = {name: cell for name, cell in raw.items() if cell != ""}
    try:
        return msgspec.convert(filled, row_type, strict=False)
    except msgspec.ValidationError as problem:
        raise KnowledgeError(f"{path.name}, line {line}: {problem}") from problem

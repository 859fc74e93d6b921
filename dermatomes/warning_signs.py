"""Warning signs: a rule gate before and outside the model.

Any one sign is enough, nothing outweighs it, and its absence says nothing (evidence section 6: pooled
sensitivity of the signs of cauda equina syndrome is .19 to .43).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dermatomes.case import Finding, Flag, History, Mark, Numbness, Pain, Tingling, Weakness, finding_label
from dermatomes.library import Knowledge
from dermatomes.result import WarningSign
from dermatomes.tables import WarningRow
from dermatomes.words import SIDES

SIGNS_OF_FINDINGS = (
    "saddle_numbness",
    "both_legs_painful_or_numb",
    "both_legs_weak",
    "weakness_grade_3_or_less",
    "any_weakness",
    "severe_pain",
)
ACTIONS = ("emergency", "same_day", "urgent", "routine")


def warning_signs(knowledge: Knowledge, findings: Iterable[Finding]) -> tuple[WarningSign, ...]:
    """Give every warning that the findings of a visit raise, strongest action first.

    Each warning stands once, with the strongest action any of its rules asks for and all the findings that
    raised it (``flag:night_pain``, ``numbness:left:saddle``).
    """
    present = _triggers(knowledge, tuple(findings))
    raised: dict[str, list[WarningRow]] = {}
    for row in knowledge.warnings:
        if all(trigger in present for trigger in row.all_of.split(";")):
            raised.setdefault(row.warning, []).append(row)
    found = [_warning(name, rows, present) for name, rows in raised.items()]
    return tuple(sorted(found, key=lambda warning: ACTIONS.index(warning.action)))


def _warning(name: str, rows: Sequence[WarningRow], present: dict[str, tuple[str, ...]]) -> WarningSign:
    action = min((row.action for row in rows), key=ACTIONS.index)
    because = {label for row in rows for trigger in row.all_of.split(";") for label in present[trigger]}
    return WarningSign(name, action, tuple(sorted(because)))


def _triggers(knowledge: Knowledge, findings: Sequence[Finding]) -> dict[str, tuple[str, ...]]:
    """Map each trigger that is present to the labels of the findings behind it."""
    marks = [f for f in findings if isinstance(f, Pain | Numbness | Tingling) and f.intensity != 0]
    weak = [f for f in findings if isinstance(f, Weakness) and not f.is_full_strength]
    severe = knowledge.settings["severe_intensity"]
    raised: dict[str, Sequence[Finding]] = {
        "sign:saddle_numbness": [m for m in marks if not isinstance(m, Pain) and _in_saddle(knowledge, m)],
        "sign:both_legs_painful_or_numb": _if_both_sides([m for m in marks if _in_leg(knowledge, m)]),
        "sign:both_legs_weak": _if_both_sides(weak),
        "sign:weakness_grade_3_or_less": [w for w in weak if w.is_grade_3_or_less],
        "sign:any_weakness": weak,
        "sign:severe_pain": [m for m in marks if isinstance(m, Pain) and (m.intensity or 0) >= severe],
    }
    present = {name: tuple(map(_sided_label, behind)) for name, behind in raised.items() if behind}
    for finding in findings:
        if isinstance(finding, Flag | History):
            present[finding_label(finding)] = (finding_label(finding),)
    return present


def _if_both_sides(findings: Sequence[Mark | Weakness]) -> Sequence[Finding]:
    return findings if {finding.side for finding in findings} >= set(SIDES) else ()


def _in_saddle(knowledge: Knowledge, mark: Mark) -> bool:
    words = knowledge.vocabulary
    return any(words.regions[region].in_saddle for region in words.members(mark.region))


def _in_leg(knowledge: Knowledge, mark: Mark) -> bool:
    words = knowledge.vocabulary
    return any(words.regions[region].in_leg for region in words.members(mark.region))


def _sided_label(finding: Finding) -> str:
    kind, _, what = finding_label(finding).partition(":")
    return f"{kind}:{getattr(finding, 'side', '')}:{what}"

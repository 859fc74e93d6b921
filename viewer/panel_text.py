"""The words of the panel, and of `rootatlas rank`, from a ranking. Pure: no Qt, no VTK, no geometry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from textwrap import fill

from dermatomes import (
    Finding,
    Mark,
    Ranking,
    SideRanking,
    WarningSign,
    band,
    finding_label,
    kind_of,
    load_map,
    maps_at,
    sources,
    vocabulary,
)
from viewer.finding_words import finding_words
from viewer.palette import ROOT_COLOURS
from viewer.picture import Bar, FindingLine, Notice, PanelText, Reason, SideText
from viewer.session import Session

INVITATION = "Click where it hurts."
REASONS_SHOWN = 6
SILENT_BAND = "too little to say"
LEVELS_SHOWN = 2
QUESTIONS_SHOWN = 3
SECTIONS = (
    ("others", "No nerve root, but possible"),
    ("causes", "What could trouble the root"),
    ("levels", "Where it could be caught"),
    ("questions", "What to check next"),
    ("maps", "Where published maps disagree"),
)
"""Fields of `SideText` that hold plain lines, and their headings."""
_PASSING = ("paracentral", "lateral_recess", "central")
_TEXT_WIDTH = 96


def panel_text(session: Session, ranking: Ranking, lit: Iterable[tuple[str, str]] = ()) -> PanelText:
    """Say what a session's ranking means.

    Parameters
    ----------
    session
        What is looked at.
    ranking
        The ranking of its case.
    lit
        (side, root) of every root that glows.
    """
    spoken = _spoken(session.findings)
    glowing = frozenset(lit)
    sides = (("left", ranking.sides.left), ("right", ranking.sides.right))
    return PanelText(
        warnings=tuple(_notice(sign, spoken) for sign in ranking.flags),
        sides=tuple(
            _side(side, ranked, spoken, glowing, _maps(side, session.findings))
            for side, ranked in sides
            if ranked is not None
        ),
        findings=tuple(
            FindingLine(index, finding_words(finding, with_side=True), kind_of(finding))
            for index, finding in enumerate(session.findings)
        ),
        invitation="" if session.findings else INVITATION,
        disclaimer=ranking.disclaimer,
    )


def as_text(panel: PanelText) -> str:
    """Write the panel as plain text for a terminal."""
    lines = []
    for notice in panel.warnings:
        lines += [f"!! {notice.headline}", fill(notice.because, _TEXT_WIDTH, initial_indent="   "), ""]
    for side in panel.sides:
        lines += [side.heading, fill(side.statement, _TEXT_WIDTH, initial_indent="  ", subsequent_indent="  ")]
        lines += [f"  {bar.root}  {'#' * round(40 * bar.share):<40}  {bar.band}" for bar in side.bars]
        lines += [f"  {'+' if reason.supports else '-'} {reason.text}  [{reason.source_id}]" for reason in side.reasons]
        for field, heading in SECTIONS:
            if told := getattr(side, field):
                lines += [f"  {heading}:", *(_indented(line) for line in told)]
        lines.append("")
    if not panel.sides:
        lines += ["Nothing was said about either leg, so there is nothing to rank.", ""]
    return "\n".join([*lines, fill(panel.disclaimer, _TEXT_WIDTH)])


def _indented(line: str) -> str:
    return fill(line, _TEXT_WIDTH, initial_indent="    ", subsequent_indent="      ")


def _spoken(findings: Iterable[Finding]) -> Mapping[str, str]:
    """Words for every label by which reasons and warnings quote a finding, with and without its side."""
    spoken = {}
    for finding in findings:
        label = finding_label(finding)
        kind, _, what = label.partition(":")
        spoken[label] = finding_words(finding)
        spoken[f"{kind}:{getattr(finding, 'side', '')}:{what}"] = finding_words(finding, with_side=True)
    return spoken


def _notice(sign: WarningSign, spoken: Mapping[str, str]) -> Notice:
    raised_by = "; ".join(spoken[label] for label in sign.because)
    words = vocabulary().words
    return Notice(sign.action, words["action"][sign.action], f"{words['warning'][sign.id]}: {raised_by}.")


def _side(
    side: str,
    ranked: SideRanking,
    spoken: Mapping[str, str],
    glowing: frozenset[tuple[str, str]],
    maps: tuple[str, ...],
) -> SideText:
    silent = ranked.roots[0].band == SILENT_BAND
    return SideText(
        side=side,
        heading=f"{side.capitalize()} side",
        statement=ranked.statement,
        bars=() if silent else tuple(_bars(side, ranked, glowing)),
        reasons=() if silent else tuple(_reasons(ranked, spoken))[:REASONS_SHOWN],
        others=_banded((item.id, item.p) for item in ranked.not_root),
        causes=() if silent else _banded((item.id, item.p) for item in ranked.conditions),
        levels=() if silent else tuple(_levels(ranked)),
        questions=tuple(_questions(ranked)),
        maps=maps,
    )


def _banded(items: Iterable[tuple[str, float]]) -> tuple[str, ...]:
    """Name each possibility that is not unlikely, with the word for its chance."""
    names = {**vocabulary().words["not_root"], **vocabulary().words["condition"]}
    return tuple(f"{names[name]}: {band(p)}" for name, p in items if band(p) != "unlikely")


def _levels(ranked: SideRanking) -> Iterable[str]:
    words = vocabulary().words
    for level in ranked.levels[:LEVELS_SHOWN]:
        if band(level.p) != "unlikely":
            root = "the root that passes by" if level.zone in _PASSING else "the root that leaves"
            zone = words["zone"][level.zone].split(", ")[0]
            yield f"{words['disc'][level.disc]}, {zone} ({root}): {band(level.p)}"


def _questions(ranked: SideRanking) -> Iterable[str]:
    words = vocabulary().words
    forms = {"weakness": ("muscle", "Strength"), "reflex": ("reflex", "Reflex"), "test": ("test", "Test")}
    for step in ranked.next[:QUESTIONS_SHOWN]:
        kind, _, name = step.ask.partition(":")
        list_name, form = forms.get(kind, ("history", "Ask"))
        yield f"{form}: {words[list_name][name]}. It {step.because}."


def _maps(side: str, findings: Iterable[Finding]) -> tuple[str, ...]:
    """Say of each marked place on which the maps contradict each other what every map names there."""
    marked = dict.fromkeys(
        finding.region
        for finding in findings
        if isinstance(finding, Mark) and finding.side == side and finding.intensity != 0
    )
    return tuple(_map_line(place) for place in marked if maps_at(place).disagree)


def _map_line(place: str) -> str:
    told = []
    for map_id, roots in maps_at(place).roots.items():
        named = [root.replace("_", "-") for root in roots]
        told.append(f"{load_map(map_id).title}: {_and(named) or 'variable'}")
    return f"{vocabulary().place_name(place)}. {'; '.join(told)}"


def _and(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _bars(side: str, ranked: SideRanking, glowing: frozenset[tuple[str, str]]) -> Iterable[Bar]:
    for item in ranked.roots:
        in_set = item.root in ranked.set
        held = "; one of the roots that together hold at least 80 %" if in_set and len(ranked.set) > 1 else ""
        yield Bar(
            root=item.root,
            share=item.p,
            band=item.band,
            colour=ROOT_COLOURS[item.root],
            in_set=in_set,
            lit=(side, item.root) in glowing,
            tip=f"{item.root} is {item.band}{held}. Click to see its way.",
        )


def _reasons(ranked: SideRanking, spoken: Mapping[str, str]) -> Iterable[Reason]:
    for reason in ranked.why:
        supports = reason.effect == "for"
        change = f"odds of {reason.root} times {reason.ratio:.1f}"
        yield Reason(f"{spoken[reason.finding]}: {change}", sources()[reason.source].citation, reason.source, supports)

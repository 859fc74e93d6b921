"""Every table of this room as text, for people who want to read the numbers: ``python -m dermatomes``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dermatomes.hypotheses import Floats
from dermatomes.library import CAUSE_COLUMNS, Knowledge
from dermatomes.words import HYPOTHESES, NOT_ROOTS, ROOT_CAUSES, ROOTS

_SHORT = {name: "".join(part[:3] for part in name.split("_")[:2]) for name in (*NOT_ROOTS, *ROOT_CAUSES)}


def listing(tables: Knowledge) -> list[str]:
    """Give all tables as lines of text; chances are those used, smoothed by the patients they are worth."""
    lines = _key()
    for title, table in (("chance of pain in a place", tables.pain), ("chance of numbness", tables.numbness)):
        lines += _grid(title, HYPOTHESES, zip(table.places, table.chance, strict=True))
    for title, columns in (("chance of a sign", HYPOTHESES), ("chance that history is told", CAUSE_COLUMNS)):
        rows = [
            (f"{block} {name}{' when ' + sign.when if sign.when else ''}", sign.chance)
            for (block, name), signs in tables.signs.items()
            for sign in signs
            if len(sign.chance) == len(columns)
        ]
        lines += _grid(title, columns, rows)
    lines += _grid("prior, everything", HYPOTHESES, ((band.name, band.prior.all) for band in tables.ages))
    lines += _grid("prior, causes of a root", ROOT_CAUSES, ((band.name, band.prior.causes) for band in tables.ages))
    lines += ["", "largest ratio of a block"]
    for cap in tables.caps:
        when = f" when {cap.when}" if cap.when else ""
        lines.append(f"  {cap.block:<10} {cap.one} : {cap.other}{when}  {cap.cap:g}  [{cap.source}] {cap.reason}")
    lines += ["", "disc and zone of a root under a condition"]
    for row in tables.levels:
        lines.append(f"  {row.root} {row.condition:<30} {row.disc:<7} {row.zone:<15} {row.share:g}  [{row.source}]")
    lines += ["", "warning signs"]
    for warning in tables.warnings:
        lines.append(f"  {warning.all_of}: {warning.warning}, {warning.action}  [{warning.source}] {warning.reason}")
    lines += ["", "settings", *(f"  {name:<24} {value:g}" for name, value in tables.settings.items())]
    lines += ["", "sources"]
    for name, source in tables.sources.items():
        resting = sum(count for (named, _), count in tables.numbers_of.items() if named == name)
        lines.append(f"  {name} ({source.mark}, {resting} rows): {source.citation}")
    return [*lines, ""]


def _key() -> list[str]:
    named = "; ".join(f"{short} {name}" for name, short in _SHORT.items())
    return [f"columns: {', '.join(ROOTS)}; {named}"]


def _grid(title: str, columns: Sequence[str], rows: Iterable[tuple[str, Floats]]) -> list[str]:
    lines = ["", f"{title:<44}" + "".join(f"{_SHORT.get(column, column):>8}" for column in columns)]
    lines += [f"  {name:<42}" + "".join(f"{p:>8.3f}" for p in row.tolist()) for name, row in rows]
    return lines

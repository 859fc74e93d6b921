"""Where everything is known from, and what Root Atlas cannot do. Pure: no Qt, no VTK."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from dermatomes import load_map, map_ids, numbers_of_sources, sources
from meshes import read_manifest
from viewer.about import HOW_KNOWN, PURPOSE

LIMITS = (
    "Pain alone barely tells L5 from S1: in studies clinicians did no better than chance. The ranking says so and "
    "stays below 80 %.",
    "Eight sources that are no root are compared (two nerves, deep buttock, hip, outer hip, sacroiliac joint, vessels, "
    "heel); there are more. Their numbers are conservative guesses, since no table counts them against roots.",
    "Simulated patients are no patients: the calibration shows that the ranking says what the published tables say, "
    "no more.",
    "L1, L2 and S2 rest on very few patients. People differ: maps are averages, and published maps contradict each "
    "other.",
    "The outlines of all three maps were redrawn from descriptions and memory; an anatomist has not checked them.",
    "The bodies are three idealised adults; the nerves run where textbooks put them. No clinician has checked the "
    "courses yet.",
)
"""The limits of the README, word for word."""


def sources_text() -> str:
    """The page of limits and sources, as simple HTML."""
    limits = "".join(f"<li>{escape(limit)}</li>" for limit in LIMITS)
    marks = ", ".join(f"<i>{escape(words)}</i>" for words in HOW_KNOWN.values())
    return (
        f"<h2>Limits</h2><p>{escape(PURPOSE)}</p><ul>{limits}</ul>"
        f"<h2>Evidence</h2><p>Every number of the ranking is a row of a table that names one of these. The mark is "
        f"one of: {marks}. Taken and derived count the numbers that stand in it, and those we made from it.</p>"
        f"{_evidence()}<h2>Maps of the skin</h2><p>They change the picture, never the chances.</p>{_maps()}"
        f"<h2>Geometry</h2>{_geometry()}"
    )


def _evidence() -> str:
    taken = numbers_of_sources()
    rows = [
        (source.citation, source.key, HOW_KNOWN[source.mark], f"{taken[name][0]}", f"{taken[name][1]}")
        for name, source in sources().items()
    ]
    return _table(("Source", "Where to find it", "Mark", "Taken", "Derived"), (44, 22, 14, 9, 11), rows)


def _maps() -> str:
    drawn = [load_map(map_id) for map_id in map_ids()]
    rows = [(one.title, one.method, one.weakness, one.citation) for one in drawn]
    return _table(("Map", "How it was made", "What is weak about it", "Source"), (16, 30, 30, 24), rows)


def _geometry() -> str:
    rows = [(f"{source.package} {source.version}", source.licence) for source in read_manifest().sources]
    return _table(("Package", "Licence"), (50, 50), rows)


def _table(headings: tuple[str, ...], percents: tuple[int, ...], rows: Iterable[tuple[str, ...]]) -> str:
    wide = zip(headings, percents, strict=True)
    head = "".join(f'<th width="{percent}%">{escape(heading)}</th>' for heading, percent in wide)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f'<table width="100%"><tr>{head}</tr>{body}</table>'

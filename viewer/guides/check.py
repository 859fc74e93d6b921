"""Whether pages and tours name only what exists, say where their claims come from, and read easily.

For developers and tests: the measure of readability comes from a library that the app does not need.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from readsight import ReadSight

from dermatomes import DermatomeError, nearest_id, parse_finding, sources, vocabulary
from meshes import UnknownNameError, parse_lesion, read_manifest
from viewer.guides.guide import CONTROLS, DATA, KINDS, Guide, Step, cited, uncited
from viewer.guides.sight import MANY, VIEWS, Sight, parts_called
from viewer.look import AXES, LAYERS
from viewer.mechanism import EFFECTS
from viewer.search import entries

HARDEST_GRADE = 8.0
"""Flesch-Kincaid grade that nothing for patients may pass: what most adults read without effort."""
SIDES = ("left", "right", "midline")


def problems(guide: Guide) -> Iterator[str]:
    """Everything that is wrong in a guide: sentences that name file, step and the nearest known id."""
    folder = next(folder for folder, kind in KINDS.items() if kind == guide.kind)
    where = f"{DATA.name}/{folder}/{guide.id}.toml"
    for number, step in enumerate(guide.steps, start=1):
        for problem in _of_step(guide, step):
            yield f"{where}, step {number}: {problem}"
    if (found := grade(guide)) > HARDEST_GRADE:
        yield f"{where}: grade {found:.1f} is harder than {HARDEST_GRADE:.0f}; write shorter sentences and words"


def grade(guide: Guide) -> float:
    """Flesch-Kincaid grade of what patients read in a guide."""
    spoken = "\n\n".join(uncited(step.patient).strip() for step in guide.steps)
    return float(ReadSight("en-us").score("flesch_kincaid_grade_level", spoken).score)


def _of_step(guide: Guide, step: Step) -> Iterator[str]:
    texts = [step.patient, step.student] if step.student else [step.patient]
    for text in texts:
        yield from _unknown("source", cited(text), sources())
        if guide.kind == "page" and not cited(text):
            yield f'"{step.title}" names no source: end each claim with its id in square brackets'
    yield from _unknown("control", [step.points_at] if step.points_at else [], CONTROLS)
    yield from _of_sight(step.sight)


def _of_sight(sight: Sight) -> Iterator[str]:
    structures = [*read_manifest().parts, *(entry.key for entry in entries() if entry.parts)]
    keys = [entry.key for entry in entries()]
    places = [f"{side}:{region}" for side in SIDES for region in vocabulary().known("region")]
    roots = [f"{side}:{root}" for side in SIDES[:2] for root in vocabulary().words["root"]]
    yield from _unknown("view", [sight.view], VIEWS)
    named = (*sight.near, *sight.isolate, *sight.hide, *sight.fade)
    yield from _unknown("structure", [name for name in named if not parts_called(name) or name[-1] != MANY], structures)
    yield from _unknown("structure or place", sight.close_to, [*structures, *places])
    yield from _unknown("layer", sight.hidden_layers, LAYERS)
    yield from _unknown("key of the search", [sight.focus] if sight.focus else [], keys)
    yield from _unknown("effect", [sight.effect] if sight.effect else [], EFFECTS)
    yield from _unknown("root", [sight.root] if sight.root else [], roots)
    yield from _unreadable(sight)


def _unreadable(sight: Sight) -> Iterator[str]:
    """What is more than a word: lesions, findings, cuts and numbers."""
    if sight.lesion:
        yield from _refused(parse_lesion, sight.lesion)
    for finding in sight.findings:
        kind, _, rest = finding.partition(" ")
        yield from _refused(partial(parse_finding, kind), rest)
    axis, _, place = sight.cut.partition(":")
    if sight.cut and (axis not in AXES or not place.replace(".", "", 1).isdigit() or float(place) > 1):
        yield f'no cut "{sight.cut}": write AXIS:PLACE, such as x:0.5'
    if not 0 <= sight.clearness <= 100:
        yield f"clearness {sight.clearness} is no percentage"


def _refused(read: Callable[[str], object], text: str) -> Iterator[str]:
    try:
        read(text)
    except (DermatomeError, UnknownNameError) as problem:
        yield str(problem)


def _unknown(what: str, names: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    known = list(known)
    for name in names:
        if name not in known:
            near = nearest_id(name, known)
            yield f'unknown {what} "{name}"' + (f': did you mean "{near}"?' if near else "")

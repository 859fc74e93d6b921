"""``python -m meshes.check.lesions``: measure every lesion; ``--write docs`` also renews the page and its plot."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import igl
import numpy as np
from numpy.typing import NDArray

from meshes import FIGURES, HERNIATIONS, LEVELS, Body, Lesion, affect, disc_frame, load_body, measures
from meshes.check.lesion_plot import stenosis_svg

PAGE, PLOT = "lesions.md", "pictures/stenosis.svg"
SHOWN = ("male", "female", "neutral")
SHARES = tuple(np.linspace(0.0, 1.0, 21).tolist())

Array = NDArray[np.float64]
Surface = tuple[Array, NDArray[np.int64]]
Moved = Mapping[str, NDArray[np.float32]]

INTRODUCTION = """# Lesions, measured

Written by `python -m meshes.check.lesions --write docs`. Every number is measured on the built figures at
severity 1, in mm and mm2, by libigl (distances, exact winding numbers) and by cutting the meshes with the plane
of the disc. The right side mirrors the left; `tests/meshes/test_affect.py` measures both.

## Herniations

*Enters*: distance of the disc to the place where the root lies in health; negative when it would be inside it.
*After*: distance to the root once it has given way: it touches and is not pierced. *Other*: distance to the
root that is to be spared. A central herniation meets the dural sac; its *other* is the nearer of the two roots.
"""

NOTES = """
## Where the anatomy or the method leaves something to be desired

- L5/S1: L5 lies {l5:.1f} mm from the healthy disc (male), so a paracentral herniation cannot stay 2 mm from it.
- While the outermost ring tears and sinks (severities 0.67 to 0.92) nothing lies before the root for a moment. It
  goes steadily from where the ring left it to where the nucleus holds it, and at L5/S1 far lateral comes back by
  1 to 2 mm; from 0.92 on it touches. Before that, root and disc may share up to 0.2 mm for a moment.
- The upper edge of the healthy L5/S1 disc jumps by 4 mm, 16 mm beside the middle (in the data). There the wall above
  the herniation is pushed less; and in a slip the inner wall of the outermost ring stays up to 1.5 mm behind the
  end-plate, so that no rings meet.
- A slip narrows the foramen less than it does in life: bodies and arches move on, the disc does not lose height.
- A herniation leaves the disc as one tongue, 3 to 7 mm wide; real ones are broader, lobed, and wander up or
  down. The fissure is drawn wider than it is, so that it can be seen. Loose fragments are not modelled.
- Stenosis keeps the height of the disc: a lower disc would move all that stands on it.
- A slip carries everything above along, the skin excepted. The joint is bent forwards with the upper vertebra
  as if it had remodelled: neither a broken arch (isthmic slip) nor worn cartilage is shown, and the articular
  process of the lower vertebra leans farther than it does in life. Nerves beyond 110 mm of the spine stay.
- Facets enlarge on meshes of 2-3 mm faces, so osteophytes look like ledges.
- The piriformis comes as near to the nerve as its own 5 mm faces allow; the two do not quite touch.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print the page; return 0."""
    parser = argparse.ArgumentParser(prog="python -m meshes.check.lesions", description=__doc__)
    parser.add_argument("--figure", choices=FIGURES, action="append", help="this figure only; may be repeated")
    parser.add_argument("--write", type=Path, metavar="FOLDER", help="write lesions.md and its plot there")
    asked = parser.parse_args(arguments)
    bodies = [load_body(figure) for figure in asked.figure or SHOWN]
    page = as_markdown(bodies)
    print(page)
    if asked.write is not None:
        (asked.write / PAGE).write_text(page, encoding="utf-8")
        (asked.write / PLOT).write_text(stenosis_svg(*curves(bodies[0])), encoding="utf-8")
    return 0


def as_markdown(bodies: Sequence[Body]) -> str:
    """Return the whole page."""
    lines = [INTRODUCTION, "| figure | level | zone | meets | enters | after | other |"]
    lines += ["|---|---|---|---|--:|--:|--:|"]
    lines += [row for body in bodies for row in herniations(body)]
    picture = f"![Canal and foramen of the {bodies[0].figure} figure against severity]({PLOT})"
    lines += ["", "## Narrowing", "", picture, ""]
    lines += ["Healthy and at severity 1, and by how much less; slip and recess form narrow the canal too.", ""]
    lines += ["| figure | level | canal | central form | recess form | slip | foramen | foraminal form |"]
    lines += ["|---|---|--:|--:|--:|--:|--:|--:|"]
    lines += [row for body in bodies for row in narrowings(body)]
    lines += ["", "## Deep gluteal form", "", "| figure | piriformis to sciatic nerve | at severity 1 |"]
    lines += ["|---|--:|--:|"]
    lines += [gluteal(body) for body in bodies]
    root = clearance(_surface(bodies[0], {}, "root_L5_left"), _disc(bodies[0], "L5/S1", {}))
    return "\n".join([*lines, NOTES.format(l5=root)])


def herniations(body: Body) -> Iterator[str]:
    """Measure every level and zone of one figure."""
    for level in LEVELS:
        upper, lower = level.split("/")
        exiting, traversing = f"root_{upper}_left", f"root_{lower}_left"
        for zone in HERNIATIONS:
            met, others = {
                "central": ("dural_sac", (exiting, traversing)),
                "paracentral": (traversing, (exiting,)),
            }.get(zone, (exiting, (traversing,)))
            moved = affect(body, Lesion(level, "left", zone, 1.0))
            disc = _disc(body, level, moved)
            enters = clearance(_surface(body, {}, met), disc)
            after = clearance(_surface(body, moved, met), disc)
            other = min(clearance(_surface(body, moved, name), disc) for name in others)
            name = "sac" if zone == "central" else met.split("_")[1]
            words = zone.replace("_", " ")
            yield f"| {body.figure} | {level} | {words} | {name} | {enters:.1f} | {after:.1f} | {other:.1f} |"


def narrowings(body: Body) -> Iterator[str]:
    """Measure every form that narrows canal or foramen."""
    for level in LEVELS:
        by = {
            form: measures(body, Lesion(level, "left", form, 1.0))
            for form in ("central_stenosis", "recess_stenosis", "slip", "foraminal_stenosis")
        }
        healthy, lateral = by["central_stenosis"], by.pop("foraminal_stenosis")
        canals = [_less(found.canal_mm2, found.canal_healthy_mm2, 0) for found in by.values()]
        foramen = _less(lateral.foramen_mm, lateral.foramen_healthy_mm, 1)
        yield (
            f"| {body.figure} | {level} | {healthy.canal_healthy_mm2:.0f} | {' | '.join(canals)} "
            f"| {lateral.foramen_healthy_mm:.1f} | {foramen} |"
        )


def gluteal(body: Body) -> str:
    """Measure how tightly the piriformis lies on the nerve."""
    gaps = []
    for severity in (0.0, 1.0):
        moved = affect(body, Lesion("L5/S1", "left", "deep_gluteal", severity))
        gaps.append(clearance(*(_surface(body, moved, name) for name in ("piriformis_left", "sciatic_left"))))
    return f"| {body.figure} | {gaps[0]:.1f} | {gaps[1]:.1f} |"


def curves(body: Body) -> tuple[dict[str, list[float]], dict[str, list[float]]]:
    """Return the canal's area and the foramen's width at `SHARES` of severity, by level."""
    canal: dict[str, list[float]] = {}
    foramen: dict[str, list[float]] = {}
    for level in LEVELS:
        canal[level] = [measures(body, Lesion(level, "left", "central_stenosis", s)).canal_mm2 for s in SHARES]
        foramen[level] = [measures(body, Lesion(level, "left", "foraminal_stenosis", s)).foramen_mm for s in SHARES]
    return canal, foramen


def clearance(one: Surface, other: Surface) -> float:
    """Return the least distance of two closed surfaces, mm; negative if one reaches into the other."""
    return float(min(_distances(one[0], other).min(), _distances(other[0], one).min()))


def _distances(places: Array, surface: Surface) -> Array:
    kind = igl.SIGNED_DISTANCE_TYPE_WINDING_NUMBER
    return np.asarray(igl.signed_distance(places, *surface, sign_type=kind)[0])


def _surface(body: Body, moved: Moved, name: str) -> Surface:
    vertices = moved.get(name, body.parts[name].vertices)
    return np.ascontiguousarray(vertices, dtype=np.float64), body.parts[name].faces.astype(np.int64)


def _disc(body: Body, level: str, moved: Moved) -> Surface:
    frame = disc_frame(body, level)
    (outer, rings), (inner, core) = (_surface(body, moved, name) for name in (frame.annulus, frame.nucleus))
    return np.vstack([outer, inner]), np.vstack([rings, core + len(outer)])


def _less(now: float, healthy: float, digits: int) -> str:
    return f"{now:.{digits}f} (-{100 * (1 - now / healthy):.0f} %)"


if __name__ == "__main__":
    sys.exit(main())

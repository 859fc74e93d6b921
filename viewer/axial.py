"""The section through a disc as clinicians know it: seen from below, front up. Pure: no Qt, no VTK. Lengths in mm."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dermatomes import ROOTS
from meshes import Body, Lesion, axial_section
from viewer.mechanism import met_parts
from viewer.palette import CORD, NUCLEUS, PART_COLOURS, ROOT_COLOURS, Rgb

Loop = NDArray[np.float32]
ORDER = ("muscle", "bone", "disc", "ligament", "dura", "cord", "rootlet", "nerve", "root")
"""What is drawn first lies below."""
REACH_MM = 42.0
"""How far from the middle of the disc the picture reaches."""
BACKWARD_MM = 12.0
"""How far behind the middle of the disc the middle of the picture lies: the canal is what matters."""
ASIDE_MM = 8.0
"""How far beside its root a name stands."""
SAME_MM = 1e-3
"""Ends of segments nearer than this are one point."""


@dataclass(frozen=True, eq=False)
class Shape:
    """One part in the section: closed loops (k, 2) of x to the subject's left and y backward, its colour and name."""

    part_id: str
    loops: tuple[Loop, ...]
    colour: Rgb


@dataclass(frozen=True)
class Letter:
    """The name of a root, and the place in the section it stands for."""

    text: str
    of: tuple[float, float]
    at: tuple[float, float]


@dataclass(frozen=True, eq=False)
class Axial:
    """A section: shapes from below to above, letters, and the square that is shown (middle and half its width)."""

    title: str
    shapes: tuple[Shape, ...]
    letters: tuple[Letter, ...]
    centre: tuple[float, float]
    reach: float = REACH_MM


def axial(body: Body, level: str, lesion: Lesion | None) -> Axial:
    """Cut a body through a disc.

    Parameters
    ----------
    body
        The body.
    level
        One of `meshes.LEVELS`.
    lesion
        What is wrong there, or None for the healthy section.
    """
    cut = axial_section(body, level, lesion)
    met = met_parts(lesion)
    shapes = [
        Shape(part_id, loops_of(segments), _colour(body, part_id, met))
        for part_id, segments in sorted(cut.items(), key=lambda item: _rank(body, item[0]))
        if len(segments)
    ]
    letters = tuple(letter for shape in shapes for letter in _letters(shape))
    return Axial(_title(level, lesion), tuple(shapes), letters, _centre(body, level))


@lru_cache(maxsize=32)
def _centre(body: Body, level: str) -> tuple[float, float]:
    """The middle of the picture: that of the healthy disc and a little behind, so that both sections stand alike."""
    disc = axial_section(body, level, None)[f"annulus_{level.replace('/', '_')}"].reshape(-1, 2)
    x, y = ((disc.min(axis=0) + disc.max(axis=0)) / 2).tolist()
    return x, y + BACKWARD_MM


def loops_of(segments: NDArray[np.float32]) -> tuple[Loop, ...]:
    """Join segments (k, 2, 2) that share ends into loops, each (n, 2); an open one is closed by a straight line."""
    ends = np.round(segments / SAME_MM).astype(np.int64)
    at: dict[tuple[int, int], list[int]] = {}
    for row, pair in enumerate(ends.tolist()):
        for end in pair:
            at.setdefault((end[0], end[1]), []).append(row)
    left = set(range(len(segments)))
    loops = []
    while left:
        loop = _walk(min(left), segments, ends, at, left)
        if len(loop) > 2:
            loops.append(np.array(loop, np.float32))
    return tuple(loops)


def _walk(
    row: int,
    segments: NDArray[np.float32],
    ends: NDArray[np.int64],
    at: Mapping[tuple[int, int], list[int]],
    left: set[int],
) -> list[NDArray[np.float32]]:
    """Follow segments from end to end until none goes on; takes those it passes out of `left`."""
    left.discard(row)
    loop, end = [segments[row, 0], segments[row, 1]], tuple(ends[row, 1].tolist())
    while True:
        following = next((other for other in at[end] if other in left), None)
        if following is None:
            return loop
        left.discard(following)
        far = 1 if tuple(ends[following, 0].tolist()) == end else 0
        loop.append(segments[following, far])
        end = tuple(ends[following, far].tolist())


def _rank(body: Body, part_id: str) -> tuple[int, str]:
    return ORDER.index(body.parts[part_id].kind), part_id  # annulus before nucleus, as the alphabet has it


def _colour(body: Body, part_id: str, met: Iterable[str]) -> Rgb:
    part = body.parts[part_id]
    if part_id.startswith("nucleus"):
        return NUCLEUS
    if part.kind == "cord":
        return CORD
    return ROOT_COLOURS[part_id.split("_")[1]] if part_id in met else PART_COLOURS[part.kind]


def _letters(shape: Shape) -> Iterable[Letter]:
    kind, _, rest = shape.part_id.partition("_")
    root = rest.partition("_")[0]
    if kind == "root" and root in ROOTS:
        x, y = np.concatenate(shape.loops).mean(axis=0).tolist()
        yield Letter(root, (x, y), (x + (ASIDE_MM if x > 0 else -ASIDE_MM), y - ASIDE_MM / 2))


def _title(level: str, lesion: Lesion | None) -> str:
    return f"{level}, healthy" if lesion is None or not lesion.severity else f"{level}, affected"

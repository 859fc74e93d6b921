"""Nerves: clear of bone along their whole length, and where the sciatic and common fibular nerves run."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from meshes import Path
from meshes.check.line import Line
from meshes.check.plate import LEFT
from meshes.check.published import cited, published
from meshes.check.shape import Array, Shape, dense_line, dense_places, points_on
from meshes.check.specimen import SIDES, Specimen
from meshes.check.vertebra import UP

STEP_MM = 1.0
"""Centre lines are read this often; between two readings the distance can be less by at most half of it."""


def clearances(specimen: Specimen) -> Iterator[Line]:
    """Say how far the surface of each nerve stays from bone, worse side: distance of its centre less its radius."""
    worst: dict[str, tuple[float, str]] = {}
    for path in specimen.body.paths.values():
        if path.kind == "nerve":
            name = path.id.removesuffix(f"_{path.side}")
            worst[name] = min(worst.get(name, (np.inf, "")), least_clearance(specimen, path))
    for name, (least, bone) in worst.items():
        yield Line(f"nerve {name} clear of bone, nearest {bone}, mm", least, low=0.0)


def least_clearance(specimen: Specimen, path: Path) -> tuple[float, str]:
    """Return the least distance of a path from bone less its radius there, mm, and the id of the bone."""
    places = dense_places(path.points.astype(np.float64), STEP_MM)
    radius = points_on(path.radius.astype(np.float64), places)
    skeleton, owner = specimen.skeleton
    distances, faces, _ = skeleton.nearest(points_on(path.points.astype(np.float64), places))
    worst = int(np.argmin(distances - radius))
    return float(distances[worst] - radius[worst]), owner[faces[worst]]


def sciatic(specimen: Specimen) -> Iterator[Line]:
    """Place the sciatic nerve between tuberosity and trochanter, and below piriformis."""
    for side in SIDES:
        share = between_tuberosity_and_trochanter(specimen, side)
        what = f"sciatic {side}, share from ischial tuberosity to greater trochanter"
        yield Line(what, share, 0.0, 1.0, cited("sciatic"))
    for side in SIDES:
        muscle = specimen.shapes.get(f"piriformis_{side}")
        path = specimen.body.paths[f"sciatic_{side}"]
        below, gap = below_muscle(path, muscle) if muscle else (None, None)
        yield Line(f"sciatic {side} below piriformis where nearest, mm", below, 0.0, published=cited("sciatic"))
        yield Line(f"sciatic {side} clear of piriformis, mm", gap, 0.0)


def between_tuberosity_and_trochanter(specimen: Specimen, side: str) -> float:
    """Return where the sciatic nerve passes between the ischium (0) and the greater trochanter (1), across the body.

    Looked at in the level half way between the outermost point of the femur (the prominence of the trochanter)
    and the lowest point of the hip bone (ischial tuberosity), from the outer edge of the ischium there to that
    prominence.  The nerve runs behind the femur, so the inner edge of the femur is no border of its gap.
    """
    outward = LEFT if side == "left" else -LEFT
    hip, femur = specimen.shapes[f"hip_bone_{side}"], specimen.shapes[f"femur_{side}"]
    trochanter = upper_half(femur)[np.argmax(upper_half(femur) @ outward)]
    level = (trochanter + hip.vertices[np.argmin(hip.vertices[:, 2])]) / 2
    ischium = max(hip.section(level, UP), key=lambda loop: float(loop[:, 1].max()))
    line = dense_line(specimen.body.paths[f"sciatic_{side}"].points.astype(np.float64), STEP_MM)
    nerve = line[np.argmin(abs(line[:, 2] - level[2]))] @ outward
    inner, outer = (ischium @ outward).max(), trochanter @ outward
    return float((nerve - inner) / (outer - inner))


def upper_half(bone: Shape) -> Array:
    """Return the vertices (k, 3) of the upper half of a bone."""
    return np.asarray(bone.vertices[bone.vertices[:, 2] > (bone.low[2] + bone.high[2]) / 2])


def below_muscle(path: Path, muscle: Shape) -> tuple[float, float]:
    """Return how far below a muscle a nerve passes it, and the gap between their surfaces, mm.

    The first is the height of the nearest point of the muscle above the nerve's centre line.
    """
    places = dense_places(path.points.astype(np.float64), STEP_MM)
    line, radius = (points_on(values.astype(np.float64), places) for values in (path.points, path.radius))
    distances, _, touched = muscle.nearest(line)
    nearest = int(np.argmin(distances - radius))
    return float(touched[nearest][2] - line[nearest][2]), float((distances - radius)[nearest])


def fibular(specimen: Specimen) -> Iterator[Line]:
    """Measure how near the common fibular nerve's centre line comes to the neck of the fibula."""
    known = published()["fibular_neck"]
    for side in SIDES:
        neck = fibular_neck(specimen.shapes[f"fibula_{side}"], known["from"], known["to"])
        line = dense_line(specimen.body.paths[f"common_fibular_{side}"].points.astype(np.float64), STEP_MM)
        near = float(min(np.linalg.norm(neck - point, axis=1).min() for point in line))
        yield Line(
            f"common fibular nerve {side} to the fibular neck, mm",
            near,
            high=known["within"],
            published=cited("fibular_neck"),
        )


def fibular_neck(fibula: Shape, start: float, end: float) -> Array:
    """Return points (k, 3) of the surface between two depths below the apex of the fibular head, mm."""
    apex = fibula.vertices[np.argmax(fibula.vertices[:, 2])]
    levels = np.arange(start, end, STEP_MM)
    return np.concatenate([dense_line(loop) for level in levels for loop in fibula.section(apex - level * UP, UP)])

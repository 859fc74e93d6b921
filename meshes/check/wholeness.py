"""Every part is a whole surface: closed, outward, without slivers; every left part mirrors its right."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path as FilePath
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from meshes import Part, Path
from meshes.check.line import Line
from meshes.check.published import cited, published
from meshes.check.shape import Shape
from meshes.check.specimen import Specimen
from meshes.manifest import DATA

MIRRORED = np.array([-1.0, 1.0, 1.0], dtype=np.float32)


def surfaces(specimen: Specimen) -> Iterator[Line]:
    """Count open edges, inside-out pieces, slivers and ids used twice."""
    least = published()["triangle"]["least_area"]
    yield from _count("open or doubled edges", {name: open_edges(one) for name, one in specimen.shapes.items()})
    yield from _count("pieces inside out", {name: inside_out(one) for name, one in specimen.shapes.items()})
    slivers = {name: int((_areas(one) <= least).sum()) for name, one in specimen.shapes.items()}
    yield from _count(f"triangles of at most {least:g} mm2", slivers)
    yield Line("parts with an id of another", float(ids_twice(DATA / "manifest.json")), high=0.0)


def mirrors(specimen: Specimen) -> Iterator[Line]:
    """Count right parts, right paths and skin vertices that are not the mirror images of the left ones."""
    yield from _count("not the mirror image of the left part", _unlike(specimen.body.parts, _same_part))
    yield from _count("not the mirror image of the left path", _unlike(specimen.body.paths, _same_path))
    skin = specimen.body.skin
    apart = (skin.vertices[skin.mirror] != skin.vertices * MIRRORED).any(axis=1)
    yield Line("skin vertices without a mirror image", float(apart.sum()), high=0.0)


def ids_twice(manifest: FilePath) -> int:
    """Count parts of a manifest whose id another part before them has."""
    ids = [row["id"] for row in json.loads(manifest.read_bytes())["parts"]]
    return len(ids) - len(set(ids))


def open_edges(shape: Shape) -> int:
    """Count directed edges that are not met by exactly one opposite edge; 0 is watertight."""
    edges = np.concatenate([shape.faces[:, [0, 1]], shape.faces[:, [1, 2]], shape.faces[:, [2, 0]]])
    size = len(shape.vertices)
    forth, counts = np.unique(edges[:, 0] * size + edges[:, 1], return_counts=True)
    backward = np.unique(edges[:, 1] * size + edges[:, 0])
    return int((counts - 1).sum() + len(np.setxor1d(forth, backward)))


def inside_out(shape: Shape) -> int:
    """Count connected pieces whose volume is not positive: their normals point inwards."""
    start, end = shape.faces.ravel(), np.roll(shape.faces, -1, axis=1).ravel()
    size = len(shape.vertices)
    graph = coo_matrix((np.ones(len(start), dtype=np.int8), (start, end)), shape=(size, size))
    piece = connected_components(graph, directed=False)[1][shape.faces[:, 0]]
    corners = shape.corners - shape.vertices.mean(axis=0)
    volumes = np.einsum("fi,fi->f", corners[:, 0], np.cross(corners[:, 1], corners[:, 2])) / 6
    return int((np.bincount(piece, weights=volumes)[np.unique(piece)] <= 0).sum())


def _areas(shape: Shape) -> NDArray[np.float64]:
    return np.asarray(np.linalg.norm(shape.area_vectors, axis=1))


def _count(what: str, found: Mapping[str, int]) -> Iterator[Line]:
    """One line for all parts, naming the worst."""
    total = sum(found.values())
    worst = max(found, key=lambda name: found[name])
    words = f"most on {worst}" if total else cited("triangle") if "triangles" in what else ""
    yield Line(what, float(total), high=0.0, published=words)


def _unlike(things: Mapping[str, Any], same: Callable[[Any, Any], bool]) -> dict[str, int]:
    pairs = {name: name.removesuffix("left") + "right" for name, thing in things.items() if thing.side == "left"}
    lone = sum(thing.side == "right" for thing in things.values()) - len(pairs)
    found = {name: int(twin not in things or not same(things[name], things[twin])) for name, twin in pairs.items()}
    return found | {"the right side, which has other parts": abs(lone)}


def _same_part(left: Part, right: Part) -> bool:
    first, second = ({tuple(sorted(face)) for face in part.faces.tolist()} for part in (left, right))
    return np.array_equal(left.vertices * MIRRORED, right.vertices) and first == second


def _same_path(left: Path, right: Path) -> bool:
    return (
        np.array_equal(left.points * MIRRORED, right.points)
        and np.array_equal(left.radius, right.radius)
        and np.array_equal(left.depth, right.depth)
    )

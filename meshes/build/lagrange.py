"""Reads the Lagrange-patch meshes (`.geof` + `.mesh`) of the musculoskeletal atlas.

Both files are JSON. The `.mesh` lists patches (quadrilaterals such as `quad54`: 5 by 4 nodes; triangles such as
`tri15`) and which nodes of neighbouring patches coincide; the `.geof` lists the coordinates of the distinct nodes.
The pickles (`.pc`) next to them are never opened.
"""

from __future__ import annotations

import json

import numpy as np
import numpy.typing as npt

from meshes.build.surface import Points, Surface, welded

_QUAD_NODES = {"quad44": (4, 4), "quad54": (5, 4), "quad55": (5, 5)}
_TRIANGLE_ORDER = {"tri10": 3, "tri15": 4}


def read_patches(geof: bytes, mesh: bytes, steps: int) -> Surface:
    """Evaluate an atlas surface on a regular grid of every patch.

    Parameters
    ----------
    geof, mesh
        Contents of the two files.
    steps
        Subdivisions along each side of a patch (any number: the patches are polynomials).

    Returns
    -------
    Surface
        In the atlas frame, mm, facing outwards.

    Raises
    ------
    ValueError
        When a patch has a type this reader does not know.
    """
    layout = json.loads(mesh)
    nodes = _node_coordinates(json.loads(geof))
    shared = _shared_nodes(layout["connectivity"])
    numbers: dict[tuple[int, int], int] = {}
    vertices, faces, offset, fresh = [], [], 0, 0
    for element in range(layout["element_counter"]):
        kind = layout["elements"][str(element)].split()[1]
        local = []
        for node in range(_node_count(kind)):
            known = [numbers[q] for q in shared.get((element, node), []) if q in numbers]
            numbers[element, node] = known[0] if known else fresh
            fresh += not known
            local.append(numbers[element, node])
        points, triangles = _evaluate(kind, nodes[local], steps)
        vertices.append(points)
        faces.append(triangles + offset)
        offset += len(points)
    return welded(np.vstack(vertices), np.vstack(faces))


def _node_coordinates(geof: dict[str, dict[str, dict[str, float]]]) -> Points:
    parameters = geof["field_parameters"]
    return np.array([[float(parameters[k][f"dim {d}"]) for d in range(3)] for k in sorted(parameters)])


def _shared_nodes(connectivity: dict[str, str]) -> dict[tuple[int, int], list[tuple[int, int]]]:
    def pair(text: str) -> tuple[int, int]:
        element, node = text.split("_")
        return int(element), int(node)

    return {pair(key): [pair(q) for q in value.split()] for key, value in connectivity.items()}


def _node_count(kind: str) -> int:
    if kind in _QUAD_NODES:
        across, up = _QUAD_NODES[kind]
        return across * up
    if kind in _TRIANGLE_ORDER:
        order = _TRIANGLE_ORDER[kind]
        return (order + 1) * (order + 2) // 2
    known = ", ".join([*_QUAD_NODES, *_TRIANGLE_ORDER])
    raise ValueError(f"patch type {kind!r} in a .mesh file; expected one of {known}")


def _evaluate(kind: str, nodes: Points, steps: int) -> tuple[Points, npt.NDArray[np.int64]]:
    if kind in _QUAD_NODES:
        return _evaluate_quad(_QUAD_NODES[kind], nodes, steps)
    return _evaluate_triangle(_TRIANGLE_ORDER[kind], nodes, steps)


def _lagrange_basis(count: int, at: Points) -> Points:
    """Return the values at `at` of the `count` Lagrange polynomials on equidistant nodes of [0, 1]."""
    node = np.linspace(0.0, 1.0, count)
    basis = np.ones((len(at), count))
    for i in range(count):
        for k in range(count):
            if k != i:
                basis[:, i] *= (at - node[k]) / (node[i] - node[k])
    return basis


def _evaluate_quad(shape: tuple[int, int], nodes: Points, steps: int) -> tuple[Points, npt.NDArray[np.int64]]:
    across, up = (axis.ravel() for axis in np.meshgrid(*[np.linspace(0.0, 1.0, steps + 1)] * 2))
    basis = _lagrange_basis(shape[1], up)[:, :, None] * _lagrange_basis(shape[0], across)[:, None, :]
    grid = np.arange((steps + 1) ** 2).reshape(steps + 1, steps + 1)
    corners = np.stack([grid[:-1, :-1], grid[:-1, 1:], grid[1:, 1:], grid[1:, :-1]], -1).reshape(-1, 4)
    return basis.reshape(len(up), -1) @ nodes, np.vstack([corners[:, [0, 1, 2]], corners[:, [0, 2, 3]]])


def _evaluate_triangle(order: int, nodes: Points, steps: int) -> tuple[Points, npt.NDArray[np.int64]]:
    to_monomials = np.linalg.inv(_monomials(order, _simplex(order)))
    points = _monomials(order, _simplex(steps)) @ to_monomials @ nodes
    start = np.cumsum([0] + [steps + 1 - row for row in range(steps + 1)])
    faces = []
    for j in range(steps):
        for i in range(steps - j):
            low, high = start[j] + i, start[j + 1] + i
            faces.append((low, low + 1, high))
            if i < steps - j - 1:
                faces.append((low + 1, high + 1, high))
    return points, np.array(faces)


def _simplex(order: int) -> Points:
    return np.array([(i / order, j / order) for j in range(order + 1) for i in range(order + 1 - j)])


def _monomials(order: int, at: Points) -> Points:
    powers = [(i, j) for j in range(order + 1) for i in range(order + 1 - j)]
    return np.stack([at[:, 0] ** i * at[:, 1] ** j for i, j in powers], axis=1)

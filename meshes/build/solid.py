"""Solids from distance fields, lighter solids, and solids that mirror exactly (manifold3d, fast-simplification)."""

from __future__ import annotations

from dataclasses import dataclass

import fast_simplification
import manifold3d
import numpy as np
import numpy.typing as npt

from meshes.build.surface import Points, Surface

ON_PLANE = 0.02  # mm from the mirror plane that counts as on it


@dataclass(frozen=True)
class Grid:
    """A regular grid over a box.

    Attributes
    ----------
    low
        (3,) mm, first corner.
    step
        Spacing, mm.
    shape
        Points along x, y, z.
    """

    low: Points
    step: float
    shape: tuple[int, int, int]

    @classmethod
    def over(cls, low: Points, high: Points, step: float) -> Grid:
        """Return the grid that covers the box from `low` to `high`."""
        count = np.ceil((np.asarray(high, dtype=float) - low) / step).astype(int) + 1
        return cls(np.asarray(low, dtype=float), step, (int(count[0]), int(count[1]), int(count[2])))

    def points(self) -> Points:
        """Return all grid points, (n, 3), z fastest."""
        axes = [self.low[k] + self.step * np.arange(self.shape[k]) for k in range(3)]
        return np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, 3)

    def high(self) -> Points:
        """Return the last corner, (3,) mm."""
        return self.low + self.step * (np.array(self.shape) - 1)


def solid_of(grid: Grid, distance: npt.NDArray[np.float64], edge: float) -> Surface:
    """Return the surface where a sampled signed distance (negative inside) is zero.

    Parameters
    ----------
    grid
        Where the distance was sampled.
    distance
        (n,) mm in the order of `grid.points()`.
    edge
        Edge length of the mesh, mm.
    """
    values = distance.tolist()
    (nx, ny, nz), step, (x0, y0, z0) = grid.shape, grid.step, grid.low.tolist()

    def inside(x: float, y: float, z: float) -> float:
        """Return minus the trilinear distance. Plain Python: called a million times, one point at a time."""
        x, y, z = (x - x0) / step, (y - y0) / step, (z - z0) / step
        i = min(max(int(x), 0), nx - 2)
        j = min(max(int(y), 0), ny - 2)
        k = min(max(int(z), 0), nz - 2)
        x, y, z = x - i, y - j, z - k
        a = (i * ny + j) * nz + k
        b, c = a + nz, a + ny * nz
        d = c + nz
        near = (values[a] * (1 - z) + values[a + 1] * z) * (1 - y) + (values[b] * (1 - z) + values[b + 1] * z) * y
        far = (values[c] * (1 - z) + values[c + 1] * z) * (1 - y) + (values[d] * (1 - z) + values[d + 1] * z) * y
        return float(-(near * (1 - x) + far * x))

    box = [*grid.low.tolist(), *grid.high().tolist()]
    pieces = manifold3d.Manifold.level_set(inside, box, edge).decompose()
    return _surface(max(pieces, key=lambda piece: float(piece.volume())))


def lighter(surface: Surface, count: int) -> Surface:
    """Return about `count` triangles of the same shape (quadric collapse)."""
    if len(surface.faces) <= count:
        return surface
    vertices, faces = fast_simplification.simplify(
        surface.vertices.astype(np.float32), surface.faces, target_count=count
    )
    return Surface(vertices.astype(float), faces.astype(np.int32))


def made_symmetric(surface: Surface) -> Surface:
    """Return the left half (x > 0) of a closed surface joined to its own mirror image.

    Raises
    ------
    ValueError
        When the surface is not a closed solid.
    """
    vertices = surface.vertices.astype(np.float32)
    vertices[np.abs(vertices[:, 0]) < ON_PLANE, 0] = 0.0  # cut beside them, slivers would be left
    mesh = manifold3d.Mesh(vertices, surface.faces.astype(np.uint32))
    solid = manifold3d.Manifold(mesh)
    if solid.is_empty():
        raise ValueError(f"not a closed solid ({solid.status()}): {len(surface.faces)} triangles")
    half = solid.trim_by_plane((1.0, 0.0, 0.0), 0.0)
    return _surface(half + half.mirror((1.0, 0.0, 0.0)))


def _surface(solid: manifold3d.Manifold) -> Surface:
    mesh = solid.to_mesh()
    return Surface(np.array(mesh.vert_properties[:, :3], dtype=float), np.array(mesh.tri_verts, dtype=np.int32))

"""Pictures as PNG files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyvista as pv
from numpy.typing import NDArray
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkIOImage import vtkPNGWriter

from dermatomes import write_whole


def png_bytes(image: NDArray[np.uint8]) -> bytes:
    """Encode an (h, w, 3) picture as PNG."""
    grid = pv.ImageData(dimensions=(image.shape[1], image.shape[0], 1))
    grid.point_data["rgb"] = np.ascontiguousarray(image[::-1]).reshape(-1, 3)
    grid.set_active_scalars("rgb")
    writer = vtkPNGWriter()
    writer.SetInputData(grid)
    writer.WriteToMemoryOn()
    writer.Write()
    return bytes(vtk_to_numpy(writer.GetResult()))


def save_picture(path: Path, image: NDArray[np.uint8]) -> None:
    """Write an (h, w, 3) picture as a PNG file, whole or not at all."""
    write_whole(path, png_bytes(image))

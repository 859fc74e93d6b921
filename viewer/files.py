"""Writing files so that a failure loses nothing."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import numpy as np
import pyvista as pv
from numpy.typing import NDArray
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkIOImage import vtkPNGWriter


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


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that appears whole or not at all.

    Raises
    ------
    OSError
        If the folder or the file cannot be written; what was there before is still there.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    scratch = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        scratch.replace(path)
    except BaseException:
        scratch.unlink(missing_ok=True)
        raise


def save_picture(path: Path, image: NDArray[np.uint8]) -> None:
    """Write an (h, w, 3) picture as a PNG file, whole or not at all."""
    write_whole(path, png_bytes(image))

"""What is running: versions, graphics, data files, their sources and licences."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

from dermatomes import map_ids, sources
from meshes import read_manifest
from viewer import __version__
from viewer.display import missing_graphics

PACKAGES = ("numpy", "msgspec", "vtk", "pyvista", "pyvistaqt", "PySide6-Essentials")


def info_text() -> str:
    """Everything `rootatlas info` prints."""
    manifest = read_manifest()
    lines = [f"Root Atlas {__version__}", f"Python {platform.python_version()} on {platform.platform()}"]
    lines += [f"{name} {_version(name)}" for name in PACKAGES]
    lines += ["", "Graphics", *(f"  {line}" for line in graphics_lines())]
    files = (f"  {name}  {digest[:12]}" for name, digest in manifest.files.items())
    lines += ["", "Data files (meshes/data)", *files]
    lines += ["", "Geometry sources (see NOTICE.md)"]
    lines += [f"  {item.package} {item.version}: {item.licence}" for item in manifest.sources]
    lines += ["", f"Maps: {', '.join(map_ids())}", "", "Evidence"]
    lines += [f"  {key}: {source.citation}" for key, source in sources().items()]
    return "\n".join(lines)


def graphics_lines() -> list[str]:
    """Which OpenGL draws here, or why none does."""
    if problem := missing_graphics():
        return [problem]
    from vtkmodules.vtkRenderingCore import vtkRenderWindow
    from vtkmodules.vtkRenderingOpenGL2 import vtkOpenGLRenderWindow  # noqa: F401

    window = vtkRenderWindow()
    window.SetOffScreenRendering(True)
    window.Render()
    wanted = ("OpenGL vendor", "OpenGL renderer", "OpenGL version string")
    lines = [line.strip() for line in window.ReportCapabilities().splitlines()]
    window.Finalize()
    return [line for line in lines if line.startswith(wanted)]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"

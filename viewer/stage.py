"""The stage of a 3D view: light, background, shadow under the feet, glassy skin, the layer that shines through."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyvista as pv
from numpy.typing import NDArray
from vtkmodules.vtkRenderingCore import vtkLight

from meshes import Skin
from viewer.palette import Rgb

KEY_LIGHT = ((-0.55, 0.65, 1.0), 0.86)
FILL_LIGHT = ((0.8, -0.1, 0.9), 0.22)
"""Place in front of the eye and strength: the key from the viewer's upper left, a faint fill from the right."""
FRONT_OFFSET = -66000.0
"""Depth units: about the whole depth of the scene."""
FADE_MM = 42.0
"""Height over which the upper cut of the body fades out."""
SHADOW = (46, 38, 32)
SHADOW_STRENGTH = 0.42
SHADOW_FROM_MM, SHADOW_BLUR_MM, SHADOW_STEP_MM = 20.0, 14.0, 4.0
"""Skin below this height throws it; how soft it is; how fine its mesh is."""
_GLASS = """//VTK::Light::Impl
  float rim = 1.0 - abs(normalVCVSOutput.z);
  float clear = min(1.0, 10.0 * (1.0 - fragOutput0.a));
  fragOutput0.a = min(1.0, fragOutput0.a * mix(1.0, 0.86 + 0.75 * rim * rim, clear));
"""
_LIGHT = "//VTK::Light::Impl"
_SECTION = """
  if (!gl_FrontFacing) fragOutput0.rgb = vertexColorVSOutput.rgb * vec3({}, {}, {});
"""
SKIN_SECTION, SECTION = (0.78, 0.70, 0.66), (0.98, 0.87, 0.80)
"""What is seen from inside has one flat tone, like the face of a section: a body cut open looks closed, not hollow.
These are its shares of the red, green and blue of the surface."""


def set_ground(plotter: Any, scene: tuple[Rgb, Rgb]) -> None:
    """Give a plotter its background: lower and upper colour."""
    plotter.set_background(scene[0], top=scene[1])


def set_lights(plotter: Any) -> None:
    """Give a plotter its lights, fixed to the camera: five lights cost five times as much."""
    plotter.remove_all_lights()
    for place, strength in (KEY_LIGHT, FILL_LIGHT):
        lamp = vtkLight()
        lamp.SetLightTypeToCameraLight()
        lamp.SetPosition(*place)
        lamp.SetFocalPoint(0, 0, 0)
        lamp.SetIntensity(strength)
        plotter.renderer.AddLight(lamp)


def bring_to_front(mapper: Any) -> None:
    """Let what a mapper draws pass the depth test before everything else: drawn faintly, it shines through.

    A second layer would do the same and costs a third of a frame in software.
    """
    mapper.SetResolveCoincidentTopologyToPolygonOffset()
    mapper.SetRelativeCoincidentTopologyPolygonOffsetParameters(0.0, FRONT_OFFSET)


def make_glassy(actor: Any) -> None:
    """Let a surface that can be seen through be clearer where it faces the eye and denser at its rim, as glass is."""
    shade = _GLASS + _SECTION.format(*SKIN_SECTION)
    actor.GetShaderProperty().AddFragmentShaderReplacement(_LIGHT, True, shade, False)


def make_solid(actor: Any) -> None:
    """Let a surface that is cut open show the tone of a section where it is seen from inside."""
    actor.GetShaderProperty().AddFragmentShaderReplacement(_LIGHT, True, _LIGHT + _SECTION.format(*SECTION), False)


def fade_at_cut(skin: Skin) -> NDArray[np.uint8]:
    """Opacity 0-255 of each skin vertex, (n,): full, but for the last centimetres below the upper cut."""
    below = (skin.bounds[5] - skin.vertices[:, 2]) / FADE_MM
    share = np.clip(below, 0, 1)
    return np.asarray(np.round(255 * share * share * (3 - 2 * share)), np.uint8)


def ground_shadow(skin: Skin) -> Any:
    """Make the soft shadow that both feet throw on the floor: a mesh with colours `rgba`, seen only from above."""
    feet = skin.vertices[skin.vertices[:, 2] < SHADOW_FROM_MM][:, :2]
    low, high = feet.min(axis=0) - 4 * SHADOW_BLUR_MM, feet.max(axis=0) + 4 * SHADOW_BLUR_MM
    x, y = (np.arange(low[axis], high[axis], SHADOW_STEP_MM) for axis in (0, 1))
    touched = np.histogram2d(feet[:, 0], feet[:, 1], bins=[_edges(x), _edges(y)])[0] > 0
    strength = _blurred(touched.astype(float))
    mesh = pv.ImageData(
        dimensions=(len(x), len(y), 1), spacing=(SHADOW_STEP_MM,) * 3, origin=(x[0], y[0], 0.0)
    ).extract_surface(algorithm=None)
    rgba = np.zeros((strength.size, 4), np.uint8)
    rgba[:, :3] = SHADOW
    rgba[:, 3] = np.round(255 * SHADOW_STRENGTH * (strength / strength.max()).ravel(order="F"))
    mesh.point_data["rgba"] = rgba
    return mesh


def _edges(middles: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.append(middles, middles[-1] + SHADOW_STEP_MM) - SHADOW_STEP_MM / 2


def _blurred(field: NDArray[np.float64]) -> NDArray[np.float64]:
    reach = np.arange(-3 * SHADOW_BLUR_MM, 3 * SHADOW_BLUR_MM + 1, SHADOW_STEP_MM)
    bell = np.exp(-0.5 * (reach / SHADOW_BLUR_MM) ** 2)
    for axis in (0, 1):
        field = np.apply_along_axis(np.convolve, axis, field, bell, mode="same")
    return field

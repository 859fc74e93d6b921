"""The words of one 3D view: those that stand in the scene, and names beside the body with a line to what they name.

A name is shown only while a point of what it names is to be seen. While the view moves the names that are there follow;
when it is still, all are looked for anew.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

import numpy as np
from vtkmodules.util.numpy_support import numpy_to_vtk, numpy_to_vtkIdTypeArray
from vtkmodules.vtkCommonCore import vtkPoints
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkPolyData
from vtkmodules.vtkRenderingCore import vtkActor2D, vtkPolyDataMapper2D, vtkTextActor

from viewer.anchors import DEEPEST, Anchors, Sees
from viewer.camera import Camera, project
from viewer.label_layout import Box, Placed, Span, Wish, lay_out
from viewer.palette import Dress, Rgb
from viewer.picture import Label, Name

FIXED_SIZE, NAME_SIZE = 18, 14
LABEL_GROUND = 0.65
"""How white the ground under a word in the scene is, so that it can be read on any colour."""
NAME_GROUND = 0.72
"""The same for the ground under a name, in the colour behind the body."""
MOST_NAMES = 24
LEAST_PIXELS = 14.0
"""What is seen smaller than this is not named."""
LETTERS, LETTERS_IF_NARROW, NARROW, LINES = 22, 14, 460, 4
"""Letters in a line of a name, in a picture narrower than so many pixels fewer; and lines of a name at most."""
DOT = 3.0


class Labels:
    """The words of a view.

    Parameters
    ----------
    plotter
        Where they are drawn.

    Attributes
    ----------
    scale
        How much larger than usual words are written: fine screens and large text want it.
    boxes
        Where the names stand that are to be read now, pixels.
    shown
        These names with their anchors.
    """

    def __init__(self, plotter: Any) -> None:
        self._plotter = plotter
        self._fixed: list[tuple[Any, Label]] = []
        self._anchors: list[Anchors] = []
        self._placed: list[Anchors] = []
        self._texts: dict[tuple[str, int], tuple[Any, Span]] = {}
        self._ink: Rgb = (0, 0, 0)
        self._halo, self._lines, self._dots = _Strokes(3.5), _Strokes(1.2), _Strokes(2.0)
        self._ground: Rgb = (255, 255, 255)
        self.boxes: tuple[Box, ...] = ()
        self.scale = 1.0
        self.shown: tuple[Anchors, ...] = ()

    def dress(self, colours: Dress) -> None:
        """Write in the ink of a dress."""
        self._ink, self._ground = colours.ink, colours.scene[0]
        for actor, _ in self._texts.values():
            self._colour(actor)

    @property
    def texts(self) -> tuple[str, ...]:
        """The names that are to be read now; `boxes` are where they stand."""
        return tuple(one.name.text for one in self.shown)

    def _colour(self, actor: Any) -> None:
        text = actor.GetTextProperty()
        text.SetColor(*_shares(self._ink))
        text.SetBackgroundColor(*_shares(self._ground))
        text.SetBackgroundOpacity(NAME_GROUND)

    def show_fixed(self, labels: Sequence[Label]) -> None:
        """Put words into the scene in place of those that are there."""
        for actor, _ in self._fixed:
            self._plotter.renderer.RemoveViewProp(actor)
        self._fixed = [(_standing(label), label) for label in labels]
        for actor, _ in self._fixed:
            self._plotter.renderer.AddViewProp(actor)

    def show_names(self, anchors: Sequence[Anchors]) -> None:
        """Give what may be named from now on, the most important first."""
        self._anchors = list(anchors)
        self._placed = []

    def place(self, camera: Camera, sees: Sees, clear: Span | None, *, still: bool) -> None:
        """Bring every word to where it belongs for this eye.

        Parameters
        ----------
        camera
            Where the eye stands.
        sees
            Whether a point is to be seen.
        clear
            From where to where the picture shows the body, pixels; None keeps names at its edges.
        still
            Whether there is time to look for every name; else only those that were there are kept.
        """
        size = tuple(map(float, self._plotter.renderer.GetSize()))
        taken = [box for actor, label in self._fixed if (box := self._stand(actor, label, camera, size))]
        found = self._found(camera, (size[0], size[1]), sees, still=still)
        wishes = [Wish(x, y, *self._text(one.name)[1]) for one, (x, y) in found]
        placed = lay_out(wishes, (size[0], size[1]), clear or (0.0, size[0]), taken)
        if still:
            self._placed = [one for one, _ in found]
        self._draw([(found[label.wish][0], label) for label in placed], size[1])

    def _stand(self, actor: Any, label: Label, camera: Camera, size: Sequence[float]) -> Box | None:
        before, behind = camera.slab or (np.inf, DEEPEST)
        visible = -min(behind, DEEPEST) <= camera.depth(label.point) <= before
        actor.SetVisibility(visible)
        half = FIXED_SIZE * self.scale
        actor.GetTextProperty().SetFontSize(round(half))
        x, y = project(camera, label.point, size[0], size[1])
        return Box(x - half, y - half, 2 * half, 2 * half) if visible else None

    def _found(
        self, camera: Camera, size: Span, sees: Sees, *, still: bool
    ) -> list[tuple[Anchors, tuple[float, float]]]:
        found: list[tuple[Anchors, tuple[float, float]]] = []
        for one in self._anchors if still else self._placed:
            if len(found) == MOST_NAMES:
                break
            if still and not one.name.through and one.spread(camera, size) < LEAST_PIXELS:
                continue
            pixel = one.seen(camera, size, sees)
            if pixel is not None:
                found.append((one, pixel))
        return found

    def _text(self, name: Name) -> tuple[Any, Span]:
        """The actor of a name and its size in pixels, made once."""
        narrow = self._plotter.renderer.GetSize()[0] < NARROW * self.scale
        letters = LETTERS_IF_NARROW if narrow else LETTERS
        wrapped = textwrap.wrap(name.text, letters, max_lines=LINES, placeholder=" \u2026", break_long_words=False)
        text = "\n".join(wrapped)
        key = text, round(NAME_SIZE * self.scale)
        if key not in self._texts:
            actor = _written(*key, bold=name.point is not None)
            self._colour(actor)
            extent = [0.0, 0.0]
            actor.GetSize(self._plotter.renderer, extent)
            self._texts[key] = actor, (float(extent[0]), float(extent[1]))
        return self._texts[key]

    def _draw(self, placed: Sequence[tuple[Anchors, Placed]], height: float) -> None:
        renderer = self._plotter.renderer
        wanted = [self._text(one.name)[0] for one, _ in placed]
        for actor, _ in self._texts.values():
            if actor not in wanted:
                renderer.RemoveViewProp(actor)
        lines = [(label.line[0], height - label.line[1], label.line[2], height - label.line[3]) for _, label in placed]
        colours = [one.name.colour or self._ink for one, _ in placed]
        for strokes, paint in ((self._halo, [self._ground] * len(lines)), (self._lines, colours)):
            strokes.show(renderer, lines, paint)
        rims = [stroke for line in lines for stroke in _diamond(line)]
        self._dots.show(renderer, rims, [colour for colour in colours for _ in range(4)])
        for actor, (_, label) in zip(wanted, placed, strict=True):
            actor.SetDisplayPosition(round(label.box.left), round(height - label.box.top - label.box.height))
            if not renderer.HasViewProp(actor):
                renderer.AddViewProp(actor)
        self.boxes = tuple(label.box for _, label in placed)
        self.shown = tuple(one for one, _ in placed)


class _Strokes:
    """Many straight lines in the picture plane, one actor."""

    def __init__(self, width: float) -> None:
        self._mesh, self._actor = vtkPolyData(), vtkActor2D()
        mapper = vtkPolyDataMapper2D()
        mapper.SetInputData(self._mesh)
        self._actor.SetMapper(mapper)
        self._actor.GetProperty().SetLineWidth(width)

    def show(self, renderer: Any, lines: Sequence[tuple[float, float, float, float]], colours: Sequence[Rgb]) -> None:
        """Draw these lines from (x, y) to (x, y) in place of those before; y upwards."""
        if not lines:
            renderer.RemoveViewProp(self._actor)
            return
        flat = np.zeros((2 * len(lines), 3), np.float32)
        flat[:, :2] = np.array(lines, np.float32).reshape(-1, 2)
        points, cells = vtkPoints(), vtkCellArray()
        points.SetData(numpy_to_vtk(flat, deep=True))
        cells.SetData(2, numpy_to_vtkIdTypeArray(np.arange(len(flat), dtype=np.int64), deep=True))
        self._mesh.SetPoints(points)
        self._mesh.SetLines(cells)
        self._mesh.GetCellData().SetScalars(numpy_to_vtk(np.array(colours, np.uint8), deep=True))
        if not renderer.HasViewProp(self._actor):
            renderer.AddViewProp(self._actor)


def _diamond(line: tuple[float, float, float, float]) -> list[tuple[float, float, float, float]]:
    """Four short strokes round the end of a line."""
    x, y = line[2:]
    corners = [(x + DOT, y), (x, y + DOT), (x - DOT, y), (x, y - DOT)]
    return [(*corners[k - 1], *corners[k]) for k in range(4)]


def _written(text: str, size: int, *, bold: bool) -> Any:
    actor = vtkTextActor()
    actor.SetInput(text)
    actor.GetTextProperty().SetFontSize(size)
    actor.GetTextProperty().SetBold(bold)
    return actor


def _standing(label: Label) -> Any:
    actor = vtkTextActor()
    actor.SetInput(label.text)
    place = actor.GetPositionCoordinate()
    place.SetCoordinateSystemToWorld()
    place.SetValue(*label.point)
    text = actor.GetTextProperty()
    text.SetFontSize(FIXED_SIZE)
    text.SetBold(True)
    text.SetBackgroundColor(1, 1, 1)
    text.SetBackgroundOpacity(LABEL_GROUND)
    text.SetColor(*_shares(label.colour))
    text.SetJustificationToCentered()
    text.SetVerticalJustificationToCentered()
    return actor


def _shares(colour: Rgb) -> tuple[float, float, float]:
    red, green, blue = (value / 255 for value in colour)
    return red, green, blue

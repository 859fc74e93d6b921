"""The eye follows what is asked about: it comes near to it, steps back from a body pulled apart, and returns."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from viewer.camera import Camera, framing
from viewer.canvas import Canvas
from viewer.picture import Picture

ALONE_SHARE, ASKED_SHARE, APART_SHARE = 0.86, 0.5, 0.94
"""How much of the picture is filled by what stands alone, by what is asked about, and by a body pulled apart."""
LEAST_MM = 260.0
"""What is asked about among the rest is seen with so much around it."""
LOCAL = 1.3
"""The close-up stays where it is unless what is asked about is smaller than so many of its pictures."""


class Following:
    """Moves the eye of one view.

    Parameters
    ----------
    canvas
        The view.
    """

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._shown: Picture | None = None
        self._before: Camera | None = None

    def show(self, picture: Picture) -> None:
        """Follow from the last picture to this one."""
        before, self._shown = self._shown, picture
        if before is None or before.figure != picture.figure:
            return
        if picture.alone != before.alone:
            self._go(picture.alone, ALONE_SHARE)
        elif picture.focus != before.focus and not picture.alone:
            self._go(picture.focus, ASKED_SHARE)
        elif picture.part_shift != before.part_shift:
            self._step_back(picture)

    def forget(self) -> None:
        """Do not return any more: another view was asked for."""
        self._before = None

    def _go(self, parts: Iterable[str], share: float) -> None:
        bounds = self._bounds(parts)
        if bounds is None:
            self._return()
            return
        camera = framing(bounds, self._canvas.bound_for, self._aspect, share)
        if share == ASKED_SHARE:
            if not self._canvas.scene.with_skin and camera.height > LOCAL * self._canvas.home.height:
                return
            camera = camera.zoomed(min(1.0, camera.height / LEAST_MM))
        self._leave()
        self._canvas.look(camera, smoothly=True)

    def _step_back(self, picture: Picture) -> None:
        if not picture.part_shift:
            self._return()
            return
        bounds = self._bounds(self._outermost(picture))
        self._leave()
        start = self._before or self._canvas.bound_for
        if bounds is not None:
            camera = framing(bounds, start, self._aspect, APART_SHARE)
            self._canvas.look(camera if camera.height > start.height else start)

    def _outermost(self, picture: Picture) -> Iterable[str]:
        """The parts that are to stay in view: all, but in the close-up the spine alone, which the nerves outrun."""
        parts = self._canvas.scene.drawn
        if self._canvas.scene.with_skin:
            return parts
        return [part for part in parts if part.startswith(("vertebra", "annulus", "sacrum", "spinal_cord"))]

    def _leave(self) -> None:
        if self._before is None:
            self._before = self._canvas.bound_for

    def _return(self) -> None:
        if self._before is not None:
            self._canvas.look(self._before, smoothly=True)
        self._before = None

    @property
    def _aspect(self) -> float:
        size = self._canvas.widget.size()
        return max(0.2, size.width() / max(1, size.height()))

    def _bounds(self, parts: Iterable[str]) -> tuple[float, ...] | None:
        """x, y, z ranges of those of these parts that are drawn here, where they are drawn; mm."""
        wanted = {part for part in parts if self._canvas.scene.drawn.get(part)}
        spans = [
            (points.min(axis=0), points.max(axis=0))
            for batch in self._canvas.scene.batches
            for part, rows in batch.slices.items()
            if part in wanted and len(points := batch.mesh.points[rows])
        ]
        if not spans:
            return None
        low, high = (np.array(ends) for ends in zip(*spans, strict=True))
        return tuple(np.column_stack([low.min(axis=0), high.max(axis=0)]).ravel().tolist())

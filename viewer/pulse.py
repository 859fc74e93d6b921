"""Light runs from the spine along the nerves to the marks: once after each new mark, or again and again as a signal."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QVariantAnimation

from viewer.canvas import Canvas
from viewer.glow import Glow
from viewer.motion import PULSE, wanted
from viewer.picture import Picture, Points, Strand

PULSE_MS = 400
SIGNAL_MS, SLOW_MS = 1600, 5000
"""How long a signal that is played takes for its way, and when it is slowed; nerves are far faster than both."""
TAIL = ((0.0, 1.0, 1.0), (0.025, 0.7, 0.8), (0.05, 0.45, 0.65), (0.075, 0.25, 0.5))
"""How far behind the head, as a share of the way, each light of a pulse runs; its opacity; its size."""
THICKER, LEAST_MM = 2.5, 8.0
"""How much thicker than its strand a light is, and how thick at least."""


class Pulse(QObject):
    """Runs light along the ways to a new mark, or along all of them while a signal is played.

    Parameters
    ----------
    canvas
        The view it runs in.
    """

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.glow = Glow(canvas.plotter)
        self._shown: Picture | None = None
        self._strands: tuple[Strand, ...] = ()
        self.playing = False
        self._duration = SIGNAL_MS
        self.animation = QVariantAnimation(self, duration=PULSE_MS, startValue=0.0, endValue=1.0)
        self.animation.valueChanged.connect(self._run)
        self.animation.finished.connect(self.stop)

    def show(self, picture: Picture) -> None:
        """Start where the picture has a mark more than the one before, if the user wants that."""
        before, self._shown = self._shown, picture
        if self.playing:
            if before is None or picture.strands is not before.strands or not self._strands:
                self._play()
            return
        if before is None or picture.strands is before.strands:
            return
        self.stop()
        if _painted(picture) > _painted(before) and wanted(PULSE):
            self._strands = new_ways(picture.strands, before.strands)
            self._start()

    def play(self, on: bool) -> None:
        """Let a signal run along every lit way again and again, or stop it."""
        self.playing = on
        if on:
            self._play()
        else:
            self.stop()

    def pause(self, on: bool) -> None:
        """Hold a signal where it is, or let it run on."""
        state = QVariantAnimation.State.Running if on else QVariantAnimation.State.Paused
        if self.playing and self.animation.state() == state:
            self.animation.setPaused(on)

    def slow(self, on: bool) -> None:
        """Let a signal run slowly, from where it is."""
        share = self.animation.currentTime() / self.animation.duration()
        self._duration = SLOW_MS if on else SIGNAL_MS
        if self.playing and self._strands:
            self.animation.setDuration(self._duration)
            self.animation.setCurrentTime(round(share * self._duration))

    def _play(self) -> None:
        held = self.animation.state() == QVariantAnimation.State.Paused
        self.stop()
        if self._shown is None:
            return
        self.animation.setLoopCount(-1)
        self.animation.setDuration(self._duration)
        self._strands = self._shown.strands
        self._start()
        if held and self._strands:
            self.animation.pause()

    def stop(self) -> None:
        """Put the light out."""
        self.animation.stop()
        self.animation.setLoopCount(1)
        self.animation.setDuration(PULSE_MS)
        if self._strands:
            self._strands = ()
            self.glow.put_out()
            self._canvas.draw()

    def _start(self) -> None:
        if not self._strands:
            return
        lights = [(strand, opacity, size) for strand in self._strands for _, opacity, size in TAIL]
        thick = [size * max(LEAST_MM, THICKER * float(np.median(strand.radius))) for strand, _, size in lights]
        self.glow.light([strand.colour for strand, _, _ in lights], [opacity for _, opacity, _ in lights], thick)
        self._run(0.0)
        self.animation.start()

    def _run(self, share: float) -> None:
        if self._strands:
            behind = [max(0.0, share * (1 + TAIL[-1][0]) - lag) for lag, _, _ in TAIL]
            self.glow.move(np.concatenate([along(strand.points, np.clip(behind, 0, 1)) for strand in self._strands]))
            self._canvas.draw()


def new_ways(strands: tuple[Strand, ...], before: tuple[Strand, ...]) -> tuple[Strand, ...]:
    """The strands that lead where none of that root led before."""
    known = {(strand.root, strand.side, *strand.points[-1].tolist()) for strand in before}
    return tuple(s for s in strands if (s.root, s.side, *s.points[-1].tolist()) not in known)


def along(points: Points, shares: NDArray[np.float64]) -> NDArray[np.float32]:
    """Places on a line at these shares 0-1 of its length.

    Parameters
    ----------
    points
        (k, 3) mm.
    shares
        (n,) 0 at its first point, 1 at its last.

    Returns
    -------
    (n, 3) mm.
    """
    steps = np.linalg.norm(np.diff(points, axis=0), axis=1)
    way = np.concatenate([[0.0], np.cumsum(steps)])
    wanted_way = np.asarray(shares) * way[-1]
    return np.column_stack([np.interp(wanted_way, way, points[:, axis]) for axis in range(3)]).astype(np.float32)


def _painted(picture: Picture) -> int:
    return sum(len(mark.points) for mark in picture.marks)

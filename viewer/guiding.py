"""The open page or tour in the window: it shows another session in the scene and writes none.

The store is never asked to change: what a step shows is derived from the session it holds, so leaving brings back the
same case, look and pen, and the cameras go back to where they stood.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolBar, QWidget

from viewer.camera import Camera
from viewer.canvas import Canvas
from viewer.guides import Reading, guide_of
from viewer.guides.eye import body_eye, spine_eye
from viewer.picture import Picture
from viewer.ring import Ring
from viewer.session import Session

if TYPE_CHECKING:
    from viewer.window import MainWindow

WELCOME = "welcome"
_OF_TOOLS = ("tools", "kinds")
"""Controls that stand in the bar of the tools."""


@dataclass(frozen=True)
class _Before:
    """What a guide found: the session, and for both views where the eye stood and where its home was."""

    session: Session
    eyes: tuple[tuple[Camera, Camera], ...]


class Guiding(QObject):
    """Joins the guides to a window.

    Attributes
    ----------
    reading
        Where in which guide one is; None while none is open.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.reading: Reading | None = None
        self._views = window.body_view, window.spine_view
        self._panel = window.sidebar.guide
        self._before: _Before | None = None
        self._steered: tuple[Reading, str] | None = None
        self.ring = Ring(window)
        self._ring_timer = QTimer(self, singleShot=True, interval=0)  # bars that come or go are laid out first
        self._ring_timer.timeout.connect(self._place_ring)
        self._panel.turned.connect(self.turn_to)
        self._panel.left.connect(self.leave)
        window.sidebar.learn.wanted.connect(self.open)
        window.store.opened.connect(self.leave)

    def welcome(self) -> None:
        """Begin the tour of the window itself."""
        self.open(WELCOME)

    def open(self, guide_id: str) -> None:
        """Begin a guide at its first step."""
        self._window.quizzing.leave()
        if self.reading is None:
            self._begin(self._window.store.session)
        self.turn_to(Reading(guide_of(guide_id)))
        self._panel.next.setFocus()

    def turn_to(self, reading: Reading) -> None:
        """Go to a step."""
        self.reading = reading
        self._window.refresh(self._window.store.session)

    def leave(self) -> None:
        """Close the guide: the session that the store holds is shown again."""
        if self.reading is not None:
            self.reading = None
            self._window.refresh(self._window.store.session)

    def seen(self, session: Session) -> Session:
        """The session that the scene shows; a guide gives way when the person's own findings change."""
        if self._before is not None and session.findings != self._before.session.findings:
            self.reading = None
        return session if self.reading is None else self.reading.step.sight.applied(session)

    def show(self, seen: Picture, own: Picture, audience: str) -> None:
        """Show the open step: its words, its place in the window, and what it is about."""
        reading = self.reading
        self._window.sidebar.show_guide(reading is not None)
        if reading is None:
            self._end()
            return
        self._panel.show_reading(reading, audience, seen, own.panel.warnings)
        if (reading, seen.figure) != self._steered:
            smoothly = self._steered is not None
            self._steered = reading, seen.figure
            self._steer(reading, seen, smoothly)
        if reading.step.points_at in _OF_TOOLS:
            self._window.tools.show()  # the start page has no tools, but one may be shown them
        self._ring_timer.start()

    def frame_again(self) -> None:
        """Fit what is read into views of another size; where the user has turned the body nothing moves."""
        if self.reading is not None and self._window.picture is not None:
            if self._window.body_view.bound_for == self._window.body_view.home:
                self._steer(self.reading, self._window.picture, smoothly=False)
            self._ring_timer.start()

    def _place_ring(self) -> None:
        self.ring.show_around(self.place_of(self.reading.step.points_at) if self.reading else None)

    def _begin(self, session: Session) -> None:
        self._before = _Before(session, tuple((view.bound_for, view.home) for view in self._views))
        self._rest(True)

    def _end(self) -> None:
        """Give the window back, and put both eyes to where they stood if it is still the same figure."""
        before, self._before, self._steered = self._before, None, None
        if before is None:
            return
        self._panel.close_reading()
        self.ring.show_around(None)
        self._rest(False)
        if before.session.case.figure == self._window.store.session.case.figure:
            for view, (stood, home) in zip(self._views, before.eyes, strict=True):
                view.home = home
                view.look(stood, smoothly=True)

    def _rest(self, resting: bool) -> None:
        """Let go of, or take up again, what works on the session that is not shown."""
        window = self._window
        window.pointing.rest(resting)
        window.looks.clearness.setEnabled(not resting)
        window.menus.dermatomes.setEnabled(not resting)

    def _steer(self, reading: Reading, seen: Picture, smoothly: bool) -> None:
        atlas, sight = self._window.atlas, reading.step.sight
        for view, eye in zip(self._views, (body_eye, spine_eye), strict=True):
            view.home = eye(sight, seen, atlas, _aspect(view))
            view.look(view.home, smoothly=smoothly)

    def place_of(self, control: str) -> QRect | None:
        """Where a control of `viewer.guides.CONTROLS` stands in the window; None for none."""
        window = self._window
        tools, looks, menus = window.tools, window.looks, window.menus
        if control == "help":
            place = window.menuBar().actionGeometry(menus.help.menuAction())
            return _within(window, window.menuBar(), place)
        if control == "clearness":
            return _within(window, looks.clearness, looks.clearness.rect())
        actions: dict[str, tuple[QToolBar, list[QAction]]] = {
            "tools": (tools, list(tools.gestures.values())),
            "kinds": (tools, list(tools.kinds.values())),
            "views": (looks, list(menus.views.values())),
            "audiences": (looks, list(menus.audiences.values())),
            "undo": (looks, [menus.undo, menus.redo]),
        }
        if control not in actions:
            return None
        bar, listed = actions[control]
        place = QRect()
        for action in listed:
            place = place.united(bar.actionGeometry(action))
        return _within(window, bar, place)


def _aspect(view: Canvas) -> float:
    size = view.widget.size()
    return max(0.2, size.width() / max(1, size.height()))


def _within(window: QWidget, widget: QWidget, place: QRect) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)) + place.topLeft(), place.size())

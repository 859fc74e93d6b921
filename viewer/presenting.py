"""The presenting mode: the scene, one sentence in large letters, and nothing else. Escape gives everything back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QDockWidget, QToolBar, QWidget

from dermatomes import rank
from viewer.camera import Camera
from viewer.canvas import Canvas
from viewer.paint import paint
from viewer.picture import Picture
from viewer.presentation import Slide, plain_warnings, presentation
from viewer.shots import body_shot, spine_shot
from viewer.slide_strip import SlideStrip, WarningStrip

if TYPE_CHECKING:
    from viewer.window import MainWindow

SHARES = (7, 5)
"""How the body and the spine share the width."""
CLEAR_SKIN = 0.5
"""Opacity of the skin while what lies under it is spoken of; never more than it was."""


@dataclass(frozen=True)
class _Before:
    """What stood where before presenting began."""

    shown: tuple[QWidget, ...]
    sizes: tuple[int, ...]
    eyes: tuple[tuple[Camera, Camera], ...]
    brushing: bool
    focus: QWidget | None


class Presenting(QObject):
    """Presents the case of a window.

    Parameters
    ----------
    window
        The window; its store is read and never written.

    Attributes
    ----------
    slides, at
        What is presented, and the number of the slide that is shown.
    strip
        The sentence and its buttons; None while nothing is presented.
    keys
        The keys that work meanwhile; each says what it does.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._before: _Before | None = None
        self._docks: tuple[QDockWidget, ...] = ()
        self.slides: tuple[Slide, ...] = ()
        self.at = 0
        self.strip: SlideStrip | None = None
        self.keys = [
            self._key(self._forward, "Next sentence", "Right", "PgDown", "Down"),
            self._key(self._backward, "Sentence before", "Left", "PgUp", "Up"),
            self._key(self._press, "Next sentence, or the button that has the focus", "Space"),
            self._key(self.leave, "Leave; everything comes back as it was", "Esc"),
        ]

    @property
    def on(self) -> bool:
        """Whether something is being presented."""
        return self._before is not None

    def start(self) -> None:
        """Begin with the first slide."""
        window = self._window
        window.quizzing.leave()
        window.guiding.leave()
        if self.on or window.picture is None:
            return
        self.slides = presentation(window.store.session, window.picture)
        self._before = self._note()
        for widget in self._before.shown:
            widget.hide()
        self._still(True)
        self._dock()
        for key in self.keys:
            key.setEnabled(True)
        window.splitter.setSizes([share * window.width() // sum(SHARES) for share in SHARES])
        self.turn_to(0)

    def leave(self) -> None:
        """Give everything back as it was."""
        before, self._before = self._before, None
        if before is None:
            return
        for key in self.keys:
            key.setEnabled(False)
        for dock in self._docks:
            self._window.removeDockWidget(dock)
            dock.deleteLater()
        self._docks, self.strip = (), None
        for widget in before.shown:
            widget.show()
        self._window.splitter.setSizes(list(before.sizes))
        self._still(False, before.brushing)
        self._window.refresh(self._window.store.session)
        for view, (eye, home) in zip(self._views, before.eyes, strict=True):
            view.home = home
            view.look(eye)
        if before.focus is not None:
            before.focus.setFocus()

    def turn_to(self, number: int) -> None:
        """Show a slide; beyond the ends there is none."""
        if self.strip is None or not 0 <= number < len(self.slides):
            return
        self.at = number
        slide = self.slides[number]
        self.strip.show_slide(number)
        session = self._window.store.session
        opacity = min(session.skin_opacity, CLEAR_SKIN) if slide.kind in ("nerve", "way") else session.skin_opacity
        picture = paint(replace(session, skin_opacity=opacity), self._window.atlas)
        self._window.body_view.show(picture, self._window.atlas.body(picture.figure))
        self._look(picture, smoothly=True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.on and self._window.picture is not None:
            self._look(self._window.picture, smoothly=False)
        return False

    def _look(self, picture: Picture, *, smoothly: bool) -> None:
        """Lead the eyes to what the slide speaks of."""
        slide, body = self.slides[self.at], self._window.atlas.body(picture.figure)
        size = self._window.body_view.widget.size()
        shots = (
            body_shot(slide, picture, body, max(0.2, size.width() / max(1, size.height()))),
            spine_shot(slide, picture, body),
        )
        for view, shot in zip(self._views, shots, strict=True):
            view.home = shot
            view.look(shot, smoothly=smoothly)

    @property
    def _views(self) -> tuple[Canvas, Canvas]:
        return self._window.body_view, self._window.spine_view

    def _note(self) -> _Before:
        window = self._window
        around: Iterable[QWidget] = (
            window.menuBar(),
            window.statusBar(),
            window.sidebar,
            *window.findChildren(QToolBar),
            *window.findChildren(QDockWidget),
        )
        return _Before(
            shown=tuple(widget for widget in around if widget.isVisibleTo(window)),
            sizes=tuple(window.splitter.sizes()),
            eyes=tuple((view.camera, view.home) for view in self._views),
            brushing=window.body_view.brushing,
            focus=QApplication.focusWidget(),
        )

    def _still(self, on: bool, brushing: bool = False) -> None:
        """Let gestures turn the body and do nothing else while presenting."""
        view = self._window.body_view
        view.outline(None)
        view.blockSignals(on)
        view.brushing = brushing
        if on:
            view.widget.installEventFilter(self)
        else:
            view.widget.removeEventFilter(self)

    def _dock(self) -> None:
        strip = self.strip = SlideStrip(self.slides)
        strip.back.clicked.connect(self._backward)
        strip.next.clicked.connect(self._forward)
        strip.leave.clicked.connect(self.leave)
        area = Qt.DockWidgetArea
        docks: list[tuple[Qt.DockWidgetArea, QWidget]] = [(area.BottomDockWidgetArea, strip)]
        notices = plain_warnings(rank(self._window.store.session.case))
        if notices:
            docks.append((area.TopDockWidgetArea, WarningStrip(notices)))
        self._docks = tuple(self._bare_dock(where, widget) for where, widget in docks)
        strip.next.setFocus()

    def _bare_dock(self, where: Qt.DockWidgetArea, widget: QWidget) -> QDockWidget:
        dock = QDockWidget(self._window)
        dock.setObjectName(f"presenting {where.name}")
        dock.setTitleBarWidget(QWidget(dock))  # no title, no way to close it
        dock.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
        dock.setWidget(widget)
        self._window.addDockWidget(where, dock)
        return dock

    def _key(self, do: Callable[[], None], words: str, *keys: str) -> QShortcut:
        shortcut = QShortcut(self._window)
        shortcut.setWhatsThis(words)
        shortcut.setKeys([QKeySequence(key) for key in keys])
        shortcut.activated.connect(do)
        shortcut.setEnabled(False)
        return shortcut

    def _forward(self) -> None:
        self.turn_to(self.at + 1)

    def _backward(self) -> None:
        self.turn_to(self.at - 1)

    def _press(self) -> None:
        """Space presses the button that has the focus, and goes on from everywhere else."""
        focus = QApplication.focusWidget()
        if isinstance(focus, QAbstractButton):
            focus.click()
        else:
            self._forward()

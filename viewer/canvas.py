"""A 3D view in a window: gestures in, pictures out.

It holds a pyvistaqt interactor and listens to its events; VTK's own gestures and keys are off. A drag turns the body,
the wheel zooms, a click that did not move picks. Every request to draw is gathered into one for each turn of the event
loop, and when the view has been still for a moment one finer picture is drawn.
"""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pyvistaqt import QtInteractor
from shiboken6 import invalidate

from meshes import Body
from viewer.affected import same_from_afar
from viewer.camera import Camera
from viewer.canvas_keys import ZOOM, canvas_key
from viewer.glide import Glide
from viewer.picker import Hit
from viewer.picture import Overlay, Picture
from viewer.scene import Scene
from viewer.sight import PartHit

DEGREES_PER_PIXEL = 0.45
STILL_MS = 220
HOVER_MS = 16
FINE_SAMPLES = 4
FAR_MM = 600.0
"""From a picture of this height on, a lesion's few mm are not to be seen."""
USUAL_HEIGHT = 14.0
"""Pixels of a line of words in a window whose text is neither enlarged nor made smaller."""
BRUSH_STEP = 6
"""Pixels between the places a brush reports on its way."""

KEYS = "Arrow keys turn it, plus and minus bring it nearer or farther, Home goes back"


class Canvas(QObject):
    """One view of the scene.

    Signals
    -------
    picked
        A `Hit` where the skin was clicked.
    pointed
        A `Hit` under the resting pointer, or None.
    asked
        A `Hit` where the context menu was asked for.
    centred
        What a double click brought to the middle; its first click was picked, which is to be taken back. A double
        click whose first click picked nothing only brings the place to the middle.
    chosen, noticed
        What a click meant and what lies under the resting pointer, while `exploring` is on, in place of `picked` and
        `pointed`: a `Hit` on the skin, a `PartHit` on a structure, or None for the background.
    brushed
        A `Hit` the brush passes over, while `brushing` is on and a drag began on the skin.
    brush_lifted
        That drag has ended.
    resized
        The view has another size.
    """

    picked = Signal(object)
    pointed = Signal(object)
    asked = Signal(object)
    centred = Signal(object)
    chosen = Signal(object)
    noticed = Signal(object)
    brushed = Signal(object)
    brush_lifted = Signal()
    resized = Signal()

    def __init__(self, name: str, *, with_skin: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plotter = QtInteractor(parent, auto_update=False, multi_samples=0)
        self.plotter.render_window.SetMultiSamples(0)
        self.plotter.interactor.setAccessibleName(name)
        self.plotter.interactor.setAccessibleDescription(KEYS)
        self.plotter.iren.interactor.SetInteractorStyle(None)
        self.scene = Scene(self.plotter, with_skin=with_skin)
        self.home = self.camera = Camera((0.0, 0.0, 600.0))
        self._outlined: Overlay | None = None
        self._pressed: QPointF | None = None
        self._last = QPointF()
        self._dragging = False
        self._on_skin = False
        self._picked = False
        self._shown: tuple[Picture, Body] | None = None
        self._waiting: tuple[Picture, Body] | None = None
        self.brushing = self.exploring = False
        self._pointer = QPointF()
        self._draw_timer = self._timer(0, self._draw)
        self._still_timer = self._timer(STILL_MS, self._draw_finely)
        self._hover_timer = self._timer(HOVER_MS, self._hover)
        self._glide = Glide(self._moved, self)
        self.plotter.interactor.installEventFilter(self)
        self.plotter.interactor.setMouseTracking(True)

    def _timer(self, milliseconds: int, slot: object) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=milliseconds)
        timer.timeout.connect(slot)
        return timer

    @property
    def widget(self) -> QWidget:
        """The widget to put into a layout."""
        return cast(QWidget, self.plotter.interactor)

    def show(self, picture: Picture, body: Body) -> None:
        """Show a picture of a body; what cannot be seen from afar waits until the view is still."""
        far = self.camera.height > FAR_MM
        if far and self._shown is not None and same_from_afar(self._shown[0], picture):
            self._waiting = picture, body
            self._still_timer.start()
            return
        self._waiting, self._shown = None, (picture, body)
        self.scene.show(picture, body)
        self.draw()

    def look(self, camera: Camera, *, smoothly: bool = False) -> None:
        """Move the eye, at once or in a short glide."""
        self._glide.move(self.camera, camera, smoothly=smoothly)

    @property
    def bound_for(self) -> Camera:
        """Where the eye comes to rest."""
        return self._glide.aim

    def _moved(self, camera: Camera) -> None:
        self.camera = camera
        self.draw()

    def draw(self) -> None:
        """Ask for a new frame; many askings in one turn of the event loop make one frame."""
        self._still_timer.start()
        if not self._draw_timer.isActive():
            self._draw_timer.start()

    def _draw(self) -> None:
        self._render(0)

    def _draw_finely(self) -> None:
        if self._waiting is not None:
            self._shown, self._waiting = self._waiting, None
            self.scene.show(*self._shown)
        if self._pressed is None:
            self._render(FINE_SAMPLES)

    def _render(self, samples: int) -> None:
        if not self.widget.isVisible():
            return
        if self.plotter.render_window.GetMultiSamples() != samples:
            self.plotter.render_window.SetMultiSamples(samples)
        self.scene.labels.scale = self.widget.devicePixelRatioF() * self.widget.fontMetrics().height() / USUAL_HEIGHT
        self.scene.look(self.camera, still=samples > 0)
        self.widget.update()  # painting renders; rendering here as well would draw every frame twice

    def show_marks(self, marks: tuple[Overlay, ...]) -> None:
        """Show marks that are still being painted."""
        self.scene.show_marks(marks)
        self.draw()

    def outline(self, film: Overlay | None) -> None:
        """Draw a thin line around a place; None takes it away."""
        if film is not self._outlined:
            self._outlined = film
            self.scene.show_outline(film)
            self.draw()

    def hit_at(self, position: QPointF) -> Hit | None:
        """What lies on the skin under a place in the widget; None where there is none or it is not shown."""
        return self.scene.sight.skin_at(self.camera, *self._pixel(position))

    def seen_at(self, position: QPointF) -> Hit | PartHit | None:
        """What is meant under a place in the widget: skin, or a structure that is seen there."""
        return self.scene.sight.first_at(self.camera, *self._pixel(position))

    def _pixel(self, position: QPointF) -> tuple[float, float, float, float]:
        return position.x(), position.y(), self.widget.width(), self.widget.height()

    def close(self) -> None:
        """Let go of every VTK object; call it before the window goes."""
        for timer in (self._draw_timer, self._still_timer, self._hover_timer):
            timer.stop()
        self._glide.stop()
        self.widget.removeEventFilter(self)
        surface = getattr(self.plotter, "_surface", None)  # its own name for it; no public way leads there
        self.plotter.close()
        if surface is not None:
            invalidate(surface)  # Qt deletes it unseen; its name would be given to whatever lies there next

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.resized.emit()
        handlers = {
            QEvent.Type.MouseButtonPress: self._press,
            QEvent.Type.MouseButtonDblClick: self._centre,
            QEvent.Type.MouseMove: self._drag,
            QEvent.Type.MouseButtonRelease: self._release,
            QEvent.Type.Wheel: self._wheel,
            QEvent.Type.KeyPress: self._key,
            QEvent.Type.Leave: self._leave,
        }
        handler = handlers.get(event.type())
        if handler is None:
            return event.type() in (QEvent.Type.KeyRelease, QEvent.Type.Enter, QEvent.Type.ContextMenu)
        handler(event)
        return True

    def _press(self, event: QEvent) -> None:
        mouse = cast(QMouseEvent, event)
        self.widget.setFocus(Qt.FocusReason.MouseFocusReason)
        self._pressed = self._last = mouse.position()
        self._dragging = self._picked = False
        self._on_skin = self.brushing and mouse.button() == Qt.MouseButton.LeftButton and self._brush(mouse.position())

    def _brush(self, position: QPointF) -> bool:
        """Report what lies under the brush; tell whether that is skin."""
        hit = self.hit_at(position)
        if hit is not None:
            self.brushed.emit(hit)
        return hit is not None

    def _brush_to(self, position: QPointF) -> None:
        """Report every place on the way of a quick movement, not only where it ended."""
        way = position - self._last
        steps = max(1, round(way.manhattanLength() / BRUSH_STEP))
        for step in range(1, steps + 1):
            self._brush(self._last + way * (step / steps))
        self._last = position

    def _drag(self, event: QEvent) -> None:
        mouse = cast(QMouseEvent, event)
        self._pointer = mouse.position()
        if self._pressed is None:
            self._hover_timer.start()
            return
        if self._on_skin:
            self._brush_to(mouse.position())
            return
        if not self._dragging and _far(mouse.position(), self._pressed):
            self._dragging = True
        if self._dragging:
            step = mouse.position() - self._last
            self._turn_or_move(step, mouse.buttons())
            self._last = mouse.position()

    def _turn_or_move(self, step: QPointF, buttons: Qt.MouseButton) -> None:
        if buttons & (Qt.MouseButton.MiddleButton | Qt.MouseButton.RightButton):
            per_pixel = self.camera.height / max(1, self.widget.height())
            self.look(self.camera.moved(-step.x() * per_pixel, step.y() * per_pixel))
        else:
            self.look(self.camera.turned(-step.x() * DEGREES_PER_PIXEL, step.y() * DEGREES_PER_PIXEL))

    def _release(self, event: QEvent) -> None:
        mouse = cast(QMouseEvent, event)
        pressed, self._pressed = self._pressed, None
        self._still_timer.start()
        if self._on_skin:
            self._on_skin = False
            self.brush_lifted.emit()
            return
        if pressed is None or self._dragging:
            return
        hit = self.hit_at(mouse.position())
        if mouse.button() == Qt.MouseButton.LeftButton and self.exploring:
            self._picked = True
            self.chosen.emit(self.seen_at(mouse.position()))
        elif mouse.button() == Qt.MouseButton.LeftButton and hit is not None:
            self._picked = True
            self.picked.emit(hit)
        elif mouse.button() == Qt.MouseButton.RightButton and hit is not None:
            self.asked.emit(hit)

    def _centre(self, event: QEvent) -> None:
        if self.brushing:
            self._press(event)
            return
        place = cast(QMouseEvent, event).position()
        hit = self.seen_at(place) if self.exploring else self.hit_at(place)
        if hit is not None:
            height = min(self.camera.height, 420.0)
            if self._picked:
                self.centred.emit(hit)
            self.look(Camera(hit.point, self.camera.azimuth, self.camera.elevation, height), smoothly=True)

    def _wheel(self, event: QEvent) -> None:
        steps = cast(QWheelEvent, event).angleDelta().y() / 120
        self.look(self.camera.zoomed(ZOOM**steps))

    def _key(self, event: QEvent) -> None:
        row = canvas_key(cast(QKeyEvent, event).key())
        if row is None:
            if self.exploring and cast(QKeyEvent, event).key() == Qt.Key.Key_Escape:
                self.chosen.emit(None)
            event.ignore()
            return
        self.look(row.move(self.camera, self.home), smoothly=row.glides)

    def _leave(self, _event: QEvent) -> None:
        self._hover_timer.stop()
        (self.noticed if self.exploring else self.pointed).emit(None)

    def _hover(self) -> None:
        if self._pressed is None and self.exploring:
            self.noticed.emit(self.seen_at(self._pointer))
        elif self._pressed is None:
            self.pointed.emit(self.hit_at(self._pointer))


def _far(here: QPointF, there: QPointF) -> bool:
    return (here - there).manhattanLength() >= QApplication.startDragDistance()

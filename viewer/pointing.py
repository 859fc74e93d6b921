"""What gestures on the body mean: a click marks, a brush paints or rubs out, the resting pointer names the place."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget

from dermatomes import Mark, kind_of
from meshes import ChartPosition, Skin
from viewer.atlas import Atlas
from viewer.brush import Stroke, rubbed_out, spot_at
from viewer.canvas import Canvas
from viewer.finding_words import place_words
from viewer.paint import paint
from viewer.picker import Hit
from viewer.session import DEFAULT_RADIUS, Session
from viewer.store import Store

RESTING = "This is an example: leave the page or the tour to mark where it hurts"


class Pointing(QObject):
    """Joins the body's canvas to the store.

    Signals
    -------
    named
        The place under the pointer in words; empty over the background.
    """

    named = Signal(str)

    def __init__(self, canvas: Canvas, store: Store, atlas: Atlas, parent: QWidget) -> None:
        super().__init__(parent)
        self._canvas, self._store, self._atlas, self._window = canvas, store, atlas, parent
        self._stroke: Stroke | None = None
        self._broken_off = False
        store.changed.connect(self._break_off_on_another_body)
        store.opened.connect(self._break_off)
        self._stepped = False
        canvas.pointed.connect(self.point)
        self._gestures = (
            (canvas.picked, self.mark),
            (canvas.asked, self.ask),
            (canvas.centred, self.withdraw),
            (canvas.brushed, self.brush),
            (canvas.brush_lifted, self.lift),
        )
        for signal, slot in self._gestures:
            signal.connect(slot)

    @property
    def _session(self) -> Session:
        return self._store.session

    @property
    def _skin(self) -> Skin:
        return self._atlas.body(self._session.case.figure).skin

    def position(self, hit: Hit) -> ChartPosition:
        """Where a place on the skin lies in the chart."""
        return self._skin.locate(hit.face, hit.point)

    def rest(self, resting: bool) -> None:
        """Change no finding for a while: the scene shows an example. The pointer still names what it rests on."""
        for signal, slot in self._gestures:
            if resting:
                signal.disconnect(slot)
            else:
                signal.connect(slot)
        if resting:
            self._canvas.picked.connect(self._explain)
        else:
            self._canvas.picked.disconnect(self._explain)

    def _explain(self, _hit: Hit) -> None:
        self.named.emit(RESTING)

    def mark(self, hit: Hit) -> None:
        """Mark the place that was clicked."""
        position = self.position(hit)
        after = self._session.with_mark(position.side, position.region, spot_at(position, DEFAULT_RADIUS))
        self._store.edit(f"Mark {place_words(position.side, position.region)}", after)
        self._stepped = True

    def withdraw(self) -> None:
        """Take back the mark that the first click of a double click made: a double click only centres."""
        if self._stepped:
            self._store.stack.undo()
        self._stepped = False

    def brush(self, hit: Hit) -> None:
        """Move the brush over a place; what it will leave is shown at once, and becomes a step when it is lifted."""
        if self._broken_off:
            return
        if self._stroke is None:
            self._stroke = Stroke(self._skin, self._session.pen.brush_mm)
        if self._stroke.touch(hit.face, hit.point):
            self._canvas.show_marks(paint(self._after(self._stroke), self._atlas).marks)

    def lift(self) -> None:
        """Make one named step of the stroke."""
        stroke, self._stroke, self._broken_off = self._stroke, None, False
        if stroke is None or not stroke.placed:
            return
        stroke.finish()
        side, region, _ = stroke.placed[0]
        word = "Erase at" if self._session.pen.tool == "erase" else "Paint"
        after = self._after(stroke)
        if after == self._session:
            self._canvas.show_marks(paint(after, self._atlas).marks)
        self._store.edit(f"{word} {place_words(side, region)}", after)

    def _break_off(self) -> None:
        """Let a stroke that is under way leave nothing: what it was on is gone. The next one paints again."""
        self._broken_off = self._stroke is not None
        self._stroke = None

    def _break_off_on_another_body(self, _session: Session) -> None:
        if self._stroke is not None and self._stroke.skin is not self._skin:
            self._break_off()

    def _after(self, stroke: Stroke) -> Session:
        if self._session.pen.tool == "erase":
            return rubbed_out(self._session, stroke)
        return self._session.with_marks(stroke.placed)

    def point(self, hit: Hit | None) -> None:
        """Name the place under the pointer and outline it."""
        if hit is None:
            self.named.emit("")
            self._canvas.outline(None)
            return
        figure = self._session.case.figure
        position = self.position(hit)
        self.named.emit(self._words(figure, hit.face, position))
        self._canvas.outline(self._atlas.region_outline(figure, position.region, position.side))

    def _words(self, figure: str, face: int, position: ChartPosition) -> str:
        if self._session.look.disputes:
            return self._atlas.describe_maps(figure, face, position)
        return self._atlas.describe(figure, self._session.case.map, face, position)

    def ask(self, hit: Hit) -> None:
        """Offer to remove the marks of the place that was right-clicked, of that side only."""
        position = self.position(hit)
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = place_words(position.side, position.region)
        here = self._marks_at(position.side, position.region)
        if not here:
            menu.addAction(f"Nothing is marked at the {words}").setEnabled(False)
        for index in here:
            kind = kind_of(self._session.findings[index])
            menu.addAction(f"Remove {kind} at the {words}", partial(self.remove, index))
        menu.popup(QCursor.pos())

    def _marks_at(self, side: str, region: str) -> list[int]:
        return [
            index
            for index, finding in enumerate(self._session.findings)
            if isinstance(finding, Mark) and finding.side == side and finding.region == region
        ]

    def remove(self, index: int) -> None:
        """Take one finding away."""
        self._store.edit("Remove finding", self._session.without(index))

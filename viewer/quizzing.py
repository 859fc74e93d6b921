"""The open quiz in the window: it shows another session in the scene and writes none, as a tour does."""

from __future__ import annotations

from dataclasses import replace
from random import SystemRandom
from typing import TYPE_CHECKING

import msgspec
import numpy as np
from PySide6.QtCore import QObject, QSettings

from viewer.brush import spot_at
from viewer.camera import Camera
from viewer.canvas import Canvas
from viewer.facing import facing_view
from viewer.finding_words import place_words
from viewer.guides.eye import body_eye, spine_eye
from viewer.guides.sight import Sight
from viewer.picker import Hit
from viewer.picture import Picture
from viewer.quiz import Deck, Run, begun, deck_from_text, deck_to_text, judged, judged_spot, question, question_ids
from viewer.session import DEFAULT_RADIUS, Session

if TYPE_CHECKING:
    from viewer.window import MainWindow

SCORE = "quiz/deck"
SIDES = {"left": 1, "right": -1}
SEEDS = 1_000_000
AUDIENCE = "student"
"""Who is offered the quiz."""


class Quizzing(QObject):
    """Joins the quiz to a window.

    Attributes
    ----------
    run
        The open question; None while there is none.
    deck
        What is kept of the learner; it outlives the window.
    seed
        Makes the next sitting; set it for one that is the same every time.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._panel = window.sidebar.quiz
        self.run: Run | None = None
        self.deck = deck_from_text(str(QSettings().value(SCORE, "")))
        self.seed = SystemRandom().randrange(SEEDS)
        self._before: tuple[Session, tuple[tuple[Camera, Camera], ...]] | None = None
        self._steered: tuple[Run, str] | None = None
        self._panel.begun.connect(self.begin)
        self._panel.chosen.connect(self.answer)
        self._panel.next_wanted.connect(self.go_on)
        self._panel.stopped.connect(self.leave)
        self._panel.forgotten.connect(self.forget)
        window.store.opened.connect(self.leave)
        window.sidebar.tabs.currentChanged.connect(self._leave_for_another_tab)
        window.body_view.picked.connect(self._answer_by_click)
        self._panel.show_run(None, self.deck)

    @property
    def asking(self) -> bool:
        """Whether a question is open: nothing may tell its answer."""
        return self.run is not None and self.run.verdict is None

    def begin(self) -> None:
        """Ask the first question."""
        session = self._window.store.session
        if self.run is None:
            self._before = session, tuple((view.bound_for, view.home) for view in self._views)
            self._rest(True)
        self.turn_to(begun(self.deck, session.case.map, self.seed))

    def answer(self, key: str) -> None:
        """Take an answer from the list."""
        if self.run is not None and self.asking:
            self._settle(self.run.answered(judged(self.run.question, key)))

    def go_on(self) -> None:
        """Ask the next question."""
        if self.run is not None:
            self.turn_to(self.run.next())

    def turn_to(self, run: Run) -> None:
        """Show another state of the quiz."""
        self.run = run
        self._window.refresh(self._window.store.session)

    def leave(self) -> None:
        """Show the person's own session again."""
        if self.run is not None:
            self.run = None
            self._window.refresh(self._window.store.session)

    def forget(self) -> None:
        """Begin anew with an empty box of cards."""
        self.deck = Deck()
        QSettings().remove(SCORE)
        self._panel.show_run(self.run, self.deck)

    def seen(self, session: Session) -> Session:
        """The session that the scene shows; the quiz gives way to a tour and to a change of the person's findings."""
        if self._before is not None and self._gives_way(session):
            self.run = None
        if self.run is None:
            return session
        if self.asking and session.case.map != self.run.map_id:
            self.run = self._under(session.case.map, self.run)
        shown = self._sight(self.run).applied(session)
        return replace(shown, look=replace(shown.look, unnamed=True)) if self.asking else shown

    def show(self, seen: Picture) -> None:
        """Show the open question and lead the eyes to what it is about."""
        self._panel.show_run(self.run, self.deck)
        self._window.place_label.setVisible(not self.asking)  # it names the roots under the pointer
        if self.run is None:
            self._end()
        elif (self.run, seen.figure) != self._steered:
            self._steered = self.run, seen.figure
            self._steer(self.run, seen, smoothly=True)

    def frame_again(self) -> None:
        """Fit what is asked about into views of another size; where the user has turned the body nothing moves."""
        view, picture = self._window.body_view, self._window.picture
        if self.run is not None and picture is not None and view.bound_for == view.home:
            self._steer(self.run, picture, smoothly=False)

    def _steer(self, run: Run, seen: Picture, *, smoothly: bool) -> None:
        sight = self._faced(self._sight(run), seen.figure)
        for view, eye in zip(self._views, (body_eye, spine_eye), strict=True):
            size = view.widget.size()
            view.home = eye(sight, seen, self._window.atlas, max(0.2, size.width() / max(1, size.height())))
            view.look(view.home, smoothly=smoothly)

    def _settle(self, run: Run) -> None:
        """Keep the score at once: closing the window loses nothing."""
        self.deck = run.deck
        QSettings().setValue(SCORE, deck_to_text(self.deck))
        self.turn_to(run)

    def _answer_by_click(self, hit: Hit) -> None:
        run = self.run
        if run is None or not self.asking or not run.question.root:
            return
        skin = self._window.atlas.body(self._window.store.session.case.figure).skin
        position = skin.locate(hit.face, hit.point)
        place = place_words(position.side, position.region)
        self._settle(run.answered(judged_spot(run.question, run.map_id, place, spot_at(position, DEFAULT_RADIUS))))

    def _gives_way(self, session: Session) -> bool:
        before = self._before
        changed = before is not None and session.findings != before[0].findings
        return changed or self._window.guiding.reading is not None or session.audience != AUDIENCE

    def _under(self, map_id: str, run: Run) -> Run:
        """The same question under another map, or another question where that map has no answer to it."""
        if run.question.id in question_ids(map_id):
            return replace(run, map_id=map_id, question=question(run.question.id, map_id, run.seed + run.deck.turn))
        return begun(run.deck, map_id, run.seed)

    def _leave_for_another_tab(self) -> None:
        if self._window.sidebar.tabs.currentWidget() is not self._panel:
            self.leave()

    @property
    def _views(self) -> tuple[Canvas, Canvas]:
        return self._window.body_view, self._window.spine_view

    def _sight(self, run: Run) -> Sight:
        return run.question.sight if run.verdict is None else run.question.revealed

    def _faced(self, sight: Sight, figure: str) -> Sight:
        """The sight from where the skin it is about is seen best."""
        atlas, map_id = self._window.atlas, self._window.store.session.case.map
        skin = atlas.body(figure).skin
        kind, _, region = sight.focus.partition(":")
        side, _, root = sight.root.partition(":")
        if kind == "region":
            weight = atlas.region_vertices(figure, region, "left").astype(np.float32)
        elif root and sight.dermatomes:
            weight = atlas.root_weight(figure, map_id, root) * (skin.side == SIDES[side])
        else:
            return sight
        return msgspec.structs.replace(sight, view=facing_view(skin, weight))

    def _end(self) -> None:
        """Give the window back, and put both eyes to where they stood if it is still the same figure."""
        before, self._before, self._steered = self._before, None, None
        if before is None:
            return
        self._rest(False)
        session, eyes = before
        if session.case.figure == self._window.store.session.case.figure and self._window.guiding.reading is None:
            for view, (stood, home) in zip(self._views, eyes, strict=True):
                view.home = home
                view.look(stood, smoothly=True)

    def _rest(self, resting: bool) -> None:
        window = self._window
        window.pointing.rest(resting)
        window.looks.clearness.setEnabled(not resting)
        window.menus.dermatomes.setEnabled(not resting)

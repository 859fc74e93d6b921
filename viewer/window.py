"""The main window: it joins the store, the two views, the bars and what stands beside them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import cast

from PySide6.QtCore import QByteArray, QSettings, Qt
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QSplitter

from viewer.atlas import Atlas
from viewer.camera import whole_body
from viewer.canvas import Canvas
from viewer.close_up import close_up_camera
from viewer.document import Document
from viewer.exploring import EXPLORES, Exploring
from viewer.focus_frame import FocusFrame
from viewer.following import Following
from viewer.guiding import Guiding
from viewer.help import Help
from viewer.legend import Legend
from viewer.menus import Menus
from viewer.paint import paint
from viewer.picture import Picture
from viewer.pointing import Pointing
from viewer.presenting import Presenting
from viewer.pulse import Pulse
from viewer.quizzing import Quizzing
from viewer.render import best_view
from viewer.session import Session
from viewer.sidebar import Sidebar
from viewer.start_page import remember_file
from viewer.store import Store
from viewer.theme import chosen_theme, dress, give_icons
from viewer.tools import Looks, Tools, let_tab_in

GEOMETRY, COLUMNS = "window/geometry", "window/columns"


class MainWindow(QMainWindow):
    """The window.

    Parameters
    ----------
    session
        What to begin with.
    atlas
        Bodies and maps.
    """

    def __init__(self, session: Session, atlas: Atlas) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)  # what its signals call would keep it alive for ever
        self.atlas = atlas
        self.store = Store(session)
        self.document = Document(self.store, self)
        self.help = Help(self)
        self.presenting = Presenting(self)
        self.seen = session
        self.picture: Picture | None = None
        self.body_view = Canvas("The lower body: click where it hurts, drag to turn", with_skin=True, parent=self)
        self.spine_view = Canvas("The lumbar spine from close by", with_skin=False, parent=self)
        self.sidebar = Sidebar(session, atlas)
        self.panel = self.sidebar.panel
        self.legend = Legend()
        self.pointing = Pointing(self.body_view, self.store, atlas, self)
        self.followings = [Following(view) for view in (self.body_view, self.spine_view)]
        self.pulse = Pulse(self.body_view)
        self.exploring = Exploring((self.body_view, self.spine_view), self.store, self.pointing, self)
        self.place_label = QLabel()
        self._framed: str | None = None
        self._view = "front"
        self._turned_to: str | None = None
        self._remembered: Path | None = None
        self._lay_out()
        self.guiding = Guiding(self)
        self.quizzing = Quizzing(self)
        self._make_bars()
        self._connect()
        self.dress(chosen_theme())
        self.refresh(self.store.session)

    def _lay_out(self) -> None:
        self.setWindowTitle("Root Atlas")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)  # it would hide bars that no key brings back
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)  # a column dragged to nothing could be found by no key
        body, spine = (FocusFrame(view.widget) for view in (self.body_view, self.spine_view))
        for widget, stretch in ((body, 5), (spine, 3), (self.sidebar, 3)):
            self.splitter.addWidget(widget)
            self.splitter.setStretchFactor(self.splitter.count() - 1, stretch)
        self.setCentralWidget(self.splitter)
        self.statusBar().addWidget(self.place_label, 1)
        self.statusBar().addPermanentWidget(self.legend)
        self.resize(1280, 800)
        if (stored := QSettings().value(GEOMETRY)) is not None:
            self.restoreGeometry(cast(QByteArray, stored))
        self.splitter.setSizes([520, 365, 395])
        if (columns := QSettings().value(COLUMNS)) is not None:
            self.splitter.restoreState(cast(QByteArray, columns))

    def _make_bars(self) -> None:
        self.menus = Menus(self)
        self.tools = Tools()
        edits = [self.menus.undo, self.menus.redo]
        self.looks = Looks(list(self.menus.audiences.values()), list(self.menus.views.values()), edits)
        for bar in (self.looks, self.tools, self.tools.more):
            self.addToolBar(bar)
            let_tab_in(bar)
        self.insertToolBarBreak(self.tools)
        self.sidebar.mechanism.offer(self.menus.signal.values())

    def _fit_bars(self) -> None:
        """Give what the next mark says a line of its own where one line is too short for both bars."""
        more = self.tools.more
        wanted = self.tools.sizeHint().width() + more.sizeHint().width()
        if (wanted > self.width()) != self.toolBarBreak(more):
            (self.insertToolBarBreak if wanted > self.width() else self.removeToolBarBreak)(more)

    def _connect(self) -> None:
        self.store.changed.connect(self.refresh)
        self.store.opened.connect(self.sidebar.patient.begin)
        self.tools.pen_chosen.connect(self.store.take_up)
        self.sidebar.edited.connect(lambda label, after, merge: self.store.edit(label, after, merge=merge))
        self.sidebar.patient.pen_wanted.connect(self.store.take_up)
        self.sidebar.list.kind_chosen.connect(self.take_up_kind)
        self.sidebar.start.audience_chosen.connect(self.store.address)
        self.sidebar.start.file_chosen.connect(self.open_file)
        self.sidebar.start.tour_wanted.connect(self.guiding.welcome)
        self.looks.figure_chosen.connect(self.set_figure)
        self.looks.clearness_chosen.connect(self.set_clearness)
        self.body_view.resized.connect(self._frame_again)
        self.pointing.named.connect(self.place_label.setText)
        self.exploring.named.connect(self.place_label.setText)
        self.panel.root_chosen.connect(self.choose_root)
        self.panel.removed.connect(self.pointing.remove)

    def dress(self, theme: str) -> None:
        """Put on the light or the dark look."""
        colours = dress(cast(QApplication, QApplication.instance()), theme)
        self.menus.dark.setChecked(theme == "dark")
        give_icons({**self.tools.gestures, **self.tools.kinds, **self.menus.icons}, colours)
        give_icons({**self.sidebar.start.choices, "tour": self.sidebar.start.tour}, colours)
        for view in (self.body_view, self.spine_view):
            view.scene.dress(colours)
            view.draw()

    def refresh(self, session: Session) -> None:
        """Show a session: the one way from the model to the screen."""
        body = self.atlas.body(session.case.figure)
        seen = self.seen = self.quizzing.seen(self.guiding.seen(session))
        self.picture = paint(seen, self.atlas)
        if self._framed != session.case.figure:
            self._framed = session.case.figure
            self.look(best_view(self.picture, body), smoothly=False)
        self.body_view.show(self.picture, body)
        self.spine_view.show(self.picture, body)
        own = self.picture if seen is session else paint(session, self.atlas)
        self._turn_spine(own)
        self._follow(own)
        self.sidebar.show_session(session, own)
        self.legend.setVisible(seen.dermatomes_shown or seen.look.disputes)
        self.legend.show_disputes(seen.look.disputes)
        self._show_state(session)
        self.guiding.show(self.picture, own, session.audience)
        self.quizzing.show(self.picture)

    def _show_state(self, session: Session) -> None:
        self.tools.show_session(session)
        self.looks.show_session(session)
        self.menus.show_session(session)
        own = self.seen is session
        self.exploring.resting = not own
        self.body_view.exploring = own and session.audience == EXPLORES
        self.body_view.brushing = own and session.pen.tool != "mark"
        if session.path is not None and session.path != self._remembered:
            self._remembered = session.path
            remember_file(session.path)
        name = session.path.name if session.path else "New case"
        self.setWindowTitle(f"{name}[*] \u2013 Root Atlas")
        self.setWindowModified(session.unsaved)

    def _follow(self, own: Picture) -> None:
        """Move eyes and light with what the person does; an example that is shown moves them itself."""
        if own is not self.picture:
            self.pulse.stop()
            return
        for following in self.followings:
            following.show(own)
        self.pulse.show(own)

    def _turn_spine(self, picture: Picture) -> None:
        size = self.spine_view.widget.size()
        aspect = max(0.2, size.width() / max(1, size.height()))
        camera = close_up_camera(picture, self.atlas.body(picture.figure), aspect)
        lesion = picture.lesion
        place = (lesion.level, lesion.side, lesion.form) if lesion else picture.side_in_play
        key = f"{picture.figure} {place}"
        if key != self._turned_to:
            smoothly = self._turned_to is not None
            self._turned_to = key
            self.spine_view.home = camera
            self.followings[1].forget()
            self.spine_view.look(camera, smoothly=smoothly)

    def play_signal(self, on: bool) -> None:
        """Let a signal run along the lit nerves, or stop it."""
        self.pulse.play(on)
        self.menus.show_session(self.store.session)

    def clear(self) -> None:
        """Take every finding away."""
        self.store.edit("Clear all findings", self.store.session.with_findings(()))

    def open_file(self, path: Path) -> None:
        """Open a case from the start page."""
        if self.document.may_leave():
            self.document.open(path)

    def take_up_kind(self, kind: str) -> None:
        """Mark pain, numbness or tingling from now on."""
        self.store.take_up(replace(self.store.session.pen, kind=kind))

    def set_figure(self, figure: str) -> None:
        """Show another figure; marks keep their place on it."""
        self.store.edit(f"Show the {figure} figure", self.store.session.with_case_setting(figure=figure))

    def set_map(self, map_id: str) -> None:
        """Lay another published map on the skin; the ranking stays."""
        self.store.edit("Change the map", self.store.session.with_case_setting(map=map_id))

    def set_clearness(self, percent: int) -> None:
        """See through the skin, 0-100 %."""
        after = replace(self.store.session, skin_opacity=1 - percent / 100)
        self.store.edit("See through the skin", after, merge=True)

    def show_dermatomes(self, shown: bool) -> None:
        """Lay the map over the skin, or not."""
        self.store.edit("Dermatome colours", replace(self.store.session, dermatomes_shown=shown))

    def show_names(self, shown: bool) -> None:
        """Name what is seen beside the body, or not."""
        now = self.store.session
        self.store.edit(f"{'Show' if shown else 'Hide'} names", replace(now, look=replace(now.look, names=shown)))

    def show_disputes(self, shown: bool) -> None:
        """Show on the skin where maps contradict each other, or one map."""
        now = self.store.session
        label = "Show where maps disagree" if shown else "Show one map"
        self.store.edit(label, replace(now, look=replace(now.look, disputes=shown)))

    def choose_root(self, side: str, root: str) -> None:
        """Light one root; asking again for it goes back to the leading one."""
        now = self.store.session.chosen
        chosen = None if now == (side, root) else (side, root)
        self.store.edit(f"Show {root}", replace(self.store.session, chosen=chosen))

    def look(self, view: str, *, smoothly: bool = True) -> None:
        """Turn the body to a named view."""
        self._view = view
        bounds = self.atlas.body(self.store.session.case.figure).skin.bounds
        size = self.body_view.widget.size()
        camera = whole_body(view, bounds, max(0.2, size.width() / max(1, size.height())), self._side_in_play())
        self.body_view.home = camera
        self.followings[0].forget()
        self.body_view.look(camera, smoothly=smoothly)

    def zoom(self, factor: float) -> None:
        """Come closer to the body (factor above 1) or step back: for hands that have neither wheel nor keys."""
        self.body_view.look(self.body_view.bound_for.zoomed(factor), smoothly=True)

    def _frame_again(self) -> None:
        """Fit a named view into a view of another size; where the user has turned the body nothing moves."""
        if self.guiding.reading is not None:
            self.guiding.frame_again()
        elif self.quizzing.run is not None:
            self.quizzing.frame_again()
        elif self.body_view.camera == self.body_view.home:
            self.look(self._view, smoothly=False)

    def _side_in_play(self) -> str | None:
        return self.picture.side_in_play if self.picture else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_bars()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.document.may_leave():
            event.ignore()
            return
        self.presenting.leave()  # what it hides would be remembered as hidden
        QSettings().setValue(GEOMETRY, self.saveGeometry())
        QSettings().setValue(COLUMNS, self.splitter.saveState())
        self.pulse.stop()
        self.body_view.close()
        self.spine_view.close()
        super().closeEvent(event)

"""The window's actions in its menu bar: every word, key and group is here, what they do is the window's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from dermatomes import load_map, map_ids, vocabulary
from viewer.canvas_keys import ZOOM
from viewer.motion import PULSE, SMOOTH, want, wanted
from viewer.session import Session
from viewer.start_page import AUDIENCES

if TYPE_CHECKING:
    from viewer.window import MainWindow

VIEW_KEYS = {"front": "1", "back": "2", "left": "3", "right": "4", "inner": "5", "sole": "6"}
MOTIONS = (("Smooth &camera", SMOOTH), ("P&ulse after a mark", PULSE))
"""What moves by itself, and the setting that allows it."""
TIPS = {
    "New case": "Begin an empty case; what is not saved is asked about first",
    "Open\u2026": "Open a case from a file",
    "Save": "Save the case to its file",
    "Save as\u2026": "Save the case to another file",
    "Quit": "Close Root Atlas; what is not saved is asked about first",
    "Remove finding": "Take the finding chosen in the list away",
    "Clear all findings": "Take every finding of this visit away; it can be undone",
    "Dermatome colours": "Lay the map of the nerve roots over the skin, or not",
    "Where maps disagree": "Hatch the skin where published maps contradict each other, or show one map",
    "Names beside the body": "Name what is to be seen, with lines to it, or not",
    "Smooth camera": "Glide from one view to the next instead of jumping",
    "Pulse after a mark": "Let a light run from the spine to the place that was marked",
    "Front": "See the body from the front",
    "Back": "See the body from behind",
    "Left": "See the body's left side",
    "Right": "See the body's right side",
    "Inner": "See the inner side of the leg",
    "Sole": "See the soles from below",
    "Present": "Show a patient the scene and one sentence at a time, in large letters; Escape leaves",
    "Dark look": "Light letters on a dark ground",
    "Welcome tour": "Be shown round the window in a few steps",
    "Start page": "Choose again who is looking; nothing is lost",
    "What am I looking at?": "Say in words what is on the screen, and why",
    "Keys": "Every key and gesture of this window",
    "Sources and limits": "Where every number comes from, and what Root Atlas cannot do",
    "About Root Atlas": "Version, purpose, geometry and maps",
}
"""What an action does, by its text."""
_Standard = QKeySequence.StandardKey


class Menus:
    """The menus of a window.

    Attributes
    ----------
    views, audiences, maps
        Actions by view, audience and map.
    signal
        Actions that play, pause and slow the signal along the lit nerves.
    motions
        Actions by the setting of `viewer.motion` they switch.
    icons
        Actions that bear an icon, by its name in `viewer.theme`.
    """

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._file()
        self._edit()
        self._view()
        self._help()

    def show_session(self, session: Session) -> None:
        """Show what the session says."""
        self.dermatomes.setChecked(session.dermatomes_shown)
        self.disputes.setChecked(session.look.disputes)
        self.names.setChecked(session.look.names)
        self.maps[session.case.map].setChecked(True)
        playing = bool(session.findings) or session.chosen is not None
        for word, action in self.signal.items():
            action.setEnabled(playing and (word == "play" or self.signal["play"].isChecked()))
        self.remove.setEnabled(bool(session.findings))
        self.clear.setEnabled(bool(session.findings))
        for audience, action in self.audiences.items():
            action.setChecked(audience == session.audience)

    def _file(self) -> None:
        menu, document = self._menu("&File"), self._window.document
        new = self._action("&New case", document.new, _Standard.New)
        open_ = self._action("&Open\u2026", document.choose_and_open, _Standard.Open)
        save = self._action("&Save", document.save, _Standard.Save)
        self.icons = {"new": new, "open": open_, "save": save}
        menu.addActions([new, open_, save, self._action("Save &as\u2026", document.save_as, _Standard.SaveAs)])
        menu.addSeparator()
        menu.addAction(self._action("&Quit", self._window.close, _Standard.Quit))

    def _edit(self) -> None:
        menu, stack = self._menu("&Edit"), self._window.store.stack
        self.undo = stack.createUndoAction(self._window, "Undo")
        self.undo.setShortcut(QKeySequence(_Standard.Undo))
        self.redo = stack.createRedoAction(self._window, "Redo")
        self.redo.setShortcut(QKeySequence(_Standard.Redo))
        self.remove = self._action("&Remove finding", self._window.panel.remove_current, "Del")
        self.clear = self._action("&Clear all findings", self._window.clear, "Ctrl+Backspace")
        self.icons |= {"undo": self.undo, "redo": self.redo}
        menu.addActions([self.undo, self.redo])
        menu.addSeparator()
        menu.addActions([self.remove, self.clear])

    def _view(self) -> None:
        window, menu = self._window, self._menu("&View")
        self.views = {
            view: self._action(view.capitalize(), lambda _=False, name=view: window.look(name), key)
            for view, key in VIEW_KEYS.items()
        }
        menu.addActions(list(self.views.values()))
        closer = self._action("&Zoom in", lambda: window.zoom(ZOOM), "Ctrl++")
        menu.addActions([closer, self._action("Zoom &out", lambda: window.zoom(1 / ZOOM), "Ctrl+-")])
        menu.addSeparator()
        self.dermatomes = self._action("&Dermatome colours", window.show_dermatomes, "D")
        self.dermatomes.setCheckable(True)
        methods = {map_id: load_map(map_id).method for map_id in map_ids()}
        self.maps = self._one_of(map_ids(), vocabulary().words["map"], methods, window.set_map)
        maps = QMenu("&Map on the skin", window)
        maps.setToolTipsVisible(True)
        maps.addActions(list(self.maps.values()))
        self.disputes = self._action("&Where maps disagree", window.show_disputes, "W")
        self.names = self._action("&Names beside the body", window.show_names, "A")
        for action in (self.disputes, self.names):
            action.setCheckable(True)
        menu.addAction(self.dermatomes)
        menu.addMenu(maps)
        menu.addActions([self.disputes, self.names])
        menu.addSeparator()
        names = {audience: audience.capitalize() for audience in AUDIENCES}
        titles = {audience: title for audience, (title, _) in AUDIENCES.items()}
        self.audiences = self._one_of(AUDIENCES, names, titles, window.store.address)
        for number, (audience, action) in enumerate(self.audiences.items(), start=1):
            action.setShortcut(QKeySequence(f"Ctrl+{number}"))
            action.setToolTip(f"{AUDIENCES[audience][0]} (Ctrl+{number})")
        menu.addActions(list(self.audiences.values()))
        menu.addSeparator()
        self.motions: dict[str, QAction] = {}
        self.signal = {
            "play": self._action("&Play the signal", window.play_signal, "G"),
            "hold": self._action("&Hold the signal", window.pulse.pause, "Shift+G"),
            "slow": self._action("&Slow the signal", window.pulse.slow, "Ctrl+G"),
        }
        for word, action in self.signal.items():
            action.setCheckable(True)
            action.setIconText(word.capitalize())
        signal = QMenu("Si&gnal", window)
        signal.addActions(list(self.signal.values()))
        menu.addMenu(signal)
        menu.addAction(self._action("&Present", window.presenting.start, "F5"))
        menu.addSeparator()
        self.dark = self._action("Dar&k look", lambda dark: window.dress("dark" if dark else "light"))
        self.dark.setCheckable(True)
        menu.addAction(self.dark)
        for words, setting in MOTIONS:
            moves = self._action(words, lambda on, name=setting: want(name, on))
            moves.setCheckable(True)
            moves.setChecked(wanted(setting))
            self.motions[setting] = moves
        menu.addActions(list(self.motions.values()))

    def _help(self) -> None:
        menu, pages = self._menu("&Help"), self._window.help
        self.help = menu
        menu.addAction(self._action("&Welcome tour", self._window.guiding.welcome))
        looking = self._action("What am &I looking at?", pages.show_looking)
        looking.setShortcuts([QKeySequence("?"), QKeySequence("Shift+F1")])
        keys = self._action("&Keys", pages.show_shortcuts)
        keys.setShortcuts([QKeySequence("F1"), QKeySequence("Ctrl+/")])
        menu.addAction(self._action("&Start page", lambda: self._window.store.address("")))
        menu.addActions([looking, keys, self._action("Sources and &limits", pages.show_sources)])
        menu.addAction(self._action("&About Root Atlas", pages.show_about))

    def _menu(self, title: str) -> QMenu:
        menu = self._window.menuBar().addMenu(title)
        menu.setToolTipsVisible(True)
        return menu

    def _action(
        self, text: str, slot: Callable[..., object], keys: QKeySequence.StandardKey | str | None = None
    ) -> QAction:
        action = QAction(text, self._window)
        action.triggered.connect(slot)
        if keys is not None:
            action.setShortcut(QKeySequence(keys))
        plain = text.replace("&", "")
        tip = TIPS.get(plain, plain)
        key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{tip} ({key})" if key else tip)
        return action

    def _one_of(
        self, keys: Iterable[str], words: Mapping[str, str], tips: Mapping[str, str], choose: Callable[[str], object]
    ) -> dict[str, QAction]:
        """Make one checkable action for each key, of which one is down; a choice calls with its key."""
        group = QActionGroup(self._window)
        actions = {}
        for key in keys:
            action = QAction(words[key], group, checkable=True)
            action.setToolTip(tips[key])
            action.triggered.connect(partial(choose, key))
            actions[key] = action
        return actions

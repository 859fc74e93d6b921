"""The one place a Session changes, and the one signal that says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from viewer.session import Pen, Session


class _Step(QUndoCommand):
    """Every edit: the session before and the session after."""

    def __init__(self, store: Store, label: str, before: Session, after: Session, merge_id: int) -> None:
        super().__init__(label)
        self._store, self._before, self._after, self._merge_id = store, before, after, merge_id

    def id(self) -> int:
        return self._merge_id

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Step) or other.text() != self.text():
            return False
        self._after = other._after
        return True

    def undo(self) -> None:
        self._store._enter(self._before)

    def redo(self) -> None:
        self._store._enter(self._after)


class Store(QObject):
    """Holds the session.

    Signals
    -------
    changed
        Carries the whole new Session, whatever changed it: a click, undo, opening a file.
    opened
        Another case is begun, perhaps of another person; `changed` follows.
    """

    changed = Signal(object)
    opened = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.stack = QUndoStack(self)

    def edit(self, label: str, after: Session, *, merge: bool = False) -> None:
        """Change the session as one named undo step; steps of one label with `merge` become one (sliders)."""
        if after != self.session:
            merge_id = hash(label) & 0x7FFFFFFF if merge else -1
            self.stack.push(_Step(self, label, self.session, after, merge_id))

    def take_up(self, pen: Pen) -> None:
        """Change what the next click marks: no finding changes, so there is nothing to undo."""
        self.session = replace(self.session, pen=pen)
        self.changed.emit(self.session)

    def address(self, audience: str) -> None:
        """Speak to another audience: nothing of the case changes, so there is nothing to undo."""
        self.session = replace(self.session, audience=audience)
        self.changed.emit(self.session)

    def open(self, session: Session) -> None:
        """Begin with another case, for the same audience; there is nothing to undo in it yet."""
        self.stack.clear()
        self.session = replace(session, audience=session.audience or self.session.audience)
        self.opened.emit()
        self.changed.emit(self.session)

    def mark_saved(self, path: Path) -> None:
        """Note that the case as it stands is what the file holds."""
        self.session = replace(self.session, path=path, saved=self.session.case)
        self.changed.emit(self.session)

    def _enter(self, session: Session) -> None:
        # What the file holds is a fact about the disk, the pen is in the user's hand: undo turns neither back.
        now = self.session
        self.session = replace(session, path=now.path, saved=now.saved, pen=now.pen, audience=now.audience)
        self.changed.emit(self.session)

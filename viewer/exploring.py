"""What gestures mean to someone who explores: a click asks about what is seen, the resting pointer names it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from meshes import read_manifest
from viewer.canvas import Canvas
from viewer.picker import Hit
from viewer.pointing import Pointing
from viewer.search import Entry, entry_of, key_of_part
from viewer.sight import PartHit
from viewer.store import Store

EXPLORES = "student"
"""The audience to whom a click is a question and no mark."""


class Exploring(QObject):
    """Joins the views to the store for someone who explores.

    Attributes
    ----------
    resting
        Whether the scene shows an example, about which nothing is asked and which the pointer does not give away.

    Signals
    -------
    named
        The structure under the pointer in words; empty over the background.
    """

    named = Signal(str)

    def __init__(self, canvases: Iterable[Canvas], store: Store, pointing: Pointing, parent: QObject) -> None:
        super().__init__(parent)
        self._store, self._pointing = store, pointing
        self._stepped = self.resting = False
        for canvas in canvases:
            canvas.exploring = not canvas.scene.with_skin  # the close-up bears no marks: its parts are always named
            canvas.chosen.connect(self.choose)
            canvas.noticed.connect(self.name)
            canvas.centred.connect(self.withdraw)

    def choose(self, hit: Hit | PartHit | None) -> None:
        """Ask about what was clicked, or about nothing any more."""
        if self.resting or self._store.session.audience != EXPLORES:
            return
        now = self._store.session.look
        entry, before = self._entry(hit), self._store.session
        label = f"Show {entry.name}" if entry else f"Let go of {_name_of(now.focus)}"
        self._store.edit(label, replace(before, look=replace(now, focus=entry.key if entry else "")))
        self._stepped = self._store.session != before

    def withdraw(self) -> None:
        """Take back the question that the first click of a double click asked: a double click only centres."""
        if self._stepped:
            self._store.stack.undo()
        self._stepped = False

    def name(self, hit: Hit | PartHit | None) -> None:
        """Name what lies under the pointer."""
        self._pointing.point(hit if isinstance(hit, Hit) else None)
        if isinstance(hit, PartHit) and not self.resting:
            self.named.emit(part_words(hit.part_id))

    def _entry(self, hit: Hit | PartHit | None) -> Entry | None:
        if isinstance(hit, PartHit):
            return entry_of(key_of_part(hit.part_id))
        if hit is None:
            return None
        return entry_of(f"region:{self._pointing.position(hit).region}")


def part_words(part_id: str) -> str:
    """A structure in words: its names and the roots it carries.

    Parameters
    ----------
    part_id
        Id of a part, such as `sciatic_left`.
    """
    row = read_manifest().parts[part_id]
    roots = f"; {' '.join(row.roots)}" if row.roots else ""
    latin = f"  ({row.latin}{roots})" if row.latin or roots else ""
    return f"{row.name}{latin}"


def _name_of(key: str) -> str:
    entry = entry_of(key)
    return entry.name if entry else "nothing"

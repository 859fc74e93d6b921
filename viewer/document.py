"""The case as a file: new, open, save, and asking before findings are lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from dermatomes import CaseError, read_case, write_case
from viewer.session import new_session, session_of
from viewer.start_page import EXAMPLES
from viewer.store import Store

SUFFIX = ".rootatlas.json"
FILTER = f"Root Atlas cases (*{SUFFIX});;All files (*)"


class Document:
    """Joins the store to files.

    Parameters
    ----------
    store
        Holds the session.
    window
        The window that dialogs belong to.
    """

    def __init__(self, store: Store, window: QWidget) -> None:
        self._store = store
        self._window = window

    def new(self) -> None:
        """Begin an empty case on the same figure."""
        if self.may_leave():
            self._store.open(new_session(self._store.session.case.figure))

    def choose_and_open(self) -> None:
        """Ask for a case file and open it."""
        if not self.may_leave():
            return
        name, _ = QFileDialog.getOpenFileName(self._window, "Open a case", "", FILTER)
        if name:
            self.open(Path(name))

    def open(self, path: Path) -> bool:
        """Open a case file; one that cannot be read is explained, and the case at hand stays."""
        try:
            case = read_case(path)
        except CaseError as error:
            QMessageBox.warning(self._window, "This file cannot be opened", str(error))
            return False
        session = session_of(case, path)
        if path.parent == EXAMPLES:
            session = replace(session, path=None)  # what is made of an example is saved elsewhere
        self._store.open(session)
        if not self._store.session.audience:
            self._store.address("clinician")  # a case was asked for: the start page has nothing left to ask
        return True

    def save(self) -> bool:
        """Save to the case's file, asking for one the first time; tell whether it was saved."""
        path = self._store.session.path
        return self.save_as() if path is None else self.save_to(path)

    def save_as(self) -> bool:
        """Ask for a file and save to it; tell whether it was saved."""
        name, _ = QFileDialog.getSaveFileName(self._window, "Save the case", f"case{SUFFIX}", FILTER)
        if not name:
            return False
        path = Path(name if name.endswith(".json") else name + SUFFIX)
        return (path == Path(name) or self._may_replace(path)) and self.save_to(path)

    def _may_replace(self, path: Path) -> bool:
        """Ask before a file is replaced that the dialog did not ask about, as its ending was added here."""
        if not path.exists():
            return True
        button = QMessageBox.StandardButton
        words = f"{path.name} is there already. Replace it?"
        return QMessageBox.question(self._window, "Replace this file?", words) == button.Yes

    def save_to(self, path: Path) -> bool:
        """Save to a file; if that fails the reason is told and the case stays unsaved."""
        try:
            write_case(self._store.session.case, path)
        except CaseError as error:
            QMessageBox.warning(self._window, "The case was not saved", f"{error}\nYour work is still here, unsaved.")
            return False
        self._store.mark_saved(path)
        return True

    def may_leave(self) -> bool:
        """Ask what to do with unsaved findings; tell whether the case may be left."""
        if not self._store.session.unsaved:
            return True
        button = QMessageBox.StandardButton
        answer = QMessageBox.question(
            self._window,
            "Unsaved findings",
            "Save this case before leaving it?",
            button.Save | button.Discard | button.Cancel,
        )
        return self.save() if answer == button.Save else answer == button.Discard

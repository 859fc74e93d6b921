"""What can go wrong in this room, as one tree.

::

    DermatomeError                 anything this room refuses; its text is one sentence for a person
    ├── WordError                  an id nobody knows (also a ValueError); offers the nearest known one
    ├── FindingError               a command-line finding that is not written as it should be
    ├── CaseError                  a case file that cannot be read, understood or written
    ├── MapError                   a dermatome map that is unknown or not part of this version
    └── KnowledgeError             a table of this room with a bad row: names file, line and what was expected
"""

from __future__ import annotations


class DermatomeError(Exception):
    """Base of every error raised on purpose in this room."""


class WordError(DermatomeError, ValueError):
    """An id that is in no word list.

    Parameters
    ----------
    message
        The sentence to show.
    field
        Name of the field of a finding, visit or case that held the word; lets a reader point at the place.
    """

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class FindingError(DermatomeError):
    """A command-line finding in a form that cannot be read."""


class CaseError(DermatomeError):
    """A case file that cannot be read, understood or written."""


class MapError(DermatomeError):
    """A dermatome map that is unknown or not part of this version."""


class KnowledgeError(DermatomeError):
    """A bad row in one of the tables of this room."""

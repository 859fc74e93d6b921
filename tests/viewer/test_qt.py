"""The binding itself: one release loses a reference to None in every void call and aborts after a few thousand."""

import sys

from PySide6.QtCore import QObject


def test_void_calls_do_not_lose_references_to_none(qapp):
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(2000):
        thing.setObjectName("x")
    assert sys.getrefcount(None) > before - 200

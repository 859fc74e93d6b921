"""The sheet of keys, read off the window's own actions, buttons and views: there is no second list to forget."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QMenu, QPushButton, QTabWidget, QToolBar

from viewer.canvas_keys import CANVAS_GESTURES, CANVAS_KEYS
from viewer.quiz_panel import ANSWER_KEYS, ON_KEYS

Row = tuple[str, str]
"""Keys and what they do."""
Group = tuple[str, tuple[Row, ...]]
GENERAL: tuple[Row, ...] = (
    ("Tab, Shift+Tab", "Go to the next or the former control"),
    ("Space", "Press the button or tick the box that has the focus"),
)
"""What Qt itself does everywhere."""


def shortcuts(window: QMainWindow) -> tuple[Group, ...]:
    """Collect every key of a window: each menu, each tool bar, what else has a key, panels, and the 3D views."""
    seen: set[str] = set()
    menus = [menu for menu in (action.menu() for action in window.menuBar().actions()) if isinstance(menu, QMenu)]
    groups = [(_plain(menu.title()), _rows(_within(menu), seen)) for menu in menus]
    groups += [(bar.windowTitle(), _rows(bar.actions(), seen)) for bar in window.findChildren(QToolBar)]
    groups += [
        ("Elsewhere", _rows(window.findChildren(QAction), seen)),
        ("Panels", _rows_of_panels(window)),
        ("While presenting", tuple(_row_of(one) for one in window.findChildren(QShortcut) if one.whatsThis())),
        ("In the quiz", _QUIZ),
        ("In the 3D views, keys", tuple((_either(row.keys), row.words) for row in CANVAS_KEYS)),
        ("In the 3D views, pointer", CANVAS_GESTURES),
        ("Everywhere", GENERAL),
    ]
    return tuple(group for group in groups if group[1])


def shortcuts_text(groups: Iterable[Group]) -> str:
    """Write the sheet as simple HTML."""
    parts = []
    for heading, rows in groups:
        lines = "".join(
            f'<tr><td width="34%" class="keys">{escape(keys)}</td><td width="66%">{escape(words)}</td></tr>'
            for keys, words in rows
        )
        parts.append(f'<h2>{escape(heading)}</h2><table width="100%">{lines}</table>')
    return "".join(parts)


def _within(menu: QMenu) -> Iterable[QAction]:
    """Every action of a menu and of the menus in it."""
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from _within(inner)
        else:
            yield action


def _rows(actions: Iterable[QAction], seen: set[str]) -> tuple[Row, ...]:
    """One row for each action that has a key and was not met before."""
    rows = []
    for action in actions:
        keys = " or ".join(_spoken(key) for key in action.shortcuts() if not key.isEmpty())
        if keys and keys not in seen:
            seen.add(keys)
            rows.append((keys, _words(action)))
    return tuple(rows)


def _words(action: QAction) -> str:
    """What an action does: its tool tip without the key, and its text where the tip does not begin with it."""
    tip = action.toolTip().rpartition(" (")[0] or action.toolTip()
    text = _plain(action.text())
    return _plain(tip) if tip.lower().startswith(text.partition(" ")[0].lower()) else f"{text}: {tip}"


def _rows_of_panels(window: QMainWindow) -> tuple[Row, ...]:
    """The letters underlined on tabs and buttons."""
    rows = {}
    for tabs in window.findChildren(QTabWidget):
        for number in range(tabs.count()):
            rows[_spoken(QKeySequence.mnemonic(tabs.tabText(number)))] = f"Tab {_plain(tabs.tabText(number))}"
    for button in window.findChildren(QPushButton):
        if not button.shortcut().isEmpty():
            rows.setdefault(_spoken(button.shortcut()), f"Button {_plain(button.text())}")
    return tuple((keys, words) for keys, words in rows.items() if keys)


def _row_of(shortcut: QShortcut) -> Row:
    return " or ".join(map(_spoken, shortcut.keys())), shortcut.whatsThis()


def _either(keys: Iterable[int]) -> str:
    return " or ".join(_spoken(QKeySequence(key)) for key in keys)


def _spoken(keys: QKeySequence) -> str:
    return keys.toString(QKeySequence.SequenceFormat.NativeText)


def _plain(text: str) -> str:
    return text.replace("&", "").rstrip("\u2026")


_QUIZ: tuple[Row, ...] = (
    (_either(ANSWER_KEYS), "Answer, while the focus is in the panel"),
    (_either(ON_KEYS), "Next question"),
)

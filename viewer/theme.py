"""Light and dark dress of the window: Qt's palette from our own colours, and icons from one family in its ink."""

from __future__ import annotations

from collections.abc import Mapping

import qtawesome
from PySide6.QtCore import QSettings
from PySide6.QtGui import QAction, QColor, QIcon, QPalette
from PySide6.QtWidgets import QAbstractButton, QApplication

from viewer.palette import THEMES, Dress

SETTING = "window/theme"
STYLE = "fusion"
"""The one style that takes a palette the same way on every system."""
ICONS = {
    "mark": "mdi6.gesture-tap",
    "paint": "mdi6.brush",
    "erase": "mdi6.eraser",
    "pain": "mdi6.lightning-bolt",
    "numbness": "mdi6.dots-grid",
    "tingling": "mdi6.asterisk",
    "patient": "mdi6.account-heart-outline",
    "clinician": "mdi6.stethoscope",
    "student": "mdi6.school-outline",
    "tour": "mdi6.map-marker-path",
    "undo": "mdi6.undo",
    "redo": "mdi6.redo",
    "new": "mdi6.file-outline",
    "open": "mdi6.folder-open-outline",
    "save": "mdi6.content-save-outline",
}
_ROLES = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.Base: "base",
    QPalette.ColorRole.AlternateBase: "window",
    QPalette.ColorRole.Button: "button",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.ToolTipText: "ink",
    QPalette.ColorRole.ToolTipBase: "base",
    QPalette.ColorRole.PlaceholderText: "soft_ink",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Midlight: "groove",
    QPalette.ColorRole.Light: "base",
    QPalette.ColorRole.Dark: "line",
}


def chosen_theme() -> str:
    """The dress the user chose last; light at first."""
    name = str(QSettings().value(SETTING, "light"))
    return name if name in THEMES else "light"


def dress(app: QApplication, name: str) -> Dress:
    """Dress the application, remember the choice, and give the colours.

    Parameters
    ----------
    app
        The application.
    name
        A key of `viewer.palette.THEMES`.
    """
    colours = THEMES[name]
    palette = QPalette()
    for role, field in _ROLES.items():
        palette.setColor(role, QColor(*getattr(colours, field)))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(*colours.faint_ink))
    if app.style().name() != STYLE:  # each style that is set stays for ever
        app.setStyle(STYLE)
    app.setPalette(palette)
    QSettings().setValue(SETTING, name)
    return colours


def icon(word: str, colours: Dress) -> QIcon:
    """The icon for a word of `ICONS`, in the ink of a dress."""
    ink = "#{:02x}{:02x}{:02x}".format(*colours.ink)
    found: QIcon = qtawesome.icon(ICONS[word], color=ink)
    return found


def give_icons(bearers: Mapping[str, QAction | QAbstractButton], colours: Dress) -> None:
    """Give actions and buttons the icons of their words."""
    for word, bearer in bearers.items():
        bearer.setIcon(icon(word, colours))

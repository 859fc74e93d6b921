"""Start the window: the splash first, everything heavy after it."""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QSplashScreen

from viewer.session import Session


def open_window(session: Session) -> int:
    """Open the main window on a session and run until it is closed; return the exit status."""
    os.environ.setdefault("QT_API", "pyside6")
    QCoreApplication.setApplicationName("Root Atlas")
    QCoreApplication.setOrganizationName("Root Atlas")
    app = QApplication.instance() or QApplication(sys.argv[:1])
    splash = QSplashScreen(_splash_picture(), Qt.WindowType.WindowStaysOnTopHint)
    splash.show()
    QCoreApplication.processEvents()
    window = make_window(session)
    window.show()
    splash.finish(window)
    return app.exec()


def make_window(session: Session):  # type: ignore[no-untyped-def]
    """Make the main window; VTK is imported here, behind the splash, because it takes a second."""
    from viewer.atlas import Atlas
    from viewer.window import MainWindow

    return MainWindow(session, Atlas())


def _splash_picture() -> QPixmap:
    picture = QPixmap(420, 200)
    picture.fill(QColor("#f4f1ec"))
    painter = QPainter(picture)
    font = QFont()
    font.setPixelSize(34)
    painter.setFont(font)
    painter.setPen(QColor("#3a3530"))
    painter.drawText(picture.rect(), Qt.AlignmentFlag.AlignCenter, "Root Atlas")
    painter.end()
    return picture

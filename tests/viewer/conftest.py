"""One atlas for all tests (bodies load once) and a real window under a virtual screen."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QSettings
from shiboken6 import isValid

from tests.viewer import pixels
from viewer.atlas import Atlas
from viewer.session import new_session
from viewer.window import MainWindow


@pytest.fixture(scope="session")
def atlas():
    return Atlas()


@pytest.fixture(autouse=True)
def own_settings(tmp_path, qapp):
    """Tests neither read nor change what the user chose."""
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    qapp.setOrganizationName("Root Atlas")
    qapp.setApplicationName("Root Atlas")


@pytest.fixture
def window(qtbot, atlas, monkeypatch):
    """A main window on the screen; it never asks before it closes."""
    main = MainWindow(replace(new_session("female"), audience="clinician"), atlas)
    monkeypatch.setattr(main.document, "may_leave", lambda: True)
    with qtbot.waitExposed(main):
        main.show()
    main.resize(1280, 800)
    main.activateWindow()  # there is no window manager to do it, and without it shortcuts sleep
    qtbot.waitActive(main)
    qtbot.wait(400)
    yield main
    if isValid(main):  # a test may have closed it
        main.close()


@pytest.fixture
def pixel_of():
    """Find the pixel of the body view that shows a region: pixel_of(window, region, side)."""
    return pixels.pixel_of

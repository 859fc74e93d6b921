"""One atlas for all tests (bodies load once) and a real window under a virtual screen."""

import pytest

from viewer.atlas import Atlas
from viewer.session import new_session
from viewer.window import MainWindow


@pytest.fixture(scope="session")
def atlas():
    return Atlas()


@pytest.fixture
def window(qtbot, atlas, monkeypatch):
    """A main window on the screen; it never asks before it closes."""
    main = MainWindow(new_session("female"), atlas)
    monkeypatch.setattr(main.document, "may_leave", lambda: True)
    with qtbot.waitExposed(main):
        main.show()
    main.resize(1280, 800)
    main.activateWindow()  # there is no window manager to do it, and without it shortcuts sleep
    qtbot.waitActive(main)
    qtbot.wait(400)
    yield main
    main.close()

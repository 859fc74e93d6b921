"""One atlas for all tests (bodies load once) and a real window under a virtual screen."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QSettings
from shiboken6 import isValid

from meshes import REGIONS
from viewer.atlas import Atlas
from viewer.camera import project
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


def _pixel(window, region, side="left"):
    """A pixel of the body view that shows the middle of a region."""
    figure = window.store.session.case.figure
    skin = window.atlas.body(figure).skin
    sign = 1 if side == "left" else -1
    rows = np.flatnonzero((skin.chart.region == REGIONS.index(region)) & (skin.side == sign))
    size = window.body_view.widget.size()
    eye = np.array(window.body_view.camera.position)
    facing = np.einsum("ij,ij->i", skin.normals[rows], eye - skin.vertices[rows])
    for row in rows[np.argsort(-facing)]:
        x, y = project(window.body_view.camera, tuple(skin.vertices[row].tolist()), size.width(), size.height())
        hit = window.body_view.hit_at(QPointF(x, y))
        if hit is not None and np.linalg.norm(np.array(hit.point) - skin.vertices[row]) < 6:
            return QPoint(round(x), round(y))
    raise AssertionError(f"{side} {region} is not to be seen from here")


@pytest.fixture
def pixel_of():
    """Find the pixel of the body view that shows a region: pixel_of(window, region, side)."""
    return _pixel

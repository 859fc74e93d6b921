"""The pictures for whoever checks the look: every scene can be made, and shows what it is named for."""

import pytest
from PySide6.QtWidgets import QApplication

from viewer.gallery import SCENES, prepare, session_for
from viewer.window import MainWindow


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_every_scene_can_be_prepared(qtbot, atlas, monkeypatch, scene):
    window = MainWindow(session_for(scene), atlas)
    monkeypatch.setattr(window.document, "may_leave", lambda: True)
    with qtbot.waitExposed(window):
        window.show()
    prepare(window, scene)
    QApplication.processEvents()
    assert window.store.session.audience == scene.audience
    if scene.tab:
        assert window.sidebar.pages[scene.tab].isVisible()
    window.close()

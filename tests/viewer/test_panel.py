"""The panel of results, by real clicks and keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from dermatomes import parse_finding, rank
from viewer.panel import Panel
from viewer.panel_text import panel_text
from viewer.reason_line import ReasonLine
from viewer.session import new_session


@pytest.fixture
def panel(qtbot):
    session = new_session().with_findings((parse_finding("pain", "left:calf"), parse_finding("numb", "left:heel")))
    shown = Panel()
    shown.show_text(panel_text(session, rank(session.case)))
    shown.resize(420, 800)
    qtbot.addWidget(shown)
    with qtbot.waitExposed(shown):
        shown.show()
    shown.activateWindow()
    qtbot.waitActive(shown)
    return shown


def test_a_source_is_one_key_away(panel, qtbot):
    reason = panel.findChildren(ReasonLine)[0]
    assert reason.citation.isHidden()
    panel.setFocus()
    while QApplication.focusWidget() is not reason.source:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClick(reason.source, Qt.Key.Key_Space)
    assert reason.citation.isVisible()
    assert len(reason.citation.text()) > 30, "a whole citation"
    qtbot.keyClick(reason.source, Qt.Key.Key_Space)
    assert reason.citation.isHidden()

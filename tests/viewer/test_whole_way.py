"""From the start page to the saved file: by clicks as a patient, by keys alone as a physiotherapist.

The same case is typed on the command line, and what the window shows is compared with what `rank --json` prints.
"""

import json
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QFrame, QLabel, QWidget

from dermatomes import Case, case_to_json, read_case, typed_mark, vocabulary
from viewer import cli
from viewer.interview import Pick
from viewer.session import new_session
from viewer.window import MainWindow

KEYS = Qt.Key
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def start(qtbot, atlas, monkeypatch, tmp_path):
    """A window on its start page; the file dialog answers with a file of the test."""
    main = MainWindow(new_session("female"), atlas)
    monkeypatch.setattr(main.document, "may_leave", lambda: True)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "case.rootatlas.json"), ""))
    with qtbot.waitExposed(main):
        main.show()
    main.resize(1280, 800)
    main.activateWindow()
    qtbot.waitActive(main)
    qtbot.wait(300)
    yield main
    main.close()


def press(qtbot, *keys, modifier=Qt.KeyboardModifier.NoModifier):
    for key in keys:
        for one in key if isinstance(key, str) else (key,):
            qtbot.keyClick(QApplication.focusWidget(), one, modifier)
    qtbot.wait(150 if modifier else 1)


def tab_to(qtbot, widget):
    """Press Tab until a widget has the focus."""
    for _ in range(30):
        if QApplication.focusWidget() is widget:
            return
        press(qtbot, KEYS.Key_Tab)
    raise AssertionError(f"Tab does not lead to {widget.accessibleName()}")


def typed(empty, *arguments):
    """The case that the command line makes of an empty case and findings."""
    return cli._case(cli._parser().parse_args(["rank", str(empty), *arguments]))


def ranked(path):
    """What the command prints about a saved case, in a process of its own."""
    command = [sys.executable, "-m", "viewer", "rank", str(path), "--json"]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def words_of(widget: QWidget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def banners(widget: QWidget):
    return [f for f in widget.findChildren(QFrame) if f.accessibleName().startswith("Warning: ") and f.isVisible()]


def empty_file(window, tmp_path):
    path = tmp_path / "empty.rootatlas.json"
    assert not window.store.session.findings
    path.write_bytes(case_to_json(window.store.session.case))
    return path


def spots_of(case: Case, index: int):
    """Where exactly a click landed, in the form that is typed; place, kind and strength are the test's own words."""
    return "@" + typed_mark(case.visits[-1].findings[index]).partition("@")[2]


def test_a_patient_from_the_start_page_to_the_saved_file(start, qtbot, tmp_path, pixel_of):
    window = start
    empty = empty_file(window, tmp_path)
    qtbot.mouseClick(window.sidebar.start.choices["patient"], LEFT)
    qtbot.wait(300)
    for view, region in (("back", "calf_upper"), ("back", "thigh_posterior_lower"), ("sole", "sole_lateral")):
        window.looks.widgetForAction(window.menus.views[view]).click()
        qtbot.wait(500)
        qtbot.mouseClick(window.body_view.widget, LEFT, pos=pixel_of(window, region))
        qtbot.wait(100)
    patient = window.sidebar.patient
    for question, choice, side in [
        ("feel", "shooting", ""),
        ("strong", "8", ""),
        ("toes", "hardly", "left"),
        ("worse", "worse_cough_sneeze", ""),
        ("time", "over_six_weeks", ""),
        ("warning_nerves", "bladder_retention", ""),
    ]:
        while patient.walk.question.id != question:
            qtbot.mouseClick(patient.next, LEFT)
        qtbot.mouseClick(patient.page.buttons[Pick(choice, side)], LEFT)
    while patient.walk.question is not None:
        qtbot.mouseClick(patient.next, LEFT)
    qtbot.wait(100)
    window.menus.icons["save"].trigger()
    path = window.store.session.path
    case = window.store.session.case
    assert read_case(path) == case
    marks = [("calf_upper", 0), ("thigh_posterior_lower", 1), ("sole_lateral", 2)]
    pains = [word for region, k in marks for word in ("--pain", f"left:{region}=8,shooting{spots_of(case, k)}")]
    told = "--weak left:ankle_plantarflexion=3 --history worse_cough_sneeze --history over_six_weeks"
    assert case == typed(empty, *pains, *told.split(), "--flag", "bladder_retention")
    ranking = ranked(path)
    shown = " ".join(words_of(patient))
    leading = ranking["sides"]["left"]["roots"][0]["root"]
    assert f"({leading})" in shown
    assert len(banners(patient)) == len(ranking["flags"])
    assert vocabulary().words["action"][ranking["flags"][0]["action"]] in shown
    assert ranking["flags"][0]["action"] == "emergency"
    assert ranking["sides"]["right"] is None
    assert "Right" not in shown
    assert "%" not in shown


def test_a_physiotherapist_by_keys_alone(start, qtbot, tmp_path):
    window = start
    empty = empty_file(window, tmp_path)
    press(qtbot, KEYS.Key_2, modifier=CTRL)
    press(qtbot, KEYS.Key_L, modifier=ALT)
    tab_to(qtbot, window.sidebar.list.table)
    press(qtbot, "calf", KEYS.Key_Space)
    press(qtbot, KEYS.Key_X, modifier=ALT)
    tab_to(qtbot, window.sidebar.exam.table)
    down, right, left, tab = KEYS.Key_Down, KEYS.Key_Right, KEYS.Key_Left, KEYS.Key_Tab
    press(
        qtbot, "5", tab, "5", *[down] * 6, left, "4-", down, "5", *[down] * 3, "3+", *[down] * 3, "n",
        *[down] * 2, "r", *[down] * 2, "+", right, "-", *[down] * 8, right, down, KEYS.Key_Space, down, KEYS.Key_Space,
    )  # fmt: skip
    press(qtbot, KEYS.Key_S, modifier=CTRL)
    press(qtbot, KEYS.Key_R, modifier=ALT)
    path, case = window.store.session.path, window.store.session.case
    assert read_case(path) == case
    assert len(window.store.session.findings) == 12
    told = (
        "--pain left:calf=6 --weak left:hip_flexion=5 --weak right:hip_flexion=5 --weak left:ankle_dorsiflexion=4- "
        "--weak left:ankle_inversion=5 --weak left:great_toe_extension=3+ --reflex left:patellar=normal "
        "--reflex left:achilles=reduced --test left:slr=positive --test right:slr=negative "
        "--history worse_cough_sneeze --history worse_sitting"
    )
    assert case == typed(empty, *told.split())
    shows_what_is_printed(window, ranked(path))


def shows_what_is_printed(window, ranking):
    panel = window.panel
    sides = {side: said for side, said in ranking["sides"].items() if said is not None}
    shown = [(side, root, bar.bar.band) for (side, root), bar in panel.bars.items()]
    assert shown == [(side, row["root"], row["band"]) for side, said in sides.items() for row in said["roots"]]
    words = words_of(panel)
    assert [said["statement"] for said in sides.values() if said["statement"] not in words] == []
    assert len(banners(panel)) == len(ranking["flags"])
    shares = {(side, row["root"]): row["p"] for side, said in sides.items() for row in said["roots"]}
    assert {key: bar.bar.share for key, bar in panel.bars.items()} == pytest.approx(shares, abs=1e-3)

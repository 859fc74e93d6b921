"""The quiz in the real window, by real clicks and keys: every kind to the end, and the own case comes back."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from dermatomes import Pain
from viewer.camera import project
from viewer.quiz import KINDS, Run, kind_of_id, question, question_ids
from viewer.reader import Reader
from viewer.sidebar import TABS

FOERSTER = "foerster_isncsci"
OF_KIND = {kind_of_id(one): one for one in question_ids(FOERSTER)}


@pytest.fixture
def quiz(window, qtbot):
    window.store.address("student")
    window.store.edit("Tell", window.store.session.with_findings((Pain("left", "calf", 6),)))
    window.sidebar.tabs.setCurrentWidget(window.sidebar.quiz)
    window.quizzing.seed = 4
    qtbot.wait(300)
    return window


def click(button, qtbot):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def turn_to(window, name, map_id=FOERSTER):
    """Lay a certain question on top, as the box of cards would."""
    quizzing = window.quizzing
    quizzing.turn_to(Run(quizzing.deck, question(name, map_id, 1), map_id, quizzing.seed))


def texts(window):
    return " ".join(label.text() for label in window.sidebar.quiz.page.widget().findChildren(type(window.place_label)))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_answered_by_mouse_and_by_key_and_says_why_and_from_where(quiz, qtbot, kind):
    panel = quiz.sidebar.quiz
    click(panel.begin, qtbot)
    turn_to(quiz, OF_KIND[kind])
    one = quiz.quizzing.run.question
    assert one.ask in texts(quiz)
    right = next(choice.key for choice in one.choices if choice.key in one.accepted)
    click(panel.buttons[right], qtbot)
    assert quiz.quizzing.deck.right == 1
    assert "Right" in texts(quiz)
    assert one.reason in texts(quiz)
    assert all(source in texts(quiz) for source in one.sources)
    turn_to(quiz, OF_KIND[kind])
    one = quiz.quizzing.run.question
    wrong = next(number for number, choice in enumerate(one.choices) if choice.key not in one.accepted)
    qtbot.keyClick(panel.buttons[one.choices[0].key], str(wrong + 1))
    assert (quiz.quizzing.deck.right, quiz.quizzing.deck.turn) == (1, 2)
    assert "Not quite" in texts(quiz)
    assert f"You chose: {one.choices[wrong].words}." in texts(quiz)
    before = quiz.quizzing.run
    qtbot.keyClick(panel.next, Qt.Key.Key_Return)
    assert quiz.quizzing.run != before
    assert quiz.quizzing.asking


def test_a_quiz_of_many_questions_by_keys_alone(quiz, qtbot):
    panel = quiz.sidebar.quiz
    qtbot.keyClick(panel.begin, Qt.Key.Key_Space)
    met = []
    for turn in range(1, 15):
        met.append(kind_of_id(quiz.quizzing.run.question.id))
        first = next(iter(panel.buttons.values()))
        qtbot.keyClick(first, "1")
        assert quiz.quizzing.deck.turn == turn
        qtbot.keyClick(panel.next, Qt.Key.Key_Return)
    assert len(set(met)) > 5
    assert panel.score.text().startswith(f"{quiz.quizzing.deck.right} of 14 answered rightly.")


def test_the_own_case_look_and_eyes_come_back_exactly(quiz, qtbot):
    before = quiz.store.session
    quiz.look("left", smoothly=False)
    eyes = [(view.camera, view.home) for view in (quiz.body_view, quiz.spine_view)]
    panel_before = quiz.picture.panel
    click(quiz.sidebar.quiz.begin, qtbot)
    for name in OF_KIND.values():
        turn_to(quiz, name)
        quiz.quizzing.answer(quiz.quizzing.run.question.choices[0].key)
    assert quiz.store.session is before
    click(quiz.sidebar.quiz.stop, qtbot)
    qtbot.wait(500)
    assert quiz.store.session is before
    assert quiz.seen is before
    assert quiz.picture.panel == panel_before
    assert [(view.camera, view.home) for view in (quiz.body_view, quiz.spine_view)] == eyes
    assert quiz.store.stack.undoText() == "Tell"
    assert quiz.place_label.isVisibleTo(quiz)
    assert quiz.looks.clearness.isEnabled()


def test_an_open_question_keeps_its_answer_to_itself(quiz, qtbot):
    click(quiz.sidebar.quiz.begin, qtbot)
    turn_to(quiz, "root:L5")
    assert not quiz.place_label.isVisible(), "it names the roots under the pointer"
    assert not quiz.legend.isVisible()
    assert quiz.picture.names == ()
    qtbot.wait(300)
    assert all(view.scene.labels.texts == () for view in (quiz.body_view, quiz.spine_view))
    quiz.help.show_looking()
    (reader,) = [one for one in quiz.findChildren(Reader) if one.isVisible()]
    assert "L5" not in reader.page.toPlainText()
    reader.close()
    quiz.quizzing.answer("L5")
    assert quiz.place_label.isVisible()
    assert any(name.text == "L5" for name in quiz.picture.names)


def pixel_of_root(window, root, map_id=FOERSTER):
    """A pixel of the body view where a map gives the skin to a root."""
    figure = window.store.session.case.figure
    skin, weight = window.atlas.body(figure).skin, window.atlas.root_weight(figure, map_id, root)
    size = window.body_view.widget.size()
    rows = np.flatnonzero(weight > 0.97)
    for row in rows[:: max(1, len(rows) // 400)]:
        x, y = project(window.body_view.camera, tuple(skin.vertices[row].tolist()), size.width(), size.height())
        hit = window.body_view.hit_at(QPointF(x, y))
        if hit is not None and np.linalg.norm(np.array(hit.point) - skin.vertices[row]) < 6:
            return QPoint(round(x), round(y))
    raise AssertionError(f"no skin of {root} is to be seen from here")


@pytest.mark.parametrize(("clicked", "right"), [("L4", 1), ("L2", 0)])
def test_the_dermatome_is_pointed_to_on_the_body_and_marks_nothing(quiz, qtbot, clicked, right):
    findings = quiz.store.session.findings
    click(quiz.sidebar.quiz.begin, qtbot)
    turn_to(quiz, "point:L4")
    qtbot.wait(500)
    place = pixel_of_root(quiz, clicked)
    qtbot.mouseClick(quiz.body_view.widget, Qt.MouseButton.LeftButton, pos=place)
    assert quiz.quizzing.deck.turn == 1
    assert quiz.quizzing.deck.right == right
    assert f"Foerster 1933 as drawn by ISNCSCI names {clicked}" in texts(quiz)
    assert quiz.store.session.findings == findings
    qtbot.mouseClick(quiz.body_view.widget, Qt.MouseButton.LeftButton, pos=place)
    assert quiz.quizzing.deck.turn == 1, "answered once"
    assert quiz.store.session.findings == findings


def test_clicks_answer_nothing_where_no_skin_is_asked_for(quiz, qtbot):
    click(quiz.sidebar.quiz.begin, qtbot)
    turn_to(quiz, "moves:S1")
    qtbot.wait(500)
    qtbot.mouseClick(quiz.body_view.widget, Qt.MouseButton.LeftButton, pos=pixel_of_root(quiz, "L3"))
    assert quiz.quizzing.asking


def test_another_map_changes_what_is_right_while_a_question_is_open(quiz, qtbot):
    click(quiz.sidebar.quiz.begin, qtbot)
    turn_to(quiz, "skin:toe_1")
    assert quiz.quizzing.run.question.accepted == {"L5"}
    quiz.menus.maps["keegan_garrett_1948"].trigger()
    assert quiz.quizzing.run.question.id == "skin:toe_1"
    assert quiz.quizzing.run.question.accepted == {"L4", "L5"}


def test_keys_still_turn_the_body_while_the_focus_is_there(quiz, qtbot):
    click(quiz.sidebar.quiz.begin, qtbot)
    qtbot.wait(400)
    azimuth = quiz.body_view.bound_for.azimuth
    quiz.body_view.widget.setFocus()
    qtbot.keyClick(quiz.body_view.widget, Qt.Key.Key_Right)
    assert quiz.quizzing.asking
    assert quiz.body_view.camera.azimuth != azimuth


@pytest.mark.parametrize("way", ["tab", "audience", "finding", "new case", "tour", "present"])
def test_the_quiz_gives_way(quiz, qtbot, way):
    click(quiz.sidebar.quiz.begin, qtbot)
    ways = {
        "tab": lambda: quiz.sidebar.tabs.setCurrentWidget(quiz.sidebar.student),
        "audience": lambda: quiz.store.address("clinician"),
        "finding": quiz.menus.undo.trigger,
        "new case": quiz.document.new,
        "tour": quiz.guiding.welcome,
        "present": quiz.presenting.start,
    }
    ways[way]()
    assert quiz.quizzing.run is None
    assert quiz.place_label.isVisibleTo(quiz.statusBar())
    if way == "tour":
        quiz.guiding.leave()
    assert quiz.seen is quiz.store.session
    size = quiz.body_view.widget.size()
    assert size.width() > 0


def test_the_score_is_kept_and_forgotten_when_asked(quiz, qtbot, atlas):
    panel = quiz.sidebar.quiz
    click(panel.begin, qtbot)
    for _ in range(3):
        quiz.quizzing.answer(quiz.quizzing.run.question.choices[0].key)
        quiz.quizzing.go_on()
    kept = quiz.quizzing.deck
    other = type(quiz)(replace(quiz.store.session, audience="student"), atlas)
    qtbot.addWidget(other)
    assert other.quizzing.deck == kept
    assert kept.turn == 3
    other.document.may_leave = lambda: True
    other.close()
    click(panel.stop, qtbot)
    click(panel.forget, qtbot)
    assert quiz.quizzing.deck.turn == 0
    assert panel.score.text() == "No question answered yet."
    assert not panel.forget.isEnabled()


def test_only_students_are_offered_the_quiz():
    assert [audience for audience, tabs in TABS.items() if "quiz" in tabs] == ["student"]

"""What stands beside the scene: the start page, then one set of tabs for each audience."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QToolButton, QWidget

from viewer.atlas import Atlas
from viewer.body_list import BodyList
from viewer.exam_panel import ExamPanel
from viewer.guide_panel import GuidePanel
from viewer.learn_panel import LearnPanel
from viewer.mechanism_panel import SEVERITY, MechanismPanel
from viewer.mechanism_picture import mechanism_picture
from viewer.panel import Panel
from viewer.patient_panel import PatientPanel
from viewer.picture import Picture
from viewer.quiz_panel import QuizPanel
from viewer.scene_controls import MERGED
from viewer.session import Session
from viewer.start_page import StartPage
from viewer.student_panel import StudentPanel

TABS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "patient": ("questions", "list", "learn"),
        "clinician": ("result", "examine", "list", "mechanism", "learn"),
        "student": ("explore", "mechanism", "quiz", "result", "list", "learn"),
    }
)
TITLES = {
    "questions": ("&Questions", "One question at a time"),
    "examine": ("E&xamine", "Strength, reflexes, nerve tests, history and warning signs"),
    "explore": ("Ex&plore", "Search, layers, isolate, pull apart, cut"),
    "mechanism": ("&Mechanism", "What may be wrong in the spine, and what it does to the nerve"),
    "quiz": ("Qui&z", "Questions with reasons; what you miss comes back"),
    "result": ("&Result", "Ranked roots with reasons and sources"),
    "list": ("&List", "Every place of the skin as a list, for keys and screen readers"),
    "learn": ("Le&arn", "Tours and pages that lead through the scene"),
}


SCROLLERS = {"ScrollLeftButton": "More panels to the left", "ScrollRightButton": "More panels to the right"}


class Tab(Protocol):
    """A panel that shows sessions."""

    def show_session(self, session: Session, picture: Picture) -> None:
        """Show a session without reporting back."""


class Sidebar(QStackedWidget):
    """The column beside the scene.

    Signals
    -------
    edited
        (label of the undo step, new Session, whether it joins a step of the same label before it).
    """

    edited = Signal(str, object, bool)

    def __init__(self, session: Session, atlas: Atlas) -> None:
        super().__init__()
        self.start = StartPage()
        self.panel = Panel()
        self.patient = PatientPanel()
        self.exam = ExamPanel()
        self.student = StudentPanel(session)
        self.list = BodyList()
        self.mechanism = MechanismPanel(lambda session: mechanism_picture(session, atlas))
        self.learn = LearnPanel()
        self.quiz = QuizPanel()
        self.guide = GuidePanel()
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Panels")
        self.pages: dict[str, QWidget] = {
            "questions": self.patient,
            "explore": self.student,
            "quiz": self.quiz,
            "result": self.panel,
            "examine": self.exam,
            "list": self.list,
            "mechanism": self.mechanism,
            "learn": self.learn,
        }
        self._shown: tuple[Session, Picture] | None = None
        self._audience = ""
        self._lay_out()
        for panel in (self.patient, self.list):
            panel.edited.connect(lambda label, after: self.edited.emit(label, after, False))
        self.exam.edited.connect(lambda label, after: self.edited.emit(label, after, True))
        self.mechanism.edited.connect(lambda label, after: self.edited.emit(label, after, label == SEVERITY))
        self.student.edited.connect(lambda label, after: self.edited.emit(label, after, label in MERGED))

    def _lay_out(self) -> None:
        for name, page in self.pages.items():
            title, tip = TITLES[name]
            self.tabs.setTabToolTip(self.tabs.addTab(page, title), tip)
        for name, tip in SCROLLERS.items():  # Qt's own buttons, there where the tabs are wider than the column
            button = self.tabs.tabBar().findChild(QToolButton, name)
            if button is not None:
                button.setAccessibleName(tip)
                button.setToolTip(tip)
        self.tabs.currentChanged.connect(self._show_current)
        self.addWidget(self.start)
        self.addWidget(self.tabs)
        self.addWidget(self.guide)

    def show_guide(self, shown: bool) -> None:
        """Let an open guide take the whole column, or give it back."""
        if shown:
            self.setCurrentWidget(self.guide)
        elif self.currentWidget() is self.guide:
            self.setCurrentWidget(self.tabs if self._audience else self.start)

    def show_session(self, session: Session, picture: Picture) -> None:
        """Show a session in the tab that is open; the others follow when they are opened."""
        self._shown = session, picture
        if session.audience != self._audience:
            self._turn_to(session.audience)
        self.panel.show_text(picture.panel)
        self._show_current()

    def _turn_to(self, audience: str) -> None:
        self._audience = audience
        self.setCurrentWidget(self.tabs if audience else self.start)
        wanted = TABS.get(audience, ())
        for name, page in self.pages.items():
            self.tabs.setTabVisible(self.tabs.indexOf(page), name in wanted)
            self.tabs.setTabEnabled(self.tabs.indexOf(page), name in wanted)  # or its letter would still open it
        if wanted:
            self.tabs.setCurrentWidget(self.pages[wanted[0]])
        else:
            self.start.refresh()

    def _show_current(self) -> None:
        page = self.tabs.currentWidget()
        if self._shown is not None and page is not self.panel and self._audience:
            cast(Tab, page).show_session(*self._shown)

"""Pictures of the real window, for whoever checks how it looks: each audience, both looks, several sizes.

::

    python3 start.py pictures [FOLDER]

The window is really shown, on a virtual screen where there is none, and what stands on the screen is kept.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from dermatomes import Flag, read_case
from meshes import Lesion
from viewer.atlas import Atlas
from viewer.session import Session, session_of
from viewer.start_page import EXAMPLES
from viewer.window import MainWindow

SIZES = {"1024x700": (1024, 700, 1), "1440x900": (1440, 900, 1), "1440x900_text200": (1440, 900, 2)}
"""Name to width, height and how many times the letters of the system are enlarged."""
LOOKS = ("light", "dark")
SETTLED_S = 1.0
"""After this long the camera stands and the finer picture is drawn."""
EXAMPLE = EXAMPLES / "left_calf.rootatlas.json"


@dataclass(frozen=True)
class Scene:
    """One picture: its audience, the tab that is open, and what is done before."""

    name: str
    audience: str
    tab: str = ""
    prepare: Callable[[MainWindow], object] = lambda window: None


def _warned(window: MainWindow) -> None:
    flagged = (*window.store.session.findings, Flag("bladder_retention"))
    window.store.edit("Warn", window.store.session.with_findings(flagged))
    window.sidebar.patient.turn_to(window.sidebar.patient.walk.to_question("warning_nerves"))


def _asked(window: MainWindow) -> None:
    look = replace(window.store.session.look, focus="part:sciatic")
    window.store.edit("Show", replace(window.store.session, look=look, skin_opacity=0.3))


def _lesion(window: MainWindow) -> None:
    lesion = Lesion("L5/S1", "left", "paracentral", 0.9)
    window.store.edit("Show", replace(window.store.session, lesion=lesion, effect="inflammation"))


SCENES = (
    Scene("start", ""),
    Scene("patient_where", "patient", "questions"),
    Scene("patient_warning", "patient", "questions", _warned),
    Scene(
        "patient_result",
        "patient",
        "questions",
        lambda window: window.sidebar.patient.turn_to(window.sidebar.patient.walk.to_result()),
    ),
    Scene("clinician_result", "clinician", "result"),
    Scene("clinician_examine", "clinician", "examine"),
    Scene("clinician_list", "clinician", "list"),
    Scene("student_explore", "student", "explore", _asked),
    Scene("student_result", "student", "result"),
    Scene("student_learn", "student", "learn"),
    Scene("patient_page", "patient", prepare=lambda window: window.guiding.open("herniated_disc")),
    Scene("clinician_mechanism", "clinician", "mechanism", _lesion),
    Scene("clinician_present", "clinician", prepare=lambda window: window.presenting.start()),
    Scene("student_quiz", "student", "quiz", lambda window: window.quizzing.begin()),
    Scene("start_tour", "", prepare=lambda window: window.guiding.welcome()),
)


def draw(folder: Path) -> Iterator[Path]:
    """Draw every scene in both looks at every size; give each file as it is written."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder / "settings"))
    atlas, plain = Atlas(), QApplication.font()
    for size, (width, height, enlarged) in SIZES.items():
        font = QApplication.font()
        font.setPointSizeF(plain.pointSizeF() * enlarged)
        QApplication.setFont(font)
        for scene in SCENES:
            window = MainWindow(session_for(scene), atlas)
            window.document.may_leave = lambda: True  # type: ignore[method-assign]
            window.resize(width, height)
            window.move(0, 0)
            window.show()
            for look in LOOKS:
                window.dress(look)
                prepare(window, scene)
                _settle(app)
                path = folder / f"{scene.name}_{size}_{look}.png"
                window.screen().grabWindow(0, 0, 0, width, height).save(str(path))
                yield path
            window.close()
        QApplication.setFont(plain)


def session_for(scene: Scene) -> Session:
    """The session a scene begins with."""
    session = session_of(read_case(EXAMPLE), EXAMPLE)
    return replace(session, path=None, saved=session.case, audience=scene.audience)


def prepare(window: MainWindow, scene: Scene) -> None:
    """Bring a window to the scene."""
    scene.prepare(window)
    if scene.tab:
        window.sidebar.tabs.setCurrentWidget(window.sidebar.pages[scene.tab])


def _settle(app: object) -> None:
    end = time.monotonic() + SETTLED_S
    while time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.01)


def main(argv: list[str]) -> int:
    """Draw into the folder named, or `pictures`; tell each file."""
    folder = Path(argv[0] if argv else "pictures")
    folder.mkdir(parents=True, exist_ok=True)
    for path in draw(folder):
        print(path, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

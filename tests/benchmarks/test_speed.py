"""How fast it answers. Numbers to read, never assertions; run with

    .venv/bin/python -m pytest tests/benchmarks --benchmark-enable --benchmark-only
"""

import itertools
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

import dermatomes
from dermatomes import Case, Pain, Spot, Visit
from meshes import FORMS, Lesion, affect, axial_section, load_body, measures
from viewer.atlas import Atlas
from viewer.paint import paint
from viewer.session import new_session
from viewer.window import MainWindow

SPOT = Spot(segment="leg", t=0.31, theta=171.0, radius_mm=25.0)


@pytest.fixture(scope="module")
def atlas():
    made = Atlas()
    paint(new_session(), made)
    return made


@pytest.fixture
def window(qtbot, atlas):
    session = new_session().with_mark("left", "calf_upper", SPOT)
    main = MainWindow(session, atlas)
    main.document.may_leave = lambda: True
    with qtbot.waitExposed(main):
        main.show()
    main.resize(1280, 800)
    qtbot.wait(600)
    yield main
    main.close()


def test_drag_one_frame_1280x800(benchmark, window):
    """One step of a drag with the window up: turn, draw, events."""

    def step():
        window.body_view.look(window.body_view.camera.turned(3.0, 0.0))
        QApplication.processEvents()

    benchmark.pedantic(step, rounds=60, warmup_rounds=5)


def test_click_answered_without_drawing(benchmark, atlas):
    """From a new mark to the ranking and every colour of the picture; each round marks another place."""
    places = itertools.cycle(np.linspace(0.12, 0.48, 37).tolist())

    def setup():
        spot = Spot(segment="leg", t=next(places) + np.random.default_rng().uniform(0, 1e-3), theta=171.0)
        return (new_session().with_mark("left", "calf_upper", spot), atlas), {}

    benchmark.pedantic(paint, setup=setup, rounds=30, warmup_rounds=3)


def test_rank(benchmark):
    findings = (Pain(side="left", region="calf"), Pain(side="left", region="heel"))
    case = Case(visits=(Visit(findings=findings),))
    benchmark(dermatomes.rank, case)


def test_rank_a_full_case(benchmark):
    """Both sides painted and examined, history told: 40 findings. Wanted: 5 ms or less."""
    forms = [f"pain {{}}:{place}" for place in ("buttock_lower", "thigh_posterior_upper", "calf_upper", "heel")]
    forms += ["numb {}:sole_lateral", "tingle {}:toe_5", "reflex {}:achilles=absent", "reflex {}:patellar=normal"]
    muscles = ("hip_flexion", "knee_extension", "ankle_dorsiflexion", "great_toe_extension", "hip_abduction")
    forms += [f"weak {{}}:{muscle}=4" for muscle in (*muscles, "ankle_plantarflexion")]
    forms += [f"test {{}}:{test}=positive" for test in ("slr", "slump", "fair")]
    told = ("worse_sitting", "worse_walking", "better_sitting", "worse_cough_sneeze", "sudden_onset", "over_six_weeks")
    texts = [form.format(side) for side in dermatomes.SIDES for form in forms] + [f"history {item}" for item in told]
    findings = tuple(dermatomes.parse_finding(*text.split(" ", 1)) for text in texts)
    case = Case(person=dermatomes.Person(age=60), visits=(Visit(findings=findings),))
    benchmark(dermatomes.rank, case)


def test_import_dermatomes(benchmark):
    """A fresh Python that imports the room, less one that imports nothing is what it costs. Wanted: 0.25 s or less."""
    command = [sys.executable, "-c", "import dermatomes"]
    benchmark.pedantic(subprocess.run, args=(command,), kwargs={"check": True}, rounds=5)


def test_load_body(benchmark):
    benchmark(load_body, "female")


def test_first_picture(benchmark):
    """Body, map and first colours from nothing."""
    benchmark.pedantic(lambda: paint(new_session(), Atlas()), rounds=5)


@pytest.mark.parametrize("form", FORMS)
def test_lesion_update(benchmark, form):
    """One step of a severity slider without drawing; each round another severity. Wanted: 10 ms or less."""
    body = load_body("female")
    affect(body, Lesion("L4/L5", "left", form, 0.5))
    severities = itertools.cycle(np.linspace(0.05, 1.0, 39).tolist())

    def setup():
        return (body, Lesion("L4/L5", "left", form, next(severities))), {}

    benchmark.pedantic(affect, setup=setup, rounds=39)


def test_lesion_first_seen(benchmark):
    """The first call for a level, side and zone, which looks at the figure."""

    def setup():
        body = load_body("male")
        return (body, Lesion("L4/L5", "left", "paracentral", 0.9)), {}

    benchmark.pedantic(affect, setup=setup, rounds=5)


def test_lesion_measured(benchmark):
    """Canal, foramen and gaps of a lesion, measured by cutting. Wanted: 50 ms or less."""
    body = load_body("female")
    benchmark.pedantic(measures, args=(body, Lesion("L4/L5", "left", "paracentral", 0.9)), rounds=20, warmup_rounds=1)


def test_axial_section(benchmark):
    body = load_body("female")
    lesion = Lesion("L4/L5", "left", "paracentral", 0.9)
    benchmark.pedantic(axial_section, args=(body, "L4/L5", lesion), rounds=20, warmup_rounds=1)


def test_slider_of_a_lesion_one_frame_1280x800(benchmark, window):
    """One step of the severity slider with the window up: bend, paint, draw, events. Wanted: 50 ms or less."""
    severities = itertools.cycle(np.linspace(0.02, 1.0, 50).round(3).tolist())
    window.store.address("clinician")
    window.sidebar.tabs.setCurrentWidget(window.sidebar.mechanism)
    window.store.edit("Show", replace(window.store.session, lesion=Lesion("L4/L5", "left", "paracentral", 0.01)))
    for _ in range(40):
        QApplication.processEvents()

    def step():
        lesion = replace(window.store.session.lesion, severity=next(severities))
        window.store.edit("Slide", replace(window.store.session, lesion=lesion), merge=True)
        QApplication.processEvents()

    benchmark.pedantic(step, rounds=60, warmup_rounds=5)

"""The two looks can be read, and the root colours stay apart for eyes that see fewer colours."""

import itertools
import math

import numpy as np
import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from viewer.palette import ROOT_COLOURS, THEMES
from viewer.theme import ICONS, dress, icon

# Machado, Oliveira, Fernandes 2009, severity 1.0, for linear RGB
BLINDNESS = {
    "none": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
LEAST_APART = 9.0


def linear(rgb):
    c = np.asarray(rgb, float) / 255
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


def contrast(one, two):
    """WCAG 2 contrast of two colours."""
    bright = sorted(float(linear(c) @ [0.2126, 0.7152, 0.0722]) for c in (one, two))
    return (bright[1] + 0.05) / (bright[0] + 0.05)


def lab(rgb):
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ rgb
    f = np.cbrt(np.maximum(xyz / [0.95047, 1.0, 1.08883], 1e-9))
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def ciede2000(one, two):
    (l1, a1, b1), (l2, a2, b2) = one, two
    c = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    g = 0.5 * (1 - math.sqrt(c**7 / (c**7 + 25**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1, h2 = (math.degrees(math.atan2(b, a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    dh = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    big_h = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(dh / 2))
    lm, cm, hm = (l1 + l2) / 2, (c1 + c2) / 2, (h1 + dh / 2) % 360
    t = (
        1 - 0.17 * math.cos(math.radians(hm - 30)) + 0.24 * math.cos(math.radians(2 * hm))
        + 0.32 * math.cos(math.radians(3 * hm + 6)) - 0.20 * math.cos(math.radians(4 * hm - 63))
    )  # fmt: skip
    sl = 1 + 0.015 * (lm - 50) ** 2 / math.sqrt(20 + (lm - 50) ** 2)
    sc, sh = 1 + 0.045 * cm, 1 + 0.015 * cm * t
    turn = -2 * math.sqrt(cm**7 / (cm**7 + 25**7)) * math.sin(math.radians(60 * math.exp(-(((hm - 275) / 25) ** 2))))
    dl, dc, dk = (l2 - l1) / sl, (c2 - c1) / sc, big_h / sh
    return math.sqrt(dl * dl + dc * dc + dk * dk + turn * dc * dk)


def test_the_distance_is_the_published_one():
    """Sharma, Wu, Dalal 2005, pairs 1 and 17."""
    assert ciede2000((50, 2.6772, -79.7751), (50, 0, -82.7485)) == pytest.approx(2.0425, abs=1e-4)
    assert ciede2000((50, 2.5, 0), (73, 25, -18)) == pytest.approx(27.1492, abs=1e-4)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ink", ["ink", "soft_ink"])
@pytest.mark.parametrize("ground", ["window", "base", "button"])
def test_text_can_be_read_on_every_ground(theme, ink, ground):
    colours = THEMES[theme]
    assert contrast(getattr(colours, ink), getattr(colours, ground)) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_text_can_be_read_on_the_accent(theme):
    assert contrast(THEMES[theme].on_accent, THEMES[theme].accent) >= 4.5


@pytest.mark.parametrize("blindness", BLINDNESS)
def test_root_colours_stay_apart(blindness):
    seen = {
        root: lab(np.clip(np.array(BLINDNESS[blindness]) @ linear(colour), 0, 1))
        for root, colour in ROOT_COLOURS.items()
    }
    apart = {(a, b): ciede2000(seen[a], seen[b]) for a, b in itertools.combinations(seen, 2)}
    closest = min(apart, key=apart.get)
    print(f"{blindness}: closest {closest}, CIEDE2000 {apart[closest]:.1f}")
    assert apart[closest] >= LEAST_APART


@pytest.mark.parametrize("theme", THEMES)
def test_a_dress_reaches_the_application(qapp, theme):
    colours = dress(QApplication.instance(), theme)
    assert QApplication.palette().color(QPalette.ColorRole.Window).getRgb()[:3] == colours.window
    for word in ICONS:
        assert not icon(word, colours).isNull()


def test_the_window_changes_its_look_at_once(window, qtbot):
    window.menus.dark.trigger()
    assert QApplication.palette().color(QPalette.ColorRole.Window).getRgb()[:3] == THEMES["dark"].window
    window.menus.dark.trigger()
    assert QApplication.palette().color(QPalette.ColorRole.Window).getRgb()[:3] == THEMES["light"].window

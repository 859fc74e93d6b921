"""Every colour of the application, named once. Pure: no Qt, no VTK.

The root colours are the Okabe-Ito set, which stays apart under the common colour-vision deficiencies; a root's letter
always stands beside its colour all the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

Rgb = tuple[int, int, int]


def rgb(code: str) -> Rgb:
    """Read a colour written as `#rrggbb`."""
    return int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16)


ROOT_COLOURS: Mapping[str, Rgb] = MappingProxyType(
    {
        "L1": rgb("#CC79A7"),
        "L2": rgb("#E69F00"),
        "L3": rgb("#F0E442"),
        "L4": rgb("#009E73"),
        "L5": rgb("#56B4E9"),
        "S1": rgb("#0072B2"),
        "S2": rgb("#D55E00"),
    }
)
OUTER_COLOURS: Mapping[str, Rgb] = MappingProxyType(
    {"T11": rgb("#ece6df"), "T12": rgb("#d3c3b3"), "S3": rgb("#9a7b5f"), "S4_5": rgb("#5f4a3a")}
)

SKIN = rgb("#dcb59c")
SKIN_QUIET = rgb("#d9c3b4")
BLANK = rgb("#c9c9c9")
BONE = rgb("#ece2cb")
DISC = rgb("#9db7c6")
NUCLEUS = rgb("#cfe0e8")
DURA = rgb("#cfd3ae")
CORD = rgb("#efe3b4")
LIGAMENT = rgb("#e3d08c")
MUSCLE = rgb("#a8543f")
NERVE = rgb("#d8a53a")
QUIET = rgb("#b9b4ab")
BORDER = rgb("#5d5148")
OUTLINE = rgb("#2b2520")
DISPUTE = rgb("#7d4a5c")
"""Skin on which published maps contradict each other; hatching says the same without colour."""
SCIATIC, TIGHT = rgb("#ffb300"), rgb("#7d1f12")
"""The sciatic nerve where a muscle presses it, and that muscle."""
FOCUS = rgb("#8a4fff")
"""What a student asks about: a violet that is no root's."""
PART_COLOURS: Mapping[str, Rgb] = MappingProxyType(
    {
        "bone": BONE,
        "disc": DISC,
        "dura": DURA,
        "cord": CORD,
        "rootlet": NERVE,
        "root": NERVE,
        "nerve": NERVE,
        "ligament": LIGAMENT,
        "muscle": MUSCLE,
    }
)
MARK_COLOURS: Mapping[str, Rgb] = MappingProxyType(
    {"pain": rgb("#c8261c"), "numbness": rgb("#1d5f8a"), "tingling": rgb("#6a3d9a")}
)



@dataclass(frozen=True)
class Dress:
    """The colours of one look of the window.

    Attributes
    ----------
    window, base, button
        Grounds: of the window, of lists and fields, of buttons.
    ink, soft_ink, faint_ink
        Text, less weighty text (still 4.5:1 on every ground), and what cannot be used now.
    accent, on_accent
        The one accent, and text on it.
    line, groove
        Frames and brackets; the empty part of a bar.
    scene
        Lower and upper colour of the ground behind the body.
    """

    window: Rgb
    base: Rgb
    button: Rgb
    ink: Rgb
    soft_ink: Rgb
    faint_ink: Rgb
    accent: Rgb
    on_accent: Rgb
    line: Rgb
    groove: Rgb
    scene: tuple[Rgb, Rgb]


THEMES: Mapping[str, Dress] = MappingProxyType(
    {
        "light": Dress(
            window=rgb("#f3f0eb"),
            base=rgb("#fdfcfa"),
            button=rgb("#eae5dd"),
            ink=rgb("#2b2622"),
            soft_ink=rgb("#625a52"),
            faint_ink=rgb("#a39a90"),
            accent=rgb("#1f5f86"),
            on_accent=rgb("#ffffff"),
            line=rgb("#9c9388"),
            groove=rgb("#dcd5cb"),
            scene=(rgb("#e9e5df"), rgb("#fbfaf7")),
        ),
        "dark": Dress(
            window=rgb("#1c2026"),
            base=rgb("#15181d"),
            button=rgb("#2a3038"),
            ink=rgb("#ece7df"),
            soft_ink=rgb("#b3aca2"),
            faint_ink=rgb("#6f757d"),
            accent=rgb("#7fbfe6"),
            on_accent=rgb("#10151a"),
            line=rgb("#6d747d"),
            groove=rgb("#343b44"),
            scene=(rgb("#15181d"), rgb("#262b33")),
        ),
    }
)

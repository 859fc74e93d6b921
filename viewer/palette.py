"""Every colour of the application, named once. Pure: no Qt, no VTK.

The root colours are the Okabe-Ito set, which stays apart under the common colour-vision deficiencies; a root's letter
always stands beside its colour all the same.
"""

from __future__ import annotations

from collections.abc import Mapping
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


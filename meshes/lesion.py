"""What can go wrong at a level, as five words: form, level, side and how far it has gone.

A lesion is only named here; `meshes.affect` bends the geometry.
"""

from __future__ import annotations

from dataclasses import dataclass

from meshes.names import UnknownNameError, require

LEVELS = ("L1/L2", "L2/L3", "L3/L4", "L4/L5", "L5/S1")
LESION_SIDES = ("left", "right")
HERNIATIONS = ("central", "paracentral", "foraminal", "far_lateral")
"""Zones a disc can herniate into, named by it alone."""
FORMS = (
    *HERNIATIONS, "central_stenosis", "recess_stenosis", "foraminal_stenosis", "slip", "deep_gluteal",
)  # fmt: skip
"""Every form of a lesion; the four zones are herniations of the disc."""
EXAMPLE = "L4/L5:left:paracentral:0.8"


@dataclass(frozen=True)
class Lesion:
    """One lesion.

    Attributes
    ----------
    level
        One of `LEVELS`; a deep gluteal lesion lies in the buttock and ignores it.
    side
        left or right; a central form and a slip affect both sides and ignore it.
    form
        One of `FORMS`.
    severity
        0 (healthy) to 1.

    Raises
    ------
    UnknownNameError
        If a word is not known or the severity lies outside 0 to 1.
    """

    level: str = "L4/L5"
    side: str = "left"
    form: str = "paracentral"
    severity: float = 0.0

    def __post_init__(self) -> None:
        require(self.level, LEVELS, "level")
        require(self.side, LESION_SIDES, "side")
        require(self.form, FORMS, "lesion")
        if not 0 <= self.severity <= 1:
            raise UnknownNameError(f"no severity {self.severity:g}: write a number from 0 (healthy) to 1")

    def __str__(self) -> str:
        """Write the lesion as the command line reads it."""
        return f"{self.level}:{self.side}:{self.form}:{self.severity:g}"


def parse_lesion(text: str) -> Lesion:
    """Understand a lesion as it is typed, such as ``L4/L5:left:paracentral:0.8``.

    Raises
    ------
    UnknownNameError
        If it cannot be read; the sentence says what was expected.
    """
    words = [word.strip() for word in text.split(":")]
    if len(words) != 4:
        raise UnknownNameError(f"no lesion {text!r}: write LEVEL:SIDE:FORM:SEVERITY, such as {EXAMPLE}")
    try:
        severity = float(words[3])
    except ValueError as error:
        raise UnknownNameError(f"no severity {words[3]!r}: write a number from 0 (healthy) to 1") from error
    return Lesion(words[0], words[1], words[2], severity)

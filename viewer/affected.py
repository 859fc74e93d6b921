"""What a lesion changes in a picture: bent parts, roots that are met, bones that step back. Pure: no Qt, no VTK."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace

from meshes import HERNIATIONS, Lesion, affect
from viewer.apart import FADED
from viewer.atlas import Atlas
from viewer.effects import effects
from viewer.leads import LitRoot
from viewer.look import Look
from viewer.mechanism import met_parts
from viewer.palette import ROOT_COLOURS, SCIATIC, TIGHT, Rgb
from viewer.picture import Picture, Points, Strand


@dataclass(frozen=True, eq=False)
class Affected:
    """What a lesion changes; nothing of it does without one.

    Attributes
    ----------
    bent
        Points of the parts it bends, (n, 3) mm each.
    effects
        What it does to the root it meets, as tubes.
    met
        The roots it meets.
    pressed
        Colour and strength of a nerve it meets that is no root, and of the muscle that presses.
    """

    bent: Mapping[str, Points] = field(default_factory=dict)
    effects: tuple[Strand, ...] = ()
    met: tuple[LitRoot, ...] = ()
    pressed: Mapping[str, tuple[Rgb, float]] = field(default_factory=dict)

    @property
    def colours(self) -> dict[str, tuple[Rgb, float]]:
        """Colour and strength of what is met, and of a muscle that presses."""
        roots = {f"root_{item.root}_{item.side}": (ROOT_COLOURS[item.root], 1.0) for item in self.met}
        return {**roots, **self.pressed}


HEALTHY = Affected()
NEAR = ("lesion", "bent", "effects", "strands")
"""Fields of a picture that a lesion's severity changes by a few mm."""
ARRAYS = ("skin_rgb",)
WHOLE = ("foraminal_stenosis", "slip", "deep_gluteal")
"""Forms that are seen with the bones whole: they are what narrows, or lie outside the spine."""


def affected(atlas: Atlas, figure: str, lesion: Lesion | None, effect: str) -> Affected:
    """Bend a figure as a lesion does.

    Parameters
    ----------
    atlas, figure
        The body.
    lesion
        What is wrong, or None.
    effect
        Which of its effects is shown, a key of `viewer.mechanism.EFFECTS`, or "".
    """
    if lesion is None:
        return HEALTHY
    body = atlas.body(figure)
    bent = atlas.remember(("bent", figure, lesion), lambda: affect(body, lesion))
    drawn = atlas.remember(("effects", figure, lesion, effect), lambda: effects(body, lesion, effect, bent))
    met = [part_id.split("_") for part_id in sorted(met_parts(lesion))]
    return Affected(bent, drawn, tuple(LitRoot(side, root, 1.0) for _, root, side in met), _pressed(lesion))


def _pressed(lesion: Lesion) -> Mapping[str, tuple[Rgb, float]]:
    if lesion.form != "deep_gluteal" or not lesion.severity:
        return {}
    return {f"sciatic_{lesion.side}": (SCIATIC, 1.0), f"piriformis_{lesion.side}": (TIGHT, lesion.severity)}


def opened(lesion: Lesion | None, look: Look) -> dict[str, float]:
    """Draw faintly the bones that stand before a lesion, unless the user has said how they are to be drawn."""
    if lesion is None or lesion.form in WHOLE or "bones" in look.hidden_layers:
        return {}
    upper, lower = lesion.level.split("/")
    before = [f"vertebra_{upper}", "sacrum" if lower == "S1" else f"vertebra_{lower}"]
    if lesion.form in HERNIATIONS:
        before.append(f"ligamentum_flavum_{upper}_{lower}")
    own = look.isolated | look.hidden | look.faded
    return {part_id: FADED for part_id in before if part_id not in own and not look.isolated}


def same_from_afar(before: Picture, after: Picture) -> bool:
    """Whether two pictures differ at most in how far one lesion has gone: a few mm, not to be seen on a whole body."""
    if before.lesion is None or after.lesion is None:
        return False
    return replace(before.lesion, severity=after.lesion.severity) == after.lesion and all(
        getattr(before, field.name) is getattr(after, field.name)
        or (field.name not in ARRAYS and getattr(before, field.name) == getattr(after, field.name))
        for field in fields(Picture)
        if field.name not in NEAR
    )

"""What a lesion changes in a picture: bent parts, roots that are met, bones that step back. Pure: no Qt, no VTK."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from meshes import Lesion, affect
from viewer.apart import FADED
from viewer.atlas import Atlas
from viewer.effects import effects
from viewer.leads import LitRoot
from viewer.look import Look
from viewer.mechanism import met_parts
from viewer.palette import ROOT_COLOURS, Rgb
from viewer.picture import Points, Strand


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
    """

    bent: Mapping[str, Points] = field(default_factory=dict)
    effects: tuple[Strand, ...] = ()
    met: tuple[LitRoot, ...] = ()

    @property
    def colours(self) -> dict[str, tuple[Rgb, float]]:
        """Colour and strength of the roots that are met."""
        return {f"root_{item.root}_{item.side}": (ROOT_COLOURS[item.root], 1.0) for item in self.met}


HEALTHY = Affected()


def affected(atlas: Atlas, figure: str, lesion: Lesion | None, effect: str) -> Affected:
    """Bend a figure as a lesion does.

    Parameters
    ----------
    atlas, figure
        The body.
    lesion
        What is wrong, or None.
    effect
        Which of its effects is shown, a key of `viewer.effects.EFFECTS`, or "".
    """
    if lesion is None:
        return HEALTHY
    body = atlas.body(figure)
    bent = atlas.remember(("bent", figure, lesion), lambda: affect(body, lesion))
    drawn = atlas.remember(("effects", figure, lesion, effect), lambda: effects(body, lesion, effect, bent))
    met = [part_id.split("_") for part_id in sorted(met_parts(lesion))]
    return Affected(bent, drawn, tuple(LitRoot(side, root, 1.0) for _, root, side in met))


def opened(lesion: Lesion | None, look: Look) -> dict[str, float]:
    """Draw faintly the bones that stand before a lesion, unless the user has said how they are to be drawn."""
    if lesion is None or lesion.form == "deep_gluteal" or "bones" in look.hidden_layers:
        return {}
    upper, lower = lesion.level.split("/")
    before = (f"vertebra_{upper}", "sacrum" if lower == "S1" else f"vertebra_{lower}")
    own = look.isolated | look.hidden | look.faded
    return {part_id: FADED for part_id in before if part_id not in own and not look.isolated}

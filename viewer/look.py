"""What of the body is to be seen, and how: one small frozen value inside the Session. Pure: no Qt, no VTK."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

LAYERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "skin": ("skin",),
        "bones": ("bone",),
        "discs": ("disc",),
        "nerves": ("root", "nerve"),
        "muscles": ("muscle",),
        "ligaments": ("ligament",),
        "cord": ("cord", "dura", "rootlet"),
    }
)
"""Layer to the kinds of parts in it; every kind is in one."""
LAYER_OF: Mapping[str, str] = MappingProxyType({kind: layer for layer, kinds in LAYERS.items() for kind in kinds})
AXES = ("x", "y", "z")
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Clip:
    """Where the body is cut open.

    Attributes
    ----------
    axis
        x cuts left from right, y front from back, z above from below.
    position
        0 to 1 between the least and the greatest of that axis, so that it means the same on every figure.
    flipped
        Whether the other side stays: right instead of left, front instead of back, below instead of above.
    """

    axis: str = "x"
    position: float = 0.5
    flipped: bool = False


@dataclass(frozen=True)
class Look:
    """What of the body is to be seen.

    Attributes
    ----------
    focus
        Key of the entry of `viewer.search` that is asked about, such as `part:sciatic`; "" for none.
    hidden_layers
        Keys of `LAYERS` that are not drawn.
    hidden, faded
        Ids of parts that are not drawn, or only faintly.
    isolated
        Ids of the only parts that are drawn, whatever their layer; empty for all.
    explode
        0 (in place) to 1 (far apart).
    clip
        Where the body is cut open, or None.
    names
        Whether everything that is seen is named beside the body.
    unnamed
        Whether nothing at all is named, as while a quiz asks for the name.
    disputes
        Whether the skin shows where published maps contradict each other, instead of one map.
    """

    focus: str = ""
    hidden_layers: frozenset[str] = _NONE
    hidden: frozenset[str] = _NONE
    isolated: frozenset[str] = _NONE
    faded: frozenset[str] = _NONE
    explode: float = 0.0
    clip: Clip | None = None
    names: bool = False
    unnamed: bool = False
    disputes: bool = False

    def isolate(self, ids: Iterable[str]) -> Look:
        """Show these parts and no others."""
        alone = frozenset(ids)
        return replace(self, isolated=alone, hidden=self.hidden - alone, faded=self.faded - alone)

    def hide(self, ids: Iterable[str]) -> Look:
        """Take these parts away; when the last isolated one goes, the rest comes back."""
        gone = frozenset(ids)
        return replace(self, hidden=self.hidden | gone, isolated=self.isolated - gone, faded=self.faded - gone)

    def fade(self, ids: Iterable[str]) -> Look:
        """Draw these parts faintly."""
        faint = frozenset(ids)
        return replace(self, faded=self.faded | faint, hidden=self.hidden - faint)

    def restore(self, ids: Iterable[str]) -> Look:
        """Treat these parts like all others again."""
        back = frozenset(ids)
        return replace(self, isolated=self.isolated - back, hidden=self.hidden - back, faded=self.faded - back)

    def show_all(self) -> Look:
        """Show every part and layer; what is asked about, pulled apart or cut stays so."""
        return replace(self, hidden_layers=_NONE, hidden=_NONE, isolated=_NONE, faded=_NONE)

    def with_layer(self, layer: str, shown: bool) -> Look:
        """Show or hide a layer."""
        layers = self.hidden_layers - {layer} if shown else self.hidden_layers | {layer}
        return replace(self, hidden_layers=layers)

    @property
    def whole(self) -> bool:
        """Whether nothing is hidden, alone or pulled apart."""
        return not (self.hidden_layers or self.hidden or self.isolated or self.explode)

    @property
    def asked(self) -> frozenset[str]:
        """Ids of the parts that are asked for by name, which a view draws even where it would leave them out."""
        return self.isolated | self.faded

"""The words of the panel, from a ranking. Pure: no Qt, no VTK."""

from __future__ import annotations

INVITATION = "Click where it hurts."
REASONS_SHOWN = 6

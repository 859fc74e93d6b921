"""Pages and tours: words that steer the scene while they are read. Pure: no Qt, no VTK.

Each is a data file of steps (`viewer/data/pages`, `viewer/data/tours`); a step says how the scene is to look
while it is read. Nothing here changes a case: what a step shows is derived from the session and forgotten with it.
`python -m viewer.guides` checks every id and prints how hard the patients' pages are to read.
"""

from __future__ import annotations

from viewer.guides.guide import CONTROLS, KINDS, Guide, Reading, Step, guide_of, guides
from viewer.guides.sight import VIEWS, Sight

__all__ = ["CONTROLS", "KINDS", "VIEWS", "Guide", "Reading", "Sight", "Step", "guide_of", "guides"]

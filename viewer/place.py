"""What a map says about a place on the skin, in words. Pure: no Qt, no VTK."""

from __future__ import annotations


def roots_words(weights: dict[str, float], map_title: str) -> str:
    """Which roots a map names for a place, such as `S1 in this map; L5 reaches here too`.

    Parameters
    ----------
    weights
        Weight 0-1 of each root there.
    map_title
        What the map is called.
    """
    ranked = sorted(weights.items(), key=lambda pair: -pair[1])
    if not ranked or ranked[0][1] < 0.3:
        return f"variable in {map_title}: it is blank here, people differ too much"
    others = [root.replace("_", "-") for root, weight in ranked[1:] if weight >= 0.12]
    also = f"; {' and '.join(others)} reach{'' if len(others) > 1 else 'es'} here too" if others else ""
    return f"{ranked[0][0].replace('_', '-')} in {map_title}{also}"

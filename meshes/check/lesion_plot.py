"""Canal and foramen against severity as a small SVG, drawn without any plotting library."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_SIZE, _MARGIN, _APART = 300, 56, 430
_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#7A6A00")


def stenosis_svg(canal: Mapping[str, Sequence[float]], foramen: Mapping[str, Sequence[float]]) -> str:
    """Draw free cross-section of the canal and width of the foramen, by level, against severity 0 to 1."""
    width, height = 2 * _APART + 60, _SIZE + 2 * _MARGIN
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
        ' font-family="sans-serif" font-size="12">',
        f'<rect width="{width}" height="{height}" fill="white"/>',
        *_panel(0, "canal, mm², central form", canal, 100.0),
        *_panel(_APART, "foramen, mm, foraminal form", foramen, 2.0),
    ]
    for row, (level, colour) in enumerate(zip(canal, _COLOURS, strict=True)):
        y = _MARGIN + 14 + 22 * row
        lines.append(f'<circle cx="{width - 74}" cy="{y - 4}" r="5" fill="{colour}"/>')
        lines.append(f'<text x="{width - 62}" y="{y}">{level}</text>')
    return "\n".join([*lines, "</svg>", ""])


def _panel(left: float, title: str, curves: Mapping[str, Sequence[float]], tick: float) -> list[str]:
    top = max(max(curve) for curve in curves.values()) * 1.08
    x0, y0 = left + _MARGIN, _MARGIN + _SIZE
    lines = [
        f'<path d="M{x0} {_MARGIN} V{y0} H{x0 + _SIZE}" fill="none" stroke="#333"/>',
        f'<text x="{x0}" y="{_MARGIN - 16}">{title}</text>',
        f'<text x="{x0 + _SIZE / 2}" y="{y0 + 38}" text-anchor="middle">severity</text>',
    ]
    for part in (0.0, 0.5, 1.0):
        lines.append(f'<text x="{x0 + part * _SIZE}" y="{y0 + 18}" text-anchor="middle">{part:g}</text>')
    for step in range(int(top / tick) + 1):
        y = round(y0 - step * tick / top * _SIZE, 1)
        lines.append(f'<text x="{x0 - 8}" y="{y + 4}" text-anchor="end">{step * tick:g}</text>')
        lines.append(f'<path d="M{x0} {y} H{x0 + _SIZE}" stroke="#ddd"/>')
    for curve, colour in zip(curves.values(), _COLOURS, strict=True):
        points = " ".join(
            f"{x0 + k / (len(curve) - 1) * _SIZE:.1f},{y0 - value / top * _SIZE:.1f}" for k, value in enumerate(curve)
        )
        lines.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
    return lines

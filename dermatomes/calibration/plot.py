"""The reliability plot as a small SVG, drawn without any plotting library."""

from __future__ import annotations

from collections.abc import Sequence

from dermatomes.calibration.study import Result

_SIZE, _MARGIN = 360, 56
_COLOURS = ("#0072B2", "#D55E00", "#009E73")


def reliability_svg(results: Sequence[Result]) -> str:
    """Draw said chance against true share for every result, with intervals; the diagonal is perfect."""
    width = _SIZE + 2 * _MARGIN + 260
    height = _SIZE + 2 * _MARGIN
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
        ' font-family="sans-serif" font-size="12">',
        f'<rect width="{width}" height="{height}" fill="white"/>',
        f'<path d="M{_x(0)} {_y(0)} L{_x(1)} {_y(1)}" stroke="#999" stroke-dasharray="5 4"/>',
        f'<path d="M{_x(0)} {_y(1)} V{_y(0)} H{_x(1)}" fill="none" stroke="#333"/>',
    ]
    for tick in range(0, 11, 2):
        part = tick / 10
        lines.append(f'<text x="{_x(part)}" y="{_y(0) + 18}" text-anchor="middle">{10 * tick} %</text>')
        lines.append(f'<text x="{_x(0) - 8}" y="{_y(part) + 4}" text-anchor="end">{10 * tick} %</text>')
    middle = _MARGIN + _SIZE / 2
    lines.append(f'<text x="{middle}" y="{height - 14}" text-anchor="middle">chance of L5 (against S1) as said</text>')
    lines.append(
        f'<text x="16" y="{middle}" text-anchor="middle" transform="rotate(-90 16 {middle})">share that was L5</text>'
    )
    for row, (result, colour) in enumerate(zip(results, _COLOURS, strict=False)):
        lines += _curve(result, colour)
        y = _MARGIN + 14 + 22 * row
        lines.append(f'<circle cx="{_x(1) + 24}" cy="{y - 4}" r="5" fill="{colour}"/>')
        lines.append(f'<text x="{_x(1) + 36}" y="{y}">{result.name}</text>')
    return "\n".join([*lines, "</svg>", ""])


def _curve(result: Result, colour: str) -> list[str]:
    points = " ".join(f"{_x(b.said)},{_y(b.true.value)}" for b in result.reliability)
    lines = [f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.5"/>']
    for b in result.reliability:
        lines.append(f'<path d="M{_x(b.said)} {_y(b.true.low)} V{_y(b.true.high)}" stroke="{colour}"/>')
        radius = 2.5 + 9 * (b.count / sum(other.count for other in result.reliability)) ** 0.5
        lines.append(
            f'<circle cx="{_x(b.said)}" cy="{_y(b.true.value)}" r="{radius:.1f}" fill="{colour}" fill-opacity="0.75"/>'
        )
    return lines


def _x(part: float) -> float:
    return round(_MARGIN + _SIZE * part, 1)


def _y(part: float) -> float:
    return round(_MARGIN + _SIZE * (1 - part), 1)

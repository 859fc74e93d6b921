"""Where names stand beside a body: two columns whose labels never overlap. Pure: no Qt, no VTK. Pixels, y downwards.

Each label is joined to its anchor by a straight line. A column has its anchors from top to bottom; where two lines
would cross the labels change places, which makes both lines together shorter, until none do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MARGIN = 8.0
GAP = 4.0
LINE_GAP = 4.0
"""Between a label and the begin of its line."""
ASIDE = 26.0
"""How far a column keeps from what is named."""
LEAST_REACH = 8.0
"""An anchor nearer to its column than this is left out: its line could hardly be told from the label's edge."""
MOST_CHANGES = 200
Span = tuple[float, float]
Line = tuple[float, float, float, float]


@dataclass(frozen=True)
class Box:
    """A rectangle: its left upper corner and its size."""

    left: float
    top: float
    width: float
    height: float

    def meets(self, other: Box) -> bool:
        """Whether two rectangles have an area in common."""
        return (
            self.left < other.left + other.width
            and other.left < self.left + self.width
            and self.top < other.top + other.height
            and other.top < self.top + self.height
        )


@dataclass(frozen=True)
class Wish:
    """A label of this size that is to name the point (x, y)."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Placed:
    """Where a label stands: the number of its wish, its box, and its line from the label to the point."""

    wish: int
    box: Box
    line: Line


def lay_out(wishes: Sequence[Wish], size: Span, clear: Span, taken: Sequence[Box] = ()) -> tuple[Placed, ...]:
    """Place labels to the left and right of what they name.

    Parameters
    ----------
    wishes
        The labels, the most important first: where there is no room, the last are left out.
    size
        Width and height of the picture.
    clear
        From where to where the picture is to be kept clear of labels, where there is room beside it.
    taken
        Boxes that are there already.

    Returns
    -------
    The labels that found a place, in no order.
    """
    if not wishes:
        return ()
    cell = max(wish.height for wish in wishes) + GAP
    room = max(0, int((size[1] - 2 * MARGIN + GAP) // cell))
    left, right = _sides(range(min(len(wishes), 2 * room)), wishes, sum(clear) / 2, room, size[0])
    inner_left = _inner(left, wishes, clear[0])
    inner_right = size[0] - _inner(right, [_mirrored(wish, size[0]) for wish in wishes], size[0] - clear[1])
    if inner_left > inner_right:  # too narrow for two columns
        right = []
    placed = [
        *_column(left, wishes, inner_left, -1, size[1], cell),
        *_column(right, wishes, inner_right, 1, size[1], cell),
    ]
    whole = Box(0, 0, *size)
    return tuple(
        label for label in placed if _inside(label.box, whole) and not any(label.box.meets(box) for box in taken)
    )


def _sides(
    chosen: Sequence[int], wishes: Sequence[Wish], middle: float, room: int, width: float
) -> tuple[list[int], list[int]]:
    """Which labels stand left and which right: by their anchor, as far as there is room on that side."""
    ordered = sorted(chosen, key=lambda index: (wishes[index].x, index))
    left = [index for index in ordered if _stands_left(wishes[index], middle, width)]
    right = [index for index in ordered if index not in left]
    while len(left) > room:
        right.insert(0, left.pop())
    while len(right) > room:
        left.append(right.pop(0))
    return left, right


def _stands_left(wish: Wish, middle: float, width: float) -> bool:
    """Whether a label is better off on the left: its anchor lies there, or too near to the other edge."""
    beside = wish.width + MARGIN + 2 * LINE_GAP
    fits_left, fits_right = wish.x > beside, width - wish.x > beside
    return wish.x < middle if fits_left == fits_right else fits_left


def _inner(column: Sequence[int], wishes: Sequence[Wish], clear: float) -> float:
    """Where the labels of the left column end."""
    widest = max((wishes[index].width for index in column), default=0.0)
    nearest = min((wishes[index].x for index in column), default=clear)
    return max(MARGIN + widest, min(clear, nearest) - ASIDE)


def _mirrored(wish: Wish, width: float) -> Wish:
    return Wish(width - wish.x, wish.y, wish.width, wish.height)


def _column(
    column: Sequence[int], wishes: Sequence[Wish], inner: float, side: int, height: float, cell: float
) -> list[Placed]:
    """Place one column; anchors that lie under it or beyond it are left out."""
    start = inner - side * LINE_GAP
    ahead = sorted(
        (index for index in column if (wishes[index].x - start) * -side > LEAST_REACH), key=lambda one: wishes[one].y
    )
    middles = _spread([wishes[index].y for index in ahead], cell, MARGIN + cell / 2, height - MARGIN - cell / 2 + GAP)
    ends = {(wishes[index].x, wishes[index].y): index for index in ahead}
    points = [(wishes[index].x, wishes[index].y) for index in ahead]
    lines = _uncrossed([(start, middle, *point) for middle, point in zip(middles, points, strict=True)])
    placed = []
    for line in lines:
        index = ends.pop(line[2:], None)
        if index is not None:  # two names of one point: one is enough
            wish = wishes[index]
            edge = inner - wish.width if side < 0 else inner
            placed.append(Placed(index, Box(edge, line[1] - wish.height / 2, wish.width, wish.height), line))
    return placed


def _uncrossed(lines: list[Line]) -> list[Line]:
    """The lines with other ends, so that none cross; at worst, those that still do are left out."""
    lines = list(lines)
    for _ in range(MOST_CHANGES):
        pair = next(((i, j) for j in range(len(lines)) for i in range(j) if _cross(lines[i], lines[j])), None)
        if pair is None:
            return lines
        (one, other), (i, j) = (lines[k] for k in pair), pair
        lines[i], lines[j] = (*one[:2], *other[2:]), (*other[:2], *one[2:])
    kept: list[Line] = []
    for line in lines:
        if not any(_cross(line, before) for before in kept):
            kept.append(line)
    return kept


def _cross(one: Line, other: Line) -> bool:
    """Whether two lines cross inside both."""
    a, b, c, d = one[:2], one[2:], other[:2], other[2:]
    return _turn(a, b, c) * _turn(a, b, d) < 0 and _turn(c, d, a) * _turn(c, d, b) < 0


def _turn(a: Span, b: Span, c: Span) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _spread(wanted: Sequence[float], cell: float, least: float, most: float) -> list[float]:
    """Middles in ascending order, a cell apart, as near as can be to those wanted (pooled where they crowd)."""
    pools: list[tuple[float, int]] = []
    for number, y in enumerate(sorted(wanted)):
        mean, count = y - number * cell, 1
        while pools and pools[-1][0] > mean:
            before, many = pools.pop()
            mean, count = (mean * count + before * many) / (count + many), count + many
        pools.append((mean, count))
    flat = [mean for mean, count in pools for _ in range(count)]
    last = most - (len(flat) - 1) * cell
    return [max(least, min(last, mean)) + number * cell for number, mean in enumerate(flat)]


def _inside(box: Box, whole: Box) -> bool:
    return (
        box.left >= whole.left
        and box.top >= whole.top
        and box.left + box.width <= whole.width
        and box.top + box.height <= whole.height
    )

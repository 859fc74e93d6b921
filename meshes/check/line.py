"""One line of the report: a measurement, its limit and what is published."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

WIDTHS = (64, 9, 15, 42)
HEADER = ("what", "measured", "limit", "published")


@dataclass(frozen=True)
class Line:
    """One line of the report.

    Attributes
    ----------
    what : what is measured, with its unit.
    measured : the number; None when the part is not built.
    low, high : limit, both ends allowed; infinite when there is none.
    published : what is known of people, in words.
    """

    what: str
    measured: float | None
    low: float = -math.inf
    high: float = math.inf
    published: str = ""

    @property
    def fails(self) -> bool:
        """Whether the number is outside its limit; a number that is not one is outside."""
        return self.measured is not None and not self.low <= self.measured <= self.high

    @property
    def verdict(self) -> str:
        """Say ok, FAIL, shown (there is no limit) or not built."""
        if self.measured is None:
            return "not built"
        if math.isinf(self.low) and math.isinf(self.high) and not math.isnan(self.measured):
            return "shown"
        return "FAIL" if self.fails else "ok"

    @property
    def limit(self) -> str:
        """Say the limit in words."""
        if math.isinf(self.low) and math.isinf(self.high):
            return "-"
        if math.isinf(self.low):
            return f"at most {self.high:g}"
        if math.isinf(self.high):
            return f"at least {self.low:g}"
        return f"{self.low:.4g} - {self.high:.4g}" if self.low < self.high else f"{self.low:g}"


def table(lines: Sequence[Line]) -> str:
    """Set the lines as a table with a header."""
    rows = [_row((*HEADER, ""))]
    for line in lines:
        measured = "" if line.measured is None else f"{line.measured:.2f}".removesuffix(".00")
        rows.append(_row((line.what, measured, line.limit, line.published, line.verdict)))
    return "\n".join(rows)


def _row(cells: Sequence[str]) -> str:
    what, measured, limit, published = (cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=False))
    return f"{what} | {measured.strip():>{WIDTHS[1]}} | {limit} | {published} | {cells[-1]}".rstrip()

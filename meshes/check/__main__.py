"""``python -m meshes.check``: measure the figures and compare them with what is published."""

from __future__ import annotations

import argparse
import sys

from meshes import FIGURES, load_body
from meshes.check.column import scale_of
from meshes.check.line import table
from meshes.check.specimen import Specimen
from meshes.check.subjects import SUBJECTS, measure

MODEL = "male"
"""The figure whose size counts as 1."""

HEADER = """{figure}: scale {scale:.3f} of the {model} figure (mean ratio of the posterior body heights L1-L5).
Published means of lengths are multiplied by it, ranges between people are not.  V read, M cited, D our own.
"""


def main(arguments: list[str] | None = None) -> int:
    """Print a table for each figure; return 0 when every line is inside its limit, 1 otherwise."""
    parser = argparse.ArgumentParser(prog="python -m meshes.check", description=__doc__)
    parser.add_argument("--figure", choices=FIGURES, help="this figure only")
    parser.add_argument("--only", choices=SUBJECTS, help="this subject only")
    asked = parser.parse_args(arguments)
    subjects = [asked.only] if asked.only else list(SUBJECTS)
    failures = [report(figure, subjects) for figure in ([asked.figure] if asked.figure else FIGURES)]
    return 1 if any(failures) else 0


def report(figure: str, subjects: list[str]) -> int:
    """Print the table of one figure and return the number of failures."""
    specimen = _specimen(figure)
    print(HEADER.format(figure=figure, scale=specimen.scale, model=MODEL))
    lines = [line for subject in subjects for line in measure(specimen, subject)]
    failures = sum(line.fails for line in lines)
    print(table(lines))
    print(f"\n{figure}: {failures} of {len(lines)} lines outside their limit\n", flush=True)
    return failures


def _specimen(figure: str) -> Specimen:
    own = Specimen(load_body(figure))
    return own if figure == MODEL else Specimen(own.body, scale_of(own, Specimen(load_body(MODEL))))


if __name__ == "__main__":
    sys.exit(main())

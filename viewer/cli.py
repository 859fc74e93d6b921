"""The command line: `rootatlas [CASE]`, `rank`, `render`, `regions`, `info`. The window's equal.

Nothing heavy is imported before it is known to be needed: `rank` and `regions` load neither Qt nor VTK.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import dermatomes
from dermatomes import Case, DermatomesError
from viewer import __version__
from viewer.display import draw_off_screen, missing_display, missing_graphics

VIEWS = ("front", "back", "left", "right", "inner", "sole", "spine", "split")
FIGURES = ("female", "male", "neutral")
COMMANDS = ("rank", "render", "regions", "info")
FINDING_OPTIONS = (
    ("pain", "pain", "SIDE:REGION"),
    ("numb", "numbness", "SIDE:REGION"),
    ("tingle", "tingling", "SIDE:REGION"),
    ("weak", "weakness", "SIDE:MUSCLE=GRADE"),
    ("reflex", "reflex", "SIDE:REFLEX=STATE"),
    ("test", "test", "SIDE:TEST=RESULT"),
    ("history", "history", "ITEM"),
    ("flag", "flag", "ITEM"),
)


class UsageError(Exception):
    """Something on the command line that the user can put right; the message is one sentence."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> None:  # type: ignore[override]
        raise UsageError(f"{message} (see rootatlas --help)")


@dataclass(frozen=True)
class _Added:
    kind: str
    text: str


class _Add(argparse.Action):
    """Keep findings in the order they were given."""

    def __call__(self, parser, namespace, values, option_string=None):  # type: ignore[no-untyped-def]
        kind = next(kind for option, kind, _ in FINDING_OPTIONS if f"--{option}" == option_string)
        namespace.findings = [*namespace.findings, _Added(kind, values)]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit status: 0, or 2 for something the user can put right."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        return _run(arguments)
    except (UsageError, DermatomesError) as error:
        print(f"rootatlas: {error}", file=sys.stderr)
    except OSError as error:
        print(f"rootatlas: {error.filename or 'file'}: {error.strerror or error}", file=sys.stderr)
    except BrokenPipeError:
        return 0
    return 2


def _run(arguments: list[str]) -> int:
    if not arguments or arguments[0] not in COMMANDS:
        return _window(_window_parser().parse_args(arguments))
    options = _parser().parse_args(arguments)
    commands = {"rank": _rank, "render": _render, "regions": _regions, "info": _info}
    return commands[options.command](options)


def _window_parser() -> _Parser:
    parser = _Parser(
        prog="rootatlas",
        description="Point at the place that hurts; see which nerve root most likely sends the signal.",
        epilog="Commands: " + ", ".join(f"rootatlas {name} --help" for name in COMMANDS),
    )
    parser.add_argument("--version", action="version", version=f"Root Atlas {__version__}")
    parser.add_argument("case", nargs="?", help="a case file to open")
    return parser


def _parser() -> _Parser:
    parser = _Parser(prog="rootatlas")
    commands = parser.add_subparsers(dest="command", required=True)
    rank = commands.add_parser("rank", help="rank the roots of a case")
    _add_case(rank)
    rank.add_argument("--visit", type=int, metavar="N", help="which visit, 1 is the first (default: the last)")
    rank.add_argument("--json", action="store_true", help="print the ranking as JSON")
    render = commands.add_parser("render", help="draw a case into a PNG file")
    _add_case(render)
    render.add_argument("-o", "--output", required=True, metavar="PICTURE.png")
    render.add_argument("--view", choices=VIEWS, default="split")
    render.add_argument("--size", default="1600x1200", metavar="WIDTHxHEIGHT")
    render.add_argument("--figure", choices=FIGURES)
    render.add_argument("--map", choices=dermatomes.MAP_IDS)
    regions = commands.add_parser("regions", help="every id a case may use, with its plain-words name")
    regions.add_argument("--json", action="store_true")
    commands.add_parser("info", help="versions, graphics in use, data files, sources and licences")
    return parser


def _add_case(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("case", nargs="?", metavar="CASE.json", help="a case file, or - for standard input")
    parser.set_defaults(findings=[])
    for option, kind, form in FINDING_OPTIONS:
        parser.add_argument(f"--{option}", action=_Add, metavar=form, help=f"add {kind}")
    parser.add_argument("--age", type=int)
    parser.add_argument("--sex", choices=("female", "male"))


def _case(options: argparse.Namespace) -> Case:
    """The case a command works on: the file if one is named, with the findings of the command line added."""
    if options.case is None:
        case = dermatomes.new_case()
    elif options.case == "-":
        case = dermatomes.case_from_json(sys.stdin.buffer.read(), "standard input")
    else:
        case = dermatomes.read_case(Path(options.case))
    findings = tuple(dermatomes.parse_finding(item.kind, item.text) for item in options.findings)
    return dermatomes.with_answers(case, findings, age=options.age, sex=options.sex)


def _window(options: argparse.Namespace) -> int:
    if problem := missing_display():
        raise UsageError(problem)
    from viewer.session import new_session, session_of

    session = new_session()
    if options.case:
        path = Path(options.case)
        session = session_of(dermatomes.read_case(path), path)
    from viewer.app import open_window

    return open_window(session)


def _rank(options: argparse.Namespace) -> int:
    case = _case(options)
    ranking = dermatomes.rank(case, visit=_visit(case, options.visit))
    print(dermatomes.ranking_json(ranking) if options.json else dermatomes.ranking_text(ranking))
    return 0


def _visit(case: Case, number: int | None) -> int:
    if number is None:
        return -1
    if not 1 <= number <= len(case.visits):
        raise UsageError(f"--visit {number}: this case has visits 1 to {len(case.visits)}")
    return number - 1


def _render(options: argparse.Namespace) -> int:
    size = _size(options.size)
    case = _case(options)
    settings = {key: getattr(options, key) for key in ("figure", "map") if getattr(options, key)}
    if problem := missing_graphics():
        raise UsageError(problem)
    draw_off_screen()
    from viewer.atlas import Atlas
    from viewer.render import write
    from viewer.session import Session

    session = Session(case=case).with_case_setting(**settings)
    output = Path(options.output)
    if not output.parent.is_dir():
        raise UsageError(f"{options.output}: there is no folder {output.parent}; make it first")
    write(output, session, Atlas(), options.view, size)
    print(output)
    return 0


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if not (width.isdigit() and height.isdigit() and 64 <= int(width) <= 8192 and 64 <= int(height) <= 8192):
        raise UsageError(f"--size {text}: write WIDTHxHEIGHT in pixels, 64 to 8192, such as 1600x1200")
    return int(width), int(height)


def _regions(options: argparse.Namespace) -> int:
    words = dermatomes.word_lists()
    if options.json:
        print(json.dumps(words, indent=2, ensure_ascii=False))
        return 0
    for title, names in words.items():
        print(title)
        for word, name in names.items():
            print(f"  {word:32} {name}")
    return 0


def _info(_options: argparse.Namespace) -> int:
    from viewer.info import info_text

    print(info_text())
    return 0

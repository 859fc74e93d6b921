"""The command line: `rootatlas [CASE]`, `rank`, `render`, `regions`, `info`. The window's equal.

Nothing heavy is imported before it is known to be needed: `rank` and `regions` load neither Qt nor VTK.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

import msgspec

import dermatomes
from dermatomes import Case, DermatomeError
from viewer import __version__
from viewer.display import draw_off_screen, missing_display, missing_graphics

VIEWS = ("front", "back", "left", "right", "inner", "sole", "spine", "split", "axial")
COMMANDS = ("rank", "render", "regions", "info")
FINDING_OPTIONS = {
    "pain": "SIDE:REGION[=0-10,QUALITY,DEPTH][@SEGMENT/T/THETA/MM]",
    "numb": "SIDE:REGION...",
    "tingle": "SIDE:REGION...",
    "weak": "SIDE:MUSCLE=GRADE",
    "reflex": "SIDE:REFLEX=STATE",
    "test": "SIDE:TEST=RESULT",
    "history": "ITEM",
    "flag": "ITEM",
}
PIXELS = (64, 8192)


class UsageError(Exception):
    """Something on the command line that the user can put right; the message is one sentence."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message} (see {self.prog} --help)")


class _Add(argparse.Action):
    """Keep findings of all options in the order they were given, as (kind, text)."""

    def __call__(
        self, _parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: Any, _option: str | None = None
    ) -> None:
        namespace.findings = [*namespace.findings, (self.dest, values)]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit status: 0, or 2 for something the user can put right."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        return _run(arguments)
    except (UsageError, DermatomeError) as error:
        print(f"rootatlas: {error}", file=sys.stderr)
    except BrokenPipeError:  # whoever read the output has enough; Python must not complain at exit either
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        print(f"rootatlas: {error.filename or 'file'}: {error.strerror or error}", file=sys.stderr)
    return 2


def _run(arguments: list[str]) -> int:
    if not arguments or arguments[0] not in COMMANDS:
        return _window(_window_parser().parse_args(arguments).case)
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
    parser.add_argument("case", nargs="?", metavar="CASE.json", help="a case file to open")
    return parser


def _parser() -> _Parser:
    parser = _Parser(prog="rootatlas")
    commands = parser.add_subparsers(dest="command", required=True)
    rank = commands.add_parser("rank", help="rank the roots of a case")
    _add_case(rank)
    rank.add_argument("--json", action="store_true", help="print the ranking as JSON")
    render = commands.add_parser("render", help="draw a case into a PNG file")
    _add_case(render)
    render.add_argument("-o", "--output", required=True, metavar="PICTURE.png")
    render.add_argument("--view", choices=VIEWS, default="split")
    render.add_argument("--size", default="1600x1200", metavar="WIDTHxHEIGHT")
    render.add_argument("--figure", metavar="ID", help="female, male or neutral")
    render.add_argument("--lesion", metavar="LEVEL:SIDE:FORM:SEVERITY", help="such as L4/L5:left:paracentral:0.8")
    render.add_argument("--map", metavar="ID", help="dermatome map, such as foerster_isncsci")
    regions = commands.add_parser("regions", help="every id a case may use, with its plain-words name")
    regions.add_argument("--json", action="store_true")
    commands.add_parser("info", help="versions, graphics in use, data files, sources and licences")
    return parser


def _add_case(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("case", nargs="?", metavar="CASE.json", help="a case file, or - for standard input")
    parser.set_defaults(findings=[])
    for option, form in FINDING_OPTIONS.items():
        kind = dermatomes.OPTION_KINDS.get(option, option)
        parser.add_argument(
            f"--{option}", dest=kind, action=_Add, default=argparse.SUPPRESS, metavar=form, help=f"add {kind}"
        )
    parser.add_argument("--visit", type=int, metavar="N", help="which visit, 1 is the first (default: the last)")
    parser.add_argument("--age", type=int, metavar="YEARS")
    parser.add_argument("--sex", metavar="ID", help="female, male or other")


def _case(options: argparse.Namespace) -> Case:
    """The case a command works on: the file if one is named, with the findings of the command line added."""
    if options.case is None:
        case = Case()
    elif options.case == "-":
        case = dermatomes.case_from_json(sys.stdin.buffer.read())
    else:
        case = dermatomes.read_case(options.case)
    case = _only_visit(case, options.visit) if options.visit is not None else case
    findings = [dermatomes.parse_finding(kind, text) for kind, text in options.findings]
    return dermatomes.with_findings(case, findings, age=options.age, sex=options.sex)


def _window(case_file: str | None) -> int:
    if case_file is not None and not Path(case_file).exists():
        near = dermatomes.nearest_id(case_file, COMMANDS)
        hint = f'; did you mean the command "{near}"?' if near else ""
        raise UsageError(f"there is no file {case_file}{hint}")
    from viewer.session import new_session, session_of

    session = session_of(dermatomes.read_case(case_file), Path(case_file)) if case_file else new_session()
    if problem := missing_display():
        raise UsageError(problem)
    from viewer.app import open_window

    return open_window(session)


def _rank(options: argparse.Namespace) -> int:
    from viewer.panel_text import as_text, panel_text
    from viewer.session import Session

    case = _case(options)
    ranking = dermatomes.rank(case)
    text = dermatomes.ranking_json(ranking) if options.json else as_text(panel_text(Session(case=case), ranking))
    print(text.rstrip())
    return 0


def _only_visit(case: Case, number: int) -> Case:
    if not 1 <= number <= len(case.visits):
        raise UsageError(f"--visit {number}: this case has {len(case.visits)} visit(s), counted from 1")
    return msgspec.structs.replace(case, visits=case.visits[number - 1 : number])


def _render(options: argparse.Namespace) -> int:
    size = _size(options.size)
    case = _case(options)
    settings = {key: getattr(options, key) for key in ("figure", "map") if getattr(options, key)}
    case = msgspec.structs.replace(case, **settings)
    dermatomes.load_map(case.map)
    output = _output(options.output)
    if problem := missing_graphics():
        raise UsageError(problem)
    draw_off_screen()
    from meshes import DataError, UnknownNameError, parse_lesion
    from viewer.atlas import Atlas
    from viewer.session import Session

    if options.view == "axial":
        from viewer.render_axial import write
    else:
        from viewer.render import write
    try:
        session = Session(case=case, lesion=parse_lesion(options.lesion) if options.lesion else None)
        write(output, session, Atlas(), options.view, size)
    except (DataError, UnknownNameError) as error:
        raise UsageError(str(error)) from error
    print(output)
    return 0


def _output(name: str) -> Path:
    output = Path(name)
    if output.suffix.lower() != ".png":
        raise UsageError(f"{name}: pictures are written as PNG, so give a name that ends in .png")
    if not output.parent.is_dir():
        raise UsageError(f"{name}: there is no folder {output.parent}; make it first")
    if output.is_dir():
        raise UsageError(f"{name}: this is a folder; give the name of a file")
    return output


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if not all(side.isascii() and side.isdigit() and PIXELS[0] <= int(side) <= PIXELS[1] for side in (width, height)):
        raise UsageError(f"--size {text}: write WIDTHxHEIGHT in pixels, 64 to 8192 each, such as 1600x1200")
    return int(width), int(height)


def _regions(options: argparse.Namespace) -> int:
    lists = _word_lists()
    if options.json:
        print(json.dumps(lists, indent=2, ensure_ascii=False))
        return 0
    for title, names in lists.items():
        print(title)
        for word, name in names.items():
            print(f"  {word:32} {name}")
    return 0


def _word_lists() -> dict[str, dict[str, str]]:
    known = dermatomes.vocabulary()
    return {
        "region": {region: row.name for region, row in known.regions.items()},
        "group": dict(known.group_names),
        **{kind: dict(names) for kind, names in known.words.items()},
    }


def _info(_options: argparse.Namespace) -> int:
    from viewer.info import info_text

    print(info_text())
    return 0

#!/usr/bin/env python3
"""Set Root Atlas up and start it, or check it, with one command.

    python3 start.py              set up, then open the window
    python3 start.py run ARGS     the same, ARGS go to the app (for example: run rank --pain left:calf)
    python3 start.py test         set up, then run every check
    python3 start.py pictures DIR set up, then draw the window for every audience, in both looks and several sizes
    python3 start.py assets       set up, then build meshes/data anew (arguments go to meshes.build)

Standard library only, Python 3.11 to 3.13. Everything is installed into the folder .venv beside this file;
the graphics libraries Qt and VTK need are the only thing asked of the system.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
CONSTRAINTS = HERE / "constraints.txt"
EXAMPLE = HERE / "viewer" / "examples" / "left_calf.rootatlas.json"
EXAMPLE_PICTURE = HERE / "root-atlas-example.png"
PYTHONS = ((3, 11), (3, 13))

# Shared library -> Debian/Ubuntu package. Without a GL library VTK does not fail, it crashes: look first.
GRAPHICS = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
TEST_PROGRAMS = {"Xvfb": "xvfb", "xauth": "xauth"}


class SetupError(Exception):
    """Something a person must do before Root Atlas can start; the message says what."""


def say(text: str) -> None:
    """Print one line of progress at once."""
    print(f"root atlas: {text}", flush=True)


def main(argv: list[str]) -> int:
    """Run the command named by the first argument; return its exit status."""
    command, rest = (argv[0], argv[1:]) if argv else ("run", [])
    commands = {"run": run, "test": test, "pictures": pictures, "assets": assets}
    if command in ("-h", "--help"):
        print(__doc__)
        return 0
    if command not in commands:
        say(f"there is no command {command!r}; use run, test, pictures or assets (python3 start.py --help)")
        return 2
    try:
        check_python()
        return commands[command](rest)
    except SetupError as error:
        print(f"root atlas: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        say("stopped; run the same command again to go on")
        return 130


def run(args: list[str]) -> int:
    """Set up and open the window; without a display draw the example case instead."""
    install([])
    need_graphics(programs={})
    python = str(venv_python())
    if args or has_display():
        return subprocess.call([python, "-m", "viewer", *args], cwd=Path.cwd(), env=environment())
    say("there is no display here, so the window cannot open; drawing the example case instead")
    picture = ["render", str(EXAMPLE), "--view", "split", "-o", str(EXAMPLE_PICTURE)]
    for step in (picture, ["rank", str(EXAMPLE)]):
        status = subprocess.call([python, "-m", "viewer", *step], env=environment())
        if status:
            return status
    say(f"the picture is {EXAMPLE_PICTURE.name} in {EXAMPLE_PICTURE.parent}")
    return 0


def test(args: list[str]) -> int:
    """Set up with the development tools and run every check; stop at the first that fails."""
    install(["dev", "assets"])
    need_graphics(programs=TEST_PROGRAMS)
    python = str(venv_python())
    checks = [
        ("style", [python, "-m", "ruff", "check", "."]),
        ("types", [python, "-m", "mypy"]),
        ("rooms", [str(venv_script("lint-imports"))]),
        ("knowledge tables", [python, "-m", "dermatomes"]),
        ("pages and tours", [python, "-m", "viewer.guides"]),
        ("quiz", [python, "-m", "viewer.quiz"]),
        ("geometry files", [python, "-m", "meshes"]),
        ("anatomy against published measures", [python, "-m", "meshes.check"]),
        ("tests", [python, "-m", "pytest", "-n", "auto", "--dist", "worksteal", *args]),
    ]
    for name, command in checks:
        say(f"checking {name}")
        status = subprocess.call(command, cwd=HERE, env=environment())
        if status:
            say(f"the check of {name} failed")
            return status
    return 0


def pictures(args: list[str]) -> int:
    """Set up and draw the real window, on a virtual screen: each audience, both looks, several sizes."""
    install([])
    need_graphics(programs=TEST_PROGRAMS)
    screen = ["xvfb-run", "-a", "-s", "-screen 0 3840x2160x24"] if shutil.which("xvfb-run") else []
    return subprocess.call([*screen, str(venv_python()), "-m", "viewer.gallery", *args], env=environment())


def assets(args: list[str]) -> int:
    """Set up with the geometry tools and build meshes/data from its sources."""
    install(["dev", "assets"])
    return subprocess.call([str(venv_python()), "-m", "meshes.build", *args], cwd=HERE)


def check_python() -> None:
    """Refuse a Python that the pinned packages do not serve."""
    low, high = PYTHONS
    if not low <= sys.version_info[:2] <= high:
        found = ".".join(map(str, sys.version_info[:3]))
        raise SetupError(
            f"this is Python {found}, Root Atlas needs {low[0]}.{low[1]} to {high[0]}.{high[1]}; "
            "start it with such a Python, for example: python3.11 start.py"
        )


def install(groups: list[str]) -> None:
    """Make .venv and install the app and the named dependency groups, unless that is done already."""
    stamp = VENV / ".root-atlas-installed"
    wanted = fingerprint(groups)
    if stamp.exists() and venv_python().exists() and wanted in stamp.read_text().split():
        return
    if not venv_python().exists():
        make_venv()
    requirements = group_requirements(groups)
    say("installing packages (the first time takes a few minutes)")
    command = [str(venv_python()), "-m", "pip", "install", "--disable-pip-version-check", "--progress-bar=off"]
    command += ["-c", str(CONSTRAINTS), *requirements, "-e", str(HERE)]
    if subprocess.call(quiet(command)):
        raise SetupError("the packages could not be installed; the lines above say why. Is there a connection?")
    done = stamp.read_text().split() if stamp.exists() else []
    stamp.write_text("\n".join([*(line for line in done if line == fingerprint([])), wanted]) + "\n")
    say("packages are ready")


def quiet(command: list[str]) -> list[str]:
    """Show what pip collects, but not every file it finds in place already."""
    return [*command[:4], "--quiet", *command[4:]] if os.environ.get("CI") else command


def fingerprint(groups: list[str]) -> str:
    """Name what an installation would hold: its input files, its groups and this Python."""
    digest = hashlib.sha256()
    for path in (HERE / "pyproject.toml", CONSTRAINTS):
        digest.update(path.read_bytes())
    digest.update(f"{sys.version_info[:2]} {groups} {HERE}".encode())
    return digest.hexdigest()[:24]


def group_requirements(groups: list[str]) -> list[str]:
    """Read dependency groups from pyproject.toml (older pip cannot)."""
    table = tomllib.loads((HERE / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
    return [requirement for group in groups for requirement in table[group]]


def make_venv() -> None:
    """Create .venv with pip in it."""
    say("making a Python environment in .venv")
    if subprocess.call([sys.executable, "-m", "venv", "--clear", str(VENV)]):
        raise SetupError(
            "Python could not make an environment; on Debian or Ubuntu install it with: "
            "sudo apt-get install python3-venv"
        )


def venv_script(name: str) -> Path:
    """Path of a program in .venv, on Windows and elsewhere."""
    return VENV / ("Scripts" if os.name == "nt" else "bin") / (f"{name}.exe" if os.name == "nt" else name)


def venv_python() -> Path:
    """Path of the Python in .venv."""
    return venv_script("python")


def need_graphics(programs: dict[str, str]) -> None:
    """Find missing graphics libraries and programs; install them where that is allowed, else say how."""
    if not sys.platform.startswith("linux"):
        return
    packages = missing_packages(programs)
    if not packages:
        return
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    may_install = shutil.which("apt-get") is not None and os.geteuid() == 0
    if may_install:
        say(f"installing what drawing needs: {' '.join(packages)}")
        log = subprocess.DEVNULL
        subprocess.call(["apt-get", "update", "-qq"], stdout=log)
        noninteractive = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.call([*command, "-qq"], stdout=log, env=noninteractive)
        packages = missing_packages(programs)
    if packages:
        raise SetupError(
            "drawing needs libraries that are not installed. On Debian or Ubuntu run: "
            f"sudo apt-get install {' '.join(packages)}  (elsewhere, install what provides "
            f"{', '.join(name for name, package in GRAPHICS.items() if package in packages) or packages})"
        )


def missing_packages(programs: dict[str, str]) -> list[str]:
    """Debian packages of the libraries and programs that are not here."""
    missing = [package for library, package in GRAPHICS.items() if not has_library(library)]
    return missing + [package for program, package in programs.items() if shutil.which(program) is None]


def has_library(name: str) -> bool:
    """Whether the dynamic loader finds a library."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def has_display() -> bool:
    """Whether a window can open: always on Windows and macOS, on Linux with X or Wayland."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def environment() -> dict[str, str]:
    """The environment the app runs in: this process's, with the Qt binding named."""
    return {**os.environ, "QT_API": "pyside6", "PYTHONUTF8": "1"}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

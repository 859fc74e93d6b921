"""``python -m meshes``: list what `meshes/data` holds and check that it is whole."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from meshes.integrity import problems
from meshes.manifest import DATA, FIGURES, Manifest, read_manifest


def main(arguments: list[str] | None = None) -> int:
    """Print the table and the findings; return 0 when there are none, 1 otherwise."""
    parser = argparse.ArgumentParser(prog="python -m meshes", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=DATA, help="folder to check (meshes/data)")
    folder = parser.parse_args(arguments).folder
    found = problems(folder)
    if not found:
        print(_table(read_manifest(folder), folder))
    for sentence in found:
        print(sentence, file=sys.stderr)
    return 1 if found else 0


def _table(manifest: Manifest, folder: Path) -> str:
    lines = [f"{'part':38}{'kind':6}{'side':9}{'vertices':>9}{'faces':>9}  source"]
    for row in manifest.parts.values():
        source = row.source or "modelled here"
        lines.append(f"{row.id:38}{row.kind:6}{row.side:9}{row.vertices:9,}{row.faces:9,}  {source}")
    size = sum((folder / name).stat().st_size for name in manifest.files)
    faces = sum(row.faces for row in manifest.parts.values())
    lines.append(
        f"{len(manifest.parts)} parts and {len(manifest.paths)} paths on {len(FIGURES)} figures, "
        f"{faces:,} faces each, {size / 1e6:.1f} MB: whole"
    )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())

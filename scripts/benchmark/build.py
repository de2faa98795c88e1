"""Full builds against their floor.

The floor (examples/floor.rs) reads the same inputs and writes the same output bytes from memory, with two threads.
Build and floor take turns, A B A B …, each into an empty directory; given are medians. A build is timed from outside,
with the start and the end of its process; the floor from inside, without the loading of what it writes: both to the
disadvantage of the build.
"""

import filecmp
import json
import shutil
import statistics
from pathlib import Path

from . import machine, report
from .machine import BIN, MIB

SIZES = [1_000, 10_000, 50_000]
RUNS = {1_000: 9, 10_000: 5}


def measure(folder: Path, sizes: list[int], options) -> tuple[list[str], list[str]]:
    rows = [measure_size(folder / str(deals), deals, options.runs or RUNS.get(deals, 3)) for deals in sizes]
    return ["Default theme, everything on, empty output; medians.", "", *table(rows)], []


def measure_size(folder: Path, deals: int, runs: int) -> dict:
    """One size: the corpus, then builds and floors in turn."""
    project, built, floor_out = folder / "project", folder / "built", folder / "floor"
    folder.mkdir()
    machine.corpus(project, deals)
    builds, peaks, reports = [], [], []
    for _ in range(runs):
        shutil.rmtree(built, ignore_errors=True)
        done = machine.run([BIN / "tearsheet", "build", "--root", project, "--out", built])
        if "warning" in done.text:
            raise SystemExit(f"bench: the corpus does not build cleanly:\n{done.text[-4000:]}")
        builds.append(done.seconds)
        peaks.append(done.peak)
        shutil.rmtree(floor_out, ignore_errors=True)
        # What the build keeps beside its inputs is no input.
        shutil.rmtree(project / ".tearsheet", ignore_errors=True)
        floor = machine.run([BIN / "examples/floor", "--root", project, "--built", built, "--out", floor_out])
        reports.append(json.loads(floor.text))
    require_equal(built, floor_out)
    row = {
        "deals": deals,
        "pages": sum(1 for _ in built.rglob("*.html")),
        "counts": reports[0],
        "build": statistics.median(builds),
        "spread": (min(builds), max(builds)),
        "floor": {part: statistics.median(r[part] for r in reports) for part in ("read", "write", "total")},
        "peak": max(peaks),
    }
    shutil.rmtree(folder)
    return row


def require_equal(built: Path, floor_out: Path) -> None:
    """The floor wrote what the build wrote, or the comparison means nothing."""
    names = {p.relative_to(built) for p in built.rglob("*") if p.is_file()}
    others = {p.relative_to(floor_out) for p in floor_out.rglob("*") if p.is_file()}
    if names != others or any(not filecmp.cmp(built / n, floor_out / n, shallow=False) for n in names):
        raise SystemExit("bench: build and floor wrote different files")


def table(rows: list[dict]) -> list[str]:
    head = [
        "deals", "files in", "files out", "MB out", "build s (min–max)", "floor s (read + write)",
        "build / floor", "peak MiB", "µs a page",
    ]  # fmt: skip
    return report.table(head, [cells(row) for row in rows])


def cells(row: dict) -> list[str]:
    counts, floor = row["counts"], row["floor"]
    return [
        f"{row['deals']:,}",
        f"{counts['files_in']:,}",
        f"{counts['files_out']:,}",
        f"{counts['bytes_out'] / 1e6:,.1f}",
        f"{row['build']:.3f} ({row['spread'][0]:.3f}–{row['spread'][1]:.3f})",
        f"{floor['total']:.3f} ({floor['read']:.3f} + {floor['write']:.3f})",
        f"**{row['build'] / floor['total']:.2f}×**",
        f"{row['peak'] / MIB:,.0f}",
        f"{row['build'] * 1e6 / max(row['pages'], 1):,.0f}",
    ]

"""Builds after an edit, against the full build of the same run (examples/latency, `rebuild`).

Each round is a full build into an empty folder, then builds into the same folder: with nothing changed, and after one
edit of each kind. At the end the folder must hold what a build from nothing makes of the same texts.
"""

import shutil
from pathlib import Path

from . import machine, report
from .machine import BIN

SIZES = [1_000, 10_000]
ROUNDS = 5
LIMIT = 1800
KINDS = ("prose", "fact", "title", "template")


def measure(folder: Path, sizes: list[int], options) -> tuple[list[str], list[str]]:
    rows, failures = [], []
    for deals in sizes:
        project = folder / str(deals) / "project"
        machine.corpus(project, deals)
        arguments = ["--program", BIN / "tearsheet", "--rounds", options.runs or ROUNDS]
        found = machine.latency("rebuild", project, arguments, LIMIT)
        rows.append(cells(deals, found))
        failures += different(f"rebuild, {deals:,} deals", found["audit"])
        shutil.rmtree(folder / str(deals))
    head = ["deals", "full build s", "nothing changed", *(f"one {kind}" for kind in KINDS), "equals a clean build"]
    what = "Seconds, medians, and in brackets the share of the full build."
    return [what, "", *report.table(head, rows)], failures


def cells(deals: int, found: dict) -> list[str]:
    full = found["full"]["median"]
    after = [found["unchanged"], *(found["edited"][kind] for kind in KINDS)]
    shares = [f"{stats['median'] / 1e3:.3f} ({stats['median'] / full:.0%})" for stats in after]
    audit = found["audit"]
    return [f"{deals:,}", f"{full / 1e3:.3f}", *shares, "no" if audit["different"] else f"{audit['files']:,} files"]


def different(where: str, audit: dict) -> list[str]:
    """A line if something differs from a clean build."""
    if not audit["different"]:
        return []
    return [f"{where}: {audit['different']} files differ from a clean build: {', '.join(audit['first'])}"]

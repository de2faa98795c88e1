"""From saving to served bytes (examples/latency, `preview`).

Edits of each kind are saved as editors do it, in place and by renaming, and the page is polled each millisecond over
loopback. At the moment it is new, every other page that shows the same text must be new too. After each kind, all that
is served is compared with a clean build. Then thousands of edits in a row, with an eye on memory and descriptors.
"""

import shutil
from pathlib import Path

from . import machine, report
from .machine import BIN, MIB
from .rebuild import KINDS, different

SIZES = [1_000, 10_000]
EDITS = 100
IN_A_ROW = 5_000
STARTS = 5
LIMIT = 3600


def measure(folder: Path, sizes: list[int], options) -> tuple[list[str], list[str]]:
    edits, in_a_row, failures = [], [], []
    for deals in sizes:
        project = folder / str(deals) / "project"
        machine.corpus(project, deals)
        arguments = ["--program", BIN / "tearsheet", "--starts", STARTS, "--edits", options.edits or EDITS]
        arguments += ["--in-a-row", IN_A_ROW if options.in_a_row is None else options.in_a_row]
        found = machine.latency("preview", project, arguments, LIMIT)
        edits.append(edit_cells(deals, found))
        if found["in_a_row"]:
            in_a_row.append(row_cells(deals, found["in_a_row"]))
        failures += problems(f"preview, {deals:,} deals", found)
        shutil.rmtree(folder / str(deals))
    head = ["deals", "start to first page s", *KINDS, "other pages asked", "not right", "MiB at rest"]
    lines = [
        f"{options.edits or EDITS} edits of each kind; milliseconds from saving to served bytes, median / worst.",
        "",
        *report.table(head, edits),
    ]
    if in_a_row:
        head = ["deals", "edits in a row", "ms", "MiB before", "MiB after", "growth", "most MiB", "descriptors",
                "equals a clean build"]  # fmt: skip
        lines += ["", *report.table(head, in_a_row)]
    return lines, failures


def edit_cells(deals: int, found: dict) -> list[str]:
    kinds = [found["edits"][kind] for kind in KINDS]
    return [
        f"{deals:,}",
        report.times(found["first_page_ms"], "s"),
        *(report.times(kind["ms"]) for kind in kinds),
        f"{sum(kind['asked'] for kind in kinds):,}",
        f"{sum(kind['wrong'] for kind in kinds):,}",
        f"{found['memory'] / MIB:,.0f}",
    ]


def row_cells(deals: int, found: dict) -> list[str]:
    before, after, most = (found["held"][when] for when in ("before", "after", "most"))
    audit = found["audit"]
    return [
        f"{deals:,}",
        f"{found['edits']:,}",
        report.times(found["ms"]),
        f"{before['memory'] / MIB:,.1f}",
        f"{after['memory'] / MIB:,.1f}",
        f"{after['memory'] / before['memory'] - 1:+.1%}",
        f"{most['memory'] / MIB:,.1f}",
        f"{before['descriptors']} → {after['descriptors']}",
        "no" if audit["different"] else f"{audit['files']:,} files",
    ]


def problems(where: str, found: dict) -> list[str]:
    """What was not only slow, but wrong."""
    parts = {**found["edits"], **({"in a row": found["in_a_row"]} if found["in_a_row"] else {})}
    lines = []
    for name, part in parts.items():
        here = f"{where}, {name}"
        if part["lost"] or part["wrong"] or part["interrupted"]:
            counts = f"{part['lost']} edits lost, {part['interrupted']} interrupted, {part['wrong']} other pages wrong"
            lines.append(f"{here}: {counts}: {'; '.join(part['told'])}")
        if part["audit"]:
            lines += different(here, part["audit"])
    return lines

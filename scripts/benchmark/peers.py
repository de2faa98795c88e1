"""The same corpus built and previewed by tearsheet, Hugo and Zola, side by side in one run.

`corpus --for hugo|zola` writes equivalent sites, with fewer pages than tearsheet makes (examples/corpus/peer.rs says
which). Both were written from the documentation of the tools, which are used where they are found in PATH and left out
where not. Their servers run with their defaults, except that Hugo keeps its output in memory, which is its faster way;
each also with the option that trades speed against pages that are out of date.
"""

import shutil
from pathlib import Path

from . import machine, report
from .machine import BIN, MIB
from .rebuild import KINDS

SIZES = [1_000, 10_000]
EDITS = 10
ROUNDS = 3
LIMIT = 5400
# Tool, how its version is asked for, and the options of its server to be tried.
TOOLS = {
    "hugo": ("version", [[], ["--disableFastRender"]]),
    "zola": ("--version", [[], ["--fast"]]),
}


def measure(folder: Path, sizes: list[int], options) -> tuple[list[str], list[str]]:
    found = {tool: shutil.which(tool) for tool in TOOLS}
    for tool in (tool for tool, path in found.items() if not path):
        print(f"bench: {tool} is not in PATH; left out")
    programs = {"tearsheet": str(BIN / "tearsheet"), **{tool: path for tool, path in found.items() if path}}
    if len(programs) == 1:
        return [], []
    rows = []
    for deals in sizes:
        for tool, program in programs.items():
            rows += measure_tool(folder / f"{tool}-{deals}", deals, tool, program, options)
    head = ["deals", "tool", "full build s", "start to first page s", *KINDS, "other pages asked", "not right",
            "edits with errors", "lost", "MiB at rest"]  # fmt: skip
    versions = [machine.say(programs[tool], TOOLS[tool][0]) for tool in TOOLS if tool in programs]
    lines = [
        f"With {'; '.join(versions)}.",
        f"{options.edits or EDITS} edits of each kind; milliseconds from saving to served bytes, median / worst; "
        "an edit has errors if the page was answered with one, or not at all, while it was waited for.",
        "",
        *report.table(head, rows, left=2),
    ]
    return lines, []


def measure_tool(folder: Path, deals: int, tool: str, program: str, options) -> list[list[str]]:
    """A row for each way to run the server of a tool. What a tool gets wrong is in its row, and no failure of the run."""
    layout = () if tool == "tearsheet" else ("--for", tool)
    arguments = ["--tool", tool, "--program", program]
    built = fresh_corpus(folder, deals, layout)
    rebuild = machine.latency("rebuild", built, [*arguments, "--rounds", options.runs or ROUNDS], LIMIT)
    rows = []
    for flags in TOOLS[tool][1] if tool in TOOLS else [[]]:
        project = fresh_corpus(folder, deals, layout)
        serve = [part for flag in flags for part in ("--serve-with", flag)]
        amount = ["--starts", 3, "--edits", options.edits or EDITS]
        found = machine.latency("preview", project, [*arguments, *amount, *serve], LIMIT)
        kinds = [found["edits"][kind] for kind in KINDS]
        rows.append([
            f"{deals:,}",
            " ".join([tool, *(f"`{flag}`" for flag in flags)]),
            f"{rebuild['full']['median'] / 1e3:.2f}",
            report.times(found["first_page_ms"], "s"),
            *(report.times(kind["ms"]) for kind in kinds),
            *(f"{sum(kind[what] for kind in kinds):,}" for what in ("asked", "wrong", "interrupted", "lost")),
            f"{found['memory'] / MIB:,.0f}",
        ])  # fmt: skip
    shutil.rmtree(folder)
    return rows


def fresh_corpus(folder: Path, deals: int, layout: tuple) -> Path:
    """Every measurement begins with the same texts."""
    project = folder / "project"
    shutil.rmtree(project, ignore_errors=True)
    machine.corpus(project, deals, layout)
    return project

"""The same corpus built, and previewed, by tearsheet, Hugo, Eleventy and Zola, side by side in one run.

Builds: sites in two languages (peer_sites.py says which), by what is there or can be installed (peer_tools.py). The
tools take turns, A B C, B C A, …, each into an empty folder and without what it kept from the build before; a build is
timed from outside, as a process. Each must make a page per deal and language, or the run fails.

Previews, of tearsheet, Hugo and Zola: smaller sites in one language, through examples/latency. Servers run with their
defaults, except that Hugo keeps its output in memory, which is its faster way; each also with the option that trades
speed against pages that are out of date.
"""

import shutil
import statistics
from pathlib import Path

from . import machine, peer_sites, peer_tools, report
from .machine import MIB
from .peer_tools import Tool
from .rebuild import KINDS

SIZES = [1_000, 10_000]
EDITS = 10
ROUNDS = 5
LIMIT = 5400
# The options of each server to be tried; a tool that is not here has no preview that the driver knows.
SERVERS = {
    "tearsheet": [[]],
    "hugo": [[], ["--disableFastRender"]],
    "zola": [[], ["--fast"]],
}
# What each leaves out, for whoever reads the figures.
ALL_LEAVE_OUT = (
    "What the sites of the others do not have, although part of it could be had with more templates, plug-ins and "
    "time: amounts added up by company, kind, year and topic; pages of sources, and the quotes behind each fact; "
    "texts, figures, quotes and links held against the facts; how a deal changed (their archives list a deal once, in "
    "its last month) and what falls due; charts; data to download; long lists in several pages, but for the front page. "
    "What tearsheet does not do and they do: any kind of site, with images, scripts and styles processed, themes, "
    "plug-ins."
)
LEFT_OUT = {
    "hugo": "feeds have the first paragraphs of a text.",
    "eleventy": "feeds have the description of a deal; headings have no anchors, lists of tasks no boxes.",
    "zola": "feeds have the whole text; code is not highlighted.",
}


def measure(folder: Path, sizes: list[int], options) -> tuple[list[str], list[str]]:
    tools, missing = peer_tools.find()
    for line in missing:
        print(f"bench: {line}")
    if len(tools) == 1:
        return [], []
    rounds = options.runs or ROUNDS
    builds, pages, previews, failures = [], [], [], []
    for deals in sizes:
        rows, made = measure_builds(folder / "builds", deals, tools, rounds)
        builds += rows
        pages += [[f"{deals:,}", *cells] for cells in made_by(made)]
        failures += lacking(deals, made)
        for tool in tools:
            previews += measure_previews(folder / f"{tool.name}-{deals}", deals, tool, options)
    names = [tool.name for tool in tools]
    lines = [
        *(f"{line[0].upper()}{line[1:]}." for line in missing),
        "",
        f"Full builds in two languages: medians of {rounds} rounds, and in brackets the shortest and the longest. The "
        "last two columns say how many times as long as tearsheet a tool took in the same round, and how much CPU time: "
        "medians again.",
        "",
        *report.table(BUILD_HEAD, builds, left=2),
        "",
        "What each has made: files, and their bytes.",
        "",
        *report.table(["deals", "", *names], pages, left=2),
        "",
        *left_out(names),
        "",
        f"Previews in one language, {options.edits or EDITS} edits of each kind; milliseconds from saving to served "
        "bytes, median / worst; an edit has errors if the page was answered with one, or not at all, while it was "
        "waited for.",
        "",
        *report.table(PREVIEW_HEAD, previews, left=2),
    ]
    return lines, failures


# ------------------------------------------------------------------------------------------------- builds

BUILD_HEAD = [
    "deals", "tool", "pages", "files", "MB", "build s", "CPU s", "ms a page", "peak MiB", "× tearsheet", "× its CPU",
]  # fmt: skip


def measure_builds(folder: Path, deals: int, tools: list[Tool], rounds: int) -> tuple[list[list[str]], dict]:
    """A row for each tool, and what each has made."""
    sites = {tool.name: folder / tool.name / "site" for tool in tools}
    for tool in tools:
        sites[tool.name].parent.mkdir(parents=True)
        peer_sites.write(tool.name, sites[tool.name], deals)
    runs = {tool.name: [] for tool in tools}
    for nth in range(rounds):
        turn = nth % len(tools)
        for tool in tools[turn:] + tools[:turn]:
            runs[tool.name].append(build(tool, sites[tool.name]))
    made = {tool.name: peer_sites.made(output(sites[tool.name])) for tool in tools}
    shutil.rmtree(folder)
    return [build_row(deals, tool, runs, made[tool.name]) for tool in tools], made


def output(site: Path) -> Path:
    return site.with_name("out")


def build(tool: Tool, site: Path) -> machine.Run:
    """From nothing: no output, nothing kept."""
    for left in (output(site), site / ".tearsheet", site / "resources"):
        shutil.rmtree(left, ignore_errors=True)
    return machine.run(tool.build(site, output(site)), site)


def build_row(deals: int, tool: Tool, runs: dict[str, list[machine.Run]], made: dict) -> list[str]:
    own = runs[tool.name]
    seconds = [run.seconds for run in own]
    pages = sum(made[kind][0] for kind, _ in peer_sites.PAGES)
    rounds = list(zip(own, runs["tearsheet"], strict=True))
    return [
        f"{deals:,}",
        tool.version,
        f"{pages:,}",
        f"{sum(files for files, _ in made.values()):,}",
        f"{sum(size for _, size in made.values()) / 1e6:,.1f}",
        f"{statistics.median(seconds):.2f} ({min(seconds):.2f}–{max(seconds):.2f})",
        f"{statistics.median(run.cpu for run in own):.2f}",
        f"{statistics.median(seconds) * 1e3 / max(pages, 1):.2f}",
        f"{max(run.peak for run in own) / MIB:,.0f}",
        f"{statistics.median(run.seconds / ours.seconds for run, ours in rounds):.2f}",
        f"{statistics.median(run.cpu / ours.cpu for run, ours in rounds):.2f}",
    ]


def made_by(made: dict[str, dict]) -> list[list[str]]:
    """A row for each kind of file that any tool has made."""
    rows = []
    for kind, _ in peer_sites.KINDS:
        cells = [made[tool][kind] for tool in made]
        if any(files for files, _ in cells):
            rows.append([kind, *(f"{files:,} ({size / 1e6:,.1f} MB)" if files else "–" for files, size in cells)])
    return rows


def lacking(deals: int, made: dict[str, dict]) -> list[str]:
    """A line for each tool that has not made a page per deal and language."""
    wanted = deals * len(peer_sites.LANGUAGES)
    found = {tool: kinds["pages of deals"][0] for tool, kinds in made.items()}
    return [
        f"peers, {deals:,} deals: {tool} made {pages:,} pages of deals instead of {wanted:,}"
        for tool, pages in found.items()
        if pages != wanted
    ]


def left_out(tools: list[str]) -> list[str]:
    return [ALL_LEAVE_OUT, "", *(f"- {tool}: {LEFT_OUT[tool]}" for tool in tools if tool in LEFT_OUT)]


# ----------------------------------------------------------------------------------------------- previews

PREVIEW_HEAD = [
    "deals", "tool", "start to first page s", *KINDS, "other pages asked", "not right", "edits with errors", "lost",
    "MiB at rest",
]  # fmt: skip


def measure_previews(folder: Path, deals: int, tool: Tool, options) -> list[list[str]]:
    """A row for each way to run a server. What a tool gets wrong is in its row, and no failure of the run."""
    rows = []
    for flags in SERVERS.get(tool.name, []):
        # Every measurement begins with the same texts.
        project = folder / "project"
        shutil.rmtree(project, ignore_errors=True)
        machine.corpus(project, deals, peer_sites.written_for(tool.name))
        serve = [part for flag in flags for part in ("--serve-with", flag)]
        amount = ["--starts", 3, "--edits", options.edits or EDITS]
        arguments = ["--tool", tool.name, "--program", tool.program[0], *amount, *serve]
        found = machine.latency("preview", project, arguments, LIMIT)
        kinds = [found["edits"][kind] for kind in KINDS]
        rows.append([
            f"{deals:,}",
            " ".join([tool.name, *(f"`{flag}`" for flag in flags)]),
            report.times(found["first_page_ms"], "s"),
            *(report.times(kind["ms"]) for kind in kinds),
            *(f"{sum(kind[what] for kind in kinds):,}" for what in ("asked", "wrong", "interrupted", "lost")),
            f"{found['memory'] / MIB:,.0f}",
        ])  # fmt: skip
    shutil.rmtree(folder, ignore_errors=True)
    return rows

"""Tables in Markdown, and the file that keeps them."""

import re

from .machine import ROOT

FILE = ROOT / "BENCHMARKS.md"


def table(head: list[str], rows: list[list[str]], left: int = 0) -> list[str]:
    """The first `left` columns are words, the others figures."""
    rule = "|" + "---|" * left + "---:|" * (len(head) - left)
    return [line(head), rule, *(line(row) for row in rows)]


def line(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def times(stats: dict | None, unit: str = "ms") -> str:
    """Median and worst, "12 / 31"."""
    if not stats:
        return "–"
    if unit == "s":
        return f"{stats['median'] / 1e3:.2f} / {stats['max'] / 1e3:.2f}"
    digits = 0 if stats["median"] >= 100 else 1
    return f"{stats['median']:,.{digits}f} / {stats['max']:,.{digits}f}"


def keep(part: str, lines: list[str]) -> None:
    """Puts what a part has measured between its markers."""
    begin, end = (re.escape(f"<!-- bench:{part}:{marker} -->") for marker in ("begin", "end"))
    text = "\n".join(lines)
    old = FILE.read_text("utf-8")
    new, count = re.subn(f"(?s)({begin}).*?({end})", lambda m: f"{m[1]}\n{text}\n{m[2]}", old)
    if count != 1:
        raise SystemExit(f"bench: {FILE.name} does not hold the markers of `{part}` once")
    FILE.write_text(new, "utf-8")

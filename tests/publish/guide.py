"""Reads a guide as a reader does: what it says to type, what it says to write into which file, what it says is printed."""

import re
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"


def section(file: str, heading: str = "") -> str:
    """A guide, or a section of it with what is below."""
    text = (DOCS / file).read_text()
    if not heading:
        return text
    level, inside, within = None, [], False
    for line in text.splitlines(True):
        within ^= line.startswith("```")
        mark = re.match(r"(#+) (.*)", line) if not within else None
        if mark and level and len(mark[1]) <= level:
            break
        if mark and mark[2] == heading:
            level = len(mark[1])
        inside += [line] if level else []
    if level is None:
        raise LookupError(f"docs/{file} has no section `{heading}`")
    return "".join(inside)


def blocks(text: str) -> list[tuple[str, str]]:
    """Its parts in order: `text` for a paragraph, `run` for what is indented, the word after the fence for the others."""
    found: list[tuple[str, str]] = []
    lines = iter(text.splitlines())
    for line in lines:
        fence = re.match(r"```(\w*)", line)
        if fence:
            inside = []
            for within in lines:
                if within.startswith("```"):
                    break
                inside.append(within)
            found.append((fence[1] or "text", "\n".join(inside) + "\n"))
        elif line.startswith("    "):
            joins = bool(found) and found[-1][0] == "run"
            found.append(("run", (found.pop()[1] if joins else "") + line[4:] + "\n"))
        elif line.strip():
            joins = bool(found) and found[-1][0] == "prose"
            found.append(("prose", (found.pop()[1] if joins else "") + line + "\n"))
        elif found and found[-1][0] == "prose":
            found.append(("prose", ""))
    return [(kind, body) for kind, body in found if body]


def merged(settings: str, fragment: str) -> str:
    """Settings with the lines of a guide: keys and tables that are there are replaced, others come to the end."""
    head, *tables = re.split(r"^(?=\[)", fragment, flags=re.MULTILINE)
    for line in filter(str.strip, head.splitlines()):
        key = line.split("=")[0].strip()
        settings, count = re.subn(rf"^{key} *=.*$", lambda _: line, settings, count=1, flags=re.MULTILINE)
        if not count:
            raise LookupError(f"no `{key}` in the settings")
    for table in tables:
        name = table.splitlines()[0]
        there = re.search(rf"^{re.escape(name)}\n(?:(?!\[).*\n)*", settings, re.MULTILINE)
        whole = table.strip("\n") + "\n"
        settings = settings.replace(there[0], whole) if there else f"{settings.rstrip()}\n\n{whole}"
    return settings

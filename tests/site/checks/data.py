"""Data in pages and beside them: JSON-LD, JSON, XML, SVG, CSV."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ET

from .site import Outcome, Site

FORMULA = re.compile(r"^[=+\-@\t\r]")


def json_ld(site: Site) -> Outcome:
    """Every block parses, has `@context` and `@type`, and holds no `<` that could end its element."""
    problems, count = [], 0
    for page in site.pages.values():
        for block in page.json_ld:
            count += 1
            if "<" in block:
                problems.append(f"{page.path}: JSON-LD holds an unescaped `<`")
            try:
                problems += [f"{page.path}: {problem}" for problem in _node(json.loads(block))]
            except ValueError as error:
                problems.append(f"{page.path}: JSON-LD does not parse: {error}")
        # A block that was cut short by its own text leaves the rest of it in the page.
        if "</script" in "".join(page.json_ld).lower():
            problems.append(f"{page.path}: JSON-LD holds `</script`")
    return Outcome(count, "blocks", problems)


def _node(data) -> list[str]:
    nodes = data if isinstance(data, list) else [data]
    problems = []
    for node in nodes:
        if not isinstance(node, dict):
            problems.append("JSON-LD is no object")
            continue
        if node.get("@context") not in {"https://schema.org", "https://schema.org/"}:
            problems.append(f"JSON-LD has the @context {node.get('@context')!r}")
        for part in node.get("@graph", [node]):
            if not part.get("@type"):
                problems.append("JSON-LD without @type")
    return problems


def well_formed(site: Site) -> Outcome:
    """XML, SVG and JSON files parse; no SVG runs a script."""
    problems = []
    paths = site.with_suffix(".xml", ".svg", ".json", ".webmanifest")
    for path in paths:
        try:
            if path.endswith((".xml", ".svg")):
                root = ET.fromstring(site.bytes(path))
                if path.endswith(".svg"):
                    problems += [f"{path}: {problem}" for problem in _active(root)]
            else:
                json.loads(site.text(path))
        except (ET.ParseError, ValueError) as error:
            problems.append(f"{path}: {error}")
    return Outcome(len(paths), "files", problems)


def _active(root: ET.Element) -> list[str]:
    problems = []
    for element in root.iter():
        if str(element.tag).rsplit("}", 1)[-1].lower() == "script":
            problems.append("holds a script")
        problems += [f"has the handler {name}" for name in element.keys() if name.lower().startswith("on")]
    return problems


def tables(site: Site) -> Outcome:
    """CSV files have rows of one length, and no cell that a spreadsheet takes for a formula."""
    problems = []
    paths = site.with_suffix(".csv")
    for path in paths:
        rows = list(csv.reader(io.StringIO(site.text(path).removeprefix("\ufeff"), newline=""), strict=True))
        if len({len(row) for row in rows}) > 1:
            problems.append(f"{path}: rows of {sorted({len(row) for row in rows})} cells")
        for number, row in enumerate(rows, 1):
            cells = [cell for cell in row if FORMULA.match(cell) and not re.fullmatch(r"-?\d+(\.\d+)?", cell)]
            problems += [f"{path}:{number}: the cell {cell!r} starts a formula" for cell in cells]
    return Outcome(len(paths) or 1, "files", problems)

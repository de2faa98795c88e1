"""The data package: valid under both versions of its standard, loaded with its keys, and adding up to the totals."""

import csv
import hashlib
import html
import io
import json
import re
from decimal import Decimal
from pathlib import Path

from .site import Outcome, Site

DESCRIPTOR = "data/datapackage.json"
PROFILES = [f"https://datapackage.org/profiles/{version}/datapackage.json" for version in ("1.0", "2.0")]
TYPES = {"string": "VARCHAR", "number": "DECIMAL(38, 9)", "integer": "BIGINT", "boolean": "BOOLEAN", "date": "DATE"}
# The columns of each figure, and where its totals stand.
FIGURES = {"": "totals", "capacity_": "capacity", "quantity_": "quantities"}
# How many rows go into a table at a time.
AT_ONCE = 200
OF_FIGURE = r"\b(bucket|counted|sum_of|sum_low|sum_high)\b"


def package(site: Site) -> Outcome:
    """`datapackage.json` is valid under v1 and v2, and says the truth of every file."""
    if DESCRIPTOR not in site.files:
        return Outcome(0, "resources", [f"{DESCRIPTOR}: missing"])
    descriptor = json.loads(site.text(DESCRIPTOR))
    problems = _digests(site, descriptor)
    problems += [p for profile in PROFILES for p in _validated(site, {**descriptor, "$schema": profile})]
    return Outcome(len(descriptor["resources"]), "resources", problems)


def _digests(site: Site, descriptor: dict) -> list[str]:
    problems = []
    for resource in descriptor["resources"]:
        path = f"data/{resource['path']}"
        if path not in site.files:
            problems.append(f"{path}: described, and missing")
            continue
        data = site.bytes(path)
        if resource.get("bytes") != len(data):
            problems.append(f"{path}: {len(data)} bytes, said to be {resource.get('bytes')}")
        if resource.get("hash") != f"sha256:{hashlib.sha256(data).hexdigest()}":
            problems.append(f"{path}: another SHA-256 than {DESCRIPTOR} says")
    described = {f"data/{resource['path']}" for resource in descriptor["resources"]}
    found = {f for f in site.files if f.startswith("data/") and not f.endswith((".html", "/datapackage.json"))}
    problems += [f"{path}: not described" for path in sorted(found - described)]
    return problems


def _validated(site: Site, descriptor: dict) -> list[str]:
    """The descriptor, and types, keys and references of every row, by the reference implementation."""
    from frictionless import FrictionlessException, Package

    version = descriptor["$schema"].split("/")[-2]
    tables = [resource for resource in descriptor["resources"] if "schema" in resource]
    try:
        described = Package.validate_descriptor(descriptor)
        # Digests are held by hand above; what is no table holds no rows to look at.
        package = Package.from_descriptor({**descriptor, "resources": tables}, basepath=str(site.root / "data"))
        read = package.validate()
    except FrictionlessException as error:
        return [f"data package {version}: {error}"]
    errors = [error for report in (described, read) for error in report.errors]
    errors += [error for report in (described, read) for task in report.tasks for error in task.errors]
    problems = [f"data package {version}: {error.message}" for error in errors]
    if len(read.tasks) != len(tables):
        problems.append(f"data package {version}: {len(read.tasks)} of {len(tables)} tables were read")
    return problems


def database(site: Site) -> Outcome:
    """DuckDB loads every table with its types, primary and foreign keys."""
    if DESCRIPTOR not in site.files:
        return Outcome(0, "rows", [f"{DESCRIPTOR}: missing"])
    try:
        with _loaded(site) as (_, rows):
            return Outcome(rows, "rows", [])
    except Exception as error:  # noqa: BLE001: whatever the database says
        return Outcome(1, "rows", [f"DuckDB: {error}"])


class _loaded:
    """A database in memory with all tables of a package."""

    def __init__(self, site: Site):
        self.site = site

    def __enter__(self):
        import duckdb

        self.database = duckdb.connect()
        descriptor = json.loads(self.site.text(DESCRIPTOR))
        tables = {r["name"]: r for r in descriptor["resources"] if "schema" in r}
        rows = sum(self._load(tables[name]) for name in _in_order(tables))
        return self.database, rows

    def __exit__(self, *_):
        self.database.close()

    def _load(self, resource: dict) -> int:
        name, schema = resource["name"], resource["schema"]
        columns = [f'"{field["name"]}" {TYPES[field["type"]]}' for field in schema["fields"]]
        columns.append(f"PRIMARY KEY ({_names(schema['primaryKey'])})")
        for key in schema.get("foreignKeys", []):
            of = key["reference"]
            columns.append(f'FOREIGN KEY ({_names(key["fields"])}) REFERENCES "{of["resource"]}" ({_names(of["fields"])})')
        self.database.execute(f'CREATE TABLE "{name}" ({", ".join(columns)})')
        reader = csv.reader(io.StringIO(self.site.text(f"data/{resource['path']}"), newline=""), strict=True)
        header = next(reader)
        wanted = [field["name"] for field in schema["fields"]]
        if header != wanted:
            raise ValueError(f"{name}: the columns are {header}, not {wanted}")
        rows = [[cell or None for cell in row] for row in reader]
        # Many rows at a time: one by one takes a hundred times as long.
        row = f"({', '.join('?' for _ in header)})"
        for at in range(0, len(rows), AT_ONCE):
            some = rows[at : at + AT_ONCE]
            marks = ", ".join([row] * len(some))
            self.database.execute(f'INSERT INTO "{name}" VALUES {marks}', [cell for cells in some for cell in cells])
        return len(rows)


def _names(columns: list[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _in_order(tables: dict) -> list[str]:
    """Those that others refer to first."""
    order: list[str] = []

    def visit(name: str):
        for key in tables[name]["schema"].get("foreignKeys", []):
            if key["reference"]["resource"] not in order:
                visit(key["reference"]["resource"])
        if name not in order:
            order.append(name)

    for name in tables:
        visit(name)
    return order


def sums(site: Site) -> Outcome:
    """The query that the data page states gives the totals of `totals.json`, for each figure, end by end."""
    if DESCRIPTOR not in site.files:
        return Outcome(0, "totals", [f"{DESCRIPTOR}: missing"])
    query = re.search(r"<pre><code[^>]*>(WITH.*?)</code></pre>", site.text("data/index.html"), re.S)
    if query is None:
        return Outcome(0, "totals", ["data/index.html: states no query"])
    totals = json.loads(site.text("data/totals.json"))["site"]
    try:
        with _loaded(site) as (database, _):
            problems, count = _unequal(database, html.unescape(query[1]), totals)
    except Exception as error:  # noqa: BLE001: whatever the database says
        return Outcome(1, "totals", [f"DuckDB: {error}"])
    return Outcome(count, "totals", problems)


def _unequal(database, query: str, totals: dict) -> tuple[list[str], int]:
    problems, count = [], 0
    for prefix, key in FIGURES.items():
        rows = database.execute(_of_figure(query, prefix)).fetchall()
        found = {tuple(row[:3]): (row[3], row[4]) for row in rows}
        measured = [total for total in totals[key] if total["measure"] is not None]
        expected = {(t["kind"], t["bucket"], t["measure"]): _ends(t["sum"]) for t in measured}
        count += len(expected)
        for at in sorted(set(found) | set(expected)):
            if found.get(at) != expected.get(at):
                problems.append(f"{key} {at}: rows come to {found.get(at)}, totals.json says {expected.get(at)}")
    return problems, count


def _ends(total: dict) -> tuple[Decimal, Decimal | None]:
    return Decimal(total["min"]), None if total["max"] is None else Decimal(total["max"])


def _of_figure(query: str, prefix: str) -> str:
    """The query over the columns of a figure, under the names of those of money."""

    def line(text: str) -> str:
        columns, of, rows = text.partition(" FROM ")
        if rows.split(" ")[0] not in {"legs", "tranches"}:
            return text
        return re.sub(OF_FIGURE, rf"{prefix}\1 AS \1", columns) + of + re.sub(OF_FIGURE, rf"{prefix}\1", rows)

    return "\n".join(map(line, query.splitlines()))


def references(site: Site) -> Outcome:
    """The sources are there for reference managers, and `CITATION.cff` says how the site is cited."""
    import yaml

    problems = []
    with (site.root / "data/sources.csv").open(encoding="utf-8", newline="") as file:
        ids = sorted(row["source"] for row in csv.DictReader(file))
    items = json.loads(site.text("data/sources.csl.json"))
    if sorted(item["id"] for item in items) != ids:
        problems.append("data/sources.csl.json: other sources than sources.csv")
    problems += [f"data/sources.csl.json: {i['id']} has no type or title" for i in items if not (i["type"] and i["title"])]
    entries = re.findall(r"^@misc\{([^,\s]+),$", site.text("data/sources.bib"), re.M)
    if sorted(entries) != ids:
        problems.append("data/sources.bib: other sources than sources.csv")
    citation = yaml.safe_load(site.text("CITATION.cff"))
    for key in ["cff-version", "message", "title", "type", "authors", "url"]:
        if not citation.get(key):
            problems.append(f"CITATION.cff: no `{key}`")
    return Outcome(len(ids) + 1, "references", problems)

#!/usr/bin/env python3
"""Checks a built site: links, HTML, feeds, data, sitemap, metadata, leaks, sizes.

    python3 tests/site/check.py OUT --base-url https://example.org/

Prints a line per check, the problems it found, and last `N passed, N failed`. A check that finds nothing
to look at fails: a site without feeds is not a site whose feeds are right. `selftest.py` proves that
every check can fail. Needs feedparser, frictionless and duckdb (requirements.txt), and vnu-jar (package.json) with java.
"""

import argparse
import sys
import time
from pathlib import Path

from checks import data, feeds, leaks, links, metadata, nu, package, sitemap, sizes, structured
from checks.site import Options, Site

HERE = Path(__file__).resolve().parent
VNU_JAR = HERE / "node_modules/vnu-jar/build/dist/vnu.jar"

CHECKS = [
    links.internal_links,
    links.same_origin,
    links.id_references,
    metadata.language,
    metadata.headings,
    metadata.titles,
    metadata.descriptions,
    metadata.canonical,
    metadata.hreflang,
    metadata.redirects,
    feeds.atom,
    feeds.rss,
    feeds.json_feed,
    feeds.discovery,
    sitemap.sitemap,
    sitemap.robots,
    data.json_ld,
    structured.structured,
    structured.rights,
    data.well_formed,
    data.tables,
    package.package,
    package.database,
    package.sums,
    package.references,
    leaks.leaks,
    leaks.clippings,
    leaks.names,
    sizes.page_size,
    sizes.first_flight,
    nu.nu,
]


def main() -> int:
    arguments = parse_arguments()
    site = Site(arguments.out, options_from(arguments))
    skipped = set(arguments.skip)
    passed = failed = 0
    for check in CHECKS:
        name = check.__name__.replace("_", "-")
        if name in skipped:
            continue
        if report(name, check, site, arguments.show):
            passed += 1
        else:
            failed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


def report(name: str, check, site: Site, show: int) -> bool:
    """Runs one check and prints what it found."""
    started = time.monotonic()
    outcome = check(site)
    took = time.monotonic() - started
    problems = outcome.problems or ([] if outcome.looked_at else ["found nothing to look at"])
    verdict = "FAIL" if problems else "ok"
    note = f"; {outcome.note}" if outcome.note else ""
    print(f"{verdict:4} {name}: {int(outcome.looked_at)} {outcome.unit}{note} ({took:.1f} s)")
    for problem in problems[:show]:
        print(f"       {problem}")
    if len(problems) > show:
        print(f"       … and {len(problems) - show} more")
    return not problems


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path, help="the folder that was built")
    parser.add_argument("--base-url", required=True, help="as in tearsheet.toml, with a slash at the end")
    parser.add_argument("--directory-links", action="store_true", help="the site was built with links = \"directory\"")
    parser.add_argument("--project", type=Path, help="the project: its path and its drafts must not appear")
    parser.add_argument("--forbid", action="append", default=[], metavar="TEXT", help="must not appear")
    parser.add_argument("--forbid-file", type=Path, help="a file of such strings, one a line")
    parser.add_argument("--clippings", type=Path, help="texts of which no long passage may appear")
    parser.add_argument("--max-first-flight", type=int, metavar="BYTES", help="limit for a deal's HTML and CSS, gzipped")
    parser.add_argument("--vnu-jar", type=Path, default=VNU_JAR)
    parser.add_argument("--skip", action="append", default=[], metavar="CHECK")
    parser.add_argument("--show", type=int, default=20, metavar="N", help="problems to print per check")
    return parser.parse_args()


def options_from(arguments: argparse.Namespace) -> Options:
    forbidden = list(arguments.forbid)
    if arguments.forbid_file:
        forbidden += arguments.forbid_file.read_text("utf-8").split("\n")
    return Options(
        base_url=arguments.base_url,
        directory_links=arguments.directory_links,
        project=arguments.project,
        forbidden=forbidden,
        clippings=arguments.clippings,
        max_first_flight=arguments.max_first_flight,
        vnu_jar=arguments.vnu_jar,
    )


if __name__ == "__main__":
    sys.exit(main())

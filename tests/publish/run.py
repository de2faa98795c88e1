#!/usr/bin/env python3
"""Publishes with real parts, and breaks them: git, sshd, rsync, an S3 of our own, programs that fail, kills.

    python3 tests/publish/run.py target/release/tearsheet            every section
    python3 tests/publish/run.py target/release/tearsheet git dir    these

Prints a line per check that failed (the first few of a kind), notes, and last `N passed, N failed`. Everything is made
in a temporary folder, speaks to 127.0.0.1 only and stops by itself. Needs git, strace, rsync, an ssh client and
server (Debian: git strace rsync openssh-client openssh-server); `s3` and `guides` install moto[server] where it is
missing. `selftest.py` proves that the crawler, the stand-in for S3, the comparison of trees and the judges can fail.
"""

import argparse
import re
import shutil
import sys
import tempfile
import time
import traceback
from pathlib import Path

from kit import Report, World
from sections import canaries, command, git, guides, kills, releases, s3, two, unchanged

SECTIONS = {
    "git": git.git,
    "dir": releases.folder,
    "rsync": releases.server,
    "kills": kills.kills,
    "steps": kills.steps,
    "s3": s3.s3,
    "two": two.two,
    "canaries": canaries.canaries,
    "command": command.command,
    "unchanged": unchanged.unchanged,
    "guides": guides.guides,
}


def main() -> int:
    arguments = parse_arguments()
    report = Report(arguments.show)
    # Short: sockets of ssh and hooks have limits.
    work = Path(tempfile.mkdtemp(prefix="publish-", dir=arguments.work))
    counts = (arguments.kills, arguments.points)
    world = World(arguments.binary.resolve(), work, report, *counts, arguments.python_path, arguments.corpus)
    try:
        for name in [name for name in arguments.section or SECTIONS if name not in arguments.but]:
            run_section(world, name)
    finally:
        if not arguments.keep:
            shutil.rmtree(work, ignore_errors=True)
    report.rest()
    print(f"{report.passed} passed, {report.failed} failed")
    return 1 if report.failed else 0


def run_section(world: World, name: str) -> None:
    """A section that breaks off has failed; the others still run."""
    report, started = world.report, time.monotonic()
    report.section = name
    passed, failed = report.passed, report.failed
    try:
        SECTIONS[name](world)
    except Exception:
        report.check("the section runs to its end", False, re.sub(r"\^\^+|~~+", "", traceback.format_exc(limit=-4)))
    if report.passed == passed and report.failed == failed:
        report.check("the section looks at something", False)
    checks = report.passed - passed + report.failed - failed
    print(
        f"---- {name}: {checks} checks, {report.failed - failed} of them failed, {time.monotonic() - started:.0f} s",
        flush=True,
    )


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary", type=Path, help="the program, built with the feature `s3`")
    parser.add_argument("section", nargs="*", metavar="SECTION", help=f"of {', '.join(SECTIONS)}; all unless given")
    parser.add_argument("--but", nargs="+", default=[], metavar="SECTION", help="not these")
    parser.add_argument("--show", type=int, default=3, metavar="N", help="failures to print per kind")
    parser.add_argument("--kills", type=int, default=200, metavar="N", help="kills in all, over git, dir and rsync")
    parser.add_argument(
        "--points",
        type=int,
        default=0,
        metavar="N",
        help="faults of S3 per kind, spread evenly, and half as many of the kernel; at each request unless given",
    )
    parser.add_argument("--python-path", default="", metavar="DIR", help="where `pip install --target` put moto")
    parser.add_argument(
        "--corpus", type=Path, metavar="DIR", help="`unchanged` on this site too, which `examples/corpus` has made"
    )
    parser.add_argument("--work", type=Path, metavar="DIR", help="where the temporary folder is made")
    parser.add_argument("--keep", action="store_true", help="leave the temporary folder for a look")
    arguments = parser.parse_args()
    unknown = [name for name in arguments.section + arguments.but if name not in SECTIONS]
    if unknown or not arguments.binary.is_file():
        parser.error(f"no such section: {', '.join(unknown)}" if unknown else f"no program at {arguments.binary}")
    return arguments


if __name__ == "__main__":
    sys.exit(main())

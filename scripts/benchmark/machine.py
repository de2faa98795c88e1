"""Where things are, what there is room for, how programs are run and timed, and on what machine."""

import datetime
import json
import os
import platform
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent.parent
# What is shipped is measured: `dist`. Another profile, such as `release`, may be named for a comparison.
PROFILE = os.environ.get("TEARSHEET_BENCH_PROFILE", "dist")
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
# A folder of programs that were compiled before, such as those of another commit: nothing is compiled then.
GIVEN = os.environ.get("TEARSHEET_BENCH_BIN")
BIN = Path(GIVEN).resolve() if GIVEN else TARGET / PROFILE
TMPFS = Path(os.environ.get("TEARSHEET_BENCH_DIR", "/dev/shm"))
# Inputs, two trees of output and their staging, per deal, with room to spare.
BYTES_PER_DEAL = 200_000
MIB = 1024 * 1024
# The day of every build that is compared with another.
TODAY = "2026-11-22"


class Run(NamedTuple):
    """A process that has ended well."""

    seconds: float  # from its start to its end
    cpu: float  # seconds of all its threads, in user and kernel
    peak: int  # bytes of memory
    text: str  # what it printed


def compile_all() -> None:
    if GIVEN:
        return
    release = ["--profile", PROFILE, "--locked"]
    examples = [part for name in ("corpus", "floor", "latency") for part in ("--example", name)]
    subprocess.run(["cargo", "build", *release, "--bin", "tearsheet"], cwd=ROOT, check=True)
    subprocess.run(["cargo", "build", *release, *examples], cwd=ROOT, check=True)


def check_space(deals: int) -> None:
    """Refuses before anything is made: a full tmpfs takes the machine's memory."""
    needed = deals * BYTES_PER_DEAL
    free = shutil.disk_usage(TMPFS).free
    available = available_memory()
    if min(free, available) < needed:
        raise SystemExit(
            f"bench: {deals} deals need {needed // MIB} MiB in {TMPFS}; {free // MIB} MiB are free there, "
            f"{available // MIB} MiB of memory are available"
        )


def available_memory() -> int:
    match = re.search(r"MemAvailable:\s+(\d+) kB", Path("/proc/meminfo").read_text())
    return int(match[1]) * 1024 if match else sys.maxsize


def run(command: list, folder: Path | None = None) -> Run:
    """Runs a program to its end, in a folder."""
    with tempfile.TemporaryFile("w+") as output:
        started = time.perf_counter()
        parts = [str(part) for part in command]
        process = subprocess.Popen(parts, cwd=folder, stdout=output, stderr=subprocess.STDOUT)
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            # Ended from outside: what still writes would keep the folder from being removed.
            process.kill()
            process.wait()
            raise
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read()
    if process.returncode:
        raise SystemExit(f"bench: {command[0]} failed ({process.returncode}):\n{text[-4000:]}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, text)


def corpus(out: Path, deals: int, options: tuple = ()) -> None:
    """Writes a corpus with a tenth as many companies as deals."""
    arguments = ["--deals", deals, "--companies", max(deals // 10, 10), "--seed", 1, *options, "--out", out]
    run([BIN / "examples/corpus", *arguments])


def latency(mode: str, project: Path, options: list, limit: int) -> dict:
    """Runs the driver of examples/latency, for at most `limit` seconds. It and its servers end in any case."""
    with tempfile.TemporaryDirectory(prefix="scratch-", dir=project.parent) as scratch:
        command = [BIN / "examples/latency", mode, "--root", project, "--scratch", scratch, "--today", TODAY]
        command += ["--limit", limit, *options]
        process = subprocess.Popen(
            [str(part) for part in command],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        try:
            # The driver keeps the limit itself, except while something that it built with does not end.
            printed, problems = process.communicate(timeout=limit + 60)
        finally:
            end_group(process)
    if process.returncode:
        raise SystemExit(f"bench: {' '.join(map(str, command))} failed:\n{problems[-4000:]}")
    return json.loads(printed)


def end_group(process: subprocess.Popen) -> None:
    """Ends the driver and whatever it started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()


def conditions() -> list[str]:
    """Where, when and with what this was measured."""
    cpu = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    memory = re.search(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text())
    return [
        f"Measured on {datetime.datetime.now(datetime.timezone.utc):%-d %B %Y}, {program()}.",
        f"{os.cpu_count()} cores of {cpu[1] if cpu else platform.machine()}, "
        f"{int(memory[1]) // MIB if memory else '?'} GiB, {platform.system()} {platform.release().split('-')[0]}, "
        f"tmpfs; load {os.getloadavg()[0]:.1f} at the start{busy()}.",
    ]


def busy() -> str:
    """What has to be said of figures from a machine with more to do than this."""
    too_much = os.getloadavg()[0] > (os.cpu_count() or 1)
    return ", so the machine was busy with other work: only what is compared within this run counts" if too_much else ""


def program() -> str:
    """What is measured, as far as it is known."""
    version = say(str(BIN / "tearsheet"), "--version")
    if GIVEN:
        compiled = datetime.datetime.fromtimestamp((BIN / "tearsheet").stat().st_mtime, datetime.timezone.utc)
        return f"{version} as it was compiled on {compiled:%-d %B %Y, %H:%M} UTC"
    changed = " with changes" if say("git", "status", "--porcelain", "--untracked-files=no") else ""
    return f"commit {say('git', 'rev-parse', '--short', 'HEAD')}{changed}, {version}, {say('rustc', '--version')}"


def say(*command: str) -> str:
    """What a program prints, without the space around it."""
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True).stdout.strip()

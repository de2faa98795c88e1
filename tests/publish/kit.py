"""What all sections share: the report, runs of programs, trees that are compared, manifests that are read."""

import dataclasses
import json
import os
import re
import signal
import subprocess
import time
from pathlib import Path

import blake3
from patience import PATIENCE
from spy import Spy

MANIFEST = ".tearsheet-manifest"
# What a git branch has besides the site, and a release on a server.
CONTROL = {MANIFEST, ".nojekyll", "CNAME", ".tearsheet-sums"}
IDENTITY = "[user]\n\tname = Ada Editor\n\temail = ada@editors.example\n[init]\n\tdefaultBranch = main\n"


class Report:
    """Counts checks; prints the first few failures of a kind."""

    def __init__(self, show: int = 3):
        self.show, self.passed, self.failed, self.section = show, 0, 0, ""
        self._seen: dict[str, int] = {}

    def check(self, kind: str, ok: bool, detail: object = "") -> bool:
        if ok:
            self.passed += 1
            return True
        self.failed += 1
        kind = f"{self.section}: {kind}"
        self._seen[kind] = self._seen.get(kind, 0) + 1
        if self._seen[kind] <= self.show:
            shown = " ".join(str(detail).split())
            print(f"FAIL {kind}{': ' if shown else ''}{shown[:700]}", flush=True)
        return False

    def none(self, kind: str, problems: list) -> bool:
        """A check that holds where there is no problem."""
        return self.check(
            kind, not problems, f"{len(problems)}: " + "; ".join(str(problem) for problem in problems[:4])
        )

    def note(self, text: str) -> None:
        print(f"     {self.section}: {text}", flush=True)

    def rest(self) -> None:
        for kind, count in self._seen.items():
            if count > self.show:
                print(f"     {kind}: {count - self.show} more", flush=True)


@dataclasses.dataclass
class Result:
    """A run that ended."""

    status: int
    out: str
    err: str
    took: float

    @property
    def text(self) -> str:
        return self.out + self.err

    @property
    def error(self) -> str:
        return error_of(self.text)

    def __str__(self) -> str:
        return f"exit {self.status}, said: {self.text[-500:]!r}"

    @property
    def json(self) -> dict:
        try:
            found = json.loads(self.out)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}


def error_of(text: str) -> str:
    """What was said from the first error on. A plan stands before it, and speaks of deals, addresses and other files."""
    found = re.search(r"^error(\[[\w-]+\])?: .*", text, re.MULTILINE | re.DOTALL)
    return found[0] if found else ""


@dataclasses.dataclass
class World:
    """What a run of the harness works with."""

    binary: Path
    work: Path
    report: Report
    kills: int = 200
    points: int = 0
    python_path: str = ""
    corpus: Path | None = None
    _made: int = 0

    def folder(self, name: str) -> Path:
        self._made += 1
        path = self.work / f"{self._made:03}-{name}"
        path.mkdir(parents=True)
        return path


def environment(home: Path, spy: Spy | None = None, **more: str) -> dict[str, str]:
    """A plain environment: nothing of the caller's but PATH."""
    home.mkdir(parents=True, exist_ok=True)
    if not (home / ".gitconfig").exists():
        (home / ".gitconfig").write_text(IDENTITY)
    path = os.environ["PATH"]
    variables = {"HOME": str(home), "PATH": spy.path(path) if spy else path, "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    return variables | {"GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0"} | more


def run(command: list, env: dict, cwd=None, timeout: float = PATIENCE, stdin: bytes = b"") -> Result:
    """Runs a program in a session of its own, without a terminal; all of it is killed when it takes too long."""
    return ended(start(command, env, cwd, stdin=subprocess.PIPE), timeout, stdin)


def ended(process: subprocess.Popen, timeout: float = PATIENCE, stdin: bytes | None = None) -> Result:
    """How a program that was started ends."""
    started = time.monotonic()
    try:
        out, err = process.communicate(stdin, timeout=timeout)
    except subprocess.TimeoutExpired:
        kill_group(process)
        out, err = process.communicate()
        err += b"\n(ended by the harness: it hangs)"
    took = time.monotonic() - started
    return Result(process.returncode, out.decode(errors="replace"), err.decode(errors="replace"), took)


def start(command: list, env: dict, cwd=None, stdin=subprocess.DEVNULL) -> subprocess.Popen:
    pipes = {"stdin": stdin, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen([str(part) for part in command], env=env, cwd=cwd, start_new_session=True, **pipes)


def kill_group(process: subprocess.Popen) -> None:
    """Ends a process that we started, and all that it started in its group."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


# Trees


def tree(folder: Path, follow: bool = False) -> dict[str, bytes]:
    """All files under a folder; a link is told by where it points, unless followed."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() and not follow:
            found[path.relative_to(folder).as_posix()] = b"-> " + os.fsencode(os.readlink(path))
        elif path.is_file():
            found[path.relative_to(folder).as_posix()] = path.read_bytes()
    return found


def fingerprint(folder: Path) -> dict[str, tuple]:
    """What would show that anything in a folder was touched: kind, mode, time and bytes."""
    found = {}
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        content = os.readlink(path) if path.is_symlink() else path.read_bytes() if path.is_file() else "folder"
        found[path.relative_to(folder).as_posix()] = (
            status.st_mode,
            status.st_mtime_ns if content != "folder" else 0,
            content,
        )
    return found


def site_of(files: dict[str, bytes]) -> dict[str, bytes]:
    """What readers see of a tree: all but our manifest and the control files of hosts."""
    return {path: data for path, data in files.items() if path not in CONTROL}


def differences(found: dict[str, bytes] | None, expected: dict[str, bytes] | None) -> list[str]:
    """How two sites differ, file by file; `None` is a target where nothing was published."""
    if found is None or expected is None:
        return [] if found is expected else ["one of the two was never published"]
    found, expected = site_of(found), site_of(expected)
    problems = [f"{path} is missing" for path in sorted(expected.keys() - found.keys())]
    problems += [f"{path} is too many" for path in sorted(found.keys() - expected.keys())]
    return problems + [
        f"{path} differs" for path in sorted(expected.keys() & found.keys()) if expected[path] != found[path]
    ]


@dataclasses.dataclass
class Release:
    """The manifest of a target, read."""

    generation: str
    previous: str
    source: str
    local: bytes

    @property
    def paths(self) -> set[str]:
        return {line.split(" ", 2)[2] for line in self.local.decode().splitlines()[1:]}


def read_release(data: bytes | None) -> Release | None:
    """Reads a manifest as the contract lays it down; `None` where it is not one."""
    head, blank, local = (data or b"").partition(b"\n\n")
    lines = head.decode(errors="replace").split("\n")
    keys = [line.split(" ", 1)[0] for line in lines[1:]]
    if not blank or lines[0] != "tearsheet release 1" or keys[:4] != ["generation", "previous", "source", "published"] or set(keys[4:]) - {"served", "before", "retained"}:
        return None
    values = [line.split(" ", 1)[1] if " " in line else "" for line in lines[1:]]
    return Release(values[0], values[1], values[2], local) if all(values) else None


def manifest_problems(files: dict[str, bytes], expected: dict[str, bytes]) -> list[str]:
    """What is wrong with the manifest of a target, for a site that was built as `expected`."""
    release = read_release(files.get(MANIFEST))
    if release is None:
        return [f"no manifest of a release: {files.get(MANIFEST, b'(none)')[:200]!r}"]
    problems = []
    if release.local != expected[MANIFEST]:
        problems.append("its list is not that of the build")
    if release.generation != blake3.generation(release.local):
        problems.append(f"generation {release.generation}, but the list hashes to {blake3.generation(release.local)}")
    return problems

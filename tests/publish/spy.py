"""Stands between the tool and the programs it runs: wrappers in PATH that note every call, and fail on demand.

Each call leaves a file with its arguments, numbered in the order of calls. `fail` has the Nth call fail: `exit` and
`kill` before the program has done anything, `after` once it has done all its work. `hook` runs a script of ours before
each call, with the name and the arguments of the program.
"""

import os
import shutil
import subprocess
import threading
from pathlib import Path

from patience import PATIENCE

PROGRAMS = ("git", "ssh", "rsync", "scp", "sftp", "sh", "bash", "env", "curl", "aws")

WRAPPER = """#!/bin/sh
log={log}
name={name}
real={real}
n=1
set -C
while ! true >"$log/$n"; do n=$((n + 1)); done 2>/dev/null
set +C
printf '%s\\0' "$name" "$@" >"$log/$n"
if [ -e {hook} ]; then {hook} "$name" "$@"; fi
at= how=
if [ -e {fail} ]; then read -r at how <{fail}; fi
if [ "$n" = "$at" ]; then
    case $how in
    exit) exit 1 ;;
    kill) kill -KILL $$ ;;
    after) "$real" "$@"; exit 1 ;;
    esac
fi
exec "$real" "$@"
"""


class Spy:
    """Wrappers of some programs, and what they saw."""

    def __init__(self, folder: Path, programs=PROGRAMS):
        self.folder = folder
        self.log, self._fail, self.hook = folder / "log", folder / "fail", folder / "hook"
        self.bin = folder / "bin"
        self.log.mkdir(parents=True)
        self.bin.mkdir()
        for name in programs:
            self.wrap(name)

    def wrap(self, name: str) -> None:
        real = shutil.which(name)
        if real is None:
            return
        # A wrapper of the shell must not be run by itself.
        text = WRAPPER.replace("#!/bin/sh", f"#!{shutil.which('dash') or '/bin/sh'}")
        for key, value in {"log": self.log, "name": name, "real": real, "hook": self.hook, "fail": self._fail}.items():
            text = text.replace("{" + key + "}", f"'{value}'")
        (self.bin / name).write_text(text)
        (self.bin / name).chmod(0o755)

    def path(self, rest: str) -> str:
        return f"{self.bin}:{rest}"

    def calls(self) -> list[list[str]]:
        """Name and arguments of each call, in their order."""
        files = sorted(self.log.iterdir(), key=lambda path: int(path.name))
        return [os.fsdecode(path.read_bytes()).split("\0")[:-1] for path in files]

    def forget(self) -> None:
        shutil.rmtree(self.log)
        self.log.mkdir()
        self._fail.unlink(missing_ok=True)

    def fail(self, number: int, how: str) -> None:
        self._fail.write_text(f"{number} {how}\n")

    def before(self, script: str | None) -> None:
        """A script to be run before each call."""
        self.hook.unlink(missing_ok=True)
        if script is not None:
            # Renamed into place, so that no call meets half of it.
            new = self.folder / "hook.new"
            new.write_text(f"#!/bin/sh\n{script}\n")
            new.chmod(0o755)
            new.rename(self.hook)


def git_command(call: list[str]) -> str:
    """`push` of `git -C x -c a=b push …`; empty where it is no call of git."""
    if call[:1] != ["git"]:
        return ""
    rest = iter(call[1:])
    for argument in rest:
        if argument in {"-C", "-c", "--git-dir", "--work-tree", "--namespace", "--config-env"}:
            next(rest, None)
        elif not argument.startswith("-"):
            return argument
    return ""


class CommandLines(threading.Thread):
    """Reads the arguments of every process of the machine, again and again, until stopped."""

    def __init__(self):
        super().__init__(daemon=True)
        self.seen: set[bytes] = set()
        self._over = threading.Event()

    def run(self):
        while not self._over.wait(0.003):
            for name in os.listdir("/proc"):
                if name.isdigit():
                    try:
                        self.seen.add(Path("/proc", name, "cmdline").read_bytes())
                    except OSError:
                        pass

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self._over.set()
        self.join()


def quiet(*command: str, cwd=None, env=None, check=True) -> str:
    """Runs a program of ours and gives its output."""
    options = {"capture_output": True, "text": True, "errors": "replace", "timeout": PATIENCE}
    done = subprocess.run(command, cwd=cwd, env=env, **options)
    if check and done.returncode != 0:
        raise RuntimeError(f"{' '.join(map(str, command))}: {done.stderr}{done.stdout}")
    return done.stdout

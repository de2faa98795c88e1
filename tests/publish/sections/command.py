"""`to = "command"`: a program gets a folder with exactly the files of the site; `after` gets the addresses."""

import json
import re

from crawl import BASE_URL
from kit import MANIFEST, World, differences, fingerprint, manifest_problems, run
from targets import Command, Dir, Git, quoted, setup

from .basics import LARGE, refused

EXITS = """import json, os, sys
open({log!r}, 'a').write(json.dumps(sys.argv[1:]) + chr(10))
if {code} < 0:
    os.kill(os.getpid(), -{code})
sys.exit({code})
"""
AFTER = """import json, sys
lines = sys.stdin.read().splitlines()
open({log!r}, 'a').write(json.dumps([sys.argv[1:], lines]) + chr(10))
sys.exit({code})
"""


def command(world: World) -> None:
    folder_given(world)
    exit_statuses(world)
    host_limits(world)
    after(world)


def folder_given(world: World) -> None:
    """What is in `{dir}`, whatever lies in the output; how the arguments arrive."""
    folder = world.folder("command")
    target = Command(folder)
    target.program += ["plain", "two words", "$(touch pwned)", ";", "*", "--flag="]
    project = setup(world, target, world.folder("site"))
    project.run("build", "--today", "2026-12-01")
    (project.root / "public/.DS_Store").write_bytes(b"litter")
    result = project.publish()
    world.report.check("the command runs: exit 0", result.status == 0, result)
    built, found = project.built(), target.site() or {}
    world.report.none("{dir} holds the site", differences(found, built))
    # Not even control files: `differences` leaves those out.
    world.report.none("{dir} holds nothing else", sorted(found.keys() - built.keys()))
    world.report.none("{dir} has the manifest", manifest_problems(found, built))
    arguments = (folder / "taken.arguments").read_text().split("\n") if found else [""]
    world.report.check("arguments arrive as they are", arguments[1:] == target.program[3:], arguments)
    given = arguments[0]
    world.report.check(
        "{dir} is a folder of its own", given.startswith("/") and given != str(project.root / "public"), given
    )
    project.words(1)
    project.commit("words")
    nested = run(
        [world.binary, *project.arguments("--root", project.root.name)], project.env, project.root.parent
    )
    world.report.check("a root that is told from elsewhere: exit 0", nested.status == 0, nested)
    inside = project.root / project.root.name
    world.report.check("a root that is told from elsewhere: nothing in another place", not inside.exists(), inside)
    gone = run(["test", "-e", given], project.env).status != 0
    world.report.check("{dir} is removed afterwards", gone, given)
    links = (folder / "taken.links").read_text() if found else "0"
    world.report.check("{dir} is a copy, which the program may write to", int(links) == 1, links)
    output = fingerprint(project.root / "public")
    spoil = folder / "spoil.py"
    spoil.write_text(
        "import sys, os\n"
        "for at, _, names in os.walk(sys.argv[1]):\n"
        "    for name in names:\n"
        "        os.unlink(os.path.join(at, name))\n"
    )
    target.program = ["python3", str(spoil), "{dir}"]
    project.tables(f"[publish]\n{target.settings}")
    project.words(2)
    project.commit("words")
    project.publish()
    after = fingerprint(project.root / "public")
    lost = sorted(path for path in output.keys() - after.keys() if not path.endswith(".DS_Store"))
    world.report.none("a command that empties {dir} takes nothing from the output", lost)


def exit_statuses(world: World) -> None:
    folder = world.folder("exits")
    for code in (0, 1, 2, 3, 7, 100, -9):
        log, script = folder / f"log{code}", folder / f"exit{code}.py"
        script.write_text(EXITS.format(log=str(log), code=code))
        target = Command(folder, program=["python3", str(script), "{dir}"])
        project = setup(world, target, world.folder("site"))
        result = project.run(*project.arguments())
        world.report.check("the command was run once", log.exists() and len(log.read_text().splitlines()) == 1, result)
        if code >= 0:
            world.report.check("its exit status is ours", result.status == code, f"{code}: {result}")
        else:
            world.report.check("it was killed: not 0", result.status not in {0, None}, result)
        world.report.check("no panic", "panicked" not in result.text, result)
    target = Command(folder, program=["no-such-program-anywhere", "{dir}"])
    project = setup(world, target, world.folder("site"))
    refused(world, target, project.publish(), target.state(), "a command that is not there", "no-such-program-anywhere")
    target = Command(folder, program=["true"])
    project = setup(world, target, world.folder("site"))
    result = project.publish()
    world.report.check("a command without {dir}: is run as it is", result.status == 0, result)


def host_limits(world: World) -> None:
    """Limits of a host are met before anything is sent."""
    for limits, size, over in (
        ("cloudflare-free", 26, True),
        ("cloudflare-free", 24, False),
        ("github-pages", 101, True),
        ("none", 101, False),
    ):
        target = Command(world.folder("limits"), f'limits = "{limits}"')
        project = setup(world, target, world.folder("site"))
        with (project.root / "static/large.bin").open("wb") as file:
            file.truncate(size * 1024 * 1024)
        result = project.publish()
        if over:
            refused(world, target, result, None, f"a large file with {limits}", "large.bin")
        else:
            world.report.check(f"a file of {size} MiB with {limits}: goes", result.status == 0, result)
        if target.path.exists():
            run(["rm", "-rf", target.path], {"PATH": "/usr/bin:/bin"})
        run(["rm", "-rf", project.root], {"PATH": "/usr/bin:/bin"})


def after(world: World) -> None:
    """`after` runs when something went out, with the changed addresses; not otherwise."""
    for make in (
        lambda: Dir(world.folder("target")),
        lambda: Git(world.folder("bare")),
        lambda: Command(world.folder("command")),
    ):
        folder = world.folder("after")
        log, script = folder / "log", folder / "after.py"
        script.write_text(AFTER.format(log=str(log), code=0))
        target = make()
        target.more = f'after = ["python3", {quoted(script)}, "a b", "$HOME"]'
        project = setup(world, target, world.folder("site"))
        first = project.built()
        result = project.publish()
        calls = read(log)
        world.report.check(
            f"{target.kind}: `after` runs once", result.status == 0 and len(calls) == 1, f"{len(calls)}: {result}"
        )
        if calls:
            world.report.check("its arguments arrive as they are", calls[0][0] == ["a b", "$HOME"], calls[0][0])
            every = {path for path in first if path != MANIFEST}
            pages = {path for path in every if path.endswith(".html")}
            world.report.none(f"{target.kind}: addresses of a first publication", wrong(calls[0][1], pages, every))
        project.publish("--dry-run", yes=False)
        world.report.check(f"{target.kind}: `after` does not run in a dry run", len(read(log)) == len(calls), result)
        if target.kind != "command":
            project.publish()
            world.report.check(f"{target.kind}: `after` does not run for nothing", len(read(log)) == len(calls))
        project.edition(1)
        project.commit("an edition")
        second = project.built()
        log.unlink(missing_ok=True)
        result = project.publish(*LARGE)
        calls = read(log)
        if world.report.check(f"{target.kind}: `after` runs for a change", len(calls) == 1, result):
            paths = {
                path
                for path in first.keys() | second.keys()
                if path != MANIFEST and first.get(path) != second.get(path)
            }
            pages = {path for path in paths if path.endswith(".html")}
            if target.kind != "command":
                world.report.none(f"{target.kind}: addresses of a change", wrong(calls[0][1], pages, paths))
        before = target.state()
        log.unlink(missing_ok=True)
        project.write("content/pages/about.md", project.read("content/pages/about.md") + "\n<b>raw</b>\n")
        project.commit("a warning")
        result = project.publish()
        world.report.check(
            f"{target.kind}: `after` does not run after a refusal",
            not log.exists() and target.state() == before,
            result,
        )

        project.git("revert", "--no-edit", "HEAD")
        script.write_text(AFTER.format(log=str(log), code=5))
        project.words(17)
        project.commit("words")
        result = project.publish()
        arrived = not differences(target.site(), project.built())
        world.report.check(
            f"{target.kind}: `after` that fails is told",
            arrived and ("after" in result.text or result.status != 0),
            result,
        )


def read(log) -> list:
    return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []


def wrong(lines: list[str], must: set[str], may: set[str]) -> list[str]:
    """What is wrong with addresses: those of `must` have to be there, none but those of `may`."""
    problems = [
        f"no address of this site: {line!r}"
        for line in lines
        if not re.match(rf"(?:{re.escape(BASE_URL)}|/)\S*$", line)
    ]
    paths = {re.sub(r"(^|/)$", r"\1index.html", line.removeprefix(BASE_URL).lstrip("/")) for line in lines}
    problems += [f"{path} is missing" for path in sorted(must - paths)] + [
        f"{path} did not change" for path in sorted(paths - may)
    ]
    return problems + (["one twice"] if len(lines) != len(set(lines)) else [])

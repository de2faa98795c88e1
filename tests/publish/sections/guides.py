"""The guides, done as they say: the first hour from its first line to its last, a server that has git and nothing else,
and the commands for Amazon, of which the answers come from Amazon's own descriptions."""

import json
import re
import sys
import time
import urllib.request
from pathlib import Path

import crawl
import guide
from inotify import Names
from kit import Result, World, differences, environment, kill_group, run, start, tree
from patience import PATIENCE
from project import TODAY
from sshd import free_port
from targets import Git, setup

from .basics import LARGE, published
from .moto import moto_path

# The guide's day, in whose place a reader writes the present one.
DAY = "2026-11-28"
# The program, which is told the day, and does not ask.
PROGRAM = """#!/bin/sh
case $1 in
check | build) set -- "$@" --today {day} ;;
publish) case " $* " in *" --dry-run "*) ;; *) set -- "$@" --yes ;; esac; set -- "$@" --today {day} ;;
esac
exec {binary} "$@"
"""
SERVER = "python3 -m http.server"
# Prose that says what to change: by what, and where, if not in the text itself.
CHANGE = re.compile(r"Change `([^`]+)` to `([^`]+)` in the (?:line of `(\w+)`|quote)")
INSTEAD = re.compile(r"Write `([^`]+)` instead of `([^`]+)`")
FILE = re.compile(r"`((?:content|clippings)/[\w./-]+\.\w+|tearsheet\.toml)`")
# What Amazon would not take, in the documents of the guide: so much the stand-in must see.
WRONG = (
    ("distribution.json", '"Quantity": 1', '"Quantity": 2'),
    ("distribution.json", '"TargetOriginId": "bucket"', '"TargetOriginId": "other"'),
    ("distribution.json", '"Enabled": true', '"Enabled": "yes"'),
    ("distribution.json", '"Comment"', '"Remark"'),
    ("distribution.json", "{", "["),
    ("bucket-policy.json", '"Effect"', '"Affect"'),
    ("bucket-policy.json", "notes-site/*", "notes-site"),
    ("publisher.json", "2012-10-17", "2026-12-01"),
    ("publisher.json", '"Statement"', '"Statements"'),
)
PUT_POLICY = "s3api put-bucket-policy --bucket notes-site --policy"
SHEET, TEXT = "content/deals/osier-loan.toml", "content/deals/osier-loan.md"


def guides(world: World) -> None:
    first_hour(world)
    git_and_nothing_else(world)
    amazon(world)


class Reader:
    """Somebody with a guide, a terminal and an editor."""

    def __init__(self, world: World, folder: Path, **variables: str):
        self.world, self.at = world, folder
        (folder / "bin").mkdir()
        program(folder / "bin/tearsheet", PROGRAM.format(day=TODAY, binary=world.binary))
        self.env = environment(folder / "home", **variables)
        self.env["PATH"] = f"{folder / 'bin'}:{self.env['PATH']}"

    def type(self, commands: str) -> Result:
        """Types commands, and is afterwards where they lead."""
        left = Path(self.env["HOME"], "at")
        result = run(["bash", "-e", "-c", f"{commands}\npwd >'{left}'"], self.env, self.at)
        self.at = Path(left.read_text().strip()) if left.exists() else self.at
        return result

    def write(self, path: str, text: str) -> None:
        (self.at / path).parent.mkdir(parents=True, exist_ok=True)
        (self.at / path).write_text(text)

    def read(self, path: str) -> str:
        return (self.at / path).read_text()


def program(path: Path, text: str) -> None:
    path.write_text(text)
    path.chmod(0o755)


def unsaid(output: str, expected: str) -> list[str]:
    """Lines of a guide that were not printed, in their order; how much blank there is does not count."""
    printed = iter([" ".join(line.split()) for line in output.splitlines()])
    return [line for line in expected.splitlines() if line.strip() and " ".join(line.split()) not in printed]


def first_hour(world: World) -> None:
    reader, check = Reader(world, world.folder("first-hour")), world.report
    before, result = "", Result(0, "", "", 0)
    typed = written = compared = 0
    for kind, body in guide.blocks(guide.section("first-hour.md").replace(DAY, TODAY)):
        if kind == "prose":
            before = body
            if "Add the `l`" in " ".join(body.split()):
                reader.write(SHEET, reader.read(SHEET).replace('"talow"', '"tallow"'))
            if "says `nothing to publish`" in body:
                result = reader.type("tearsheet publish")
                check.check("a second time: nothing to publish", "nothing to publish" in result.text, result)
        elif kind == "run":
            result = one_by_one(world, reader, body)
            typed += 1
        elif kind == "text" and "save it as" in before:
            reader.write(FILE.search(before)[1], body)
        elif kind == "text":
            result = changed(reader, before) or result
            check.none("first hour: what is printed", [f"{line!r}: {result}" for line in unsaid(result.text, body)])
            compared += 1
        else:
            named = FILE.findall(before)
            path = named[-1] if named else "tearsheet.toml"
            old = reader.read(path) if path == "tearsheet.toml" else ""
            reader.write(path, guide.merged(old, body) if old else body)
            written += 1
    check.check("first hour: all of it was done", typed >= 12 and written >= 9 and compared >= 5, (typed, written, compared))


def changed(reader: Reader, prose: str) -> Result | None:
    """Does what prose says to try, looks, and puts it back; `None` where it says nothing of the kind."""
    words = " ".join(prose.split())
    change, instead = CHANGE.search(words), INSTEAD.search(words)
    if not (change or instead):
        return None
    path = SHEET if change else TEXT
    text = reader.read(path)
    old, new = change.group(1, 2) if change else instead.group(2, 1)
    part = f"{change[3]} " if change and change[3] else 'quote = "EUR' if change else old
    [line] = [line for line in text.splitlines() if part in line and old in line][:1] or [""]
    edited = new.join(line.rsplit(old, 1))
    reader.write(path, text.replace(line, edited, 1) if line else text)
    result = reader.type("tearsheet check || true")
    reader.write(path, text)
    return result


def one_by_one(world: World, reader: Reader, commands: str) -> Result:
    """Types what is to be typed; what goes on for ever is looked at, and stopped."""
    check, result = world.report, Result(0, "", "", 0)
    if "git -C ../notes-live pull" in commands:
        reader.write(TEXT, reader.read(TEXT) + "\nThe site is near a station.\n")
        reader.type("git commit -qam 'A station' && git push -q")
    for line in commands.splitlines():
        if line.startswith("tearsheet serve"):
            continue
        if line.startswith(SERVER):
            served(world, reader, line)
            continue
        result = reader.type(line)
        # An error is shown on purpose, once: what it says is compared with the guide.
        expected = {0, 1} if line.strip() == "tearsheet check" else {0}
        check.check("first hour: what is typed works", result.status in expected, f"`{line}`: {result}")
    if "git -C ../notes-live pull" in commands:
        live = reader.at.parent / "notes-live"
        page = live / "deals/osier-loan/index.html"
        check.check("first hour: the edit arrives", page.exists() and "near a station" in page.read_text(), result)
    return result


def served(world: World, reader: Reader, line: str) -> None:
    """The site is served as the guide says, on a port that is free, and has no broken link."""
    port = free_port()
    process = start(["bash", "-c", f"exec {line.replace('8000', str(port))}"], reader.env, reader.at)
    try:
        page = b""
        while process.poll() is None and not page:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=PATIENCE) as answer:
                    page = answer.read()
            except OSError:
                time.sleep(0.05)
        world.report.check("first hour: the front page has the deal", b"Tallow Bank lends" in page, page[:200])
    finally:
        kill_group(process)
        process.communicate()
    files = {path: data for path, data in tree(reader.at.parent / "notes-live").items() if not path.startswith(".git/")}
    world.report.none("first hour: broken links", crawl.crawl(files, base="http://localhost:8000/"))
    world.report.check("first hour: in two languages", "fr/deals/osier-loan/index.html" in files, sorted(files)[:5])


def git_and_nothing_else(world: World) -> None:
    """The hook of the guide lays out what was pushed: whole, at once, and again what is gone back to."""
    text = guide.section("publishing.md", "A server that takes git and nothing else")
    [hook] = [body for kind, body in guide.blocks(text) if kind == "sh"]
    target, place = Git(world.folder("bare")), world.folder("served")
    world.report.check("the hook: has the place that the guide names", "site=/srv/brief\n" in hook, hook)
    program(target.bare / "hooks/post-receive", hook.replace("site=/srv/brief\n", f"site='{place}'\n"))
    project = setup(world, target, world.folder("hook"))
    sites = []
    for number in (1, 2, 3):
        project.edition(number)
        project.commit(f"edition {number}")
        with Names(place) as names:
            published(world, target, project, project.publish(*LARGE), "with the hook")
        world.report.none("the hook: the site is laid out", differences(tree(place / "current"), target.site()))
        world.report.check("the hook: at once", names.of("current") == ["renamed into place"], names.events)
        sites.append(target.site())
    result = project.publish("--rollback")
    world.report.check("the hook: a rollback", result.status == 0, result)
    world.report.none("the hook: what is gone back to", differences(tree(place / "current"), sites[-2]))
    project.git("push", "--quiet", str(target.bare), "main:main")
    # One for each publication and one for the rollback; no part of any, and none of another branch.
    releases = sorted(path.name for path in (place / "releases").iterdir())
    whole = len(releases) == 4 and all(re.fullmatch(r"[0-9a-f]{40}", name) for name in releases)
    world.report.check("the hook: every release stays, and nothing else", whole, releases)


def amazon(world: World) -> None:
    """What is typed for S3 and CloudFront, with files that say what the guide says, is what Amazon takes."""
    path = moto_path(world)
    if path is None:
        world.report.check("aws: botocore can be installed", False, "pip install 'moto[server]'")
        return
    folder = world.folder("amazon")
    reader = Reader(world, folder, AWS_LOG=str(folder / "log"), PYTHONPATH=path)
    stand_in = Path(guide.__file__).with_name("aws.py")
    program(folder / "bin/aws", f'#!/bin/sh\nexec {sys.executable} {stand_in} "$@"\n')
    reader.type("tearsheet init notes && cd notes")
    reader.write("tearsheet.toml", reader.read("tearsheet.toml") + '\n[headers]\nsecurity = "strict"\n')
    found = guide.blocks(guide.section("publishing.md", "S3 and CloudFront"))
    names = iter(("publisher.json", "distribution.json", "bucket-policy.json"))
    documents = {next(names, "more.json"): body for kind, body in found if kind == "json"}
    for name, body in documents.items():
        reader.write(name, body)
    for commands in [body for kind, body in found if kind == "run"]:
        result = reader.type(commands)
        world.report.check("aws: what is typed is taken", result.status == 0, f"{commands}: {result}")
    result = reader.type(f"aws {PUT_POLICY} file://publisher.json")
    world.report.check("aws: the policy of who publishes", result.status == 0, result)
    for name, old, new in WRONG:
        reader.write("wrong.json", documents[name].replace(old, new, 1))
        asked = "cloudfront create-distribution --distribution-config" if name == "distribution.json" else PUT_POLICY
        result = reader.type(f"aws {asked} file://wrong.json")
        told = old in documents[name] and result.status == 252
        world.report.check("aws: what is wrong is refused", told, f"{old} → {new}: {result}")
    for asked in ("cloudfront publish-function --name a", "cloudfront create-functions --name a", "s3api create-bucket --buckets b"):
        result = reader.type(f"aws {asked}")
        world.report.check("aws: what is wrong is refused", result.status == 252, f"{asked}: {result}")
    [script] = [body for kind, body in found if kind == "sh"]
    program(reader.at / "invalidate", script)
    for count, asked in ((0, None), (1, 1), (15, 15), (16, 1)):
        lines = "".join(f"https://notes.example/deals/{number}/\n" for number in range(count))
        (folder / "log").write_text((folder / "log").read_text() + "[]\n")
        result = run([reader.at / "invalidate", "E1"], reader.env, reader.at, stdin=lines.encode())
        last = json.loads((folder / "log").read_text().splitlines()[-1])
        batch = last[1]["InvalidationBatch"]["Paths"]["Items"] if last else None
        right = batch is None if asked is None else batch is not None and len(batch) == asked
        world.report.check("aws: an invalidation of what changed", result.status == 0 and right, f"{count}: {batch}, {result}")
        if count == 16:
            world.report.check("aws: of everything, where much changed", batch == ["/*"], batch)
        elif batch:
            world.report.check("aws: by paths", batch[0] == "/deals/0/", batch)
    done = [json.loads(line) for line in (folder / "log").read_text().splitlines()]
    world.report.check("aws: each operation was asked for", len({one[0] for one in done if one}) >= 9, done)

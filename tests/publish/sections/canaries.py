"""Nothing but the site leaves: words planted wherever something private may lie are in no byte and no name of a target.

Each place has a word of its own, so that a leak names where it came from. A word is looked for in any case, in names
and bytes of everything at the target: all objects of the bare repository, all that the server wrote, all requests.
"""

import re
import subprocess
from pathlib import Path

from fake_s3 import FakeS3
from kit import CONTROL, MANIFEST, Result, World, environment
from project import Project, png
from spy import CommandLines, Spy, quiet
from sshd import Sshd
from targets import S3, Command, Dir, Git, Rsync

SOURCE = """title     = "<<{kind}: its source's title>>"
publisher = "<<{kind}: its source's publisher>>"
url       = "https://private.example/<<{kind}: its source's address>>"
kind      = "release"
lang      = "en"
published = "2026-11-21"
read_on   = "2026-11-28"
"""
DEAL = """title  = "<<{kind}: a title>>"
dek    = "<<{kind}: a dek>>"
{line}
was    = ["<<{kind}: a former id>>"]
status = {{ is = "signed", on = "2026-11-21", source = "{source}", quote = "<<{kind}: a quote>>" }}
topics = ["power"]

[[leg]]
customer = "quillon"
supplier = "northlight"
value    = {{ is = "2 billion USD", source = "{source}", note = "<<{kind}: a note>>" }}
"""
COMPANY = """name    = "<<a draft company: its name>>"
kind    = "lab"
draft   = true
aliases = ["<<a draft company: an alias>>"]
was     = ["<<a draft company: a former id>>"]
"""
ALLOW = """
[[allow]]
code  = "raw-html"
why   = "<<why a warning is waived>>"
until = "2027-06-01"
"""
PAGE = """+++
title = "<<a draft page: its title>>"
draft = true
was   = ["<<a draft page: a former id>>"]
+++

<<a draft page: its text>>

![x](x.png)
"""
TRANSLATION = """+++
title = "<<a draft translation: its title>>"
dek   = "<<a draft translation: its dek>>"
draft = true
+++

<<a draft translation: its text>>
"""
# Has what the sheets quote, on the lines that they cite.
CLIPPING = """<<clippings/{source}.txt, first line>>
They have signed a contract of $2 billion over five years.
Quillon Labs rents a hall for seven years, from 1 March 2027.
It seeks as much as 300 megawatts of power. <<clippings/{source}.txt, last line>>
"""


class Words:
    """Words that occur nowhere else, by the place where they were planted."""

    def __init__(self):
        self.places: dict[str, str] = {}

    def __call__(self, place: str) -> str:
        found = f"zq{len(self.places):02}xvcanary"
        self.places[found] = place
        return found

    def fill(self, text: str, **names: str) -> str:
        """A text with a word for each `<<place>>` in it."""
        return re.sub("<<(.+?)>>", lambda place: self(place[1]), text.format(**names) if names else text)

    def found_in(self, data: bytes) -> list[str]:
        lower = data.lower()
        if b"xvcanary" not in lower:
            return []
        return [self.places[word] for word in self.places if word.encode() in lower]


def canaries(world: World) -> None:
    words = Words()
    with Sshd(world.folder("sshd")) as server, FakeS3() as store:
        spy = Spy(world.folder("spy"))
        home = world.folder(f"home-{words('the path of the home folder')}")
        root = world.folder(f"in-{words('the path of the project')}")
        secrets = credentials(words)
        project = Project.make(world, root, spy, **secrets, **{"AWS_EC2_METADATA_DISABLED": "true"})
        project.home = home
        environment(home)
        plant_sheets(project, words)
        plant_texts(project, words)
        plant_files(project, words)
        plant_home(home, words)
        targets = {
            "git": Git(world.folder("bare")),
            "dir": Dir(world.folder("target")),
            "rsync": Rsync(world.folder("target"), server),
            "s3": S3(store),
            "command": Command(world.folder("command")),
        }
        store.key, store.secret = secrets["AWS_ACCESS_KEY_ID"], secrets["AWS_SECRET_ACCESS_KEY"]
        project.base += f"# {words('a comment in the settings')}\n"
        project.tables("".join(f"[publish.to-{name}]\n{target.settings}" for name, target in targets.items()))
        project.commit(f"message {words('the message of a commit')}")
        plant_git(project, words)
        world.report.check("at least 60 words are planted", len(words.places) >= 60, len(words.places))
        strangers(world, project, words)
        with CommandLines() as lines:
            for name, target in targets.items():
                one(world, project, words, name, target)
            failures(world, project, store)
        outputs(world, project, words, secrets, spy, lines)
        everywhere = {
            "git": repository(targets["git"].bare),
            "dir": disk(targets["dir"].path),
            "rsync": disk(server.root),
            "s3": bucket(store),
            "command": disk(targets["command"].path.parent / "taken"),
        }
        for name, parts in everywhere.items():
            world.report.check(f"{name}: there is something to look at", len(parts) > 50, len(parts))
            leaks = sorted(
                {
                    f"{place} (in {part})"
                    for part, data in parts
                    for place in words.found_in(part.encode() + b"\n" + data)
                }
            )
            world.report.none(f"{name}: words that leaked", leaks)
        seen = b"".join(data for _, data in everywhere["dir"])
        world.report.check("the public deal is there", b"Quillon Labs" in seen and b"public-words-are-found" in seen)


def credentials(words: Words) -> dict[str, str]:
    """Variables of the environment. The id of a key is sent with requests, and is no secret."""
    names = (
        "AWS_SECRET_ACCESS_KEY",
        "GITHUB_TOKEN",
        "GITLAB_TOKEN",
        "CI_JOB_TOKEN",
        "NETLIFY_AUTH_TOKEN",
        "CLOUDFLARE_API_TOKEN",
        "SSH_PASSWORD",
        "DATABASE_URL",
        "SECRET_KEY",
    )
    return {name: words(f"${name}") for name in names} | {"AWS_ACCESS_KEY_ID": "AKIDCANARY0000000001"}


def plant_sheets(project: Project, words: Words) -> None:
    """Drafts, embargoes, comments, in sheets."""
    for kind, line in (("draft", "draft = true"), ("embargo", 'publish_on = "2027-03-01"')):
        deal, source, file = (
            words(f"{kind}: {what}") for what in ("a deal's id", "its source's id", "its file's name")
        )
        names = {"kind": kind, "line": line, "source": source, "file": file}
        project.write(f"content/sources/{source}.toml", words.fill(SOURCE, **names))
        project.write(f"content/deals/{deal}.toml", words.fill(DEAL, **names))
        project.write(f"content/deals/{deal}.md", words.fill("<<{kind}: its text>>\n\n[file]({file}.txt)\n", **names))
        project.write(f"content/deals/{deal}.fr.md", words.fill("<<{kind}: its translation>>\n", **names))
        project.write(f"content/deals/{deal}/{file}.txt", words(f"{kind}: its file"))
    company = words("a draft company's id")
    project.write(f"content/companies/{company}.toml", words.fill(COMPANY))
    project.write(f"content/companies/{company}.md", words.fill("<<a draft company: its text>>\n"))
    cloud = project.read("content/deals/quillon-cloud.toml")
    cloud = cloud.replace("[[leg]]", words.fill("[[leg]] # <<a comment beside a key>>"))
    around = words.fill("# <<a comment above a sheet>>\n"), words.fill("# <<a comment below a sheet>>\n" + ALLOW)
    project.write("content/deals/quillon-cloud.toml", cloud.join(around))
    for path in ("content/companies/quillon.toml", "content/sources/northlight-release.toml"):
        project.write(path, f"{project.read(path)}# {words(f'a comment in {path}')}\n")


def plant_texts(project: Project, words: Words) -> None:
    """Drafts of pages and translations; what Markdown drops; clippings."""
    page = words("a draft page's id")
    project.write(f"content/pages/{page}.md", words.fill(PAGE))
    project.write(f"content/pages/{page}/x.png", png((1, 2, 3)) + words("a draft page: its picture").encode())
    project.write("content/deals/quillon-cloud.fr.md", words.fill(TRANSLATION))
    english = project.read("content/deals/quillon-cloud.md")
    english = english.replace("+++\n", words.fill("+++\n# <<a comment in front matter>>\n"), 1)
    comment = words.fill("<!-- <<a comment in HTML>> -->")
    project.write("content/deals/quillon-cloud.md", f"{english}\npublic-words-are-found\n\n{comment}\n")
    for source in ("northlight-release", "wire-halyard"):
        project.write(f"clippings/{source}.txt", words.fill(CLIPPING, source=source))
    project.write("locales/notes.txt", words("a file beside the locales"))


def plant_files(project: Project, words: Words) -> None:
    """Dotfiles, what editors leave, what lies about in a project, what other tools put into the output."""
    for path in (
        "content/.{}",
        "content/deals/.{}.toml",
        "content/deals/quillon-cloud.toml~",
        "content/deals/.quillon-cloud.md.swp",
        "content/deals/#quillon-cloud.toml#",
        "content/deals/quillon-cloud/.{}",
        "content/deals/quillon-cloud/notes.txt~",
        "static/.env",
        "static/.htpasswd",
        "static/.{}",
        "static/.git-credentials",
        "static/notes.txt~",
        "static/.plan.txt.swp",
        ".env",
        "notes-{}.md",
        "themes/ledger/.{}",
        "themes/notes.md~",
    ):
        name = words(f"the name of {path}") if "{}" in path else ""
        project.write(path.format(name), f"{words(path)}\n")


def plant_home(home: Path, words: Words) -> None:
    for path in (".netrc", ".git-credentials", ".aws/config", ".config/gh/hosts.yml", ".npmrc"):
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        (home / path).write_text(f"# {words(f'~/{path}')}\n")


def plant_git(project: Project, words: Words) -> None:
    """In the repository: what is not on the site's way out."""
    project.write(".git/description", words("the description of the repository"))
    project.write(".git/info/notes", words("a file in .git"))
    project.git("config", "brief.secret", words("the settings of the repository"))
    project.write("plan.txt", words("a stash"))
    project.git("add", "plan.txt")
    project.git("stash")
    project.git("checkout", "--quiet", "-b", words("the name of a branch"))
    project.write("plan.txt", words("a file of another branch"))
    project.git("add", "plan.txt")
    project.git("commit", "--quiet", "-m", words("the message of another branch"))
    project.git("checkout", "--quiet", "main")
    project.git("tag", "-a", words("the name of a tag"), "-m", words("the message of a tag"))
    project.git("update-ref", "refs/notes/commits", "HEAD")


def strangers(world: World, project: Project, words: Words) -> None:
    """Files that others put into the output and into our own folder: refused by name, or left where they are."""
    # What is hidden in `static/` is told by name, and stays until it is taken away; what git leaves there is passed over.
    result = project.run("build", "--today", "2026-12-01", "--deny-warnings")
    hidden = [path for path in (project.root / "static").glob(".*") if path.is_file() and path.name in result.text]
    world.report.check("hidden files to be published are named", result.status == 1 and len(hidden) == 3, result)
    for path in hidden:
        path.unlink()
    project.commit("nothing is hidden")
    result = project.run("build", "--today", "2026-12-01", "--deny-warnings")
    world.report.check("the site of the words builds", result.status == 0, result)
    for path in (".env", "notes.txt", "deals/backup.zip", "index.html~"):
        project.write(f"public/{path}", words(f"public/{path}"))
        result = project.publish("to-dir")
        if result.status != 0:
            named = Path(path).name in result.text
            world.report.check(
                "a stranger in the output is named, and taking it away is enough", named, f"{path}: {result}"
            )
            (project.root / "public" / path).unlink()
    # These are known litter, so a build goes past them.
    for path in (".DS_Store", "deals/.DS_Store", "Thumbs.db"):
        project.write(f"public/{path}", words(f"public/{path}"))
    project.write(".tearsheet/notes.txt", words(".tearsheet/notes.txt"))
    project.write(".tearsheet/stray/index.html", words(".tearsheet/stray/index.html"))


def one(world: World, project: Project, words: Words, name: str, target) -> None:
    """Two publications to a target; between them something changes."""
    for number in (40, 41):
        text = project.read("content/deals/quillon-cloud.md")
        project.write(
            "content/deals/quillon-cloud.md",
            re.sub(r"Computing, edition \w+", f"Computing, edition {name.upper()}{'AB'[number % 2]}", text),
        )
        project.commit("an edit")
        result: Result = project.publish(f"to-{name}", "--deletes", "100")
        world.report.check(f"{name}: published", result.status == 0, result)
        if name != "command":
            project.publish(f"to-{name}", "--format", "json")
            project.publish(f"to-{name}", "--list", yes=False)
    site = target.site() or {}
    paths = {path for path in (project.root / "public").rglob("*") if path.is_file()}
    listed = {
        path.relative_to(project.root / "public").as_posix() for path in paths if not words.found_in(path.read_bytes())
    }
    extra = sorted(path for path in site if path not in listed | CONTROL)
    world.report.none(f"{name}: files that are not of the site", extra)


def failures(world: World, project: Project, store: FakeS3) -> None:
    """What goes wrong is told without the secrets that were in use."""
    for fault in ("403", "500", "reset"):
        store.forget()
        store.faults = {number: fault for number in range(1, 40)}
        project.publish("to-s3")
    store.forget()
    project.variables = project.variables | {
        "AWS_SECRET_ACCESS_KEY": f"wrong-{project.variables['AWS_SECRET_ACCESS_KEY']}"
    }
    result = project.publish("to-s3")
    world.report.check("a wrong secret key: exit 1", result.status == 1, result)
    project.variables = project.variables | {"AWS_SECRET_ACCESS_KEY": store.secret}


def outputs(
    world: World, project: Project, words: Words, secrets: dict[str, str], spy: Spy, lines: CommandLines
) -> None:
    """Secrets are in no output, no argument list, no record."""
    for name, secret in secrets.items():
        if name == "AWS_ACCESS_KEY_ID":
            continue
        told = [text for text in project.said if secret in text.lower()]
        world.report.none(f"${name} is in no output", told)
        world.report.none(
            f"${name} is in no argument list", [call for call in spy.calls() if secret in " ".join(call).lower()]
        )
        world.report.none(
            "a secret in the arguments of a process", [line for line in lines.seen if secret.encode() in line.lower()]
        )
    planted = {".tearsheet/notes.txt", ".tearsheet/stray/index.html"}
    kept = [path for path in (project.root / ".tearsheet").rglob("*") if path.is_file()]
    kept = [path for path in kept if path.relative_to(project.root).as_posix() not in planted]
    world.report.check("there is a record to look at", bool(kept))
    values = [secret.encode() for name, secret in secrets.items() if name != "AWS_ACCESS_KEY_ID"]
    bad = [str(path) for path in kept if any(value in path.read_bytes().lower() for value in values)]
    world.report.none("a secret in a file under .tearsheet", bad)
    world.report.check("the arguments of processes were seen", len(lines.seen) > 5, len(lines.seen))


# Everything at a target, as (name, bytes)


def disk(folder: Path) -> list[tuple[str, bytes]]:
    return [
        (path.relative_to(folder).as_posix(), path.read_bytes() if path.is_file() else b"")
        for path in folder.rglob("*")
    ]


def repository(bare: Path) -> list[tuple[str, bytes]]:
    """All objects, reachable or not; packs are unpacked by git itself. And names of refs."""
    format = "--batch-check=%(objectname) %(objecttype)"
    listing = quiet("git", "--git-dir", str(bare), "cat-file", "--batch-all-objects", format)
    found = [("refs", quiet("git", "--git-dir", str(bare), "for-each-ref").encode())]
    for line in listing.splitlines():
        name, kind = line.split()
        done = subprocess.run(["git", "--git-dir", bare, "cat-file", kind, name], capture_output=True, check=True)
        found.append((f"{kind} {name}", done.stdout))
    return found


def bucket(store: FakeS3) -> list[tuple[str, bytes]]:
    """Objects with their headers, and every request but the signature."""
    found = [(key, repr(thing.headers).encode() + thing.data) for key, thing in store.contents().items()]
    return found + [
        (f"request {request.key}", f"{request.target} {request.headers}".encode() + request.body)
        for request in store.log
    ]

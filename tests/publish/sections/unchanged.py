"""What a publication costs when there is nothing to publish: requests and programs, per target.

With `--corpus`, how long it takes on a large site, as a note: a figure of a machine, and no check.
"""

import shutil

from crawl import BASE_URL
from fake_s3 import FakeS3
from kit import World
from project import Project
from spy import Spy, git_command
from sshd import Sshd
from targets import S3, Dir, Git, Rsync, setup

# Commands of git that talk to a remote.
REMOTE = {"ls-remote", "fetch", "push", "pull", "clone", "fetch-pack", "send-pack", "archive", "remote"}


def unchanged(world: World) -> None:
    with Sshd(world.folder("sshd")) as server, FakeS3() as store:
        rows = [
            (lambda: Git(world.folder("bare")), ["git ls-remote"]),
            (lambda: Dir(world.folder("target")), []),
            (lambda: Rsync(world.folder("target"), server), ["ssh"]),
            (lambda: S3(store, world.folder("prefix").name), []),
        ]
        for make, expected in rows:
            target = make()
            spy = Spy(world.folder("spy"))
            variables = store.credentials if target.kind == "s3" else {}
            project = setup(world, target, world.folder("unchanged"), spy, **variables)
            result = project.publish()
            world.report.check(f"{target.kind}: the first publication", result.status == 0, result)
            for what in ("a second time", "a third time"):
                spy.forget()
                store.forget()
                result = project.publish()
                world.report.check(f"{target.kind}: nothing to publish", "nothing to publish" in result.text, result)
                found = [told(call) for call in spy.calls() if goes_out(call)]
                world.report.check(
                    f"{target.kind}, {what}: programs that go out", found == expected, f"{found}, not {expected}"
                )
                requests = [f"{request.method} {request.key}" for request in store.log]
                wanted = [f"GET {target.key('.tearsheet-manifest')}"] if target.kind == "s3" else []
                world.report.check(f"{target.kind}, {what}: requests", requests == wanted, f"{requests}, not {wanted}")
            world.report.note(f"{target.kind}: {result.took:.2f} s; programs: {[told(call) for call in spy.calls()]}")
            if world.corpus:
                large(world, make(), **variables)


def large(world: World, target, **variables: str) -> None:
    """A large site: published, and published again without a change."""
    project = Project(world, world.folder("corpus") / "site", world.folder("home"), **variables)
    shutil.copytree(world.corpus, project.root, symlinks=True)
    settings = project.read("tearsheet.toml").replace("https://corpus.example/", BASE_URL)
    project.write("tearsheet.toml", f"{settings}\n[publish]\n{target.settings}")
    project.git("init", "--quiet", "-b", "main")
    project.commit("first")
    first = project.publish()
    world.report.check(f"{target.kind}: a large site is published", first.status == 0, first)
    again = [project.publish() for _ in range(3)]
    all_same = all("nothing to publish" in result.text for result in again)
    world.report.check(f"{target.kind}: nothing to publish of a large site", all_same, again[0])
    took = ", ".join(f"{result.took:.2f}" for result in again)
    world.report.note(f"{target.kind}: a large site took {first.took:.1f} s, and again unchanged {took} s")


def goes_out(call: list[str]) -> bool:
    if call[0] == "git":
        command = git_command(call)
        # `git remote get-url` only reads the settings.
        return command in REMOTE and not (command == "remote" and "get-url" in call)
    return True


def told(call: list[str]) -> str:
    return f"git {git_command(call)}" if call[0] == "git" else call[0]

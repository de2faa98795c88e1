"""`to = "dir"` and `to = "rsync"`: releases in a folder, here or on a server behind a real sshd."""

import os
import pty
import secrets
import select
import shutil
import stat
import subprocess
import time
from pathlib import Path

from inotify import Names
from kit import World, differences, fingerprint, kill_group, tree
from patience import PATIENCE
from project import Project
from spy import Spy
from sshd import Sshd
from targets import Dir, Rsync, setup

from .basics import LARGE, basics, generation, published, refused, unchanged


def folder(world: World) -> None:
    basics(world, Dir(world.folder("target")))
    releases(world, lambda more="": Dir(world.folder("target"), more))
    terminal(world)
    odd_folders(world)


def server(world: World) -> None:
    with Sshd(world.folder("sshd")) as sshd:
        basics(world, Rsync(world.folder("target"), sshd))
        releases(world, lambda more="": Rsync(world.folder("target"), sshd, more))
        odd_remotes(world, sshd)
        lost_server(world, sshd)


def releases(world: World, make) -> None:
    switching(world, make())
    foreign(world, make())
    pruned(world, make("keep = 2"))
    linked(world, make())
    locked(world, make())
    leftovers(world, make())
    edited(world, make())
    occupied(world, make())


def switching(world: World, target) -> None:
    """`current` is renamed into place: no reader ever meets its absence."""
    project = setup(world, target, world.folder("switch"))
    published(world, target, project, project.publish(), "before the switches")
    for number in (1, 2, 3):
        project.edition(number)
        project.commit(f"edition {number}")
        with Names(target.path) as names:
            project.publish(*LARGE)
        world.report.check(
            "`current` is renamed into place", names.of("current") == ["renamed into place"], names.events
        )
    with Names(target.path) as names:
        project.publish("--rollback")
    world.report.check(
        "a rollback renames `current` into place", names.of("current") == ["renamed into place"], names.events
    )
    with Names(target.path) as names:
        result = project.publish("--rollback", generation(target))
    idle = names.of("current") == [] and result.status == 0 and "nothing to do" in result.text
    world.report.check("a rollback to the current one: nothing to do", idle, result)
    world.report.check("`current` is a relative link", os.readlink(target.path / "current").startswith("releases/"))


def foreign(world: World, target) -> None:
    """Files beside the releases are never touched."""
    project = setup(world, target, world.folder("foreign"))
    (target.path / "logs").mkdir(parents=True)
    (target.path / "logs/access.log").write_text("a line\n")
    (target.path / ".htaccess").write_text("Require all granted\n")
    (target.path / "current.old").symlink_to("elsewhere")
    (target.path / "releases").mkdir()
    (target.path / "releases/README").write_text("somebody's\n")
    (target.path / "releases/deadbeef").mkdir()
    (target.path / "releases/deadbeef/index.html").write_text("somebody's\n")
    before = fingerprint(target.path)
    for number in range(7):
        project.edition(number)
        project.commit(f"edition {number}")
        result = project.publish(*LARGE)
        world.report.check("beside foreign files: exit 0", result.status == 0, result)
        world.report.none("beside foreign files: the site", differences(target.site(), project.built()))
    after = fingerprint(target.path)
    touched = [path for path, found in before.items() if after.get(path) != found]
    world.report.none("foreign files are untouched", touched)


def pruned(world: World, target) -> None:
    """`keep` releases stay: the current one, and the ones before it."""
    project = setup(world, target, world.folder("keep"))
    made, theirs = [], "before-redesign"
    for number in range(4):
        project.edition(number)
        project.commit(f"edition {number}")
        project.publish(*LARGE)
        made.append(generation(target))
        kept = target.generations() - {theirs}
        world.report.check("keep = 2: these stay", kept == set(made[-2:]), f"{kept}, not {made[-2:]} after {len(made)}")
        if number == 0:
            # A copy that somebody has put aside is theirs.
            shutil.copytree(target.releases / made[0], target.releases / theirs)
    world.report.check("what somebody has put aside stays", theirs in target.generations(), target.generations())
    shutil.rmtree(target.releases / theirs, ignore_errors=True)
    project.publish("--rollback")
    world.report.check(
        "keep = 2: the rollback finds the one before",
        generation(target) == made[-2],
        f"{generation(target)}, not {made[-2]}",
    )
    project.edition(9)
    project.commit("edition 9")
    result = project.publish(*LARGE)
    published(world, target, project, result, "after a rollback with keep = 2")
    kept = target.generations()
    world.report.check(
        "keep = 2 after a rollback: two stay, the one gone back to is among them",
        len(kept) == 2 and made[-2] in kept,
        kept,
    )
    refused(world, target, project.publish("--rollback", made[0]), target.state(), "a release that was pruned", made[0])


def linked(world: World, target) -> None:
    """A file that did not change is the same file of the disk; one that did is another. Readers can read all."""
    project = setup(world, target, world.folder("links"))
    project.publish()
    old = target.releases / (target.current() or "none")
    project.words(2)
    project.commit("words")
    project.publish()
    new = target.releases / (target.current() or "none")
    same, other = [], []
    before, after = tree(old), tree(new)
    for path in before.keys() & after.keys():
        is_one = (old / path).stat().st_ino == (new / path).stat().st_ino
        if before[path] == after[path] and not is_one:
            same.append(path)
        if before[path] != after[path] and is_one:
            other.append(path)
    world.report.check(
        "hard links: there is something to link", len(before.keys() & after.keys()) > 20 and old != new, (old, new)
    )
    world.report.none("hard links: unchanged files that are copies", same)
    world.report.none("hard links: changed files that are one", other)
    public = project.root / "public"
    shared = [
        path
        for path in after
        if (public / path).exists() and (public / path).stat().st_ino == (new / path).stat().st_ino
    ]
    world.report.none("the target shares no file with the output", shared)
    closed = [path for path in after if not (new / path).stat().st_mode & stat.S_IROTH]
    closed += [str(path) for path in new.rglob("*") if path.is_dir() and not path.stat().st_mode & stat.S_IXOTH]
    world.report.none("a web server may read every file", closed)


def plant_lock(target, owner: str) -> None:
    (target.releases / ".lock").mkdir(parents=True)
    (target.releases / ".lock/owner").write_text(owner)


def locked(world: World, target) -> None:
    """Another publisher's lock: named and respected, unless broken."""
    project = setup(world, target, world.folder("lock"))
    published(world, target, project, project.publish(), "before the lock")
    project.words(3)
    project.commit("words")
    plant_lock(target, "bob@elsewhere.example\n2026-11-30T08:00:00Z\n")
    before = target.state()
    result = project.publish()
    refused(world, target, result, before, "a lock of another", "bob@elsewhere.example", "--break-lock")
    refused(world, target, project.publish("--rollback"), before, "a rollback under a lock of another")
    listing = project.publish("--list", yes=False)
    world.report.check(
        "a lock of another: --list works", listing.status == 0 and generation(target) in listing.out, listing
    )
    result = project.publish("--break-lock")
    published(world, target, project, result, "--break-lock")
    project.words(4)
    project.commit("words")
    (target.releases / ".lock").mkdir()
    before = target.state()
    refused(world, target, project.publish(), before, "a lock without an owner", "--break-lock")
    published(world, target, project, project.publish("--break-lock"), "--break-lock without an owner")
    before = target.state()
    plant_lock(target, "bob@elsewhere.example\n")
    result = project.publish()
    world.report.check("nothing to publish under a lock of another: exit 0", result.status == 0, result)
    world.report.check("the lock of another stays", (target.releases / ".lock/owner").exists(), result)


def leftovers(world: World, target) -> None:
    """What an interrupted run left is cleaned up, and never taken over blindly."""
    project = setup(world, target, world.folder("leftovers"))
    published(world, target, project, project.publish(), "before the interruption")
    incoming = target.releases / ".incoming"
    for number in (1, 2):
        (incoming / "deals").mkdir(parents=True)
        (incoming / "index.html").write_text("half of a page")
        (incoming / "deals/junk.html").write_text("of another edition")
        if number == 2:
            # As old and as long as the true one: whoever compares by these keeps the wrong bytes.
            true = project.root / "public/index.html"
            (incoming / "index.html").write_bytes(b"x" * true.stat().st_size)
            os.utime(incoming / "index.html", ns=(true.stat().st_mtime_ns, true.stat().st_mtime_ns))
        project.edition(number)
        project.commit(f"edition {number}")
        published(world, target, project, project.publish(*LARGE), "after an interruption")
    # A release that was never finished, of the very generation that comes next.
    project.edition(3)
    project.commit("edition 3")
    plan = project.publish("--dry-run", "--format", "json", yes=False)
    name = str(plan.json.get("generation", ""))
    world.report.check("the plan names the generation to come", len(name) == 16, plan)
    if len(name) == 16:
        (target.releases / name).mkdir()
        (target.releases / name / "index.html").write_text("half of it")
        published(world, target, project, project.publish(*LARGE), "a half release of the same generation")


def edited(world: World, target) -> None:
    """A release that somebody edited on the spot, without a byte more or less: what would come back is not the site."""
    project = setup(world, target, world.folder("edited"))
    made = []
    for number in (1, 2):
        project.edition(number)
        project.commit(f"edition {number}")
        published(world, target, project, project.publish(*LARGE), "before the edit")
        made.append(generation(target))
    page = target.releases / made[0] / "index.html"
    text, times = page.read_bytes(), page.stat()
    # Written anew: the file may be one with that of another release.
    page.unlink()
    page.write_bytes(text[:-1] + b"~")
    os.utime(page, ns=(times.st_atime_ns, times.st_mtime_ns))
    before = target.state()
    refused(world, target, project.publish("--rollback"), before, "a rollback to a release that was edited", made[0])
    page.write_bytes(text)
    result = project.publish("--rollback")
    world.report.check("a release that is whole again: comes back", generation(target) == made[0], result)


def occupied(world: World, target) -> None:
    """`current` is a folder of somebody's: refused, and left."""
    project = setup(world, target, world.folder("occupied"))
    (target.path / "current").mkdir(parents=True)
    (target.path / "current/index.html").write_text("somebody's site\n")
    before = fingerprint(target.path / "current")
    result = project.publish()
    world.report.check("`current` is a folder: exit 1", result.status == 1, result)
    world.report.check("`current` is a folder: named", "current" in result.text, result)
    world.report.check("`current` is a folder: left", fingerprint(target.path / "current") == before)
    (target.path / "current/index.html").unlink()
    (target.path / "current").rmdir()
    elsewhere = target.path.with_name(f"{target.path.name}-elsewhere")
    elsewhere.mkdir()
    (elsewhere / "index.html").write_text("somebody's site\n")
    (target.path / "current").symlink_to(elsewhere)
    result = project.publish()
    intact = (elsewhere / "index.html").read_text() == "somebody's site\n"
    stays = os.readlink(target.path / "current") == str(elsewhere)
    world.report.check("`current` leads elsewhere: refused, and left", result.status == 1 and stays and intact, result)


def terminal(world: World) -> None:
    """On a terminal it asks; only `y` publishes."""
    target = Dir(world.folder("target"))
    project = setup(world, target, world.folder("terminal"))
    for answer, goes in ((b"n\n", False), (b"\n", False), (b"\x04", False), (b"y\n", True)):
        status, said = on_a_terminal(project, answer)
        done = target.site() is not None
        world.report.check("on a terminal: it asks [y/N]", "[y/N]" in said, said[-300:])
        world.report.check(
            "on a terminal: only y publishes", done == goes, f"after {answer!r}, exit {status}: {said[-300:]}"
        )


def on_a_terminal(project: Project, answer: bytes) -> tuple[int, str]:
    ours, theirs = pty.openpty()
    command = [project.world.binary, *project.arguments(yes=False)]
    process = subprocess.Popen(
        command, env=project.env, cwd=project.root, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    )
    os.close(theirs)
    said, sent, until = b"", False, time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if select.select([ours], [], [], 0.1)[0]:
            try:
                data = os.read(ours, 4096)
            except OSError:
                break
            if not data:
                break
            said += data
        if not sent and b"[y/N]" in said:
            os.write(ours, answer)
            sent = True
    kill_group(process) if process.poll() is None and time.monotonic() >= until else None
    status = process.wait(PATIENCE)
    os.close(ours)
    return status, said.decode(errors="replace")


def odd_folders(world: World) -> None:
    """Folders that a site must not go to, and those with odd names."""
    project = setup(world, Dir(world.folder("target")), world.folder("odd"))
    for path in (str(project.root / "content"), str(project.root / "public"), ""):
        before = fingerprint(project.root / "content")
        project.tables(f'[publish]\nto = "dir"\npath = "{path}"\n')
        result = project.publish()
        world.report.check("a folder that must not be it: refused", result.status == 1 and bool(result.error), f"{path}: {result}")
        world.report.check("a folder that must not be it: left", fingerprint(project.root / "content") == before, path)
    # Readers of a server have to get in, whatever the mask of who publishes.
    target = Dir(world.folder("masked") / "below")
    project = setup(world, target, world.folder("odd"))
    mask = os.umask(0o077)
    try:
        published(world, target, project, project.publish(), "with a mask that shuts others out")
    finally:
        os.umask(mask)
    shut = [str(path) for path in (target.path.parent, target.path, target.releases) if path.stat().st_mode & 0o055 != 0o055]
    world.report.none("folders that nobody else may enter", shut)
    target = Dir(world.folder("it's a $(touch brief) ;folder"))
    project = setup(world, target, world.folder("odd"))
    published(world, target, project, project.publish(), "a path with odd characters")
    file = world.folder("target") / "file"
    file.write_text("a file\n")
    project.tables(f'[publish]\nto = "dir"\npath = "{file}"\n')
    result = project.publish()
    world.report.check("a file instead of a folder: exit 1", result.status == 1, result)
    world.report.check("a file instead of a folder: left", file.read_text() == "a file\n")


def odd_remotes(world: World, server: Sshd) -> None:
    """Remotes that look like options, or like words for a shell, run nothing."""
    mark = world.folder("mark") / f"pwned-{secrets.token_hex(4)}"
    spy = Spy(world.folder("spy"), ("ssh", "rsync"))
    project = setup(world, Rsync(world.folder("target"), server), world.folder("odd"), spy)
    for remote in (
        f"-oProxyCommand=touch {mark}:/srv/brief",
        f"--rsh=touch {mark}:/srv/brief",
        f"{server.user}@-oProxyCommand=touch {mark}:/srv/brief",
        f"{server.alias}:-e touch {mark}",
        "no-path-at-all",
        f"{server.alias}:",
        f"rsync://{server.alias}/module",
    ):
        project.tables(f'[publish]\nto = "rsync"\nremote = "{remote}"\n{server.setting}\n')
        spy.forget()
        result = project.publish()
        world.report.check("an odd remote: refused", result.status == 1 and bool(result.error), f"{remote}: {result}")
        world.report.check("an odd remote: nothing is run", not mark.exists(), remote)
        mark.unlink(missing_ok=True)

    target = Rsync(world.folder("target"), server)
    target.path = server.root / f"it's a `touch {mark}` $(touch {mark.name}) ;brief".replace("/", "_")
    project.tables(f"[publish]\n{target.settings}")
    published(world, target, project, project.publish(), "a path with odd characters")
    unchanged(world, target, project, "a path with odd characters")
    # On a server, commands run in the home folder.
    created = [path for folder in (server.root, Path.home()) for path in folder.iterdir() if mark.name in path.name]
    created = [path for path in created if path != target.path]
    world.report.check("a path with odd characters: nothing is run", not mark.exists() and not created, created)


def lost_server(world: World, server: Sshd) -> None:
    """Nobody there, a wrong key, a full stop: an error in time that says which program failed."""
    target = Rsync(world.folder("target"), server)
    project = setup(world, target, world.folder("lost"))
    published(world, target, project, project.publish(), "before the server is lost")
    project.words(6)
    project.commit("words")
    before = target.state()
    config = (server.folder / "config").read_text()
    for what, text in (
        ("a port where nobody answers", config.replace(f"Port {server.port}", "Port 1")),
        ("a host key that changed", config.replace("known_hosts\n", "known_hosts.none\n", 1)),
        ("a key that is not let in", config.replace("/user\n", "/host\n", 1)),
    ):
        (server.folder / "config").write_text(text)
        refused(world, target, project.publish(), before, what, "ssh")
        (server.folder / "config").write_text(config)
    published(world, target, project, project.publish(), "the server is back")
    unchanged(world, target, project, "the server is back, again")

"""Killed at any instant, or with any program failing, readers see the old site or the new one, and nothing between."""

import random
import shutil
import subprocess
import time

import crawl
from kit import World, differences, kill_group, manifest_problems, start
from patience import PATIENCE
from project import Project
from spy import Spy
from sshd import Sshd
from targets import Dir, Git, Rsync, setup, visible

from .basics import LARGE

SEED = 20261201
# How a program fails: before it has done anything, killed there, and once it has done all its work.
WAYS = ("exit", "kill", "after")
# The calls that change a disk, for `strace`.
CALLS = (
    "mkdir,mkdirat",
    "link,linkat",
    "symlink,symlinkat",
    "rename,renameat,renameat2",
    "unlink,unlinkat,rmdir",
    "fsync,fdatasync,syncfs",
    "write",
)


def readers_see(world: World, target, old: dict | None, new: dict, what: str) -> str:
    """Checks that the target is one of two sites, whole; `old`, `new` or `mixed`."""
    found = target.site()
    if found is None:
        world.report.check(f"{what}: the site is there", old is None, "nothing can be read any more")
        return "old" if old is None else "mixed"
    is_new, is_old = not differences(found, new), old is not None and not differences(found, old)
    why = f"from the old: {differences(found, old)[:2]}; from the new: {differences(found, new)[:2]}"
    world.report.check(f"{what}: wholly the old or the new site", is_new or is_old, why)
    world.report.none(f"{what}: broken links", crawl.sweep(visible(target) or {}))
    if is_new or is_old:
        world.report.none(f"{what}: the manifest belongs to the site", manifest_problems(found, new if is_new else old))
    return "new" if is_new else "old" if is_old else "mixed"


def completes(world: World, target, project: Project, new: dict, what: str) -> bool:
    """The next run ends well. The lock of a killed run may have to be broken; whether it was is the answer."""
    result = project.publish(*LARGE)
    if target.kind == "git" and result.status == 1 and target.locks():
        # Git's own, in the remote repository. Somebody has to take it away there, and has to be told which.
        named = [lock for lock in target.locks() if lock.name in result.error]
        world.report.check(f"{what}: a lock that git left there is named", bool(named), result)
        for lock in named:
            lock.unlink()
        result = project.publish(*LARGE)
    locked = result.status == 1 and "--break-lock" in result.text
    if locked:
        result = project.publish(*LARGE, "--break-lock")
    if result.status == 0 and "nothing to publish" in result.text:
        # A run that finds nothing to do looks at the target once, and may not see what the last one could not remove.
        locked = target.unlock()
    world.report.check(f"{what}: the next run completes", result.status == 0, result)
    world.report.none(f"{what}: the next run's site", differences(target.site(), new))
    world.report.none(f"{what}: the next run leaves nothing", target.litter())
    return locked


def kills(world: World) -> None:
    with Sshd(world.folder("sshd")) as server:
        makers = [
            lambda: Git(world.folder("bare")),
            lambda: Dir(world.folder("target")),
            lambda: Rsync(world.folder("target"), server),
        ]
        share = [world.kills // 3 + (number < world.kills % 3) for number in range(3)]
        for make, count in zip(makers, share):
            killed(world, make, count)


def killed(world: World, make, count: int) -> None:
    """One kill per edition; every eighth hits a first publication. Goes on until enough of them met one that ran."""
    chance = random.Random(SEED)
    target = make()
    what, broken = f"killed, {target.kind}", 0
    project = setup(world, target, world.folder("kills"))
    project.publish()
    first = limit = measured(world, target, project)
    seen = {"old": 0, "new": 0, "mixed": 0, "over": 0}
    old = project.built()
    number = 0
    while more(count, number, number - seen["over"]):
        at, at_project, before = target, project, old
        if number % 8 == 7:
            at = make()
            at_project, before = setup(world, at, world.folder("first-kill")), None
        at_project.edition(10 + number)
        at_project.commit(f"edition {10 + number}")
        new = at_project.built()
        process = start([world.binary, *at_project.arguments(*LARGE)], at_project.env, at_project.root)
        # Towards the end, where the target is changed, a little more often than at the start.
        time.sleep(limit * chance.random() ** 0.5)
        over = process.poll() is not None
        # The machine may be busier, or less so, than it was when the time was taken.
        limit = max(limit * 0.95, first / 50) if over else limit * 1.02
        kill_group(process)
        process.communicate()
        at.settle()
        seen[readers_see(world, at, before, new, what)] += 1
        seen["over"] += over
        broken += completes(world, at, at_project, new, what)
        if at is target:
            old = new
        else:
            shutil.rmtree(at_project.root)
        number += 1
    world.report.note(f"{target.kind}: {number} kills within {first:.2f} s: {seen}; {broken} needed --break-lock")
    # On which side of the switch they fell is chance. What is checked holds of each kill, wherever it fell.
    met = number - seen["over"]
    world.report.check(f"{what}: a quarter of the kills met a publication that ran", met * 4 >= count, seen)


def more(count: int, done: int, met: int) -> bool:
    """Whether a kill is still to be drawn: as many as were asked for, and a quarter of them met a publication that ran.

    There are ten times as many at most, which none but a program that is never running any more comes to.
    """
    return done < count or (met * 4 < count and done < count * 10)


def measured(world: World, target, project: Project) -> float:
    """How long a publication takes: the middle of three, and a little more."""
    took = []
    for number in (1, 2, 3):
        project.edition(number)
        project.commit(f"edition {number}")
        result = project.publish(*LARGE)
        took.append(result.took)
        world.report.check(f"{target.kind}: the publications that are timed", result.status == 0, result)
    return sorted(took)[1] * 1.05


# Steps


def steps(world: World) -> None:
    with Sshd(world.folder("sshd")) as server:
        for make in (
            lambda: Git(world.folder("bare")),
            lambda: Dir(world.folder("target")),
            lambda: Rsync(world.folder("target"), server),
        ):
            failures = [programs(world, make(), how, turn) for turn, how in enumerate(WAYS)]
            world.report.check("calls of programs failed", sum(failures) > 0, failures)
    system_calls(world, Dir(world.folder("target")), world.points // 2 or 8)


def programs(world: World, target, how: str, turn: int) -> int:
    """The Nth program that is run fails, for every N until a run makes no Nth call.

    Unless all points are asked for, each call fails in one of the ways, which take turns. Returns how many calls failed.
    """
    spy = Spy(world.folder("spy"), ("git", "ssh", "rsync"))
    project = setup(world, target, world.folder("steps"), spy)
    project.publish()
    old, ended, failures, broken = project.built(), False, 0, 0
    for number in range(1 + turn, 200, len(WAYS)) if world.points else range(1, 200):
        what = f"{target.kind}, a call that fails ({how})"
        project.edition(number)
        project.commit(f"edition {number}")
        new = project.built()
        spy.forget()
        spy.fail(number, how)
        result = project.publish(*LARGE)
        calls = spy.calls()
        spy.forget()
        target.settle()
        failed = (
            f"call {number} of {len(calls)}, {' '.join(calls[number - 1])[:120]}" if len(calls) >= number else "none"
        )
        state = readers_see(world, target, old, new, f"{what}: {failed}" if failed != "none" else what)
        world.report.check(f"{what}: exit 0 or 1", result.status in {0, 1}, f"{failed}: {result}")
        if result.status == 0:
            world.report.check(f"{what}: exit 0 means published", state == "new", f"{failed}: {state}, {result}")
        else:
            world.report.check(f"{what}: says `error`", bool(result.error), f"{failed}: {result}")
        broken += completes(world, target, project, new, what)
        old = new
        if failed == "none":
            world.report.check(f"{what}: without a failure it succeeds", result.status == 0, result)
            ended = True
            break
        failures += 1
    world.report.check(f"{target.kind}: the calls come to an end", ended)
    world.report.note(f"{target.kind}, {how}: {failures} calls failed in turn; {broken} needed --break-lock")
    return failures


def system_calls(world: World, target: Dir, points: int) -> None:
    """A folder is filled without programs, so it is the kernel that refuses, or kills at, the Nth call of a kind."""
    if shutil.which("strace") is None:
        world.report.check("dir: strace is installed", False, "apt-get install strace")
        return
    project = setup(world, target, world.folder("strace"))
    project.publish()
    old, number, broken = project.built(), 0, 0
    for calls in CALLS:
        for fault in ("error=EIO", "error=ENOSPC", "signal=KILL"):
            most = counted(world, project, calls, number)
            old = project.built()
            for point in sorted({max(1, most * part // points) for part in range(1, points + 1)}):
                number += 1
                project.edition(100 + number)
                project.commit("edition")
                new = project.built()
                command = [
                    "strace",
                    "-f",
                    "-qq",
                    "-o",
                    "/dev/null",
                    "-e",
                    f"trace={calls}",
                    "-e",
                    f"inject={calls}:{fault}:when={point}",
                ]
                command += [world.binary, *project.arguments(*LARGE)]
                done = subprocess.run(command, env=project.env, cwd=project.root, capture_output=True, timeout=PATIENCE)
                what = f"dir, {fault} at {calls.split(',')[0]}"
                state = readers_see(world, target, old, new, what)
                if done.returncode == 0:
                    world.report.check(
                        f"{what}: exit 0 means published", state == "new", f"number {point}: {done.stderr[-300:]}"
                    )
                broken += completes(world, target, project, new, what)
                old = new
    world.report.note(f"dir: {number} faults of the kernel; {broken} needed --break-lock")


def counted(world: World, project: Project, calls: str, number: int) -> int:
    """How often a publication makes such calls, on the thread that makes most of them."""
    project.edition(5000 + number)
    project.commit("edition")
    log = world.folder("log") / "calls"
    command = [
        "strace",
        "-f",
        "-qq",
        "-o",
        str(log),
        "-e",
        f"trace={calls}",
        str(world.binary),
        *project.arguments(*LARGE),
    ]
    subprocess.run(command, env=project.env, cwd=project.root, capture_output=True, timeout=PATIENCE)
    threads: dict[str, int] = {}
    for line in log.read_text(errors="replace").splitlines():
        if "(" in line and "resumed" not in line:
            thread = line.split()[0]
            threads[thread] = threads.get(thread, 0) + 1
    return max(threads.values(), default=1)

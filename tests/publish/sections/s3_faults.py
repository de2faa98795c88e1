"""Every kind of fault at every request of an update: true exit statuses, never a broken link, a next run that ends."""

import shutil
import threading
import time

from fake_s3 import FAULTS, FakeS3
from kit import MANIFEST, Result, World, differences, ended, kill_group, manifest_problems, start
from patience import PATIENCE
from project import Project
from targets import LOCK, S3

from .basics import LARGE, published, without_kept
from .bucket import Watch, project_of

# The program has eight requests under way at once, and tries each five times before it gives up.
MOST = 8 * 5


def faults(world: World, store: FakeS3) -> None:
    """Each kind of fault at each request of an update; then everything from a request on."""
    target, project = project_of(world, store, "faults")
    published(world, target, project, project.publish(), "before the faults")
    bench = Bench(world, store, target, project)
    started = time.monotonic()
    points = spread(bench.requests, world.points)
    for kind in FAULTS:
        for number in points:
            bench.fault(kind, number)
    down = spread(bench.requests, min(world.points or 8, 8))
    for number in down:
        bench.down(number)
    took = time.monotonic() - started
    world.report.note(
        f"{bench.requests} requests an update; {len(FAULTS) * len(points)} faults, "
        f"{len(down)} failures for good, {took:.0f} s; exits {bench.exits}"
    )


def given_up(requests: int, down_from: int) -> bool:
    """Whether nobody asked for longer than it takes to know that nobody answers."""
    return requests - down_from < MOST


def spread(total: int, points: int) -> list[int]:
    """All numbers from 1, or so many of them, evenly."""
    if not points or points >= total:
        return list(range(1, total + 1))
    return sorted({1 + round(part * (total - 1) / max(1, points - 1)) for part in range(points)})


class Bench:
    """An update that is run again and again from the same state."""

    def __init__(self, world: World, store: FakeS3, target: S3, project: Project):
        self.world, self.store, self.target, self.project = world, store, target, project
        self.exits: dict[str, int] = {}
        self.contents, self.old = store.contents(), target.site() or {}
        self.record = world.folder("record") / "state"
        shutil.copytree(project.root / ".tearsheet", self.record)
        project.edition(1)
        project.commit("the update")
        self.new = project.built()
        store.forget()
        result = project.publish(*LARGE)
        self.requests = len(store.log)
        world.report.check(
            "the update without a fault",
            result.status == 0 and self.requests > 20,
            f"{self.requests} requests: {result}",
        )

    def reset(self) -> None:
        self.store.restore(self.contents)
        shutil.rmtree(self.project.root / ".tearsheet")
        shutil.copytree(self.record, self.project.root / ".tearsheet")

    def fault(self, kind: str, number: int) -> None:
        self.reset()
        self.store.faults = {number: kind}
        result, watch = self.run()
        hit = [request for request in self.store.log if request.number == number]
        what = f"{kind} at request {number} ({f'{hit[0].method} {hit[0].key}' if hit else 'none'})"
        self.world.report.check("faults: the fault was met", bool(hit), what)
        # A refusal of access is no accident of the line: nobody asks again, and nobody goes on as if nothing were.
        if kind == "403" and hit and hit[0].method == "PUT" and hit[0].key != self.target.key(LOCK):
            self.world.report.check(
                "faults: a PUT that is refused is no success", result.status != 0, f"{what}: {result}"
            )
        self.judge(kind, what, result, watch)

    def down(self, number: int) -> None:
        self.reset()
        self.store.down_from = number
        result, watch = self.run()
        what = f"no answer from request {number} on"
        self.world.report.check(
            "faults: a server that is gone is no success",
            result.status != 0 or number >= self.requests - 1,
            f"{what}: {result}",
        )
        self.world.report.check(
            "faults: a server that is gone is given up", given_up(len(self.store.log), number), f"{what}: {len(self.store.log)}"
        )
        self.judge("down", what, result, watch)

    def run(self) -> tuple[Result, Watch]:
        watch, started = Watch(self.target), threading.Event()
        self.store.after = watch

        def kill() -> None:
            started.wait(PATIENCE)
            kill_group(process)

        self.store.kill = kill
        process = start([self.world.binary, *self.project.arguments(*LARGE)], self.project.env, self.project.root)
        started.set()
        result = ended(process)
        self.world.report.check("faults: no panic", "panicked" not in result.text, result)
        self.target.settle()
        self.store.after = None
        return result, watch

    def judge(self, kind: str, what: str, result: Result, watch: Watch) -> None:
        """The exit status tells the truth, no link was ever broken, and the next run completes."""
        check = self.world.report
        self.exits[f"{kind} {result.status}"] = self.exits.get(f"{kind} {result.status}", 0) + 1
        found = self.target.site() or {}
        before = not [path for path in self.old if path != MANIFEST and found.get(path) != self.old[path]]
        complete = not differences(without_kept(found, self.new), self.new)
        visible = not [path for path in self.new if path != MANIFEST and found.get(path) != self.new[path]]
        if kind == "kill":
            check.check("faults, kill: it was killed", result.status == -9, f"{what}: {result}")
        elif result.status == 0:
            check.check(
                f"faults, {kind}: exit 0 is the new site",
                complete,
                f"{what}: {differences(found, self.new)[:3]}, {result}",
            )
        elif result.status == 1:
            check.check(
                f"faults, {kind}: exit 1 is as before, or complete",
                before or visible,
                f"{what}: {differences(found, self.old)[:3]}, {result}",
            )
        else:
            check.check(f"faults, {kind}: exit 3 else", result.status == 3, f"{what}: {result}")
            check.check(f"faults, {kind}: exit 3 says to run again", "again" in result.text, f"{what}: {result}")
        check.check(
            f"faults, {kind}: a failure says `error`", result.status in {0, -9} or bool(result.error), f"{what}: {result}"
        )
        torn = [
            path
            for path, data in found.items()
            if path != MANIFEST and data not in (self.old.get(path), self.new.get(path))
        ]
        check.none(f"faults, {kind}: files that are neither old nor new", torn)
        check.none(
            f"faults, {kind}: the crawler after each request", [f"{what}: {problem}" for problem in watch.problems]
        )
        self.store.forget()
        watch = Watch(self.target)
        self.store.after = watch
        again = self.project.publish(*LARGE)
        if again.status == 1 and "--break-lock" in again.text:
            self.exits["locked"] = self.exits.get("locked", 0) + 1
            again = self.project.publish(*LARGE, "--break-lock")
        if "nothing to publish" in again.text and self.target.unlock():
            # One look at the manifest does not show the lock.
            self.exits["lock left"] = self.exits.get("lock left", 0) + 1
        self.store.after = None
        check.check(f"faults, {kind}: the next run completes", again.status == 0, f"{what}: {again}")
        found = self.target.site() or {}
        check.none(
            f"faults, {kind}: after the next run, the site", differences(without_kept(found, self.new), self.new)
        )
        check.none(f"faults, {kind}: after the next run, the manifest", manifest_problems(found, self.new))
        check.none(f"faults, {kind}: after the next run, litter", self.target.litter())
        check.none(f"faults, {kind}: the crawler in the next run", watch.problems)

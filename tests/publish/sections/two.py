"""Two publishers at once: one wins, the other says so, and readers see one site."""

import random
import shutil

from fake_s3 import FakeS3
from kit import World, differences, kill_group, run, start
from project import Project
from sshd import Sshd
from targets import S3, Dir, Git, Rsync, setup

from .basics import LARGE, without_kept

ROUNDS = 50
SEED = 77
# Who the two are: colleagues with commits of their own, two machines with the same commit, one project twice.
PAIRS = ("colleagues", "the same commit", "one project")


def two(world: World) -> None:
    with Sshd(world.folder("sshd")) as server, FakeS3() as store:
        targets = [
            Git(world.folder("bare")),
            Dir(world.folder("target")),
            Rsync(world.folder("target"), server),
            S3(store),
        ]
        seeds = [Seed(world, target) for target in targets]
        chance = random.Random(SEED)
        ends: dict[str, int] = {}
        for number in range(ROUNDS):
            seed, pair = seeds[number % 4], PAIRS[number // 4 % 3]
            end = one_round(world, seed, pair, number, chance)
            ends[end] = ends.get(end, 0) + 1
        world.report.note(f"{ROUNDS} rounds: {ends}")
        world.report.check("both publishers won a round", {"first", "second"} <= ends.keys(), ends)


class Seed:
    """A project that was published once; every round starts from here."""

    def __init__(self, world: World, target):
        self.target = target
        self.variables = target.store.credentials if target.kind == "s3" else {}
        self.project = setup(world, target, world.folder("two"), **self.variables)
        result = self.project.publish()
        world.report.check(f"{target.kind}: the first publication", result.status == 0, result)
        self.place = getattr(target, "bare", None) or getattr(target, "path", None)
        self.saved = world.folder("seed") / "target"
        if target.kind == "s3":
            self.contents = target.store.contents()
        elif self.place.exists():
            copy(self.place, self.saved)

    def reset(self) -> None:
        if self.target.kind == "s3":
            self.target.store.restore(self.contents)
        elif self.saved.exists():
            shutil.rmtree(self.place, ignore_errors=True)
            copy(self.saved, self.place)


def copy(source, target) -> None:
    """With links and times, hard links too."""
    run(["cp", "-a", source, target], {"PATH": "/usr/bin:/bin"})


def one_round(world: World, seed: Seed, pair: str, number: int, chance: random.Random) -> str:
    target, what = seed.target, f"{seed.target.kind}, {pair}"
    seed.reset()
    first, second = publishers(world, seed, pair, number)
    sites = [first.built(), second.built()]
    base = seed.project.built()
    runs = []
    head_start = chance.choice([0, 0, 0.02, 0.1, 0.3])
    order = [(first, 0), (second, 1)]
    chance.shuffle(order)
    for project, which in order:
        command = [world.binary, *project.arguments(*LARGE)]
        # The first to start may be held up, so that either can win.
        command = command if runs else ["sh", "-c", f'sleep {head_start}; exec "$@"', "sh", *command]
        runs.append((which, start(command, project.env, project.root)))
    ended: list = [None, None]
    for which, process in runs:
        try:
            out, err = process.communicate(timeout=120)
        except Exception:
            kill_group(process)
            out, err = process.communicate()
        ended[which] = (process.returncode, (out + err).decode(errors="replace"))
    shown = f"{[(status, text[-300:]) for status, text in ended]}"
    found = target.site()
    if target.kind == "s3" and found is not None:
        seen = [not differences(without_kept(found, site), site) for site in sites]
    else:
        seen = [not differences(found, site) for site in sites]
    won = [status == 0 and "nothing to publish" not in text for status, text in ended]
    world.report.check(f"{what}: every run ends with 0 or 1", all(status in {0, 1} for status, _ in ended), shown)
    world.report.check(
        f"{what}: the target is one of the two, whole",
        any(seen),
        f"{[differences(found, site)[:2] for site in [*sites, base]]}; {shown}",
    )
    # The same commit of the site, made in the same second, is the same commit of the branch: both have pushed it.
    most = 2 if target.kind == "git" and pair == "the same commit" else 1
    world.report.check(f"{what}: exactly one publishes", 1 <= sum(won) <= most, shown)
    world.report.none(f"{what}: nothing is left behind", target.litter())
    for which, (status, text) in enumerate(ended):
        if won[which]:
            world.report.check(f"{what}: the target is the winner's", seen[which], shown)
        else:
            world.report.check(f"{what}: the loser says so", orderly(status, text), shown)
    for project in (first, second):
        shutil.rmtree(project.root, ignore_errors=True)
    return " and ".join(name for name, one in zip(("first", "second"), won) if one) or "neither"


def orderly(status: int, text: str) -> bool:
    """`nothing to publish`, or an error that speaks of the other one."""
    words = (
        "another",
        "other",
        "lock",
        "somebody",
        "someone",
        "newer",
        "meanwhile",
        "in between",
        "changed since",
        "lease",
        "--replace",
    )
    return (status == 0 and "nothing to publish" in text) or (
        status == 1 and "error" in text and any(word in text for word in words)
    )


def publishers(world: World, seed: Seed, pair: str, number: int) -> tuple[Project, Project]:
    folder = world.folder("round")
    first = seed.project.copy(folder / "first")
    if pair == "one project":
        first.edition(100 + number)
        first.commit("an edition")
        return first, first
    second = seed.project.copy(folder / "second")
    first.edition(100 + number)
    first.commit("of the first")
    if pair == "the same commit":
        shutil.rmtree(second.root)
        second = first.copy(folder / "again")
        return first, second
    second.edition(300 + number)
    second.commit("of the second")
    return first, second

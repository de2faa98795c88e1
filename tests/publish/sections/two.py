"""Two publishers at once: one wins, the other says so, and readers see one site."""

import random
import shlex
import shutil
import threading
import time

from fake_s3 import FakeS3
from kit import Result, World, differences, error_of, kill_group, run, start
from patience import PATIENCE
from project import Project
from spy import Spy
from sshd import Sshd
from targets import S3, Dir, Git, Rsync, setup

from .basics import LARGE, without_kept

ROUNDS = 50
SEED = 77
# How many ask for the list all the time, and while how many publications.
LISTERS, LISTED = 2, 6
# Who the two are: colleagues with commits of their own, two machines with the same commit, one project twice.
PAIRS = ("colleagues", "the same commit", "one project")
# What a loser may say: each means another publisher and can mean nothing else.
OF_ANOTHER = (
    "another publisher is at work there",
    "another publication took place",
    "being published right now, by process ",
    "being published right now, by another process",
    "was moved by somebody else",
    "the branch moved while",
    "somebody else has published",
    "add `--replace",
    # Git, of the branch that the other one is moving.
    "Another git process seems to be running",
)


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
        for seed in seeds:
            listing(world, seed)
    listing_at_a_push(world)


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
            out, err = process.communicate(timeout=PATIENCE)
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


def listing(world: World, seed: Seed) -> None:
    """Somebody asks for the list again and again, of the same project: no publication is held up by that."""
    seed.reset()
    project, target, what = seed.project, seed.target, f"{seed.target.kind}, --list meanwhile"
    over, listed = threading.Event(), []

    def ask() -> None:
        while not over.is_set():
            listed.append(run([world.binary, *project.arguments("--list", yes=False)], project.env, project.root))

    readers = [threading.Thread(target=ask) for _ in range(LISTERS)]
    for reader in readers:
        reader.start()
    try:
        for number in range(LISTED):
            project.edition(500 + number)
            project.commit("an edition")
            result = project.publish(*LARGE)
            world.report.check(f"{what}: a publication is made", result.status == 0, result)
        built, found = project.built(), target.site() or {}
        found = without_kept(found, built) if target.kind == "s3" else found
        world.report.none(f"{what}: the last one is whole", differences(found, built))
    finally:
        over.set()
        for reader in readers:
            reader.join()
    world.report.check(f"{what}: there were lists", len(listed) >= LISTERS, len(listed))
    world.report.none(f"{what}: lists that failed", [one for one in listed if not is_listed(one)])


def is_listed(result: Result) -> bool:
    """It lists, or finds that a publication is under way, and says so; nothing else keeps it from that."""
    return result.status == 0 or (result.status == 1 and "being published right now" in result.error)


# At the push git holds a lock, and a list is asked for; the push waits for it, but not for long: it may wait itself.
MEANWHILE = """case " $* " in *" push "*) ;; *) exit 0 ;; esac
[ ! -e {said} ] || exit 0
mkdir -p "$GIT_DIR/refs/tearsheet"
: >"$GIT_DIR/refs/tearsheet/0.lock"
env -i HOME="$HOME" PATH="${{PATH#*:}}" sh -c '"$@" >{said} 2>&1; echo $? >{status}' sh {command} </dev/null >/dev/null 2>&1 &
for _ in $(seq 100); do [ ! -e {status} ] || break; sleep 0.1; done
rm -f "$GIT_DIR/refs/tearsheet/0.lock"
exit 0"""


def listing_at_a_push(world: World) -> None:
    """A list is asked for at the very instant at which git is at work in our repository, which it may not clear away."""
    spy, folder, target = Spy(world.folder("spy"), ("git",)), world.folder("said"), Git(world.folder("bare"))
    project = setup(world, target, world.folder("listing"), spy)
    project.publish()
    project.words(5)
    project.commit("words")
    said, status = folder / "said", folder / "status"
    command = shlex.join([str(world.binary), *project.arguments("--list", "--root", str(project.root), yes=False)])
    spy.before(MEANWHILE.format(said=said, status=status, command=command))
    result = project.publish()
    spy.before(None)
    world.report.check("git, --list at a push: was asked for", said.exists(), spy.calls())
    world.report.check("git, --list at a push: it is pushed", result.status == 0, result)
    world.report.none("git, --list at a push: the site", differences(target.site(), project.built()))
    until = time.monotonic() + PATIENCE
    while not (status.exists() and status.read_text()) and time.monotonic() < until:
        time.sleep(0.05)
    listed = Result(int(status.read_text() or 1), "", said.read_text(), 0)
    world.report.check("git, --list at a push: lists", is_listed(listed), listed)


def orderly(status: int, text: str) -> bool:
    """`nothing to publish`, or an error that speaks of the other one."""
    if status == 0:
        return "nothing to publish" in text
    return status == 1 and any(words in error_of(text) for words in OF_ANOTHER)


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

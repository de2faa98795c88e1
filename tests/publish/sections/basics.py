"""What holds for every target that remembers: first, again, edits, refusals, another publisher, rollback, list."""

import re

import crawl
from kit import MANIFEST, Result, World, differences, manifest_problems, read_release
from project import Project
from targets import setup

LARGE = ["--deletes", "500"]
JSON_KEYS = {
    "target",
    "kind",
    "generation",
    "previous",
    "source",
    "files",
    "bytes",
    "new",
    "changed",
    "removed",
    "pages_removed",
    "readers",
    "limits",
    "refusals",
    "published",
}


def published(world: World, target, project: Project, result: Result, what: str) -> None:
    """A publication that went well: the whole site, its manifest, its links, nothing left behind."""
    check, built = world.report, project.built()
    check.check(f"{what}: exit 0", result.status == 0, result)
    found = target.site()
    if not check.check(f"{what}: something is published", found is not None, result):
        return
    if target.kind == "s3":
        found = without_kept(found, built)
    check.none(f"{what}: the target is the site, byte for byte", differences(found, built))
    check.none(f"{what}: the manifest", manifest_problems(found, built))
    check.none(f"{what}: broken links", crawl.sweep({path: data for path, data in found.items() if path != MANIFEST}))
    check.none(f"{what}: nothing is left behind", target.litter())


def without_kept(found: dict[str, bytes], built: dict[str, bytes]) -> dict[str, bytes]:
    """A bucket without the assets of earlier generations, which may stay."""
    kept = {path for path in found if re.match(r"assets/.*\.[0-9a-f]{8}\.\w+$", path) and path not in built}
    return {path: data for path, data in found.items() if path not in kept}


def refused(world: World, target, result: Result, before: object, what: str, *names: str, status: int = 1) -> None:
    """A refusal: its exit status, what it names, and that nothing was touched."""
    check = world.report
    check.check(f"{what}: exit {status}", result.status == status, result)
    check.check(f"{what}: says `error: `", bool(result.error), result)
    for name in names:
        check.check(f"{what}: names what it is about", name in result.error, f"{name!r} is not in: {result}")
    check.check(f"{what}: the target is untouched", target.state() == before, "it is not as before")


def unchanged(world: World, target, project: Project, what: str) -> None:
    """There is nothing to publish, and nothing is touched."""
    before = target.state()
    result = project.publish()
    world.report.check(f"{what}: exit 0", result.status == 0, result)
    world.report.check(f"{what}: says so", "nothing to publish" in result.text, result)
    world.report.check(f"{what}: the target is untouched", target.state() == before, "it is not as before")


def generation(target) -> str:
    release = read_release((target.site() or {}).get(MANIFEST))
    return release.generation if release else "(none)"


def basics(world: World, target, spy=None, **variables: str) -> Project:
    """All of it, on an empty target; the project that was published."""
    project = setup(world, target, world.folder(f"{target.kind}-basics"), spy, **variables)
    before_first(world, target, project)
    result = project.publish()
    published(world, target, project, result, "first publication")
    release = read_release((target.site() or {}).get(MANIFEST))
    world.report.check(
        "first publication: has no previous one",
        release is not None and release.previous == "-",
        release and release.previous,
    )
    head = project.git("rev-parse", "HEAD")
    world.report.check(
        "first publication: names its commit",
        release is not None and release.source == head,
        release and release.source,
    )
    unchanged(world, target, project, "a second publication")
    edits(world, target, project)
    deletes(world, target, project)
    settings(world, target, project)
    contents(world, target, project)
    newer(world, target, project)
    taken_back(world, target, project)
    history(world, target, project)
    return project


def before_first(world: World, target, project: Project) -> None:
    before = target.state()
    result = project.publish(yes=False)
    world.report.check("without a terminal and --yes: exit 2", result.status == 2, result)
    world.report.check("without a terminal and --yes: names --yes", "--yes" in result.text, result)
    world.report.check(
        "without a terminal and --yes: nothing is touched", target.state() == before and target.site() is None
    )
    result = project.publish("--dry-run", yes=False)
    world.report.check("--dry-run: exit 0", result.status == 0, result)
    world.report.check("--dry-run: prints a plan", bool(result.text.strip()), result)
    world.report.check("--dry-run: nothing is touched", target.state() == before and target.site() is None)
    result = project.publish("no-such-name")
    world.report.check(
        "a target that is not there: misuse", result.status == 2 and "no-such-name" in result.error, result
    )


def edits(world: World, target, project: Project) -> None:
    old, first = target.site(), generation(target)
    project.words(7)
    project.commit("words")
    plan = project.publish("--dry-run", "--format", "json", yes=False)
    world.report.check(
        "--dry-run of an edit: nothing is published", plan.json.get("published") is False and target.site() == old, plan
    )
    result = project.publish("--format", "json")
    published(world, target, project, result, "an edit")
    told, new = result.json, project.built()
    world.report.none("json: keys are missing", sorted(JSON_KEYS - told.keys()))
    local = {path for path in new if path != MANIFEST}
    changed = {path for path in local & (old or {}).keys() if old[path] != new[path]}
    expected = {"kind": target.kind, "published": True, "generation": generation(target), "previous": first}
    expected |= {"files": len(local), "changed": len(changed), "new": 0, "removed": 0}
    expected |= {"source": project.git("rev-parse", "HEAD")}
    for key, value in expected.items():
        world.report.check(f"json: `{key}`", told.get(key) == value, f"expected {value!r}, found {told.get(key)!r}")
    # Of the whole site, or of what is sent.
    sizes = [sum(len(new[path]) for path in paths) for paths in (local, changed)]
    world.report.check(
        "json: `bytes`", told.get("bytes") in sizes, f"expected one of {sizes}, found {told.get('bytes')!r}"
    )
    for key in ("readers", "limits", "refusals"):
        strings = isinstance(told.get(key), list) and all(isinstance(line, str) for line in told[key])
        world.report.check(f"json: `{key}` is a list of strings", strings, told.get(key))
    release = read_release((target.site() or {}).get(MANIFEST))
    world.report.check(
        "an edit: names the one before it",
        release is not None and release.previous == first,
        release and release.previous,
    )


def deletes(world: World, target, project: Project) -> None:
    before = target.state()
    kept = {path: project.read(path) for path in tracked(project)}
    project.shrink()
    project.commit("shrink")
    result = project.publish()
    refused(world, target, result, before, "many deletes", "--deletes")
    told = project.publish("--format", "json")
    world.report.check(
        "many deletes: a refusal in the json",
        bool(told.json.get("refusals")) and told.json.get("published") is False,
        told,
    )
    refused(world, target, project.publish("--deletes", "1"), before, "deletes beyond --deletes 1", "--deletes")
    result = project.publish(*LARGE)
    published(world, target, project, result, "deletes that are allowed")
    for path, text in kept.items():
        project.write(path, text)
    project.commit("all back")
    published(world, target, project, project.publish(), "pages that come back")


def tracked(project: Project) -> list[str]:
    names = project.git("ls-files", "content").splitlines()
    return [name for name in names if name.endswith((".toml", ".md"))]


def settings(world: World, target, project: Project) -> None:
    before, text = target.state(), project.read("tearsheet.toml")
    rows = [
        ("another `url`", 'url = "http://elsewhere.example/"', ("url",)),
        ("a key that is a secret", 'token = "s3cr3t-in-settings"', ("token",)),
        ("a password in the settings", 'password = "s3cr3t-in-settings"', ("password",)),
        ("a secret access key", 'secret_access_key = "s3cr3t-in-settings"', ("secret_access_key",)),
        ("a limit that is not known", 'limits = "geocities"', ("geocities",)),
        ("`keep` of one", "keep = 1", ("keep",)),
        ("no such key", 'colour = "red"', ("colour",)),
    ]
    for what, line, names in rows:
        project.write("tearsheet.toml", f"{text}{line}\n")
        result = project.publish()
        refused(world, target, result, before, what, *names)
        world.report.check("a secret in the settings is not repeated", "s3cr3t-in-settings" not in result.text, result)
    project.write("tearsheet.toml", f'{text}url = "http://site.example/"\n')
    unchanged(world, target, project, "`url` that is `base_url`")
    project.write("tearsheet.toml", text)


def contents(world: World, target, project: Project) -> None:
    """A site without a deal, one with a warning, one with an error."""
    before = target.state()
    kept = {path: project.read(path) for path in tracked(project)}
    project.remove("content/deals/*.toml", "content/deals/*.md", "content/companies/works-*")
    project.commit("empty")
    refused(world, target, project.publish(*LARGE), before, "a site without a deal", "deal")
    for path, text in kept.items():
        project.write(path, text)
    about = project.read("content/pages/about.md")
    project.write("content/pages/about.md", f"{about}\n<b>raw</b>\n")
    project.commit("warning")
    result = project.publish()
    world.report.check("a site with a warning: exit 1", result.status == 1, result)
    world.report.check("a site with a warning: the target is untouched", target.state() == before)
    project.write("content/pages/about.md", f"{about}\n[[no-such-deal]]\n")
    project.commit("error")
    refused(world, target, project.publish(), before, "a site with an error", "no-such-deal")
    project.write("content/pages/about.md", about)
    project.commit("as before")


def newer(world: World, target, project: Project) -> None:
    """A colleague publishes from a commit that follows ours, which needs no word; and we from one that knows nothing of it."""
    other = project.clone(world.folder("colleague"))
    other.variables = project.variables
    other.words(11)
    commit = other.commit("of a colleague")
    result = other.publish()
    published(world, target, other, result, "a colleague publishes from a clone")
    theirs, before = generation(target), target.state()
    project.words(12)
    project.commit("ours, beside it")
    result = project.publish()
    refused(world, target, result, before, "a newer remote", "--replace")
    named = theirs in result.error or commit[:7] in result.error
    world.report.check(
        "a newer remote: names its generation or commit", named, f"neither {theirs} nor {commit[:7]} in: {result}"
    )
    refused(
        world, target, project.publish("--replace", "0123456789abcdef"), before, "--replace with another generation"
    )
    published(world, target, project, project.publish("--replace", theirs), "--replace")


def taken_back(world: World, target, project: Project) -> None:
    """A colleague takes back what we published: the bytes were once ours, the publication is not."""
    project.words(13)
    project.commit("a sentence that is wrong")
    published(world, target, project, project.publish(), "a wrong sentence")
    other = project.clone(world.folder("colleague"))
    other.variables = project.variables
    other.git("revert", "--no-edit", "HEAD")
    published(world, target, other, other.publish(), "a colleague takes it back")
    result, theirs = project.publish(), generation(target)
    refused(world, target, result, target.state(), "what a colleague has taken back", "--replace")
    project.git("pull", "--quiet", "--ff-only", str(other.root), "main")
    world.report.check("after a pull it is what is there", generation(target) == theirs)
    unchanged(world, target, project, "after a pull")


def history(world: World, target, project: Project) -> None:
    """Lists, and goes back and forth."""
    commits, generations, sites = [project.git("rev-parse", "HEAD")], [generation(target)], [target.site()]
    for number in (21, 22):
        project.edition(number)
        commits.append(project.commit(f"edition {number}"))
        published(world, target, project, project.publish(*LARGE), "an edition")
        generations.append(generation(target))
        sites.append(target.site())
    # A bucket holds one release; what was before it may be listed as well.
    shown = len(generations) if target.atomic else 1
    listed(world, project, generations[: -shown - 1 : -1], commits[: -shown - 1 : -1], generations[-1])
    before = target.state()
    if not target.atomic:
        result = project.publish("--rollback")
        refused(world, target, result, before, "--rollback on a bare bucket", commits[-2][:7])
        return
    refused(
        world,
        target,
        project.publish("--rollback", "0123456789abcdef"),
        before,
        "--rollback to what is not there",
        "0123456789abcdef",
    )
    result = project.publish("--rollback", yes=False)
    refused(world, target, result, before, "--rollback without a terminal and --yes", "--yes", status=2)
    result = project.publish("--rollback")
    world.report.check("--rollback: exit 0", result.status == 0, result)
    world.report.none("--rollback: the site of before, byte for byte", differences(target.site(), sites[-2]))
    same_list = read_release((target.site() or {}).get(MANIFEST))
    world.report.check(
        "--rollback: the generation of before",
        same_list is not None and same_list.generation == generations[-2],
        same_list and same_list.generation,
    )
    world.report.none("--rollback: nothing is left behind", target.litter())
    listed(world, project, [], [], generations[-2])
    result = project.publish("--rollback", generations[-1])
    world.report.check("--rollback GENERATION: exit 0", result.status == 0, result)
    world.report.none("--rollback GENERATION: that site, byte for byte", differences(target.site(), sites[-1]))
    result = project.publish("--rollback", generations[-3])
    world.report.check("--rollback to an older one: exit 0", result.status == 0, result)
    world.report.none("--rollback to an older one: that site", differences(target.site(), sites[-3]))
    published(world, target, project, project.publish(*LARGE), "a publication after a rollback")


def listed(world: World, project: Project, generations: list[str], commits: list[str], current: str) -> None:
    """`--list`: newest first, with commits, the current one marked."""
    result = project.publish("--list", yes=False)
    lines = [line for line in result.out.splitlines() if re.search(r"\b[0-9a-f]{16}\b", line)]
    found = [re.search(r"\b[0-9a-f]{16}\b", line)[0] for line in lines]
    world.report.check("--list: exit 0", result.status == 0, result)
    if generations:
        world.report.check(
            "--list: newest first", found[: len(generations)] == generations, f"{found}, not {generations}"
        )
        for line, commit in zip(lines, commits):
            world.report.check("--list: names the commit", commit[:7] in line, f"{commit[:7]} in {line!r}")
            world.report.check("--list: says when", re.search(r"\d{4}-\d\d-\d\d", line) is not None, line)
    marked = [name for name, line in zip(found, lines) if re.search(r"current|\*|→|<-|<=|●", line)]
    world.report.check("--list: marks the current one", marked == [current], f"{marked}, not [{current}]: {result.out}")

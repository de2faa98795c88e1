"""`to = "git"`: a branch of a bare repository, pushed without touching anything of the user's."""

import hashlib
import subprocess
from pathlib import Path

from githttp import GitHttp
from kit import MANIFEST, World, differences, fingerprint, manifest_problems, read_release
from project import Project
from spy import Spy, git_command, quiet
from targets import Git, git_tree, setup

from .basics import LARGE, basics, published, refused

# What users have in ~/.gitconfig.
ODD = """[filter "spoil"]
    clean = sed s/a/b/
    smudge = sed s/b/a/
    required = true
[core]
    autocrlf = true
    safecrlf = true
    excludesFile = {extra}/ignore
    attributesFile = {extra}/attributes
    fileMode = false
    pager = /bin/false
    editor = /bin/false
[commit]
    gpgSign = true
[tag]
    gpgSign = true
[gpg]
    program = /bin/false
[push]
    default = nothing
    followTags = true
[color]
    ui = always
[advice]
    pushUpdateRejected = false
"""
TOKEN = "ghp_harnessToken0123456789abcdefABCDEF"


def git(world: World) -> None:
    basics(world, Git(world.folder("bare")))
    histories(world)
    foreign(world)
    cname(world)
    stale_lease(world)
    left_locks(world)
    stale_lock(world)
    rollback_over_foreign(world)
    sources(world)
    unreachable(world)
    untouched(world)
    settings_of_git(world)
    hooks(world)
    passwords(world)
    token(world)
    odd_arguments(world)


def histories(world: World) -> None:
    """A commit per publication, with or without a parent; the branch holds `.nojekyll`."""
    for kept in (True, False):
        target = Git(world.folder("bare"), f"history = {str(kept).lower()}")
        project = setup(world, target, world.folder("history"))
        what, tips = f"history = {str(kept).lower()}", []
        for number in (1, 2, 3):
            project.edition(number)
            project.commit(f"edition {number}")
            published(world, target, project, project.publish(*LARGE), what)
            tips.append(target.tip())
        count = target.git("rev-list", "--count", "gh-pages")
        world.report.check(f"{what}: number of commits", count == ("3" if kept else "1"), count)
        parents = target.git("rev-list", "--parents", "-n", "1", "gh-pages").split()[1:]
        world.report.check(
            f"{what}: parents", parents == (tips[1:2] if kept else []), f"{parents}, the tips were {tips}"
        )
        found = target.site() or {}
        world.report.check("the branch has .nojekyll", found.get(".nojekyll") == b"", sorted(found)[:3])
        if not kept:
            rollback_without_history(world, target, project)


def rollback_without_history(world: World, target: Git, project: Project) -> None:
    """There is nothing to go back to, and what to do instead is said."""
    before = target.state()
    result = project.publish("--rollback")
    refused(world, target, result, before, "rollback without history", "was not kept", "--replace")


def foreign(world: World) -> None:
    """Files that no manifest of ours lists: refused by name, and left."""
    target = Git(world.folder("bare"))
    project = setup(world, target, world.folder("foreign"))
    other = world.folder("other") / "work"
    blank = ["-c", "user.name=Bob Other", "-c", "user.email=bob@elsewhere.example"]
    tree = subprocess.run(
        ["git", "--git-dir", target.bare, "mktree"], input="", capture_output=True, text=True, check=True
    ).stdout.strip()
    commit = target.git(*blank, "commit-tree", "-m", "somebody's branch", tree)
    target.git("update-ref", "refs/heads/gh-pages", commit)
    target.commit_foreign(other, "thesis.tex", "years of work\n")
    before = target.state()
    refused(world, target, project.publish(), before, "a branch of somebody else", "thesis.tex")
    refused(
        world,
        target,
        project.publish("--deletes", "1000"),
        before,
        "a branch of somebody else, with --deletes",
        "thesis.tex",
    )

    target = Git(world.folder("bare"))
    project = setup(world, target, world.folder("foreign"))
    published(world, target, project, project.publish(), "before the foreign file")
    target.commit_foreign(other, "by-hand.txt", "added by hand\n")
    before = target.state()
    project.words(3)
    project.commit("words")
    refused(world, target, project.publish(), before, "a foreign file on our branch", "by-hand.txt")
    world.report.check(
        "a foreign file on our branch: is left", (target.site() or {}).get("by-hand.txt") == b"added by hand\n"
    )


def cname(world: World) -> None:
    """With `limits = "github-pages"` the branch has the name of the host; another name there is refused."""
    target = Git(world.folder("bare"), 'limits = "github-pages"')
    project = setup(world, target, world.folder("cname"))
    published(world, target, project, project.publish(), "with CNAME")
    found = (target.site() or {}).get("CNAME", b"").strip()
    world.report.check("CNAME is the host of base_url", found == b"site.example", found)
    target.commit_foreign(world.folder("other") / "work", "CNAME", "www.elsewhere.example\n")
    before = target.state()
    project.words(4)
    project.commit("words")
    refused(world, target, project.publish(), before, "another CNAME", "CNAME", "www.elsewhere.example")

    target = Git(world.folder("bare"), 'limits = "none"')
    project = setup(world, target, world.folder("cname"))
    published(world, target, project, project.publish(), "without limits")
    world.report.check("no CNAME without github-pages", "CNAME" not in (target.site() or {}))

    target = Git(world.folder("bare"), 'limits = "github-pages"')
    project = setup(world, target, world.folder("cname"))
    project.base = project.base.replace("http://site.example/", "https://ada.github.io/brief/")
    project.tables(f"[publish]\n{target.settings}")
    project.commit("at github.io")
    result = project.publish()
    found = target.site() or {}
    world.report.check("no CNAME at github.io", result.status == 0 and found and "CNAME" not in found, result)


def stale_lease(world: World) -> None:
    """Somebody pushes between our look and our push."""
    spy = Spy(world.folder("spy"), ("git", "ssh", "rsync"))
    target = Git(world.folder("bare"))
    project = setup(world, target, world.folder("lease"), spy)
    published(world, target, project, project.publish(), "before the race")
    old = target.site()
    other = world.folder("other") / "work"
    theirs = target.commit_foreign(other, "in-between.txt", "pushed in between\n", push=False)
    project.words(5)
    project.commit("words")
    # The wrapper's own PATH leads to itself, so the hook leaves it out.
    script = f"""
case " $* " in *" push "*) ;; *) exit 0 ;; esac
[ -e {world.work}/raced ] && exit 0
: >{world.work}/raced
PATH=${{PATH#*:}} env -u GIT_DIR -u GIT_CONFIG_COUNT git -C {other} push -q origin gh-pages
exit 0"""
    spy.before(script)
    result = project.publish()
    spy.before(None)
    world.report.check("a stale lease: the hook ran", (world.work / "raced").exists(), spy.calls())
    world.report.check("a stale lease: exit 1", result.status == 1, result)
    world.report.check("a stale lease: says `error`", "error" in result.text, result)
    world.report.check(
        "a stale lease: what was pushed in between stays", target.tip() == theirs, f"{target.tip()}, not {theirs}"
    )
    found = target.site() or {}
    world.report.none(
        "a stale lease: readers see what was there",
        differences({p: d for p, d in found.items() if p != "in-between.txt"}, old),
    )
    pushes = [call for call in spy.calls() if git_command(call) == "push"]
    world.report.check(
        "every push has a lease",
        bool(pushes) and all("--force-with-lease=" in " ".join(call) for call in pushes),
        pushes,
    )
    bare_force = [
        call for call in pushes if "--force" in call or "-f" in call or any(arg.startswith("+") for arg in call)
    ]
    world.report.none("no push is forced without a lease", bare_force)


def left_locks(world: World) -> None:
    """Git was killed in our repository: its locks, or half a repository, are in nobody's way."""
    target = Git(world.folder("bare"))
    project = setup(world, target, world.folder("locks"))
    published(world, target, project, project.publish(), "before the kill")
    [head] = (project.root / ".tearsheet").rglob("@git/HEAD")
    ours = head.parent
    number = 0
    for lock in ("config.lock", "shallow.lock", "packed-refs.lock", "refs/tearsheet/0.lock", "HEAD.lock"):
        for half in (False, True):
            (ours / lock).parent.mkdir(parents=True, exist_ok=True)
            (ours / lock).write_bytes(b"")
            if half:
                head.unlink(missing_ok=True)
            number += 1
            project.words(20 + number)
            project.commit("words")
            what = f"{lock} of a killed git{', and no HEAD' if half else ''}"
            published(world, target, project, project.publish(), what)
            world.report.check(f"{what}: gone", not (ours / lock).exists(), lock)


def stale_lock(world: World) -> None:
    """A push that was killed left git's lock on the branch of the remote: it is named, since nobody else can tell."""
    target = Git(world.folder("bare"))
    project = setup(world, target, world.folder("stale"))
    published(world, target, project, project.publish(), "before the lock of the remote")
    for number, arguments in ((2, ()), (3, ("--rollback",))):
        project.edition(number)
        project.commit(f"edition {number}")
        (target.bare / "refs/heads/gh-pages.lock").write_bytes(b"")
        before = target.state()
        result = project.publish(*LARGE, *arguments)
        refused(world, target, result, before, f"a lock of the remote {arguments}", "refs/heads/gh-pages.lock")
        [lock] = target.locks()
        lock.unlink()
        published(world, target, project, project.publish(*LARGE), "after the lock of the remote was removed")


def rollback_over_foreign(world: World) -> None:
    """What somebody put on the branch by hand would go with a rollback as with a publication."""
    for path in ("by-hand.txt", "CNAME"):
        target = Git(world.folder("bare"), 'limits = "github-pages"')
        project = setup(world, target, world.folder("back"))
        for number in (1, 2):
            project.edition(number)
            project.commit(f"edition {number}")
            published(world, target, project, project.publish(*LARGE), "before the file by hand")
        target.commit_foreign(world.folder("other") / "work", path, "www.elsewhere.example\n")
        before = target.state()
        refused(world, target, project.publish("--rollback"), before, f"a rollback over {path}", path)
        unasked = project.publish("--rollback", yes=False)
        refused(world, target, unasked, before, f"a rollback over {path}, before anybody is asked", path)


def sources(world: World) -> None:
    """The plan says which commit the site is made from, and what a colleague could not make from it."""
    target = Git(world.folder("bare"))
    project = setup(world, target, world.folder("sources"))
    project.edition(1)
    edited = project.publish("--dry-run").text
    world.report.check("the plan names edits that are not committed", "edits that are not committed" in edited, edited)
    commit = project.commit("edition 1")
    plan = project.publish("--dry-run").text
    named = f"from    the commit {commit[:12]}\n" in plan and "not committed" not in plan
    world.report.check("the plan names the commit", named, plan)


def unreachable(world: World) -> None:
    """Git's own words, and which setting they are about."""
    target = Git(world.folder("bare"))
    project = setup(world, target, world.folder("unreachable"))
    target.bare.rename(target.bare.with_suffix(".away"))
    said = project.publish().text
    named = "`remote` in `tearsheet.toml`" in said and "git init --bare" in said and target.bare.name in said
    world.report.check("a repository that is not there: says what to correct", named, said)


def snapshot(project: Project) -> dict[str, object]:
    """Everything of the user's that a publication may not touch."""
    theirs = fingerprint(project.root)
    built = ("public", ".tearsheet", ".git")
    folder = project.root / ".git"
    refs = project.git("for-each-ref").splitlines()
    return {
        "the work tree": {path: found for path, found in theirs.items() if path.split("/")[0] not in built},
        "the index": hashlib.sha256((folder / "index").read_bytes()).hexdigest(),
        "HEAD": (folder / "HEAD").read_text(),
        "refs": [ref for ref in refs if not ref.endswith("\trefs/remotes/origin/gh-pages")],
        "the stash": project.git("stash", "list", "--format=%H %gs"),
        "the reflog of HEAD": project.git("reflog", "show", "--format=%H %gs", "HEAD"),
        "the settings": (folder / "config").read_bytes(),
        "hooks": fingerprint(folder / "hooks"),
        "what is staged, changed, untracked": project.git(
            "--no-optional-locks", "status", "--porcelain=v2", "--branch", "--untracked-files=all"
        ),
        "locks": sorted(path.name for path in folder.rglob("*.lock")),
    }


def untouched(world: World) -> None:
    """The user is in the middle of something; a name of a remote is given, so git has its own record of it."""
    target = Git(world.folder("bare"))
    project = setup(world, target, world.folder("untouched"))
    project.git("remote", "add", "origin", str(target.bare))
    project.tables('[publish]\nto = "git"\n')
    project.write("todo.txt", "one\n")
    project.commit("a list")
    project.git("tag", "-a", "v1", "-m", "a tag")
    project.git("branch", "idea")
    project.write("todo.txt", "stashed\n")
    project.git("stash")
    project.write("README", "staged\n")
    project.git("add", "README")
    project.write("todo.txt", "changed, not staged\n")
    project.write("untracked.txt", "not tracked\n")
    before = snapshot(project)
    for what in ("first", "second", "third"):
        result = project.publish()
        world.report.check("in the middle of something: exit 0", result.status == 0, f"{what}: {result}")
        after = snapshot(project)
        for name, value in before.items():
            world.report.check(
                f"untouched: {name}",
                after[name] == value,
                f"{what}: {str(value)[:200]} became {str(after[name])[:200]}",
            )
        project.words(30 + len(what))
        before = snapshot(project)
    world.report.none("only the branch arrives at the remote", target.litter())
    everything = subprocess.run(
        ["git", "--git-dir", target.bare, "cat-file", "--batch-all-objects", "--batch"], capture_output=True, check=True
    ).stdout
    for secret in (b"stashed\n", b"staged\n", b"not tracked\n", b"one\n"):
        world.report.check(
            "nothing else of the repository arrives", b"\n" + secret not in everything.replace(b"one\r\n", b""), secret
        )


def settings_of_git(world: World) -> None:
    """Settings of the user's git that change bytes, hide files or want more: none may have an effect."""
    target = Git(world.folder("bare"))
    project = setup(world, target, world.folder("gitconfig"))
    extra = world.folder("extra")
    (extra / "ignore").write_text("*.csv\n*.json\nassets/\npublic/\n.well-known/\n")
    (extra / "attributes").write_text("* text=auto eol=crlf\n*.html filter=spoil\n*.txt export-ignore\n")
    with (project.home / ".gitconfig").open("a") as file:
        file.write(ODD.format(extra=extra))
    for number in (1, 2):
        project.edition(number)
        published(world, target, project, project.publish(*LARGE), "with odd settings of git")
    modes = {line.split()[0] for line in target.git("ls-tree", "-r", "gh-pages").splitlines()}
    world.report.check("all files of the branch are plain", modes == {"100644"}, modes)

    # Variables that a hook of git's leaves in the environment must not lead elsewhere.
    target = Git(world.folder("bare"))
    project = setup(world, target, world.folder("gitenv"))
    elsewhere = world.folder("elsewhere")
    project.variables |= {
        "GIT_DIR": str(elsewhere / ".git"),
        "GIT_INDEX_FILE": str(elsewhere / "index"),
        "GIT_WORK_TREE": str(elsewhere),
    }
    published(world, target, project, project.publish(), "GIT_DIR and the like")
    world.report.check(
        "GIT_DIR and the like: nothing is written there", not list(elsewhere.iterdir()), list(elsewhere.iterdir())
    )

    # Nobody told git who is at work: the program has a name of its own.
    target = Git(world.folder("bare"))
    project = setup(world, target, world.folder("nobody"))
    (project.home / ".gitconfig").write_text("[user]\n\tuseConfigOnly = true\n")
    published(world, target, project, project.publish(), "without an identity")


def hooks(world: World) -> None:
    """No hook of the user's is run, and none that refuses is in the way: they are about the user's own commits."""
    target = Git(world.folder("bare"))
    project = setup(world, target, world.folder("hook"))
    mark = world.folder("mark") / "ran"
    for name in ("pre-push", "pre-commit", "commit-msg", "reference-transaction", "post-commit", "post-index-change"):
        hook = project.root / ".git/hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(
            f"#!/bin/sh\necho {name} >>{mark}\necho touched >>README\nexit 1\n"
            if name == "pre-push"
            else f"#!/bin/sh\necho {name} >>{mark}\nexit 0\n"
        )
        hook.chmod(0o755)
    readme = project.read("README")
    result = project.publish()
    published(world, target, project, result, "with a pre-push hook")
    world.report.check("with a pre-push hook: the work tree is as it was", project.read("README") == readme)
    world.report.check("hooks of the user's are not run", not mark.exists(), mark.exists() and mark.read_text())


def passwords(world: World) -> None:
    """A password in a `remote` of the settings is an error, and is not repeated."""
    spy = Spy(world.folder("spy"))
    target = Git(world.folder("bare"))
    project = setup(world, target, world.folder("password"), spy)
    for remote in (
        f"https://ada:{TOKEN}@git.example/brief.git",
        f"https://{TOKEN}:x-oauth-basic@git.example/brief.git",
        f"http://ada:{TOKEN}@127.0.0.1:1/brief.git",
        f"ssh://git:{TOKEN}@git.example/brief.git",
    ):
        project.tables(f'[publish]\nto = "git"\nremote = "{remote}"\n')
        spy.forget()
        before = target.state()
        result = project.publish()
        refused(world, target, result, before, "a password in `remote`", "remote")
        world.report.check("a password in `remote` is not repeated", TOKEN not in result.text, result)
        calls = [
            call
            for call in spy.calls()
            if TOKEN in " ".join(call) or git_command(call) in {"push", "ls-remote", "fetch"}
        ]
        world.report.none("a password in `remote`: nothing goes out", calls)


def token(world: World) -> None:
    """A remote in .git/config with a token: git's own affair, and it stays there."""
    if not (Path(quiet("git", "--exec-path").strip()) / "git-remote-http").exists():
        world.report.check("a token in .git/config: git can speak http", False, "git-remote-http is not installed")
        return
    spy = Spy(world.folder("spy"))
    folder = world.folder("bare")
    target = Git(folder)
    project = setup(world, target, world.folder("token"), spy)
    with GitHttp(folder, "x-access-token", TOKEN) as server:
        url = f"http://x-access-token:{TOKEN}@127.0.0.1:{server.port}/brief.git"
        project.git("remote", "add", "origin", url)
        project.tables('[publish]\nto = "git"\nremote = "origin"\n')
        result = project.publish()
        published(world, target, project, result, "a token in .git/config")
        project.words(8)
        project.commit("words")
        project.publish("--format", "json")
        project.publish("--list", yes=False)
        project.publish("--dry-run", yes=False)
        server.refuse = True
        project.words(9)
        project.commit("words")
        before = target.state()
        refused(world, target, project.publish(), before, "a server that refuses the token")
    refused(world, target, project.publish(), before, "a server that is not there")
    world.report.none("the token is in no output", [text for text in project.said if TOKEN in text])
    world.report.none("the token is in no argument list", [call for call in spy.calls() if TOKEN in " ".join(call)])
    kept = [
        path
        for path in (project.root / ".tearsheet").rglob("*")
        if path.is_file() and TOKEN.encode() in path.read_bytes()
    ]
    world.report.none("the token is in no file under .tearsheet", kept)
    stored = b"".join((target.site() or {}).values())
    world.report.check("the token is not on the branch", TOKEN.encode() not in stored)


def odd_arguments(world: World) -> None:
    """What looks like an option is none, and never runs a program."""
    target = Git(world.folder("bare"))
    project = setup(world, target, world.folder("odd"))
    mark = world.folder("mark") / "pwned"
    rows = [
        f'remote = "--upload-pack=touch {mark}"\n',
        f'remote = "ext::sh -c touch% {mark}"\n',
        f'remote = "ssh://-oProxyCommand=touch {mark}/brief.git"\n',
        f'remote = "{target.bare}"\nbranch = "--receive-pack=touch {mark}"\n',
        f'remote = "{target.bare}"\nbranch = "a:refs/heads/b"\n',
        f'remote = "{target.bare}"\nbranch = "../../evil"\n',
    ]
    for row in rows:
        project.tables(f'[publish]\nto = "git"\n{row}')
        before = target.state()
        result = project.publish()
        world.report.check("what looks like an option: refused", result.status == 1 and bool(result.error), f"{row}: {result}")
        world.report.check("what looks like an option: nothing is run", not mark.exists(), row)
        world.report.check("what looks like an option: nothing is touched", target.state() == before, row)
        mark.unlink(missing_ok=True)

    # The branch that is being worked on is never the one that is published to.
    target = Git(world.folder("bare"), 'branch = "pages/brief"')
    project = setup(world, target, world.folder("branch"))
    result = project.publish()
    found = target.git("rev-parse", "--verify", "--quiet", "refs/heads/pages/brief")
    world.report.check("a branch of another name", result.status == 0 and bool(found), result)
    if found:
        files = git_tree(target.bare, found)
        world.report.none("a branch of another name: the site", differences(files, project.built()))
        world.report.none("a branch of another name: the manifest", manifest_problems(files, project.built()))
        world.report.check(
            "a branch of another name: no other", target.tip() == "" and read_release(files[MANIFEST]) is not None
        )
    branches = project.git("for-each-ref", "--format=%(refname)", "refs/heads").split()
    world.report.check(
        "a branch of another name: none in the user's repository", branches == ["refs/heads/main"], branches
    )

"""The targets: where a project is published to, and what readers see there.

Each has `tables` (its settings), `site()` (all files readers can get, and the manifest, or `None` where nothing is
published), `state()` (what would show that anything was touched), and `litter()` (what a run that ended may not leave).
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

from fake_s3 import FakeS3
from kit import CONTROL, MANIFEST, World, fingerprint, tree
from project import Project
from spy import quiet
from sshd import Sshd

LOCK = ".tearsheet-lock"
GENERATION = re.compile(r"[0-9a-f]{16}")


def quoted(path: object) -> str:
    """A string of TOML."""
    return '"' + str(path).replace("\\", "\\\\").replace('"', '\\"') + '"'


class Git:
    """A branch of a bare repository."""

    kind, atomic = "git", True

    def __init__(self, folder: Path, more: str = ""):
        self.bare, self.more = folder / "brief.git", more
        quiet("git", "init", "--quiet", "--bare", "-b", "main", str(self.bare))

    @property
    def settings(self) -> str:
        return f'to = "git"\nremote = {quoted(self.bare)}\n{self.more}\n'

    def git(self, *arguments: str) -> str:
        return quiet("git", "--git-dir", str(self.bare), *arguments, check=False).strip()

    def tip(self) -> str:
        return self.git("rev-parse", "--verify", "--quiet", "refs/heads/gh-pages")

    def site(self, commit: str = "") -> dict[str, bytes] | None:
        commit = commit or self.tip()
        return git_tree(self.bare, commit) if commit else None

    def state(self) -> object:
        return self.git("for-each-ref")

    def litter(self) -> list[str]:
        refs = self.git("for-each-ref", "--format=%(refname)").split()
        return [f"ref {ref}" for ref in refs if ref != "refs/heads/gh-pages"]

    def unlock(self) -> bool:
        return False

    def settle(self) -> None:
        pass

    def locks(self) -> list[Path]:
        """What a `git receive-pack` that was killed leaves in a bare repository, and git will not pass by."""
        return sorted(self.bare.rglob("*.lock"))

    def commit_foreign(self, work: Path, path: str, content: str, push: bool = True) -> str:
        """Somebody adds a file to the branch, by hand; the commit."""
        shutil.rmtree(work, ignore_errors=True)
        quiet("git", "clone", "--quiet", "-b", "gh-pages", str(self.bare), str(work))
        (work / path).write_text(content)
        author = ["-c", "user.name=Bob Other", "-c", "user.email=bob@elsewhere.example"]
        quiet("git", "add", "-f", path, cwd=work)
        quiet("git", *author, "commit", "--quiet", "-m", "by hand", cwd=work)
        if push:
            quiet("git", "push", "--quiet", "origin", "gh-pages", cwd=work)
        return quiet("git", "rev-parse", "HEAD", cwd=work).strip()


def git_tree(repository: Path, commit: str) -> dict[str, bytes]:
    """All files of a commit, as they are stored, without any filter."""
    listing = subprocess.run(["git", "-C", repository, "ls-tree", "-r", "-z", commit], capture_output=True, check=True)
    entries = [line.split("\t", 1) for line in os.fsdecode(listing.stdout).split("\0")[:-1]]
    names = "".join(entry[0].split()[2] + "\n" for entry in entries).encode()
    batch = subprocess.run(
        ["git", "-C", repository, "cat-file", "--batch"], input=names, capture_output=True, check=True
    )
    files, rest = {}, batch.stdout
    for _, path in entries:
        head, _, rest = rest.partition(b"\n")
        size = int(head.split()[2])
        files[path], rest = rest[:size], rest[size + 1 :]
    return files


class Dir:
    """A folder with releases, and the link `current`."""

    kind, atomic = "dir", True

    def __init__(self, folder: Path, more: str = ""):
        self.path, self.more = folder / "brief", more

    @property
    def settings(self) -> str:
        return f'to = "dir"\npath = {quoted(self.path)}\n{self.more}\n'

    @property
    def releases(self) -> Path:
        return self.path / "releases"

    def current(self) -> str | None:
        """The generation that readers see."""
        try:
            leads = os.readlink(self.path / "current")
        except OSError:
            return None
        folder, _, name = leads.rpartition("/")
        return name if folder == "releases" else f"(a link to {leads})"

    def site(self) -> dict[str, bytes] | None:
        current = self.current()
        return None if current is None else tree(self.releases / current)

    def state(self) -> object:
        return fingerprint(self.path) if self.path.exists() else None

    def generations(self) -> set[str]:
        return {path.name for path in self.releases.iterdir()} if self.releases.is_dir() else set()

    def litter(self) -> list[str]:
        if not self.path.exists():
            return []
        found = [path.name for path in self.path.iterdir() if path.name not in {"releases", "current"}]
        return found + [f"releases/{name}" for name in self.generations() if not GENERATION.fullmatch(name)]

    def unlock(self) -> bool:
        """Takes a lock away, as somebody at the target would; whether there was one."""
        there = (self.releases / ".lock").exists()
        shutil.rmtree(self.releases / ".lock", ignore_errors=True)
        return there

    def settle(self) -> None:
        pass


class Rsync(Dir):
    """The same on a server, reached by ssh."""

    kind = "rsync"

    def __init__(self, folder: Path, server: Sshd, more: str = ""):
        super().__init__(folder, more)
        self.server = server
        self.path = server.root / folder.name

    @property
    def settings(self) -> str:
        remote = quoted(f"{self.server.user}@{self.server.alias}:{self.path}")
        return f'to = "rsync"\nremote = {remote}\n{self.server.setting}\n{self.more}\n'

    def settle(self) -> None:
        """Waits until no session of a killed client is left on the server."""
        self.server.settle()


class S3:
    """A bucket of our own server."""

    kind, atomic = "s3", False

    def __init__(self, store: FakeS3, prefix: str = "", more: str = ""):
        self.store, self.prefix, self.more = store, prefix, more

    @property
    def settings(self) -> str:
        place = f'bucket = "{self.store.bucket}"\nregion = "{self.store.region}"\nendpoint = "{self.store.endpoint}"\n'
        return f'to = "s3"\n{place}prefix = "{self.prefix}"\n{self.more}\n'

    def key(self, path: str) -> str:
        return f"{self.prefix.rstrip('/')}/{path}".lstrip("/")

    def site(self) -> dict[str, bytes] | None:
        """The objects under the prefix; assets of earlier generations are among them."""
        under = self.key("")
        files = {key[len(under) :]: found.data for key, found in self.store.contents().items() if key.startswith(under)}
        return None if MANIFEST not in files else {path: data for path, data in files.items() if path != LOCK}

    def state(self) -> object:
        return {key: (found.etag, found.number) for key, found in self.store.contents().items()}

    def litter(self) -> list[str]:
        return [key for key in self.store.contents() if key == self.key(LOCK)]

    def unlock(self) -> bool:
        """Takes a lock away, as somebody at the target would; whether there was one."""
        return self.store.remove(self.key(LOCK))

    def settle(self) -> None:
        """Waits until what a killed client has sent is carried out."""
        self.store.settle()


class Command:
    """A program that is given a folder: ours copies it."""

    kind, atomic = "command", True

    def __init__(self, folder: Path, more: str = "", program: list[str] | None = None):
        self.path, self.more = folder / "taken", more
        script = folder / "take.py"
        script.write_text(TAKE.format(self=str(self.path)))
        self.program = program or ["python3", str(script), "{dir}"]

    @property
    def settings(self) -> str:
        return f'to = "command"\ncommand = [{", ".join(quoted(part) for part in self.program)}]\n{self.more}\n'

    def site(self) -> dict[str, bytes] | None:
        return tree(self.path) if self.path.exists() else None

    def state(self) -> object:
        return fingerprint(self.path) if self.path.exists() else None

    def litter(self) -> list[str]:
        return []

    def settle(self) -> None:
        pass


TAKE = """import os, shutil, sys
target = {self!r}
shutil.rmtree(target, ignore_errors=True)
shutil.copytree(sys.argv[1], target, symlinks=True)
open(target + '.arguments', 'w').write(chr(10).join(sys.argv[1:]))
paths = [os.path.join(at, name) for at, _, names in os.walk(sys.argv[1]) for name in names]
open(target + '.links', 'w').write(str(min(os.stat(path).st_nlink for path in paths if not path.endswith('-manifest'))))
"""


def setup(world: World, target, folder: Path, spy=None, name: str = "", more: str = "", **variables: str) -> Project:
    """A project whose settings lead to a target; its first edition is committed."""
    head = f"[publish.{name}]" if name else "[publish]"
    return Project.make(world, folder, spy, f"{head}\n{target.settings}{more}", **variables)


def visible(target) -> dict[str, bytes] | None:
    """What readers see of a target without our control files."""
    site = target.site()
    return None if site is None else {path: data for path, data in site.items() if path not in CONTROL}

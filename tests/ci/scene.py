"""Where workflows run: a repository with its history, a runner's folders, programs that stand for what installs."""

import os
import shutil
import stat
import subprocess
from pathlib import Path

from patience import PATIENCE

INSTALLERS = ["pip", "pip3", "pipx", "uv", "cargo", "rustup", "apt-get", "sudo"]
#: Where the editor says that the program comes from.
PACKAGE = "https://wheels.example/tearsheet-0.1.0-py3-none-linux_x86_64.whl"
#: What would leave the machine.
NETWORK = ["curl", "wget", "gh"]
WRAPPER = """#!/bin/sh
printf '%s' "{name}" >>"$TEARSHEET_CI_LOG"
for word in "$@"; do printf ' %s' "$word" >>"$TEARSHEET_CI_LOG"; done
echo >>"$TEARSHEET_CI_LOG"
{action}
"""
PYTHON = """#!/bin/sh
case "$1 $2" in
  "-m pip"|"-m pipx") shift 2; exec pip "$@" ;;
esac
exec {real} "$@"
"""


class Scene:
    """One fresh folder: `bin` with wrappers, `home`, `temp`, a bare `origin`, a `workspace`."""

    def __init__(self, root: Path, binary: Path, wheels: Path | None = None):
        self.root, self.binary, self.wheels = root, binary, wheels
        for name in ("bin", "home", "temp", "artifacts"):
            (root / name).mkdir(parents=True)
        self.log = root / "installs.log"
        self.log.touch()
        self.origin = root / "origin.git"
        self.workspace = root / "workspace"
        self._programs()
        (root / "home/.gitconfig").write_text(
            "[user]\nname = Editor\nemail = editor@example.org\n[init]\ndefaultBranch = main\n[safe]\ndirectory = *\n"
            "[protocol \"file\"]\nallow = always\n[advice]\ndetachedHead = false\n"
        )

    def _programs(self) -> None:
        venv = self.root / "venv"
        if self.wheels:
            subprocess.run(["python3", "-m", "venv", str(venv)], check=True, capture_output=True)
        else:
            (self.root / "bin/tearsheet").symlink_to(self.binary)
        install = f'exec "{venv}/bin/pip" install --no-index --find-links "{self.wheels}" tearsheet'
        for name in INSTALLERS:
            real = self.wheels and name in ("pip", "pip3", "pipx", "uv")
            self._write(name, WRAPPER.format(name=name, action=install if real else "exit 0"))
        for name in NETWORK:
            self._write(name, WRAPPER.format(name=name, action=f'echo "{name} is not answered here" >&2; exit 97'))
        real = shutil.which("python3")
        for name in ("python", "python3"):
            self._write(name, PYTHON.format(real=real))

    def _write(self, name: str, text: str) -> None:
        path = self.root / "bin" / name
        path.write_text(text)
        path.chmod(path.stat().st_mode | stat.S_IXUSR)

    def environment(self) -> dict[str, str]:
        """What a runner has, and nothing of ours."""
        venv = f"{self.root}/venv/bin:" if self.wheels else ""
        return {
            "PATH": f"{self.root}/bin:{venv}{os.environ['PATH']}",
            "HOME": str(self.root / "home"),
            "LANG": "C.UTF-8",
            "CI": "true",
            "TEARSHEET_CI_LOG": str(self.log),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_TERMINAL_PROMPT": "0",
        }

    def run(self, *command: str, cwd: Path | None = None, check: bool = True, env: dict | None = None):
        """A program in the scene; its output as text."""
        done = subprocess.run(
            command, cwd=cwd or self.root, env={**self.environment(), **(env or {})}, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        if check and done.returncode:
            raise RuntimeError(f"{' '.join(command)}: exit {done.returncode}\n{done.stdout}{done.stderr}")
        return done

    def git(self, *arguments: str, cwd: Path) -> str:
        return self.run("git", *arguments, cwd=cwd).stdout.strip()

    def publish_history(self, project: Path) -> None:
        """A bare repository with what `project` holds, as one commit on `main`."""
        self.git("init", "-q", "-b", "main", cwd=project)
        self.git("add", "-A", cwd=project)
        self.git("commit", "-q", "-m", "Begin", cwd=project)
        self.git("clone", "-q", "--bare", str(project), str(self.origin), cwd=self.root)
        self.git("remote", "add", "origin", self.origin.as_uri(), cwd=project)

    def propose(self, project: Path, branch: str) -> dict:
        """What is in the work tree becomes a branch, and a pull request with a merge commit. Returns its commits."""
        base = self.git("rev-parse", "main", cwd=project)
        self.git("checkout", "-q", "-b", branch, cwd=project)
        self.git("add", "-A", cwd=project)
        self.git("commit", "-q", "-m", "Propose", cwd=project)
        head = self.git("rev-parse", "HEAD", cwd=project)
        self.git("checkout", "-q", "-b", "merging", "main", cwd=project)
        self.git("merge", "-q", "--no-ff", "-m", "Merge", branch, cwd=project)
        merge = self.git("rev-parse", "HEAD", cwd=project)
        self.git("push", "-q", "origin", f"{branch}:refs/heads/{branch}", f"{branch}:refs/pull/1/head", "merging:refs/pull/1/merge", cwd=project)
        return {"base": base, "head": head, "merge": merge}

    def check_out(self, commit: str, branch: str | None, depth: int) -> None:
        """As `actions/checkout` does: nothing but the commit, unless the whole history is asked for."""
        shutil.rmtree(self.workspace, ignore_errors=True)
        self.workspace.mkdir()
        self.git("init", "-q", "-b", "none", cwd=self.workspace)
        self.git("remote", "add", "origin", self.origin.as_uri(), cwd=self.workspace)
        if depth == 0:
            self.git("fetch", "-q", "origin", "+refs/heads/*:refs/remotes/origin/*", cwd=self.workspace)
        limit = [f"--depth={depth}"] if depth else []
        self.git("-c", "uploadpack.allowAnySHA1InWant=true", "fetch", "-q", *limit, "origin", f"+{commit}:refs/remotes/origin/{branch or 'pull-1-merge'}", cwd=self.workspace)
        if branch:
            self.git("checkout", "-q", "-B", branch, f"refs/remotes/origin/{branch}", cwd=self.workspace)
        else:
            self.git("checkout", "-q", "--detach", commit, cwd=self.workspace)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones included."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def difference(name: str, got: dict[str, bytes], wanted: dict[str, bytes]) -> list[str]:
    """Files of one tree and not of the other, and those that differ."""
    return (
        [f"{name} lacks {path}" for path in sorted(wanted.keys() - got.keys())]
        + [f"{name} has {path} besides" for path in sorted(got.keys() - wanted.keys())]
        + [f"{name}: {path} differs" for path in sorted(got.keys() & wanted.keys()) if got[path] != wanted[path]]
    )

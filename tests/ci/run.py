#!/usr/bin/env python3
"""The files that `tearsheet init --ci github|gitlab` writes: valid, careful, and run from end to end.

    PYTHONPATH=… python3 tests/ci/run.py BINARY [--wheels DIR] [--only WORD] [--keep DIR]

A workflow is held against the public schema, actionlint and shellcheck; then its steps are executed over a fresh
repository, as a push, as a pull request with mistakes and as one without, and what was deployed is held against what
`tearsheet publish` puts on a branch. Installers are answered by programs that only write down what they were asked, or
with `--wheels` by pip from that folder. Needs requirements.txt, package.json (`npm ci --prefix tests/ci`), git, node and
shellcheck. Prints a line per check, and last `N passed, N failed`. `selftest.py` proves that the checks can fail.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import annotations
import github
import gitlab
import workflow
from mistakes import INJECTED, age, spoil, write
from report import Report
from scene import PACKAGE, Scene, difference, tree

GITHUB = ".github/workflows/site.yml"
GITLAB = ".gitlab-ci.yml"
HOSTILE = "a$(touch${IFS}pwned)`touch${IFS}pwned`"
MANIFEST = ".tearsheet-manifest"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary", type=Path)
    parser.add_argument("--wheels", type=Path, help="a folder of wheels to install from")
    parser.add_argument("--only", default="", metavar="WORD", help="parts whose name holds it")
    parser.add_argument("--keep", type=Path, help="work here, and leave everything")
    arguments = parser.parse_args()
    report = Report()
    work = arguments.keep or Path(tempfile.mkdtemp(prefix="tearsheet-ci-"))
    work.mkdir(parents=True, exist_ok=True)
    try:
        it = It(report, arguments.binary.resolve(), arguments.wheels and arguments.wheels.resolve(), work)
        for part in [init, github_file, github_push, github_pull_request, github_clean_pull_request, github_broken_push, github_other_events, changed, gitlab_file, gitlab_push, gitlab_merge_request]:
            if arguments.only in part.__name__:
                attempt(it, part)
    finally:
        if not arguments.keep:
            shutil.rmtree(work, ignore_errors=True)
    return report.close()


class It:
    """What every part works with."""

    def __init__(self, report: Report, binary: Path, wheels: Path | None, work: Path):
        self.report, self.binary, self.wheels, self.work = report, binary, wheels, work

    def scene(self, name: str) -> Scene:
        return Scene(self.work / name, self.binary, self.wheels)

    def project(self, scene: Scene, ci: str | None) -> Path:
        """A new site, with a hidden file that readers must get."""
        made = tearsheet(scene, "init", "project", *(["--ci", ci] if ci else []))
        if made.returncode:
            raise RuntimeError(f"init: exit {made.returncode}: {made.stderr.strip()}")
        write(scene.root / "project/static/.well-known/security.txt", "Contact: mailto:editor@example.org\n")
        if ci == "github":
            file = scene.root / "project" / GITHUB
            file.write_text(file.read_text().replace('TEARSHEET_PACKAGE: ""', f'TEARSHEET_PACKAGE: "{PACKAGE}"'))
        return scene.root / "project"


def attempt(it: It, part) -> None:
    try:
        part(it)
    except Exception as error:  # noqa: BLE001 (what stops a part is a failure of it)
        it.report.add(part.__name__, [f"stopped: {type(error).__name__}: {error}"])


def tearsheet(scene: Scene, *arguments: str, cwd: Path | None = None):
    binary = "tearsheet" if scene.wheels is None else str(scene.binary)
    return scene.run(binary, *arguments, cwd=cwd, check=False, env={"NO_COLOR": "1"})


# ------------------------------------------------------------------------------------------------------ init


def init(it: It) -> None:
    """What is written, and what is not."""
    scene = it.scene("init")
    for name, *more in [("plain",), ("with-github", "--ci", "github"), ("with-gitlab", "--ci", "gitlab")]:
        done = tearsheet(scene, "init", name, *more)
        it.report.add(f"init {' '.join(more)}", [] if done.returncode == 0 else [f"exit {done.returncode}: {done.stderr.strip()}"])
    plain = tree(scene.root / "plain")
    for name, file in [("github", GITHUB), ("gitlab", GITLAB)]:
        made = tree(scene.root / f"with-{name}")
        wanted = plain | {file: made.get(file, b"missing")}
        it.report.add(f"init --ci {name} adds {file}", difference("the site", made, wanted) if file in made else [f"no {file}"])
        existing = scene.root / f"existing-{name}"
        shutil.copytree(scene.root / "plain", existing)
        done = tearsheet(scene, "init", ".", "--ci", name, cwd=existing)
        problems = [] if done.returncode == 0 else [f"exit {done.returncode}: {done.stderr.strip()}"]
        it.report.add(f"init . --ci {name} in a project adds nothing else", problems + difference("the project", tree(existing), wanted))
        write(existing / file, "mine\n")
        again = tearsheet(scene, "init", ".", "--ci", name, cwd=existing)
        kept = (existing / file).exists() and (existing / file).read_text() == "mine\n"
        it.report.add(f"init . --ci {name} overwrites nothing", [] if kept and again.returncode in (1, 2) else [f"exit {again.returncode}, kept: {kept}"])
    wrong = tearsheet(scene, "init", "wrong", "--ci", "jenkins")
    it.report.add("init --ci jenkins is misuse", [] if wrong.returncode == 2 and not (scene.root / "wrong").exists() else [f"exit {wrong.returncode}"])
    write(scene.root / "foreign/thesis.tex", "x")
    foreign = tearsheet(scene, "init", "foreign", "--ci", "github")
    it.report.add("init --ci in a folder that is something else is refused", [] if foreign.returncode and tree(scene.root / "foreign").keys() == {"thesis.tex"} else [f"exit {foreign.returncode}"])


# ---------------------------------------------------------------------------------------------------- GitHub


def github_file(it: It) -> None:
    """What can be told without running it."""
    file = it.project(it.scene("github-file"), "github") / GITHUB
    static_checks(it.report, file, "github")


def static_checks(report: Report, file: Path, prefix: str) -> None:
    text = file.read_text()
    parsed = workflow.parse(text)
    checks = {
        "schema": lambda: workflow.schema(file, "github-workflows"),
        "actionlint": lambda: workflow.actionlint(file),
        "shellcheck": lambda: workflow.shell(workflow.scripts(parsed)),
        "pins": lambda: workflow.pins(text),
        "permissions": lambda: workflow.permissions(parsed),
        "triggers": lambda: workflow.triggers(parsed),
        "concurrency": lambda: workflow.concurrency(parsed),
        "untrusted text": lambda: workflow.untrusted(parsed),
        "artifact": lambda: workflow.artifact(parsed),
        "shape": lambda: workflow.shape(text),
    }
    for name, check in checks.items():
        report.add(f"{prefix}: {name}", check())
    if not all("timeout-minutes" in job for job in parsed["jobs"].values()):
        report.note(f"{prefix}: a job without timeout-minutes runs for up to six hours")
    if any("checkout" in step.get("uses", "") and str(step.get("with", {}).get("persist-credentials")) != "False" for _, step in workflow.steps(parsed)):
        report.note(f"{prefix}: checkout leaves its token in .git/config (persist-credentials: false)")


def github_run(scene: Scene, name: str, commits: dict, **more) -> github.Run | None:
    """The workflow of the commit, over the commit; nothing if the event does not begin it."""
    text = scene.git("show", f"{commits.get('merge', commits['head'])}:{GITHUB}", cwd=scene.origin)
    parsed, context = workflow.parse(text), github.event(name, commits, **more)
    return github.run(scene, parsed, context) if github.triggered(parsed, context) else None


def github_push(it: It) -> None:
    """A push to the default branch is built and deployed, hidden files included; then the same by `publish`."""
    scene = it.scene("github-push")
    project = it.project(scene, "github")
    scene.publish_history(project)
    run = github_run(scene, "push", {"head": scene.git("rev-parse", "main", cwd=scene.origin)})
    failed = [f"{step.job}, {step.name}: exit {step.code}\n{step.output[-1500:]}" for step in run.steps if step.status == "failure"]
    it.report.add("github, push: every step succeeds", run.unknown + failed, len(run.steps))
    it.report.add("github, push: it is deployed", [] if run.deployed else [f"jobs: {run.jobs}"])
    installs(it, scene, "github")
    if run.deployed:
        deployed = tree(run.deployed)
        problems = difference("what is deployed", deployed, tree(scene.root / "built"))
        problems += [f"{path} is missing" for path in ("index.html", MANIFEST, ".well-known/security.txt") if path not in deployed]
        it.report.add("github, push: deployed is what was built", problems)
        publish(it, scene, deployed)


def publish(it: It, scene: Scene, deployed: dict[str, bytes]) -> None:
    """`tearsheet publish --yes` of the same commit to a bare repository."""
    target = scene.root / "target.git"
    scene.git("init", "-q", "--bare", str(target), cwd=scene.root)
    scene.check_out(scene.git("rev-parse", "main", cwd=scene.origin), "main", 0)
    with (scene.workspace / "tearsheet.toml").open("a") as settings:
        settings.write(f'\n[publish]\nto = "git"\nremote = "{target}"\n')
    scene.git("commit", "-q", "-a", "-m", "Say where", cwd=scene.workspace)
    done = tearsheet(scene, "publish", "--yes", cwd=scene.workspace)
    it.report.add("publish: exit 0", [] if done.returncode == 0 else [f"exit {done.returncode}: {(done.stdout + done.stderr).strip()[-1500:]}"])
    if done.returncode:
        return
    published = branch(scene, target, "gh-pages")
    built = tree(scene.workspace / "public")
    manifest = published.pop(MANIFEST, b"")
    local = built.pop(MANIFEST, b"-")
    nojekyll = [] if ".nojekyll" in published else ["no .nojekyll"]
    it.report.add("publish: the branch is the built site", nojekyll + difference("the branch", published, built | {".nojekyll": published.get(".nojekyll", b"")}))
    it.report.add("publish: its manifest is the local one under a head", [] if manifest.startswith(b"tearsheet release 1\n") and manifest.endswith(b"\n\n" + local) else [manifest[:200].decode(errors="replace")])
    same = {path: data for path, data in published.items() if path != ".nojekyll"}
    it.report.add("publish: the same as the workflow deployed", difference("the branch", same, {path: data for path, data in deployed.items() if path != MANIFEST}))
    again = tearsheet(scene, "publish", "--yes", cwd=scene.workspace)
    it.report.add("publish: a second time there is nothing to publish", [] if again.returncode == 0 and "nothing to publish" in again.stdout + again.stderr else [f"exit {again.returncode}: {(again.stdout + again.stderr)[-500:]}"])


def branch(scene: Scene, repository: Path, name: str) -> dict[str, bytes]:
    """Every file of a branch."""
    listed = scene.git("ls-tree", "-r", "-z", "--name-only", name, cwd=repository)
    archive = subprocess.run(["git", "archive", "--format=tar", name], cwd=repository, env=scene.environment(), capture_output=True, check=True).stdout
    folder = scene.root / "branch"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    subprocess.run(["tar", "-x", "-C", str(folder)], input=archive, check=True)
    files = tree(folder)
    if set(listed.strip("\0").split("\0")) != set(files):
        raise RuntimeError("the archive of the branch is not its tree")
    return files


def installs(it: It, scene: Scene, prefix: str) -> None:
    """What was asked of installers: a version, not whatever is newest."""
    asked = scene.log.read_text().splitlines()
    ours = [line for line in asked if "tearsheet" in line]
    for line in asked:
        it.report.note(f"{prefix} installs by: {line}")
    it.report.add(f"{prefix}: it comes from where the editor says", [] if any(PACKAGE in line for line in ours) else asked or ["nothing was installed"])
    loose = [line for line in ours if not re.search(r"tearsheet(\[\w+\])?==\d|--(tag|rev|version)[ =]|@v?\d|@[0-9a-f]{7,40}\b|--path\b|\.whl\b", line)]
    it.report.add(f"{prefix}: the program is installed, in one version", loose, len(ours))


def github_pull_request(it: It) -> None:
    """A pull request with mistakes: it fails, and says where."""
    scene = it.scene("github-pull-request")
    project = it.project(scene, "github")
    age(project)
    scene.publish_history(project)
    files = spoil(project)
    commits = scene.propose(project, HOSTILE)
    run = github_run(scene, "pull_request", commits, branch=HOSTILE)
    failed = [step for step in run.steps if step.status == "failure"]
    it.report.add("github, pull request: one step fails, with 1", run.unknown if [step.code for step in failed] == [1] else [f"{[(s.name, s.code) for s in failed]}\n{run.text()[-1500:]}"])
    it.report.add("github, pull request: nothing is deployed", ["it is deployed"] if run.deployed or "github-pages" in run.artifacts else [])
    pwned = [str(path) for path in scene.root.rglob("pwned")]
    it.report.add("github, pull request: names of strangers are not executed", pwned)
    judge(it, scene, "github, pull request", "\n".join(step.output for step in run.steps), "".join(step.summary for step in run.steps), files)


def judge(it: It, scene: Scene, prefix: str, output: str, summary: str, files: set[str]) -> None:
    """Annotations and summary, against what `check --format json` counts."""
    counted = annotations.totals(tearsheet(scene, "check", "--format", "json", cwd=scene.root / "project").stdout)
    if min(counted.values()) <= annotations.MOST:
        it.report.add(f"{prefix}: there are enough mistakes", [str(counted)])
    found = annotations.read(output)
    it.report.add(f"{prefix}: order of annotations", annotations.order(found, files), len(found))
    it.report.add(f"{prefix}: number of annotations", annotations.caps(found, counted))
    it.report.add(f"{prefix}: annotations are of files of the repository", [a.file for a in found if a.kind != "notice" and not (scene.root / "project" / a.file).is_file()], len(found))
    it.report.add(f"{prefix}: no text becomes a command", annotations.injected(output, INJECTED))
    it.report.add(f"{prefix}: summary", annotations.summary(summary, counted, files))
    hidden = sum(counted.values()) - sum(a.kind != "notice" for a in found)
    log = sum(name.rsplit("/", 1)[1] in output for name in files)
    it.report.add(f"{prefix}: the log has the {hidden} others", [] if log == len(files) else [f"{log} of {len(files)} files are named"])


def github_clean_pull_request(it: It) -> None:
    """A pull request without mistakes passes, and is not deployed."""
    scene = it.scene("github-clean")
    project = it.project(scene, "github")
    scene.publish_history(project)
    write(project / "content/pages/more.md", "+++\ntitle = \"More\"\n+++\n\nA page.\n")
    commits = scene.propose(project, "more")
    run = github_run(scene, "pull_request", commits, branch="more")
    failed = [f"{step.job}, {step.name}: exit {step.code}\n{step.output[-1500:]}" for step in run.steps if step.status == "failure"]
    it.report.add("github, clean pull request: passes", run.unknown + failed, len(run.steps))
    it.report.add("github, clean pull request: is not deployed", ["it is deployed"] if run.deployed else [])


def github_broken_push(it: It) -> None:
    """A push with an error changes nothing for readers."""
    scene = it.scene("github-broken")
    project = it.project(scene, "github")
    spoil(project)
    scene.publish_history(project)
    run = github_run(scene, "push", {"head": scene.git("rev-parse", "main", cwd=scene.origin)})
    it.report.add("github, broken push: fails, and is not deployed", [] if "failure" in run.jobs.values() and not run.deployed and not run.artifacts else [f"{run.jobs}"])


def github_other_events(it: It) -> None:
    """A push to another branch is not deployed; by a clock or by hand the default branch is."""
    for name, branch_name in [("push", "draft"), ("schedule", "main"), ("workflow_dispatch", "main"), ("workflow_dispatch", "draft")]:
        scene = it.scene(f"github-{name}-{branch_name}")
        scene.publish_history(it.project(scene, "github"))
        scene.git("branch", "-f", "draft", "main", cwd=scene.origin)
        run = github_run(scene, name, {"head": scene.git("rev-parse", "main", cwd=scene.origin)}, branch=branch_name)
        if run is None:
            it.report.note(f"github: {name} on {branch_name} begins no run")
            continue
        failed = [f"{step.job}, {step.name}: exit {step.code}\n{step.output[-800:]}" for step in run.steps if step.status == "failure"]
        wrong = [] if bool(run.deployed) is (branch_name == "main") else [f"deployed: {run.deployed}"]
        it.report.add(f"github, {name} on {branch_name}: {'deployed' if branch_name == 'main' else 'not deployed'}", failed + wrong)


def changed(it: It) -> None:
    """`check --format github --changed FILE` by itself: few mistakes in the change, many elsewhere."""
    scene = it.scene("changed")
    project = it.project(scene, None)
    spoil(project)
    age(project)
    ours = {f"content/deals/zzz-new-{n:02}.toml" for n in (12, 13)} | {"content/sources/zzz-unused-13.toml", "gone.txt", "content/deals/gone.toml"}
    write(project / "changed.txt", "".join(f"{name}\n" for name in sorted(ours)))
    (project / "summary.md").touch()
    done = scene.run("tearsheet" if scene.wheels is None else str(scene.binary), "check", "--format", "github", "--changed", "changed.txt", cwd=project, check=False, env={"GITHUB_STEP_SUMMARY": str(project / "summary.md"), "GITHUB_ACTIONS": "true"})
    it.report.add("changed: exit 1", [] if done.returncode == 1 else [f"exit {done.returncode}: {done.stderr[-500:]}"])
    found = annotations.read(done.stdout + done.stderr)
    firsts = [a.file for a in found if a.kind == "error"][:2]
    it.report.add("changed: its errors come first", [] if set(firsts) == {f"content/deals/zzz-new-{n:02}.toml" for n in (12, 13)} else firsts, len(found))
    judge(it, scene, "changed", done.stdout + done.stderr, (project / "summary.md").read_text(), {f for f in ours if (project / f).exists()})
    plain = scene.run("tearsheet" if scene.wheels is None else str(scene.binary), "check", "--format", "github", cwd=project, check=False)
    it.report.add("changed: without GITHUB_STEP_SUMMARY and --changed it works as well", annotations.order(annotations.read(plain.stdout), set()), plain.returncode)
    missing = tearsheet(scene, "check", "--format", "github", "--changed", "none.txt", cwd=project)
    it.report.add("changed: a list that is not there is told", [] if missing.returncode in (1, 2) and "none.txt" in missing.stdout + missing.stderr else [f"exit {missing.returncode}"])


# ---------------------------------------------------------------------------------------------------- GitLab


def gitlab_file(it: It) -> None:
    file = it.project(it.scene("gitlab-file"), "gitlab") / GITLAB
    text = file.read_text()
    config = workflow.parse(text)
    it.report.add("gitlab: schema", workflow.schema(file, "gitlab-ci"))
    it.report.add("gitlab: shape", workflow.shape(text))
    it.report.add("gitlab: shellcheck", workflow.shell(gitlab.scripts(config)))
    it.report.add("gitlab: Pages", gitlab.pages_job(config))
    it.report.add("gitlab: images", gitlab.images(config))


def gitlab_run(scene: Scene, kind: str, commits: dict, branch: str = "main") -> dict:
    config = workflow.parse(scene.git("show", f"{commits['head']}:{GITLAB}", cwd=scene.origin))
    return gitlab.run(scene, config, gitlab.variables(kind, commits, branch))


def gitlab_push(it: It) -> None:
    scene = it.scene("gitlab-push")
    project = it.project(scene, "gitlab")
    scene.publish_history(project)
    results = gitlab_run(scene, "push", {"head": scene.git("rev-parse", "main", cwd=scene.origin)})
    it.report.add("gitlab, push: every job succeeds", [f"{name}: exit {r.code}\n{r.output[-1500:]}" for name, r in results.items() if r and r.code], sum(r is not None for r in results.values()))
    handed = scene.root / "artifacts/public"
    if handed.is_dir():
        built = tearsheet(scene, "build", "--out", str(scene.root / "reference"), cwd=project)
        got, wanted = tree(handed), tree(scene.root / "reference")
        it.report.add("gitlab, push: what is handed to Pages is the site", [built.stderr] if built.returncode else difference("the artifact", got, wanted))
    else:
        it.report.add("gitlab, push: what is handed to Pages is the site", [f"no artifact `public`: {results}"])
    installs(it, scene, "gitlab")


def gitlab_merge_request(it: It) -> None:
    scene = it.scene("gitlab-merge-request")
    project = it.project(scene, "gitlab")
    age(project)
    scene.publish_history(project)
    spoil(project)
    commits = scene.propose(project, HOSTILE)
    results = gitlab_run(scene, "merge_request_event", commits, HOSTILE)
    ran = {name: result.code for name, result in results.items() if result}
    it.report.add("gitlab, merge request: the check fails, with 1", [] if list(ran.values()) == [1] else [f"{ran}"])
    it.report.add("gitlab, merge request: nothing is handed to Pages", ["there is an artifact"] if (scene.root / "artifacts/public").exists() else [])
    it.report.add("gitlab, merge request: names of strangers are not executed", [str(path) for path in scene.root.rglob("pwned")])


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Proves that the checks of `run.py` can fail, and that they pass over a workflow without fault.

`fixture/` holds two such files and a program that stands for tearsheet. Each row below breaks one thing and names the
check that must find it. Prints the faults that went unseen, and last `N passed, N failed`.
"""

import shutil
import sys
import tempfile
from pathlib import Path

import annotations
import expression
import github
import gitlab
import run
import workflow
from annotations import Annotation
from mistakes import write
from report import Report
from scene import Scene, difference, tree

FIXTURE = Path(__file__).resolve().parent / "fixture"

#: What is replaced in site.yml, by what, and the check that must find it.
STATIC = [
    ("name: site", "name: [site", "schema"),
    ("runs-on: ubuntu-24.04", "runs_on: ubuntu-24.04", "schema"),
    ("    needs: build\n", "    needs: nothing\n", "actionlint"),
    ("$BASE", "${{ github.event.pull_request.title }}", "actionlint"),
    ("steps.deploy.outputs", "steps.none.outputs", "actionlint"),
    ('git diff --name-only "$BASE" HEAD >', "cd $HOME; for f in $(ls *.txt); do read x; done; git diff >", "shellcheck"),
    ("@3d3c42e5aac5ba805825da76410c181273ba90b1", "@v7", "pins"),
    ("@3d3c42e5aac5ba805825da76410c181273ba90b1", "@3d3c42e5aac5ba805825da76410c181273ba90b2", "pins"),
    ("# v7.0.1", "", "pins"),
    ("# v7.0.1", "# v6.0.0", "pins"),
    ("# v7.0.1", "# newest", "pins"),
    ("permissions:\n  contents: read\n", "", "permissions"),
    ("  contents: read\n", "  contents: write\n", "permissions"),
    ("permissions:\n  contents: read\n", "permissions: write-all\n", "permissions"),
    ("      id-token: write\n", "", "permissions"),
    ("      id-token: write\n", "      id-token: write\n      issues: write\n", "permissions"),
    ("    environment:\n      name: github-pages\n", "    env:\n      name: github-pages\n", "permissions"),
    ("  pull_request:\n", "  pull_request_target:\n", "triggers"),
    ("      cancel-in-progress: false\n", "      cancel-in-progress: true\n", "concurrency"),
    ("    concurrency:\n      group: pages\n      cancel-in-progress: false\n", "", "concurrency"),
    ("permissions:\n  contents: read\n", "permissions:\n  contents: read\nconcurrency: pages\n", "concurrency"),
    ("$BASE", "${{ github.base_ref }}", "untrusted text"),
    ("          include-hidden-files: true\n", "", "artifact"),
    ("          path: public\n", "          path: .\n", "artifact"),
    ("  push:\n", "  push: \n", "shape"),
]

#: The same for what happens when it runs: a push (p), or a pull request with a mistake (r).
DYNAMIC = [
    ("          include-hidden-files: true\n", "", "p", "deployed is what was built"),
    ("        run: tearsheet build\n", "        run: tearsheet biuld\n", "p", "every step succeeds"),
    ("    needs: build\n", "", "p", "every step succeeds"),
    ("          fetch-depth: 0\n", "", "r", "one step fails, with 1"),
    ("        if: github.event_name == 'pull_request'\n", "        if: false\n", "r", "one step fails, with 1"),
    ("tearsheet check --format", "tearsheet check || true; tearsheet --format", "r", "one step fails, with 1"),
    ("      - name: Check\n", "      - name: Check\n        continue-on-error: true\n", "r", "nothing goes on"),
    ("$BASE", "${{ github.head_ref }}", "r", "not executed"),
    ("          BASE: ${{ github.event.pull_request.base.sha }}", "          BASE: ${{ github.event.pull_request.base.sha }}${{ nonsense() }}", "r", "stops"),
]

GITLAB = [
    ("image: python:3.13-slim", "image: python:latest", "images"),
    ("image: python:3.13-slim\n", "", "images"),
    ("    paths:\n      - public\n", "    paths:\n      - site\n", "Pages"),
    ("  rules:\n    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH\n", "", "Pages"),
    ("  stage: deploy\n", "  stage: deploy\n  artefacts: [public]\n", "schema"),
]

EXPRESSIONS = [
    ("github.ref == 'refs/heads/main'", True),
    ("github.event_name != 'push' || github.ref_name == github.event.repository.default_branch", True),
    ("!(github.event_name == 'PUSH') && true", False),
    ("always() && failure()", False),
    ("startsWith(github.ref, 'refs/heads/') && contains(github.ref, 'main')", True),
    ("format('{0}-{1}', github.ref_name, 'it''s') == 'main-it''s'", True),
    ("github.nothing.at.all == ''", True),
]

RULES = [
    ('$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH', True),
    ('$CI_PIPELINE_SOURCE == "merge_request_event" || $CI_COMMIT_BRANCH =~ /^ma/', True),
    ('$CI_COMMIT_TAG', False),
    ('$CI_COMMIT_TAG == null && ($CI_COMMIT_BRANCH != "main" || $CI_COMMIT_BRANCH !~ /MAIN/i)', False),
]


def found(kinds: str) -> list[Annotation]:
    """`E` and `W` of the pull request, `e` and `w` of others, `n` for a notice of 3."""
    kind = {"e": "error", "w": "warning", "n": "notice"}
    return [Annotation(kind[k.lower()], "ours" if k.isupper() else "theirs", "3 more in the log" if k == "n" else "x") for k in kinds]


TABLE = "18 errors, 1 warnings\n\n| file | what |\n|---|---|\n| ours | a \\| b |\n"
COUNTS = {"error": 18, "warning": 1}
#: Name, problems, whether there must be some.
ANNOTATIONS = [
    ("errors first", annotations.order(found("EEWeew"), {"ours"}), False),
    ("all errors, then all warnings", annotations.order(found("EEeeWw"), {"ours"}), False),
    ("a warning before an error", annotations.order(found("WEeew"), {"ours"}), True),
    ("others first", annotations.order(found("eEWw"), {"ours"}), True),
    ("ten, and a notice", annotations.caps(found("E" * 10 + "n"), {"error": 13, "warning": 0}), False),
    ("eleven", annotations.caps(found("E" * 11 + "n"), {"error": 13, "warning": 0}), True),
    ("nine of thirteen", annotations.caps(found("E" * 9 + "n"), {"error": 13, "warning": 0}), True),
    ("no notice", annotations.caps(found("E" * 10), {"error": 13, "warning": 0}), True),
    ("a wrong number", annotations.caps(found("E" * 10 + "n"), {"error": 14, "warning": 0}), True),
    ("a notice for nothing", annotations.caps(found("En"), {"error": 1, "warning": 0}), True),
    ("a table", annotations.summary(TABLE, COUNTS, {"ours"}), False),
    ("no table", annotations.summary("18 errors, 1 warnings, ours", COUNTS, {"ours"}), True),
    ("a bar too many", annotations.summary(TABLE.replace("\\|", "|"), COUNTS, {"ours"}), True),
    ("raw HTML", annotations.summary(TABLE.replace("a ", "<img src=x> "), COUNTS, {"ours"}), True),
    ("another number", annotations.summary(TABLE.replace("18", "17"), COUNTS, {"ours"}), True),
    ("the file is missing", annotations.summary(TABLE.replace("ours", "x"), COUNTS, {"ours"}), True),
    ("a command", annotations.injected("a\n::warning::injected\n", ["warning::injected"]), True),
    ("an old command", annotations.injected("a\n##[error]injected\n", ["error]injected"]), True),
    ("no command", annotations.injected("::error file=a::b::warning::injected\n", ["warning::injected"]), False),
]


def main() -> int:
    report = Report()
    work = Path(tempfile.mkdtemp(prefix="tearsheet-ci-"))
    try:
        static(report, work)
        dynamic(report, work)
        gitlab_faults(report, work)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    github_context = github.event("push", {"head": "a" * 40})
    contexts = {"github": github_context, "status": "success"}
    report.add("expressions", [text for text, wanted in EXPRESSIONS if bool(expression.evaluate(text, contexts)) is not wanted], len(EXPRESSIONS))
    env = gitlab.variables("push", {"head": "a" * 40})
    on = {"push": {"branches": ["main", "v*"]}, "pull_request": None}
    events = [("push", "main", True), ("push", "v1", True), ("push", "draft", False), ("schedule", "main", False)]
    report.add("triggers", [f"{name} {ref}" for name, ref, wanted in events if github.triggered({"on": on}, github.event(name, {"head": "a" * 40}, branch=ref)) is not wanted], len(events))
    report.add("rules of GitLab", [text for text, wanted in RULES if gitlab.evaluate(text, env) is not wanted], len(RULES))
    for name, problems, wanted in ANNOTATIONS:
        report.add(f"annotations: {name}", [] if bool(problems) is wanted else [f"{problems}"])
    return report.close()


def edited(text: str, old: str, new: str) -> str:
    if old not in text:
        raise RuntimeError(f"the fixture does not hold {old!r}")
    return text.replace(old, new, 1)


def static(report: Report, work: Path) -> None:
    text = (FIXTURE / "site.yml").read_text()
    file = work / ".github/workflows/site.yml"
    write(file, text)
    run.static_checks(report, file, "without fault")
    for old, new, check in STATIC:
        file.write_text(edited(text, old, new))
        quiet = Report(quiet=True)
        try:
            run.static_checks(quiet, file, "x")
        except Exception:  # noqa: BLE001 (a file that cannot be read at all is found as well)
            quiet.failed.append(f"x: {check}")
        report.add(f"{check} finds {new.strip()[:50]!r}", [] if f"x: {check}" in quiet.failed else [f"failed: {quiet.failed}"])


def played(root: Path, text: str, kind: str) -> dict[str, list[str]]:
    """Runs a workflow over a small repository; problems by check."""
    scene = Scene(root, FIXTURE / "tearsheet")
    project = root / "project"
    write(project / run.GITHUB, text)
    write(project / "content.txt", "fine\n")
    scene.publish_history(project)
    if kind == "p":
        commits = {"head": scene.git("rev-parse", "main", cwd=scene.origin)}
        done = run.github_run(scene, "push", commits)
        failed = [f"{s.name}: {s.output}" for s in done.steps if s.status == "failure"] + done.unknown
        deployed = difference("deployed", tree(done.deployed), tree(root / "built")) if done.deployed else ["it is not"]
        return {"every step succeeds": failed, "deployed is what was built": deployed}
    write(project / "content.txt", "mistake\n")
    commits = scene.propose(project, run.HOSTILE)
    try:
        done = run.github_run(scene, "pull_request", commits, branch=run.HOSTILE)
    except expression.Unknown as error:
        return {"stops": [str(error)]}
    codes = [s.code for s in done.steps if s.status == "failure"]
    late = [s.name for s in done.steps if s.name == "Build" and s.status == "success"]
    return {"one step fails, with 1": [] if codes == [1] else [f"{codes}"], "nothing goes on": late, "not executed": [str(p) for p in root.rglob("pwned")], "stops": []}


def dynamic(report: Report, work: Path) -> None:
    text = (FIXTURE / "site.yml").read_text()
    for kind in "pr":
        for check, problems in played(work / f"clean-{kind}", text, kind).items():
            report.add(f"without fault: {check}", problems)
    for at, (old, new, kind, check) in enumerate(DYNAMIC):
        problems = played(work / f"fault-{at}", edited(text, old, new), kind)
        report.add(f"{check!r} finds {new.strip()[:50]!r}", [] if problems.get(check) else [f"found: {problems}"])


def gitlab_faults(report: Report, work: Path) -> None:
    text = (FIXTURE / "gitlab-ci.yml").read_text()
    file = work / ".gitlab-ci.yml"

    def problems(changed: str) -> dict[str, list[str]]:
        file.write_text(changed)
        config = workflow.parse(changed)
        return {"schema": workflow.schema(file, "gitlab-ci"), "Pages": gitlab.pages_job(config), "images": gitlab.images(config)}

    for check, got in problems(text).items():
        report.add(f"gitlab, without fault: {check}", got)
    for old, new, check in GITLAB:
        got = problems(edited(text, old, new))
        report.add(f"gitlab: {check} finds {new.strip()[:50]!r}", [] if got[check] else [f"{got}"])


if __name__ == "__main__":
    sys.exit(main())

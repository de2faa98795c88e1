"""`.gitlab-ci.yml`: what can be told from it, and its jobs, run as a runner does."""

import re
import shutil
import subprocess
from dataclasses import dataclass

from expression import Unknown
from patience import PATIENCE
from scene import PACKAGE, Scene

KEYWORDS = {"default", "include", "stages", "variables", "workflow", "image", "services", "before_script", "after_script", "cache", "spec"}
IF_TOKEN = re.compile(r"\s*(?:(\|\||&&|==|!=|=~|!~|\(|\))|(\$\w+)|\"([^\"]*)\"|'([^']*)'|(/(?:[^/\\]|\\.)*/i?)|(null))")


def jobs(config: dict) -> dict[str, dict]:
    return {name: job for name, job in config.items() if isinstance(job, dict) and name not in KEYWORDS and not name.startswith(".")}


def pages_job(config: dict) -> list[str]:
    """One job hands `public` to Pages, for the default branch only."""
    pages = {name: job for name, job in jobs(config).items() if name == "pages" or job.get("pages")}
    problems = [] if len(pages) == 1 else [f"{len(pages)} jobs for Pages"]
    for name, job in pages.items():
        paths = (job.get("artifacts") or {}).get("paths", [])
        own = job["pages"] if isinstance(job.get("pages"), dict) else {}
        if (own.get("publish") or job.get("publish") or "public") not in [str(path).rstrip("/") for path in paths]:
            problems.append(f"{name}: artifacts are {paths}")
        if "only" in job or "except" in job:
            problems.append(f"{name}: `only` and `except` are out of date")
        if not job.get("rules") and not (config.get("workflow") or {}).get("rules"):
            problems.append(f"{name}: no rules, so every branch is deployed")
    return problems


def images(config: dict) -> list[str]:
    """An image has a version that is not `latest`."""
    found = [config.get("image"), (config.get("default") or {}).get("image"), *(job.get("image") for job in jobs(config).values())]
    names = [image if isinstance(image, str) else image.get("name", "") for image in found if image]
    problems = [f"`{name}` is another image tomorrow" for name in names if not re.search(r"@sha256:[0-9a-f]{64}$|:(?!latest$)[\w][\w.-]*$", name)]
    return problems if names else ["no image is named"]


def scripts(config: dict) -> dict[str, str]:
    return {name: "\n".join(_lines(config, job)) for name, job in jobs(config).items()}


def _lines(config: dict, job: dict) -> list[str]:
    before = job.get("before_script", (config.get("default") or {}).get("before_script", config.get("before_script", [])))
    flat: list[str] = []
    for part in [before, job.get("script", [])]:
        for line in [part] if isinstance(part, str) else part:
            flat += [line] if isinstance(line, str) else list(line)
    return flat


@dataclass
class Result:
    """What became of a job."""

    code: int
    output: str


def variables(kind: str, commits: dict, branch: str = "main") -> dict[str, str]:
    """The predefined variables of a push to `main` or of a merge request."""
    common = {"CI": "true", "GITLAB_CI": "true", "CI_DEFAULT_BRANCH": "main", "CI_PROJECT_PATH": "editor/notes", "CI_PIPELINE_SOURCE": kind, "TEARSHEET_PACKAGE": PACKAGE}
    if kind == "merge_request_event":
        return common | {
            "CI_COMMIT_SHA": commits["head"], "CI_MERGE_REQUEST_IID": "1", "CI_MERGE_REQUEST_TITLE": '"; touch pwned; echo "$(touch pwned)',
            "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME": branch, "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main", "CI_MERGE_REQUEST_DIFF_BASE_SHA": commits["base"],
            "CI_COMMIT_REF_NAME": branch, "CI_MERGE_REQUEST_TARGET_BRANCH_SHA": "",
        }
    return common | {"CI_COMMIT_SHA": commits["head"], "CI_COMMIT_BRANCH": "main", "CI_COMMIT_REF_NAME": "main", "CI_COMMIT_BEFORE_SHA": commits.get("base", "0" * 40)}


def run(scene: Scene, config: dict, env: dict[str, str]) -> dict[str, Result | None]:
    """Each job that its rules let run; `None` for the others."""
    results: dict[str, Result | None] = {}
    if not _admitted((config.get("workflow") or {}).get("rules"), env):
        return dict.fromkeys(jobs(config))
    stages = config.get("stages", ["build", "test", "deploy"])
    for name, job in sorted(jobs(config).items(), key=lambda item: stages.index(item[1].get("stage", "test"))):
        failed = any(result and result.code for result in results.values())
        results[name] = None if failed or not _admitted(job.get("rules"), env) else _job(scene, config, job, env)
    return results


def _job(scene: Scene, config: dict, job: dict, env: dict[str, str]) -> Result:
    given = {**(config.get("variables") or {}), **(job.get("variables") or {})}
    own = {key: str(value["value"] if isinstance(value, dict) else value) for key, value in given.items()}
    depth = int(own.get("GIT_DEPTH", "20"))
    scene.check_out(env["CI_COMMIT_SHA"], None, depth)
    scene.git("checkout", "-q", "--detach", cwd=scene.workspace)
    script = scene.root / "temp/script.sh"
    script.write_text("\n".join(_lines(config, job)) + "\n")
    environment = scene.environment() | env | {"CI_PROJECT_DIR": str(scene.workspace), "CI_BUILDS_DIR": str(scene.root)} | own
    try:
        done = subprocess.run(["bash", "-eo", "pipefail", str(script)], cwd=scene.workspace, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return Result(124, f"stopped after {PATIENCE} s")
    for path in (job.get("artifacts") or {}).get("paths", []) if done.returncode == 0 else []:
        kept = scene.root / "artifacts" / str(path).rstrip("/")
        source = scene.workspace / path
        if source.is_dir():
            shutil.rmtree(kept, ignore_errors=True)
            shutil.copytree(source, kept)
    return Result(done.returncode, done.stdout)


def _admitted(rules, env: dict[str, str]) -> bool:
    """The first rule that holds decides; without rules a job runs."""
    if not rules:
        return True
    for rule in rules:
        if "if" not in rule or evaluate(rule["if"], env):
            return rule.get("when", "on_success") not in ("never", "manual")
    return False


def evaluate(text: str, env: dict[str, str]) -> bool:
    tokens, at = [], 0
    while text[at:].strip():
        match = IF_TOKEN.match(text, at)
        if not match:
            raise Unknown(f"`{text[at:]}`")
        tokens.append(match.groups())
        at = match.end()
    value, rest = _or(tokens, env)
    if rest:
        raise Unknown(f"`{text}`")
    return bool(value)


def _or(tokens, env):
    value, tokens = _and(tokens, env)
    while tokens and tokens[0][0] == "||":
        other, tokens = _and(tokens[1:], env)
        value = value or other
    return value, tokens


def _and(tokens, env):
    value, tokens = _compare(tokens, env)
    while tokens and tokens[0][0] == "&&":
        other, tokens = _compare(tokens[1:], env)
        value = value and other
    return value, tokens


def _compare(tokens, env):
    if tokens and tokens[0][0] == "(":
        value, tokens = _or(tokens[1:], env)
        return value, tokens[1:]
    value, tokens = _atom(tokens[0], env), tokens[1:]
    if not tokens or tokens[0][0] not in ("==", "!=", "=~", "!~"):
        return value, tokens
    operator, other = tokens[0][0], _atom(tokens[1], env)
    if operator in ("==", "!="):
        return ((value == other) is (operator == "==")), tokens[2:]
    pattern, flags = (other[1:-2], re.I) if other.endswith("/i") else (other[1:-1], 0)
    return ((re.search(pattern, value or "", flags) is not None) is (operator == "=~")), tokens[2:]


def _atom(token, env):
    _, variable, double, single, pattern, _ = token
    if variable:
        return env.get(variable[1:])
    return next((text for text in (double, single, pattern) if text is not None), None)

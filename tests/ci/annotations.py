"""What a check of a pull request prints for GitHub: annotations, a notice, a summary."""

import json
import re
from dataclasses import dataclass

COMMAND = re.compile(r"^::([a-z-]+)(?: ([^:]*))?::(.*)$", re.M)
MOST = 10
LARGEST_SUMMARY = 1 << 20


@dataclass
class Annotation:
    kind: str
    file: str
    message: str


def read(output: str) -> list[Annotation]:
    """Workflow commands that mark lines, in their order."""
    found = []
    for kind, properties, message in COMMAND.findall(output):
        if kind in ("error", "warning", "notice"):
            pairs = dict(part.split("=", 1) for part in properties.split(",") if "=" in part)
            found.append(Annotation(kind, pairs.get("file", ""), message))
    return found


def totals(json_output: str) -> dict[str, int]:
    """Errors and warnings, as `check --format json` counts them."""
    severities = [json.loads(line)["severity"] for line in json_output.splitlines() if line.startswith("{")]
    return {kind: severities.count(kind) for kind in ("error", "warning")}


def order(found: list[Annotation], changed: set[str]) -> list[str]:
    """Errors before warnings; among each, the files of the pull request first."""
    problems = []
    for changed_group in (True, False):
        kinds = [a.kind for a in found if a.kind != "notice" and (a.file in changed) is changed_group]
        if kinds != sorted(kinds):
            problems.append(f"warnings before errors among the files {'of' if changed_group else 'outside of'} the pull request")
    for kind in ("error", "warning"):
        ours = [a.file in changed for a in found if a.kind == kind]
        if ours != sorted(ours, reverse=True):
            problems.append(f"{kind}s of other files before those of the pull request")
    return problems


def caps(found: list[Annotation], counted: dict[str, int]) -> list[str]:
    """At most ten a kind, as many as there are up to then, and a notice that says how many more the log has."""
    problems = []
    shown = {kind: sum(a.kind == kind for a in found) for kind in ("error", "warning", "notice")}
    for kind, total in counted.items():
        if shown[kind] != min(total, MOST):
            problems.append(f"{shown[kind]} annotations for {total} {kind}s")
    if shown["notice"] > MOST:
        problems.append(f"{shown['notice']} notices")
    hidden = sum(max(0, total - MOST) for total in counted.values())
    said = [int(n) for a in found if a.kind == "notice" for n in re.findall(r"\d+", a.message)]
    if hidden and hidden not in said and sum(said) != hidden:
        problems.append(f"{hidden} are not shown, and the notices say {[a.message for a in found if a.kind == 'notice']}")
    if not hidden and shown["notice"]:
        problems.append("a notice although everything is shown")
    return problems


def summary(text: str, counted: dict[str, int], files: set[str]) -> list[str]:
    """A table in Markdown that no text of a sheet can break."""
    problems = []
    lines = [line for line in text.splitlines() if line.startswith("|")]
    rules = [line for line in lines if re.fullmatch(r"\|(\s*:?-+:?\s*\|)+", line)]
    if not rules:
        return [f"no table: {text[:200]!r}"]
    widths = {len(re.findall(r"(?<!\\)\|", line)) for line in lines}
    if len(widths) != 1:
        problems.append(f"rows of {sorted(widths)} bars")
    if len(lines) < 3:
        problems.append("a table without rows")
    if not any(file in text for file in files):
        problems.append("no file of the pull request is named")
    plain = re.sub(r"`+[^`\n]*`+", "", text)
    problems += [f"raw HTML: {tag}" for tag in re.findall(r"<(?!/?(?:br|details|summary|code|b|sub|table|t[rdh]|thead|tbody)\b)[a-zA-Z/!][^>\n]*>", plain)]
    for kind, total in counted.items():
        if total and not re.search(rf"\b{total}\b", text):
            problems.append(f"does not say that there are {total} {kind}s")
    if len(text.encode()) > LARGEST_SUMMARY:
        problems.append(f"{len(text.encode())} bytes, above GitHub's limit")
    return problems


def injected(output: str, words: list[str]) -> list[str]:
    """No text of a sheet begins a line as a command."""
    lines = [line for line in output.splitlines() if re.match(r"\s*(::|##\[)", line)]
    return [f"a command made of a sheet's text: {line[:120]}" for line in lines if any(re.match(rf"\s*(::|##\[){re.escape(word)}", line) for word in words)]

"""The Nu HTML checker over all HTML, CSS and SVG files, in one run of its jar."""

import json
import shutil
import subprocess

from .site import Outcome, Site


# What every browser has in CSS and the checker's list lacks. `paint-order` (SVG 2) draws the halo of a label behind it;
# a chart in a text is as wide as its column, which only a container query tells.
NEWER = ("Property “paint-order” doesn't exist", "Property “container” doesn't exist", "Unrecognized at-rule “@container”")


def nu(site: Site) -> Outcome:
    """No error and no warning."""
    jar = site.options.vnu_jar
    if jar is None or not jar.is_file() or shutil.which("java") is None:
        return Outcome(0, "files (the checker or java is missing)", [])
    command = ["java", "-Xss8m", "-jar", str(jar), "--format", "json", "--stdout", "--exit-zero-always"]
    command += ["--skip-non-html", "--also-check-css", "--also-check-svg", str(site.root)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        messages = json.loads(run.stdout)["messages"]
    except (ValueError, KeyError):
        return Outcome(1, "run", [f"the checker did not answer: {run.stdout[-500:]} {run.stderr[-500:]}"])
    prefix = site.root.resolve().as_uri().replace("file://", "file:") + "/"
    problems = sorted(_line(message, prefix) for message in messages if _counts(message))
    return Outcome(len(site.with_suffix(".html", ".css", ".svg")), "files", problems)


def _counts(message: dict) -> bool:
    if any(newer in message["message"] for newer in NEWER):
        return False
    return message["type"] != "info" or message.get("subType") == "warning"


def _line(message: dict, prefix: str) -> str:
    path = message.get("url", "").replace("file:///", "file:/").removeprefix(prefix)
    kind = message.get("subType", message["type"])
    return f"{path}:{message.get('lastLine', 0)}:{message.get('firstColumn', 0)}: {kind}: {message['message']}"

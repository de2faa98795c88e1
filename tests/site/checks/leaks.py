"""Nothing stands in the output that was not meant for readers."""

import html
import os
import re
import socket
import tomllib
import unicodedata
from pathlib import Path

from .site import Outcome, Site

# A clipping's line is taken as copied where this many characters of it stand in the output in one run.
COPIED = 90


def leaks(site: Site) -> Outcome:
    """No path of this machine, no draft, no string from the caller's list, in no file and no file name."""
    forbidden = {text: "forbidden" for text in site.options.forbidden if text}
    if site.options.project:
        root = site.options.project.resolve()
        forbidden |= {str(root): "the project's path", str(Path.home()) + os.sep: "the home folder"}
        forbidden |= {text: f"draft {path}" for path, texts in drafts(root).items() for text in texts}
    forbidden[str(site.root.resolve())] = "the output's path"
    if len(socket.gethostname()) > 7:
        forbidden[socket.gethostname()] = "the machine's name"
    # A bare `/` would be found everywhere.
    forbidden = {text: why for text, why in forbidden.items() if len(text) > 3}
    problems = []
    for path in sorted(site.files):
        data = site.bytes(path)
        for text, why in forbidden.items():
            if text.encode() in data or text in path:
                problems.append(f"{path}: holds `{text}` ({why})")
    return Outcome(len(site.files), f"files for {len(forbidden)} strings", problems)


def drafts(root: Path) -> dict[str, list[str]]:
    """What must not be seen of each unpublished sheet or page: its address and its title."""
    found = {}
    for path in sorted((root / "content").rglob("*")):
        sheet = _front(path)
        if sheet and sheet.get("draft") is True:
            identity = path.name.split(".")[0]
            title = sheet.get("title")
            titles = list(title.values()) if isinstance(title, dict) else [title] if title else []
            found[path.relative_to(root).as_posix()] = [f"/{identity}/", f"{identity}/index.html", *titles]
    return found


def _front(path: Path) -> dict | None:
    """A sheet, or the front matter of a text."""
    if path.suffix == ".toml":
        text = path.read_text("utf-8")
    elif path.suffix == ".md":
        match = re.match(r"\+\+\+\n(.*?)\n\+\+\+", path.read_text("utf-8"), re.S)
        text = match[1] if match else ""
    else:
        return None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


def clippings(site: Site) -> Outcome:
    """No long passage of a clipping is republished. Short quotes are evidence."""
    folder = site.options.clippings
    if folder is None or not folder.is_dir():
        return Outcome(1, "folder", [], "no clippings given")
    passages = []
    for path in sorted(folder.glob("*.txt")):
        text = _plain(path.read_text("utf-8"))
        passages += [(path.name, text[at : at + COPIED]) for at in range(0, len(text) - COPIED, COPIED // 2)]
    titles = source_titles(site.options.project)
    problems = []
    for path in site.with_suffix(".html", ".xml", ".json", ".csv", ".txt"):
        text = _plain(html.unescape(re.sub(r"<[^>]+>", " ", site.text(path))))
        for title in titles:
            text = text.replace(title, "")
        problems += [f"{path}: repeats {name}: `{passage}`" for name, passage in passages if passage in text]
    return Outcome(len(passages), "passages", problems)


def source_titles(project: Path | None) -> list[str]:
    """The titles of cited documents, which a bibliography repeats in full."""
    sheets = [_front(path) or {} for path in sorted((project / "content/sources").rglob("*.toml"))] if project else []
    titles = [sheet.get("title") for sheet in sheets] + [sheet.get("original", {}).get("title") for sheet in sheets]
    return sorted({_plain(title) for title in titles if title}, key=len, reverse=True)


def _plain(text: str) -> str:
    """Folds what typography changes."""
    text = unicodedata.normalize("NFKC", text).replace("’", "'").replace("‘", "'")
    return re.sub(r"\s+(?=[:;!?»])|(?<=«)\s+", "", " ".join(text.lower().split()))


def names(site: Site) -> Outcome:
    """No two files whose names some file system takes for one, and none that a server would hide."""
    folded: dict[str, str] = {}
    problems = []
    for path in sorted(site.files):
        key = unicodedata.normalize("NFC", path).casefold()
        if key in folded:
            problems.append(f"`{path}` and `{folded[key]}` are one file on some disks")
        folded[key] = path
        if any(part.startswith(".") for part in path.split("/")) and not path.startswith(".well-known/"):
            problems.append(f"`{path}` is hidden")
    return Outcome(len(site.files), "files", problems)

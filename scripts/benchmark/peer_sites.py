"""The corpus as a site of each tool, in two languages, and what a tool has made of it.

`corpus --for hugo|zola` writes a text per deal and language with its facts, and templates for them and for companies.
Added here are the month and the topics of each deal, as the corpus of tearsheet has them, and what lies below
sites/<tool>: settings, and for Eleventy, which reads the texts of Hugo's site, all templates.
"""

import re
import shutil
from pathlib import Path

from . import machine
from .peer_tools import PEERS, SITES

LANGUAGES = ["en", "fr"]
# For whom the corpus writes what a tool reads.
WRITTEN_FOR = {"hugo": "hugo", "zola": "zola", "eleventy": "hugo"}

# What a file is, by its path below its language; the first that matches counts.
PAGES = [
    ("pages of deals", r"deals/(?!page/)[^/]+/index\.html"),
    ("pages of companies", r"companies/(?!page/)[^/]+/index\.html"),
    ("archives of months", r"\d{4}/\d\d/index\.html|months/[^/]+/index\.html"),
    ("lists by topic", r"topics/(?!page/)[^/]+/index\.html"),
    ("pages of sources", r"sources/(?!page/)[^/]+/index\.html"),
    ("pages by kind and status", r"(kinds|status)/(?!page/)[^/]+/index\.html"),
    ("other pages", r".*\.html"),
]
OTHERS = [
    ("sitemaps", r"([^/]+/)?sitemap[^/]*\.xml"),
    ("feeds", r"(.*/)?((index|rss|feed|atom)\.xml|feed\.json)"),
    ("data to download", r".*\.(json|csv|toml)"),
    ("fonts, styles and the like", r".*"),
]
KINDS = [*PAGES, *OTHERS]


def write(tool: str, site: Path, deals: int) -> None:
    """Writes the site of a tool; `site` is not there yet."""
    machine.corpus(site, deals, ("--languages", ",".join(LANGUAGES), *written_for(tool)))
    if tool == "tearsheet":
        return
    topics = topics_of_deals(site.with_name("topics"), deals)
    for text in sorted((site / "content/deals").glob("*.md")):
        id = text.name.split(".")[0]
        if id in topics:
            text.write_text(with_archives(text.read_text("utf-8"), topics[id]), "utf-8")
    if tool == "eleventy":
        sort_by_language(site)
        (site / "node_modules").symlink_to(PEERS / "eleventy/node_modules")
        shutil.copy(SITES / "package.json", site)
    shutil.copytree(SITES / tool, site, dirs_exist_ok=True)


def written_for(tool: str) -> tuple:
    return () if tool == "tearsheet" else ("--for", WRITTEN_FOR[tool])


def topics_of_deals(folder: Path, deals: int) -> dict[str, str]:
    """The topics that each deal of the same corpus has, as its sheet writes them."""
    machine.corpus(folder, deals)
    topics = {}
    for sheet in (folder / "content/deals").glob("*.toml"):
        found = re.search(r"^topics\s*= (\[.*\])$", sheet.read_text("utf-8"), re.MULTILINE)
        topics[sheet.stem] = found[1] if found else "[]"
    shutil.rmtree(folder)
    return topics


def with_archives(text: str, topics: str) -> str:
    """The front matter with two more taxonomies: the month of the deal's date, and its topics."""
    month = re.search(r"^date = (\d{4}-\d\d)", text, re.MULTILINE)
    if not month:
        raise SystemExit(f"bench: a deal without a date:\n{text[:400]}")
    added = f'\nmonths = ["{month[1]}"]\ntopics = {topics}'
    return re.sub(r"^companies = .*$", lambda line: line[0] + added, text, count=1, flags=re.MULTILINE)


def sort_by_language(site: Path) -> None:
    """content/deals/x.fr.md → fr/deals/x.md; lists are templates there."""
    content = site / "content"
    for text in sorted(content.rglob("*.md")):
        id, *language = text.name.split(".")[:-1]
        if id == "_index":
            continue
        folder = site / (language[0] if language else LANGUAGES[0]) / text.parent.relative_to(content)
        folder.mkdir(parents=True, exist_ok=True)
        text.rename(folder / f"{id}.md")
    shutil.rmtree(content)
    shutil.rmtree(site / "layouts")
    (site / "hugo.toml").unlink()


def made(out: Path) -> dict[str, tuple[int, int]]:
    """Files and bytes of each kind that lie in an output."""
    kinds = {name: (0, 0) for name, _ in KINDS}
    for file in out.rglob("*"):
        if file.is_file() and not file.name.startswith("."):
            path = file.relative_to(out).as_posix()
            below = re.sub(rf"^({'|'.join(LANGUAGES)})/", "", path)
            name = next(name for name, pattern in KINDS if re.fullmatch(pattern, below))
            files, size = kinds[name]
            kinds[name] = (files + 1, size + file.stat().st_size)
    return kinds

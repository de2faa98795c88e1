"""Structured data as the validators of schema.org and of search engines want it, and true by what the page itself says."""

import datetime
import json
import re

from .site import Outcome, Page, Site

ARTICLES = {"Article", "NewsArticle", "AnalysisNewsArticle"}
PEOPLE = {"Person", "Organization"}
# A description of a data set, in characters.
SHORTEST, LONGEST = 50, 5_000


def structured(site: Site) -> Outcome:
    """Articles, data sets and breadcrumbs have what they must have, and lead to what is there."""
    problems, count = [], 0
    for page in site.pages.values():
        nodes = _nodes(page)
        count += len(nodes)
        for node in nodes:
            kind = node.get("@type")
            found = []
            if kind in ARTICLES:
                found = _article(site, page, node)
            elif kind == "Dataset":
                found = _dataset(site, node)
            elif kind == "BreadcrumbList":
                found = _breadcrumbs(site, page, node)
            problems += [f"{page.path}: {kind}: {problem}" for problem in found]
    return Outcome(count, "nodes", problems)


def _nodes(page: Page) -> list[dict]:
    nodes = []
    for block in page.json_ld:
        try:
            data = json.loads(block)
        except ValueError:
            continue  # `json_ld` says so.
        nodes += data.get("@graph", [data]) if isinstance(data, dict) else []
    return nodes


def _article(site: Site, page: Page, node: dict) -> list[str]:
    problems = []
    if not node.get("headline"):
        problems.append("no headline")
    for key in ("author", "publisher"):
        who = node.get(key)
        if not isinstance(who, dict) or who.get("@type") not in PEOPLE or not who.get("name"):
            problems.append(f"{key} is {who!r}")
    for key, said in (("datePublished", page.published), ("dateModified", page.modified)):
        day = node.get(key)
        if (day or "") != said[:10]:
            problems.append(f"{key} is {day}, the page says `{said}`")
        elif day and not _is_day(day):
            problems.append(f"{key} is `{day}`")
    if (node.get("dateModified") or "9") < (node.get("datePublished") or ""):
        problems.append("changed before it was published")
    image = node.get("image")
    if image and site.page_of_url(image) is None:
        problems.append(f"image `{image}` is not on this site")
    return problems


def _dataset(site: Site, node: dict) -> list[str]:
    problems = [f"no {key}" for key in ("name", "license", "creator", "distribution") if not node.get(key)]
    if not SHORTEST <= len(node.get("description", "")) <= LONGEST:
        problems.append(f"a description of {len(node.get('description', ''))} characters")
    licences = node.get("license") or []
    for licence in licences if isinstance(licences, list) else [licences]:
        if not re.match("https?://", str(licence)):
            problems.append(f"licence `{licence}` is no address")
    for download in node.get("distribution") or []:
        if site.page_of_url(download.get("contentUrl", "")) is None or not download.get("encodingFormat"):
            problems.append(f"distribution {download}")
    return problems


def _breadcrumbs(site: Site, page: Page, node: dict) -> list[str]:
    items = node.get("itemListElement", [])
    problems = []
    if [item.get("position") for item in items] != list(range(1, len(items) + 1)):
        problems.append("positions do not count from 1")
    problems += [f"an entry without a name: {item}" for item in items if not item.get("name")]
    problems += [f"`{i.get('item')}` leads nowhere" for i in items[:-1] if site.page_of_url(i.get("item", "")) is None]
    last = items[-1].get("item") if items else None
    if last is None or last != (page.canonicals or [None])[0] and site.page_of_url(last) != page.path:
        problems.append(f"ends with `{last}`, not with the page itself")
    return problems


def _is_day(text: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def rights(site: Site) -> Outcome:
    """Every page that readers see names the licence, and feeds name the same."""
    problems, count = [], 0
    named = {reference.value for page in site.indexable.values() for reference in page.licences}
    for page in site.indexable.values():
        count += 1
        if not page.licences:
            problems.append(f"{page.path}: names no licence")
    for path in site.with_suffix("feed.xml", "rss.xml", "feed.json"):
        count += 1
        if not any(url in site.text(path) for url in named):
            problems.append(f"{path}: names none of the licences {sorted(named)}")
    return Outcome(count, "pages and feeds", problems)

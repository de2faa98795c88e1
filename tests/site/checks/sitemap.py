"""The sitemap lists every page that search engines should list, once, with its translations."""

import re
import xml.etree.ElementTree as ET

from .site import Outcome, Site

NS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
LIMIT = 50_000


def sitemap(site: Site) -> Outcome:
    """Valid, within the limit, complete, without strangers; translations name each other."""
    problems: list[str] = []
    entries: dict[str, dict[str, str]] = {}
    days: dict[str, str] = {}
    for path, root in _files(site, problems):
        urls = root.findall(f"{NS}url")
        if len(urls) > LIMIT:
            problems.append(f"{path}: {len(urls)} addresses, at most {LIMIT} are allowed")
        for url in urls:
            location = url.findtext(f"{NS}loc") or ""
            if location in entries:
                problems.append(f"{path}: `{location}` stands twice")
            days[location] = url.findtext(f"{NS}lastmod") or ""
            entries[location] = {e.get("hreflang", ""): e.get("href", "") for e in url.findall(f"{XHTML}link")}
    listed = {site.page_of_url(location) for location in entries}
    problems += [f"`{location}` leads to no page" for location in entries if site.page_of_url(location) is None]
    problems += [f"`{path}` is not in the sitemap" for path in sorted(set(site.indexable) - listed)]
    problems += [f"`{path}` should not be in the sitemap" for path in sorted(listed - {None} - set(site.indexable))]
    problems += _translations(site, entries)
    problems += _days(site, days)
    return Outcome(len(entries), "addresses", problems)


def _days(site: Site, days: dict[str, str]) -> list[str]:
    """An address changed last on the day that its page says; where the page says none, that is for the site to know."""
    problems = []
    for location, day in days.items():
        page = site.pages.get(site.page_of_url(location) or "")
        said = (page.modified or page.published)[:10] if page else ""
        if said and day != said:
            problems.append(f"`{location}` has the lastmod `{day}`, its page says `{said}`")
        if day and not re.fullmatch(r"\d{4}-\d\d-\d\d", day):
            problems.append(f"`{location}` has the lastmod `{day}`")
    return problems


def robots(site: Site) -> Outcome:
    """`robots.txt` names the sitemap by its published address."""
    if "robots.txt" not in site.files:
        return Outcome(1, "file", ["robots.txt: missing"])
    lines = site.text("robots.txt").splitlines()
    named = [line.split(":", 1)[1].strip() for line in lines if line.lower().startswith("sitemap:")]
    problems = [f"robots.txt: `{url}` does not exist" for url in named if site.page_of_url(url) is None]
    if not named:
        problems.append("robots.txt: names no sitemap")
    return Outcome(1, "file", problems)


def _files(site: Site, problems: list[str]):
    """The URL sets that `sitemap.xml` is or leads to."""
    waiting = ["sitemap.xml"]
    while waiting:
        path = waiting.pop()
        if path not in site.files:
            problems.append(f"{path}: missing")
            continue
        try:
            root = ET.fromstring(site.bytes(path))
        except ET.ParseError as error:
            problems.append(f"{path}: {error}")
            continue
        if root.tag == f"{NS}sitemapindex":
            for location in root.iter(f"{NS}loc"):
                waiting.append(site.page_of_url(location.text or "") or f"missing: {location.text}")
        elif root.tag == f"{NS}urlset":
            yield path, root
        else:
            problems.append(f"{path}: root element is {root.tag}")


def _translations(site: Site, entries: dict[str, dict[str, str]]) -> list[str]:
    problems = []
    for location, own in entries.items():
        if own and location not in own.values():
            problems.append(f"`{location}`: its translations do not include itself")
        for tag, other in own.items():
            if tag == "x-default":
                continue
            page = site.pages.get(site.page_of_url(other) or "")
            if page and page.lang != tag:
                problems.append(f"`{location}`: `{other}` is in `{page.lang}`, not in `{tag}`")
            if entries.get(other) != own:
                problems.append(f"`{location}`: `{other}` does not name the same translations")
    return problems

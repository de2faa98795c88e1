"""Atom, RSS 2.0 and JSON Feed: strict parsers, the fields that the formats require, items that lead to pages."""

import email.utils
import json
import re
import xml.etree.ElementTree as ET

import feedparser

from .site import Outcome, Site

ATOM = "{http://www.w3.org/2005/Atom}"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
RFC822 = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d ([+-]\d{4}|GMT)")


def feeds_of(site: Site) -> dict[str, str]:
    """Path to format, told from the content, not from the name."""
    kinds = {}
    for path in site.with_suffix(".xml"):
        head = site.bytes(path)[:600]
        if b"<feed" in head:
            kinds[path] = "atom"
        elif b"<rss" in head:
            kinds[path] = "rss"
    for path in site.with_suffix(".json"):
        if b"https://jsonfeed.org/version/" in site.bytes(path)[:300]:
            kinds[path] = "json"
    return kinds


def atom(site: Site) -> Outcome:
    """RFC 4287: id, title, updated everywhere; author; ids unique; dates RFC 3339."""
    return _each(site, "atom", _atom)


def rss(site: Site) -> Outcome:
    """RSS 2.0: title, link, description; per item guid, link, date RFC 822."""
    return _each(site, "rss", _rss)


def json_feed(site: Site) -> Outcome:
    """JSON Feed 1.1: version, title, items with id and content."""
    return _each(site, "json", _json)


def discovery(site: Site) -> Outcome:
    """Feeds that pages announce exist, and each feed of the site is announced by some page."""
    problems, announced = [], set()
    for page in site.pages.values():
        for reference in page.references:
            if reference.tag != "link" or "alternate" not in reference.rel.split():
                continue
            target = site.page_of_url(reference.value, page.path)
            if target is None:
                problems.append(f"{page.path}:{reference.line}: alternate `{reference.value}` does not exist")
            announced.add(target)
    silent = sorted(set(feeds_of(site)) - announced)
    problems += [f"{path}: no page announces this feed" for path in silent]
    return Outcome(len(announced), "announcements", problems)


def _each(site, kind, check):
    problems = []
    paths = [path for path, found in feeds_of(site).items() if found == kind]
    entries = 0
    for path in paths:
        try:
            found, count = check(site, site.bytes(path))
        except (ET.ParseError, ValueError, KeyError, TypeError, AttributeError) as error:
            found, count = [f"does not parse: {error!r}"], 0
        entries += count
        problems += [f"{path}: {problem}" for problem in found]
    return Outcome(len(paths), f"feeds with {entries} items", problems)


def _link(site: Site, url: str | None) -> list[str]:
    if url and site.page_of_url(url.split("#")[0]) is None:
        return [f"`{url}` leads to no page"]
    if url and "#" in url:
        page = site.pages.get(site.page_of_url(url.split("#")[0]) or "")
        if page and not page.ids[url.split("#")[1]]:
            return [f"`{url}` names an id that the page does not have"]
    return [] if url else ["an item has no link"]


def _feedparser(data: bytes) -> list[str]:
    parsed = feedparser.parse(data)
    return [f"feedparser: {parsed.bozo_exception!r}"] if parsed.bozo else []


def _atom(site: Site, data: bytes) -> tuple[list[str], int]:
    problems = _feedparser(data)
    feed = ET.fromstring(data)
    entries = feed.findall(f"{ATOM}entry")
    feed_author = feed.find(f"{ATOM}author/{ATOM}name") is not None
    ids = []
    for element in [feed, *entries]:
        for field in ("id", "title", "updated"):
            if not (element.findtext(f"{ATOM}{field}") or "").strip():
                problems.append(f"{element.tag.removeprefix(ATOM)} without {field}")
        ids.append(element.findtext(f"{ATOM}id"))
        for field in ("updated", "published"):
            text = element.findtext(f"{ATOM}{field}")
            if text is not None and not RFC3339.fullmatch(text):
                problems.append(f"{field} `{text}` is not RFC 3339")
    problems += [f"id `{i}` stands twice" for i in {i for i in ids if ids.count(i) > 1}]
    if not any(link.get("rel") == "self" for link in feed.findall(f"{ATOM}link")):
        problems.append("no link rel=self")
    for entry in entries:
        links = [e.get("href") for e in entry.findall(f"{ATOM}link") if e.get("rel", "alternate") == "alternate"]
        problems += _link(site, links[0] if links else None)
        if not feed_author and entry.find(f"{ATOM}author/{ATOM}name") is None:
            problems.append("neither feed nor entry has an author")
    return problems, len(entries)


def _rss(site: Site, data: bytes) -> tuple[list[str], int]:
    problems = _feedparser(data)
    rss_element = ET.fromstring(data)
    channel = rss_element.find("channel")
    items = channel.findall("item")
    if rss_element.get("version") != "2.0":
        problems.append(f"version is {rss_element.get('version')}")
    problems += [f"channel without {f}" for f in ("title", "link", "description") if not channel.findtext(f)]
    for date in [e.text for e in channel.iter() if e.tag in {"pubDate", "lastBuildDate"}]:
        if not RFC822.fullmatch(date or "") or email.utils.parsedate_to_datetime(date).strftime("%a") != date[:3]:
            problems.append(f"date `{date}` is not RFC 822")
    guids = [item.findtext("guid") for item in items]
    problems += [f"guid `{g}` stands twice" for g in {g for g in guids if guids.count(g) > 1}]
    for item in items:
        problems += [f"item without {f}" for f in ("guid", "title", "pubDate") if not item.findtext(f)]
        problems += _link(site, item.findtext("link"))
    return problems, len(items)


def _json(site: Site, data: bytes) -> tuple[list[str], int]:
    problems = []
    feed = json.loads(data)
    if feed["version"] != "https://jsonfeed.org/version/1.1":
        problems.append(f"version is {feed['version']}")
    if not feed.get("title"):
        problems.append("no title")
    for field in ("home_page_url", "feed_url"):
        if site.page_of_url(feed.get(field) or "none:") is None:
            problems.append(f"{field} `{feed.get(field)}` is no address of this site")
    items = feed["items"]
    ids = [item.get("id") for item in items]
    problems += [f"id `{i}` stands twice" for i in {i for i in ids if ids.count(i) > 1}]
    for item in items:
        if not isinstance(item.get("id"), str) or not item["id"]:
            problems.append(f"item without an id: {item.get('url')}")
        if not (item.get("content_html") or item.get("content_text")):
            problems.append(f"item `{item.get('id')}` without content")
        for field in ("date_published", "date_modified"):
            if field in item and not RFC3339.fullmatch(item[field]):
                problems.append(f"{field} `{item[field]}` is not RFC 3339")
        problems += _link(site, item.get("url"))
    return problems, len(items)

"""A crawler over a site in memory, `{path: bytes}`: which links lead to a file that is not there.

It follows what a browser, a feed reader, a calendar and a search engine follow: attributes, `srcset`, `url()` and
`@import` of style sheets, refreshes, the addresses of feeds, of dates and of what a search finds, the map of the site
and robots.txt. Fragments are not looked at. What
leaves the site is not followed. `crawl` walks from where readers come in; `sweep` looks at every file.
"""

import json
import posixpath
import re
import urllib.parse
import xml.etree.ElementTree as ElementTree
from functools import lru_cache
from html.parser import HTMLParser

BASE_URL = "http://site.example/"
LANGUAGES = ("", "fr/")
# Where readers come in: the front page of each language, the feeds, the map, the page for what is not there, and what
# programs of theirs fetch: dates, and the data of the search, which no page leads to by a link.
ENTRANCES = ("index.html", "404.html", "feed.xml", "rss.xml", "feed.json", "schedule.ics", "search/index.json")
FOLLOWED = {"href", "src", "poster", "data", "action", "xlink:href"}
CANDIDATES = {"srcset", "imagesrcset"}
PICTURES = {"og:image", "og:url", "twitter:image"}
CSS_URL = re.compile(r"""url\(\s*["']?([^"')]+?)["']?\s*\)|@import\s+["']([^"']+)["']""")
REFRESH = re.compile(r"""^\s*\d+\s*[;,]\s*url\s*=\s*["']?([^"']+)""", re.I)
SEARCH = re.compile(r"(^|/)search/(index|names|results/\d+)\.json$")
# What files of a content lead to, by base, path and bytes: most of a site is the same from one walk to the next.
TARGETS: dict[tuple[str, str, bytes], list[tuple[str, str]]] = {}


class Unreadable(Exception):
    """A file that is not what its name says."""


class _Page(HTMLParser):
    def __init__(self, text: str):
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._style = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        attributes = {name: value or "" for name, value in attrs}
        self._style = tag == "style"
        for name, value in attributes.items():
            if name in FOLLOWED:
                self.found.append(value)
            elif name in CANDIDATES:
                self.found += [part.split()[0] for part in value.split(",") if part.strip()]
            elif name == "style":
                self.found += in_css(value)
        if tag == "meta" and attributes.get("http-equiv", "").lower() == "refresh":
            refresh = REFRESH.match(attributes.get("content", ""))
            self.found += [refresh[1]] if refresh else []
        if tag == "meta" and (attributes.get("property") or attributes.get("name")) in PICTURES:
            self.found.append(attributes.get("content", ""))

    def handle_endtag(self, tag):
        self._style = False

    def handle_data(self, data):
        if self._style:
            self.found += in_css(data)


def in_css(text: str) -> list[str]:
    return [one or other for one, other in CSS_URL.findall(text)]


def in_html(text: str) -> list[str]:
    return _Page(text).found


def in_xml(text: str) -> list[str]:
    """Links of feeds, of the map of the site, of pictures; HTML in feeds is read as HTML."""
    found = []
    for element in ElementTree.fromstring(text).iter():
        name = element.tag.rsplit("}", 1)[-1]
        found += [value for key, value in element.attrib.items() if key.rsplit("}", 1)[-1] in {"href", "src", "url"}]
        words = (element.text or "").strip()
        permanent = name == "guid" and element.get("isPermaLink", "true") == "true"
        if name in {"loc", "link", "url", "icon", "logo"} or permanent:
            found += [words] if words else []
        elif name in {"content", "summary", "description", "encoded"} and "<" in words:
            found += in_html(words)
        elif name == "style":
            found += in_css(words)
    return found


def in_json_feed(text: str) -> list[str]:
    feed = json.loads(text)
    found = [feed[key] for key in ("home_page_url", "feed_url", "icon", "favicon", "next_url") if key in feed]
    for item in feed.get("items", []):
        found += [item[key] for key in ("url", "image", "banner_image") if key in item]
        found += [attachment["url"] for attachment in item.get("attachments", [])]
        found += in_html(item.get("content_html", ""))
    return found


def in_calendar(text: str) -> list[str]:
    """Addresses of dates; a long line goes on in the next one, after a blank."""
    whole = re.sub(r"\r?\n[ \t]", "", text)
    return re.findall(r"(?im)^URL(?:;[^:\r\n]*)?:([^\r\n]+)", whole)


def in_search(text: str) -> list[str]:
    """The files that an index of the search counts on, or the pages that one of these files names, from the top."""
    data = json.loads(text)
    if "of" not in data:
        return ["names.json", *(f"results/{number}.json" for number in range(len(data["results"])))]
    return [f"/{found['u']}" for found in data["of"] if "u" in found]


def in_robots(text: str) -> list[str]:
    return re.findall(r"(?im)^sitemap:\s*(\S+)", text)


def links(path: str, data: bytes) -> list[str]:
    """What a file points to, as it is written there."""
    name = posixpath.basename(path)
    kind = name if name in {"feed.json", "robots.txt"} else posixpath.splitext(name)[1]
    kind = "search" if SEARCH.search(path) else kind
    readers = {".html": in_html, ".css": in_css, ".xml": in_xml, ".svg": in_xml, ".ics": in_calendar}
    readers |= {"feed.json": in_json_feed, "robots.txt": in_robots, "search": in_search}
    try:
        return readers[kind](data.decode("utf-8")) if kind in readers else []
    except (UnicodeDecodeError, ElementTree.ParseError, ValueError, KeyError) as error:
        raise Unreadable(f"{path}: {error}") from error


def targets(path: str, data: bytes, base: str) -> list[tuple[str, str]]:
    """Each path in the site that a file leads to, and a reference that does. Remembered."""
    key = (base, path, data)
    if key not in TARGETS:
        found = {}
        for reference in links(path, data):
            target = resolve(reference, path, base)
            if target is not None:
                found.setdefault(target, reference)
        TARGETS[key] = list(found.items())
    return TARGETS[key]


@lru_cache(maxsize=200_000)
def resolve(reference: str, path: str, base: str = BASE_URL) -> str | None:
    """The path in the site that a reference leads to; `None` where it leaves the site."""
    whole = urllib.parse.urlsplit(urllib.parse.urljoin(base + urllib.parse.quote(path), reference.strip()))
    home = urllib.parse.urlsplit(base)
    if whole.scheme not in {"http", "https"} or whole.netloc != home.netloc:
        return None
    path = whole.path or "/"
    if not path.startswith(home.path):
        return None
    inside = urllib.parse.unquote(path[len(home.path) :])
    return f"{inside}index.html" if inside == "" or inside.endswith("/") else inside


def entrances(files: dict[str, bytes]) -> list[str]:
    """Where a walk begins: those of the entrances that are there."""
    roots = [language + name for language in LANGUAGES for name in ENTRANCES] + ["robots.txt"]
    roots += [path for path in files if re.fullmatch(r"sitemap[^/]*\.xml", path)]
    return [root for root in roots if root in files]


def crawl(files: dict[str, bytes], roots: list[str] | None = None, base: str = BASE_URL) -> list[str]:
    """Problems met on a walk from the entrances (or the roots given). No front page is one."""
    problems = [] if "index.html" in files else ["there is no index.html"]
    waiting = list(entrances(files) if roots is None else roots)
    seen = set(waiting)
    while waiting:
        path = waiting.pop()
        try:
            found = targets(path, files[path], base)
        except Unreadable as error:
            problems.append(str(error))
            continue
        for target, reference in found:
            if target in seen:
                continue
            seen.add(target)
            if target in files:
                waiting.append(target)
            else:
                problems.append(f"{path}: `{reference}` leads to `{target}`, which is not there")
    return problems


def sweep(files: dict[str, bytes], base: str = BASE_URL) -> list[str]:
    """Problems of all files, whether a walk gets there or not."""
    return crawl(files, entrances(files) + sorted(set(files) - set(entrances(files))), base)

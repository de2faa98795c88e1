"""A built site as the checks see it: its files, its pages parsed once, and where a link leads.

HTML is read with the tolerant parser of the standard library; whether it is valid is the Nu checker's
business (`nu.py`). A link is resolved as from disk, without a server: `deals/` is a folder, not a page.
"""

import dataclasses
import posixpath
import urllib.parse
from collections import Counter
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path

# Attributes that make a browser fetch something or lead a reader somewhere.
REFERENCE_ATTRIBUTES = {"href", "src", "poster", "data", "action", "xlink:href", "srcset", "imagesrcset", "cite"}
# Attributes that name elements of the same page by id.
ID_ATTRIBUTES = {"for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "headers", "popovertarget"}


@dataclasses.dataclass
class Options:
    """What the caller knows about the site and the checker cannot see."""

    base_url: str = ""
    directory_links: bool = False
    project: Path | None = None
    forbidden: list[str] = dataclasses.field(default_factory=list)
    clippings: Path | None = None
    max_first_flight: int | None = None
    vnu_jar: Path | None = None


@dataclasses.dataclass
class Outcome:
    """What a check found: how many things it looked at, and what is wrong with them."""

    looked_at: int
    unit: str
    problems: list[str]
    note: str = ""


@dataclasses.dataclass(frozen=True)
class Reference:
    """One attribute that leads somewhere."""

    tag: str
    attribute: str
    value: str
    line: int
    rel: str = ""


@dataclasses.dataclass(frozen=True)
class Target:
    """Where a reference leads. `path` is `None` where it leaves the site."""

    path: str | None
    fragment: str
    problem: str | None = None


class Page(HTMLParser):
    """One HTML file."""

    def __init__(self, path: str, text: str):
        super().__init__(convert_charrefs=True)
        self.path, self.text = path, text
        self.lang = ""
        self.titles: list[str] = []
        self.h1s: list[str] = []
        self.ids: Counter[str] = Counter()
        self.references: list[Reference] = []
        self.id_references: list[Reference] = []
        self.alternates: list[dict[str, str]] = []
        self.canonicals: list[str] = []
        self.robots = ""
        self.descriptions: list[str] = []
        # RFC 3339; empty where the page does not say.
        self.published = self.modified = ""
        self.licences: list[Reference] = []
        self.refresh: str | None = None
        self.json_ld: list[str] = []
        self._collect: list[str] | None = None
        self._svg_depth = 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        attributes = {name: value or "" for name, value in attrs}
        self._svg_depth += tag == "svg"
        if "id" in attributes:
            self.ids[attributes["id"]] += 1
        rel = attributes.get("rel", "").lower() if tag == "link" else ""
        for name, value in attributes.items():
            self._note_reference(tag, name, value, rel)
        handler = getattr(self, f"_start_{tag}", None)
        if handler:
            handler(attributes)

    def _note_reference(self, tag, name, value, rel):
        line = self.getpos()[0]
        if name in {"srcset", "imagesrcset"}:
            for candidate in value.split(","):
                self.references.append(Reference(tag, name, candidate.strip().split(" ")[0], line, rel))
        elif name in REFERENCE_ATTRIBUTES:
            self.references.append(Reference(tag, name, value, line, rel))
        elif name in ID_ATTRIBUTES:
            for value in value.split():
                self.id_references.append(Reference(tag, name, value, line))

    def handle_endtag(self, tag):
        self._svg_depth -= tag == "svg"
        if tag in {"title", "h1", "script"}:
            self._collect = None

    def handle_data(self, data):
        if self._collect is not None:
            self._collect[-1] += data

    def _start_html(self, attributes):
        self.lang = attributes.get("lang", "")

    def _start_title(self, _):
        if self._svg_depth == 0:
            self.titles.append("")
            self._collect = self.titles

    def _start_h1(self, _):
        self.h1s.append("")
        self._collect = self.h1s

    def _start_script(self, attributes):
        if attributes.get("type", "").lower() == "application/ld+json":
            self.json_ld.append("")
            self._collect = self.json_ld

    def _start_link(self, attributes):
        rel = attributes.get("rel", "").lower().split()
        if "canonical" in rel:
            self.canonicals.append(attributes.get("href", ""))
        if "alternate" in rel and "hreflang" in attributes and "type" not in attributes:
            self.alternates.append(attributes)

    def _start_a(self, attributes):
        if "license" in attributes.get("rel", "").lower().split():
            self.licences.append(Reference("a", "href", attributes.get("href", ""), self.getpos()[0]))

    def _start_meta(self, attributes):
        if attributes.get("name", "").lower() == "description":
            self.descriptions.append(attributes.get("content", ""))
        if attributes.get("property") == "article:published_time":
            self.published = attributes.get("content", "")
        if attributes.get("property") == "article:modified_time":
            self.modified = attributes.get("content", "")
        if attributes.get("name", "").lower() == "robots":
            self.robots = attributes.get("content", "").lower()
        if attributes.get("http-equiv", "").lower() == "refresh":
            self.refresh = attributes.get("content", "")

    @property
    def is_redirect(self) -> bool:
        return self.refresh is not None

    @property
    def is_not_found(self) -> bool:
        """Shown at any address, so its links start at the host's root."""
        return posixpath.basename(self.path) == "404.html"


class Site:
    """A built site on disk."""

    def __init__(self, root: Path, options: Options):
        self.root, self.options = root, options
        found = (p for p in root.rglob("*") if p.is_file())
        self.files = {p.relative_to(root).as_posix() for p in found}
        self.files = {f for f in self.files if not any(part.startswith(".tearsheet") for part in f.split("/"))}
        base = urllib.parse.urlsplit(options.base_url)
        self.origin = f"{base.scheme}://{base.netloc}"
        self.base_path = base.path or "/"

    def bytes(self, path: str) -> bytes:
        return (self.root / path).read_bytes()

    def text(self, path: str) -> str:
        return self.bytes(path).decode("utf-8")

    def with_suffix(self, *suffixes: str) -> list[str]:
        return sorted(f for f in self.files if f.endswith(suffixes))

    @cached_property
    def pages(self) -> dict[str, Page]:
        """All HTML files by path."""
        return {path: Page(path, self.text(path)) for path in self.with_suffix(".html")}

    @cached_property
    def indexable(self) -> dict[str, Page]:
        """The pages that search engines should list: no redirects, no `noindex`, canonical to themselves."""

        def wanted(page: Page) -> bool:
            own = [self.page_of_url(url) for url in page.canonicals]
            return not page.is_redirect and "noindex" not in page.robots and own == [page.path]

        return {path: page for path, page in self.pages.items() if wanted(page)}

    @cached_property
    def languages(self) -> dict[str, str]:
        """Language tag to folder (`""` for the root), from the alternates of the front page."""
        front = self.pages.get("index.html")
        if front is None:
            return {}
        folders = {front.lang: ""}
        for alternate in front.alternates:
            path = self.page_of_url(alternate["href"], "index.html")
            if alternate["hreflang"] != "x-default" and path:
                folders[alternate["hreflang"]] = posixpath.dirname(path)
        return folders

    def language_of(self, path: str) -> str:
        """The language that a path promises: that of the longest folder it lies in."""
        inside = [
            (len(folder), lang)
            for lang, folder in self.languages.items()
            if not folder or path.startswith(f"{folder}/")
        ]
        return max(inside)[1] if inside else ""

    def page_of_url(self, url: str, relative_to: str = "") -> str | None:
        """The file at a URL of the published site, `None` where there is none."""
        parts = urllib.parse.urlsplit(url)
        if parts.scheme:
            if not url.startswith(self.options.base_url):
                return None
            path = parts.path[len(self.base_path) :]
        elif parts.path.startswith("/"):
            path = parts.path.removeprefix(self.base_path)
        else:
            path = posixpath.normpath(posixpath.join(posixpath.dirname(relative_to), parts.path or "."))
            path += "/" if parts.path.endswith("/") else ""
        path = urllib.parse.unquote(path).removeprefix("./")
        if path in {"", "."} or path.endswith("/"):
            path = f"{path.removesuffix('.')}index.html".lstrip("/")
        return path if path in self.files else None

    def resolve(self, page: Page, reference: str) -> Target:
        """Where a reference leads when the page is opened from disk."""
        parts = urllib.parse.urlsplit(reference)
        fragment = urllib.parse.unquote(parts.fragment)
        if parts.scheme or reference.startswith("//"):
            problem = None
            if parts.netloc and f"{parts.scheme}://{parts.netloc}" == self.origin:
                problem = "names the published address; it does not work elsewhere"
            return Target(None, fragment, problem)
        if parts.path == "":
            return Target(page.path, fragment)
        if parts.path.startswith("/"):
            if not page.is_not_found:
                return Target(None, fragment, "starts with `/`; it does not work from disk or below a path")
            path = parts.path.removeprefix(self.base_path)
        else:
            path = posixpath.join(posixpath.dirname(page.path), parts.path)
        return self._on_disk(urllib.parse.unquote(path), fragment)

    def _on_disk(self, path: str, fragment: str) -> Target:
        folder = path == "" or path.endswith(("/", "/.", "/.."))
        path = posixpath.normpath(path) if path else "."
        if path.startswith(".."):
            return Target(None, fragment, "leads out of the site")
        if folder or path == ".":
            index = "index.html" if path == "." else f"{path}/index.html"
            if not self.options.directory_links:
                return Target(None, fragment, "names a folder; from disk that is a listing, not a page")
            path = index
        if path not in self.files:
            return Target(None, fragment, "leads to no file")
        return Target(path, fragment)

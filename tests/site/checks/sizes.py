"""How heavy pages are: every page is bounded, and a deal's page fits the first flight."""

import gzip

from .site import Outcome, Page, Site

PAGE_LIMIT = 512 * 1024


def page_size(site: Site) -> Outcome:
    """No page grows without bound."""
    sizes = {path: len(site.bytes(path)) for path in site.pages}
    problems = [f"{path}: {size // 1024} KB" for path, size in sorted(sizes.items()) if size > PAGE_LIMIT]
    largest = max(sizes, key=lambda path: sizes[path], default="")
    note = f"largest: {largest}, {sizes.get(largest, 0) / 1024:.1f} KB"
    return Outcome(len(sizes), "pages", problems, note)


def first_flight(site: Site) -> Outcome:
    """HTML and style sheets of a deal's page, compressed: what arrives before the first answer."""
    weights = {path: _weight(site, page) for path, page in site.pages.items() if _is_deal(site, page)}
    if not weights:
        return Outcome(0, "deal pages", [])
    limit = site.options.max_first_flight
    problems = [f"{path}: {w} bytes, at most {limit} fit" for path, w in sorted(weights.items()) if limit and w > limit]
    ordered = sorted(weights.values())
    note = f"HTML + CSS gzipped: median {ordered[len(ordered) // 2]} bytes, most {ordered[-1]} bytes"
    return Outcome(len(weights), "deal pages", problems, note)


def _is_deal(site: Site, page: Page) -> bool:
    folder = site.languages.get(page.lang, "")
    parts = page.path.removeprefix(f"{folder}/" if folder else "").split("/")
    return len(parts) == 3 and parts[0] == "deals" and parts[2] == "index.html" and not page.is_redirect


def _weight(site: Site, page: Page) -> int:
    sheets = [
        site.page_of_url(r.value, page.path)
        for r in page.references
        if r.tag == "link" and "stylesheet" in r.rel.split()
    ]
    return sum(len(gzip.compress(site.bytes(path), 9, mtime=0)) for path in [page.path, *sheets] if path)

"""What pages say of themselves: language, title, heading, canonical address, translations."""

import collections
import re

from .site import Outcome, Page, Site

# What search engines show of titles and descriptions, in characters.
TITLE, DESCRIPTION = 65, 160


def language(site: Site) -> Outcome:
    """Every page has the `lang` that its folder promises."""
    problems = []
    for page in site.pages.values():
        expected = site.language_of(page.path)
        if page.lang != expected:
            problems.append(f"{page.path}: lang is `{page.lang}`, its folder promises `{expected}`")
    return Outcome(len(site.pages), "pages", problems)


def headings(site: Site) -> Outcome:
    """Exactly one first-level heading, not empty."""
    problems = []
    for page in _readable(site):
        texts = [" ".join(h.split()) for h in page.h1s]
        if len(texts) != 1 or not texts[0]:
            problems.append(f"{page.path}: expected one <h1>, found {len(texts)} {texts}")
    return Outcome(len(_readable(site)), "pages", problems)


def titles(site: Site) -> Outcome:
    """One title, not empty, not too long, and unique among the pages of its language that search engines list: one that
    was cut is told apart by the heading and the description, until its editor gives it a short form."""
    problems = []
    users = collections.defaultdict(list)
    for page in site.pages.values():
        texts = [" ".join(t.split()) for t in page.titles]
        if len(texts) != 1 or not texts[0]:
            problems.append(f"{page.path}: expected one <title>, found {texts}")
        elif page.path in site.indexable:
            users[page.lang, texts[0]].append(page.path)
    for (_, title), paths in users.items():
        if len(paths) > 1 and "…" not in title:
            problems.append(f"`{title}` is the title of {', '.join(paths[:5])}")
        if len(title) > TITLE:
            problems.append(f"{paths[0]}: a title of {len(title)} characters: `{title}`")
    return Outcome(len(site.pages), "titles", problems)


def descriptions(site: Site) -> Outcome:
    """One description, of a length that search engines show, and unique, on every page that they list."""
    problems = []
    users = collections.defaultdict(list)
    for page in site.indexable.values():
        texts = [" ".join(text.split()) for text in page.descriptions]
        if len(texts) != 1 or not texts[0]:
            problems.append(f"{page.path}: expected one description, found {texts}")
            continue
        users[page.lang, texts[0]].append(page.path)
        if len(texts[0]) > DESCRIPTION:
            problems.append(f"{page.path}: a description of {len(texts[0])} characters: `{texts[0]}`")
    for (_, text), paths in users.items():
        if len(paths) > 1:
            problems.append(f"`{text}` is the description of {', '.join(paths[:5])}")
    return Outcome(len(site.indexable), "descriptions", problems)


def canonical(site: Site) -> Outcome:
    """One canonical address, absolute, of a page that exists; of the page itself unless it is a copy."""
    problems = []
    for page in site.pages.values():
        if page.is_not_found:
            continue
        if len(page.canonicals) != 1:
            problems.append(f"{page.path}: expected one canonical link, found {len(page.canonicals)}")
            continue
        url = page.canonicals[0]
        target = site.page_of_url(url) if re.match("https?:", url) else None
        if target is None:
            problems.append(f"{page.path}: canonical `{url}` is no address of this site")
        elif site.pages[target].is_redirect:
            problems.append(f"{page.path}: canonical `{url}` is a redirect")
    return Outcome(len(site.pages), "pages", problems)


def hreflang(site: Site) -> Outcome:
    """Translations name each other, and themselves."""
    problems, count = [], 0
    for page in _readable(site):
        own = alternates(site, page)
        count += len(own)
        for tag, target in own.items():
            other = site.pages.get(target or "")
            if other is None:
                problems.append(f"{page.path}: hreflang `{tag}` leads to no page")
            elif tag != "x-default" and other.lang != tag:
                problems.append(f"{page.path}: hreflang `{tag}` leads to `{other.path}`, which is in `{other.lang}`")
            elif alternates(site, other) != own:
                problems.append(f"{page.path}: `{other.path}` does not name the same translations")
        if own and page.path not in own.values():
            problems.append(f"{page.path}: its translations do not include itself")
    optional = len(site.languages) < 2
    return Outcome(count or optional, "alternates", problems)


def alternates(site: Site, page: Page) -> dict[str, str | None]:
    return {a["hreflang"]: site.page_of_url(a.get("href", ""), page.path) for a in page.alternates}


def redirects(site: Site) -> Outcome:
    """A redirect leads to a page at once, and says so to search engines."""
    problems = []
    pages = [page for page in site.pages.values() if page.is_redirect]
    for page in pages:
        match = re.fullmatch(r"0;\s*url='?([^']+)'?", page.refresh or "", re.I)
        target = site.resolve(page, match[1]) if match else None
        if target is None or target.path is None or target.path == page.path:
            problems.append(f"{page.path}: refresh `{page.refresh}` leads to no page")
        elif site.pages[target.path].is_redirect:
            problems.append(f"{page.path}: leads to another redirect, `{target.path}`")
    return Outcome(len(pages) or 1, "redirects", problems)


def _readable(site: Site) -> list[Page]:
    return [page for page in site.pages.values() if not page.is_redirect]

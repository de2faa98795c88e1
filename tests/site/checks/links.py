"""Every internal link, picture, script, style sheet and fragment leads somewhere, also from disk."""

import re

from .site import Outcome, Page, Reference, Site

# Kinds of `<link>` that make a browser fetch something.
FETCHED = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest", "apple-touch-icon", "mask-icon"}
# Schemes that a reader may follow.
SCHEMES = ("http:", "https:", "mailto:", "tel:")
CSS_URL = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)|@import\s+["']([^"']+)["']""")


def internal_links(site: Site) -> Outcome:
    """Internal references of every page resolve to a file, and their fragments to an id."""
    problems, count = [], 0
    for page in site.pages.values():
        for reference in page.references:
            if is_metadata(reference):
                continue
            count += 1
            problem = broken(site, page, reference)
            if problem:
                problems.append(f"{page.path}:{reference.line}: {reference.attribute}=`{reference.value}` {problem}")
    return Outcome(count, "references", problems)


def is_metadata(reference: Reference) -> bool:
    """`<link rel="canonical">` and its like name published addresses; `metadata.py` checks them."""
    return reference.tag == "link" and not FETCHED & set(reference.rel.split())


def broken(site: Site, page: Page, reference: Reference) -> str | None:
    value = reference.value
    if value.startswith("data:") and reference.tag != "a":
        return None
    target = site.resolve(page, value)
    if target.problem:
        return target.problem
    if target.path is None:
        return None if value.startswith(SCHEMES) else "has a scheme that is not allowed"
    if target.fragment and target.path in site.pages and not site.pages[target.path].ids[target.fragment]:
        return f"names an id that `{target.path}` does not have"
    return None


def same_origin(site: Site) -> Outcome:
    """Nothing that a browser fetches by itself comes from another origin."""
    problems, count = [], 0
    for page in site.pages.values():
        for reference in page.references:
            if reference.tag in {"a", "area", "blockquote", "q", "del", "ins"} or is_metadata(reference):
                continue
            count += 1
            if re.match(r"(?i)(https?:)?//", reference.value):
                problems.append(f"{page.path}:{reference.line}: <{reference.tag}> fetches `{reference.value}`")
    for path in site.with_suffix(".css"):
        for match in CSS_URL.finditer(site.text(path)):
            count += 1
            url = match[1] or match[2]
            if re.match(r"(?i)(https?:)?//", url):
                problems.append(f"{path}: fetches `{url}`")
            elif not url.startswith(("data:", "#")) and site.page_of_url(url.split("#")[0], path) is None:
                problems.append(f"{path}: `{url}` leads to no file")
    return Outcome(count, "fetches", problems)


def id_references(site: Site) -> Outcome:
    """`for`, `aria-labelledby` and their like name an id of the page, and no id stands twice."""
    problems, count = [], 0
    for page in site.pages.values():
        count += len(page.ids)
        problems += [f"{page.path}: id `{name}` stands {n} times" for name, n in page.ids.items() if n > 1]
        for reference in page.id_references:
            count += 1
            if not page.ids[reference.value]:
                problems.append(f"{page.path}:{reference.line}: {reference.attribute} names no id `{reference.value}`")
    return Outcome(count, "ids", problems)

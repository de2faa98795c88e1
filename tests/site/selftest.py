#!/usr/bin/env python3
"""Proves that every check can fail, and that none fails without cause.

`fixture/` is a small site without fault. Each row of FAULTS breaks one thing in a copy of it and names the
check that must find it. Prints the faults that went unseen, and last `N passed, N failed`.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from check import CHECKS, VNU_JAR
from checks.site import Options, Site

FIXTURE = Path(__file__).resolve().parent / "fixture"
BASE_URL = "https://fixture.example/sub/"
CLIPPING = (
    "The first sentence of a clipping is long enough to be told apart from a short quote, "
    "and the second one, which follows it here without a pause, is longer still, so that a copy shows."
)

ONE = "deals/one/index.html"
# What must be found, where, and by which edit: (check, file, old text, new text).
FAULTS = [
    ("internal_links", "index.html", "deals/one/index.html#facts", "deals/two/index.html"),
    ("internal_links", "index.html", "deals/one/index.html#facts", "deals/one/"),
    ("internal_links", "index.html", "deals/one/index.html#facts", "deals/one/index.html#none"),
    ("internal_links", "index.html", "deals/one/index.html#facts", "/deals/one/index.html"),
    ("internal_links", "index.html", "deals/one/index.html#facts", "../outside.html"),
    ("internal_links", "index.html", "deals/one/index.html#facts", BASE_URL + "deals/one/"),
    ("internal_links", "index.html", "https://elsewhere.example/", "javascript:alert(1)"),
    ("internal_links", "index.html", 'src="assets/mark.svg"', 'src="assets/none.svg"'),
    ("internal_links", "index.html", 'src="assets/mark.svg"', 'src="assets/mark.svg" srcset="none.png 2x"'),
    ("internal_links", "404.html", "/sub/index.html", "/sub/none.html"),
    ("same_origin", "index.html", 'src="assets/mark.svg"', 'src="//cdn.example/mark.svg"'),
    ("same_origin", "index.html", "assets/style.css", "https://cdn.example/style.css"),
    ("same_origin", "assets/style.css", "url(mark.svg)", "url(https://cdn.example/mark.svg)"),
    ("same_origin", "assets/style.css", "url(mark.svg)", "url('none.svg')"),
    ("id_references", "index.html", 'aria-labelledby="top"', 'aria-labelledby="none"'),
    ("id_references", ONE, 'id="facts"', 'id="top"'),
    ("language", "fr/index.html", 'lang="fr"', 'lang="en"'),
    ("headings", ONE, '<h2 id="facts">Facts</h2>', "<h1>Facts</h1>"),
    ("headings", ONE, '<h1 id="top">One</h1>', '<h1 id="top"></h1>'),
    ("titles", ONE, "<title>One – Fixture</title>", "<title> </title>"),
    ("titles", ONE, "<title>One – Fixture</title>", "<title>Fixture</title>"),
    ("titles", ONE, "<title>One – Fixture</title>", f"<title>One – {'Fixture ' * 9}</title>"),
    ("descriptions", ONE, '<meta name="description" content="A deal of 38 billion.">', ""),
    ("descriptions", ONE, "A deal of 38 billion.", ""),
    ("descriptions", ONE, "A deal of 38 billion.", "All deals of the fixture."),
    ("descriptions", ONE, "A deal of 38 billion.", "A deal of 38 billion. " * 8),
    ("canonical", ONE, f'<link rel="canonical" href="{BASE_URL}deals/one/">', ""),
    ("canonical", ONE, f'"canonical" href="{BASE_URL}deals/one/"', f'"canonical" href="{BASE_URL}deals/two/"'),
    ("canonical", ONE, f'"canonical" href="{BASE_URL}deals/one/"', f'"canonical" href="{BASE_URL}deals/old/"'),
    ("hreflang", ONE, 'hreflang="fr"', 'hreflang="de"'),
    ("hreflang", ONE, f'hreflang="fr" href="{BASE_URL}fr/deals/one/"', f'hreflang="fr" href="{BASE_URL}fr/"'),
    ("redirects", "deals/old/index.html", 'content="0; url=../one/index.html"', 'content="0; url=../two/index.html"'),
    ("atom", "feed.xml", "<summary>38 billion</summary>", "<summary>38 < 40</summary>"),
    ("atom", "feed.xml", "<id>tag:fixture.example,2025:one</id>", ""),
    ("atom", "feed.xml", "<id>tag:fixture.example,2025:one</id>", f"<id>{BASE_URL}feed.xml</id>"),
    ("atom", "feed.xml", "2025-11-03T00:00:00Z", "2025-11-03"),
    ("atom", "feed.xml", "<author><name>Fixture</name></author>", ""),
    ("atom", "feed.xml", "deals/one/#facts", "deals/two/"),
    ("atom", "feed.xml", "deals/one/#facts", "deals/one/#none"),
    ("rss", "rss.xml", "Mon, 03 Nov 2025", "Tue, 03 Nov 2025"),
    ("rss", "rss.xml", '<guid isPermaLink="false">tag:fixture.example,2025:one</guid>', ""),
    ("rss", "rss.xml", "deals/one/", "deals/two/"),
    ("json_feed", "feed.json", '"content_text"', '"text"'),
    ("json_feed", "feed.json", "2025-11-03T00:00:00Z", "3 Nov 2025"),
    ("json_feed", "feed.json", "deals/one/", "deals/two/"),
    ("discovery", "index.html", "rss.xml", "none.xml"),
    ("sitemap", "sitemap-1.xml", f"<loc>{BASE_URL}deals/one/</loc>", f"<loc>{BASE_URL}deals/two/</loc>"),
    ("sitemap", "sitemap-1.xml", f"<loc>{BASE_URL}deals/one/</loc>", f"<loc>{BASE_URL}</loc>"),
    ("sitemap", "sitemap-1.xml", f"<loc>{BASE_URL}deals/one/</loc>", f"<loc>{BASE_URL}deals/old/</loc>"),
    ("sitemap", "sitemap-1.xml", 'hreflang="fr" href', 'hreflang="de" href'),
    ("sitemap", "sitemap-1.xml", f'{BASE_URL}deals/one/</loc><xhtml:link rel="alternate" hreflang="en"', "</loc><!--"),
    ("sitemap", "sitemap-1.xml", f'<loc>{BASE_URL}fr/</loc><xhtml', f'<loc>{BASE_URL}fr/</loc><other'),
    ("sitemap", "sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"),
    ("sitemap", "sitemap-1.xml", "<lastmod>2025-12-01</lastmod>", ""),
    ("sitemap", "sitemap-1.xml", "<lastmod>2025-12-01</lastmod>", "<lastmod>2025-12-02</lastmod>"),
    ("robots", "robots.txt", "Sitemap:", "Map:"),
    ("json_ld", ONE, '"headline":"One"', '"headline":"</b>"'),
    ("json_ld", ONE, '"headline":"One"', '"headline":One'),
    ("json_ld", ONE, '"@type":"Article",', ""),
    ("structured", ONE, '"author":{"@type":"Organization","name":"Fixture"},', ""),
    ("structured", ONE, '"headline":"One",', ""),
    ("structured", ONE, '"dateModified":"2025-12-01"', '"dateModified":"2025-12-02"'),
    ("structured", ONE, '"datePublished":"2025-11-03",', ""),
    ("structured", ONE, "assets/mark.svg\"},", "assets/none.svg\"},"),
    ("structured", ONE, f',{{"@type":"ListItem","position":2,"name":"One","item":"{BASE_URL}deals/one/"}}', ""),
    ("structured", ONE, '"position":2', '"position":3'),
    ("structured", "data/index.html", '"license":["https://creativecommons.org/licenses/by/4.0/"],', ""),
    ("structured", "data/index.html", "All that the fixture has, as tables for whoever wants to count.", "Data"),
    ("structured", "data/index.html", "data/legs.csv", "data/none.csv"),
    ("rights", ONE, 'rel="license"', 'rel="help"'),
    ("rights", "feed.xml", "licenses/by/4.0", "licenses/by-nc/4.0"),
    ("well_formed", "assets/mark.svg", "<path", "<script>1</script><path"),
    ("well_formed", "assets/mark.svg", "<path", '<path onload="x()"'),
    ("well_formed", "feed.json", '"items"', "items"),
    ("tables", "data/deals.csv", "one,38", "=one,38"),
    ("tables", "data/deals.csv", "one,38", "one,38,1"),
    ("package", "data/datapackage.json", '"type": "number"', '"type": "count"'),
    ("package", "data/datapackage.json", '"bytes": ', '"bytes": 1'),
    ("package", "data/deals.csv", "one,38", "one,39"),
    ("package", "data/datapackage.json", '"name": "totals.json"', '"name": "To Tals"'),
    ("package", "data/legs.csv", "three,loan", "three,purchase"),
    ("package", "data/tranches.csv", "one,purchase,first", "one,loan,first"),
    ("package", None, "data/more.csv", "id"),
    ("database", "data/legs.csv", "three,loan", "three,purchase"),
    ("database", "data/tranches.csv", "one,purchase,first", "one,loan,first"),
    ("database", "data/legs.csv", "USD,38,38", "USD,many,38"),
    ("database", "data/legs.csv", "deal,leg,choice", "deal,choice,leg"),
    ("sums", "data/totals.json", '"min": "48"', '"min": "50"'),
    ("sums", "data/totals.json", '"max": null', '"max": "52"'),
    ("sums", "data/legs.csv", "three,purchase,one-of", "three,purchase,"),
    ("sums", "data/legs.csv", "chips,0,6", "chips,0,5"),
    ("sums", "data/legs.csv", "talks,false,,,", "talks,true,USD,1,1"),
    ("sums", "data/index.html", "min(low)", "max(low)"),
    ("references", "data/sources.csl.json", "wire", "wires"),
    ("references", "data/sources.bib", "@misc{wire", "@misc{wires"),
    ("references", "CITATION.cff", "title:", "name:"),
    ("leaks", ONE, "38 billion", "38 billion, says the secret draft"),
    ("leaks", ONE, "38 billion", "{OUT}/deals"),
    ("leaks", ONE, "38 billion", "A deal that is not out"),
    ("leaks", "index.html", "https://elsewhere.example/", "https://elsewhere.example/deals/hidden/"),
    ("leaks", ONE, "38 billion", "{PROJECT}"),
    ("clippings", ONE, "38 billion", CLIPPING),
    ("names", None, "deals/ONE/index.html", ""),
    ("names", None, "deals/.hidden", ""),
    ("page_size", ONE, "38 billion", "38 billion " * 50_000),
    ("first_flight", ONE, "38 billion", "".join(chr(0x4E00 + i * 7919 % 20_000) for i in range(9_000))),
    ("nu", ONE, "<h2", "<h7"),
    ("nu", "assets/style.css", "font-family", "font-familiy"),
]


def main() -> int:
    failures, passed = [], 0
    checks = {check.__name__: check for check in CHECKS}
    with tempfile.TemporaryDirectory() as folder:
        for name, check in checks.items():
            outcome = run(check, Path(folder) / f"good-{name}", None)
            if outcome.problems or not outcome.looked_at:
                failures.append(f"{name} finds fault with the fixture: {outcome.problems or outcome.unit}")
            else:
                passed += 1
        for number, (name, *fault) in enumerate(FAULTS):
            outcome = run(checks[name], Path(folder) / f"bad-{number}", fault)
            if outcome.problems:
                passed += 1
            else:
                failures.append(f"{name} does not see this: {fault[0]}: {fault[2][:60]}")
    untested = set(checks) - {name for name, *_ in FAULTS}
    failures += [f"no fault shows that {name} can fail" for name in sorted(untested)]
    for failure in failures:
        print(f"FAIL {failure}")
    print(f"{passed} passed, {len(failures)} failed")
    return 1 if failures else 0


def run(check, folder: Path, fault):
    """Copies the fixture, breaks the copy, and runs one check on it."""
    out = folder / "out"
    shutil.copytree(FIXTURE, out)
    if fault:
        break_site(out, *fault)
    notes = folder / "clippings"
    notes.mkdir()
    (notes / "a.txt").write_text(CLIPPING, "utf-8")
    options = Options(
        base_url=BASE_URL,
        project=make_project(folder),
        forbidden=["secret draft"],
        clippings=notes,
        max_first_flight=14_336,
        vnu_jar=VNU_JAR,
    )
    return check(Site(out, options))


def make_project(folder: Path) -> Path:
    """A project with a draft, as far as the checks look at one."""
    deals = folder / "project/content/deals"
    deals.mkdir(parents=True, exist_ok=True)
    (deals / "hidden.toml").write_text('title = "A deal that is not out"\ndraft = true\n', "utf-8")
    (deals / "one.toml").write_text('title = "One"\n', "utf-8")
    return folder / "project"


def break_site(out: Path, path: str | None, old: str, new: str) -> None:
    if path is None:
        (out / old).parent.mkdir(parents=True, exist_ok=True)
        (out / old).write_text(new, "utf-8")
        return
    text = (out / path).read_text("utf-8")
    new = new.replace("{OUT}", str(out.resolve())).replace("{PROJECT}", str(out.parent.resolve() / "project"))
    if old not in text:
        raise ValueError(f"the fixture's {path} does not hold {old!r}")
    (out / path).write_text(text.replace(old, new), "utf-8")


if __name__ == "__main__":
    sys.exit(main())

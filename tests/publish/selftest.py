#!/usr/bin/env python3
"""Proves that what `run.py` judges by can fail: the crawler, the stand-in for S3, the comparison of trees, the spies.

Each fault is planted in something sound, and must be seen; what is sound must pass. Needs nothing but Python and git.
Prints what went unseen, and last `N passed, N failed`.
"""

import base64
import hashlib
import http.client
import os
import subprocess
import sys
import tempfile
import time
import urllib.parse
from pathlib import Path

import crawl
import guide
import kit
import sigv4
from blake3 import blake3, generation
from fake_s3 import FakeS3, Request
from inotify import Names
from kit import MANIFEST, Report, Result, World, differences, environment, error_of, manifest_problems, read_release, run
from patience import PATIENCE
from sections import basics, bucket, canaries, command, guides, kills, s3, s3_faults, two
from spy import CommandLines, Spy, git_command
from targets import S3, Dir, Git

PAGE = (
    '<!doctype html><html><head><link rel="stylesheet" href="{up}assets/a.css">{head}</head><body>{body}</body></html>'
)
RSS = (
    "<rss><channel><link>http://site.example/</link>"
    "<item><guid>{}</guid><description>{}</description></item></channel></rss>"
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><link href="http://site.example/deals/one/"/>'
    '<content type="html">{}</content></feed>'
)
JSON = (
    '{"home_page_url": "http://site.example/", "items": [{"url": "http://site.example/deals/one/",'
    ' "content_html": "<a href=\'http://site.example/fr/\'>x</a>"}]}'
)
INDEX = '{"deals": 1, "words": [["one", "0f"]], "results": ["0f"], "names": "0f"}'
NAMES = '{"v": "0f", "of": [{"i": "one", "u": "fr/index.html", "n": "One"}]}'
HITS = '{"v": "0f", "of": [{"u": "deals/one/index.html", "t": "One", "f": [""]}]}'
CALENDAR = (
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:One\r\nURL:http://site.example/deals/o\r\n ne/#fact-a\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
)
MAP = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>http://site.example/{}</loc></url></urlset>'
)


def site() -> dict[str, bytes]:
    """A small site without fault; every kind of link is in it once."""
    files = {
        "index.html": PAGE.format(
            up="",
            head='<meta property="og:image" content="http://site.example/pic.png">',
            body='<a href="deals/one/index.html#facts">1</a><img src="pic.png" srcset="pic.png 1x, big.png 2x">'
            '<a href="https://elsewhere.example/x">2</a><a href="mailto:a@b.example">3</a>',
        ),
        "deals/one/index.html": PAGE.format(
            up="../../",
            head='<link rel="canonical" href="http://site.example/deals/one/">'
            '<link rel="alternate" hreflang="fr" href="http://site.example/fr/">',
            body='<a href="../old/index.html">old</a><p style="background:url(../../pic.png)">',
        ),
        "deals/old/index.html": '<meta http-equiv="refresh" content="0; url=../one/index.html">',
        "fr/index.html": PAGE.format(
            up="../", head="<style>@import 'more.css';</style>", body="<svg><use xlink:href='../icons.svg'/></svg>"
        ),
        "404.html": '<a href="/index.html">home</a>',
        "fr/more.css": "p{color:red}",
        "assets/a.css": "@font-face{src:url('fonts/x.woff2')}",
        "assets/fonts/x.woff2": "font",
        "icons.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "pic.png": "picture",
        "big.png": "picture",
        "feed.xml": ATOM.format("&lt;a href='http://site.example/deals/one/'&gt;one&lt;/a&gt;"),
        "rss.xml": RSS.format("http://site.example/deals/one/", "&lt;img src='http://site.example/pic.png'&gt;"),
        "feed.json": JSON,
        "sitemap.xml": MAP.format("deals/one/"),
        "schedule.ics": CALENDAR,
        "search/index.json": INDEX,
        "search/names.json": NAMES,
        "search/results/0.json": HITS,
        "robots.txt": "User-agent: *\nSitemap: http://site.example/sitemap.xml\n",
    }
    return {path: text.encode() for path, text in files.items()}


# Which file is taken away, or changed how; the crawler must see each.
BROKEN = [
    *[
        (path, None, None)
        for path in (
            "index.html",
            "deals/one/index.html",
            "deals/old/index.html",
            "fr/index.html",
            "fr/more.css",
            "assets/a.css",
            "assets/fonts/x.woff2",
            "icons.svg",
            "pic.png",
            "big.png",
            "sitemap.xml",
            "search/names.json",
            "search/results/0.json",
        )
    ],
    ("index.html", "deals/one/index.html", "deals/two/index.html"),
    ("index.html", "deals/one/index.html", "deals/one"),
    ("index.html", "deals/one/index.html", "/deals/none.html"),
    ("index.html", "big.png", "none.png"),
    ("index.html", "http://site.example/pic.png", "http://site.example/none.png"),
    ("deals/one/index.html", "http://site.example/fr/", "http://site.example/de/"),
    ("deals/one/index.html", "url(../../pic.png)", "url(../pic.png)"),
    ("deals/old/index.html", "../one/index.html", "../two/index.html"),
    ("404.html", "/index.html", "/none.html"),
    ("feed.xml", "site.example/deals/one/'", "site.example/deals/two/'"),
    ("feed.xml", 'href="http://site.example/deals/one/"', 'href="http://site.example/deals/two/"'),
    ("feed.xml", "</feed>", ""),
    ("rss.xml", "<guid>http://site.example/deals/one/", "<guid>http://site.example/deals/two/"),
    ("rss.xml", "pic.png", "none.png"),
    ("feed.json", "site.example/deals/one/", "site.example/deals/two/"),
    ("feed.json", "site.example/fr/", "site.example/de/"),
    ("feed.json", "{", "["),
    ("sitemap.xml", "deals/one/", "deals/two/"),
    ("robots.txt", "sitemap.xml", "map.xml"),
    ("assets/a.css", "x.woff2", "y.woff2"),
    ("schedule.ics", "ne/#fact-a", "nly/#fact-a"),
    ("search/index.json", '"results": ["0f"]', '"results": ["0f", "1f"]'),
    ("search/index.json", '"results"', '"outcomes"'),
    ("search/names.json", "fr/index.html", "de/index.html"),
    ("search/results/0.json", "deals/one/index.html", "deals/two/index.html"),
    ("search/results/0.json", "{", "["),
]


def main() -> int:
    report = Report(show=10)
    with tempfile.TemporaryDirectory() as folder:
        for number, part in enumerate(PARTS):
            report.section = part.__name__
            place = Path(folder) / f"{number}"
            place.mkdir()
            try:
                part(report, place)
            except Exception as error:
                report.check("runs to its end", False, repr(error))
    report.rest()
    print(f"{report.passed} passed, {report.failed} failed")
    return 1 if report.failed else 0


def crawler(report: Report, _) -> None:
    report.none("a sound site", crawl.crawl(site()))
    report.none("a sound site, all files", crawl.sweep(site()))
    for path, old, new in BROKEN:
        files = site()
        if old is None:
            del files[path]
        else:
            text = files[path].decode()
            report.check("the fault can be planted", old in text, (path, old))
            files[path] = text.replace(old, new, 1).encode()
        report.check("the crawler sees it", bool(crawl.crawl(files)), (path, old, new))
    files = site() | {"orphan.html": b'<a href="none.html">x</a>'}
    report.check("a walk does not get to an orphan", crawl.crawl(files) == [])
    report.check("a sweep does", len(crawl.sweep(files)) == 1)
    for reference, path, expected in (
        ("../a/", "b/c.html", "a/index.html"),
        ("", "b/c.html", "b/c.html"),
        ("#x", "b/c.html", "b/c.html"),
        ("/", "b/c.html", "index.html"),
        ("http://site.example", "c.html", "index.html"),
        ("//site.example/x%20y.png", "c.html", "x y.png"),
        ("http://other.example/", "c.html", None),
        ("data:image/png;base64,AA", "c.html", None),
        ("x.html?q=1", "b/c.html", "b/x.html"),
    ):
        report.check(
            "addresses are resolved",
            crawl.resolve(reference, path) == expected,
            (reference, crawl.resolve(reference, path)),
        )


def trees(report: Report, folder: Path) -> None:
    files = site()
    report.none("equal trees", differences(files, dict(files)))
    report.none(
        "control files do not count", differences(files | {".nojekyll": b"", "CNAME": b"x", MANIFEST: b"x"}, files)
    )
    for what, other in (
        ("a file less", {path: data for path, data in files.items() if path != "pic.png"}),
        ("a file more", files | {"more.html": b""}),
        ("a byte", files | {"pic.png": b"picturE"}),
        ("an empty one", {}),
        ("none at all", None),
    ):
        report.check("differing trees", bool(differences(other, files)) and bool(differences(files, other)), what)
    report.none("two that were never published", differences(None, None))
    (folder / "a/b").mkdir(parents=True)
    (folder / "a/b/file").write_text("one")
    (folder / "a/link").symlink_to("b/file")
    report.check(
        "a tree is read", kit.tree(folder / "a") == {"b/file": b"one", "link": b"-> b/file"}, kit.tree(folder / "a")
    )
    before = kit.fingerprint(folder)
    (folder / "a/b/file").chmod(0o600)
    report.check("a mode that changes is seen", kit.fingerprint(folder) != before)
    before = kit.fingerprint(folder)
    os.utime(folder / "a/b/file", (1, 1))
    report.check("a time that changes is seen", kit.fingerprint(folder) != before)
    before = kit.fingerprint(folder)
    (folder / "a/new").mkdir()
    report.check("a folder that comes is seen", kit.fingerprint(folder) != before)
    kept = files | {"assets/a.0123abcd.css": b"old"}
    report.none("an asset of an earlier generation", differences(basics.without_kept(kept, files), files))
    report.check("but not a page", bool(differences(basics.without_kept(files | {"old.html": b""}, files), files)))


def manifests(report: Report, _) -> None:
    local = b"tearsheet manifest 1\n" + b"0" * 64 + b" 3 index.html\n"
    name = generation(local)
    head = f"tearsheet release 1\ngeneration {name}\nprevious -\nsource -\npublished 2026-12-01T00:00:00Z\n\n".encode()
    built = {MANIFEST: local}
    report.none("a sound manifest", manifest_problems({MANIFEST: head + local}, built))
    report.check("its paths", read_release(head + local).paths == {"index.html"})
    for what, data in (
        ("the local one", local),
        ("none", None),
        ("another generation", head.replace(name.encode(), b"0" * 16) + local),
        ("another list", head + local.replace(b"3 index", b"4 index")),
        ("no blank line", head.rstrip(b"\n") + b"\n" + local),
        ("a line less", head.replace(b"source -\n", b"") + local),
        ("an empty value", head.replace(b"source -", b"source ") + local),
        ("another order", head.replace(b"previous -\nsource -", b"source -\nprevious -") + local),
        ("a cut one", (head + local)[:-10]),
    ):
        report.check(
            "a manifest that is not sound",
            bool(manifest_problems({MANIFEST: data} if data is not None else {}, built)),
            what,
        )
    # From the test vectors of the BLAKE3 project: lengths of bytes 0, 1, 2 … 250, 0 …
    for length, expected in (
        (0, "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262"),
        (1, "2d3adedff11b61f14c886e35afa036736dcd87a74d27b5c1510225d0f592e213"),
        (1024, "42214739f095a406f3fc83deb889744ac00df831c10daa55189b5d121c855af7"),
        (1025, "d00278ae47eb27b34faecf67b4fe263f82d5412916c1ffd97c8cb7fb814b8444"),
        (2049, "5f4d72f40d7a5f82b15ca2b2e44b1de3c2ef86c426c95c1af0b6879522563030"),
        (5120, "9cadc15fed8b5d854562b26a9536d9707cadeda9b143978f319ab34230535833"),
    ):
        data = bytes(at % 251 for at in range(length))
        report.check("blake3", blake3(data) == expected, f"{length}: {blake3(data)}")
    report.check("blake3 of abc", blake3(b"abc") == "6437b3ac38465133ffb63b75273a8db548c558465d79db03fd359c6cd5bd9d85")


# The stand-in for S3


def signatures(report: Report, _) -> None:
    """The examples of AWS's documentation: a GET with a range, and an address that is signed."""
    key, secret, empty = (
        "AKIAIOSFODNN7EXAMPLE",
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        hashlib.sha256(b"").hexdigest(),
    )
    headers = {
        "host": "examplebucket.s3.amazonaws.com",
        "range": "bytes=0-9",
        "x-amz-content-sha256": empty,
        "x-amz-date": "20130524T000000Z",
    }
    headers["authorization"] = (
        f"AWS4-HMAC-SHA256 Credential={key}/20130524/us-east-1/s3/aws4_request,"
        "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
        "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
    )
    report.check("a signed header", sigv4.refusal("GET", "/test.txt", headers, b"", key, secret) is None)
    target = (
        "/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256"
        "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
        "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
        "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"
    )
    report.check("a signed address", sigv4.refusal("GET", target, {"host": headers["host"]}, b"", key, secret) is None)
    for what, arguments in (
        ("another path", ("GET", "/other.txt", headers, b"", key, secret)),
        ("another method", ("PUT", "/test.txt", headers, b"", key, secret)),
        ("another body", ("GET", "/test.txt", headers, b"x", key, secret)),
        ("another secret", ("GET", "/test.txt", headers, b"", key, "other")),
        ("another key", ("GET", "/test.txt", headers, b"", "other", secret)),
        ("another range", ("GET", "/test.txt", headers | {"range": "bytes=0-8"}, b"", key, secret)),
        ("a header that is not signed", ("GET", "/test.txt", headers | {"x-amz-acl": "public-read"}, b"", key, secret)),
        ("no signature", ("GET", "/test.txt", {"host": headers["host"]}, b"", key, secret)),
        ("an address changed", ("GET", target.replace("86400", "86401"), {"host": headers["host"]}, b"", key, secret)),
    ):
        report.check("a signature that does not match", sigv4.refusal(*arguments) is not None, what)


class Client:
    """Signs with the same lines that the server checks with, so `signatures` must hold first."""

    def __init__(self, store: FakeS3):
        self.store, self.connection = store, None

    def __call__(self, method: str, key: str, body: bytes = b"", signed: bool = True, **headers: str):
        host = self.store.endpoint.removeprefix("http://")
        path = f"/{self.store.bucket}/{urllib.parse.quote(key)}" + headers.pop("query", "")
        fields = {
            "host": host,
            "x-amz-date": "20261201T000000Z",
            "x-amz-content-sha256": hashlib.sha256(body).hexdigest(),
        }
        scope, names = f"20261201/{self.store.region}/s3/aws4_request", ";".join(sorted(fields))
        query = urllib.parse.parse_qsl(urllib.parse.urlsplit(path).query)
        request = sigv4.canonical(
            method, urllib.parse.urlsplit(path).path, query, fields, names, fields["x-amz-content-sha256"]
        )
        proof = sigv4.signature(self.store.secret if signed else "wrong", scope, fields["x-amz-date"], request)
        fields["authorization"] = (
            f"AWS4-HMAC-SHA256 Credential={self.store.key}/{scope}, SignedHeaders={names}, Signature={proof}"
        )
        connection = http.client.HTTPConnection(host, timeout=PATIENCE)
        try:
            connection.request(
                method, path, body, fields | {name.replace("_", "-"): value for name, value in headers.items()}
            )
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.read()
        finally:
            connection.close()


def store(report: Report, _) -> None:
    with FakeS3() as server:
        call = Client(server)
        one = f'"{hashlib.md5(b"one").hexdigest()}"'
        right = base64.b64encode(hashlib.md5(b"one").digest()).decode()
        rows = [
            ("nothing is there", call("GET", "a b.html")[0], 404),
            ("If-Match on nothing", call("PUT", "a b.html", b"one", if_match=one)[0], 404),
            (
                "a wrong Content-MD5",
                call("PUT", "a b.html", b"one", content_md5=base64.b64encode(b"0" * 16).decode())[0],
                400,
            ),
            ("and it did not go in", call("GET", "a b.html")[0], 404),
            (
                "If-None-Match: * on nothing",
                call(
                    "PUT",
                    "a b.html",
                    b"one",
                    if_none_match="*",
                    content_md5=right,
                    content_type="text/html; charset=utf-8",
                    cache_control="no-cache",
                )[0],
                200,
            ),
            ("If-None-Match: * a second time", call("PUT", "a b.html", b"two", if_none_match="*")[0], 412),
            ("a stale If-Match", call("PUT", "a b.html", b"two", if_match='"0"')[0], 412),
            ("bytes", call("GET", "a b.html")[2], b"one"),
            ("ETag", call("HEAD", "a b.html")[1]["etag"], one),
            ("Content-Type is kept", call("GET", "a b.html")[1]["content-type"], "text/html; charset=utf-8"),
            ("Cache-Control is kept", call("GET", "a b.html")[1]["cache-control"], "no-cache"),
            ("not modified", call("GET", "a b.html", if_none_match=one)[0], 304),
            ("a GET with If-Match", call("GET", "a b.html", if_match='"0"')[0], 412),
            ("a list", b"<Key>a b.html</Key>" in call("GET", "", query="?list-type=2&prefix=a")[2], True),
            ("an empty list", b"<Key>" in call("GET", "", query="?list-type=2&prefix=b")[2], False),
            ("a delete with a stale If-Match", call("DELETE", "a b.html", if_match='"0"')[0], 412),
            ("a wrong signature", call("DELETE", "a b.html", signed=False)[0], 403),
            ("and it is still there", call("GET", "a b.html")[0], 200),
            ("a PUT with If-Match", call("PUT", "a b.html", b"one", if_match=one)[0], 200),
            ("a delete with If-Match", call("DELETE", "a b.html", if_match=one)[0], 204),
            ("and it is gone", call("GET", "a b.html")[0], 404),
            ("what is not understood", call("POST", "a b.html")[0], 501),
            ("errors are XML", b"<Code>NoSuchKey</Code>" in call("GET", "a b.html")[2], True),
        ]
        for what, found, expected in rows:
            report.check(what, found == expected, f"{found!r}, not {expected!r}")
        report.check(
            "requests are noted", len(server.log) == len(rows) and server.log[0].answer == "404", len(server.log)
        )


def store_faults(report: Report, _) -> None:
    """What a client sees of each fault, and whether the request was carried out."""
    with FakeS3() as server:
        call = Client(server)
        seen: list[tuple[int, bool]] = []
        server.after = lambda server, request: seen.append((request.number, request.key in server.objects))
        for fault, answer, done in (
            ("500", 500, False),
            ("403", 403, False),
            ("reset", "error", False),
            ("close", "error", False),
            ("lost", "error", True),
            ("truncated", "error", True),
        ):
            for method in ("PUT", "GET", "DELETE"):
                server.restore({})
                if method != "PUT":
                    server.place("key", b"some bytes of an object")
                server.faults = {1: fault}
                seen.clear()
                try:
                    found = call(method, "key", b"bytes" if method == "PUT" else b"")[0]
                except (OSError, http.client.HTTPException):
                    found = "error"
                report.check("what the client sees", found == answer, f"{fault}, {method}: {found!r}, not {answer!r}")
                there = {"PUT": done, "GET": True, "DELETE": not done}[method]
                report.check("whether it was carried out", ("key" in server.objects) == there, f"{fault}, {method}")
                report.check("the hook sees the bucket", seen == [(1, there)], f"{fault}, {method}: {seen}")
        server.restore({})
        server.faults, client = {1: "kill"}, subprocess.Popen(["cat"], stdin=subprocess.PIPE, start_new_session=True)
        server.kill = lambda: kit.kill_group(client)
        found = call("PUT", "key", b"bytes")[0]
        killed = client.wait(PATIENCE) == -9 and found == 200 and "key" in server.objects
        report.check("a client is killed, and its request is carried out", killed, (client.returncode, found))
        server.settle()
        report.check("all requests are carried out", server.server.open == 0, server.server.open)
        server.restore({})
        server.down_from = 2
        first = call("PUT", "key", b"one")[0]
        report.check("before it is down", first == 200, first)
        for _ in range(2):
            try:
                report.check("a server that is down", False, call("GET", "key"))
            except (OSError, http.client.HTTPException):
                report.check("a server that is down", True)
        server.restore({})
        server.before = lambda server, request: server.place("key", b"theirs")
        report.check("somebody comes before a request", call("PUT", "key", b"ours", if_none_match="*")[0] == 412)


def order(report: Report, _) -> None:
    """The crawler behind every request sees a page that goes out before what it leads to."""
    new = site() | {"deals/new/index.html": b"<p>new</p>"}
    new["index.html"] = new["index.html"].replace(b"<a href", b'<a href="deals/new/index.html">n</a><a href', 1)
    for keys, sound in (
        (["deals/new/index.html", "index.html"], True),
        (["index.html", "deals/new/index.html"], False),
    ):
        with FakeS3() as server:
            call, watch = Client(server), bucket.Watch(S3(server, "p"))
            for path, data in site().items():
                server.place(f"p/{path}", data)
            server.after = watch
            for path in keys:
                call("PUT", f"p/{path}", new[path])
            report.check(
                "the order of two requests",
                (watch.problems == []) == sound and watch.looked == 2,
                (keys, watch.problems),
            )
            call("DELETE", "p/pic.png")
            report.check(
                "an asset that is deleted too early", len(watch.problems) == (1 if sound else 2), watch.problems
            )


# Judges of the sections


# What stands before an error. It is of deals and addresses and other files, of generations, and of whatever else readers see.
PLAN = """to the folder `/srv/brief`
  there   0123456789abcdef of 2026-12-01 08:00 UTC
  send    3 pages, 12 feeds and data files, 2 other files: 1 new, 2 changed, 120 kB
readers will see
  1 deal has other facts or another headline
  warning: `url/index.html` goes away and leads nowhere
  somebody locks another `deals` meanwhile
"""


class Bucket:
    bucket = "brief"


class Fixed:
    """A target that shows what it is told to."""

    kind = "dir"

    def __init__(self, files):
        self.files = files

    def site(self):
        return self.files


def judges(report: Report, folder: Path) -> None:
    local = b"tearsheet manifest 1\n"
    head = f"tearsheet release 1\ngeneration {generation(local)}\nprevious -\nsource -\npublished now\n\n".encode()
    old, new = site() | {MANIFEST: local}, site() | {"pic.png": b"new", "big.png": b"new", MANIFEST: local}
    shown = {MANIFEST: head + local}
    for what, files, expected, fails in (
        ("old", old | shown, "old", False),
        ("new", new | shown, "new", False),
        ("a mix", old | shown | {"pic.png": b"new"}, "mixed", True),
        ("cut", old | shown | {"pic.png": b"pict"}, "mixed", True),
        ("nothing", None, "mixed", True),
        ("no manifest", old, "old", True),
    ):
        inner = Report(show=0)
        found = kills.readers_see(World(folder, folder, inner), Fixed(files), old, new, "test")
        report.check(
            "old, new, or mixed",
            found == expected and (inner.failed > 0) == fails,
            f"{what}: {found}, {inner.failed} failed",
        )
    for text, status, sound in (
        ("nothing to publish", 0, True),
        ("error: another publisher is at work there: process 7 on `a`", 1, True),
        ("error: somebody else has published since the last time from here", 1, True),
        ("error: cannot write `index.html`: no space left", 1, False),
        ("error: cannot lock `releases/.lock`: no space left", 1, False),
        ("error[config]: expected another folder", 1, False),
        ("nothing was published", 1, False),
        ("", 1, False),
        ("published", 0, False),
        ("error: another publisher is at work there", 3, False),
    ):
        report.check("an orderly loser", two.orderly(status, PLAN + text) == sound, text)
    report.check("a plan is no error", error_of(PLAN) == "" and error_of(f"{PLAN}error: a\nb") == "error: a\nb")
    for error, names, sound in (
        ("error: the site has no deal", ["deal"], True),
        ("error: a plan", ["deal"], False),
        ("error[value]: `url` is wrong", ["url"], True),
        ("error: no space left", ["0123456789abcdef"], False),
        ("an error", [], False),
        ("", ["deal"], False),
    ):
        inner = Report(show=0)
        target, result = Dir(folder), Result(1, PLAN, error, 0)
        basics.refused(World(folder, folder, inner), target, result, target.state(), "test", *names)
        report.check("a refusal is judged by its error", (inner.failed == 0) == sound, (error, names))
    for status, error, sound in (
        (0, "", True),
        (1, "error: this project is being published right now, by another process here", True),
        (1, "error: this project is being published right now, by process 7 on `desk`, since 2026-11-30 07:41:44 UTC", True),
        (1, "error: `git` failed", False),
        (3, "error: this project is being published right now", False),
    ):
        report.check("a list that is held up", two.is_listed(Result(status, PLAN, error, 0)) == sound, (status, error))
    for count, done, met, further in ((8, 7, 7, True), (8, 8, 2, False), (8, 8, 1, True), (8, 79, 0, True), (8, 80, 0, False)):
        report.check("kills that are still to be drawn", kills.more(count, done, met) == further, (count, done, met))
    for requests, down_from, sound in ((10, 10, True), (49, 10, True), (50, 10, False)):
        report.check("a server that is given up", s3_faults.given_up(requests, down_from) == sound, requests)
    place, old = S3(Bucket(), "p"), {"search/results/0.json": b"", "a/index.html": b"", "schedule.ics": b""}
    for path, rank in (
        ("a.css", 1),
        ("b/index.html", 2),
        ("a/index.html", 3),
        ("search/results/0.json", 4),
        ("schedule.ics", 4),
        ("fr/schedule.ics", 0),
        ("data/deals.csv", 0),
        ("schedule.svg", 0),
        ("assets/icon.96202bbe.svg", 1),
        (MANIFEST, 6),
    ):
        request = Request(1, "PUT", f"p/{path}", "", {}, b"")
        report.check("the group of a file", s3.group(request, place, old, {}) == rank, (path, rank))
    for lines, sound in (
        (["http://site.example/a/", "http://site.example/"], True),
        (["/a/index.html", "/"], True),
        (["a/index.html", "/"], False),
        (["/a/"], False),
        (["/a/", "/", "/b.html"], False),
        (["/a/", "/", "/"], False),
        (["http://other.example/a/", "/"], False),
    ):
        found = command.wrong(lines, {"index.html", "a/index.html"}, {"index.html", "a/index.html"})
        report.check("addresses for `after`", (found == []) == sound, (lines, found))
    words = canaries.Words()
    first, second = words("one place"), words("another place")
    report.check("a word is found in any case", words.found_in(f"x{first.upper()}y".encode()) == ["one place"])
    report.check(
        "two words are told apart", words.found_in(f"{second}{first}".encode()) == ["one place", "another place"]
    )
    report.check("no word is found in what has none", words.found_in(b"nothing here") == [])
    for path, kind, sound in (
        ("a.html", "text/html; charset=utf-8", True),
        ("a.html", "text/html;charset=UTF-8", True),
        ("a.html", "text/html", False),
        ("a.html", "application/octet-stream", False),
        ("feed.xml", "application/atom+xml; charset=utf-8", True),
        ("feed.xml", "application/xml", False),
        ("feed.json", "application/feed+json", True),
        ("a.woff2", "font/woff2", True),
        ("_headers", "text/plain", False),
        ("_headers", "application/octet-stream", True),
        ("_headers", "", False),
    ):
        wrong = bucket.wrong_type(path, {"content-type": kind})
        report.check("types", (wrong == "") == sound, (path, kind))
    report.check(
        "faults are spread",
        s3_faults.spread(100, 5) == [1, 26, 50, 75, 100] or s3_faults.spread(100, 5) == [1, 26, 51, 75, 100],
        s3_faults.spread(100, 5),
    )
    report.check("all of them", s3_faults.spread(4, 0) == [1, 2, 3, 4])


def targets(report: Report, folder: Path) -> None:
    """What is read of a branch and of a folder is what is there."""
    env = environment(folder / "home")
    target = Git(folder)
    report.check("an empty repository", target.site() is None)
    work = folder / "work"
    subprocess.run(["git", "clone", "-q", target.bare, work], env=env, check=True, capture_output=True)
    (work / "a").mkdir()
    for name, data in (("a/é.html", b"\r\n\0\xff"), ("empty", b""), ("-x", b"1\n")):
        (work / name).write_bytes(data)
    for line in (
        ["add", "-A"],
        ["-c", "core.safecrlf=false", "commit", "-qm", "x"],
        ["push", "-q", "origin", "HEAD:gh-pages"],
    ):
        subprocess.run(["git", *line], cwd=work, env=env, check=True, capture_output=True)
    report.check(
        "a branch is read", target.site() == {"a/é.html": b"\r\n\0\xff", "empty": b"", "-x": b"1\n"}, target.site()
    )
    report.none("no other branch", target.litter())
    report.none("no lock", target.locks())
    (target.bare / "refs/heads/gh-pages.lock").write_bytes(b"")
    report.check("a lock is seen", [lock.name for lock in target.locks()] == ["gh-pages.lock"], target.locks())
    subprocess.run(["git", "push", "-q", "origin", "HEAD:other"], cwd=work, env=env, check=True, capture_output=True)
    report.check("another branch is seen", target.litter() == ["ref refs/heads/other"], target.litter())
    place = Dir(folder)
    report.check("no folder yet", place.site() is None and place.litter() == [] and place.state() is None)
    (place.releases / "0123456789abcdef").mkdir(parents=True)
    (place.releases / "0123456789abcdef/index.html").write_text("x")
    report.check("a release that nobody sees", place.site() is None)
    (place.path / "current").symlink_to("releases/0123456789abcdef")
    report.check("a release that is current", place.site() == {"index.html": b"x"})
    report.none("no litter", place.litter())
    (place.releases / ".incoming").mkdir()
    (place.path / "current.new").symlink_to("x")
    report.check("litter is seen", sorted(place.litter()) == ["current.new", "releases/.incoming"], place.litter())
    with Names(place.path) as names:
        (place.path / "current.new").rename(place.path / "current")
    report.check("a rename is told", names.of("current") == ["renamed into place"], names.events)
    with Names(place.path) as names:
        (place.path / "current").unlink()
        (place.path / "current").symlink_to("x")
    report.check("a gap is told", names.of("current") == ["deleted", "created"], names.events)


def spies(report: Report, folder: Path) -> None:
    """Calls are noted with their arguments, and fail where they are told to."""
    spy = Spy(folder / "spy", ("git", "true"))
    env = environment(folder / "home", spy)
    run(["git", "-C", "/", "version", "two words", ""], env)
    report.check("a call is noted", spy.calls() == [["git", "-C", "/", "version", "two words", ""]], spy.calls())
    report.check("the command of git", git_command(spy.calls()[0]) == "version")
    report.check(
        "the command of git, with a setting", git_command(["git", "-c", "a=b", "--no-pager", "push", "x"]) == "push"
    )
    for how, status, works in (("exit", 1, False), ("kill", -9, False), ("after", 1, True)):
        spy.forget()
        spy.fail(2, how)
        found = [run(["git", "init", "-q", folder / f"{how}{number}"], env).status for number in (1, 2, 3)]
        report.check("the second call fails", found == [0, status, 0], f"{how}: {found}")
        report.check("before or after its work", (folder / f"{how}2").exists() == works, how)
    spy.forget()
    spy.before(f'case "$*" in *version*) echo "$1" >>{folder}/hooked ;; esac')
    run(["git", "version"], env)
    run(["true"], env)
    report.check("the hook runs before a call", (folder / "hooked").read_text() == "git\n")
    with CommandLines() as lines:
        waiting = subprocess.Popen(["cat", "-", "word-in-an-argument"], stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
        until = time.monotonic() + PATIENCE
        while not (seen := any(b"word-in-an-argument" in line for line in set(lines.seen))) and time.monotonic() < until:
            time.sleep(0.01)
        waiting.communicate()
    report.check("the arguments of a process are seen", seen)
    os.mkfifo(folder / "never")
    endless = run(["cat", folder / "never"], env, timeout=0.3)
    report.check("what does not end is ended", endless.status == -9 and "hangs" in endless.err, endless)


GUIDE = """# A guide

Words of `a.toml`
and more.

    first
    cd x

```toml
# Not a heading
a = 1
```

## Below

    second

## Other

    third
"""


def guides_read(report: Report, _) -> None:
    """A guide is read as it is written, and what it says is printed is looked for."""
    parts = [
        ("prose", "# A guide\n"),
        ("prose", "Words of `a.toml`\nand more.\n"),
        ("run", "first\ncd x\n"),
        ("toml", "# Not a heading\na = 1\n"),
        ("prose", "## Below\n"),
        ("run", "second\n"),
    ]
    found = guide.blocks(GUIDE)
    report.check("a guide is read", found[:6] == parts and found[-1] == ("run", "third\n"), found)
    for file, heading in (("publishing.md", "nginx"), ("publishing.md", "S3 and CloudFront")):
        text = guide.section(file, heading)
        report.check("a section is read", text.count("```") % 2 == 0 and "\n## Headers" not in text, text[:80])
    settings = 'a = 1 # one\nb = 2\n\n[topics]\npower = "P"\n\n[other]\nc = 3\n'
    merged = guide.merged(settings, 'b = 5\n[topics]\nmoney = "M"\n[new]\nd = 4\n')
    wanted = 'a = 1 # one\nb = 5\n\n[topics]\nmoney = "M"\n[other]\nc = 3\n\n[new]\nd = 4\n'
    report.check("settings are merged", merged == wanted, merged)
    try:
        guide.merged(settings, "z = 1\n")
        report.check("a key that is nowhere is told", False)
    except LookupError:
        report.check("a key that is nowhere is told", True)
    for output, expected, missing in (
        ("a\n b  c\nd\n", "a\nb c\n", []),
        ("a\nb\n", "b\na\n", ["a"]),
        ("a\n", "a\nb\n", ["b"]),
        ("a^\n", "a\n", ["a"]),
    ):
        found = guides.unsaid(output, expected)
        report.check("what a guide says is printed", found == missing, (output, expected, found))
    for prose, edited in (
        ("Change `tallow-release:4` to `tallow-release:3` in the line of `capacity`:", True),
        ('Change `"EUR 400 million"` to `"EUR 450 million"` in the\nquote:', True),
        ("Write `of 60 megawatts` instead of `of x`, and:", True),
        ("Every message says what.", False),
    ):
        words = " ".join(prose.split())
        known = bool(guides.CHANGE.search(words) or guides.INSTEAD.search(words))
        report.check("what is to be tried is understood", known == edited, prose)


PARTS = [guides_read, crawler, trees, manifests, signatures, store, store_faults, order, judges, targets, spies]

if __name__ == "__main__":
    sys.exit(main())

"""`to = "s3"`: no switch, so the order is all. What lies in the bucket, in which order it came, what goes and stays.

The server is `fake_s3.py`. Others who write are in `s3_writers.py`, faults in `s3_faults.py`; `moto.py` has the basic
path against a server that others wrote.
"""

import base64
import hashlib
import re

from fake_s3 import FakeS3
from kit import MANIFEST, World, differences
from project import Project
from targets import LOCK, S3

from .basics import LARGE, basics, published, unchanged, without_kept
from .bucket import DEFAULTS, FINGERPRINTED, Watch, project_of, wrong_type
from .moto import moto
from .s3_faults import faults
from .s3_writers import credentials, locks, race

HEADERS = """[headers]
[headers.cache]
assets = "public, max-age=7777777, immutable"
pages  = "public, max-age=77, must-revalidate"

"""
OURS = {"assets": "public, max-age=7777777, immutable", "pages": "public, max-age=77, must-revalidate"}
# What programs fetch, and what names pages: it comes after them. Drawings that lead to pages are for the crawler.
FEED = re.compile(r"(^|/)(feed|rss)\.xml$|\.(json|csv|ics|bib|bin)$|^sitemap[^/]*\.xml$")
DRAWING = re.compile(r"^(?!assets/).+\.svg$")
OTHER = """[headers.cache]
assets = "public, max-age=8888888, immutable"
pages  = "public, max-age=88, must-revalidate"

"""
OTHERS = {"assets": "public, max-age=8888888, immutable", "pages": "public, max-age=88, must-revalidate"}


def s3(world: World) -> None:
    with FakeS3() as store:
        basics(world, S3(store, prefix="brief/"), **store.credentials)
    for section in (read_back, order, kept_assets, foreign, locks, race, credentials):
        with FakeS3() as store:
            section(world, store)
    with FakeS3() as store:
        faults(world, store)
    moto(world)


# What lies in the bucket


def read_back(world: World, store: FakeS3) -> None:
    """Every object, fetched as a reader would: bytes, type, cache, MD5; also after an edit."""
    for prefix, headers, cache in (("", HEADERS, OURS), ("deep/er", "", DEFAULTS)):
        store.restore({})
        target, project = project_of(world, store, "read-back", headers=headers, prefix=prefix)
        for number in (0, 1):
            project.edition(number)
            project.commit(f"edition {number}")
            store.forget()
            result = project.publish(*LARGE)
            published(world, target, project, result, "to read back")
            puts = [request for request in store.log if request.method == "PUT"]
            world.report.none(
                "a PUT without the right Content-MD5",
                [put.key for put in puts if put.headers.get("content-md5") != md5(put.body)],
            )
            world.report.none(
                "a PUT without a type or a cache rule",
                [
                    put.key
                    for put in puts
                    if put.key != target.key(LOCK) and not {"content-type", "cache-control"} <= put.headers.keys()
                ],
            )
            world.report.none(
                "requests that were refused",
                [
                    f"{r.method} {r.key} {r.answer}"
                    for r in store.log
                    if r.answer not in {"200", "204"} and r.method != "GET"
                ],
            )
            world.report.none(
                "objects outside of the prefix", [key for key in store.contents() if not key.startswith(target.key(""))]
            )
            all_objects(world, store, target, project, cache)
        # What is sent with an object can change without its bytes.
        project.base = project.base.replace(HEADERS, "") + OTHER
        project.tables(f"[publish]\n{target.settings}")
        project.commit("other times")
        published(world, target, project, project.publish(), "other times in [headers.cache]")
        all_objects(world, store, target, project, OTHERS)
        unchanged(world, target, project, "other times in [headers.cache], again")


def all_objects(world: World, store: FakeS3, target: S3, project: Project, cache: dict[str, str]) -> None:
    for path, data in project.built().items():
        if path != MANIFEST:
            one_object(world, store, target, path, data, cache)


def md5(data: bytes) -> str:
    return base64.b64encode(hashlib.md5(data).digest()).decode()


def one_object(world: World, store: FakeS3, target: S3, path: str, data: bytes, cache: dict[str, str]) -> None:
    found = store.contents().get(target.key(path))
    if not world.report.check("read back: the object is there", found is not None, path):
        return
    world.report.check("read back: bytes", found.data == data, path)
    world.report.check("read back: ETag", found.etag == f'"{hashlib.md5(data).hexdigest()}"', path)
    wrong = wrong_type(path, found.headers)
    world.report.check("read back: Content-Type", not wrong, wrong)
    rule = cache["assets" if FINGERPRINTED.search(path) else "pages"]
    world.report.check(
        "read back: Cache-Control",
        found.headers.get("cache-control") == rule,
        f"{path}: {found.headers.get('cache-control')!r}, not {rule!r}",
    )
    world.report.check(
        "read back: no content-encoding of the client's",
        found.headers.get("content-encoding", "") in {"", "identity"},
        path,
    )


def order(world: World, store: FakeS3) -> None:
    """Groups one after the other, each complete before the next; the crawler after every request."""
    target, project = project_of(world, store, "order")
    published(world, target, project, project.publish(), "before the order")
    old = target.site()
    for number in (1, 2):
        project.edition(number)
        project.commit(f"edition {number}")
        new = project.built()
        store.forget()
        watch = Watch(target)
        store.after = watch
        result = project.publish(*LARGE)
        store.after = None
        published(world, target, project, result, "in order")
        world.report.none("the crawler after each request", watch.problems)
        world.report.check("the crawler looked", watch.looked > 20, watch.looked)
        groups = [
            (group(request, target, old, new), request) for request in store.log if request.key != target.key(LOCK)
        ]
        groups = [(rank, f"{request.method} {request.key}") for rank, request in groups if rank]
        # While files are removed, the manifest still lists them; it is put once more when they are gone.
        if len(groups) > 1 and groups[-1][0] == 6:
            groups.pop()
        late = [
            f"{now} (group {a}) before {then} (group {b})" for (a, now), (b, then) in zip(groups, groups[1:]) if a > b
        ]
        world.report.none("a group begins before the last is complete", late)
        world.report.check(
            "there are requests of every group",
            {rank for rank, _ in groups} == {1, 2, 3, 4, 5, 6, 7},
            sorted({rank for rank, _ in groups}),
        )
        manifest = [request for request in store.log if request.method == "PUT" and request.key == target.key(MANIFEST)]
        conditions = [request.headers.get("if-match") for request in manifest]
        world.report.check(
            "each manifest takes the place of the one that was seen", len(conditions) == 2 and all(conditions) and conditions[0] != conditions[1], conditions
        )
        untouched = [
            request.key
            for request in store.log
            if request.method == "PUT" and old.get(under(request.key, target)) == request.body
        ]
        world.report.none("unchanged files are not sent again", untouched)
        old = target.site()


def under(key: str, target: S3) -> str:
    return key.removeprefix(target.key(""))


def group(request, target: S3, old: dict, new: dict) -> int:
    """1 assets and other files, 2 new pages, 3 changed pages, 4 feeds and data, 5 redirects, 6 the manifest, 7 deletes; 0 else.

    One that is new may come early, and must: changed pages lead to the page that names it. That is for the crawler.
    """
    path = under(request.key, target)
    if request.method == "DELETE":
        return 7
    if request.method != "PUT":
        return 0
    if path == MANIFEST:
        return 6
    if FEED.search(path):
        return 4 if path in old else 0
    if DRAWING.search(path):
        return 0
    if not path.endswith(".html"):
        return 1
    if b'http-equiv="refresh"' in new.get(path, b""):
        return 5
    return 3 if path in old else 2


# The style sheet that each edition edits.
EDITED = re.compile(r"assets/ledger\.[0-9a-f]{8}\.css")


def kept_assets(world: World, store: FakeS3) -> None:
    """Assets of the last `keep` generations stay; older ones go; pages go at once."""
    target, project = project_of(world, store, "keep", more="keep = 2")
    css: list[str] = []
    for number in range(5):
        project.edition(number)
        project.commit(f"edition {number}")
        project.publish(*LARGE)
        built, found = project.built(), target.site() or {}
        # Sheets that no edition edits stay what they are.
        css += [path for path in built if EDITED.fullmatch(path)]
        stays = [path in found for path in css]
        world.report.check("the style sheets of two generations stay", all(stays[-2:]), f"generation {number}: {stays}")
        gone = [path for path in css[:-3] if path in found]
        world.report.none("older style sheets go", gone)
        pages = [path for path in found if path not in built and not FINGERPRINTED.search(path) and path != MANIFEST]
        world.report.none("other files that are no more go at once", pages)
    world.report.check("each edition has a style sheet of its own", len(set(css)) == 5, css)
    # An asset that comes back into use must not be taken for old.
    project.edition(3)
    project.commit("back to edition 3")
    published(world, target, project, project.publish(*LARGE), "an asset that comes back")


def foreign(world: World, store: FakeS3) -> None:
    """Objects that no manifest of ours lists are left; where one is in the way, that is said."""
    store.place("brief/report.pdf", b"somebody's")
    store.place("brief/deals/extra.html", b"somebody's")
    store.place("briefing/index.html", b"of a neighbour with a similar prefix")
    store.place("index.html", b"of the bucket's root")
    theirs = store.contents()
    target, project = project_of(world, store, "foreign", prefix="brief")
    for number in range(3):
        project.edition(number)
        project.commit(f"edition {number}")
        result = project.publish(*LARGE)
        world.report.check("beside foreign objects: exit 0", result.status == 0, result)
        now = store.contents()
        world.report.none(
            "foreign objects are untouched", [key for key, found in theirs.items() if now.get(key) is not found]
        )
    in_the_way(world, store)
    found = {path: data for path, data in (target.site() or {}).items() if target.key(path) not in theirs}
    world.report.none(
        "beside foreign objects: the site", differences(without_kept(found, project.built()), project.built())
    )


def in_the_way(world: World, store: FakeS3) -> None:
    """An object where a page is to be: refused each time anew, and left, also once no page is to be there any more."""
    theirs = {"handed/deals/hall-qaaa/index.html": b"somebody's", "handed/robots.txt": b"somebody's"}
    for key, data in theirs.items():
        store.place(key, data)
    target, project = project_of(world, store, "handed", prefix="handed")
    for attempt in ("once", "again"):
        result = project.publish(*LARGE)
        world.report.check(f"an object in the way, {attempt}: refused", result.status == 3 and bool(result.error), result)
        now = store.contents()
        changed = [key for key, data in theirs.items() if key not in now or now[key].data != data]
        world.report.none(f"an object in the way, {attempt}: left", changed)
    store.remove("handed/robots.txt")
    project.edition(1)
    project.commit("no such page any more")
    result = project.publish(*LARGE)
    world.report.check("without the page that had no place: published", result.status == 0, result)
    found = store.contents().get("handed/deals/hall-qaaa/index.html")
    world.report.check("without it: the object is left", found is not None and found.data == b"somebody's", found)

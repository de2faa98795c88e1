"""What the sections on buckets share: rules for types and caches, a crawler behind every request."""

import re

import crawl
from fake_s3 import FakeS3
from kit import World
from project import Project
from targets import S3, setup

DEFAULTS = {"assets": "public, max-age=31536000, immutable", "pages": "public, max-age=0, must-revalidate"}
FINGERPRINTED = re.compile(r"assets/.*\.[0-9a-f]{8}\.\w+$")
# Without spaces and quotes, in lower case; JSON is UTF-8 by itself.
TYPES = {
    "html": r"text/html;charset=utf-8",
    "css": r"text/css;charset=utf-8",
    "txt": r"text/plain;charset=utf-8",
    "csv": r"text/csv;charset=utf-8",
    "xml": r"(application|text)/(\w+\+)?xml;charset=utf-8",
    "json": r"application/(\w+\+)?json(;charset=utf-8)?",
    "toml": r"(application/.+|text/.+;charset=utf-8)",
    "svg": r"image/svg\+xml(;charset=utf-8)?",
    "png": r"image/png",
    "woff2": r"font/woff2",
}


def wrong_type(path: str, headers: dict[str, str]) -> str:
    """What is wrong with the Content-Type of a file; files without a suffix that we know have any."""
    kind = headers.get("content-type", "").lower().replace(" ", "").replace('"', "")
    expected = TYPES.get(path.rsplit(".", 1)[-1], r"[\w.+-]+/[\w.+-]+(;charset=utf-8)?")
    if re.fullmatch(expected, kind) is None or (kind.startswith("text/") and not kind.endswith(";charset=utf-8")):
        return f"{path}: {kind!r}"
    return ""


def project_of(
    world: World, store: FakeS3, name: str, more: str = "", headers: str = "", prefix: str = ""
) -> tuple[S3, Project]:
    target = S3(store, prefix, more)
    project = setup(world, target, world.folder(name), **store.credentials)
    if headers:
        project.base += headers
        project.tables(f"[publish]\n{target.settings}")
        project.commit("headers")
    return target, project


class Watch:
    """Crawls the bucket after each request that changed it, and keeps what it found."""

    def __init__(self, target: S3):
        self.target, self.problems, self.looked, self._last = target, [], 0, None

    def __call__(self, store: FakeS3, request) -> None:
        if request.method in {"GET", "HEAD"}:
            return
        prefix = self.target.key("")
        files = {key[len(prefix) :]: found.data for key, found in store.objects.items() if key.startswith(prefix)}
        self.looked += 1
        found = crawl.crawl(files)
        if found and found != self._last:
            self.problems.append(
                f"after request {request.number}, {request.method} {request.key} ({request.answer}): {found[0]}"
            )
        self._last = found

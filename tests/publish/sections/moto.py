"""The basic path against moto: first, again, edits, everything read back, a colleague."""

import hashlib
import http.client
import os
import re
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from pathlib import Path

from kit import MANIFEST, World, read_release, run
from patience import PATIENCE
from sshd import free_port
from targets import LOCK, S3, setup

from .basics import LARGE, published, refused
from .bucket import DEFAULTS, FINGERPRINTED, wrong_type


def moto(world: World) -> None:
    """First, again, an edit, a conditional race, against the server of others."""
    path = moto_path(world)
    if path is None:
        world.report.check("moto can be installed", False, "pip install 'moto[server]'")
        return
    port = free_port()
    env = dict(os.environ) | ({"PYTHONPATH": path} if path else {})
    log = (world.folder("moto") / "log").open("w")
    server = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        env=env,
        stdout=log,
        stderr=log,
        start_new_session=True,
    )
    try:
        if wait_for(server, port):
            basic_path(world, port)
        else:
            world.report.check("moto answers", False, log.name)
    finally:
        server.terminate()
        server.wait(PATIENCE)
        log.close()


def moto_path(world: World) -> str | None:
    """Where moto is: given, installed, or installed by us; `None` where it cannot be had."""
    test = [sys.executable, "-c", "import moto.server, flask"]
    for path in (world.python_path, ""):
        env = dict(os.environ) | ({"PYTHONPATH": path} if path else {})
        if run(test, env).status == 0:
            return path
    folder = world.python_path or str(world.folder("python"))
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target", folder]
    run([*command, "-r", REQUIREMENTS], dict(os.environ))
    return folder if run(test, dict(os.environ) | {"PYTHONPATH": folder}).status == 0 else None


def wait_for(server: subprocess.Popen, port: int) -> bool:
    """Until it answers; not where it has ended before."""
    while server.poll() is None:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
            connection.request("PUT", "/brief", headers={"host": f"127.0.0.1:{port}"}, body=LOCATION)
            if connection.getresponse().status == 200:
                return True
        except OSError:
            pass
        time.sleep(0.1)
    return False


REQUIREMENTS = Path(__file__).resolve().parent.parent / "requirements.txt"
LOCATION = (
    '<CreateBucketConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">'
    "<LocationConstraint>eu-west-3</LocationConstraint></CreateBucketConfiguration>"
)


UNCHECKED = "AWS4-HMAC-SHA256 Credential=AKIDMOTO/20261201/eu-west-3/s3/aws4_request, SignedHeaders=host, Signature=0"


class Moto(S3):
    """The bucket at moto: read over HTTP."""

    def __init__(self, port: int):
        self.prefix, self.more = "", ""
        self.root = f"http://127.0.0.1:{port}/brief"
        self.store = None

    @property
    def settings(self) -> str:
        endpoint = self.root.removesuffix("/brief")
        return f'to = "s3"\nbucket = "brief"\nregion = "eu-west-3"\nendpoint = "{endpoint}"\n{self.more}\n'

    def get(self, path: str) -> tuple[bytes, dict[str, str]]:
        # Objects are private; moto asks for a signature, and does not check it.
        request = urllib.request.Request(f"{self.root}{path}", headers={"authorization": UNCHECKED})
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return answer.read(), {name.lower(): value for name, value in answer.headers.items()}

    def object(self, key: str) -> tuple[bytes, dict[str, str]]:
        return self.get(f"/{urllib.parse.quote(key)}")

    def keys(self) -> list[str]:
        return re.findall(r"<Key>([^<]*)</Key>", self.get("?list-type=2&max-keys=1000")[0].decode())

    def site(self) -> dict[str, bytes] | None:
        keys = [key for key in self.keys() if key != LOCK]
        return {key: self.object(key)[0] for key in keys} if MANIFEST in keys else None

    def state(self) -> object:
        return {key: self.object(key)[1].get("etag") for key in self.keys()}

    def litter(self) -> list[str]:
        return [key for key in self.keys() if key == LOCK]


def basic_path(world: World, port: int) -> None:
    target = Moto(port)
    variables = {
        "AWS_ACCESS_KEY_ID": "AKIDMOTO",
        "AWS_SECRET_ACCESS_KEY": "moto-secret",
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    project = setup(world, target, world.folder("moto-site"), **variables)
    published(world, target, project, project.publish(), "moto, first")
    before = target.state()
    result = project.publish()
    world.report.check(
        "moto, again: nothing to publish", result.status == 0 and "nothing to publish" in result.text, result
    )
    world.report.check("moto, again: untouched", target.state() == before)
    for number in (1, 2):
        project.edition(number)
        project.commit(f"edition {number}")
        published(world, target, project, project.publish(*LARGE), "moto, an edition")
    for path, data in project.built().items():
        if path == MANIFEST:
            continue
        body, headers = target.object(path)
        digest = hashlib.md5(data).hexdigest()
        world.report.check("moto, read back: bytes", body == data, path)
        world.report.check("moto, read back: ETag is the MD5", headers.get("etag") == f'"{digest}"', path)
        wrong = wrong_type(path, headers)
        world.report.check("moto, read back: Content-Type", not wrong, wrong)
        rule = DEFAULTS["assets" if FINGERPRINTED.search(path) else "pages"]
        world.report.check(
            "moto, read back: Cache-Control",
            headers.get("cache-control") == rule,
            f"{path}: {headers.get('cache-control')}",
        )
    other = project.clone(world.folder("moto-colleague"))
    other.words(11)
    other.commit("of a colleague")
    published(world, target, other, other.publish(), "moto, a colleague")
    before = target.state()
    project.words(12)
    project.commit("ours")
    refused(world, target, project.publish(), before, "moto, a newer remote", "--replace")
    release = read_release((target.site() or {}).get(MANIFEST))
    world.report.check(
        "moto, the manifest names the commit",
        release is not None and release.source == other.git("rev-parse", "HEAD"),
        release,
    )

"""An S3 of our own, in memory, on loopback: exact where the standard stand-ins are lenient, and faulty on demand.

GET, HEAD, PUT and DELETE of objects by path (`/bucket/key`), and a list of keys. The ETag is the MD5; `If-Match` and
`If-None-Match` hold for PUT and DELETE (412); `Content-MD5` is compared (400), so is the signature (403). All headers
of a PUT are kept, all requests noted. Requests are carried out one after the other, whatever the client does.

Faults, by the number of a request: `500`, `403`, `reset` (before it is carried out), `lost` (carried out, then the
connection is reset), `truncated` (carried out, the answer is cut), `close` (closed without an answer), `kill` (the
client is killed by `kill()` when its request has arrived, which is carried out: a service knows nothing of it). `before` and
`after` are called around each request, `after` with what the bucket holds then.
"""

import base64
import dataclasses
import hashlib
import http.client
import socket
import struct
import threading
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from xml.sax.saxutils import escape

import sigv4
from patience import PATIENCE

FAULTS = ("500", "403", "reset", "lost", "truncated", "close", "kill")
CODES = {
    400: "BadDigest",
    403: "AccessDenied",
    404: "NoSuchKey",
    412: "PreconditionFailed",
    500: "InternalError",
    501: "NotImplemented",
}


@dataclasses.dataclass
class Object:
    """What a key holds. `number` grows with every PUT of the bucket."""

    data: bytes
    headers: dict[str, str]
    number: int

    @property
    def etag(self) -> str:
        return f'"{hashlib.md5(self.data).hexdigest()}"'


@dataclasses.dataclass
class Request:
    """A request that came in, and how it was answered: a status, or a fault."""

    number: int
    method: str
    key: str
    target: str
    headers: dict[str, str]
    body: bytes
    answer: str = ""


class FakeS3:
    """A server with one bucket; `with` starts and stops it."""

    region, key, secret = "eu-west-3", "AKIDHARNESS0000000001", "harness/secret+0000000000000000000000001"

    def __init__(self, bucket: str = "brief"):
        self.bucket = bucket
        self.objects: dict[str, Object] = {}
        self.log: list[Request] = []
        self.faults: dict[int, str] = {}
        self.down_from: int | None = None
        self.before = self.after = self.kill = None
        self._puts = 0
        self._lock = threading.RLock()
        handler = type("Bound", (Handler,), {"store": self})
        self.server = Server(("127.0.0.1", 0), handler)
        self.endpoint = f"http://127.0.0.1:{self.server.server_address[1]}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    @property
    def credentials(self) -> dict[str, str]:
        return {
            "AWS_ACCESS_KEY_ID": self.key,
            "AWS_SECRET_ACCESS_KEY": self.secret,
            "AWS_EC2_METADATA_DISABLED": "true",
        }

    def settle(self) -> None:
        """Waits until all requests of a client that has ended are carried out."""
        # Connections are taken in their order, so that all of the client's are by the time this is answered.
        probe = http.client.HTTPConnection(*self.server.server_address, timeout=PATIENCE)
        probe.request("OPTIONS", "/")
        probe.getresponse().read()
        probe.close()
        self.server.idle()

    def contents(self) -> dict[str, Object]:
        with self._lock:
            return dict(self.objects)

    def restore(self, contents: dict[str, Object]) -> None:
        """Puts the bucket back to what it held, and forgets requests and faults."""
        with self._lock:
            self.objects = dict(contents)
            self.forget()

    def forget(self) -> None:
        with self._lock:
            self.log, self.faults, self.down_from = [], {}, None

    def place(self, key: str, data: bytes, headers: dict[str, str] | None = None) -> None:
        """Puts an object without a request: somebody else's doing."""
        with self._lock:
            self._puts += 1
            self.objects[key] = Object(data, headers or {}, self._puts)

    def remove(self, key: str) -> bool:
        """Takes an object away without a request; whether it was there."""
        with self._lock:
            return self.objects.pop(key, None) is not None

    def handle(self, request: Request) -> tuple[str, int, dict[str, str], bytes]:
        """What is to be done with a request: a fault or nothing, and the answer."""
        with self._lock:
            request.number = len(self.log) + 1
            self.log.append(request)
            if self.before:
                self.before(self, request)
            fault = self.faults.get(request.number, "")
            if fault == "kill":
                self.kill()
            if self.down_from is not None and request.number >= self.down_from:
                fault = "reset"
            if fault in {"500", "403"}:
                status, headers, body = error(int(fault))
            elif fault in {"reset", "close"}:
                status, headers, body = 0, {}, b""
            else:
                status, headers, body = self.carry_out(request)
            request.answer = fault or str(status)
            if self.after:
                self.after(self, request)
            return fault, status, headers, body

    def carry_out(self, request: Request) -> tuple[int, dict[str, str], bytes]:
        why = sigv4.refusal(request.method, request.target, request.headers, request.body, self.key, self.secret)
        if why:
            return error(403, why)
        path = urllib.parse.unquote(urllib.parse.urlsplit(request.target).path)
        bucket, _, request.key = path.lstrip("/").partition("/")
        if bucket != self.bucket:
            return error(404, "no such bucket")
        if request.key == "" and request.method == "GET":
            return self.list(request)
        if request.key == "" or request.method not in {"GET", "HEAD", "PUT", "DELETE"}:
            return error(501, f"{request.method} {request.target}")
        found = self.objects.get(request.key)
        refused = condition(request, found)
        if refused:
            return refused
        return {"GET": self.get, "HEAD": self.get, "PUT": self.put, "DELETE": self.delete}[request.method](
            request, found
        )

    def get(self, request: Request, found: Object | None):
        if found is None:
            return error(404, request.key)
        kept = {name: value for name, value in found.headers.items() if name in KEPT or name.startswith("x-amz-meta-")}
        return 200, kept | {"etag": found.etag}, found.data

    def put(self, request: Request, _):
        digest = request.headers.get("content-md5")
        if digest is not None and digest != base64.b64encode(hashlib.md5(request.body).digest()).decode():
            return error(400, "the Content-MD5 you specified did not match what we received")
        self.place(request.key, request.body, dict(request.headers))
        return 200, {"etag": self.objects[request.key].etag}, b""

    def delete(self, request: Request, _):
        self.objects.pop(request.key, None)
        return 204, {}, b""

    def list(self, request: Request):
        """ListObjectsV2, all in one answer."""
        fields = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(request.target).query))
        keys = sorted(key for key in self.objects if key.startswith(fields.get("prefix", "")))
        entry = "<Contents><Key>{}</Key><ETag>{}</ETag><Size>{}</Size></Contents>".format
        entries = "".join(
            entry(escape(key), escape(self.objects[key].etag), len(self.objects[key].data)) for key in keys
        )
        head = f"<KeyCount>{len(keys)}</KeyCount><IsTruncated>false</IsTruncated>"
        return (
            200,
            {"content-type": "application/xml"},
            f"<ListBucketResult>{head}{entries}</ListBucketResult>".encode(),
        )


KEPT = {"content-type", "cache-control", "content-encoding", "content-language", "content-disposition", "expires"}


def condition(request: Request, found: Object | None):
    """The answer where a condition does not hold."""
    match, none = request.headers.get("if-match"), request.headers.get("if-none-match")
    if match is not None and found is None and request.method in {"PUT", "DELETE"}:
        return error(404, request.key)
    if match is not None and (found is None or match not in {"*", found.etag, found.etag.strip('"')}):
        return error(412, "If-Match")
    if none is not None and found is not None and none in {"*", found.etag, found.etag.strip('"')}:
        return (304, {"etag": found.etag}, b"") if request.method in {"GET", "HEAD"} else error(412, "If-None-Match")
    return None


def error(status: int, message: str = "injected"):
    body = f"<Error><Code>{CODES[status]}</Code><Message>{escape(message)}</Message></Error>"
    return status, {"content-type": "application/xml"}, f'<?xml version="1.0" encoding="UTF-8"?>\n{body}'.encode()


class Server(ThreadingHTTPServer):
    """Knows how many of its connections are open."""

    daemon_threads = True

    def __init__(self, *arguments):
        self.open, self.changed = 0, threading.Condition()
        super().__init__(*arguments)

    def count(self, more: int) -> None:
        with self.changed:
            self.open += more
            self.changed.notify_all()

    def process_request(self, request, client_address):
        self.count(1)
        super().process_request(request, client_address)

    def shutdown_request(self, request):
        super().shutdown_request(request)
        self.count(-1)

    def idle(self) -> None:
        with self.changed:
            self.changed.wait_for(lambda: self.open == 0, PATIENCE)


class Handler(BaseHTTPRequestHandler):
    """HTTP around the store."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    store: FakeS3
    timeout = PATIENCE

    def answer(self):
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(int(headers.get("content-length", 0)))
        key = urllib.parse.unquote(urllib.parse.urlsplit(self.path).path).lstrip("/").partition("/")[2]
        request = Request(0, self.command, key, self.path, headers, body)
        fault, status, answer, data = self.store.handle(request)
        if fault in {"reset", "lost"}:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
        if fault in {"reset", "lost", "close"}:
            self.close_connection = True
            return
        self.send_response_only(status)
        # An answer that is cut is one with less than it announces.
        announced = len(data) + (64 if fault == "truncated" else 0)
        for name, value in answer.items():
            self.send_header(name, value)
        if status not in {204, 304} or fault == "truncated":
            self.send_header("content-length", str(announced))
        if fault == "truncated":
            self.close_connection = True
            if self.command == "HEAD" or status in {204, 304}:
                # Nothing follows the headers of these, so the cut is in the first line.
                self._headers_buffer = [b"".join(self._headers_buffer)[:10]]
                self.flush_headers()
                return
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data[: len(data) // 2] if fault == "truncated" else data)

    do_GET = do_HEAD = do_PUT = do_DELETE = do_POST = answer

    def handle(self):
        try:
            super().handle()
        except (ConnectionError, ValueError, OSError):
            pass

    def finish(self):
        try:
            super().finish()
        except (ConnectionError, ValueError, OSError):
            pass

    def log_message(self, *_):
        pass

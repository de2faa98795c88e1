"""Checks signatures of AWS version 4, in the header or in the address: the server's side of what a client signs.

`selftest.py` holds it against the examples of the documentation.
"""

import hashlib
import hmac
import urllib.parse

ALGORITHM = "AWS4-HMAC-SHA256"
UNSIGNED = "UNSIGNED-PAYLOAD"


def signature(secret: str, scope: str, when: str, request: str) -> str:
    """`scope` is `DAY/REGION/s3/aws4_request`, `request` the canonical request."""
    digest = hashlib.sha256(request.encode()).hexdigest()
    key = f"AWS4{secret}".encode()
    for part in scope.split("/"):
        key = hmac.new(key, part.encode(), "sha256").digest()
    return hmac.new(key, f"{ALGORITHM}\n{when}\n{scope}\n{digest}".encode(), "sha256").hexdigest()


def canonical(
    method: str, path: str, query: list[tuple[str, str]], headers: dict[str, str], signed: str, payload: str
) -> str:
    """`path` as it came, still quoted; `query` unquoted; `headers` with names in lower case."""
    quote = lambda text: urllib.parse.quote(text, safe="-_.~")  # noqa: E731
    # What a client quotes needlessly is one and the same address.
    path = urllib.parse.quote(urllib.parse.unquote(path), safe="/-_.~")
    pairs = "&".join(sorted(f"{quote(name)}={quote(value)}" for name, value in query))
    lines = "".join(f"{name}:{' '.join(headers.get(name, '').split())}\n" for name in signed.split(";"))
    return f"{method}\n{path}\n{pairs}\n{lines}\n{signed}\n{payload}"


def refusal(method: str, target: str, headers: dict[str, str], body: bytes, key: str, secret: str) -> str | None:
    """Why a request is not believed; `None` where it is."""
    parts = urllib.parse.urlsplit(target)
    query = urllib.parse.parse_qsl(parts.query, keep_blank_values=True)
    fields = dict(query)
    if "X-Amz-Signature" in fields:
        credential, when = fields.get("X-Amz-Credential", ""), fields.get("X-Amz-Date", "")
        signed, given = fields.get("X-Amz-SignedHeaders", ""), fields["X-Amz-Signature"]
        query = [pair for pair in query if pair[0] != "X-Amz-Signature"]
        payload = headers.get("x-amz-content-sha256", UNSIGNED)
    else:
        scheme, _, rest = headers.get("authorization", "").partition(" ")
        found = dict(part.strip().partition("=")[::2] for part in rest.split(","))
        if scheme != ALGORITHM or not {"Credential", "SignedHeaders", "Signature"} <= found.keys():
            return "no signature of version 4"
        credential, signed, given = found["Credential"], found["SignedHeaders"], found["Signature"]
        when, payload = headers.get("x-amz-date", ""), headers.get("x-amz-content-sha256", "")
        if not payload:
            return "no x-amz-content-sha256"
    user, _, scope = credential.partition("/")
    if user != key:
        return "the key is not known"
    if "host" not in signed.split(";"):
        return "the host is not signed"
    loose = [name for name in headers if name.startswith("x-amz-") and name not in signed.split(";")]
    if loose:
        return f"headers that were not signed: {', '.join(loose)}"
    if payload not in {UNSIGNED, hashlib.sha256(body).hexdigest()}:
        return "x-amz-content-sha256 is not that of the body"
    request = canonical(method, parts.path, query, headers, signed, payload)
    if not hmac.compare_digest(signature(secret, scope, when, request), given):
        return "the signature does not match"
    return None

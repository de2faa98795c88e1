"""Others who write to the bucket: a lock, a manifest that changes meanwhile, one that is junk; whose keys are used."""

from blake3 import generation as generation_of
from fake_s3 import FakeS3
from kit import MANIFEST, World
from targets import LOCK

from .basics import generation, published, refused
from .bucket import project_of

PROFILES = """[default]
aws_access_key_id = AKIDOTHER
aws_secret_access_key = other

[brief]
aws_access_key_id = {key}
aws_secret_access_key = {secret}
"""
LIST = f"tearsheet manifest 1\n{'0' * 64} 1 ../../etc/passwd\n".encode()
HEAD = "tearsheet release 1\ngeneration {}\nprevious -\nsource -\npublished 2026-11-30T08:00:00Z\n\n"
WAY_OUT = HEAD.format(generation_of(LIST)).encode() + LIST


def locks(world: World, store: FakeS3) -> None:
    target, project = project_of(world, store, "lock")
    store.forget()
    published(world, target, project, project.publish(), "with a lock of our own")
    taken = [request for request in store.log if request.key == target.key(LOCK)]
    told = [
        (request.method, request.headers.get("if-none-match"), bool(request.headers.get("if-match")))
        for request in taken
    ]
    first, last = told[:1], told[-1:]
    world.report.check("the lock is put with If-None-Match: *", first == [("PUT", "*", False)], told)
    world.report.check("the lock is deleted with If-Match", last == [("DELETE", None, True)], told)
    changes = [request.key for request in store.log if request.method in {"PUT", "DELETE"}]
    inside = changes[:1] == [target.key(LOCK)] and changes[-1:] == [target.key(LOCK)]
    world.report.check("all changes are made under the lock", inside, f"{changes[:2]} … {changes[-2:]}")
    condition = [
        request.headers.get("if-none-match")
        for request in store.log
        if request.method == "PUT" and request.key == target.key(MANIFEST)
    ]
    world.report.check("the first manifest is put with If-None-Match: *", condition == ["*"], condition)

    project.words(3)
    project.commit("words")
    store.place(target.key(LOCK), b"bob@elsewhere.example\n2026-11-30T08:00:00Z\n")
    before = target.state()
    store.forget()
    refused(world, target, project.publish(), before, "a lock of another", "bob@elsewhere.example", "--break-lock")
    world.report.none(
        "a lock of another: nothing else is put",
        [r.key for r in store.log if r.method in {"PUT", "DELETE"} and r.key != target.key(LOCK)],
    )
    published(world, target, project, project.publish("--break-lock"), "--break-lock")

    # Somebody breaks our lock while we work, and takes it: it is theirs to remove.
    project.words(4)
    project.commit("words")
    store.forget()
    store.before = lambda store, request: (
        store.place(target.key(LOCK), b"bob\n")
        if request.key == target.key(MANIFEST) and request.method == "PUT"
        else None
    )
    result = project.publish()
    store.before = None
    world.report.check(
        "a lock that was taken from us stays", store.contents().get(target.key(LOCK)) is not None, result
    )
    store.restore({key: found for key, found in store.contents().items() if key != target.key(LOCK)})
    published(
        world, target, project, project.publish("--replace", generation(target)), "after a lock that was taken from us"
    )


def race(world: World, store: FakeS3) -> None:
    """The manifest changes between our look and our PUT: the condition fails, and their manifest stays."""
    target, project = project_of(world, store, "race")
    published(world, target, project, project.publish(), "before the race")
    key, theirs = (
        target.key(MANIFEST),
        store.contents()[target.key(MANIFEST)].data.replace(b"generation ", b"generation f", 1),
    )

    def meddle(store: FakeS3, request) -> None:
        if request.key == key and request.method == "PUT":
            store.place(key, theirs)

    project.words(5)
    project.commit("words")
    store.before = meddle
    result = project.publish()
    store.before = None
    # Its pages are out, and no manifest lists them.
    world.report.check("a manifest that changed meanwhile: exit 3", result.status == 3, result)
    world.report.check("a manifest that changed meanwhile: says so", "another publication" in result.error, result)
    world.report.check("a manifest that changed meanwhile: theirs stays", store.contents()[key].data == theirs, result)
    world.report.none("a manifest that changed meanwhile: the lock is given back", target.litter())
    # What the manifest is not, is not believed.
    for what, data in (("junk", b"junk"), ("empty", b""), ("cut", theirs[: len(theirs) // 2]), ("a way out", WAY_OUT)):
        store.place(key, data)
        before = target.state()
        refused(world, target, project.publish(), before, f"a manifest that is {what}")


def credentials(world: World, store: FakeS3) -> None:
    """From the environment, or from a file with profiles; without any, a refusal that says where they are sought."""
    target, project = project_of(world, store, "credentials")
    project.variables = {"AWS_EC2_METADATA_DISABLED": "true"}
    before = target.state()
    refused(world, target, project.publish(), before, "without credentials", "AWS_ACCESS_KEY_ID")
    file = project.home / "profiles"
    file.write_text(PROFILES.format(key=store.key, secret=store.secret))
    target.more = 'profile = "brief"'
    project.tables(f"[publish]\n{target.settings}")
    project.variables["AWS_SHARED_CREDENTIALS_FILE"] = str(file)
    published(world, target, project, project.publish(), "a profile of a file")
    before = target.state()
    (project.home / ".aws").mkdir()
    (project.home / ".aws/credentials").write_text(file.read_text())
    del project.variables["AWS_SHARED_CREDENTIALS_FILE"]
    project.words(3)
    project.commit("words")
    published(world, target, project, project.publish(), "a profile of ~/.aws/credentials")
    before = target.state()
    target.more = ""
    project.tables(f"[publish]\n{target.settings}")
    project.words(4)
    project.commit("words")
    refused(world, target, project.publish(), before, "the wrong key")
    world.report.check("secrets of profiles are not told", not any(store.secret in text for text in project.said))
    # A token of a session goes with every request.
    project.variables = store.credentials | {"AWS_SESSION_TOKEN": "session-token-of-the-harness"}
    store.forget()
    result = project.publish()
    without = [
        r.key
        for r in store.log
        if "session-token-of-the-harness" not in f"{r.headers.get('x-amz-security-token')} {r.target}"
    ]
    world.report.check("with a session token: exit 0", result.status == 0 and bool(store.log), result)
    world.report.none("requests without the session token", without)
    world.report.check(
        "the session token is not told", not any("session-token-of-the-harness" in text for text in project.said)
    )

#!/usr/bin/env bash
# An output that is a mount point, served while it is built again and again, and while builds of it are killed.
#
#   tests/faults/in-place.sh SITE [PROGRAM]
#
# SITE is a project; a copy of it is built. PROGRAM is the compiler, `target/release/tearsheet` unless given.
# BUILDS (50) builds are let run to their end, KILLS (100) are killed. Every build changes the style sheet, and so every
# page, and a deal comes or goes.
#
# A server in a mount namespace of its own serves what is mounted, as that of a container would; a crawler follows every
# link and every part of every page from the front page on. What a page refers to, before and after it was asked for,
# and is not there, is a failure. tests/it/crash_in_place.rs looks at each instant by itself; this is the check that
# nothing between them was forgotten, and that the folder stays the one that is mounted elsewhere.
set -euo pipefail

site=$(realpath "${1:?usage: tests/faults/in-place.sh SITE [PROGRAM]}")
program=$(realpath "${2:-target/release/tearsheet}")
builds=${BUILDS:-50} kills=${KILLS:-100}

if [ -z "${TEARSHEET_INSIDE:-}" ]; then
    [ -x "$program" ] || { echo "tests/faults/in-place.sh: no program at $program" >&2; exit 2; }
    command -v python3 >/dev/null || { echo 'tests/faults/in-place.sh: python3 is not installed' >&2; exit 2; }
    if ! unshare --mount --user --map-root-user mount -t tmpfs none /mnt 2>/dev/null; then
        echo 'skipped: this system lets nobody make a namespace and mount in it'
        echo '0 passed, 0 failed'
        exit 0
    fi
    # All processes that are left end with the namespace.
    TEARSHEET_INSIDE=yes exec unshare --mount --user --map-root-user --pid --fork --kill-child --mount-proc "$0" "$site" "$program"
fi

work=$(mktemp -d)
trap 'umount "$work/site/public" 2>/dev/null || true; rm -rf "$work"' EXIT
export SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-1798761600}"
mkdir -p "$work/site/public" "$work/volume"
for part in tearsheet.toml content static themes locales; do
    [ ! -e "$site/$part" ] || cp -R "$site/$part" "$work/site"
done
mount --bind "$work/volume" "$work/site/public"
build() { (cd "$work/site" && exec "$program" build "$@"); }
theme=$(sed -n 's/^theme *= *"\(.*\)"/\1/p' "$work/site/tearsheet.toml")
sheet="themes/${theme:=ledger}/assets/$theme.css"
[ -e "$work/site/$sheet" ] || (cd "$work/site" && "$program" theme eject "assets/$theme.css" >/dev/null)
cp "$work/site/$sheet" "$work/sheet"
deal=$(find "$work/site/content/deals" -name '*.toml' | sort | head -n 1)
cp "$deal" "$work/deal"

# Changes the site to the state $1: even without a further deal, odd with one.
state() {
    { cat "$work/sheet"; echo "/* state $1 */"; } >"$work/site/$sheet"
    rm -f "${deal%/*}"/in-place-*.toml
    [ $(($1 % 2)) -eq 0 ] || sed '/^was *=/d' "$work/deal" >"${deal%/*}/in-place-$1.toml"
}
for name in 0 1; do
    state $name
    build --out "$work/clean-$name" >"$work/said" 2>&1 || { cat "$work/said" >&2; echo 'the site does not build' >&2; exit 2; }
done
build >/dev/null

cat >"$work/crawl.py" <<'PYTHON'
import html.parser, http.client, os, sys, urllib.parse

port, until = int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else None
asked, broken = 0, []

class Parts(html.parser.HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.page, self.found, self.base, self.ended = page, set(), page, False
    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name in ("href", "src") and value:
                url = urllib.parse.urlsplit(urllib.parse.urljoin("http://here" + self.page, value))
                if url.netloc in ("here", f"127.0.0.1:{port}") and url.scheme == "http":
                    self.found.add(urllib.parse.unquote(url.path))
    def handle_endtag(self, tag):
        self.ended = self.ended or tag == "html"

connection = http.client.HTTPConnection("127.0.0.1", port)
def get(path):
    global asked, connection
    asked += 1
    for attempt in range(3):
        try:
            connection.request("GET", urllib.parse.quote(path))
            answer = connection.getresponse()
            body = answer.read()
            return body if answer.status == 200 else None
        except (http.client.HTTPException, OSError):
            connection.close()
            connection = http.client.HTTPConnection("127.0.0.1", port)
    raise SystemExit("the server does not answer")

def parts(path, body):
    parser = Parts(path)
    parser.feed(body.decode("utf-8"))
    if not parser.ended:
        broken.append(f"{path} ends half-way")
    return parser.found

def crawl():
    seen, waiting = set(), [("/", None)]
    while waiting:
        path, page = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        body = get(path)
        if body is None and page is not None:
            # The page may have been another one by now.
            before = get(page)
            again = get(path)
            if again is None and before is not None and path in parts(page, before) and get(page) == before:
                broken.append(f"{page} refers to {path}, which is not there")
            body = again
        elif body is None:
            broken.append("there is no front page")
        if body is not None and path.endswith(("/", ".html")):
            waiting += [(part, path) for part in parts(path, body)]
    return len(seen)

rounds, seen = 0, 0
while True:
    seen = crawl()
    rounds += 1
    if until is None or os.path.exists(until):
        break
print(f"{rounds} rounds, {asked} answers, {seen} addresses, {len(broken)} broken")
for line in broken[:20]:
    print("broken:", line)
sys.exit(1 if broken or seen < 20 else 0)
PYTHON

# Kills a build at a moment that is drawn from the seed $1: one time of two when the journal is there.
cat >"$work/kill.py" <<'PYTHON'
import os, random, subprocess, sys, time

seed, journal, length, command = int(sys.argv[1]), sys.argv[2], float(sys.argv[3]), sys.argv[4:]
random.seed(seed)
building = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
if seed % 2:
    while building.poll() is None and not os.path.exists(journal):
        pass
    time.sleep(random.random() * 0.02)
else:
    time.sleep(random.random() * length)
building.kill()
building.wait()
print("journal" if os.path.exists(journal) else "none")
PYTHON

# It serves the volume, not the path at which it is built.
mkdir "$work/served"
# There before the server is, and before it is read.
: >"$work/server"
unshare --mount sh -c 'mount --bind "$1/volume" "$1/served" && cd "$1/served" && exec python3 -u -m http.server --bind 127.0.0.1 0' \
    sh "$work" >"$work/server" 2>/dev/null &
server=$!
# Until it has said where it listens, or has ended.
while kill -0 $server 2>/dev/null; do
    port=$(sed -n 's/.* port \([0-9]*\) .*/\1/p' "$work/server")
    [ -z "$port" ] || break
    sleep 0.1
done
[ -n "${port:-}" ] || { echo 'the server does not start' >&2; exit 2; }

passed=0 failed=0
pass() { passed=$((passed + 1)); }
fail() { failed=$((failed + 1)); echo "failed: $*" >&2; }
is_clean() { diff -r "$work/clean-$1" "$work/site/public" >"$work/difference" 2>&1; }

python3 "$work/crawl.py" "$port" "$work/stop" >"$work/crawled" &
crawler=$!
begin=$(date +%s%N)
for number in $(seq 2 $((builds + 1))); do
    state "$number"
    if build >"$work/said" 2>&1 && grep -q '^written in place: a file system is mounted at' "$work/said"; then
        pass
    else
        fail "build $number: $(cat "$work/said")"
    fi
done
length=$(python3 -c "print(($(date +%s%N) - $begin) / 1e9 / $builds)")
touch "$work/stop"
if wait $crawler; then pass; else fail "$builds builds: $(cat "$work/crawled")"; fi
echo "$builds builds of $length s: $(head -n 1 "$work/crawled")"

journals=0
for number in $(seq "$kills"); do
    state $((number % 2))
    left=$(cd "$work/site" && python3 "$work/kill.py" "$number" public/.tearsheet-journal "$length" "$program" build)
    [ "$left" = none ] || journals=$((journals + 1))
    # Half of the sites are looked at as they were left.
    if [ $((number % 2)) -eq 1 ] && ! python3 "$work/crawl.py" "$port" >"$work/crawled"; then
        fail "killed $number: $(cat "$work/crawled")"
    fi
    if ! build >"$work/said" 2>&1; then
        fail "killed $number: the next build fails: $(cat "$work/said")"
    elif ! is_clean $((number % 2)); then
        fail "killed $number: not a clean build: $(head -n 5 "$work/difference")"
    else
        pass
    fi
done
echo "$kills builds killed, $journals of them with a journal"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]

#!/usr/bin/env bash
# Tries what scripts/release makes as those would who get it: installs the wheel, unpacks the archive, runs the program
# where there is nothing else. Compiles nothing.
#
#   tests/release/run.sh PROGRAM     packs a program that cargo has built (target/release/tearsheet), and tries that
#   tests/release/run.sh DIR         tries the wheel and the archive in DIR (target/packages)
#
# Of a program that is linked dynamically, its libraries are put beside it where it is to run alone: the check is then
# that it needs no other file of the system.
#
# Times are reported. With TEARSHEET_TIMED=1, `init` and `build` together may take 5 seconds, or it is a failure.
# The last line is `N passed, N failed, N skipped`. Needs what scripts/release needs, the venv module of Python, and
# unshare of util-linux 2.38; skips what needs namespaces where they are not allowed.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 2

given="${1:?usage: tests/release/run.sh PROGRAM | DIR}"
[[ -e $given ]] || { echo "tests/release/run.sh: there is no $given" >&2; exit 2; }
given="$(realpath "$given")"
readonly LIMIT=5
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
passed=0
failed=0
skipped=0

# check NAME COMMAND…: its output is shown if it fails.
check() {
  # Named so that the command does not see it in place of a variable of the script.
  local check_name="$1" log="$work/log"
  shift
  # In a shell of its own, so that it leaves nothing behind.
  if ("$@") >"$log" 2>&1 </dev/null; then
    passed=$((passed + 1))
    printf 'ok   %s\n' "$check_name"
  else
    failed=$((failed + 1))
    printf 'FAIL %s\n' "$check_name"
    tail -n 15 "$log" | cut -c1-240 | sed 's/^/       /'
  fi
}
skip() { skipped=$((skipped + 1)); printf 'skip %s: %s\n' "$1" "$2"; }
finish() { printf '%s passed, %s failed, %s skipped\n' "$passed" "$failed" "$skipped"; ((failed == 0)); exit; }

# one PATTERN…: the only file of that name.
one() {
  if [[ $# -eq 1 && -f $1 ]]; then echo "$1"; else echo "FAIL not one file, but: $*" >&2; return 1; fi
}

# -------------------------------------------------------------------------------------------------- packing

release() { scripts/release "$@"; }

if [[ -d $given ]]; then
  packages="$given"
else
  packages="$work/packages"
  check "scripts/release packs a program" release --binary "$given" --out "$packages"
fi
wheel="$(one "$packages"/tearsheet-*.whl)" || { failed=$((failed + 1)); finish; }
archive="$(one "$packages"/tearsheet-*.tar.gz)" || { failed=$((failed + 1)); finish; }
name="$(basename "$archive" .tar.gz)"
version="$(cut -d- -f2 <<<"$name")"
target="${name#tearsheet-"$version"-}"

check "the archive unpacks" tar -xzf "$archive" -C "$work"
# Where scripts/release reads the target from.
mkdir -p "$work/$target/release"
program="$work/$target/release/tearsheet"
cp "$work/$name/tearsheet" "$program" || { failed=$((failed + 1)); finish; }
linkage="$(ldd "$program" 2>&1)"

# -------------------------------------------------------------------------------------------------- archive

expected_members() {
  local file
  for file in "" tearsheet README.md CHANGELOG.md LICENSE-APACHE LICENSE-MIT \
    completions/ completions/{tearsheet.bash,_tearsheet,tearsheet.fish,tearsheet.elv,_tearsheet.ps1} \
    licenses/ licenses/{inter,newsreader}-OFL.txt man/ man/man1/; do
    echo "$name/$file"
  done
  # One page for the program and one for each command, as its help lists them.
  mkdir -p "$work/man"
  "$program" man "$work/man" >&2 || return 1
  find "$work/man" -name '*.1' -printf "$name/man/man1/%f\n"
}
members_as_listed() {
  expected_members | LC_ALL=C sort >"$work/expected" || return 1
  tar -tzf "$archive" >"$work/members" || return 1
  grep -q "/man/man1/tearsheet-build.1$" "$work/members" || { echo "no manual page of a command"; return 1; }
  # Without sorting it: the order is part of what is promised.
  diff "$work/expected" <(LC_ALL=C sort "$work/members") && LC_ALL=C sort -c "$work/members"
}
headers_of_archive() {
  python3 - "$archive" <<'PYTHON'
import sys, tarfile
problems = []
members = tarfile.open(sys.argv[1]).getmembers()
for member in members:
    program = member.name.endswith("/tearsheet")
    mode = 0o755 if member.isdir() or program else 0o644
    if (member.uid, member.gid, member.uname, member.gname) != (0, 0, "", ""):
        problems.append(f"{member.name}: belongs to {member.uid}:{member.gid} {member.uname}:{member.gname}")
    if member.mode != mode:
        problems.append(f"{member.name}: mode {member.mode:o}")
    if not (member.isdir() or member.isfile() and member.size):
        problems.append(f"{member.name}: neither a folder nor a file with something in it")
if len(times := {member.mtime for member in members}) != 1:
    problems.append(f"times {times}")
# No name and no time in what gzip says of itself: flags, then four bytes of time.
with open(sys.argv[1], "rb") as file:
    if (head := file.read(10))[3:8] != bytes(5):
        problems.append(f"gzip header {head.hex()}")
print("\n".join(problems))
sys.exit(bool(problems))
PYTHON
}
checksum_holds() { (cd "$packages" && sha256sum --check --strict "$name.tar.gz.sha256"); }
completions_parse() {
  bash -n "$work/$name/completions/tearsheet.bash" || return 1
  grep -q -- --deny-warnings "$work/$name/completions/tearsheet.bash" || return 1
  grep -q '^#compdef tearsheet' "$work/$name/completions/_tearsheet"
}
no_path_of_this_machine() {
  local home="${CARGO_HOME:-$HOME/.cargo}" rest='/[[:print:]]{0,60}' found
  found="$(LC_ALL=C grep -aoE -e "$PWD$rest" -e "$home$rest" "$program" | head -n 5)"
  echo "$found"
  [[ -z $found ]]
}
says_its_commit() {
  local commit='[0-9a-f]{7,40}[+]? [0-9]{4}-[0-9]{2}-[0-9]{2}'
  "$program" --version | tee /dev/stderr | grep -qxE "tearsheet ${version//./[.]} \($commit\)"
}
# Packed again as another person would, elsewhere in the world: the same bytes, and those that were given.
packed_again_the_same() {
  local time
  time="$(tar --full-time --utc -tvzf "$archive" | awk 'NR == 1 { print $4 "T" $5 "Z" }')"
  time="$(date -d "$time" +%s)" || return 1
  local again=(release --binary "$program" --only archive)
  export SOURCE_DATE_EPOCH="$time"
  (umask 077; TZ=Asia/Tokyo LANG=C.UTF-8 "${again[@]}" --out "$work/a") &&
    (umask 002; TZ=America/Lima LC_ALL=POSIX "${again[@]}" --out "$work/b") &&
    cmp "$work/a/$name.tar.gz" "$work/b/$name.tar.gz" && cmp "$work/a/$name.tar.gz" "$archive"
}

check "the archive holds what it should, in order" members_as_listed
check "its members have one time, no owner and plain modes" headers_of_archive
check "its checksum holds" checksum_holds
check "its completions are complete" completions_parse
check "packed again, it is the same" packed_again_the_same
if [[ -d $given ]]; then
  check "no path of this machine is in the program" no_path_of_this_machine
else
  skip "no path of this machine is in the program" "only scripts/release compiles it without them"
fi
if [[ -d $given || -n ${TEARSHEET_COMMIT:-} ]]; then
  check "the program says its commit" says_its_commit
else
  skip "the program says its commit" "it was compiled without TEARSHEET_COMMIT"
fi

# ---------------------------------------------------------------------------------------------------- wheel

wheel_as_it_should() {
  python3 - "$wheel" "$program" <<'PYTHON'
import email, pathlib, sys, tomllib, zipfile
path, program = map(pathlib.Path, sys.argv[1:])
wheel = zipfile.ZipFile(path)
cargo = tomllib.load(open("Cargo.toml", "rb"))["package"]
name = f"tearsheet-{cargo['version']}"
info, data = f"{name}.dist-info", f"{name}.data/scripts/tearsheet"
licences = ["LICENSE-APACHE", "LICENSE-MIT", "inter-OFL.txt", "newsreader-OFL.txt"]
problems = []

def same(what, found, expected):
    if found != expected:
        problems.append(f"{what}: {found}, not {expected}")

described = ["METADATA", "RECORD", "WHEEL", *(f"licenses/{licence}" for licence in licences)]
same("files", sorted(wheel.namelist()), sorted([data, *(f"{info}/{file}" for file in described)]))
# Tied to a system, and to no version of Python.
same("tag", path.name.startswith(f"{name}-py3-none-"), True)
same("tag", path.name.endswith("-any.whl"), False)
same("program", wheel.read(data) == program.read_bytes(), True)
same("mode", oct(wheel.getinfo(data).external_attr >> 16 & 0o777), "0o755")
metadata = email.message_from_bytes(wheel.read(f"{info}/METADATA"))
same("version", metadata["Version"], cargo["version"])
same("summary", metadata["Summary"], cargo["description"])
same("licence", metadata["License-Expression"], cargo["license"])
same("description", metadata.get_payload(decode=True).strip(), pathlib.Path("README.md").read_bytes().strip())
same("dependencies", metadata.get_all("Requires-Dist"), None)
print("\n".join(problems))
sys.exit(bool(problems))
PYTHON
}
venv="$work/venv"
installs() {
  python3 -m venv "$venv" || return 1
  # From this file alone: nothing else is looked for.
  "$venv/bin/python" -m pip install --disable-pip-version-check --no-index --no-deps "$wheel" || return 1
  [[ $("$venv/bin/tearsheet" --version) == "tearsheet $version"* ]]
}
first_site() {
  "$venv/bin/tearsheet" init "$work/first" && "$venv/bin/tearsheet" build --root "$work/first" &&
    [[ -f $work/first/public/index.html ]]
}
packed_again_the_same_wheel() {
  release --binary "$given" --only wheel --out "$work/a" && cmp "$work/a/$(basename "$wheel")" "$wheel"
}
uninstalls() {
  "$venv/bin/python" -m pip uninstall --disable-pip-version-check -y tearsheet && [[ ! -e $venv/bin/tearsheet ]]
}
now() { date +%s%N; }

check "the wheel holds what it should" wheel_as_it_should
if [[ -d $given ]]; then
  skip "the wheel, packed again, is the same" "cargo is not asked to build it; scripts/release --verify does"
else
  check "the wheel, packed again, is the same" packed_again_the_same_wheel
fi
start=$(now)
check "pip installs it in a clean environment" installs
printf '     %s ms to make the environment and install\n' $((($(now) - start) / 1000000))
start=$(now)
check "the installed program makes a site and builds it" first_site
took=$((($(now) - start) / 1000000))
printf '     %s ms for init and build\n' "$took"
if [[ ${TEARSHEET_TIMED:-} == 1 ]]; then
  check "in $LIMIT s" test "$took" -le $((LIMIT * 1000))
fi
check "pip removes it without a trace" uninstalls

# -------------------------------------------------------------------- alone, as in the image of scripts/dist

libraries() { grep -oE '/[^ ]+' <<<"$linkage"; }

# A root with the program and an empty folder for the volume. No /tmp, /proc, /dev or /etc: stricter than a container.
make_root() {
  local library
  mkdir -p "$1/site"
  cp "$program" "$1/tearsheet" || return 1
  while read -r library; do
    mkdir -p "$1$(dirname "$library")" && cp -L "$library" "$1$library" || return 1
  done < <(libraries)
}
# alone SITE PUBLIC ARGUMENT…: what `docker run -u …` does with an image of the program alone. SITE is mounted at
# /site, with PUBLIC at /site/public and else read-only if that is not empty. The root itself cannot be written. In the
# inner namespace the program is some user with a number, without a name and without rights.
alone() {
  local site="$1" public="$2"
  shift 2
  unshare --user --map-root-user --mount bash -euc '
    root=$1 site=$2 public=$3
    shift 3
    mount --bind "$root" "$root"
    mount -o remount,bind,ro "$root"
    mount --bind "$site" "$root/site"
    if [[ $public ]]; then
      mount -o remount,bind,ro "$root/site"
      mount --bind "$public" "$root/site/public"
    fi
    exec env -i unshare --user --map-user=1234 --map-group=1234 --root="$root" --wd=/site /tearsheet "$@"
  ' alone "$work/root" "$site" "$public" "$@"
}
built_alone() {
  # By the program outside: the project belongs to who calls, as a volume does.
  "$program" init "$work/alone" && alone "$work/alone" "" check && alone "$work/alone" "" build &&
    [[ -f $work/alone/public/index.html ]]
}
# The two recipes in scripts/dist/Dockerfile must lead to the same site, and to the one that is built outside.
built_in_place() {
  "$program" init "$work/mounted" && mkdir -p "$work/mounted/public" "$work/public" || return 1
  alone "$work/mounted" "$work/public" build && [[ -f $work/public/index.html ]] || return 1
  # A change comes through the same mount, as a web server sees it.
  sed -i 's/^title *=.*/title = "Another title"/' "$work"/mounted/content/deals/*.toml
  alone "$work/mounted" "$work/public" build && grep -rq "Another title" "$work/public" --include=index.html || return 1
  [[ -z $(find "$work/mounted/public" -type f) ]] || return 1
  env -i "$program" build --root "$work/mounted" --out "$work/outside" && diff -r "$work/public" "$work/outside"
}

if ! reason="$(unshare --user --map-root-user --mount unshare --user --map-user=1234 --map-group=1234 true 2>&1)"; then
  skip "alone in a root" "no namespaces here (${reason##*: })"
  skip "the output in place" "no namespaces here (${reason##*: })"
else
  check "a root for it" make_root "$work/root"
  if [[ $linkage =~ 'not a dynamic executable'|'statically linked' ]]; then
    what="alone in a root"
  else
    what="alone in a root but for $(libraries | wc -l) libraries"
  fi
  check "$what, it builds a site in a volume" built_alone
  check "$what, it builds into a mounted folder" built_in_place
fi

finish

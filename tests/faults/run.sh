#!/usr/bin/env bash
# Kills a build, and has it run out of disk, at its system calls; the output must be whole whatever happens.
#
#   tests/faults/run.sh SITE [PROGRAM]
#
# SITE is a project; a copy of it is built. PROGRAM is the compiler, `target/release/tearsheet` unless given.
# POINTS (150) is how many points are tried per kind of fault; where a build has more, they are spread evenly.
#
# tests/it/crash.rs does the same at every change that the library announces. This is the check that it announces
# all of them: here the kernel's own view of the process decides what a point is. strace counts calls per thread,
# so each point is tried on the main thread alone (without -f), and on all threads at once (with -f).
set -euo pipefail

site=${1:?usage: tests/faults/run.sh SITE [PROGRAM]}
program=${2:-target/release/tearsheet}
limit=${POINTS:-150}
calls='?rename,?renameat,?renameat2,?link,?linkat,write,?pwrite64,fsync,?fdatasync,?syncfs,?open,openat,?creat,?mkdir,mkdirat,?unlink,unlinkat,?rmdir,fchmod'

command -v strace >/dev/null || { echo 'tests/faults/run.sh: strace is not installed' >&2; exit 2; }
[ -x "$program" ] || { echo "tests/faults/run.sh: no program at $program" >&2; exit 2; }
program=$(realpath "$program")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-1798761600}" RAYON_NUM_THREADS=2

# Two states of one site: a file changes, one goes, one comes; the pages stay, and so are linked.
# Only what a build reads: the project may be a repository with much else in it.
mkdir "$work/site"
for part in tearsheet.toml content static themes locales; do
    [ ! -e "$site/$part" ] || cp -R "$site/$part" "$work/site"
done
state() {
    rm -rf "$work/site/static/faults"
    mkdir -p "$work/site/static/faults/$1"
    echo "$1" >"$work/site/static/faults/changed.txt"
    echo "$1" >"$work/site/static/faults/$1/page.txt"
}
# In a shell of its own, which then is the one to say "Killed".
build() { ("$@" "$program" build --root "$work/site" --out "$work/out/public" || exit $?) >"$work/said" 2>&1; }
fresh() { rm -rf "$work/out"; mkdir "$work/out"; [ "$1" = nothing ] || cp -a "$work/$1" "$work/out/public"; }
is() { if [ "$1" = nothing ]; then [ ! -e "$work/out/public" ]; else diff -r "$work/$1" "$work/out/public" >/dev/null 2>&1; fi; }
tidy() { case $(ls -A "$work/out") in public | '') ;; *) return 1 ;; esac; }

for name in old new; do
    state $name
    fresh nothing
    build env || { cat "$work/said" >&2; echo 'tests/faults/run.sh: the site does not build' >&2; exit 2; }
    mv "$work/out/public" "$work/$name"
done

! diff -r "$work/old" "$work/new" >/dev/null || { echo 'tests/faults/run.sh: both states build the same' >&2; exit 2; }

# The points of a build from $1, as "call number": the calls that change the disk, counted per thread as strace does.
points() {
    fresh "$1"
    build strace ${2:+"$2"} -qq -o "$work/log" -e "trace=$calls" || { cat "$work/said" >&2; exit 2; }
    awk -v threads="${2:+yes}" '
        / resumed>/ { next }
        {
            line = $0; thread = ""
            if (threads) { thread = $1; sub(/^[0-9]+ +/, "", line) }
            call = line; sub(/\(.*/, "", call)
            if (call !~ /^[a-z0-9]+$/) next
            number = ++seen[thread, call]
            if (call ~ /^open/ && line !~ /O_CREAT/) next
            if (call ~ /write/ && line ~ /^p?write(64)?\([012],/) next
            print call, number
        }' "$work/log" | sort -u -k1,1 -k2,2n
}

tried=0 broken=0
complain() { broken=$((broken + 1)); echo "broken: $*" >&2; }

# From state $1, with the fault $2 (signal=KILL or error=ENOSPC) at the call $3, number $4, on the threads $5.
try() {
    local what="$1, $2 at $3 number $4${5:+, all threads}" status=0
    fresh "$1"
    build strace ${5:+"$5"} -qq -o /dev/null -e "trace=$3" -e "inject=$3:$2:when=$4" || status=$?
    tried=$((tried + 1))
    if [ "$2" = signal=KILL ]; then
        is "$1" || is new || { complain "$what: neither old nor new"; return 0; }
    elif [ $status -eq 0 ]; then
        is new || { complain "$what: success without the new tree"; return 0; }
        tidy || { complain "$what: litter: $(ls -A "$work/out")"; return 0; }
    else
        is "$1" || { complain "$what: a failure that changed something: $(cat "$work/said")"; return 0; }
        tidy || { complain "$what: litter: $(ls -A "$work/out")"; return 0; }
        # Where the fault is in every thread's nth write, the message itself may be what fails.
        if grep -q panicked "$work/said" && ! grep -q 'failed printing' "$work/said"; then
            complain "$what: $(cat "$work/said")"
            return 0
        fi
    fi
    build env || { complain "$what: the next build fails: $(cat "$work/said")"; return 0; }
    is new || { complain "$what: the next build is not a clean one"; return 0; }
    tidy || complain "$what: the next build leaves litter: $(ls -A "$work/out")"
}

for fault in signal=KILL error=ENOSPC; do
    list=$(for from in old nothing; do
        points $from '' | sed "s/^/$from /;s/\$/ /"
        points $from -f | sed "s/^/$from /;s/\$/ -f/"
    done)
    total=$(wc -l <<<"$list")
    step=$(((total + limit - 1) / limit))
    while read -r from call number threads; do
        try "$from" "$fault" "$call" "$number" "$threads"
    done < <(awk -v step="$step" 'NR % step == 0' <<<"$list")
done
echo "$tried points, $broken broken"
[ "$broken" -eq 0 ] && [ "$tried" -gt 0 ]

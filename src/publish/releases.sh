#!/bin/sh
# What `tearsheet publish` asks of a server: `sh -c THIS tearsheet VERB FOLDER …`. A POSIX shell; `mv` and `sha256sum` of
# GNU or busybox.
# Everything happens in FOLDER: its link `current`, and `releases/`. Nothing else there is looked at.
set -eu
umask 022
verb=$1 base=$2
releases=$base/releases lock=$base/releases/.lock

linked() { readlink "$base/current" 2>/dev/null || printf '%s' -; }
owner() { cat "$lock/owner" 2>/dev/null || echo '?'; }
head_of() { sed '/^$/q' "$1/.tearsheet-manifest"; }

# take OWNER BREAK: the lock gets its name with its owner in it, or not at all. BREAK is `-`, `any`, or an owner.
take() {
    rm -rf "$lock-$$"
    mkdir "$lock-$$"
    printf '%s\n' "$1" >"$lock-$$/owner"
    if [ -e "$lock" ] || ! mv -T "$lock-$$" "$lock" 2>/dev/null; then
        if [ "$2" = any ] || [ "$2" = "$(owner)" ]; then
            mv -T "$lock" "$lock-$$-old" 2>/dev/null || true
            rm -rf "$lock-$$-old"
            if mv -T "$lock-$$" "$lock" 2>/dev/null; then return 0; fi
        fi
        rm -rf "$lock-$$"
        echo "locked $(owner)"
        exit 0
    fi
}

# give: the lock goes with its owner in it, so that nobody finds one that is nobody's.
give() { mv -T "$lock" "$releases/.outgoing-lock-$$" && rm -rf "$releases/.outgoing-lock-$$"; }

# mine OWNER: the lock is still ours.
mine() { [ "$(owner)" = "$1" ] || { echo "locked $(owner)"; exit 0; }; }

# seen LINK: `current` still is what the plan was made for.
seen() { [ "$(linked)" = "$1" ] || { give; echo overtaken; exit 0; }; }

# show GENERATION
show() {
    ln -sfn "releases/$1" "$base/.current"
    mv -T "$base/.current" "$base/current"
}

# release FOLDER: whether it is one of ours, by its name and by what is in it.
release() {
    case ${1##*/} in *[!0-9a-f]*) return 1 ;; esac
    [ "$(printf %s "${1##*/}" | wc -c)" -eq 16 ] && [ -s "$1/.tearsheet-manifest" ]
}

# prune KEEP: what is shown stays, and the one before it; of the others the newest.
prune() {
    shown=$(linked)
    shown=${shown#releases/}
    before=$(head_of "$releases/$shown" | sed -n 's/^previous //p')
    for folder in "$releases"/*/; do
        folder=${folder%/}
        release "$folder" || continue
        name=${folder##*/}
        rank=1
        [ "$name" != "$before" ] || rank=2
        [ "$name" != "$shown" ] || rank=3
        published=$(head_of "$folder" | sed -n 's/^published //p')
        printf '%s %s %s\n' "$rank" "${published:--}" "$name"
    done | LC_ALL=C sort -r | sed "1,$1d" | while read -r _ _ name; do
        mv -T "$releases/$name" "$releases/.outgoing-$name" && rm -rf "$releases/.outgoing-$name"
    done
}

case $verb in
look) # KNOWN: the generation whose manifest need not be sent
    if [ -e "$base/current" ] && [ ! -L "$base/current" ]; then echo foreign; exit 0; fi
    link=$(linked)
    untidy=
    for left in "$lock" "$lock"-* "$releases"/.incoming* "$releases"/.outgoing-*; do
        [ ! -e "$left" ] || untidy=' untidy'
    done
    echo "current $link$untidy"
    [ "$link" != - ] || exit 0
    if [ "$link" = "releases/$3" ]; then head_of "$base/current"; exit 0; fi
    cat "$base/current/.tearsheet-manifest" 2>/dev/null || true
    ;;
read) # PATH
    cat "$base/current/$3" 2>/dev/null || true
    ;;
begin) # OWNER LINK BREAK MARK
    mkdir -p "$releases"
    take "$3" "$5"
    seen "$4"
    rm -rf "$releases"/.incoming* "$releases"/.outgoing-* "$lock"-*
    mkdir "$releases/.incoming-$6"
    echo ready
    ;;
finish) # OWNER LINK GENERATION KEEP MARK, and the release on standard input
    mine "$3"
    seen "$4"
    cat >"$releases/.incoming-$7/.tearsheet-manifest"
    sync -f "$releases" 2>/dev/null || sync
    if [ -e "$releases/$5" ]; then mv -T "$releases/$5" "$releases/.outgoing-$5"; fi
    mine "$3"
    mv -T "$releases/.incoming-$7" "$releases/$5"
    show "$5"
    echo shown
    prune "$6"
    rm -rf "$releases"/.outgoing-*
    give
    ;;
give) # OWNER: the lock back
    mine "$3"
    rm -rf "$releases"/.incoming*
    give
    echo given
    ;;
list)
    for folder in "$releases"/*/; do
        if release "${folder%/}"; then head_of "$folder"; fi
    done
    ;;
back) # OWNER GENERATION BREAK LINK
    [ -f "$releases/$4/.tearsheet-manifest" ] && [ -f "$releases/$4/.tearsheet-sums" ] || { echo gone; exit 0; }
    take "$3" "$5"
    seen "$6"
    whole=$(cd "$releases/$4" && sha256sum -c .tearsheet-sums 2>/dev/null | grep -c ': OK$' || true)
    lost=$(($(grep -c . "$releases/$4/.tearsheet-sums" || true) - whole))
    if [ "$lost" = 0 ]; then show "$4"; echo shown; else echo "lost $lost"; fi
    give
    ;;
esac

#!/bin/sh
# reqid: finds everything that one request did. A jar is appended to this script; "java -jar reqid" starts it too.
# Needs Java 17 or later: that of JAVA_HOME, else that of PATH.

fail() {
    echo "reqid: $1" >&2
    exit 70
}

# Sets version and home of the Java $1: from the file "release" beside it, which costs nothing, else by asking it.
examine() {
    real=$1
    if [ -h "$real" ]; then real=$(readlink -f "$real" 2>/dev/null) || real=$1; fi
    home=${real%/bin/java} version=
    if [ -r "$home/release" ]; then
        while IFS= read -r line; do
            case $line in JAVA_VERSION=*) version=${line#*\"} version=${version%%\"*}; break ;; esac
        done <"$home/release"
    fi
    if [ -z "$version" ]; then
        version=$("$1" -version 2>&1 </dev/null | sed -n 's/.* version "\([^"]*\)".*/\1/p' | head -n 1)
    fi
    feature=${version%%[!0-9]*}
}

java= found=
for candidate in "${JAVA_HOME:+$JAVA_HOME/bin/java}" "$(command -v java)"; do
    if [ -n "$candidate" ] && [ -x "$candidate" ]; then
        examine "$candidate"
        if [ "${feature:-0}" -ge 17 ]; then java=$candidate; break; fi
        found="$found $candidate is Java ${version:-of an unknown version}."
    fi
done
[ -n "$java" ] || fail "needs Java 17 or later.${found:- No java is in JAVA_HOME or PATH.} Set JAVA_HOME to a newer one."

self=$0
[ -f "$self" ] || self=$(command -v -- "$self")
case $self in
    */../* | */./* | [!/]*)
        case $self in */*) ;; *) self=./$self ;; esac
        self=$(cd -- "${self%/*}" && pwd -P)/${self##*/} ;;
esac

# Keeps what Java knows of the classes after a run, so that the next ones start faster. It is made behind the first call,
# for this jar at this place and this Java; where that is not possible, nothing is said and nothing is slower than without.
archive=
cache=${XDG_CACHE_HOME:-${HOME:+$HOME/.cache}}
if [ "${REQID_START_ARCHIVE:-}" != off ] && [ -n "$cache" ]; then
    place=$cache/reqid/@HASH@$home$self
    archive=$place/$version.jsa
fi
if [ "$feature" -ge 25 ]; then use=-XX:AOTCache= make=-XX:AOTCacheOutput=; else use=-XX:SharedArchiveFile= make=-XX:ArchiveClassesAtExit=; fi
options="-XX:+UseSerialGC -XX:-UsePerfData -Xlog:disable"
# What the manifest says for "java -jar", for zstd-jni: JDK 24 and later warn of native code otherwise.
if [ "$feature" -ge 24 ]; then options="$options --enable-native-access=ALL-UNNAMED"; fi
# A class path saves Java from reading the manifest, but has its own meaning for some characters.
case $self in
    *:* | *\** | *\;*) form=-jar main= ;;
    *) form=-cp main=io.reqid.search.command.Main ;;
esac

make_archive() {
    mkdir -p "$place" || return
    if ! mkdir "$place/making"; then
        # One is being made, or was not to be made today.
        [ -n "$(find "$place/making" -prune -mtime +0)" ] || return
        touch "$place/making"
    fi
    for old in "$cache"/reqid/*"$home$self"; do [ "$old" = "$place" ] || rm -rf "$old"; done
    new=$place/making/$$
    # shellcheck disable=SC2086
    if REQID_REHEARSAL=1 nice "$java" $options "$make$new" "$form" "$self" $main && [ -s "$new" ]; then
        rm -f "$place"/*.jsa
        mv -f "$new" "$archive"
        rm -rf "$place/making"
    fi
}

# shellcheck disable=SC2086
set -- "$form" "$self" $main "$@"
if [ -n "$archive" ]; then
    if [ -s "$archive" ] && ! [ "$self" -nt "$archive" ]; then
        set -- "$use$archive" "$@"
    else
        (trap '' HUP INT; cd / && make_archive) </dev/null >/dev/null 2>&1 &
    fi
fi

tty= columns=
for stream in 0 1 2; do if [ -t "$stream" ]; then tty=${tty}1; else tty=${tty}0; fi; done
case $tty in *1*) columns=$(stty size 2>/dev/null </dev/tty) ;; esac
# shellcheck disable=SC2086
exec "$java" $options -Dreqid.tty="$tty" -Dreqid.columns="${columns##* }" ${REQID_JAVA_OPTS:-} "$@"

# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# What every script of tools/ starts from: messages, the tree, the cache, missing commands, locks.
# Sourced by bash scripts that set `program` (their name in messages) before.

tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)

say()
{
    printf '%s: %s\n' "$program" "$*" >&2
}

# die STATUS MESSAGE...
die()
{
    local status=$1
    shift
    say "$@"
    exit "$status"
}

# The comment block under the SPDX line of a script is its help text.
show_help()
{
    awk 'NR > 2 && !/^#/ { exit } NR > 2 { sub(/^# ?/, ""); print }' "$0"
}

# need COMMAND PACKAGE: ends the script unless the command is there.
need()
{
    command -v "$1" > /dev/null ||
        die 125 "$1 is missing (Debian package $2); tools/install-deps installs everything at once"
}

# need_value OPTION COUNT: ends the script when an option that takes a value came last.
need_value()
{
    [ "$2" -ge 2 ] || die 125 "$1 needs a value; see --help"
}

cache_dir()
{
    printf '%s\n' "${OPENMFPLAT_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/openmfplat}"
}

default_build_dir()
{
    printf '%s\n' "${OPENMFPLAT_BUILD:-$tree/build}"
}

# absolute PATH: the same path from the root; the file need not exist.
absolute()
{
    realpath -m -s -- "$1"
}

host_of()
{
    case $1 in
        x86_64 | i686) printf '%s-w64-mingw32\n' "$1" ;;
        *) die 125 "no such architecture: $1 (x86_64 or i686)" ;;
    esac
}

lock_fd=9

# with_lock FILE COMMAND...: runs the command while no other script holds the lock. The lock is the kernel's, so a
# killed script leaves none behind. A process that outlives the command must be started with {lock_fd}>&-.
with_lock()
{
    local file=$1 fd status=0 outer=$lock_fd
    shift
    mkdir -p "$(dirname "$file")"
    exec {fd}> "$file"
    if ! flock -w 2 "$fd"; then
        say "waiting for another run that holds $file"
        flock "$fd"
    fi
    lock_fd=$fd
    "$@" || status=$?
    exec {fd}>&-
    lock_fd=$outer
    return "$status"
}

# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# Configuring and building the tree for one architecture, used by the scripts that need a build.

# build_tree ARCH DIR CONFIGURE_ARGUMENT...: brings the build directory up to date; `make_targets` (default: all) says
# what is built. The log is DIR.log. Fails without ending the script.
make_targets="all"

build_tree()
{
    local arch=$1 dir=$2 host runner=()
    shift 2
    host=$(host_of "$arch")
    # What `make check` in that directory runs 32-bit programs with.
    [ "$arch" = x86_64 ] || runner=(WINE="$tree/tools/wine32")
    mkdir -p "$dir"
    : > "$dir.log"
    with_lock "$tree/build/autoreconf.lock" build_configure_script >> "$dir.log" 2>&1 &&
        build_configured "$dir" --host="$host" CFLAGS="-O2 -g -gdwarf-4" "${runner[@]}" "$@" >> "$dir.log" 2>&1 &&
        build_make "$dir" >> "$dir.log" 2>&1
}

build_configure_script()
{
    if [ ! -x "$tree/configure" ] || [ "$tree/configure.ac" -nt "$tree/configure" ]; then
        (cd "$tree" && autoreconf -fi)
    fi
}

# A directory configured with the same arguments is left to its makefile, which knows when to configure again.
build_configured()
{
    local dir=$1
    shift
    if [ -f "$dir/Makefile" ] && [ "$(cat "$dir/configured-with" 2> /dev/null)" = "$*" ]; then
        return 0
    fi
    (cd "$dir" && "$tree/configure" "$@" && printf '%s\n' "$*" > configured-with)
}

build_make()
{
    local target
    for target in $make_targets; do
        case $target in
            tests) make -C "$1" -j2 check TESTS= ;;
            *) make -C "$1" -j2 "$target" ;;
        esac || return 1
    done
}

# program_arch FILE: x86_64 or i686, from the header of a Windows program; fails for anything else.
program_arch()
{
    local offset machine
    [ "$(head -c 2 "$1" 2> /dev/null | tr -d '\0')" = MZ ] || return 1
    offset=$(od -An -t u4 -j 60 -N 4 "$1" | tr -d ' ')
    machine=$(od -An -t x2 -j "$((offset + 4))" -N 2 "$1" 2> /dev/null | tr -d ' ')
    case $machine in
        8664) printf 'x86_64\n' ;;
        014c) printf 'i686\n' ;;
        *) return 1 ;;
    esac
}

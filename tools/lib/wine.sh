# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# Running Windows programs of either word size with Wine, in prefixes of our own.

# wine_find ARCH: sets wine_loader and wine_server for programs of that word size. WINE (64 bit) and WINE32 choose another
# Wine. The 32-bit one is the system's where it has one, else the tree of tools/get-wine32.
wine_find()
{
    local wine32
    case $1 in
        x86_64)
            if [ -n "${WINE:-}" ]; then
                wine_loader=$WINE
            elif [ -x /usr/lib/wine/wine64 ]; then
                wine_loader=/usr/lib/wine/wine64
            elif ! wine_loader=$(command -v wine64 || command -v wine); then
                die 125 "Wine is missing (Debian packages wine and wine64); tools/install-deps installs it"
            fi
            ;;
        i686)
            if [ -n "${WINE32:-}" ]; then
                wine_loader=$WINE32
            elif [ -x /usr/lib/wine/wine ]; then
                wine_loader=/usr/lib/wine/wine
            else
                wine32=$("$tree/tools/get-wine32") || die 125 "there is no 32-bit Wine"
                wine_loader=$wine32/usr/lib/wine/wine
            fi
            ;;
    esac
    command -v "$wine_loader" > /dev/null || die 125 "Wine is missing: $wine_loader"
    wine_loader=$(command -v "$wine_loader")
    wine_server=$(dirname "$(readlink -f "$wine_loader")")/wineserver
    [ -x "$wine_server" ] || wine_server=$(command -v wineserver) ||
        die 125 "wineserver is missing (Debian package wine); tools/install-deps installs it"
}

# wine_env ARCH PREFIX COMMAND...: runs the command with the environment of that prefix. The lock of with_lock is not
# handed on: what Wine leaves behind in the background would hold it.
wine_env()
{
    local arch=win64 prefix=$2
    [ "$1" = x86_64 ] || arch=win32
    shift 2
    WINEPREFIX=$prefix WINEARCH=$arch WINELOADER=$wine_loader WINEDEBUG=${WINEDEBUG--all} "$@" {lock_fd}>&-
}

# wine_prefix ARCH DIR: makes the prefix when it is not there, or was made by another Wine or never finished.
wine_prefix()
{
    local version
    # Raise the number when wine_make_prefix changes.
    version="1 $("$wine_loader" --version) $(stat -L -c '%n %Y' "$wine_loader")"
    [ "$(cat "$2/made-by" 2> /dev/null)" = "$version" ] || with_lock "$2.lock" wine_make_prefix "$1" "$2" "$version"
}

wine_make_prefix()
{
    local arch=$1 dir=$2 version=$3
    [ "$(cat "$dir/made-by" 2> /dev/null)" != "$version" ] || return 0
    if [ -e "$dir" ]; then
        wine_env "$arch" "$dir" "$wine_server" -k 2> /dev/null || true
        rm -rf "$dir"
    fi
    say "making a Wine prefix for $arch programs"
    mkdir -p "$dir"
    # No Mono, no Gecko, no menu entries: nothing is fetched, and the desktop of the user stays as it is.
    if ! (export WINEDLLOVERRIDES="mscoree,mshtml=;winemenubuilder.exe=d"
        unset DISPLAY WAYLAND_DISPLAY
        wine_env "$arch" "$dir" "$wine_loader" wineboot --init
        wine_env "$arch" "$dir" "$wine_loader" reg add 'HKCU\Software\Wine\WineDbg' /v ShowCrashDialog \
            /t REG_DWORD /d 0 /f
        wine_env "$arch" "$dir" "$wine_loader" reg delete \
            'HKLM\Software\Microsoft\Windows\CurrentVersion\RunServices' /v winemenubuilder /f
        wine_env "$arch" "$dir" "$wine_server" -w) > "$dir.log" 2>&1 ||
        [ ! -f "$dir/system.reg" ]; then
        tail -n 20 "$dir.log" >&2
        die 125 "Wine could not make a prefix in $dir"
    fi
    printf '%s\n' "$version" > "$dir/made-by"
}

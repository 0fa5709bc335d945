# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# Putting our DLLs in the place of Wine's own in a prefix. Wine looks for a DLL in the program's folder, then in the
# prefix's system folder, then along WINEPATH; a prefix has Wine's mfplat.dll in its system folder, so that is where ours
# must lie unless it lies beside the program.
#
# A prefix of our own keeps them. In a prefix of the user's, Wine's files are set aside while programs run and put back
# when the last run ends; what a killed run left is put back by the next one. Two kernel locks for each such prefix
# (outside it) make that exact: `door` is held while files are moved, `users` is shared by all runs in the prefix.

our_dlls="mfplat.dll rtworkq.dll"

# dll_places PREFIX: a line "ARCH FOLDER" for each system folder.
dll_places()
{
    local windows=$1/drive_c/windows
    if [ -d "$windows/syswow64" ]; then
        printf 'x86_64 %s\ni686 %s\n' "$windows/system32" "$windows/syswow64"
    elif [ "$(prefix_arch "$1")" = win32 ]; then
        printf 'i686 %s\n' "$windows/system32"
    else
        printf 'x86_64 %s\n' "$windows/system32"
    fi
}

# prefix_arch PREFIX: win32 or win64, as Wine notes it in the registry file.
prefix_arch()
{
    sed -n '/^#arch=/{s/^#arch=\(win[0-9]*\).*/\1/p;q}' "$1/system.reg"
}

# place_dlls PREFIX BUILD: copies what is built (BUILD/ARCH/dlls) to its places. A file is replaced in one step: a
# program that runs keeps the one it has.
place_dlls()
{
    local arch folder dll from
    while read -r arch folder; do
        for dll in $our_dlls; do
            from=$2/$arch/dlls/${dll%.dll}/$dll
            if [ -f "$from" ] && ! cmp -s "$from" "$folder/$dll"; then
                cp "$from" "$folder/$dll.new-$$"
                mv -f "$folder/$dll.new-$$" "$folder/$dll"
            fi
        done
    done < <(dll_places "$1")
}

# set_aside PREFIX BUILD: renames what our DLLs will replace, or notes that there was nothing.
set_aside()
{
    local arch folder dll
    while read -r arch folder; do
        for dll in $our_dlls; do
            [ -f "$2/$arch/dlls/${dll%.dll}/$dll" ] || continue
            if [ -e "$folder/$dll.openmfplat-saved" ] || [ -e "$folder/$dll.openmfplat-none" ]; then
                continue
            elif [ -e "$folder/$dll" ]; then
                mv "$folder/$dll" "$folder/$dll.openmfplat-saved"
            else
                : > "$folder/$dll.openmfplat-none"
            fi
        done
    done < <(dll_places "$1")
}

put_back()
{
    local arch folder dll
    while read -r arch folder; do
        for dll in $our_dlls; do
            if [ -e "$folder/$dll.openmfplat-saved" ]; then
                mv -f "$folder/$dll.openmfplat-saved" "$folder/$dll"
            elif [ -e "$folder/$dll.openmfplat-none" ]; then
                rm -f "$folder/$dll" "$folder/$dll.openmfplat-none"
            fi
            rm -f "$folder/$dll".new-*
        done
    done < <(dll_places "$1")
}

# borrow_prefix PREFIX BUILD: our DLLs are in the prefix until return_prefix, or until this script is gone and another
# run, or `mfrun --restore`, finds out.
borrow_prefix()
{
    locks=$(absolute "$(cache_dir)")/prefix-locks/$(stat -c '%d-%i' "$1")
    mkdir -p "$locks"
    exec {users_fd}> "$locks/users"
    with_lock "$locks/door" borrow_locked "$1" "$2"
}

borrow_locked()
{
    if flock -n -x "$users_fd"; then
        put_back "$1"
    fi
    flock -s "$users_fd"
    set_aside "$1" "$2"
    place_dlls "$1" "$2"
}

return_prefix()
{
    with_lock "$locks/door" return_locked "$1"
}

return_locked()
{
    if flock -n -x "$users_fd"; then
        put_back "$1"
    fi
    exec {users_fd}>&-
}

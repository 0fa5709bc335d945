# SPDX-License-Identifier: MIT
# Rows of links.c: every function that our headers declare with STDAPI, but those of other DLLs.

match($0, /STDAPI(_\([^)]*\))? [A-Za-z0-9_]+\(/) {
    name = substr($0, RSTART, RLENGTH - 1)
    sub(/^.* /, "", name)
    if (name != "MFIsFormatYUV" && !(name in seen))
        printf "    FUNCTION(%s)\n", name
    seen[name] = 1
}

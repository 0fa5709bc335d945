# SPDX-License-Identifier: MIT
# Makes everything that follows from dlls/mfplat/exports.tab.
#   -v what=def -v dll=mfplat|rtworkq                    the module definition file for the linker
#   -v what=import -v dll=... -v machine=i686|x86_64     the definition file for the import library
#   -v what=unwritten                                    C source of the entries that are not written yet
#   -v what=status                                       Markdown tables of all exports, one for each folder
#   -v what=link -v dll=... -v machine=...               assembly source that refers to every export by its import
#   -v what=names -v dll=mfplat|rtworkq                  the names, one a line
#   -v what=tests                                        rows of C for the test that looks for every name

function fail(text)
{
    print FILENAME ":" FNR ": " text > "/dev/stderr"
    failed = 1
    exit 1
}

BEGIN {
    header["platform"] = "platform"
    if (what == "def" || what == "import")
        printf "; made by tools/gen-exports.awk, do not edit\nLIBRARY %s.dll\nEXPORTS\n", dll
    else if (what == "unwritten")
    {
        print "/* made by tools/gen-exports.awk, do not edit */"
        print "/* Entries of the export table that are not written yet. */\n"
        print "#include \"base/unwritten.h\"\n"
    }
    else if (what == "link")
        printf "# made by tools/gen-exports.awk, do not edit\n.data\n"
    else if (what != "tests" && what != "status" && what != "names")
        fail("what is '" what "'?")
}

/^# ---- folder: / && what == "status" {
    printf "%s### `%s/`\n\n| name | DLL | status | source | first | last |\n|---|---|---|---|---|---|\n", \
        sections++ ? "\n" : "", $4
}
/^# ---- folder: / && what == "def" && dll == "mfplat" { printf "\n; %s\n", $4 }
/^[ \t]*(#|$)/ { next }

{
    if (NF != 7)
        fail("seven columns expected, found " NF)
    name = $1; where = $2; bytes = $3; state = $4
    if (name in seen)
        fail("'" name "' stands here a second time")
    seen[name] = 1
    if (state !~ /^(code|notimpl|zero|one|=[A-Za-z0-9_]+)$/)
        fail("state '" state "' of " name " is none of code, notimpl, zero, one, =OTHER")
}

what == "def" {
    if (dll == "rtworkq" && where == "rtworkq")
        printf "    %s = mfplat.%s\n", name, name
    else if (dll == "mfplat")
        printf (state ~ /^=/) ? "    %s %s\n" : "    %s\n", name, "= " substr(state, 2)
    next
}

what == "import" {
    if (dll == "mfplat" || where == "rtworkq")
        printf (machine == "i686") ? "    %s@%d\n" : "    %s\n", name, bytes
    next
}

what == "tests" {
    printf "    {\"%s\", %s, %s},\n", name, where == "rtworkq" ? "TRUE" : "FALSE", $7 == "current" ? "TRUE" : "FALSE"
    next
}

what == "status" {
    word = state == "code" ? "written" : state ~ /^=/ ? "the same entry as " substr(state, 2) : \
        state == "notimpl" ? "returns E_NOTIMPL" : state == "zero" ? "returns 0" : "returns 1"
    printf "| %s | %s | %s | %s | %s | %s |\n", name, where == "rtworkq" ? "mfplat, rtworkq" : "mfplat", word, \
        $5 == "D" ? "documented" : $5 == "H" ? "header only" : "undocumented", $6, $7
    next
}

what == "names" {
    if (dll == "mfplat" || where == "rtworkq")
        print name
    next
}

# __imp_NAME is what the import library defines, with an underscore before and the size behind on 32-bit x86.
what == "link" {
    if (dll == "mfplat" || where == "rtworkq")
        printf (machine == "i686") ? "    .long __imp__%s@%d\n" : "    .quad __imp_%s\n", name, bytes
    next
}

what == "unwritten" && state !~ /^(code|=.*)$/ {
    args = ""
    discard = ""
    for (i = 0; i < bytes / 4; i++)
    {
        args = args (i ? ", " : "") "DWORD a" i
        discard = discard "    (void)a" i ";\n"
    }
    if (args == "")
        args = "void"
    type = "HRESULT"
    value = state == "notimpl" ? "E_NOTIMPL" : state == "one" ? "1" : "0"
    if (state != "notimpl")
        type = "DWORD_PTR"
    printf "%s WINAPI %s(%s);\n%s WINAPI %s(%s)\n{\n%s    unwritten_export_called(\"%s\");\n    return %s;\n}\n\n", \
        type, name, args, type, name, args, discard, name, value
}

END { exit failed }

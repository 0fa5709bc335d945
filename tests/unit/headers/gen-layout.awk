# SPDX-License-Identifier: MIT
# Makes rows of C macros from layout.list. Its lines:
#   interface NAME PARENT            then its own methods in order:     method NAME
#   struct NAME SIZE64 SIZE32        then members:                      member NAME OFFSET64 OFFSET32
#   value NAME NUMBER                an enumerator or a macro
# A line may end in !mingw or !wine (or both): the headers of that name lack it, or have it as it was in an
# older SDK. After an interface or a struct that holds for all of its lines.

function row(text, name, lacks_mingw, lacks_wine)
{
    if (lacks_mingw || lacks_wine)
        printf "#if %s%s%s\nUNKNOWN(\"%s\")\n#else\n%s\n#endif\n", lacks_mingw ? "defined(LAYOUT_OF_MINGW)" : "", \
            lacks_mingw && lacks_wine ? " || " : "", lacks_wine ? "defined(LAYOUT_OF_WINE)" : "", name, text
    else
        print text
}

function finish_interface()
{
    if (interface != "")
    {
        row("SLOTS(" interface ", " slot ")", "slots of " interface, whole_mingw, whole_wine)
        slots[interface] = slot
    }
    interface = ""
}

BEGIN { slots["IUnknown"] = 3 }

{ sub(/[ \t]*#.*/, "") }
NF == 0 { next }

{
    lacks_mingw = sub(/ !mingw/, "")
    lacks_wine = sub(/ !wine/, "")
    $0 = $0
}

$1 == "interface" {
    finish_interface()
    if (!($3 in slots))
    {
        print FILENAME ":" FNR ": the parent " $3 " is not known yet" > "/dev/stderr"
        exit 1
    }
    interface = $2
    slot = slots[$3]
    whole_mingw = lacks_mingw
    whole_wine = lacks_wine
    next
}

$1 == "method" {
    row("SLOT(" interface ", " $2 ", " slot++ ")", interface "::" $2, whole_mingw, whole_wine)
    next
}

$1 == "struct" {
    finish_interface()
    type = $2
    whole_mingw = lacks_mingw
    whole_wine = lacks_wine
    row("SIZE(" type ", " $3 ", " $4 ")", "size of " type, whole_mingw, whole_wine)
    next
}

$1 == "member" {
    row("MEMBER(" type ", " $2 ", " $3 ", " $4 ")", type "." $2, whole_mingw, whole_wine)
    next
}

$1 == "value" {
    finish_interface()
    row("VALUE(" $2 ", " $3 ")", $2, lacks_mingw, lacks_wine)
    next
}

{
    print FILENAME ":" FNR ": what is '" $1 "'?" > "/dev/stderr"
    exit 1
}

END { finish_interface() }

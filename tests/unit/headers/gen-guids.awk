# SPDX-License-Identifier: MIT
# From the symbols of libraries, as nm prints them, makes
#   -v what=rename -v prefix=P   options of objcopy: every GUID object gets P before its C name, and so does its
#                                section, which must keep the name of its object for the linker to find them together
#   -v what=rows                 the rows of guids.c. Files: our library's symbols, then one of each other source; the
#                                names of the sources, which are the prefixes, come in -v sources="A B C"
# On i686 a symbol is the C name with an underscore before it: -v underscore=_

{ sub(/\r$/, "") }
NF != 3 || $2 !~ /^[DRB]$/ { next }

{
    name = $3
    if (underscore != "")
    {
        if (substr(name, 1, 1) != underscore)
            next
        name = substr(name, 2)
    }
    if (name !~ /^[A-Za-z][A-Za-z0-9_]*$/)
        next
}

what == "rename" {
    if (!(name in seen))
    {
        printf "--redefine-sym=%s=%s%s%s\n", $3, underscore, prefix, name
        printf "--redefine-sym=.rdata$%s=.rdata$%s%s\n", name, prefix, name
        printf "--rename-section=.rdata$%s=.rdata$%s%s\n", name, prefix, name
    }
    seen[name] = 1
    next
}

what == "rows" {
    if (FILENAME != file)
    {
        file = FILENAME
        number++
    }
    if (number == 1)
    {
        if (!(name in ours))
            order[++count] = name
        ours[name] = 1
    }
    else
        theirs[number - 1, name] = 1
}

END {
    if (what != "rows")
        exit
    n = split(sources, prefix_of, " ")
    print "#ifdef GUID_DECLARE"
    for (i = 1; i <= count; i++)
    {
        printf "extern const GUID %s;\n", order[i]
        for (j = 1; j <= n; j++)
            if ((j, order[i]) in theirs)
                printf "extern const GUID %s%s;\n", prefix_of[j], order[i]
    }
    print "#else"
    for (i = 1; i <= count; i++)
    {
        printf "    {\"%s\", &%s, {", order[i], order[i]
        for (j = 1; j <= n; j++)
            printf "%s%s", (j == 1 ? "" : ", "), (((j, order[i]) in theirs) ? "&" prefix_of[j] order[i] : "NULL")
        print "}},"
    }
    print "#endif"
}

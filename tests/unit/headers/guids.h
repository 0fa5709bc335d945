/* SPDX-License-Identifier: MIT */
/* Identifiers of our libmfuuid beside those of the same name elsewhere. */
#ifndef OPENMFPLAT_TESTS_GUIDS_H
#define OPENMFPLAT_TESTS_GUIDS_H

#include <windows.h>

enum guid_source
{
    GUID_MINGW_LIBRARY, /* mingw-w64's libmfuuid */
    GUID_MINGW_HEADERS, /* mingw-w64's headers, compiled with INITGUID */
    GUID_WINE_HEADERS,  /* Wine's headers, compiled with INITGUID */
    GUID_SOURCES
};

struct guid_row
{
    const char *name;
    const GUID *ours;
    const GUID *theirs[GUID_SOURCES]; /* NULL where the source has none of that name */
};

extern const struct guid_row guid_rows[];
extern const unsigned int guid_count;

#endif

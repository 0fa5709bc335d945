/* SPDX-License-Identifier: MIT */
/* Subtypes by number. */
#ifndef OPENMFPLAT_TESTS_SUBTYPE_H
#define OPENMFPLAT_TESTS_SUBTYPE_H

#include <windows.h>

#ifndef MAKEFOURCC
#define MAKEFOURCC(a, b, c, d) ((DWORD)(BYTE)(a) | (DWORD)(BYTE)(b) << 8 | (DWORD)(BYTE)(c) << 16 | (DWORD)(BYTE)(d) << 24)
#endif

/* The subtype of the base family with a FOURCC, a D3DFORMAT or a wave format tag in its first field. */
static inline GUID subtype_of(DWORD number)
{
    GUID subtype = {number, 0x0000, 0x0010, {0x80, 0x00, 0x00, 0xaa, 0x00, 0x38, 0x9b, 0x71}};
    return subtype;
}

#endif

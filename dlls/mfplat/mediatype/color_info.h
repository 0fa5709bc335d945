/* SPDX-License-Identifier: MIT */
/* The colour description that DXVA2_ExtendedFormat and dwControlFlags of VIDEOINFOHEADER2 pack into one number. */
#ifndef OPENMFPLAT_MEDIATYPE_COLOR_INFO_H
#define OPENMFPLAT_MEDIATYPE_COLOR_INFO_H

#include <windows.h>

/* Values of the enumerations of Media Foundation, 0: unknown. */
struct color_info
{
    UINT32 chroma_siting;
    UINT32 nominal_range;
    UINT32 matrix;
    UINT32 lighting;
    UINT32 primaries;
    UINT32 transfer;
};

/* Bits 8 to 31; the lowest byte is 0, or ignored. Values are cut to the width of their field. */
UINT32 color_info_pack(const struct color_info *info);
void color_info_unpack(UINT32 packed, struct color_info *info);

#endif

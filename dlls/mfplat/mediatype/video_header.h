/* SPDX-License-Identifier: MIT */
/* The structures around a BITMAPINFOHEADER (VIDEOINFOHEADER, VIDEOINFOHEADER2, MPEG1VIDEOINFO, MPEG2VIDEOINFO) from and to
 * the attributes of a media type. */
#ifndef OPENMFPLAT_MEDIATYPE_VIDEO_HEADER_H
#define OPENMFPLAT_MEDIATYPE_VIDEO_HEADER_H

#include "mediatype/type_items.h"

enum video_header_kind
{
    VIDEO_HEADER_1,     /* VIDEOINFOHEADER */
    VIDEO_HEADER_2,     /* VIDEOINFOHEADER2 */
    VIDEO_HEADER_MPEG1, /* MPEG1VIDEOINFO */
    VIDEO_HEADER_MPEG2, /* MPEG2VIDEOINFO */
    VIDEO_HEADER_BITMAP /* a BITMAPINFOHEADER alone; only read */
};

/* What the MFInitMediaTypeFrom* functions set. `size` bytes are readable at the header, at any alignment; subtype: Media
 * Foundation's, NULL: from the bitmap header. E_INVALIDARG for sizes that do not fit and when no subtype can be told,
 * MF_E_INVALIDMEDIATYPE for a palette that is not there, ERROR_ARITHMETIC_OVERFLOW for dimensions and sizes beyond
 * their range. Errors of the items stay with them. */
HRESULT video_items_from_header(struct type_items *items, enum video_header_kind kind, const void *header, UINT32 size,
        const GUID *subtype);

/* A header of CoTaskMemAlloc, its size, and what an AM_MEDIA_TYPE wants to know about it. */
struct video_header_block
{
    void *data;
    UINT32 size;
    BOOL uncompressed;
    BOOL has_frame_size;
    UINT32 image_size; /* biSizeImage */
};

/* E_OUTOFMEMORY, ERROR_ARITHMETIC_OVERFLOW for dimensions and sizes that have no room in the structure. The attributes
 * need to hold nothing. */
HRESULT video_header_from_items(const struct type_items *items, enum video_header_kind kind,
        struct video_header_block *block);

#endif

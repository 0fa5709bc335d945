/* SPDX-License-Identifier: MIT */
/* MFVIDEOFORMAT from and to the attributes of a media type. */
#ifndef OPENMFPLAT_MEDIATYPE_VIDEO_FORMAT_H
#define OPENMFPLAT_MEDIATYPE_VIDEO_FORMAT_H

#include "mediatype/type_items.h"

/* The bytes of a MFVIDEOFORMAT with `entries` palette entries: one entry more than that has room (observed). */
UINT64 video_format_header_size(UINT32 entries);

/* What MFInitMediaTypeFromMFVideoFormat sets. `size` bytes are readable at the format, at any alignment; subtype: instead
 * of guidFormat, may be NULL. E_INVALIDARG for sizes that do not fit, ERROR_ARITHMETIC_OVERFLOW for dimensions with the
 * sign bit and for sizes beyond 32 bits. Errors of the items stay with them. */
HRESULT video_items_from_video_format(struct type_items *items, const MFVIDEOFORMAT *format, UINT32 size,
        const GUID *subtype);

/* What MFCreateMFVideoFormatFromMFMediaType returns: a block of CoTaskMemAlloc. E_OUTOFMEMORY,
 * ERROR_ARITHMETIC_OVERFLOW. */
HRESULT video_format_from_items(const struct type_items *items, MFVIDEOFORMAT **format, UINT32 *size);

#endif

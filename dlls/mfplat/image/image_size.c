/* SPDX-License-Identifier: MIT */
/* Sizes and strides of pictures, by subtype or by FOURCC. */

#include "image/format.h"
#include <mfapi.h>
#include <mferror.h>

/* The bytes of an uncompressed picture, all planes.
 * Params:  subtype: a whole subtype, Media Foundation's or one of DirectShow's RGB subtypes; width, height: pixels;
 *          size: receives the size, 0 on failure. Odd widths of subsampled formats count as the next even one (NV11,
 *          Y41P: the next multiple of 4, 8).
 * Returns: S_OK; E_POINTER for NULL; E_INVALIDARG for a compressed or unknown subtype and for sizes beyond 32 bits.
 * Threads: any, takes no lock. Needs no MFStartup.
 * Rule:    observed on Windows (Vista answers S_OK for unknown subtypes). */
HRESULT WINAPI MFCalculateImageSize(REFGUID subtype, UINT32 width, UINT32 height, UINT32 *size)
{
    const struct image_format *format;

    if (!size)
        return E_POINTER;
    *size = 0;
    if (!subtype)
        return E_POINTER;

    format = image_format_find_subtype(subtype);
    if (!image_format_is_sized(format) || !image_format_image_size(format, width, height, size))
        return E_INVALIDARG;
    return S_OK;
}

/* The bytes of all planes of a picture, whose width is not rounded up.
 * Params:  format: FOURCC or D3DFORMAT; width, height: pixels; size: receives the size, 0 for unknown formats.
 * Returns: S_OK, for unknown formats too; E_POINTER for NULL; E_INVALIDARG for sizes beyond 32 bits.
 * Threads: any, takes no lock. Needs no MFStartup.
 * Rule:    observed on Windows. */
HRESULT WINAPI MFGetPlaneSize(DWORD format, DWORD width, DWORD height, DWORD *size)
{
    const struct image_format *row = image_format_find(format);
    UINT32 result;

    if (!size)
        return E_POINTER;
    *size = 0;
    if (!image_format_is_sized(row))
        return S_OK;
    if (!image_format_plane_size(row, width, height, &result))
        return E_INVALIDARG;
    *size = result;
    return S_OK;
}

/* The least stride of the first plane.
 * Params:  format: FOURCC or D3DFORMAT; width: pixels; stride: receives bytes, negative for RGB (bottom-up).
 * Returns: S_OK; E_POINTER for NULL; MF_E_INVALIDMEDIATYPE for a compressed or unknown format; E_INVALIDARG for strides
 *          beyond 31 bits. The output is 0 on failure.
 * Threads: any, takes no lock. Needs no MFStartup.
 * Rule:    observed on Windows (the documentation says pixels, they are bytes). */
HRESULT WINAPI MFGetStrideForBitmapInfoHeader(DWORD format, DWORD width, LONG *stride)
{
    const struct image_format *row = image_format_find(format);
    UINT32 bytes;

    if (!stride)
        return E_POINTER;
    *stride = 0;
    if (!image_format_is_sized(row))
        return MF_E_INVALIDMEDIATYPE;
    if (!image_format_stride(row, width, &bytes) || bytes > MAXLONG)
        return E_INVALIDARG;
    *stride = image_format_is_rgb(row) ? -(LONG)bytes : (LONG)bytes;
    return S_OK;
}

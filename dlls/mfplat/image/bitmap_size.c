/* SPDX-License-Identifier: MIT */
/* MFCalculateBitmapImageSize: what biSizeImage of a bitmap header ought to be. */

#include "image/format.h"
#include <mfapi.h>

/* Values of biCompression that wingdi.h has for printers; no video. */
#define BI_CMYK 11
#define BI_CMYK_RLE4 13

static BOOL is_rgb_depth(WORD bits)
{
    return bits == 1 || bits == 4 || bits == 8 || bits == 16 || bits == 24 || bits == 32;
}

/* Rows of `bits` a pixel, each a multiple of four bytes. */
static BOOL rgb_size(UINT32 width, UINT32 height, WORD bits, UINT32 *size)
{
    UINT64 row = ((UINT64)width * bits + 31) / 32 * 4, total;

    if (__builtin_mul_overflow(row, height, &total) || total > 0xffffffff)
        return FALSE;
    *size = total;
    return TRUE;
}

/* The bytes of the picture that a bitmap header describes.
 * Params:  header: biSize, biCompression, biBitCount, biWidth and biHeight count; a negative height changes nothing.
 *          buffer_size: bytes at `header` with the masks and the palette behind it; BI_BITFIELDS needs its 3 masks.
 *          image_size: receives the size, 0 on failure; known: may be NULL, receives whether the format is known. The
 *          size for an unknown FOURCC is that of RGB with the same bits a pixel.
 * Returns: S_OK; E_INVALIDARG for NULL pointers, a buffer too small, an invalid header, a compression that is no video
 *          (BI_JPEG, BI_PNG, CMYK), a size beyond 32 bits.
 * Threads: any, takes no lock. Needs no MFStartup.
 * Rule:    documented. */
HRESULT WINAPI MFCalculateBitmapImageSize(const BITMAPINFOHEADER *header, UINT32 buffer_size, UINT32 *image_size,
        BOOL *known)
{
    const struct image_format *format;
    UINT32 width, height;

    if (image_size)
        *image_size = 0;
    if (known)
        *known = FALSE;
    if (!header || !image_size || buffer_size < sizeof(*header) || header->biSize < sizeof(*header)
            || header->biSize > buffer_size || header->biWidth < 0)
        return E_INVALIDARG;

    width = header->biWidth;
    height = header->biHeight < 0 ? -(UINT32)header->biHeight : (UINT32)header->biHeight;

    switch (header->biCompression)
    {
    case BI_BITFIELDS:
        if (buffer_size < sizeof(*header) + 3 * sizeof(DWORD))
            return E_INVALIDARG;
        /* fall through */
    case BI_RGB:
        if (!is_rgb_depth(header->biBitCount) || !rgb_size(width, height, header->biBitCount, image_size))
            return E_INVALIDARG;
        if (known)
            *known = TRUE;
        return S_OK;

    case BI_JPEG:
    case BI_PNG:
    case BI_CMYK ... BI_CMYK_RLE4:
        return E_INVALIDARG;

    default:
        format = image_format_find(header->biCompression);
        if (!image_format_is_sized(format))
            return rgb_size(width, height, header->biBitCount, image_size) ? S_OK : E_INVALIDARG;
        if (!image_format_image_size(format, width, height, image_size))
            return E_INVALIDARG;
        if (known)
            *known = TRUE;
        return S_OK;
    }
}

/* SPDX-License-Identifier: MIT */
/* The table of picture formats and the arithmetic of their rows, planes and sizes.
 *
 * One row a format (format_table.c); everything the library knows about a format is in its row, and every function
 * that asks about formats reads the table. The arithmetic never wraps: a result that does not fit 32 bits is FALSE.
 *
 * Six numbers describe a picture of w x h pixels and are easily confused (divisions drop the remainder):
 *
 *   stride             least bytes of a row of the first plane
 *   image size         MFCalculateImageSize: odd widths of subsampled formats are rounded up first
 *   plane size         MFGetPlaneSize: all planes, no rounding of the width
 *   pitch              distance of the rows of a 2-D buffer in system memory
 *   contiguous length  the linear view of such a buffer
 *   length             the memory of such a buffer
 */
#ifndef OPENMFPLAT_IMAGE_FORMAT_H
#define OPENMFPLAT_IMAGE_FORMAT_H

#include <windows.h>

/* How the planes lie in memory. The arithmetic of each layout is written once, in format.c. */
enum image_layout
{
    IMAGE_LAYOUT_NONE,        /* only the names of the format are known, no sizes */
    IMAGE_LAYOUT_RGB,         /* one plane; rows are multiples of four bytes */
    IMAGE_LAYOUT_PACKED,      /* one plane; rows of whole macropixels */
    IMAGE_LAYOUT_SEMI_PLANAR, /* 4:2:0; rows of chroma pairs at the full pitch */
    IMAGE_LAYOUT_HALF_PITCH,  /* chroma rows at half of the luma pitch, half a picture of them */
    IMAGE_LAYOUT_FULL_PITCH   /* 4:2:0; half-width chroma rows at the full pitch of a double-width plane */
};

enum image_format_flags
{
    IMAGE_FORMAT_SIZED = 0x01,     /* the size functions know the format */
    IMAGE_FORMAT_RGB = 0x02,       /* bottom-up by default: strides are reported negative */
    IMAGE_FORMAT_BI_RGB = 0x04,    /* biCompression of a header is BI_RGB, otherwise the number of the format */
    IMAGE_FORMAT_BITFIELDS = 0x08, /* biCompression is BI_BITFIELDS, three masks follow the header */
    IMAGE_FORMAT_SRGB = 0x10,      /* MFInitVideoFormat_RGB gives it the sRGB transfer function */
    IMAGE_FORMAT_HEADER = 0x20     /* not sized, but the video headers treat it as uncompressed */
};

struct image_format
{
    DWORD format;            /* FOURCC or D3DFORMAT: the first field of the subtype */
    BYTE layout;             /* enum image_layout */
    BYTE bits;               /* a pixel on average, as biBitCount says it; 0: unknown */
    BYTE block_pixels;       /* pixels of a row that cannot be divided: the horizontal subsampling */
    BYTE block_bytes;        /* bytes of the first plane that hold block_pixels */
    BYTE flags;              /* enum image_format_flags */
    BYTE dxgi;               /* the DXGI_FORMAT of the same pixels, 0: none */
    BYTE dxgi_also[2];       /* further DXGI formats that lead here, but not back */
    const GUID *am_subtype;  /* DirectShow's subtype where it has one of its own, or NULL */
};

/* The rows in ascending order of `format`. */
extern const struct image_format image_format_table[];
extern const unsigned int image_format_count;

/* The tail of all subtypes that carry a FOURCC or a D3DFORMAT in their first field. */
BOOL image_subtype_is_base(const GUID *subtype);
void image_subtype_from_format(DWORD format, GUID *subtype);

/* NULL for a format that has no row. */
const struct image_format *image_format_find(DWORD format);
/* By Media Foundation's subtype only: NULL for any other tail. */
const struct image_format *image_format_find_base(const GUID *subtype);
/* By Media Foundation's or DirectShow's subtype. */
const struct image_format *image_format_find_subtype(const GUID *subtype);
/* Media Foundation's subtype of a DirectShow subtype, and back; a subtype without a partner stays what it is. */
void image_subtype_from_am(const GUID *am_subtype, GUID *subtype);
void image_subtype_to_am(const GUID *subtype, GUID *am_subtype);

static inline BOOL image_format_is_sized(const struct image_format *format)
{
    return format && (format->flags & IMAGE_FORMAT_SIZED);
}

static inline BOOL image_format_is_rgb(const struct image_format *format)
{
    return format && (format->flags & IMAGE_FORMAT_RGB);
}

/* The five sizes. `format` has a layout. FALSE: the result does not fit, *result is 0. */
BOOL image_format_stride(const struct image_format *format, UINT32 width, UINT32 *stride);
BOOL image_format_image_size(const struct image_format *format, UINT32 width, UINT32 height, UINT32 *size);
BOOL image_format_plane_size(const struct image_format *format, UINT32 width, UINT32 height, UINT32 *size);
/* The stride of a width that is rounded up to whole blocks: what the media type conversions write. */
BOOL image_format_block_stride(const struct image_format *format, UINT32 width, UINT32 *stride);
/* The pixels that fit a row of `stride` bytes. */
UINT32 image_format_width_of_stride(const struct image_format *format, UINT32 stride);

/* A picture is one or two parts: the first plane, and everything behind it as rows of one width. */
struct image_part
{
    SIZE_T offset;    /* of the first row, from the start of the picture */
    SIZE_T pitch;     /* from row to row */
    UINT32 row_bytes; /* bytes of a row that mean something */
    UINT32 rows;
};

/* The parts of a picture of `height` rows whose first plane has rows of `stride` bytes at a distance of `pitch`
 * (pitch = stride gives the contiguous picture). Returns their number, 1 or 2; rows may be 0. The caller made sure
 * that the whole fits the memory (image_format_buffer_geometry does). */
unsigned int image_format_parts(const struct image_format *format, UINT32 stride, UINT32 height, SIZE_T pitch,
        struct image_part parts[2]);

/* A 2-D buffer in system memory. */
struct image_buffer_geometry
{
    UINT32 stride;
    UINT32 pitch;
    UINT32 contiguous_length;
    UINT32 length;
};

BOOL image_format_buffer_geometry(const struct image_format *format, UINT32 width, UINT32 height,
        struct image_buffer_geometry *geometry);
/* The contiguous length of rows of `stride` bytes, alone; for buffers of foreign memory. */
BOOL image_format_contiguous_length(const struct image_format *format, UINT32 stride, UINT32 height, UINT32 *length);
/* The memory that rows at a distance of `pitch` take. */
BOOL image_format_pitched_length(const struct image_format *format, UINT32 pitch, UINT32 height, UINT32 *length);

#endif

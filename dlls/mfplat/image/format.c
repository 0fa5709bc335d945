/* SPDX-License-Identifier: MIT */
/* Looks up picture formats and computes their rows, planes and sizes. */

#include "image/format.h"
#include <stddef.h>

/* Everything behind the first field of MFVideoFormat_Base. */
static const GUID subtype_base =
        {0x00000000, 0x0000, 0x0010, {0x80, 0x00, 0x00, 0xaa, 0x00, 0x38, 0x9b, 0x71}};

BOOL image_subtype_is_base(const GUID *subtype)
{
    return !memcmp(&subtype->Data2, &subtype_base.Data2, sizeof(GUID) - offsetof(GUID, Data2));
}

void image_subtype_from_format(DWORD format, GUID *subtype)
{
    *subtype = subtype_base;
    subtype->Data1 = format;
}

const struct image_format *image_format_find(DWORD format)
{
    unsigned int first = 0, end = image_format_count, middle;

    while (first < end)
    {
        middle = (first + end) / 2;
        if (image_format_table[middle].format == format)
            return &image_format_table[middle];
        if (image_format_table[middle].format < format)
            first = middle + 1;
        else
            end = middle;
    }
    return NULL;
}

const struct image_format *image_format_find_base(const GUID *subtype)
{
    return image_subtype_is_base(subtype) ? image_format_find(subtype->Data1) : NULL;
}

static const struct image_format *find_am_subtype(const GUID *am_subtype)
{
    unsigned int i;

    for (i = 0; i < image_format_count; i++)
    {
        if (image_format_table[i].am_subtype && IsEqualGUID(image_format_table[i].am_subtype, am_subtype))
            return &image_format_table[i];
    }
    return NULL;
}

const struct image_format *image_format_find_subtype(const GUID *subtype)
{
    return image_subtype_is_base(subtype) ? image_format_find(subtype->Data1) : find_am_subtype(subtype);
}

void image_subtype_from_am(const GUID *am_subtype, GUID *subtype)
{
    const struct image_format *format = image_subtype_is_base(am_subtype) ? NULL : find_am_subtype(am_subtype);

    if (format)
        image_subtype_from_format(format->format, subtype);
    else
        *subtype = *am_subtype;
}

void image_subtype_to_am(const GUID *subtype, GUID *am_subtype)
{
    const struct image_format *format = image_format_find_base(subtype);

    *am_subtype = format && format->am_subtype ? *format->am_subtype : *subtype;
}

/* Stores a result of up to 64 bits where it fits 32. */
static BOOL store(UINT64 value, UINT32 *result)
{
    *result = value > 0xffffffff ? 0 : value;
    return value <= 0xffffffff;
}

/* a * b * numerator / denominator (small numbers); the product of a and b has to fit 32 bits for any of our results. */
static BOOL store_product(UINT64 a, UINT64 b, unsigned int numerator, unsigned int denominator, UINT32 *result)
{
    UINT64 product;

    if (__builtin_mul_overflow(a, b, &product) || product > 0xffffffff)
    {
        *result = 0;
        return FALSE;
    }
    return store(product * numerator / denominator, result);
}

static UINT64 align_up(UINT64 value, unsigned int unit)
{
    return (value + unit - 1) / unit * unit;
}

/* The width in whole blocks, in pixels. */
static UINT64 block_width(const struct image_format *format, UINT32 width)
{
    return align_up(width, format->block_pixels);
}

/* Bytes of a row of the first plane. The width may be rounded up before, so it has more than 32 bits. */
static UINT64 row_bytes(const struct image_format *format, UINT64 width)
{
    switch (format->layout)
    {
    case IMAGE_LAYOUT_RGB:
        return (width * format->bits + 31) / 32 * 4;
    case IMAGE_LAYOUT_PACKED:
    case IMAGE_LAYOUT_FULL_PITCH:
        return (width + format->block_pixels - 1) / format->block_pixels * format->block_bytes;
    case IMAGE_LAYOUT_SEMI_PLANAR:
    case IMAGE_LAYOUT_HALF_PITCH:
        /* No rounding: these rows are luma samples. */
        return width * (format->block_bytes / format->block_pixels);
    default:
        return 0;
    }
}

BOOL image_format_stride(const struct image_format *format, UINT32 width, UINT32 *stride)
{
    return store(row_bytes(format, width), stride);
}

BOOL image_format_block_stride(const struct image_format *format, UINT32 width, UINT32 *stride)
{
    return store(row_bytes(format, block_width(format, width)), stride);
}

UINT32 image_format_width_of_stride(const struct image_format *format, UINT32 stride)
{
    if (format->layout == IMAGE_LAYOUT_RGB)
        return (UINT64)stride * 8 / format->bits;
    return (UINT64)stride * format->block_pixels / format->block_bytes;
}

/* The picture whose rows take `row` bytes, as the image and plane sizes count it. */
static BOOL picture_size(const struct image_format *format, UINT64 row, UINT32 height, UINT32 *size)
{
    switch (format->layout)
    {
    case IMAGE_LAYOUT_SEMI_PLANAR:
    case IMAGE_LAYOUT_HALF_PITCH:
        return store_product(row, height, 3, 2, size);
    default:
        return store_product(row, height, 1, 1, size);
    }
}

BOOL image_format_image_size(const struct image_format *format, UINT32 width, UINT32 height, UINT32 *size)
{
    return picture_size(format, row_bytes(format, block_width(format, width)), height, size);
}

BOOL image_format_plane_size(const struct image_format *format, UINT32 width, UINT32 height, UINT32 *size)
{
    return picture_size(format, row_bytes(format, width), height, size);
}

BOOL image_format_contiguous_length(const struct image_format *format, UINT32 stride, UINT32 height, UINT32 *length)
{
    switch (format->layout)
    {
    case IMAGE_LAYOUT_SEMI_PLANAR:
        return store_product(stride, height, 3, 2, length);
    case IMAGE_LAYOUT_HALF_PITCH:
        return store_product((UINT64)stride + stride / 2, height, 1, 1, length);
    case IMAGE_LAYOUT_FULL_PITCH:
        return store_product(stride, height, 2, 1, length);
    default:
        return store_product(stride, height, 1, 1, length);
    }
}

BOOL image_format_pitched_length(const struct image_format *format, UINT32 pitch, UINT32 height, UINT32 *length)
{
    switch (format->layout)
    {
    case IMAGE_LAYOUT_SEMI_PLANAR:
    case IMAGE_LAYOUT_HALF_PITCH:
        return store_product(pitch, height, 3, 2, length);
    case IMAGE_LAYOUT_FULL_PITCH:
        return store_product(pitch, height, 2, 1, length);
    default:
        return store_product(pitch, height, 1, 1, length);
    }
}

BOOL image_format_buffer_geometry(const struct image_format *format, UINT32 width, UINT32 height,
        struct image_buffer_geometry *geometry)
{
    /* Half of a pitch is a pitch too where chroma rows lie at half the distance. */
    unsigned int alignment = format->layout == IMAGE_LAYOUT_HALF_PITCH || format->layout == IMAGE_LAYOUT_FULL_PITCH
            ? 128 : 64;

    return image_format_stride(format, width, &geometry->stride)
            && store(align_up(geometry->stride, alignment), &geometry->pitch)
            && image_format_contiguous_length(format, geometry->stride, height, &geometry->contiguous_length)
            && image_format_pitched_length(format, geometry->pitch, height, &geometry->length);
}

unsigned int image_format_parts(const struct image_format *format, UINT32 stride, UINT32 height, SIZE_T pitch,
        struct image_part parts[2])
{
    parts[0].offset = 0;
    parts[0].pitch = pitch;
    parts[0].row_bytes = stride;
    parts[0].rows = height;

    parts[1].offset = pitch * height;
    switch (format->layout)
    {
    case IMAGE_LAYOUT_SEMI_PLANAR:
        parts[1].pitch = pitch;
        parts[1].row_bytes = stride;
        parts[1].rows = height / 2;
        return 2;
    case IMAGE_LAYOUT_HALF_PITCH:
        parts[1].pitch = pitch / 2;
        parts[1].row_bytes = stride / 2;
        parts[1].rows = height;
        return 2;
    case IMAGE_LAYOUT_FULL_PITCH:
        parts[1].pitch = pitch;
        parts[1].row_bytes = stride / 2;
        parts[1].rows = height;
        return 2;
    default:
        return 1;
    }
}

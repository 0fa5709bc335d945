/* SPDX-License-Identifier: MIT */
/* Writes video headers: attributes to structure. */

#include "base/copy.h"
#include "base/memory.h"
#include "base/ratio.h"
#include "mediatype/color_info.h"
#include "mediatype/video_header_layout.h"
#include <d3d9types.h>
#include <mfapi.h>

/* Variable parts behind the structure, in the order they are written. */
struct tail_part
{
    const void *data;
    UINT32 size;
};

struct header_writer
{
    const struct type_items *items;
    const struct video_header_layout *layout;
    const struct image_format *format; /* of the subtype, NULL: unknown */
    UINT32 width;                      /* of the frame; both 0 without a frame size */
    UINT32 height;
    BOOL masks;                        /* colour masks follow the header */
    union video_header header;
    BITMAPINFOHEADER *bitmap;          /* in `header` */
    struct tail_part tail[3];
    unsigned int tail_count;
};

static void add_tail(struct header_writer *writer, const void *data, UINT32 size)
{
    writer->tail[writer->tail_count].data = data;
    writer->tail[writer->tail_count++].size = size;
}

/* biBitCount and biCompression; both are 0 for subtypes without the base pattern (observed). */
static void write_format(struct header_writer *writer, const GUID *subtype)
{
    const struct image_format *format = image_format_find_base(subtype);

    writer->bitmap->biBitCount = format ? format->bits : 0;
    writer->masks = format && (format->flags & IMAGE_FORMAT_BITFIELDS);
    if (writer->masks)
        writer->bitmap->biCompression = BI_BITFIELDS;
    else if (format && (format->flags & IMAGE_FORMAT_BI_RGB))
        writer->bitmap->biCompression = BI_RGB;
    else
        writer->bitmap->biCompression = image_subtype_is_base(subtype) ? subtype->Data1 : 0;
}

/* The width that the stride of an uncompressed format stands for; the frame's when it says no more than that. */
static UINT32 width_of_stride(const struct header_writer *writer, UINT32 stride)
{
    UINT32 least, padded;

    if (!stride || !video_header_is_uncompressed(writer->format))
        return writer->width;
    if (image_format_stride(writer->format, writer->width, &least)
            && image_format_block_stride(writer->format, writer->width, &padded)
            && (stride == least || stride == padded))
        return writer->width;
    return image_format_width_of_stride(writer->format, stride);
}

/* Width, height, image size and the rectangles. */
static HRESULT write_dimensions(struct header_writer *writer)
{
    UINT32 stride_bits, stride, width = writer->width, height = writer->height, image_size;
    BITMAPINFOHEADER *bitmap = writer->bitmap;
    VIDEOINFOHEADER *common = &writer->header.version1; /* its first part is that of the other structures */
    BOOL top_down = FALSE;

    bitmap->biSizeImage = type_items_uint32(writer->items, &MF_MT_SAMPLE_SIZE);
    if (!width)
        return S_OK;

    if (type_items_get_uint32(writer->items, &MF_MT_DEFAULT_STRIDE, &stride_bits))
    {
        stride = (LONG)stride_bits < 0 ? -stride_bits : stride_bits;
        top_down = image_format_is_rgb(writer->format) && (LONG)stride_bits > 0;
        width = width_of_stride(writer, stride);
    }
    if (width > MAXLONG || height > MAXLONG || writer->width > MAXLONG)
        return VIDEO_HEADER_OVERFLOW;
    if (video_header_is_uncompressed(writer->format))
    {
        if (!image_format_image_size(writer->format, width, height, &image_size))
            return VIDEO_HEADER_OVERFLOW;
        bitmap->biSizeImage = image_size;
    }
    bitmap->biWidth = width;
    bitmap->biHeight = top_down ? -(LONG)height : (LONG)height;

    if (width != writer->width)
    {
        common->rcSource.right = common->rcTarget.right = writer->width;
        common->rcSource.bottom = common->rcTarget.bottom = height;
    }
    return S_OK;
}

static DWORD interlace_flags(UINT32 mode)
{
    switch (mode)
    {
    case MFVideoInterlace_FieldInterleavedUpperFirst:
        return AMINTERLACE_IsInterlaced | AMINTERLACE_Field1First;
    case MFVideoInterlace_FieldInterleavedLowerFirst:
        return AMINTERLACE_IsInterlaced;
    case MFVideoInterlace_FieldSingleUpper:
        return AMINTERLACE_IsInterlaced | AMINTERLACE_1FieldPerSample | AMINTERLACE_Field1First;
    case MFVideoInterlace_FieldSingleLower:
        return AMINTERLACE_IsInterlaced | AMINTERLACE_1FieldPerSample;
    case MFVideoInterlace_MixedInterlaceOrProgressive:
        return AMINTERLACE_IsInterlaced | AMINTERLACE_DisplayModeBobOrWeave;
    default:
        return 0;
    }
}

/* From the shape of a pixel to the shape of the picture, in lowest terms. */
static void write_picture_aspect(struct header_writer *writer)
{
    UINT32 horizontal, vertical, x, y;

    type_items_get_pair(writer->items, &MF_MT_PIXEL_ASPECT_RATIO, &horizontal, &vertical);
    ratio_reduce((UINT64)horizontal * writer->width, (UINT64)vertical * writer->height, &x, &y);
    writer->header.version2.dwPictAspectRatioX = x;
    writer->header.version2.dwPictAspectRatioY = y;
}

static DWORD control_flags(const struct type_items *items)
{
    const struct color_info info =
    {
        .chroma_siting = type_items_uint32(items, &MF_MT_VIDEO_CHROMA_SITING),
        .nominal_range = type_items_uint32(items, &MF_MT_VIDEO_NOMINAL_RANGE),
        .matrix = type_items_uint32(items, &MF_MT_YUV_MATRIX),
        .lighting = type_items_uint32(items, &MF_MT_VIDEO_LIGHTING),
        .primaries = type_items_uint32(items, &MF_MT_VIDEO_PRIMARIES),
        .transfer = type_items_uint32(items, &MF_MT_TRANSFER_FUNCTION),
    };
    DWORD flags = color_info_pack(&info);

    if (flags)
        flags |= AMCONTROL_COLORINFO_PRESENT;
    switch (type_items_uint32(items, &MF_MT_PAD_CONTROL_FLAGS))
    {
    case MFVideoPadFlag_PAD_TO_4x3:
        flags |= AMCONTROL_PAD_TO_4x3;
        break;
    case MFVideoPadFlag_PAD_TO_16x9:
        flags |= AMCONTROL_PAD_TO_16x9;
        break;
    }
    return flags ? flags | AMCONTROL_USED : 0;
}

/* The members that all four structures begin with, and those of the second version. */
static void write_common(struct header_writer *writer)
{
    VIDEOINFOHEADER *common = &writer->header.version1;
    UINT32 numerator, denominator;
    UINT64 average_time;

    common->dwBitRate = type_items_uint32(writer->items, &MF_MT_AVG_BITRATE);
    common->dwBitErrorRate = type_items_uint32(writer->items, &MF_MT_AVG_BIT_ERROR_RATE);
    type_items_get_pair(writer->items, &MF_MT_FRAME_RATE, &numerator, &denominator);
    MFFrameRateToAverageTimePerFrame(numerator, denominator, &average_time);
    common->AvgTimePerFrame = average_time;

    if (writer->layout->version2)
    {
        writer->header.version2.dwInterlaceFlags =
                interlace_flags(type_items_uint32(writer->items, &MF_MT_INTERLACE_MODE));
        writer->header.version2.dwControlFlags = control_flags(writer->items);
        write_picture_aspect(writer);
    }
}

/* User data, colour masks and the palette stand behind the structure. */
static void write_extra(struct header_writer *writer)
{
    static const DWORD rgb565_masks[] = {0xf800, 0x07e0, 0x001f};
    UINT32 user_size, palette_size;
    const BYTE *user_data, *palette;

    user_size = type_items_get_blob(writer->items, &MF_MT_USER_DATA, &user_data);
    add_tail(writer, user_data, user_size);
    writer->bitmap->biSize = sizeof(*writer->bitmap) + user_size;

    if (writer->masks)
        add_tail(writer, rgb565_masks, sizeof(rgb565_masks));

    palette_size = type_items_get_blob(writer->items, &MF_MT_PALETTE, &palette) / sizeof(RGBQUAD) * sizeof(RGBQUAD);
    if (palette_size && image_format_is_rgb(writer->format) && writer->format->bits <= 8)
    {
        add_tail(writer, palette, palette_size);
        writer->bitmap->biClrUsed = palette_size / sizeof(RGBQUAD);
    }
}

static void write_mpeg(struct header_writer *writer)
{
    const BYTE *sequence_header;
    UINT32 size = type_items_get_blob(writer->items, &MF_MT_MPEG_SEQUENCE_HEADER, &sequence_header);
    UINT32 start_code = type_items_uint32(writer->items, &MF_MT_MPEG_START_TIME_CODE);

    if (writer->layout->version2)
    {
        MPEG2VIDEOINFO *info = &writer->header.mpeg2;

        info->dwStartTimeCode = start_code;
        info->cbSequenceHeader = size;
        info->dwProfile = type_items_uint32(writer->items, &MF_MT_MPEG2_PROFILE);
        info->dwLevel = type_items_uint32(writer->items, &MF_MT_MPEG2_LEVEL);
        info->dwFlags = type_items_uint32(writer->items, &MF_MT_MPEG2_FLAGS);
        /* Observed: only this one of the two has it. */
        writer->bitmap->biSize = sizeof(*writer->bitmap);
    }
    else
    {
        writer->header.mpeg1.dwStartTimeCode = start_code;
        writer->header.mpeg1.cbSequenceHeader = size;
    }
    add_tail(writer, sequence_header, size);
}

/* Puts structure and tail into one block. The sequence header of MPEG goes to its member, inside the structure; the
 * block is as long as if it stood behind (observed). */
static HRESULT write_block(const struct header_writer *writer, struct video_header_block *block)
{
    UINT32 offset = writer->layout->mpeg ? writer->layout->sequence_offset : writer->layout->size;
    UINT64 size = writer->layout->size;
    unsigned int i;
    BYTE *data;

    for (i = 0; i < writer->tail_count; i++)
        size += writer->tail[i].size;
    if (size > 0xffffffff)
        return VIDEO_HEADER_OVERFLOW;
    data = task_memory_alloc(size);
    if (!data)
        return E_OUTOFMEMORY;

    copy_bytes(data, &writer->header, writer->layout->size);
    if (writer->layout->mpeg)
        memset(data + writer->layout->size, 0, size - writer->layout->size);
    for (i = 0; i < writer->tail_count; i++)
    {
        copy_bytes(data + offset, writer->tail[i].data, writer->tail[i].size);
        offset += writer->tail[i].size;
    }
    block->data = data;
    block->size = size;
    return S_OK;
}

HRESULT video_header_from_items(const struct type_items *items, enum video_header_kind kind,
        struct video_header_block *block)
{
    struct header_writer writer;
    GUID subtype;
    HRESULT hr;

    writer.items = items;
    writer.layout = &video_header_layouts[kind];
    memset(&writer.header, 0, sizeof(writer.header));
    writer.bitmap = writer.layout->version2 ? &writer.header.version2.bmiHeader : &writer.header.version1.bmiHeader;
    writer.tail_count = 0;
    type_items_get_guid(items, &MF_MT_SUBTYPE, &subtype);
    writer.format = image_format_find_subtype(&subtype);
    type_items_get_pair(items, &MF_MT_FRAME_SIZE, &writer.width, &writer.height);
    if (!writer.width || !writer.height)
        writer.width = writer.height = 0;

    writer.bitmap->biPlanes = 1;
    write_format(&writer, &subtype);
    hr = write_dimensions(&writer);
    if (FAILED(hr))
        return hr;
    write_common(&writer);
    if (writer.layout->mpeg)
        write_mpeg(&writer);
    else
        write_extra(&writer);

    hr = write_block(&writer, block);
    if (SUCCEEDED(hr))
    {
        block->uncompressed = video_header_is_uncompressed(writer.format);
        block->has_frame_size = writer.width != 0;
        block->image_size = writer.bitmap->biSizeImage;
    }
    return hr;
}

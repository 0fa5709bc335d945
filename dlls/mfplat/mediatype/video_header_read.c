/* SPDX-License-Identifier: MIT */
/* Reads video headers: structure to attributes. */

#include "base/ratio.h"
#include "mediatype/color_info.h"
#include "mediatype/video_header_layout.h"
#include <d3d9types.h>
#include <mfapi.h>
#include <mferror.h>

/* A header while it is read: its fixed part, and the bytes behind it. */
struct header_reader
{
    const struct video_header_layout *layout;
    const BYTE *bytes;
    UINT32 size;
    union video_header header;
    BITMAPINFOHEADER *bitmap;       /* in `header` */
    GUID subtype;
    const struct image_format *format; /* of the subtype, NULL: unknown */
    UINT32 width;                   /* both 0 without a frame size */
    UINT32 height;
};

/* Where the bitmap header with its extension ends, from the start of the structure; it may lie beyond the end. */
static UINT64 bitmap_end(const struct header_reader *reader)
{
    return (UINT64)reader->layout->bitmap_offset + max(reader->bitmap->biSize, sizeof(BITMAPINFOHEADER));
}

static BOOL has_bytes(const struct header_reader *reader, UINT64 offset, UINT64 count)
{
    return offset + count <= reader->size;
}

/* The format of 16 or 32 bits a pixel by its masks, 0 for unusual ones. */
static DWORD format_of_masks(const struct header_reader *reader)
{
    static const struct
    {
        WORD bits;
        DWORD masks[3];
        DWORD format;
    } known[] =
    {
        {16, {0xf800, 0x07e0, 0x001f}, D3DFMT_R5G6B5},
        {16, {0x7c00, 0x03e0, 0x001f}, D3DFMT_X1R5G5B5},
        {32, {0xff0000, 0xff00, 0xff}, D3DFMT_X8R8G8B8},
    };
    UINT64 offset = bitmap_end(reader);
    DWORD masks[3];
    unsigned int i;

    /* Masks that are counted into the header are those of its later versions: at the same place in all. */
    if (!has_bytes(reader, offset, sizeof(masks)))
        offset = reader->layout->bitmap_offset + sizeof(BITMAPINFOHEADER);
    if (!has_bytes(reader, offset, sizeof(masks)))
        return 0;
    memcpy(masks, reader->bytes + offset, sizeof(masks));
    for (i = 0; i < ARRAYSIZE(known); i++)
    {
        if (known[i].bits == reader->bitmap->biBitCount && !memcmp(known[i].masks, masks, sizeof(masks)))
            return known[i].format;
    }
    return 0;
}

/* The format that the bitmap header tells, 0 when it does not. */
static DWORD implicit_format(const struct header_reader *reader)
{
    switch (reader->bitmap->biCompression)
    {
    case BI_RGB:
        switch (reader->bitmap->biBitCount)
        {
        case 1: return D3DFMT_A1;
        case 4: return MAKEFOURCC('4', 'P', 'x', 'x');
        case 8: return D3DFMT_P8;
        case 16: return D3DFMT_X1R5G5B5;
        case 24: return D3DFMT_R8G8B8;
        case 32: return D3DFMT_X8R8G8B8;
        default: return 0;
        }
    case BI_BITFIELDS:
        return format_of_masks(reader);
    default:
        return reader->bitmap->biCompression;
    }
}

/* Checks the sizes and takes the fixed part. */
static HRESULT reader_init(struct header_reader *reader, enum video_header_kind kind, const void *header, UINT32 size,
        const GUID *subtype)
{
    const struct video_header_layout *layout = &video_header_layouts[kind];
    DWORD format;

    if (!header || size < layout->size)
        return E_INVALIDARG;
    reader->layout = layout;
    reader->bytes = header;
    reader->size = size;
    memset(&reader->header, 0, sizeof(reader->header));
    reader->bitmap = layout->version2 ? &reader->header.version2.bmiHeader : &reader->header.version1.bmiHeader;
    memcpy((BYTE *)reader->bitmap - layout->bitmap_offset, header, layout->size);
    /* Too small a biSize is tolerated (observed); of MPEG headers nobody reads it. */
    if (!layout->mpeg && reader->bitmap->biSize > size - layout->bitmap_offset)
        return E_INVALIDARG;

    if (subtype)
    {
        reader->subtype = *subtype;
    }
    else
    {
        format = implicit_format(reader);
        if (!format)
            return E_INVALIDARG;
        image_subtype_from_format(format, &reader->subtype);
    }
    reader->format = image_format_find_subtype(&reader->subtype);

    reader->width = reader->height = 0;
    if (reader->bitmap->biWidth && reader->bitmap->biHeight)
    {
        if (reader->bitmap->biWidth < 0 || (ULONG)reader->bitmap->biHeight == MINLONG)
            return VIDEO_HEADER_OVERFLOW;
        reader->width = reader->bitmap->biWidth;
        reader->height = abs(reader->bitmap->biHeight);
    }
    return S_OK;
}

static HRESULT read_size_and_stride(struct type_items *items, const struct header_reader *reader)
{
    BOOL sized = video_header_is_uncompressed(reader->format) && reader->width;
    UINT32 image_size = reader->bitmap->biSizeImage, stride;

    type_items_set_nonzero_pair(items, &MF_MT_FRAME_SIZE, reader->width, reader->height);
    if (sized)
    {
        if (!image_format_block_stride(reader->format, reader->width, &stride) || stride > MAXLONG
                || (!image_size && !image_format_image_size(reader->format, reader->width, reader->height, &image_size)))
            return VIDEO_HEADER_OVERFLOW;
        if (image_format_is_rgb(reader->format) && reader->bitmap->biHeight > 0)
            stride = -stride;
        type_items_set_uint32(items, &MF_MT_DEFAULT_STRIDE, stride);
    }
    type_items_set_nonzero(items, &MF_MT_SAMPLE_SIZE, image_size);
    return S_OK;
}

/* rcSource says what to show of the frame; it is not held against the frame size (observed). */
static void read_source_rectangle(struct type_items *items, const RECT *source)
{
    MFVideoArea area;

    if (source->right <= source->left || source->bottom <= source->top)
        return;
    memset(&area, 0, sizeof(area));
    area.OffsetX.value = (SHORT)source->left;
    area.OffsetY.value = (SHORT)source->top;
    area.Area.cx = (LONG)((ULONG)source->right - (ULONG)source->left);
    area.Area.cy = (LONG)((ULONG)source->bottom - (ULONG)source->top);
    type_items_set_blob(items, &MF_MT_MINIMUM_DISPLAY_APERTURE, &area, sizeof(area));
    type_items_set_blob(items, &MF_MT_PAN_SCAN_APERTURE, &area, sizeof(area));
    type_items_set_uint32(items, &MF_MT_PAN_SCAN_ENABLED, 1);
}

/* The colour table behind the extended bitmap header. *found: one was set. */
static HRESULT read_palette(struct type_items *items, const struct header_reader *reader, BOOL *found)
{
    static const BYTE black_and_white[] = {0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0x00};
    UINT64 offset = bitmap_end(reader), size = (UINT64)reader->bitmap->biClrUsed * sizeof(RGBQUAD);
    DWORD format = reader->format ? reader->format->format : 0;

    *found = FALSE;
    if (format != D3DFMT_P8 && format != D3DFMT_A1 && format != MAKEFOURCC('4', 'P', 'x', 'x'))
        return S_OK;

    if (size && has_bytes(reader, offset, size))
    {
        type_items_set_blob(items, &MF_MT_PALETTE, reader->bytes + offset, size);
        *found = TRUE;
    }
    else if (size && format == D3DFMT_P8)
    {
        return MF_E_INVALIDMEDIATYPE;
    }
    else if (format == D3DFMT_A1 && reader->bitmap->biBitCount == 1)
    {
        type_items_set_blob(items, &MF_MT_PALETTE, black_and_white, sizeof(black_and_white));
    }
    return S_OK;
}

static HRESULT read_palette_and_user_data(struct type_items *items, const struct header_reader *reader)
{
    UINT32 offset = reader->layout->bitmap_offset + sizeof(BITMAPINFOHEADER);
    BOOL palette;
    HRESULT hr;

    hr = read_palette(items, reader, &palette);
    if (SUCCEEDED(hr) && !palette && reader->bitmap->biSize > sizeof(BITMAPINFOHEADER))
    {
        type_items_set_blob(items, &MF_MT_USER_DATA, reader->bytes + offset,
                reader->bitmap->biSize - sizeof(BITMAPINFOHEADER));
    }
    return hr;
}

/* Documented flags; the first and the second row were observed (the second as 4 on Windows 7). */
static UINT32 interlace_mode(DWORD flags)
{
    if (!(flags & AMINTERLACE_IsInterlaced))
        return MFVideoInterlace_Progressive;
    if (flags & AMINTERLACE_1FieldPerSample)
        return flags & AMINTERLACE_Field1First ? MFVideoInterlace_FieldSingleUpper
                : MFVideoInterlace_FieldSingleLower;
    if ((flags & AMINTERLACE_DisplayModeMask) == AMINTERLACE_DisplayModeBobOrWeave)
        return MFVideoInterlace_MixedInterlaceOrProgressive;
    return flags & AMINTERLACE_Field1First ? MFVideoInterlace_FieldInterleavedUpperFirst
            : MFVideoInterlace_FieldInterleavedLowerFirst;
}

/* From the shape of the picture to the shape of a pixel: (x * height) : (y * width) in lowest terms. */
static void read_picture_aspect(struct type_items *items, const struct header_reader *reader)
{
    UINT64 x = (UINT64)reader->header.version2.dwPictAspectRatioX * reader->height;
    UINT64 y = (UINT64)reader->header.version2.dwPictAspectRatioY * reader->width;
    UINT32 horizontal, vertical;

    ratio_reduce(x, y, &horizontal, &vertical);
    type_items_set_nonzero_pair(items, &MF_MT_PIXEL_ASPECT_RATIO, horizontal, vertical);
}

static void read_control_flags(struct type_items *items, DWORD flags)
{
    struct color_info info;

    if (flags & AMCONTROL_PAD_TO_4x3)
        type_items_set_uint32(items, &MF_MT_PAD_CONTROL_FLAGS, MFVideoPadFlag_PAD_TO_4x3);
    else if (flags & AMCONTROL_PAD_TO_16x9)
        type_items_set_uint32(items, &MF_MT_PAD_CONTROL_FLAGS, MFVideoPadFlag_PAD_TO_16x9);

    if (!(flags & AMCONTROL_COLORINFO_PRESENT))
        return;
    color_info_unpack(flags, &info);
    type_items_set_nonzero(items, &MF_MT_VIDEO_CHROMA_SITING, info.chroma_siting);
    type_items_set_nonzero(items, &MF_MT_VIDEO_NOMINAL_RANGE, info.nominal_range);
    type_items_set_nonzero(items, &MF_MT_YUV_MATRIX, info.matrix);
    type_items_set_nonzero(items, &MF_MT_VIDEO_LIGHTING, info.lighting);
    type_items_set_nonzero(items, &MF_MT_VIDEO_PRIMARIES, info.primaries);
    type_items_set_nonzero(items, &MF_MT_TRANSFER_FUNCTION, info.transfer);
}

/* What the two versions of the header start with is the same; only this is not. */
static void read_version(struct type_items *items, const struct header_reader *reader)
{
    if (reader->layout->version2)
        read_control_flags(items, reader->header.version2.dwControlFlags);
    if (!reader->width)
        return;

    if (reader->layout->version2)
    {
        read_picture_aspect(items, reader);
        type_items_set_uint32(items, &MF_MT_INTERLACE_MODE,
                interlace_mode(reader->header.version2.dwInterlaceFlags));
    }
    else
    {
        type_items_set_pair(items, &MF_MT_PIXEL_ASPECT_RATIO, 1, 1);
        type_items_set_uint32(items, &MF_MT_INTERLACE_MODE, MFVideoInterlace_Progressive);
    }
}

static HRESULT read_mpeg(struct type_items *items, const struct header_reader *reader)
{
    UINT32 start_code, sequence_size;

    if (reader->layout->version2)
    {
        const MPEG2VIDEOINFO *info = &reader->header.mpeg2;

        start_code = info->dwStartTimeCode;
        sequence_size = info->cbSequenceHeader;
        type_items_set_nonzero(items, &MF_MT_MPEG2_PROFILE, info->dwProfile);
        type_items_set_nonzero(items, &MF_MT_MPEG2_LEVEL, info->dwLevel);
        type_items_set_nonzero(items, &MF_MT_MPEG2_FLAGS, info->dwFlags);
    }
    else
    {
        start_code = reader->header.mpeg1.dwStartTimeCode;
        sequence_size = reader->header.mpeg1.cbSequenceHeader;
    }
    if (!has_bytes(reader, reader->layout->sequence_offset, sequence_size))
        return E_INVALIDARG;
    type_items_set_nonzero(items, &MF_MT_MPEG_START_TIME_CODE, start_code);
    type_items_set_nonempty(items, &MF_MT_MPEG_SEQUENCE_HEADER, reader->bytes + reader->layout->sequence_offset,
            sequence_size);
    return S_OK;
}

HRESULT video_items_from_header(struct type_items *items, enum video_header_kind kind, const void *header, UINT32 size,
        const GUID *subtype)
{
    UINT32 numerator, denominator;
    struct header_reader reader;
    const VIDEOINFOHEADER *common;
    HRESULT hr;

    hr = reader_init(&reader, kind, header, size, subtype);
    if (FAILED(hr))
        return hr;

    type_items_set_guid(items, &MF_MT_MAJOR_TYPE, &MFMediaType_Video);
    type_items_set_guid(items, &MF_MT_SUBTYPE, &reader.subtype);
    hr = read_size_and_stride(items, &reader);
    if (FAILED(hr))
        return hr;
    read_version(items, &reader);

    /* Up to AvgTimePerFrame both versions are the same. */
    common = &reader.header.version1;
    type_items_set_nonzero(items, &MF_MT_AVG_BITRATE, common->dwBitRate);
    type_items_set_nonzero(items, &MF_MT_AVG_BIT_ERROR_RATE, common->dwBitErrorRate);
    if (common->AvgTimePerFrame)
    {
        MFAverageTimePerFrameToFrameRate(common->AvgTimePerFrame, &numerator, &denominator);
        type_items_set_pair(items, &MF_MT_FRAME_RATE, numerator, denominator);
    }
    if (video_header_is_uncompressed(reader.format))
    {
        type_items_set_uint32(items, &MF_MT_FIXED_SIZE_SAMPLES, 1);
        type_items_set_uint32(items, &MF_MT_ALL_SAMPLES_INDEPENDENT, 1);
    }
    read_source_rectangle(items, &common->rcSource);

    return reader.layout->mpeg ? read_mpeg(items, &reader) : read_palette_and_user_data(items, &reader);
}

static HRESULT init_media_type(IMFMediaType *type, enum video_header_kind kind, const void *header, UINT32 size,
        const GUID *subtype)
{
    struct type_items items;

    if (!type)
        return E_INVALIDARG;
    type_items_init(&items);
    return type_items_commit(&items, type, video_items_from_header(&items, kind, header, size, subtype));
}

/* Makes a media type describe what a VIDEOINFOHEADER says; what the type held before is gone.
 * Params:  size: bytes at `header`, its extra bytes included; subtype: of Media Foundation, not checked, or NULL: from
 *          biCompression and biBitCount.
 * Returns: S_OK; E_INVALIDARG for NULL, a size below 88 bytes or biSize, and when no subtype can be told;
 *          MF_E_INVALIDMEDIATYPE when a palette is missing; HRESULT_FROM_WIN32(ERROR_ARITHMETIC_OVERFLOW) for a negative
 *          width and for sizes beyond 32 bits; E_OUTOFMEMORY. A failed call changes nothing.
 * Threads: any; the type changes in one step. Needs no MFStartup.
 * Rule:    observed on Windows 8 to 11. */
HRESULT WINAPI MFInitMediaTypeFromVideoInfoHeader(IMFMediaType *type, const VIDEOINFOHEADER *header, UINT32 size,
        const GUID *subtype)
{
    return init_media_type(type, VIDEO_HEADER_1, header, size, subtype);
}

/* The same for a VIDEOINFOHEADER2 of 112 bytes: interlacing, aspect ratio and colours come from the header. */
HRESULT WINAPI MFInitMediaTypeFromVideoInfoHeader2(IMFMediaType *type, const VIDEOINFOHEADER2 *header, UINT32 size,
        const GUID *subtype)
{
    return init_media_type(type, VIDEO_HEADER_2, header, size, subtype);
}

/* The same for a MPEG1VIDEOINFO of 104 bytes, whose cbSequenceHeader must fit the size as well: E_INVALIDARG. */
HRESULT WINAPI MFInitMediaTypeFromMPEG1VideoInfo(IMFMediaType *type, const MPEG1VIDEOINFO *info, UINT32 size,
        const GUID *subtype)
{
    return init_media_type(type, VIDEO_HEADER_MPEG1, info, size, subtype);
}

/* The same for a MPEG2VIDEOINFO of 136 bytes; cbSequenceHeader counts bytes. */
HRESULT WINAPI MFInitMediaTypeFromMPEG2VideoInfo(IMFMediaType *type, const MPEG2VIDEOINFO *info, UINT32 size,
        const GUID *subtype)
{
    return init_media_type(type, VIDEO_HEADER_MPEG2, info, size, subtype);
}

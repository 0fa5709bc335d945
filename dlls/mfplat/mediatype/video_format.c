/* SPDX-License-Identifier: MIT */
/* MFVIDEOFORMAT from and to the attributes of a media type. */

#include "mediatype/video_format.h"
#include "base/copy.h"
#include "base/memory.h"
#include "image/format.h"
#include "mediatype/media_type.h"
#include "mediatype/video_flags.h"
#include <stddef.h>
#include <mfapi.h>

#define OVERFLOW_ERROR HRESULT_FROM_WIN32(ERROR_ARITHMETIC_OVERFLOW)
#define PALETTE_OFFSET (offsetof(MFVIDEOFORMAT, surfaceInfo) + offsetof(MFVideoSurfaceInfo, Palette))

C_ASSERT(sizeof(MFVIDEOFORMAT) == 176 && PALETTE_OFFSET == 168);

UINT64 video_format_header_size(UINT32 entries)
{
    return entries ? PALETTE_OFFSET + sizeof(MFPaletteEntry) * ((UINT64)entries + 1) : sizeof(MFVIDEOFORMAT);
}

/* Members that are an attribute each, one to one. */
static const struct
{
    const GUID *key;
    size_t offset; /* of a UINT32 in the structure */
} members[] =
{
    {&MF_MT_VIDEO_CHROMA_SITING, offsetof(MFVIDEOFORMAT, videoInfo.SourceChromaSubsampling)},
    {&MF_MT_INTERLACE_MODE, offsetof(MFVIDEOFORMAT, videoInfo.InterlaceMode)},
    {&MF_MT_TRANSFER_FUNCTION, offsetof(MFVIDEOFORMAT, videoInfo.TransferFunction)},
    {&MF_MT_VIDEO_PRIMARIES, offsetof(MFVIDEOFORMAT, videoInfo.ColorPrimaries)},
    {&MF_MT_YUV_MATRIX, offsetof(MFVIDEOFORMAT, videoInfo.TransferMatrix)},
    {&MF_MT_VIDEO_LIGHTING, offsetof(MFVIDEOFORMAT, videoInfo.SourceLighting)},
    {&MF_MT_VIDEO_NOMINAL_RANGE, offsetof(MFVIDEOFORMAT, videoInfo.NominalRange)},
    {&MF_MT_MAX_KEYFRAME_SPACING, offsetof(MFVIDEOFORMAT, compressedInfo.MaxKeyFrameSpacing)},
};

/* Those that are pairs. */
static const struct
{
    const GUID *key;
    size_t offset; /* of two UINT32 */
} pairs[] =
{
    {&MF_MT_FRAME_SIZE, offsetof(MFVIDEOFORMAT, videoInfo.dwWidth)},
    {&MF_MT_PIXEL_ASPECT_RATIO, offsetof(MFVIDEOFORMAT, videoInfo.PixelAspectRatio)},
    {&MF_MT_FRAME_RATE, offsetof(MFVIDEOFORMAT, videoInfo.FramesPerSecond)},
};

/* And those that are areas. */
static const struct
{
    const GUID *key;
    size_t offset; /* of a MFVideoArea */
} areas[] =
{
    {&MF_MT_GEOMETRIC_APERTURE, offsetof(MFVIDEOFORMAT, videoInfo.GeometricAperture)},
    {&MF_MT_MINIMUM_DISPLAY_APERTURE, offsetof(MFVIDEOFORMAT, videoInfo.MinimumDisplayAperture)},
    {&MF_MT_PAN_SCAN_APERTURE, offsetof(MFVIDEOFORMAT, videoInfo.PanScanAperture)},
};

static void *member_at(MFVIDEOFORMAT *format, size_t offset)
{
    return (BYTE *)format + offset;
}

static HRESULT read_stride_and_size(struct type_items *items, const MFVideoInfo *info, const struct image_format *row)
{
    UINT32 stride, size;

    if (!image_format_is_sized(row))
        return S_OK;
    type_items_set_uint32(items, &MF_MT_FIXED_SIZE_SAMPLES, 1);
    type_items_set_uint32(items, &MF_MT_ALL_SAMPLES_INDEPENDENT, 1);
    if (!info->dwWidth || !info->dwHeight)
        return S_OK;

    if (!image_format_block_stride(row, info->dwWidth, &stride) || stride > MAXLONG
            || !image_format_image_size(row, info->dwWidth, info->dwHeight, &size))
        return OVERFLOW_ERROR;
    if (image_format_is_rgb(row) && (info->VideoFlags & MFVideoFlag_BottomUpLinearRep))
        stride = -stride;
    type_items_set_uint32(items, &MF_MT_DEFAULT_STRIDE, stride);
    type_items_set_uint32(items, &MF_MT_SAMPLE_SIZE, size);
    return S_OK;
}

HRESULT video_items_from_video_format(struct type_items *items, const MFVIDEOFORMAT *format, UINT32 size,
        const GUID *subtype)
{
    const BYTE *bytes = (const BYTE *)format;
    UINT64 header_size;
    MFVIDEOFORMAT fixed;
    unsigned int i;
    HRESULT hr;

    if (!format || size < sizeof(fixed))
        return E_INVALIDARG;
    memcpy(&fixed, bytes, sizeof(fixed));
    header_size = video_format_header_size(fixed.surfaceInfo.PaletteEntries);
    if (fixed.dwSize > size || fixed.dwSize < header_size)
        return E_INVALIDARG;
    if ((fixed.videoInfo.dwWidth | fixed.videoInfo.dwHeight) & 0x80000000)
        return OVERFLOW_ERROR;
    if (!subtype && !IsEqualGUID(&fixed.guidFormat, &GUID_NULL))
        subtype = &fixed.guidFormat;

    type_items_set_guid(items, &MF_MT_MAJOR_TYPE, &MFMediaType_Video);
    if (subtype)
    {
        type_items_set_guid(items, &MF_MT_SUBTYPE, subtype);
        hr = read_stride_and_size(items, &fixed.videoInfo, image_format_find_subtype(subtype));
        if (FAILED(hr))
            return hr;
    }
    for (i = 0; i < ARRAYSIZE(members); i++)
        type_items_set_nonzero(items, members[i].key, *(UINT32 *)member_at(&fixed, members[i].offset));
    for (i = 0; i < ARRAYSIZE(pairs); i++)
    {
        const UINT32 *pair = member_at(&fixed, pairs[i].offset);

        type_items_set_nonzero_pair(items, pairs[i].key, pair[0], pair[1]);
    }
    for (i = 0; i < ARRAYSIZE(areas); i++)
    {
        const MFVideoArea *area = member_at(&fixed, areas[i].offset);

        if (area->Area.cx && area->Area.cy)
            type_items_set_blob(items, areas[i].key, area, sizeof(*area));
    }
    video_items_from_flags(items, fixed.videoInfo.VideoFlags);
    type_items_set_nonzero(items, &MF_MT_AVG_BITRATE, fixed.compressedInfo.AvgBitrate);
    type_items_set_nonzero(items, &MF_MT_AVG_BIT_ERROR_RATE, fixed.compressedInfo.AvgBitErrorRate);
    type_items_set_nonempty(items, &MF_MT_PALETTE, bytes + PALETTE_OFFSET,
            fixed.surfaceInfo.PaletteEntries * sizeof(MFPaletteEntry));
    type_items_set_nonempty(items, &MF_MT_USER_DATA, bytes + header_size, fixed.dwSize - header_size);
    return S_OK;
}

/* All but the palette and the user data. */
static void write_members(const struct type_items *items, MFVIDEOFORMAT *format)
{
    const struct image_format *row;
    const BYTE *area;
    unsigned int i;

    for (i = 0; i < ARRAYSIZE(members); i++)
        *(UINT32 *)member_at(format, members[i].offset) = type_items_uint32(items, members[i].key);
    for (i = 0; i < ARRAYSIZE(pairs); i++)
    {
        UINT32 *pair = member_at(format, pairs[i].offset);

        type_items_get_pair(items, pairs[i].key, &pair[0], &pair[1]);
    }
    for (i = 0; i < ARRAYSIZE(areas); i++)
    {
        if (type_items_get_blob(items, areas[i].key, &area) >= sizeof(MFVideoArea))
            memcpy(member_at(format, areas[i].offset), area, sizeof(MFVideoArea));
    }

    format->videoInfo.VideoFlags = video_flags_from_items(items);
    if ((LONG)type_items_uint32(items, &MF_MT_DEFAULT_STRIDE) < 0)
        format->videoInfo.VideoFlags |= MFVideoFlag_BottomUpLinearRep;
    format->compressedInfo.AvgBitrate = type_items_uint32(items, &MF_MT_AVG_BITRATE);
    format->compressedInfo.AvgBitErrorRate = type_items_uint32(items, &MF_MT_AVG_BIT_ERROR_RATE);

    type_items_get_guid(items, &MF_MT_SUBTYPE, &format->guidFormat);
    row = image_format_find_base(&format->guidFormat);
    format->surfaceInfo.Format = image_format_is_sized(row) ? row->format : 0;
}

HRESULT video_format_from_items(const struct type_items *items, MFVIDEOFORMAT **format, UINT32 *size)
{
    const BYTE *palette, *user_data;
    UINT32 entries, user_size;
    UINT64 header_size, total;
    MFVIDEOFORMAT *block;

    entries = type_items_get_blob(items, &MF_MT_PALETTE, &palette) / sizeof(MFPaletteEntry);
    user_size = type_items_get_blob(items, &MF_MT_USER_DATA, &user_data);
    header_size = video_format_header_size(entries);
    total = header_size + user_size;
    if (total > 0xffffffff)
        return OVERFLOW_ERROR;
    block = task_memory_alloc(total);
    if (!block)
        return E_OUTOFMEMORY;

    memset(block, 0, header_size);
    block->dwSize = total;
    write_members(items, block);
    block->surfaceInfo.PaletteEntries = entries;
    copy_bytes((BYTE *)block + PALETTE_OFFSET, palette, entries * sizeof(MFPaletteEntry));
    copy_bytes((BYTE *)block + header_size, user_data, user_size);

    *format = block;
    *size = total;
    return S_OK;
}

/* Makes a media type describe a video format; what the type held before is gone.
 * Params:  format: dwSize counts its palette (with room for one entry more than PaletteEntries) and the user data behind
 *          it; size: bytes at `format`.
 * Returns: S_OK; E_INVALIDARG for NULL, a size below dwSize, a dwSize too small for the palette;
 *          HRESULT_FROM_WIN32(ERROR_ARITHMETIC_OVERFLOW) for a dimension with the sign bit and for pictures beyond 32
 *          bits; E_OUTOFMEMORY. A failed call changes nothing.
 * Threads: any; the type changes in one step. Needs no MFStartup.
 * Rule:    observed on Windows 8 to 11. */
HRESULT WINAPI MFInitMediaTypeFromMFVideoFormat(IMFMediaType *type, const MFVIDEOFORMAT *format, UINT32 size)
{
    struct type_items items;

    if (!type)
        return E_INVALIDARG;
    type_items_init(&items);
    return type_items_commit(&items, type, video_items_from_video_format(&items, format, size, NULL));
}

/* Makes a video format of a media type, of whatever it holds.
 * Params:  format: receives the block, to be freed with CoTaskMemFree; NULL on failure. size: receives its bytes (the
 *          dwSize in it), may be NULL.
 * Returns: S_OK; E_INVALIDARG for NULL; E_OUTOFMEMORY; HRESULT_FROM_WIN32(ERROR_ARITHMETIC_OVERFLOW) for more palette and
 *          user data than dwSize can count.
 * Threads: any. Needs no MFStartup.
 * Rule:    observed on Windows 8 to 11. */
HRESULT WINAPI MFCreateMFVideoFormatFromMFMediaType(IMFMediaType *type, MFVIDEOFORMAT **format, UINT32 *size)
{
    struct type_items items;
    UINT32 block_size;
    HRESULT hr;

    if (format)
        *format = NULL;
    if (size)
        *size = 0;
    if (!type || !format)
        return E_INVALIDARG;

    hr = type_items_read(&items, type);
    if (FAILED(hr))
        return hr;
    hr = video_format_from_items(&items, format, &block_size);
    if (SUCCEEDED(hr) && size)
        *size = block_size;
    type_items_destroy(&items);
    return hr;
}

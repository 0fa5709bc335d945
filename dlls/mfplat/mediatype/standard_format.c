/* SPDX-License-Identifier: MIT */
/* Video formats from scratch: MFInitVideoFormat_RGB, MFInitVideoFormat, and what an existing one is made of. */

#include "image/format.h"
#include <d3d9types.h>
#include <mfapi.h>

static void set_area(MFVideoArea *area, UINT32 left, UINT32 width, UINT32 height)
{
    memset(area, 0, sizeof(*area));
    area->OffsetX.value = left;
    area->Area.cx = width;
    area->Area.cy = height;
}

/* Fills in a progressive RGB format of 60 frames a second, for a surface of the computer's screen.
 * Params:  format: is overwritten, dwSize included; width, height: pixels, not checked; d3d_format: any D3DFORMAT or
 *          FOURCC, 0 for D3DFMT_X8R8G8B8.
 * Returns: S_OK; E_INVALIDARG for NULL.
 * Threads: any. Needs no MFStartup.
 * Rule:    observed on Windows: RGB formats get the sRGB transfer function, all others a linear one. */
HRESULT WINAPI MFInitVideoFormat_RGB(MFVIDEOFORMAT *format, DWORD width, DWORD height, DWORD d3d_format)
{
    const struct image_format *row;
    MFVideoInfo *info;

    if (!format)
        return E_INVALIDARG;
    if (!d3d_format)
        d3d_format = D3DFMT_X8R8G8B8;
    row = image_format_find(d3d_format);

    memset(format, 0, sizeof(*format));
    format->dwSize = sizeof(*format);
    info = &format->videoInfo;
    info->dwWidth = width;
    info->dwHeight = height;
    info->PixelAspectRatio.Numerator = info->PixelAspectRatio.Denominator = 1;
    info->InterlaceMode = MFVideoInterlace_Progressive;
    info->TransferFunction = row && (row->flags & IMAGE_FORMAT_SRGB) ? MFVideoTransFunc_sRGB : MFVideoTransFunc_10;
    info->ColorPrimaries = MFVideoPrimaries_BT709;
    info->SourceLighting = MFVideoLighting_office;
    info->FramesPerSecond.Numerator = 60;
    info->FramesPerSecond.Denominator = 1;
    info->NominalRange = MFNominalRange_Normal;
    set_area(&info->GeometricAperture, 0, width, height);
    set_area(&info->MinimumDisplayAperture, 0, width, height);
    image_subtype_from_format(d3d_format, &format->guidFormat);
    format->surfaceInfo.Format = d3d_format;
    return S_OK;
}

/* The standards. 525 lines: 720x480, 30000/1001 frames a second; 625 lines: 720x576, 25; of the 720 pixels of a line 704
 * are the picture of 4:3. */
static const struct
{
    WORD width, height, picture_width;
    WORD aspect_x, aspect_y;
    UINT32 rate, rate_base;
    BYTE interlace;
    BYTE chroma;
    BYTE primaries;
    BYTE matrix;
} standards[] =
{
#define SD_525 720, 480, 704, 10, 11, 30000, 1001
#define SD_625 720, 576, 704, 12, 11, 25, 1
#define COLOR_525 MFVideoPrimaries_SMPTE170M, MFVideoTransferMatrix_BT601
#define COLOR_625 MFVideoPrimaries_BT470_2_SysBG, MFVideoTransferMatrix_BT601
#define COLOR_HD MFVideoPrimaries_BT709, MFVideoTransferMatrix_BT709
    [MFStdVideoFormat_NTSC] = {SD_525, MFVideoInterlace_FieldInterleavedLowerFirst, MFVideoChromaSubsampling_MPEG2,
            COLOR_525},
    [MFStdVideoFormat_PAL] = {SD_625, MFVideoInterlace_FieldInterleavedUpperFirst, MFVideoChromaSubsampling_MPEG2,
            COLOR_625},
    [MFStdVideoFormat_DVD_NTSC] = {SD_525, MFVideoInterlace_MixedInterlaceOrProgressive,
            MFVideoChromaSubsampling_MPEG2, COLOR_525},
    [MFStdVideoFormat_DVD_PAL] = {SD_625, MFVideoInterlace_MixedInterlaceOrProgressive,
            MFVideoChromaSubsampling_MPEG2, COLOR_625},
    [MFStdVideoFormat_DV_PAL] = {SD_625, MFVideoInterlace_FieldInterleavedLowerFirst, MFVideoChromaSubsampling_DV_PAL,
            COLOR_625},
    [MFStdVideoFormat_DV_NTSC] = {SD_525, MFVideoInterlace_FieldInterleavedLowerFirst, MFVideoChromaSubsampling_MPEG2,
            COLOR_525},
    [MFStdVideoFormat_ATSC_SD480i] = {SD_525, MFVideoInterlace_FieldInterleavedLowerFirst,
            MFVideoChromaSubsampling_MPEG2, COLOR_525},
    [MFStdVideoFormat_ATSC_HD1080i] = {1920, 1080, 1920, 1, 1, 30000, 1001,
            MFVideoInterlace_FieldInterleavedUpperFirst, MFVideoChromaSubsampling_MPEG2, COLOR_HD},
    [MFStdVideoFormat_ATSC_HD720p] = {1280, 720, 1280, 1, 1, 60000, 1001, MFVideoInterlace_Progressive,
            MFVideoChromaSubsampling_MPEG2, COLOR_HD},
};

/* Fills in the format of a television standard; the subtype is left to the caller (GUID_NULL).
 * Params:  format: is overwritten, dwSize included; type: MFStdVideoFormat_NTSC to _ATSC_HD720p.
 * Returns: S_OK; E_INVALIDARG for NULL and for a type that is none.
 * Threads: any. Needs no MFStartup.
 * Rule:    the documented dimensions; what the documentation leaves open follows the video standards. */
HRESULT WINAPI MFInitVideoFormat(MFVIDEOFORMAT *format, MFStandardVideoFormat type)
{
    MFVideoInfo *info;
    unsigned int left;

    if (!format || (unsigned int)type >= ARRAYSIZE(standards) || !standards[type].width)
        return E_INVALIDARG;

    memset(format, 0, sizeof(*format));
    format->dwSize = sizeof(*format);
    info = &format->videoInfo;
    info->dwWidth = standards[type].width;
    info->dwHeight = standards[type].height;
    info->PixelAspectRatio.Numerator = standards[type].aspect_x;
    info->PixelAspectRatio.Denominator = standards[type].aspect_y;
    info->SourceChromaSubsampling = standards[type].chroma;
    info->InterlaceMode = standards[type].interlace;
    info->TransferFunction = MFVideoTransFunc_709;
    info->ColorPrimaries = standards[type].primaries;
    info->TransferMatrix = standards[type].matrix;
    info->SourceLighting = MFVideoLighting_dim;
    info->FramesPerSecond.Numerator = standards[type].rate;
    info->FramesPerSecond.Denominator = standards[type].rate_base;
    info->NominalRange = MFNominalRange_Wide;
    left = (standards[type].width - standards[type].picture_width) / 2;
    set_area(&info->GeometricAperture, left, standards[type].picture_width, standards[type].height);
    set_area(&info->MinimumDisplayAperture, left, standards[type].picture_width, standards[type].height);
    return S_OK;
}

/* The FOURCC or D3DFORMAT of an uncompressed format.
 * Returns: the number in guidFormat; 0 (D3DFMT_UNKNOWN) for compressed and unknown formats and for NULL.
 * Threads: any. Needs no MFStartup.
 * Rule:    documented. */
DWORD WINAPI MFGetUncompressedVideoFormat(const MFVIDEOFORMAT *format)
{
    const struct image_format *row = format ? image_format_find_base(&format->guidFormat) : NULL;

    return image_format_is_sized(row) ? row->format : 0;
}

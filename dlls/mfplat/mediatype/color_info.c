/* SPDX-License-Identifier: MIT */
/* The colour description in one number, and its conversion from and to MFVIDEOFORMAT. */

#include "mediatype/color_info.h"
#include <stddef.h>
#include <mfapi.h>

/* Where each member stands in the number. */
static const struct
{
    size_t member; /* offset in struct color_info */
    unsigned int shift;
    UINT32 mask;
} fields[] =
{
    {offsetof(struct color_info, chroma_siting), 8, 0xf},
    {offsetof(struct color_info, nominal_range), 12, 0x7},
    {offsetof(struct color_info, matrix), 15, 0x7},
    {offsetof(struct color_info, lighting), 18, 0xf},
    {offsetof(struct color_info, primaries), 22, 0x1f},
    {offsetof(struct color_info, transfer), 27, 0x1f},
};

UINT32 color_info_pack(const struct color_info *info)
{
    UINT32 packed = 0;
    unsigned int i;

    for (i = 0; i < ARRAYSIZE(fields); i++)
        packed |= (*(const UINT32 *)((const char *)info + fields[i].member) & fields[i].mask) << fields[i].shift;
    return packed;
}

void color_info_unpack(UINT32 packed, struct color_info *info)
{
    unsigned int i;

    for (i = 0; i < ARRAYSIZE(fields); i++)
        *(UINT32 *)((char *)info + fields[i].member) = packed >> fields[i].shift & fields[i].mask;
}

/* DXVA's sample format: the interlace mode, where both number alike; mixed content counts as interleaved. */
static DWORD sample_format(UINT32 interlace_mode)
{
    return interlace_mode == MFVideoInterlace_MixedInterlaceOrProgressive
            ? MFVideoInterlace_FieldInterleavedUpperFirst : interlace_mode & 0xff;
}

/* Packs the colour description of a format into the layout of DXVA2_ExtendedFormat.
 * Params:  dxva: receives the number; its lowest byte is the interlace mode as a DXVA2_SampleFormat.
 * Returns: S_OK; E_INVALIDARG for NULL.
 * Threads: any. Needs no MFStartup.
 * Rule:    documented. */
HRESULT WINAPI MFConvertColorInfoToDXVA(DWORD *dxva, const MFVIDEOFORMAT *format)
{
    struct color_info info;
    MFVideoInfo video;

    if (!dxva || !format)
        return E_INVALIDARG;
    memcpy(&video, &format->videoInfo, sizeof(video));
    info.chroma_siting = video.SourceChromaSubsampling;
    info.nominal_range = video.NominalRange;
    info.matrix = video.TransferMatrix;
    info.lighting = video.SourceLighting;
    info.primaries = video.ColorPrimaries;
    info.transfer = video.TransferFunction;
    *dxva = color_info_pack(&info) | sample_format(video.InterlaceMode);
    return S_OK;
}

/* Sets the colour description of a format from a DXVA2_ExtendedFormat: six members, the interlace mode is not one.
 * Returns: S_OK; E_INVALIDARG for NULL.
 * Threads: any. Needs no MFStartup.
 * Rule:    documented. */
HRESULT WINAPI MFConvertColorInfoFromDXVA(MFVIDEOFORMAT *format, DWORD dxva)
{
    struct color_info info;

    if (!format)
        return E_INVALIDARG;
    color_info_unpack(dxva, &info);
    format->videoInfo.SourceChromaSubsampling = info.chroma_siting;
    format->videoInfo.NominalRange = info.nominal_range;
    format->videoInfo.TransferMatrix = info.matrix;
    format->videoInfo.SourceLighting = info.lighting;
    format->videoInfo.ColorPrimaries = info.primaries;
    format->videoInfo.TransferFunction = info.transfer;
    return S_OK;
}

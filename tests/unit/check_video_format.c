/* SPDX-License-Identifier: MIT */
/* MFVIDEOFORMAT from and to media types, and from scratch. Observed on Windows 8 to 11 unless a case says otherwise. */

#include "support/type_check.h"
#include <d3d9types.h>
#include <mfapi.h>
#include <mferror.h>

#define OVERFLOW_ERROR HRESULT_FROM_WIN32(ERROR_ARITHMETIC_OVERFLOW)

static IMFMediaType *type;
static MFVIDEOFORMAT format;

static void setup(void)
{
    ck_assert_ok(MFCreateMediaType(&type));
    memset(&format, 0, sizeof(format));
    format.dwSize = sizeof(format);
}

static void teardown(void)
{
    IMFMediaType_Release(type);
}

static HRESULT init(void)
{
    return MFInitMediaTypeFromMFVideoFormat(type, &format, sizeof(format));
}

START_TEST(sizes_are_checked)
{
    BYTE block[256] = {0};
    MFVIDEOFORMAT *large = (MFVIDEOFORMAT *)block;
    static const struct { DWORD size, buffer_size, entries; HRESULT hr; } rows[] =
    {
        {175, 175, 0, E_INVALIDARG}, {176, 175, 0, E_INVALIDARG}, {176, 176, 0, S_OK}, {200, 176, 8, E_INVALIDARG},
        {204, 204, 8, S_OK}, {203, 204, 8, E_INVALIDARG}, {204, 203, 8, E_INVALIDARG}, {0, 176, 0, E_INVALIDARG},
        {204, 204, 0xffffffff, E_INVALIDARG}, {204, 204, 0x3fffffff, E_INVALIDARG}, {204, 204, 0x40000000, E_INVALIDARG},
    };
    unsigned int i;

    ck_assert_uint_eq(sizeof(MFVIDEOFORMAT), 176);
    ck_assert_hr(MFInitMediaTypeFromMFVideoFormat(type, NULL, 0), E_INVALIDARG);
    for (i = 0; i < ARRAYSIZE(rows); i++)
    {
        large->dwSize = rows[i].size;
        large->surfaceInfo.PaletteEntries = rows[i].entries;
        ck_assert_hr_msg(MFInitMediaTypeFromMFVideoFormat(type, large, rows[i].buffer_size), rows[i].hr, "row %u", i);
    }
}
END_TEST

START_TEST(zero_format_is_only_a_major_type)
{
    ck_assert_ok(init());
    ck_assert_guid(type, MF_MT_MAJOR_TYPE, &MFMediaType_Video);
    ck_assert_lacks(type, MF_MT_SUBTYPE);
    ck_assert_count(type, 1);
}
END_TEST

START_TEST(subtype_decides_on_stride_and_size)
{
    format.guidFormat = MFVideoFormat_RGB32;
    ck_assert_ok(init());
    ck_assert_guid(type, MF_MT_SUBTYPE, &MFVideoFormat_RGB32);
    ck_assert_nonzero(type, MF_MT_FIXED_SIZE_SAMPLES);
    ck_assert_nonzero(type, MF_MT_ALL_SAMPLES_INDEPENDENT);
    ck_assert_lacks(type, MF_MT_FRAME_SIZE);

    format.videoInfo.dwWidth = 123;
    ck_assert_ok(init());
    ck_assert_lacks(type, MF_MT_FRAME_SIZE);
    ck_assert_lacks(type, MF_MT_DEFAULT_STRIDE);
    ck_assert_lacks(type, MF_MT_SAMPLE_SIZE);

    format.videoInfo.dwHeight = 456;
    ck_assert_ok(init());
    ck_assert_pair(type, MF_MT_FRAME_SIZE, 123, 456);
    ck_assert_uint32(type, MF_MT_DEFAULT_STRIDE, 492);
    ck_assert_uint32(type, MF_MT_SAMPLE_SIZE, 224352);
    ck_assert_lacks(type, MF_MT_PIXEL_ASPECT_RATIO);
    ck_assert_lacks(type, MF_MT_INTERLACE_MODE);

    format.videoInfo.VideoFlags = MFVideoFlag_BottomUpLinearRep;
    ck_assert_ok(init());
    ck_assert_uint32(type, MF_MT_DEFAULT_STRIDE, -492);
    ck_assert_uint32(type, MF_MT_SAMPLE_SIZE, 224352);

    format.guidFormat = MFVideoFormat_H264;
    ck_assert_ok(init());
    ck_assert_lacks(type, MF_MT_DEFAULT_STRIDE);
    ck_assert_lacks(type, MF_MT_SAMPLE_SIZE);
    ck_assert_lacks(type, MF_MT_FIXED_SIZE_SAMPLES);
    ck_assert_lacks(type, MF_MT_ALL_SAMPLES_INDEPENDENT);

    format.guidFormat = MFVideoFormat_NV12;
    ck_assert_ok(init());
    ck_assert_uint32(type, MF_MT_DEFAULT_STRIDE, 124);
    ck_assert_uint32(type, MF_MT_SAMPLE_SIZE, 84816);
}
END_TEST

START_TEST(dimensions_with_the_sign_bit_overflow)
{
    format.guidFormat = MFVideoFormat_RGB32;
    format.videoInfo.dwWidth = -123;
    ck_assert_hr(init(), OVERFLOW_ERROR);
    format.videoInfo.dwWidth = 123;
    format.videoInfo.dwHeight = -456;
    ck_assert_hr(init(), OVERFLOW_ERROR);
    format.videoInfo.dwWidth = 0;
    ck_assert_hr(init(), OVERFLOW_ERROR);
    /* Unobserved: pictures beyond 32 bits. */
    format.videoInfo.dwWidth = format.videoInfo.dwHeight = 0x7fffffff;
    ck_assert(FAILED(init()));
    format.videoInfo.dwWidth = format.videoInfo.dwHeight = 65536;
    ck_assert(FAILED(init()));
}
END_TEST

START_TEST(members_become_attributes_when_not_zero)
{
    static const struct { size_t offset; const GUID *key; UINT32 value; } rows[] =
    {
        {offsetof(MFVIDEOFORMAT, videoInfo.SourceChromaSubsampling), &MF_MT_VIDEO_CHROMA_SITING, 5},
        {offsetof(MFVIDEOFORMAT, videoInfo.InterlaceMode), &MF_MT_INTERLACE_MODE, 7},
        {offsetof(MFVIDEOFORMAT, videoInfo.TransferFunction), &MF_MT_TRANSFER_FUNCTION, 5},
        {offsetof(MFVIDEOFORMAT, videoInfo.ColorPrimaries), &MF_MT_VIDEO_PRIMARIES, 2},
        {offsetof(MFVIDEOFORMAT, videoInfo.TransferMatrix), &MF_MT_YUV_MATRIX, 1},
        {offsetof(MFVIDEOFORMAT, videoInfo.SourceLighting), &MF_MT_VIDEO_LIGHTING, 1},
        {offsetof(MFVIDEOFORMAT, videoInfo.NominalRange), &MF_MT_VIDEO_NOMINAL_RANGE, 2},
        {offsetof(MFVIDEOFORMAT, compressedInfo.AvgBitrate), &MF_MT_AVG_BITRATE, 123456},
        {offsetof(MFVIDEOFORMAT, compressedInfo.AvgBitErrorRate), &MF_MT_AVG_BIT_ERROR_RATE, 654321},
        {offsetof(MFVIDEOFORMAT, compressedInfo.MaxKeyFrameSpacing), &MF_MT_MAX_KEYFRAME_SPACING, (UINT32)-123},
    };
    UINT32 value;
    unsigned int i;

    for (i = 0; i < ARRAYSIZE(rows); i++)
    {
        ck_assert_ok(init());
        ck_assert_count(type, 1 + i, "before row %u", i);
        *(UINT32 *)((BYTE *)&format + rows[i].offset) = rows[i].value;
        ck_assert_ok(init());
        ck_assert_hr_msg(IMFMediaType_GetUINT32(type, rows[i].key, &value), S_OK, "row %u", i);
        ck_assert_msg(value == rows[i].value, "row %u: %u", i, value);
    }
}
END_TEST

START_TEST(ratios_need_both_parts)
{
    format.videoInfo.PixelAspectRatio.Numerator = 7;
    format.videoInfo.FramesPerSecond.Numerator = 30000;
    ck_assert_ok(init());
    ck_assert_lacks(type, MF_MT_PIXEL_ASPECT_RATIO);
    ck_assert_lacks(type, MF_MT_FRAME_RATE);
    format.videoInfo.PixelAspectRatio.Denominator = 8;
    format.videoInfo.FramesPerSecond.Denominator = 1001;
    ck_assert_ok(init());
    ck_assert_pair(type, MF_MT_PIXEL_ASPECT_RATIO, 7, 8);
    ck_assert_pair(type, MF_MT_FRAME_RATE, 30000, 1001);
}
END_TEST

START_TEST(apertures_need_an_area)
{
    MFVideoArea offsets_only = {{1, 2}, {3, 4}, {0, 0}}, area = {{1, 2}, {3, 4}, {-120, -450}};

    format.videoInfo.GeometricAperture = format.videoInfo.MinimumDisplayAperture = offsets_only;
    format.videoInfo.PanScanAperture = offsets_only;
    ck_assert_ok(init());
    ck_assert_count(type, 1);
    format.videoInfo.GeometricAperture = area;
    ck_assert_ok(init());
    ck_assert_blob(type, MF_MT_GEOMETRIC_APERTURE, &area, sizeof(area));
    ck_assert_lacks(type, MF_MT_MINIMUM_DISPLAY_APERTURE);
    format.videoInfo.MinimumDisplayAperture = area;
    ck_assert_ok(init());
    ck_assert_blob(type, MF_MT_MINIMUM_DISPLAY_APERTURE, &area, sizeof(area));
    ck_assert_lacks(type, MF_MT_PAN_SCAN_APERTURE);
    format.videoInfo.PanScanAperture = area;
    ck_assert_ok(init());
    ck_assert_blob(type, MF_MT_PAN_SCAN_APERTURE, &area, sizeof(area));
    ck_assert_lacks(type, MF_MT_PAN_SCAN_ENABLED);
}
END_TEST

START_TEST(flags_become_attributes)
{
    format.videoInfo.VideoFlags = MFVideoFlag_PAD_TO_16x9;
    ck_assert_ok(init());
    ck_assert_uint32(type, MF_MT_PAD_CONTROL_FLAGS, MFVideoPadFlag_PAD_TO_16x9);
    ck_assert_count(type, 2);
    format.videoInfo.VideoFlags = MFVideoFlag_SrcContentHint16x9;
    ck_assert_ok(init());
    ck_assert_uint32(type, MF_MT_SOURCE_CONTENT_HINT, MFVideoSrcContentHintFlag_16x9);
    ck_assert_count(type, 2);
    format.videoInfo.VideoFlags = MFVideoFlag_DigitallyProtected;
    ck_assert_ok(init());
    ck_assert_uint32(type, MF_MT_DRM_FLAGS, MFVideoDRMFlag_DigitallyProtected);
    ck_assert_count(type, 2);
    format.videoInfo.VideoFlags = MFVideoFlag_PanScanEnabled;
    ck_assert_ok(init());
    ck_assert_uint32(type, MF_MT_PAN_SCAN_ENABLED, 1);
    ck_assert_count(type, 2);
}
END_TEST

START_TEST(palette_and_user_data)
{
    BYTE block[256] = {0};
    MFVIDEOFORMAT *large = (MFVIDEOFORMAT *)block;
    unsigned int i;

    for (i = 168; i < sizeof(block); i++)
        block[i] = i;
    large->dwSize = 204;
    large->guidFormat = MFVideoFormat_H264;
    large->surfaceInfo.Format = MAKEFOURCC('H','2','6','4');
    large->surfaceInfo.PaletteEntries = 8;
    ck_assert_ok(MFInitMediaTypeFromMFVideoFormat(type, large, 204));
    ck_assert_blob(type, MF_MT_PALETTE, block + 168, 32);
    ck_assert_lacks(type, MF_MT_USER_DATA);

    large->dwSize = 210;
    ck_assert_ok(MFInitMediaTypeFromMFVideoFormat(type, large, 210));
    ck_assert_blob(type, MF_MT_PALETTE, block + 168, 32);
    ck_assert_blob(type, MF_MT_USER_DATA, block + 204, 6);

    large->dwSize = 182;
    large->surfaceInfo.PaletteEntries = 0;
    ck_assert_ok(MFInitMediaTypeFromMFVideoFormat(type, large, 182));
    ck_assert_lacks(type, MF_MT_PALETTE);
    ck_assert_blob(type, MF_MT_USER_DATA, block + 176, 6);
}
END_TEST

static MFVIDEOFORMAT *create(UINT32 expected_size)
{
    MFVIDEOFORMAT *created;
    UINT32 size;

    ck_assert_ok(MFCreateMFVideoFormatFromMFMediaType(type, &created, &size));
    ck_assert_uint_eq(size, expected_size);
    ck_assert_uint_eq(created->dwSize, expected_size);
    return created;
}

START_TEST(every_media_type_has_a_video_format)
{
    BYTE data[256] = {1, 2, 3};
    MFVIDEOFORMAT *created;

    created = create(176);
    ck_assert_uint_eq(created->videoInfo.VideoFlags, 0);
    ck_assert_uint_eq(created->videoInfo.dwWidth, 0);
    CoTaskMemFree(created);

    ck_assert_ok(IMFMediaType_SetGUID(type, &MF_MT_SUBTYPE, &MFVideoFormat_RGB32));
    set_pair(type, &MF_MT_FRAME_SIZE, 123, 456);
    created = create(176);
    ck_assert_uint_eq(created->videoInfo.dwWidth, 123);
    ck_assert_uint_eq(created->videoInfo.dwHeight, 456);
    ck_assert_uint_eq(created->videoInfo.VideoFlags, 0);
    ck_assert(IsEqualGUID(&created->guidFormat, &MFVideoFormat_RGB32));
    CoTaskMemFree(created);

    ck_assert_ok(IMFMediaType_SetUINT32(type, &MF_MT_DEFAULT_STRIDE, 492));
    created = create(176);
    ck_assert_uint_eq(created->videoInfo.VideoFlags, 0);
    CoTaskMemFree(created);
    ck_assert_ok(IMFMediaType_SetUINT32(type, &MF_MT_DEFAULT_STRIDE, -492));
    created = create(176);
    ck_assert_uint_eq(created->videoInfo.VideoFlags, MFVideoFlag_BottomUpLinearRep);
    CoTaskMemFree(created);

    ck_assert_ok(IMFMediaType_SetBlob(type, &MF_MT_PALETTE, data, 256));
    created = create(428);
    ck_assert_uint_eq(created->surfaceInfo.PaletteEntries, 64);
    ck_assert_mem_eq((BYTE *)created + 168, data, 256);
    CoTaskMemFree(created);
    ck_assert_ok(IMFMediaType_SetBlob(type, &MF_MT_USER_DATA, data, 32));
    created = create(460);
    ck_assert_mem_eq((BYTE *)created + 428, data, 32);
    CoTaskMemFree(created);
}
END_TEST

static UINT32 random_state;

static UINT32 next_random(void)
{
    random_state = random_state * 1664525 + 1013904223;
    return random_state >> 8;
}

/* Structures in the range of valid formats come back byte for byte. */
START_TEST(generated_formats_survive_the_round_trip)
{
    static const GUID *const subtypes[] = {&MFVideoFormat_RGB32, &MFVideoFormat_NV12, &MFVideoFormat_H264,
            &MFVideoFormat_RGB8, &MFVideoFormat_YUY2};
    BYTE block[600];
    MFVIDEOFORMAT *before = (MFVIDEOFORMAT *)block, *after;
    MFVideoArea *areas[] = {&before->videoInfo.GeometricAperture, &before->videoInfo.MinimumDisplayAperture,
            &before->videoInfo.PanScanAperture};
    unsigned int i, k, entries, header;
    UINT32 size;

    random_state = _i + 1;
    for (i = 0; i < 300; i++)
    {
        memset(block, 0, sizeof(block));
        before->videoInfo.dwWidth = 1 + next_random() % 4096;
        before->videoInfo.dwHeight = 1 + next_random() % 4096;
        if (next_random() % 4)
        {
            before->videoInfo.PixelAspectRatio.Numerator = 1 + next_random() % 100;
            before->videoInfo.PixelAspectRatio.Denominator = 1 + next_random() % 100;
        }
        before->videoInfo.FramesPerSecond.Numerator = 1 + next_random();
        before->videoInfo.FramesPerSecond.Denominator = 1 + next_random();
        before->videoInfo.SourceChromaSubsampling = next_random() % 8;
        before->videoInfo.InterlaceMode = next_random() % 8;
        before->videoInfo.TransferFunction = next_random() % 18;
        before->videoInfo.ColorPrimaries = next_random() % 13;
        before->videoInfo.TransferMatrix = next_random() % 6;
        before->videoInfo.SourceLighting = next_random() % 5;
        before->videoInfo.NominalRange = next_random() % 5;
        before->guidFormat = *subtypes[next_random() % ARRAYSIZE(subtypes)];
        before->videoInfo.VideoFlags = next_random() & 0x2007f;
        before->surfaceInfo.Format = before->guidFormat.Data1;
        if (IsEqualGUID(&before->guidFormat, &MFVideoFormat_H264))
            before->surfaceInfo.Format = 0;
        else if (before->surfaceInfo.Format == D3DFMT_X8R8G8B8 && next_random() % 2)
            before->videoInfo.VideoFlags |= MFVideoFlag_BottomUpLinearRep;
        before->compressedInfo.AvgBitrate = next_random();
        before->compressedInfo.AvgBitErrorRate = next_random() % 2;
        before->compressedInfo.MaxKeyFrameSpacing = next_random() % 3;
        for (k = 0; k < 3; k++)
        {
            if (next_random() % 2)
            {
                areas[k]->OffsetX.value = next_random();
                areas[k]->OffsetY.fract = next_random();
                areas[k]->Area.cx = 1 + next_random();
                areas[k]->Area.cy = -1 - (LONG)next_random();
            }
        }
        entries = next_random() % 3 ? 0 : next_random() % 64;
        header = entries ? 168 + 4 * (entries + 1) : 176;
        before->surfaceInfo.PaletteEntries = entries;
        for (k = 168; k < 168 + 4 * entries; k++)
            block[k] = next_random();
        size = next_random() % 2 ? next_random() % 64 : 0;
        for (k = 0; k < size; k++)
            block[header + k] = next_random();
        before->dwSize = header + size;

        ck_assert_ok(MFInitMediaTypeFromMFVideoFormat(type, before, before->dwSize));
        ck_assert_ok(MFCreateMFVideoFormatFromMFMediaType(type, &after, &size));
        ck_assert_msg(size == before->dwSize && !memcmp(after, block, size), "round %u: %u bytes of %lu", i, size,
                before->dwSize);
        CoTaskMemFree(after);
    }
}
END_TEST

static const struct { DWORD format; UINT32 transfer; } rgb_formats[] =
{
    {0, 7}, {D3DFMT_X8R8G8B8, 7}, {D3DFMT_R8G8B8, 7}, {D3DFMT_A8R8G8B8, 7}, {D3DFMT_R5G6B5, 7}, {D3DFMT_X1R5G5B5, 7},
    {D3DFMT_A2B10G10R10, 7}, {D3DFMT_A2R10G10B10, 7}, {D3DFMT_P8, 7}, {D3DFMT_L8, 1}, {D3DFMT_D16, 1},
    {MAKEFOURCC('Y','U','Y','2'), 1}, {D3DFMT_A16B16G16R16F, 1}, {D3DFMT_DXT1, 1}, {D3DFMT_DXT3, 1},
};

START_TEST(rgb_format_from_scratch)
{
    DWORD number = rgb_formats[_i].format ? rgb_formats[_i].format : D3DFMT_X8R8G8B8;
    MFVIDEOFORMAT expected = {0};

    expected.dwSize = 176;
    expected.videoInfo.dwWidth = 123;
    expected.videoInfo.dwHeight = 456;
    expected.videoInfo.PixelAspectRatio.Numerator = expected.videoInfo.PixelAspectRatio.Denominator = 1;
    expected.videoInfo.InterlaceMode = MFVideoInterlace_Progressive;
    expected.videoInfo.TransferFunction = rgb_formats[_i].transfer;
    expected.videoInfo.ColorPrimaries = MFVideoPrimaries_BT709;
    expected.videoInfo.SourceLighting = MFVideoLighting_office;
    expected.videoInfo.FramesPerSecond.Numerator = 60;
    expected.videoInfo.FramesPerSecond.Denominator = 1;
    expected.videoInfo.NominalRange = MFNominalRange_Normal;
    expected.videoInfo.GeometricAperture.Area.cx = expected.videoInfo.MinimumDisplayAperture.Area.cx = 123;
    expected.videoInfo.GeometricAperture.Area.cy = expected.videoInfo.MinimumDisplayAperture.Area.cy = 456;
    expected.guidFormat = subtype_of(number);
    expected.surfaceInfo.Format = number;

    memset(&format, 0xa5, sizeof(format));
    ck_assert_ok(MFInitVideoFormat_RGB(&format, 123, 456, rgb_formats[_i].format));
    ck_assert_uint_eq(format.dwSize, expected.dwSize);
    ck_assert_mem_eq(&format.videoInfo, &expected.videoInfo, offsetof(MFVideoInfo, PanScanAperture) + 16);
    ck_assert_uint_eq(format.videoInfo.VideoFlags, 0);
    ck_assert(IsEqualGUID(&format.guidFormat, &expected.guidFormat));
    ck_assert_uint_eq(format.compressedInfo.AvgBitrate, 0);
    ck_assert_uint_eq(format.compressedInfo.AvgBitErrorRate, 0);
    ck_assert_uint_eq(format.compressedInfo.MaxKeyFrameSpacing, 0);
    ck_assert_uint_eq(format.surfaceInfo.Format, number);
    ck_assert_uint_eq(format.surfaceInfo.PaletteEntries, 0);
    ck_assert_hr(MFInitVideoFormat_RGB(NULL, 123, 456, 22), E_INVALIDARG);
}
END_TEST

/* Documented dimensions; the ratios follow the standards. */
START_TEST(standard_formats)
{
    static const struct { DWORD width, height, rate, base; } rows[] =
    {
        {0, 0, 0, 0}, {720, 480, 30000, 1001}, {720, 576, 25, 1}, {720, 480, 30000, 1001}, {720, 576, 25, 1},
        {720, 576, 25, 1}, {720, 480, 30000, 1001}, {720, 480, 30000, 1001}, {1920, 1080, 30000, 1001},
        {1280, 720, 60000, 1001},
    };
    unsigned int i;

    for (i = 1; i < ARRAYSIZE(rows); i++)
    {
        memset(&format, 0xa5, sizeof(format));
        ck_assert_hr_msg(MFInitVideoFormat(&format, i), S_OK, "standard %u", i);
        ck_assert_uint_eq(format.dwSize, sizeof(format));
        ck_assert_msg(format.videoInfo.dwWidth == rows[i].width && format.videoInfo.dwHeight == rows[i].height,
                "standard %u: %lux%lu", i, format.videoInfo.dwWidth, format.videoInfo.dwHeight);
        ck_assert_msg(format.videoInfo.FramesPerSecond.Numerator == rows[i].rate
                && format.videoInfo.FramesPerSecond.Denominator == rows[i].base, "standard %u: rate", i);
        ck_assert_uint_eq(format.surfaceInfo.PaletteEntries, 0);
        ck_assert_ok(MFInitMediaTypeFromMFVideoFormat(type, &format, sizeof(format)));
        ck_assert_pair(type, MF_MT_FRAME_SIZE, rows[i].width, rows[i].height, "standard %u", i);
        /* A picture of 4:3 or 16:9 over the geometric aperture. */
        ck_assert_uint_eq(format.videoInfo.GeometricAperture.Area.cx * format.videoInfo.PixelAspectRatio.Numerator
                * (i < 8 ? 3 : 9), format.videoInfo.GeometricAperture.Area.cy
                * format.videoInfo.PixelAspectRatio.Denominator * (i < 8 ? 4 : 16));
    }
    ck_assert_hr(MFInitVideoFormat(&format, 0), E_INVALIDARG); /* unobserved, as the others */
    ck_assert_hr(MFInitVideoFormat(&format, 10), E_INVALIDARG);
    ck_assert_hr(MFInitVideoFormat(&format, -1), E_INVALIDARG);
    ck_assert_hr(MFInitVideoFormat(NULL, 1), E_INVALIDARG);
}
END_TEST

/* Documented: the layout of DXVA2_ExtendedFormat. */
START_TEST(color_info_and_dxva)
{
    MFVIDEOFORMAT before;
    DWORD dxva = 0;

    ck_assert_ok(MFInitVideoFormat_RGB(&format, 16, 16, 0));
    ck_assert_ok(MFConvertColorInfoToDXVA(&dxva, &format));
    ck_assert_msg(dxva == 0x38881002, "%#lx", dxva);

    memset(&format, 0, sizeof(format));
    before = format;
    before.videoInfo.SourceChromaSubsampling = 0xf;
    before.videoInfo.NominalRange = 4;
    before.videoInfo.TransferMatrix = 5;
    before.videoInfo.SourceLighting = 3;
    before.videoInfo.ColorPrimaries = 12;
    before.videoInfo.TransferFunction = 17;
    ck_assert_ok(MFConvertColorInfoToDXVA(&dxva, &before));
    ck_assert_ok(MFConvertColorInfoFromDXVA(&format, dxva));
    ck_assert_mem_eq(&format, &before, sizeof(format));

    /* Six members change, no other. */
    memset(&format, 0xa5, sizeof(format));
    before = format;
    ck_assert_ok(MFConvertColorInfoFromDXVA(&format, 0x02));
    ck_assert_uint_eq(format.videoInfo.NominalRange, 0);
    before.videoInfo.SourceChromaSubsampling = 0;
    before.videoInfo.NominalRange = 0;
    before.videoInfo.TransferMatrix = 0;
    before.videoInfo.SourceLighting = 0;
    before.videoInfo.ColorPrimaries = 0;
    before.videoInfo.TransferFunction = 0;
    ck_assert_mem_eq(&format, &before, sizeof(format));
}
END_TEST

/* Documented. */
START_TEST(uncompressed_format_number)
{
    static const struct { DWORD number; BOOL uncompressed; } rows[] =
    {
        {22, TRUE}, {41, TRUE}, {MAKEFOURCC('N','V','1','2'), TRUE}, {MAKEFOURCC('Y','U','Y','2'), TRUE},
        {MAKEFOURCC('I','4','2','0'), TRUE}, {MAKEFOURCC('H','2','6','4'), FALSE}, {MAKEFOURCC('W','M','V','3'), FALSE},
    };
    unsigned int i;

    for (i = 0; i < ARRAYSIZE(rows); i++)
    {
        format.guidFormat = subtype_of(rows[i].number);
        if (rows[i].uncompressed)
            format.surfaceInfo.Format = rows[i].number;
        else
            format.surfaceInfo.Format = 0;
        ck_assert_msg(MFGetUncompressedVideoFormat(&format) == (rows[i].uncompressed ? rows[i].number : 0), "row %u: %lu",
                i, MFGetUncompressedVideoFormat(&format));
    }
}
END_TEST

static Suite *video_format_suite(void)
{
    Suite *suite = suite_create("video_format");
    TCase *tcase = tcase_create("contract");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, zero_format_is_only_a_major_type);
    tcase_add_test(tcase, subtype_decides_on_stride_and_size);
    tcase_add_test(tcase, members_become_attributes_when_not_zero);
    tcase_add_test(tcase, ratios_need_both_parts);
    tcase_add_test(tcase, apertures_need_an_area);
    tcase_add_test(tcase, flags_become_attributes);
    tcase_add_test(tcase, palette_and_user_data);
    tcase_add_test(tcase, every_media_type_has_a_video_format);
    tcase_add_loop_test(tcase, generated_formats_survive_the_round_trip, 0, 4);
    tcase_add_loop_test(tcase, rgb_format_from_scratch, 0, ARRAYSIZE(rgb_formats));
    tcase_add_test(tcase, standard_formats);
    tcase_add_test(tcase, color_info_and_dxva);
    tcase_add_test(tcase, uncompressed_format_number);
    suite_add_tcase(suite, tcase);

    tcase = tcase_create("errors");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, sizes_are_checked);
    tcase_add_test(tcase, dimensions_with_the_sign_bit_overflow);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return suite_main(video_format_suite());
}

/* SPDX-License-Identifier: MIT */
/* AM_MEDIA_TYPE from and to media types, and representations. Observed on Windows 8 to 11 unless a case says otherwise. */

#include "support/type_check.h"
#include <mmreg.h>
#include <strmif.h>
#include <dvdmedia.h>
#include <amvideo.h>
#include <uuids.h>

#define CC(a, b, c, d) MAKEFOURCC(a, b, c, d)

static const GUID odd_subtype = {0x12345678, 0x1234, 0x1234, {0x23, 0x23, 0x23, 0x23, 0x23, 0x23, 0x23, 0x23}};

static IMFMediaType *type;
static AM_MEDIA_TYPE am;

static void setup(void)
{
    ck_assert_ok(MFCreateMediaType(&type));
    memset(&am, 0, sizeof(am));
}

static void teardown(void)
{
    IMFMediaType_Release(type);
}

/* The block of the last conversion; freed by the next one. */
static void convert(const GUID *format_type)
{
    CoTaskMemFree(am.pbFormat);
    memset(&am, 0xa5, sizeof(am));
    ck_assert_ok(MFInitAMMediaTypeFromMFMediaType(type, *format_type, &am));
}

static void free_block(void)
{
    CoTaskMemFree(am.pbFormat);
    am.pbFormat = NULL;
}

START_TEST(incomplete_types_are_refused)
{
    AM_MEDIA_TYPE *created = (void *)1;

    ck_assert_hr(MFInitAMMediaTypeFromMFMediaType(type, GUID_NULL, &am), MF_E_ATTRIBUTENOTFOUND);
    ck_assert_hr(MFCreateAMMediaTypeFromMFMediaType(type, GUID_NULL, &created), MF_E_ATTRIBUTENOTFOUND);
    reset_type(type, &MFMediaType_Video, NULL);
    ck_assert_hr(MFInitAMMediaTypeFromMFMediaType(type, GUID_NULL, &am), MF_E_ATTRIBUTENOTFOUND);
    reset_type(type, &MFMediaType_Audio, NULL);
    ck_assert_hr(MFInitAMMediaTypeFromMFMediaType(type, GUID_NULL, &am), MF_E_ATTRIBUTENOTFOUND);
    ck_assert_hr(MFCreateAMMediaTypeFromMFMediaType(type, GUID_NULL, &created), MF_E_ATTRIBUTENOTFOUND);
    reset_type(type, &MFMediaType_Audio, &MFAudioFormat_PCM);
    ck_assert_hr(MFInitAMMediaTypeFromMFMediaType(type, FORMAT_VideoInfo, &am), E_INVALIDARG);
    reset_type(type, &MFMediaType_Video, &MFVideoFormat_RGB32);
    ck_assert_hr(MFInitAMMediaTypeFromMFMediaType(type, FORMAT_WaveFormatEx, &am), E_INVALIDARG);
}
END_TEST

/* Rows of the observed matrix; -1: not looked at. */
static const struct
{
    const GUID *major, *subtype, *wanted;
    int fixed, temporal, sample_size;
    const GUID *format_type;
    ULONG size;
    const GUID *am_subtype; /* NULL: the same */
} blocks[] =
{
    {&MFMediaType_Audio, &MFAudioFormat_PCM, &GUID_NULL, 0, 1, 0, &FORMAT_WaveFormatEx, 18, NULL},
    {&MFMediaType_Audio, &MFAudioFormat_PCM, &AM_MEDIA_TYPE_REPRESENTATION, -1, -1, -1, &GUID_NULL, 0, NULL},
    {&MFMediaType_Video, &MFVideoFormat_RGB32, &GUID_NULL, -1, -1, -1, &FORMAT_VideoInfo, 88, &MEDIASUBTYPE_RGB32},
    {&MFMediaType_Video, &MFVideoFormat_RGB32, &FORMAT_VideoInfo, 1, 0, 0, &FORMAT_VideoInfo, 88, &MEDIASUBTYPE_RGB32},
    {&MFMediaType_Video, &MFVideoFormat_RGB32, &FORMAT_VideoInfo2, 1, 0, 0, &FORMAT_VideoInfo2, 112, &MEDIASUBTYPE_RGB32},
    {&MFMediaType_Video, &MFVideoFormat_RGB32, &FORMAT_MPEGVideo, 1, 0, 0, &FORMAT_MPEGVideo, 104, &MEDIASUBTYPE_RGB32},
    {&MFMediaType_Video, &MFVideoFormat_RGB32, &FORMAT_MPEG2Video, -1, -1, -1, &FORMAT_MPEG2Video, 136, &MEDIASUBTYPE_RGB32},
    {&MFMediaType_Video, &MFVideoFormat_RGB32, &FORMAT_MFVideoFormat, 0, 1, 0, &FORMAT_MFVideoFormat, 176, NULL},
    {&MFMediaType_Video, &MFVideoFormat_RGB32, &AM_MEDIA_TYPE_REPRESENTATION, -1, -1, -1, &GUID_NULL, 0, NULL},
    {&MFMediaType_Video, &MEDIASUBTYPE_MPEG1Packet, &GUID_NULL, 0, 1, 0, &FORMAT_MPEGVideo, 104, NULL},
    {&MFMediaType_Video, &MEDIASUBTYPE_MPEG1Payload, &GUID_NULL, 0, 1, 0, &FORMAT_MPEGVideo, 104, NULL},
    {&MFMediaType_Video, &MEDIASUBTYPE_MPEG2_VIDEO, &GUID_NULL, -1, -1, -1, &FORMAT_MPEG2Video, 136, NULL},
    {&MFMediaType_Video, &MFVideoFormat_H264, &GUID_NULL, -1, -1, -1, &FORMAT_VideoInfo, 88, NULL},
};

START_TEST(format_blocks)
{
    AM_MEDIA_TYPE *created;

    reset_type(type, blocks[_i].major, blocks[_i].subtype);
    convert(blocks[_i].wanted);
    ck_assert(IsEqualGUID(&am.majortype, blocks[_i].major));
    ck_assert(IsEqualGUID(&am.subtype, blocks[_i].am_subtype ? blocks[_i].am_subtype : blocks[_i].subtype));
    if (blocks[_i].fixed >= 0)
    {
        ck_assert_int_eq(am.bFixedSizeSamples, blocks[_i].fixed);
        ck_assert_int_eq(am.bTemporalCompression, blocks[_i].temporal);
        ck_assert_uint_eq(am.lSampleSize, blocks[_i].sample_size);
    }
    ck_assert(IsEqualGUID(&am.formattype, blocks[_i].format_type));
    ck_assert_uint_eq(am.cbFormat, blocks[_i].size);
    ck_assert(!am.pbFormat == !blocks[_i].size);
    ck_assert(!am.pUnk);

    ck_assert_ok(MFCreateAMMediaTypeFromMFMediaType(type, *blocks[_i].wanted, &created));
    ck_assert_uint_eq(created->cbFormat, am.cbFormat);
    ck_assert(!am.cbFormat || !memcmp(created->pbFormat, am.pbFormat, am.cbFormat));
    ck_assert(IsEqualGUID(&created->subtype, &am.subtype));
    CoTaskMemFree(created->pbFormat);
    CoTaskMemFree(created);
    free_block();
}
END_TEST

START_TEST(sample_attributes)
{
    reset_type(type, &MFMediaType_Audio, &MFAudioFormat_PCM);
    ck_assert_ok(IMFMediaType_SetUINT32(type, &MF_MT_FIXED_SIZE_SAMPLES, 1));
    convert(&GUID_NULL);
    ck_assert_int_eq(am.bFixedSizeSamples, 1);
    ck_assert_int_eq(am.bTemporalCompression, 1);
    ck_assert_ok(IMFMediaType_SetUINT32(type, &MF_MT_ALL_SAMPLES_INDEPENDENT, 1));
    ck_assert_ok(IMFMediaType_SetUINT32(type, &MF_MT_SAMPLE_SIZE, 123456));
    convert(&GUID_NULL);
    ck_assert_int_eq(am.bTemporalCompression, 0);
    ck_assert_uint_eq(am.lSampleSize, 123456);
    ck_assert_ok(IMFMediaType_SetUINT32(type, &MF_MT_AUDIO_NUM_CHANNELS, 3));
    convert(&FORMAT_WaveFormatEx);
    ck_assert_uint_eq(am.cbFormat, 40);
    ck_assert_uint_eq(((WAVEFORMATEXTENSIBLE *)am.pbFormat)->dwChannelMask, 7);
    free_block();
}
END_TEST

static VIDEOINFOHEADER *header(void)
{
    return (VIDEOINFOHEADER *)am.pbFormat;
}

static void check_header(LONG width, LONG height, DWORD image_size)
{
    convert(&GUID_NULL);
    ck_assert_int_eq(header()->bmiHeader.biWidth, width);
    ck_assert_int_eq(header()->bmiHeader.biHeight, height);
    ck_assert_uint_eq(header()->bmiHeader.biSizeImage, image_size);
}

static void check_rectangles(LONG right, LONG bottom)
{
    RECT expected = {0, 0, right, bottom};

    ck_assert(EqualRect(&header()->rcSource, &expected));
    ck_assert(EqualRect(&header()->rcTarget, &expected));
}

START_TEST(video_info_header_fields)
{
    static const VIDEOINFOHEADER zero;
    static const MFVideoArea area = {{0, 12}, {0, 34}, {56, 78}};

    reset_type(type, &MFMediaType_Video, &MFVideoFormat_RGB32);
    convert(&GUID_NULL);
    ck_assert_uint_eq(header()->bmiHeader.biSize, 40);
    ck_assert_uint_eq(header()->bmiHeader.biBitCount, 32);
    ck_assert_uint_eq(header()->bmiHeader.biCompression, BI_RGB);

    ck_assert_ok(IMFMediaType_SetBlob(type, &MF_MT_USER_DATA, (const UINT8 *)"\1\2\3", 3));
    convert(&GUID_NULL);
    ck_assert_uint_eq(am.cbFormat, 91);
    ck_assert_mem_eq(am.pbFormat, &zero, offsetof(VIDEOINFOHEADER, bmiHeader));
    ck_assert_uint_eq(header()->bmiHeader.biSize, 43);
    ck_assert_int_eq(header()->bmiHeader.biWidth, 0);
    ck_assert_int_eq(header()->bmiHeader.biHeight, 0);
    ck_assert_uint_eq(header()->bmiHeader.biPlanes, 1);
    ck_assert_uint_eq(header()->bmiHeader.biSizeImage, 0);
    ck_assert_mem_eq(am.pbFormat + 88, "\1\2\3", 3);

    reset_type(type, &MFMediaType_Video, &MFVideoFormat_RGB565);
    convert(&GUID_NULL);
    ck_assert_uint_eq(am.cbFormat, 100);
    ck_assert_uint_eq(header()->bmiHeader.biSize, 40);
    ck_assert_uint_eq(header()->bmiHeader.biBitCount, 16);
    ck_assert_uint_eq(header()->bmiHeader.biCompression, BI_BITFIELDS);

    reset_type(type, &MFMediaType_Video, &MFVideoFormat_WMV2);
    convert(&GUID_NULL);
    ck_assert_uint_eq(header()->bmiHeader.biBitCount, 0);
    ck_assert_uint_eq(header()->bmiHeader.biCompression, CC('W','M','V','2'));

    reset_type(type, &MFMediaType_Video, &MFVideoFormat_NV12);
    set_pair(type, &MF_MT_FRAME_RATE, 123, 456);
    ck_assert_ok(IMFMediaType_SetUINT32(type, &MF_MT_AVG_BITRATE, 123456));
    ck_assert_ok(IMFMediaType_SetUINT32(type, &MF_MT_AVG_BIT_ERROR_RATE, 654321));
    ck_assert_ok(IMFMediaType_SetUINT32(type, &MF_MT_SAMPLE_SIZE, 123456));
    convert(&GUID_NULL);
    ck_assert_int_eq(header()->AvgTimePerFrame, 37073171);
    ck_assert_uint_eq(header()->dwBitRate, 123456);
    ck_assert_uint_eq(header()->dwBitErrorRate, 654321);
    ck_assert_uint_eq(header()->bmiHeader.biBitCount, 12);
    ck_assert_uint_eq(header()->bmiHeader.biCompression, CC('N','V','1','2'));
    ck_assert_uint_eq(header()->bmiHeader.biSizeImage, 123456);

    /* The stride decides on width and direction, apertures on nothing. */
    reset_type(type, &MFMediaType_Video, &MFVideoFormat_RGB32);
    set_pair(type, &MF_MT_FRAME_SIZE, 123, 456);
    check_header(123, 456, 224352);
    check_rectangles(0, 0);
    ck_assert_ok(IMFMediaType_SetBlob(type, &MF_MT_MINIMUM_DISPLAY_APERTURE, (UINT8 *)&area, sizeof(area)));
    ck_assert_ok(IMFMediaType_SetUINT32(type, &MF_MT_SAMPLE_SIZE, 12345678));
    check_header(123, 456, 224352);
    check_rectangles(0, 0);
    ck_assert_ok(IMFMediaType_SetUINT32(type, &MF_MT_DEFAULT_STRIDE, -984));
    check_header(246, 456, 448704);
    ck_assert_ok(IMFMediaType_SetBlob(type, &MF_MT_GEOMETRIC_APERTURE, (UINT8 *)&area, sizeof(area)));
    ck_assert_ok(IMFMediaType_SetBlob(type, &MF_MT_PAN_SCAN_APERTURE, (UINT8 *)&area, sizeof(area)));
    ck_assert_ok(IMFMediaType_SetUINT32(type, &MF_MT_PAN_SCAN_ENABLED, 1));
    check_header(246, 456, 448704);
    check_rectangles(123, 456);
    ck_assert_ok(IMFMediaType_SetUINT32(type, &MF_MT_DEFAULT_STRIDE, 984));
    check_header(246, -456, 448704);
    check_rectangles(123, 456);

    reset_type(type, &MFMediaType_Video, &MFVideoFormat_NV12);
    set_pair(type, &MF_MT_FRAME_SIZE, 123, 456);
    ck_assert_ok(IMFMediaType_SetUINT32(type, &MF_MT_DEFAULT_STRIDE, 246));
    ck_assert_ok(IMFMediaType_SetUINT32(type, &MF_MT_SAMPLE_SIZE, 12345678));
    check_header(246, 456, 168264);
    check_rectangles(123, 456);
    free_block();
}
END_TEST

START_TEST(aperture_survives_only_in_the_video_format)
{
    static const MFVideoArea area = {{0, 12}, {0, 34}, {56, 78}};
    const GUID *formats[] = {&FORMAT_VideoInfo, &FORMAT_VideoInfo2, &FORMAT_MFVideoFormat};
    unsigned int i;

    for (i = 0; i < ARRAYSIZE(formats); i++)
    {
        reset_type(type, &MFMediaType_Video, &MFVideoFormat_RGB32);
        set_pair(type, &MF_MT_FRAME_SIZE, 123, 456);
        ck_assert_ok(IMFMediaType_SetBlob(type, &MF_MT_MINIMUM_DISPLAY_APERTURE, (UINT8 *)&area, sizeof(area)));
        convert(formats[i]);
        ck_assert_ok(MFInitMediaTypeFromAMMediaType(type, &am));
        if (i < 2)
            ck_assert_lacks(type, MF_MT_MINIMUM_DISPLAY_APERTURE);
        else
            ck_assert_blob(type, MF_MT_MINIMUM_DISPLAY_APERTURE, &area, sizeof(area));
    }
    free_block();
}
END_TEST

START_TEST(mpeg1_block)
{
    static const BYTE sequence[] = {5, 4, 3, 2, 1};
    MPEG1VIDEOINFO *info;

    reset_type(type, &MFMediaType_Video, &MEDIASUBTYPE_MPEG1Payload);
    convert(&GUID_NULL);
    info = (MPEG1VIDEOINFO *)am.pbFormat;
    ck_assert_uint_eq(info->hdr.bmiHeader.biPlanes, 1);
    ck_assert_uint_eq(info->hdr.bmiHeader.biBitCount, 0);
    ck_assert_uint_eq(info->hdr.bmiHeader.biCompression, 0);
    ck_assert_uint_eq(info->cbSequenceHeader, 0);
    ck_assert_uint_eq(info->dwStartTimeCode, 0);

    set_pair(type, &MF_MT_FRAME_SIZE, 12, 34);
    set_pair(type, &MF_MT_PIXEL_ASPECT_RATIO, 12, 34);
    ck_assert_ok(IMFMediaType_SetUINT32(type, &MF_MT_MPEG_START_TIME_CODE, 1234));
    ck_assert_ok(IMFMediaType_SetBlob(type, &MF_MT_USER_DATA, sequence, 3));
    convert(&GUID_NULL);
    info = (MPEG1VIDEOINFO *)am.pbFormat;
    ck_assert_uint_eq(am.cbFormat, 104);
    ck_assert_int_eq(info->hdr.bmiHeader.biWidth, 12);
    ck_assert_int_eq(info->hdr.bmiHeader.biHeight, 34);
    ck_assert_uint_eq(info->hdr.bmiHeader.biSize, 0);
    ck_assert_uint_eq(info->hdr.bmiHeader.biSizeImage, 0);
    ck_assert_int_eq(info->hdr.bmiHeader.biXPelsPerMeter, 0);
    ck_assert_int_eq(info->hdr.bmiHeader.biYPelsPerMeter, 0);
    ck_assert_uint_eq(info->dwStartTimeCode, 1234);
    ck_assert_uint_eq(info->cbSequenceHeader, 0);

    ck_assert_ok(IMFMediaType_SetBlob(type, &MF_MT_MPEG_SEQUENCE_HEADER, sequence, 5));
    convert(&GUID_NULL);
    info = (MPEG1VIDEOINFO *)am.pbFormat;
    ck_assert_uint_eq(am.cbFormat, 109);
    ck_assert_uint_eq(info->hdr.bmiHeader.biSize, 0);
    ck_assert_uint_eq(info->cbSequenceHeader, 5);
    ck_assert_mem_eq(info->bSequenceHeader, sequence, 5);
    ck_assert_int_eq((BYTE *)info->bSequenceHeader - am.pbFormat, 96);
    convert(&FORMAT_MFVideoFormat);
    ck_assert_uint_eq(am.cbFormat, 176 + 3);
    free_block();
}
END_TEST

START_TEST(mpeg2_block)
{
    static const BYTE sequence[] = {5, 4, 3, 2, 1};
    MPEG2VIDEOINFO *info;

    reset_type(type, &MFMediaType_Video, &MEDIASUBTYPE_MPEG2_VIDEO);
    convert(&GUID_NULL);
    info = (MPEG2VIDEOINFO *)am.pbFormat;
    ck_assert_uint_eq(info->dwStartTimeCode + info->dwProfile + info->dwLevel + info->dwFlags + info->cbSequenceHeader, 0);
    ck_assert_ok(IMFMediaType_SetUINT32(type, &MF_MT_MPEG_START_TIME_CODE, 1234));
    ck_assert_ok(IMFMediaType_SetUINT32(type, &MF_MT_MPEG2_PROFILE, 6));
    ck_assert_ok(IMFMediaType_SetUINT32(type, &MF_MT_MPEG2_LEVEL, 7));
    ck_assert_ok(IMFMediaType_SetUINT32(type, &MF_MT_MPEG2_FLAGS, 8910));
    ck_assert_ok(IMFMediaType_SetBlob(type, &MF_MT_USER_DATA, sequence, 3));
    convert(&GUID_NULL);
    info = (MPEG2VIDEOINFO *)am.pbFormat;
    ck_assert_uint_eq(am.cbFormat, 136);
    ck_assert_uint_eq(info->dwStartTimeCode, 1234);
    ck_assert_uint_eq(info->dwProfile, 6);
    ck_assert_uint_eq(info->dwLevel, 7);
    ck_assert_uint_eq(info->dwFlags, 8910);
    ck_assert_uint_eq(info->hdr.bmiHeader.biSize, 40);
    ck_assert_uint_eq(info->cbSequenceHeader, 0);
    ck_assert_ok(IMFMediaType_SetBlob(type, &MF_MT_MPEG_SEQUENCE_HEADER, sequence, 5));
    convert(&GUID_NULL);
    info = (MPEG2VIDEOINFO *)am.pbFormat;
    ck_assert_uint_eq(am.cbFormat, 141);
    ck_assert_uint_eq(info->hdr.bmiHeader.biSize, 40);
    ck_assert_uint_eq(info->cbSequenceHeader, 5);
    ck_assert_mem_eq(info->dwSequenceHeader, sequence, 5);
    ck_assert_int_eq((BYTE *)info->dwSequenceHeader - am.pbFormat, 132);
    free_block();
}
END_TEST

/* bits -1: not observed. */
static const struct
{
    GUID am_subtype;
    DWORD format; /* 0: not of the base family */
    int bits;
    DWORD compression;
    ULONG size;
} subtypes[] =
{
    {{0xe436eb78, 0x524f, 0x11ce, {0x9f, 0x53, 0x00, 0x20, 0xaf, 0x0b, 0xa7, 0x70}}, 0x76, -1, BI_RGB, 88},
    {{0xe436eb79, 0x524f, 0x11ce, {0x9f, 0x53, 0x00, 0x20, 0xaf, 0x0b, 0xa7, 0x70}}, 0x78785034, -1, BI_RGB, 88},
    {{0xe436eb7a, 0x524f, 0x11ce, {0x9f, 0x53, 0x00, 0x20, 0xaf, 0x0b, 0xa7, 0x70}}, 41, -1, BI_RGB, 88},
    {{0xe436eb7b, 0x524f, 0x11ce, {0x9f, 0x53, 0x00, 0x20, 0xaf, 0x0b, 0xa7, 0x70}}, 23, 16, BI_BITFIELDS, 100},
    {{0xe436eb7c, 0x524f, 0x11ce, {0x9f, 0x53, 0x00, 0x20, 0xaf, 0x0b, 0xa7, 0x70}}, 24, -1, BI_RGB, 88},
    {{0xe436eb7d, 0x524f, 0x11ce, {0x9f, 0x53, 0x00, 0x20, 0xaf, 0x0b, 0xa7, 0x70}}, 20, -1, BI_RGB, 88},
    {{0xe436eb7e, 0x524f, 0x11ce, {0x9f, 0x53, 0x00, 0x20, 0xaf, 0x0b, 0xa7, 0x70}}, 22, 32, BI_RGB, 88},
    {{0x297c55af, 0xe209, 0x4cb3, {0xb7, 0x57, 0xc7, 0x6d, 0x6b, 0x9c, 0x88, 0xa8}}, 25, -1, BI_RGB, 88},
    {{0x6e6415e6, 0x5c24, 0x425f, {0x93, 0xcd, 0x80, 0x10, 0x2b, 0x3d, 0x1c, 0xca}}, 26, -1, 26, 88},
    {{0x773c9ac0, 0x3274, 0x11d0, {0xb7, 0x24, 0x00, 0xaa, 0x00, 0x6c, 0x1a, 0x01}}, 21, -1, BI_RGB, 88},
    {{0x2f8bb76d, 0xb644, 0x4550, {0xac, 0xf3, 0xd3, 0x0c, 0xaa, 0x65, 0xd5, 0xc5}}, 35, -1, 35, 88},
    {{0x576f7893, 0xbdf6, 0x48c4, {0x87, 0x5f, 0xae, 0x7b, 0x81, 0x83, 0x45, 0x67}}, 31, -1, 31, 88},
#define PASSED(fourcc, bits) {{fourcc, 0, 0x10, {0x80, 0x00, 0x00, 0xaa, 0x00, 0x38, 0x9b, 0x71}}, fourcc, bits, fourcc, 88}
    PASSED(CC('I','4','2','0'), -1), PASSED(CC('A','Y','U','V'), -1), PASSED(CC('N','V','1','2'), 12),
    PASSED(CC('Y','U','Y','2'), -1), PASSED(CC('N','V','2','4'), -1), PASSED(CC('P','2','0','8'), -1),
    PASSED(CC('H','2','6','4'), 0), PASSED(CC('h','2','6','4'), 0),
    {{0x12345678, 0x1234, 0x1234, {0x23, 0x23, 0x23, 0x23, 0x23, 0x23, 0x23, 0x23}}, 0, 0, 0, 88},
};

START_TEST(subtypes_are_translated)
{
    GUID subtype = subtypes[_i].format ? subtype_of(subtypes[_i].format) : subtypes[_i].am_subtype;
    VIDEOINFOHEADER info = {{13, 46, 123, 456}, .bmiHeader = {.biSize = 40, .biWidth = 432, .biHeight = 24, .biPlanes = 1,
            .biCompression = 0xdeadbeef}};
    AM_MEDIA_TYPE from = {.majortype = MFMediaType_Video, .subtype = subtypes[_i].am_subtype,
            .formattype = FORMAT_VideoInfo, .cbFormat = sizeof(info), .pbFormat = (BYTE *)&info};

    ck_assert_ok(MFInitMediaTypeFromAMMediaType(type, &from));
    ck_assert_guid(type, MF_MT_MAJOR_TYPE, &MFMediaType_Video, "row %d", _i);
    ck_assert_guid(type, MF_MT_SUBTYPE, &subtype, "row %d", _i);

    reset_type(type, &MFMediaType_Video, &subtype);
    set_pair(type, &MF_MT_FRAME_SIZE, 1920, 1088);
    convert(&FORMAT_VideoInfo);
    ck_assert_msg(IsEqualGUID(&am.subtype, &subtypes[_i].am_subtype), "row %d", _i);
    ck_assert_msg(am.cbFormat == subtypes[_i].size, "row %d: %lu bytes", _i, am.cbFormat);
    ck_assert_msg(header()->bmiHeader.biCompression == subtypes[_i].compression, "row %d: compression %#lx", _i,
            header()->bmiHeader.biCompression);
    if (subtypes[_i].bits >= 0)
        ck_assert_msg(header()->bmiHeader.biBitCount == subtypes[_i].bits, "row %d: %u bits", _i,
                header()->bmiHeader.biBitCount);
    convert(&FORMAT_MFVideoFormat);
    ck_assert_msg(IsEqualGUID(&am.subtype, &subtype), "row %d", _i);
    ck_assert_uint_eq(am.cbFormat, 176);
    ck_assert_msg(IsEqualGUID(&((MFVIDEOFORMAT *)am.pbFormat)->guidFormat, &subtype), "row %d", _i);
    free_block();
}
END_TEST

START_TEST(audio_without_a_block_has_four_attributes)
{
    GUID rows[] = {MFAudioFormat_MP3, subtype_of(0x160), subtype_of(0x161), MFAudioFormat_PCM, MFAudioFormat_Float,
            odd_subtype};
    unsigned int i;

    am.majortype = MFMediaType_Audio;
    for (i = 0; i < ARRAYSIZE(rows); i++)
    {
        am.subtype = rows[i];
        ck_assert_ok(MFInitMediaTypeFromAMMediaType(type, &am));
        ck_assert_count(type, 4, "row %u", i);
        ck_assert_guid(type, MF_MT_MAJOR_TYPE, &MFMediaType_Audio, "row %u", i);
        ck_assert_guid(type, MF_MT_SUBTYPE, &rows[i], "row %u", i);
        ck_assert_uint32(type, MF_MT_ALL_SAMPLES_INDEPENDENT, 1, "row %u", i);
        ck_assert_guid(type, MF_MT_AM_FORMAT_TYPE, &GUID_NULL, "row %u", i);
    }
}
END_TEST

START_TEST(audio_with_a_wave_format)
{
    WAVEFORMATEX wave = {0};

    am.majortype = MFMediaType_Audio;
    am.subtype = MFAudioFormat_PCM;
    am.formattype = FORMAT_WaveFormatEx;
    am.pbFormat = (BYTE *)&wave;
    am.cbFormat = sizeof(wave);
    ck_assert_ok(MFInitMediaTypeFromAMMediaType(type, &am));
    ck_assert_guid(type, MF_MT_SUBTYPE, &MFAudioFormat_PCM);
    ck_assert_guid(type, MF_MT_AM_FORMAT_TYPE, &FORMAT_WaveFormatEx);

    am.bFixedSizeSamples = TRUE;
    ck_assert_ok(MFInitMediaTypeFromAMMediaType(type, &am));
    ck_assert_uint32(type, MF_MT_FIXED_SIZE_SAMPLES, 1);

    am.cbFormat = 17; /* unobserved */
    ck_assert_hr(MFInitMediaTypeFromAMMediaType(type, &am), E_INVALIDARG);
    am.cbFormat = 18;
    am.pbFormat = NULL;
    ck_assert(FAILED(MFInitMediaTypeFromAMMediaType(type, &am)));
}
END_TEST

/* Documented. */
START_TEST(unknown_block_becomes_user_data)
{
    BYTE data[] = {1, 2, 3, 4, 5};

    am.majortype = MFMediaType_Audio;
    am.subtype = MFAudioFormat_PCM;
    am.formattype = odd_subtype;
    am.pbFormat = data;
    am.cbFormat = sizeof(data);
    ck_assert_ok(MFInitMediaTypeFromAMMediaType(type, &am));
    ck_assert_guid(type, MF_MT_AM_FORMAT_TYPE, &odd_subtype);
    ck_assert_blob(type, MF_MT_USER_DATA, data, sizeof(data));
}
END_TEST

START_TEST(video_with_a_header)
{
    static const MFVideoArea area = {{0, 13}, {0, 46}, {110, 410}};
    VIDEOINFOHEADER info = {.bmiHeader = {.biSize = 40, .biWidth = 32, .biHeight = 24, .biPlanes = 1,
            .biCompression = 0xdeadbeef}};

    am.majortype = MFMediaType_Video;
    am.formattype = FORMAT_VideoInfo;
    am.pbFormat = (BYTE *)&info;
    am.cbFormat = sizeof(info);
    ck_assert_ok(IMFMediaType_SetUINT32(type, &MF_MT_DEFAULT_STRIDE, 123));
    ck_assert_ok(MFInitMediaTypeFromAMMediaType(type, &am));
    ck_assert_guid(type, MF_MT_MAJOR_TYPE, &MFMediaType_Video);
    ck_assert_guid(type, MF_MT_SUBTYPE, &GUID_NULL);
    ck_assert_pair(type, MF_MT_FRAME_SIZE, 32, 24);
    ck_assert_pair(type, MF_MT_PIXEL_ASPECT_RATIO, 1, 1);
    ck_assert_uint32(type, MF_MT_INTERLACE_MODE, MFVideoInterlace_Progressive);
    ck_assert_uint32(type, MF_MT_ALL_SAMPLES_INDEPENDENT, 1);
    ck_assert_lacks(type, MF_MT_DEFAULT_STRIDE);
    ck_assert_lacks(type, MF_MT_FIXED_SIZE_SAMPLES);
    ck_assert_lacks(type, MF_MT_SAMPLE_SIZE);

    info.bmiHeader.biHeight = -24;
    ck_assert_ok(MFInitMediaTypeFromAMMediaType(type, &am));
    ck_assert_pair(type, MF_MT_FRAME_SIZE, 32, 24);
    am.subtype = MEDIASUBTYPE_RGB32;
    ck_assert_ok(MFInitMediaTypeFromAMMediaType(type, &am));
    ck_assert_uint32(type, MF_MT_DEFAULT_STRIDE, 128);
    info.bmiHeader.biHeight = 24;
    ck_assert_ok(MFInitMediaTypeFromAMMediaType(type, &am));
    ck_assert_guid(type, MF_MT_SUBTYPE, &MFVideoFormat_RGB32);
    ck_assert_pair(type, MF_MT_FRAME_SIZE, 32, 24);
    ck_assert_pair(type, MF_MT_PIXEL_ASPECT_RATIO, 1, 1);
    ck_assert_uint32(type, MF_MT_INTERLACE_MODE, MFVideoInterlace_Progressive);
    ck_assert_uint32(type, MF_MT_SAMPLE_SIZE, 3072);
    ck_assert_uint32(type, MF_MT_ALL_SAMPLES_INDEPENDENT, 1);
    ck_assert_uint32(type, MF_MT_FIXED_SIZE_SAMPLES, 1);
    ck_assert_uint32(type, MF_MT_DEFAULT_STRIDE, -128);

    info.bmiHeader.biWidth = 432;
    info.bmiHeader.biHeight = -654;
    info.bmiHeader.biSizeImage = 12345678;
    am.lSampleSize = 87654321;
    SetRect(&info.rcSource, 13, 46, 123, 456);
    SetRect(&info.rcTarget, 25, 34, 107, 409);
    ck_assert_ok(MFInitMediaTypeFromAMMediaType(type, &am));
    ck_assert_pair(type, MF_MT_FRAME_SIZE, 432, 654);
    ck_assert_uint32(type, MF_MT_DEFAULT_STRIDE, 1728);
    ck_assert_uint32(type, MF_MT_SAMPLE_SIZE, 12345678);
    ck_assert_blob(type, MF_MT_MINIMUM_DISPLAY_APERTURE, &area, sizeof(area));
}
END_TEST

START_TEST(media_type_from_representation)
{
    WAVEFORMATEX wave = {0};
    IMFMediaType *created;

    ck_assert_hr(MFCreateMediaTypeFromRepresentation(GUID_NULL, &am, &created), MF_E_UNSUPPORTED_REPRESENTATION);
    ck_assert_hr(MFCreateMediaTypeFromRepresentation(AM_MEDIA_TYPE_REPRESENTATION, NULL, &created), E_INVALIDARG);
    ck_assert_hr(MFCreateMediaTypeFromRepresentation(AM_MEDIA_TYPE_REPRESENTATION, &am, NULL), E_INVALIDARG);

    ck_assert_ok(MFCreateMediaTypeFromRepresentation(AM_MEDIA_TYPE_REPRESENTATION, &am, &created));
    ck_assert_refcount(created, 1);
    ck_assert_guid(created, MF_MT_MAJOR_TYPE, &GUID_NULL);
    ck_assert_guid(created, MF_MT_SUBTYPE, &GUID_NULL);
    IMFMediaType_Release(created);

    am.majortype = MFMediaType_Audio;
    am.subtype = MFAudioFormat_PCM;
    am.formattype = FORMAT_WaveFormatEx;
    am.pbFormat = (BYTE *)&wave;
    am.cbFormat = sizeof(wave);
    ck_assert_ok(MFCreateMediaTypeFromRepresentation(AM_MEDIA_TYPE_REPRESENTATION, &am, &created));
    ck_assert_guid(created, MF_MT_MAJOR_TYPE, &MFMediaType_Audio);
    ck_assert_guid(created, MF_MT_SUBTYPE, &MFAudioFormat_PCM);
    IMFMediaType_Release(created);
}
END_TEST

START_TEST(representations_of_a_type)
{
    AM_MEDIA_TYPE *made;

    ck_assert_hr(IMFMediaType_GetRepresentation(type, GUID_NULL, (void **)&made), MF_E_UNSUPPORTED_REPRESENTATION);
    ck_assert_hr(IMFMediaType_GetRepresentation(type, AM_MEDIA_TYPE_REPRESENTATION, (void **)&made),
            MF_E_ATTRIBUTENOTFOUND);
    reset_type(type, &MFMediaType_Video, NULL);
    ck_assert_hr(IMFMediaType_GetRepresentation(type, AM_MEDIA_TYPE_REPRESENTATION, (void **)&made),
            MF_E_ATTRIBUTENOTFOUND);

    reset_type(type, &MFMediaType_Audio, &MFAudioFormat_PCM);
    ck_assert_hr(IMFMediaType_GetRepresentation(type, FORMAT_VideoInfo, (void **)&made), E_INVALIDARG);
    ck_assert_ok(IMFMediaType_GetRepresentation(type, AM_MEDIA_TYPE_REPRESENTATION, (void **)&made));
    ck_assert(IsEqualGUID(&made->majortype, &MFMediaType_Audio));
    ck_assert(IsEqualGUID(&made->subtype, &MFAudioFormat_PCM));
    ck_assert(IsEqualGUID(&made->formattype, &FORMAT_WaveFormatEx));
    ck_assert_uint_eq(made->cbFormat, 18);
    ck_assert_ok(IMFMediaType_FreeRepresentation(type, odd_subtype, made));

    reset_type(type, &MFMediaType_Video, &MFVideoFormat_RGB32);
    ck_assert_hr(IMFMediaType_GetRepresentation(type, GUID_NULL, (void **)&made), MF_E_UNSUPPORTED_REPRESENTATION);
    ck_assert_hr(IMFMediaType_GetRepresentation(type, FORMAT_WaveFormatEx, (void **)&made),
            MF_E_UNSUPPORTED_REPRESENTATION);
    ck_assert_ok(IMFMediaType_GetRepresentation(type, AM_MEDIA_TYPE_REPRESENTATION, (void **)&made));
    ck_assert(IsEqualGUID(&made->majortype, &MFMediaType_Video));
    ck_assert(IsEqualGUID(&made->subtype, &MEDIASUBTYPE_RGB32));
    ck_assert(IsEqualGUID(&made->formattype, &FORMAT_VideoInfo));
    ck_assert_uint_eq(made->cbFormat, 88);
    ck_assert_ok(IMFMediaType_FreeRepresentation(type, AM_MEDIA_TYPE_REPRESENTATION, made));
}
END_TEST

static UINT32 random_state;

static UINT32 next_random(void)
{
    random_state = random_state * 1664525 + 1013904223;
    return random_state >> 8;
}

static void copy_number(IMFMediaType *from, IMFMediaType *to, const GUID *key)
{
    UINT64 pair;
    UINT32 number;

    if (SUCCEEDED(IMFMediaType_GetUINT32(from, key, &number)))
        IMFMediaType_SetUINT32(to, key, number);
    else if (SUCCEEDED(IMFMediaType_GetUINT64(from, key, &pair)))
        IMFMediaType_SetUINT64(to, key, pair);
}

/* type -> block -> type: what a header can say is the same again. Rates that do not survive the rounding of the frame
 * duration, and aspect ratios that are not in lowest terms, are not generated. */
START_TEST(generated_types_survive_the_round_trip)
{
    static const GUID *const carried1[] = {&MF_MT_FRAME_SIZE, &MF_MT_AVG_BITRATE, &MF_MT_AVG_BIT_ERROR_RATE,
            &MF_MT_FRAME_RATE, &MF_MT_DEFAULT_STRIDE, &MF_MT_MPEG_START_TIME_CODE};
    static const GUID *const carried2[] = {&MF_MT_PIXEL_ASPECT_RATIO, &MF_MT_INTERLACE_MODE, &MF_MT_TRANSFER_FUNCTION,
            &MF_MT_VIDEO_PRIMARIES, &MF_MT_YUV_MATRIX, &MF_MT_VIDEO_LIGHTING, &MF_MT_VIDEO_NOMINAL_RANGE,
            &MF_MT_VIDEO_CHROMA_SITING, &MF_MT_PAD_CONTROL_FLAGS, &MF_MT_MPEG2_PROFILE, &MF_MT_MPEG2_LEVEL};
    static const GUID *const formats[] = {&FORMAT_VideoInfo, &FORMAT_VideoInfo2, &FORMAT_MPEGVideo, &FORMAT_MPEG2Video};
    static const struct { const GUID *subtype; UINT32 bytes; } kinds[] = {{&MFVideoFormat_RGB32, 4},
            {&MFVideoFormat_NV12, 1}, {&MFVideoFormat_YUY2, 2}, {&MFVideoFormat_H264, 0}};
    static const UINT32 rates[][2] = {{30, 1}, {24000, 1001}, {60000, 1001}, {25, 1}, {5, 1}, {1, 1}, {1000000, 25641}};
    const BOOL version2 = _i % 2, mpeg = _i / 2;
    unsigned int i, k, kind, rate;
    IMFMediaType *expected;
    BYTE data[40];
    BOOL equal;
    UINT32 width, value;

    ck_assert_ok(MFCreateMediaType(&expected));
    random_state = _i + 1;
    for (i = 0; i < 300; i++)
    {
        kind = next_random() % ARRAYSIZE(kinds);
        width = 2 + next_random() % 1000 * 2;
        reset_type(type, &MFMediaType_Video, kinds[kind].subtype);
        set_pair(type, &MF_MT_FRAME_SIZE, width, 1 + next_random() % 2000);
        if (kinds[kind].bytes)
            ck_assert_ok(IMFMediaType_SetUINT32(type, &MF_MT_DEFAULT_STRIDE, kind == 0 && next_random() % 2
                    ? -4 * width : width * kinds[kind].bytes));
        rate = next_random() % ARRAYSIZE(rates);
        set_pair(type, &MF_MT_FRAME_RATE, rates[rate][0], rates[rate][1]);
        for (k = 1; k < 3; k++)
            if (next_random() % 2)
                ck_assert_ok(IMFMediaType_SetUINT32(type, carried1[k], 1 + next_random()));
        if (version2)
        {
            static const UINT32 modes[] = {2, 3, 4, 5, 6, 7};
            if (next_random() % 2)
                set_pair(type, &MF_MT_PIXEL_ASPECT_RATIO, 10 + next_random() % 2, 12 + next_random() % 2 * 1);
            ck_assert_ok(IMFMediaType_SetUINT32(type, &MF_MT_INTERLACE_MODE, modes[next_random() % 6]));
            for (k = 2; k < 8; k++)
                if ((value = next_random() % 6 & (k == 6 ? 3 : 7)))
                    ck_assert_ok(IMFMediaType_SetUINT32(type, carried2[k], value));
        }
        if (mpeg)
        {
            ck_assert_ok(IMFMediaType_SetUINT32(type, &MF_MT_MPEG_START_TIME_CODE, 1 + next_random()));
            if (version2)
                ck_assert_ok(IMFMediaType_SetUINT32(type, &MF_MT_MPEG2_PROFILE, 1 + next_random()));
        }
        for (k = 0; k < sizeof(data); k++)
            data[k] = next_random();
        ck_assert_ok(IMFMediaType_SetBlob(type, mpeg ? &MF_MT_MPEG_SEQUENCE_HEADER : &MF_MT_USER_DATA, data,
                1 + next_random() % sizeof(data)));

        convert(formats[_i]);
        ck_assert_ok(IMFMediaType_DeleteAllItems(expected));
        IMFMediaType_CopyAllItems(type, (IMFAttributes *)expected);
        ck_assert_ok(MFInitMediaTypeFromAMMediaType(type, &am));

        /* 11:12 is in lowest terms, 10:12 is not. */
        if (version2)
        {
            UINT64 aspect = 0;
            IMFMediaType_GetUINT64(expected, &MF_MT_PIXEL_ASPECT_RATIO, &aspect);
            if (aspect == ((UINT64)10 << 32 | 12))
                copy_number(type, expected, &MF_MT_PIXEL_ASPECT_RATIO);
        }
        for (k = 0; k < ARRAYSIZE(carried1) + (version2 ? ARRAYSIZE(carried2) : 0); k++)
        {
            const GUID *key = k < ARRAYSIZE(carried1) ? carried1[k] : carried2[k - ARRAYSIZE(carried1)];
            PROPVARIANT before, after;
            HRESULT hr_before, hr_after;

            PropVariantInit(&before);
            PropVariantInit(&after);
            hr_before = IMFMediaType_GetItem(expected, key, &before);
            hr_after = IMFMediaType_GetItem(type, key, &after);
            ck_assert_msg(hr_before == hr_after && before.vt == after.vt
                    && (before.vt == VT_UI8 ? before.uhVal.QuadPart == after.uhVal.QuadPart
                    : before.ulVal == after.ulVal), "round %u, attribute %u: %jx, then %jx", i, k,
                    (uintmax_t)before.uhVal.QuadPart, (uintmax_t)after.uhVal.QuadPart);
        }
        for (k = 0; k < 2; k++)
        {
            PROPVARIANT before;
            const GUID *key = k ? &MF_MT_MPEG_SEQUENCE_HEADER : &MF_MT_USER_DATA;

            PropVariantInit(&before);
            if (FAILED(IMFMediaType_GetItem(expected, key, &before)))
                continue;
            ck_assert_ok(IMFMediaType_CompareItem(type, key, &before, &equal));
            ck_assert_msg(equal, "round %u, blob %u", i, k);
            PropVariantClear(&before);
        }
    }
    free_block();
    IMFMediaType_Release(expected);
}
END_TEST

/* Documented; the least sizes are those of the structures, and lengths in the block count. */
START_TEST(format_block_sizes)
{
    BYTE block[256] = {0};
    static const struct { const GUID *format; UINT32 size; } least[] =
    {
        {&FORMAT_WaveFormatEx, 18}, {&FORMAT_VideoInfo, 88}, {&FORMAT_VideoInfo2, 112}, {&FORMAT_MPEGVideo, 96},
        {&FORMAT_MPEG2Video, 132}, {&FORMAT_DvInfo, 32}, {&FORMAT_MPEGStreams, 8},
    };
    unsigned int i;

    for (i = 0; i < ARRAYSIZE(least); i++)
    {
        ck_assert_hr_msg(MFValidateMediaTypeSize(*least[i].format, block, least[i].size), S_OK, "row %u", i);
        ck_assert_hr_msg(MFValidateMediaTypeSize(*least[i].format, block, sizeof(block)), S_OK, "row %u", i);
        ck_assert_hr_msg(MFValidateMediaTypeSize(*least[i].format, block, least[i].size - 1), MF_E_INVALIDMEDIATYPE,
                "row %u", i);
        ck_assert_hr_msg(MFValidateMediaTypeSize(*least[i].format, block, 0), MF_E_INVALIDMEDIATYPE, "row %u", i);
    }
    ck_assert_hr(MFValidateMediaTypeSize(GUID_NULL, block, sizeof(block)), MF_E_UNSUPPORTED_FORMAT);
    ck_assert_hr(MFValidateMediaTypeSize(odd_subtype, block, sizeof(block)), MF_E_UNSUPPORTED_FORMAT);
    ck_assert_hr(MFValidateMediaTypeSize(FORMAT_None, block, sizeof(block)), MF_E_UNSUPPORTED_FORMAT);

    /* Lengths inside. */
    ((WAVEFORMATEX *)block)->cbSize = 10;
    ck_assert_hr(MFValidateMediaTypeSize(FORMAT_WaveFormatEx, block, 27), MF_E_INVALIDMEDIATYPE);
    ck_assert_ok(MFValidateMediaTypeSize(FORMAT_WaveFormatEx, block, 28));
    memset(block, 0, sizeof(block));
    ((VIDEOINFOHEADER *)block)->bmiHeader.biSize = 50;
    ck_assert_hr(MFValidateMediaTypeSize(FORMAT_VideoInfo, block, 97), MF_E_INVALIDMEDIATYPE);
    ck_assert_ok(MFValidateMediaTypeSize(FORMAT_VideoInfo, block, 98));
    ((VIDEOINFOHEADER *)block)->bmiHeader.biSize = 0xffffffff;
    ck_assert_hr(MFValidateMediaTypeSize(FORMAT_VideoInfo, block, 98), MF_E_INVALIDMEDIATYPE);
    memset(block, 0, sizeof(block));
    ((MPEG1VIDEOINFO *)block)->cbSequenceHeader = 5;
    ck_assert_hr(MFValidateMediaTypeSize(FORMAT_MPEGVideo, block, 100), MF_E_INVALIDMEDIATYPE);
    ck_assert_ok(MFValidateMediaTypeSize(FORMAT_MPEGVideo, block, 101));
    memset(block, 0, sizeof(block));
    ((MPEG2VIDEOINFO *)block)->cbSequenceHeader = 0xfffffffe;
    ck_assert_hr(MFValidateMediaTypeSize(FORMAT_MPEG2Video, block, 200), MF_E_INVALIDMEDIATYPE);
    memset(block, 0, sizeof(block));
    ((MFVIDEOFORMAT *)block)->dwSize = 176;
    ck_assert_ok(MFValidateMediaTypeSize(FORMAT_MFVideoFormat, block, 176));
    ck_assert_hr(MFValidateMediaTypeSize(FORMAT_MFVideoFormat, block, 175), MF_E_INVALIDMEDIATYPE);
    ((MFVIDEOFORMAT *)block)->dwSize = 0xffffffff;
    ck_assert_hr(MFValidateMediaTypeSize(FORMAT_MFVideoFormat, block, 176), MF_E_INVALIDMEDIATYPE);
    memset(block, 0, sizeof(block));
    ((DWORD *)block)[1] = 0xffffffff; /* streams */
    ck_assert_hr(MFValidateMediaTypeSize(FORMAT_MPEGStreams, block, sizeof(block)), MF_E_INVALIDMEDIATYPE);
}
END_TEST

static Suite *am_media_type_suite(void)
{
    Suite *suite = suite_create("am_media_type");
    TCase *tcase = tcase_create("contract");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, format_blocks, 0, ARRAYSIZE(blocks));
    tcase_add_test(tcase, sample_attributes);
    tcase_add_test(tcase, video_info_header_fields);
    tcase_add_test(tcase, aperture_survives_only_in_the_video_format);
    tcase_add_test(tcase, mpeg1_block);
    tcase_add_test(tcase, mpeg2_block);
    tcase_add_loop_test(tcase, subtypes_are_translated, 0, ARRAYSIZE(subtypes));
    tcase_add_test(tcase, audio_without_a_block_has_four_attributes);
    tcase_add_test(tcase, audio_with_a_wave_format);
    tcase_add_test(tcase, unknown_block_becomes_user_data);
    tcase_add_test(tcase, video_with_a_header);
    tcase_add_test(tcase, media_type_from_representation);
    tcase_add_test(tcase, representations_of_a_type);
    tcase_add_loop_test(tcase, generated_types_survive_the_round_trip, 0, 4);
    suite_add_tcase(suite, tcase);

    tcase = tcase_create("errors");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, incomplete_types_are_refused);
    tcase_add_test(tcase, format_block_sizes);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return suite_main(am_media_type_suite());
}

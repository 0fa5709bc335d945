/* SPDX-License-Identifier: MIT */
/* VIDEOINFOHEADER, VIDEOINFOHEADER2, MPEG1VIDEOINFO and MPEG2VIDEOINFO become media types. Observed on Windows 8 to 11
 * unless a case says otherwise. */

#include "support/type_check.h"
#include <strmif.h>
#include <dvdmedia.h>
#include <amvideo.h>
#include <mfapi.h>
#include <mferror.h>

static IMFMediaType *type;

static void setup(void)
{
    ck_assert_ok(MFCreateMediaType(&type));
}

static void teardown(void)
{
    IMFMediaType_Release(type);
}

/* The two versions of the header share most rules: one test for both, told apart by _i. */
static BYTE block[512];

static UINT32 header_size(int version)
{
    return version ? sizeof(VIDEOINFOHEADER2) : sizeof(VIDEOINFOHEADER);
}

static UINT32 bitmap_offset(int version)
{
    return version ? offsetof(VIDEOINFOHEADER2, bmiHeader) : offsetof(VIDEOINFOHEADER, bmiHeader);
}

static BITMAPINFOHEADER *bitmap_of(int version)
{
    return (BITMAPINFOHEADER *)(block + bitmap_offset(version));
}

static HRESULT init(int version, UINT32 size, const GUID *subtype)
{
    return version ? MFInitMediaTypeFromVideoInfoHeader2(type, (VIDEOINFOHEADER2 *)block, size, subtype)
            : MFInitMediaTypeFromVideoInfoHeader(type, (VIDEOINFOHEADER *)block, size, subtype);
}

START_TEST(sizes_are_checked)
{
    static const struct { int extra; DWORD bi_size; BOOL has_subtype; HRESULT hr; } rows[] =
    {
        {-88, 0, FALSE, E_INVALIDARG}, {0, 0, FALSE, E_INVALIDARG}, {0, 0, TRUE, S_OK}, {0, 1, TRUE, S_OK},
        {0, 39, TRUE, S_OK}, {0, 40, TRUE, S_OK}, {-1, 39, TRUE, E_INVALIDARG}, {1, 41, TRUE, S_OK},
        {0, 41, TRUE, E_INVALIDARG}, {8, 0xffffffff, TRUE, E_INVALIDARG}, {8, 0x80000000, TRUE, E_INVALIDARG},
    };
    unsigned int i;

    for (i = 0; i < ARRAYSIZE(rows); i++)
    {
        memset(block, 0, sizeof(block));
        bitmap_of(_i)->biSize = rows[i].bi_size;
        ck_assert_hr_msg(init(_i, rows[i].extra == -88 ? 0 : header_size(_i) + rows[i].extra,
                rows[i].has_subtype ? &GUID_NULL : NULL), rows[i].hr, "row %u", i);
    }
}
END_TEST

START_TEST(attributes_appear_one_by_one)
{
    static const MFVideoArea area = {{0, 1}, {0, 2}, {3, 5}};
    VIDEOINFOHEADER *header = (VIDEOINFOHEADER *)block;
    VIDEOINFOHEADER2 *header2 = (VIDEOINFOHEADER2 *)block;
    BITMAPINFOHEADER *bitmap = bitmap_of(_i);
    const UINT32 size = header_size(_i);

    memset(block, 0, sizeof(block));
    ck_assert_ok(init(_i, size, &GUID_NULL));
    ck_assert_guid(type, MF_MT_MAJOR_TYPE, &MFMediaType_Video);
    ck_assert_guid(type, MF_MT_SUBTYPE, &GUID_NULL);
    ck_assert_lacks(type, MF_MT_FRAME_SIZE);

    bitmap->biWidth = 16;
    ck_assert_ok(init(_i, size, &GUID_NULL));
    ck_assert_lacks(type, MF_MT_FRAME_SIZE);
    ck_assert_lacks(type, MF_MT_PIXEL_ASPECT_RATIO);
    ck_assert_lacks(type, MF_MT_INTERLACE_MODE);

    bitmap->biHeight = -32;
    ck_assert_ok(init(_i, size, &GUID_NULL));
    ck_assert_pair(type, MF_MT_FRAME_SIZE, 16, 32);
    ck_assert_lacks(type, MF_MT_DEFAULT_STRIDE);

    bitmap->biHeight = 32;
    ck_assert_ok(init(_i, size, &GUID_NULL));
    ck_assert_pair(type, MF_MT_FRAME_SIZE, 16, 32);
    if (_i)
        ck_assert_lacks(type, MF_MT_PIXEL_ASPECT_RATIO);
    else
        ck_assert_pair(type, MF_MT_PIXEL_ASPECT_RATIO, 1, 1);
    ck_assert_uint32(type, MF_MT_INTERLACE_MODE, MFVideoInterlace_Progressive);
    ck_assert_lacks(type, MF_MT_DEFAULT_STRIDE);
    ck_assert_lacks(type, MF_MT_SAMPLE_SIZE);

    bitmap->biSizeImage = 12345;
    ck_assert_ok(init(_i, size, &GUID_NULL));
    ck_assert_uint32(type, MF_MT_SAMPLE_SIZE, 12345);
    ck_assert_lacks(type, MF_MT_AVG_BITRATE);

    header->dwBitRate = 678910;
    ck_assert_ok(init(_i, size, &GUID_NULL));
    ck_assert_uint32(type, MF_MT_AVG_BITRATE, 678910);
    ck_assert_lacks(type, MF_MT_AVG_BIT_ERROR_RATE);

    header->dwBitErrorRate = 11121314;
    ck_assert_ok(init(_i, size, &GUID_NULL));
    ck_assert_uint32(type, MF_MT_AVG_BIT_ERROR_RATE, 11121314);
    ck_assert_lacks(type, MF_MT_FRAME_RATE);

    header->AvgTimePerFrame = 1151617;
    ck_assert_ok(init(_i, size, &GUID_NULL));
    ck_assert_pair(type, MF_MT_FRAME_RATE, 10000000, 1151617);
    ck_assert_lacks(type, MF_MT_FIXED_SIZE_SAMPLES);
    ck_assert_lacks(type, MF_MT_ALL_SAMPLES_INDEPENDENT);

    if (_i)
    {
        header2->dwInterlaceFlags = AMINTERLACE_IsInterlaced | AMINTERLACE_DisplayModeBobOrWeave;
        ck_assert_ok(init(_i, size, &GUID_NULL));
        if (windows_at_least(6, 2))
            ck_assert_uint32(type, MF_MT_INTERLACE_MODE, MFVideoInterlace_MixedInterlaceOrProgressive);
        ck_assert_lacks(type, MF_MT_PIXEL_ASPECT_RATIO);
        header2->dwPictAspectRatioX = 123;
        ck_assert_ok(init(_i, size, &GUID_NULL));
        ck_assert_lacks(type, MF_MT_PIXEL_ASPECT_RATIO);
        header2->dwPictAspectRatioY = 456;
        ck_assert_ok(init(_i, size, &GUID_NULL));
        ck_assert_pair(type, MF_MT_PIXEL_ASPECT_RATIO, 41, 76);
        header2->dwControlFlags = AMCONTROL_COLORINFO_PRESENT;
        ck_assert_ok(init(_i, size, &GUID_NULL));
        ck_assert_lacks(type, MF_MT_YUV_MATRIX);
        header2->dwControlFlags |= 3 << 15;
        ck_assert_ok(init(_i, size, &GUID_NULL));
        ck_assert_uint32(type, MF_MT_YUV_MATRIX, 3);
        ck_assert_lacks(type, MF_MT_VIDEO_NOMINAL_RANGE);
        header2->dwControlFlags |= 2 << 12;
        ck_assert_ok(init(_i, size, &GUID_NULL));
        ck_assert_uint32(type, MF_MT_VIDEO_NOMINAL_RANGE, 2);
    }
    ck_assert_lacks(type, MF_MT_MINIMUM_DISPLAY_APERTURE);
    ck_assert_lacks(type, MF_MT_PAN_SCAN_APERTURE);
    ck_assert_lacks(type, MF_MT_PAN_SCAN_ENABLED);

    SetRect(&header->rcSource, 1, 2, 4, 7);
    SetRect(&header->rcTarget, 3, 2, 12, 9);
    ck_assert_ok(init(_i, size, &GUID_NULL));
    ck_assert_blob(type, MF_MT_MINIMUM_DISPLAY_APERTURE, &area, sizeof(area));
    ck_assert_blob(type, MF_MT_PAN_SCAN_APERTURE, &area, sizeof(area));
    ck_assert_uint32(type, MF_MT_PAN_SCAN_ENABLED, 1);
    ck_assert_pair(type, MF_MT_FRAME_SIZE, 16, 32);
    ck_assert_uint32(type, MF_MT_SAMPLE_SIZE, 12345);
    ck_assert_lacks(type, MF_MT_GEOMETRIC_APERTURE);
    ck_assert_lacks(type, MF_MT_DEFAULT_STRIDE);

    ck_assert_ok(init(_i, size, &MFVideoFormat_NV12));
    ck_assert_nonzero(type, MF_MT_FIXED_SIZE_SAMPLES);
    ck_assert_nonzero(type, MF_MT_ALL_SAMPLES_INDEPENDENT);
    ck_assert_hr(init(_i, size, NULL), E_INVALIDARG);

    /* What is not in the next header does not stay. */
    memset(block, 0, sizeof(block));
    ck_assert_ok(init(_i, size, &GUID_NULL));
    ck_assert_count(type, 2);
}
END_TEST

START_TEST(subtype_follows_the_bit_count)
{
    static const struct { WORD bits; DWORD format; LONG stride; } rows[] =
    {
        {1, 0x76, 4}, {4, 0x78785034, 8}, {8, 41, 16}, {16, 24, 32}, {24, 20, 48}, {32, 22, 64},
    };
    BITMAPINFOHEADER *bitmap = bitmap_of(_i);
    unsigned int bits, k;
    GUID subtype;
    LONG height;

    for (height = -32; height <= 32; height += 64)
    {
        for (bits = 0; bits <= 33; bits++)
        {
            memset(block, 0, sizeof(block));
            bitmap->biWidth = 16;
            bitmap->biHeight = height;
            bitmap->biBitCount = bits;
            for (k = 0; k < ARRAYSIZE(rows) && rows[k].bits != bits; k++)
                ;
            if (k == ARRAYSIZE(rows))
            {
                ck_assert_hr_msg(init(_i, header_size(_i), NULL), E_INVALIDARG, "%u bits", bits);
                continue;
            }
            ck_assert_hr_msg(init(_i, header_size(_i), NULL), S_OK, "%u bits", bits);
            subtype = subtype_of(rows[k].format);
            ck_assert_guid(type, MF_MT_SUBTYPE, &subtype, "%u bits", bits);
            ck_assert_uint32(type, MF_MT_DEFAULT_STRIDE, height > 0 ? -rows[k].stride : rows[k].stride, "%u bits, %ld",
                    bits, height);
            ck_assert_nonzero(type, MF_MT_FIXED_SIZE_SAMPLES, "%u bits", bits);
            ck_assert_nonzero(type, MF_MT_ALL_SAMPLES_INDEPENDENT, "%u bits", bits);
            ck_assert_lacks(type, MF_MT_USER_DATA, "%u bits", bits);
            if (bits == 1)
            {
                UINT32 size;
                ck_assert_ok(IMFMediaType_GetBlobSize(type, &MF_MT_PALETTE, &size));
            }
            else
            {
                ck_assert_lacks(type, MF_MT_PALETTE, "%u bits", bits);
            }
        }
    }
}
END_TEST

static const struct
{
    const char *label;
    WORD bits;
    DWORD bi_size, colors;
    UINT32 extra; /* bytes behind the structure: numbers counting up */
    HRESULT hr;
    UINT32 palette_at, palette_size, user_size;
} palettes[] =
{
    {"24 bits", 24, 72, 8, 32, S_OK, 0, 0, 32},
    {"16 bits", 16, 72, 8, 32, S_OK, 0, 0, 32},
    {"8 bits, counted into the header", 8, 72, 8, 32, MF_E_INVALIDMEDIATYPE, 0, 0, 0},
    {"8 bits", 8, 40, 8, 32, S_OK, 0, 32, 0},
    {"8 bits behind user data", 8, 46, 8, 38, S_OK, 6, 32, 0},
    {"8 bits without colours", 8, 0, 0, 0, S_OK, 0, 0, 0},
    {"8 bits, a colour is missing", 8, 40, 8, 31, MF_E_INVALIDMEDIATYPE, 0, 0, 0},
    {"8 bits, colours beyond 32 bits", 8, 40, 0x40000008, 32, MF_E_INVALIDMEDIATYPE, 0, 0, 0},
    {"8 bits, all colours", 8, 40, 0xffffffff, 32, MF_E_INVALIDMEDIATYPE, 0, 0, 0},
};

START_TEST(palette_and_user_data)
{
    const unsigned int row = _i / 2, version = _i % 2;
    const UINT32 size = header_size(version);
    BITMAPINFOHEADER *bitmap = bitmap_of(version);
    unsigned int i;

    memset(block, 0, sizeof(block));
    bitmap->biWidth = 16;
    bitmap->biHeight = -32;
    bitmap->biBitCount = palettes[row].bits;
    bitmap->biSize = palettes[row].bi_size;
    bitmap->biClrUsed = palettes[row].colors;
    for (i = 0; i < palettes[row].extra; i++)
        block[size + i] = i + 1;
    ck_assert_hr_msg(init(version, size + palettes[row].extra, NULL), palettes[row].hr, "%s", palettes[row].label);
    if (FAILED(palettes[row].hr))
        return;
    if (palettes[row].palette_size)
        ck_assert_blob(type, MF_MT_PALETTE, block + size + palettes[row].palette_at, palettes[row].palette_size, "%s",
                palettes[row].label);
    else
        ck_assert_lacks(type, MF_MT_PALETTE, "%s", palettes[row].label);
    if (palettes[row].user_size)
        ck_assert_blob(type, MF_MT_USER_DATA, block + size, palettes[row].user_size, "%s", palettes[row].label);
    else
        ck_assert_lacks(type, MF_MT_USER_DATA, "%s", palettes[row].label);
}
END_TEST

/* Not observed: documented flags, and the documented meaning of the modes. */
START_TEST(interlace_flags)
{
    static const struct { DWORD flags; UINT32 mode; } rows[] =
    {
        {0x00, 2}, {0x86, 2}, {0x81, 7}, {0x07, 5}, {0x03, 6}, {0x13, 6}, {0x05, 3}, {0x01, 4}, {0x85, 7},
    };
    VIDEOINFOHEADER2 header = {.bmiHeader = {.biWidth = 16, .biHeight = 32}};
    unsigned int i;

    for (i = 0; i < ARRAYSIZE(rows); i++)
    {
        header.dwInterlaceFlags = rows[i].flags;
        ck_assert_ok(MFInitMediaTypeFromVideoInfoHeader2(type, &header, sizeof(header), &GUID_NULL));
        ck_assert_uint32(type, MF_MT_INTERLACE_MODE, rows[i].mode, "flags %#lx", rows[i].flags);
    }
}
END_TEST

/* Not observed but for matrix and range: the layout is documented. */
START_TEST(control_flags)
{
    VIDEOINFOHEADER2 header = {0};

    header.dwControlFlags = AMCONTROL_COLORINFO_PRESENT | 5 << 8 | 2 << 12 | 1 << 15 | 3 << 18 | 2 << 22 | 5 << 27;
    ck_assert_ok(MFInitMediaTypeFromVideoInfoHeader2(type, &header, sizeof(header), &GUID_NULL));
    ck_assert_uint32(type, MF_MT_VIDEO_CHROMA_SITING, 5);
    ck_assert_uint32(type, MF_MT_VIDEO_NOMINAL_RANGE, 2);
    ck_assert_uint32(type, MF_MT_YUV_MATRIX, 1);
    ck_assert_uint32(type, MF_MT_VIDEO_LIGHTING, 3);
    ck_assert_uint32(type, MF_MT_VIDEO_PRIMARIES, 2);
    ck_assert_uint32(type, MF_MT_TRANSFER_FUNCTION, 5);
    header.dwControlFlags &= ~AMCONTROL_COLORINFO_PRESENT;
    header.dwControlFlags |= AMCONTROL_PAD_TO_16x9;
    ck_assert_ok(MFInitMediaTypeFromVideoInfoHeader2(type, &header, sizeof(header), &GUID_NULL));
    ck_assert_lacks(type, MF_MT_TRANSFER_FUNCTION);
    ck_assert_uint32(type, MF_MT_PAD_CONTROL_FLAGS, MFVideoPadFlag_PAD_TO_16x9);
}
END_TEST

/* Not observed: numbers that no attribute can hold. */
START_TEST(dimensions_beyond_their_range)
{
    static const struct { LONG width, height; } rows[] =
    {
        {-16, 32}, {16, 0x80000000}, {0x7fffffff, 0x7fffffff}, {0x40000000, 1}, {65536, 65536}, {65536, -65536},
    };
    BITMAPINFOHEADER *bitmap = bitmap_of(_i);
    unsigned int i;

    for (i = 0; i < ARRAYSIZE(rows); i++)
    {
        memset(block, 0, sizeof(block));
        bitmap->biWidth = rows[i].width;
        bitmap->biHeight = rows[i].height;
        bitmap->biBitCount = 32;
        ck_assert_msg(FAILED(init(_i, header_size(_i), NULL)), "row %u", i);
    }
    memset(block, 0, sizeof(block));
    bitmap->biWidth = 0x7fffffff;
    bitmap->biHeight = -0x7fffffff;
    ck_assert_ok(init(_i, header_size(_i), &GUID_NULL));
    ck_assert_pair(type, MF_MT_FRAME_SIZE, 0x7fffffff, 0x7fffffff);
}
END_TEST

/* Documented: the subtype comes from biCompression. The masks are those of the formats. */
START_TEST(subtype_follows_the_compression)
{
    static const struct { DWORD compression; WORD bits; DWORD masks[3]; DWORD format; } rows[] =
    {
        {MAKEFOURCC('N','V','1','2'), 12, {0}, MAKEFOURCC('N','V','1','2')},
        {MAKEFOURCC('H','2','6','4'), 0, {0}, MAKEFOURCC('H','2','6','4')},
        {BI_BITFIELDS, 16, {0xf800, 0x7e0, 0x1f}, 23}, {BI_BITFIELDS, 16, {0x7c00, 0x3e0, 0x1f}, 24},
        {BI_BITFIELDS, 32, {0xff0000, 0xff00, 0xff}, 22}, {BI_BITFIELDS, 16, {1, 2, 3}, 0},
    };
    BITMAPINFOHEADER *bitmap = bitmap_of(_i);
    unsigned int i;
    GUID subtype;

    for (i = 0; i < ARRAYSIZE(rows); i++)
    {
        memset(block, 0, sizeof(block));
        bitmap->biSize = 40;
        bitmap->biBitCount = rows[i].bits;
        bitmap->biCompression = rows[i].compression;
        memcpy(block + header_size(_i), rows[i].masks, 12);
        if (!rows[i].format)
        {
            ck_assert_msg(FAILED(init(_i, header_size(_i) + 12, NULL)), "row %u", i);
            continue;
        }
        ck_assert_hr_msg(init(_i, header_size(_i) + 12, NULL), S_OK, "row %u", i);
        subtype = subtype_of(rows[i].format);
        ck_assert_guid(type, MF_MT_SUBTYPE, &subtype, "row %u", i);
        ck_assert_lacks(type, MF_MT_USER_DATA, "row %u", i);
    }
}
END_TEST

/* Both MPEG structures: what their first part gives is told by the tests above. */
static HRESULT init_mpeg(int version, UINT32 size, const GUID *subtype)
{
    return version ? MFInitMediaTypeFromMPEG2VideoInfo(type, (MPEG2VIDEOINFO *)block, size, subtype)
            : MFInitMediaTypeFromMPEG1VideoInfo(type, (MPEG1VIDEOINFO *)block, size, subtype);
}

START_TEST(mpeg_headers)
{
    const UINT32 size = _i ? sizeof(MPEG2VIDEOINFO) : sizeof(MPEG1VIDEOINFO);
    MPEG1VIDEOINFO *mpeg1 = (MPEG1VIDEOINFO *)block;
    MPEG2VIDEOINFO *mpeg2 = (MPEG2VIDEOINFO *)block;
    BITMAPINFOHEADER *bitmap = bitmap_of(_i);
    static const BYTE sequence2[] = {0xef, 0xcd, 0xab}, sequence1[] = {0xad};

    memset(block, 0, sizeof(block));
    ck_assert_hr(init_mpeg(_i, 0, NULL), E_INVALIDARG);
    ck_assert_hr(init_mpeg(_i, size, NULL), E_INVALIDARG);
    ck_assert_ok(init_mpeg(_i, size, &GUID_NULL));
    ck_assert_guid(type, MF_MT_MAJOR_TYPE, &MFMediaType_Video);
    ck_assert_guid(type, MF_MT_SUBTYPE, &GUID_NULL);

    bitmap->biWidth = 16;
    ck_assert_ok(init_mpeg(_i, size, &GUID_NULL));
    ck_assert_lacks(type, MF_MT_FRAME_SIZE);
    ck_assert_lacks(type, MF_MT_PIXEL_ASPECT_RATIO);
    ck_assert_lacks(type, MF_MT_INTERLACE_MODE);
    bitmap->biHeight = -32;
    ck_assert_ok(init_mpeg(_i, size, &GUID_NULL));
    ck_assert_pair(type, MF_MT_FRAME_SIZE, 16, 32);
    ck_assert_lacks(type, MF_MT_DEFAULT_STRIDE);
    bitmap->biHeight = 32;
    bitmap->biXPelsPerMeter = 2;
    bitmap->biYPelsPerMeter = 3;
    bitmap->biSizeImage = 12345;
    ck_assert_ok(init_mpeg(_i, size, &GUID_NULL));
    ck_assert_pair(type, MF_MT_FRAME_SIZE, 16, 32);
    ck_assert_uint32(type, MF_MT_INTERLACE_MODE, MFVideoInterlace_Progressive);
    ck_assert_uint32(type, MF_MT_SAMPLE_SIZE, 12345);
    ck_assert_lacks(type, MF_MT_DEFAULT_STRIDE);
    if (_i)
        ck_assert_lacks(type, MF_MT_PIXEL_ASPECT_RATIO);
    else
        ck_assert_pair(type, MF_MT_PIXEL_ASPECT_RATIO, 1, 1);
    ck_assert_lacks(type, MF_MT_MPEG_START_TIME_CODE);
    ck_assert_lacks(type, MF_MT_MPEG_SEQUENCE_HEADER);
    ck_assert_lacks(type, MF_MT_MPEG2_PROFILE);
    ck_assert_lacks(type, MF_MT_MPEG2_LEVEL);
    ck_assert_lacks(type, MF_MT_MPEG2_FLAGS);

    if (_i)
    {
        mpeg2->dwStartTimeCode = mpeg2->dwProfile = mpeg2->dwLevel = mpeg2->dwFlags = 1234;
        mpeg2->cbSequenceHeader = 3;
        mpeg2->dwSequenceHeader[0] = 0x00abcdef;
    }
    else
    {
        mpeg1->dwStartTimeCode = 1234;
        mpeg1->cbSequenceHeader = 1;
        mpeg1->bSequenceHeader[0] = 0xad;
    }
    ck_assert_ok(init_mpeg(_i, size, &GUID_NULL));
    ck_assert_uint32(type, MF_MT_MPEG_START_TIME_CODE, 1234);
    if (_i)
    {
        ck_assert_uint32(type, MF_MT_MPEG2_PROFILE, 1234);
        ck_assert_uint32(type, MF_MT_MPEG2_LEVEL, 1234);
        ck_assert_uint32(type, MF_MT_MPEG2_FLAGS, 1234);
        ck_assert_blob(type, MF_MT_MPEG_SEQUENCE_HEADER, sequence2, 3);
    }
    else
    {
        ck_assert_blob(type, MF_MT_MPEG_SEQUENCE_HEADER, sequence1, 1);
    }
    ck_assert_lacks(type, MF_MT_USER_DATA);

    /* Unobserved: a sequence header that does not fit. */
    if (_i)
        mpeg2->cbSequenceHeader = 5;
    else
        mpeg1->cbSequenceHeader = 9;
    ck_assert_hr(init_mpeg(_i, size, &GUID_NULL), E_INVALIDARG);
    ck_assert_ok(init_mpeg(_i, size + 4, &GUID_NULL));
    if (_i)
        mpeg2->cbSequenceHeader = 0xffffffff;
    else
        mpeg1->cbSequenceHeader = 0xffffffff;
    ck_assert_hr(init_mpeg(_i, size, &GUID_NULL), E_INVALIDARG);
}
END_TEST

static Suite *video_header_suite(void)
{
    Suite *suite = suite_create("video_header");
    TCase *tcase = tcase_create("contract");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, attributes_appear_one_by_one, 0, 2);
    tcase_add_loop_test(tcase, subtype_follows_the_bit_count, 0, 2);
    tcase_add_loop_test(tcase, subtype_follows_the_compression, 0, 2);
    tcase_add_loop_test(tcase, palette_and_user_data, 0, 2 * ARRAYSIZE(palettes));
    tcase_add_test(tcase, interlace_flags);
    tcase_add_test(tcase, control_flags);
    tcase_add_loop_test(tcase, mpeg_headers, 0, 2);
    suite_add_tcase(suite, tcase);

    tcase = tcase_create("errors");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, sizes_are_checked, 0, 2);
    tcase_add_loop_test(tcase, dimensions_beyond_their_range, 0, 2);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return suite_main(video_header_suite());
}

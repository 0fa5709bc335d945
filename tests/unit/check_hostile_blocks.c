/* SPDX-License-Identifier: MIT */
/* Format blocks of arbitrary bytes: whatever their lengths say, a conversion reads no byte behind them, and what it
 * accepts can be converted back. Each block ends where a page without access begins. */

#include "support/type_check.h"
#include <mmreg.h>
#include <strmif.h>
#include <dvdmedia.h>
#include <amvideo.h>
#include <uuids.h>

#define PAGE 4096
#define MAX_BLOCK 400
#define ROUNDS 4000

static BYTE *page; /* two pages, the second without access */
static IMFMediaType *type;
static UINT32 random_state;

static UINT32 next_random(void)
{
    random_state = random_state * 1664525 + 1013904223;
    return random_state >> 8;
}

static void setup(void)
{
    DWORD old;

    page = VirtualAlloc(NULL, 2 * PAGE, MEM_COMMIT | MEM_RESERVE, PAGE_READWRITE);
    ck_assert(page != NULL);
    ck_assert(VirtualProtect(page + PAGE, PAGE, PAGE_NOACCESS, &old));
    ck_assert_ok(MFCreateMediaType(&type));
}

static void teardown(void)
{
    IMFMediaType_Release(type);
    VirtualFree(page, 0, MEM_RELEASE);
}

/* Numbers that lengths, counts and dimensions are prone to get wrong. */
static UINT32 hostile_number(UINT32 size)
{
    static const UINT32 numbers[] = {0, 1, 2, 3, 8, 16, 22, 24, 32, 39, 40, 41, 52, 88, 112, 176, 255, 256, 0x7fff, 0x8000,
            0xffff, 0x10000, 0x3fffffff, 0x40000000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff};

    switch (next_random() % 4)
    {
    case 0: return size + next_random() % 8 - 4;
    case 1: return next_random() % (size + 64);
    default: return numbers[next_random() % ARRAYSIZE(numbers)];
    }
}

/* A block of `size` bytes at the end of the page: zeros, noise, and hostile numbers at some of the fields. */
static BYTE *make_block(UINT32 size, const WORD *fields, unsigned int field_count)
{
    BYTE *block = page + PAGE - size;
    UINT32 number;
    unsigned int i;

    memset(block, 0, size);
    if (next_random() % 2)
    {
        for (i = 0; i < size; i++)
            block[i] = next_random() % 3 ? 0 : next_random();
    }
    for (i = 0; i < field_count; i++)
    {
        if (next_random() % 2 && fields[i] + 4u <= size)
        {
            number = hostile_number(size);
            memcpy(block + fields[i], &number, 4);
        }
    }
    return block;
}

/* What was accepted converts to every kind of block. */
static void convert_back(unsigned int round)
{
    static const GUID *const formats[] = {&GUID_NULL, &FORMAT_VideoInfo, &FORMAT_VideoInfo2, &FORMAT_MPEGVideo,
            &FORMAT_MPEG2Video, &FORMAT_MFVideoFormat};
    AM_MEDIA_TYPE am;
    HRESULT hr;

    hr = MFInitAMMediaTypeFromMFMediaType(type, *formats[round % ARRAYSIZE(formats)], &am);
    if (FAILED(hr))
        return;
    if (am.cbFormat)
    {
        /* A block says of itself that it fits. */
        hr = MFValidateMediaTypeSize(am.formattype, am.pbFormat, am.cbFormat);
        ck_assert_msg(hr == S_OK || hr == MF_E_UNSUPPORTED_FORMAT, "round %u: %s", round, hresult_name(hr));
    }
    CoTaskMemFree(am.pbFormat);
}

enum parser { WAVE, HEADER_1, HEADER_2, MPEG_1, MPEG_2, VIDEO_FORMAT, BITMAP_HEADER, PARSER_COUNT };

static const struct
{
    UINT32 size; /* of the structure */
    WORD fields[10];
    unsigned int field_count;
} parsers[] =
{
    [WAVE] = {18, {0, 14, 16, 18, 24}, 5},
    [HEADER_1] = {88, {0, 8, 40, 48, 52, 56, 62, 64, 68, 80}, 10},
    [HEADER_2] = {112, {0, 48, 56, 60, 72, 76, 80, 86, 88, 104}, 10},
    [MPEG_1] = {104, {48, 52, 56, 62, 64, 88, 92}, 7},
    [MPEG_2] = {136, {72, 76, 80, 86, 88, 112, 116}, 7},
    [VIDEO_FORMAT] = {176, {0, 8, 12, 16, 112, 120, 160, 164}, 8},
    [BITMAP_HEADER] = {40, {0, 4, 8, 14, 16, 20, 32}, 7},
};

static HRESULT parse(enum parser parser, BYTE *block, UINT32 size)
{
    static const GUID *const subtypes[] = {NULL, &GUID_NULL, &MFVideoFormat_RGB8, &MFVideoFormat_NV12,
            &MFVideoFormat_RGB565, &MFVideoFormat_H264};
    const GUID *subtype = subtypes[next_random() % ARRAYSIZE(subtypes)];
    IMFVideoMediaType *video;
    UINT32 image_size;
    HRESULT hr;

    switch (parser)
    {
    case WAVE:
        if (size >= 2 && next_random() % 2)
            *(WORD *)block = next_random() % 2 ? WAVE_FORMAT_EXTENSIBLE : WAVE_FORMAT_MPEG_HEAAC;
        return MFInitMediaTypeFromWaveFormatEx(type, (WAVEFORMATEX *)block, size);
    case HEADER_1:
        return MFInitMediaTypeFromVideoInfoHeader(type, (VIDEOINFOHEADER *)block, size, subtype);
    case HEADER_2:
        return MFInitMediaTypeFromVideoInfoHeader2(type, (VIDEOINFOHEADER2 *)block, size, subtype);
    case MPEG_1:
        return MFInitMediaTypeFromMPEG1VideoInfo(type, (MPEG1VIDEOINFO *)block, size, subtype);
    case MPEG_2:
        return MFInitMediaTypeFromMPEG2VideoInfo(type, (MPEG2VIDEOINFO *)block, size, subtype);
    case VIDEO_FORMAT:
        if (size >= 136 && subtype)
            memcpy(block + 120, subtype, sizeof(*subtype));
        return MFInitMediaTypeFromMFVideoFormat(type, (MFVIDEOFORMAT *)block, size);
    default:
        MFCalculateBitmapImageSize((BITMAPINFOHEADER *)block, size, &image_size, NULL);
        hr = MFCreateVideoMediaTypeFromBitMapInfoHeaderEx((BITMAPINFOHEADER *)block, size, 1, 1,
                MFVideoInterlace_Progressive, 0, 30, 1, 0, &video);
        if (SUCCEEDED(hr))
            IMFVideoMediaType_Release(video);
        return E_FAIL; /* nothing in `type` */
    }
}

START_TEST(structures_of_arbitrary_bytes)
{
    unsigned int round, accepted = 0;
    UINT32 size;
    BYTE *block;

    random_state = _i + 1;
    for (round = 0; round < ROUNDS; round++)
    {
        size = next_random() % 4 ? parsers[_i].size + next_random() % 80 - (next_random() % 8 ? 0 : 4)
                : next_random() % MAX_BLOCK;
        block = make_block(size, parsers[_i].fields, parsers[_i].field_count);
        if (SUCCEEDED(parse(_i, block, size)))
        {
            accepted++;
            convert_back(round);
        }
    }
    if (_i != BITMAP_HEADER)
        ck_assert_msg(accepted > ROUNDS / 50, "parser %d accepted %u of %u only", _i, accepted, ROUNDS);
}
END_TEST

START_TEST(am_media_types_of_arbitrary_blocks)
{
    static const GUID *const formats[] = {&FORMAT_WaveFormatEx, &FORMAT_VideoInfo, &FORMAT_VideoInfo2, &FORMAT_MPEGVideo,
            &FORMAT_MPEG2Video, &FORMAT_MFVideoFormat, &FORMAT_None};
    AM_MEDIA_TYPE am;
    unsigned int round, parser;

    random_state = 99;
    for (round = 0; round < ROUNDS; round++)
    {
        parser = next_random() % PARSER_COUNT;
        memset(&am, 0, sizeof(am));
        am.majortype = parser == WAVE ? MFMediaType_Audio : MFMediaType_Video;
        am.subtype = next_random() % 2 ? MEDIASUBTYPE_RGB32 : MFVideoFormat_NV12;
        am.formattype = *formats[parser];
        am.cbFormat = next_random() % MAX_BLOCK;
        am.pbFormat = make_block(am.cbFormat, parsers[parser].fields, parsers[parser].field_count);
        am.bTemporalCompression = next_random() % 2;
        if (SUCCEEDED(MFInitMediaTypeFromAMMediaType(type, &am)))
            convert_back(round);
    }
}
END_TEST

START_TEST(block_sizes_of_arbitrary_bytes)
{
    static const GUID *const formats[] = {&FORMAT_WaveFormatEx, &FORMAT_VideoInfo, &FORMAT_VideoInfo2, &FORMAT_MPEGVideo,
            &FORMAT_MPEG2Video, &FORMAT_MFVideoFormat, &FORMAT_MPEGStreams, &FORMAT_DvInfo};
    static const WORD stream_fields[] = {4, 8, 72, 88, 180};
    unsigned int round, i;
    UINT32 size;
    BYTE *block;
    HRESULT hr;

    random_state = 77;
    for (round = 0; round < 4 * ROUNDS; round++)
    {
        i = next_random() % ARRAYSIZE(formats);
        size = next_random() % MAX_BLOCK;
        if (i < BITMAP_HEADER)
            block = make_block(size, parsers[i].fields, parsers[i].field_count);
        else
            block = make_block(size, stream_fields, ARRAYSIZE(stream_fields));
        hr = MFValidateMediaTypeSize(*formats[i], block, size);
        ck_assert_msg(hr == S_OK || hr == MF_E_INVALIDMEDIATYPE, "round %u: %s", round, hresult_name(hr));
    }
}
END_TEST

static Suite *hostile_blocks_suite(void)
{
    Suite *suite = suite_create("hostile_blocks");
    TCase *tcase = tcase_create("errors");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, structures_of_arbitrary_bytes, 0, PARSER_COUNT);
    tcase_add_test(tcase, am_media_types_of_arbitrary_blocks);
    tcase_add_test(tcase, block_sizes_of_arbitrary_bytes);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return suite_main(hostile_blocks_suite());
}

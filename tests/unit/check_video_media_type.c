/* SPDX-License-Identifier: MIT */
/* The creators of video media types. MFCreateVideoMediaTypeFromVideoInfoHeader and ...FromSubtype: observed on Windows 8
 * to 11; the others: documented. */

#include "support/type_check.h"
#include <ks.h>
#include <ksmedia.h>
#include <mfapi.h>

static BYTE block[512];
static KS_VIDEOINFOHEADER *const header = (KS_VIDEOINFOHEADER *)block;

static HRESULT create(DWORD size, const GUID *subtype, IMFVideoMediaType **type)
{
    return MFCreateVideoMediaTypeFromVideoInfoHeader(header, size, 3, 2, MFVideoInterlace_Progressive,
            MFVideoFlag_AnalogProtected, subtype, type);
}

static void fill_header(void)
{
    memset(block, 0, sizeof(block));
    header->bmiHeader.biSize = 40;
    header->bmiHeader.biPlanes = 1;
    header->bmiHeader.biWidth = 16;
    header->bmiHeader.biHeight = 32;
    header->bmiHeader.biBitCount = 32;
}

START_TEST(incomplete_headers_are_refused)
{
    IMFVideoMediaType *type;
    unsigned int i;

    ck_assert_hr(MFCreateVideoMediaTypeFromVideoInfoHeader(NULL, 0, 3, 2, MFVideoInterlace_Progressive, 0, NULL, &type),
            E_INVALIDARG);
    memset(block, 0, sizeof(block));
    ck_assert_hr(create(0, NULL, &type), E_INVALIDARG);
    ck_assert_hr(create(sizeof(*header), NULL, &type), E_INVALIDARG);
    header->bmiHeader.biSize = 40;
    ck_assert_hr(create(sizeof(*header), NULL, &type), E_INVALIDARG);

    /* Not observed one by one: each of what the complete header has. */
    for (i = 0; i < 7; i++)
    {
        fill_header();
        switch (i)
        {
        case 0: header->bmiHeader.biPlanes = 0; break;
        case 1: header->bmiHeader.biWidth = 0; break;
        case 2: header->bmiHeader.biHeight = 0; break;
        case 3: header->bmiHeader.biBitCount = 0; break;
        case 4: header->bmiHeader.biSize = 39; break;
        case 5: header->bmiHeader.biSize = 41; break;
        case 6: header->bmiHeader.biSize = 0xffffffff; break;
        }
        type = (void *)1;
        ck_assert_msg(FAILED(create(sizeof(*header), NULL, &type)), "case %u", i);
    }
    fill_header();
    ck_assert_hr(create(sizeof(*header) - 1, NULL, &type), E_INVALIDARG);
}
END_TEST

START_TEST(header_and_arguments_become_attributes)
{
    IMFVideoMediaType *video;
    IMFMediaType *type;

    fill_header();
    ck_assert_ok(create(sizeof(*header), &GUID_NULL, &video));
    IMFVideoMediaType_Release(video);
    ck_assert_ok(create(sizeof(*header), NULL, &video));
    ck_assert_refcount(video, 1);
    type = (IMFMediaType *)video;
    ck_assert_guid(type, MF_MT_MAJOR_TYPE, &MFMediaType_Video);
    ck_assert_guid(type, MF_MT_SUBTYPE, &MFVideoFormat_RGB32);
    ck_assert_pair(type, MF_MT_FRAME_SIZE, 16, 32);
    ck_assert_pair(type, MF_MT_PIXEL_ASPECT_RATIO, 3, 2);
    ck_assert_uint32(type, MF_MT_INTERLACE_MODE, MFVideoInterlace_Progressive);
    ck_assert_uint32(type, MF_MT_DRM_FLAGS, MFVideoDRMFlag_AnalogProtected);
    ck_assert_uint32(type, MF_MT_SAMPLE_SIZE, 2048);
    ck_assert_uint32(type, MF_MT_DEFAULT_STRIDE, -64);
    ck_assert_nonzero(type, MF_MT_FIXED_SIZE_SAMPLES);
    ck_assert_nonzero(type, MF_MT_ALL_SAMPLES_INDEPENDENT);
    IMFVideoMediaType_Release(video);

    header->bmiHeader.biHeight = -32;
    ck_assert_ok(create(sizeof(*header), NULL, &video));
    type = (IMFMediaType *)video;
    ck_assert_pair(type, MF_MT_FRAME_SIZE, 16, 32);
    ck_assert_uint32(type, MF_MT_DEFAULT_STRIDE, 64);
    IMFVideoMediaType_Release(video);
}
END_TEST

START_TEST(subtype_alone)
{
    IMFVideoMediaType *video, *again;
    IMFMediaType *type, *queried;

    ck_assert_ok(MFCreateVideoMediaTypeFromSubtype(&MFVideoFormat_RGB555, &video));
    type = (IMFMediaType *)video;
    ck_assert_count(type, 2);
    ck_assert_guid(type, MF_MT_MAJOR_TYPE, &MFMediaType_Video);
    ck_assert_guid(type, MF_MT_SUBTYPE, &MFVideoFormat_RGB555);
    ck_assert_ok(IMFVideoMediaType_QueryInterface(video, &IID_IMFMediaType, (void **)&queried));
    ck_assert_ok(IMFMediaType_QueryInterface(queried, &IID_IMFVideoMediaType, (void **)&again));
    IMFVideoMediaType_Release(again);
    ck_assert_ok(IMFMediaType_DeleteAllItems(type));
    ck_assert_count(queried, 0);
    ck_assert_hr(IMFVideoMediaType_QueryInterface(video, &IID_IMFVideoMediaType, (void **)&again), E_NOINTERFACE);
    IMFMediaType_Release(queried);
    IMFVideoMediaType_Release(video);
}
END_TEST

START_TEST(video_format)
{
    IMFVideoMediaType *video;
    const MFVIDEOFORMAT *kept;
    MFVIDEOFORMAT format;

    ck_assert_ok(MFInitVideoFormat_RGB(&format, 123, 456, 0));
    ck_assert_ok(MFCreateVideoMediaType(&format, &video));
    ck_assert_refcount(video, 1);
    ck_assert_pair((IMFMediaType *)video, MF_MT_FRAME_SIZE, 123, 456);
    ck_assert_uint32((IMFMediaType *)video, MF_MT_DEFAULT_STRIDE, 492);
    kept = IMFVideoMediaType_GetVideoFormat(video);
    if (kept) /* gone since Windows 7 */
        ck_assert_mem_eq(kept, &format, sizeof(format));
    IMFVideoMediaType_Release(video);
    format.dwSize = 12;
    video = (void *)1;
    ck_assert(FAILED(MFCreateVideoMediaType(&format, &video)));
}
END_TEST

START_TEST(second_version_of_the_header)
{
    KS_VIDEOINFOHEADER2 *header2 = (KS_VIDEOINFOHEADER2 *)block;
    IMFVideoMediaType *video;

    memset(block, 0, sizeof(block));
    header2->dwPictAspectRatioX = 4;
    header2->dwPictAspectRatioY = 3;
    header2->dwInterlaceFlags = 0x81;
    header2->bmiHeader.biSize = 40;
    header2->bmiHeader.biPlanes = 1;
    header2->bmiHeader.biWidth = 720;
    header2->bmiHeader.biHeight = 480;
    header2->bmiHeader.biBitCount = 12;
    header2->bmiHeader.biCompression = MAKEFOURCC('N','V','1','2');
    ck_assert_ok(MFCreateVideoMediaTypeFromVideoInfoHeader2(header2, sizeof(*header2), MFVideoFlag_PanScanEnabled, NULL,
            &video));
    ck_assert_guid((IMFMediaType *)video, MF_MT_SUBTYPE, &MFVideoFormat_NV12);
    ck_assert_pair((IMFMediaType *)video, MF_MT_PIXEL_ASPECT_RATIO, 8, 9);
    ck_assert_uint32((IMFMediaType *)video, MF_MT_INTERLACE_MODE, MFVideoInterlace_MixedInterlaceOrProgressive);
    ck_assert_uint32((IMFMediaType *)video, MF_MT_PAN_SCAN_ENABLED, 1);
    ck_assert_uint32((IMFMediaType *)video, MF_MT_SAMPLE_SIZE, 720 * 480 * 3 / 2);
    ck_assert_uint32((IMFMediaType *)video, MF_MT_DEFAULT_STRIDE, 720);
    IMFVideoMediaType_Release(video);
    ck_assert_hr(MFCreateVideoMediaTypeFromVideoInfoHeader2(header2, sizeof(*header2) - 1, 0, NULL, &video), E_INVALIDARG);
}
END_TEST

START_TEST(bitmap_header)
{
    BITMAPINFOHEADER *bitmap = (BITMAPINFOHEADER *)block;
    IMFVideoMediaType *video;

    memset(block, 0, sizeof(block));
    bitmap->biSize = 40;
    bitmap->biPlanes = 1;
    bitmap->biWidth = 16;
    bitmap->biHeight = 32;
    bitmap->biBitCount = 8;
    bitmap->biClrUsed = 2;
    ck_assert_hr(MFCreateVideoMediaTypeFromBitMapInfoHeader(bitmap, 1, 1, MFVideoInterlace_Progressive, 0, 30, 1, 0,
            &video), E_FAIL);
    ck_assert_ok(MFCreateVideoMediaTypeFromBitMapInfoHeaderEx(bitmap, 48, 10, 11, MFVideoInterlace_FieldInterleavedLowerFirst,
            MFVideoFlag_DigitallyProtected, 30000, 1001, 123456, &video));
    ck_assert_guid((IMFMediaType *)video, MF_MT_SUBTYPE, &MFVideoFormat_RGB8);
    ck_assert_pair((IMFMediaType *)video, MF_MT_FRAME_SIZE, 16, 32);
    ck_assert_pair((IMFMediaType *)video, MF_MT_PIXEL_ASPECT_RATIO, 10, 11);
    ck_assert_pair((IMFMediaType *)video, MF_MT_FRAME_RATE, 30000, 1001);
    ck_assert_uint32((IMFMediaType *)video, MF_MT_INTERLACE_MODE, MFVideoInterlace_FieldInterleavedLowerFirst);
    ck_assert_uint32((IMFMediaType *)video, MF_MT_DRM_FLAGS, MFVideoDRMFlag_DigitallyProtected);
    ck_assert_uint32((IMFMediaType *)video, MF_MT_AVG_BITRATE, 123456);
    ck_assert_uint32((IMFMediaType *)video, MF_MT_DEFAULT_STRIDE, -16);
    ck_assert_blob((IMFMediaType *)video, MF_MT_PALETTE, block + 40, 8);
    IMFVideoMediaType_Release(video);
    ck_assert(FAILED(MFCreateVideoMediaTypeFromBitMapInfoHeaderEx(bitmap, 47, 1, 1, MFVideoInterlace_Progressive, 0, 0, 0,
            0, &video)));
    ck_assert(FAILED(MFCreateVideoMediaTypeFromBitMapInfoHeaderEx(bitmap, 39, 1, 1, MFVideoInterlace_Progressive, 0, 0, 0,
            0, &video)));
}
END_TEST

static Suite *video_media_type_suite(void)
{
    Suite *suite = suite_create("video_media_type");
    TCase *tcase = tcase_create("contract");

    tcase_add_test(tcase, header_and_arguments_become_attributes);
    tcase_add_test(tcase, subtype_alone);
    tcase_add_test(tcase, video_format);
    tcase_add_test(tcase, second_version_of_the_header);
    tcase_add_test(tcase, bitmap_header);
    suite_add_tcase(suite, tcase);
    tcase = tcase_create("errors");
    tcase_add_test(tcase, incomplete_headers_are_refused);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return suite_main(video_media_type_suite());
}

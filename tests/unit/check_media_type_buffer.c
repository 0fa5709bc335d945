/* SPDX-License-Identifier: MIT */
/* MFCreateMediaBufferFromMediaType, and the DMO buffer of MFCreateLegacyMediaBufferOnMFMediaBuffer. */

#include "support/suite.h"
#include <stdio.h>
#include <mediaobj.h>
#include <mfapi.h>
#include <mferror.h>
#include <mfidl.h>
#include <wincodec.h>

#define NO_STRIDE 0x7fffffff

static IMFMediaType *create_type(const GUID *major, const GUID *subtype, UINT32 width, UINT32 height, LONG stride)
{
    IMFMediaType *type;

    ck_assert_ok(MFCreateMediaType(&type));
    if (major)
        ck_assert_ok(IMFMediaType_SetGUID(type, &MF_MT_MAJOR_TYPE, major));
    if (subtype)
        ck_assert_ok(IMFMediaType_SetGUID(type, &MF_MT_SUBTYPE, subtype));
    if (width)
        ck_assert_ok(IMFMediaType_SetUINT64(type, &MF_MT_FRAME_SIZE, (UINT64)width << 32 | height));
    if (stride != NO_STRIDE)
        ck_assert_ok(IMFMediaType_SetUINT32(type, &MF_MT_DEFAULT_STRIDE, (UINT32)stride));
    return type;
}

static const struct
{
    const char *label;
    const GUID *major, *subtype;
    UINT32 width, height;
    LONG stride;
    DWORD min_length;
    HRESULT hr;
    DWORD length;  /* that Lock reports */
    LONG pitch;    /* 0: a linear buffer */
} rows[] =
{
    {"no major type", NULL, NULL, 0, 0, NO_STRIDE, 0, MF_E_ATTRIBUTENOTFOUND, 0, 0},
    {"unknown major type", &GUID_NULL, NULL, 0, 0, NO_STRIDE, 0, E_INVALIDARG, 0, 0},
    {"unknown major type, length", &GUID_NULL, NULL, 0, 0, NO_STRIDE, 16, S_OK, 16, 0},
    {"audio", &MFMediaType_Audio, NULL, 0, 0, NO_STRIDE, 0, S_OK, 0, 0},
    {"audio, length", &MFMediaType_Audio, NULL, 0, 0, NO_STRIDE, 16, S_OK, 16, 0},
    {"no subtype", &MFMediaType_Video, NULL, 0, 0, NO_STRIDE, 0, MF_E_ATTRIBUTENOTFOUND, 0, 0},
    {"no subtype, length", &MFMediaType_Video, NULL, 0, 0, NO_STRIDE, 16, S_OK, 16, 0},
    {"no size", &MFMediaType_Video, &MFVideoFormat_RGB32, 0, 0, NO_STRIDE, 0, MF_E_ATTRIBUTENOTFOUND, 0, 0},
    {"no size, length", &MFMediaType_Video, &MFVideoFormat_RGB32, 0, 0, NO_STRIDE, 16, S_OK, 16, 0},
    {"RGB32", &MFMediaType_Video, &MFVideoFormat_RGB32, 7, 8, NO_STRIDE, 0, S_OK, 224, 64},
    {"RGB32, greater length", &MFMediaType_Video, &MFVideoFormat_RGB32, 7, 8, NO_STRIDE, 4096, S_OK, 224, 64},
    {"RGB32, positive stride", &MFMediaType_Video, &MFVideoFormat_RGB32, 7, 8, 123456, 0, S_OK, 224, 64},
    {"RGB32, negative stride", &MFMediaType_Video, &MFVideoFormat_RGB32, 7, 8, -123456, 0, S_OK, 224, -64},
    {"NV12, stride", &MFMediaType_Video, &MFVideoFormat_NV12, 96, 96, 96, 0, S_OK, 13824, 128},
    {"NV12, negative stride", &MFMediaType_Video, &MFVideoFormat_NV12, 96, 96, -96, 0, S_OK, 13824, 0},
    {"H264", &MFMediaType_Video, &MFVideoFormat_H264, 16, 32, -128, 0, E_INVALIDARG, 0, 0},
};

START_TEST(the_type_decides_which_buffer)
{
    IMFMediaType *type = create_type(rows[_i].major, rows[_i].subtype, rows[_i].width, rows[_i].height, rows[_i].stride);
    BYTE *data, *scanline0, *start;
    IMFMediaBuffer *buffer = NULL;
    DWORD length, current;
    IMF2DBuffer2 *surface;
    LONG pitch;

    ck_assert_hr_msg(MFCreateMediaBufferFromMediaType(type, 0, rows[_i].min_length, 0, &buffer), rows[_i].hr, "%s",
            rows[_i].label);
    ck_assert_uint_eq(IMFMediaType_Release(type), 0);
    if (FAILED(rows[_i].hr))
        return;
    ck_assert_ok(IMFMediaBuffer_Lock(buffer, &data, &length, &current));
    ck_assert_msg(length == rows[_i].length, "%s: %lu bytes", rows[_i].label, length);
    ck_assert_uint_eq(current, rows[_i].pitch ? length : 0);
    ck_assert_ok(IMFMediaBuffer_Unlock(buffer));
    ck_assert_interface(buffer, &IID_IMF2DBuffer, rows[_i].pitch != 0);
    ck_assert_interface(buffer, &IID_IMFGetService, rows[_i].pitch != 0);
    if (!rows[_i].pitch)
    {
        ck_assert_uint_eq((ULONG_PTR)data & 15, 0);
    }
    else
    {
        ck_assert_ok(IMFMediaBuffer_QueryInterface(buffer, &IID_IMF2DBuffer2, (void **)&surface));
        ck_assert_ok(IMF2DBuffer2_Lock2DSize(surface, MF2DBuffer_LockFlags_Read, &scanline0, &pitch, &start, &length));
        ck_assert_int_eq(pitch, rows[_i].pitch);
        ck_assert_ptr_eq(scanline0, pitch < 0 ? start + 64 * 7 : start);
        ck_assert_ok(IMF2DBuffer2_Unlock2D(surface));
        IMF2DBuffer2_Release(surface);
    }
    ck_assert_uint_eq(IMFMediaBuffer_Release(buffer), 0);
}
END_TEST

START_TEST(the_length_of_an_audio_buffer)
{
    static const struct
    {
        LONGLONG seconds;
        DWORD min_length, min_alignment, block, rate, length;
    } audio[] = {{0, 0, 0, 4, 0, 20}, {0, 0, 32, 4, 0, 36}, {0, 64, 32, 4, 0, 64}, {1, 0, 0, 4, 16, 36},
            {2, 0, 64, 4, 16, 68}};
    IMFMediaType *type = create_type(&MFMediaType_Audio, NULL, 0, 0, NO_STRIDE);
    IMFMediaBuffer *buffer;
    DWORD length;
    BYTE *data;

    ck_assert_ok(IMFMediaType_SetUINT32(type, &MF_MT_AUDIO_BLOCK_ALIGNMENT, audio[_i].block));
    ck_assert_ok(IMFMediaType_SetUINT32(type, &MF_MT_AUDIO_AVG_BYTES_PER_SECOND, audio[_i].rate));
    ck_assert_ok(MFCreateMediaBufferFromMediaType(type, audio[_i].seconds * 10000000, audio[_i].min_length,
            audio[_i].min_alignment, &buffer));
    ck_assert_ok(IMFMediaBuffer_Lock(buffer, &data, &length, NULL));
    ck_assert_uint_eq(length, audio[_i].length);
    ck_assert_uint_eq((ULONG_PTR)data & ((audio[_i].min_alignment ? audio[_i].min_alignment : 16) - 1), 0);
    ck_assert_uint_eq(IMFMediaBuffer_Release(buffer), 0);
    ck_assert_hr(MFCreateMediaBufferFromMediaType(NULL, 0, 0, 0, &buffer), E_INVALIDARG);
    ck_assert(FAILED(MFCreateMediaBufferFromMediaType(type, 0x7fffffffffffffffll, 0, 0, &buffer))
            || !audio[_i].rate);
    if (!audio[_i].rate)
        IMFMediaBuffer_Release(buffer);
    ck_assert_uint_eq(IMFMediaType_Release(type), 0);
}
END_TEST

/* ---- the DMO buffer on a buffer of somebody else's, which counts */

static struct
{
    IMFMediaBuffer iface;
    LONG refcount, locks, unlocks, sets, other_interfaces;
    BOOL lengths_wanted;
    BYTE data[16];
} foreign;

static HRESULT WINAPI foreign_QueryInterface(IMFMediaBuffer *iface, REFIID iid, void **out)
{
    *out = NULL;
    if (IsEqualGUID(iid, &IID_IUnknown) || IsEqualGUID(iid, &IID_IMFMediaBuffer))
    {
        *out = iface;
        foreign.refcount++;
        return S_OK;
    }
    if (!IsEqualGUID(iid, &IID_IMF2DBuffer) && !IsEqualGUID(iid, &IID_IMF2DBuffer2))
        foreign.other_interfaces++;
    return E_NOINTERFACE;
}

static ULONG WINAPI foreign_AddRef(IMFMediaBuffer *iface)
{
    (void)iface;
    return ++foreign.refcount;
}

static ULONG WINAPI foreign_Release(IMFMediaBuffer *iface)
{
    (void)iface;
    return --foreign.refcount;
}

static HRESULT WINAPI foreign_Lock(IMFMediaBuffer *iface, BYTE **data, DWORD *max_length, DWORD *current_length)
{
    (void)iface;
    foreign.locks++;
    foreign.lengths_wanted |= max_length || current_length;
    *data = foreign.data;
    return S_OK;
}

static HRESULT WINAPI foreign_Unlock(IMFMediaBuffer *iface)
{
    (void)iface;
    foreign.unlocks++;
    return S_OK;
}

static HRESULT WINAPI foreign_GetLength(IMFMediaBuffer *iface, DWORD *length)
{
    (void)iface;
    *length = 0;
    return S_OK;
}

static HRESULT WINAPI foreign_SetCurrentLength(IMFMediaBuffer *iface, DWORD length)
{
    (void)iface;
    (void)length;
    foreign.sets++;
    return S_OK;
}

static IMFMediaBufferVtbl foreign_vtbl =
{
    foreign_QueryInterface, foreign_AddRef, foreign_Release, foreign_Lock, foreign_Unlock, foreign_GetLength,
    foreign_SetCurrentLength, foreign_GetLength,
};

START_TEST(a_dmo_buffer_locks_once_and_late)
{
    IMediaBuffer *buffer;
    DWORD length;
    BYTE *data;

    memset(&foreign, 0, sizeof(foreign));
    foreign.iface.lpVtbl = &foreign_vtbl;
    foreign.refcount = 1;
    ck_assert_ok(MFCreateLegacyMediaBufferOnMFMediaBuffer(NULL, &foreign.iface, 0, &buffer));
    ck_assert_int_eq(foreign.refcount, 2);
    ck_assert_int_eq(foreign.locks, 0);
    ck_assert_ok(IMediaBuffer_GetBufferAndLength(buffer, &data, &length));
    ck_assert_ptr_eq(data, foreign.data);
    ck_assert_uint_eq(length, 0);
    ck_assert_ok(IMediaBuffer_GetBufferAndLength(buffer, &data, NULL));
    ck_assert_ok(IMediaBuffer_GetBufferAndLength(buffer, NULL, &length));
    ck_assert_hr(IMediaBuffer_GetBufferAndLength(buffer, NULL, NULL), E_POINTER);
    ck_assert_int_eq(foreign.locks, 1);
    ck_assert_int_eq(foreign.unlocks, 0);
    ck_assert_int_eq(foreign.lengths_wanted, FALSE);
    ck_assert_interface(buffer, &IID_IMFMediaBuffer, FALSE);
    ck_assert_interface(buffer, &IID_IMF2DBuffer, FALSE);
    ck_assert_interface(buffer, &IID_IMFSample, FALSE);
    ck_assert_interface(buffer, &IID_IMFGetService, FALSE);
    ck_assert_uint_eq(IMediaBuffer_Release(buffer), 0);
    ck_assert_int_eq(foreign.unlocks, 1);
    ck_assert_int_eq(foreign.sets, 0);
    ck_assert_int_eq(foreign.other_interfaces, 0);
    ck_assert_int_eq(foreign.refcount, 1);
    /* Never locked: never unlocked. */
    ck_assert_ok(MFCreateLegacyMediaBufferOnMFMediaBuffer(NULL, &foreign.iface, 0, &buffer));
    ck_assert_uint_eq(IMediaBuffer_Release(buffer), 0);
    ck_assert_int_eq(foreign.unlocks, 1);
}
END_TEST

START_TEST(a_dmo_buffer_stands_for_sample_and_picture)
{
    IMFMediaBuffer *media_buffer;
    IMediaBuffer *buffer, *again;
    IMFSample *sample, *face;
    LONGLONG time;
    DWORD length;

    ck_assert_hr(MFCreateLegacyMediaBufferOnMFMediaBuffer(NULL, NULL, 0, NULL), E_INVALIDARG);
    ck_assert_ok(MFCreateSample(&sample));
    ck_assert_ok(MFCreate2DMediaBuffer(1, 1, MAKEFOURCC('N','V','1','2'), FALSE, &media_buffer));
    ck_assert_ok(MFCreateLegacyMediaBufferOnMFMediaBuffer(sample, media_buffer, 0, &buffer));
    ck_assert_refcount(sample, 2);
    ck_assert_interface(buffer, &IID_IMF2DBuffer, TRUE);
    ck_assert_interface(buffer, &IID_IMF2DBuffer2, TRUE);
    ck_assert_interface(buffer, &IID_IMFMediaBuffer, FALSE);
    ck_assert_ok(IMediaBuffer_QueryInterface(buffer, &IID_IMFSample, (void **)&face));
    ck_assert_ok(IMFSample_SetSampleTime(face, 5));
    ck_assert_ok(IMFSample_GetSampleTime(sample, &time));
    ck_assert(time == 5);
    ck_assert_ok(IMFSample_QueryInterface(face, &IID_IMediaBuffer, (void **)&again));
    ck_assert_ptr_eq(again, buffer);
    IMediaBuffer_Release(again);
    IMFSample_Release(face);
    IMFSample_Release(sample);
    IMFMediaBuffer_Release(media_buffer);
    ck_assert_ok(IMediaBuffer_GetMaxLength(buffer, &length));
    ck_assert_hr(IMediaBuffer_SetLength(buffer, length + 1), E_INVALIDARG);
    ck_assert_uint_eq(IMediaBuffer_Release(buffer), 0);
}
END_TEST

/* ---- a WIC bitmap: documented, not observed */

START_TEST(a_wic_bitmap_as_a_buffer)
{
    BYTE pixels[24], *data, linear[24];
    IWICImagingFactory *factory;
    IMFMediaBuffer *buffer;
    IMF2DBuffer2 *surface;
    IWICBitmap *bitmap;
    DWORD length, i;
    LONG pitch;

    CoInitialize(NULL);
    for (i = 0; i < sizeof(pixels); i++)
        pixels[i] = (BYTE)(i + 1);
    if (FAILED(CoCreateInstance(&CLSID_WICImagingFactory, NULL, CLSCTX_INPROC_SERVER, &IID_IWICImagingFactory,
            (void **)&factory)))
    {
        printf("# skip WIC: no factory\n");
        return;
    }
    ck_assert_ok(IWICImagingFactory_CreateBitmapFromMemory(factory, 2, 3, &GUID_WICPixelFormat32bppBGRA, 8,
            sizeof(pixels), pixels, &bitmap));
    ck_assert_hr(MFCreateWICBitmapBuffer(&IID_IUnknown, (IUnknown *)bitmap, &buffer), E_INVALIDARG);
    ck_assert_ok(MFCreateWICBitmapBuffer(&IID_IWICBitmap, (IUnknown *)bitmap, &buffer));
    ck_assert_ok(IMFMediaBuffer_QueryInterface(buffer, &IID_IMF2DBuffer2, (void **)&surface));
    ck_assert_ok(IMFMediaBuffer_Lock(buffer, &data, &length, NULL));
    ck_assert_uint_eq(length, 24);
    ck_assert(!memcmp(data, pixels, 24));
    memset(data, 0x77, 24);
    ck_assert_ok(IMFMediaBuffer_Unlock(buffer));
    ck_assert_ok(IMF2DBuffer2_Lock2D(surface, &data, &pitch));
    ck_assert_int_ge(pitch, 8);
    ck_assert_uint_eq(data[2 * pitch + 7], 0x77);
    ck_assert_ok(IMF2DBuffer2_Unlock2D(surface));
    ck_assert_ok(IWICBitmap_CopyPixels(bitmap, NULL, 8, sizeof(linear), linear));
    ck_assert_uint_eq(linear[23], 0x77);
    IMF2DBuffer2_Release(surface);
    ck_assert_uint_eq(IMFMediaBuffer_Release(buffer), 0);
    ck_assert_uint_eq(IWICBitmap_Release(bitmap), 0);
    IWICImagingFactory_Release(factory);
}
END_TEST

static Suite *media_type_buffer_suite(void)
{
    Suite *suite = suite_create("buffers of other things");
    TCase *tcase = tcase_create("media type");

    tcase_add_loop_test(tcase, the_type_decides_which_buffer, 0, ARRAYSIZE(rows));
    tcase_add_loop_test(tcase, the_length_of_an_audio_buffer, 0, 5);
    suite_add_tcase(suite, tcase);
    tcase = tcase_create("DMO buffer");
    tcase_add_test(tcase, a_dmo_buffer_locks_once_and_late);
    tcase_add_test(tcase, a_dmo_buffer_stands_for_sample_and_picture);
    suite_add_tcase(suite, tcase);
    tcase = tcase_create("WIC");
    tcase_add_test(tcase, a_wic_bitmap_as_a_buffer);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return suite_main(media_type_buffer_suite());
}

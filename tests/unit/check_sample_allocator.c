/* SPDX-License-Identifier: MIT */
/* MFCreateVideoSampleAllocatorEx in system memory. */

#include "support/suite.h"
#include <stdio.h>
#include <mfapi.h>
#include <mferror.h>
#include <mfidl.h>
#include <mfplat_newer.h>

static IMFVideoSampleAllocatorEx *allocator;
static IMFVideoSampleAllocatorCallback *callback;

static void setup(void)
{
    ck_assert_ok(MFCreateVideoSampleAllocatorEx(&IID_IMFVideoSampleAllocatorEx, (void **)&allocator));
    ck_assert_ok(IMFVideoSampleAllocatorEx_QueryInterface(allocator, &IID_IMFVideoSampleAllocatorCallback,
            (void **)&callback));
}

static void teardown(void)
{
    IMFVideoSampleAllocatorCallback_Release(callback);
    ck_assert_uint_eq(IMFVideoSampleAllocatorEx_Release(allocator), 0);
}

static IMFMediaType *create_type(const GUID *subtype, UINT32 width, UINT32 height)
{
    IMFMediaType *type;

    ck_assert_ok(MFCreateMediaType(&type));
    ck_assert_ok(IMFMediaType_SetGUID(type, &MF_MT_MAJOR_TYPE, &MFMediaType_Video));
    ck_assert_ok(IMFMediaType_SetGUID(type, &MF_MT_SUBTYPE, subtype));
    ck_assert_ok(IMFMediaType_SetUINT64(type, &MF_MT_FRAME_SIZE, (UINT64)width << 32 | height));
    return type;
}

static LONG free_count(void)
{
    LONG count = -1;

    ck_assert_ok(IMFVideoSampleAllocatorCallback_GetFreeSampleCount(callback, &count));
    return count;
}

START_TEST(it_answers_four_interfaces)
{
    static const GUID *iids[] = {&IID_IUnknown, &IID_IMFVideoSampleAllocator, &IID_IMFVideoSampleAllocatorEx,
            &IID_IMFVideoSampleAllocatorCallback};
    IUnknown *unknown;
    unsigned int i;

    for (i = 0; i < ARRAYSIZE(iids); i++)
    {
        ck_assert_interface(allocator, iids[i], TRUE);
        ck_assert_ok(MFCreateVideoSampleAllocatorEx(iids[i], (void **)&unknown));
        ck_assert_uint_eq(IUnknown_Release(unknown), 0);
    }
    ck_assert(FAILED(MFCreateVideoSampleAllocatorEx(&IID_IMFSample, (void **)&unknown)));
    ck_assert(FAILED(MFCreateVideoSampleAllocatorEx(&IID_IUnknown, NULL)));
}
END_TEST

START_TEST(before_initialisation)
{
    IMFSample *sample;

    ck_assert_ok(IMFVideoSampleAllocatorCallback_SetCallback(callback, NULL));
    ck_assert_hr(IMFVideoSampleAllocatorCallback_GetFreeSampleCount(callback, NULL), E_POINTER);
    ck_assert_int_eq(free_count(), 0);
    ck_assert_ok(IMFVideoSampleAllocatorEx_UninitializeSampleAllocator(allocator));
    ck_assert_hr(IMFVideoSampleAllocatorEx_AllocateSample(allocator, &sample), MF_E_NOT_INITIALIZED);
    ck_assert_ok(IMFVideoSampleAllocatorEx_SetDirectXManager(allocator, NULL));
}
END_TEST

START_TEST(arguments_of_the_initialisation)
{
    IMFMediaType *type = create_type(&MFVideoFormat_RGB32, 320, 240), *empty, *unusable;
    IMFAttributes *attributes;
    IMFSample *sample;

    ck_assert_ok(MFCreateMediaType(&empty));
    ck_assert_hr(IMFVideoSampleAllocatorEx_InitializeSampleAllocator(allocator, 2, empty), MF_E_ATTRIBUTENOTFOUND);
    ck_assert_ok(IMFMediaType_SetGUID(empty, &MF_MT_MAJOR_TYPE, &MFMediaType_Video));
    ck_assert_ok(IMFMediaType_SetGUID(empty, &MF_MT_SUBTYPE, &MFVideoFormat_RGB32));
    ck_assert_hr(IMFVideoSampleAllocatorEx_InitializeSampleAllocator(allocator, 2, empty), MF_E_ATTRIBUTENOTFOUND);
    ck_assert_refcount(empty, 1);
    ck_assert_hr(IMFVideoSampleAllocatorEx_InitializeSampleAllocator(allocator, 0, type), E_INVALIDARG);
    ck_assert_hr(IMFVideoSampleAllocatorEx_InitializeSampleAllocatorEx(allocator, 1, 0, NULL, type), E_INVALIDARG);
    ck_assert_hr(IMFVideoSampleAllocatorEx_AllocateSample(allocator, &sample), MF_E_NOT_INITIALIZED);
    ck_assert_refcount(type, 1);
    ck_assert(FAILED(IMFVideoSampleAllocatorEx_InitializeSampleAllocator(allocator, 1, NULL)));
    unusable = create_type(&MFVideoFormat_H264, 320, 240);
    ck_assert(FAILED(IMFVideoSampleAllocatorEx_InitializeSampleAllocator(allocator, 1, unusable)));
    ck_assert_uint_eq(IMFMediaType_Release(unusable), 0);

    ck_assert_ok(IMFVideoSampleAllocatorEx_InitializeSampleAllocatorEx(allocator, 0, 0, NULL, type));
    ck_assert_int_eq(free_count(), 1);
    ck_assert_refcount(type, 2);

    ck_assert_ok(MFCreateAttributes(&attributes, 1));
    ck_assert_ok(IMFAttributes_SetUINT32(attributes, &MF_SA_BUFFERS_PER_SAMPLE, 2));
    ck_assert_ok(IMFVideoSampleAllocatorEx_InitializeSampleAllocatorEx(allocator, 0, 0, attributes, type));
    ck_assert_refcount(attributes, 2);
    ck_assert_int_eq(free_count(), 1);
    ck_assert_ok(IMFVideoSampleAllocatorEx_AllocateSample(allocator, &sample));
    {
        DWORD count;
        IMFSample *sample2;

        ck_assert_ok(IMFSample_GetBufferCount(sample, &count));
        ck_assert_uint_eq(count, 2);
        ck_assert_hr(IMFVideoSampleAllocatorEx_AllocateSample(allocator, &sample2), MF_E_SAMPLEALLOCATOR_EMPTY);
        /* Other attributes: a new pool at once, whatever is out. */
        ck_assert_ok(IMFVideoSampleAllocatorEx_InitializeSampleAllocatorEx(allocator, 0, 0, NULL, type));
        ck_assert_refcount(attributes, 1);
        ck_assert_ok(IMFVideoSampleAllocatorEx_AllocateSample(allocator, &sample2));
        IMFSample_Release(sample2);
        IMFSample_Release(sample);
        ck_assert_int_eq(free_count(), 1);
    }
    IMFAttributes_Release(attributes);
    IMFMediaType_Release(empty);
    ck_assert_uint_eq(IMFMediaType_Release(type), 1); /* the allocator's */
}
END_TEST

START_TEST(equal_types_change_nothing)
{
    IMFMediaType *a = create_type(&MFVideoFormat_RGB32, 320, 240), *b = create_type(&MFVideoFormat_RGB32, 320, 240);
    IMFSample *sample, *sample2;

    ck_assert_ok(IMFVideoSampleAllocatorEx_InitializeSampleAllocator(allocator, 1, a));
    ck_assert_refcount(a, 2);
    ck_assert_ok(IMFMediaType_SetUINT64(b, &IID_IUnknown, 123));
    ck_assert_ok(IMFVideoSampleAllocatorEx_InitializeSampleAllocator(allocator, 1, b));
    ck_assert_refcount(a, 2);
    ck_assert_refcount(b, 1);
    ck_assert_ok(IMFMediaType_SetUINT64(b, &MF_MT_FRAME_SIZE, (UINT64)64 << 32 | 64));
    ck_assert_ok(IMFVideoSampleAllocatorEx_InitializeSampleAllocator(allocator, 1, b));
    ck_assert_refcount(a, 1);
    ck_assert_refcount(b, 2);
    /* The held type is looked at as it is now. */
    ck_assert_ok(IMFMediaType_SetUINT64(b, &MF_MT_FRAME_SIZE, (UINT64)320 << 32 | 64));
    ck_assert_ok(IMFVideoSampleAllocatorEx_InitializeSampleAllocator(allocator, 1, a));
    ck_assert_refcount(a, 2);
    ck_assert_refcount(b, 1);
    ck_assert_int_eq(free_count(), 1);

    ck_assert_ok(IMFVideoSampleAllocatorEx_AllocateSample(allocator, &sample));
    ck_assert_int_eq(free_count(), 0);
    ck_assert_hr(IMFVideoSampleAllocatorEx_AllocateSample(allocator, &sample2), MF_E_SAMPLEALLOCATOR_EMPTY);
    ck_assert_ok(IMFVideoSampleAllocatorEx_InitializeSampleAllocator(allocator, 2, a));
    ck_assert_refcount(a, 2);
    ck_assert_int_eq(free_count(), 0);
    IMFSample_Release(sample);
    ck_assert_ok(IMFVideoSampleAllocatorEx_UninitializeSampleAllocator(allocator));
    ck_assert_int_eq(free_count(), 0);
    ck_assert_refcount(a, 2); /* stays */
    ck_assert_hr(IMFVideoSampleAllocatorEx_AllocateSample(allocator, &sample), MF_E_NOT_INITIALIZED);
    ck_assert_ok(IMFVideoSampleAllocatorEx_InitializeSampleAllocator(allocator, 2, a));
    ck_assert_int_eq(free_count(), 2);
    ck_assert_uint_eq(IMFMediaType_Release(b), 0);
    IMFMediaType_Release(a);
}
END_TEST

START_TEST(a_sample_comes_back_as_new)
{
    static const GUID iid_IMFDesiredSample =
            {0x56c294d0, 0x753e, 0x4260, {0x8d, 0x61, 0xa3, 0xd8, 0x82, 0x0b, 0x1d, 0x54}};
    IMFMediaType *type = create_type(&MFVideoFormat_RGB32, 320, 240);
    IMFMediaBuffer *buffer, *held, *foreign;
    IMFSample *sample;
    LONGLONG time;
    DWORD value;
    int i;

    ck_assert_ok(MFCreateMemoryBuffer(4, &foreign));
    ck_assert_ok(IMFVideoSampleAllocatorEx_InitializeSampleAllocator(allocator, 1, type));
    for (i = 0; i < 3; i++)
    {
        ck_assert_ok(IMFVideoSampleAllocatorEx_AllocateSample(allocator, &sample));
        ck_assert_int_eq(free_count(), 0);
        ck_assert_interface(sample, &IID_IMFTrackedSample, TRUE);
        ck_assert_interface(sample, &iid_IMFDesiredSample, FALSE);
        ck_assert_ok(IMFSample_GetCount(sample, (UINT32 *)&value));
        ck_assert_uint_eq(value, 0);
        ck_assert_hr(IMFSample_GetSampleTime(sample, &time), MF_E_NO_SAMPLE_TIMESTAMP);
        ck_assert_hr(IMFSample_GetSampleDuration(sample, &time), MF_E_NO_SAMPLE_DURATION);
        ck_assert_ok(IMFSample_GetSampleFlags(sample, &value));
        ck_assert_uint_eq(value, 0);
        ck_assert_ok(IMFSample_GetBufferCount(sample, &value));
        ck_assert_uint_eq(value, 1);
        ck_assert_ok(IMFSample_GetBufferByIndex(sample, 0, &buffer));
        ck_assert_interface(buffer, &IID_IMF2DBuffer, TRUE);
        ck_assert_interface(buffer, &IID_IMF2DBuffer2, TRUE);
        ck_assert_interface(buffer, &IID_IMFGetService, TRUE);
        ck_assert_interface(buffer, &IID_IMFDXGIBuffer, FALSE);
        ck_assert_ok(IMFMediaBuffer_GetCurrentLength(buffer, &value));
        ck_assert_uint_eq(value, 0);

        ck_assert_ok(IMFMediaBuffer_SetCurrentLength(buffer, 5));
        ck_assert_ok(IMFSample_SetUINT32(sample, &MFSampleExtension_CleanPoint, 1));
        ck_assert_ok(IMFSample_SetSampleTime(sample, 1));
        ck_assert_ok(IMFSample_SetSampleDuration(sample, 1));
        ck_assert_ok(IMFSample_SetSampleFlags(sample, 1));
        if (i == 0)
            ck_assert_ok(IMFSample_RemoveAllBuffers(sample));
        if (i == 1)
            ck_assert_ok(IMFSample_AddBuffer(sample, foreign));
        held = buffer;
        IMFSample_Release(sample);
        ck_assert_int_eq(free_count(), 1);
        ck_assert_ok(IMFMediaBuffer_GetMaxLength(held, &value)); /* stays valid */
        ck_assert_uint_eq(value, 320 * 240 * 4);
        IMFMediaBuffer_Release(held);
    }
    ck_assert_uint_eq(IMFMediaBuffer_Release(foreign), 0);
    IMFMediaType_Release(type);
}
END_TEST

START_TEST(the_pool_grows_to_its_maximum)
{
    IMFMediaType *type = create_type(&MFVideoFormat_NV12, 64, 64);
    IMFSample *samples[4];
    int i;

    ck_assert_ok(IMFVideoSampleAllocatorEx_InitializeSampleAllocatorEx(allocator, 1, 3, NULL, type));
    for (i = 0; i < 3; i++)
        ck_assert_ok(IMFVideoSampleAllocatorEx_AllocateSample(allocator, &samples[i]));
    ck_assert_hr(IMFVideoSampleAllocatorEx_AllocateSample(allocator, &samples[3]), MF_E_SAMPLEALLOCATOR_EMPTY);
    for (i = 0; i < 3; i++)
        IMFSample_Release(samples[i]);
    ck_assert_ok(IMFVideoSampleAllocatorEx_AllocateSample(allocator, &samples[0]));
    IMFSample_Release(samples[0]);
    IMFMediaType_Release(type);
}
END_TEST

static struct
{
    IMFVideoSampleAllocatorNotifyEx iface;
    LONG releases, prunes;
    BOOL allocate;
    IMFSample *allocated;
} notify;

static HRESULT WINAPI notify_QueryInterface(IMFVideoSampleAllocatorNotifyEx *iface, REFIID iid, void **out)
{
    if (!IsEqualGUID(iid, &IID_IUnknown) && !IsEqualGUID(iid, &IID_IMFVideoSampleAllocatorNotify)
            && !IsEqualGUID(iid, &IID_IMFVideoSampleAllocatorNotifyEx))
    {
        *out = NULL;
        return E_NOINTERFACE;
    }
    *out = iface;
    return S_OK;
}

static ULONG WINAPI notify_AddRef(IMFVideoSampleAllocatorNotifyEx *iface)
{
    (void)iface;
    return 2;
}

static ULONG WINAPI notify_Release(IMFVideoSampleAllocatorNotifyEx *iface)
{
    (void)iface;
    return 1;
}

static HRESULT WINAPI notify_NotifyRelease(IMFVideoSampleAllocatorNotifyEx *iface)
{
    (void)iface;
    notify.releases++;
    if (notify.allocate)
    {
        notify.allocate = FALSE;
        if (FAILED(IMFVideoSampleAllocatorEx_AllocateSample(allocator, &notify.allocated)))
            notify.allocated = NULL;
    }
    return E_NOTIMPL; /* is ignored */
}

static HRESULT WINAPI notify_NotifyPrune(IMFVideoSampleAllocatorNotifyEx *iface, IMFSample *sample)
{
    (void)iface;
    (void)sample;
    notify.prunes++;
    return S_OK;
}

static IMFVideoSampleAllocatorNotifyExVtbl notify_vtbl =
{
    notify_QueryInterface, notify_AddRef, notify_Release, notify_NotifyRelease, notify_NotifyPrune,
};

START_TEST(the_callback_hears_of_every_return)
{
    IMFMediaType *type = create_type(&MFVideoFormat_RGB32, 64, 64);
    IMFSample *sample;

    memset(&notify, 0, sizeof(notify));
    notify.iface.lpVtbl = &notify_vtbl;
    ck_assert_ok(IMFVideoSampleAllocatorCallback_SetCallback(callback, (IMFVideoSampleAllocatorNotify *)&notify.iface));
    ck_assert_ok(IMFVideoSampleAllocatorEx_InitializeSampleAllocator(allocator, 1, type));
    ck_assert_ok(IMFVideoSampleAllocatorEx_AllocateSample(allocator, &sample));
    ck_assert_int_eq(notify.releases, 0);
    notify.allocate = TRUE; /* from within the callback */
    IMFSample_Release(sample);
    ck_assert_int_eq(notify.releases, 1);
    ck_assert_ptr_nonnull(notify.allocated);
    IMFSample_Release(notify.allocated);
    ck_assert_int_eq(notify.releases, 2);
    ck_assert_ok(IMFVideoSampleAllocatorCallback_SetCallback(callback, NULL));
    ck_assert_ok(IMFVideoSampleAllocatorEx_AllocateSample(allocator, &sample));
    IMFSample_Release(sample);
    ck_assert_int_eq(notify.releases, 2);
    IMFMediaType_Release(type);
}
END_TEST

START_TEST(a_sample_outlives_its_allocator)
{
    IMFVideoSampleAllocatorEx *other;
    IMFMediaType *type = create_type(&MFVideoFormat_RGB32, 64, 64);
    IMFSample *sample;

    ck_assert_ok(MFCreateVideoSampleAllocatorEx(&IID_IMFVideoSampleAllocatorEx, (void **)&other));
    ck_assert_ok(IMFVideoSampleAllocatorEx_InitializeSampleAllocator(other, 2, type));
    ck_assert_ok(IMFVideoSampleAllocatorEx_AllocateSample(other, &sample));
    ck_assert_uint_eq(IMFVideoSampleAllocatorEx_Release(other), 0);
    ck_assert_uint_eq(IMFMediaType_Release(type), 0);
    ck_assert_ok(IMFSample_SetSampleTime(sample, 1));
    ck_assert_uint_eq(IMFSample_Release(sample), 0);
}
END_TEST

#define ROUNDS 20000

static DWORD WINAPI allocate_thread(void *failures)
{
    IMFSample *sample;
    int i;

    for (i = 0; i < ROUNDS; i++)
    {
        if (FAILED(IMFVideoSampleAllocatorEx_AllocateSample(allocator, &sample)))
            ++*(LONG *)failures;
        else
            IMFSample_Release(sample);
    }
    return 0;
}

START_TEST(two_threads_allocate_and_release)
{
    IMFMediaType *type = create_type(&MFVideoFormat_RGB32, 16, 16);
    LONG failures[2] = {0};
    HANDLE threads[2];
    int i;

    ck_assert_ok(IMFVideoSampleAllocatorEx_InitializeSampleAllocator(allocator, 2, type));
    for (i = 0; i < 2; i++)
        threads[i] = CreateThread(NULL, 0, allocate_thread, &failures[i], 0, NULL);
    for (i = 0; i < 2; i++)
    {
        WaitForSingleObject(threads[i], INFINITE);
        CloseHandle(threads[i]);
        ck_assert_int_eq(failures[i], 0);
    }
    ck_assert_int_eq(free_count(), 2);
    IMFMediaType_Release(type);
}
END_TEST

static Suite *sample_allocator_suite(void)
{
    Suite *suite = suite_create("sample allocator");
    TCase *tcase = tcase_create("system memory");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, it_answers_four_interfaces);
    tcase_add_test(tcase, before_initialisation);
    tcase_add_test(tcase, arguments_of_the_initialisation);
    tcase_add_test(tcase, equal_types_change_nothing);
    tcase_add_test(tcase, a_sample_comes_back_as_new);
    tcase_add_test(tcase, the_pool_grows_to_its_maximum);
    tcase_add_test(tcase, the_callback_hears_of_every_return);
    tcase_add_test(tcase, a_sample_outlives_its_allocator);
    tcase_add_test(tcase, two_threads_allocate_and_release);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return suite_main(sample_allocator_suite());
}

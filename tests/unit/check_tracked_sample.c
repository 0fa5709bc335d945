/* SPDX-License-Identifier: MIT */
/* MFCreateTrackedSample: the way back to the owner. */

#include "support/callback.h"
#include "support/suite.h"
#include <stdio.h>
#include <mfapi.h>
#include <mferror.h>
#include <mfidl.h>
#include <mfplat_newer.h>

/* evr.dll's samples have it, ours do not. */
static const GUID iid_IMFDesiredSample =
        {0x56c294d0, 0x753e, 0x4260, {0x8d, 0x61, 0xa3, 0xd8, 0x82, 0x0b, 0x1d, 0x54}};

static IMFSample *create(IMFTrackedSample **tracked)
{
    IMFSample *sample;

    ck_assert_ok(MFCreateTrackedSample(tracked));
    ck_assert_ok(IMFTrackedSample_QueryInterface(*tracked, &IID_IMFSample, (void **)&sample));
    return sample;
}

START_TEST(the_sample_is_the_identity)
{
    IMFTrackedSample *tracked;
    IMFSample *sample = create(&tracked);
    IUnknown *unknown;

    ck_assert_interface(tracked, &IID_IMFSample, TRUE);
    ck_assert_interface(tracked, &IID_IMFAttributes, TRUE);
    ck_assert_interface(tracked, &IID_IMFTrackedSample, TRUE);
    ck_assert_interface(tracked, &iid_IMFDesiredSample, FALSE);
    ck_assert_ok(IMFTrackedSample_QueryInterface(tracked, &IID_IUnknown, (void **)&unknown));
    ck_assert_ptr_eq(unknown, sample);
    ck_assert_ptr_ne(unknown, tracked);
    IUnknown_Release(unknown);
    ck_assert(FAILED(MFCreateTrackedSample(NULL)));
    IMFSample_Release(sample);
    ck_assert_uint_eq(IMFTrackedSample_Release(tracked), 0);
}
END_TEST

/* What Invoke saw and did. */
static struct
{
    IUnknown *object;
    IUnknown *state;
    HRESULT state_hr;
    BOOL keep;
    BOOL set_again;
    HRESULT set_hr;
} invoked;

static void on_invoke(struct test_callback *callback, IMFAsyncResult *result)
{
    IMFTrackedSample *tracked;

    if (FAILED(IMFAsyncResult_GetObject(result, &invoked.object)))
        invoked.object = NULL;
    invoked.state = NULL;
    invoked.state_hr = IMFAsyncResult_GetState(result, &invoked.state);
    if (invoked.state)
        IUnknown_Release(invoked.state);
    if (invoked.object && invoked.set_again
            && SUCCEEDED(IUnknown_QueryInterface(invoked.object, &IID_IMFTrackedSample, (void **)&tracked)))
    {
        invoked.set_hr = IMFTrackedSample_SetAllocator(tracked, &callback->IMFAsyncCallback_iface, NULL);
        IMFTrackedSample_Release(tracked);
    }
    if (invoked.object && !invoked.keep)
        IUnknown_Release(invoked.object);
}

static struct test_callback *create_owner(void)
{
    struct test_callback *owner = test_callback_create();

    memset(&invoked, 0, sizeof(invoked));
    owner->on_invoke = on_invoke;
    return owner;
}

START_TEST(the_last_release_calls_the_owner)
{
    struct test_callback *owner = create_owner();
    struct test_object state;
    IMFTrackedSample *tracked;
    IMFSample *sample = create(&tracked);

    test_object_init(&state);
    ck_assert_ok(IMFTrackedSample_SetAllocator(tracked, &owner->IMFAsyncCallback_iface, &state.IUnknown_iface));
    ck_assert_int_eq(state.refcount, 2);
    ck_assert_int_eq(owner->refcount, 2);
    ck_assert_hr(IMFTrackedSample_SetAllocator(tracked, &owner->IMFAsyncCallback_iface, NULL), MF_E_NOTACCEPTING);
    ck_assert_int_eq(owner->refcount, 2);

    IMFSample_Release(sample);
    ck_assert_int_eq(owner->count, 0);
    invoked.keep = TRUE;
    IMFTrackedSample_Release(tracked);
    ck_assert(test_callback_wait(owner, 5000)); /* on which thread is not pinned */
    ck_assert_ptr_eq(invoked.object, sample);
    ck_assert_ok(invoked.state_hr);
    ck_assert_ptr_eq(invoked.state, &state.IUnknown_iface);
    ck_assert_int_eq(owner->count, 1);

    /* The owner kept it: it lives on without an owner. */
    ck_assert_refcount(invoked.object, 1);
    ck_assert_int_eq(state.refcount, 1);
    ck_assert_uint_eq(IUnknown_Release(invoked.object), 0);
    ck_assert_int_eq(owner->count, 1);
    ck_assert_uint_eq(test_callback_release(owner), 0);
}
END_TEST

START_TEST(a_sample_that_nobody_keeps_goes)
{
    struct test_callback *owner = create_owner();
    IMFMediaBuffer *buffer;
    IMFTrackedSample *tracked;
    IMFSample *sample = create(&tracked);

    ck_assert_ok(MFCreateMemoryBuffer(4, &buffer));
    ck_assert_ok(IMFSample_AddBuffer(sample, buffer));
    ck_assert_ok(IMFSample_SetSampleTime(sample, 1));
    ck_assert_ok(IMFTrackedSample_SetAllocator(tracked, &owner->IMFAsyncCallback_iface, NULL));
    IMFTrackedSample_Release(tracked);
    IMFSample_Release(sample);
    ck_assert(test_callback_wait(owner, 5000));
    ck_assert_hr(invoked.state_hr, E_POINTER);
    ck_assert_uint_eq(test_callback_release(owner), 0);
    ck_assert_uint_eq(IMFMediaBuffer_Release(buffer), 0);
}
END_TEST

START_TEST(the_state_may_be_the_sample)
{
    struct test_callback *owner = create_owner();
    IMFTrackedSample *tracked;
    IMFSample *sample = create(&tracked);

    ck_assert_ok(IMFTrackedSample_SetAllocator(tracked, &owner->IMFAsyncCallback_iface, (IUnknown *)sample));
    IMFSample_Release(sample);
    ck_assert_int_eq(owner->count, 0);
    IMFTrackedSample_Release(tracked);
    ck_assert(test_callback_wait(owner, 5000));
    ck_assert_ptr_eq(invoked.object, sample);
    ck_assert_ptr_eq(invoked.state, sample);
    ck_assert_uint_eq(test_callback_release(owner), 0);
}
END_TEST

START_TEST(the_owner_can_be_set_again_while_it_is_called)
{
    struct test_callback *owner = create_owner();
    IMFTrackedSample *tracked;
    IMFSample *sample = create(&tracked);
    int i;

    IMFTrackedSample_Release(tracked);
    invoked.keep = invoked.set_again = TRUE;
    ck_assert_ok(IMFTrackedSample_SetAllocator(tracked, &owner->IMFAsyncCallback_iface, NULL));
    for (i = 0; i < 5; i++)
    {
        invoked.set_hr = E_FAIL;
        if (i == 4)
            invoked.set_again = FALSE;
        IMFSample_Release(sample);
        ck_assert(test_callback_wait(owner, 5000));
        ck_assert_ptr_eq(invoked.object, sample);
        ck_assert_int_eq(owner->count, i + 1);
        if (i < 4)
            ck_assert_ok(invoked.set_hr);
    }
    ck_assert_uint_eq(IMFSample_Release(sample), 0);
    ck_assert_uint_eq(test_callback_release(owner), 0);
}
END_TEST

START_TEST(without_an_owner_it_dies_like_any_sample)
{
    IMFTrackedSample *tracked;
    IMFSample *sample = create(&tracked);

    ck_assert_uint_eq(IMFTrackedSample_Release(tracked), 1);
    ck_assert_uint_eq(IMFSample_Release(sample), 0);
}
END_TEST

#define RACES 2000

static IMFSample *race_sample;
static HANDLE race_start, race_done;

static DWORD WINAPI race_thread(void *unused)
{
    int i;

    (void)unused;
    for (i = 0; i < RACES; i++)
    {
        WaitForSingleObject(race_start, INFINITE);
        IMFSample_Release(race_sample);
        SetEvent(race_done);
    }
    return 0;
}

START_TEST(two_threads_that_release_call_the_owner_once)
{
    struct test_callback *owner = create_owner();
    IMFTrackedSample *tracked;
    HANDLE thread;
    int i;

    race_start = CreateEventW(NULL, FALSE, FALSE, NULL);
    race_done = CreateEventW(NULL, FALSE, FALSE, NULL);
    thread = CreateThread(NULL, 0, race_thread, NULL, 0, NULL);
    for (i = 0; i < RACES; i++)
    {
        race_sample = create(&tracked);
        ck_assert_ok(IMFTrackedSample_SetAllocator(tracked, &owner->IMFAsyncCallback_iface, NULL));
        SetEvent(race_start);
        IMFTrackedSample_Release(tracked);
        WaitForSingleObject(race_done, INFINITE);
        ck_assert(test_callback_wait(owner, 5000));
        ck_assert_int_eq(owner->count, i + 1);
    }
    WaitForSingleObject(thread, INFINITE);
    CloseHandle(thread);
    CloseHandle(race_start);
    CloseHandle(race_done);
    ck_assert_uint_eq(test_callback_release(owner), 0);
}
END_TEST

static Suite *tracked_sample_suite(void)
{
    Suite *suite = suite_create("tracked sample");
    TCase *tcase = tcase_create("contract");

    tcase_add_test(tcase, the_sample_is_the_identity);
    tcase_add_test(tcase, the_last_release_calls_the_owner);
    tcase_add_test(tcase, a_sample_that_nobody_keeps_goes);
    tcase_add_test(tcase, the_state_may_be_the_sample);
    tcase_add_test(tcase, the_owner_can_be_set_again_while_it_is_called);
    tcase_add_test(tcase, without_an_owner_it_dies_like_any_sample);
    suite_add_tcase(suite, tcase);

    tcase = tcase_create("threads");
    tcase_add_test(tcase, two_threads_that_release_call_the_owner_once);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return suite_main(tracked_sample_suite());
}

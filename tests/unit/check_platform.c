/* SPDX-License-Identifier: MIT */
/* Start-up, shutdown, the platform lock and what results do to it. */

#include "support/suite.h"
#include "support/callback.h"
#include "support/platform.h"
#include <objbase.h>
#include <mfapi.h>
#include <mferror.h>
#include <rtworkq.h>

static HRESULT try_allocate(void)
{
    DWORD queue;
    HRESULT hr = MFAllocateWorkQueue(&queue);

    if (SUCCEEDED(hr))
        ck_assert_ok(MFUnlockWorkQueue(queue));
    return hr;
}

static const struct
{
    const char *label;
    ULONG version;
    HRESULT hr;
} versions[] =
{
    {"Vista's headers", 0x00010070, S_OK},
    {"today's headers", 0x00020070, S_OK},
    {"a newer one", MAKELONG(0x0070, 0xdead), MF_E_BAD_STARTUP_VERSION},
};

START_TEST(startup_refuses_newer_versions)
{
    ck_assert_hr_msg(MFStartup(versions[_i].version, MFSTARTUP_FULL), versions[_i].hr, "%s", versions[_i].label);
    ck_assert_hr_msg(try_allocate(), SUCCEEDED(versions[_i].hr) ? S_OK : MF_E_SHUTDOWN, "%s", versions[_i].label);
    if (SUCCEEDED(versions[_i].hr))
        ck_assert_ok(MFShutdown());
    ck_assert_hr_msg(try_allocate(), MF_E_SHUTDOWN, "%s", versions[_i].label);
}
END_TEST

START_TEST(surplus_shutdown_changes_nothing)
{
    ck_assert_ok(MFShutdown());
    ck_assert_ok(RtwqShutdown());
    ck_assert_ok(MFStartup(MF_VERSION, MFSTARTUP_LITE));
    ck_assert_int_eq(platform_lock_level(), 1);
    ck_assert_ok(MFShutdown());
    ck_assert_ok(MFShutdown());
    ck_assert_hr(try_allocate(), MF_E_SHUTDOWN);
}
END_TEST

START_TEST(mf_and_rtwq_share_the_counters)
{
    ck_assert_ok(RtwqStartup());
    ck_assert_ok(try_allocate());
    ck_assert_ok(MFLockPlatform());
    ck_assert_int_eq(platform_lock_level(), 2);
    ck_assert_ok(RtwqUnlockPlatform());
    ck_assert_ok(MFStartup(MF_VERSION, MFSTARTUP_FULL));
    ck_assert_ok(RtwqShutdown());
    ck_assert_int_eq(platform_lock_level(), 1);
    ck_assert_ok(RtwqShutdown());
    ck_assert_hr(try_allocate(), MF_E_SHUTDOWN);
    ck_assert_ok(MFShutdown());
}
END_TEST

static IMFAsyncResult *create_result(struct test_callback *callback)
{
    IMFAsyncResult *result;

    ck_assert_ok(MFCreateAsyncResult(NULL, callback ? &callback->IMFAsyncCallback_iface : NULL, NULL, &result));
    return result;
}

/* One long sequence, each step with the lock count it leaves. */
START_TEST(lock_count_follows_results_and_restarts)
{
    struct test_callback *callback = test_callback_create();
    IMFAsyncResult *a, *b, *c;
    MFWORKITEM_KEY key, key2;

    ck_assert_ok(MFLockPlatform());
    ck_assert_hr(try_allocate(), MF_E_SHUTDOWN);
    ck_assert_ok(MFUnlockPlatform());
    a = create_result(NULL);
    b = create_result(NULL);
    IMFAsyncResult_Release(a);
    IMFAsyncResult_Release(b);

    ck_assert_ok(MFStartup(MF_VERSION, MFSTARTUP_FULL));
    ck_assert_int_eq(platform_lock_level(), 1);
    ck_assert_ok(MFStartup(MF_VERSION, MFSTARTUP_FULL));
    ck_assert_int_eq(platform_lock_level(), 1);
    ck_assert_ok(MFShutdown());
    a = create_result(callback);
    ck_assert_int_eq(platform_lock_level(), 2);
    b = create_result(callback);
    ck_assert_int_eq(platform_lock_level(), 3);
    IMFAsyncResult_Release(a);
    IMFAsyncResult_Release(b);
    ck_assert_int_eq(platform_lock_level(), 3);
    a = create_result(callback);
    ck_assert_int_eq(platform_lock_level(), 3);
    ck_assert_ok(MFPutWorkItemEx(MFASYNC_CALLBACK_QUEUE_STANDARD, a));
    ck_assert(test_callback_wait(callback, 1000));
    ck_assert_uint_eq(IMFAsyncResult_Release(a), 0);
    ck_assert_int_eq(platform_lock_level(), 3);
    ck_assert_ok(MFPutWorkItem(MFASYNC_CALLBACK_QUEUE_STANDARD, &callback->IMFAsyncCallback_iface, NULL));
    ck_assert(test_callback_wait(callback, 1000));
    ck_assert_int_eq(platform_lock_level(), 3);
    ck_assert_ok(MFLockPlatform());
    ck_assert_ok(MFLockPlatform());
    ck_assert_int_eq(platform_lock_level(), 5);

    ck_assert_ok(MFShutdown());
    ck_assert_hr(try_allocate(), MF_E_SHUTDOWN);
    ck_assert_ok(MFUnlockPlatform());
    ck_assert_ok(MFStartup(MF_VERSION, MFSTARTUP_FULL));
    ck_assert_int_eq(platform_lock_level(), 2);
    ck_assert_ok(MFUnlockPlatform());
    ck_assert_int_eq(platform_lock_level(), 1);

    ck_assert_ok(MFUnlockPlatform());
    ck_assert_hr(try_allocate(), MF_E_SHUTDOWN);
    ck_assert_ok(MFUnlockPlatform());
    ck_assert_hr(try_allocate(), MF_E_SHUTDOWN);
    ck_assert_ok(MFLockPlatform());
    ck_assert_ok(MFLockPlatform());
    ck_assert_int_eq(platform_lock_level(), 1);

    a = create_result(callback);
    ck_assert_int_eq(platform_lock_level(), 2);
    ck_assert_ok(MFShutdown());
    IMFAsyncResult_Release(a);
    ck_assert_ok(MFStartup(MF_VERSION, MFSTARTUP_FULL));
    ck_assert_int_eq(platform_lock_level(), 1);
    a = create_result(callback);
    ck_assert_ok(MFShutdown());
    ck_assert_ok(MFStartup(MF_VERSION, MFSTARTUP_FULL));
    ck_assert_int_eq(platform_lock_level(), 2);
    IMFAsyncResult_Release(a);
    ck_assert_int_eq(platform_lock_level(), 2);

    a = create_result(callback);
    ck_assert_ok(MFScheduleWorkItemEx(a, -5000, &key));
    ck_assert_int_eq(platform_lock_level(), 2);
    b = create_result(callback);
    ck_assert_ok(MFScheduleWorkItemEx(b, -5000, &key2));
    ck_assert_int_eq(platform_lock_level(), 3);
    ck_assert_ok(MFCancelWorkItem(key));
    ck_assert_ok(MFCancelWorkItem(key2));
    ck_assert_uint_eq(IMFAsyncResult_Release(a), 0);
    ck_assert_uint_eq(IMFAsyncResult_Release(b), 0);
    ck_assert_int_eq(platform_lock_level(), 3);
    callback->count = 0;
    c = create_result(callback);
    ck_assert_ok(MFScheduleWorkItemEx(c, -5000, &key));
    ck_assert_int_eq(platform_lock_level(), 3);
    ck_assert_ok(MFShutdown());
    ck_assert_hr(try_allocate(), MF_E_SHUTDOWN);
    ck_assert_hr(MFCancelWorkItem(key), MF_E_SHUTDOWN);
    ck_assert_int_eq(callback->count, 0);
    ck_assert_ok(MFStartup(MF_VERSION, MFSTARTUP_FULL));
    ck_assert_int_eq(platform_lock_level(), 2);
    /* The item's reference stays for ever: the application gives it back in its place. */
    ck_assert_uint_eq(IMFAsyncResult_Release(c), 1);
    ck_assert_uint_eq(IMFAsyncResult_Release(c), 0);
    ck_assert_ok(MFShutdown());
    ck_assert_uint_eq(test_callback_release(callback), 0);
}
END_TEST

START_TEST(a_result_keeps_an_unlocked_platform_up)
{
    IMFAsyncResult *result;

    ck_assert_ok(RtwqStartup());
    ck_assert_ok(RtwqUnlockPlatform());
    ck_assert_hr(try_allocate(), MF_E_SHUTDOWN);
    result = create_result(NULL);
    ck_assert_int_eq(platform_lock_level(), 1);
    ck_assert_ok(RtwqLockPlatform());
    ck_assert_int_eq(platform_lock_level(), 2);
    IMFAsyncResult_Release(result);
    ck_assert_ok(RtwqShutdown());
}
END_TEST

START_TEST(a_result_run_three_times_leaves_no_lock)
{
    struct test_callback *callback = test_callback_create();
    IMFAsyncResult *result;
    int i;

    ck_assert_ok(MFStartup(MF_VERSION, MFSTARTUP_FULL));
    result = create_result(callback);
    for (i = 0; i < 3; i++)
    {
        ck_assert_ok(MFPutWorkItemEx(MFASYNC_CALLBACK_QUEUE_STANDARD, result));
        ck_assert(test_callback_wait(callback, 1000));
    }
    ck_assert_hr(MFPutWorkItemEx(0x10000, result), MF_E_INVALID_WORKQUEUE);
    IMFAsyncResult_Release(result);
    ck_assert_ok(MFShutdown());
    ck_assert_ok(MFStartup(MF_VERSION, MFSTARTUP_FULL));
    ck_assert_int_eq(platform_lock_level(), 1);
    ck_assert_ok(MFShutdown());
    ck_assert_uint_eq(test_callback_release(callback), 0);
}
END_TEST

/* The greatest number of results at one time, whichever threads made and released them. The thread that releases them
 * stays: what it keeps for itself has to serve the others too. */
struct releaser
{
    IMFAsyncResult *results[100];
    HANDLE release, released;
};

static DWORD WINAPI release_all(void *argument)
{
    struct releaser *releaser = argument;
    unsigned int i;

    while (WaitForSingleObject(releaser->release, INFINITE) == WAIT_OBJECT_0 && releaser->results[0])
    {
        for (i = 0; i < ARRAYSIZE(releaser->results); i++)
            IMFAsyncResult_Release(releaser->results[i]);
        SetEvent(releaser->released);
    }
    return 0;
}

START_TEST(lock_count_is_the_peak_across_threads)
{
    struct releaser releaser = {{NULL}, CreateEventW(NULL, FALSE, FALSE, NULL), CreateEventW(NULL, FALSE, FALSE, NULL)};
    HANDLE thread = CreateThread(NULL, 0, release_all, &releaser, 0, NULL);
    unsigned int i, round;

    ck_assert_ok(MFStartup(MF_VERSION, MFSTARTUP_FULL));
    for (round = 0; round < 3; round++)
    {
        for (i = 0; i < ARRAYSIZE(releaser.results); i++)
            releaser.results[i] = create_result(NULL);
        ck_assert_int_eq(platform_lock_level(), 101);
        SetEvent(releaser.release);
        ck_assert_uint_eq(WaitForSingleObject(releaser.released, 5000), WAIT_OBJECT_0);
        ck_assert_int_eq(platform_lock_level(), 101);
    }
    releaser.results[0] = NULL;
    SetEvent(releaser.release);
    ck_assert_uint_eq(WaitForSingleObject(thread, 5000), WAIT_OBJECT_0);
    CloseHandle(thread);
    CloseHandle(releaser.release);
    CloseHandle(releaser.released);
    ck_assert_ok(MFShutdown());
    ck_assert_ok(MFStartup(MF_VERSION, MFSTARTUP_FULL));
    ck_assert_int_eq(platform_lock_level(), 1);
    ck_assert_ok(MFShutdown());
}
END_TEST

static HRESULT apartment(APTTYPE *type, APTTYPEQUALIFIER *qualifier)
{
    HRESULT (WINAPI *get_type)(APTTYPE *, APTTYPEQUALIFIER *) = (void *)GetProcAddress(GetModuleHandleA("ole32.dll"),
            "CoGetApartmentType");
    return get_type(type, qualifier);
}

#define assert_apartment(want_hr, want_type, want_qualifier) \
    do { \
        APTTYPE type_ = (APTTYPE)-2; \
        APTTYPEQUALIFIER qualifier_ = (APTTYPEQUALIFIER)-2; \
        ck_assert_hr(apartment(&type_, &qualifier_), want_hr); \
        if ((want_hr) == S_OK) \
        { \
            ck_assert_int_eq(type_, want_type); \
            ck_assert_int_eq(qualifier_, want_qualifier); \
        } \
    } while (0)

START_TEST(the_started_platform_holds_the_mta)
{
    if (!windows_at_least(10, 0) && mfplat_function("LFGetGlobalPool") == NULL)
        return; /* Windows 8 gives no implicit apartment */
    assert_apartment(CO_E_NOTINITIALIZED, 0, 0);
    ck_assert_ok(RtwqStartup());
    assert_apartment(S_OK, APTTYPE_MTA, APTTYPEQUALIFIER_IMPLICIT_MTA);
    ck_assert_ok(RtwqShutdown());
    assert_apartment(CO_E_NOTINITIALIZED, 0, 0);
    ck_assert_ok(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED));
    assert_apartment(S_OK, APTTYPE_MAINSTA, APTTYPEQUALIFIER_NONE);
    ck_assert_ok(RtwqStartup());
    assert_apartment(S_OK, APTTYPE_MAINSTA, APTTYPEQUALIFIER_NONE);
    ck_assert_ok(RtwqShutdown());
    CoUninitialize();
    ck_assert_ok(RtwqStartup());
    assert_apartment(S_OK, APTTYPE_MTA, APTTYPEQUALIFIER_IMPLICIT_MTA);
    ck_assert_ok(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED));
    assert_apartment(S_OK, APTTYPE_MAINSTA, APTTYPEQUALIFIER_NONE);
    CoUninitialize();
    assert_apartment(S_OK, APTTYPE_MTA, APTTYPEQUALIFIER_IMPLICIT_MTA);
    ck_assert_ok(RtwqShutdown());
}
END_TEST

START_TEST(calls_on_a_platform_that_is_down)
{
    struct test_callback *callback = test_callback_create();
    IMFAsyncResult *result = create_result(callback);
    DWORD queue;

    ck_assert_hr(MFAllocateWorkQueue(&queue), MF_E_SHUTDOWN);
    ck_assert_hr(MFAllocateSerialWorkQueue(MFASYNC_CALLBACK_QUEUE_STANDARD, &queue), MF_E_SHUTDOWN);
    ck_assert_hr(MFPutWorkItemEx(MFASYNC_CALLBACK_QUEUE_STANDARD, result), MF_E_SHUTDOWN);
    ck_assert_hr(MFInvokeCallback(result), MF_E_SHUTDOWN);
    ck_assert_hr(MFCancelWorkItem(1), MF_E_SHUTDOWN);
    ck_assert_ok(MFLockWorkQueue(MFASYNC_CALLBACK_QUEUE_STANDARD));
    ck_assert_ok(MFUnlockWorkQueue(MFASYNC_CALLBACK_QUEUE_STANDARD));
    ck_assert_uint_eq(IMFAsyncResult_Release(result), 0);
    ck_assert_uint_eq(test_callback_release(callback), 0);
}
END_TEST

START_TEST(queued_items_run_at_shutdown)
{
    struct test_callback *first = test_callback_create(), *second = test_callback_create();
    IMFAsyncResult *a, *b;

    ck_assert_ok(MFStartup(MF_VERSION, MFSTARTUP_FULL));
    first->sleep_ms = second->sleep_ms = 10;
    a = create_result(first);
    b = create_result(second);
    ck_assert_ok(MFPutWorkItemEx(MFASYNC_CALLBACK_QUEUE_STANDARD, a));
    ck_assert_ok(MFPutWorkItemEx(MFASYNC_CALLBACK_QUEUE_STANDARD, b));
    ck_assert_ok(MFShutdown());
    ck_assert(test_callback_wait(first, 1000));
    ck_assert(test_callback_wait(second, 1000));
    ck_assert_uint_eq(IMFAsyncResult_Release(a), 0);
    ck_assert_uint_eq(IMFAsyncResult_Release(b), 0);
    ck_assert_uint_eq(test_callback_release(first), 0);
    ck_assert_uint_eq(test_callback_release(second), 0);
}
END_TEST

START_TEST(cancelled_waits_are_delivered_at_shutdown)
{
    struct test_callback *callback = test_callback_create();
    HANDLE event = CreateEventW(NULL, FALSE, FALSE, NULL);
    IMFAsyncResult *result;
    MFWORKITEM_KEY keys[2];

    ck_assert_ok(MFStartup(MF_VERSION, MFSTARTUP_FULL));
    result = create_result(callback);
    ck_assert_ok(MFPutWaitingWorkItem(NULL, 0, result, &keys[0]));
    ck_assert_ok(MFPutWaitingWorkItem(event, 0, result, &keys[1]));
    ck_assert_ok(MFCancelWorkItem(keys[0]));
    ck_assert_ok(MFCancelWorkItem(keys[1]));
    ck_assert_ok(MFShutdown());
    Sleep(20);
    ck_assert_int_eq(callback->count, 2);
    ck_assert_hr(callback->status, MF_E_OPERATION_CANCELLED);
    ck_assert_uint_eq(IMFAsyncResult_Release(result), 0);
    ck_assert_uint_eq(test_callback_release(callback), 0);
    CloseHandle(event);
}
END_TEST

struct platform_events
{
    IRtwqPlatformEvents IRtwqPlatformEvents_iface;
    LONG refcount;
    char log[16];
};

static struct platform_events *impl_from_IRtwqPlatformEvents(IRtwqPlatformEvents *iface)
{
    return CONTAINING_RECORD(iface, struct platform_events, IRtwqPlatformEvents_iface);
}

static HRESULT WINAPI platform_events_QueryInterface(IRtwqPlatformEvents *iface, REFIID iid, void **out)
{
    (void)iface;
    (void)iid;
    *out = NULL;
    return E_NOINTERFACE;
}

static ULONG WINAPI platform_events_AddRef(IRtwqPlatformEvents *iface)
{
    return InterlockedIncrement(&impl_from_IRtwqPlatformEvents(iface)->refcount);
}

static ULONG WINAPI platform_events_Release(IRtwqPlatformEvents *iface)
{
    return InterlockedDecrement(&impl_from_IRtwqPlatformEvents(iface)->refcount);
}

static HRESULT WINAPI platform_events_InitializationComplete(IRtwqPlatformEvents *iface)
{
    strcat(impl_from_IRtwqPlatformEvents(iface)->log, "I");
    return S_OK;
}

static HRESULT WINAPI platform_events_ShutdownStart(IRtwqPlatformEvents *iface)
{
    strcat(impl_from_IRtwqPlatformEvents(iface)->log, "S");
    return S_OK;
}

static HRESULT WINAPI platform_events_ShutdownComplete(IRtwqPlatformEvents *iface)
{
    strcat(impl_from_IRtwqPlatformEvents(iface)->log, "C");
    return S_OK;
}

START_TEST(platform_events_tell_the_real_start_and_stop)
{
    static const IRtwqPlatformEventsVtbl vtbl =
    {
        platform_events_QueryInterface,
        platform_events_AddRef,
        platform_events_Release,
        platform_events_InitializationComplete,
        platform_events_ShutdownStart,
        platform_events_ShutdownComplete,
    };
    struct platform_events events = {{(IRtwqPlatformEventsVtbl *)&vtbl}, 1, ""};

    ck_assert_ok(RtwqRegisterPlatformEvents(&events.IRtwqPlatformEvents_iface));
    ck_assert_ok(RtwqStartup());
    ck_assert_str_eq(events.log, "I");
    ck_assert_ok(RtwqStartup());
    ck_assert_ok(RtwqShutdown());
    ck_assert_str_eq(events.log, "I");
    ck_assert_ok(RtwqShutdown());
    ck_assert_str_eq(events.log, "ISC");
    ck_assert_ok(RtwqUnregisterPlatformEvents(&events.IRtwqPlatformEvents_iface));
    ck_assert_int_eq(events.refcount, 1);
    ck_assert_ok(RtwqStartup());
    ck_assert_ok(RtwqShutdown());
    ck_assert_str_eq(events.log, "ISC");
}
END_TEST

static Suite *platform_suite(void)
{
    Suite *suite = suite_create("platform");
    TCase *tcase = tcase_create("counts");

    tcase_add_test(tcase, the_started_platform_holds_the_mta);
    tcase_add_loop_test(tcase, startup_refuses_newer_versions, 0, ARRAYSIZE(versions));
    tcase_add_test(tcase, surplus_shutdown_changes_nothing);
    tcase_add_test(tcase, mf_and_rtwq_share_the_counters);
    tcase_add_test(tcase, lock_count_follows_results_and_restarts);
    tcase_add_test(tcase, a_result_keeps_an_unlocked_platform_up);
    tcase_add_test(tcase, a_result_run_three_times_leaves_no_lock);
    tcase_add_test(tcase, lock_count_is_the_peak_across_threads);
    suite_add_tcase(suite, tcase);

    tcase = tcase_create("shutdown");
    tcase_add_test(tcase, calls_on_a_platform_that_is_down);
    tcase_add_test(tcase, queued_items_run_at_shutdown);
    tcase_add_test(tcase, cancelled_waits_are_delivered_at_shutdown);
    tcase_add_test(tcase, platform_events_tell_the_real_start_and_stop);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return suite_main(platform_suite());
}

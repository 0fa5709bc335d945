/* SPDX-License-Identifier: MIT */
/* Scheduled items, waiting items, periodic callbacks and their cancellation. */

#include "support/suite.h"
#include "support/callback.h"
#include "support/platform.h"
#include <mfapi.h>
#include <mferror.h>
#include <rtworkq.h>

static IMFAsyncResult *create_result(struct test_callback *callback)
{
    IMFAsyncResult *result;

    ck_assert_ok(MFCreateAsyncResult(NULL, &callback->IMFAsyncCallback_iface, NULL, &result));
    return result;
}

START_TEST(a_scheduled_item_runs_once_after_its_time)
{
    struct test_callback *callback = test_callback_create();
    IMFAsyncResult *result = create_result(callback);
    MFWORKITEM_KEY key = 0;
    DWORD start = GetTickCount();

    ck_assert_ok(MFScheduleWorkItemEx(result, -50, &key));
    ck_assert(key != 0);
    ck_assert(test_callback_wait(callback, 2000));
    ck_assert_uint_ge(GetTickCount() - start, 45);
    ck_assert_ptr_eq(callback->result, result);
    ck_assert_ok(callback->status);
    ck_assert(!test_callback_wait(callback, 60));
    ck_assert_hr(MFCancelWorkItem(key), MF_E_NOT_FOUND);
    ck_assert_uint_eq(IMFAsyncResult_Release(result), 0);
    ck_assert_uint_eq(test_callback_settle(callback), 0);
}
END_TEST

START_TEST(a_scheduled_callback_gets_its_state)
{
    struct test_callback *callback = test_callback_create();
    struct test_object state;

    test_object_init(&state);
    ck_assert_ok(MFScheduleWorkItem(&callback->IMFAsyncCallback_iface, &state.IUnknown_iface, -5, NULL));
    ck_assert(test_callback_wait(callback, 2000));
    ck_assert_ptr_eq(callback->state, &state.IUnknown_iface);
    Sleep(20);
    ck_assert_int_eq(state.refcount, 1);
    ck_assert_uint_eq(test_callback_settle(callback), 0);
}
END_TEST

START_TEST(cancelling_a_scheduled_item_is_silent_and_complete)
{
    struct test_callback *callback = test_callback_create();
    IMFAsyncResult *result;
    MFWORKITEM_KEY key;

    ck_assert_ok(MFScheduleWorkItem(&callback->IMFAsyncCallback_iface, NULL, -5000, &key));
    ck_assert_int_eq(callback->refcount, 2);
    ck_assert_ok(MFCancelWorkItem(key));
    ck_assert_int_eq(callback->refcount, 1);
    if (windows_at_least(10, 0) || mfplat_function("LFGetGlobalPool"))
        ck_assert_hr(MFCancelWorkItem(key), MF_E_NOT_FOUND); /* older ones: S_OK */

    result = create_result(callback);
    ck_assert_ok(MFScheduleWorkItemEx(result, -5000, &key));
    ck_assert_uint_eq(IMFAsyncResult_Release(result), 1);
    ck_assert_ok(MFCancelWorkItem(key));
    ck_assert_int_eq(callback->count, 0);
    ck_assert_uint_eq(test_callback_settle(callback), 0);
}
END_TEST

static const UINT64 forged_keys[] = {0, 1, 2, 0x11, ~(UINT64)0, 0x100000001ull, 0x7fffffff00000001ull, 0xfffffff1ull};

START_TEST(forged_keys_are_not_found)
{
    if (windows_at_least(10, 0) || mfplat_function("LFGetGlobalPool"))
        ck_assert_hr(MFCancelWorkItem(forged_keys[_i]), MF_E_NOT_FOUND);
}
END_TEST

static struct
{
    LONG count;
    LONG order[64];
} fired;

static void note_fired(struct test_callback *callback, IMFAsyncResult *result)
{
    (void)callback;
    fired.order[InterlockedIncrement(&fired.count) - 1] = IMFAsyncResult_GetStatus(result);
}

START_TEST(scheduled_items_fire_in_the_order_of_their_times)
{
    struct test_callback *callback = test_callback_create();
    MFWORKITEM_KEY keys[40];
    IMFAsyncResult *result;
    int i, last = -1;

    memset(&fired, 0, sizeof(fired));
    callback->on_invoke = note_fired;
    for (i = 0; i < 40; i++)
    {
        result = create_result(callback);
        IMFAsyncResult_SetStatus(result, (i * 17) % 40);
        ck_assert_ok(MFScheduleWorkItemEx(result, -200 - 5 * ((i * 17) % 40), &keys[(i * 17) % 40]));
        IMFAsyncResult_Release(result);
    }
    for (i = 0; i < 40; i += 4)
        ck_assert_ok(MFCancelWorkItem(keys[i]));
    for (i = 0; i < 1000 && fired.count < 30; i++)
        Sleep(5);
    ck_assert_int_eq(fired.count, 30);
    for (i = 0; i < 30; i++)
    {
        ck_assert_int_ne(fired.order[i] % 4, 0);
        ck_assert_int_gt(fired.order[i], last);
        last = fired.order[i];
    }
    Sleep(20);
    ck_assert_uint_eq(test_callback_settle(callback), 0);
}
END_TEST

START_TEST(a_waiting_item_runs_when_the_object_is_signalled)
{
    struct test_callback *callback = test_callback_create();
    HANDLE event = CreateEventW(NULL, _i, FALSE, NULL);
    IMFAsyncResult *result = create_result(callback);

    ck_assert_ok(MFPutWaitingWorkItem(event, 0, result, NULL));
    ck_assert(!test_callback_wait(callback, 30));
    SetEvent(event);
    ck_assert(test_callback_wait(callback, 1000));
    ck_assert_ok(callback->status);
    ck_assert_ptr_eq(callback->result, result);
    /* An auto-reset event is consumed by the wait. */
    ck_assert_int_eq(WaitForSingleObject(event, 0), _i ? WAIT_OBJECT_0 : WAIT_TIMEOUT);
    SetEvent(event);
    ck_assert(!test_callback_wait(callback, 30));

    /* Signalled already. */
    ck_assert_ok(MFPutWaitingWorkItem(event, 0, result, NULL));
    ck_assert(test_callback_wait(callback, 1000));
    Sleep(20);
    ck_assert_uint_eq(IMFAsyncResult_Release(result), 0);
    ck_assert_uint_eq(test_callback_settle(callback), 0);
    CloseHandle(event);
}
END_TEST

START_TEST(cancelling_a_waiting_item_delivers_the_status)
{
    struct test_callback *callback = test_callback_create();
    HANDLE event = CreateEventW(NULL, FALSE, FALSE, NULL);
    IMFAsyncResult *result = create_result(callback);
    MFWORKITEM_KEY key, null_key;

    ck_assert_ok(MFPutWaitingWorkItem(event, 0, result, &key));
    ck_assert_ok(MFPutWaitingWorkItem(NULL, 0, result, &null_key));
    ck_assert(key != null_key);
    ck_assert_ok(MFCancelWorkItem(key));
    ck_assert(test_callback_wait(callback, 1000));
    ck_assert_hr(callback->status, MF_E_OPERATION_CANCELLED);
    /* The wait is over when the call has returned: the signal is ours. */
    SetEvent(event);
    ck_assert_int_eq(WaitForSingleObject(event, 0), WAIT_OBJECT_0);
    IMFAsyncResult_SetStatus(result, S_OK);
    ck_assert_ok(MFCancelWorkItem(null_key));
    ck_assert(test_callback_wait(callback, 1000));
    ck_assert_hr(callback->status, MF_E_OPERATION_CANCELLED);
    if (windows_at_least(10, 0) || mfplat_function("LFGetGlobalPool"))
        ck_assert_hr(MFCancelWorkItem(key), MF_E_NOT_FOUND);
    Sleep(20);
    ck_assert_uint_eq(IMFAsyncResult_Release(result), 0);
    ck_assert_uint_eq(test_callback_settle(callback), 0);
    CloseHandle(event);
}
END_TEST

START_TEST(the_handle_may_be_closed_while_the_wait_is_pending)
{
    struct test_callback *callback = test_callback_create(), *other = test_callback_create();
    HANDLE timer = CreateWaitableTimerW(NULL, FALSE, NULL), event = CreateEventW(NULL, FALSE, FALSE, NULL), late;
    IMFAsyncResult *result = create_result(callback), *other_result = create_result(other);
    LARGE_INTEGER due = {.QuadPart = -1000000};
    MFWORKITEM_KEY key;

    ck_assert(SetWaitableTimer(timer, &due, 0, NULL, NULL, FALSE));
    ck_assert_ok(MFPutWaitingWorkItem(timer, 0, result, NULL));
    CloseHandle(timer);
    ck_assert_ok(MFPutWaitingWorkItem(event, 0, result, &key));
    CloseHandle(event);
    late = CreateEventW(NULL, FALSE, FALSE, NULL);
    ck_assert_ok(MFPutWaitingWorkItem(late, 0, other_result, NULL));
    SetEvent(late);
    ck_assert(test_callback_wait(other, 1000));
    ck_assert(test_callback_wait(callback, 2000));
    ck_assert_ok(callback->status);
    ck_assert_ok(MFCancelWorkItem(key));
    ck_assert(test_callback_wait(callback, 1000));
    Sleep(20);
    ck_assert_uint_eq(IMFAsyncResult_Release(result), 0);
    ck_assert_uint_eq(IMFAsyncResult_Release(other_result), 0);
    ck_assert_uint_eq(test_callback_settle(callback), 0);
    test_callback_release(other);
    CloseHandle(late);
}
END_TEST

static void rearm(struct test_callback *callback, IMFAsyncResult *result)
{
    if (callback->count < 20)
        MFPutWaitingWorkItem(callback->context, 0, result, NULL);
}

START_TEST(a_result_rearms_itself_from_invoke)
{
    struct test_callback *callback = test_callback_create();
    HANDLE event = CreateEventW(NULL, FALSE, FALSE, NULL);
    IMFAsyncResult *result = create_result(callback);
    int i;

    callback->on_invoke = rearm;
    callback->context = event;
    ck_assert_ok(MFPutWaitingWorkItem(event, 0, result, NULL));
    for (i = 0; i < 21; i++)
    {
        SetEvent(event);
        ck_assert(test_callback_wait(callback, 1000));
    }
    Sleep(20);
    ck_assert_uint_eq(IMFAsyncResult_Release(result), 0);
    ck_assert_uint_eq(test_callback_settle(callback), 0);
    CloseHandle(event);
}
END_TEST

#define MANY_WAITS 300

START_TEST(hundreds_of_objects_are_waited_for_at_once)
{
    struct test_callback *callback = test_callback_create();
    HANDLE events[MANY_WAITS];
    MFWORKITEM_KEY keys[MANY_WAITS];
    IMFAsyncResult *result = create_result(callback);
    int i;

    for (i = 0; i < MANY_WAITS; i++)
    {
        events[i] = CreateEventW(NULL, FALSE, FALSE, NULL);
        ck_assert_ok(MFPutWaitingWorkItem(events[i], 0, result, &keys[i]));
    }
    for (i = MANY_WAITS - 1; i >= 0; i--)
    {
        if (i % 3)
            SetEvent(events[i]);
        else
            ck_assert_ok(MFCancelWorkItem(keys[i]));
    }
    for (i = 0; i < 1000 && callback->count < MANY_WAITS; i++)
        Sleep(5);
    ck_assert_int_eq(callback->count, MANY_WAITS);
    Sleep(50);
    ck_assert_uint_eq(IMFAsyncResult_Release(result), 0);
    for (i = 0; i < MANY_WAITS; i++)
        CloseHandle(events[i]);
    ck_assert_uint_eq(test_callback_settle(callback), 0);
}
END_TEST

START_TEST(a_bad_handle_is_an_error)
{
    struct test_callback *callback = test_callback_create();
    IMFAsyncResult *result = create_result(callback);

    ck_assert(FAILED(MFPutWaitingWorkItem((HANDLE)0x123454, 0, result, NULL)));
    ck_assert_uint_eq(IMFAsyncResult_Release(result), 0);
    ck_assert_uint_eq(test_callback_settle(callback), 0);
}
END_TEST

static LONG ticks;

static void CALLBACK count_tick(IUnknown *context)
{
    (void)context;
    InterlockedIncrement(&ticks);
}

START_TEST(periodic_callbacks_come_until_they_are_removed)
{
    struct test_object context;
    DWORD key = 0, other = 0, period = 0;
    LONG before;
    int i;

    ck_assert_ok(MFGetTimerPeriodicity(&period));
    ck_assert_uint_eq(period, 10);
    test_object_init(&context);
    ticks = 0;
    ck_assert_ok(MFAddPeriodicCallback(count_tick, &context.IUnknown_iface, &key));
    ck_assert_uint_ne(key, 0);
    ck_assert_int_eq(context.refcount, 2);
    ck_assert_ok(MFAddPeriodicCallback(count_tick, NULL, &other));
    for (i = 0; i < 200 && ticks < 6; i++)
        Sleep(10);
    ck_assert_int_ge(ticks, 6);
    ck_assert_int_eq(context.refcount, 2);
    ck_assert_ok(MFRemovePeriodicCallback(key));
    ck_assert_ok(MFRemovePeriodicCallback(other));
    for (i = 0; i < 50 && context.refcount > 1; i++)
        Sleep(10);
    ck_assert_int_eq(context.refcount, 1);
    Sleep(30);
    before = ticks;
    Sleep(60);
    ck_assert_int_eq(ticks, before);
}
END_TEST

static void CDECL count_tick_cdecl(IUnknown *context)
{
    (void)context;
    InterlockedIncrement(&ticks);
}

START_TEST(cdecl_periodic_callbacks_do_no_harm)
{
    DWORD key;
    int i;

    ticks = 0;
    ck_assert_ok(MFAddPeriodicCallback((MFPERIODICCALLBACK)(void *)count_tick_cdecl, NULL, &key));
    for (i = 0; i < 200 && ticks < 10; i++)
        Sleep(10);
    ck_assert_int_ge(ticks, 10);
    ck_assert_ok(MFRemovePeriodicCallback(key));
}
END_TEST

static Suite *schedule_suite(void)
{
    Suite *suite = suite_create("schedule");
    TCase *tcase = tcase_create("scheduled");

    tcase_add_checked_fixture(tcase, platform_setup, platform_teardown);
    tcase_add_test(tcase, a_scheduled_item_runs_once_after_its_time);
    tcase_add_test(tcase, a_scheduled_callback_gets_its_state);
    tcase_add_test(tcase, cancelling_a_scheduled_item_is_silent_and_complete);
    tcase_add_test(tcase, scheduled_items_fire_in_the_order_of_their_times);
    tcase_add_loop_test(tcase, forged_keys_are_not_found, 0, ARRAYSIZE(forged_keys));
    suite_add_tcase(suite, tcase);

    tcase = tcase_create("waiting");
    tcase_add_checked_fixture(tcase, platform_setup, platform_teardown);
    tcase_add_loop_test(tcase, a_waiting_item_runs_when_the_object_is_signalled, 0, 2);
    tcase_add_test(tcase, cancelling_a_waiting_item_delivers_the_status);
    tcase_add_test(tcase, the_handle_may_be_closed_while_the_wait_is_pending);
    tcase_add_test(tcase, a_result_rearms_itself_from_invoke);
    tcase_add_test(tcase, hundreds_of_objects_are_waited_for_at_once);
    tcase_add_test(tcase, a_bad_handle_is_an_error);
    suite_add_tcase(suite, tcase);

    tcase = tcase_create("periodic");
    tcase_add_checked_fixture(tcase, platform_setup, platform_teardown);
    tcase_add_test(tcase, periodic_callbacks_come_until_they_are_removed);
    tcase_add_test(tcase, cdecl_periodic_callbacks_do_no_harm);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return suite_main(schedule_suite());
}

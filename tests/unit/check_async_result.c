/* SPDX-License-Identifier: MIT */
/* The asynchronous result object: creation, fields, methods, references. */

#include "support/suite.h"
#include "support/callback.h"
#include "support/platform.h"
#include <stddef.h>
#include <mfapi.h>
#include <mferror.h>
#include <rtworkq.h>

START_TEST(layout_is_the_documented_one)
{
#ifdef _WIN64
    static const size_t offsets[] = {0, 8, 0x28, 0x30, 0x34, 0x38, 64};
#else
    static const size_t offsets[] = {0, 4, 0x18, 0x1c, 0x20, 0x24, 40};
#endif
    ck_assert_uint_eq(offsetof(MFASYNCRESULT, AsyncResult), offsets[0]);
    ck_assert_uint_eq(offsetof(MFASYNCRESULT, overlapped), offsets[1]);
    ck_assert_uint_eq(offsetof(MFASYNCRESULT, pCallback), offsets[2]);
    ck_assert_uint_eq(offsetof(MFASYNCRESULT, hrStatusResult), offsets[3]);
    ck_assert_uint_eq(offsetof(MFASYNCRESULT, dwBytesTransferred), offsets[4]);
    ck_assert_uint_eq(offsetof(MFASYNCRESULT, hEvent), offsets[5]);
    ck_assert_uint_eq(sizeof(MFASYNCRESULT), offsets[6]);
    ck_assert_uint_eq(sizeof(RTWQASYNCRESULT), offsets[6]);
    ck_assert(IsEqualGUID(&IID_IMFAsyncResult, &IID_IRtwqAsyncResult));
    ck_assert(IsEqualGUID(&IID_IMFAsyncCallback, &IID_IRtwqAsyncCallback));
}
END_TEST

START_TEST(create_stores_and_references_the_arguments)
{
    struct test_callback *callback = test_callback_create();
    struct test_object object, state;
    IMFAsyncResult *result;
    MFASYNCRESULT *fields;
    IUnknown *unknown;

    test_object_init(&object);
    test_object_init(&state);
    ck_assert_ok(MFCreateAsyncResult(&object.IUnknown_iface, &callback->IMFAsyncCallback_iface, &state.IUnknown_iface,
            &result));
    fields = (MFASYNCRESULT *)result;
    ck_assert_refcount(result, 1);
    ck_assert_int_eq(object.refcount, 2);
    ck_assert_int_eq(state.refcount, 2);
    ck_assert_int_eq(callback->refcount, 2);
    ck_assert_ptr_eq(fields->pCallback, &callback->IMFAsyncCallback_iface);
    ck_assert_int_eq(fields->hrStatusResult, S_OK);
    ck_assert_int_eq(fields->dwBytesTransferred, 0);
    ck_assert_ptr_eq(fields->hEvent, NULL);

    ck_assert_ok(IMFAsyncResult_GetState(result, &unknown));
    ck_assert_ptr_eq(unknown, &state.IUnknown_iface);
    ck_assert_int_eq(state.refcount, 3);
    IUnknown_Release(unknown);
    ck_assert_ptr_eq(IMFAsyncResult_GetStateNoAddRef(result), &state.IUnknown_iface);
    ck_assert_int_eq(state.refcount, 2);
    ck_assert_ok(IMFAsyncResult_GetObject(result, &unknown));
    ck_assert_ptr_eq(unknown, &object.IUnknown_iface);
    ck_assert_int_eq(object.refcount, 3);
    IUnknown_Release(unknown);

    ck_assert_interface(result, &IID_IMFAsyncResult, TRUE);
    ck_assert_interface(result, &IID_IUnknown, TRUE);
    ck_assert_interface(result, &IID_IMFAsyncCallback, FALSE);

    ck_assert_uint_eq(IMFAsyncResult_Release(result), 0);
    ck_assert_int_eq(object.refcount, 1);
    ck_assert_int_eq(state.refcount, 1);
    ck_assert_uint_eq(test_callback_settle(callback), 0);
}
END_TEST

START_TEST(create_takes_no_arguments_at_all)
{
    IMFAsyncResult *result;
    IUnknown *unknown = (IUnknown *)0xdeadbeef;

    ck_assert_ok(MFCreateAsyncResult(NULL, NULL, NULL, &result));
    ck_assert_hr(IMFAsyncResult_GetState(result, &unknown), E_POINTER);
    ck_assert_ptr_eq(unknown, (IUnknown *)0xdeadbeef);
    ck_assert_hr(IMFAsyncResult_GetState(result, NULL), E_POINTER);
    ck_assert_hr(IMFAsyncResult_GetObject(result, &unknown), E_POINTER);
    ck_assert_ptr_eq(unknown, (IUnknown *)0xdeadbeef);
    ck_assert_hr(IMFAsyncResult_GetObject(result, NULL), E_POINTER);
    ck_assert_ptr_eq(IMFAsyncResult_GetStateNoAddRef(result), NULL);
    ck_assert_ptr_eq(((MFASYNCRESULT *)result)->pCallback, NULL);
    ck_assert_ptr_eq(((MFASYNCRESULT *)result)->hEvent, NULL);
    ck_assert_uint_eq(IMFAsyncResult_Release(result), 0);
    ck_assert(FAILED(MFCreateAsyncResult(NULL, NULL, NULL, NULL)));
}
END_TEST

START_TEST(status_is_the_field)
{
    IMFAsyncResult *result;

    ck_assert_ok(RtwqCreateAsyncResult(NULL, NULL, NULL, (IRtwqAsyncResult **)&result));
    ck_assert_ok(IMFAsyncResult_GetStatus(result));
    ck_assert_ok(IMFAsyncResult_SetStatus(result, E_FAIL));
    ck_assert_hr(((MFASYNCRESULT *)result)->hrStatusResult, E_FAIL);
    ck_assert_hr(IMFAsyncResult_GetStatus(result), E_FAIL);
    ((MFASYNCRESULT *)result)->hrStatusResult = 123;
    ck_assert_int_eq(IMFAsyncResult_GetStatus(result), 123);
    IMFAsyncResult_Release(result);
}
END_TEST

START_TEST(final_release_closes_the_event)
{
    struct test_callback *callback = test_callback_create();
    IMFAsyncResult *result;
    DWORD flags;
    HANDLE event;
    int i;

    for (i = 0; i < 2; i++)
    {
        event = CreateEventW(NULL, FALSE, FALSE, NULL);
        ck_assert_ok(MFCreateAsyncResult(NULL, i ? &callback->IMFAsyncCallback_iface : NULL, NULL, &result));
        ((MFASYNCRESULT *)result)->hEvent = event;
        ck_assert(GetHandleInformation(event, &flags));
        ck_assert_uint_eq(IMFAsyncResult_Release(result), 0);
        ck_assert(!GetHandleInformation(event, &flags));
    }
    ck_assert_uint_eq(test_callback_settle(callback), 0);
}
END_TEST

START_TEST(a_reused_block_starts_with_fresh_fields)
{
    IMFAsyncResult *result;
    MFASYNCRESULT *fields;
    int i;

    for (i = 0; i < 100; i++)
    {
        ck_assert_ok(MFCreateAsyncResult(NULL, NULL, NULL, &result));
        fields = (MFASYNCRESULT *)result;
        ck_assert_ok(fields->hrStatusResult);
        ck_assert_int_eq(fields->dwBytesTransferred, 0);
        ck_assert_ptr_eq(fields->hEvent, NULL);
        ck_assert_uint_eq(fields->overlapped.Internal, 0);
        fields->hrStatusResult = E_FAIL;
        fields->dwBytesTransferred = 7;
        fields->overlapped.Internal = 5;
        ck_assert_uint_eq(IMFAsyncResult_AddRef(result), 2);
        ck_assert_uint_eq(IMFAsyncResult_Release(result), 1);
        ck_assert_uint_eq(IMFAsyncResult_Release(result), 0);
    }
}
END_TEST

static void add_ref_in_invoke(struct test_callback *callback, IMFAsyncResult *result)
{
    callback->context = (void *)(ULONG_PTR)IMFAsyncResult_AddRef(result);
}

START_TEST(the_result_of_an_item_ends_with_the_last_reference)
{
    struct test_callback *callback = test_callback_create();

    callback->on_invoke = add_ref_in_invoke;
    ck_assert_ok(MFPutWorkItem(MFASYNC_CALLBACK_QUEUE_STANDARD, &callback->IMFAsyncCallback_iface, NULL));
    ck_assert(test_callback_wait(callback, 1000));
    /* Windows has given its own reference back by then, practically always. */
    ck_assert_uint_eq(IMFAsyncResult_Release(callback->result), 0);
    ck_assert_uint_eq(test_callback_settle(callback), 0);
}
END_TEST

START_TEST(the_event_is_not_set_when_there_is_a_callback)
{
    struct test_callback *callback = test_callback_create();
    HANDLE event = CreateEventW(NULL, TRUE, FALSE, NULL);
    IMFAsyncResult *result;

    ck_assert_ok(MFCreateAsyncResult(NULL, &callback->IMFAsyncCallback_iface, NULL, &result));
    ((MFASYNCRESULT *)result)->hEvent = event;
    ck_assert_ok(MFInvokeCallback(result));
    ck_assert(test_callback_wait(callback, 1000));
    ck_assert_int_eq(WaitForSingleObject(event, 100), WAIT_TIMEOUT);
    ck_assert_uint_eq(IMFAsyncResult_Release(result), 0);
    ck_assert_uint_eq(test_callback_settle(callback), 0);
}
END_TEST

START_TEST(the_event_is_set_when_there_is_no_callback)
{
    HANDLE event = CreateEventW(NULL, TRUE, FALSE, NULL);
    IMFAsyncResult *result;

    ck_assert_ok(MFCreateAsyncResult(NULL, NULL, NULL, &result));
    ((MFASYNCRESULT *)result)->hEvent = event;
    ck_assert_ok(MFInvokeCallback(result));
    ck_assert_int_eq(WaitForSingleObject(event, 1000), WAIT_OBJECT_0);
    IMFAsyncResult_Release(result);
}
END_TEST

/* A result of another implementation: the documented layout and nothing else of ours. */
struct foreign_result
{
    MFASYNCRESULT public;
    LONG refcount;
};

static HRESULT WINAPI foreign_result_QueryInterface(IMFAsyncResult *iface, REFIID iid, void **out)
{
    (void)iface;
    (void)iid;
    *out = NULL;
    return E_NOINTERFACE;
}

static ULONG WINAPI foreign_result_AddRef(IMFAsyncResult *iface)
{
    return InterlockedIncrement(&((struct foreign_result *)iface)->refcount);
}

static ULONG WINAPI foreign_result_Release(IMFAsyncResult *iface)
{
    return InterlockedDecrement(&((struct foreign_result *)iface)->refcount);
}

static HRESULT WINAPI foreign_result_GetState(IMFAsyncResult *iface, IUnknown **state)
{
    (void)iface;
    (void)state;
    return E_NOTIMPL;
}

static HRESULT WINAPI foreign_result_GetStatus(IMFAsyncResult *iface)
{
    return ((struct foreign_result *)iface)->public.hrStatusResult;
}

static HRESULT WINAPI foreign_result_SetStatus(IMFAsyncResult *iface, HRESULT status)
{
    ((struct foreign_result *)iface)->public.hrStatusResult = status;
    return S_OK;
}

static IUnknown *WINAPI foreign_result_GetStateNoAddRef(IMFAsyncResult *iface)
{
    (void)iface;
    return NULL;
}

static const IMFAsyncResultVtbl foreign_result_vtbl =
{
    foreign_result_QueryInterface,
    foreign_result_AddRef,
    foreign_result_Release,
    foreign_result_GetState,
    foreign_result_GetStatus,
    foreign_result_SetStatus,
    foreign_result_GetState,
    foreign_result_GetStateNoAddRef,
};

START_TEST(results_of_other_implementations_work_everywhere)
{
    struct test_callback *callback = test_callback_create();
    struct foreign_result result = {.refcount = 1};
    MFWORKITEM_KEY key;

    result.public.AsyncResult.lpVtbl = (IMFAsyncResultVtbl *)&foreign_result_vtbl;
    result.public.pCallback = &callback->IMFAsyncCallback_iface;

    ck_assert_ok(MFPutWorkItemEx(MFASYNC_CALLBACK_QUEUE_STANDARD, &result.public.AsyncResult));
    ck_assert(test_callback_wait(callback, 1000));
    ck_assert_ptr_eq(callback->result, &result.public.AsyncResult);
    ck_assert_ok(MFInvokeCallback(&result.public.AsyncResult));
    ck_assert(test_callback_wait(callback, 1000));
    ck_assert_ok(MFScheduleWorkItemEx(&result.public.AsyncResult, -5, NULL));
    ck_assert(test_callback_wait(callback, 1000));
    ck_assert_ok(MFPutWaitingWorkItem(NULL, 0, &result.public.AsyncResult, &key));
    ck_assert_ok(MFCancelWorkItem(key));
    ck_assert(test_callback_wait(callback, 1000));
    ck_assert_hr(callback->status, MF_E_OPERATION_CANCELLED);
    Sleep(20);
    ck_assert_int_eq(result.refcount, 1);
    ck_assert_uint_eq(test_callback_settle(callback), 0);
}
END_TEST

static Suite *async_result_suite(void)
{
    Suite *suite = suite_create("async_result");
    TCase *tcase = tcase_create("contract");

    tcase_add_test(tcase, layout_is_the_documented_one);
    tcase_add_test(tcase, create_stores_and_references_the_arguments);
    tcase_add_test(tcase, create_takes_no_arguments_at_all);
    tcase_add_test(tcase, status_is_the_field);
    tcase_add_test(tcase, final_release_closes_the_event);
    tcase_add_test(tcase, a_reused_block_starts_with_fresh_fields);
    suite_add_tcase(suite, tcase);

    tcase = tcase_create("started");
    tcase_add_checked_fixture(tcase, platform_setup, platform_teardown);
    tcase_add_test(tcase, create_stores_and_references_the_arguments);
    tcase_add_test(tcase, final_release_closes_the_event);
    tcase_add_test(tcase, a_reused_block_starts_with_fresh_fields);
    tcase_add_test(tcase, the_result_of_an_item_ends_with_the_last_reference);
    tcase_add_test(tcase, the_event_is_not_set_when_there_is_a_callback);
    tcase_add_test(tcase, the_event_is_set_when_there_is_no_callback);
    tcase_add_test(tcase, results_of_other_implementations_work_everywhere);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return suite_main(async_result_suite());
}

/* SPDX-License-Identifier: MIT */
/* What queues do besides running items: MMCSS registration, joined files, deadlines; and bad arguments everywhere. */

#include "support/suite.h"
#include "support/callback.h"
#include "support/platform.h"
#include <mfapi.h>
#include <mferror.h>
#include <rtworkq.h>

START_TEST(bad_arguments_are_errors)
{
    DWORD queue;
    HANDLE handle;

    ck_assert(FAILED(MFPutWorkItemEx(MFASYNC_CALLBACK_QUEUE_STANDARD, NULL)));
    ck_assert(FAILED(MFPutWorkItem(MFASYNC_CALLBACK_QUEUE_STANDARD, NULL, NULL)));
    ck_assert(FAILED(MFInvokeCallback(NULL)));
    ck_assert(FAILED(MFScheduleWorkItemEx(NULL, -10, NULL)));
    ck_assert(FAILED(MFPutWaitingWorkItem(NULL, 0, NULL, NULL)));
    ck_assert(FAILED(MFLockSharedWorkQueue(L"", 0, NULL, NULL)));
    ck_assert(FAILED(RtwqSetDeadline(0x10000, 0, &handle)));
    ck_assert(FAILED(RtwqCancelDeadline((HANDLE)0x1234)));
    ck_assert(FAILED(RtwqUnjoinWorkQueue(1, (HANDLE)0x1234)));
    ck_assert_ok(MFAllocateWorkQueue(&queue));
    ck_assert_ok(RtwqSetDeadline(queue, 10000, &handle));
    ck_assert_ok(RtwqCancelDeadline(handle));
    ck_assert_ok(RtwqSetLongRunning(queue, TRUE));
    ck_assert_ok(MFUnlockWorkQueue(queue));
}
END_TEST

START_TEST(mmcss_registration_is_kept_and_answered)
{
    struct test_callback *callback = test_callback_create();
    WCHAR class[32] = L"x";
    DWORD queue, length = 0, task = 0;
    LONG priority = 5;

    ck_assert_ok(MFAllocateWorkQueue(&queue));
    ck_assert_ok(MFGetWorkQueueMMCSSClass(queue, NULL, &length));
    ck_assert_uint_eq(length, 1);
    length = ARRAYSIZE(class);
    ck_assert_ok(MFGetWorkQueueMMCSSClass(queue, class, &length));
    ck_assert(!class[0]);

    ck_assert_ok(MFBeginRegisterWorkQueueWithMMCSSEx(queue, L"Audio", 0, 1, &callback->IMFAsyncCallback_iface, NULL));
    ck_assert(test_callback_wait(callback, 1000));
    length = 3;
    ck_assert_hr(MFGetWorkQueueMMCSSClass(queue, class, &length), MF_E_BUFFERTOOSMALL);
    ck_assert_uint_eq(length, 6);
    ck_assert_ok(MFGetWorkQueueMMCSSClass(queue, class, &length));
    ck_assert(!lstrcmpW(class, L"Audio"));
    ck_assert_ok(MFGetWorkQueueMMCSSPriority(queue, &priority));
    ck_assert_int_eq(priority, 1);
    ck_assert_ok(MFGetWorkQueueMMCSSTaskId(queue, &task));
    ck_assert_uint_ne(task, 0);

    ck_assert_ok(MFBeginUnregisterWorkQueueWithMMCSS(queue, &callback->IMFAsyncCallback_iface, NULL));
    ck_assert(test_callback_wait(callback, 1000));
    ck_assert_ok(MFGetWorkQueueMMCSSTaskId(queue, &task));
    ck_assert_uint_eq(task, 0);
    ck_assert_ok(MFUnlockWorkQueue(queue));
    ck_assert_uint_eq(test_callback_settle(callback), 0);
}
END_TEST

static void end_register(struct test_callback *callback, IMFAsyncResult *result)
{
    DWORD task = 0;

    if (SUCCEEDED(MFEndRegisterWorkQueueWithMMCSS(result, &task)))
        callback->context = (void *)(ULONG_PTR)task;
}

START_TEST(the_end_of_a_registration_gives_the_task)
{
    struct test_callback *callback = test_callback_create();
    DWORD queue, task;

    ck_assert_ok(MFAllocateWorkQueue(&queue));
    callback->on_invoke = end_register;
    ck_assert_ok(MFBeginRegisterWorkQueueWithMMCSS(queue, L"Playback", 0, &callback->IMFAsyncCallback_iface, NULL));
    ck_assert(test_callback_wait(callback, 1000));
    ck_assert_ok(MFGetWorkQueueMMCSSTaskId(queue, &task));
    ck_assert_uint_eq(task, (DWORD)(ULONG_PTR)callback->context);
    ck_assert_ok(MFUnlockWorkQueue(queue));
    ck_assert_uint_eq(test_callback_settle(callback), 0);
}
END_TEST

START_TEST(a_joined_file_completes_on_the_queue)
{
    struct test_callback *callback = test_callback_create(), *marker = test_callback_create();
    char path[MAX_PATH], folder[MAX_PATH], text[] = "overlapped";
    IMFAsyncResult *result;
    MFASYNCRESULT *fields;
    HANDLE file, cookie;
    DWORD queue;

    GetTempPathA(sizeof(folder), folder);
    GetTempFileNameA(folder, "omf", 0, path);
    file = CreateFileA(path, GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, FILE_FLAG_OVERLAPPED | FILE_FLAG_DELETE_ON_CLOSE,
            NULL);
    ck_assert_ptr_ne(file, INVALID_HANDLE_VALUE);
    ck_assert_ok(MFAllocateWorkQueue(&queue));
    ck_assert_ok(MFPutWorkItem(queue, &marker->IMFAsyncCallback_iface, NULL));
    ck_assert(test_callback_wait(marker, 1000));
    ck_assert_ok(RtwqJoinWorkQueue(queue, file, &cookie));
    ck_assert_ok(MFCreateAsyncResult(NULL, &callback->IMFAsyncCallback_iface, NULL, &result));
    fields = (MFASYNCRESULT *)result;
    if (!WriteFile(file, text, sizeof(text), NULL, &fields->overlapped))
        ck_assert_uint_eq(GetLastError(), ERROR_IO_PENDING);
    ck_assert(test_callback_wait(callback, 2000));
    ck_assert_ok(fields->hrStatusResult);
    ck_assert_uint_eq(fields->dwBytesTransferred, sizeof(text));
    ck_assert_ptr_eq(callback->result, result);
    ck_assert_uint_eq(callback->thread_id, marker->thread_id);
    ck_assert_ok(RtwqUnjoinWorkQueue(queue, cookie));
    CloseHandle(file);
    ck_assert_ok(MFUnlockWorkQueue(queue));
    IMFAsyncResult_Release(result);
    ck_assert_uint_eq(test_callback_settle(callback), 0);
    test_callback_release(marker);
}
END_TEST

START_TEST(a_join_that_fails_leaves_the_queue_as_it_was)
{
    struct test_callback *callback = test_callback_create();
    HANDLE cookie = (HANDLE)0x1234;
    DWORD queue;

    ck_assert_ok(MFAllocateWorkQueue(&queue));
    ck_assert(FAILED(RtwqJoinWorkQueue(queue, (HANDLE)0x123454, &cookie)));
    ck_assert_ptr_eq(cookie, (HANDLE)0x1234);
    ck_assert_ok(MFPutWorkItem(queue, &callback->IMFAsyncCallback_iface, NULL));
    ck_assert(test_callback_wait(callback, 1000));
    ck_assert_ok(MFUnlockWorkQueue(queue));
    ck_assert(FAILED(MFUnlockWorkQueue(queue)));
    ck_assert_uint_eq(test_callback_settle(callback), 0);
}
END_TEST

static Suite *queue_services_suite(void)
{
    Suite *suite = suite_create("queue_services");
    TCase *tcase = tcase_create("contract");

    tcase_add_checked_fixture(tcase, platform_setup, platform_teardown);
    tcase_add_test(tcase, mmcss_registration_is_kept_and_answered);
    tcase_add_test(tcase, the_end_of_a_registration_gives_the_task);
    tcase_add_test(tcase, a_joined_file_completes_on_the_queue);
    suite_add_tcase(suite, tcase);

    tcase = tcase_create("errors");
    tcase_add_checked_fixture(tcase, platform_setup, platform_teardown);
    tcase_add_test(tcase, bad_arguments_are_errors);
    tcase_add_test(tcase, a_join_that_fails_leaves_the_queue_as_it_was);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return suite_main(queue_services_suite());
}

/* SPDX-License-Identifier: MIT */
/* Work queues: identifiers, locks, order, priorities, concurrency, apartments, reply mode. */

#include "support/suite.h"
#include "support/callback.h"
#include "support/platform.h"
#include <stdio.h>
#include <objbase.h>
#include <mfapi.h>
#include <mferror.h>
#include <rtworkq.h>

#define PRIVATE_MASK 0xffff0000

static DWORD allocate(MFASYNC_WORKQUEUE_TYPE type)
{
    DWORD queue = 0;

    ck_assert_ok(MFAllocateWorkQueueEx(type, &queue));
    ck_assert_uint_ne(queue & PRIVATE_MASK, 0);
    return queue;
}

static DWORD allocate_serial(DWORD target)
{
    DWORD queue = 0;

    ck_assert_ok(MFAllocateSerialWorkQueue(target, &queue));
    ck_assert_uint_ne(queue & PRIVATE_MASK, 0);
    return queue;
}

/* Every kind of queue; index for loop tests. */
enum queue_kind
{
    KIND_UNDEFINED, KIND_STANDARD, KIND_RT, KIND_IO, KIND_TIMER, KIND_MULTITHREADED, KIND_LONG_FUNCTION,
    KIND_PRIVATE_STANDARD, KIND_PRIVATE_WINDOW, KIND_PRIVATE_MULTITHREADED, KIND_SERIAL_ON_STANDARD,
    KIND_SERIAL_ON_MULTITHREADED, KIND_SERIAL_ON_SERIAL, KIND_SHARED, KIND_COUNT
};

static const char *const kind_names[KIND_COUNT] =
{
    "undefined", "standard", "rt", "io", "timer", "multithreaded", "long function", "private standard",
    "private window", "private multithreaded", "serial on standard", "serial on multithreaded", "serial on serial",
    "shared",
};

static BOOL is_private(enum queue_kind kind)
{
    return kind >= KIND_PRIVATE_STANDARD;
}

static BOOL is_fifo(enum queue_kind kind)
{
    return kind != KIND_MULTITHREADED && kind != KIND_LONG_FUNCTION && kind != KIND_PRIVATE_MULTITHREADED
            && kind != KIND_SHARED;
}

static DWORD queue_of_kind(enum queue_kind kind)
{
    DWORD queue, outer;

    switch (kind)
    {
        case KIND_UNDEFINED: return MFASYNC_CALLBACK_QUEUE_UNDEFINED;
        case KIND_STANDARD: return MFASYNC_CALLBACK_QUEUE_STANDARD;
        case KIND_RT: return MFASYNC_CALLBACK_QUEUE_RT;
        case KIND_IO: return MFASYNC_CALLBACK_QUEUE_IO;
        case KIND_TIMER: return MFASYNC_CALLBACK_QUEUE_TIMER;
        case KIND_MULTITHREADED: return MFASYNC_CALLBACK_QUEUE_MULTITHREADED;
        case KIND_LONG_FUNCTION: return MFASYNC_CALLBACK_QUEUE_LONG_FUNCTION;
        case KIND_PRIVATE_STANDARD: return allocate(MF_STANDARD_WORKQUEUE);
        case KIND_PRIVATE_WINDOW: return allocate(MF_WINDOW_WORKQUEUE);
        case KIND_PRIVATE_MULTITHREADED: return allocate(MF_MULTITHREADED_WORKQUEUE);
        case KIND_SERIAL_ON_STANDARD: return allocate_serial(MFASYNC_CALLBACK_QUEUE_STANDARD);
        case KIND_SERIAL_ON_MULTITHREADED: return allocate_serial(MFASYNC_CALLBACK_QUEUE_MULTITHREADED);
        case KIND_SERIAL_ON_SERIAL:
            queue = allocate_serial(MFASYNC_CALLBACK_QUEUE_MULTITHREADED);
            outer = allocate_serial(queue);
            ck_assert_ok(MFUnlockWorkQueue(queue));
            return outer;
        case KIND_SHARED:
            ck_assert_ok(MFLockSharedWorkQueue(L"", 0, NULL, &queue));
            return queue;
        default:
            return 0;
    }
}

static void done_with(enum queue_kind kind, DWORD queue)
{
    if (is_private(kind))
        ck_assert_ok(MFUnlockWorkQueue(queue));
}

static const struct
{
    const char *label;
    DWORD id;
    HRESULT hr;
} ids[] =
{
    {"undefined", 0, S_OK},
    {"no queue 6", 6, S_OK},
    {"unknown low id", 0x20, S_OK},
    {"unknown low id", 0x4000, S_OK},
    {"highest low id", 0xffff, S_OK},
    {"first id with a high word", 0x10000, MF_E_INVALID_WORKQUEUE},
    {"never allocated", 0x7fff0000, MF_E_INVALID_WORKQUEUE},
    {"all platform queues", 0xffffffff, MF_E_INVALID_WORKQUEUE},
};

START_TEST(ids_without_a_high_word_are_never_invalid)
{
    struct test_callback *callback = test_callback_create();
    IMFAsyncResult *result;
    int i;

    ck_assert_hr_msg(MFPutWorkItem(ids[_i].id, &callback->IMFAsyncCallback_iface, NULL), ids[_i].hr, "%s",
            ids[_i].label);
    if (SUCCEEDED(ids[_i].hr))
        ck_assert(test_callback_wait(callback, 1000));

    ck_assert_ok(MFCreateAsyncResult(NULL, &callback->IMFAsyncCallback_iface, NULL, &result));
    for (i = 0; i < 3; i++)
        ck_assert_hr_msg(RtwqPutWorkItem(ids[_i].id, 0, (IRtwqAsyncResult *)result), ids[_i].hr, "%s", ids[_i].label);
    if (SUCCEEDED(ids[_i].hr))
    {
        while (callback->count < 4)
            ck_assert(test_callback_wait(callback, 1000));
        ck_assert_ptr_eq(callback->result, result);
    }
    ck_assert_uint_eq(IMFAsyncResult_Release(result), 0);
    ck_assert_uint_eq(test_callback_settle(callback), 0);
}
END_TEST

START_TEST(private_queues_end_with_their_last_lock)
{
    struct test_callback *callback = test_callback_create();
    DWORD queue = allocate(_i);

    ck_assert_ok(MFLockWorkQueue(queue));
    ck_assert_ok(MFUnlockWorkQueue(queue));
    ck_assert_ok(MFPutWorkItem(queue, &callback->IMFAsyncCallback_iface, NULL));
    ck_assert(test_callback_wait(callback, 1000));
    ck_assert_ok(MFUnlockWorkQueue(queue));
    ck_assert(FAILED(MFUnlockWorkQueue(queue)));
    ck_assert_hr(MFPutWorkItem(queue, &callback->IMFAsyncCallback_iface, NULL), MF_E_INVALID_WORKQUEUE);
    queue = allocate(_i);
    ck_assert_ok(MFUnlockWorkQueue(queue));
    ck_assert_uint_eq(test_callback_settle(callback), 0);
}
END_TEST

START_TEST(platform_queues_need_no_locks)
{
    static const DWORD queues[] = {0, 1, 5, 7, 0x20};
    unsigned int i;

    for (i = 0; i < ARRAYSIZE(queues); i++)
    {
        ck_assert_ok(MFUnlockWorkQueue(queues[i]));
        ck_assert_ok(MFUnlockWorkQueue(queues[i]));
        ck_assert_ok(MFLockWorkQueue(queues[i]));
    }
}
END_TEST

START_TEST(allocation_checks_its_arguments)
{
    DWORD queue = 0xdead;

    ck_assert_hr(MFAllocateWorkQueueEx(3, &queue), E_INVALIDARG);
    ck_assert_uint_eq(queue, 0xdead);
    ck_assert(FAILED(MFAllocateWorkQueueEx(MF_STANDARD_WORKQUEUE, NULL)));
    ck_assert(FAILED(MFAllocateSerialWorkQueue(0x10000, &queue)));
    ck_assert_uint_eq(queue, 0xdead);
}
END_TEST

START_TEST(unlocked_queues_still_run_what_is_queued)
{
    struct test_callback *first = test_callback_create(), *second = test_callback_create();
    DWORD queue = queue_of_kind(_i);

    first->sleep_ms = second->sleep_ms = 10;
    ck_assert_ok(MFPutWorkItem(queue, &first->IMFAsyncCallback_iface, NULL));
    ck_assert_ok(MFPutWorkItem(queue, &second->IMFAsyncCallback_iface, NULL));
    done_with(_i, queue);
    ck_assert_msg(test_callback_wait(first, 1000), "%s", kind_names[_i]);
    ck_assert_msg(test_callback_wait(second, 1000), "%s", kind_names[_i]);
    ck_assert_uint_eq(test_callback_settle(first), 0);
    ck_assert_uint_eq(test_callback_settle(second), 0);
}
END_TEST

/* A callback that keeps the order of its states. */
#define ORDER_MAX 2000
static struct
{
    LONG count, running, overlaps;
    ULONG_PTR order[ORDER_MAX];
} seen;

static void note_order(struct test_callback *callback, IMFAsyncResult *result)
{
    (void)callback;
    if (InterlockedIncrement(&seen.running) != 1)
        InterlockedIncrement(&seen.overlaps);
    seen.order[(InterlockedIncrement(&seen.count) - 1) % ORDER_MAX] = IMFAsyncResult_GetStatus(result);
    InterlockedDecrement(&seen.running);
}

static void put_numbered(DWORD queue, LONG priority, struct test_callback *callback, int number)
{
    IMFAsyncResult *result;

    ck_assert_ok(MFCreateAsyncResult(NULL, &callback->IMFAsyncCallback_iface, NULL, &result));
    IMFAsyncResult_SetStatus(result, number);
    ck_assert_ok(MFPutWorkItemEx2(queue, priority, result));
    IMFAsyncResult_Release(result);
}

static void await_count(LONG count)
{
    int i;

    for (i = 0; i < 2000 && seen.count < count; i++)
        Sleep(5);
    ck_assert_int_eq(seen.count, count);
}

/* Keeps a queue busy until it is told to go on. */
struct gate
{
    struct test_callback *callback;
    HANDLE entered, open;
};

static void wait_in_gate(struct test_callback *callback, IMFAsyncResult *result)
{
    struct gate *gate = callback->context;

    (void)result;
    SetEvent(gate->entered);
    WaitForSingleObject(gate->open, 10000);
}

static void gate_init(struct gate *gate)
{
    gate->callback = test_callback_create();
    gate->callback->on_invoke = wait_in_gate;
    gate->callback->context = gate;
    gate->entered = CreateEventW(NULL, FALSE, FALSE, NULL);
    gate->open = CreateEventW(NULL, TRUE, FALSE, NULL);
}

static void gate_close(struct gate *gate)
{
    ck_assert_uint_eq(test_callback_settle(gate->callback), 0);
    CloseHandle(gate->entered);
    CloseHandle(gate->open);
}

START_TEST(fifo_queues_keep_order_and_never_overlap)
{
    struct test_callback *callback;
    DWORD queue;
    int i;

    if (!is_fifo(_i))
        return;
    memset(&seen, 0, sizeof(seen));
    callback = test_callback_create();
    callback->on_invoke = note_order;
    queue = queue_of_kind(_i);
    for (i = 0; i < ORDER_MAX; i++)
        put_numbered(queue, 0, callback, i);
    await_count(ORDER_MAX);
    ck_assert_int_eq(seen.overlaps, 0);
    for (i = 0; i < ORDER_MAX; i++)
        ck_assert_msg(seen.order[i] == (ULONG_PTR)i, "%s: item %d ran at place %d", kind_names[_i], (int)seen.order[i], i);
    done_with(_i, queue);
    ck_assert_uint_eq(test_callback_settle(callback), 0);
}
END_TEST

START_TEST(higher_priorities_go_first_among_the_waiting)
{
    static const LONG priorities[] = {0, -1, 1, 0, 1, -1};
    static const ULONG_PTR expected[] = {2, 4, 0, 3, 1, 5};
    struct test_callback *callback;
    struct gate gate;
    unsigned int i;
    DWORD queue;

    if (!is_fifo(_i))
        return;
    memset(&seen, 0, sizeof(seen));
    gate_init(&gate);
    callback = test_callback_create();
    callback->on_invoke = note_order;
    queue = queue_of_kind(_i);
    ck_assert_ok(MFPutWorkItem(queue, &gate.callback->IMFAsyncCallback_iface, NULL));
    ck_assert_int_eq(WaitForSingleObject(gate.entered, 1000), WAIT_OBJECT_0);
    for (i = 0; i < ARRAYSIZE(priorities); i++)
        put_numbered(queue, priorities[i], callback, i);
    SetEvent(gate.open);
    await_count(ARRAYSIZE(priorities));
    for (i = 0; i < ARRAYSIZE(priorities); i++)
        ck_assert_msg(seen.order[i] == expected[i], "%s: place %u has item %d", kind_names[_i], i, (int)seen.order[i]);
    done_with(_i, queue);
    ck_assert_uint_eq(test_callback_settle(callback), 0);
    gate_close(&gate);
}
END_TEST

START_TEST(multithreaded_queues_run_more_than_one_item)
{
    static const enum queue_kind kinds[] = {KIND_MULTITHREADED, KIND_PRIVATE_MULTITHREADED, KIND_SHARED};
    struct test_callback *callback = test_callback_create();
    DWORD queue = queue_of_kind(kinds[_i]);
    struct gate gates[12];
    unsigned int i;

    /* Blocked items, more than there are processors, do not hold up the next one. */
    for (i = 0; i < ARRAYSIZE(gates); i++)
    {
        gate_init(&gates[i]);
        ck_assert_ok(MFPutWorkItem(queue, &gates[i].callback->IMFAsyncCallback_iface, NULL));
    }
    ck_assert_ok(MFPutWorkItem(queue, &callback->IMFAsyncCallback_iface, NULL));
    ck_assert(test_callback_wait(callback, 5000));
    for (i = 0; i < ARRAYSIZE(gates); i++)
        SetEvent(gates[i].open);
    for (i = 0; i < ARRAYSIZE(gates); i++)
    {
        ck_assert(test_callback_wait(gates[i].callback, 1000));
        gate_close(&gates[i]);
    }
    done_with(kinds[_i], queue);
    ck_assert_uint_eq(test_callback_settle(callback), 0);
}
END_TEST

START_TEST(a_blocked_queue_holds_up_no_other)
{
    struct test_callback *callback = test_callback_create();
    DWORD blocked = queue_of_kind(_i), other;
    struct gate gate;
    int kind;

    gate_init(&gate);
    ck_assert_ok(MFPutWorkItem(blocked, &gate.callback->IMFAsyncCallback_iface, NULL));
    ck_assert_int_eq(WaitForSingleObject(gate.entered, 1000), WAIT_OBJECT_0);
    for (kind = KIND_STANDARD; kind <= KIND_SERIAL_ON_MULTITHREADED; kind++)
    {
        /* A queue on top of the blocked one waits with it. */
        if (kind == _i || (kind == KIND_STANDARD && _i == KIND_UNDEFINED)
                || (kind == KIND_STANDARD && _i == KIND_SERIAL_ON_STANDARD)
                || (kind == KIND_SERIAL_ON_STANDARD && _i <= KIND_STANDARD))
            continue;
        other = queue_of_kind(kind);
        ck_assert_ok(MFPutWorkItem(other, &callback->IMFAsyncCallback_iface, NULL));
        ck_assert_msg(test_callback_wait(callback, 2000), "%s waits for %s", kind_names[kind], kind_names[_i]);
        done_with(kind, other);
    }
    SetEvent(gate.open);
    ck_assert(test_callback_wait(gate.callback, 1000));
    done_with(_i, blocked);
    gate_close(&gate);
    ck_assert_uint_eq(test_callback_settle(callback), 0);
}
END_TEST

static void note_apartment(struct test_callback *callback, IMFAsyncResult *result)
{
    HRESULT (WINAPI *get_type)(APTTYPE *, APTTYPEQUALIFIER *) = (void *)GetProcAddress(GetModuleHandleA("ole32.dll"),
            "CoGetApartmentType");
    APTTYPEQUALIFIER qualifier = (APTTYPEQUALIFIER)-2;
    APTTYPE type = (APTTYPE)-2;

    (void)result;
    get_type(&type, &qualifier);
    callback->context = (void *)(ULONG_PTR)((type + 1) << 8 | qualifier);
}

START_TEST(threads_are_in_the_mta_but_for_long_functions)
{
    struct test_callback *callback = test_callback_create();
    DWORD queue = queue_of_kind(_i);
    APTTYPE expected = _i == KIND_LONG_FUNCTION ? APTTYPE_MAINSTA : APTTYPE_MTA;

    callback->on_invoke = note_apartment;
    ck_assert_ok(MFPutWorkItem(queue, &callback->IMFAsyncCallback_iface, NULL));
    ck_assert(test_callback_wait(callback, 1000));
    ck_assert_msg((int)((ULONG_PTR)callback->context >> 8) - 1 == (int)expected, "%s: apartment type %d", kind_names[_i],
            (int)((ULONG_PTR)callback->context >> 8) - 1);
    ck_assert_msg(((ULONG_PTR)callback->context & 0xff) == APTTYPEQUALIFIER_NONE, "%s: qualifier %d", kind_names[_i],
            (int)((ULONG_PTR)callback->context & 0xff));
    done_with(_i, queue);
    ck_assert_uint_eq(test_callback_settle(callback), 0);
}
END_TEST

START_TEST(one_thread_runs_a_private_standard_queue)
{
    struct test_callback *callback = test_callback_create();
    DWORD queue = allocate(_i), thread = 0;
    int i;

    for (i = 0; i < 20; i++)
    {
        ck_assert_ok(MFPutWorkItem(queue, &callback->IMFAsyncCallback_iface, NULL));
        ck_assert(test_callback_wait(callback, 1000));
        ck_assert(!thread || thread == callback->thread_id);
        ck_assert_uint_ne(callback->thread_id, GetCurrentThreadId());
        thread = callback->thread_id;
    }
    ck_assert_ok(MFUnlockWorkQueue(queue));
    ck_assert_uint_eq(test_callback_settle(callback), 0);
}
END_TEST

static LRESULT CALLBACK window_proc(HWND window, UINT message, WPARAM wparam, LPARAM lparam)
{
    if (message == WM_USER)
        SetEvent((HANDLE)lparam);
    return DefWindowProcA(window, message, wparam, lparam);
}

static void create_window(struct test_callback *callback, IMFAsyncResult *result)
{
    (void)result;
    if (!callback->context)
        callback->context = CreateWindowExA(0, "openmfplat test", "", 0, 0, 0, 0, 0, HWND_MESSAGE, NULL, NULL, NULL);
    else
        DestroyWindow(callback->context);
}

START_TEST(window_queues_pump_messages)
{
    WNDCLASSA class = {.lpfnWndProc = window_proc, .lpszClassName = "openmfplat test"};
    struct test_callback *callback = test_callback_create();
    HANDLE event = CreateEventW(NULL, FALSE, FALSE, NULL);
    DWORD queue = allocate(MF_WINDOW_WORKQUEUE);

    RegisterClassA(&class);
    callback->on_invoke = create_window;
    ck_assert_ok(MFPutWorkItem(queue, &callback->IMFAsyncCallback_iface, NULL));
    ck_assert(test_callback_wait(callback, 10000));
    ck_assert_msg(callback->context != NULL, "no window, error %lu", GetLastError());
    ck_assert(PostMessageA(callback->context, WM_USER, 0, (LPARAM)event));
    ck_assert_int_eq(WaitForSingleObject(event, 2000), WAIT_OBJECT_0);
    ck_assert_ok(MFPutWorkItem(queue, &callback->IMFAsyncCallback_iface, NULL));
    ck_assert(test_callback_wait(callback, 2000));
    ck_assert_ok(MFUnlockWorkQueue(queue));
    CloseHandle(event);
    ck_assert_uint_eq(test_callback_settle(callback), 0);
}
END_TEST

static const DWORD serial_targets[] =
{
    MFASYNC_CALLBACK_QUEUE_STANDARD, MFASYNC_CALLBACK_QUEUE_RT, MFASYNC_CALLBACK_QUEUE_IO,
    MFASYNC_CALLBACK_QUEUE_TIMER, MFASYNC_CALLBACK_QUEUE_MULTITHREADED, MFASYNC_CALLBACK_QUEUE_LONG_FUNCTION,
};

START_TEST(serial_queues_take_any_target)
{
    struct test_callback *callback = test_callback_create();
    DWORD serial, chained;

    if (!windows_at_least(10, 0) && !mfplat_function("LFGetGlobalPool")
            && (serial_targets[_i] == MFASYNC_CALLBACK_QUEUE_TIMER
            || serial_targets[_i] == MFASYNC_CALLBACK_QUEUE_LONG_FUNCTION))
        return; /* Windows 8 refuses these */
    serial = allocate_serial(serial_targets[_i]);
    chained = allocate_serial(serial);
    ck_assert_ok(MFUnlockWorkQueue(serial));
    ck_assert_ok(MFPutWorkItem(chained, &callback->IMFAsyncCallback_iface, NULL));
    ck_assert(test_callback_wait(callback, 1000));
    ck_assert_ok(MFUnlockWorkQueue(chained));
    ck_assert_uint_eq(test_callback_settle(callback), 0);
}
END_TEST

START_TEST(a_serial_queue_keeps_its_target)
{
    struct test_callback *callback = test_callback_create();
    DWORD target = allocate(MF_MULTITHREADED_WORKQUEUE), serial = allocate_serial(target);

    ck_assert_ok(MFUnlockWorkQueue(target));
    ck_assert_ok(MFPutWorkItem(serial, &callback->IMFAsyncCallback_iface, NULL));
    ck_assert(test_callback_wait(callback, 1000));
    ck_assert_ok(MFUnlockWorkQueue(serial));
    ck_assert_uint_eq(test_callback_settle(callback), 0);
}
END_TEST

static void reply_at_once(struct test_callback *callback, IMFAsyncResult *result)
{
    (void)callback;
    MFInvokeCallback(result);
}

START_TEST(reply_mode_waits_for_the_reply)
{
    struct test_callback *replying = test_callback_create(), *next = test_callback_create();
    DWORD queue = allocate_serial(MFASYNC_CALLBACK_QUEUE_MULTITHREADED);
    IMFAsyncResult *result;

    replying->parameters_hr = S_OK;
    replying->flags = MFASYNC_REPLY_CALLBACK;
    replying->queue = queue;

    /* The reply comes later, from here. */
    ck_assert_ok(MFCreateAsyncResult(NULL, &replying->IMFAsyncCallback_iface, NULL, &result));
    ck_assert_ok(MFPutWorkItemEx(queue, result));
    ck_assert_ok(MFPutWorkItem(queue, &next->IMFAsyncCallback_iface, NULL));
    ck_assert(test_callback_wait(replying, 1000));
    ck_assert(!test_callback_wait(next, 50));
    ck_assert_ok(MFInvokeCallback(result));
    ck_assert(test_callback_wait(next, 1000));
    ck_assert_int_eq(replying->count, 1);

    /* The reply comes from inside Invoke. */
    replying->on_invoke = reply_at_once;
    ck_assert_ok(MFPutWorkItemEx(queue, result));
    ck_assert_ok(MFPutWorkItem(queue, &next->IMFAsyncCallback_iface, NULL));
    ck_assert(test_callback_wait(next, 1000));
    ck_assert_int_eq(replying->count, 2);
    IMFAsyncResult_Release(result);
    ck_assert_ok(MFUnlockWorkQueue(queue));
    test_callback_release(replying);
    test_callback_release(next);
}
END_TEST

START_TEST(invoke_callback_goes_where_the_callback_says)
{
    struct test_callback *callback = test_callback_create(), *marker = test_callback_create();
    DWORD queue = allocate(MF_STANDARD_WORKQUEUE);
    IMFAsyncResult *result;

    ck_assert_ok(MFPutWorkItem(queue, &marker->IMFAsyncCallback_iface, NULL));
    ck_assert(test_callback_wait(marker, 1000));
    ck_assert_ok(MFCreateAsyncResult(NULL, &callback->IMFAsyncCallback_iface, NULL, &result));
    callback->parameters_hr = S_OK;
    callback->queue = queue;
    ck_assert_ok(MFInvokeCallback(result));
    ck_assert(test_callback_wait(callback, 1000));
    ck_assert_uint_eq(callback->thread_id, marker->thread_id);
    ck_assert_ptr_eq(callback->result, result);

    callback->parameters_hr = E_NOTIMPL;
    ck_assert_ok(MFInvokeCallback(result));
    ck_assert(test_callback_wait(callback, 1000));
    ck_assert_uint_ne(callback->thread_id, marker->thread_id);

    ck_assert_ok(MFUnlockWorkQueue(queue));
    callback->parameters_hr = S_OK;
    ck_assert_hr(MFInvokeCallback(result), MF_E_INVALID_WORKQUEUE);
    ck_assert_uint_eq(IMFAsyncResult_Release(result), 0);
    ck_assert_uint_eq(test_callback_settle(callback), 0);
    test_callback_release(marker);
}
END_TEST

static void put_again(struct test_callback *callback, IMFAsyncResult *result)
{
    if (callback->count < 99)
        MFPutWorkItemEx((DWORD)(ULONG_PTR)callback->context, result);
}

START_TEST(a_result_can_be_put_from_inside_its_invoke)
{
    struct test_callback *callback = test_callback_create();
    DWORD queue = queue_of_kind(_i);

    callback->on_invoke = put_again;
    callback->context = (void *)(ULONG_PTR)queue;
    callback->invoke_hr = E_NOTIMPL; /* means nothing */
    ck_assert_ok(MFPutWorkItem(queue, &callback->IMFAsyncCallback_iface, NULL));
    while (callback->count < 100)
        ck_assert_msg(test_callback_wait(callback, 1000), "%s: %ld", kind_names[_i], callback->count);
    done_with(_i, queue);
    ck_assert_uint_eq(test_callback_settle(callback), 0);
}
END_TEST

static const struct
{
    const char *label;
    const WCHAR *class;
    BOOL with_task;
    HRESULT hr;
} shared_rows[] =
{
    {"no class", NULL, FALSE, E_POINTER},
    {"no class, task", NULL, TRUE, E_POINTER},
    {"regular class, task", L"", TRUE, E_INVALIDARG},
    {"regular class", L"", FALSE, S_OK},
    {"MMCSS class", L"Pro Audio", TRUE, S_OK},
};

START_TEST(shared_queues_are_one_per_class)
{
    DWORD task = 0, queue = 0, again = 0;

    ck_assert_hr_msg(MFLockSharedWorkQueue(shared_rows[_i].class, 0, shared_rows[_i].with_task ? &task : NULL, &queue),
            shared_rows[_i].hr, "%s", shared_rows[_i].label);
    if (FAILED(shared_rows[_i].hr))
        return;
    ck_assert_uint_ne(queue & PRIVATE_MASK, 0);
    ck_assert_ok(MFLockSharedWorkQueue(shared_rows[_i].class, 0, shared_rows[_i].with_task ? &task : NULL, &again));
    ck_assert_uint_eq(queue, again);
    ck_assert_ok(MFUnlockWorkQueue(queue));
    ck_assert_ok(MFUnlockWorkQueue(queue));
    ck_assert(FAILED(MFUnlockWorkQueue(queue)));
    ck_assert_ok(MFLockSharedWorkQueue(shared_rows[_i].class, 0, shared_rows[_i].with_task ? &task : NULL, &again));
    ck_assert_ok(MFUnlockWorkQueue(again));
}
END_TEST

static Suite *work_queue_suite(void)
{
    Suite *suite = suite_create("work_queue");
    TCase *tcase = tcase_create("identifiers");

    tcase_add_checked_fixture(tcase, platform_setup, platform_teardown);
    tcase_add_loop_test(tcase, ids_without_a_high_word_are_never_invalid, 0, ARRAYSIZE(ids));
    tcase_add_loop_test(tcase, private_queues_end_with_their_last_lock, 0, 3);
    tcase_add_test(tcase, platform_queues_need_no_locks);
    tcase_add_test(tcase, allocation_checks_its_arguments);
    tcase_add_loop_test(tcase, shared_queues_are_one_per_class, 0, ARRAYSIZE(shared_rows));
    suite_add_tcase(suite, tcase);

    tcase = tcase_create("running");
    tcase_add_checked_fixture(tcase, platform_setup, platform_teardown);
    tcase_add_loop_test(tcase, threads_are_in_the_mta_but_for_long_functions, 0, KIND_COUNT);
    tcase_add_loop_test(tcase, unlocked_queues_still_run_what_is_queued, 0, KIND_COUNT);
    tcase_add_loop_test(tcase, fifo_queues_keep_order_and_never_overlap, 0, KIND_COUNT);
    tcase_add_loop_test(tcase, higher_priorities_go_first_among_the_waiting, 0, KIND_COUNT);
    tcase_add_loop_test(tcase, multithreaded_queues_run_more_than_one_item, 0, 3);
    tcase_add_loop_test(tcase, a_blocked_queue_holds_up_no_other, 0, KIND_COUNT);
    tcase_add_loop_test(tcase, one_thread_runs_a_private_standard_queue, 0, 2);
    tcase_add_test(tcase, window_queues_pump_messages);
    tcase_add_loop_test(tcase, a_result_can_be_put_from_inside_its_invoke, 0, KIND_COUNT);
    tcase_add_test(tcase, invoke_callback_goes_where_the_callback_says);
    suite_add_tcase(suite, tcase);

    tcase = tcase_create("serial");
    tcase_add_checked_fixture(tcase, platform_setup, platform_teardown);
    tcase_add_loop_test(tcase, serial_queues_take_any_target, 0, ARRAYSIZE(serial_targets));
    tcase_add_test(tcase, a_serial_queue_keeps_its_target);
    tcase_add_test(tcase, reply_mode_waits_for_the_reply);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return suite_main(work_queue_suite());
}

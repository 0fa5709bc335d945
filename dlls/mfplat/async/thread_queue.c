/* SPDX-License-Identifier: MIT */
/* Queues with one thread of their own: the standard queues, and window queues, whose thread also pumps messages.
 *
 * The thread is made by the first item. It sleeps on the lane's word (or, in a window queue, in a message wait with an
 * event), and only the item that finds the lane idle wakes it.
 *
 * End: close sets `closing` and then looks at the lane; the thread sets the lane idle and then looks at `closing`. So
 * at least one of them sees the other, and whoever changes LANE_IDLE to LANE_CLOSED, or NULL to LANE_CLOSED, ends the
 * queue.
 */

#include "async/work_queue.h"
#include "base/os_newer.h"
#include <mferror.h>
#include <objbase.h>

/* user32 is loaded when the first window queue is made: programs without windows need not have it. */
static struct
{
    DWORD (WINAPI *MsgWaitForMultipleObjectsEx)(DWORD count, const HANDLE *handles, DWORD ms, DWORD mask, DWORD flags);
    BOOL (WINAPI *PeekMessageW)(MSG *message, HWND window, UINT first, UINT last, UINT remove);
    BOOL (WINAPI *TranslateMessage)(const MSG *message);
    LRESULT (WINAPI *DispatchMessageW)(const MSG *message);
} user32;

static const struct work_queue_ops thread_queue_ops;

static void end_queue(struct work_queue *queue)
{
    if (queue->one.event)
        CloseHandle(queue->one.event);
    work_queue_mark_ended(queue);
    work_queue_unreference(queue);
}

static LONG has_arrivals(struct work_queue *queue)
{
    return lane_has_arrivals(&queue->lane);
}

static void pump(void)
{
    MSG message;

    while (user32.PeekMessageW(&message, NULL, 0, 0, PM_REMOVE))
    {
        user32.TranslateMessage(&message);
        user32.DispatchMessageW(&message);
    }
}

static void sleep_while_idle(struct work_queue *queue)
{
    if (!queue->one.event)
    {
        while (atomic_load_pointer(&queue->lane.inbox) == LANE_IDLE)
            os_wait_on_address((LONG *)&queue->lane.inbox, (LONG)(ULONG_PTR)LANE_IDLE, OS_INFINITE);
        return;
    }
    while (atomic_load_pointer(&queue->lane.inbox) == LANE_IDLE)
    {
        user32.MsgWaitForMultipleObjectsEx(1, &queue->one.event, INFINITE, QS_ALLINPUT, MWMO_INPUTAVAILABLE);
        pump();
    }
}

static void wake(struct work_queue *queue)
{
    if (queue->one.event)
        SetEvent(queue->one.event);
    else
        os_wake_one((LONG *)&queue->lane.inbox);
}

static void thread_main(void *argument)
{
    struct work_queue *queue = argument;
    HRESULT com = CoInitializeEx(NULL, COINIT_MULTITHREADED);
    HANDLE mmcss_handle = NULL;
    LONG mmcss_generation = 0;
    struct work_item *item;

    for (;;)
    {
        while ((item = lane_pop(&queue->lane)))
        {
            if (__builtin_expect(atomic_load_relaxed(&queue->mmcss_generation) != mmcss_generation, 0))
                mmcss_apply(queue, &mmcss_generation, &mmcss_handle);
            item->class->run(item);
            if (queue->one.event)
                pump();
        }
        if (atomic_load(&queue->closing))
        {
            if (lane_leave(&queue->lane, LANE_CLOSED))
                break;
            continue;
        }
        if (spin_for(has_arrivals, queue) || !lane_leave(&queue->lane, LANE_IDLE))
            continue;
        if (atomic_load(&queue->closing) && lane_leave_idle(&queue->lane, NULL))
            continue;
        sleep_while_idle(queue);
    }

    mmcss_leave(&mmcss_handle);
    if (SUCCEEDED(com))
        CoUninitialize();
    os_thread_close(queue->one.thread);
    end_queue(queue);
}

static HRESULT thread_queue_prepare(struct work_queue *queue)
{
    HRESULT hr = S_OK;

    if (__builtin_expect(atomic_load_acquire(&queue->one.thread_exists), 1))
        return S_OK;
    lock_acquire(&queue->lock);
    if (queue->one.thread)
        ;
    else if (queue->closing)
        hr = MF_E_INVALID_WORKQUEUE;
    else
    {
        /* The thread finds nothing and goes to sleep on its own. */
        lane_leave_idle(&queue->lane, NULL);
        if ((queue->one.thread = os_thread_create(thread_main, queue, "mf work queue")))
            atomic_store_release(&queue->one.thread_exists, TRUE);
        else
        {
            lane_leave(&queue->lane, LANE_IDLE);
            hr = E_OUTOFMEMORY;
        }
    }
    lock_release(&queue->lock);
    return hr;
}

static BOOL thread_queue_submit(struct work_queue *queue, struct work_item *item)
{
    enum lane_push_result pushed = lane_push(&queue->lane, item);

    if (__builtin_expect(pushed == LANE_PUSHED_WAKE, 0))
        wake(queue);
    return pushed != LANE_REFUSED;
}

static void thread_queue_close(struct work_queue *queue)
{
    BOOL has_thread;

    lock_acquire(&queue->lock);
    atomic_store(&queue->closing, TRUE);
    has_thread = queue->one.thread != NULL;
    lock_release(&queue->lock);

    if (!has_thread)
    {
        lane_leave_idle(&queue->lane, LANE_CLOSED);
        end_queue(queue);
    }
    else if (lane_leave_idle(&queue->lane, NULL))
        wake(queue);
}

static const struct work_queue_ops thread_queue_ops =
{
    thread_queue_prepare,
    thread_queue_submit,
    thread_queue_close,
};

struct work_queue *thread_queue_create(void)
{
    struct work_queue *queue = work_queue_alloc(&thread_queue_ops);

    if (queue)
    {
        memset(&queue->one, 0, sizeof(queue->one));
        lane_init(&queue->lane, LANE_IDLE);
    }
    return queue;
}

struct work_queue *window_queue_create(void)
{
    struct work_queue *queue;

    user32.MsgWaitForMultipleObjectsEx = os_newer_lookup(L"user32.dll", "MsgWaitForMultipleObjectsEx");
    user32.PeekMessageW = os_newer_lookup(L"user32.dll", "PeekMessageW");
    user32.TranslateMessage = os_newer_lookup(L"user32.dll", "TranslateMessage");
    user32.DispatchMessageW = os_newer_lookup(L"user32.dll", "DispatchMessageW");

    queue = thread_queue_create();
    /* Without user32 there are no windows and so no messages: a standard queue does. */
    if (queue && user32.MsgWaitForMultipleObjectsEx && user32.PeekMessageW && user32.TranslateMessage
            && user32.DispatchMessageW && !(queue->one.event = CreateEventW(NULL, FALSE, FALSE, NULL)))
    {
        queue->ops->close(queue);
        queue = NULL;
    }
    return queue;
}

/* SPDX-License-Identifier: MIT */
/* Joining file handles to queues: overlapped requests complete as work items.
 *
 * One completion port serves all joins; its thread turns each packet into a work item of the queue that the handle was
 * joined to. A join record is the port's completion key: it stays allocated as long as packets with it can come, which
 * is until the platform goes down (a handle cannot be taken off a port), so Unjoin only marks it.
 */

#include "async/async_result.h"
#include "async/join.h"
#include "async/work_queue.h"
#include "base/memory.h"
#include "platform/platform.h"
#include <mferror.h>
#include <rtworkq.h>

struct join
{
    struct join *next;
    DWORD queue;   /* immutable */
    BOOL locked;   /* guarded by joins_lock: the lock on the queue is still ours */
};

static struct lock joins_lock = LOCK_INIT(LOCK_RANK_PLATFORM);
static struct join *joins;          /* guarded by joins_lock */
static HANDLE port;                 /* guarded by joins_lock */
static struct os_thread *thread;    /* guarded by joins_lock */

static void complete(const struct join *join, OVERLAPPED *overlapped, DWORD bytes, HRESULT status)
{
    MFASYNCRESULT *result = CONTAINING_RECORD(overlapped, MFASYNCRESULT, overlapped);
    struct work_item *item;

    result->hrStatusResult = status;
    result->dwBytesTransferred = bytes;
    /* The completion must arrive somewhere: wait for memory rather than lose it. */
    while (!(item = async_result_make_item(&result->AsyncResult, 0)))
        os_sleep(1);
    work_queue_submit_internal(join->queue, item);
}

static void thread_main(void *argument)
{
    OVERLAPPED *overlapped;
    ULONG_PTR key;
    DWORD bytes;
    BOOL ok;

    for (;;)
    {
        overlapped = NULL;
        key = 0;
        ok = GetQueuedCompletionStatus((HANDLE)argument, &bytes, &key, &overlapped, INFINITE);
        if (!overlapped)
            return; /* the packet of joins_stop, or the port is gone */
        complete((struct join *)key, overlapped, bytes, ok ? S_OK : HRESULT_FROM_WIN32(GetLastError()));
    }
}

static HRESULT start_locked(void)
{
    if (port)
        return S_OK;
    if (!(port = CreateIoCompletionPort(INVALID_HANDLE_VALUE, NULL, 0, 1)))
        return HRESULT_FROM_WIN32(GetLastError());
    if ((thread = os_thread_create(thread_main, port, "mf completion port")))
        return S_OK;
    CloseHandle(port);
    port = NULL;
    return E_OUTOFMEMORY;
}

/* Has the overlapped requests of a handle complete on a queue.
 *
 * file: opened for overlapped I/O, not joined yet. The OVERLAPPED of each request is the member of a result: on
 * completion its hrStatusResult and dwBytesTransferred are filled in and its callback is invoked on the queue; the caller
 * keeps the result alive until then. The queue is locked until MFUnjoinWorkQueue. *cookie receives what that takes.
 * S_OK; E_POINTER; MF_E_INVALID_WORKQUEUE; MF_E_SHUTDOWN; the system's error for the handle; E_OUTOFMEMORY. Thread safe.
 * Documented in outline. */
HRESULT WINAPI RtwqJoinWorkQueue(DWORD id, HANDLE file, HANDLE *cookie)
{
    struct work_queue *queue;
    struct join *join;
    BOOL locked = FALSE;
    HRESULT hr;

    if (!cookie)
        return E_POINTER;
    if (FAILED(hr = work_queue_get(id, &queue)))
        return hr;
    if (!(join = memory_alloc_zeroed(sizeof(*join))))
        return E_OUTOFMEMORY;
    join->queue = id;

    lock_acquire(&joins_lock);
    hr = start_locked();
    if (SUCCEEDED(hr) && SUCCEEDED(hr = RtwqLockWorkQueue(id)))
    {
        locked = TRUE;
        if (CreateIoCompletionPort(file, port, (ULONG_PTR)join, 0))
        {
            join->locked = TRUE;
            join->next = joins;
            joins = join;
            *cookie = (HANDLE)join;
        }
        else
            hr = HRESULT_FROM_WIN32(GetLastError());
    }
    lock_release(&joins_lock);
    if (FAILED(hr))
    {
        if (locked)
            RtwqUnlockWorkQueue(id);
        memory_free(join);
    }
    return hr;
}

/* Ends a join: gives the lock on the queue back. Requests that are still under way complete on the queue, or, when it is
 * gone, on the standard queue.
 * S_OK; E_INVALIDARG for a cookie that is none or of another queue. Thread safe. */
HRESULT WINAPI RtwqUnjoinWorkQueue(DWORD id, HANDLE cookie)
{
    struct join *join;
    BOOL locked = FALSE;

    lock_acquire(&joins_lock);
    for (join = joins; join && (HANDLE)join != cookie; join = join->next)
        ;
    if (join && join->queue == id)
    {
        locked = join->locked;
        join->locked = FALSE;
    }
    lock_release(&joins_lock);
    if (!locked)
        return E_INVALIDARG;
    RtwqUnlockWorkQueue(id);
    return S_OK;
}

void joins_stop(void)
{
    struct os_thread *ended;
    struct join *list, *next;
    HANDLE old;

    lock_acquire(&joins_lock);
    ended = thread;
    old = port;
    list = joins;
    thread = NULL;
    port = NULL;
    joins = NULL;
    lock_release(&joins_lock);
    if (old)
    {
        PostQueuedCompletionStatus(old, 0, 0, NULL);
        os_thread_join(ended, OS_INFINITE);
        os_thread_close(ended);
        CloseHandle(old);
    }
    for (; list; list = next)
    {
        next = list->next;
        memory_free(list);
    }
}

/* SPDX-License-Identifier: MIT */
/* Deadlines and the long-running hint.
 *
 * A deadline is kept until it is cancelled; the engine runs items as soon as there is a thread in any case, so it
 * changes no order. The long-running hint has an effect on pools: they start a thread for each item that finds none free
 * instead of watching for a standstill first.
 */

#include "async/work_queue.h"
#include "base/memory.h"
#include "platform/platform.h"
#include <mferror.h>
#include <rtworkq.h>

static struct lock deadlines_lock = LOCK_INIT(LOCK_RANK_LEAF);

struct deadline
{
    struct deadline *next;        /* guarded by deadlines_lock */
    DWORD queue;
    LONGLONG deadline, predeadline; /* 100 ns */
};

static struct deadline *deadlines; /* guarded by deadlines_lock */

/* Tells that the work of a queue has to be done by a time, and that a warning is due before.
 *
 * deadline, predeadline: 100 ns. *request receives a handle for RtwqCancelDeadline.
 * S_OK; E_POINTER; MF_E_INVALID_WORKQUEUE; MF_E_SHUTDOWN; E_OUTOFMEMORY. Thread safe. Documented in outline. */
HRESULT WINAPI RtwqSetDeadline2(DWORD id, LONGLONG deadline_hns, LONGLONG predeadline_hns, HANDLE *request)
{
    struct work_queue *queue;
    struct deadline *deadline;
    HRESULT hr;

    if (!request)
        return E_POINTER;
    if (FAILED(hr = work_queue_get(id, &queue)))
        return hr;
    if (!(deadline = memory_alloc(sizeof(*deadline))))
        return E_OUTOFMEMORY;
    deadline->queue = id;
    deadline->deadline = deadline_hns;
    deadline->predeadline = predeadline_hns;
    lock_acquire(&deadlines_lock);
    deadline->next = deadlines;
    deadlines = deadline;
    lock_release(&deadlines_lock);
    *request = (HANDLE)deadline;
    return S_OK;
}

/* RtwqSetDeadline2 without a warning. */
HRESULT WINAPI RtwqSetDeadline(DWORD id, LONGLONG deadline_hns, HANDLE *request)
{
    return RtwqSetDeadline2(id, deadline_hns, 0, request);
}

/* Takes a deadline back. S_OK; E_INVALIDARG for a handle that is none. Thread safe. */
HRESULT WINAPI RtwqCancelDeadline(HANDLE request)
{
    struct deadline **link, *deadline;

    lock_acquire(&deadlines_lock);
    for (link = &deadlines; (deadline = *link) && (HANDLE)deadline != request; link = &deadline->next)
        ;
    if (deadline)
        *link = deadline->next;
    lock_release(&deadlines_lock);
    if (!deadline)
        return E_INVALIDARG;
    memory_free(deadline);
    return S_OK;
}

/* Tells that a queue gets, or no longer gets, items that take long. S_OK; MF_E_INVALID_WORKQUEUE; MF_E_SHUTDOWN. */
HRESULT WINAPI RtwqSetLongRunning(DWORD id, BOOL enable)
{
    struct work_queue *queue;
    HRESULT hr = work_queue_get(id, &queue);

    if (SUCCEEDED(hr))
        atomic_store(&queue->long_running, enable != FALSE);
    return hr;
}

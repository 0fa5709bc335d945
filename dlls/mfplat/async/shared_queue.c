/* SPDX-License-Identifier: MIT */
/* Shared queues: one multithreaded queue per MMCSS class and process. */

#include "async/shared_queue.h"
#include "async/mmcss.h"
#include "base/memory.h"
#include "platform/platform.h"
#include <mferror.h>
#include <rtworkq.h>

struct shared_queue
{
    struct shared_queue *next;
    WCHAR class[64];
    LONG priority;
    DWORD task_id; /* 0 for the regular class */
    DWORD id;      /* may be stale: the queue goes with its last lock */
};

/* Held while a queue is made: nobody makes a second one for the same class. Before the table of queues in the order. */
static struct lock shared_lock = LOCK_INIT(LOCK_RANK_PLATFORM);
static struct shared_queue *shared_queues; /* guarded by shared_lock */

static struct shared_queue *find(const WCHAR *class, LONG priority, DWORD task_id)
{
    struct shared_queue *shared;

    for (shared = shared_queues; shared; shared = shared->next)
    {
        if (!_wcsicmp(shared->class, class) && shared->priority == priority
                && (!task_id || shared->task_id == task_id))
            return shared;
    }
    return NULL;
}

static HRESULT create(const WCHAR *class, LONG priority, DWORD *task_id, struct shared_queue *shared)
{
    struct work_queue *queue = pool_queue_create(FALSE);
    HRESULT hr;

    if (!queue)
        return E_OUTOFMEMORY;
    if (class[0] && FAILED(hr = mmcss_register(queue, class, task_id, priority)))
    {
        queue->ops->close(queue);
        return hr;
    }
    wcscpy(shared->class, class);
    shared->priority = priority;
    shared->task_id = class[0] ? *task_id : 0;
    return work_queue_publish(queue, &shared->id);
}

/* Locks the process's multithreaded queue of an MMCSS class; made and registered by the first lock.
 *
 * class: name of the task, or "" for the regular class. priority: base priority; queues of different priorities are
 * different. *task_id: NULL for the regular class; otherwise in: 0 or a task group, out: the group. *id receives the
 * queue, to be given back with MFUnlockWorkQueue.
 * S_OK; E_POINTER for a NULL class or id; E_INVALIDARG for a regular class with task_id, an MMCSS class without, or a
 * class name of 64 characters or more; MF_E_SHUTDOWN; E_OUTOFMEMORY. Thread safe. Documented; the regular class
 * observed on Windows. */
HRESULT WINAPI RtwqLockSharedWorkQueue(const WCHAR *class, LONG priority, DWORD *task_id, DWORD *id)
{
    struct shared_queue *shared;
    HRESULT hr;

    if (!class || !id)
        return E_POINTER;
    if (!class[0] != !task_id || wcslen(class) >= ARRAYSIZE(shared->class))
        return E_INVALIDARG;
    if (!platform_is_operational())
        return MF_E_SHUTDOWN;

    lock_acquire(&shared_lock);
    shared = find(class, priority, task_id ? *task_id : 0);
    if (shared && shared->id && SUCCEEDED(RtwqLockWorkQueue(shared->id)))
        hr = S_OK;
    else if (shared)
        hr = create(class, priority, task_id, shared);
    else if (!(shared = memory_alloc_zeroed(sizeof(*shared))))
        hr = E_OUTOFMEMORY;
    else if (SUCCEEDED(hr = create(class, priority, task_id, shared)))
    {
        shared->next = shared_queues;
        shared_queues = shared;
    }
    else
    {
        memory_free(shared);
        shared = NULL;
    }
    if (SUCCEEDED(hr))
    {
        *id = shared->id;
        if (task_id)
            *task_id = shared->task_id;
    }
    lock_release(&shared_lock);
    return hr;
}

void shared_queues_forget(void)
{
    struct shared_queue *shared;

    lock_acquire(&shared_lock);
    while ((shared = shared_queues))
    {
        shared_queues = shared->next;
        memory_free(shared);
    }
    lock_release(&shared_lock);
}

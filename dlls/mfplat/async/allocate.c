/* SPDX-License-Identifier: MIT */
/* Allocating private and serial work queues. */

#include "async/work_queue.h"
#include "platform/platform.h"
#include <mferror.h>
#include <rtworkq.h>

/* Allocates a private work queue with one lock, to be given back with MFUnlockWorkQueue.
 *
 * type: standard (one thread), window (one thread that pumps messages) or multithreaded. *id receives an identifier
 * whose high word is not 0; it is untouched on failure.
 * S_OK; E_POINTER; E_INVALIDARG for another type; MF_E_SHUTDOWN; E_FAIL when there are too many; E_OUTOFMEMORY.
 * Thread safe. Documented; observed on Windows. */
HRESULT WINAPI RtwqAllocateWorkQueue(RTWQ_WORKQUEUE_TYPE type, DWORD *id)
{
    struct work_queue *queue;

    if (!id)
        return E_POINTER;
    if (!platform_is_operational())
        return MF_E_SHUTDOWN;
    switch (type)
    {
        case RTWQ_STANDARD_WORKQUEUE:
            queue = thread_queue_create();
            break;
        case RTWQ_WINDOW_WORKQUEUE:
            queue = window_queue_create();
            break;
        case RTWQ_MULTITHREADED_WORKQUEUE:
            queue = pool_queue_create(FALSE);
            break;
        default:
            return E_INVALIDARG;
    }
    return queue ? work_queue_publish(queue, id) : E_OUTOFMEMORY;
}

/* RtwqAllocateWorkQueue of a standard queue. */
HRESULT WINAPI MFAllocateWorkQueue(DWORD *id)
{
    return RtwqAllocateWorkQueue(RTWQ_STANDARD_WORKQUEUE, id);
}

/* Allocates a queue that runs its items one after the other on the threads of `target`, which it holds a lock on.
 *
 * target: any queue. S_OK; E_POINTER; MF_E_INVALID_WORKQUEUE for a target that is none; MF_E_SHUTDOWN; E_FAIL when there
 * are too many; E_OUTOFMEMORY. Thread safe. Targets observed on Windows 10. */
HRESULT WINAPI RtwqAllocateSerialWorkQueue(DWORD target, DWORD *id)
{
    struct work_queue *queue, *target_queue;
    HRESULT hr;

    if (!id)
        return E_POINTER;
    if (FAILED(hr = work_queue_lock_target(target, &target_queue)))
        return hr;
    if (!(queue = serial_queue_create(target_queue)))
    {
        work_queue_unlock_target(target_queue);
        return E_OUTOFMEMORY;
    }
    return work_queue_publish(queue, id);
}

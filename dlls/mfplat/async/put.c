/* SPDX-License-Identifier: MIT */
/* Putting work items on queues. */

#include "async/async_result.h"
#include "async/dispatch.h"
#include "async/serial_queue.h"
#include "async/work_queue.h"
#include "platform/platform.h"
#include <mferror.h>
#include <rtworkq.h>

DWORD dispatch_queue_id(IMFAsyncResult *result, DWORD standard)
{
    DWORD flags = 0, id = MFASYNC_CALLBACK_QUEUE_STANDARD;
    IMFAsyncCallback *callback = async_result_callback(result);

    if (!callback || FAILED(IMFAsyncCallback_GetParameters(callback, &flags, &id))
            || id == MFASYNC_CALLBACK_QUEUE_STANDARD)
        return standard;
    return id;
}

/* Puts a result of the library's own: the caller's reference goes to the queue, or is released on failure. */
static HRESULT put_new(DWORD id, LONG priority, IMFAsyncCallback *callback, IUnknown *state)
{
    struct work_queue *queue;
    IMFAsyncResult *result;
    HRESULT hr;

    if (!callback)
        return E_POINTER;
    if (FAILED(hr = work_queue_get(id, &queue)))
        return hr;
    if (!(result = async_result_create(NULL, callback, state)))
        return E_OUTOFMEMORY;
    return work_queue_submit(queue, async_result_make_only_item(result, priority));
}

/* Puts a callback on a work queue.
 *
 * id: a platform queue or one that was allocated; any other id whose high word is 0 means the standard queue. callback:
 * invoked once from a thread of the queue, never from inside the call, with a result that holds `state` (may be NULL).
 * S_OK; E_POINTER for a NULL callback; MF_E_INVALID_WORKQUEUE; MF_E_SHUTDOWN; E_OUTOFMEMORY. Nothing is referenced after
 * a failure. Thread safe. Documented; identifiers observed on Windows. */
HRESULT WINAPI MFPutWorkItem(DWORD id, IMFAsyncCallback *callback, IUnknown *state)
{
    return put_new(id, 0, callback, state);
}

/* MFPutWorkItem with a priority: 1 goes before 0 and 0 before -1 among the items that wait in the queue. */
HRESULT WINAPI MFPutWorkItem2(DWORD id, LONG priority, IMFAsyncCallback *callback, IUnknown *state)
{
    return put_new(id, priority, callback, state);
}

/* Puts a result on a work queue: its callback gets this very pointer. A reference is held from the put until the
 * callback is invoked; the same result may be put any number of times, also from inside its own Invoke. Results of
 * other implementations are treated by their MFASYNCRESULT fields and vtable alone.
 * S_OK; E_POINTER for a NULL result; MF_E_INVALID_WORKQUEUE; MF_E_SHUTDOWN; E_OUTOFMEMORY. Thread safe. */
HRESULT WINAPI RtwqPutWorkItem(DWORD id, LONG priority, IRtwqAsyncResult *result)
{
    struct work_queue *queue;
    struct work_item *item;
    HRESULT hr;

    if (!result)
        return E_POINTER;
    if (FAILED(hr = work_queue_get(id, &queue)))
        return hr;
    if (!(item = async_result_make_item((IMFAsyncResult *)result, priority)))
        return E_OUTOFMEMORY;
    return work_queue_submit(queue, item);
}

/* RtwqPutWorkItem with priority 0. */
HRESULT WINAPI MFPutWorkItemEx(DWORD id, IMFAsyncResult *result)
{
    return RtwqPutWorkItem(id, 0, (IRtwqAsyncResult *)result);
}

/* RtwqPutWorkItem under its older name. */
HRESULT WINAPI MFPutWorkItemEx2(DWORD id, LONG priority, IMFAsyncResult *result)
{
    return RtwqPutWorkItem(id, priority, (IRtwqAsyncResult *)result);
}

/* Completes an asynchronous method: puts the result on the queue that its callback's GetParameters names, by default the
 * standard queue. For a result that a serial queue in reply mode has invoked it is the reply, and nothing is invoked. A
 * result without a callback has its event set, likewise from the queue.
 * S_OK; E_POINTER for NULL; MF_E_INVALID_WORKQUEUE; MF_E_SHUTDOWN; E_OUTOFMEMORY. Thread safe. Documented. */
HRESULT WINAPI RtwqInvokeCallback(IRtwqAsyncResult *result)
{
    if (!result)
        return E_POINTER;
    if (__builtin_expect(atomic_load(&serial_replies_awaited), 0) && serial_queue_reply((IMFAsyncResult *)result))
        return S_OK;
    return RtwqPutWorkItem(dispatch_queue_id((IMFAsyncResult *)result, MFASYNC_CALLBACK_QUEUE_STANDARD), 0, result);
}

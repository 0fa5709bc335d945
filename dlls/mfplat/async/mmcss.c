/* SPDX-License-Identifier: MIT */
/* Registration of queues with the Multimedia Class Scheduler Service.
 *
 * A queue keeps class, task and priority (guarded by its lock) and a generation; its threads compare the generation
 * before each item and call avrt.dll when it has changed. Where there is no avrt.dll, or it refuses, the values are
 * kept and answered all the same.
 */

#include "async/async_result.h"
#include "async/engine.h"
#include "async/mmcss.h"
#include "base/os_newer.h"
#include "platform/platform.h"
#include <mferror.h>
#include <rtworkq.h>

static struct
{
    LONG loaded; /* atomic; the pointers are set before it */
    HANDLE (WINAPI *AvSetMmThreadCharacteristicsW)(const WCHAR *task, DWORD *index);
    BOOL (WINAPI *AvSetMmThreadPriority)(HANDLE handle, LONG priority);
    BOOL (WINAPI *AvRevertMmThreadCharacteristics)(HANDLE handle);
} avrt;

static LONG last_task_id; /* atomic: for systems that give none */

static void load_avrt(void)
{
    if (atomic_load_acquire(&avrt.loaded))
        return;
    avrt.AvSetMmThreadCharacteristicsW = os_newer_lookup(L"avrt.dll", "AvSetMmThreadCharacteristicsW");
    avrt.AvSetMmThreadPriority = os_newer_lookup(L"avrt.dll", "AvSetMmThreadPriority");
    avrt.AvRevertMmThreadCharacteristics = os_newer_lookup(L"avrt.dll", "AvRevertMmThreadCharacteristics");
    atomic_store_release(&avrt.loaded, TRUE);
}

void mmcss_leave(HANDLE *handle)
{
    if (*handle && avrt.AvRevertMmThreadCharacteristics)
        avrt.AvRevertMmThreadCharacteristics(*handle);
    *handle = NULL;
}

void mmcss_apply(struct work_queue *queue, LONG *generation, HANDLE *handle)
{
    struct mmcss_state state;

    lock_acquire(&queue->lock);
    state = queue->mmcss;
    *generation = queue->mmcss_generation;
    lock_release(&queue->lock);

    mmcss_leave(handle);
    if (!state.class[0] || !avrt.AvSetMmThreadCharacteristicsW)
        return;
    *handle = avrt.AvSetMmThreadCharacteristicsW(state.class, &state.task_id);
    if (*handle && state.priority && avrt.AvSetMmThreadPriority)
        avrt.AvSetMmThreadPriority(*handle, state.priority);
}

/* The task group that a registration gets: an existing one as asked, or a new one. The system's numbers come from
 * joining it for a moment with the calling thread. */
static DWORD get_task_id(const WCHAR *class, DWORD task_id)
{
    HANDLE handle;

    load_avrt();
    if (avrt.AvSetMmThreadCharacteristicsW && (handle = avrt.AvSetMmThreadCharacteristicsW(class, &task_id)))
        mmcss_leave(&handle);
    return task_id ? task_id : (DWORD)atomic_increment(&last_task_id);
}

void mmcss_set(struct work_queue *queue, const WCHAR *class, DWORD task_id, LONG priority)
{
    lock_acquire(&queue->lock);
    memset(&queue->mmcss, 0, sizeof(queue->mmcss));
    if (class)
    {
        wcsncpy(queue->mmcss.class, class, ARRAYSIZE(queue->mmcss.class) - 1);
        queue->mmcss.task_id = task_id;
        queue->mmcss.priority = priority;
    }
    atomic_increment(&queue->mmcss_generation);
    lock_release(&queue->lock);
}

HRESULT mmcss_register(struct work_queue *queue, const WCHAR *class, DWORD *task_id, LONG priority)
{
    if (wcslen(class) >= ARRAYSIZE(queue->mmcss.class))
        return E_INVALIDARG;
    *task_id = get_task_id(class, *task_id);
    mmcss_set(queue, class, *task_id, priority);
    return S_OK;
}

/* Gives the caller of a Begin function the result that was made for him before anything was changed; the reference is
 * ours. What End wants to know travels in the result's private word. */
static HRESULT complete(IMFAsyncResult *result, HRESULT hr, DWORD task_id)
{
    if (SUCCEEDED(hr))
    {
        *async_result_private_word(result) = task_id;
        hr = RtwqInvokeCallback((IRtwqAsyncResult *)result);
    }
    IMFAsyncResult_Release(result);
    return hr;
}

/* Registers the threads of a queue with MMCSS.
 *
 * id: a queue; MFASYNC_CALLBACK_QUEUE_ALL means all platform queues. class: name of the task, less than 64 characters.
 * task_id: 0 for a new task group, or an existing one. priority: relative thread priority in the task, -2 to 2.
 * callback gets a result for RtwqEndRegisterWorkQueueWithMMCSS.
 * S_OK; E_POINTER for a NULL class or callback; E_INVALIDARG for a class name too long; MF_E_INVALID_WORKQUEUE;
 * MF_E_SHUTDOWN; E_OUTOFMEMORY. Thread safe. Documented. */
HRESULT WINAPI RtwqBeginRegisterWorkQueueWithMMCSS(DWORD id, const WCHAR *class, DWORD task_id, LONG priority,
        IRtwqAsyncCallback *callback, IUnknown *state)
{
    struct work_queue *queue;
    IMFAsyncResult *result;
    HRESULT hr;

    if (!class || !callback)
        return E_POINTER;
    if (!(result = async_result_create(NULL, (IMFAsyncCallback *)callback, state)))
        return E_OUTOFMEMORY;
    if (id == MFASYNC_CALLBACK_QUEUE_ALL)
        hr = RtwqRegisterPlatformWithMMCSS(class, &task_id, priority);
    else if (SUCCEEDED(hr = work_queue_get(id, &queue)))
        hr = mmcss_register(queue, class, &task_id, priority);
    return complete(result, hr, task_id);
}

/* The same with priority 0. */
HRESULT WINAPI MFBeginRegisterWorkQueueWithMMCSS(DWORD id, const WCHAR *class, DWORD task_id,
        IMFAsyncCallback *callback, IUnknown *state)
{
    return RtwqBeginRegisterWorkQueueWithMMCSS(id, class, task_id, 0, (IRtwqAsyncCallback *)callback, state);
}

/* Ends a registration: the status of the operation, and the task group in *task_id. E_POINTER; E_INVALIDARG for a
 * result that Begin did not make. */
HRESULT WINAPI RtwqEndRegisterWorkQueueWithMMCSS(IRtwqAsyncResult *result, DWORD *task_id)
{
    ULONG_PTR *word;
    HRESULT hr;

    if (!result || !task_id)
        return E_POINTER;
    if (!(word = async_result_private_word((IMFAsyncResult *)result)))
        return E_INVALIDARG;
    hr = IRtwqAsyncResult_GetStatus(result);
    if (SUCCEEDED(hr))
        *task_id = (DWORD)*word;
    return hr;
}

static void forget(struct work_queue *queue, void *context)
{
    (void)context;
    mmcss_set(queue, NULL, 0, 0);
}

/* Undoes a registration; the callback gets a result for RtwqEndUnregisterWorkQueueWithMMCSS. S_OK; E_POINTER for a NULL
 * callback; MF_E_INVALID_WORKQUEUE; MF_E_SHUTDOWN; E_OUTOFMEMORY. */
HRESULT WINAPI RtwqBeginUnregisterWorkQueueWithMMCSS(DWORD id, IRtwqAsyncCallback *callback, IUnknown *state)
{
    struct work_queue *queue;
    IMFAsyncResult *result;
    HRESULT hr;

    if (!callback)
        return E_POINTER;
    if (!(result = async_result_create(NULL, (IMFAsyncCallback *)callback, state)))
        return E_OUTOFMEMORY;
    if (id == MFASYNC_CALLBACK_QUEUE_ALL)
        hr = RtwqUnregisterPlatformFromMMCSS();
    else if (SUCCEEDED(hr = work_queue_get(id, &queue)))
        forget(queue, NULL);
    return complete(result, hr, 0);
}

/* The status of the operation. E_POINTER. */
HRESULT WINAPI RtwqEndUnregisterWorkQueueWithMMCSS(IRtwqAsyncResult *result)
{
    return result ? IRtwqAsyncResult_GetStatus(result) : E_POINTER;
}

static HRESULT get_state(DWORD id, struct mmcss_state *state)
{
    struct work_queue *queue;
    HRESULT hr = work_queue_get(id, &queue);

    if (FAILED(hr))
        return hr;
    lock_acquire(&queue->lock);
    *state = queue->mmcss;
    lock_release(&queue->lock);
    return S_OK;
}

/* The MMCSS class of a queue, "" when it is registered with none.
 *
 * class: receives the name; may be NULL to ask for the size. *length: the size of the buffer in characters, and on
 * return the size that is needed, with the terminating NUL.
 * S_OK; E_POINTER for a NULL length; MF_E_BUFFERTOOSMALL; MF_E_INVALID_WORKQUEUE; MF_E_SHUTDOWN. Documented. */
HRESULT WINAPI RtwqGetWorkQueueMMCSSClass(DWORD id, WCHAR *class, DWORD *length)
{
    struct mmcss_state state;
    DWORD needed;
    HRESULT hr;

    if (!length)
        return E_POINTER;
    if (FAILED(hr = get_state(id, &state)))
        return hr;
    needed = (DWORD)wcslen(state.class) + 1;
    if (class && *length < needed)
        hr = MF_E_BUFFERTOOSMALL;
    else if (class)
        memcpy(class, state.class, needed * sizeof(WCHAR));
    *length = needed;
    return hr;
}

/* The MMCSS task group of a queue, 0 for none. S_OK; E_POINTER; MF_E_INVALID_WORKQUEUE; MF_E_SHUTDOWN. */
HRESULT WINAPI RtwqGetWorkQueueMMCSSTaskId(DWORD id, DWORD *task_id)
{
    struct mmcss_state state;
    HRESULT hr;

    if (!task_id)
        return E_POINTER;
    if (SUCCEEDED(hr = get_state(id, &state)))
        *task_id = state.task_id;
    return hr;
}

/* The relative priority given at registration. S_OK; E_POINTER; MF_E_INVALID_WORKQUEUE; MF_E_SHUTDOWN. */
HRESULT WINAPI RtwqGetWorkQueueMMCSSPriority(DWORD id, LONG *priority)
{
    struct mmcss_state state;
    HRESULT hr;

    if (!priority)
        return E_POINTER;
    if (SUCCEEDED(hr = get_state(id, &state)))
        *priority = state.priority;
    return hr;
}

struct registration
{
    const WCHAR *class;
    DWORD task_id;
    LONG priority;
};

static void register_queue(struct work_queue *queue, void *context)
{
    const struct registration *registration = context;
    mmcss_set(queue, registration->class, registration->task_id, registration->priority);
}

/* Registers all platform queues with MMCSS, at once.
 *
 * class: less than 64 characters. *task_id: in: 0 or an existing task group; out: the group used. S_OK; E_POINTER;
 * E_INVALIDARG for a class name too long; MF_E_SHUTDOWN. Thread safe. Documented. */
HRESULT WINAPI RtwqRegisterPlatformWithMMCSS(const WCHAR *class, DWORD *task_id, LONG priority)
{
    struct registration registration = {class, 0, priority};

    if (!class || !task_id)
        return E_POINTER;
    if (!platform_is_operational())
        return MF_E_SHUTDOWN;
    if (wcslen(class) >= ARRAYSIZE(((struct mmcss_state *)0)->class))
        return E_INVALIDARG;
    registration.task_id = *task_id = get_task_id(class, *task_id);
    engine_for_each_platform_queue(register_queue, &registration);
    return S_OK;
}

/* Undoes RtwqRegisterPlatformWithMMCSS. S_OK or MF_E_SHUTDOWN. */
HRESULT WINAPI RtwqUnregisterPlatformFromMMCSS(void)
{
    if (!platform_is_operational())
        return MF_E_SHUTDOWN;
    engine_for_each_platform_queue(forget, NULL);
    return S_OK;
}

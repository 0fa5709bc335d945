/* SPDX-License-Identifier: MIT */
/* Asynchronous results without the engine: every result is invoked by a thread of its own. */

#include "async/async_result.h"
#include "base/atomic.h"
#include "base/memory.h"
#include "base/os.h"
#include <rtworkq.h>

struct host_result
{
    MFASYNCRESULT public;
    LONG refcount;
    IUnknown *object, *state;
};

static HRESULT WINAPI host_result_QueryInterface(IMFAsyncResult *iface, REFIID iid, void **out)
{
    (void)iface; (void)iid;
    *out = NULL;
    return E_NOINTERFACE;
}

static ULONG WINAPI host_result_AddRef(IMFAsyncResult *iface)
{
    return atomic_increment(&((struct host_result *)iface)->refcount);
}

static ULONG WINAPI host_result_Release(IMFAsyncResult *iface)
{
    struct host_result *result = (struct host_result *)iface;
    LONG left = atomic_decrement(&result->refcount);

    if (!left)
    {
        if (result->public.pCallback)
            IMFAsyncCallback_Release(result->public.pCallback);
        if (result->object)
            IUnknown_Release(result->object);
        if (result->state)
            IUnknown_Release(result->state);
        memory_free(result);
    }
    return left;
}

static HRESULT WINAPI host_result_SetStatus(IMFAsyncResult *iface, HRESULT status)
{
    ((struct host_result *)iface)->public.hrStatusResult = status;
    return S_OK;
}

static const IMFAsyncResultVtbl host_result_vtbl =
{
    .QueryInterface = host_result_QueryInterface,
    .AddRef = host_result_AddRef,
    .Release = host_result_Release,
    .SetStatus = host_result_SetStatus,
};

IMFAsyncResult *async_result_create(IUnknown *object, IMFAsyncCallback *callback, IUnknown *state)
{
    struct host_result *result = memory_alloc_zeroed(sizeof(*result));

    if (!result)
        return NULL;
    result->public.AsyncResult.lpVtbl = (IMFAsyncResultVtbl *)&host_result_vtbl;
    result->refcount = 1;
    if ((result->public.pCallback = callback))
        IMFAsyncCallback_AddRef(callback);
    if ((result->object = object))
        IUnknown_AddRef(object);
    if ((result->state = state))
        IUnknown_AddRef(state);
    return &result->public.AsyncResult;
}

static void invoke(void *argument)
{
    IMFAsyncResult *result = argument;

    IMFAsyncCallback_Invoke(((MFASYNCRESULT *)result)->pCallback, result);
    IMFAsyncResult_Release(result);
}

HRESULT WINAPI RtwqInvokeCallback(IRtwqAsyncResult *iface)
{
    IMFAsyncResult *result = (IMFAsyncResult *)iface;
    struct os_thread *thread;

    IMFAsyncResult_AddRef(result);
    thread = os_thread_create(invoke, result, "invoke");
    if (!thread)
    {
        IMFAsyncResult_Release(result);
        return E_OUTOFMEMORY;
    }
    os_thread_close(thread);
    return S_OK;
}

/* SPDX-License-Identifier: MIT */
/* Asynchronous callbacks for tests. */

#include "support/callback.h"
#include <stdlib.h>

static struct test_callback *impl_from_IMFAsyncCallback(IMFAsyncCallback *iface)
{
    return CONTAINING_RECORD(iface, struct test_callback, IMFAsyncCallback_iface);
}

static HRESULT WINAPI test_callback_QueryInterface(IMFAsyncCallback *iface, REFIID iid, void **out)
{
    if (IsEqualGUID(iid, &IID_IMFAsyncCallback) || IsEqualGUID(iid, &IID_IUnknown))
    {
        *out = iface;
        IMFAsyncCallback_AddRef(iface);
        return S_OK;
    }
    *out = NULL;
    return E_NOINTERFACE;
}

static ULONG WINAPI test_callback_AddRef(IMFAsyncCallback *iface)
{
    return InterlockedIncrement(&impl_from_IMFAsyncCallback(iface)->refcount);
}

static ULONG WINAPI test_callback_Release(IMFAsyncCallback *iface)
{
    struct test_callback *callback = impl_from_IMFAsyncCallback(iface);
    LONG refcount = InterlockedDecrement(&callback->refcount);

    if (!refcount)
    {
        CloseHandle(callback->invoked);
        free(callback);
    }
    return refcount;
}

static HRESULT WINAPI test_callback_GetParameters(IMFAsyncCallback *iface, DWORD *flags, DWORD *queue)
{
    struct test_callback *callback = impl_from_IMFAsyncCallback(iface);

    if (SUCCEEDED(callback->parameters_hr))
    {
        *flags = callback->flags;
        *queue = callback->queue;
    }
    return callback->parameters_hr;
}

static HRESULT WINAPI test_callback_Invoke(IMFAsyncCallback *iface, IMFAsyncResult *result)
{
    struct test_callback *callback = impl_from_IMFAsyncCallback(iface);
    HRESULT hr = callback->invoke_hr;

    callback->thread_id = GetCurrentThreadId();
    callback->result = result;
    callback->status = IMFAsyncResult_GetStatus(result);
    callback->state = IMFAsyncResult_GetStateNoAddRef(result);
    if (callback->sleep_ms)
        Sleep(callback->sleep_ms);
    if (callback->on_invoke)
        callback->on_invoke(callback, result);
    InterlockedIncrement(&callback->count);
    SetEvent(callback->invoked);
    return hr;
}

static const IMFAsyncCallbackVtbl test_callback_vtbl =
{
    test_callback_QueryInterface,
    test_callback_AddRef,
    test_callback_Release,
    test_callback_GetParameters,
    test_callback_Invoke,
};

struct test_callback *test_callback_create(void)
{
    struct test_callback *callback = calloc(1, sizeof(*callback));

    callback->IMFAsyncCallback_iface.lpVtbl = (IMFAsyncCallbackVtbl *)&test_callback_vtbl;
    callback->refcount = 1;
    callback->invoked = CreateEventW(NULL, FALSE, FALSE, NULL);
    callback->parameters_hr = E_NOTIMPL;
    return callback;
}

BOOL test_callback_wait(struct test_callback *callback, DWORD timeout_ms)
{
    return WaitForSingleObject(callback->invoked, timeout_ms) == WAIT_OBJECT_0;
}

BOOL test_callback_wait_count(struct test_callback *callback, LONG count, DWORD timeout_ms)
{
    DWORD waited;

    for (waited = 0; callback->count < count && waited < timeout_ms; waited++)
        Sleep(1);
    return callback->count >= count;
}

ULONG test_callback_release(struct test_callback *callback)
{
    return IMFAsyncCallback_Release(&callback->IMFAsyncCallback_iface);
}

ULONG test_callback_settle(struct test_callback *callback)
{
    int i;

    for (i = 0; i < 1000 && callback->refcount > 1; i++)
        Sleep(1);
    return test_callback_release(callback);
}

static HRESULT WINAPI test_object_QueryInterface(IUnknown *iface, REFIID iid, void **out)
{
    if (IsEqualGUID(iid, &IID_IUnknown))
    {
        *out = iface;
        IUnknown_AddRef(iface);
        return S_OK;
    }
    *out = NULL;
    return E_NOINTERFACE;
}

static ULONG WINAPI test_object_AddRef(IUnknown *iface)
{
    return InterlockedIncrement(&CONTAINING_RECORD(iface, struct test_object, IUnknown_iface)->refcount);
}

static ULONG WINAPI test_object_Release(IUnknown *iface)
{
    return InterlockedDecrement(&CONTAINING_RECORD(iface, struct test_object, IUnknown_iface)->refcount);
}

static const IUnknownVtbl test_object_vtbl =
{
    test_object_QueryInterface,
    test_object_AddRef,
    test_object_Release,
};

void test_object_init(struct test_object *object)
{
    object->IUnknown_iface.lpVtbl = (IUnknownVtbl *)&test_object_vtbl;
    object->refcount = 1;
}

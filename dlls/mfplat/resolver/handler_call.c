/* SPDX-License-Identifier: MIT */
/* Calling a scheme or byte-stream handler and waiting for its answer. */

#include <windows.h>
#include <mfapi.h>
#include "base/memory.h"
#include "base/object.h"
#include "base/os.h"
#include "resolver/handler_call.h"

/* The callback that a handler gets. Its own object: the handler may hold on to it. */
struct handler_callback
{
    IMFAsyncCallback IMFAsyncCallback_iface;
    struct object object;
    void *result; /* IMFAsyncResult with a reference; atomic, written by Invoke, taken by the thread that waits */
    LONG invoked; /* atomic; waited for */
};

static struct handler_callback *impl_from_IMFAsyncCallback(IMFAsyncCallback *iface)
{
    return CONTAINING_RECORD(iface, struct handler_callback, IMFAsyncCallback_iface);
}

static HRESULT WINAPI handler_callback_QueryInterface(IMFAsyncCallback *iface, REFIID iid, void **out)
{
    return object_query(&impl_from_IMFAsyncCallback(iface)->object, iid, out);
}

static ULONG WINAPI handler_callback_AddRef(IMFAsyncCallback *iface)
{
    return object_add_ref(&impl_from_IMFAsyncCallback(iface)->object);
}

static ULONG WINAPI handler_callback_Release(IMFAsyncCallback *iface)
{
    return object_release(&impl_from_IMFAsyncCallback(iface)->object);
}

static HRESULT WINAPI handler_callback_GetParameters(IMFAsyncCallback *iface, DWORD *flags, DWORD *queue)
{
    (void)iface;
    *flags = 0;
    *queue = MFASYNC_CALLBACK_QUEUE_MULTITHREADED;
    return S_OK;
}

static HRESULT WINAPI handler_callback_Invoke(IMFAsyncCallback *iface, IMFAsyncResult *result)
{
    struct handler_callback *callback = impl_from_IMFAsyncCallback(iface);

    if (atomic_load(&callback->invoked))
        return S_OK;
    IMFAsyncResult_AddRef(result);
    atomic_exchange_pointer(&callback->result, result);
    atomic_store(&callback->invoked, 1);
    os_wake_all(&callback->invoked);
    return S_OK;
}

static const IMFAsyncCallbackVtbl handler_callback_vtbl =
{
    handler_callback_QueryInterface,
    handler_callback_AddRef,
    handler_callback_Release,
    handler_callback_GetParameters,
    handler_callback_Invoke
};

static const struct object_interface handler_callback_interfaces[] =
{
    OBJECT_INTERFACE(handler_callback, IMFAsyncCallback)
};

static void handler_callback_destroy(struct object *object)
{
    struct handler_callback *callback = CONTAINING_RECORD(object, struct handler_callback, object);

    if (callback->result)
        IMFAsyncResult_Release((IMFAsyncResult *)callback->result);
    memory_free(callback);
}

static const struct object_class handler_callback_class =
{
    "handler callback", offsetof(struct handler_callback, object), handler_callback_interfaces,
    ARRAYSIZE(handler_callback_interfaces), handler_callback_destroy
};

static struct handler_callback *handler_callback_create(void)
{
    struct handler_callback *callback = memory_alloc_zeroed(sizeof(*callback));

    if (!callback)
        return NULL;
    callback->IMFAsyncCallback_iface.lpVtbl = (IMFAsyncCallbackVtbl *)&handler_callback_vtbl;
    object_init(&callback->object, &handler_callback_class);
    return callback;
}

/* The result of the handler, the caller's. */
static IMFAsyncResult *wait_for_result(struct handler_callback *callback)
{
    while (!atomic_load(&callback->invoked))
        os_wait_on_address(&callback->invoked, 0, OS_INFINITE);
    return atomic_exchange_pointer(&callback->result, NULL);
}

void handler_call_init(struct handler_call *call)
{
    memset(call, 0, sizeof(*call));
    lock_init(&call->lock, LOCK_RANK_OBJECT);
}

BOOL handler_call_is_cancelled(struct handler_call *call)
{
    BOOL cancelled;

    lock_acquire(&call->lock);
    cancelled = call->cancelled;
    lock_release(&call->lock);
    return cancelled;
}

void handler_call_cancel(struct handler_call *call)
{
    IMFByteStreamHandler *bytestream;
    IMFSchemeHandler *scheme;
    IUnknown *cookie;

    lock_acquire(&call->lock);
    call->cancelled = TRUE;
    scheme = call->scheme;
    bytestream = call->bytestream;
    if ((cookie = call->cookie))
    {
        IUnknown_AddRef(cookie);
        if (scheme)
            IMFSchemeHandler_AddRef(scheme);
        if (bytestream)
            IMFByteStreamHandler_AddRef(bytestream);
    }
    lock_release(&call->lock);
    if (!cookie)
        return;
    if (scheme)
    {
        IMFSchemeHandler_CancelObjectCreation(scheme, cookie);
        IMFSchemeHandler_Release(scheme);
    }
    if (bytestream)
    {
        IMFByteStreamHandler_CancelObjectCreation(bytestream, cookie);
        IMFByteStreamHandler_Release(bytestream);
    }
    IUnknown_Release(cookie);
}

/* The handler has taken the call: it can be cancelled from now on. A cancel that came before is passed on. */
static void call_started(struct handler_call *call, IMFSchemeHandler *scheme, IMFByteStreamHandler *bytestream,
        IUnknown *cookie)
{
    BOOL cancelled;

    lock_acquire(&call->lock);
    call->scheme = scheme;
    call->bytestream = bytestream;
    call->cookie = cookie;
    cancelled = call->cancelled;
    lock_release(&call->lock);
    if (cancelled)
        handler_call_cancel(call);
}

static void call_ended(struct handler_call *call)
{
    IUnknown *cookie;

    lock_acquire(&call->lock);
    call->scheme = NULL;
    call->bytestream = NULL;
    cookie = call->cookie;
    call->cookie = NULL;
    lock_release(&call->lock);
    if (cookie)
        IUnknown_Release(cookie);
}

/* Handlers are foreign code: a success without an object is a failure. */
static HRESULT check_answer(HRESULT hr, IUnknown **object)
{
    if (FAILED(hr))
        *object = NULL;
    else if (!*object)
        hr = E_UNEXPECTED;
    return hr;
}

HRESULT handler_call_scheme(struct handler_call *call, IMFSchemeHandler *handler, const WCHAR *url, DWORD flags,
        IPropertyStore *props, MF_OBJECT_TYPE *type, IUnknown **object)
{
    struct handler_callback *callback;
    IUnknown *cookie = NULL;
    IMFAsyncResult *result;
    HRESULT hr;

    *object = NULL;
    if (handler_call_is_cancelled(call))
        return E_ABORT;
    if (!(callback = handler_callback_create()))
        return E_OUTOFMEMORY;
    hr = IMFSchemeHandler_BeginCreateObject(handler, url, flags, props, &cookie, &callback->IMFAsyncCallback_iface,
            NULL);
    if (SUCCEEDED(hr))
    {
        call_started(call, handler, NULL, cookie);
        result = wait_for_result(callback);
        call_ended(call);
        hr = check_answer(IMFSchemeHandler_EndCreateObject(handler, result, type, object), object);
        IMFAsyncResult_Release(result);
    }
    IMFAsyncCallback_Release(&callback->IMFAsyncCallback_iface);
    return hr;
}

HRESULT handler_call_bytestream(struct handler_call *call, IMFByteStreamHandler *handler, IMFByteStream *stream,
        const WCHAR *url, DWORD flags, IPropertyStore *props, MF_OBJECT_TYPE *type, IUnknown **object)
{
    struct handler_callback *callback;
    IUnknown *cookie = NULL;
    IMFAsyncResult *result;
    HRESULT hr;

    *object = NULL;
    if (handler_call_is_cancelled(call))
        return E_ABORT;
    if (!(callback = handler_callback_create()))
        return E_OUTOFMEMORY;
    hr = IMFByteStreamHandler_BeginCreateObject(handler, stream, url, flags, props, &cookie,
            &callback->IMFAsyncCallback_iface, NULL);
    if (SUCCEEDED(hr))
    {
        call_started(call, NULL, handler, cookie);
        result = wait_for_result(callback);
        call_ended(call);
        hr = check_answer(IMFByteStreamHandler_EndCreateObject(handler, result, type, object), object);
        IMFAsyncResult_Release(result);
    }
    IMFAsyncCallback_Release(&callback->IMFAsyncCallback_iface);
    return hr;
}

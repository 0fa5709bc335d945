/* SPDX-License-Identifier: MIT */
/* The asynchronous result of one pending operation, with room for what the operation has to remember. */

#include <rtworkq.h>
#include <mferror.h>
#include "bytestream/request.h"
#include "base/trace.h"
#include "platform/platform.h"

static struct request *impl_from_IMFAsyncResult(IMFAsyncResult *iface)
{
    return CONTAINING_RECORD(iface, struct request, result.AsyncResult);
}

static HRESULT WINAPI request_QueryInterface(IMFAsyncResult *iface, REFIID iid, void **out)
{
    return object_query(&impl_from_IMFAsyncResult(iface)->object, iid, out);
}

static ULONG WINAPI request_AddRef(IMFAsyncResult *iface)
{
    return object_add_ref(&impl_from_IMFAsyncResult(iface)->object);
}

static ULONG WINAPI request_Release(IMFAsyncResult *iface)
{
    return object_release(&impl_from_IMFAsyncResult(iface)->object);
}

/* The caller's state with a reference of its own. E_POINTER without one, *state is left alone then (observed). */
static HRESULT WINAPI request_GetState(IMFAsyncResult *iface, IUnknown **state)
{
    struct request *request = impl_from_IMFAsyncResult(iface);

    if (!state || !request->state)
        return E_POINTER;
    *state = request->state;
    IUnknown_AddRef(*state);
    return S_OK;
}

static HRESULT WINAPI request_GetStatus(IMFAsyncResult *iface)
{
    return impl_from_IMFAsyncResult(iface)->result.hrStatusResult;
}

static HRESULT WINAPI request_SetStatus(IMFAsyncResult *iface, HRESULT status)
{
    impl_from_IMFAsyncResult(iface)->result.hrStatusResult = status;
    return S_OK;
}

/* There is none: E_POINTER, *object is left alone (observed). */
static HRESULT WINAPI request_GetObject(IMFAsyncResult *iface, IUnknown **object)
{
    (void)iface;
    (void)object;
    return E_POINTER;
}

static IUnknown *WINAPI request_GetStateNoAddRef(IMFAsyncResult *iface)
{
    return impl_from_IMFAsyncResult(iface)->state;
}

static const IMFAsyncResultVtbl request_vtbl =
{
    request_QueryInterface,
    request_AddRef,
    request_Release,
    request_GetState,
    request_GetStatus,
    request_SetStatus,
    request_GetObject,
    request_GetStateNoAddRef
};

void request_init(struct request *request, const struct object_class *class, IMFAsyncCallback *callback,
        IUnknown *state)
{
    memset(request, 0, sizeof(*request));
    request->result.AsyncResult.lpVtbl = (IMFAsyncResultVtbl *)&request_vtbl;
    object_init(&request->object, class);
    if ((request->result.pCallback = callback))
        IMFAsyncCallback_AddRef(callback);
    if ((request->state = state))
        IUnknown_AddRef(state);
    platform_lock_for_result();
}

void request_destroy(struct request *request)
{
    if (request->result.pCallback)
        IMFAsyncCallback_Release(request->result.pCallback);
    if (request->state)
        IUnknown_Release(request->state);
    if (request->result.hEvent)
        CloseHandle(request->result.hEvent);
    platform_unlock_for_result();
}

HRESULT request_check(IMFAsyncCallback *callback)
{
    if (!callback)
        return E_INVALIDARG;
    return platform_is_operational() ? S_OK : MF_E_SHUTDOWN;
}

struct request *request_try_from_IMFAsyncResult(IMFAsyncResult *result, const struct object_class *class)
{
    struct request *request;

    if (result->lpVtbl != &request_vtbl)
        return NULL;
    request = impl_from_IMFAsyncResult(result);
    return request->object.class == class ? request : NULL;
}

void request_complete(struct request *request, HRESULT status)
{
    HRESULT hr;

    request->result.hrStatusResult = status;
    hr = RtwqInvokeCallback((IRtwqAsyncResult *)&request->result.AsyncResult);
    if (FAILED(hr))
        trace_warning("the callback of a %s cannot be invoked: %#lx", request->object.class->name, hr);
    object_release(&request->object);
}

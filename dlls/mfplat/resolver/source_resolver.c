/* SPDX-License-Identifier: MIT */
/* The source resolver: IMFSourceResolver. */

#include <windows.h>
#include <mfapi.h>
#include <mferror.h>
#include "base/memory.h"
#include "base/object.h"
#include "base/os.h"
#include "bytestream/io_thread.h"
#include "bytestream/request.h"
#include "resolver/resolve.h"

/* Undocumented: declared by no header. */
HRESULT WINAPI MFCreateSourceResolverInternal(IMFSourceResolver **resolver);

struct source_resolver
{
    IMFSourceResolver IMFSourceResolver_iface;
    struct object object;
};

/* One creation of an object: result and cancel cookie of the asynchronous methods, and what the synchronous ones wait
 * for. It runs on a thread of the system's pool, where handlers may block. */
struct resolve_request
{
    struct request request; /* first */
    struct handler_call call;
    IMFByteStream *stream;  /* NULL for a URL; referenced until the work is over, like props */
    IPropertyStore *props;
    DWORD flags;
    MF_OBJECT_TYPE type;
    void *object;   /* IUnknown; atomic: whoever takes it out owns the reference */
    BOOL waited;    /* immutable: no callback, somebody waits */
    LONG finished;  /* atomic; waited for */
    BOOL has_url;
    WCHAR url[];
};

static void resolve_request_destroy(struct object *object)
{
    struct resolve_request *request = (struct resolve_request *)request_from_object(object);

    if (request->stream)
        IMFByteStream_Release(request->stream);
    if (request->props)
        IPropertyStore_Release(request->props);
    if (request->object)
        IUnknown_Release((IUnknown *)request->object);
    request_destroy(&request->request);
    memory_free(request);
}

static const struct object_interface resolve_request_interfaces[] = {REQUEST_INTERFACE};

/* Of a URL and of a byte stream: each End method takes its own. */
static const struct object_class resolve_url_class =
{
    "resolution of a URL", offsetof(struct resolve_request, request.object), resolve_request_interfaces,
    ARRAYSIZE(resolve_request_interfaces), resolve_request_destroy
};

static const struct object_class resolve_stream_class =
{
    "resolution of a byte stream", offsetof(struct resolve_request, request.object), resolve_request_interfaces,
    ARRAYSIZE(resolve_request_interfaces), resolve_request_destroy
};

static struct resolve_request *resolve_request_create(IMFByteStream *stream, const WCHAR *url, DWORD flags,
        IPropertyStore *props, IMFAsyncCallback *callback, IUnknown *state)
{
    struct resolve_request *request;
    size_t size = url ? (wcslen(url) + 1) * sizeof(WCHAR) : sizeof(WCHAR);

    if (!(request = memory_alloc_zeroed(sizeof(*request) + size)))
        return NULL;
    request_init(&request->request, stream ? &resolve_stream_class : &resolve_url_class, callback, state);
    handler_call_init(&request->call);
    if ((request->stream = stream))
        IMFByteStream_AddRef(stream);
    if ((request->props = props))
        IPropertyStore_AddRef(props);
    request->flags = flags;
    request->type = MF_OBJECT_INVALID;
    request->waited = !callback;
    if (url)
    {
        request->has_url = TRUE;
        memcpy(request->url, url, size);
    }
    return request;
}

static HRESULT resolve(struct resolve_request *request, IUnknown **object)
{
    const WCHAR *url = request->has_url ? request->url : NULL;

    if (request->stream)
        return resolve_stream(&request->call, request->stream, url, request->flags, request->props, &request->type,
                object);
    return resolve_url(&request->call, url, request->flags, request->props, &request->type, object);
}

static DWORD WINAPI resolve_thread(void *context)
{
    struct resolve_request *request = context;
    IUnknown *object = NULL;
    HRESULT hr, com_hr;

    com_hr = CoInitializeEx(NULL, COINIT_MULTITHREADED);
    hr = resolve(request, &object);
    /* Nothing is held any longer when the caller hears of it. */
    if (request->stream)
        IMFByteStream_Release(request->stream);
    request->stream = NULL;
    if (request->props)
        IPropertyStore_Release(request->props);
    request->props = NULL;
    if (SUCCEEDED(com_hr))
        CoUninitialize();

    atomic_exchange_pointer(&request->object, object);
    if (request->waited)
    {
        request->request.result.hrStatusResult = hr;
        atomic_store(&request->finished, 1);
        os_wake_all(&request->finished);
        object_release(&request->request.object);
    }
    else
    {
        request_complete(&request->request, hr);
    }
    return 0;
}

static HRESULT resolve_request_take(struct resolve_request *request, MF_OBJECT_TYPE *type, IUnknown **object)
{
    if (FAILED(request->request.result.hrStatusResult))
        return request->request.result.hrStatusResult;
    *type = request->type;
    *object = atomic_exchange_pointer(&request->object, NULL);
    return *object ? S_OK : E_UNEXPECTED;
}

static HRESULT resolve_and_wait(struct resolve_request *request, MF_OBJECT_TYPE *type, IUnknown **object)
{
    HRESULT hr;

    if (!request)
        return E_OUTOFMEMORY;
    object_add_ref(&request->request.object);
    hr = io_thread_run(resolve_thread, request);
    if (FAILED(hr))
    {
        object_release(&request->request.object);
    }
    else
    {
        while (!atomic_load(&request->finished))
            os_wait_on_address(&request->finished, 0, OS_INFINITE);
        hr = resolve_request_take(request, type, object);
    }
    object_release(&request->request.object);
    return hr;
}

static HRESULT begin(struct resolve_request *request, IUnknown **cancel_cookie)
{
    HRESULT hr;

    if (!request)
        return E_OUTOFMEMORY;
    if (cancel_cookie)
    {
        *cancel_cookie = (IUnknown *)&request->request.result.AsyncResult;
        IUnknown_AddRef(*cancel_cookie);
    }
    hr = io_thread_run(resolve_thread, request);
    if (FAILED(hr))
    {
        if (cancel_cookie)
        {
            IUnknown_Release(*cancel_cookie);
            *cancel_cookie = NULL;
        }
        object_release(&request->request.object);
    }
    return hr;
}

static HRESULT end(const struct object_class *class, IMFAsyncResult *result, MF_OBJECT_TYPE *type, IUnknown **object)
{
    struct resolve_request *request;

    if (!result || !type || !object)
        return E_POINTER;
    *type = MF_OBJECT_INVALID;
    *object = NULL;
    if (!(request = (struct resolve_request *)request_try_from_IMFAsyncResult(result, class)))
        return E_INVALIDARG;
    return resolve_request_take(request, type, object);
}

static struct source_resolver *impl_from_IMFSourceResolver(IMFSourceResolver *iface)
{
    return CONTAINING_RECORD(iface, struct source_resolver, IMFSourceResolver_iface);
}

static HRESULT WINAPI source_resolver_QueryInterface(IMFSourceResolver *iface, REFIID iid, void **out)
{
    return object_query(&impl_from_IMFSourceResolver(iface)->object, iid, out);
}

static ULONG WINAPI source_resolver_AddRef(IMFSourceResolver *iface)
{
    return object_add_ref(&impl_from_IMFSourceResolver(iface)->object);
}

static ULONG WINAPI source_resolver_Release(IMFSourceResolver *iface)
{
    return object_release(&impl_from_IMFSourceResolver(iface)->object);
}

/* Handlers run on another thread, in the multithreaded apartment, whatever the caller's is. E_POINTER for NULL arguments; E_INVALIDARG for flags without MEDIASOURCE or
 * BYTESTREAM or with both; MF_E_SOURCERESOLVER_MUTUALLY_EXCLUSIVE_FLAGS; errors of the scheme handler;
 * MF_E_UNSUPPORTED_SCHEME; MF_E_UNSUPPORTED_BYTESTREAM_TYPE. */
static HRESULT WINAPI source_resolver_CreateObjectFromURL(IMFSourceResolver *iface, const WCHAR *url, DWORD flags,
        IPropertyStore *props, MF_OBJECT_TYPE *type, IUnknown **object)
{
    HRESULT hr;

    (void)iface;
    if (!url || !type || !object)
        return E_POINTER;
    *type = MF_OBJECT_INVALID;
    *object = NULL;
    hr = resolve_check_flags(flags, FALSE);
    if (FAILED(hr))
        return hr;
    return resolve_and_wait(resolve_request_create(NULL, url, flags, props, NULL, NULL), type, object);
}

/* `url` may be NULL. E_POINTER for other NULL arguments and the flags' errors leave the stream alone; other failures
 * close it unless the flags say not to. */
static HRESULT WINAPI source_resolver_CreateObjectFromByteStream(IMFSourceResolver *iface, IMFByteStream *stream,
        const WCHAR *url, DWORD flags, IPropertyStore *props, MF_OBJECT_TYPE *type, IUnknown **object)
{
    HRESULT hr;

    (void)iface;
    if (!stream || !type || !object)
        return E_POINTER;
    *type = MF_OBJECT_INVALID;
    *object = NULL;
    hr = resolve_check_flags(flags, TRUE);
    if (FAILED(hr))
        return hr;
    return resolve_and_wait(resolve_request_create(stream, url, flags, props, NULL, NULL), type, object);
}

/* The callback is invoked once unless the method fails. *cancel_cookie, when there is a place for it, is the caller's to
 * release at any time. */
static HRESULT WINAPI source_resolver_BeginCreateObjectFromURL(IMFSourceResolver *iface, const WCHAR *url, DWORD flags,
        IPropertyStore *props, IUnknown **cancel_cookie, IMFAsyncCallback *callback, IUnknown *state)
{
    HRESULT hr;

    (void)iface;
    if (cancel_cookie)
        *cancel_cookie = NULL;
    if (!url || !callback)
        return E_POINTER;
    hr = resolve_check_flags(flags, FALSE);
    if (SUCCEEDED(hr))
        hr = request_check(callback);
    if (FAILED(hr))
        return hr;
    return begin(resolve_request_create(NULL, url, flags, props, callback, state), cancel_cookie);
}

/* May be called from within Invoke. E_ABORT for a cancelled creation. */
static HRESULT WINAPI source_resolver_EndCreateObjectFromURL(IMFSourceResolver *iface, IMFAsyncResult *result,
        MF_OBJECT_TYPE *type, IUnknown **object)
{
    (void)iface;
    return end(&resolve_url_class, result, type, object);
}

static HRESULT WINAPI source_resolver_BeginCreateObjectFromByteStream(IMFSourceResolver *iface,
        IMFByteStream *stream, const WCHAR *url, DWORD flags, IPropertyStore *props, IUnknown **cancel_cookie,
        IMFAsyncCallback *callback, IUnknown *state)
{
    HRESULT hr;

    (void)iface;
    if (cancel_cookie)
        *cancel_cookie = NULL;
    if (!stream || !callback)
        return E_POINTER;
    hr = resolve_check_flags(flags, TRUE);
    if (SUCCEEDED(hr))
        hr = request_check(callback);
    if (FAILED(hr))
        return hr;
    return begin(resolve_request_create(stream, url, flags, props, callback, state), cancel_cookie);
}

static HRESULT WINAPI source_resolver_EndCreateObjectFromByteStream(IMFSourceResolver *iface, IMFAsyncResult *result,
        MF_OBJECT_TYPE *type, IUnknown **object)
{
    (void)iface;
    return end(&resolve_stream_class, result, type, object);
}

/* The callback comes all the same. E_POINTER for NULL, E_INVALIDARG for an object that is no cookie of a resolver. */
static HRESULT WINAPI source_resolver_CancelObjectCreation(IMFSourceResolver *iface, IUnknown *cancel_cookie)
{
    IMFAsyncResult *cookie = (IMFAsyncResult *)cancel_cookie;
    struct request *request;

    (void)iface;
    if (!cookie)
        return E_POINTER;
    request = request_try_from_IMFAsyncResult(cookie, &resolve_url_class);
    if (!request)
        request = request_try_from_IMFAsyncResult(cookie, &resolve_stream_class);
    if (!request)
        return E_INVALIDARG;
    handler_call_cancel(&((struct resolve_request *)request)->call);
    return S_OK;
}

static const IMFSourceResolverVtbl source_resolver_vtbl =
{
    source_resolver_QueryInterface,
    source_resolver_AddRef,
    source_resolver_Release,
    source_resolver_CreateObjectFromURL,
    source_resolver_CreateObjectFromByteStream,
    source_resolver_BeginCreateObjectFromURL,
    source_resolver_EndCreateObjectFromURL,
    source_resolver_BeginCreateObjectFromByteStream,
    source_resolver_EndCreateObjectFromByteStream,
    source_resolver_CancelObjectCreation
};

static const struct object_interface source_resolver_interfaces[] =
{
    OBJECT_INTERFACE(source_resolver, IMFSourceResolver)
};

static void source_resolver_destroy(struct object *object)
{
    memory_free(CONTAINING_RECORD(object, struct source_resolver, object));
}

static const struct object_class source_resolver_class =
{
    "source resolver", offsetof(struct source_resolver, object), source_resolver_interfaces,
    ARRAYSIZE(source_resolver_interfaces), source_resolver_destroy
};

/**
 * Makes a source resolver, which turns URLs and byte streams into media sources.
 *
 * resolver: receives a new object with one reference; NULL on failure. E_POINTER for NULL, E_OUTOFMEMORY. Thread safe.
 * Documented.
 */
HRESULT WINAPI MFCreateSourceResolver(IMFSourceResolver **out)
{
    struct source_resolver *resolver;

    if (!out)
        return E_POINTER;
    *out = NULL;
    if (!(resolver = memory_alloc_zeroed(sizeof(*resolver))))
        return E_OUTOFMEMORY;
    resolver->IMFSourceResolver_iface.lpVtbl = (IMFSourceResolverVtbl *)&source_resolver_vtbl;
    object_init(&resolver->object, &source_resolver_class);
    *out = &resolver->IMFSourceResolver_iface;
    return S_OK;
}

/** The same as MFCreateSourceResolver. Undocumented. */
HRESULT WINAPI MFCreateSourceResolverInternal(IMFSourceResolver **resolver)
{
    return MFCreateSourceResolver(resolver);
}

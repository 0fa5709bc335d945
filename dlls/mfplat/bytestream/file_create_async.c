/* SPDX-License-Identifier: MIT */
/* Opening files in the background: MFBeginCreateFile and what belongs to it. */

#include <mfapi.h>
#include "base/memory.h"
#include "bytestream/file_open.h"
#include "bytestream/io_thread.h"
#include "bytestream/request.h"

/* Result and cancel cookie in one object. */
struct create_file_request
{
    struct request request; /* first */
    MF_FILE_ACCESSMODE access;
    MF_FILE_OPENMODE mode;
    MF_FILE_FLAGS flags;
    void *stream;    /* IMFByteStream; atomic: whoever takes it out owns the reference */
    LONG cancelled;  /* atomic */
    WCHAR path[];
};

static void create_file_request_destroy(struct object *object)
{
    struct create_file_request *request = (struct create_file_request *)request_from_object(object);

    if (request->stream)
        IMFByteStream_Release((IMFByteStream *)request->stream);
    request_destroy(&request->request);
    memory_free(request);
}

static const struct object_interface create_file_request_interfaces[] = {REQUEST_INTERFACE};

static const struct object_class create_file_request_class =
{
    "file opening", offsetof(struct create_file_request, request.object), create_file_request_interfaces,
    ARRAYSIZE(create_file_request_interfaces), create_file_request_destroy
};

static DWORD WINAPI create_file_thread(void *context)
{
    struct create_file_request *request = context;
    IMFByteStream *stream = NULL;
    HRESULT hr = E_ABORT;

    if (!atomic_load(&request->cancelled))
        hr = file_open(request->access, request->mode, request->flags, request->path, 0, &stream);
    if (SUCCEEDED(hr) && atomic_load(&request->cancelled))
    {
        IMFByteStream_Release(stream);
        stream = NULL;
        hr = E_ABORT;
    }
    atomic_exchange_pointer(&request->stream, stream);
    request_complete(&request->request, hr);
    return 0;
}

/**
 * Opens a file as MFCreateFile does, on another thread.
 *
 * callback is invoked once, through its queue, with `state` (may be NULL) as the result's state; the result has no object
 * (observed). cancel_cookie: may be NULL; receives an object for MFCancelCreateFile that the caller releases, at any
 * time. E_POINTER for a NULL path or callback, E_INVALIDARG for unknown modes, MF_E_SHUTDOWN before
 * MFStartup, E_OUTOFMEMORY: then no callback comes.
 * What the opening fails with is MFEndCreateFile's. Thread safe. Documented.
 */
HRESULT WINAPI MFBeginCreateFile(MF_FILE_ACCESSMODE access, MF_FILE_OPENMODE mode, MF_FILE_FLAGS flags,
        const WCHAR *path, IMFAsyncCallback *callback, IUnknown *state, IUnknown **cancel_cookie)
{
    struct create_file_request *request;
    size_t size;
    HRESULT hr;

    if (cancel_cookie)
        *cancel_cookie = NULL;
    if (!path || !callback)
        return E_POINTER;
    hr = file_open_check(access, mode);
    if (SUCCEEDED(hr))
        hr = request_check(callback);
    if (FAILED(hr))
        return hr;
    size = (wcslen(path) + 1) * sizeof(WCHAR);
    if (!(request = memory_alloc(sizeof(*request) + size)))
        return E_OUTOFMEMORY;
    request_init(&request->request, &create_file_request_class, callback, state);
    request->access = access;
    request->mode = mode;
    request->flags = flags;
    request->stream = NULL;
    request->cancelled = 0;
    memcpy(request->path, path, size);

    if (cancel_cookie)
    {
        *cancel_cookie = (IUnknown *)&request->request.result.AsyncResult;
        IUnknown_AddRef(*cancel_cookie);
    }
    hr = io_thread_run(create_file_thread, request);
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

/**
 * Takes the stream of a finished MFBeginCreateFile.
 *
 * result: what the callback got. stream: receives the only reference to the stream; NULL on failure. Returns what the
 * opening returned, E_ABORT when it was cancelled; E_POINTER for NULL arguments, E_INVALIDARG for a result of something
 * else, E_UNEXPECTED when the stream was taken before. Thread safe. Documented.
 */
HRESULT WINAPI MFEndCreateFile(IMFAsyncResult *result, IMFByteStream **stream)
{
    struct create_file_request *request;

    if (!result || !stream)
        return E_POINTER;
    *stream = NULL;
    request = (struct create_file_request *)request_try_from_IMFAsyncResult(result, &create_file_request_class);
    if (!request)
        return E_INVALIDARG;
    if (FAILED(request->request.result.hrStatusResult))
        return request->request.result.hrStatusResult;
    *stream = atomic_exchange_pointer(&request->stream, NULL);
    return *stream ? S_OK : E_UNEXPECTED;
}

/**
 * Asks an MFBeginCreateFile to give up; the callback comes all the same, with E_ABORT from MFEndCreateFile unless the
 * file was open already.
 *
 * E_POINTER for NULL, E_INVALIDARG for an object that is no cookie of MFBeginCreateFile. Thread safe. Documented.
 */
HRESULT WINAPI MFCancelCreateFile(IUnknown *cancel_cookie)
{
    struct create_file_request *request;

    if (!cancel_cookie)
        return E_POINTER;
    request = (struct create_file_request *)request_try_from_IMFAsyncResult((IMFAsyncResult *)cancel_cookie,
            &create_file_request_class);
    if (!request)
        return E_INVALIDARG;
    atomic_store(&request->cancelled, 1);
    return S_OK;
}

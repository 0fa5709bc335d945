/* SPDX-License-Identifier: MIT */
/* A file with an asynchronous read method.
 *
 * The pattern is the one that Media Foundation's documentation gives to writers of asynchronous methods:
 *
 *   - Begin makes an operation object with the parameters, makes a result for the caller (object: the operation, state:
 *     the caller's) and puts a work item on a queue. The work item's own state is the caller's result.
 *   - The work item, on a thread of the platform, does the work, notes the outcome in the operation and the status in the
 *     result, and has the caller's callback invoked.
 *   - End, called from the caller's callback, takes the outcome out of the operation behind the result.
 */

#include "async_file.h"
#include <mfapi.h>
#include <mferror.h>
#include <stdlib.h>

struct async_file
{
    /* The worker: its Invoke() is what runs on the queue. It lives inside the file, so that a work item under way holds
     * a reference to the file. */
    IMFAsyncCallback worker_iface;
    LONG refcount;
    HANDLE handle;
    ULONGLONG size;
    DWORD queue;
};

/* One read: the parameters on the way in, the outcome on the way out. */
struct read_operation
{
    IUnknown IUnknown_iface;
    LONG refcount;
    ULONGLONG offset;
    BYTE *buffer;
    DWORD size;
    DWORD read;
};

static struct read_operation *operation_from_IUnknown(IUnknown *iface)
{
    return CONTAINING_RECORD(iface, struct read_operation, IUnknown_iface);
}

static HRESULT WINAPI operation_QueryInterface(IUnknown *iface, REFIID iid, void **out)
{
    if (!IsEqualIID(iid, &IID_IUnknown))
    {
        *out = NULL;
        return E_NOINTERFACE;
    }
    IUnknown_AddRef(iface);
    *out = iface;
    return S_OK;
}

static ULONG WINAPI operation_AddRef(IUnknown *iface)
{
    return InterlockedIncrement(&operation_from_IUnknown(iface)->refcount);
}

static ULONG WINAPI operation_Release(IUnknown *iface)
{
    struct read_operation *operation = operation_from_IUnknown(iface);
    ULONG refcount = InterlockedDecrement(&operation->refcount);

    if (!refcount)
        free(operation);
    return refcount;
}

static const IUnknownVtbl operation_vtbl =
{
    operation_QueryInterface,
    operation_AddRef,
    operation_Release,
};

static struct async_file *file_from_worker(IMFAsyncCallback *iface)
{
    return CONTAINING_RECORD(iface, struct async_file, worker_iface);
}

static HRESULT WINAPI worker_QueryInterface(IMFAsyncCallback *iface, REFIID iid, void **out)
{
    if (!IsEqualIID(iid, &IID_IUnknown) && !IsEqualIID(iid, &IID_IMFAsyncCallback))
    {
        *out = NULL;
        return E_NOINTERFACE;
    }
    IMFAsyncCallback_AddRef(iface);
    *out = iface;
    return S_OK;
}

static ULONG WINAPI worker_AddRef(IMFAsyncCallback *iface)
{
    return async_file_add_ref(file_from_worker(iface));
}

static ULONG WINAPI worker_Release(IMFAsyncCallback *iface)
{
    return async_file_release(file_from_worker(iface));
}

static HRESULT WINAPI worker_GetParameters(IMFAsyncCallback *iface, DWORD *flags, DWORD *queue)
{
    (void)iface;
    (void)flags;
    (void)queue;
    return E_NOTIMPL; /* nothing special: MFPutWorkItem names the queue */
}

static HRESULT read_now(struct async_file *file, struct read_operation *operation)
{
    OVERLAPPED position = {0};

    position.Offset = (DWORD)operation->offset;
    position.OffsetHigh = (DWORD)(operation->offset >> 32);
    if (ReadFile(file->handle, operation->buffer, operation->size, &operation->read, &position))
        return S_OK;
    if (GetLastError() != ERROR_HANDLE_EOF)
        return HRESULT_FROM_WIN32(GetLastError());
    operation->read = 0;
    return S_OK;
}

/* On a thread of the queue. The state of the work item is the result that the caller waits for. */
static HRESULT WINAPI worker_Invoke(IMFAsyncCallback *iface, IMFAsyncResult *work_item)
{
    struct async_file *file = file_from_worker(iface);
    IUnknown *state, *object;
    IMFAsyncResult *result;
    HRESULT hr;

    hr = IMFAsyncResult_GetState(work_item, &state);
    if (FAILED(hr))
        return hr;
    hr = IUnknown_QueryInterface(state, &IID_IMFAsyncResult, (void **)&result);
    IUnknown_Release(state);
    if (FAILED(hr))
        return hr;

    hr = IMFAsyncResult_GetObject(result, &object);
    if (SUCCEEDED(hr))
    {
        hr = read_now(file, operation_from_IUnknown(object));
        IUnknown_Release(object);
    }
    IMFAsyncResult_SetStatus(result, hr);
    hr = MFInvokeCallback(result);
    IMFAsyncResult_Release(result);
    return hr;
}

static const IMFAsyncCallbackVtbl worker_vtbl =
{
    worker_QueryInterface,
    worker_AddRef,
    worker_Release,
    worker_GetParameters,
    worker_Invoke,
};

HRESULT async_file_open(const WCHAR *path, DWORD queue, struct async_file **out)
{
    struct async_file *file;
    LARGE_INTEGER size;
    HANDLE handle;

    *out = NULL;
    handle = CreateFileW(path, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL, OPEN_EXISTING,
            0, NULL);
    if (handle == INVALID_HANDLE_VALUE)
        return HRESULT_FROM_WIN32(GetLastError());
    if (!GetFileSizeEx(handle, &size))
    {
        HRESULT hr = HRESULT_FROM_WIN32(GetLastError());

        CloseHandle(handle);
        return hr;
    }
    if (!(file = malloc(sizeof(*file))))
    {
        CloseHandle(handle);
        return E_OUTOFMEMORY;
    }
    file->worker_iface.lpVtbl = (IMFAsyncCallbackVtbl *)&worker_vtbl;
    file->refcount = 1;
    file->handle = handle;
    file->size = size.QuadPart;
    file->queue = queue;
    *out = file;
    return S_OK;
}

ULONG async_file_add_ref(struct async_file *file)
{
    return InterlockedIncrement(&file->refcount);
}

ULONG async_file_release(struct async_file *file)
{
    ULONG refcount = InterlockedDecrement(&file->refcount);

    if (!refcount)
    {
        CloseHandle(file->handle);
        free(file);
    }
    return refcount;
}

ULONGLONG async_file_size(const struct async_file *file)
{
    return file->size;
}

HRESULT async_file_begin_read(struct async_file *file, ULONGLONG offset, BYTE *buffer, DWORD size,
        IMFAsyncCallback *callback, IUnknown *state)
{
    struct read_operation *operation;
    IMFAsyncResult *result;
    HRESULT hr;

    if (!(operation = malloc(sizeof(*operation))))
        return E_OUTOFMEMORY;
    operation->IUnknown_iface.lpVtbl = (IUnknownVtbl *)&operation_vtbl;
    operation->refcount = 1;
    operation->offset = offset;
    operation->buffer = buffer;
    operation->size = size;
    operation->read = 0;

    hr = MFCreateAsyncResult(&operation->IUnknown_iface, callback, state, &result);
    IUnknown_Release(&operation->IUnknown_iface); /* the result holds it from here on */
    if (FAILED(hr))
        return hr;
    hr = MFPutWorkItem(file->queue, &file->worker_iface, (IUnknown *)result);
    IMFAsyncResult_Release(result);
    return hr;
}

HRESULT async_file_end_read(struct async_file *file, IMFAsyncResult *result, DWORD *read)
{
    IUnknown *object;
    HRESULT hr;

    (void)file;
    *read = 0;
    hr = IMFAsyncResult_GetStatus(result);
    if (FAILED(hr))
        return hr;
    hr = IMFAsyncResult_GetObject(result, &object);
    if (FAILED(hr))
        return hr;
    if (object->lpVtbl == (IUnknownVtbl *)&operation_vtbl)
        *read = operation_from_IUnknown(object)->read;
    else
        hr = E_INVALIDARG; /* a result of some other method */
    IUnknown_Release(object);
    return hr;
}

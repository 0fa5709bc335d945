/* SPDX-License-Identifier: MIT */
/* The byte stream over a file handle. */

#include <mfidl.h>
#include <mferror.h>
#include <winternl.h>
#include <stdint.h>
#include "attributes/attributes.h"
#include "base/memory.h"
#include "base/object.h"
#include "bytestream/file_io.h"
#include "bytestream/file_stream.h"
#include "bytestream/request.h"
#include "bytestream/stream_position.h"

#define FILE_END_OF_FILE_INFORMATION 20

NTSTATUS NTAPI NtSetInformationFile(HANDLE handle, IO_STATUS_BLOCK *status, void *information, ULONG length,
        FILE_INFORMATION_CLASS class);

struct file_stream
{
    IMFByteStream IMFByteStream_iface;
    IMFGetService IMFGetService_iface;
    struct attributes attributes;
    struct object object;
    struct file_io io;
    struct stream_position position;
    DWORD capabilities; /* immutable after init */
};

/* One BeginRead or BeginWrite. */
struct file_request
{
    struct request request; /* first */
    struct file_transfer transfer;
    struct file_stream *stream; /* referenced until the transfer is over */
    struct stream_claim claim;
    ULONG count;
    LONG ended; /* atomic: the End method was called */
};

static struct file_stream *impl_from_IMFByteStream(IMFByteStream *iface)
{
    return CONTAINING_RECORD(iface, struct file_stream, IMFByteStream_iface);
}

static struct file_stream *impl_from_IMFGetService(IMFGetService *iface)
{
    return CONTAINING_RECORD(iface, struct file_stream, IMFGetService_iface);
}

static void file_request_destroy(struct object *object)
{
    struct file_request *request = CONTAINING_RECORD(request_from_object(object), struct file_request, request);

    request_destroy(&request->request);
    memory_free(request);
}

static const struct object_interface file_request_interfaces[] = {REQUEST_INTERFACE};

static const struct object_class file_read_class =
{
    "file read", offsetof(struct file_request, request.object), file_request_interfaces,
    ARRAYSIZE(file_request_interfaces), file_request_destroy
};

static const struct object_class file_write_class =
{
    "file write", offsetof(struct file_request, request.object), file_request_interfaces,
    ARRAYSIZE(file_request_interfaces), file_request_destroy
};

static HRESULT WINAPI file_stream_QueryInterface(IMFByteStream *iface, REFIID iid, void **out)
{
    return object_query(&impl_from_IMFByteStream(iface)->object, iid, out);
}

static ULONG WINAPI file_stream_AddRef(IMFByteStream *iface)
{
    return object_add_ref(&impl_from_IMFByteStream(iface)->object);
}

static ULONG WINAPI file_stream_Release(IMFByteStream *iface)
{
    return object_release(&impl_from_IMFByteStream(iface)->object);
}

/* Works after Close too (observed). E_INVALIDARG for NULL. */
static HRESULT WINAPI file_stream_GetCapabilities(IMFByteStream *iface, DWORD *capabilities)
{
    if (!capabilities)
        return E_INVALIDARG;
    *capabilities = impl_from_IMFByteStream(iface)->capabilities;
    return S_OK;
}

static HRESULT get_length(struct file_stream *stream, QWORD *length)
{
    LARGE_INTEGER size;
    HRESULT hr = S_OK;

    if (!file_io_acquire(&stream->io))
        return E_HANDLE;
    if (!GetFileSizeEx(stream->io.handle, &size))
        hr = HRESULT_FROM_WIN32(GetLastError());
    else
        *length = size.QuadPart;
    file_io_release(&stream->io);
    return hr;
}

/* E_INVALIDARG for NULL (observed); E_HANDLE after Close. */
static HRESULT WINAPI file_stream_GetLength(IMFByteStream *iface, QWORD *length)
{
    if (!length)
        return E_INVALIDARG;
    return get_length(impl_from_IMFByteStream(iface), length);
}

/* Cuts or extends the file and leaves the position alone. The system's error, such as E_ACCESSDENIED for a stream that
 * is not open for writing. */
static HRESULT WINAPI file_stream_SetLength(IMFByteStream *iface, QWORD length)
{
    struct file_stream *stream = impl_from_IMFByteStream(iface);
    LARGE_INTEGER end;
    IO_STATUS_BLOCK iosb;
    NTSTATUS status;

    if (length > INT64_MAX)
        return E_INVALIDARG;
    if (!file_io_acquire(&stream->io))
        return E_HANDLE;
    /* One step, unlike SetFilePointer and SetEndOfFile. */
    end.QuadPart = length;
    status = NtSetInformationFile(stream->io.handle, &iosb, &end, sizeof(end), FILE_END_OF_FILE_INFORMATION);
    file_io_release(&stream->io);
    return status >= 0 ? S_OK : HRESULT_FROM_WIN32(RtlNtStatusToDosError(status));
}

/* E_INVALIDARG for NULL (observed). */
static HRESULT WINAPI file_stream_GetCurrentPosition(IMFByteStream *iface, QWORD *position)
{
    if (!position)
        return E_INVALIDARG;
    *position = stream_position_get(&impl_from_IMFByteStream(iface)->position);
    return S_OK;
}

/* Any position is taken, beyond the end too (observed). */
static HRESULT WINAPI file_stream_SetCurrentPosition(IMFByteStream *iface, QWORD position)
{
    stream_position_set(&impl_from_IMFByteStream(iface)->position, position);
    return S_OK;
}

static HRESULT WINAPI file_stream_IsEndOfStream(IMFByteStream *iface, BOOL *end)
{
    struct file_stream *stream = impl_from_IMFByteStream(iface);
    QWORD length;
    HRESULT hr;

    if (!end)
        return E_INVALIDARG;
    hr = get_length(stream, &length);
    if (FAILED(hr))
        return hr;
    *end = stream_position_get(&stream->position) >= length;
    return S_OK;
}

/* The range of a transfer: what is there to read, or all there is to write. */
static void claim_range(struct file_stream *stream, BOOL write, ULONG size, struct stream_claim *claim)
{
    QWORD length = STREAM_LENGTH_UNKNOWN;

    if (!write && FAILED(get_length(stream, &length)))
        length = STREAM_LENGTH_UNKNOWN;
    stream_position_claim(&stream->position, size, length, claim);
}

static HRESULT transfer(struct file_stream *stream, BOOL write, BYTE *data, ULONG size, ULONG *count)
{
    struct stream_claim claim;
    HRESULT hr;

    if (!count || (!data && size))
        return E_INVALIDARG;
    claim_range(stream, write, size, &claim);
    hr = file_io_transfer(&stream->io, write, claim.offset, data, size, count);
    stream_position_settle(&stream->position, &claim, *count);
    return hr;
}

/* S_OK with a short count, down to 0, at the end of the file (observed). E_INVALIDARG for NULL pointers, E_HANDLE after
 * Close, else the system's error. */
static HRESULT WINAPI file_stream_Read(IMFByteStream *iface, BYTE *data, ULONG size, ULONG *count)
{
    return transfer(impl_from_IMFByteStream(iface), FALSE, data, size, count);
}

static void file_request_done(struct file_transfer *transfer, HRESULT hr, ULONG count)
{
    struct file_request *request = CONTAINING_RECORD(transfer, struct file_request, transfer);
    struct file_stream *stream = request->stream;

    request->count = count;
    request->stream = NULL;
    stream_position_settle(&stream->position, &request->claim, count);
    /* Before the callback: what it releases is then the last reference. */
    IMFByteStream_Release(&stream->IMFByteStream_iface);
    request_complete(&request->request, hr);
}

static HRESULT begin(struct file_stream *stream, BOOL write, BYTE *data, ULONG size, IMFAsyncCallback *callback,
        IUnknown *state)
{
    struct file_request *request;
    HRESULT hr;

    if (!data && size)
        return E_INVALIDARG;
    hr = request_check(callback);
    if (FAILED(hr))
        return hr;
    if (!(request = memory_alloc(sizeof(*request))))
        return E_OUTOFMEMORY;
    request_init(&request->request, write ? &file_write_class : &file_read_class, callback, state);
    request->transfer.done = file_request_done;
    request->stream = stream;
    request->count = 0;
    request->ended = 0;
    IMFByteStream_AddRef(&stream->IMFByteStream_iface);
    claim_range(stream, write, size, &request->claim);
    hr = file_io_begin(&stream->io, &request->transfer, write, request->claim.offset, data, size);
    if (FAILED(hr))
    {
        stream_position_settle(&stream->position, &request->claim, 0);
        IMFByteStream_Release(&stream->IMFByteStream_iface);
        object_release(&request->request.object);
    }
    return hr;
}

static HRESULT end(const struct object_class *class, IMFAsyncResult *result, ULONG *count)
{
    struct file_request *request;

    if (!result || !count)
        return E_INVALIDARG;
    *count = 0;
    if (!(request = (struct file_request *)request_try_from_IMFAsyncResult(result, class)))
        return E_INVALIDARG;
    if (atomic_exchange(&request->ended, 1))
        return E_UNEXPECTED;
    *count = request->count;
    return request->request.result.hrStatusResult;
}

/* Reads from the position, which moves at once by what is there to read. The buffer is the caller's and stays in place
 * until the callback, which comes once, through its queue. E_INVALIDARG for a NULL buffer or callback, E_HANDLE after
 * Close, MF_E_SHUTDOWN before MFStartup, E_OUTOFMEMORY; errors of the device are EndRead's. */
static HRESULT WINAPI file_stream_BeginRead(IMFByteStream *iface, BYTE *data, ULONG size, IMFAsyncCallback *callback,
        IUnknown *state)
{
    return begin(impl_from_IMFByteStream(iface), FALSE, data, size, callback, state);
}

/* The outcome of the read: as for Read; E_ABORT when it was cancelled. E_UNEXPECTED when called twice. */
static HRESULT WINAPI file_stream_EndRead(IMFByteStream *iface, IMFAsyncResult *result, ULONG *count)
{
    (void)iface;
    return end(&file_read_class, result, count);
}

/* S_OK means all bytes; the file grows as needed. */
static HRESULT WINAPI file_stream_Write(IMFByteStream *iface, const BYTE *data, ULONG size, ULONG *count)
{
    return transfer(impl_from_IMFByteStream(iface), TRUE, (BYTE *)data, size, count);
}

static HRESULT WINAPI file_stream_BeginWrite(IMFByteStream *iface, const BYTE *data, ULONG size,
        IMFAsyncCallback *callback, IUnknown *state)
{
    return begin(impl_from_IMFByteStream(iface), TRUE, (BYTE *)data, size, callback, state);
}

static HRESULT WINAPI file_stream_EndWrite(IMFByteStream *iface, IMFAsyncResult *result, ULONG *count)
{
    (void)iface;
    return end(&file_write_class, result, count);
}

/* The new position goes to *position, which may be NULL. E_INVALIDARG for an unknown origin or a negative result. With
 * MFBYTESTREAM_SEEK_FLAG_CANCEL_PENDING_IO reads and writes under way end with E_ABORT. */
static HRESULT WINAPI file_stream_Seek(IMFByteStream *iface, MFBYTESTREAM_SEEK_ORIGIN origin, LONGLONG offset,
        DWORD flags, QWORD *position)
{
    struct file_stream *stream = impl_from_IMFByteStream(iface);
    HRESULT hr = stream_position_seek(&stream->position, origin, offset, position);

    if (SUCCEEDED(hr) && (flags & MFBYTESTREAM_SEEK_FLAG_CANCEL_PENDING_IO))
        file_io_cancel(&stream->io);
    return hr;
}

/* No effect on a stream for reading only. */
static HRESULT WINAPI file_stream_Flush(IMFByteStream *iface)
{
    struct file_stream *stream = impl_from_IMFByteStream(iface);
    HRESULT hr = S_OK;

    if (!file_io_acquire(&stream->io))
        return E_HANDLE;
    if ((stream->capabilities & MFBYTESTREAM_IS_WRITABLE) && !FlushFileBuffers(stream->io.handle))
        hr = HRESULT_FROM_WIN32(GetLastError());
    file_io_release(&stream->io);
    return hr;
}

/* Closes the file, once what is under way has been cancelled. S_OK always. */
static HRESULT WINAPI file_stream_Close(IMFByteStream *iface)
{
    file_io_close(&impl_from_IMFByteStream(iface)->io);
    return S_OK;
}

static const IMFByteStreamVtbl file_stream_vtbl =
{
    file_stream_QueryInterface,
    file_stream_AddRef,
    file_stream_Release,
    file_stream_GetCapabilities,
    file_stream_GetLength,
    file_stream_SetLength,
    file_stream_GetCurrentPosition,
    file_stream_SetCurrentPosition,
    file_stream_IsEndOfStream,
    file_stream_Read,
    file_stream_BeginRead,
    file_stream_EndRead,
    file_stream_Write,
    file_stream_BeginWrite,
    file_stream_EndWrite,
    file_stream_Seek,
    file_stream_Flush,
    file_stream_Close
};

static HRESULT WINAPI file_stream_service_QueryInterface(IMFGetService *iface, REFIID iid, void **out)
{
    return object_query(&impl_from_IMFGetService(iface)->object, iid, out);
}

static ULONG WINAPI file_stream_service_AddRef(IMFGetService *iface)
{
    return object_add_ref(&impl_from_IMFGetService(iface)->object);
}

static ULONG WINAPI file_stream_service_Release(IMFGetService *iface)
{
    return object_release(&impl_from_IMFGetService(iface)->object);
}

/* A file offers no services: MF_E_UNSUPPORTED_SERVICE. */
static HRESULT WINAPI file_stream_service_GetService(IMFGetService *iface, REFGUID service, REFIID iid, void **out)
{
    (void)iface;
    (void)service;
    (void)iid;
    if (!out)
        return E_POINTER;
    *out = NULL;
    return MF_E_UNSUPPORTED_SERVICE;
}

static const IMFGetServiceVtbl file_stream_service_vtbl =
{
    file_stream_service_QueryInterface,
    file_stream_service_AddRef,
    file_stream_service_Release,
    file_stream_service_GetService
};

static const struct object_interface file_stream_interfaces[] =
{
    OBJECT_INTERFACE(file_stream, IMFByteStream),
    {&IID_IMFAttributes, offsetof(struct file_stream, attributes.IMFAttributes_iface)},
    OBJECT_INTERFACE(file_stream, IMFGetService)
};

static void file_stream_destroy(struct object *object)
{
    struct file_stream *stream = CONTAINING_RECORD(object, struct file_stream, object);

    file_io_close(&stream->io);
    attributes_destroy(&stream->attributes);
    memory_free(stream);
}

static const struct object_class file_stream_class =
{
    "file stream", offsetof(struct file_stream, object), file_stream_interfaces,
    ARRAYSIZE(file_stream_interfaces), file_stream_destroy
};

/* Whether the path leads to another machine. */
static BOOL is_remote_path(const WCHAR *path)
{
    WCHAR root[4] = L"?:\\";

    if (path[0] == '\\' && path[1] == '\\')
        return path[2] != '?' && path[2] != '.';
    if (!path[0] || path[1] != ':')
        return FALSE;
    root[0] = path[0];
    return GetDriveTypeW(root) == DRIVE_REMOTE;
}

static DWORD capabilities_of(HANDLE handle, MF_FILE_ACCESSMODE access, MF_FILE_FLAGS flags, const WCHAR *path)
{
    DWORD capabilities = 0;

    if (access & MF_ACCESSMODE_READ)
        capabilities |= MFBYTESTREAM_IS_READABLE;
    if (access & MF_ACCESSMODE_WRITE)
        capabilities |= MFBYTESTREAM_IS_WRITABLE;
    else if (flags & MF_FILEFLAGS_ALLOW_WRITE_SHARING)
        capabilities |= MFBYTESTREAM_SHARE_WRITE;
    if (GetFileType(handle) == FILE_TYPE_DISK)
        capabilities |= MFBYTESTREAM_IS_SEEKABLE;
    if (!is_remote_path(path))
        capabilities |= MFBYTESTREAM_DOES_NOT_USE_NETWORK;
    return capabilities;
}

static HRESULT set_attributes(struct file_stream *stream, HANDLE handle, const WCHAR *path)
{
    IMFAttributes *attributes = &stream->attributes.IMFAttributes_iface;
    FILETIME time;
    HRESULT hr;

    hr = IMFAttributes_SetString(attributes, &MF_BYTESTREAM_ORIGIN_NAME, path);
    if (SUCCEEDED(hr) && GetFileTime(handle, NULL, NULL, &time))
        hr = IMFAttributes_SetBlob(attributes, &MF_BYTESTREAM_LAST_MODIFIED_TIME, (const UINT8 *)&time, sizeof(time));
    return hr;
}

HRESULT file_stream_create(HANDLE handle, MF_FILE_ACCESSMODE access, MF_FILE_FLAGS flags, const WCHAR *path,
        IMFByteStream **out)
{
    struct file_stream *stream;
    HRESULT hr;

    if (!(stream = memory_alloc_zeroed(sizeof(*stream))))
        return E_OUTOFMEMORY;
    stream->IMFByteStream_iface.lpVtbl = (IMFByteStreamVtbl *)&file_stream_vtbl;
    stream->IMFGetService_iface.lpVtbl = (IMFGetServiceVtbl *)&file_stream_service_vtbl;
    object_init(&stream->object, &file_stream_class);
    stream_position_init(&stream->position);
    stream->capabilities = capabilities_of(handle, access, flags, path);

    hr = attributes_init(&stream->attributes, &stream->object, 2);
    if (FAILED(hr))
    {
        memory_free(stream);
        return hr;
    }
    hr = set_attributes(stream, handle, path);
    if (FAILED(hr))
    {
        attributes_destroy(&stream->attributes);
        memory_free(stream);
        return hr;
    }
    file_io_init(&stream->io, handle);
    *out = &stream->IMFByteStream_iface;
    return S_OK;
}

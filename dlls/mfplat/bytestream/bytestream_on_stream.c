/* SPDX-License-Identifier: MIT */
/* A byte stream over an IStream: MFCreateMFByteStreamOnStream and its relatives. */

#include <windows.h>
#include <mfapi.h>
#include <mferror.h>
#include <stdint.h>
#include "attributes/attributes.h"
#include "base/memory.h"
#include "base/object.h"
#include "base/os.h"
#include "base/os_newer.h"
#include "bytestream/bytestream_on_stream.h"
#include "bytestream/io_thread.h"
#include "bytestream/request.h"
#include "bytestream/stream_position.h"

/* In the SDK's mfidl.h, which not every compiler has; the last one is undocumented. */
HRESULT WINAPI MFCreateMFByteStreamOnStream(IStream *stream, IMFByteStream **bytestream);
HRESULT WINAPI MFCreateMFByteStreamOnStreamEx(IUnknown *stream, IMFByteStream **bytestream);
HRESULT WINAPI MFCreateMFByteStreamOnIStreamWithFlags(IStream *stream, DWORD flags, IMFByteStream **bytestream);

/* The stream's position is its own: each read first moves the IStream to where it starts, and the two calls are
 * one step for everybody who uses the byte stream. Reads in the background wait in a list that one thread of the
 * system's pool works off: an IStream that blocks holds up this stream only. */
struct bytestream_on_stream
{
    IMFByteStream IMFByteStream_iface;
    struct attributes attributes;
    struct object object;
    IStream *stream;    /* immutable */
    DWORD capabilities; /* immutable */
    struct stream_position position;
    LONG busy;       /* atomic: 1 while somebody is inside the IStream; others wait on its address */
    struct lock lock;
    struct stream_read_request *first, **last; /* guarded by lock: reads that have not begun */
    BOOL working;    /* guarded by lock: a thread works off the list, and holds a reference */
};

struct stream_read_request
{
    struct request request; /* first */
    struct stream_read_request *next; /* guarded by the stream's lock */
    struct stream_claim claim;
    BYTE *data;
    ULONG size;
    ULONG count;
    LONG ended; /* atomic: EndRead was called */
};

static void stream_read_request_destroy(struct object *object)
{
    struct stream_read_request *request = (struct stream_read_request *)request_from_object(object);

    request_destroy(&request->request);
    memory_free(request);
}

static const struct object_interface stream_read_request_interfaces[] = {REQUEST_INTERFACE};

static const struct object_class stream_read_request_class =
{
    "stream read", offsetof(struct stream_read_request, request.object), stream_read_request_interfaces,
    ARRAYSIZE(stream_read_request_interfaces), stream_read_request_destroy
};

static struct bytestream_on_stream *impl_from_IMFByteStream(IMFByteStream *iface)
{
    return CONTAINING_RECORD(iface, struct bytestream_on_stream, IMFByteStream_iface);
}

static HRESULT WINAPI bytestream_on_stream_QueryInterface(IMFByteStream *iface, REFIID iid, void **out)
{
    return object_query(&impl_from_IMFByteStream(iface)->object, iid, out);
}

static ULONG WINAPI bytestream_on_stream_AddRef(IMFByteStream *iface)
{
    return object_add_ref(&impl_from_IMFByteStream(iface)->object);
}

static ULONG WINAPI bytestream_on_stream_Release(IMFByteStream *iface)
{
    return object_release(&impl_from_IMFByteStream(iface)->object);
}

/* Readable and seekable, never writable, whatever the IStream can do; the same after Close (observed). */
static HRESULT WINAPI bytestream_on_stream_GetCapabilities(IMFByteStream *iface, DWORD *capabilities)
{
    if (!capabilities)
        return E_INVALIDARG;
    *capabilities = impl_from_IMFByteStream(iface)->capabilities;
    return S_OK;
}

/* What IStream::Stat says: seeking to the end would move a stream that others use. */
static HRESULT WINAPI bytestream_on_stream_GetLength(IMFByteStream *iface, QWORD *length)
{
    STATSTG stat;
    HRESULT hr;

    if (!length)
        return E_INVALIDARG;
    memset(&stat, 0, sizeof(stat));
    hr = IStream_Stat(impl_from_IMFByteStream(iface)->stream, &stat, STATFLAG_NONAME);
    if (FAILED(hr))
        return hr;
    *length = stat.cbSize.QuadPart;
    return S_OK;
}

/* The stream is not writable: E_ACCESSDENIED. */
static HRESULT WINAPI bytestream_on_stream_SetLength(IMFByteStream *iface, QWORD length)
{
    (void)iface;
    (void)length;
    return E_ACCESSDENIED;
}

static HRESULT WINAPI bytestream_on_stream_GetCurrentPosition(IMFByteStream *iface, QWORD *position)
{
    if (!position)
        return E_INVALIDARG;
    *position = stream_position_get(&impl_from_IMFByteStream(iface)->position);
    return S_OK;
}

/* Only the byte stream's own position changes (observed). */
static HRESULT WINAPI bytestream_on_stream_SetCurrentPosition(IMFByteStream *iface, QWORD position)
{
    stream_position_set(&impl_from_IMFByteStream(iface)->position, position);
    return S_OK;
}

static HRESULT WINAPI bytestream_on_stream_IsEndOfStream(IMFByteStream *iface, BOOL *end)
{
    QWORD length;
    HRESULT hr;

    if (!end)
        return E_INVALIDARG;
    hr = bytestream_on_stream_GetLength(iface, &length);
    if (FAILED(hr))
        return hr;
    *end = stream_position_get(&impl_from_IMFByteStream(iface)->position) >= length;
    return S_OK;
}

/* Moves the IStream and reads, alone. What Seek reports is not looked at: there are streams that report nothing. */
static HRESULT read_at(struct bytestream_on_stream *stream, QWORD offset, BYTE *data, ULONG size, ULONG *count)
{
    LARGE_INTEGER move;
    ULARGE_INTEGER position;
    HRESULT hr;

    *count = 0;
    if (offset > INT64_MAX)
        return S_OK;
    while (!atomic_compare_exchange(&stream->busy, 0, 1))
        os_wait_on_address(&stream->busy, 1, OS_INFINITE);
    move.QuadPart = offset;
    hr = IStream_Seek(stream->stream, move, STREAM_SEEK_SET, &position);
    if (SUCCEEDED(hr))
        hr = IStream_Read(stream->stream, data, size, count);
    atomic_store(&stream->busy, 0);
    os_wake_one(&stream->busy);
    if (FAILED(hr))
    {
        *count = 0;
        return hr;
    }
    *count = min(*count, size);
    return S_OK;
}

/* S_OK with a short count, down to 0, at the end (observed), after Close too. E_INVALIDARG for NULL pointers, else what
 * the IStream answers. */
static HRESULT WINAPI bytestream_on_stream_Read(IMFByteStream *iface, BYTE *data, ULONG size, ULONG *count)
{
    struct bytestream_on_stream *stream = impl_from_IMFByteStream(iface);
    struct stream_claim claim;
    HRESULT hr;

    if (!count || (!data && size))
        return E_INVALIDARG;
    stream_position_claim(&stream->position, size, STREAM_LENGTH_UNKNOWN, &claim);
    hr = read_at(stream, claim.offset, data, size, count);
    stream_position_settle(&stream->position, &claim, *count);
    return hr;
}

static void finish(struct bytestream_on_stream *stream, struct stream_read_request *request, HRESULT hr)
{
    stream_position_settle(&stream->position, &request->claim, request->count);
    request_complete(&request->request, hr);
}

/* The first of the list; NULL when there is none, and the calling thread is then no longer the one that works. */
static struct stream_read_request *next_read(struct bytestream_on_stream *stream)
{
    struct stream_read_request *request;

    lock_acquire(&stream->lock);
    if ((request = stream->first))
    {
        if (!(stream->first = request->next))
            stream->last = &stream->first;
    }
    else
    {
        stream->working = FALSE;
    }
    lock_release(&stream->lock);
    return request;
}

static DWORD WINAPI read_thread(void *context)
{
    struct bytestream_on_stream *stream = context;
    struct stream_read_request *request;

    while ((request = next_read(stream)))
    {
        HRESULT hr = read_at(stream, request->claim.offset, request->data, request->size, &request->count);

        finish(stream, request, hr);
    }
    IMFByteStream_Release(&stream->IMFByteStream_iface);
    return 0;
}

/* Gives up the reads that have not begun. */
static void cancel_reads(struct bytestream_on_stream *stream)
{
    struct stream_read_request *request, *next;

    lock_acquire(&stream->lock);
    request = stream->first;
    stream->first = NULL;
    stream->last = &stream->first;
    lock_release(&stream->lock);

    for (; request; request = next)
    {
        next = request->next;
        finish(stream, request, E_ABORT);
    }
}

static HRESULT enqueue(struct bytestream_on_stream *stream, struct stream_read_request *request)
{
    HRESULT hr = S_OK;
    BOOL start;

    lock_acquire(&stream->lock);
    *stream->last = request;
    stream->last = &request->next;
    start = !stream->working;
    stream->working = TRUE;
    lock_release(&stream->lock);
    if (!start)
        return S_OK;

    IMFByteStream_AddRef(&stream->IMFByteStream_iface);
    hr = io_thread_run(read_thread, stream);
    if (FAILED(hr))
    {
        /* No thread, so the list has nobody: others may have joined it, they end with an error. */
        lock_acquire(&stream->lock);
        stream->working = FALSE;
        lock_release(&stream->lock);
        cancel_reads(stream);
        IMFByteStream_Release(&stream->IMFByteStream_iface);
    }
    return S_OK;
}

/* Reads on another thread, which is none of the platform's: an IStream that blocks blocks no queue (observed). The
 * position moves at once by what there is to read. E_INVALIDARG for a NULL buffer or callback, MF_E_SHUTDOWN before
 * MFStartup, E_OUTOFMEMORY. */
static HRESULT WINAPI bytestream_on_stream_BeginRead(IMFByteStream *iface, BYTE *data, ULONG size,
        IMFAsyncCallback *callback, IUnknown *state)
{
    struct bytestream_on_stream *stream = impl_from_IMFByteStream(iface);
    struct stream_read_request *request;
    QWORD length = STREAM_LENGTH_UNKNOWN;
    HRESULT hr;

    if (!data && size)
        return E_INVALIDARG;
    hr = request_check(callback);
    if (FAILED(hr))
        return hr;
    if (!(request = memory_alloc(sizeof(*request))))
        return E_OUTOFMEMORY;
    request_init(&request->request, &stream_read_request_class, callback, state);
    request->next = NULL;
    request->data = data;
    request->size = size;
    request->count = 0;
    request->ended = 0;
    /* Not while another read is inside the IStream, which may be slow to answer then. */
    if (atomic_load(&stream->busy) || FAILED(bytestream_on_stream_GetLength(iface, &length)))
        length = STREAM_LENGTH_UNKNOWN;
    stream_position_claim(&stream->position, size, length, &request->claim);
    return enqueue(stream, request);
}

/* The outcome of the read; E_ABORT when it was cancelled. E_INVALIDARG for NULL or foreign arguments, E_UNEXPECTED when
 * called twice. */
static HRESULT WINAPI bytestream_on_stream_EndRead(IMFByteStream *iface, IMFAsyncResult *result, ULONG *count)
{
    struct stream_read_request *request;

    (void)iface;
    if (!result || !count)
        return E_INVALIDARG;
    *count = 0;
    request = (struct stream_read_request *)request_try_from_IMFAsyncResult(result, &stream_read_request_class);
    if (!request)
        return E_INVALIDARG;
    if (atomic_exchange(&request->ended, 1))
        return E_UNEXPECTED;
    *count = request->count;
    return request->request.result.hrStatusResult;
}

/* The stream is not writable: E_ACCESSDENIED, from the next two too. */
static HRESULT WINAPI bytestream_on_stream_Write(IMFByteStream *iface, const BYTE *data, ULONG size, ULONG *count)
{
    (void)iface;
    (void)data;
    (void)size;
    if (count)
        *count = 0;
    return E_ACCESSDENIED;
}

static HRESULT WINAPI bytestream_on_stream_BeginWrite(IMFByteStream *iface, const BYTE *data, ULONG size,
        IMFAsyncCallback *callback, IUnknown *state)
{
    (void)iface;
    (void)data;
    (void)size;
    (void)callback;
    (void)state;
    return E_ACCESSDENIED;
}

static HRESULT WINAPI bytestream_on_stream_EndWrite(IMFByteStream *iface, IMFAsyncResult *result, ULONG *count)
{
    (void)iface;
    (void)result;
    if (count)
        *count = 0;
    return E_ACCESSDENIED;
}

/* Only the byte stream's own position changes (observed). *position may be NULL. E_INVALIDARG for an unknown origin or a
 * negative result. */
static HRESULT WINAPI bytestream_on_stream_Seek(IMFByteStream *iface, MFBYTESTREAM_SEEK_ORIGIN origin,
        LONGLONG offset, DWORD flags, QWORD *position)
{
    struct bytestream_on_stream *stream = impl_from_IMFByteStream(iface);
    HRESULT hr = stream_position_seek(&stream->position, origin, offset, position);

    if (SUCCEEDED(hr) && (flags & MFBYTESTREAM_SEEK_FLAG_CANCEL_PENDING_IO))
        cancel_reads(stream);
    return hr;
}

static HRESULT WINAPI bytestream_on_stream_Flush(IMFByteStream *iface)
{
    (void)iface;
    return S_OK;
}

/* Cancels reads that have not begun; the stream stays usable (observed). S_OK always. */
static HRESULT WINAPI bytestream_on_stream_Close(IMFByteStream *iface)
{
    cancel_reads(impl_from_IMFByteStream(iface));
    return S_OK;
}

static const IMFByteStreamVtbl bytestream_on_stream_vtbl =
{
    bytestream_on_stream_QueryInterface,
    bytestream_on_stream_AddRef,
    bytestream_on_stream_Release,
    bytestream_on_stream_GetCapabilities,
    bytestream_on_stream_GetLength,
    bytestream_on_stream_SetLength,
    bytestream_on_stream_GetCurrentPosition,
    bytestream_on_stream_SetCurrentPosition,
    bytestream_on_stream_IsEndOfStream,
    bytestream_on_stream_Read,
    bytestream_on_stream_BeginRead,
    bytestream_on_stream_EndRead,
    bytestream_on_stream_Write,
    bytestream_on_stream_BeginWrite,
    bytestream_on_stream_EndWrite,
    bytestream_on_stream_Seek,
    bytestream_on_stream_Flush,
    bytestream_on_stream_Close
};

static const struct object_interface bytestream_on_stream_interfaces[] =
{
    OBJECT_INTERFACE(bytestream_on_stream, IMFByteStream),
    {&IID_IMFAttributes, offsetof(struct bytestream_on_stream, attributes.IMFAttributes_iface)}
};

static void bytestream_on_stream_destroy(struct object *object)
{
    struct bytestream_on_stream *stream = CONTAINING_RECORD(object, struct bytestream_on_stream, object);

    attributes_destroy(&stream->attributes);
    IStream_Release(stream->stream);
    memory_free(stream);
}

static const struct object_class bytestream_on_stream_class =
{
    "byte stream on a stream", offsetof(struct bytestream_on_stream, object), bytestream_on_stream_interfaces,
    ARRAYSIZE(bytestream_on_stream_interfaces), bytestream_on_stream_destroy
};

HRESULT bytestream_on_stream_create(IStream *stream, DWORD capabilities, IMFByteStream **bytestream)
{
    struct bytestream_on_stream *object;
    LARGE_INTEGER zero = {{0}};
    HRESULT hr;

    if (!(object = memory_alloc_zeroed(sizeof(*object))))
        return E_OUTOFMEMORY;
    object->IMFByteStream_iface.lpVtbl = (IMFByteStreamVtbl *)&bytestream_on_stream_vtbl;
    object_init(&object->object, &bytestream_on_stream_class);
    stream_position_init(&object->position);
    lock_init(&object->lock, LOCK_RANK_OBJECT);
    object->last = &object->first;
    object->capabilities = capabilities;
    hr = attributes_init(&object->attributes, &object->object, 0);
    if (FAILED(hr))
    {
        memory_free(object);
        return hr;
    }
    object->stream = stream;
    IStream_AddRef(stream);
    IStream_Seek(stream, zero, STREAM_SEEK_SET, NULL);
    *bytestream = &object->IMFByteStream_iface;
    return S_OK;
}

/**
 * Makes a byte stream over an IStream, readable and seekable, with a position of its own that starts at 0.
 *
 * stream: referenced until the byte stream goes, and rewound. Used are Seek, Read and Stat only. bytestream: receives the
 * byte stream; NULL on failure. It starts without attributes. E_POINTER for NULL arguments, E_OUTOFMEMORY. The byte
 * stream is thread safe and calls the IStream from one thread at a time; needs no MFStartup but for BeginRead.
 * Documented; positions and capabilities as observed on Windows.
 */
HRESULT WINAPI MFCreateMFByteStreamOnStream(IStream *stream, IMFByteStream **bytestream)
{
    if (!bytestream)
        return E_POINTER;
    *bytestream = NULL;
    if (!stream)
        return E_POINTER;
    return bytestream_on_stream_create(stream, MFBYTESTREAM_IS_READABLE | MFBYTESTREAM_IS_SEEKABLE, bytestream);
}

/**
 * Makes a byte stream over a WinRT IRandomAccessStream, by way of the system's own adapter (shcore, Windows 8), or over an
 * IStream.
 *
 * Arguments as for MFCreateMFByteStreamOnStream. E_POINTER for NULL arguments, E_NOTIMPL where the system has no adapter,
 * E_NOINTERFACE when the object is neither, E_OUTOFMEMORY. Documented.
 */
HRESULT WINAPI MFCreateMFByteStreamOnStreamEx(IUnknown *stream, IMFByteStream **bytestream)
{
    static const GUID iid_random_access_stream =
    {
        0x905a0fe1, 0xbc53, 0x11df, {0x8c, 0x49, 0x00, 0x1e, 0x4f, 0xc6, 0x86, 0xda}
    };
    HRESULT (WINAPI *create)(IUnknown *stream, REFIID iid, void **object);
    IUnknown *random_access;
    IStream *istream;
    HRESULT hr;

    if (!bytestream)
        return E_POINTER;
    *bytestream = NULL;
    if (!stream)
        return E_POINTER;
    hr = IUnknown_QueryInterface(stream, &IID_IStream, (void **)&istream);
    if (FAILED(hr))
    {
        hr = IUnknown_QueryInterface(stream, &iid_random_access_stream, (void **)&random_access);
        if (FAILED(hr))
            return E_NOINTERFACE;
        create = os_newer_lookup(L"shcore.dll", "CreateStreamOverRandomAccessStream");
        hr = create ? create(random_access, &IID_IStream, (void **)&istream) : E_NOTIMPL;
        IUnknown_Release(random_access);
        if (FAILED(hr))
            return hr;
    }
    hr = MFCreateMFByteStreamOnStream(istream, bytestream);
    IStream_Release(istream);
    return hr;
}

/**
 * MFCreateMFByteStreamOnStream with a word of flags, of which none is known: E_NOTIMPL unless it is 0. Undocumented.
 */
HRESULT WINAPI MFCreateMFByteStreamOnIStreamWithFlags(IStream *stream, DWORD flags, IMFByteStream **bytestream)
{
    if (!bytestream)
        return E_POINTER;
    *bytestream = NULL;
    return flags ? E_NOTIMPL : MFCreateMFByteStreamOnStream(stream, bytestream);
}

/* SPDX-License-Identifier: MIT */
/* MFCreateMemoryStream: an IStream over a block of the caller's memory. */

#include <windows.h>
#include <mfapi.h>
#include "base/memory.h"
#include "base/lock.h"
#include "base/object.h"
#include "bytestream/istream_methods.h"

/* Undocumented: declared by no header. */
HRESULT WINAPI MFCreateMemoryStream(BYTE *data, UINT size, DWORD reserved, IStream **stream);

struct memory_stream
{
    IStream IStream_iface;
    struct object object;
    struct lock lock;
    BYTE *data;         /* immutable; the bytes guarded by lock as far as this stream goes */
    UINT size;          /* immutable */
    ULONGLONG position; /* guarded by lock; may lie beyond the end */
};

static struct memory_stream *impl_from_IStream(IStream *iface)
{
    return CONTAINING_RECORD(iface, struct memory_stream, IStream_iface);
}

static HRESULT WINAPI memory_stream_QueryInterface(IStream *iface, REFIID iid, void **out)
{
    return object_query(&impl_from_IStream(iface)->object, iid, out);
}

static ULONG WINAPI memory_stream_AddRef(IStream *iface)
{
    return object_add_ref(&impl_from_IStream(iface)->object);
}

static ULONG WINAPI memory_stream_Release(IStream *iface)
{
    return object_release(&impl_from_IStream(iface)->object);
}

static HRESULT transfer(struct memory_stream *stream, BOOL write, BYTE *data, ULONG size, ULONG *count)
{
    ULONG part = 0;

    if (count)
        *count = 0;
    if (!data && size)
        return STG_E_INVALIDPOINTER;
    lock_acquire(&stream->lock);
    if (stream->position < stream->size)
    {
        BYTE *here = stream->data + stream->position;

        part = stream->size - (ULONG)stream->position;
        part = min(part, size);
        memmove(write ? here : data, write ? data : here, part);
        stream->position += part;
    }
    lock_release(&stream->lock);
    if (count)
        *count = part;
    if (part == size)
        return S_OK;
    return write ? STG_E_MEDIUMFULL : S_FALSE;
}

/* S_FALSE when the block ends before the request does. */
static HRESULT WINAPI memory_stream_Read(IStream *iface, void *data, ULONG size, ULONG *count)
{
    return transfer(impl_from_IStream(iface), FALSE, data, size, count);
}

/* The block does not grow: what fits is written, STG_E_MEDIUMFULL when that is not all. */
static HRESULT WINAPI memory_stream_Write(IStream *iface, const void *data, ULONG size, ULONG *count)
{
    return transfer(impl_from_IStream(iface), TRUE, (BYTE *)data, size, count);
}

static HRESULT WINAPI memory_stream_Seek(IStream *iface, LARGE_INTEGER move, DWORD origin, ULARGE_INTEGER *position)
{
    struct memory_stream *stream = impl_from_IStream(iface);
    LONGLONG base = 0, target;
    HRESULT hr = S_OK;

    lock_acquire(&stream->lock);
    if (origin == STREAM_SEEK_CUR)
        base = stream->position;
    else if (origin == STREAM_SEEK_END)
        base = stream->size;
    else if (origin != STREAM_SEEK_SET)
        hr = STG_E_INVALIDFUNCTION;
    if (SUCCEEDED(hr) && (__builtin_add_overflow(base, move.QuadPart, &target) || target < 0))
        hr = STG_E_INVALIDFUNCTION;
    if (SUCCEEDED(hr))
    {
        stream->position = target;
        if (position)
            position->QuadPart = target;
    }
    lock_release(&stream->lock);
    return hr;
}

/* Only the size it has: STG_E_MEDIUMFULL otherwise. */
static HRESULT WINAPI memory_stream_SetSize(IStream *iface, ULARGE_INTEGER size)
{
    return size.QuadPart == impl_from_IStream(iface)->size ? S_OK : STG_E_MEDIUMFULL;
}

static HRESULT WINAPI memory_stream_Stat(IStream *iface, STATSTG *stat, DWORD flags)
{
    (void)flags;
    return istream_stat(stat, impl_from_IStream(iface)->size, STGM_READWRITE);
}

static const IStreamVtbl memory_stream_vtbl =
{
    memory_stream_QueryInterface,
    memory_stream_AddRef,
    memory_stream_Release,
    memory_stream_Read,
    memory_stream_Write,
    memory_stream_Seek,
    memory_stream_SetSize,
    istream_CopyTo,
    istream_Commit,
    istream_Revert,
    istream_LockRegion,
    istream_UnlockRegion,
    memory_stream_Stat,
    istream_Clone
};

static const struct object_interface memory_stream_interfaces[] =
{
    OBJECT_INTERFACE(memory_stream, IStream),
    {&IID_ISequentialStream, offsetof(struct memory_stream, IStream_iface)}
};

static void memory_stream_destroy(struct object *object)
{
    memory_free(CONTAINING_RECORD(object, struct memory_stream, object));
}

static const struct object_class memory_stream_class =
{
    "memory stream", offsetof(struct memory_stream, object), memory_stream_interfaces,
    ARRAYSIZE(memory_stream_interfaces), memory_stream_destroy
};

/**
 * Makes an IStream straight over `size` bytes at `data`, which must outlive it; nothing is copied, nothing grows.
 *
 * reserved: 0. stream: receives the stream; NULL on failure. E_POINTER for a NULL stream or a NULL block of more than 0
 * bytes, E_INVALIDARG when reserved is not 0, E_OUTOFMEMORY. Thread safe, needs no MFStartup. Undocumented: the meaning
 * of the arguments is what is reported for Windows.
 */
HRESULT WINAPI MFCreateMemoryStream(BYTE *data, UINT size, DWORD reserved, IStream **out)
{
    struct memory_stream *stream;

    if (!out)
        return E_POINTER;
    *out = NULL;
    if (!data && size)
        return E_POINTER;
    if (reserved)
        return E_INVALIDARG;
    if (!(stream = memory_alloc_zeroed(sizeof(*stream))))
        return E_OUTOFMEMORY;
    stream->IStream_iface.lpVtbl = (IStreamVtbl *)&memory_stream_vtbl;
    object_init(&stream->object, &memory_stream_class);
    lock_init(&stream->lock, LOCK_RANK_OBJECT);
    stream->data = data;
    stream->size = size;
    *out = &stream->IStream_iface;
    return S_OK;
}

/* SPDX-License-Identifier: MIT */
/* An IStream on a block of memory. */

#include "memory_stream.h"

static struct memory_stream *impl_from_IStream(IStream *iface)
{
    return CONTAINING_RECORD(iface, struct memory_stream, IStream_iface);
}

static HRESULT WINAPI memory_stream_QueryInterface(IStream *iface, REFIID iid, void **out)
{
    *out = IsEqualGUID(iid, &IID_IUnknown) || IsEqualGUID(iid, &IID_IStream) ? iface : NULL;
    return *out ? S_OK : E_NOINTERFACE;
}

static ULONG WINAPI memory_stream_AddRef(IStream *iface)
{
    (void)iface;
    return 2;
}

static ULONG WINAPI memory_stream_Release(IStream *iface)
{
    (void)iface;
    return 1;
}

static HRESULT WINAPI memory_stream_Read(IStream *iface, void *data, ULONG size, ULONG *read)
{
    struct memory_stream *stream = impl_from_IStream(iface);
    size_t left = stream->size - stream->position;

    *read = left < size ? (ULONG)left : size;
    memcpy(data, stream->data + stream->position, *read);
    stream->position += *read;
    return *read == size ? S_OK : S_FALSE;
}

static HRESULT WINAPI memory_stream_Write(IStream *iface, const void *data, ULONG size, ULONG *written)
{
    struct memory_stream *stream = impl_from_IStream(iface);

    *written = 0;
    if (size > stream->room - stream->size)
        return STG_E_MEDIUMFULL;
    memcpy(stream->data + stream->size, data, size);
    stream->size += size;
    *written = size;
    return S_OK;
}

/* The other slots stay empty: nothing here calls them. */
static const IStreamVtbl memory_stream_vtbl =
{
    .QueryInterface = memory_stream_QueryInterface,
    .AddRef = memory_stream_AddRef,
    .Release = memory_stream_Release,
    .Read = memory_stream_Read,
    .Write = memory_stream_Write,
};

void memory_stream_init(struct memory_stream *stream, void *data, size_t size, size_t room)
{
    stream->IStream_iface.lpVtbl = (IStreamVtbl *)&memory_stream_vtbl;
    stream->data = data;
    stream->size = size;
    stream->room = room;
    stream->position = 0;
}

/* SPDX-License-Identifier: MIT */
/* An IStream over a byte stream: MFCreateStreamOnMFByteStream and its WinRT relative. */

#include <windows.h>
#include <mfapi.h>
#include <mferror.h>
#include <stdint.h>
#include "base/memory.h"
#include "base/object.h"
#include "base/os_newer.h"
#include "bytestream/istream_methods.h"

/* In the SDK's mfidl.h, which not every compiler has. */
HRESULT WINAPI MFCreateStreamOnMFByteStream(IMFByteStream *bytestream, IStream **stream);
HRESULT WINAPI MFCreateStreamOnMFByteStreamEx(IMFByteStream *bytestream, REFIID iid, void **object);

struct stream_on_bytestream
{
    IStream IStream_iface;
    struct object object;
    IMFByteStream *bytestream; /* immutable */
};

static struct stream_on_bytestream *impl_from_IStream(IStream *iface)
{
    return CONTAINING_RECORD(iface, struct stream_on_bytestream, IStream_iface);
}

static HRESULT WINAPI stream_on_bytestream_QueryInterface(IStream *iface, REFIID iid, void **out)
{
    return object_query(&impl_from_IStream(iface)->object, iid, out);
}

static ULONG WINAPI stream_on_bytestream_AddRef(IStream *iface)
{
    return object_add_ref(&impl_from_IStream(iface)->object);
}

static ULONG WINAPI stream_on_bytestream_Release(IStream *iface)
{
    return object_release(&impl_from_IStream(iface)->object);
}

/* S_FALSE when the byte stream ends before the request does. */
static HRESULT WINAPI stream_on_bytestream_Read(IStream *iface, void *data, ULONG size, ULONG *count)
{
    ULONG part = 0;
    HRESULT hr = IMFByteStream_Read(impl_from_IStream(iface)->bytestream, data, size, &part);

    if (count)
        *count = SUCCEEDED(hr) ? part : 0;
    if (FAILED(hr))
        return hr;
    return part < size ? S_FALSE : S_OK;
}

static HRESULT WINAPI stream_on_bytestream_Write(IStream *iface, const void *data, ULONG size, ULONG *count)
{
    ULONG part = 0;
    HRESULT hr = IMFByteStream_Write(impl_from_IStream(iface)->bytestream, data, size, &part);

    if (count)
        *count = SUCCEEDED(hr) ? part : 0;
    return hr;
}

/* All three origins. STG_E_INVALIDFUNCTION for another or for a position before the beginning. */
static HRESULT WINAPI stream_on_bytestream_Seek(IStream *iface, LARGE_INTEGER move, DWORD origin,
        ULARGE_INTEGER *position)
{
    IMFByteStream *bytestream = impl_from_IStream(iface)->bytestream;
    LONGLONG target;
    QWORD base = 0;
    HRESULT hr = S_OK;

    if (origin == STREAM_SEEK_CUR)
        hr = IMFByteStream_GetCurrentPosition(bytestream, &base);
    else if (origin == STREAM_SEEK_END)
        hr = IMFByteStream_GetLength(bytestream, &base);
    else if (origin != STREAM_SEEK_SET)
        hr = STG_E_INVALIDFUNCTION;
    if (FAILED(hr))
        return hr;
    if (base > INT64_MAX || __builtin_add_overflow((LONGLONG)base, move.QuadPart, &target) || target < 0)
        return STG_E_INVALIDFUNCTION;
    if (origin != STREAM_SEEK_CUR || move.QuadPart)
        hr = IMFByteStream_SetCurrentPosition(bytestream, target);
    if (SUCCEEDED(hr) && position)
        position->QuadPart = target;
    return hr;
}

static HRESULT WINAPI stream_on_bytestream_SetSize(IStream *iface, ULARGE_INTEGER size)
{
    return IMFByteStream_SetLength(impl_from_IStream(iface)->bytestream, size.QuadPart);
}

static HRESULT WINAPI stream_on_bytestream_Commit(IStream *iface, DWORD flags)
{
    (void)flags;
    return IMFByteStream_Flush(impl_from_IStream(iface)->bytestream);
}

static HRESULT WINAPI stream_on_bytestream_Stat(IStream *iface, STATSTG *stat, DWORD flags)
{
    IMFByteStream *bytestream = impl_from_IStream(iface)->bytestream;
    DWORD capabilities = 0, mode = STGM_READ;
    QWORD length;
    HRESULT hr;

    (void)flags;
    hr = IMFByteStream_GetLength(bytestream, &length);
    if (SUCCEEDED(hr))
        hr = IMFByteStream_GetCapabilities(bytestream, &capabilities);
    if (FAILED(hr))
        return hr;
    if (capabilities & MFBYTESTREAM_IS_WRITABLE)
        mode = (capabilities & MFBYTESTREAM_IS_READABLE) ? STGM_READWRITE : STGM_WRITE;
    return istream_stat(stat, length, mode);
}

static const IStreamVtbl stream_on_bytestream_vtbl =
{
    stream_on_bytestream_QueryInterface,
    stream_on_bytestream_AddRef,
    stream_on_bytestream_Release,
    stream_on_bytestream_Read,
    stream_on_bytestream_Write,
    stream_on_bytestream_Seek,
    stream_on_bytestream_SetSize,
    istream_CopyTo,
    stream_on_bytestream_Commit,
    istream_Revert,
    istream_LockRegion,
    istream_UnlockRegion,
    stream_on_bytestream_Stat,
    istream_Clone
};

static const struct object_interface stream_on_bytestream_interfaces[] =
{
    OBJECT_INTERFACE(stream_on_bytestream, IStream),
    {&IID_ISequentialStream, offsetof(struct stream_on_bytestream, IStream_iface)}
};

static void stream_on_bytestream_destroy(struct object *object)
{
    struct stream_on_bytestream *stream = CONTAINING_RECORD(object, struct stream_on_bytestream, object);

    IMFByteStream_Release(stream->bytestream);
    memory_free(stream);
}

static const struct object_class stream_on_bytestream_class =
{
    "stream on a byte stream", offsetof(struct stream_on_bytestream, object), stream_on_bytestream_interfaces,
    ARRAYSIZE(stream_on_bytestream_interfaces), stream_on_bytestream_destroy
};

/**
 * Makes an IStream whose methods work on a byte stream, with the byte stream's own position.
 *
 * bytestream: referenced until the stream goes. stream: receives the stream; NULL on failure. E_POINTER for NULL arguments,
 * E_OUTOFMEMORY. Read answers S_FALSE for a short count. As thread safe as the byte stream; needs no MFStartup. Documented.
 */
HRESULT WINAPI MFCreateStreamOnMFByteStream(IMFByteStream *bytestream, IStream **out)
{
    struct stream_on_bytestream *stream;

    if (!out)
        return E_POINTER;
    *out = NULL;
    if (!bytestream)
        return E_POINTER;
    if (!(stream = memory_alloc_zeroed(sizeof(*stream))))
        return E_OUTOFMEMORY;
    stream->IStream_iface.lpVtbl = (IStreamVtbl *)&stream_on_bytestream_vtbl;
    object_init(&stream->object, &stream_on_bytestream_class);
    stream->bytestream = bytestream;
    IMFByteStream_AddRef(bytestream);
    *out = &stream->IStream_iface;
    return S_OK;
}

/**
 * Makes a WinRT random access stream over a byte stream, by way of the system's own adapter (shcore, Windows 8).
 *
 * iid: IID_IRandomAccessStream or another interface of such an object; IID_IStream, IID_ISequentialStream and
 * IID_IUnknown give the stream of MFCreateStreamOnMFByteStream. object: receives the interface; NULL on failure.
 * E_POINTER for NULL arguments, E_NOTIMPL where the system has no adapter, E_NOINTERFACE for other interfaces,
 * E_OUTOFMEMORY. As thread safe as the byte stream. Documented; the object has no IMFGetService.
 */
HRESULT WINAPI MFCreateStreamOnMFByteStreamEx(IMFByteStream *bytestream, REFIID iid, void **object)
{
    HRESULT (WINAPI *create)(IStream *stream, DWORD options, REFIID iid, void **object);
    IStream *stream;
    HRESULT hr;

    if (!object)
        return E_POINTER;
    *object = NULL;
    if (!bytestream || !iid)
        return E_POINTER;
    hr = MFCreateStreamOnMFByteStream(bytestream, &stream);
    if (FAILED(hr))
        return hr;
    hr = IStream_QueryInterface(stream, iid, object);
    if (hr == E_NOINTERFACE)
    {
        create = os_newer_lookup(L"shcore.dll", "CreateRandomAccessStreamOverStream");
        hr = create ? create(stream, 0, iid, object) : E_NOTIMPL;
    }
    IStream_Release(stream);
    return hr;
}

/* SPDX-License-Identifier: MIT */
/* Byte streams that pass everything on to another one but Close: MFCreateMFByteStreamWrapper, MFCreateReusableByteStream. */

#include <windows.h>
#include <mfapi.h>
#include <mferror.h>
#include "attributes/attributes.h"
#include "base/memory.h"
#include "base/object.h"

/* Undocumented: declared by no header. */
HRESULT WINAPI MFCreateReusableByteStream(IMFByteStream *stream, IMFByteStream **reusable);

struct bytestream_wrapper
{
    IMFByteStream IMFByteStream_iface;
    struct attributes attributes; /* a copy of the original's at creation */
    struct object object;
    IMFByteStream *original;      /* immutable */
    BOOL reusable;                /* immutable: Close rewinds instead of closing */
    LONG closed;                  /* atomic */
};

static struct bytestream_wrapper *impl_from_IMFByteStream(IMFByteStream *iface)
{
    return CONTAINING_RECORD(iface, struct bytestream_wrapper, IMFByteStream_iface);
}

/* The stream to pass a call on to; NULL once the wrapper is closed. */
static IMFByteStream *open_original(IMFByteStream *iface)
{
    struct bytestream_wrapper *wrapper = impl_from_IMFByteStream(iface);

    return atomic_load(&wrapper->closed) ? NULL : wrapper->original;
}

static HRESULT WINAPI bytestream_wrapper_QueryInterface(IMFByteStream *iface, REFIID iid, void **out)
{
    return object_query(&impl_from_IMFByteStream(iface)->object, iid, out);
}

static ULONG WINAPI bytestream_wrapper_AddRef(IMFByteStream *iface)
{
    return object_add_ref(&impl_from_IMFByteStream(iface)->object);
}

static ULONG WINAPI bytestream_wrapper_Release(IMFByteStream *iface)
{
    return object_release(&impl_from_IMFByteStream(iface)->object);
}

/* Like those of all byte streams, still known after Close. */
static HRESULT WINAPI bytestream_wrapper_GetCapabilities(IMFByteStream *iface, DWORD *capabilities)
{
    return IMFByteStream_GetCapabilities(impl_from_IMFByteStream(iface)->original, capabilities);
}

static HRESULT WINAPI bytestream_wrapper_GetLength(IMFByteStream *iface, QWORD *length)
{
    IMFByteStream *original = open_original(iface);

    return original ? IMFByteStream_GetLength(original, length) : E_HANDLE;
}

static HRESULT WINAPI bytestream_wrapper_SetLength(IMFByteStream *iface, QWORD length)
{
    IMFByteStream *original = open_original(iface);

    return original ? IMFByteStream_SetLength(original, length) : E_HANDLE;
}

static HRESULT WINAPI bytestream_wrapper_GetCurrentPosition(IMFByteStream *iface, QWORD *position)
{
    IMFByteStream *original = open_original(iface);

    return original ? IMFByteStream_GetCurrentPosition(original, position) : E_HANDLE;
}

static HRESULT WINAPI bytestream_wrapper_SetCurrentPosition(IMFByteStream *iface, QWORD position)
{
    IMFByteStream *original = open_original(iface);

    return original ? IMFByteStream_SetCurrentPosition(original, position) : E_HANDLE;
}

static HRESULT WINAPI bytestream_wrapper_IsEndOfStream(IMFByteStream *iface, BOOL *end)
{
    IMFByteStream *original = open_original(iface);

    return original ? IMFByteStream_IsEndOfStream(original, end) : E_HANDLE;
}

static HRESULT WINAPI bytestream_wrapper_Read(IMFByteStream *iface, BYTE *data, ULONG size, ULONG *count)
{
    IMFByteStream *original = open_original(iface);

    return original ? IMFByteStream_Read(original, data, size, count) : E_HANDLE;
}

static HRESULT WINAPI bytestream_wrapper_BeginRead(IMFByteStream *iface, BYTE *data, ULONG size,
        IMFAsyncCallback *callback, IUnknown *state)
{
    IMFByteStream *original = open_original(iface);

    return original ? IMFByteStream_BeginRead(original, data, size, callback, state) : E_HANDLE;
}

/* Also after Close: what was begun is to be ended. */
static HRESULT WINAPI bytestream_wrapper_EndRead(IMFByteStream *iface, IMFAsyncResult *result, ULONG *count)
{
    return IMFByteStream_EndRead(impl_from_IMFByteStream(iface)->original, result, count);
}

static HRESULT WINAPI bytestream_wrapper_Write(IMFByteStream *iface, const BYTE *data, ULONG size, ULONG *count)
{
    IMFByteStream *original = open_original(iface);

    return original ? IMFByteStream_Write(original, data, size, count) : E_HANDLE;
}

static HRESULT WINAPI bytestream_wrapper_BeginWrite(IMFByteStream *iface, const BYTE *data, ULONG size,
        IMFAsyncCallback *callback, IUnknown *state)
{
    IMFByteStream *original = open_original(iface);

    return original ? IMFByteStream_BeginWrite(original, data, size, callback, state) : E_HANDLE;
}

static HRESULT WINAPI bytestream_wrapper_EndWrite(IMFByteStream *iface, IMFAsyncResult *result, ULONG *count)
{
    return IMFByteStream_EndWrite(impl_from_IMFByteStream(iface)->original, result, count);
}

static HRESULT WINAPI bytestream_wrapper_Seek(IMFByteStream *iface, MFBYTESTREAM_SEEK_ORIGIN origin, LONGLONG offset,
        DWORD flags, QWORD *position)
{
    IMFByteStream *original = open_original(iface);

    return original ? IMFByteStream_Seek(original, origin, offset, flags, position) : E_HANDLE;
}

static HRESULT WINAPI bytestream_wrapper_Flush(IMFByteStream *iface)
{
    IMFByteStream *original = open_original(iface);

    return original ? IMFByteStream_Flush(original) : E_HANDLE;
}

/* The original stays open. A reusable stream is rewound and goes on working. S_OK always. */
static HRESULT WINAPI bytestream_wrapper_Close(IMFByteStream *iface)
{
    struct bytestream_wrapper *wrapper = impl_from_IMFByteStream(iface);

    if (wrapper->reusable)
        IMFByteStream_SetCurrentPosition(wrapper->original, 0);
    else
        atomic_store(&wrapper->closed, 1);
    return S_OK;
}

static const IMFByteStreamVtbl bytestream_wrapper_vtbl =
{
    bytestream_wrapper_QueryInterface,
    bytestream_wrapper_AddRef,
    bytestream_wrapper_Release,
    bytestream_wrapper_GetCapabilities,
    bytestream_wrapper_GetLength,
    bytestream_wrapper_SetLength,
    bytestream_wrapper_GetCurrentPosition,
    bytestream_wrapper_SetCurrentPosition,
    bytestream_wrapper_IsEndOfStream,
    bytestream_wrapper_Read,
    bytestream_wrapper_BeginRead,
    bytestream_wrapper_EndRead,
    bytestream_wrapper_Write,
    bytestream_wrapper_BeginWrite,
    bytestream_wrapper_EndWrite,
    bytestream_wrapper_Seek,
    bytestream_wrapper_Flush,
    bytestream_wrapper_Close
};

static const struct object_interface bytestream_wrapper_interfaces[] =
{
    OBJECT_INTERFACE(bytestream_wrapper, IMFByteStream),
    {&IID_IMFAttributes, offsetof(struct bytestream_wrapper, attributes.IMFAttributes_iface)}
};

static void bytestream_wrapper_destroy(struct object *object)
{
    struct bytestream_wrapper *wrapper = CONTAINING_RECORD(object, struct bytestream_wrapper, object);

    attributes_destroy(&wrapper->attributes);
    IMFByteStream_Release(wrapper->original);
    memory_free(wrapper);
}

static const struct object_class bytestream_wrapper_class =
{
    "byte stream wrapper", offsetof(struct bytestream_wrapper, object), bytestream_wrapper_interfaces,
    ARRAYSIZE(bytestream_wrapper_interfaces), bytestream_wrapper_destroy
};

static HRESULT bytestream_wrapper_create(IMFByteStream *original, BOOL reusable, IMFByteStream **out)
{
    struct bytestream_wrapper *wrapper;
    IMFAttributes *attributes;
    HRESULT hr;

    if (!out)
        return E_POINTER;
    *out = NULL;
    if (!original)
        return E_POINTER;
    if (!(wrapper = memory_alloc_zeroed(sizeof(*wrapper))))
        return E_OUTOFMEMORY;
    wrapper->IMFByteStream_iface.lpVtbl = (IMFByteStreamVtbl *)&bytestream_wrapper_vtbl;
    object_init(&wrapper->object, &bytestream_wrapper_class);
    wrapper->reusable = reusable;
    hr = attributes_init(&wrapper->attributes, &wrapper->object, 0);
    if (FAILED(hr))
    {
        memory_free(wrapper);
        return hr;
    }
    wrapper->original = original;
    IMFByteStream_AddRef(original);
    if (SUCCEEDED(IMFByteStream_QueryInterface(original, &IID_IMFAttributes, (void **)&attributes)))
    {
        hr = IMFAttributes_CopyAllItems(attributes, &wrapper->attributes.IMFAttributes_iface);
        IMFAttributes_Release(attributes);
        if (FAILED(hr))
        {
            IMFByteStream_Release(&wrapper->IMFByteStream_iface);
            return hr;
        }
    }
    *out = &wrapper->IMFByteStream_iface;
    return S_OK;
}

/**
 * Makes a byte stream that passes every call on to `original`, but whose Close leaves the original open.
 *
 * original: referenced until the wrapper goes. wrapper: receives the wrapper; NULL on failure. Its attributes are a copy of
 * the original's at this time. After its Close the methods answer E_HANDLE. E_POINTER for NULL arguments, E_OUTOFMEMORY.
 * As thread safe as the original; needs no MFStartup. Documented.
 */
HRESULT WINAPI MFCreateMFByteStreamWrapper(IMFByteStream *original, IMFByteStream **wrapper)
{
    return bytestream_wrapper_create(original, FALSE, wrapper);
}

/**
 * Makes a byte stream over `original` that goes on working after Close, which only rewinds it: one stream can so serve
 * several owners that close it in turn.
 *
 * Arguments and errors as for MFCreateMFByteStreamWrapper. Undocumented: the behaviour is what the name says.
 */
HRESULT WINAPI MFCreateReusableByteStream(IMFByteStream *original, IMFByteStream **reusable)
{
    return bytestream_wrapper_create(original, TRUE, reusable);
}

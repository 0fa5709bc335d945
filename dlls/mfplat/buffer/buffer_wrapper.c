/* SPDX-License-Identifier: MIT */
/* MFCreateMediaBufferWrapper: a part of another buffer as a buffer of its own. */

#include "base/memory.h"
#include "base/object.h"
#include <mfapi.h>

struct buffer_wrapper
{
    IMFMediaBuffer IMFMediaBuffer_iface;
    struct object object;
    IMFMediaBuffer *original; /* immutable; one reference */
    DWORD offset;             /* immutable */
    DWORD max_length;         /* immutable */
    LONG current_length;      /* atomic */
};

static struct buffer_wrapper *impl_from_IMFMediaBuffer(IMFMediaBuffer *iface)
{
    return CONTAINING_RECORD(iface, struct buffer_wrapper, IMFMediaBuffer_iface);
}

static HRESULT WINAPI buffer_wrapper_QueryInterface(IMFMediaBuffer *iface, REFIID iid, void **out)
{
    return object_query(&impl_from_IMFMediaBuffer(iface)->object, iid, out);
}

static ULONG WINAPI buffer_wrapper_AddRef(IMFMediaBuffer *iface)
{
    return object_add_ref(&impl_from_IMFMediaBuffer(iface)->object);
}

static ULONG WINAPI buffer_wrapper_Release(IMFMediaBuffer *iface)
{
    return object_release(&impl_from_IMFMediaBuffer(iface)->object);
}

static HRESULT WINAPI buffer_wrapper_Lock(IMFMediaBuffer *iface, BYTE **data, DWORD *max_length,
        DWORD *current_length)
{
    struct buffer_wrapper *wrapper = impl_from_IMFMediaBuffer(iface);
    DWORD original_max, original_current;
    BYTE *original_data;
    HRESULT hr;

    if (!data)
        return E_INVALIDARG;
    hr = IMFMediaBuffer_Lock(wrapper->original, &original_data, &original_max, &original_current);
    if (FAILED(hr))
        return hr;
    *data = original_data + wrapper->offset;
    if (max_length)
        *max_length = wrapper->max_length;
    if (current_length)
        *current_length = atomic_load_relaxed(&wrapper->current_length);
    return S_OK;
}

static HRESULT WINAPI buffer_wrapper_Unlock(IMFMediaBuffer *iface)
{
    return IMFMediaBuffer_Unlock(impl_from_IMFMediaBuffer(iface)->original);
}

static HRESULT WINAPI buffer_wrapper_GetCurrentLength(IMFMediaBuffer *iface, DWORD *current_length)
{
    if (!current_length)
        return E_INVALIDARG;
    *current_length = atomic_load_relaxed(&impl_from_IMFMediaBuffer(iface)->current_length);
    return S_OK;
}

static HRESULT WINAPI buffer_wrapper_SetCurrentLength(IMFMediaBuffer *iface, DWORD current_length)
{
    struct buffer_wrapper *wrapper = impl_from_IMFMediaBuffer(iface);

    if (current_length > wrapper->max_length)
        return E_INVALIDARG;
    atomic_store_relaxed(&wrapper->current_length, current_length);
    return S_OK;
}

static HRESULT WINAPI buffer_wrapper_GetMaxLength(IMFMediaBuffer *iface, DWORD *max_length)
{
    if (!max_length)
        return E_INVALIDARG;
    *max_length = impl_from_IMFMediaBuffer(iface)->max_length;
    return S_OK;
}

static const IMFMediaBufferVtbl buffer_wrapper_vtbl =
{
    buffer_wrapper_QueryInterface,
    buffer_wrapper_AddRef,
    buffer_wrapper_Release,
    buffer_wrapper_Lock,
    buffer_wrapper_Unlock,
    buffer_wrapper_GetCurrentLength,
    buffer_wrapper_SetCurrentLength,
    buffer_wrapper_GetMaxLength,
};

static void buffer_wrapper_destroy(struct object *object)
{
    struct buffer_wrapper *wrapper = CONTAINING_RECORD(object, struct buffer_wrapper, object);

    IMFMediaBuffer_Release(wrapper->original);
    memory_free(wrapper);
}

static const struct object_interface buffer_wrapper_interfaces[] =
{
    OBJECT_INTERFACE(buffer_wrapper, IMFMediaBuffer),
};

static const struct object_class buffer_wrapper_class =
{
    "buffer wrapper",
    offsetof(struct buffer_wrapper, object),
    buffer_wrapper_interfaces,
    ARRAYSIZE(buffer_wrapper_interfaces),
    buffer_wrapper_destroy,
};

/* Creates a buffer that shares the memory of another one from an offset on. Its current length is 0 at first.
 * Params:    offset, length: bytes; their sum may not exceed the current length of the original (asked once, here);
 *            wrapper: receives one reference.
 * Ownership: the wrapper holds one reference on the original; locking it locks the original.
 * Returns:   S_OK; E_INVALIDARG for NULL pointers and for a part beyond the valid data; what the original's
 *            GetCurrentLength answers; E_OUTOFMEMORY.
 * Threads:   any. Needs no MFStartup.
 * Rule:      documented. */
HRESULT WINAPI MFCreateMediaBufferWrapper(IMFMediaBuffer *buffer, DWORD offset, DWORD length, IMFMediaBuffer **out)
{
    struct buffer_wrapper *wrapper;
    DWORD current_length;
    HRESULT hr;

    if (out)
        *out = NULL;
    if (!buffer || !out)
        return E_INVALIDARG;
    hr = IMFMediaBuffer_GetCurrentLength(buffer, &current_length);
    if (FAILED(hr))
        return hr;
    if (offset > current_length || length > current_length - offset)
        return E_INVALIDARG;
    if (!(wrapper = memory_alloc(sizeof(*wrapper))))
        return E_OUTOFMEMORY;

    wrapper->IMFMediaBuffer_iface.lpVtbl = (IMFMediaBufferVtbl *)&buffer_wrapper_vtbl;
    object_init(&wrapper->object, &buffer_wrapper_class);
    IMFMediaBuffer_AddRef(buffer);
    wrapper->original = buffer;
    wrapper->offset = offset;
    wrapper->max_length = length;
    wrapper->current_length = 0;
    *out = &wrapper->IMFMediaBuffer_iface;
    return S_OK;
}

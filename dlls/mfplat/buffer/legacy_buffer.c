/* SPDX-License-Identifier: MIT */
/* MFCreateLegacyMediaBufferOnMFMediaBuffer: a media buffer as a DMO's IMediaBuffer. */

#include "buffer/legacy_buffer.h"
#include "base/memory.h"
#include <mfapi.h>

static struct legacy_buffer *impl_from_IMediaBuffer(IMediaBuffer *iface)
{
    return CONTAINING_RECORD(iface, struct legacy_buffer, IMediaBuffer_iface);
}

static struct legacy_buffer *impl_from_IMF2DBuffer2(IMF2DBuffer2 *iface)
{
    return CONTAINING_RECORD(iface, struct legacy_buffer, IMF2DBuffer2_iface);
}

/* The faces depend on what was wrapped; object_query knows the one that is always there. */
HRESULT legacy_buffer_query(struct legacy_buffer *buffer, REFIID iid, void **out)
{
    IUnknown *face = NULL;

    if (!out)
        return E_POINTER;
    if (buffer->sample && (IsEqualGUID(iid, &IID_IMFSample) || IsEqualGUID(iid, &IID_IMFAttributes)))
        face = (IUnknown *)&buffer->IMFSample_iface;
    else if ((buffer->surface && IsEqualGUID(iid, &IID_IMF2DBuffer))
            || (buffer->surface2 && IsEqualGUID(iid, &IID_IMF2DBuffer2)))
        face = (IUnknown *)&buffer->IMF2DBuffer2_iface;
    if (!face)
        return object_query(&buffer->object, iid, out);
    object_add_ref(&buffer->object);
    *out = face;
    return S_OK;
}

/* ---- IMediaBuffer */

static HRESULT WINAPI legacy_buffer_QueryInterface(IMediaBuffer *iface, REFIID iid, void **out)
{
    return legacy_buffer_query(impl_from_IMediaBuffer(iface), iid, out);
}

static ULONG WINAPI legacy_buffer_AddRef(IMediaBuffer *iface)
{
    return object_add_ref(&impl_from_IMediaBuffer(iface)->object);
}

static ULONG WINAPI legacy_buffer_Release(IMediaBuffer *iface)
{
    return object_release(&impl_from_IMediaBuffer(iface)->object);
}

/* What a DMO may write. A picture's GetMaxLength counts the padding that its linear view does not have. */
static HRESULT get_max_length(struct legacy_buffer *buffer, DWORD *max_length)
{
    DWORD contiguous_length;
    HRESULT hr = IMFMediaBuffer_GetMaxLength(buffer->buffer, max_length);

    if (FAILED(hr))
        return hr;
    if (buffer->surface && SUCCEEDED(IMF2DBuffer_GetContiguousLength(buffer->surface, &contiguous_length))
            && *max_length > contiguous_length)
        *max_length = contiguous_length;
    *max_length -= min(*max_length, buffer->offset);
    return S_OK;
}

static HRESULT WINAPI legacy_buffer_SetLength(IMediaBuffer *iface, DWORD length)
{
    struct legacy_buffer *buffer = impl_from_IMediaBuffer(iface);
    DWORD max_length;
    HRESULT hr = get_max_length(buffer, &max_length);

    if (FAILED(hr))
        return hr;
    if (length > max_length)
        return E_INVALIDARG;
    return IMFMediaBuffer_SetCurrentLength(buffer->buffer, buffer->offset + length);
}

static HRESULT WINAPI legacy_buffer_GetMaxLength(IMediaBuffer *iface, DWORD *max_length)
{
    if (!max_length)
        return E_POINTER;
    return get_max_length(impl_from_IMediaBuffer(iface), max_length);
}

/* Locks the wrapped buffer once, for as long as this object lives. observed: with both lengths NULL. */
static HRESULT lock_buffer(struct legacy_buffer *buffer, BYTE **data)
{
    void *expected = NULL;
    HRESULT hr;

    *data = atomic_load_pointer_acquire(&buffer->data);
    if (*data)
        return S_OK;
    hr = IMFMediaBuffer_Lock(buffer->buffer, data, NULL, NULL);
    if (FAILED(hr))
        return hr;
    if (!atomic_compare_exchange_pointer(&buffer->data, &expected, *data))
    {
        /* Another thread was faster: one lock is enough. */
        IMFMediaBuffer_Unlock(buffer->buffer);
        *data = expected;
    }
    return S_OK;
}

static HRESULT WINAPI legacy_buffer_GetBufferAndLength(IMediaBuffer *iface, BYTE **data, DWORD *length)
{
    struct legacy_buffer *buffer = impl_from_IMediaBuffer(iface);
    DWORD current_length;
    BYTE *start;
    HRESULT hr;

    if (!data && !length)
        return E_POINTER;
    if (length)
    {
        hr = IMFMediaBuffer_GetCurrentLength(buffer->buffer, &current_length);
        if (FAILED(hr))
            return hr;
    }
    if (data)
    {
        hr = lock_buffer(buffer, &start);
        if (FAILED(hr))
            return hr;
        *data = start + buffer->offset;
    }
    if (length)
        *length = current_length - min(current_length, buffer->offset);
    return S_OK;
}

static const IMediaBufferVtbl legacy_buffer_vtbl =
{
    legacy_buffer_QueryInterface,
    legacy_buffer_AddRef,
    legacy_buffer_Release,
    legacy_buffer_SetLength,
    legacy_buffer_GetMaxLength,
    legacy_buffer_GetBufferAndLength,
};

/* ---- IMF2DBuffer2: the wrapped buffer's */

static HRESULT WINAPI legacy_surface_QueryInterface(IMF2DBuffer2 *iface, REFIID iid, void **out)
{
    return legacy_buffer_query(impl_from_IMF2DBuffer2(iface), iid, out);
}

static ULONG WINAPI legacy_surface_AddRef(IMF2DBuffer2 *iface)
{
    return object_add_ref(&impl_from_IMF2DBuffer2(iface)->object);
}

static ULONG WINAPI legacy_surface_Release(IMF2DBuffer2 *iface)
{
    return object_release(&impl_from_IMF2DBuffer2(iface)->object);
}

static HRESULT WINAPI legacy_surface_Lock2D(IMF2DBuffer2 *iface, BYTE **scanline0, LONG *pitch)
{
    return IMF2DBuffer_Lock2D(impl_from_IMF2DBuffer2(iface)->surface, scanline0, pitch);
}

static HRESULT WINAPI legacy_surface_Unlock2D(IMF2DBuffer2 *iface)
{
    return IMF2DBuffer_Unlock2D(impl_from_IMF2DBuffer2(iface)->surface);
}

static HRESULT WINAPI legacy_surface_GetScanline0AndPitch(IMF2DBuffer2 *iface, BYTE **scanline0, LONG *pitch)
{
    return IMF2DBuffer_GetScanline0AndPitch(impl_from_IMF2DBuffer2(iface)->surface, scanline0, pitch);
}

static HRESULT WINAPI legacy_surface_IsContiguousFormat(IMF2DBuffer2 *iface, BOOL *contiguous)
{
    return IMF2DBuffer_IsContiguousFormat(impl_from_IMF2DBuffer2(iface)->surface, contiguous);
}

static HRESULT WINAPI legacy_surface_GetContiguousLength(IMF2DBuffer2 *iface, DWORD *length)
{
    return IMF2DBuffer_GetContiguousLength(impl_from_IMF2DBuffer2(iface)->surface, length);
}

static HRESULT WINAPI legacy_surface_ContiguousCopyTo(IMF2DBuffer2 *iface, BYTE *dest, DWORD size)
{
    return IMF2DBuffer_ContiguousCopyTo(impl_from_IMF2DBuffer2(iface)->surface, dest, size);
}

static HRESULT WINAPI legacy_surface_ContiguousCopyFrom(IMF2DBuffer2 *iface, const BYTE *src, DWORD size)
{
    return IMF2DBuffer_ContiguousCopyFrom(impl_from_IMF2DBuffer2(iface)->surface, src, size);
}

static HRESULT WINAPI legacy_surface_Lock2DSize(IMF2DBuffer2 *iface, MF2DBuffer_LockFlags flags, BYTE **scanline0,
        LONG *pitch, BYTE **start, DWORD *length)
{
    struct legacy_buffer *buffer = impl_from_IMF2DBuffer2(iface);

    if (!buffer->surface2)
        return E_NOTIMPL;
    return IMF2DBuffer2_Lock2DSize(buffer->surface2, flags, scanline0, pitch, start, length);
}

static HRESULT WINAPI legacy_surface_Copy2DTo(IMF2DBuffer2 *iface, IMF2DBuffer2 *dest)
{
    struct legacy_buffer *buffer = impl_from_IMF2DBuffer2(iface);

    if (!buffer->surface2)
        return E_NOTIMPL;
    return IMF2DBuffer2_Copy2DTo(buffer->surface2, dest);
}

static const IMF2DBuffer2Vtbl legacy_surface_vtbl =
{
    legacy_surface_QueryInterface,
    legacy_surface_AddRef,
    legacy_surface_Release,
    legacy_surface_Lock2D,
    legacy_surface_Unlock2D,
    legacy_surface_GetScanline0AndPitch,
    legacy_surface_IsContiguousFormat,
    legacy_surface_GetContiguousLength,
    legacy_surface_ContiguousCopyTo,
    legacy_surface_ContiguousCopyFrom,
    legacy_surface_Lock2DSize,
    legacy_surface_Copy2DTo,
};

static void legacy_buffer_destroy(struct object *object)
{
    struct legacy_buffer *buffer = CONTAINING_RECORD(object, struct legacy_buffer, object);

    if (buffer->data)
        IMFMediaBuffer_Unlock(buffer->buffer);
    if (buffer->surface2)
        IMF2DBuffer2_Release(buffer->surface2);
    if (buffer->surface)
        IMF2DBuffer_Release(buffer->surface);
    if (buffer->sample)
        IMFSample_Release(buffer->sample);
    IMFMediaBuffer_Release(buffer->buffer);
    memory_free(buffer);
}

static const struct object_interface legacy_buffer_interfaces[] =
{
    OBJECT_INTERFACE(legacy_buffer, IMediaBuffer),
};

static const struct object_class legacy_buffer_class =
{
    "DMO media buffer",
    offsetof(struct legacy_buffer, object),
    legacy_buffer_interfaces,
    ARRAYSIZE(legacy_buffer_interfaces),
    legacy_buffer_destroy,
};

/* Creates a DMO's IMediaBuffer on a media buffer.
 * Params:    sample: what IMFSample of the new object stands for, or NULL; offset: bytes of the buffer that the DMO
 *            does not see; out: receives one reference.
 * Ownership: the object holds a reference on the buffer and on the sample. It locks the buffer when GetBufferAndLength
 *            is first asked for the data, and unlocks it when it goes.
 * Returns:   S_OK; E_INVALIDARG for a NULL buffer or out pointer; E_OUTOFMEMORY.
 * Threads:   any. Needs no MFStartup.
 * Rule:      documented; observed on Windows: which interfaces it has (no IMFSample without a sample, IMF2DBuffer and
 *            IMF2DBuffer2 as far as the buffer has them, never IMFMediaBuffer), and how it locks. */
HRESULT WINAPI MFCreateLegacyMediaBufferOnMFMediaBuffer(IMFSample *sample, IMFMediaBuffer *media_buffer, DWORD offset,
        IMediaBuffer **out)
{
    struct legacy_buffer *buffer;

    if (out)
        *out = NULL;
    if (!media_buffer || !out)
        return E_INVALIDARG;
    if (!(buffer = memory_alloc_zeroed(sizeof(*buffer))))
        return E_OUTOFMEMORY;

    buffer->IMediaBuffer_iface.lpVtbl = (IMediaBufferVtbl *)&legacy_buffer_vtbl;
    buffer->IMFSample_iface.lpVtbl = (IMFSampleVtbl *)&legacy_sample_vtbl;
    buffer->IMF2DBuffer2_iface.lpVtbl = (IMF2DBuffer2Vtbl *)&legacy_surface_vtbl;
    object_init(&buffer->object, &legacy_buffer_class);
    IMFMediaBuffer_AddRef(media_buffer);
    buffer->buffer = media_buffer;
    if ((buffer->sample = sample))
        IMFSample_AddRef(sample);
    buffer->offset = offset;
    if (FAILED(IMFMediaBuffer_QueryInterface(media_buffer, &IID_IMF2DBuffer, (void **)&buffer->surface)))
        buffer->surface = NULL;
    else if (FAILED(IMFMediaBuffer_QueryInterface(media_buffer, &IID_IMF2DBuffer2, (void **)&buffer->surface2)))
        buffer->surface2 = NULL;
    *out = &buffer->IMediaBuffer_iface;
    return S_OK;
}

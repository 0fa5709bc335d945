/* SPDX-License-Identifier: MIT */
/* MFCreateDXGISurfaceBuffer, and the IMFDXGIBuffer of its buffers. */

#include "buffer/dxgi_buffer.h"
#include "base/memory.h"
#include "buffer/direct3d.h"
#include <mferror.h>

#define ALREADY_EXISTS HRESULT_FROM_WIN32(ERROR_OBJECT_ALREADY_EXISTS)

static struct dxgi_buffer *impl_from_IMFDXGIBuffer(IMFDXGIBuffer *iface)
{
    return CONTAINING_RECORD(iface, struct dxgi_buffer, IMFDXGIBuffer_iface);
}

static HRESULT WINAPI dxgi_buffer_QueryInterface(IMFDXGIBuffer *iface, REFIID iid, void **out)
{
    return object_query(&impl_from_IMFDXGIBuffer(iface)->base.object, iid, out);
}

static ULONG WINAPI dxgi_buffer_AddRef(IMFDXGIBuffer *iface)
{
    return object_add_ref(&impl_from_IMFDXGIBuffer(iface)->base.object);
}

static ULONG WINAPI dxgi_buffer_Release(IMFDXGIBuffer *iface)
{
    return object_release(&impl_from_IMFDXGIBuffer(iface)->base.object);
}

/* The resource. MF_E_INVALIDREQUEST while the buffer is locked (documented). */
static HRESULT WINAPI dxgi_buffer_GetResource(IMFDXGIBuffer *iface, REFIID iid, void **out)
{
    struct dxgi_buffer *buffer = impl_from_IMFDXGIBuffer(iface);
    BOOL locked;

    if (!out)
        return E_POINTER;
    *out = NULL;
    lock_acquire(&buffer->base.lock);
    locked = buffer->base.linear_locks || buffer->base.surface_locks;
    lock_release(&buffer->base.lock);
    return locked ? MF_E_INVALIDREQUEST : IUnknown_QueryInterface(buffer->resource, iid, out);
}

static HRESULT WINAPI dxgi_buffer_GetSubresourceIndex(IMFDXGIBuffer *iface, UINT *index)
{
    if (!index)
        return E_POINTER;
    *index = impl_from_IMFDXGIBuffer(iface)->subresource;
    return S_OK;
}

static struct dxgi_unknown *find_unknown_locked(struct dxgi_buffer *buffer, REFGUID key)
{
    DWORD i;

    for (i = 0; i < buffer->unknown_count; i++)
    {
        if (IsEqualGUID(&buffer->unknowns[i].key, key))
            return &buffer->unknowns[i];
    }
    return NULL;
}

/* MF_E_NOT_FOUND; what the stored object answers to QueryInterface. */
static HRESULT WINAPI dxgi_buffer_GetUnknown(IMFDXGIBuffer *iface, REFIID key, REFIID iid, void **out)
{
    struct dxgi_buffer *buffer = impl_from_IMFDXGIBuffer(iface);
    struct dxgi_unknown *entry;
    IUnknown *unknown = NULL;
    HRESULT hr;

    if (!out)
        return E_POINTER;
    *out = NULL;
    lock_acquire(&buffer->base.lock);
    if ((entry = find_unknown_locked(buffer, key)))
    {
        unknown = entry->unknown;
        IUnknown_AddRef(unknown);
    }
    lock_release(&buffer->base.lock);
    if (!unknown)
        return MF_E_NOT_FOUND;
    hr = IUnknown_QueryInterface(unknown, iid, out);
    IUnknown_Release(unknown);
    return hr;
}

static HRESULT store_unknown_locked(struct dxgi_buffer *buffer, REFGUID key, IUnknown *unknown)
{
    struct dxgi_unknown *unknowns;

    if (find_unknown_locked(buffer, key))
        return ALREADY_EXISTS;
    unknowns = memory_realloc_array(buffer->unknowns, buffer->unknown_count + 1, sizeof(*unknowns));
    if (!unknowns)
        return E_OUTOFMEMORY;
    buffer->unknowns = unknowns;
    unknowns[buffer->unknown_count].key = *key;
    unknowns[buffer->unknown_count++].unknown = unknown;
    IUnknown_AddRef(unknown);
    return S_OK;
}

/* Stores an object under a key that is free; NULL clears the key, S_OK also when it was clear. */
static HRESULT WINAPI dxgi_buffer_SetUnknown(IMFDXGIBuffer *iface, REFIID key, IUnknown *unknown)
{
    struct dxgi_buffer *buffer = impl_from_IMFDXGIBuffer(iface);
    struct dxgi_unknown *entry;
    IUnknown *old = NULL;
    HRESULT hr = S_OK;

    lock_acquire(&buffer->base.lock);
    if (unknown)
    {
        hr = store_unknown_locked(buffer, key, unknown);
    }
    else if ((entry = find_unknown_locked(buffer, key)))
    {
        old = entry->unknown;
        *entry = buffer->unknowns[--buffer->unknown_count];
    }
    lock_release(&buffer->base.lock);
    if (old)
        IUnknown_Release(old);
    return hr;
}

static const IMFDXGIBufferVtbl dxgi_buffer_vtbl =
{
    dxgi_buffer_QueryInterface,
    dxgi_buffer_AddRef,
    dxgi_buffer_Release,
    dxgi_buffer_GetResource,
    dxgi_buffer_GetSubresourceIndex,
    dxgi_buffer_GetUnknown,
    dxgi_buffer_SetUnknown,
};

HRESULT dxgi_buffer_init(struct dxgi_buffer *buffer, const struct image_buffer_kind *kind,
        const struct object_class *class, DWORD dxgi_format, UINT32 width, UINT32 height, IUnknown *resource,
        UINT subresource, BOOL flip_linear)
{
    const struct image_format *format = image_format_find(MFMapDXGIFormatToDX9Format(dxgi_format));
    HRESULT hr;

    if (!image_format_is_sized(format))
        return MF_E_INVALIDMEDIATYPE;
    hr = image_buffer_init(&buffer->base, kind, class, format, width, height);
    if (FAILED(hr))
        return hr;
    buffer->base.flip_linear = flip_linear && image_format_is_rgb(format);
    buffer->IMFDXGIBuffer_iface.lpVtbl = (IMFDXGIBufferVtbl *)&dxgi_buffer_vtbl;
    buffer->resource = resource;
    buffer->subresource = subresource;
    buffer->unknowns = NULL;
    buffer->unknown_count = 0;
    return S_OK;
}

void dxgi_buffer_destroy(struct dxgi_buffer *buffer)
{
    DWORD i;

    image_buffer_destroy(&buffer->base);
    for (i = 0; i < buffer->unknown_count; i++)
        IUnknown_Release(buffer->unknowns[i].unknown);
    memory_free(buffer->unknowns);
    IUnknown_Release(buffer->resource);
}

/* Creates a media buffer on a Direct3D 11 texture or a Direct3D 12 resource.
 * Params:    iid: IID_ID3D11Texture2D or IID_ID3D12Resource; subresource: of the texture, not checked here;
 *            bottom_up_when_linear: the contiguous form has the last row first; buffer: receives one reference.
 * Ownership: the buffer holds one reference on the resource. Memory for access by the processor is made when it is first
 *            wanted.
 * Returns:   S_OK; E_INVALIDARG for another iid and NULL pointers; MF_E_INVALIDMEDIATYPE for a format without a known
 *            layout; what the object answers; E_OUTOFMEMORY.
 * Threads:   any; locks use the device's immediate context, whose protection is the application's duty.
 * Rule:      documented; locks, lengths and interfaces as observed on Windows. */
HRESULT WINAPI MFCreateDXGISurfaceBuffer(REFIID iid, IUnknown *unknown, UINT subresource, BOOL bottom_up_when_linear,
        IMFMediaBuffer **out)
{
    IUnknown *resource;
    HRESULT hr;
    BOOL d3d11;

    if (out)
        *out = NULL;
    if (!iid || !unknown || !out)
        return E_INVALIDARG;
    d3d11 = IsEqualGUID(iid, &IID_ID3D11Texture2D);
    if (!d3d11 && !IsEqualGUID(iid, &IID_ID3D12Resource))
        return E_INVALIDARG;
    hr = IUnknown_QueryInterface(unknown, iid, (void **)&resource);
    if (FAILED(hr))
        return hr;
    hr = d3d11 ? d3d11_buffer_create((ID3D11Texture2D *)resource, subresource, bottom_up_when_linear, out)
            : d3d12_buffer_create((ID3D12Resource *)resource, subresource, bottom_up_when_linear, out);
    if (FAILED(hr))
        IUnknown_Release(resource);
    return hr;
}

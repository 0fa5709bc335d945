/* SPDX-License-Identifier: MIT */
/* MFCreateDXSurfaceBuffer: a Direct3D 9 surface as a media buffer. */

#include "base/memory.h"
#include "buffer/direct3d.h"
#include "buffer/image_buffer.h"
#include <mferror.h>
#include <mfidl.h>
#include <mfplat_newer.h>

struct d3d9_buffer
{
    struct image_buffer base;
    IMFGetService IMFGetService_iface;
    IDirect3DSurface9 *surface; /* immutable; one reference */
};

static struct d3d9_buffer *impl_from_base(struct image_buffer *base)
{
    return CONTAINING_RECORD(base, struct d3d9_buffer, base);
}

static struct d3d9_buffer *impl_from_IMFGetService(IMFGetService *iface)
{
    return CONTAINING_RECORD(iface, struct d3d9_buffer, IMFGetService_iface);
}

/* observed: the flags restrict nothing. */
static HRESULT d3d9_buffer_map(struct image_buffer *base, DWORD flags, BYTE **start, LONG *pitch)
{
    D3DLOCKED_RECT rect;
    HRESULT hr;

    (void)flags;
    hr = IDirect3DSurface9_LockRect(impl_from_base(base)->surface, &rect, NULL, 0);
    if (FAILED(hr))
        return hr;
    *start = rect.pBits;
    *pitch = rect.Pitch;
    return S_OK;
}

static HRESULT d3d9_buffer_unmap(struct image_buffer *base, BOOL write_back)
{
    (void)write_back;
    return IDirect3DSurface9_UnlockRect(impl_from_base(base)->surface);
}

static const struct image_buffer_kind d3d9_buffer_kind =
{
    .map = d3d9_buffer_map,
    .unmap = d3d9_buffer_unmap,
    .write_first = TRUE,
};

static HRESULT WINAPI d3d9_service_QueryInterface(IMFGetService *iface, REFIID iid, void **out)
{
    return object_query(&impl_from_IMFGetService(iface)->base.object, iid, out);
}

static ULONG WINAPI d3d9_service_AddRef(IMFGetService *iface)
{
    return object_add_ref(&impl_from_IMFGetService(iface)->base.object);
}

static ULONG WINAPI d3d9_service_Release(IMFGetService *iface)
{
    return object_release(&impl_from_IMFGetService(iface)->base.object);
}

/* The surface, for MR_BUFFER_SERVICE. */
static HRESULT WINAPI d3d9_service_GetService(IMFGetService *iface, REFGUID service, REFIID iid, void **out)
{
    if (!out)
        return E_POINTER;
    *out = NULL;
    if (!IsEqualGUID(service, &MR_BUFFER_SERVICE))
        return MF_E_UNSUPPORTED_SERVICE;
    return IDirect3DSurface9_QueryInterface(impl_from_IMFGetService(iface)->surface, iid, out);
}

static const IMFGetServiceVtbl d3d9_service_vtbl =
{
    d3d9_service_QueryInterface,
    d3d9_service_AddRef,
    d3d9_service_Release,
    d3d9_service_GetService,
};

static void d3d9_buffer_destroy(struct object *object)
{
    struct d3d9_buffer *buffer = impl_from_base(image_buffer_from_object(object));

    image_buffer_destroy(&buffer->base);
    IDirect3DSurface9_Release(buffer->surface);
    memory_free(buffer);
}

static const struct object_interface d3d9_buffer_interfaces[] =
{
    IMAGE_BUFFER_INTERFACES(d3d9_buffer),
    OBJECT_INTERFACE(d3d9_buffer, IMFGetService),
};

static const struct object_class d3d9_buffer_class =
{
    "Direct3D 9 surface buffer",
    offsetof(struct d3d9_buffer, base.object),
    d3d9_buffer_interfaces,
    ARRAYSIZE(d3d9_buffer_interfaces),
    d3d9_buffer_destroy,
};

static HRESULT d3d9_buffer_init(struct d3d9_buffer *buffer, IDirect3DSurface9 *surface, BOOL flip_linear)
{
    const struct image_format *format;
    D3DSURFACE_DESC desc;
    HRESULT hr;

    hr = IDirect3DSurface9_GetDesc(surface, &desc);
    if (FAILED(hr))
        return hr;
    format = image_format_find(desc.Format);
    if (!image_format_is_sized(format))
        return MF_E_INVALIDMEDIATYPE;
    hr = image_buffer_init(&buffer->base, &d3d9_buffer_kind, &d3d9_buffer_class, format, desc.Width, desc.Height);
    if (FAILED(hr))
        return hr;
    buffer->base.flip_linear = flip_linear && image_format_is_rgb(format);
    buffer->IMFGetService_iface.lpVtbl = (IMFGetServiceVtbl *)&d3d9_service_vtbl;
    buffer->surface = surface;
    return S_OK;
}

/* Creates a media buffer on a Direct3D 9 surface.
 * Params:    iid: IID_IDirect3DSurface9; bottom_up_when_linear: the contiguous form has the last row first; buffer:
 *            receives one reference.
 * Ownership: the buffer holds one reference on the surface.
 * Returns:   S_OK; E_INVALIDARG for another iid (IID_IUnknown too) and NULL pointers; MF_E_INVALIDMEDIATYPE for a
 *            surface format without a known layout; what the surface answers; E_OUTOFMEMORY.
 * Threads:   any that may use the surface. Needs no MFStartup.
 * Rule:      documented; locks, lengths and interfaces as observed on Windows. */
HRESULT WINAPI MFCreateDXSurfaceBuffer(REFIID iid, IUnknown *unknown, BOOL bottom_up_when_linear,
        IMFMediaBuffer **out)
{
    struct d3d9_buffer *buffer;
    IDirect3DSurface9 *surface;
    HRESULT hr;

    if (out)
        *out = NULL;
    if (!iid || !unknown || !out || !IsEqualGUID(iid, &IID_IDirect3DSurface9))
        return E_INVALIDARG;
    hr = IUnknown_QueryInterface(unknown, &IID_IDirect3DSurface9, (void **)&surface);
    if (FAILED(hr))
        return hr;
    buffer = memory_alloc(sizeof(*buffer));
    hr = buffer ? d3d9_buffer_init(buffer, surface, bottom_up_when_linear) : E_OUTOFMEMORY;
    if (FAILED(hr))
    {
        IDirect3DSurface9_Release(surface);
        memory_free(buffer);
        return hr;
    }
    *out = &buffer->base.IMFMediaBuffer_iface;
    return S_OK;
}

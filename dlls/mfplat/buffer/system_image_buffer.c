/* SPDX-License-Identifier: MIT */
/* MFCreate2DMediaBuffer: two-dimensional buffers of system memory. */

#include "buffer/image_buffer.h"
#include "buffer/system_image_buffer.h"
#include "base/memory.h"
#include <mfapi.h>
#include <mferror.h>
#include <mfidl.h>

/* observed: of every format and size. */
#define START_ALIGNMENT 64

struct system_image_buffer
{
    struct image_buffer base;
    IMFGetService IMFGetService_iface;
    struct buffer_memory memory; /* immutable */
    LONG pitch;                  /* immutable */
};

static struct system_image_buffer *impl_from_IMFGetService(IMFGetService *iface)
{
    return CONTAINING_RECORD(iface, struct system_image_buffer, IMFGetService_iface);
}

static struct system_image_buffer *impl_from_base(struct image_buffer *base)
{
    return CONTAINING_RECORD(base, struct system_image_buffer, base);
}

static HRESULT system_image_buffer_map(struct image_buffer *base, DWORD flags, BYTE **start, LONG *pitch)
{
    struct system_image_buffer *buffer = impl_from_base(base);

    (void)flags;
    *start = buffer->memory.data;
    *pitch = buffer->pitch;
    return S_OK;
}

static HRESULT system_image_buffer_unmap(struct image_buffer *base, BOOL write_back)
{
    (void)base;
    (void)write_back;
    return S_OK;
}

static const struct image_buffer_kind system_image_buffer_kind =
{
    .map = system_image_buffer_map,
    .unmap = system_image_buffer_unmap,
    .always_mapped = TRUE,
};

static HRESULT WINAPI system_image_service_QueryInterface(IMFGetService *iface, REFIID iid, void **out)
{
    return object_query(&impl_from_IMFGetService(iface)->base.object, iid, out);
}

static ULONG WINAPI system_image_service_AddRef(IMFGetService *iface)
{
    return object_add_ref(&impl_from_IMFGetService(iface)->base.object);
}

static ULONG WINAPI system_image_service_Release(IMFGetService *iface)
{
    return object_release(&impl_from_IMFGetService(iface)->base.object);
}

/* observed: the interface is there, but has no surface to give. */
static HRESULT WINAPI system_image_service_GetService(IMFGetService *iface, REFGUID service, REFIID iid, void **out)
{
    (void)iface;
    (void)service;
    (void)iid;
    if (out)
        *out = NULL;
    return E_NOTIMPL;
}

static const IMFGetServiceVtbl system_image_service_vtbl =
{
    system_image_service_QueryInterface,
    system_image_service_AddRef,
    system_image_service_Release,
    system_image_service_GetService,
};

static void system_image_buffer_destroy(struct object *object)
{
    struct system_image_buffer *buffer = impl_from_base(image_buffer_from_object(object));

    image_buffer_destroy(&buffer->base);
    buffer_memory_free(&buffer->memory);
    memory_free(buffer);
}

static const struct object_interface system_image_buffer_interfaces[] =
{
    IMAGE_BUFFER_INTERFACES(system_image_buffer),
    OBJECT_INTERFACE(system_image_buffer, IMFGetService),
};

static const struct object_class system_image_buffer_class =
{
    "2D memory buffer",
    offsetof(struct system_image_buffer, base.object),
    system_image_buffer_interfaces,
    ARRAYSIZE(system_image_buffer_interfaces),
    system_image_buffer_destroy,
};

HRESULT system_image_buffer_create(UINT32 width, UINT32 height, DWORD format_number, BOOL bottom_up,
        IMFMediaBuffer **out)
{
    const struct image_format *format = image_format_find(format_number);
    struct image_buffer_geometry geometry;
    struct system_image_buffer *buffer;
    HRESULT hr;

    *out = NULL;
    if (!image_format_is_sized(format) || (bottom_up && !image_format_is_rgb(format)))
        return MF_E_INVALIDMEDIATYPE;
    if (!width || !height || !image_format_buffer_geometry(format, width, height, &geometry)
            || geometry.pitch > MAXLONG)
        return E_INVALIDARG;
    if (!(buffer = memory_alloc(sizeof(*buffer))))
        return E_OUTOFMEMORY;

    hr = image_buffer_init(&buffer->base, &system_image_buffer_kind, &system_image_buffer_class, format, width, height);
    if (SUCCEEDED(hr) && !buffer_memory_alloc(&buffer->memory, geometry.length, START_ALIGNMENT, BUFFER_CONTENT_ZERO))
        hr = E_OUTOFMEMORY;
    if (FAILED(hr))
    {
        memory_free(buffer);
        return hr;
    }
    buffer->IMFGetService_iface.lpVtbl = (IMFGetServiceVtbl *)&system_image_service_vtbl;
    buffer->pitch = geometry.pitch;
    buffer->base.max_length = geometry.length;
    buffer->base.bottom_up = !!bottom_up;
    *out = &buffer->base.IMFMediaBuffer_iface;
    return S_OK;
}

/* Creates a picture buffer of system memory; the bytes are zero.
 * Params:  width, height: pixels; format: the first field of the subtype, a FOURCC or a D3DFORMAT; bottom_up: scan line
 *          0 is the last row in memory and the pitch negative, RGB only; buffer: receives one reference.
 * Returns: S_OK; E_POINTER for a NULL out pointer; MF_E_INVALIDMEDIATYPE for an unknown or compressed format and for a
 *          bottom-up YUV one; E_INVALIDARG for an empty picture or one that does not fit 32 bits; E_OUTOFMEMORY.
 * Threads: any. Needs no MFStartup.
 * Rule:    documented; pitches, lengths and interfaces as observed on Windows. */
HRESULT WINAPI MFCreate2DMediaBuffer(DWORD width, DWORD height, DWORD format, BOOL bottom_up, IMFMediaBuffer **buffer)
{
    if (!buffer)
        return E_POINTER;
    return system_image_buffer_create(width, height, format, bottom_up, buffer);
}

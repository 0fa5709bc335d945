/* SPDX-License-Identifier: MIT */
/* Buffers on Direct3D 11 textures: the processor sees them through a staging texture. */

#include "base/memory.h"
#include "buffer/direct3d.h"
#include "buffer/dxgi_buffer.h"

struct d3d11_buffer
{
    struct dxgi_buffer dxgi;
    ID3D11Texture2D *texture; /* immutable; the resource */
    D3D11_TEXTURE2D_DESC desc; /* immutable */
    ID3D11Texture2D *staging;  /* NULL until the first lock; guarded by the buffer's lock */
};

static struct d3d11_buffer *impl_from_base(struct image_buffer *base)
{
    return CONTAINING_RECORD(dxgi_buffer_from_base(base), struct d3d11_buffer, dxgi);
}

static ID3D11DeviceContext *get_context(const struct d3d11_buffer *buffer)
{
    ID3D11DeviceContext *context;
    ID3D11Device *device;

    ID3D11Texture2D_GetDevice(buffer->texture, &device);
    ID3D11Device_GetImmediateContext(device, &context);
    ID3D11Device_Release(device);
    return context;
}

/* Of the size of the top level, whatever the subresource (observed). */
static HRESULT create_staging(struct d3d11_buffer *buffer)
{
    D3D11_TEXTURE2D_DESC desc = buffer->desc;
    ID3D11Device *device;
    HRESULT hr;

    if (buffer->staging)
        return S_OK;
    desc.MipLevels = 1;
    desc.ArraySize = 1;
    desc.SampleDesc.Count = 1;
    desc.SampleDesc.Quality = 0;
    desc.Usage = D3D11_USAGE_STAGING;
    desc.BindFlags = 0;
    desc.CPUAccessFlags = D3D11_CPU_ACCESS_READ | D3D11_CPU_ACCESS_WRITE;
    desc.MiscFlags = 0;
    ID3D11Texture2D_GetDevice(buffer->texture, &device);
    hr = ID3D11Device_CreateTexture2D(device, &desc, NULL, &buffer->staging);
    ID3D11Device_Release(device);
    if (FAILED(hr))
        buffer->staging = NULL;
    return hr;
}

/* Copies the subresource back; a small one is only the corner of the staging texture. */
static void copy_from_staging(const struct d3d11_buffer *buffer, ID3D11DeviceContext *context)
{
    UINT levels = buffer->desc.MipLevels ? buffer->desc.MipLevels : 1, level = buffer->dxgi.subresource % levels;
    D3D11_BOX box = {0, 0, 0, max(1u, buffer->desc.Width >> level), max(1u, buffer->desc.Height >> level), 1};

    ID3D11DeviceContext_CopySubresourceRegion(context, (ID3D11Resource *)buffer->texture, buffer->dxgi.subresource, 0, 0,
            0, (ID3D11Resource *)buffer->staging, 0, level ? &box : NULL);
}

/* The texture's content is copied in unless the lock is for writing alone (observed). */
static HRESULT d3d11_buffer_map(struct image_buffer *base, DWORD flags, BYTE **start, LONG *pitch)
{
    struct d3d11_buffer *buffer = impl_from_base(base);
    D3D11_MAPPED_SUBRESOURCE mapped;
    ID3D11DeviceContext *context;
    HRESULT hr;

    hr = create_staging(buffer);
    if (FAILED(hr))
        return hr;
    context = get_context(buffer);
    if (flags & MF2DBuffer_LockFlags_Read)
        ID3D11DeviceContext_CopySubresourceRegion(context, (ID3D11Resource *)buffer->staging, 0, 0, 0, 0,
                (ID3D11Resource *)buffer->texture, buffer->dxgi.subresource, NULL);
    hr = ID3D11DeviceContext_Map(context, (ID3D11Resource *)buffer->staging, 0, D3D11_MAP_READ_WRITE, 0, &mapped);
    ID3D11DeviceContext_Release(context);
    if (FAILED(hr))
        return hr;
    *start = mapped.pData;
    *pitch = (LONG)mapped.RowPitch;
    return S_OK;
}

static HRESULT d3d11_buffer_unmap(struct image_buffer *base, BOOL write_back)
{
    struct d3d11_buffer *buffer = impl_from_base(base);
    ID3D11DeviceContext *context = get_context(buffer);

    ID3D11DeviceContext_Unmap(context, (ID3D11Resource *)buffer->staging, 0);
    if (write_back)
        copy_from_staging(buffer, context);
    ID3D11DeviceContext_Release(context);
    return S_OK;
}

static const struct image_buffer_kind d3d11_buffer_kind =
{
    .map = d3d11_buffer_map,
    .unmap = d3d11_buffer_unmap,
    .write_first = TRUE,
};

static void d3d11_buffer_destroy(struct object *object)
{
    struct d3d11_buffer *buffer = impl_from_base(image_buffer_from_object(object));
    ID3D11Texture2D *staging = buffer->staging;

    dxgi_buffer_destroy(&buffer->dxgi); /* may still unmap */
    if (staging)
        ID3D11Texture2D_Release(staging);
    memory_free(buffer);
}

static const struct object_interface d3d11_buffer_interfaces[] =
{
    DXGI_BUFFER_INTERFACES(d3d11_buffer),
};

static const struct object_class d3d11_buffer_class =
{
    "Direct3D 11 texture buffer",
    offsetof(struct d3d11_buffer, dxgi.base.object),
    d3d11_buffer_interfaces,
    ARRAYSIZE(d3d11_buffer_interfaces),
    d3d11_buffer_destroy,
};

HRESULT d3d11_buffer_create(ID3D11Texture2D *texture, UINT subresource, BOOL flip_linear, IMFMediaBuffer **out)
{
    struct d3d11_buffer *buffer = memory_alloc(sizeof(*buffer));
    HRESULT hr;

    if (!buffer)
        return E_OUTOFMEMORY;
    ID3D11Texture2D_GetDesc(texture, &buffer->desc);
    buffer->texture = texture;
    buffer->staging = NULL;
    hr = dxgi_buffer_init(&buffer->dxgi, &d3d11_buffer_kind, &d3d11_buffer_class, buffer->desc.Format,
            buffer->desc.Width, buffer->desc.Height, (IUnknown *)texture, subresource, flip_linear);
    if (FAILED(hr))
    {
        memory_free(buffer);
        return hr;
    }
    *out = &buffer->dxgi.base.IMFMediaBuffer_iface;
    return S_OK;
}

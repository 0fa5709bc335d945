/* SPDX-License-Identifier: MIT */
/* What buffers on Direct3D 11 and 12 resources have in common: IMFDXGIBuffer over a two-dimensional buffer. */
#ifndef OPENMFPLAT_BUFFER_DXGI_BUFFER_H
#define OPENMFPLAT_BUFFER_DXGI_BUFFER_H

#include "buffer/image_buffer.h"

struct dxgi_unknown
{
    GUID key;
    IUnknown *unknown; /* one reference */
};

struct dxgi_buffer
{
    struct image_buffer base;
    IMFDXGIBuffer IMFDXGIBuffer_iface;
    IUnknown *resource; /* immutable; one reference */
    UINT subresource;   /* immutable */
    /* Guarded by base.lock. What SetUnknown stored. */
    struct dxgi_unknown *unknowns;
    DWORD unknown_count;
};

static inline struct dxgi_buffer *dxgi_buffer_from_base(struct image_buffer *base)
{
    return CONTAINING_RECORD(base, struct dxgi_buffer, base);
}

#define DXGI_BUFFER_INTERFACES(type) \
    {&IID_IMFMediaBuffer, offsetof(struct type, dxgi.base.IMFMediaBuffer_iface)}, \
    {&IID_IMF2DBuffer, offsetof(struct type, dxgi.base.IMF2DBuffer2_iface)}, \
    {&IID_IMF2DBuffer2, offsetof(struct type, dxgi.base.IMF2DBuffer2_iface)}, \
    {&IID_IMFDXGIBuffer, offsetof(struct type, dxgi.IMFDXGIBuffer_iface)}

/* image_buffer_init for a resource of a DXGI format; takes over the reference on it when it succeeds.
 * MF_E_INVALIDMEDIATYPE for a format without a known layout. */
HRESULT dxgi_buffer_init(struct dxgi_buffer *buffer, const struct image_buffer_kind *kind,
        const struct object_class *class, DWORD dxgi_format, UINT32 width, UINT32 height, IUnknown *resource,
        UINT subresource, BOOL flip_linear);
void dxgi_buffer_destroy(struct dxgi_buffer *buffer);

/* Buffers on a resource whose reference they take over when they succeed. */
struct ID3D11Texture2D;
struct ID3D12Resource;
HRESULT d3d11_buffer_create(struct ID3D11Texture2D *texture, UINT subresource, BOOL flip_linear, IMFMediaBuffer **out);
HRESULT d3d12_buffer_create(struct ID3D12Resource *resource, UINT subresource, BOOL flip_linear, IMFMediaBuffer **out);

#endif

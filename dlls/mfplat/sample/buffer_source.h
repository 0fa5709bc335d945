/* SPDX-License-Identifier: MIT */
/* Where the buffers of an allocator come from: system memory, Direct3D 9, 11 or 12, as its manager and media type say.
 * Immutable once it is made; any thread. */
#ifndef OPENMFPLAT_SAMPLE_BUFFER_SOURCE_H
#define OPENMFPLAT_SAMPLE_BUFFER_SOURCE_H

#include "buffer/direct3d.h"

struct buffer_source
{
    LONG refcount;            /* atomic */
    HRESULT (*create)(struct buffer_source *source, IMFMediaBuffer **out);
    DWORD format;             /* the first field of the subtype */
    UINT32 width, height;
    DWORD buffers_per_sample;
    IUnknown *manager;        /* one reference; NULL: system memory */
    union
    {
        D3D11_TEXTURE2D_DESC d3d11;
        struct
        {
            D3D12_RESOURCE_DESC desc;
            D3D12_HEAP_PROPERTIES heap;
            D3D12_HEAP_FLAGS heap_flags;
        } d3d12;
    } texture;
    BOOL default_bind_flags;  /* of Direct3D 11: nobody asked for them */
};

/* MF_E_ATTRIBUTENOTFOUND for an incomplete type, MF_E_INVALIDMEDIATYPE for an unusable one; E_INVALIDARG for attributes
 * that contradict; E_OUTOFMEMORY. `manager` and `attributes` may be NULL. */
HRESULT buffer_source_create(IUnknown *manager, IMFAttributes *attributes, IMFMediaType *type,
        struct buffer_source **out);
struct buffer_source *buffer_source_reference(struct buffer_source *source);
/* Accepts NULL. Never under a lock. */
void buffer_source_release(struct buffer_source *source);

static inline HRESULT buffer_source_create_buffer(struct buffer_source *source, IMFMediaBuffer **out)
{
    return source->create(source, out);
}

/* The sources of Direct3D: buffer_source_direct3d.c. Fill in `create` and `texture`. */
HRESULT buffer_source_init_d3d9(struct buffer_source *source);
HRESULT buffer_source_init_dxgi(struct buffer_source *source, IMFAttributes *attributes, IMFMediaType *type);

#endif

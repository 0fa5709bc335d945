/* SPDX-License-Identifier: MIT */
/* Where the buffers of an allocator come from. */

#include "sample/buffer_source.h"
#include "base/atomic.h"
#include "base/memory.h"
#include "buffer/system_image_buffer.h"
#include "image/format.h"
#include <mferror.h>
#include <mfplat_newer.h>

#define BUFFERS_PER_SAMPLE_MAX 64

static HRESULT create_system_buffer(struct buffer_source *source, IMFMediaBuffer **out)
{
    return system_image_buffer_create(source->width, source->height, source->format, FALSE, out);
}

/* What a media type must have: nothing else is looked at. */
static HRESULT read_type(struct buffer_source *source, IMFMediaType *type)
{
    GUID major_type, subtype;
    UINT64 size;
    HRESULT hr;

    hr = IMFMediaType_GetMajorType(type, &major_type);
    if (SUCCEEDED(hr))
        hr = IMFMediaType_GetGUID(type, &MF_MT_SUBTYPE, &subtype);
    if (SUCCEEDED(hr))
        hr = IMFMediaType_GetUINT64(type, &MF_MT_FRAME_SIZE, &size);
    if (FAILED(hr))
        return hr;
    source->width = size >> 32;
    source->height = (UINT32)size;
    if (!IsEqualGUID(&major_type, &MFMediaType_Video) || !image_subtype_is_base(&subtype) || !source->width
            || !source->height)
        return MF_E_INVALIDMEDIATYPE;
    source->format = subtype.Data1;
    return S_OK;
}

static HRESULT init_source(struct buffer_source *source, IUnknown *manager, IMFAttributes *attributes,
        IMFMediaType *type)
{
    IUnknown *unknown;
    UINT32 count = 1;
    HRESULT hr;

    hr = read_type(source, type);
    if (FAILED(hr))
        return hr;
    if (attributes && SUCCEEDED(IMFAttributes_GetUINT32(attributes, &MF_SA_BUFFERS_PER_SAMPLE, &count))
            && (!count || count > BUFFERS_PER_SAMPLE_MAX))
        return E_INVALIDARG;
    source->buffers_per_sample = count;
    if (!manager)
    {
        source->create = create_system_buffer;
        return S_OK;
    }
    source->manager = manager;
    IUnknown_AddRef(manager);
    if (SUCCEEDED(IUnknown_QueryInterface(manager, &IID_IMFDXGIDeviceManager, (void **)&unknown)))
        hr = buffer_source_init_dxgi(source, attributes, type);
    else if (SUCCEEDED(IUnknown_QueryInterface(manager, &IID_IDirect3DDeviceManager9, (void **)&unknown)))
        hr = buffer_source_init_d3d9(source);
    else
        return E_INVALIDARG;
    IUnknown_Release(unknown);
    return hr;
}

HRESULT buffer_source_create(IUnknown *manager, IMFAttributes *attributes, IMFMediaType *type,
        struct buffer_source **out)
{
    struct buffer_source *source = memory_alloc_zeroed(sizeof(*source));
    HRESULT hr;

    *out = NULL;
    if (!source)
        return E_OUTOFMEMORY;
    source->refcount = 1;
    hr = init_source(source, manager, attributes, type);
    if (FAILED(hr))
    {
        buffer_source_release(source);
        return hr;
    }
    *out = source;
    return S_OK;
}

struct buffer_source *buffer_source_reference(struct buffer_source *source)
{
    atomic_increment(&source->refcount);
    return source;
}

void buffer_source_release(struct buffer_source *source)
{
    if (!source || atomic_decrement(&source->refcount))
        return;
    if (source->manager)
        IUnknown_Release(source->manager);
    memory_free(source);
}

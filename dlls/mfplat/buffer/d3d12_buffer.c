/* SPDX-License-Identifier: MIT */
/* Buffers on Direct3D 12 resources: the processor sees them through a readback or upload buffer, filled and written back
 * by a copy queue that lives as long as the copy. The resource must be in the COMMON state (or be promotable to a copy
 * state) then, as it is between the uses of others. */

#include "base/memory.h"
#include "buffer/direct3d.h"
#include "buffer/dxgi_buffer.h"

#define PLANES_MAX 2

struct d3d12_buffer
{
    struct dxgi_buffer dxgi;
    ID3D12Resource *resource;   /* immutable; the resource */
    D3D12_RESOURCE_DESC desc;   /* immutable */
    UINT planes;                /* immutable; of the format */
    /* Guarded by the buffer's lock. While it is mapped: */
    ID3D12Resource *memory;     /* a buffer that both sides see */
    void *data;                 /* its memory */
    D3D12_PLACED_SUBRESOURCE_FOOTPRINT footprints[PLANES_MAX];
};

/* What one copy wants. */
struct d3d12_copy
{
    ID3D12Device *device;
    ID3D12CommandQueue *queue;
    ID3D12CommandAllocator *allocator;
    ID3D12GraphicsCommandList *list;
    ID3D12Fence *fence;
};

static struct d3d12_buffer *impl_from_base(struct image_buffer *base)
{
    return CONTAINING_RECORD(dxgi_buffer_from_base(base), struct d3d12_buffer, dxgi);
}

static void copy_end(struct d3d12_copy *copy)
{
    if (copy->fence)
        ID3D12Fence_Release(copy->fence);
    if (copy->list)
        ID3D12GraphicsCommandList_Release(copy->list);
    if (copy->allocator)
        ID3D12CommandAllocator_Release(copy->allocator);
    if (copy->queue)
        ID3D12CommandQueue_Release(copy->queue);
    if (copy->device)
        ID3D12Device_Release(copy->device);
}

static HRESULT copy_begin(struct d3d12_copy *copy, ID3D12Resource *resource)
{
    D3D12_COMMAND_QUEUE_DESC queue_desc = {.Type = D3D12_COMMAND_LIST_TYPE_DIRECT};
    HRESULT hr;

    memset(copy, 0, sizeof(*copy));
    hr = ID3D12Resource_GetDevice(resource, &IID_ID3D12Device, (void **)&copy->device);
    if (SUCCEEDED(hr))
        hr = ID3D12Device_CreateCommandQueue(copy->device, &queue_desc, &IID_ID3D12CommandQueue,
                (void **)&copy->queue);
    if (SUCCEEDED(hr))
        hr = ID3D12Device_CreateCommandAllocator(copy->device, queue_desc.Type, &IID_ID3D12CommandAllocator,
                (void **)&copy->allocator);
    if (SUCCEEDED(hr))
        hr = ID3D12Device_CreateCommandList(copy->device, 0, queue_desc.Type, copy->allocator, NULL,
                &IID_ID3D12GraphicsCommandList, (void **)&copy->list);
    if (SUCCEEDED(hr))
        hr = ID3D12Device_CreateFence(copy->device, 0, D3D12_FENCE_FLAG_NONE, &IID_ID3D12Fence, (void **)&copy->fence);
    return hr;
}

/* Runs the list and waits for its end. */
static HRESULT copy_run(struct d3d12_copy *copy)
{
    ID3D12CommandList *list = (ID3D12CommandList *)copy->list;
    HANDLE event;
    HRESULT hr;

    hr = ID3D12GraphicsCommandList_Close(copy->list);
    if (FAILED(hr))
        return hr;
    if (!(event = CreateEventW(NULL, FALSE, FALSE, NULL)))
        return HRESULT_FROM_WIN32(GetLastError());
    ID3D12CommandQueue_ExecuteCommandLists(copy->queue, 1, &list);
    hr = ID3D12CommandQueue_Signal(copy->queue, copy->fence, 1);
    if (SUCCEEDED(hr))
        hr = ID3D12Fence_SetEventOnCompletion(copy->fence, 1, event);
    if (SUCCEEDED(hr))
        WaitForSingleObject(event, INFINITE);
    CloseHandle(event);
    return hr;
}

static void transition(struct d3d12_copy *copy, ID3D12Resource *resource, D3D12_RESOURCE_STATES from,
        D3D12_RESOURCE_STATES to)
{
    D3D12_RESOURCE_BARRIER barrier = {.Type = D3D12_RESOURCE_BARRIER_TYPE_TRANSITION};

    barrier.Transition.pResource = resource;
    barrier.Transition.Subresource = D3D12_RESOURCE_BARRIER_ALL_SUBRESOURCES;
    barrier.Transition.StateBefore = from;
    barrier.Transition.StateAfter = to;
    ID3D12GraphicsCommandList_ResourceBarrier(copy->list, 1, &barrier);
}

/* Copies all planes between the resource and the memory. */
static HRESULT copy_planes(struct d3d12_buffer *buffer, BOOL to_memory)
{
    D3D12_RESOURCE_STATES state = to_memory ? D3D12_RESOURCE_STATE_COPY_SOURCE : D3D12_RESOURCE_STATE_COPY_DEST;
    D3D12_TEXTURE_COPY_LOCATION texture, memory;
    struct d3d12_copy copy;
    HRESULT hr;
    UINT i;

    hr = copy_begin(&copy, buffer->resource);
    if (SUCCEEDED(hr))
    {
        transition(&copy, buffer->resource, D3D12_RESOURCE_STATE_COMMON, state);
        for (i = 0; i < buffer->planes; i++)
        {
            texture.pResource = buffer->resource;
            texture.Type = D3D12_TEXTURE_COPY_TYPE_SUBRESOURCE_INDEX;
            texture.SubresourceIndex = buffer->dxgi.subresource
                    + i * buffer->desc.MipLevels * buffer->desc.DepthOrArraySize;
            memory.pResource = buffer->memory;
            memory.Type = D3D12_TEXTURE_COPY_TYPE_PLACED_FOOTPRINT;
            memory.PlacedFootprint = buffer->footprints[i];
            ID3D12GraphicsCommandList_CopyTextureRegion(copy.list, to_memory ? &memory : &texture, 0, 0, 0,
                    to_memory ? &texture : &memory, NULL);
        }
        transition(&copy, buffer->resource, state, D3D12_RESOURCE_STATE_COMMON);
        hr = copy_run(&copy);
    }
    copy_end(&copy);
    return hr;
}

/* A buffer of cached memory, readable and writable by both sides. */
static HRESULT create_memory(struct d3d12_buffer *buffer)
{
    D3D12_HEAP_PROPERTIES heap = {D3D12_HEAP_TYPE_CUSTOM, D3D12_CPU_PAGE_PROPERTY_WRITE_BACK, D3D12_MEMORY_POOL_L0, 0, 0};
    D3D12_RESOURCE_DESC desc = {.Dimension = D3D12_RESOURCE_DIMENSION_BUFFER, .Height = 1, .DepthOrArraySize = 1,
            .MipLevels = 1, .SampleDesc = {1, 0}, .Layout = D3D12_TEXTURE_LAYOUT_ROW_MAJOR};
    ID3D12Device *device;
    UINT64 end = 0, offset = 0;
    HRESULT hr;
    UINT i;

    hr = ID3D12Resource_GetDevice(buffer->resource, &IID_ID3D12Device, (void **)&device);
    if (FAILED(hr))
        return hr;
    for (i = 0; i < buffer->planes; i++)
    {
        ID3D12Device_GetCopyableFootprints(device, &buffer->desc, buffer->dxgi.subresource
                + i * buffer->desc.MipLevels * buffer->desc.DepthOrArraySize, 1, offset, &buffer->footprints[i], NULL,
                NULL, NULL);
        end = buffer->footprints[i].Offset
                + (UINT64)buffer->footprints[i].Footprint.RowPitch * buffer->footprints[i].Footprint.Height;
        offset = (end + 511) & ~511ull;
    }
    desc.Width = max(end, image_buffer_mapped_length(&buffer->dxgi.base, (LONG)buffer->footprints[0].Footprint.RowPitch));
    hr = ID3D12Device_CreateCommittedResource(device, &heap, D3D12_HEAP_FLAG_NONE, &desc, D3D12_RESOURCE_STATE_COPY_DEST,
            NULL, &IID_ID3D12Resource, (void **)&buffer->memory);
    ID3D12Device_Release(device);
    if (SUCCEEDED(hr))
    {
        hr = ID3D12Resource_Map(buffer->memory, 0, NULL, &buffer->data);
        if (FAILED(hr))
            ID3D12Resource_Release(buffer->memory);
    }
    if (FAILED(hr))
        buffer->memory = NULL;
    return hr;
}

static HRESULT release_memory(struct d3d12_buffer *buffer)
{
    ID3D12Resource_Unmap(buffer->memory, 0, NULL);
    ID3D12Resource_Release(buffer->memory);
    buffer->memory = NULL;
    return S_OK;
}

static HRESULT d3d12_buffer_map(struct image_buffer *base, DWORD flags, BYTE **start, LONG *pitch)
{
    struct d3d12_buffer *buffer = impl_from_base(base);
    HRESULT hr;

    hr = create_memory(buffer);
    if (FAILED(hr))
        return hr;
    if (flags & MF2DBuffer_LockFlags_Read)
        hr = copy_planes(buffer, TRUE);
    if (FAILED(hr))
    {
        release_memory(buffer);
        return hr;
    }
    *start = buffer->data;
    *pitch = (LONG)buffer->footprints[0].Footprint.RowPitch;
    return S_OK;
}

static HRESULT d3d12_buffer_unmap(struct image_buffer *base, BOOL write_back)
{
    struct d3d12_buffer *buffer = impl_from_base(base);
    HRESULT hr = S_OK;

    if (write_back)
        hr = copy_planes(buffer, FALSE);
    release_memory(buffer);
    return hr;
}

static const struct image_buffer_kind d3d12_buffer_kind =
{
    .map = d3d12_buffer_map,
    .unmap = d3d12_buffer_unmap,
    .write_first = TRUE,
};

static void d3d12_buffer_destroy(struct object *object)
{
    struct d3d12_buffer *buffer = impl_from_base(image_buffer_from_object(object));

    dxgi_buffer_destroy(&buffer->dxgi);
    memory_free(buffer);
}

static const struct object_interface d3d12_buffer_interfaces[] =
{
    DXGI_BUFFER_INTERFACES(d3d12_buffer),
};

static const struct object_class d3d12_buffer_class =
{
    "Direct3D 12 resource buffer",
    offsetof(struct d3d12_buffer, dxgi.base.object),
    d3d12_buffer_interfaces,
    ARRAYSIZE(d3d12_buffer_interfaces),
    d3d12_buffer_destroy,
};

HRESULT d3d12_buffer_create(ID3D12Resource *resource, UINT subresource, BOOL flip_linear, IMFMediaBuffer **out)
{
    struct d3d12_buffer *buffer = memory_alloc(sizeof(*buffer));
    HRESULT hr;

    if (!buffer)
        return E_OUTOFMEMORY;
    resource->lpVtbl->GetDesc(resource, &buffer->desc);
    buffer->resource = resource;
    buffer->memory = NULL;
    hr = E_INVALIDARG;
    if (buffer->desc.Dimension == D3D12_RESOURCE_DIMENSION_TEXTURE2D && buffer->desc.Width <= 0xffffffff)
        hr = dxgi_buffer_init(&buffer->dxgi, &d3d12_buffer_kind, &d3d12_buffer_class, buffer->desc.Format,
                (UINT32)buffer->desc.Width, buffer->desc.Height, (IUnknown *)resource, subresource, flip_linear);
    if (FAILED(hr))
    {
        memory_free(buffer);
        return hr;
    }
    buffer->planes = buffer->dxgi.base.format->layout == IMAGE_LAYOUT_SEMI_PLANAR ? 2 : 1;
    *out = &buffer->dxgi.base.IMFMediaBuffer_iface;
    return S_OK;
}

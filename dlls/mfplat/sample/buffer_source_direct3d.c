/* SPDX-License-Identifier: MIT */
/* Buffers of an allocator on Direct3D surfaces, textures and resources. */

#include "sample/buffer_source.h"
#include <mferror.h>
#include <mftransform.h>
#include <mfplat_newer.h>

static UINT32 read_uint32(IMFAttributes *attributes, REFGUID key, UINT32 absent)
{
    UINT32 value;

    return attributes && SUCCEEDED(IMFAttributes_GetUINT32(attributes, key, &value)) ? value : absent;
}

/* ---- Direct3D 9 */

static HRESULT get_d3d9_service(IUnknown *unknown, IDirectXVideoProcessorService **service)
{
    IDirect3DDeviceManager9 *manager;
    HANDLE handle;
    HRESULT hr;

    hr = IUnknown_QueryInterface(unknown, &IID_IDirect3DDeviceManager9, (void **)&manager);
    if (FAILED(hr))
        return hr;
    hr = IDirect3DDeviceManager9_OpenDeviceHandle(manager, &handle);
    if (SUCCEEDED(hr))
    {
        hr = IDirect3DDeviceManager9_GetVideoService(manager, handle, &IID_IDirectXVideoProcessorService,
                (void **)service);
        IDirect3DDeviceManager9_CloseDeviceHandle(manager, handle);
    }
    IDirect3DDeviceManager9_Release(manager);
    return hr;
}

static HRESULT create_d3d9_buffer(struct buffer_source *source, IMFMediaBuffer **out)
{
    static const DWORD targets[] = {DXVA2_VideoProcessorRenderTarget, DXVA2_VideoSoftwareRenderTarget};
    IDirectXVideoProcessorService *service;
    IDirect3DSurface9 *surface = NULL;
    unsigned int i;
    HRESULT hr;

    hr = get_d3d9_service(source->manager, &service);
    if (FAILED(hr))
        return hr;
    /* Not every format can be a render target. */
    for (i = 0, hr = E_FAIL; i < ARRAYSIZE(targets) && FAILED(hr); i++)
        hr = IDirectXVideoProcessorService_CreateSurface(service, source->width, source->height, 0, source->format,
                D3DPOOL_DEFAULT, 0, targets[i], &surface, NULL);
    IDirectXVideoProcessorService_Release(service);
    if (FAILED(hr))
        return hr;
    hr = MFCreateDXSurfaceBuffer(&IID_IDirect3DSurface9, (IUnknown *)surface, FALSE, out);
    IDirect3DSurface9_Release(surface);
    return hr;
}

HRESULT buffer_source_init_d3d9(struct buffer_source *source)
{
    source->create = create_d3d9_buffer;
    return S_OK;
}

/* ---- Direct3D 11 and 12 */

/* An interface of the manager's device. */
static HRESULT get_dxgi_device(IUnknown *unknown, REFIID iid, void **device)
{
    IMFDXGIDeviceManager *manager;
    HANDLE handle;
    HRESULT hr;

    hr = IUnknown_QueryInterface(unknown, &IID_IMFDXGIDeviceManager, (void **)&manager);
    if (FAILED(hr))
        return hr;
    hr = IMFDXGIDeviceManager_OpenDeviceHandle(manager, &handle);
    if (SUCCEEDED(hr))
    {
        hr = IMFDXGIDeviceManager_GetVideoService(manager, handle, iid, device);
        IMFDXGIDeviceManager_CloseDeviceHandle(manager, handle);
    }
    IMFDXGIDeviceManager_Release(manager);
    return hr;
}

/* Formats that cannot be drawn on get less when nobody asked for certain bind flags. */
static HRESULT create_texture(struct buffer_source *source, ID3D11Device *device, ID3D11Texture2D **texture)
{
    D3D11_TEXTURE2D_DESC desc = source->texture.d3d11;
    HRESULT hr = ID3D11Device_CreateTexture2D(device, &desc, NULL, texture);

    if (FAILED(hr) && source->default_bind_flags && desc.BindFlags)
    {
        desc.BindFlags = D3D11_BIND_SHADER_RESOURCE;
        hr = ID3D11Device_CreateTexture2D(device, &desc, NULL, texture);
        if (FAILED(hr) && desc.Usage == D3D11_USAGE_DEFAULT)
        {
            desc.BindFlags = 0;
            hr = ID3D11Device_CreateTexture2D(device, &desc, NULL, texture);
        }
    }
    return hr;
}

static HRESULT create_d3d11_buffer(struct buffer_source *source, IMFMediaBuffer **out)
{
    ID3D11Texture2D *texture;
    ID3D11Device *device;
    HRESULT hr;

    hr = get_dxgi_device(source->manager, &IID_ID3D11Device, (void **)&device);
    if (FAILED(hr))
        return hr;
    hr = create_texture(source, device, &texture);
    ID3D11Device_Release(device);
    if (FAILED(hr))
        return hr;
    hr = MFCreateDXGISurfaceBuffer(&IID_ID3D11Texture2D, (IUnknown *)texture, 0, FALSE, out);
    ID3D11Texture2D_Release(texture);
    return hr;
}

/* observed: which flags belong to which usage, and that both kinds of sharing at once are refused. */
static HRESULT init_d3d11(struct buffer_source *source, IMFAttributes *attributes, DXGI_FORMAT format)
{
    D3D11_TEXTURE2D_DESC *desc = &source->texture.d3d11;
    UINT32 shared = read_uint32(attributes, &MF_SA_D3D11_SHARED, FALSE);
    UINT32 shared_without_mutex = read_uint32(attributes, &MF_SA_D3D11_SHARED_WITHOUT_MUTEX, FALSE);
    UINT32 usage = read_uint32(attributes, &MF_SA_D3D11_USAGE, D3D11_USAGE_DEFAULT);
    UINT32 bind_flags;

    if (shared && shared_without_mutex)
        return E_INVALIDARG;
    switch (usage)
    {
        case D3D11_USAGE_DEFAULT:
            desc->BindFlags = D3D11_BIND_SHADER_RESOURCE | D3D11_BIND_RENDER_TARGET;
            break;
        case D3D11_USAGE_DYNAMIC:
            desc->BindFlags = D3D11_BIND_SHADER_RESOURCE;
            desc->CPUAccessFlags = D3D11_CPU_ACCESS_WRITE;
            break;
        case D3D11_USAGE_STAGING:
            desc->CPUAccessFlags = D3D11_CPU_ACCESS_READ | D3D11_CPU_ACCESS_WRITE;
            break;
        default: /* IMMUTABLE, and what is no usage */
            return E_INVALIDARG;
    }
    source->default_bind_flags = !attributes
            || FAILED(IMFAttributes_GetUINT32(attributes, &MF_SA_D3D11_BINDFLAGS, &bind_flags));
    if (!source->default_bind_flags)
        desc->BindFlags = bind_flags;
    desc->Width = source->width;
    desc->Height = source->height;
    desc->MipLevels = 1;
    desc->ArraySize = 1;
    desc->Format = format;
    desc->SampleDesc.Count = 1;
    desc->Usage = usage;
    if (shared)
        desc->MiscFlags = D3D11_RESOURCE_MISC_SHARED_KEYEDMUTEX;
    else if (shared_without_mutex)
        desc->MiscFlags = D3D11_RESOURCE_MISC_SHARED;
    source->create = create_d3d11_buffer;
    return S_OK;
}

static HRESULT create_d3d12_buffer(struct buffer_source *source, IMFMediaBuffer **out)
{
    ID3D12Resource *resource;
    ID3D12Device *device;
    HRESULT hr;

    hr = get_dxgi_device(source->manager, &IID_ID3D12Device, (void **)&device);
    if (FAILED(hr))
        return hr;
    hr = ID3D12Device_CreateCommittedResource(device, &source->texture.d3d12.heap, source->texture.d3d12.heap_flags,
            &source->texture.d3d12.desc, D3D12_RESOURCE_STATE_COMMON, NULL, &IID_ID3D12Resource, (void **)&resource);
    /* A runtime may insist on setting those bits by itself. */
    if (FAILED(hr))
        hr = ID3D12Device_CreateCommittedResource(device, &source->texture.d3d12.heap, D3D12_HEAP_FLAG_NONE,
                &source->texture.d3d12.desc, D3D12_RESOURCE_STATE_COMMON, NULL, &IID_ID3D12Resource,
                (void **)&resource);
    ID3D12Device_Release(device);
    if (FAILED(hr))
        return hr;
    hr = MFCreateDXGISurfaceBuffer(&IID_ID3D12Resource, (IUnknown *)resource, 0, FALSE, out);
    ID3D12Resource_Release(resource);
    return hr;
}

/* observed: without attributes no resource flags, and the heap flags of textures that are no render targets. */
static HRESULT init_d3d12(struct buffer_source *source, IMFAttributes *attributes, IMFMediaType *type,
        DXGI_FORMAT format)
{
    static const struct
    {
        const GUID *key;
        D3D12_RESOURCE_FLAGS flag;
    } flags[] =
    {
        {&MF_MT_D3D12_RESOURCE_FLAG_ALLOW_RENDER_TARGET, D3D12_RESOURCE_FLAG_ALLOW_RENDER_TARGET},
        {&MF_MT_D3D12_RESOURCE_FLAG_ALLOW_DEPTH_STENCIL, D3D12_RESOURCE_FLAG_ALLOW_DEPTH_STENCIL},
        {&MF_MT_D3D12_RESOURCE_FLAG_ALLOW_UNORDERED_ACCESS, D3D12_RESOURCE_FLAG_ALLOW_UNORDERED_ACCESS},
        {&MF_MT_D3D12_RESOURCE_FLAG_DENY_SHADER_RESOURCE, D3D12_RESOURCE_FLAG_DENY_SHADER_RESOURCE},
        {&MF_MT_D3D12_RESOURCE_FLAG_ALLOW_CROSS_ADAPTER, D3D12_RESOURCE_FLAG_ALLOW_CROSS_ADAPTER},
        {&MF_MT_D3D12_RESOURCE_FLAG_ALLOW_SIMULTANEOUS_ACCESS, D3D12_RESOURCE_FLAG_ALLOW_SIMULTANEOUS_ACCESS},
    };
    D3D12_RESOURCE_DESC *desc = &source->texture.d3d12.desc;
    IMFAttributes *type_attributes = (IMFAttributes *)type;
    BOOL target;
    unsigned int i;

    desc->Dimension = D3D12_RESOURCE_DIMENSION_TEXTURE2D;
    desc->Width = source->width;
    desc->Height = source->height;
    desc->DepthOrArraySize = 1;
    desc->MipLevels = 1;
    desc->Format = format;
    desc->SampleDesc.Count = 1;
    desc->Layout = read_uint32(type_attributes, &MF_MT_D3D12_TEXTURE_LAYOUT, D3D12_TEXTURE_LAYOUT_UNKNOWN);
    for (i = 0; i < ARRAYSIZE(flags); i++)
    {
        if (read_uint32(type_attributes, flags[i].key, FALSE))
            desc->Flags |= flags[i].flag;
    }
    target = (desc->Flags & (D3D12_RESOURCE_FLAG_ALLOW_RENDER_TARGET | D3D12_RESOURCE_FLAG_ALLOW_DEPTH_STENCIL)) != 0;
    source->texture.d3d12.heap.Type = read_uint32(attributes, &MF_SA_D3D12_HEAP_TYPE, D3D12_HEAP_TYPE_DEFAULT);
    source->texture.d3d12.heap_flags = read_uint32(attributes, &MF_SA_D3D12_HEAP_FLAGS, target
            ? D3D12_HEAP_FLAG_ALLOW_ONLY_RT_DS_TEXTURES : D3D12_HEAP_FLAG_ALLOW_ONLY_NON_RT_DS_TEXTURES);
    source->create = create_d3d12_buffer;
    return S_OK;
}

HRESULT buffer_source_init_dxgi(struct buffer_source *source, IMFAttributes *attributes, IMFMediaType *type)
{
    DXGI_FORMAT format = MFMapDX9FormatToDXGIFormat(source->format);

    if (format == DXGI_FORMAT_UNKNOWN)
        return MF_E_INVALIDMEDIATYPE;
    if (read_uint32((IMFAttributes *)type, &MF_MT_D3D_RESOURCE_VERSION, MF_D3D11_RESOURCE) == MF_D3D12_RESOURCE)
        return init_d3d12(source, attributes, type, format);
    return init_d3d11(source, attributes, format);
}

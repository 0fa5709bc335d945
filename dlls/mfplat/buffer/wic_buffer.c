/* SPDX-License-Identifier: MIT */
/* MFCreateWICBitmapBuffer: a WIC bitmap as a media buffer. */

#include "base/memory.h"
#include "buffer/image_buffer.h"
#include <d3d9types.h>
#include <mfapi.h>
#include <mferror.h>
#include <wincodec.h>

struct wic_buffer
{
    struct image_buffer base;
    IWICBitmap *bitmap;   /* immutable; one reference */
    IWICBitmapLock *lock; /* while it is mapped; guarded by the buffer's lock */
};

static struct wic_buffer *impl_from_base(struct image_buffer *base)
{
    return CONTAINING_RECORD(base, struct wic_buffer, base);
}

/* A lock of the whole bitmap, as it lies in memory. */
static HRESULT wic_buffer_map(struct image_buffer *base, DWORD flags, BYTE **start, LONG *pitch)
{
    DWORD access = (flags & MF2DBuffer_LockFlags_Read ? WICBitmapLockRead : 0)
            | (flags & MF2DBuffer_LockFlags_Write ? WICBitmapLockWrite : 0);
    struct wic_buffer *buffer = impl_from_base(base);
    UINT stride, size;
    HRESULT hr;

    hr = IWICBitmap_Lock(buffer->bitmap, NULL, access, &buffer->lock);
    if (FAILED(hr))
        return hr;
    hr = IWICBitmapLock_GetStride(buffer->lock, &stride);
    if (SUCCEEDED(hr))
        hr = IWICBitmapLock_GetDataPointer(buffer->lock, &size, start);
    if (SUCCEEDED(hr) && (stride < base->stride || stride > MAXLONG
            || size < (UINT64)stride * (base->height - 1) + base->stride))
        hr = MF_E_UNEXPECTED;
    if (FAILED(hr))
    {
        IWICBitmapLock_Release(buffer->lock);
        return hr;
    }
    *pitch = (LONG)stride;
    return S_OK;
}

static HRESULT wic_buffer_unmap(struct image_buffer *base, BOOL write_back)
{
    (void)write_back;
    IWICBitmapLock_Release(impl_from_base(base)->lock);
    return S_OK;
}

static const struct image_buffer_kind wic_buffer_kind =
{
    .map = wic_buffer_map,
    .unmap = wic_buffer_unmap,
    .write_first = TRUE,
};

static void wic_buffer_destroy(struct object *object)
{
    struct wic_buffer *buffer = impl_from_base(image_buffer_from_object(object));

    image_buffer_destroy(&buffer->base);
    IWICBitmap_Release(buffer->bitmap);
    memory_free(buffer);
}

static const struct object_interface wic_buffer_interfaces[] =
{
    IMAGE_BUFFER_INTERFACES(wic_buffer),
};

static const struct object_class wic_buffer_class =
{
    "WIC bitmap buffer",
    offsetof(struct wic_buffer, base.object),
    wic_buffer_interfaces,
    ARRAYSIZE(wic_buffer_interfaces),
    wic_buffer_destroy,
};

/* The number of the format with the same pixels; 0: none. */
static DWORD format_of(REFGUID wic_format)
{
    static const struct
    {
        const GUID *wic;
        DWORD format;
    } formats[] =
    {
        {&GUID_WICPixelFormat32bppBGR, D3DFMT_X8R8G8B8},
        {&GUID_WICPixelFormat32bppBGRA, D3DFMT_A8R8G8B8},
        {&GUID_WICPixelFormat32bppPBGRA, D3DFMT_A8R8G8B8},
        {&GUID_WICPixelFormat24bppBGR, D3DFMT_R8G8B8},
        {&GUID_WICPixelFormat16bppBGR565, D3DFMT_R5G6B5},
        {&GUID_WICPixelFormat16bppBGR555, D3DFMT_X1R5G5B5},
        {&GUID_WICPixelFormat32bppRGBA, D3DFMT_A8B8G8R8},
        {&GUID_WICPixelFormat8bppIndexed, D3DFMT_P8},
    };
    unsigned int i;

    for (i = 0; i < ARRAYSIZE(formats); i++)
    {
        if (IsEqualGUID(formats[i].wic, wic_format))
            return formats[i].format;
    }
    return 0;
}

static HRESULT wic_buffer_init(struct wic_buffer *buffer, IWICBitmap *bitmap)
{
    const struct image_format *format;
    WICPixelFormatGUID pixel_format;
    UINT width, height;
    HRESULT hr;

    hr = IWICBitmap_GetPixelFormat(bitmap, &pixel_format);
    if (SUCCEEDED(hr))
        hr = IWICBitmap_GetSize(bitmap, &width, &height);
    if (FAILED(hr))
        return hr;
    format = image_format_find(format_of(&pixel_format));
    if (!image_format_is_sized(format))
        return MF_E_INVALIDMEDIATYPE;
    buffer->bitmap = bitmap;
    return image_buffer_init(&buffer->base, &wic_buffer_kind, &wic_buffer_class, format, width, height);
}

/* Creates a media buffer on a WIC bitmap. Lock2D locks the bitmap, with its own stride, top-down.
 * Params:    iid: IID_IWICBitmap; unknown: the bitmap; out: receives one reference.
 * Ownership: the buffer holds one reference on the bitmap.
 * Returns:   S_OK; E_INVALIDARG for another iid and NULL pointers; MF_E_INVALIDMEDIATYPE for pixels without a video
 *            format; what the bitmap answers; E_OUTOFMEMORY.
 * Threads:   any. Needs no MFStartup.
 * Rule:      documented; locks and lengths are those of the sibling buffers. */
HRESULT WINAPI MFCreateWICBitmapBuffer(REFIID iid, IUnknown *unknown, IMFMediaBuffer **out)
{
    struct wic_buffer *buffer;
    IWICBitmap *bitmap;
    HRESULT hr;

    if (out)
        *out = NULL;
    if (!iid || !unknown || !out || !IsEqualGUID(iid, &IID_IWICBitmap))
        return E_INVALIDARG;
    hr = IUnknown_QueryInterface(unknown, &IID_IWICBitmap, (void **)&bitmap);
    if (FAILED(hr))
        return hr;
    buffer = memory_alloc(sizeof(*buffer));
    hr = buffer ? wic_buffer_init(buffer, bitmap) : E_OUTOFMEMORY;
    if (FAILED(hr))
    {
        IWICBitmap_Release(bitmap);
        memory_free(buffer);
        return hr;
    }
    *out = &buffer->base.IMFMediaBuffer_iface;
    return S_OK;
}

/* SPDX-License-Identifier: MIT */
/* The manager of a multiplexed media type: its streams, and which of them may come together. */

#include "sample/mux_media_types.h"
#include "base/lock.h"
#include "base/memory.h"
#include "base/object.h"
#include "sample/mux_streams.h"
#include <mferror.h>

struct mux_media_types
{
    IMFMuxStreamMediaTypeManager IMFMuxStreamMediaTypeManager_iface;
    struct object object;
    struct mux_streams streams;
    struct lock lock; /* LOCK_RANK_OBJECT */
    /* Guarded by lock. Masks of streams, ascending. */
    ULONGLONG *masks;
    DWORD mask_count;
    DWORD mask_capacity;
};

static struct mux_media_types *impl_from_IMFMuxStreamMediaTypeManager(IMFMuxStreamMediaTypeManager *iface)
{
    return CONTAINING_RECORD(iface, struct mux_media_types, IMFMuxStreamMediaTypeManager_iface);
}

static HRESULT WINAPI mux_media_types_QueryInterface(IMFMuxStreamMediaTypeManager *iface, REFIID iid, void **out)
{
    return object_query(&impl_from_IMFMuxStreamMediaTypeManager(iface)->object, iid, out);
}

static ULONG WINAPI mux_media_types_AddRef(IMFMuxStreamMediaTypeManager *iface)
{
    return object_add_ref(&impl_from_IMFMuxStreamMediaTypeManager(iface)->object);
}

static ULONG WINAPI mux_media_types_Release(IMFMuxStreamMediaTypeManager *iface)
{
    return object_release(&impl_from_IMFMuxStreamMediaTypeManager(iface)->object);
}

static HRESULT WINAPI mux_media_types_GetStreamCount(IMFMuxStreamMediaTypeManager *iface, DWORD *count)
{
    if (!count)
        return E_INVALIDARG;
    *count = impl_from_IMFMuxStreamMediaTypeManager(iface)->streams.count;
    return S_OK;
}

static HRESULT WINAPI mux_media_types_GetMediaType(IMFMuxStreamMediaTypeManager *iface, DWORD index,
        IMFMediaType **out)
{
    return mux_streams_get(&impl_from_IMFMuxStreamMediaTypeManager(iface)->streams, index, MF_E_INVALIDMEDIATYPE,
            (IUnknown **)out);
}

static HRESULT WINAPI mux_media_types_GetStreamConfigurationCount(IMFMuxStreamMediaTypeManager *iface, DWORD *count)
{
    struct mux_media_types *manager = impl_from_IMFMuxStreamMediaTypeManager(iface);

    if (!count)
        return E_INVALIDARG;
    lock_acquire(&manager->lock);
    *count = manager->mask_count;
    lock_release(&manager->lock);
    return S_OK;
}

/* Where the mask is, or where it belongs. */
static BOOL find_mask_locked(const struct mux_media_types *manager, ULONGLONG mask, DWORD *index)
{
    DWORD i;

    for (i = 0; i < manager->mask_count && manager->masks[i] < mask; i++)
        ;
    *index = i;
    return i < manager->mask_count && manager->masks[i] == mask;
}

static HRESULT insert_mask_locked(struct mux_media_types *manager, ULONGLONG mask, DWORD index)
{
    DWORD capacity = manager->mask_capacity;
    ULONGLONG *masks;

    if (manager->mask_count == capacity)
    {
        capacity = capacity ? capacity * 2 : 8;
        if (!(masks = memory_realloc_array(manager->masks, capacity, sizeof(*masks))))
            return E_OUTOFMEMORY;
        manager->masks = masks;
        manager->mask_capacity = capacity;
    }
    memmove(manager->masks + index + 1, manager->masks + index, (manager->mask_count - index) * sizeof(*masks));
    manager->masks[index] = mask;
    manager->mask_count++;
    return S_OK;
}

/* Bit i stands for stream i. S_FALSE: it was there; MF_E_INVALIDREQUEST: bits of no stream; E_OUTOFMEMORY. */
static HRESULT WINAPI mux_media_types_AddStreamConfiguration(IMFMuxStreamMediaTypeManager *iface, ULONGLONG mask)
{
    struct mux_media_types *manager = impl_from_IMFMuxStreamMediaTypeManager(iface);
    HRESULT hr = S_FALSE;
    DWORD index;

    if (manager->streams.count < MUX_STREAMS_MAX && mask >> manager->streams.count)
        return MF_E_INVALIDREQUEST;
    lock_acquire(&manager->lock);
    if (!find_mask_locked(manager, mask, &index))
        hr = insert_mask_locked(manager, mask, index);
    lock_release(&manager->lock);
    return hr;
}

/* S_FALSE: it was not there. */
static HRESULT WINAPI mux_media_types_RemoveStreamConfiguration(IMFMuxStreamMediaTypeManager *iface, ULONGLONG mask)
{
    struct mux_media_types *manager = impl_from_IMFMuxStreamMediaTypeManager(iface);
    HRESULT hr = S_FALSE;
    DWORD index;

    lock_acquire(&manager->lock);
    if (find_mask_locked(manager, mask, &index))
    {
        manager->mask_count--;
        memmove(manager->masks + index, manager->masks + index + 1,
                (manager->mask_count - index) * sizeof(*manager->masks));
        hr = S_OK;
    }
    lock_release(&manager->lock);
    return hr;
}

/* The configurations in the order of the numbers that the masks are. */
static HRESULT WINAPI mux_media_types_GetStreamConfiguration(IMFMuxStreamMediaTypeManager *iface, DWORD index,
        ULONGLONG *mask)
{
    struct mux_media_types *manager = impl_from_IMFMuxStreamMediaTypeManager(iface);
    HRESULT hr = MF_E_INVALIDINDEX;

    if (!mask)
        return E_INVALIDARG;
    lock_acquire(&manager->lock);
    if (index < manager->mask_count)
    {
        *mask = manager->masks[index];
        hr = S_OK;
    }
    lock_release(&manager->lock);
    return hr;
}

static const IMFMuxStreamMediaTypeManagerVtbl mux_media_types_vtbl =
{
    mux_media_types_QueryInterface,
    mux_media_types_AddRef,
    mux_media_types_Release,
    mux_media_types_GetStreamCount,
    mux_media_types_GetMediaType,
    mux_media_types_GetStreamConfigurationCount,
    mux_media_types_AddStreamConfiguration,
    mux_media_types_RemoveStreamConfiguration,
    mux_media_types_GetStreamConfiguration,
};

static void mux_media_types_destroy(struct object *object)
{
    struct mux_media_types *manager = CONTAINING_RECORD(object, struct mux_media_types, object);

    mux_streams_destroy(&manager->streams);
    memory_free(manager->masks);
    memory_free(manager);
}

static const struct object_interface mux_media_types_interfaces[] =
{
    OBJECT_INTERFACE(mux_media_types, IMFMuxStreamMediaTypeManager),
};

static const struct object_class mux_media_types_class =
{
    "multiplexed media types",
    offsetof(struct mux_media_types, object),
    mux_media_types_interfaces,
    ARRAYSIZE(mux_media_types_interfaces),
    mux_media_types_destroy,
};

HRESULT mux_media_types_create(IMFCollection *collection, IUnknown **out)
{
    struct mux_media_types *manager;
    HRESULT hr;

    if (!(manager = memory_alloc_zeroed(sizeof(*manager))))
        return E_OUTOFMEMORY;
    hr = mux_streams_init(&manager->streams, collection, &IID_IMFMediaType);
    if (FAILED(hr))
    {
        memory_free(manager);
        return hr;
    }
    manager->IMFMuxStreamMediaTypeManager_iface.lpVtbl = (IMFMuxStreamMediaTypeManagerVtbl *)&mux_media_types_vtbl;
    object_init(&manager->object, &mux_media_types_class);
    lock_init(&manager->lock, LOCK_RANK_OBJECT);
    *out = (IUnknown *)&manager->IMFMuxStreamMediaTypeManager_iface;
    return S_OK;
}

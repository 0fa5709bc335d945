/* SPDX-License-Identifier: MIT */
/* MFCreateVideoSampleAllocatorEx: hands out video samples and takes them back. */

#include "base/lock.h"
#include "base/memory.h"
#include "base/object.h"
#include "sample/buffer_source.h"
#include "sample/sample_pool.h"
#include <mferror.h>

struct sample_allocator
{
    IMFVideoSampleAllocatorEx IMFVideoSampleAllocatorEx_iface;
    IMFVideoSampleAllocatorCallback IMFVideoSampleAllocatorCallback_iface;
    struct object object;
    struct sample_pool *pool; /* immutable */
    struct lock lock;         /* LOCK_RANK_OBJECT */
    /* Guarded by lock; one reference each, or NULL. */
    IUnknown *manager;
    IMFMediaType *type;        /* of the last initialisation; stays when it is undone (observed) */
    IMFAttributes *attributes;
};

static struct sample_allocator *impl_from_IMFVideoSampleAllocatorEx(IMFVideoSampleAllocatorEx *iface)
{
    return CONTAINING_RECORD(iface, struct sample_allocator, IMFVideoSampleAllocatorEx_iface);
}

static struct sample_allocator *impl_from_IMFVideoSampleAllocatorCallback(IMFVideoSampleAllocatorCallback *iface)
{
    return CONTAINING_RECORD(iface, struct sample_allocator, IMFVideoSampleAllocatorCallback_iface);
}

static HRESULT WINAPI sample_allocator_QueryInterface(IMFVideoSampleAllocatorEx *iface, REFIID iid, void **out)
{
    return object_query(&impl_from_IMFVideoSampleAllocatorEx(iface)->object, iid, out);
}

static ULONG WINAPI sample_allocator_AddRef(IMFVideoSampleAllocatorEx *iface)
{
    return object_add_ref(&impl_from_IMFVideoSampleAllocatorEx(iface)->object);
}

static ULONG WINAPI sample_allocator_Release(IMFVideoSampleAllocatorEx *iface)
{
    return object_release(&impl_from_IMFVideoSampleAllocatorEx(iface)->object);
}

/* Puts an object in the place of another; `place` is guarded by the lock. */
static void replace(struct sample_allocator *allocator, void *place, void *object)
{
    IUnknown **slot = place, *old;

    if (object)
        IUnknown_AddRef((IUnknown *)object);
    lock_acquire(&allocator->lock);
    old = *slot;
    *slot = object;
    lock_release(&allocator->lock);
    if (old)
        IUnknown_Release(old);
}

/* An IDirect3DDeviceManager9, an IMFDXGIDeviceManager, or NULL for system memory: for the next initialisation. */
static HRESULT WINAPI sample_allocator_SetDirectXManager(IMFVideoSampleAllocatorEx *iface, IUnknown *manager)
{
    struct sample_allocator *allocator = impl_from_IMFVideoSampleAllocatorEx(iface);

    replace(allocator, &allocator->manager, manager);
    return S_OK;
}

static HRESULT WINAPI sample_allocator_UninitializeSampleAllocator(IMFVideoSampleAllocatorEx *iface)
{
    sample_pool_close(impl_from_IMFVideoSampleAllocatorEx(iface)->pool);
    return S_OK;
}

/* References on what the last initialisation left, and the manager. */
static void snapshot(struct sample_allocator *allocator, IUnknown **manager, IMFMediaType **type,
        IMFAttributes **attributes)
{
    lock_acquire(&allocator->lock);
    if ((*manager = allocator->manager))
        IUnknown_AddRef(*manager);
    if ((*type = allocator->type))
        IMFMediaType_AddRef(*type);
    if ((*attributes = allocator->attributes))
        IMFAttributes_AddRef(*attributes);
    lock_release(&allocator->lock);
}

static BOOL types_are_equal(IMFMediaType *held, IMFMediaType *type)
{
    DWORD flags;

    return held && IMFMediaType_IsEqual(held, type, &flags) == S_OK;
}

/* observed: an equal type and the same attributes change nothing, not even the number of samples; an equal type does not
 * take the place of the held one. */
static HRESULT initialize(struct sample_allocator *allocator, DWORD count, DWORD max_count, IMFAttributes *attributes,
        IMFMediaType *type)
{
    struct buffer_source *source;
    IMFAttributes *held_attributes;
    IMFMediaType *held_type;
    IUnknown *manager;
    BOOL same_type;
    HRESULT hr = S_OK;

    snapshot(allocator, &manager, &held_type, &held_attributes);
    same_type = types_are_equal(held_type, type);
    if (!same_type || held_attributes != attributes || !sample_pool_is_open(allocator->pool))
    {
        hr = buffer_source_create(manager, attributes, type, &source);
        if (SUCCEEDED(hr))
        {
            hr = sample_pool_fill(allocator->pool, source, max(count, 1u), max_count);
            if (FAILED(hr))
                buffer_source_release(source);
        }
        if (SUCCEEDED(hr))
        {
            if (!same_type)
                replace(allocator, &allocator->type, type);
            replace(allocator, &allocator->attributes, attributes);
        }
    }
    if (manager)
        IUnknown_Release(manager);
    if (held_type)
        IMFMediaType_Release(held_type);
    if (held_attributes)
        IMFAttributes_Release(held_attributes);
    return hr;
}

/* Makes a pool of `count` samples. E_INVALIDARG for 0 and a NULL type; see buffer_source_create for the type. */
static HRESULT WINAPI sample_allocator_InitializeSampleAllocator(IMFVideoSampleAllocatorEx *iface, DWORD count,
        IMFMediaType *type)
{
    struct buffer_source *source;
    HRESULT hr;

    if (!type)
        return E_INVALIDARG;
    if (!count)
    {
        /* observed for a complete type; an incomplete one is the error then as ever. */
        hr = buffer_source_create(NULL, NULL, type, &source);
        if (SUCCEEDED(hr))
            buffer_source_release(source);
        return FAILED(hr) ? hr : E_INVALIDARG;
    }
    return initialize(impl_from_IMFVideoSampleAllocatorEx(iface), count, count, NULL, type);
}

static HRESULT WINAPI sample_allocator_AllocateSample(IMFVideoSampleAllocatorEx *iface, IMFSample **out)
{
    if (!out)
        return E_POINTER;
    *out = NULL;
    return sample_pool_allocate(impl_from_IMFVideoSampleAllocatorEx(iface)->pool, out);
}

/* Makes a pool of `initial` samples that may grow to `maximum`; 0 and 0 is one sample (observed). `attributes` are read
 * here and held; NULL is allowed. E_INVALIDARG when initial is the greater; else as InitializeSampleAllocator. */
static HRESULT WINAPI sample_allocator_InitializeSampleAllocatorEx(IMFVideoSampleAllocatorEx *iface, DWORD initial,
        DWORD maximum, IMFAttributes *attributes, IMFMediaType *type)
{
    if (!type || initial > maximum)
        return E_INVALIDARG;
    return initialize(impl_from_IMFVideoSampleAllocatorEx(iface), initial, max(maximum, 1u), attributes, type);
}

static const IMFVideoSampleAllocatorExVtbl sample_allocator_vtbl =
{
    sample_allocator_QueryInterface,
    sample_allocator_AddRef,
    sample_allocator_Release,
    sample_allocator_SetDirectXManager,
    sample_allocator_UninitializeSampleAllocator,
    sample_allocator_InitializeSampleAllocator,
    sample_allocator_AllocateSample,
    sample_allocator_InitializeSampleAllocatorEx,
};

static HRESULT WINAPI sample_allocator_callback_QueryInterface(IMFVideoSampleAllocatorCallback *iface, REFIID iid,
        void **out)
{
    return object_query(&impl_from_IMFVideoSampleAllocatorCallback(iface)->object, iid, out);
}

static ULONG WINAPI sample_allocator_callback_AddRef(IMFVideoSampleAllocatorCallback *iface)
{
    return object_add_ref(&impl_from_IMFVideoSampleAllocatorCallback(iface)->object);
}

static ULONG WINAPI sample_allocator_callback_Release(IMFVideoSampleAllocatorCallback *iface)
{
    return object_release(&impl_from_IMFVideoSampleAllocatorCallback(iface)->object);
}

/* Who is told when a sample comes back, on the thread that released it; NULL: nobody. */
static HRESULT WINAPI sample_allocator_callback_SetCallback(IMFVideoSampleAllocatorCallback *iface,
        IMFVideoSampleAllocatorNotify *notify)
{
    sample_pool_set_notify(impl_from_IMFVideoSampleAllocatorCallback(iface)->pool, notify);
    return S_OK;
}

static HRESULT WINAPI sample_allocator_callback_GetFreeSampleCount(IMFVideoSampleAllocatorCallback *iface, LONG *count)
{
    if (!count)
        return E_POINTER;
    *count = sample_pool_free_count(impl_from_IMFVideoSampleAllocatorCallback(iface)->pool);
    return S_OK;
}

static const IMFVideoSampleAllocatorCallbackVtbl sample_allocator_callback_vtbl =
{
    sample_allocator_callback_QueryInterface,
    sample_allocator_callback_AddRef,
    sample_allocator_callback_Release,
    sample_allocator_callback_SetCallback,
    sample_allocator_callback_GetFreeSampleCount,
};

static void sample_allocator_destroy(struct object *object)
{
    struct sample_allocator *allocator = CONTAINING_RECORD(object, struct sample_allocator, object);

    sample_pool_release(allocator->pool);
    if (allocator->attributes)
        IMFAttributes_Release(allocator->attributes);
    if (allocator->type)
        IMFMediaType_Release(allocator->type);
    if (allocator->manager)
        IUnknown_Release(allocator->manager);
    memory_free(allocator);
}

static const struct object_interface sample_allocator_interfaces[] =
{
    OBJECT_INTERFACE(sample_allocator, IMFVideoSampleAllocatorEx),
    {&IID_IMFVideoSampleAllocator, offsetof(struct sample_allocator, IMFVideoSampleAllocatorEx_iface)},
    OBJECT_INTERFACE(sample_allocator, IMFVideoSampleAllocatorCallback),
};

static const struct object_class sample_allocator_class =
{
    "video sample allocator",
    offsetof(struct sample_allocator, object),
    sample_allocator_interfaces,
    ARRAYSIZE(sample_allocator_interfaces),
    sample_allocator_destroy,
};

/* Creates an allocator of video samples: of system memory, or on the Direct3D manager that it is given.
 * Params:  iid: of IMFVideoSampleAllocator, IMFVideoSampleAllocatorEx, IMFVideoSampleAllocatorCallback, IUnknown; out:
 *          receives one reference.
 * Returns: S_OK; E_POINTER for a NULL out pointer; E_NOINTERFACE; E_OUTOFMEMORY.
 * Threads: any. Needs no MFStartup, and samples come back without it.
 * Rule:    documented; initialisation and counts as observed on Windows. */
HRESULT WINAPI MFCreateVideoSampleAllocatorEx(REFIID iid, void **out)
{
    struct sample_allocator *allocator;
    HRESULT hr;

    if (!out)
        return E_POINTER;
    *out = NULL;
    if (!(allocator = memory_alloc_zeroed(sizeof(*allocator))))
        return E_OUTOFMEMORY;
    if (!(allocator->pool = sample_pool_create()))
    {
        memory_free(allocator);
        return E_OUTOFMEMORY;
    }
    allocator->IMFVideoSampleAllocatorEx_iface.lpVtbl = (IMFVideoSampleAllocatorExVtbl *)&sample_allocator_vtbl;
    allocator->IMFVideoSampleAllocatorCallback_iface.lpVtbl =
            (IMFVideoSampleAllocatorCallbackVtbl *)&sample_allocator_callback_vtbl;
    object_init(&allocator->object, &sample_allocator_class);
    lock_init(&allocator->lock, LOCK_RANK_OBJECT);
    hr = object_query(&allocator->object, iid, out);
    object_release(&allocator->object);
    return hr;
}

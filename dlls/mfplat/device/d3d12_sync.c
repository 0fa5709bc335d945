/* SPDX-License-Identifier: MIT */
/* MFCreateD3D12SynchronizationObject: tells the users of a Direct3D 12 resource when it is ready and when it is free.
 *
 * One fence for both. A round begins at the value `base`; ready is base + 1, each release one more. A release waits for
 * the signal before it, so the value never falls though several queues signal. */

#include "base/lock.h"
#include "base/memory.h"
#include "base/object.h"
#include "buffer/direct3d.h"
#include <mferror.h>

struct d3d12_sync
{
    IMFD3D12SynchronizationObjectCommands IMFD3D12SynchronizationObjectCommands_iface;
    IMFD3D12SynchronizationObject IMFD3D12SynchronizationObject_iface;
    struct object object;
    ID3D12Fence *fence; /* immutable; one reference */
    struct lock lock;   /* LOCK_RANK_OBJECT; held while signals are queued, in the order of their values */
    /* Guarded by lock. */
    UINT64 base;        /* the value at which the round began */
    UINT64 last;        /* the greatest value that a queued signal will set */
};

static struct d3d12_sync *impl_from_commands(IMFD3D12SynchronizationObjectCommands *iface)
{
    return CONTAINING_RECORD(iface, struct d3d12_sync, IMFD3D12SynchronizationObjectCommands_iface);
}

static struct d3d12_sync *impl_from_sync_object(IMFD3D12SynchronizationObject *iface)
{
    return CONTAINING_RECORD(iface, struct d3d12_sync, IMFD3D12SynchronizationObject_iface);
}

static HRESULT WINAPI commands_QueryInterface(IMFD3D12SynchronizationObjectCommands *iface, REFIID iid, void **out)
{
    return object_query(&impl_from_commands(iface)->object, iid, out);
}

static ULONG WINAPI commands_AddRef(IMFD3D12SynchronizationObjectCommands *iface)
{
    return object_add_ref(&impl_from_commands(iface)->object);
}

static ULONG WINAPI commands_Release(IMFD3D12SynchronizationObjectCommands *iface)
{
    return object_release(&impl_from_commands(iface)->object);
}

/* What the producer queued so far is done: the resource may be consumed. MF_E_INVALIDREQUEST for a second time in a
 * round. */
static HRESULT WINAPI commands_EnqueueResourceReady(IMFD3D12SynchronizationObjectCommands *iface,
        ID3D12CommandQueue *queue)
{
    struct d3d12_sync *sync = impl_from_commands(iface);
    HRESULT hr = MF_E_INVALIDREQUEST;

    if (!queue)
        return E_INVALIDARG;
    lock_acquire(&sync->lock);
    if (sync->last == sync->base)
    {
        hr = ID3D12CommandQueue_Signal(queue, sync->fence, sync->base + 1);
        if (SUCCEEDED(hr))
            sync->last++;
    }
    lock_release(&sync->lock);
    return hr;
}

static UINT64 ready_value(struct d3d12_sync *sync)
{
    UINT64 value;

    lock_acquire(&sync->lock);
    value = sync->base + 1;
    lock_release(&sync->lock);
    return value;
}

/* The queue waits for ready, also when that is not queued yet. */
static HRESULT WINAPI commands_EnqueueResourceReadyWait(IMFD3D12SynchronizationObjectCommands *iface,
        ID3D12CommandQueue *queue)
{
    struct d3d12_sync *sync = impl_from_commands(iface);

    if (!queue)
        return E_INVALIDARG;
    return ID3D12CommandQueue_Wait(queue, sync->fence, ready_value(sync));
}

static HRESULT WINAPI commands_SignalEventOnResourceReady(IMFD3D12SynchronizationObjectCommands *iface, HANDLE event)
{
    struct d3d12_sync *sync = impl_from_commands(iface);

    if (!event)
        return E_INVALIDARG;
    return ID3D12Fence_SetEventOnCompletion(sync->fence, ready_value(sync), event);
}

/* What this consumer queued so far is done. MF_E_INVALIDREQUEST before ready is queued. */
static HRESULT WINAPI commands_EnqueueResourceRelease(IMFD3D12SynchronizationObjectCommands *iface,
        ID3D12CommandQueue *queue)
{
    struct d3d12_sync *sync = impl_from_commands(iface);
    HRESULT hr = MF_E_INVALIDREQUEST;

    if (!queue)
        return E_INVALIDARG;
    lock_acquire(&sync->lock);
    if (sync->last != sync->base)
    {
        hr = ID3D12CommandQueue_Wait(queue, sync->fence, sync->last);
        if (SUCCEEDED(hr))
            hr = ID3D12CommandQueue_Signal(queue, sync->fence, sync->last + 1);
        if (SUCCEEDED(hr))
            sync->last++;
    }
    lock_release(&sync->lock);
    return hr;
}

static const IMFD3D12SynchronizationObjectCommandsVtbl commands_vtbl =
{
    commands_QueryInterface,
    commands_AddRef,
    commands_Release,
    commands_EnqueueResourceReady,
    commands_EnqueueResourceReadyWait,
    commands_SignalEventOnResourceReady,
    commands_EnqueueResourceRelease,
};

static HRESULT WINAPI sync_object_QueryInterface(IMFD3D12SynchronizationObject *iface, REFIID iid, void **out)
{
    return object_query(&impl_from_sync_object(iface)->object, iid, out);
}

static ULONG WINAPI sync_object_AddRef(IMFD3D12SynchronizationObject *iface)
{
    return object_add_ref(&impl_from_sync_object(iface)->object);
}

static ULONG WINAPI sync_object_Release(IMFD3D12SynchronizationObject *iface)
{
    return object_release(&impl_from_sync_object(iface)->object);
}

/* Sets the event when no queued signal is pending any more. */
static HRESULT WINAPI sync_object_SignalEventOnFinalResourceRelease(IMFD3D12SynchronizationObject *iface,
        HANDLE event)
{
    struct d3d12_sync *sync = impl_from_sync_object(iface);
    UINT64 last;

    if (!event)
        return E_INVALIDARG;
    lock_acquire(&sync->lock);
    last = sync->last;
    lock_release(&sync->lock);
    return ID3D12Fence_SetEventOnCompletion(sync->fence, last, event);
}

/* Begins the next round. MF_E_INVALIDREQUEST while a signal is pending. */
static HRESULT WINAPI sync_object_Reset(IMFD3D12SynchronizationObject *iface)
{
    struct d3d12_sync *sync = impl_from_sync_object(iface);
    HRESULT hr = MF_E_INVALIDREQUEST;

    lock_acquire(&sync->lock);
    if (ID3D12Fence_GetCompletedValue(sync->fence) >= sync->last)
    {
        sync->base = sync->last;
        hr = S_OK;
    }
    lock_release(&sync->lock);
    return hr;
}

static const IMFD3D12SynchronizationObjectVtbl sync_object_vtbl =
{
    sync_object_QueryInterface,
    sync_object_AddRef,
    sync_object_Release,
    sync_object_SignalEventOnFinalResourceRelease,
    sync_object_Reset,
};

static void d3d12_sync_destroy(struct object *object)
{
    struct d3d12_sync *sync = CONTAINING_RECORD(object, struct d3d12_sync, object);

    ID3D12Fence_Release(sync->fence);
    memory_free(sync);
}

static const struct object_interface d3d12_sync_interfaces[] =
{
    OBJECT_INTERFACE(d3d12_sync, IMFD3D12SynchronizationObjectCommands),
    OBJECT_INTERFACE(d3d12_sync, IMFD3D12SynchronizationObject),
};

static const struct object_class d3d12_sync_class =
{
    "Direct3D 12 synchronization object",
    offsetof(struct d3d12_sync, object),
    d3d12_sync_interfaces,
    ARRAYSIZE(d3d12_sync_interfaces),
    d3d12_sync_destroy,
};

HRESULT WINAPI MFCreateD3D12SynchronizationObject(ID3D12Device *device, REFIID iid, void **out);

/* Creates the object that producers and consumers of a resource synchronise with.
 * Params:    iid: of IMFD3D12SynchronizationObject, IMFD3D12SynchronizationObjectCommands, IUnknown; out: receives one
 *            reference.
 * Ownership: the object holds a fence of the device.
 * Returns:   S_OK; E_INVALIDARG for a NULL device; E_POINTER for a NULL out pointer; E_NOINTERFACE; what the device
 *            answers; E_OUTOFMEMORY.
 * Threads:   any.
 * Rule:      documented; the errors of its methods are ours. */
HRESULT WINAPI MFCreateD3D12SynchronizationObject(ID3D12Device *device, REFIID iid, void **out)
{
    struct d3d12_sync *sync;
    HRESULT hr;

    if (!out)
        return E_POINTER;
    *out = NULL;
    if (!device)
        return E_INVALIDARG;
    if (!(sync = memory_alloc_zeroed(sizeof(*sync))))
        return E_OUTOFMEMORY;
    hr = ID3D12Device_CreateFence(device, 0, D3D12_FENCE_FLAG_NONE, &IID_ID3D12Fence, (void **)&sync->fence);
    if (FAILED(hr))
    {
        memory_free(sync);
        return hr;
    }
    sync->IMFD3D12SynchronizationObjectCommands_iface.lpVtbl =
            (IMFD3D12SynchronizationObjectCommandsVtbl *)&commands_vtbl;
    sync->IMFD3D12SynchronizationObject_iface.lpVtbl = (IMFD3D12SynchronizationObjectVtbl *)&sync_object_vtbl;
    object_init(&sync->object, &d3d12_sync_class);
    lock_init(&sync->lock, LOCK_RANK_OBJECT);
    hr = object_query(&sync->object, iid, out);
    object_release(&sync->object);
    return hr;
}

/* SPDX-License-Identifier: MIT */
/* Samples that go back to an owner: MFCreateTrackedSample, IMFTrackedSample. */

#include "sample/tracked_sample.h"
#include "async/async_result.h"
#include "base/memory.h"
#include <mfapi.h>
#include <mferror.h>

static struct tracked_sample *impl_from_IMFTrackedSample(IMFTrackedSample *iface)
{
    return CONTAINING_RECORD(iface, struct tracked_sample, IMFTrackedSample_iface);
}

static HRESULT WINAPI tracked_sample_QueryInterface(IMFTrackedSample *iface, REFIID iid, void **out)
{
    return object_query(&impl_from_IMFTrackedSample(iface)->base.object, iid, out);
}

static ULONG WINAPI tracked_sample_AddRef(IMFTrackedSample *iface)
{
    return object_add_ref(&impl_from_IMFTrackedSample(iface)->base.object);
}

static ULONG WINAPI tracked_sample_Release(IMFTrackedSample *iface)
{
    return object_release(&impl_from_IMFTrackedSample(iface)->base.object);
}

/* Sets who gets the sample when nobody else has it: then the callback's Invoke is called, on the thread of the last
 * Release, with a result whose object is the sample and whose state is `state` (which may be the sample itself). The
 * sample gives up callback and state by that; who wants to be called again sets them again.
 * S_OK; E_INVALIDARG for a NULL callback; MF_E_NOTACCEPTING while there is an owner; E_OUTOFMEMORY. The caller holds a
 * reference, so the count cannot reach 0 meanwhile. */
static HRESULT WINAPI tracked_sample_SetAllocator(IMFTrackedSample *iface, IMFAsyncCallback *callback, IUnknown *state)
{
    struct tracked_sample *sample = impl_from_IMFTrackedSample(iface);
    IUnknown *object = (IUnknown *)sample_iface(&sample->base);
    void *expected = NULL;
    IMFAsyncResult *result;

    if (!callback)
        return E_INVALIDARG;
    if (sample->owner || atomic_load_pointer((void **)&sample->result))
        return MF_E_NOTACCEPTING;
    if (!(result = async_result_create(object, callback, state)))
        return E_OUTOFMEMORY;
    if (!atomic_compare_exchange_pointer(&sample->result, &expected, result))
    {
        IMFAsyncResult_Release(result);
        return MF_E_NOTACCEPTING;
    }
    sample->callback = callback;
    /* What the result holds does not keep the sample from being nobody's. */
    sample->own_references = state == object || state == (IUnknown *)iface ? 2 : 1;
    atomic_fetch_add(&sample->base.object.refcount, -sample->own_references);
    return S_OK;
}

static const IMFTrackedSampleVtbl tracked_sample_vtbl =
{
    tracked_sample_QueryInterface,
    tracked_sample_AddRef,
    tracked_sample_Release,
    tracked_sample_SetAllocator,
};

/* Calls the application's owner. What the result holds on the sample counts again, and goes with the result. */
static void return_to_callback(struct tracked_sample *sample)
{
    IMFAsyncResult *result = sample->result;
    IMFAsyncCallback *callback = sample->callback;

    atomic_store(&sample->base.object.refcount, sample->own_references);
    sample->callback = NULL;
    sample->own_references = 0;
    IMFAsyncCallback_AddRef(callback);
    /* Last: from here on SetAllocator is allowed again. */
    atomic_exchange_pointer(&sample->result, NULL);
    IMFAsyncCallback_Invoke(callback, result);
    IMFAsyncCallback_Release(callback);
    IMFAsyncResult_Release(result);
}

/* Nobody has the sample any more: an owner gets it, or it goes. */
static void tracked_sample_destroy(struct object *object)
{
    struct tracked_sample *sample = CONTAINING_RECORD(object, struct tracked_sample, base.object);
    DWORD i;

    if (sample->owner)
    {
        atomic_store(&object->refcount, 1);
        sample->owner->returned(sample->owner, sample);
        return;
    }
    if (atomic_load_pointer((void **)&sample->result))
    {
        return_to_callback(sample);
        return;
    }
    sample_fini(&sample->base);
    for (i = 0; i < sample->pool_buffer_count; i++)
        IMFMediaBuffer_Release(sample->pool_buffers[i]);
    memory_free(sample->pool_buffers);
    memory_free(sample);
}

static const struct object_interface tracked_sample_interfaces[] =
{
    SAMPLE_INTERFACES(tracked_sample),
    OBJECT_INTERFACE(tracked_sample, IMFTrackedSample),
};

static const struct object_class tracked_sample_class =
{
    "tracked sample",
    offsetof(struct tracked_sample, base.object),
    tracked_sample_interfaces,
    ARRAYSIZE(tracked_sample_interfaces),
    tracked_sample_destroy,
};

struct tracked_sample *tracked_sample_create(void)
{
    struct tracked_sample *sample = memory_alloc(sizeof(*sample));

    if (!sample)
        return NULL;
    sample_init(&sample->base, &tracked_sample_class);
    sample->IMFTrackedSample_iface.lpVtbl = (IMFTrackedSampleVtbl *)&tracked_sample_vtbl;
    sample->owner = NULL;
    sample->result = NULL;
    sample->callback = NULL;
    sample->own_references = 0;
    sample->next_free = NULL;
    sample->generation = 0;
    sample->pool_buffers = NULL;
    sample->pool_buffer_count = 0;
    return sample;
}

/* Creates an empty sample that can go back to an owner instead of dying.
 * Params:  out: receives one reference, on the IMFTrackedSample of the sample.
 * Returns: S_OK; E_POINTER for a NULL out pointer; E_OUTOFMEMORY.
 * Threads: any. Needs no MFStartup.
 * Rule:    documented; IUnknown is the IMFSample, as observed on Windows. */
HRESULT WINAPI MFCreateTrackedSample(IMFTrackedSample **out)
{
    struct tracked_sample *sample;

    if (!out)
        return E_POINTER;
    sample = tracked_sample_create();
    *out = sample ? &sample->IMFTrackedSample_iface : NULL;
    return sample ? S_OK : E_OUTOFMEMORY;
}

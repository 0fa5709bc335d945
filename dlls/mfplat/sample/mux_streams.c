/* SPDX-License-Identifier: MIT */
/* MFCreateMuxStreamAttributes, MFCreateMuxStreamMediaType, MFCreateMuxStreamSample. */

#include "sample/mux_streams.h"
#include "base/memory.h"
#include "base/object.h"
#include "sample/mux_media_types.h"
#include <mfapi.h>
#include <mferror.h>

HRESULT mux_streams_init(struct mux_streams *streams, IMFCollection *collection, REFIID iid)
{
    IUnknown *element;
    HRESULT hr;
    DWORD i;

    memset(streams, 0, sizeof(*streams));
    hr = IMFCollection_GetElementCount(collection, &streams->count);
    if (SUCCEEDED(hr) && streams->count > MUX_STREAMS_MAX)
        hr = E_INVALIDARG;
    if (FAILED(hr))
    {
        streams->count = 0;
        return hr;
    }
    for (i = 0; i < streams->count; i++)
    {
        if (FAILED(IMFCollection_GetElement(collection, i, &element)) || !element)
            continue;
        if (SUCCEEDED(IUnknown_QueryInterface(element, iid, (void **)&streams->streams[i])))
            streams->present |= 1ull << i;
        else
            streams->streams[i] = NULL;
        IUnknown_Release(element);
    }
    return S_OK;
}

void mux_streams_destroy(struct mux_streams *streams)
{
    DWORD i;

    for (i = 0; i < streams->count; i++)
    {
        if (streams->streams[i])
            IUnknown_Release(streams->streams[i]);
    }
}

HRESULT mux_streams_get(const struct mux_streams *streams, DWORD index, HRESULT missing, IUnknown **out)
{
    if (!out)
        return E_INVALIDARG;
    *out = NULL;
    if (index >= streams->count)
        return MF_E_INVALIDSTREAMNUMBER;
    if (!streams->streams[index])
        return missing;
    *out = streams->streams[index];
    IUnknown_AddRef(*out);
    return S_OK;
}

/* ---- attributes */

struct mux_attributes
{
    IMFMuxStreamAttributesManager IMFMuxStreamAttributesManager_iface;
    struct object object;
    struct mux_streams streams;
};

static struct mux_attributes *impl_from_IMFMuxStreamAttributesManager(IMFMuxStreamAttributesManager *iface)
{
    return CONTAINING_RECORD(iface, struct mux_attributes, IMFMuxStreamAttributesManager_iface);
}

static HRESULT WINAPI mux_attributes_QueryInterface(IMFMuxStreamAttributesManager *iface, REFIID iid, void **out)
{
    return object_query(&impl_from_IMFMuxStreamAttributesManager(iface)->object, iid, out);
}

static ULONG WINAPI mux_attributes_AddRef(IMFMuxStreamAttributesManager *iface)
{
    return object_add_ref(&impl_from_IMFMuxStreamAttributesManager(iface)->object);
}

static ULONG WINAPI mux_attributes_Release(IMFMuxStreamAttributesManager *iface)
{
    return object_release(&impl_from_IMFMuxStreamAttributesManager(iface)->object);
}

static HRESULT WINAPI mux_attributes_GetStreamCount(IMFMuxStreamAttributesManager *iface, DWORD *count)
{
    if (!count)
        return E_INVALIDARG;
    *count = impl_from_IMFMuxStreamAttributesManager(iface)->streams.count;
    return S_OK;
}

static HRESULT WINAPI mux_attributes_GetAttributes(IMFMuxStreamAttributesManager *iface, DWORD index,
        IMFAttributes **out)
{
    return mux_streams_get(&impl_from_IMFMuxStreamAttributesManager(iface)->streams, index, MF_E_NOT_FOUND,
            (IUnknown **)out);
}

static const IMFMuxStreamAttributesManagerVtbl mux_attributes_vtbl =
{
    mux_attributes_QueryInterface,
    mux_attributes_AddRef,
    mux_attributes_Release,
    mux_attributes_GetStreamCount,
    mux_attributes_GetAttributes,
};

static void mux_attributes_destroy(struct object *object)
{
    struct mux_attributes *manager = CONTAINING_RECORD(object, struct mux_attributes, object);

    mux_streams_destroy(&manager->streams);
    memory_free(manager);
}

static const struct object_interface mux_attributes_interfaces[] =
{
    OBJECT_INTERFACE(mux_attributes, IMFMuxStreamAttributesManager),
};

static const struct object_class mux_attributes_class =
{
    "multiplexed attributes",
    offsetof(struct mux_attributes, object),
    mux_attributes_interfaces,
    ARRAYSIZE(mux_attributes_interfaces),
    mux_attributes_destroy,
};

static HRESULT mux_attributes_create(IMFCollection *collection, IUnknown **out)
{
    struct mux_attributes *manager;
    HRESULT hr;

    if (!(manager = memory_alloc(sizeof(*manager))))
        return E_OUTOFMEMORY;
    hr = mux_streams_init(&manager->streams, collection, &IID_IMFAttributes);
    if (FAILED(hr))
    {
        memory_free(manager);
        return hr;
    }
    manager->IMFMuxStreamAttributesManager_iface.lpVtbl = (IMFMuxStreamAttributesManagerVtbl *)&mux_attributes_vtbl;
    object_init(&manager->object, &mux_attributes_class);
    *out = (IUnknown *)&manager->IMFMuxStreamAttributesManager_iface;
    return S_OK;
}

/* ---- samples */

struct mux_samples
{
    IMFMuxStreamSampleManager IMFMuxStreamSampleManager_iface;
    struct object object;
    struct mux_streams streams;
};

static struct mux_samples *impl_from_IMFMuxStreamSampleManager(IMFMuxStreamSampleManager *iface)
{
    return CONTAINING_RECORD(iface, struct mux_samples, IMFMuxStreamSampleManager_iface);
}

static HRESULT WINAPI mux_samples_QueryInterface(IMFMuxStreamSampleManager *iface, REFIID iid, void **out)
{
    return object_query(&impl_from_IMFMuxStreamSampleManager(iface)->object, iid, out);
}

static ULONG WINAPI mux_samples_AddRef(IMFMuxStreamSampleManager *iface)
{
    return object_add_ref(&impl_from_IMFMuxStreamSampleManager(iface)->object);
}

static ULONG WINAPI mux_samples_Release(IMFMuxStreamSampleManager *iface)
{
    return object_release(&impl_from_IMFMuxStreamSampleManager(iface)->object);
}

static HRESULT WINAPI mux_samples_GetStreamCount(IMFMuxStreamSampleManager *iface, DWORD *count)
{
    if (!count)
        return E_INVALIDARG;
    *count = impl_from_IMFMuxStreamSampleManager(iface)->streams.count;
    return S_OK;
}

static HRESULT WINAPI mux_samples_GetSample(IMFMuxStreamSampleManager *iface, DWORD index, IMFSample **out)
{
    return mux_streams_get(&impl_from_IMFMuxStreamSampleManager(iface)->streams, index, MF_E_INVALID_STREAM_DATA,
            (IUnknown **)out);
}

/* The mask of the streams that have a sample. */
static ULONGLONG WINAPI mux_samples_GetStreamConfiguration(IMFMuxStreamSampleManager *iface)
{
    return impl_from_IMFMuxStreamSampleManager(iface)->streams.present;
}

static const IMFMuxStreamSampleManagerVtbl mux_samples_vtbl =
{
    mux_samples_QueryInterface,
    mux_samples_AddRef,
    mux_samples_Release,
    mux_samples_GetStreamCount,
    mux_samples_GetSample,
    mux_samples_GetStreamConfiguration,
};

static void mux_samples_destroy(struct object *object)
{
    struct mux_samples *manager = CONTAINING_RECORD(object, struct mux_samples, object);

    mux_streams_destroy(&manager->streams);
    memory_free(manager);
}

static const struct object_interface mux_samples_interfaces[] =
{
    OBJECT_INTERFACE(mux_samples, IMFMuxStreamSampleManager),
};

static const struct object_class mux_samples_class =
{
    "multiplexed samples",
    offsetof(struct mux_samples, object),
    mux_samples_interfaces,
    ARRAYSIZE(mux_samples_interfaces),
    mux_samples_destroy,
};

static HRESULT mux_samples_create(IMFCollection *collection, IUnknown **out)
{
    struct mux_samples *manager;
    HRESULT hr;

    if (!(manager = memory_alloc(sizeof(*manager))))
        return E_OUTOFMEMORY;
    hr = mux_streams_init(&manager->streams, collection, &IID_IMFSample);
    if (FAILED(hr))
    {
        memory_free(manager);
        return hr;
    }
    manager->IMFMuxStreamSampleManager_iface.lpVtbl = (IMFMuxStreamSampleManagerVtbl *)&mux_samples_vtbl;
    object_init(&manager->object, &mux_samples_class);
    *out = (IUnknown *)&manager->IMFMuxStreamSampleManager_iface;
    return S_OK;
}

/* ---- the outer objects */

/* Stores the manager, whose reference it takes over, on the new object; on failure the object goes. */
static HRESULT attach_manager(IMFAttributes *object, REFGUID key, HRESULT manager_hr, IUnknown *manager)
{
    HRESULT hr = manager_hr;

    if (SUCCEEDED(hr))
    {
        hr = IMFAttributes_SetUnknown(object, key, manager);
        IUnknown_Release(manager);
    }
    if (FAILED(hr))
        IMFAttributes_Release(object);
    return hr;
}

/* Creates an attribute store that stands for several streams: its MF_DEVICESTREAM_MULTIPLEXED_MANAGER is an
 * IMFMuxStreamAttributesManager with the attribute stores of the collection.
 * Params:  collection: of at most 64 elements, which are taken as they are now; out: receives one reference.
 * Returns: S_OK; E_INVALIDARG for NULL pointers or too many elements; what the collection answers; E_OUTOFMEMORY.
 * Threads: any. Needs no MFStartup.
 * Rule:    documented. */
HRESULT WINAPI MFCreateMuxStreamAttributes(IMFCollection *collection, IMFAttributes **out)
{
    IUnknown *manager = NULL;
    IMFAttributes *outer;
    HRESULT hr;

    if (out)
        *out = NULL;
    if (!collection || !out)
        return E_INVALIDARG;
    hr = MFCreateAttributes(&outer, 1);
    if (FAILED(hr))
        return hr;
    hr = mux_attributes_create(collection, &manager);
    hr = attach_manager(outer, &MF_DEVICESTREAM_MULTIPLEXED_MANAGER, hr, manager);
    if (SUCCEEDED(hr))
        *out = outer;
    return hr;
}

/* Creates a media type that stands for several streams: its MF_MEDIATYPE_MULTIPLEXED_MANAGER is an
 * IMFMuxStreamMediaTypeManager with the media types of the collection. Nothing else is set.
 * Params, returns, threads, rule: as MFCreateMuxStreamAttributes. */
HRESULT WINAPI MFCreateMuxStreamMediaType(IMFCollection *collection, IMFMediaType **out)
{
    IUnknown *manager = NULL;
    IMFMediaType *outer;
    HRESULT hr;

    if (out)
        *out = NULL;
    if (!collection || !out)
        return E_INVALIDARG;
    hr = MFCreateMediaType(&outer);
    if (FAILED(hr))
        return hr;
    hr = mux_media_types_create(collection, &manager);
    hr = attach_manager((IMFAttributes *)outer, &MF_MEDIATYPE_MULTIPLEXED_MANAGER, hr, manager);
    if (SUCCEEDED(hr))
        *out = outer;
    return hr;
}

/* Creates a sample that stands for several streams: its MFSampleExtension_MULTIPLEXED_MANAGER is an
 * IMFMuxStreamSampleManager with the samples of the collection.
 * Params, returns, threads, rule: as MFCreateMuxStreamAttributes. */
HRESULT WINAPI MFCreateMuxStreamSample(IMFCollection *collection, IMFSample **out)
{
    IUnknown *manager = NULL;
    IMFSample *outer;
    HRESULT hr;

    if (out)
        *out = NULL;
    if (!collection || !out)
        return E_INVALIDARG;
    hr = MFCreateSample(&outer);
    if (FAILED(hr))
        return hr;
    hr = mux_samples_create(collection, &manager);
    hr = attach_manager((IMFAttributes *)outer, &MFSampleExtension_MULTIPLEXED_MANAGER, hr, manager);
    if (SUCCEEDED(hr))
        *out = outer;
    return hr;
}

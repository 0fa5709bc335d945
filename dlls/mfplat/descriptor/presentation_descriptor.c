/* SPDX-License-Identifier: MIT */
/* The presentation descriptor: the streams of a presentation, and which of them are selected. */

#include "descriptor/presentation_descriptor.h"
#include "attributes/attributes.h"
#include "base/atomic.h"
#include "base/memory.h"
#include <mfapi.h>

struct stream_entry
{
    IMFStreamDescriptor *descriptor; /* with a reference; immutable */
    LONG selected;                   /* atomic */
};

struct presentation_descriptor
{
    struct attributes attributes; /* first: a pointer to it is the IMFPresentationDescriptor */
    struct object object;
    DWORD count;                  /* immutable */
    struct stream_entry streams[];
};

static struct presentation_descriptor *impl_from_IMFPresentationDescriptor(IMFPresentationDescriptor *iface)
{
    return CONTAINING_RECORD((IMFAttributes *)iface, struct presentation_descriptor, attributes.IMFAttributes_iface);
}

/* The number of streams. S_OK; E_POINTER for NULL. */
static HRESULT WINAPI presentation_descriptor_GetStreamDescriptorCount(IMFPresentationDescriptor *iface, DWORD *count)
{
    if (!count)
        return E_POINTER;
    *count = impl_from_IMFPresentationDescriptor(iface)->count;
    return S_OK;
}

/* A stream, with a reference, and whether it is selected. S_OK; E_INVALIDARG past the end (observed on Windows);
 * E_POINTER for NULL. */
static HRESULT WINAPI presentation_descriptor_GetStreamDescriptorByIndex(IMFPresentationDescriptor *iface, DWORD index,
        BOOL *selected, IMFStreamDescriptor **stream)
{
    struct presentation_descriptor *descriptor = impl_from_IMFPresentationDescriptor(iface);

    if (!selected || !stream)
        return E_POINTER;
    if (index >= descriptor->count)
        return E_INVALIDARG;
    *selected = atomic_load(&descriptor->streams[index].selected);
    *stream = descriptor->streams[index].descriptor;
    IMFStreamDescriptor_AddRef(*stream);
    return S_OK;
}

static HRESULT select_stream(IMFPresentationDescriptor *iface, DWORD index, BOOL selected)
{
    struct presentation_descriptor *descriptor = impl_from_IMFPresentationDescriptor(iface);

    if (index >= descriptor->count)
        return E_INVALIDARG;
    atomic_store(&descriptor->streams[index].selected, selected);
    return S_OK;
}

/* S_OK, also when it is selected; E_INVALIDARG past the end. Observed on Windows. */
static HRESULT WINAPI presentation_descriptor_SelectStream(IMFPresentationDescriptor *iface, DWORD index)
{
    return select_stream(iface, index, TRUE);
}

/* S_OK, also when it is not selected; E_INVALIDARG past the end. Observed on Windows. */
static HRESULT WINAPI presentation_descriptor_DeselectStream(IMFPresentationDescriptor *iface, DWORD index)
{
    return select_stream(iface, index, FALSE);
}

/* A descriptor of the same streams, the objects themselves, with copies of the attributes and of what is selected. S_OK;
 * E_POINTER for NULL; E_OUTOFMEMORY, *clone is NULL then. Observed on Windows. */
static HRESULT WINAPI presentation_descriptor_Clone(IMFPresentationDescriptor *iface, IMFPresentationDescriptor **clone);

static const IMFPresentationDescriptorVtbl presentation_descriptor_vtbl =
{
    ATTRIBUTES_VTBL_SLOTS,
    .GetStreamDescriptorCount = presentation_descriptor_GetStreamDescriptorCount,
    .GetStreamDescriptorByIndex = presentation_descriptor_GetStreamDescriptorByIndex,
    .SelectStream = presentation_descriptor_SelectStream,
    .DeselectStream = presentation_descriptor_DeselectStream,
    .Clone = presentation_descriptor_Clone,
};

static void presentation_descriptor_destroy(struct object *object)
{
    struct presentation_descriptor *descriptor = CONTAINING_RECORD(object, struct presentation_descriptor, object);
    DWORD i;

    for (i = 0; i < descriptor->count; i++)
        IMFStreamDescriptor_Release(descriptor->streams[i].descriptor);
    attributes_destroy(&descriptor->attributes);
    memory_free(descriptor);
}

static const struct object_interface presentation_descriptor_interfaces[] =
{
    {&IID_IMFPresentationDescriptor, offsetof(struct presentation_descriptor, attributes.IMFAttributes_iface)},
    {&IID_IMFAttributes, offsetof(struct presentation_descriptor, attributes.IMFAttributes_iface)},
};

static const struct object_class presentation_descriptor_class =
{
    .name = "presentation descriptor",
    .object_offset = offsetof(struct presentation_descriptor, object),
    .interfaces = presentation_descriptor_interfaces,
    .interface_count = ARRAYSIZE(presentation_descriptor_interfaces),
    .destroy = presentation_descriptor_destroy,
};

/* An object without streams that has room for `count`. */
static HRESULT allocate(DWORD count, struct presentation_descriptor **descriptor)
{
    struct presentation_descriptor *object;
    size_t size;
    HRESULT hr;

    *descriptor = NULL;
    if (!size_multiply(count, sizeof(struct stream_entry), &size) || !size_add(size, sizeof(*object), &size) ||
            !(object = memory_alloc(size)))
        return E_OUTOFMEMORY;
    object_init(&object->object, &presentation_descriptor_class);
    hr = attributes_init(&object->attributes, &object->object, 0);
    if (FAILED(hr))
    {
        memory_free(object);
        return hr;
    }
    object->attributes.IMFAttributes_iface.lpVtbl = (IMFAttributesVtbl *)&presentation_descriptor_vtbl;
    object->count = 0;
    *descriptor = object;
    return S_OK;
}

static void append_stream(struct presentation_descriptor *descriptor, IMFStreamDescriptor *stream, LONG selected)
{
    struct stream_entry *entry = &descriptor->streams[descriptor->count++];

    entry->descriptor = stream;
    entry->selected = selected;
    IMFStreamDescriptor_AddRef(stream);
}

static HRESULT WINAPI presentation_descriptor_Clone(IMFPresentationDescriptor *iface, IMFPresentationDescriptor **clone)
{
    struct presentation_descriptor *descriptor = impl_from_IMFPresentationDescriptor(iface), *copy;
    HRESULT hr;
    DWORD i;

    if (!clone)
        return E_POINTER;
    *clone = NULL;
    hr = allocate(descriptor->count, &copy);
    if (FAILED(hr))
        return hr;
    for (i = 0; i < descriptor->count; i++)
        append_stream(copy, descriptor->streams[i].descriptor, atomic_load(&descriptor->streams[i].selected));
    hr = attributes_CopyAllItems(&descriptor->attributes.IMFAttributes_iface, &copy->attributes.IMFAttributes_iface);
    if (FAILED(hr))
    {
        object_release(&copy->object);
        return hr;
    }
    *clone = (IMFPresentationDescriptor *)&copy->attributes.IMFAttributes_iface;
    return S_OK;
}

HRESULT presentation_descriptor_create(DWORD count, IMFStreamDescriptor *const *streams,
        IMFPresentationDescriptor **descriptor)
{
    struct presentation_descriptor *object;
    HRESULT hr;
    DWORD i;

    *descriptor = NULL;
    hr = allocate(count, &object);
    if (FAILED(hr))
        return hr;
    for (i = 0; i < count; i++)
        append_stream(object, streams[i], FALSE);
    *descriptor = (IMFPresentationDescriptor *)&object->attributes.IMFAttributes_iface;
    return S_OK;
}

/* Creates a presentation descriptor: an attribute store with a list of streams, none of them selected.
 *
 * count, streams: the objects are kept with a reference; equal identifiers are fine.
 * descriptor: receives the new object with one reference, the caller's.
 * S_OK; E_POINTER for a NULL descriptor; E_INVALIDARG for a NULL element (observed on Windows) or a NULL array;
 * E_OUTOFMEMORY. *descriptor is NULL then. The object may be used from any thread. No start-up needed. Documented.
 * Tests: check_presentation_descriptor. */
HRESULT WINAPI MFCreatePresentationDescriptor(DWORD count, IMFStreamDescriptor **streams,
        IMFPresentationDescriptor **descriptor)
{
    DWORD i;

    if (!descriptor)
        return E_POINTER;
    *descriptor = NULL;
    if (!streams)
        return E_INVALIDARG;
    for (i = 0; i < count; i++)
    {
        if (!streams[i])
            return E_INVALIDARG;
    }
    return presentation_descriptor_create(count, streams, descriptor);
}

/* SPDX-License-Identifier: MIT */
/* The stream descriptor and its media type handler: two objects for callers, one memory and one reference count. */

#include "attributes/attributes.h"
#include "base/lock.h"
#include "base/memory.h"
#include <mfapi.h>
#include <mferror.h>
#include <mfidl.h>

struct stream_descriptor
{
    struct attributes attributes; /* first: a pointer to it is the IMFStreamDescriptor */
    IMFMediaTypeHandler IMFMediaTypeHandler_iface;
    struct object object;
    /* LOCK_RANK_OBJECT; guards `current`. Recursive, because AddRef of a media type that is not ours runs under it. */
    struct recursive_lock lock;
    IMFMediaType *current; /* NULL until one is set */
    DWORD identifier;      /* immutable, like all that follows */
    DWORD type_count;
    IMFMediaType *types[];
};

static struct stream_descriptor *impl_from_IMFStreamDescriptor(IMFStreamDescriptor *iface)
{
    return CONTAINING_RECORD((IMFAttributes *)iface, struct stream_descriptor, attributes.IMFAttributes_iface);
}

static struct stream_descriptor *impl_from_IMFMediaTypeHandler(IMFMediaTypeHandler *iface)
{
    return CONTAINING_RECORD(iface, struct stream_descriptor, IMFMediaTypeHandler_iface);
}

/* The current type with a reference, or NULL. */
static IMFMediaType *get_current(struct stream_descriptor *descriptor)
{
    IMFMediaType *type;

    recursive_lock_acquire(&descriptor->lock);
    type = descriptor->current;
    if (type)
        IMFMediaType_AddRef(type);
    recursive_lock_release(&descriptor->lock);
    return type;
}

/* The identifier given at creation. S_OK; E_POINTER for NULL. Observed on Windows. */
static HRESULT WINAPI stream_descriptor_GetStreamIdentifier(IMFStreamDescriptor *iface, DWORD *identifier)
{
    if (!identifier)
        return E_POINTER;
    *identifier = impl_from_IMFStreamDescriptor(iface)->identifier;
    return S_OK;
}

/* The handler, always the same, with a reference. It keeps the descriptor alive. S_OK; E_POINTER for NULL. */
static HRESULT WINAPI stream_descriptor_GetMediaTypeHandler(IMFStreamDescriptor *iface, IMFMediaTypeHandler **handler)
{
    if (!handler)
        return E_POINTER;
    *handler = &impl_from_IMFStreamDescriptor(iface)->IMFMediaTypeHandler_iface;
    IMFMediaTypeHandler_AddRef(*handler);
    return S_OK;
}

static const IMFStreamDescriptorVtbl stream_descriptor_vtbl =
{
    ATTRIBUTES_VTBL_SLOTS,
    .GetStreamIdentifier = stream_descriptor_GetStreamIdentifier,
    .GetMediaTypeHandler = stream_descriptor_GetMediaTypeHandler,
};

/* The handler is an identity of its own: it does not lead back to the descriptor. */
static HRESULT WINAPI media_type_handler_QueryInterface(IMFMediaTypeHandler *iface, REFIID iid, void **out)
{
    if (!out)
        return E_POINTER;
    if (IsEqualGUID(iid, &IID_IMFMediaTypeHandler) || IsEqualGUID(iid, &IID_IUnknown))
    {
        IMFMediaTypeHandler_AddRef(iface);
        *out = iface;
        return S_OK;
    }
    *out = NULL;
    return E_NOINTERFACE;
}

static ULONG WINAPI media_type_handler_AddRef(IMFMediaTypeHandler *iface)
{
    return object_add_ref(&impl_from_IMFMediaTypeHandler(iface)->object);
}

static ULONG WINAPI media_type_handler_Release(IMFMediaTypeHandler *iface)
{
    return object_release(&impl_from_IMFMediaTypeHandler(iface)->object);
}

/* Both have major types, these are equal, and so are the subtypes, or both have none. */
static BOOL types_match(IMFMediaType *ours, IMFMediaType *theirs)
{
    const DWORD needed = MF_MEDIATYPE_EQUAL_MAJOR_TYPES | MF_MEDIATYPE_EQUAL_FORMAT_TYPES;
    DWORD flags = 0;

    return SUCCEEDED(IMFMediaType_IsEqual(ours, theirs, &flags)) && (flags & needed) == needed;
}

/* Whether the type matches the current one or any of the list in major type and subtype.
 *
 * closest: optional; always set to NULL, the handler proposes nothing.
 * S_OK; E_POINTER for a NULL type; MF_E_INVALIDMEDIATYPE. Observed on Windows. */
static HRESULT WINAPI media_type_handler_IsMediaTypeSupported(IMFMediaTypeHandler *iface, IMFMediaType *type,
        IMFMediaType **closest)
{
    struct stream_descriptor *descriptor = impl_from_IMFMediaTypeHandler(iface);
    IMFMediaType *current;
    BOOL supported = FALSE;
    DWORD i;

    if (closest)
        *closest = NULL;
    if (!type)
        return E_POINTER;

    current = get_current(descriptor);
    if (current)
    {
        supported = types_match(current, type);
        IMFMediaType_Release(current);
    }
    for (i = 0; i < descriptor->type_count && !supported; i++)
        supported = types_match(descriptor->types[i], type);
    return supported ? S_OK : MF_E_INVALIDMEDIATYPE;
}

/* The number of types given at creation, whatever became current. S_OK; E_POINTER for NULL. Observed on Windows. */
static HRESULT WINAPI media_type_handler_GetMediaTypeCount(IMFMediaTypeHandler *iface, DWORD *count)
{
    if (!count)
        return E_POINTER;
    *count = impl_from_IMFMediaTypeHandler(iface)->type_count;
    return S_OK;
}

/* The object that was passed at creation. S_OK; MF_E_NO_MORE_TYPES past the end; E_POINTER for NULL. Observed on
 * Windows. */
static HRESULT WINAPI media_type_handler_GetMediaTypeByIndex(IMFMediaTypeHandler *iface, DWORD index,
        IMFMediaType **type)
{
    struct stream_descriptor *descriptor = impl_from_IMFMediaTypeHandler(iface);

    if (!type)
        return E_POINTER;
    if (index >= descriptor->type_count)
        return MF_E_NO_MORE_TYPES;
    *type = descriptor->types[index];
    IMFMediaType_AddRef(*type);
    return S_OK;
}

/* Keeps the type, not a copy, without looking at it. S_OK; E_POINTER for NULL. Observed on Windows. */
static HRESULT WINAPI media_type_handler_SetCurrentMediaType(IMFMediaTypeHandler *iface, IMFMediaType *type)
{
    struct stream_descriptor *descriptor = impl_from_IMFMediaTypeHandler(iface);
    IMFMediaType *old;

    if (!type)
        return E_POINTER;
    IMFMediaType_AddRef(type);
    recursive_lock_acquire(&descriptor->lock);
    old = descriptor->current;
    descriptor->current = type;
    recursive_lock_release(&descriptor->lock);
    if (old)
        IMFMediaType_Release(old);
    return S_OK;
}

/* The object that was set. S_OK; MF_E_NOT_INITIALIZED before that; E_POINTER for NULL. Observed on Windows. */
static HRESULT WINAPI media_type_handler_GetCurrentMediaType(IMFMediaTypeHandler *iface, IMFMediaType **type)
{
    IMFMediaType *current;

    if (!type)
        return E_POINTER;
    current = get_current(impl_from_IMFMediaTypeHandler(iface));
    if (!current)
        return MF_E_NOT_INITIALIZED;
    *type = current;
    return S_OK;
}

/* The major type, as it is now, of the current type if there is one, else of the first of the list. S_OK;
 * MF_E_ATTRIBUTENOTFOUND when that has none; E_POINTER for NULL. Observed on Windows. */
static HRESULT WINAPI media_type_handler_GetMajorType(IMFMediaTypeHandler *iface, GUID *major_type)
{
    struct stream_descriptor *descriptor = impl_from_IMFMediaTypeHandler(iface);
    IMFMediaType *current;
    HRESULT hr;

    if (!major_type)
        return E_POINTER;
    current = get_current(descriptor);
    if (!current)
        return IMFMediaType_GetMajorType(descriptor->types[0], major_type);
    hr = IMFMediaType_GetMajorType(current, major_type);
    IMFMediaType_Release(current);
    return hr;
}

static const IMFMediaTypeHandlerVtbl media_type_handler_vtbl =
{
    media_type_handler_QueryInterface,
    media_type_handler_AddRef,
    media_type_handler_Release,
    media_type_handler_IsMediaTypeSupported,
    media_type_handler_GetMediaTypeCount,
    media_type_handler_GetMediaTypeByIndex,
    media_type_handler_SetCurrentMediaType,
    media_type_handler_GetCurrentMediaType,
    media_type_handler_GetMajorType,
};

static void stream_descriptor_destroy(struct object *object)
{
    struct stream_descriptor *descriptor = CONTAINING_RECORD(object, struct stream_descriptor, object);
    DWORD i;

    if (descriptor->current)
        IMFMediaType_Release(descriptor->current);
    for (i = 0; i < descriptor->type_count; i++)
        IMFMediaType_Release(descriptor->types[i]);
    attributes_destroy(&descriptor->attributes);
    memory_free(descriptor);
}

static const struct object_interface stream_descriptor_interfaces[] =
{
    {&IID_IMFStreamDescriptor, offsetof(struct stream_descriptor, attributes.IMFAttributes_iface)},
    {&IID_IMFAttributes, offsetof(struct stream_descriptor, attributes.IMFAttributes_iface)},
};

static const struct object_class stream_descriptor_class =
{
    .name = "stream descriptor",
    .object_offset = offsetof(struct stream_descriptor, object),
    .interfaces = stream_descriptor_interfaces,
    .interface_count = ARRAYSIZE(stream_descriptor_interfaces),
    .destroy = stream_descriptor_destroy,
};

/* Creates a stream descriptor: an attribute store with an identifier and a list of media types.
 *
 * identifier: any. count, types: at least one; the objects are kept with a reference, so later changes to them are seen.
 * descriptor: receives the new object with one reference, the caller's; no type is current.
 * S_OK; E_POINTER for a NULL descriptor; E_INVALIDARG for no types (observed on Windows), a NULL array or element;
 * E_OUTOFMEMORY. *descriptor is NULL then. The object may be used from any thread. No start-up needed. Documented.
 * Tests: check_stream_descriptor. */
HRESULT WINAPI MFCreateStreamDescriptor(DWORD identifier, DWORD count, IMFMediaType **types,
        IMFStreamDescriptor **descriptor)
{
    struct stream_descriptor *object;
    size_t size;
    HRESULT hr;
    DWORD i;

    if (!descriptor)
        return E_POINTER;
    *descriptor = NULL;
    if (!count || !types)
        return E_INVALIDARG;
    for (i = 0; i < count; i++)
    {
        if (!types[i])
            return E_INVALIDARG;
    }

    if (!size_multiply(count, sizeof(*types), &size) || !size_add(size, sizeof(*object), &size) ||
            !(object = memory_alloc(size)))
        return E_OUTOFMEMORY;
    object_init(&object->object, &stream_descriptor_class);
    hr = attributes_init(&object->attributes, &object->object, 0);
    if (FAILED(hr))
    {
        memory_free(object);
        return hr;
    }
    object->attributes.IMFAttributes_iface.lpVtbl = (IMFAttributesVtbl *)&stream_descriptor_vtbl;
    object->IMFMediaTypeHandler_iface.lpVtbl = (IMFMediaTypeHandlerVtbl *)&media_type_handler_vtbl;
    recursive_lock_init(&object->lock, LOCK_RANK_OBJECT);
    object->current = NULL;
    object->identifier = identifier;
    object->type_count = count;
    for (i = 0; i < count; i++)
    {
        object->types[i] = types[i];
        IMFMediaType_AddRef(types[i]);
    }
    *descriptor = (IMFStreamDescriptor *)&object->attributes.IMFAttributes_iface;
    return S_OK;
}

/* SPDX-License-Identifier: MIT */
/* The media event object: a type, a status and a value, and an attribute store for what goes with them. */

#include "events/media_event.h"
#include "attributes/attributes.h"
#include "base/memory.h"
#include "base/object.h"
#include <mfapi.h>
#include <propidl.h>

struct media_event
{
    struct attributes attributes; /* first: a pointer to it is the IMFMediaEvent */
    struct object object;
    /* Immutable after creation. */
    MediaEventType type;
    HRESULT status;
    GUID extended_type;
    PROPVARIANT value;
};

static struct media_event *impl_from_IMFMediaEvent(IMFMediaEvent *iface)
{
    return CONTAINING_RECORD((IMFAttributes *)iface, struct media_event, attributes.IMFAttributes_iface);
}

/* Copies a value; the common kinds without a call into ole32. *copy is VT_EMPTY on failure. */
static HRESULT copy_value(PROPVARIANT *copy, const PROPVARIANT *value)
{
    HRESULT hr;

    switch (value->vt)
    {
        case VT_UNKNOWN:
            /* Observed on Windows: a NULL pointer is a value, too. */
            if (value->punkVal)
                IUnknown_AddRef(value->punkVal);
            *copy = *value;
            return S_OK;
        case VT_EMPTY:
        case VT_BOOL:
        case VT_I4:
        case VT_UI4:
        case VT_I8:
        case VT_UI8:
        case VT_R4:
        case VT_R8:
            *copy = *value;
            return S_OK;
        case VT_LPSTR:
        case VT_LPWSTR:
        case VT_BSTR:
        case VT_CLSID:
            if (!value->pszVal)
            {
                *copy = *value;
                return S_OK;
            }
            hr = PropVariantCopy(copy, value);
            break;
        case VT_BLOB:
        case VT_VECTOR | VT_UI1:
            if (!value->blob.cbSize)
            {
                *copy = *value;
                copy->blob.pBlobData = NULL;
                return S_OK;
            }
            hr = PropVariantCopy(copy, value);
            break;
        default:
            hr = PropVariantCopy(copy, value);
            break;
    }
    if (FAILED(hr))
        PropVariantInit(copy);
    return hr;
}

static void clear_value(PROPVARIANT *value)
{
    if (value->vt == VT_UNKNOWN)
    {
        if (value->punkVal)
            IUnknown_Release(value->punkVal);
    }
    else if (value->vt != VT_EMPTY)
        PropVariantClear(value);
}

/* The type. S_OK; E_POINTER for NULL. */
static HRESULT WINAPI media_event_GetType(IMFMediaEvent *iface, MediaEventType *type)
{
    if (!type)
        return E_POINTER;
    *type = impl_from_IMFMediaEvent(iface)->type;
    return S_OK;
}

/* The type of a custom event, GUID_NULL for most others. S_OK; E_POINTER for NULL. */
static HRESULT WINAPI media_event_GetExtendedType(IMFMediaEvent *iface, GUID *type)
{
    if (!type)
        return E_POINTER;
    *type = impl_from_IMFMediaEvent(iface)->extended_type;
    return S_OK;
}

/* The status of the operation that the event is about. S_OK whatever that status is; E_POINTER for NULL. */
static HRESULT WINAPI media_event_GetStatus(IMFMediaEvent *iface, HRESULT *status)
{
    if (!status)
        return E_POINTER;
    *status = impl_from_IMFMediaEvent(iface)->status;
    return S_OK;
}

/* A copy of the value, to be cleared by the caller. What *value held is overwritten. S_OK; E_POINTER for NULL;
 * E_OUTOFMEMORY, *value is VT_EMPTY then. */
static HRESULT WINAPI media_event_GetValue(IMFMediaEvent *iface, PROPVARIANT *value)
{
    return value ? copy_value(value, &impl_from_IMFMediaEvent(iface)->value) : E_POINTER;
}

static const IMFMediaEventVtbl media_event_vtbl =
{
    ATTRIBUTES_VTBL_SLOTS,
    .GetType = media_event_GetType,
    .GetExtendedType = media_event_GetExtendedType,
    .GetStatus = media_event_GetStatus,
    .GetValue = media_event_GetValue,
};

static void media_event_destroy(struct object *object)
{
    struct media_event *event = CONTAINING_RECORD(object, struct media_event, object);

    clear_value(&event->value);
    attributes_destroy(&event->attributes);
    memory_free(event);
}

static const struct object_interface media_event_interfaces[] =
{
    {&IID_IMFMediaEvent, offsetof(struct media_event, attributes.IMFAttributes_iface)},
    {&IID_IMFAttributes, offsetof(struct media_event, attributes.IMFAttributes_iface)},
};

static const struct object_class media_event_class =
{
    .name = "media event",
    .object_offset = offsetof(struct media_event, object),
    .interfaces = media_event_interfaces,
    .interface_count = ARRAYSIZE(media_event_interfaces),
    .destroy = media_event_destroy,
};

HRESULT media_event_create(MediaEventType type, const GUID *extended_type, HRESULT status, const PROPVARIANT *value,
        IMFMediaEvent **event)
{
    struct media_event *object = memory_alloc(sizeof(*object));
    HRESULT hr;

    *event = NULL;
    if (!object)
        return E_OUTOFMEMORY;

    PropVariantInit(&object->value);
    if (value)
    {
        hr = copy_value(&object->value, value);
        if (FAILED(hr))
        {
            memory_free(object);
            return hr;
        }
    }
    object_init(&object->object, &media_event_class);
    hr = attributes_init(&object->attributes, &object->object, 0);
    if (FAILED(hr))
    {
        clear_value(&object->value);
        memory_free(object);
        return hr;
    }
    object->attributes.IMFAttributes_iface.lpVtbl = (IMFAttributesVtbl *)&media_event_vtbl;
    object->type = type;
    object->status = status;
    object->extended_type = *extended_type;
    *event = (IMFMediaEvent *)&object->attributes.IMFAttributes_iface;
    return S_OK;
}

/* Creates a media event. It is an attribute store as well, with no items at first.
 *
 * type: any. extended_type: any, GUID_NULL for none. status: any, and without influence on the result.
 * value: copied, interfaces with a reference of their own; NULL for VT_EMPTY; VT_UNKNOWN with a NULL pointer is kept.
 * event: receives the new object with one reference, the caller's.
 * S_OK; E_POINTER for a NULL event, E_INVALIDARG for a NULL extended_type, DISP_E_BADVARTYPE for a value that is none,
 * E_OUTOFMEMORY; *event is NULL then. The object may be used from any thread. No start-up needed.
 * Documented; NULL values observed on Windows. Tests: check_event. */
HRESULT WINAPI MFCreateMediaEvent(MediaEventType type, REFGUID extended_type, HRESULT status,
        const PROPVARIANT *value, IMFMediaEvent **event)
{
    if (!event)
        return E_POINTER;
    *event = NULL;
    if (!extended_type)
        return E_INVALIDARG;
    return media_event_create(type, extended_type, status, value, event);
}

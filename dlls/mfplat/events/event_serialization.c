/* SPDX-License-Identifier: MIT */
/* Media events as bytes: MFSerializeEvent and MFDeserializeEvent.
 *
 * A packed block (base/pack.h) of: MAGIC, type, extended type, status, value, attributes. The layout is private to this
 * library, as that of Windows is to each version of Windows.
 */

#include "events/event_serialization.h"
#include "events/event_value.h"
#include "events/media_event.h"
#include "events/packed_attributes.h"
#include <mfapi.h>

#define MAGIC 0x31564d4f /* OMV1 */

static void put_event(struct packer *packer, IMFMediaEvent *event)
{
    MediaEventType type = MEUnknown;
    GUID extended_type = {0};
    HRESULT status = S_OK;
    PROPVARIANT value;

    PropVariantInit(&value);
    packer_put_uint32(packer, MAGIC);
    packer_fail(packer, IMFMediaEvent_GetType(event, &type));
    packer_put_uint32(packer, type);
    packer_fail(packer, IMFMediaEvent_GetExtendedType(event, &extended_type));
    packer_put(packer, &extended_type, sizeof(extended_type));
    packer_fail(packer, IMFMediaEvent_GetStatus(event, &status));
    packer_put_uint32(packer, status);
    packer_fail(packer, IMFMediaEvent_GetValue(event, &value));
    event_value_put(packer, &value);
    PropVariantClear(&value);
    packed_attributes_put(packer, (IMFAttributes *)event);
}

/* Turns an event, of any implementation, into bytes that MFDeserializeEvent makes an equal event of: type, extended type,
 * status, value and attributes. Attributes that hold interfaces are left out.
 *
 * size, data: receive a block for CoTaskMemFree.
 * S_OK; E_INVALIDARG for NULL; MF_E_INVALIDTYPE when the value is an interface (but not a NULL one) or of a type that
 * events do not have; E_OUTOFMEMORY; the error of a method of the event. *data is NULL and *size 0 then.
 * Any thread, no start-up needed. Undocumented: the arguments are those of MFSerializePresentationDescriptor, the bytes
 * are our own. Tests: check_event_serialization. */
HRESULT WINAPI MFSerializeEvent(IMFMediaEvent *event, DWORD *size, BYTE **data)
{
    struct packer packer;

    if (size)
        *size = 0;
    if (data)
        *data = NULL;
    if (!event || !size || !data)
        return E_INVALIDARG;

    packer_init(&packer);
    put_event(&packer, event);
    return packer_finish(&packer, data, size);
}

static HRESULT get_event(struct unpacker *unpacker, IMFMediaEvent **event)
{
    UINT32 magic, type, status;
    PROPVARIANT value;
    GUID extended_type;
    HRESULT hr;

    if (!unpacker_get_uint32(unpacker, &magic) || magic != MAGIC || !unpacker_get_uint32(unpacker, &type) ||
            !unpacker_get(unpacker, &extended_type, sizeof(extended_type)) ||
            !unpacker_get_uint32(unpacker, &status) || !event_value_view(unpacker, &value))
        return E_INVALIDARG;

    hr = media_event_create(type, &extended_type, status, &value, event);
    if (FAILED(hr))
        return hr;
    hr = packed_attributes_get(unpacker, (IMFAttributes *)*event);
    if (SUCCEEDED(hr) && unpacker_left(unpacker))
        hr = E_INVALIDARG;
    if (FAILED(hr))
    {
        IMFMediaEvent_Release(*event);
        *event = NULL;
    }
    return hr;
}

/* Makes an event from the bytes of MFSerializeEvent.
 *
 * data: `size` bytes at any alignment, not kept. event: receives the new object with one reference, the caller's.
 * S_OK; E_INVALIDARG for NULL and for bytes that do not come from MFSerializeEvent; E_OUTOFMEMORY. *event is NULL then.
 * Any thread, no start-up needed. Undocumented, see MFSerializeEvent. Tests: check_event_serialization. */
HRESULT WINAPI MFDeserializeEvent(DWORD size, BYTE *data, IMFMediaEvent **event)
{
    struct unpacker unpacker;
    HRESULT hr;

    if (!event)
        return E_INVALIDARG;
    *event = NULL;
    if (FAILED(hr = unpacker_init_copy(&unpacker, data, size)))
        return hr;
    hr = get_event(&unpacker, event);
    unpacker_free_copy(&unpacker);
    return hr;
}

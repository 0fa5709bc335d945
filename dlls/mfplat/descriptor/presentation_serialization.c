/* SPDX-License-Identifier: MIT */
/* Presentation descriptors as bytes: MFSerializePresentationDescriptor and MFDeserializePresentationDescriptor.
 *
 * A packed block (base/pack.h): MAGIC, attributes, number of streams; for each stream its identifier, whether it is
 * selected, its attributes, the number of its types, each type's attributes, and the current type: 0 for none, the
 * index in the list plus 1, or OTHER_TYPE and its attributes. The layout is private to this library.
 */

#include "base/memory.h"
#include "descriptor/presentation_descriptor.h"
#include "events/packed_attributes.h"
#include <mfapi.h>
#include <mferror.h>

#define MAGIC 0x31445044 /* DPD1 */
#define OTHER_TYPE 0xffffffff
#define MIN_TYPE_SIZE 4    /* bytes of the smallest packed type */
#define MIN_STREAM_SIZE 20 /* and of the smallest stream */

static void put_current_type(struct packer *packer, IMFMediaTypeHandler *handler, DWORD count)
{
    IMFMediaType *current = NULL, *type;
    UINT32 which = OTHER_TYPE;
    HRESULT hr;
    DWORD i;

    hr = IMFMediaTypeHandler_GetCurrentMediaType(handler, &current);
    if (FAILED(hr) || !current)
    {
        packer_fail(packer, hr == MF_E_NOT_INITIALIZED ? S_OK : hr);
        packer_put_uint32(packer, 0);
        return;
    }
    for (i = 0; i < count && which == OTHER_TYPE; i++)
    {
        if (FAILED(IMFMediaTypeHandler_GetMediaTypeByIndex(handler, i, &type)))
            break;
        if (type == current)
            which = i + 1;
        IMFMediaType_Release(type);
    }
    packer_put_uint32(packer, which);
    if (which == OTHER_TYPE)
        packed_attributes_put(packer, (IMFAttributes *)current);
    IMFMediaType_Release(current);
}

static void put_types(struct packer *packer, IMFStreamDescriptor *stream)
{
    IMFMediaTypeHandler *handler;
    IMFMediaType *type;
    DWORD count = 0, i;
    HRESULT hr;

    hr = IMFStreamDescriptor_GetMediaTypeHandler(stream, &handler);
    if (FAILED(hr))
    {
        packer_fail(packer, hr);
        return;
    }
    packer_fail(packer, IMFMediaTypeHandler_GetMediaTypeCount(handler, &count));
    packer_put_uint32(packer, count);
    for (i = 0; i < count && SUCCEEDED(packer->hr); i++)
    {
        hr = IMFMediaTypeHandler_GetMediaTypeByIndex(handler, i, &type);
        packer_fail(packer, hr);
        if (SUCCEEDED(hr))
        {
            packed_attributes_put(packer, (IMFAttributes *)type);
            IMFMediaType_Release(type);
        }
    }
    put_current_type(packer, handler, count);
    IMFMediaTypeHandler_Release(handler);
}

static void put_stream(struct packer *packer, IMFPresentationDescriptor *descriptor, DWORD index)
{
    IMFStreamDescriptor *stream;
    BOOL selected = FALSE;
    DWORD identifier = 0;
    HRESULT hr;

    hr = IMFPresentationDescriptor_GetStreamDescriptorByIndex(descriptor, index, &selected, &stream);
    if (FAILED(hr))
    {
        packer_fail(packer, hr);
        return;
    }
    packer_fail(packer, IMFStreamDescriptor_GetStreamIdentifier(stream, &identifier));
    packer_put_uint32(packer, identifier);
    packer_put_uint32(packer, !!selected);
    packed_attributes_put(packer, (IMFAttributes *)stream);
    put_types(packer, stream);
    IMFStreamDescriptor_Release(stream);
}

/* Turns a presentation descriptor, of any implementation, into bytes, with its streams, their types and attributes.
 * Attributes that hold interfaces are left out.
 *
 * size, data: receive a block for CoTaskMemFree.
 * S_OK; E_INVALIDARG for NULL; E_OUTOFMEMORY; the error of a method of one of the objects. *data is NULL and *size 0 then.
 * Any thread, no start-up needed. Documented; the bytes are our own. Tests: check_presentation_descriptor. */
HRESULT WINAPI MFSerializePresentationDescriptor(IMFPresentationDescriptor *descriptor, DWORD *size, BYTE **data)
{
    struct packer packer;
    DWORD count = 0, i;

    if (size)
        *size = 0;
    if (data)
        *data = NULL;
    if (!descriptor || !size || !data)
        return E_INVALIDARG;

    packer_init(&packer);
    packer_put_uint32(&packer, MAGIC);
    packed_attributes_put(&packer, (IMFAttributes *)descriptor);
    packer_fail(&packer, IMFPresentationDescriptor_GetStreamDescriptorCount(descriptor, &count));
    packer_put_uint32(&packer, count);
    for (i = 0; i < count && SUCCEEDED(packer.hr); i++)
        put_stream(&packer, descriptor, i);
    return packer_finish(&packer, data, size);
}

/* A count of things that take at least `size` bytes each. */
static BOOL get_count(struct unpacker *unpacker, size_t size, UINT32 *count)
{
    return unpacker_get_uint32(unpacker, count) && *count <= unpacker_left(unpacker) / size;
}

static HRESULT get_type(struct unpacker *unpacker, IMFMediaType **type)
{
    HRESULT hr;

    *type = NULL;
    hr = MFCreateMediaType(type);
    if (FAILED(hr))
        return hr;
    hr = packed_attributes_get(unpacker, (IMFAttributes *)*type);
    if (FAILED(hr))
    {
        IMFMediaType_Release(*type);
        *type = NULL;
    }
    return hr;
}

static HRESULT get_current_type(struct unpacker *unpacker, IMFStreamDescriptor *stream, IMFMediaType **types,
        UINT32 count)
{
    IMFMediaTypeHandler *handler;
    IMFMediaType *other = NULL;
    UINT32 which;
    HRESULT hr;

    if (!unpacker_get_uint32(unpacker, &which) || (which > count && which != OTHER_TYPE))
        return E_INVALIDARG;
    if (!which)
        return S_OK;
    if (which == OTHER_TYPE)
    {
        hr = get_type(unpacker, &other);
        if (FAILED(hr))
            return hr;
    }
    hr = IMFStreamDescriptor_GetMediaTypeHandler(stream, &handler);
    if (SUCCEEDED(hr))
    {
        hr = IMFMediaTypeHandler_SetCurrentMediaType(handler, other ? other : types[which - 1]);
        IMFMediaTypeHandler_Release(handler);
    }
    if (other)
        IMFMediaType_Release(other);
    return hr;
}

static HRESULT get_stream(struct unpacker *unpacker, IMFStreamDescriptor **stream, BOOL *selected)
{
    struct unpacker attributes;
    UINT32 identifier, flag, count, size, i, made = 0;
    IMFMediaType **types;
    const void *place;
    HRESULT hr = S_OK;

    *stream = NULL;
    if (!unpacker_get_uint32(unpacker, &identifier) || !unpacker_get_uint32(unpacker, &flag) || flag > 1)
        return E_INVALIDARG;
    /* The store they belong to can be made only when the types are known. */
    attributes = *unpacker;
    if (!unpacker_get_block(unpacker, &place, &size) || !get_count(unpacker, MIN_TYPE_SIZE, &count) || !count)
        return E_INVALIDARG;

    types = memory_alloc_array(count, sizeof(*types));
    if (!types)
        return E_OUTOFMEMORY;
    while (made < count && SUCCEEDED(hr = get_type(unpacker, &types[made])))
        made++;
    if (SUCCEEDED(hr))
        hr = MFCreateStreamDescriptor(identifier, count, types, stream);
    if (SUCCEEDED(hr))
        hr = packed_attributes_get(&attributes, (IMFAttributes *)*stream);
    if (SUCCEEDED(hr))
        hr = get_current_type(unpacker, *stream, types, count);
    for (i = 0; i < made; i++)
        IMFMediaType_Release(types[i]);
    memory_free(types);
    if (FAILED(hr) && *stream)
    {
        IMFStreamDescriptor_Release(*stream);
        *stream = NULL;
    }
    *selected = flag;
    return hr;
}

static HRESULT get_streams(struct unpacker *unpacker, IMFStreamDescriptor **streams, BOOL *selected, UINT32 count,
        IMFPresentationDescriptor **descriptor)
{
    UINT32 made = 0, i;
    HRESULT hr = S_OK;

    while (made < count && SUCCEEDED(hr = get_stream(unpacker, &streams[made], &selected[made])))
        made++;
    if (SUCCEEDED(hr) && unpacker_left(unpacker))
        hr = E_INVALIDARG;
    if (SUCCEEDED(hr))
        hr = presentation_descriptor_create(count, streams, descriptor);
    for (i = 0; SUCCEEDED(hr) && i < count; i++)
    {
        if (selected[i])
            IMFPresentationDescriptor_SelectStream(*descriptor, i);
    }
    for (i = 0; i < made; i++)
        IMFStreamDescriptor_Release(streams[i]);
    return hr;
}

static HRESULT get_presentation(struct unpacker *unpacker, IMFPresentationDescriptor **descriptor)
{
    IMFStreamDescriptor **streams;
    struct unpacker attributes;
    UINT32 magic, count, size;
    const void *place;
    BOOL *selected;
    HRESULT hr;

    if (!unpacker_get_uint32(unpacker, &magic) || magic != MAGIC)
        return E_INVALIDARG;
    attributes = *unpacker;
    if (!unpacker_get_block(unpacker, &place, &size) || !get_count(unpacker, MIN_STREAM_SIZE, &count))
        return E_INVALIDARG;

    streams = memory_alloc_array((size_t)count + 1, sizeof(*streams));
    selected = memory_alloc_array((size_t)count + 1, sizeof(*selected));
    if (streams && selected)
        hr = get_streams(unpacker, streams, selected, count, descriptor);
    else
        hr = E_OUTOFMEMORY;
    memory_free(streams);
    memory_free(selected);
    if (FAILED(hr))
        return hr;

    hr = packed_attributes_get(&attributes, (IMFAttributes *)*descriptor);
    if (FAILED(hr))
    {
        IMFPresentationDescriptor_Release(*descriptor);
        *descriptor = NULL;
    }
    return hr;
}

/* Makes a presentation descriptor, with streams and types of its own, from the bytes of MFSerializePresentationDescriptor.
 * A current type that was an object of the list is one again.
 *
 * data: `size` bytes at any alignment, not kept. descriptor: receives the new object with one reference, the caller's.
 * S_OK; E_INVALIDARG for NULL and for bytes that do not come from MFSerializePresentationDescriptor; E_OUTOFMEMORY.
 * *descriptor is NULL then. Any thread, no start-up needed. Documented. Tests: check_presentation_descriptor. */
HRESULT WINAPI MFDeserializePresentationDescriptor(DWORD size, BYTE *data, IMFPresentationDescriptor **descriptor)
{
    struct unpacker unpacker;
    HRESULT hr;

    if (!descriptor)
        return E_INVALIDARG;
    *descriptor = NULL;
    if (FAILED(hr = unpacker_init_copy(&unpacker, data, size)))
        return hr;
    hr = get_presentation(&unpacker, descriptor);
    unpacker_free_copy(&unpacker);
    return hr;
}

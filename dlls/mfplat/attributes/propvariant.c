/* SPDX-License-Identifier: MIT */
/* The exported PROPVARIANT functions. They are in no public header; CreatePropVariant and CopyPropVariant have
 * prototypes that nobody knows and stay unwritten (docs/limits.md). */

#include "attributes/attribute_item.h"
#include "attributes/stream_io.h"
#include "base/memory.h"
#include <mferror.h>

HRESULT WINAPI DestroyPropVariant(PROPVARIANT *value);
HRESULT WINAPI PropVariantToStream(const PROPVARIANT *value, IStream *stream);
HRESULT WINAPI PropVariantFromStream(PROPVARIANT *value, IStream *stream);

/* Clears a PROPVARIANT and frees what it owns, not the structure itself.
 *
 * Returns what PropVariantClear returns; NULL is fine. Any thread. Not documented: what native's importers use it for. */
HRESULT WINAPI DestroyPropVariant(PROPVARIANT *value)
{
    return value ? PropVariantClear(value) : S_OK;
}

/* Writes a PROPVARIANT of one of the types of attributes, or VT_EMPTY, to a stream for PropVariantFromStream.
 *
 * S_OK; E_INVALIDARG: a NULL argument, or a NULL string, GUID or blob; MF_E_INVALIDTYPE: another type, nothing is
 * written; E_OUTOFMEMORY; errors of the stream and of marshalling come through. Any thread.
 * Not documented: arguments follow the name and the size of the argument list, the format is our own. */
HRESULT WINAPI PropVariantToStream(const PROPVARIANT *value, IStream *stream)
{
    struct attribute_item item;
    UINT32 header[2];
    const void *data;
    HRESULT hr;

    if (!value || !stream)
        return E_INVALIDARG;
    if (value->vt == VT_EMPTY)
        attribute_item_set_empty(&item);
    else
    {
        hr = attribute_item_set_propvariant(&item, value);
        if (FAILED(hr))
            return hr;
    }

    header[0] = item.type;
    data = &item.value;
    switch (item.type)
    {
    case MF_ATTRIBUTE_STRING:
    case MF_ATTRIBUTE_BLOB:
        header[1] = item.size;
        data = item.value.block->data;
        break;
    case MF_ATTRIBUTE_UINT32:
        header[1] = sizeof(UINT32);
        break;
    case MF_ATTRIBUTE_UINT64:
    case MF_ATTRIBUTE_DOUBLE:
        header[1] = sizeof(UINT64);
        break;
    case MF_ATTRIBUTE_GUID:
        header[1] = sizeof(GUID);
        break;
    default:
        header[1] = 0;
        break;
    }
    hr = stream_write(stream, header, sizeof(header));
    if (SUCCEEDED(hr))
        hr = item.type == MF_ATTRIBUTE_IUNKNOWN ? stream_write_reference(stream, item.value.unknown) :
                stream_write(stream, data, header[1]);
    attribute_item_clear(&item);
    return hr;
}

/* An item of the type, made of the bytes behind the header. */
static HRESULT read_value(IStream *stream, UINT32 type, UINT32 size, struct attribute_item *item)
{
    BYTE *data;
    WCHAR last;
    HRESULT hr;

    hr = stream_read_block(stream, size, &data);
    if (FAILED(hr))
        return hr;
    hr = E_INVALIDARG;
    if (type == MF_ATTRIBUTE_BLOB)
        hr = attribute_item_set_blob(item, data, size);
    else if (type == MF_ATTRIBUTE_STRING && size >= sizeof(last) && size % sizeof(last) == 0)
    {
        memcpy(&last, data + size - sizeof(last), sizeof(last));
        if (!last)
            hr = attribute_item_set_string(item, (const WCHAR *)data);
    }
    memory_free(data);
    return hr;
}

static HRESULT read_item(IStream *stream, struct attribute_item *item)
{
    UINT32 header[2], type, expected = 0;
    IUnknown *unknown;
    HRESULT hr;

    hr = stream_read(stream, header, sizeof(header));
    if (FAILED(hr))
        return hr;
    type = header[0];
    if (type == MF_ATTRIBUTE_STRING || type == MF_ATTRIBUTE_BLOB)
        return read_value(stream, type, header[1], item);

    if (type == MF_ATTRIBUTE_UINT32)
        expected = sizeof(UINT32);
    else if (type == MF_ATTRIBUTE_UINT64 || type == MF_ATTRIBUTE_DOUBLE)
        expected = sizeof(UINT64);
    else if (type == MF_ATTRIBUTE_GUID)
        expected = sizeof(GUID);
    else if (type != VT_EMPTY && type != MF_ATTRIBUTE_IUNKNOWN)
        return E_INVALIDARG;
    if (header[1] != expected)
        return E_INVALIDARG;
    attribute_item_set_empty(item);
    if (type != MF_ATTRIBUTE_IUNKNOWN)
    {
        hr = stream_read(stream, &item->value, expected);
        if (SUCCEEDED(hr))
            item->type = type;
        return hr;
    }
    hr = stream_read_reference(stream, &unknown);
    if (FAILED(hr))
        return hr;
    attribute_item_set_unknown(item, unknown);
    if (unknown)
        IUnknown_Release(unknown);
    return S_OK;
}

/* Reads what PropVariantToStream wrote.
 *
 * value: overwritten without being cleared first, to be cleared by the caller; unchanged on failure.
 * S_OK; E_INVALIDARG: a NULL argument, or bytes that are no such value; STG_E_READFAULT: the stream ends early;
 * E_OUTOFMEMORY; errors of the stream and of unmarshalling come through. Any thread. Not documented, as above. */
HRESULT WINAPI PropVariantFromStream(PROPVARIANT *value, IStream *stream)
{
    struct attribute_item item;
    HRESULT hr;

    if (!value || !stream)
        return E_INVALIDARG;
    hr = read_item(stream, &item);
    if (FAILED(hr))
        return hr;
    hr = attribute_item_copy_to_propvariant(&item, value);
    attribute_item_clear(&item);
    return hr;
}

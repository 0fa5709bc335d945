/* SPDX-License-Identifier: MIT */
/* Attributes on an IStream. */

#include "attributes/attribute_stream.h"
#include "attributes/attribute_blob.h"
#include "attributes/attribute_snapshot.h"
#include "attributes/stream_io.h"
#include "base/memory.h"
#include <mfapi.h>
#include <mferror.h>

/* What one write can carry on the stack. */
#define SMALL_BLOB 1024

static HRESULT write_blob(struct store_table *table, IStream *stream)
{
    BYTE on_stack[SMALL_BLOB], *buffer = on_stack;
    UINT32 size;
    HRESULT hr;

    hr = attribute_blob_size(table, &size);
    if (FAILED(hr))
        return hr;
    if (size > 0xffffffff - sizeof(size))
        return HRESULT_FROM_WIN32(ERROR_ARITHMETIC_OVERFLOW);
    /* Length and blob in one call of the stream. */
    if (size > sizeof(on_stack) - sizeof(size) && !(buffer = memory_alloc((size_t)size + sizeof(size))))
        return E_OUTOFMEMORY;
    memcpy(buffer, &size, sizeof(size));
    attribute_blob_write(table, buffer + sizeof(size));
    hr = stream_write(stream, buffer, sizeof(size) + size);
    if (buffer != on_stack)
        memory_free(buffer);
    return hr;
}

static HRESULT write_references(struct store_table *table, IStream *stream)
{
    UINT32 count = 0, i;
    HRESULT hr;

    for (i = 0; table && i < table->count; i++)
        count += table->items[i].type == MF_ATTRIBUTE_IUNKNOWN;
    hr = stream_write(stream, &count, sizeof(count));
    for (i = 0; SUCCEEDED(hr) && count && i < table->count; i++)
    {
        const struct attribute_item *item = &table->items[store_table_nth(table, i)];

        if (item->type != MF_ATTRIBUTE_IUNKNOWN)
            continue;
        hr = stream_write(stream, &item->key, sizeof(item->key));
        if (SUCCEEDED(hr))
            hr = stream_write_reference(stream, item->value.unknown);
    }
    return hr;
}

HRESULT attribute_stream_write(struct store_table *table, DWORD options, IStream *stream)
{
    HRESULT hr;

    hr = write_blob(table, stream);
    if (SUCCEEDED(hr) && (options & MF_ATTRIBUTE_SERIALIZE_UNKNOWN_BYREF))
        hr = write_references(table, stream);
    return hr;
}

static HRESULT read_blob(IStream *stream, struct store_table **table)
{
    BYTE on_stack[SMALL_BLOB], *buffer = on_stack;
    UINT32 size;
    HRESULT hr;

    hr = stream_read(stream, &size, sizeof(size));
    if (FAILED(hr))
        return hr;
    if (size <= sizeof(on_stack))
        hr = stream_read(stream, on_stack, size);
    else
        hr = stream_read_block(stream, size, &buffer);
    if (FAILED(hr))
        return hr;
    hr = attribute_blob_read(buffer, size, table);
    if (buffer != on_stack)
        memory_free(buffer);
    return hr;
}

static HRESULT read_references(IStream *stream, struct store_table **table)
{
    struct attribute_item item;
    IUnknown *unknown;
    UINT32 count, i;
    HRESULT hr;

    hr = stream_read(stream, &count, sizeof(count));
    for (i = 0; SUCCEEDED(hr) && i < count; i++)
    {
        hr = stream_read(stream, &item.key, sizeof(item.key));
        if (FAILED(hr))
            break;
        hr = stream_read_reference(stream, &unknown);
        if (FAILED(hr))
            break;
        attribute_item_set_unknown(&item, unknown);
        if (unknown)
            IUnknown_Release(unknown);
        hr = store_table_put(table, &item);
        if (FAILED(hr))
            attribute_item_clear(&item);
    }
    return hr;
}

HRESULT attribute_stream_read(IStream *stream, DWORD options, struct store_table **table)
{
    HRESULT hr;

    *table = NULL;
    hr = read_blob(stream, table);
    if (SUCCEEDED(hr) && (options & MF_ATTRIBUTE_SERIALIZE_UNKNOWN_BYREF))
        hr = read_references(stream, table);
    if (FAILED(hr))
    {
        store_table_destroy(*table);
        *table = NULL;
    }
    return hr;
}

/* Writes attributes to a stream, for MFDeserializeAttributesFromStream with the same options to read.
 *
 * attributes: of any make. options: MF_ATTRIBUTE_SERIALIZE_UNKNOWN_BYREF carries interface pointers, through
 * IMFObjectReferenceStream when the stream has it, by COM marshalling otherwise; without it they are left out. Other
 * bits are ignored. stream: written from its current position on; after a failure its position is anywhere.
 * S_OK; E_INVALIDARG: a NULL argument; E_OUTOFMEMORY; errors of the stream and of marshalling come through.
 * Any thread. Documented; the layout is our own, native's is not known. */
HRESULT WINAPI MFSerializeAttributesToStream(IMFAttributes *attributes, DWORD options, IStream *stream)
{
    struct store_table *table;
    HRESULT hr;

    if (!attributes || !stream)
        return E_INVALIDARG;
    hr = attribute_snapshot_read(attributes, &table);
    if (FAILED(hr))
        return hr;
    hr = attribute_stream_write(table, options, stream);
    store_table_destroy(table);
    return hr;
}

/* Makes the store hold what a stream says and nothing else.
 *
 * attributes: of any make; keeps what it had when reading fails. options: the writer's. stream: read from its current
 * position up to the end of what was written; after a failure its position is anywhere.
 * S_OK; E_INVALIDARG: a NULL argument, or bytes that are no attributes; STG_E_READFAULT: the stream ends early;
 * E_OUTOFMEMORY; errors of the stream and of unmarshalling come through.
 * Any thread. Documented. */
HRESULT WINAPI MFDeserializeAttributesFromStream(IMFAttributes *attributes, DWORD options, IStream *stream)
{
    struct store_table *table;
    HRESULT hr;

    if (!attributes || !stream)
        return E_INVALIDARG;
    hr = attribute_stream_read(stream, options, &table);
    return FAILED(hr) ? hr : attribute_snapshot_write(attributes, table);
}

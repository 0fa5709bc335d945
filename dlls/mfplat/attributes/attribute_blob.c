/* SPDX-License-Identifier: MIT */
/* The binary form of attributes that native writes to the registry. */

#include "attributes/attribute_blob.h"
#include "attributes/attribute_snapshot.h"
#include "base/memory.h"
#include <mfapi.h>
#include <mferror.h>

#define BLOB_SIGNATURE 0x494d4641

/* Both have no padding and stand at any alignment: they are copied in and out. */
struct blob_header
{
    UINT32 signature;
    UINT32 count;
};

struct blob_record
{
    GUID key;
    UINT64 type;
    union
    {
        UINT64 number; /* UINT32 (upper half zero), UINT64, the bits of a double */
        struct
        {
            UINT32 size;   /* bytes; strings: with the terminating NUL */
            UINT32 offset; /* from the start of the blob */
        } payload;
    } value;
};

C_ASSERT(sizeof(struct blob_header) == 8);
C_ASSERT(sizeof(struct blob_record) == 32);

static BOOL is_stored(const struct attribute_item *item)
{
    return item->type != MF_ATTRIBUTE_IUNKNOWN && item->type != VT_EMPTY;
}

static const void *payload_of(const struct attribute_item *item, UINT32 *size)
{
    switch (item->type)
    {
    case MF_ATTRIBUTE_GUID:
        *size = sizeof(GUID);
        return &item->value.guid;
    case MF_ATTRIBUTE_STRING:
    case MF_ATTRIBUTE_BLOB:
        *size = item->size;
        return item->value.block->data;
    default:
        *size = 0;
        return NULL;
    }
}

HRESULT attribute_blob_size(const struct store_table *table, UINT32 *size)
{
    UINT64 total = sizeof(struct blob_header);
    UINT32 i, payload;

    for (i = 0; table && i < table->count; i++)
    {
        if (!is_stored(&table->items[i]))
            continue;
        payload_of(&table->items[i], &payload);
        total += sizeof(struct blob_record) + payload;
    }
    if (total > 0xffffffff)
        return HRESULT_FROM_WIN32(ERROR_ARITHMETIC_OVERFLOW);
    *size = (UINT32)total;
    return S_OK;
}

void attribute_blob_write(struct store_table *table, BYTE *blob)
{
    struct blob_header header = {BLOB_SIGNATURE, 0};
    UINT32 count = table ? table->count : 0, i, size, offset;
    const struct attribute_item *item;
    BYTE *next = blob + sizeof(header);
    struct blob_record record;
    const void *payload;

    for (i = 0; i < count; i++)
        header.count += is_stored(&table->items[i]);
    memcpy(blob, &header, sizeof(header));
    offset = sizeof(header) + header.count * sizeof(record);

    for (i = 0; i < count; i++)
    {
        item = &table->items[store_table_nth(table, i)];
        if (!is_stored(item))
            continue;
        record.key = item->key;
        record.type = item->type;
        payload = payload_of(item, &size);
        if (payload)
        {
            record.value.payload.size = size;
            record.value.payload.offset = offset;
            memcpy(blob + offset, payload, size);
            offset += size;
        }
        else if (item->type == MF_ATTRIBUTE_UINT32)
            record.value.number = item->value.uint32;
        else
            record.value.number = item->value.uint64; /* a double's bits as well */
        memcpy(next, &record, sizeof(record));
        next += sizeof(record);
    }
}

static HRESULT read_string(struct attribute_item *item, const BYTE *data, UINT32 size)
{
    UINT32 length;
    WCHAR c;

    if (!size || size % sizeof(WCHAR))
        return E_INVALIDARG;
    memcpy(&c, data + size - sizeof(c), sizeof(c));
    if (c)
        return E_INVALIDARG;
    /* Up to the first NUL: a string in the store has no other. */
    for (length = 0;; length++)
    {
        memcpy(&c, data + length * sizeof(c), sizeof(c));
        if (!c)
            break;
    }
    return attribute_item_set_string_bytes(item, data, (length + 1) * sizeof(c));
}

static HRESULT read_record(const BYTE *blob, UINT32 size, const struct blob_record *record,
        struct attribute_item *item)
{
    UINT32 payload_size = record->value.payload.size, offset = record->value.payload.offset;
    GUID guid;

    item->key = record->key;
    switch (record->type)
    {
    case MF_ATTRIBUTE_UINT32:
        attribute_item_set_uint32(item, (UINT32)record->value.number);
        return S_OK;
    case MF_ATTRIBUTE_UINT64:
        attribute_item_set_uint64(item, record->value.number);
        return S_OK;
    case MF_ATTRIBUTE_DOUBLE:
        attribute_item_set_double(item, 0.0);
        item->value.uint64 = record->value.number;
        return S_OK;
    case MF_ATTRIBUTE_GUID:
    case MF_ATTRIBUTE_STRING:
    case MF_ATTRIBUTE_BLOB:
        break;
    default:
        return E_INVALIDARG;
    }

    if (offset > size || payload_size > size - offset)
        return E_INVALIDARG;
    if (record->type == MF_ATTRIBUTE_STRING)
        return read_string(item, blob + offset, payload_size);
    if (record->type == MF_ATTRIBUTE_BLOB)
        return attribute_item_set_blob(item, blob + offset, payload_size);
    if (payload_size != sizeof(GUID))
        return E_INVALIDARG;
    memcpy(&guid, blob + offset, sizeof(guid));
    attribute_item_set_guid(item, &guid);
    return S_OK;
}

HRESULT attribute_blob_read(const BYTE *blob, UINT32 size, struct store_table **out)
{
    struct store_table *table = NULL;
    struct attribute_item item;
    struct blob_header header;
    struct blob_record record;
    HRESULT hr = S_OK;
    UINT32 i;

    *out = NULL;
    if (size < sizeof(header))
        return E_INVALIDARG;
    memcpy(&header, blob, sizeof(header));
    if (header.signature != BLOB_SIGNATURE || header.count > (size - sizeof(header)) / sizeof(record))
        return E_INVALIDARG;

    for (i = 0; SUCCEEDED(hr) && i < header.count; i++)
    {
        memcpy(&record, blob + sizeof(header) + (size_t)i * sizeof(record), sizeof(record));
        hr = read_record(blob, size, &record, &item);
        if (FAILED(hr))
            break;
        hr = store_table_put(&table, &item);
        if (FAILED(hr))
            attribute_item_clear(&item);
    }
    if (FAILED(hr))
    {
        store_table_destroy(table);
        return hr;
    }
    *out = table;
    return S_OK;
}

/* Says how many bytes MFGetAttributesAsBlob writes: 8 for a store without items.
 *
 * attributes: of any make. size: receives the number of bytes; unchanged on failure.
 * S_OK; E_INVALIDARG: a NULL argument; E_OUTOFMEMORY; HRESULT_FROM_WIN32(ERROR_ARITHMETIC_OVERFLOW): 4 GiB or more.
 * Any thread. Documented; sizes observed on Windows. */
HRESULT WINAPI MFGetAttributesAsBlobSize(IMFAttributes *attributes, UINT32 *size)
{
    struct store_table *table;
    HRESULT hr;

    if (!attributes || !size)
        return E_INVALIDARG;
    hr = attribute_snapshot_read(attributes, &table);
    if (FAILED(hr))
        return hr;
    hr = attribute_blob_size(table, size);
    store_table_destroy(table);
    return hr;
}

/* Writes the attributes as bytes. Interface pointers are left out (documented), and so are keys without a value.
 *
 * attributes: of any make. buffer, buffer_size: receives the bytes; more room than needed is fine.
 * S_OK; MF_E_BUFFERTOOSMALL: nothing was written (observed); E_INVALIDARG: a NULL argument; E_OUTOFMEMORY;
 * HRESULT_FROM_WIN32(ERROR_ARITHMETIC_OVERFLOW).
 * Any thread: what is written is the state of one moment. Documented; the format observed on Windows. */
HRESULT WINAPI MFGetAttributesAsBlob(IMFAttributes *attributes, UINT8 *buffer, UINT buffer_size)
{
    struct store_table *table;
    UINT32 size;
    HRESULT hr;

    if (!attributes || !buffer)
        return E_INVALIDARG;
    hr = attribute_snapshot_read(attributes, &table);
    if (FAILED(hr))
        return hr;
    hr = attribute_blob_size(table, &size);
    if (SUCCEEDED(hr) && size > buffer_size)
        hr = MF_E_BUFFERTOOSMALL;
    if (SUCCEEDED(hr))
        attribute_blob_write(table, buffer);
    store_table_destroy(table);
    return hr;
}

/* Makes the store hold what the bytes say and nothing else (observed).
 *
 * attributes: of any make. buffer, size: what MFGetAttributesAsBlob wrote; more bytes behind it are fine.
 * S_OK; E_INVALIDARG: a NULL argument, or bytes that are no such blob (observed for a short one): the store keeps what it
 * had; E_OUTOFMEMORY likewise; errors of a foreign store come through, it may be half filled then.
 * Any thread. Documented. */
HRESULT WINAPI MFInitAttributesFromBlob(IMFAttributes *attributes, const UINT8 *buffer, UINT size)
{
    struct store_table *table;
    HRESULT hr;

    if (!attributes || !buffer)
        return E_INVALIDARG;
    hr = attribute_blob_read(buffer, size, &table);
    return FAILED(hr) ? hr : attribute_snapshot_write(attributes, table);
}

/* SPDX-License-Identifier: MIT */
/* The attributes of a media type while a conversion reads or writes them. */

#include "mediatype/type_items.h"
#include "attributes/attribute_snapshot.h"
#include <mferror.h>

/* More than most structures make, so that the table rarely grows. */
#define INITIAL_CAPACITY 24

void type_items_init(struct type_items *items)
{
    items->table = NULL;
    items->hr = S_OK;
}

HRESULT type_items_read(struct type_items *items, IMFMediaType *type)
{
    type_items_init(items);
    return attribute_snapshot_read((IMFAttributes *)type, &items->table);
}

void type_items_destroy(struct type_items *items)
{
    store_table_destroy(items->table);
    items->table = NULL;
}

/* NULL for an attribute that is absent or of another type. */
static const struct attribute_item *find(const struct type_items *items, const GUID *key, UINT32 type)
{
    UINT32 index = items->table ? store_table_find(items->table, key) : STORE_TABLE_NONE;
    const struct attribute_item *item;

    if (index == STORE_TABLE_NONE)
        return NULL;
    item = &items->table->items[index];
    return item->type == type ? item : NULL;
}

BOOL type_items_get_uint32(const struct type_items *items, const GUID *key, UINT32 *value)
{
    const struct attribute_item *item = find(items, key, MF_ATTRIBUTE_UINT32);

    *value = item ? item->value.uint32 : 0;
    return item != NULL;
}

UINT32 type_items_uint32(const struct type_items *items, const GUID *key)
{
    UINT32 value;

    type_items_get_uint32(items, key, &value);
    return value;
}

BOOL type_items_get_pair(const struct type_items *items, const GUID *key, UINT32 *first, UINT32 *second)
{
    const struct attribute_item *item = find(items, key, MF_ATTRIBUTE_UINT64);

    *first = item ? item->value.uint64 >> 32 : 0;
    *second = item ? (UINT32)item->value.uint64 : 0;
    return item != NULL;
}

HRESULT type_items_get_guid(const struct type_items *items, const GUID *key, GUID *value)
{
    const struct attribute_item *item = find(items, key, MF_ATTRIBUTE_GUID);

    if (item)
    {
        *value = item->value.guid;
        return S_OK;
    }
    memset(value, 0, sizeof(*value));
    return items->table && store_table_find(items->table, key) != STORE_TABLE_NONE ? MF_E_INVALIDTYPE
            : MF_E_ATTRIBUTENOTFOUND;
}

UINT32 type_items_get_blob(const struct type_items *items, const GUID *key, const BYTE **data)
{
    const struct attribute_item *item = find(items, key, MF_ATTRIBUTE_BLOB);

    *data = item && item->size ? item->value.block->data : NULL;
    return item ? item->size : 0;
}

/* Takes over the value of the item. */
static void put(struct type_items *items, const GUID *key, struct attribute_item *item)
{
    if (!items->table)
        items->table = store_table_create(INITIAL_CAPACITY);
    item->key = *key;
    items->hr = items->table ? store_table_put(&items->table, item) : E_OUTOFMEMORY;
    if (FAILED(items->hr))
        attribute_item_clear(item);
}

void type_items_set_uint32(struct type_items *items, const GUID *key, UINT32 value)
{
    struct attribute_item item;

    if (FAILED(items->hr))
        return;
    attribute_item_set_uint32(&item, value);
    put(items, key, &item);
}

void type_items_set_pair(struct type_items *items, const GUID *key, UINT32 first, UINT32 second)
{
    struct attribute_item item;

    if (FAILED(items->hr))
        return;
    attribute_item_set_uint64(&item, (UINT64)first << 32 | second);
    put(items, key, &item);
}

void type_items_set_guid(struct type_items *items, const GUID *key, const GUID *value)
{
    struct attribute_item item;

    if (FAILED(items->hr))
        return;
    attribute_item_set_guid(&item, value);
    put(items, key, &item);
}

void type_items_set_blob(struct type_items *items, const GUID *key, const void *data, UINT32 size)
{
    struct attribute_item item;

    if (FAILED(items->hr))
        return;
    items->hr = attribute_item_set_blob(&item, data, size);
    if (SUCCEEDED(items->hr))
        put(items, key, &item);
}

void type_items_set_nonzero(struct type_items *items, const GUID *key, UINT32 value)
{
    if (value)
        type_items_set_uint32(items, key, value);
}

void type_items_set_nonzero_pair(struct type_items *items, const GUID *key, UINT32 first, UINT32 second)
{
    if (first && second)
        type_items_set_pair(items, key, first, second);
}

void type_items_set_nonempty(struct type_items *items, const GUID *key, const void *data, UINT32 size)
{
    if (size)
        type_items_set_blob(items, key, data, size);
}

HRESULT type_items_commit(struct type_items *items, IMFMediaType *type, HRESULT hr)
{
    if (SUCCEEDED(hr))
        hr = items->hr;
    if (FAILED(hr))
    {
        type_items_destroy(items);
        return hr;
    }
    hr = attribute_snapshot_write((IMFAttributes *)type, items->table);
    items->table = NULL;
    return hr;
}

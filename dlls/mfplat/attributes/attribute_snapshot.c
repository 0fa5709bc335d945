/* SPDX-License-Identifier: MIT */
/* The items of any IMFAttributes, ours or foreign, as a table of one's own, and the way back. */

#include "attributes/attribute_snapshot.h"
#include "attributes/attribute_store.h"
#include <mferror.h>

static HRESULT read_foreign_item(IMFAttributes *attributes, UINT32 index, struct store_table **table)
{
    struct attribute_item item;
    PROPVARIANT value;
    HRESULT hr;

    PropVariantInit(&value);
    hr = IMFAttributes_GetItemByIndex(attributes, index, &item.key, &value);
    if (FAILED(hr))
        return hr;
    hr = attribute_item_set_propvariant(&item, &value);
    PropVariantClear(&value);
    if (hr == MF_E_INVALIDTYPE)
        attribute_item_set_empty(&item);
    else if (FAILED(hr))
        return hr;
    hr = store_table_put(table, &item);
    if (FAILED(hr))
        attribute_item_clear(&item);
    return hr;
}

static HRESULT read_foreign(IMFAttributes *attributes, struct store_table **snapshot)
{
    struct store_table *table = NULL;
    UINT32 count = 0, i;
    HRESULT hr;

    *snapshot = NULL;
    hr = IMFAttributes_LockStore(attributes);
    if (FAILED(hr))
        return hr;
    hr = IMFAttributes_GetCount(attributes, &count);
    for (i = 0; SUCCEEDED(hr) && i < count; i++)
        hr = read_foreign_item(attributes, i, &table);
    IMFAttributes_UnlockStore(attributes);
    if (FAILED(hr))
        store_table_destroy(table);
    else
        *snapshot = table;
    return FAILED(hr) ? hr : S_OK;
}

HRESULT attribute_snapshot_read(IMFAttributes *attributes, struct store_table **snapshot)
{
    struct attributes *ours = attributes_try_from_IMFAttributes(attributes);

    return ours ? attribute_store_snapshot(ours, snapshot) : read_foreign(attributes, snapshot);
}

static HRESULT write_foreign(IMFAttributes *attributes, struct store_table *table)
{
    struct attribute_item *item;
    PROPVARIANT view;
    HRESULT hr;
    UINT32 i;

    hr = IMFAttributes_DeleteAllItems(attributes);
    for (i = 0; SUCCEEDED(hr) && table && i < table->count; i++)
    {
        item = &table->items[store_table_nth(table, i)];
        attribute_item_view(item, &view);
        hr = IMFAttributes_SetItem(attributes, &item->key, &view);
        /* The way to store a key without a value: it is refused and kept. */
        if (hr == MF_E_INVALIDTYPE && item->type == VT_EMPTY)
            hr = S_OK;
    }
    return FAILED(hr) ? hr : S_OK;
}

HRESULT attribute_snapshot_write(IMFAttributes *attributes, struct store_table *snapshot)
{
    struct attributes *ours = attributes_try_from_IMFAttributes(attributes);
    HRESULT hr;

    if (ours)
    {
        attribute_store_replace(ours, snapshot);
        return S_OK;
    }
    hr = write_foreign(attributes, snapshot);
    store_table_destroy(snapshot);
    return hr;
}

/* SPDX-License-Identifier: MIT */
/* The methods of IMFAttributes, and MFCreateAttributes. */

#include "attributes/attributes.h"
#include "attributes/attribute_compare.h"
#include "attributes/attribute_snapshot.h"
#include "attributes/attribute_store.h"
#include "base/memory.h"
#include <mfapi.h>
#include <mferror.h>

struct attributes *attributes_try_from_IMFAttributes(IMFAttributes *iface)
{
    if (!iface || (void *)iface->lpVtbl->CopyAllItems != (void *)attributes_CopyAllItems)
        return NULL;
    return attributes_from_IMFAttributes(iface);
}

HRESULT WINAPI attributes_QueryInterface(IMFAttributes *iface, REFIID iid, void **out)
{
    return object_query(attributes_from_IMFAttributes(iface)->owner, iid, out);
}

ULONG WINAPI attributes_AddRef(IMFAttributes *iface)
{
    return object_add_ref(attributes_from_IMFAttributes(iface)->owner);
}

ULONG WINAPI attributes_Release(IMFAttributes *iface)
{
    return object_release(attributes_from_IMFAttributes(iface)->owner);
}

/* A copy of the value. Documented and observed: NULL asks for presence; *value is overwritten, never cleared.
 * MF_E_ATTRIBUTENOTFOUND, E_OUTOFMEMORY. Like all methods here: any thread, any apartment. */
HRESULT WINAPI attributes_GetItem(IMFAttributes *iface, REFGUID key, PROPVARIANT *value)
{
    struct attributes *attributes = attributes_from_IMFAttributes(iface);
    struct attribute_item item;
    HRESULT hr = S_OK;

    if (!value)
        return attribute_store_peek(attributes, key, &item) ? S_OK : MF_E_ATTRIBUTENOTFOUND;
    if (!attribute_store_get(attributes, key, &item))
        return MF_E_ATTRIBUTENOTFOUND;
    hr = attribute_item_copy_to_propvariant(&item, value);
    attribute_item_clear(&item);
    return hr;
}

/* VT_EMPTY for a key that a failed SetItem left behind. MF_E_ATTRIBUTENOTFOUND, E_POINTER. */
HRESULT WINAPI attributes_GetItemType(IMFAttributes *iface, REFGUID key, MF_ATTRIBUTE_TYPE *type)
{
    struct attribute_item item;

    if (!type)
        return E_POINTER;
    if (!attribute_store_peek(attributes_from_IMFAttributes(iface), key, &item))
        return MF_E_ATTRIBUTENOTFOUND;
    *type = (MF_ATTRIBUTE_TYPE)item.type;
    return S_OK;
}

/* Observed: S_OK and FALSE for a missing key, another type, another value. Interface pointers compare by value. */
HRESULT WINAPI attributes_CompareItem(IMFAttributes *iface, REFGUID key, REFPROPVARIANT value, BOOL *result)
{
    struct attribute_item item;

    if (!value || !result)
        return E_POINTER;
    *result = FALSE;
    if (!attribute_store_get(attributes_from_IMFAttributes(iface), key, &item))
        return S_OK;
    *result = attribute_item_equals_propvariant(&item, value);
    attribute_item_clear(&item);
    return S_OK;
}

/* E_INVALIDARG for an unknown kind of match, E_POINTER, E_OUTOFMEMORY. */
HRESULT WINAPI attributes_Compare(IMFAttributes *iface, IMFAttributes *theirs, MF_ATTRIBUTES_MATCH_TYPE match,
        BOOL *result)
{
    return attribute_compare(iface, theirs, match, result);
}

/* The typed readers of values that stand in the item. Missing: MF_E_ATTRIBUTENOTFOUND, another type:
 * MF_E_INVALIDTYPE, no conversions (observed). */
static inline HRESULT peek_typed(IMFAttributes *iface, const GUID *key, UINT32 type, struct attribute_item *item)
{
    if (!attribute_store_peek(attributes_from_IMFAttributes(iface), key, item))
        return MF_E_ATTRIBUTENOTFOUND;
    return item->type == type ? S_OK : MF_E_INVALIDTYPE;
}

/* The same for values behind a pointer; on success the item is the caller's to clear. */
static HRESULT get_typed(IMFAttributes *iface, const GUID *key, UINT32 type, struct attribute_item *item)
{
    if (!attribute_store_get(attributes_from_IMFAttributes(iface), key, item))
        return MF_E_ATTRIBUTENOTFOUND;
    if (item->type == type)
        return S_OK;
    attribute_item_clear(item);
    return MF_E_INVALIDTYPE;
}

HRESULT WINAPI attributes_GetUINT32(IMFAttributes *iface, REFGUID key, UINT32 *value)
{
    struct attribute_item item;
    HRESULT hr;

    if (!value)
        return E_POINTER;
    hr = peek_typed(iface, key, MF_ATTRIBUTE_UINT32, &item);
    if (SUCCEEDED(hr))
        *value = item.value.uint32;
    return hr;
}

HRESULT WINAPI attributes_GetUINT64(IMFAttributes *iface, REFGUID key, UINT64 *value)
{
    struct attribute_item item;
    HRESULT hr;

    if (!value)
        return E_POINTER;
    hr = peek_typed(iface, key, MF_ATTRIBUTE_UINT64, &item);
    if (SUCCEEDED(hr))
        *value = item.value.uint64;
    return hr;
}

HRESULT WINAPI attributes_GetDouble(IMFAttributes *iface, REFGUID key, double *value)
{
    struct attribute_item item;
    HRESULT hr;

    if (!value)
        return E_POINTER;
    hr = peek_typed(iface, key, MF_ATTRIBUTE_DOUBLE, &item);
    if (SUCCEEDED(hr))
        *value = item.value.number;
    return hr;
}

HRESULT WINAPI attributes_GetGUID(IMFAttributes *iface, REFGUID key, GUID *value)
{
    struct attribute_item item;
    HRESULT hr;

    if (!value)
        return E_POINTER;
    hr = peek_typed(iface, key, MF_ATTRIBUTE_GUID, &item);
    if (SUCCEEDED(hr))
        *value = item.value.guid;
    return hr;
}

/* Characters without the terminating NUL. */
HRESULT WINAPI attributes_GetStringLength(IMFAttributes *iface, REFGUID key, UINT32 *length)
{
    struct attribute_item item;
    HRESULT hr;

    if (!length)
        return E_POINTER;
    hr = peek_typed(iface, key, MF_ATTRIBUTE_STRING, &item);
    if (SUCCEEDED(hr))
        *length = item.size / sizeof(WCHAR) - 1;
    return hr;
}

/* `size` counts characters with the NUL. Observed: a short buffer gives E_NOT_SUFFICIENT_BUFFER, the true length all the
 * same, and as much of the string as fits, terminated. */
HRESULT WINAPI attributes_GetString(IMFAttributes *iface, REFGUID key, WCHAR *value, UINT32 size, UINT32 *length)
{
    struct attribute_item item;
    UINT32 true_length;
    HRESULT hr;

    if (!value)
        return E_POINTER;
    hr = get_typed(iface, key, MF_ATTRIBUTE_STRING, &item);
    if (FAILED(hr))
        return hr;
    true_length = item.size / sizeof(WCHAR) - 1;
    if (length)
        *length = true_length;
    if (true_length < size)
        memcpy(value, item.value.block->data, item.size);
    else
    {
        hr = E_NOT_SUFFICIENT_BUFFER;
        if (size)
        {
            memcpy(value, item.value.block->data, (size - 1) * sizeof(WCHAR));
            value[size - 1] = 0;
        }
    }
    attribute_item_clear(&item);
    return hr;
}

/* The string is the caller's, by CoTaskMemFree. Observed: `length` may be NULL. */
HRESULT WINAPI attributes_GetAllocatedString(IMFAttributes *iface, REFGUID key, WCHAR **value, UINT32 *length)
{
    struct attribute_item item;
    WCHAR *copy;
    HRESULT hr;

    if (!value)
        return E_POINTER;
    hr = get_typed(iface, key, MF_ATTRIBUTE_STRING, &item);
    if (FAILED(hr))
        return hr;
    copy = task_memory_duplicate(item.value.block->data, item.size);
    if (copy)
    {
        *value = copy;
        if (length)
            *length = item.size / sizeof(WCHAR) - 1;
    }
    attribute_item_clear(&item);
    return copy ? S_OK : E_OUTOFMEMORY;
}

HRESULT WINAPI attributes_GetBlobSize(IMFAttributes *iface, REFGUID key, UINT32 *size)
{
    struct attribute_item item;
    HRESULT hr;

    if (!size)
        return E_POINTER;
    hr = peek_typed(iface, key, MF_ATTRIBUTE_BLOB, &item);
    if (SUCCEEDED(hr))
        *size = item.size;
    return hr;
}

/* Observed: a short buffer gives E_NOT_SUFFICIENT_BUFFER; `size` may be NULL. */
HRESULT WINAPI attributes_GetBlob(IMFAttributes *iface, REFGUID key, UINT8 *buffer, UINT32 buffer_size, UINT32 *size)
{
    struct attribute_item item;
    HRESULT hr;

    if (!buffer && buffer_size)
        return E_POINTER;
    hr = get_typed(iface, key, MF_ATTRIBUTE_BLOB, &item);
    if (FAILED(hr))
        return hr;
    if (item.size > buffer_size)
        hr = E_NOT_SUFFICIENT_BUFFER;
    else
    {
        if (item.size)
            memcpy(buffer, item.value.block->data, item.size);
        if (size)
            *size = item.size;
    }
    attribute_item_clear(&item);
    return hr;
}

/* The bytes are the caller's, by CoTaskMemFree; never NULL on success. Observed: `size` may be NULL. */
HRESULT WINAPI attributes_GetAllocatedBlob(IMFAttributes *iface, REFGUID key, UINT8 **buffer, UINT32 *size)
{
    struct attribute_item item;
    UINT8 *copy;
    HRESULT hr;

    if (!buffer)
        return E_POINTER;
    hr = get_typed(iface, key, MF_ATTRIBUTE_BLOB, &item);
    if (FAILED(hr))
        return hr;
    copy = task_memory_alloc(item.size ? item.size : 1);
    if (copy)
    {
        memcpy(copy, item.value.block->data, item.size);
        *buffer = copy;
        if (size)
            *size = item.size;
    }
    attribute_item_clear(&item);
    return copy ? S_OK : E_OUTOFMEMORY;
}

/* The stored object's answer to QueryInterface. Observed: MF_E_INVALIDTYPE for a stored NULL. */
HRESULT WINAPI attributes_GetUnknown(IMFAttributes *iface, REFGUID key, REFIID iid, void **out)
{
    struct attribute_item item;
    HRESULT hr;

    if (!out)
        return E_POINTER;
    hr = get_typed(iface, key, MF_ATTRIBUTE_IUNKNOWN, &item);
    if (FAILED(hr))
        return hr;
    hr = item.value.unknown ? IUnknown_QueryInterface(item.value.unknown, iid, out) : MF_E_INVALIDTYPE;
    attribute_item_clear(&item);
    return hr;
}

/* Observed: a type that attributes do not have gives MF_E_INVALIDTYPE and still leaves the key behind, empty. */
HRESULT WINAPI attributes_SetItem(IMFAttributes *iface, REFGUID key, REFPROPVARIANT value)
{
    struct attribute_item item;
    HRESULT hr, put_hr;

    if (!value)
        return E_POINTER;
    item.key = *key;
    hr = attribute_item_set_propvariant(&item, value);
    if (FAILED(hr) && hr != MF_E_INVALIDTYPE)
        return hr;
    if (FAILED(hr))
        attribute_item_set_empty(&item);
    put_hr = attribute_store_put(attributes_from_IMFAttributes(iface), &item);
    return FAILED(put_hr) ? put_hr : hr;
}

/* Observed: S_OK for a missing key too. */
HRESULT WINAPI attributes_DeleteItem(IMFAttributes *iface, REFGUID key)
{
    attribute_store_delete(attributes_from_IMFAttributes(iface), key);
    return S_OK;
}

HRESULT WINAPI attributes_DeleteAllItems(IMFAttributes *iface)
{
    attribute_store_replace(attributes_from_IMFAttributes(iface), NULL);
    return S_OK;
}

/* The setters replace value and type of an existing key. E_OUTOFMEMORY leaves the store as it was. */
HRESULT WINAPI attributes_SetUINT32(IMFAttributes *iface, REFGUID key, UINT32 value)
{
    return attribute_store_put_number(attributes_from_IMFAttributes(iface), key, MF_ATTRIBUTE_UINT32, value);
}

HRESULT WINAPI attributes_SetUINT64(IMFAttributes *iface, REFGUID key, UINT64 value)
{
    return attribute_store_put_number(attributes_from_IMFAttributes(iface), key, MF_ATTRIBUTE_UINT64, value);
}

HRESULT WINAPI attributes_SetDouble(IMFAttributes *iface, REFGUID key, double value)
{
    UINT64 bits;

    memcpy(&bits, &value, sizeof(bits));
    return attribute_store_put_number(attributes_from_IMFAttributes(iface), key, MF_ATTRIBUTE_DOUBLE, bits);
}

HRESULT WINAPI attributes_SetGUID(IMFAttributes *iface, REFGUID key, REFGUID value)
{
    struct attribute_item item;

    item.key = *key;
    attribute_item_set_guid(&item, value);
    return attribute_store_put(attributes_from_IMFAttributes(iface), &item);
}

/* A copy of the string; E_INVALIDARG for NULL. */
HRESULT WINAPI attributes_SetString(IMFAttributes *iface, REFGUID key, const WCHAR *value)
{
    struct attribute_item item;
    HRESULT hr;

    item.key = *key;
    hr = attribute_item_set_string(&item, value);
    return FAILED(hr) ? hr : attribute_store_put(attributes_from_IMFAttributes(iface), &item);
}

/* A copy of the bytes; no bytes are fine. E_INVALIDARG for NULL data of a size. */
HRESULT WINAPI attributes_SetBlob(IMFAttributes *iface, REFGUID key, const UINT8 *data, UINT32 size)
{
    struct attribute_item item;
    HRESULT hr;

    item.key = *key;
    hr = attribute_item_set_blob(&item, data, size);
    return FAILED(hr) ? hr : attribute_store_put(attributes_from_IMFAttributes(iface), &item);
}

/* A reference of its own. Observed: NULL is stored and counts. */
HRESULT WINAPI attributes_SetUnknown(IMFAttributes *iface, REFGUID key, IUnknown *value)
{
    struct attribute_item item;

    item.key = *key;
    attribute_item_set_unknown(&item, value);
    return attribute_store_put(attributes_from_IMFAttributes(iface), &item);
}

/* Documented: other threads wait until UnlockStore; the same thread may go on and may lock again. */
HRESULT WINAPI attributes_LockStore(IMFAttributes *iface)
{
    store_lock_enter(&attributes_from_IMFAttributes(iface)->lock);
    return S_OK;
}

/* A call by a thread that does not hold the store changes nothing. */
HRESULT WINAPI attributes_UnlockStore(IMFAttributes *iface)
{
    store_lock_leave(&attributes_from_IMFAttributes(iface)->lock);
    return S_OK;
}

HRESULT WINAPI attributes_GetCount(IMFAttributes *iface, UINT32 *count)
{
    if (!count)
        return E_POINTER;
    *count = attribute_store_count(attributes_from_IMFAttributes(iface));
    return S_OK;
}

/* Ascending order of keys (observed on Windows 8 and later). Observed: E_INVALIDARG behind the end, nothing written.
 * Documented: `value` may be NULL. */
HRESULT WINAPI attributes_GetItemByIndex(IMFAttributes *iface, UINT32 index, GUID *key, PROPVARIANT *value)
{
    struct attribute_item item;
    HRESULT hr = S_OK;

    if (!key)
        return E_POINTER;
    if (!attribute_store_get_nth(attributes_from_IMFAttributes(iface), index, &item))
        return E_INVALIDARG;
    if (value)
        hr = attribute_item_copy_to_propvariant(&item, value);
    if (SUCCEEDED(hr))
        *key = item.key;
    attribute_item_clear(&item);
    return hr;
}

/* Observed: the destination loses what it had, whatever the source holds. E_POINTER; E_OUTOFMEMORY leaves a destination
 * of ours as it was; errors of a foreign destination come through. */
HRESULT WINAPI attributes_CopyAllItems(IMFAttributes *iface, IMFAttributes *destination)
{
    struct store_table *snapshot;
    HRESULT hr;

    if (!destination)
        return E_POINTER;
    if (attributes_try_from_IMFAttributes(destination) == attributes_from_IMFAttributes(iface))
        return S_OK;
    hr = attribute_store_snapshot(attributes_from_IMFAttributes(iface), &snapshot);
    return FAILED(hr) ? hr : attribute_snapshot_write(destination, snapshot);
}

const IMFAttributesVtbl attributes_vtbl =
{
    ATTRIBUTES_VTBL_SLOTS,
};

/* MFCreateAttributes: a store of its own. */
struct attributes_object
{
    struct attributes attributes;
    struct object object;
};

static void attributes_object_destroy(struct object *object)
{
    struct attributes_object *store = CONTAINING_RECORD(object, struct attributes_object, object);

    attributes_destroy(&store->attributes);
    memory_free(store);
}

static const struct object_interface attributes_object_interfaces[] =
{
    {&IID_IMFAttributes, offsetof(struct attributes_object, attributes.IMFAttributes_iface)},
};

static const struct object_class attributes_object_class =
{
    "attributes", offsetof(struct attributes_object, object),
    attributes_object_interfaces, ARRAYSIZE(attributes_object_interfaces), attributes_object_destroy,
};

/* Creates an empty attribute store with one reference, the caller's.
 *
 * attributes: receives it. initial_size: a hint for the number of items; the store grows as needed.
 * S_OK; E_INVALIDARG: attributes is NULL; E_OUTOFMEMORY.
 * Any thread, before MFStartup too. Documented; the hint's harmlessness observed on Windows. */
HRESULT WINAPI MFCreateAttributes(IMFAttributes **attributes, UINT32 initial_size)
{
    struct attributes_object *store;

    if (!attributes)
        return E_INVALIDARG;
    *attributes = NULL;
    if (!(store = memory_alloc(sizeof(*store))))
        return E_OUTOFMEMORY;
    object_init(&store->object, &attributes_object_class);
    attributes_init(&store->attributes, &store->object, initial_size);
    *attributes = &store->attributes.IMFAttributes_iface;
    return S_OK;
}

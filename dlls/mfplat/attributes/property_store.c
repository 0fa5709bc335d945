/* SPDX-License-Identifier: MIT */
/* CreatePropertyStore: values by PROPERTYKEY in memory. */

#include "base/lock.h"
#include "base/memory.h"
#include "base/object.h"
#include <mfapi.h>
#include <propsys.h>

HRESULT WINAPI CreatePropertyStore(IPropertyStore **store);

/* Immutable once it is in the store: readers copy it outside the lock. */
struct property_value
{
    LONG refcount; /* atomic */
    PROPVARIANT value;
};

struct property
{
    PROPERTYKEY key;
    struct property_value *value;
};

struct property_store
{
    IPropertyStore IPropertyStore_iface;
    struct object object;
    struct lock lock;
    struct property *properties; /* in the order of insertion; guarded by lock */
    UINT32 count, capacity;      /* guarded by lock */
};

static struct property_store *impl_from_IPropertyStore(IPropertyStore *iface)
{
    return CONTAINING_RECORD(iface, struct property_store, IPropertyStore_iface);
}

static HRESULT value_create(const PROPVARIANT *from, struct property_value **out)
{
    struct property_value *value = memory_alloc(sizeof(*value));
    HRESULT hr;

    if (!value)
        return E_OUTOFMEMORY;
    value->refcount = 1;
    PropVariantInit(&value->value);
    hr = PropVariantCopy(&value->value, from);
    if (FAILED(hr))
    {
        memory_free(value);
        return hr;
    }
    *out = value;
    return S_OK;
}

static void value_release(struct property_value *value)
{
    if (!value || atomic_decrement(&value->refcount))
        return;
    PropVariantClear(&value->value);
    memory_free(value);
}

static HRESULT WINAPI property_store_QueryInterface(IPropertyStore *iface, REFIID iid, void **out)
{
    return object_query(&impl_from_IPropertyStore(iface)->object, iid, out);
}

static ULONG WINAPI property_store_AddRef(IPropertyStore *iface)
{
    return object_add_ref(&impl_from_IPropertyStore(iface)->object);
}

static ULONG WINAPI property_store_Release(IPropertyStore *iface)
{
    return object_release(&impl_from_IPropertyStore(iface)->object);
}

static HRESULT WINAPI property_store_GetCount(IPropertyStore *iface, DWORD *count)
{
    struct property_store *store = impl_from_IPropertyStore(iface);

    if (!count)
        return E_INVALIDARG;
    lock_acquire(&store->lock);
    *count = store->count;
    lock_release(&store->lock);
    return S_OK;
}

static HRESULT WINAPI property_store_GetAt(IPropertyStore *iface, DWORD index, PROPERTYKEY *key)
{
    struct property_store *store = impl_from_IPropertyStore(iface);
    HRESULT hr = E_INVALIDARG;

    if (!key)
        return E_INVALIDARG;
    lock_acquire(&store->lock);
    if (index < store->count)
    {
        *key = store->properties[index].key;
        hr = S_OK;
    }
    lock_release(&store->lock);
    return hr;
}

static struct property *find_locked(struct property_store *store, const PROPERTYKEY *key)
{
    UINT32 i;

    for (i = 0; i < store->count; i++)
    {
        if (store->properties[i].key.pid == key->pid && IsEqualGUID(&store->properties[i].key.fmtid, &key->fmtid))
            return &store->properties[i];
    }
    return NULL;
}

/* Observed: S_FALSE for a key that is not there, and for a NULL key; *value is overwritten, never cleared. */
static HRESULT WINAPI property_store_GetValue(IPropertyStore *iface, const PROPERTYKEY *key, PROPVARIANT *value)
{
    struct property_store *store = impl_from_IPropertyStore(iface);
    struct property_value *found = NULL;
    struct property *property;
    PROPVARIANT copy;
    HRESULT hr;

    if (!value)
        return E_INVALIDARG;
    lock_acquire(&store->lock);
    if (key && (property = find_locked(store, key)))
    {
        found = property->value;
        atomic_increment(&found->refcount);
    }
    lock_release(&store->lock);
    memset(&copy, 0, sizeof(copy));
    if (!found)
    {
        *value = copy;
        return S_FALSE;
    }
    hr = PropVariantCopy(&copy, &found->value);
    if (SUCCEEDED(hr))
        *value = copy;
    value_release(found);
    return hr;
}

/* E_OUTOFMEMORY. *value leaves with the old value, or NULL. */
static HRESULT set_locked(struct property_store *store, const PROPERTYKEY *key, struct property_value **value)
{
    struct property *property = find_locked(store, key), *larger;
    struct property_value *old = NULL;
    UINT32 capacity;

    if (property)
        old = property->value;
    else
    {
        if (store->count == store->capacity)
        {
            capacity = store->capacity ? store->capacity * 2 : 8;
            larger = memory_realloc_array(store->properties, capacity, sizeof(*larger));
            if (!larger)
                return E_OUTOFMEMORY;
            store->properties = larger;
            store->capacity = capacity;
        }
        property = &store->properties[store->count++];
        property->key = *key;
    }
    property->value = *value;
    *value = old;
    return S_OK;
}

/* Any type that PropVariantCopy copies. Observed: VT_EMPTY is a value like others, the key stays. */
static HRESULT WINAPI property_store_SetValue(IPropertyStore *iface, const PROPERTYKEY *key,
        const PROPVARIANT *new_value)
{
    struct property_store *store = impl_from_IPropertyStore(iface);
    struct property_value *value;
    HRESULT hr;

    if (!key || !new_value)
        return E_INVALIDARG;
    hr = value_create(new_value, &value);
    if (FAILED(hr))
        return hr;
    lock_acquire(&store->lock);
    hr = set_locked(store, key, &value);
    lock_release(&store->lock);
    value_release(value);
    return hr;
}

/* Observed: always. */
static HRESULT WINAPI property_store_Commit(IPropertyStore *iface)
{
    (void)iface;
    return E_NOTIMPL;
}

static const IPropertyStoreVtbl property_store_vtbl =
{
    property_store_QueryInterface,
    property_store_AddRef,
    property_store_Release,
    property_store_GetCount,
    property_store_GetAt,
    property_store_GetValue,
    property_store_SetValue,
    property_store_Commit,
};

static void property_store_destroy(struct object *object)
{
    struct property_store *store = CONTAINING_RECORD(object, struct property_store, object);
    UINT32 i;

    for (i = 0; i < store->count; i++)
        value_release(store->properties[i].value);
    memory_free(store->properties);
    memory_free(store);
}

static const struct object_interface property_store_interfaces[] =
{
    OBJECT_INTERFACE(property_store, IPropertyStore),
};

static const struct object_class property_store_class =
{
    "property store", offsetof(struct property_store, object),
    property_store_interfaces, ARRAYSIZE(property_store_interfaces), property_store_destroy,
};

/* Creates an empty property store in memory with one reference, the caller's.
 *
 * S_OK; E_INVALIDARG: store is NULL; E_OUTOFMEMORY. The object may be used from any thread. Before MFStartup too.
 * Documented as superseded; the behaviour observed on Windows differs from that of PSCreateMemoryPropertyStore. */
HRESULT WINAPI CreatePropertyStore(IPropertyStore **out)
{
    struct property_store *store;

    if (!out)
        return E_INVALIDARG;
    *out = NULL;
    if (!(store = memory_alloc_zeroed(sizeof(*store))))
        return E_OUTOFMEMORY;
    store->IPropertyStore_iface.lpVtbl = (IPropertyStoreVtbl *)&property_store_vtbl;
    object_init(&store->object, &property_store_class);
    lock_init(&store->lock, LOCK_RANK_OBJECT);
    *out = &store->IPropertyStore_iface;
    return S_OK;
}

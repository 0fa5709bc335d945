/* SPDX-License-Identifier: MIT */
/* IMFCollection: a list of interface pointers, NULL among them. */

#include "base/lock.h"
#include "base/memory.h"
#include "base/object.h"
#include <mfapi.h>
#include <mferror.h>

HRESULT WINAPI MFAppendCollection(IMFCollection *destination, IMFCollection *source);

#define MAX_ELEMENTS 0x2000000 /* inserting far behind the end must not ask for all the memory there is */

struct collection
{
    IMFCollection IMFCollection_iface;
    struct object object;
    struct recursive_lock lock; /* recursive: AddRef of an element runs inside */
    IUnknown **elements;        /* guarded by lock */
    DWORD count, capacity;      /* guarded by lock */
};

static struct collection *impl_from_IMFCollection(IMFCollection *iface)
{
    return CONTAINING_RECORD(iface, struct collection, IMFCollection_iface);
}

static HRESULT WINAPI collection_QueryInterface(IMFCollection *iface, REFIID iid, void **out)
{
    return object_query(&impl_from_IMFCollection(iface)->object, iid, out);
}

static ULONG WINAPI collection_AddRef(IMFCollection *iface)
{
    return object_add_ref(&impl_from_IMFCollection(iface)->object);
}

static ULONG WINAPI collection_Release(IMFCollection *iface)
{
    return object_release(&impl_from_IMFCollection(iface)->object);
}

static HRESULT WINAPI collection_GetElementCount(IMFCollection *iface, DWORD *count)
{
    struct collection *collection = impl_from_IMFCollection(iface);

    if (!count)
        return E_POINTER;
    recursive_lock_acquire(&collection->lock);
    *count = collection->count;
    recursive_lock_release(&collection->lock);
    return S_OK;
}

/* Observed: E_UNEXPECTED and NULL for a NULL element; nothing is written for an index behind the end. */
static HRESULT WINAPI collection_GetElement(IMFCollection *iface, DWORD index, IUnknown **element)
{
    struct collection *collection = impl_from_IMFCollection(iface);
    HRESULT hr = E_INVALIDARG;

    if (!element)
        return E_POINTER;
    recursive_lock_acquire(&collection->lock);
    if (index < collection->count)
    {
        *element = collection->elements[index];
        hr = *element ? S_OK : E_UNEXPECTED;
        if (*element)
            IUnknown_AddRef(*element);
    }
    recursive_lock_release(&collection->lock);
    return hr;
}

static BOOL reserve_locked(struct collection *collection, DWORD count)
{
    DWORD capacity = max(collection->capacity, 8);
    IUnknown **larger;

    if (count <= collection->capacity)
        return TRUE;
    if (count > MAX_ELEMENTS)
        return FALSE;
    while (capacity < count)
        capacity *= 2;
    larger = memory_realloc_array(collection->elements, capacity, sizeof(*larger));
    if (!larger)
        return FALSE;
    collection->elements = larger;
    collection->capacity = capacity;
    return TRUE;
}

static HRESULT insert_locked(struct collection *collection, DWORD index, IUnknown *element)
{
    DWORD count = max(index, collection->count);

    if (count >= MAX_ELEMENTS || !reserve_locked(collection, count + 1))
        return E_OUTOFMEMORY;
    while (collection->count < index)
        collection->elements[collection->count++] = NULL;
    memmove(collection->elements + index + 1, collection->elements + index,
            (collection->count - index) * sizeof(*collection->elements));
    collection->elements[index] = element;
    collection->count++;
    return S_OK;
}

/* NULL is an element as well. */
static HRESULT WINAPI collection_AddElement(IMFCollection *iface, IUnknown *element)
{
    struct collection *collection = impl_from_IMFCollection(iface);
    HRESULT hr;

    if (element)
        IUnknown_AddRef(element);
    recursive_lock_acquire(&collection->lock);
    hr = insert_locked(collection, collection->count, element);
    recursive_lock_release(&collection->lock);
    if (FAILED(hr) && element)
        IUnknown_Release(element);
    return hr;
}

/* The collection's reference becomes the caller's (documented). */
static HRESULT WINAPI collection_RemoveElement(IMFCollection *iface, DWORD index, IUnknown **element)
{
    struct collection *collection = impl_from_IMFCollection(iface);
    HRESULT hr = E_INVALIDARG;

    if (!element)
        return E_POINTER;
    recursive_lock_acquire(&collection->lock);
    if (index < collection->count)
    {
        *element = collection->elements[index];
        collection->count--;
        memmove(collection->elements + index, collection->elements + index + 1,
                (collection->count - index) * sizeof(*collection->elements));
        hr = S_OK;
    }
    recursive_lock_release(&collection->lock);
    return hr;
}

/* Observed: an index behind the end fills the gap with NULL elements. */
static HRESULT WINAPI collection_InsertElementAt(IMFCollection *iface, DWORD index, IUnknown *element)
{
    struct collection *collection = impl_from_IMFCollection(iface);
    HRESULT hr;

    if (element)
        IUnknown_AddRef(element);
    recursive_lock_acquire(&collection->lock);
    hr = insert_locked(collection, index, element);
    recursive_lock_release(&collection->lock);
    if (FAILED(hr) && element)
        IUnknown_Release(element);
    return hr;
}

static void release_elements(IUnknown **elements, DWORD count)
{
    DWORD i;

    for (i = 0; i < count; i++)
    {
        if (elements[i])
            IUnknown_Release(elements[i]);
    }
    memory_free(elements);
}

static HRESULT WINAPI collection_RemoveAllElements(IMFCollection *iface)
{
    struct collection *collection = impl_from_IMFCollection(iface);
    IUnknown **elements;
    DWORD count;

    recursive_lock_acquire(&collection->lock);
    elements = collection->elements;
    count = collection->count;
    collection->elements = NULL;
    collection->count = collection->capacity = 0;
    recursive_lock_release(&collection->lock);
    release_elements(elements, count);
    return S_OK;
}

static const IMFCollectionVtbl collection_vtbl =
{
    collection_QueryInterface,
    collection_AddRef,
    collection_Release,
    collection_GetElementCount,
    collection_GetElement,
    collection_AddElement,
    collection_RemoveElement,
    collection_InsertElementAt,
    collection_RemoveAllElements,
};

static void collection_destroy(struct object *object)
{
    struct collection *collection = CONTAINING_RECORD(object, struct collection, object);

    release_elements(collection->elements, collection->count);
    memory_free(collection);
}

static const struct object_interface collection_interfaces[] =
{
    OBJECT_INTERFACE(collection, IMFCollection),
};

static const struct object_class collection_class =
{
    "collection", offsetof(struct collection, object),
    collection_interfaces, ARRAYSIZE(collection_interfaces), collection_destroy,
};

/* Creates an empty collection with one reference, the caller's.
 *
 * S_OK; E_POINTER: out is NULL (observed); E_OUTOFMEMORY. The object may be used from any thread. Before MFStartup too.
 * Documented and observed on Windows. */
HRESULT WINAPI MFCreateCollection(IMFCollection **out)
{
    struct collection *collection;

    if (!out)
        return E_POINTER;
    *out = NULL;
    if (!(collection = memory_alloc_zeroed(sizeof(*collection))))
        return E_OUTOFMEMORY;
    collection->IMFCollection_iface.lpVtbl = (IMFCollectionVtbl *)&collection_vtbl;
    object_init(&collection->object, &collection_class);
    recursive_lock_init(&collection->lock, LOCK_RANK_APPLICATION);
    *out = &collection->IMFCollection_iface;
    return S_OK;
}

/* Takes the last `count` elements off again. */
static void take_back(IMFCollection *collection, DWORD count)
{
    IUnknown *element;
    DWORD total;

    while (count-- && SUCCEEDED(IMFCollection_GetElementCount(collection, &total)) && total)
    {
        element = NULL;
        IMFCollection_RemoveElement(collection, total - 1, &element);
        if (element)
            IUnknown_Release(element);
    }
}

/* Appends every element of one collection to another, NULL elements included, in order.
 *
 * Both may be of any make, and the same one: then it doubles. S_OK; E_POINTER: a NULL argument; errors of either
 * collection come through, after what was appended has been taken off again. Not documented: follows the name. */
HRESULT WINAPI MFAppendCollection(IMFCollection *destination, IMFCollection *source)
{
    IUnknown *element;
    DWORD count, i;
    HRESULT hr;

    if (!destination || !source)
        return E_POINTER;
    hr = IMFCollection_GetElementCount(source, &count);
    if (FAILED(hr))
        return hr;
    for (i = 0; i < count; i++)
    {
        element = NULL;
        hr = IMFCollection_GetElement(source, i, &element);
        if (FAILED(hr) && hr != E_UNEXPECTED)
            break;
        hr = IMFCollection_AddElement(destination, element);
        if (element)
            IUnknown_Release(element);
        if (FAILED(hr))
            break;
    }
    if (SUCCEEDED(hr))
        return S_OK;
    take_back(destination, i);
    return hr;
}

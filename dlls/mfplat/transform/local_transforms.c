/* SPDX-License-Identifier: MIT */
/* The transforms that are registered in this process only. */

#include "transform/local_transforms.h"
#include "transform/transform_activate.h"
#include "base/lock.h"
#include "base/memory.h"
#include <objbase.h>

/* Guards the list. Nothing foreign is called under it: what leaves the list is released after it. */
static struct lock local_lock = LOCK_INIT(LOCK_RANK_REGISTRY);
static struct transform **local;
static size_t local_count, local_capacity;

HRESULT local_transforms_get(struct transform ***transforms, size_t *count)
{
    HRESULT hr = S_OK;
    size_t i;

    *transforms = NULL;
    *count = 0;
    lock_acquire(&local_lock);
    if (local_count && !(*transforms = memory_alloc_array(local_count, sizeof(**transforms))))
        hr = E_OUTOFMEMORY;
    else
    {
        for (i = 0; i < local_count; i++)
            transform_add_ref((*transforms)[i] = local[i]);
        *count = local_count;
    }
    lock_release(&local_lock);
    return hr;
}

/* The same transform in the same category: a second registration takes the place of the first. */
static BOOL is_same_registration(const struct transform *a, const struct transform *b)
{
    if (!IsEqualGUID(&a->category, &b->category) || a->by_clsid != b->by_clsid)
        return FALSE;
    return a->by_clsid ? IsEqualGUID(&a->clsid, &b->clsid) : a->factory == b->factory;
}

/* Takes over the reference on success. */
static HRESULT add(struct transform *transform)
{
    struct transform **larger, *replaced = NULL;
    HRESULT hr = S_OK;
    size_t i;

    lock_acquire(&local_lock);
    for (i = 0; i < local_count && !is_same_registration(local[i], transform); i++)
        ;
    if (i < local_count)
    {
        replaced = local[i];
        local[i] = transform;
    }
    else
    {
        if (local_count == local_capacity)
        {
            if ((larger = memory_realloc_array(local, local_capacity + 16, sizeof(*local))))
            {
                local = larger;
                local_capacity += 16;
            }
            else
                hr = E_OUTOFMEMORY;
        }
        if (SUCCEEDED(hr))
            local[local_count++] = transform;
    }
    lock_release(&local_lock);
    if (replaced)
        transform_release(replaced);
    return hr;
}

/* Takes every transform of the factory, or of the class when factory is NULL, off the list, or all when both are NULL.
 * FALSE when there was none. */
static BOOL remove_matching(const IClassFactory *factory, const CLSID *clsid)
{
    struct transform *removed = NULL, **end = &removed, *next;
    size_t i, kept = 0;

    lock_acquire(&local_lock);
    for (i = 0; i < local_count; i++)
    {
        if (factory ? local[i]->factory != factory :
                clsid && (!local[i]->by_clsid || !IsEqualGUID(&local[i]->clsid, clsid)))
        {
            local[kept++] = local[i];
            continue;
        }
        *end = local[i];
        end = &local[i]->next_removed;
    }
    local_count = kept;
    lock_release(&local_lock);

    *end = NULL;
    if (!removed)
        return FALSE;
    for (; removed; removed = next)
    {
        next = removed->next_removed;
        transform_release(removed);
    }
    return TRUE;
}

static HRESULT register_local(IClassFactory *factory, const CLSID *clsid, const GUID *category, const WCHAR *name,
        UINT32 flags, UINT32 input_count, const MFT_REGISTER_TYPE_INFO *inputs, UINT32 output_count,
        const MFT_REGISTER_TYPE_INFO *outputs)
{
    struct transform_registration registration =
    {
        .name = (WCHAR *)name, .flags = flags,
        .inputs = (MFT_REGISTER_TYPE_INFO *)inputs, .input_count = input_count,
        .outputs = (MFT_REGISTER_TYPE_INFO *)outputs, .output_count = output_count,
    };
    struct transform *transform;
    HRESULT hr;

    if ((input_count && !inputs) || (output_count && !outputs))
        return E_INVALIDARG;
    hr = transform_create(category, clsid, &registration, TRUE, factory, &transform);
    if (FAILED(hr))
        return hr;
    hr = add(transform);
    if (FAILED(hr))
        transform_release(transform);
    return hr;
}

/* Registers a transform in this process by its class factory. Only MFTEnumEx and MFTEnum2 with
 * MFT_ENUM_FLAG_LOCALMFT see it.
 *
 * factory is referenced until it is unregistered; its CreateInstance is called by nothing but the activation of the
 * transform, and must give an object with IMFTransform. category is a reference; name may be NULL; flags are
 * _MFT_ENUM_FLAG bits, 0 for synchronous. Name and types are copied. A factory may be registered again: in the same
 * category the new registration takes the place of the old.
 *
 * S_OK; E_POINTER without factory or category; E_INVALIDARG for a count without an array; E_OUTOFMEMORY. Thread safe.
 * Documented; that a second registration succeeds and that one MFTUnregisterLocal removes both is observed on Windows.
 */
HRESULT WINAPI MFTRegisterLocal(IClassFactory *factory, REFGUID category, LPCWSTR name, UINT32 flags,
        UINT32 input_count, const MFT_REGISTER_TYPE_INFO *input_types, UINT32 output_count,
        const MFT_REGISTER_TYPE_INFO *output_types)
{
    CLSID clsid;
    HRESULT hr;

    if (!factory || !category)
        return E_POINTER;
    /* An identity for the activation objects; no class is registered under it. */
    hr = CoCreateGuid(&clsid);
    if (FAILED(hr))
        return hr;
    return register_local(factory, &clsid, category, name, flags, input_count, input_types, output_count, output_types);
}

/* Registers a transform in this process by its class, which CoCreateInstance creates when it is activated; the class need
 * not be registered with COM yet. Otherwise as MFTRegisterLocal.
 *
 * S_OK; E_POINTER without class or category; E_INVALIDARG for a count without an array; E_OUTOFMEMORY. Thread safe.
 * Documented; that any GUID will do is observed on Windows. */
HRESULT WINAPI MFTRegisterLocalByCLSID(REFCLSID clsid, REFGUID category, LPCWSTR name, UINT32 flags,
        UINT32 input_count, const MFT_REGISTER_TYPE_INFO *input_types, UINT32 output_count,
        const MFT_REGISTER_TYPE_INFO *output_types)
{
    if (!clsid || !category)
        return E_POINTER;
    return register_local(NULL, clsid, category, name, flags, input_count, input_types, output_count, output_types);
}

/* Takes back every MFTRegisterLocal of this factory (compared by its pointer), or with NULL every local registration,
 * those by class included.
 *
 * S_OK; ERROR_NOT_FOUND as an HRESULT when the factory is not registered; NULL always succeeds. Thread safe.
 * Observed on Windows. */
HRESULT WINAPI MFTUnregisterLocal(IClassFactory *factory)
{
    if (remove_matching(factory, NULL) || !factory)
        return S_OK;
    return HRESULT_FROM_WIN32(ERROR_NOT_FOUND);
}

/* Takes back every MFTRegisterLocalByCLSID of this class. The class is passed by value.
 *
 * S_OK; ERROR_NOT_FOUND as an HRESULT when it is not registered. Thread safe. Observed on Windows. */
HRESULT WINAPI MFTUnregisterLocalByCLSID(CLSID clsid)
{
    return remove_matching(NULL, &clsid) ? S_OK : HRESULT_FROM_WIN32(ERROR_NOT_FOUND);
}

/* Takes back all local registrations, as MFTUnregisterLocal(NULL). Always S_OK. Thread safe.
 * Undocumented; the meaning follows from the name. */
HRESULT WINAPI MFClearLocalMFTs(void);
HRESULT WINAPI MFClearLocalMFTs(void)
{
    remove_matching(NULL, NULL);
    return S_OK;
}

/* Gives a collection (IMFCollection) of activation objects, one for each local registration, in the order of
 * registration.
 *
 * *registrations receives a reference of the caller's; NULL on failure. S_OK, E_POINTER, E_OUTOFMEMORY. Thread safe.
 * Undocumented: that one pointer is passed is known, what kind of object Windows stores there is not. */
HRESULT WINAPI MFEnumLocalMFTRegistrations(IUnknown **registrations);
HRESULT WINAPI MFEnumLocalMFTRegistrations(IUnknown **registrations)
{
    struct transform **transforms;
    IMFCollection *collection;
    IMFActivate *activate;
    size_t count, i;
    HRESULT hr;

    if (!registrations)
        return E_POINTER;
    *registrations = NULL;
    hr = MFCreateCollection(&collection);
    if (FAILED(hr))
        return hr;
    hr = local_transforms_get(&transforms, &count);
    for (i = 0; i < count; i++)
    {
        if (SUCCEEDED(hr))
        {
            hr = transform_activate_create(transforms[i], &activate);
            if (SUCCEEDED(hr))
            {
                hr = IMFCollection_AddElement(collection, (IUnknown *)activate);
                IMFActivate_Release(activate);
            }
        }
        transform_release(transforms[i]);
    }
    memory_free(transforms);
    if (FAILED(hr))
        IMFCollection_Release(collection);
    else
        *registrations = (IUnknown *)collection;
    return hr;
}

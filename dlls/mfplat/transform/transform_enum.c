/* SPDX-License-Identifier: MIT */
/* MFTEnum, MFTEnumEx, MFTEnum2. */

#include "transform/transform_activate.h"
#include "transform/transform_list.h"
#include "base/memory.h"

/* Lists the classes of the synchronous transforms in a category that the registry of the machine knows.
 *
 * category by value, any GUID. flags are reserved and ignored, and so are attributes, as since Windows 7. input_type
 * and output_type: only transforms that are registered with this major type and subtype; NULL: all. Left out are
 * asynchronous, hardware, field-of-use, transcode-only and process-local transforms, and what the plug-in control
 * blocks. *clsids is freed by the caller with CoTaskMemFree; NULL with *count 0 when there are none.
 *
 * S_OK; E_POINTER; E_OUTOFMEMORY. Thread safe. Documented; results for missing and swapped types observed on Windows. */
HRESULT WINAPI MFTEnum(GUID category, UINT32 flags, MFT_REGISTER_TYPE_INFO *input_type,
        MFT_REGISTER_TYPE_INFO *output_type, IMFAttributes *attributes, CLSID **clsids, UINT32 *count)
{
    struct transform_query query =
    {
        .category = category, .flags = MFT_ENUM_FLAG_SYNCMFT | MFT_ENUM_FLAG_SORTANDFILTER,
        .input = input_type, .output = output_type,
    };
    struct transform_list list;
    HRESULT hr;
    size_t i;

    (void)flags;
    (void)attributes;
    if (!clsids || !count)
        return E_POINTER;
    *clsids = NULL;
    *count = 0;

    hr = transform_list_collect(&query, &list);
    if (FAILED(hr))
        return hr;
    if (list.count)
    {
        if ((*clsids = task_memory_alloc(list.count * sizeof(**clsids))))
        {
            for (i = 0; i < list.count; i++)
                (*clsids)[i] = list.transforms[i]->clsid;
            *count = (UINT32)list.count;
        }
        else
            hr = E_OUTOFMEMORY;
    }
    transform_list_clear(&list);
    return hr;
}

static HRESULT create_activates(const struct transform_list *list, IMFActivate ***activates)
{
    HRESULT hr = S_OK;
    size_t i;

    if (!(*activates = task_memory_alloc(list->count * sizeof(**activates))))
        return E_OUTOFMEMORY;
    for (i = 0; i < list->count && SUCCEEDED(hr); i++)
        hr = transform_activate_create(list->transforms[i], &(*activates)[i]);
    if (SUCCEEDED(hr))
        return S_OK;
    for (i--; i--;)
        IMFActivate_Release((*activates)[i]);
    task_memory_free(*activates);
    *activates = NULL;
    return hr;
}

static HRESULT enumerate(const struct transform_query *query, IMFActivate ***activates, UINT32 *count)
{
    struct transform_list list;
    HRESULT hr;

    hr = transform_list_collect(query, &list);
    if (FAILED(hr))
        return hr;
    if (list.count)
        hr = create_activates(&list, activates);
    if (SUCCEEDED(hr))
        *count = (UINT32)list.count;
    transform_list_clear(&list);
    return hr;
}

/* Lists activation objects of the transforms in a category.
 *
 * category by value, any GUID. flags: _MFT_ENUM_FLAG bits; 0 stands for synchronous and local transforms, sorted and
 * filtered; without a processing model (SYNCMFT, ASYNCMFT, HARDWARE) synchronous ones are listed. FIELDOFUSE,
 * TRANSCODE_ONLY and LOCALMFT add transforms that are left out otherwise. input_type and output_type: only transforms
 * registered with this major type and subtype; NULL: all. With SORTANDFILTER local transforms come first, then those with
 * a merit, the highest first, then those the plug-in control prefers, then the rest, and blocked ones are left out.
 * *activates is an array of *count references: the caller releases each and frees the array with CoTaskMemFree. It is
 * NULL with *count 0 when there are none. No transform is created.
 *
 * S_OK; E_POINTER; E_OUTOFMEMORY. Thread safe. Documented; that the array pointer is stored also when there are none is
 * observed on Windows. */
HRESULT WINAPI MFTEnumEx(GUID category, UINT32 flags, const MFT_REGISTER_TYPE_INFO *input_type,
        const MFT_REGISTER_TYPE_INFO *output_type, IMFActivate ***activates, UINT32 *count)
{
    struct transform_query query =
    {
        .category = category, .flags = flags, .input = input_type, .output = output_type,
    };

    if (!activates || !count)
        return E_POINTER;
    *activates = NULL;
    *count = 0;
    return enumerate(&query, activates, count);
}

/* As MFTEnumEx, with attributes (may be NULL) that restrict the result: MFT_ENUM_ADAPTER_LUID, a blob of 8 bytes, limits
 * hardware transforms to those registered for that adapter; flags must then have MFT_ENUM_FLAG_HARDWARE.
 *
 * S_OK; E_POINTER; E_INVALIDARG for an adapter without the hardware flag or of another size; E_OUTOFMEMORY. Thread
 * safe. Documented. */
HRESULT WINAPI MFTEnum2(GUID category, UINT32 flags, const MFT_REGISTER_TYPE_INFO *input_type,
        const MFT_REGISTER_TYPE_INFO *output_type, IMFAttributes *attributes, IMFActivate ***activates, UINT32 *count)
{
    struct transform_query query =
    {
        .category = category, .flags = flags, .input = input_type, .output = output_type,
    };
    UINT32 size;
    LUID adapter;

    if (!activates || !count)
        return E_POINTER;
    *activates = NULL;
    *count = 0;
    if (attributes && SUCCEEDED(IMFAttributes_GetItem(attributes, &MFT_ENUM_ADAPTER_LUID, NULL)))
    {
        if (!(flags & MFT_ENUM_FLAG_HARDWARE)
                || FAILED(IMFAttributes_GetBlob(attributes, &MFT_ENUM_ADAPTER_LUID, (UINT8 *)&adapter, sizeof(adapter),
                    &size)) || size != sizeof(adapter))
            return E_INVALIDARG;
        query.adapter = &adapter;
    }
    return enumerate(&query, activates, count);
}

/* SPDX-License-Identifier: MIT */
/* Which transforms an enumeration lists, and in which order. */

#include "transform/transform_list.h"
#include "transform/local_transforms.h"
#include "transform/transform_snapshot.h"
#include "base/memory.h"

#define PROCESSING_MODELS (MFT_ENUM_FLAG_SYNCMFT | MFT_ENUM_FLAG_ASYNCMFT | MFT_ENUM_FLAG_HARDWARE)

static UINT32 effective_flags(UINT32 flags)
{
    if (!flags)
        flags = MFT_ENUM_FLAG_SYNCMFT | MFT_ENUM_FLAG_LOCALMFT | MFT_ENUM_FLAG_SORTANDFILTER;
    if (!(flags & PROCESSING_MODELS))
        flags |= MFT_ENUM_FLAG_SYNCMFT;
    return flags;
}

/* Each transform has one processing model: hardware (which is asynchronous, too), asynchronous, or synchronous. */
static UINT32 processing_model(UINT32 flags)
{
    if (flags & MFT_ENUM_FLAG_HARDWARE)
        return MFT_ENUM_FLAG_HARDWARE;
    return flags & MFT_ENUM_FLAG_ASYNCMFT ? MFT_ENUM_FLAG_ASYNCMFT : MFT_ENUM_FLAG_SYNCMFT;
}

static BOOL is_on_adapter(const struct transform *transform, const LUID *adapter)
{
    UINT32 size;
    LUID luid;

    return SUCCEEDED(IMFAttributes_GetBlob(transform->attributes, &MFT_ENUM_ADAPTER_LUID, (UINT8 *)&luid, sizeof(luid),
            &size)) && size == sizeof(luid) && !memcmp(&luid, adapter, sizeof(luid));
}

static BOOL matches(const struct transform *transform, const struct transform_query *query, UINT32 flags)
{
    const UINT32 only_on_demand = MFT_ENUM_FLAG_FIELDOFUSE | MFT_ENUM_FLAG_TRANSCODE_ONLY;

    return IsEqualGUID(&transform->category, &query->category)
            && (flags & processing_model(transform->flags))
            && !(transform->flags & only_on_demand & ~flags)
            && transform_matches_types(transform, query->input, query->output)
            && (!query->adapter || processing_model(transform->flags) != MFT_ENUM_FLAG_HARDWARE
                || is_on_adapter(transform, query->adapter));
}

/* Appends what matches of `from`; the list has room for all. */
static void append_matching(struct transform_list *list, struct transform *const *from, size_t count,
        const struct transform_query *query, UINT32 flags)
{
    size_t i;

    for (i = 0; i < count; i++)
    {
        if (!matches(from[i], query, flags))
            continue;
        transform_add_ref(from[i]);
        list->transforms[list->count++] = from[i];
    }
}

static void release_all(struct transform **transforms, size_t count)
{
    size_t i;

    for (i = 0; i < count; i++)
        transform_release(transforms[i]);
    memory_free(transforms);
}

/* The machine's settings hide hardware transforms; they are only looked up when one is on the list. */
static void drop_disabled_hardware(struct transform_list *list)
{
    size_t i, kept = 0;
    int enabled = -1;

    for (i = 0; i < list->count; i++)
    {
        struct transform *transform = list->transforms[i];

        if (!transform->local && processing_model(transform->flags) == MFT_ENUM_FLAG_HARDWARE)
        {
            if (enabled < 0)
                enabled = transform_registration_hardware_enabled(&transform->category);
            if (!enabled)
            {
                transform_release(transform);
                continue;
            }
        }
        list->transforms[kept++] = transform;
    }
    list->count = kept;
}

static void drop_blocked(struct transform_list *list, IMFPluginControl *control)
{
    size_t i, kept = 0;

    for (i = 0; i < list->count; i++)
    {
        if (!list->transforms[i]->local
                && IMFPluginControl_IsDisabled(control, MF_Plugin_Type_MFT, &list->transforms[i]->clsid) == S_OK)
            transform_release(list->transforms[i]);
        else
            list->transforms[kept++] = list->transforms[i];
    }
    list->count = kept;
}

/* The class that the plug-in control prefers for a subtype, FALSE when it prefers none. */
static BOOL preferred_class(IMFPluginControl *control, DWORD type, const MFT_REGISTER_TYPE_INFO *info, CLSID *clsid)
{
    WCHAR selector[GUID_TEXT_LENGTH + 3];

    if (!info)
        return FALSE;
    registration_guid_to_text(&info->guidSubtype, selector + 1);
    selector[0] = '{';
    selector[GUID_TEXT_LENGTH + 1] = '}';
    selector[GUID_TEXT_LENGTH + 2] = 0;
    return IMFPluginControl_GetPreferredClsid(control, type, selector, clsid) == S_OK;
}

struct preferences
{
    CLSID classes[2];
    unsigned int count;
};

enum order_group
{
    ORDER_LOCAL,
    ORDER_MERIT,
    ORDER_PREFERRED,
    ORDER_REST
};

static enum order_group order_group(const struct transform *transform, const struct preferences *preferences)
{
    unsigned int i;

    if (transform->local)
        return ORDER_LOCAL;
    if (transform->merit)
        return ORDER_MERIT;
    for (i = 0; i < preferences->count; i++)
    {
        if (IsEqualGUID(&transform->clsid, &preferences->classes[i]))
            return ORDER_PREFERRED;
    }
    return ORDER_REST;
}

/* Stable: local, then by merit, then preferred, then the rest. Only the few with a merit move against each other. */
static HRESULT sort(struct transform_list *list, const struct preferences *preferences)
{
    struct transform **sorted;
    size_t i, j, count = 0, group_start;
    int group;

    if (list->count < 2)
        return S_OK;
    if (!(sorted = memory_alloc_array(list->count, sizeof(*sorted))))
        return E_OUTOFMEMORY;
    for (group = ORDER_LOCAL; group <= ORDER_REST; group++)
    {
        group_start = count;
        for (i = 0; i < list->count; i++)
        {
            struct transform *transform = list->transforms[i];

            if ((int)order_group(transform, preferences) != group)
                continue;
            j = count++;
            for (; group == ORDER_MERIT && j > group_start && sorted[j - 1]->merit < transform->merit; j--)
                sorted[j] = sorted[j - 1];
            sorted[j] = transform;
        }
    }
    memory_free(list->transforms);
    list->transforms = sorted;
    return S_OK;
}

static HRESULT sort_and_filter(struct transform_list *list, const struct transform_query *query)
{
    struct preferences preferences = {.count = 0};
    IMFPluginControl *control;

    if (SUCCEEDED(MFGetPluginControl(&control)))
    {
        drop_blocked(list, control);
        preferences.count += preferred_class(control, MF_Plugin_Type_MFT, query->input, &preferences.classes[0]);
        preferences.count += preferred_class(control, MF_Plugin_Type_MFT_MatchOutputType, query->output,
                &preferences.classes[preferences.count]);
        IMFPluginControl_Release(control);
    }
    return sort(list, &preferences);
}

HRESULT transform_list_collect(const struct transform_query *query, struct transform_list *list)
{
    UINT32 flags = effective_flags(query->flags);
    struct transform_snapshot *snapshot;
    struct transform **local = NULL;
    size_t local_count = 0, total;
    HRESULT hr;

    memset(list, 0, sizeof(*list));
    hr = transform_snapshot_get(&snapshot);
    if (FAILED(hr))
        return hr;
    if (flags & MFT_ENUM_FLAG_LOCALMFT)
        hr = local_transforms_get(&local, &local_count);
    total = local_count + snapshot->count;
    if (SUCCEEDED(hr) && total && !(list->transforms = memory_alloc_array(total, sizeof(*list->transforms))))
        hr = E_OUTOFMEMORY;
    if (SUCCEEDED(hr))
    {
        append_matching(list, local, local_count, query, flags);
        append_matching(list, snapshot->transforms, snapshot->count, query, flags);
    }
    release_all(local, local_count);
    transform_snapshot_release(snapshot);

    if (SUCCEEDED(hr))
    {
        drop_disabled_hardware(list);
        if (flags & MFT_ENUM_FLAG_SORTANDFILTER)
            hr = sort_and_filter(list, query);
    }
    if (FAILED(hr))
        transform_list_clear(list);
    return hr;
}

void transform_list_clear(struct transform_list *list)
{
    release_all(list->transforms, list->count);
    memset(list, 0, sizeof(*list));
}

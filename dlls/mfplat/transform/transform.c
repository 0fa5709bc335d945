/* SPDX-License-Identifier: MIT */
/* One registered transform in one category, as enumeration sees it. */

#include "transform/transform.h"
#include "base/atomic.h"
#include "base/memory.h"
#include "base/trace.h"
#include <mftransform.h>

HRESULT transform_attributes_from_blob(const BYTE *blob, UINT32 size, IMFAttributes **attributes)
{
    HRESULT hr;

    hr = MFCreateAttributes(attributes, 0);
    if (FAILED(hr) || !blob)
        return hr;
    hr = MFInitAttributesFromBlob(*attributes, blob, size);
    if (hr == E_OUTOFMEMORY)
    {
        IMFAttributes_Release(*attributes);
        *attributes = NULL;
        return hr;
    }
    if (FAILED(hr))
    {
        trace_warning("the registered attributes are malformed");
        IMFAttributes_DeleteAllItems(*attributes);
    }
    return S_OK;
}

static HRESULT set_types(IMFAttributes *attributes, const GUID *key, const MFT_REGISTER_TYPE_INFO *types, UINT32 count)
{
    if (!count)
        return S_OK;
    return IMFAttributes_SetBlob(attributes, key, (const UINT8 *)types, count * sizeof(*types));
}

/* What enumeration puts on an activation object, on top of the registered attributes. */
static HRESULT set_attributes(struct transform *transform, const WCHAR *name)
{
    IMFAttributes *attributes = transform->attributes;
    HRESULT hr;

    hr = IMFAttributes_SetGUID(attributes, &MFT_TRANSFORM_CLSID_Attribute, &transform->clsid);
    if (SUCCEEDED(hr))
        hr = IMFAttributes_SetGUID(attributes, &MF_TRANSFORM_CATEGORY_Attribute, &transform->category);
    if (SUCCEEDED(hr))
        hr = IMFAttributes_SetUINT32(attributes, &MF_TRANSFORM_FLAGS_Attribute, transform->flags);
    if (SUCCEEDED(hr))
        hr = set_types(attributes, &MFT_INPUT_TYPES_Attributes, transform->inputs, transform->input_count);
    if (SUCCEEDED(hr))
        hr = set_types(attributes, &MFT_OUTPUT_TYPES_Attributes, transform->outputs, transform->output_count);
    if (SUCCEEDED(hr) && name && *name)
        hr = IMFAttributes_SetString(attributes, &MFT_FRIENDLY_NAME_Attribute, name);
    if (SUCCEEDED(hr) && transform->local)
        hr = IMFAttributes_SetUINT32(attributes, &MFT_PROCESS_LOCAL_Attribute, 1);
    return hr;
}

static HRESULT copy_types(const MFT_REGISTER_TYPE_INFO *types, UINT32 count, MFT_REGISTER_TYPE_INFO **copy,
        UINT32 *copy_count)
{
    size_t size;

    if (!count || !types)
        return S_OK;
    if (!size_multiply(count, sizeof(*types), &size) || size > MAXLONG || !(*copy = memory_duplicate(types, size)))
        return E_OUTOFMEMORY;
    *copy_count = count;
    return S_OK;
}

HRESULT transform_create(const GUID *category, const CLSID *clsid, const struct transform_registration *registration,
        BOOL local, IClassFactory *factory, struct transform **out)
{
    struct transform *transform;
    HRESULT hr;

    *out = NULL;
    if (!(transform = memory_alloc_zeroed(sizeof(*transform))))
        return E_OUTOFMEMORY;
    transform->references = 1;
    transform->category = *category;
    transform->clsid = *clsid;
    transform->flags = registration->flags ? registration->flags : MFT_ENUM_FLAG_SYNCMFT;
    transform->local = local;
    transform->by_clsid = local && !factory;

    hr = copy_types(registration->inputs, registration->input_count, &transform->inputs, &transform->input_count);
    if (SUCCEEDED(hr))
        hr = copy_types(registration->outputs, registration->output_count, &transform->outputs,
                &transform->output_count);
    if (SUCCEEDED(hr))
        hr = transform_attributes_from_blob(registration->attributes, registration->attributes_size,
                &transform->attributes);
    if (SUCCEEDED(hr))
        hr = set_attributes(transform, registration->name);
    if (FAILED(hr))
    {
        transform_release(transform);
        return hr;
    }
    if (FAILED(IMFAttributes_GetUINT32(transform->attributes, &MFT_CODEC_MERIT_Attribute, &transform->merit)))
        transform->merit = 0;
    if (factory)
    {
        IClassFactory_AddRef(factory);
        transform->factory = factory;
    }
    *out = transform;
    return S_OK;
}

void transform_add_ref(struct transform *transform)
{
    atomic_increment(&transform->references);
}

void transform_release(struct transform *transform)
{
    if (atomic_decrement(&transform->references))
        return;
    if (transform->factory)
        IClassFactory_Release(transform->factory);
    if (transform->attributes)
        IMFAttributes_Release(transform->attributes);
    memory_free(transform->inputs);
    memory_free(transform->outputs);
    memory_free(transform);
}

static BOOL has_type(const MFT_REGISTER_TYPE_INFO *types, UINT32 count, const MFT_REGISTER_TYPE_INFO *wanted)
{
    UINT32 i;

    for (i = 0; i < count; i++)
    {
        if (!memcmp(&types[i], wanted, sizeof(*wanted)))
            return TRUE;
    }
    return FALSE;
}

BOOL transform_matches_types(const struct transform *transform, const MFT_REGISTER_TYPE_INFO *input,
        const MFT_REGISTER_TYPE_INFO *output)
{
    return (!input || has_type(transform->inputs, transform->input_count, input))
            && (!output || has_type(transform->outputs, transform->output_count, output));
}

/* SPDX-License-Identifier: MIT */
/* Representations of a media type: AM_MEDIA_TYPE structures. */

#include "mediatype/representation.h"
#include "base/memory.h"
#include <strmif.h>
#include <uuids.h>
#include <mfapi.h>
#include <mferror.h>

/* Observed: these and no others; the first stands for whatever block suits the type. */
static BOOL format_block_of(const GUID *representation, GUID *block)
{
    if (IsEqualGUID(representation, &AM_MEDIA_TYPE_REPRESENTATION))
    {
        *block = GUID_NULL;
        return TRUE;
    }
    *block = *representation;
    return IsEqualGUID(representation, &FORMAT_VideoInfo) || IsEqualGUID(representation, &FORMAT_VideoInfo2)
            || IsEqualGUID(representation, &FORMAT_MFVideoFormat);
}

HRESULT representation_create(IMFMediaType *type, const GUID *representation, void **data)
{
    AM_MEDIA_TYPE *media_type;
    HRESULT hr;
    GUID block;

    if (!data)
        return E_POINTER;
    *data = NULL;
    if (!format_block_of(representation, &block))
        return MF_E_UNSUPPORTED_REPRESENTATION;
    hr = MFCreateAMMediaTypeFromMFMediaType(type, block, &media_type);
    if (SUCCEEDED(hr))
        *data = media_type;
    return hr;
}

HRESULT representation_create_with_stride(IMFMediaType *type, const GUID *representation, LONG stride, void **data)
{
    IMFMediaType *copy;
    HRESULT hr;

    if (!stride)
        return representation_create(type, representation, data);
    if (!data)
        return E_POINTER;
    *data = NULL;
    hr = MFCreateMediaType(&copy);
    if (FAILED(hr))
        return hr;
    hr = IMFMediaType_CopyAllItems(type, (IMFAttributes *)copy);
    if (SUCCEEDED(hr))
        hr = IMFMediaType_SetUINT32(copy, &MF_MT_DEFAULT_STRIDE, (UINT32)stride);
    if (SUCCEEDED(hr))
        hr = representation_create(copy, representation, data);
    IMFMediaType_Release(copy);
    return hr;
}

void representation_free(void *data)
{
    AM_MEDIA_TYPE *media_type = data;

    if (!media_type)
        return;
    task_memory_free(media_type->pbFormat);
    if (media_type->pUnk)
        IUnknown_Release(media_type->pUnk);
    task_memory_free(media_type);
}

/* SPDX-License-Identifier: MIT */
/* What an application wants of an encoder that an activation object creates. */

#include "transform/encoder_settings.h"
#include "base/os_newer.h"
#include "base/trace.h"
#include <mfapi.h>
#include <oleauto.h>
#include <propsys.h>
#include <strmif.h>

/* No import library of the tool chain has IID_ICodecAPI. */
static const IID codec_api_iid = {0x901db4c7, 0x31ce, 0x41a2, {0x85, 0xdc, 0x8f, 0xa0, 0xbf, 0x41, 0xb8, 0xda}};

/* A value of an attribute store as the codec interface takes it. FALSE for kinds it has none for. The numeric members
 * of the two unions are the same. */
static BOOL variant_from_attribute(const PROPVARIANT *value, VARIANT *variant)
{
    BSTR (WINAPI *alloc_string)(const OLECHAR *);

    memset(variant, 0, sizeof(*variant));
    switch (value->vt)
    {
    case VT_UI4:
        V_UI4(variant) = value->ulVal;
        break;
    case VT_UI8:
        V_UI8(variant) = value->uhVal.QuadPart;
        break;
    case VT_R8:
        V_R8(variant) = value->dblVal;
        break;
    case VT_UNKNOWN:
        V_UNKNOWN(variant) = value->punkVal;
        break;
    case VT_LPWSTR:
        if (!(alloc_string = os_newer_lookup(L"oleaut32.dll", "SysAllocString"))
                || !(V_BSTR(variant) = alloc_string(value->pwszVal)))
            return FALSE;
        V_VT(variant) = VT_BSTR;
        return TRUE;
    default:
        return FALSE;
    }
    V_VT(variant) = value->vt;
    return TRUE;
}

static HRESULT set_codec_property(ICodecAPI *codec, const GUID *key, const PROPVARIANT *value)
{
    void (WINAPI *free_string)(BSTR);
    VARIANT variant;
    HRESULT hr;

    if (!variant_from_attribute(value, &variant))
        return E_NOTIMPL;
    hr = ICodecAPI_SetValue(codec, key, &variant);
    if (V_VT(&variant) == VT_BSTR && (free_string = os_newer_lookup(L"oleaut32.dll", "SysFreeString")))
        free_string(V_BSTR(&variant));
    return hr;
}

static void apply_profile(IMFAttributes *profile, IMFTransform *transform)
{
    IPropertyStore *store = NULL;
    ICodecAPI *codec = NULL;
    PROPERTYKEY property;
    PROPVARIANT value;
    HRESULT hr;
    UINT32 i;
    GUID key;

    if (FAILED(IMFTransform_QueryInterface(transform, &codec_api_iid, (void **)&codec))
            && FAILED(IMFTransform_QueryInterface(transform, &IID_IPropertyStore, (void **)&store)))
        return;
    for (i = 0; SUCCEEDED(IMFAttributes_GetItemByIndex(profile, i, &key, &value)); i++)
    {
        if (codec)
            hr = set_codec_property(codec, &key, &value);
        else
        {
            property.fmtid = key;
            property.pid = 0;
            hr = IPropertyStore_SetValue(store, &property, &value);
        }
        if (FAILED(hr))
            trace_debug("the encoder does not take %s: %#x", trace_guid(&key), (unsigned int)hr);
        PropVariantClear(&value);
    }
    if (codec)
        ICodecAPI_Release(codec);
    if (store)
        IPropertyStore_Release(store);
}

static HRESULT apply_output_type(IMFMediaType *type, IMFTransform *transform)
{
    DWORD input_id = 0, output_id = 0;

    /* Streams are numbered from 0 unless the transform says otherwise. */
    if (FAILED(IMFTransform_GetStreamIDs(transform, 1, &input_id, 1, &output_id)))
        output_id = 0;
    return IMFTransform_SetOutputType(transform, output_id, type, 0);
}

HRESULT encoder_settings_apply(IMFAttributes *attributes, IMFTransform *transform)
{
    IMFAttributes *profile;
    HRESULT hr = S_OK;
    IMFMediaType *type;
    GUID category;

    if (FAILED(IMFAttributes_GetGUID(attributes, &MF_TRANSFORM_CATEGORY_Attribute, &category))
            || (!IsEqualGUID(&category, &MFT_CATEGORY_AUDIO_ENCODER)
                && !IsEqualGUID(&category, &MFT_CATEGORY_VIDEO_ENCODER)))
        return S_OK;
    if (SUCCEEDED(IMFAttributes_GetUnknown(attributes, &MFT_PREFERRED_ENCODER_PROFILE, &IID_IMFAttributes,
            (void **)&profile)))
    {
        apply_profile(profile, transform);
        IMFAttributes_Release(profile);
    }
    if (SUCCEEDED(IMFAttributes_GetUnknown(attributes, &MFT_PREFERRED_OUTPUTTYPE_Attribute, &IID_IMFMediaType,
            (void **)&type)))
    {
        hr = apply_output_type(type, transform);
        IMFMediaType_Release(type);
    }
    return hr;
}

/* SPDX-License-Identifier: MIT */
/* Media types inside media types, partial types, media types on streams and as property sets. */

#include "mediatype/media_type.h"
#include "attributes/attribute_blob.h"
#include "attributes/attribute_snapshot.h"
#include "attributes/attribute_stream.h"
#include "base/memory.h"
#include <mfapi.h>
#include <mferror.h>
#include <mfplat_newer.h>

HRESULT WINAPI MFSerializeMediaTypeToStream(IMFMediaType *type, IStream *stream);
HRESULT WINAPI MFDeserializeMediaTypeFromStream(IStream *stream, IMFMediaType **type);

/* Compares a full media type with a partial one.
 *
 * TRUE when the partial type has a major type and every item of it is in the full type with the same value. FALSE
 * otherwise, for NULL arguments, and when there is no memory. Any thread. Documented and observed on Windows. */
BOOL WINAPI MFCompareFullToPartialMediaType(IMFMediaType *full, IMFMediaType *partial)
{
    BOOL result = FALSE;
    GUID major;

    if (!full || !partial || FAILED(IMFMediaType_GetMajorType(partial, &major)))
        return FALSE;
    if (FAILED(IMFMediaType_Compare(partial, (IMFAttributes *)full, MF_ATTRIBUTES_MATCH_OUR_ITEMS, &result)))
        return FALSE;
    return result;
}

/* The type as the blob of MFGetAttributesAsBlob, from memory_alloc. */
static HRESULT type_to_blob(IMFMediaType *type, BYTE **blob, UINT32 *size)
{
    struct store_table *table;
    HRESULT hr;

    hr = attribute_snapshot_read((IMFAttributes *)type, &table);
    if (FAILED(hr))
        return hr;
    hr = attribute_blob_size(table, size);
    if (SUCCEEDED(hr))
    {
        *blob = memory_alloc(*size);
        if (*blob)
            attribute_blob_write(table, *blob);
        else
            hr = E_OUTOFMEMORY;
    }
    store_table_destroy(table);
    return hr;
}

/* Hides a media type in a new one.
 *
 * original: is copied, without interface pointers. major_type, subtype: of the new type, not validated. wrapped: receives
 * a type of exactly three items, these two and MF_MT_WRAPPED_TYPE with the original as an attribute blob; NULL on failure.
 * S_OK; E_POINTER: wrapped is NULL; E_INVALIDARG: another NULL argument; E_OUTOFMEMORY.
 * Any thread. Documented; the items observed on Windows. */
HRESULT WINAPI MFWrapMediaType(IMFMediaType *original, REFGUID major_type, REFGUID subtype, IMFMediaType **wrapped)
{
    IMFMediaType *type;
    BYTE *blob;
    UINT32 size;
    HRESULT hr;

    if (!wrapped)
        return E_POINTER;
    *wrapped = NULL;
    if (!original || !major_type || !subtype)
        return E_INVALIDARG;
    hr = type_to_blob(original, &blob, &size);
    if (FAILED(hr))
        return hr;
    hr = MFCreateMediaType(&type);
    if (SUCCEEDED(hr))
    {
        hr = IMFMediaType_SetGUID(type, &MF_MT_MAJOR_TYPE, major_type);
        if (SUCCEEDED(hr))
            hr = IMFMediaType_SetGUID(type, &MF_MT_SUBTYPE, subtype);
        if (SUCCEEDED(hr))
            hr = IMFMediaType_SetBlob(type, &MF_MT_WRAPPED_TYPE, blob, size);
        if (SUCCEEDED(hr))
            *wrapped = type;
        else
            IMFMediaType_Release(type);
    }
    memory_free(blob);
    return hr;
}

/* A new type that holds the items of the table, which is consumed. */
static HRESULT type_from_table(struct store_table *table, IMFMediaType **out)
{
    IMFMediaType *type;
    HRESULT hr;

    hr = MFCreateMediaType(&type);
    if (FAILED(hr))
    {
        store_table_destroy(table);
        return hr;
    }
    hr = attribute_snapshot_write((IMFAttributes *)type, table);
    *out = type;
    return hr;
}

/* Makes a new media type of what MFWrapMediaType hid in one, which is not changed.
 *
 * S_OK; E_POINTER: original is NULL; E_INVALIDARG: wrapped is NULL, or the hidden type is damaged;
 * MF_E_ATTRIBUTENOTFOUND: not a wrapped type (observed); MF_E_INVALIDTYPE: MF_MT_WRAPPED_TYPE is no blob; E_OUTOFMEMORY.
 * *original is NULL on failure. Any thread. Documented and observed on Windows. */
HRESULT WINAPI MFUnwrapMediaType(IMFMediaType *wrapped, IMFMediaType **original)
{
    struct store_table *table;
    UINT8 *blob;
    UINT32 size;
    HRESULT hr;

    if (!original)
        return E_POINTER;
    *original = NULL;
    if (!wrapped)
        return E_INVALIDARG;
    hr = IMFMediaType_GetAllocatedBlob(wrapped, &MF_MT_WRAPPED_TYPE, &blob, &size);
    if (FAILED(hr))
        return hr;
    hr = attribute_blob_read(blob, size, &table);
    task_memory_free(blob);
    return FAILED(hr) ? hr : type_from_table(table, original);
}

/* Writes a media type to a stream for MFDeserializeMediaTypeFromStream, without interface pointers.
 *
 * As MFSerializeAttributesToStream without options. Not documented: arguments follow the name. */
HRESULT WINAPI MFSerializeMediaTypeToStream(IMFMediaType *type, IStream *stream)
{
    return MFSerializeAttributesToStream((IMFAttributes *)type, 0, stream);
}

/* Makes a new media type of what MFSerializeMediaTypeToStream wrote.
 *
 * type: receives it; NULL on failure. S_OK; E_POINTER: type is NULL; E_INVALIDARG: stream is NULL, or its bytes are no
 * media type; otherwise as MFDeserializeAttributesFromStream. Not documented: arguments follow the name. */
HRESULT WINAPI MFDeserializeMediaTypeFromStream(IStream *stream, IMFMediaType **type)
{
    struct store_table *table;
    HRESULT hr;

    if (!type)
        return E_POINTER;
    *type = NULL;
    if (!stream)
        return E_INVALIDARG;
    hr = attribute_stream_read(stream, 0, &table);
    return FAILED(hr) ? hr : type_from_table(table, type);
}

/* Makes an encoding properties object of the Windows Runtime of a media type. There is no such runtime here.
 *
 * E_POINTER: object is NULL; E_INVALIDARG: another NULL argument; otherwise E_NOTIMPL, *object NULL. Documented. */
HRESULT WINAPI MFCreatePropertiesFromMediaType(IMFMediaType *type, REFIID iid, void **object)
{
    if (!object)
        return E_POINTER;
    *object = NULL;
    return type && iid ? E_NOTIMPL : E_INVALIDARG;
}

/* The other direction.
 *
 * E_POINTER: type is NULL; E_INVALIDARG: properties is NULL; otherwise E_NOTIMPL, *type NULL. Documented. */
HRESULT WINAPI MFCreateMediaTypeFromProperties(IUnknown *properties, IMFMediaType **type)
{
    if (!type)
        return E_POINTER;
    *type = NULL;
    return properties ? E_NOTIMPL : E_INVALIDARG;
}

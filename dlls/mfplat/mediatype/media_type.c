/* SPDX-License-Identifier: MIT */
/* The media type object: IMFMediaType, IMFVideoMediaType and IMFAudioMediaType on one attribute store. */

#include "mediatype/media_type.h"
#include "attributes/attribute_compare.h"
#include "attributes/attribute_snapshot.h"
#include "base/memory.h"
#include "mediatype/representation.h"
#include <mfapi.h>
#include <mferror.h>

#define EQUAL_ALL (MF_MEDIATYPE_EQUAL_MAJOR_TYPES | MF_MEDIATYPE_EQUAL_FORMAT_TYPES \
        | MF_MEDIATYPE_EQUAL_FORMAT_DATA | MF_MEDIATYPE_EQUAL_FORMAT_USER_DATA)

/* `iface` is any of the three interfaces. */
static struct media_type *media_type_from_interface(void *iface)
{
    return CONTAINING_RECORD(attributes_from_IMFAttributes(iface), struct media_type, attributes);
}

static BOOL has_major_type(struct media_type *type, const GUID *expected)
{
    GUID major;

    return SUCCEEDED(IMFAttributes_GetGUID(&type->attributes.IMFAttributes_iface, &MF_MT_MAJOR_TYPE, &major))
            && IsEqualGUID(&major, expected);
}

/* Observed: the derived interfaces depend on the major type at the time of the call, on every interface. */
static HRESULT WINAPI media_type_QueryInterface(IMFMediaType *iface, REFIID iid, void **out)
{
    struct media_type *type = media_type_from_interface(iface);
    struct attributes_face *face = NULL;

    if (!out)
        return E_POINTER;
    if (IsEqualGUID(iid, &IID_IMFVideoMediaType) && has_major_type(type, &MFMediaType_Video))
        face = &type->video;
    else if (IsEqualGUID(iid, &IID_IMFAudioMediaType) && has_major_type(type, &MFMediaType_Audio))
        face = &type->audio;
    if (!face)
        return object_query(&type->object, iid, out);

    object_add_ref(&type->object);
    *out = face;
    return S_OK;
}

/* MF_E_ATTRIBUTENOTFOUND, MF_E_INVALIDTYPE, E_POINTER: as GetGUID. */
static HRESULT WINAPI media_type_GetMajorType(IMFMediaType *iface, GUID *major_type)
{
    return IMFMediaType_GetGUID(iface, &MF_MT_MAJOR_TYPE, major_type);
}

/* Observed: only MF_MT_ALL_SAMPLES_INDEPENDENT counts. */
static HRESULT WINAPI media_type_IsCompressedFormat(IMFMediaType *iface, BOOL *compressed)
{
    UINT32 independent = 0;

    if (!compressed)
        return E_POINTER;
    if (FAILED(IMFMediaType_GetUINT32(iface, &MF_MT_ALL_SAMPLES_INDEPENDENT, &independent)))
        independent = 0;
    *compressed = !independent;
    return S_OK;
}

static const struct attribute_item *find_item(const struct store_table *table, const GUID *key)
{
    UINT32 index = table ? store_table_find(table, key) : STORE_TABLE_NONE;

    return index == STORE_TABLE_NONE ? NULL : &table->items[index];
}

/* Equal values, or absent on both sides. */
static BOOL same_or_absent(const struct store_table *a, const struct store_table *b, const GUID *key)
{
    const struct attribute_item *item_a = find_item(a, key), *item_b = find_item(b, key);

    return item_a && item_b ? attribute_item_equal(item_a, item_b) : item_a == item_b;
}

static BOOL has_guid(const struct store_table *table, const GUID *key)
{
    const struct attribute_item *item = find_item(table, key);

    return item && item->type == MF_ATTRIBUTE_GUID;
}

static DWORD equal_flags(const struct store_table *ours, const struct store_table *theirs)
{
    /* Documented: these do not belong to the format data. */
    static const GUID *const except[] =
    {
        &MF_MT_USER_DATA, &MF_MT_FRAME_RATE_RANGE_MIN, &MF_MT_FRAME_RATE_RANGE_MAX,
    };
    const struct store_table *smaller = ours->count <= theirs->count ? ours : theirs;
    DWORD flags = 0;

    if (same_or_absent(ours, theirs, &MF_MT_MAJOR_TYPE))
        flags |= MF_MEDIATYPE_EQUAL_MAJOR_TYPES;
    if (same_or_absent(ours, theirs, &MF_MT_SUBTYPE))
        flags |= MF_MEDIATYPE_EQUAL_FORMAT_TYPES;
    if (same_or_absent(ours, theirs, &MF_MT_USER_DATA))
        flags |= MF_MEDIATYPE_EQUAL_FORMAT_USER_DATA;
    if (attribute_tables_contained(smaller, smaller == ours ? theirs : ours, except, ARRAYSIZE(except)))
        flags |= MF_MEDIATYPE_EQUAL_FORMAT_DATA;
    return flags;
}

/* Observed: S_OK when all four aspects are equal, otherwise S_FALSE; E_INVALIDARG with no flags when either side has no
 * major type. The format data is that of the side with fewer items: more on the other side does not matter. */
static HRESULT WINAPI media_type_IsEqual(IMFMediaType *iface, IMFMediaType *other, DWORD *flags)
{
    struct store_table *ours, *theirs;
    HRESULT hr;

    if (!flags)
        return E_POINTER;
    *flags = 0;
    if (!other)
        return E_INVALIDARG;

    hr = attribute_snapshot_read((IMFAttributes *)iface, &ours);
    if (FAILED(hr))
        return hr;
    hr = attribute_snapshot_read((IMFAttributes *)other, &theirs);
    if (SUCCEEDED(hr))
    {
        if (has_guid(ours, &MF_MT_MAJOR_TYPE) && has_guid(theirs, &MF_MT_MAJOR_TYPE))
        {
            *flags = equal_flags(ours, theirs);
            hr = *flags == EQUAL_ALL ? S_OK : S_FALSE;
        }
        else
            hr = E_INVALIDARG;
        store_table_destroy(theirs);
    }
    store_table_destroy(ours);
    return hr;
}

/* See representation.h. */
static HRESULT WINAPI media_type_GetRepresentation(IMFMediaType *iface, GUID representation, void **data)
{
    return representation_create(media_type_interface(media_type_from_interface(iface)), &representation, data);
}

/* Observed: the GUID does not matter. */
static HRESULT WINAPI media_type_FreeRepresentation(IMFMediaType *iface, GUID representation, void *data)
{
    (void)iface;
    (void)representation;

    representation_free(data);
    return S_OK;
}

/* Keeps the block for the caller of a Get...Format method and frees the one before. */
static void keep_format(struct media_type *type, void *format)
{
    void *old;

    lock_acquire(&type->lock);
    old = type->format;
    type->format = format;
    lock_release(&type->lock);
    task_memory_free(old);
}

/* Documented: the structure stays the object's. Here it is good until the next call or the last Release; NULL when the
 * attributes make no format. */
static const MFVIDEOFORMAT *WINAPI media_type_GetVideoFormat(IMFVideoMediaType *iface)
{
    struct media_type *type = media_type_from_interface(iface);
    MFVIDEOFORMAT *format = NULL;
    UINT32 size;

    if (FAILED(MFCreateMFVideoFormatFromMFMediaType(media_type_interface(type), &format, &size)))
        return NULL;
    keep_format(type, format);
    return format;
}

/* The stride replaces the type's, 0 keeps it. */
static HRESULT WINAPI media_type_GetVideoRepresentation(IMFVideoMediaType *iface, GUID representation, void **data,
        LONG stride)
{
    return representation_create_with_stride(media_type_interface(media_type_from_interface(iface)),
            &representation, stride, data);
}

/* As GetVideoFormat. */
static const WAVEFORMATEX *WINAPI media_type_GetAudioFormat(IMFAudioMediaType *iface)
{
    struct media_type *type = media_type_from_interface(iface);
    WAVEFORMATEX *format = NULL;
    UINT32 size;

    if (FAILED(MFCreateWaveFormatExFromMFMediaType(media_type_interface(type), &format, &size,
            MFWaveFormatExConvertFlag_Normal)))
        return NULL;
    keep_format(type, format);
    return format;
}

/* The slots that all three vtables share. */
#define MEDIA_TYPE_VTBL_SLOTS \
    .QueryInterface = (void *)media_type_QueryInterface, \
    .AddRef = (void *)attributes_AddRef, \
    .Release = (void *)attributes_Release, \
    ATTRIBUTES_VTBL_METHODS, \
    .GetMajorType = (void *)media_type_GetMajorType, \
    .IsCompressedFormat = (void *)media_type_IsCompressedFormat, \
    .IsEqual = (void *)media_type_IsEqual, \
    .GetRepresentation = (void *)media_type_GetRepresentation, \
    .FreeRepresentation = (void *)media_type_FreeRepresentation

static const IMFMediaTypeVtbl media_type_vtbl =
{
    MEDIA_TYPE_VTBL_SLOTS,
};

static const IMFVideoMediaTypeVtbl media_type_video_vtbl =
{
    MEDIA_TYPE_VTBL_SLOTS,
    .GetVideoFormat = media_type_GetVideoFormat,
    .GetVideoRepresentation = media_type_GetVideoRepresentation,
};

static const IMFAudioMediaTypeVtbl media_type_audio_vtbl =
{
    MEDIA_TYPE_VTBL_SLOTS,
    .GetAudioFormat = media_type_GetAudioFormat,
};

static void media_type_destroy(struct object *object)
{
    struct media_type *type = CONTAINING_RECORD(object, struct media_type, object);

    attributes_destroy(&type->attributes);
    task_memory_free(type->format);
    memory_free(type);
}

static const struct object_interface media_type_interfaces[] =
{
    {&IID_IMFMediaType, offsetof(struct media_type, attributes.IMFAttributes_iface)},
    {&IID_IMFAttributes, offsetof(struct media_type, attributes.IMFAttributes_iface)},
};

static const struct object_class media_type_class =
{
    "media type", offsetof(struct media_type, object),
    media_type_interfaces, ARRAYSIZE(media_type_interfaces), media_type_destroy,
};

HRESULT media_type_create(struct media_type **out)
{
    struct media_type *type = memory_alloc(sizeof(*type));

    *out = NULL;
    if (!type)
        return E_OUTOFMEMORY;
    object_init(&type->object, &media_type_class);
    attributes_init(&type->attributes, &type->object, 0);
    type->attributes.IMFAttributes_iface.lpVtbl = (void *)&media_type_vtbl;
    attributes_init_face(&type->video, &type->attributes, &media_type_video_vtbl);
    attributes_init_face(&type->audio, &type->attributes, &media_type_audio_vtbl);
    lock_init(&type->lock, LOCK_RANK_OBJECT);
    type->format = NULL;
    *out = type;
    return S_OK;
}

/* Creates an empty media type with one reference, the caller's.
 *
 * S_OK; E_INVALIDARG: type is NULL (Windows Vista and 7 crash); E_OUTOFMEMORY.
 * Any thread, before MFStartup too. Documented and observed on Windows. */
HRESULT WINAPI MFCreateMediaType(IMFMediaType **type)
{
    struct media_type *object;
    HRESULT hr;

    if (!type)
        return E_INVALIDARG;
    *type = NULL;
    hr = media_type_create(&object);
    if (SUCCEEDED(hr))
        *type = media_type_interface(object);
    return hr;
}

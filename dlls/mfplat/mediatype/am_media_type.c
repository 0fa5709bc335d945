/* SPDX-License-Identifier: MIT */
/* AM_MEDIA_TYPE (DirectShow; DMO_MEDIA_TYPE, WM_MEDIA_TYPE) from and to media types. */

#include "base/copy.h"
#include "base/memory.h"
#include "image/format.h"
#include "mediatype/audio_format.h"
#include "mediatype/video_format.h"
#include "mediatype/video_header.h"
#include <strmif.h>
#include <uuids.h>
#include <mfapi.h>
#include <mferror.h>

/* The kinds of format blocks. */
enum block_kind
{
    BLOCK_NONE,         /* no block is wanted */
    BLOCK_OPAQUE,       /* bytes without a meaning here */
    BLOCK_WAVE,
    BLOCK_VIDEO_HEADER,
    BLOCK_VIDEO_FORMAT
};

/* The format types of video. */
static const struct
{
    const GUID *format_type;
    enum block_kind kind;
    enum video_header_kind header;
} video_blocks[] =
{
    {&FORMAT_VideoInfo, BLOCK_VIDEO_HEADER, VIDEO_HEADER_1},
    {&FORMAT_VideoInfo2, BLOCK_VIDEO_HEADER, VIDEO_HEADER_2},
    {&FORMAT_MPEGVideo, BLOCK_VIDEO_HEADER, VIDEO_HEADER_MPEG1},
    {&FORMAT_MPEG2Video, BLOCK_VIDEO_HEADER, VIDEO_HEADER_MPEG2},
    {&FORMAT_MFVideoFormat, BLOCK_VIDEO_FORMAT, 0},
};

struct block_choice
{
    enum block_kind kind;
    enum video_header_kind header; /* with BLOCK_VIDEO_HEADER */
    GUID format_type;
};

static BOOL find_video_block(const GUID *format_type, struct block_choice *choice)
{
    unsigned int i;

    for (i = 0; i < ARRAYSIZE(video_blocks); i++)
    {
        if (IsEqualGUID(format_type, video_blocks[i].format_type))
        {
            choice->kind = video_blocks[i].kind;
            choice->header = video_blocks[i].header;
            choice->format_type = *format_type;
            return TRUE;
        }
    }
    return FALSE;
}

/* The video block that suits a subtype when the caller does not ask for one. */
static const GUID *default_video_block(const GUID *subtype)
{
    if (IsEqualGUID(subtype, &MEDIASUBTYPE_MPEG1Packet) || IsEqualGUID(subtype, &MEDIASUBTYPE_MPEG1Payload))
        return &FORMAT_MPEGVideo;
    if (IsEqualGUID(subtype, &MEDIASUBTYPE_MPEG2_VIDEO))
        return &FORMAT_MPEG2Video;
    return &FORMAT_VideoInfo;
}

/* Decides which block a media type gets. E_INVALIDARG for one that its major type cannot have. */
static HRESULT choose_block(const struct type_items *items, const GUID *major, const GUID *subtype,
        const GUID *wanted, struct block_choice *choice)
{
    BOOL any = IsEqualGUID(wanted, &GUID_NULL);

    memset(choice, 0, sizeof(*choice));
    if (IsEqualGUID(wanted, &AM_MEDIA_TYPE_REPRESENTATION))
        return S_OK;

    if (IsEqualGUID(major, &MFMediaType_Audio))
    {
        choice->kind = BLOCK_WAVE;
        choice->format_type = FORMAT_WaveFormatEx;
        return any || IsEqualGUID(wanted, &FORMAT_WaveFormatEx) ? S_OK : E_INVALIDARG;
    }
    if (IsEqualGUID(major, &MFMediaType_Video))
        return find_video_block(any ? default_video_block(subtype) : wanted, choice) ? S_OK : E_INVALIDARG;

    choice->kind = BLOCK_OPAQUE;
    type_items_get_guid(items, &MF_MT_AM_FORMAT_TYPE, &choice->format_type);
    return any ? S_OK : E_INVALIDARG;
}

static HRESULT write_opaque_block(const struct type_items *items, AM_MEDIA_TYPE *am)
{
    const BYTE *data;

    am->cbFormat = type_items_get_blob(items, &MF_MT_USER_DATA, &data);
    if (!am->cbFormat)
        return S_OK;
    am->pbFormat = task_memory_duplicate(data, am->cbFormat);
    return am->pbFormat ? S_OK : E_OUTOFMEMORY;
}

static HRESULT write_header_block(const struct type_items *items, enum video_header_kind kind, AM_MEDIA_TYPE *am)
{
    struct video_header_block block;
    HRESULT hr;

    hr = video_header_from_items(items, kind, &block);
    if (FAILED(hr))
        return hr;
    am->pbFormat = block.data;
    am->cbFormat = block.size;
    image_subtype_to_am(&am->subtype, &am->subtype);
    /* Observed: whatever the attributes say. */
    if (block.uncompressed)
    {
        am->bFixedSizeSamples = TRUE;
        am->bTemporalCompression = FALSE;
        if (block.has_frame_size)
            am->lSampleSize = block.image_size;
    }
    return S_OK;
}

/* Fills *am; on failure it holds nothing that has to be freed. */
static HRESULT am_media_type_from_items(const struct type_items *items, const GUID *wanted, AM_MEDIA_TYPE *am)
{
    struct block_choice choice;
    UINT32 size;
    HRESULT hr;

    memset(am, 0, sizeof(*am));
    if (FAILED(hr = type_items_get_guid(items, &MF_MT_MAJOR_TYPE, &am->majortype))
            || FAILED(hr = type_items_get_guid(items, &MF_MT_SUBTYPE, &am->subtype))
            || FAILED(hr = choose_block(items, &am->majortype, &am->subtype, wanted, &choice)))
        return hr;

    am->bFixedSizeSamples = !!type_items_uint32(items, &MF_MT_FIXED_SIZE_SAMPLES);
    am->bTemporalCompression = !type_items_uint32(items, &MF_MT_ALL_SAMPLES_INDEPENDENT);
    am->lSampleSize = type_items_uint32(items, &MF_MT_SAMPLE_SIZE);
    am->formattype = choice.format_type;

    switch (choice.kind)
    {
    case BLOCK_WAVE:
        hr = audio_wave_format_from_items(items, MFWaveFormatExConvertFlag_Normal, (WAVEFORMATEX **)&am->pbFormat,
                &size);
        am->cbFormat = SUCCEEDED(hr) ? size : 0;
        return hr;
    case BLOCK_VIDEO_HEADER:
        return write_header_block(items, choice.header, am);
    case BLOCK_VIDEO_FORMAT:
        hr = video_format_from_items(items, (MFVIDEOFORMAT **)&am->pbFormat, &size);
        am->cbFormat = SUCCEEDED(hr) ? size : 0;
        return hr;
    case BLOCK_OPAQUE:
        return write_opaque_block(items, am);
    default:
        return S_OK;
    }
}

/* Fills an AM_MEDIA_TYPE from a media type.
 * Params:  format_type: the format block wanted; GUID_NULL: the one that suits the type; AM_MEDIA_TYPE_REPRESENTATION:
 *          none. am: is overwritten, untouched on failure; its pbFormat is to be freed with CoTaskMemFree. With blocks
 *          of the VIDEOINFOHEADER family the subtype is DirectShow's.
 * Returns: S_OK; E_INVALIDARG for NULL and for a block that the major type cannot have; MF_E_ATTRIBUTENOTFOUND without
 *          major type or subtype; E_OUTOFMEMORY; the errors of MFCreateWaveFormatExFromMFMediaType and
 *          MFCreateMFVideoFormatFromMFMediaType; HRESULT_FROM_WIN32(ERROR_ARITHMETIC_OVERFLOW) for dimensions a header has
 *          no room for.
 * Threads: any. Needs no MFStartup.
 * Rule:    observed on Windows 8 to 11. */
HRESULT WINAPI MFInitAMMediaTypeFromMFMediaType(IMFMediaType *type, GUID format_type, AM_MEDIA_TYPE *am)
{
    struct type_items items;
    AM_MEDIA_TYPE result;
    HRESULT hr;

    if (!type || !am)
        return E_INVALIDARG;
    hr = type_items_read(&items, type);
    if (FAILED(hr))
        return hr;
    hr = am_media_type_from_items(&items, &format_type, &result);
    type_items_destroy(&items);
    if (SUCCEEDED(hr))
        *am = result;
    return hr;
}

/* The same into a structure of its own, to be freed with CoTaskMemFree after its pbFormat; *am is NULL on failure. */
HRESULT WINAPI MFCreateAMMediaTypeFromMFMediaType(IMFMediaType *type, GUID format_type, AM_MEDIA_TYPE **am)
{
    AM_MEDIA_TYPE *result;
    HRESULT hr;

    if (am)
        *am = NULL;
    if (!type || !am)
        return E_INVALIDARG;
    result = task_memory_alloc(sizeof(*result));
    if (!result)
        return E_OUTOFMEMORY;
    hr = MFInitAMMediaTypeFromMFMediaType(type, format_type, result);
    if (FAILED(hr))
        task_memory_free(result);
    else
        *am = result;
    return hr;
}

/* Attributes of the format block, and major type and subtype. */
static HRESULT read_block(struct type_items *items, const AM_MEDIA_TYPE *am)
{
    struct block_choice choice;
    GUID subtype = am->subtype;
    HRESULT hr = S_OK;

    if (IsEqualGUID(&am->majortype, &MFMediaType_Audio) && IsEqualGUID(&am->formattype, &FORMAT_WaveFormatEx))
    {
        hr = audio_items_from_wave_format(items, (const WAVEFORMATEX *)am->pbFormat, am->cbFormat);
    }
    else if (IsEqualGUID(&am->majortype, &MFMediaType_Video))
    {
        image_subtype_from_am(&am->subtype, &subtype);
        if (!find_video_block(&am->formattype, &choice))
            choice.kind = BLOCK_OPAQUE;
        if (choice.kind == BLOCK_VIDEO_HEADER)
            hr = video_items_from_header(items, choice.header, am->pbFormat, am->cbFormat, &subtype);
        else if (choice.kind == BLOCK_VIDEO_FORMAT)
            hr = video_items_from_video_format(items, (const MFVIDEOFORMAT *)am->pbFormat, am->cbFormat, &subtype);
        else if (am->pbFormat)
            type_items_set_nonempty(items, &MF_MT_USER_DATA, am->pbFormat, am->cbFormat);
    }
    else if (am->pbFormat)
    {
        type_items_set_nonempty(items, &MF_MT_USER_DATA, am->pbFormat, am->cbFormat);
    }

    /* Observed: the subtype of the AM_MEDIA_TYPE wins over what the block says. */
    type_items_set_guid(items, &MF_MT_MAJOR_TYPE, &am->majortype);
    type_items_set_guid(items, &MF_MT_SUBTYPE, &subtype);
    return hr;
}

static HRESULT items_from_am_media_type(struct type_items *items, const AM_MEDIA_TYPE *am)
{
    UINT32 value;
    HRESULT hr;

    hr = read_block(items, am);
    if (FAILED(hr))
        return hr;
    if (!am->bTemporalCompression)
        type_items_set_uint32(items, &MF_MT_ALL_SAMPLES_INDEPENDENT, 1);
    if (am->bFixedSizeSamples)
        type_items_set_uint32(items, &MF_MT_FIXED_SIZE_SAMPLES, 1);
    if (!type_items_get_uint32(items, &MF_MT_SAMPLE_SIZE, &value))
        type_items_set_nonzero(items, &MF_MT_SAMPLE_SIZE, am->lSampleSize);
    type_items_set_guid(items, &MF_MT_AM_FORMAT_TYPE, &am->formattype);
    return S_OK;
}

/* Makes a media type describe an AM_MEDIA_TYPE; what the type held before is gone.
 * Params:  am: any major type and format type; a block that is not known here becomes MF_MT_USER_DATA.
 * Returns: S_OK; E_INVALIDARG for NULL and for a block that does not fit cbFormat; the errors of the conversion of the
 *          block; E_OUTOFMEMORY. A failed call changes nothing.
 * Threads: any; the type changes in one step. Needs no MFStartup.
 * Rule:    observed on Windows 8 to 11. */
HRESULT WINAPI MFInitMediaTypeFromAMMediaType(IMFMediaType *type, const AM_MEDIA_TYPE *am)
{
    struct type_items items;

    if (!type || !am)
        return E_INVALIDARG;
    type_items_init(&items);
    return type_items_commit(&items, type, items_from_am_media_type(&items, am));
}

/* Creates a media type from another description of it.
 * Params:  representation: AM_MEDIA_TYPE_REPRESENTATION; data: an AM_MEDIA_TYPE; type: receives the new type with one
 *          reference, NULL on failure.
 * Returns: S_OK; MF_E_UNSUPPORTED_REPRESENTATION for any other GUID; E_INVALIDARG for NULL; the errors of
 *          MFInitMediaTypeFromAMMediaType; E_OUTOFMEMORY.
 * Threads: any. Needs no MFStartup.
 * Rule:    observed on Windows 8 to 11. */
HRESULT WINAPI MFCreateMediaTypeFromRepresentation(GUID representation, void *data, IMFMediaType **type)
{
    IMFMediaType *object;
    HRESULT hr;

    if (type)
        *type = NULL;
    if (!IsEqualGUID(&representation, &AM_MEDIA_TYPE_REPRESENTATION))
        return MF_E_UNSUPPORTED_REPRESENTATION;
    if (!data || !type)
        return E_INVALIDARG;

    hr = MFCreateMediaType(&object);
    if (FAILED(hr))
        return hr;
    hr = MFInitMediaTypeFromAMMediaType(object, data);
    if (FAILED(hr))
        IMFMediaType_Release(object);
    else
        *type = object;
    return hr;
}

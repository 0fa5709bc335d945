/* SPDX-License-Identifier: MIT */
/* WAVEFORMATEX and its relatives from and to the attributes of a media type. */

#include "mediatype/audio_format.h"
#include "base/copy.h"
#include "base/memory.h"
#include "image/format.h"
#include "mediatype/media_type.h"
#include <mfapi.h>
#include <mferror.h>

#define EXTENSIBLE_EXTRA (sizeof(WAVEFORMATEXTENSIBLE) - sizeof(WAVEFORMATEX))

static BOOL is_pcm_or_float(const GUID *subtype)
{
    return image_subtype_is_base(subtype)
            && (subtype->Data1 == WAVE_FORMAT_PCM || subtype->Data1 == WAVE_FORMAT_IEEE_FLOAT);
}

/* Members that only the extensible form has. */
static void items_from_extensible(struct type_items *items, const WAVEFORMATEXTENSIBLE *format)
{
    type_items_set_nonzero(items, &MF_MT_AUDIO_CHANNEL_MASK, format->dwChannelMask);
    /* Observed: without bits per sample the union counts samples of a block. */
    if (format->Format.wBitsPerSample)
        type_items_set_nonzero(items, &MF_MT_AUDIO_VALID_BITS_PER_SAMPLE, format->Samples.wValidBitsPerSample);
    else
        type_items_set_nonzero(items, &MF_MT_AUDIO_SAMPLES_PER_BLOCK, format->Samples.wSamplesPerBlock);
}

HRESULT audio_items_from_wave_format(struct type_items *items, const WAVEFORMATEX *format, UINT32 size)
{
    const BYTE *bytes = (const BYTE *)format;
    UINT32 header_size = sizeof(WAVEFORMATEX), end;
    WAVEFORMATEXTENSIBLE extensible;
    HEAACWAVEINFO aac;
    WAVEFORMATEX wave;
    GUID subtype;

    if (!format || size < sizeof(wave))
        return E_INVALIDARG;
    memcpy(&wave, bytes, sizeof(wave));
    end = sizeof(wave) + wave.cbSize;
    if (end > size)
        return E_INVALIDARG;

    if (wave.wFormatTag == WAVE_FORMAT_EXTENSIBLE)
    {
        header_size = sizeof(extensible);
        if (end < header_size)
            return E_INVALIDARG;
        memcpy(&extensible, bytes, sizeof(extensible));
        subtype = extensible.SubFormat;
    }
    else
    {
        image_subtype_from_format(wave.wFormatTag, &subtype);
    }
    if (wave.wFormatTag == WAVE_FORMAT_MPEG_HEAAC)
    {
        if (size < sizeof(aac))
            return E_INVALIDARG;
        memcpy(&aac, bytes, sizeof(aac));
    }

    type_items_set_guid(items, &MF_MT_MAJOR_TYPE, &MFMediaType_Audio);
    type_items_set_guid(items, &MF_MT_SUBTYPE, &subtype);
    type_items_set_nonzero(items, &MF_MT_AUDIO_NUM_CHANNELS, wave.nChannels);
    type_items_set_nonzero(items, &MF_MT_AUDIO_SAMPLES_PER_SECOND, wave.nSamplesPerSec);
    type_items_set_nonzero(items, &MF_MT_AUDIO_AVG_BYTES_PER_SECOND, wave.nAvgBytesPerSec);
    type_items_set_nonzero(items, &MF_MT_AUDIO_BLOCK_ALIGNMENT, wave.nBlockAlign);
    type_items_set_nonzero(items, &MF_MT_AUDIO_BITS_PER_SAMPLE, wave.wBitsPerSample);
    if (is_pcm_or_float(&subtype))
        type_items_set_uint32(items, &MF_MT_ALL_SAMPLES_INDEPENDENT, 1);
    type_items_set_nonempty(items, &MF_MT_USER_DATA, bytes + header_size, end - header_size);

    if (wave.wFormatTag == WAVE_FORMAT_EXTENSIBLE)
        items_from_extensible(items, &extensible);
    else
        type_items_set_uint32(items, &MF_MT_AUDIO_PREFER_WAVEFORMATEX, 1);
    if (wave.wFormatTag == WAVE_FORMAT_MPEG_HEAAC)
    {
        type_items_set_uint32(items, &MF_MT_AAC_PAYLOAD_TYPE, aac.wPayloadType);
        type_items_set_uint32(items, &MF_MT_AAC_AUDIO_PROFILE_LEVEL_INDICATION, aac.wAudioProfileLevelIndication);
    }
    return S_OK;
}

/* The rules that decide between the two structures; observed, but for the last one. */
static BOOL needs_extensible(const struct type_items *items, const GUID *subtype, UINT32 flags)
{
    UINT32 value, bits;

    if (flags == MFWaveFormatExConvertFlag_ForceExtensible || !image_subtype_is_base(subtype)
            || subtype->Data1 > MAXWORD)
        return TRUE;
    if (type_items_get_uint32(items, &MF_MT_AUDIO_SAMPLES_PER_BLOCK, &value))
        return TRUE;
    if (type_items_uint32(items, &MF_MT_AUDIO_PREFER_WAVEFORMATEX))
        return FALSE;
    if (type_items_uint32(items, &MF_MT_AUDIO_NUM_CHANNELS) > 2
            || type_items_get_uint32(items, &MF_MT_AUDIO_CHANNEL_MASK, &value))
        return TRUE;
    bits = type_items_uint32(items, &MF_MT_AUDIO_BITS_PER_SAMPLE);
    return type_items_get_uint32(items, &MF_MT_AUDIO_VALID_BITS_PER_SAMPLE, &value) && value != bits;
}

/* As many of the lowest speakers as there are channels. */
static UINT32 default_channel_mask(UINT32 channels)
{
    return channels < 32 ? (1u << channels) - 1 : 0xffffffff;
}

static void extensible_from_items(const struct type_items *items, const GUID *subtype,
        WAVEFORMATEXTENSIBLE *format)
{
    UINT32 value;

    if (type_items_get_uint32(items, &MF_MT_AUDIO_CHANNEL_MASK, &value))
        format->dwChannelMask = value;
    else
        format->dwChannelMask = default_channel_mask(format->Format.nChannels);

    if (!format->Format.wBitsPerSample)
        format->Samples.wSamplesPerBlock = type_items_uint32(items, &MF_MT_AUDIO_SAMPLES_PER_BLOCK);
    else if (type_items_get_uint32(items, &MF_MT_AUDIO_VALID_BITS_PER_SAMPLE, &value))
        format->Samples.wValidBitsPerSample = value;
    else
        format->Samples.wValidBitsPerSample = format->Format.wBitsPerSample;
    format->SubFormat = *subtype;
}

HRESULT audio_wave_format_from_items(const struct type_items *items, UINT32 flags, WAVEFORMATEX **format, UINT32 *size)
{
    UINT32 header_size, user_size, extra;
    const BYTE *user_data;
    GUID major, subtype;
    WAVEFORMATEX *wave;
    BOOL extensible;
    HRESULT hr;

    if (FAILED(hr = type_items_get_guid(items, &MF_MT_MAJOR_TYPE, &major))
            || FAILED(hr = type_items_get_guid(items, &MF_MT_SUBTYPE, &subtype)))
        return hr;
    if (!IsEqualGUID(&major, &MFMediaType_Audio))
        return MF_E_INVALIDMEDIATYPE;

    extensible = needs_extensible(items, &subtype, flags);
    header_size = extensible ? sizeof(WAVEFORMATEXTENSIBLE) : sizeof(WAVEFORMATEX);
    extra = header_size - sizeof(WAVEFORMATEX);
    user_size = type_items_get_blob(items, &MF_MT_USER_DATA, &user_data);
    if (user_size > MAXWORD - extra)
        return MF_E_INVALIDMEDIATYPE;

    wave = task_memory_alloc(header_size + user_size);
    if (!wave)
        return E_OUTOFMEMORY;
    wave->wFormatTag = extensible ? WAVE_FORMAT_EXTENSIBLE : (WORD)subtype.Data1;
    wave->nChannels = type_items_uint32(items, &MF_MT_AUDIO_NUM_CHANNELS);
    wave->nSamplesPerSec = type_items_uint32(items, &MF_MT_AUDIO_SAMPLES_PER_SECOND);
    wave->nAvgBytesPerSec = type_items_uint32(items, &MF_MT_AUDIO_AVG_BYTES_PER_SECOND);
    wave->nBlockAlign = type_items_uint32(items, &MF_MT_AUDIO_BLOCK_ALIGNMENT);
    wave->wBitsPerSample = type_items_uint32(items, &MF_MT_AUDIO_BITS_PER_SAMPLE);
    wave->cbSize = extra + user_size;
    if (extensible)
        extensible_from_items(items, &subtype, (WAVEFORMATEXTENSIBLE *)wave);
    copy_bytes((BYTE *)wave + header_size, user_data, user_size);

    *format = wave;
    *size = header_size + user_size;
    return S_OK;
}

/* Makes a media type describe a wave format; what the type held before is gone.
 * Params:  format: any tag, no plausibility is asked for; size: bytes at `format`, its cbSize extra bytes included.
 *          WAVE_FORMAT_MPEG_HEAAC needs a HEAACWAVEINFO, WAVE_FORMAT_EXTENSIBLE a WAVEFORMATEXTENSIBLE.
 * Returns: S_OK; E_INVALIDARG for NULL and for a size or cbSize too small; E_OUTOFMEMORY. A failed call changes nothing.
 * Threads: any; the type changes in one step. Needs no MFStartup.
 * Rule:    observed on Windows 8 to 11. */
HRESULT WINAPI MFInitMediaTypeFromWaveFormatEx(IMFMediaType *type, const WAVEFORMATEX *format, UINT32 size)
{
    struct type_items items;

    if (!type)
        return E_INVALIDARG;
    type_items_init(&items);
    return type_items_commit(&items, type, audio_items_from_wave_format(&items, format, size));
}

/* Makes a wave format of a media type.
 * Params:  format: receives a WAVEFORMATEX or WAVEFORMATEXTENSIBLE with MF_MT_USER_DATA behind it, to be freed with
 *          CoTaskMemFree; NULL on failure. size: receives the bytes of the block, may be NULL. flags:
 *          MFWaveFormatExConvertFlag_ForceExtensible; other values count as _Normal. Absent attributes are zeros;
 *          nothing is computed from others but a missing channel mask.
 * Returns: S_OK; E_INVALIDARG for NULL; MF_E_ATTRIBUTENOTFOUND without major type or subtype; MF_E_INVALIDMEDIATYPE for
 *          other major types and for more user data than cbSize can count; E_OUTOFMEMORY.
 * Threads: any. Needs no MFStartup.
 * Rule:    observed on Windows 8 to 11. */
HRESULT WINAPI MFCreateWaveFormatExFromMFMediaType(IMFMediaType *type, WAVEFORMATEX **format, UINT32 *size,
        UINT32 flags)
{
    struct type_items items;
    UINT32 block_size;
    HRESULT hr;

    if (format)
        *format = NULL;
    if (size)
        *size = 0;
    if (!type || !format)
        return E_INVALIDARG;

    hr = type_items_read(&items, type);
    if (FAILED(hr))
        return hr;
    hr = audio_wave_format_from_items(&items, flags, format, &block_size);
    if (SUCCEEDED(hr) && size)
        *size = block_size;
    type_items_destroy(&items);
    return hr;
}

/* Creates a media type for a wave format: MFCreateMediaType and MFInitMediaTypeFromWaveFormatEx in one.
 * Params:  format: with its cbSize extra bytes; type: receives the new type with one reference, NULL on failure.
 * Returns: S_OK; E_INVALIDARG for NULL and for a cbSize too small for the tag; E_OUTOFMEMORY.
 * Threads: any. Needs no MFStartup.
 * Rule:    documented. */
HRESULT WINAPI MFCreateAudioMediaType(const WAVEFORMATEX *format, IMFAudioMediaType **type)
{
    struct media_type *object;
    WAVEFORMATEX wave;
    HRESULT hr;

    if (type)
        *type = NULL;
    if (!format || !type)
        return E_INVALIDARG;

    hr = media_type_create(&object);
    if (FAILED(hr))
        return hr;
    memcpy(&wave, format, sizeof(wave));
    hr = MFInitMediaTypeFromWaveFormatEx(media_type_interface(object), format, sizeof(wave) + wave.cbSize);
    if (FAILED(hr))
        IMFMediaType_Release(media_type_interface(object));
    else
        *type = media_type_audio_interface(object);
    return hr;
}

/* Exported by Windows without a public prototype. */
DWORD WINAPI FormatTagFromWfx(const WAVEFORMATEX *format);

/* The tag that says what the samples are: the first field of SubFormat for extensible formats.
 * Returns: the tag; WAVE_FORMAT_EXTENSIBLE when cbSize leaves no room for SubFormat; 0 for NULL.
 * Threads: any. Needs no MFStartup.
 * Rule:    the name of the function. */
DWORD WINAPI FormatTagFromWfx(const WAVEFORMATEX *format)
{
    if (!format)
        return 0;
    if (format->wFormatTag == WAVE_FORMAT_EXTENSIBLE && format->cbSize >= EXTENSIBLE_EXTRA)
        return ((const WAVEFORMATEXTENSIBLE *)format)->SubFormat.Data1;
    return format->wFormatTag;
}

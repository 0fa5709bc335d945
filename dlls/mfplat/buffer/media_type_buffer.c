/* SPDX-License-Identifier: MIT */
/* MFCreateMediaBufferFromMediaType: the buffer that a media type asks for. */

#include "buffer/memory_buffer.h"
#include "buffer/system_image_buffer.h"
#include "image/format.h"
#include <mfapi.h>
#include <mferror.h>

#define DEFAULT_ALIGNMENT 16

/* The bytes of `duration` (100 ns) rounded to the next higher multiple of the alignment, and one block more; no less
 * than min_length. observed; without block alignment and rate it is min_length alone. */
static HRESULT audio_length(IMFMediaType *type, LONGLONG duration, DWORD min_length, DWORD alignment, DWORD *length)
{
    UINT32 block_alignment, bytes_per_second;
    UINT64 bytes;

    *length = min_length;
    if (FAILED(IMFMediaType_GetUINT32(type, &MF_MT_AUDIO_BLOCK_ALIGNMENT, &block_alignment))
            || FAILED(IMFMediaType_GetUINT32(type, &MF_MT_AUDIO_AVG_BYTES_PER_SECOND, &bytes_per_second)))
        return S_OK;
    if (duration < 0)
        return E_INVALIDARG;
    if (__builtin_mul_overflow((UINT64)duration, (UINT64)bytes_per_second, &bytes))
        return E_OUTOFMEMORY;
    bytes = bytes / 10000000 / alignment * alignment + alignment + block_alignment;
    if (bytes > 0xffffffff)
        return E_OUTOFMEMORY;
    *length = max(min_length, (DWORD)bytes);
    return S_OK;
}

/* The linear buffer of a video type: min_length bytes, or those of the picture. `picture_hr` says why there was no 2D
 * buffer; it is the answer when the picture's size is unknown too. */
static HRESULT video_length(const struct image_format *format, UINT64 frame_size, DWORD min_length,
        HRESULT picture_hr, DWORD *length)
{
    UINT32 image_size;

    *length = min_length;
    if (min_length)
        return S_OK;
    if (FAILED(picture_hr))
        return picture_hr;
    if (!image_format_is_sized(format)
            || !image_format_image_size(format, frame_size >> 32, (UINT32)frame_size, &image_size))
        return E_INVALIDARG;
    *length = image_size;
    return S_OK;
}

static HRESULT create_video_buffer(IMFMediaType *type, DWORD min_length, DWORD alignment, IMFMediaBuffer **buffer)
{
    const struct image_format *format = NULL;
    UINT64 frame_size = 0;
    UINT32 stride = 0;
    GUID subtype;
    DWORD length;
    HRESULT hr;

    hr = IMFMediaType_GetGUID(type, &MF_MT_SUBTYPE, &subtype);
    if (SUCCEEDED(hr))
        hr = IMFMediaType_GetUINT64(type, &MF_MT_FRAME_SIZE, &frame_size);
    if (SUCCEEDED(hr))
    {
        /* observed: only the sign of the stride matters, and without one the picture is top-down. */
        if (FAILED(IMFMediaType_GetUINT32(type, &MF_MT_DEFAULT_STRIDE, &stride)))
            stride = 0;
        format = image_format_find_base(&subtype);
        if (image_format_is_sized(format) && ((LONG)stride >= 0 || image_format_is_rgb(format)))
            return system_image_buffer_create(frame_size >> 32, (UINT32)frame_size, format->format, (LONG)stride < 0,
                    buffer);
    }
    hr = video_length(format, frame_size, min_length, hr, &length);
    if (FAILED(hr))
        return hr;
    return memory_buffer_create(length, alignment - 1, BUFFER_CONTENT_ZERO, buffer);
}

/* Creates a buffer for the samples of a media type.
 * Params:  type: for video with a known uncompressed subtype and a frame size a 2D buffer is made, and the lengths
 *          below do not matter; otherwise a linear one; duration: of an audio buffer, in 100 ns; min_length: bytes;
 *          min_alignment: bytes (no mask), 0 stands for 16; buffer: receives one reference.
 * Returns: S_OK; E_INVALIDARG for NULL pointers, for a negative duration, and where neither type nor min_length gives
 *          a size; MF_E_ATTRIBUTENOTFOUND when that is because of a missing attribute, and always without a major type;
 *          E_OUTOFMEMORY.
 * Threads: any. Needs no MFStartup.
 * Rule:    documented; the cases as observed on Windows. */
HRESULT WINAPI MFCreateMediaBufferFromMediaType(IMFMediaType *type, LONGLONG duration, DWORD min_length,
        DWORD min_alignment, IMFMediaBuffer **buffer)
{
    DWORD alignment = min_alignment ? min_alignment : DEFAULT_ALIGNMENT, length = min_length;
    GUID major_type;
    HRESULT hr;

    if (buffer)
        *buffer = NULL;
    if (!type || !buffer)
        return E_INVALIDARG;
    hr = IMFMediaType_GetMajorType(type, &major_type);
    if (FAILED(hr))
        return hr;
    if (IsEqualGUID(&major_type, &MFMediaType_Video))
        return create_video_buffer(type, min_length, alignment, buffer);
    if (IsEqualGUID(&major_type, &MFMediaType_Audio))
    {
        hr = audio_length(type, duration, min_length, alignment, &length);
        if (FAILED(hr))
            return hr;
    }
    else if (!min_length)
    {
        return E_INVALIDARG;
    }
    return memory_buffer_create(length, alignment - 1, BUFFER_CONTENT_ZERO, buffer);
}

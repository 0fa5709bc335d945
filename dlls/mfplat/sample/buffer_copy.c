/* SPDX-License-Identifier: MIT */
/* Copies the valid bytes of several media buffers into one. */

#include "sample/buffer_copy.h"
#include "base/copy.h"
#include "buffer/image_buffer.h"
#include "buffer/memory_buffer.h"
#include <mferror.h>

HRESULT buffers_total_length(IMFMediaBuffer *const *buffers, DWORD count, DWORD *total)
{
    DWORD i, length, sum = 0;
    HRESULT hr;

    for (i = 0; i < count; i++)
    {
        hr = IMFMediaBuffer_GetCurrentLength(buffers[i], &length);
        if (FAILED(hr))
            return hr;
        if (__builtin_add_overflow(sum, length, &sum))
            return HRESULT_FROM_WIN32(ERROR_ARITHMETIC_OVERFLOW);
    }
    *total = sum;
    return S_OK;
}

/* Copies the valid bytes of one buffer to `dest`, which has room for `room`; *copied is how many they were. A picture
 * whose whole linear view is wanted goes without that view. */
static HRESULT copy_valid_bytes(IMFMediaBuffer *buffer, BYTE *dest, DWORD room, DWORD *copied)
{
    struct image_buffer *image = image_buffer_try_from_IMFMediaBuffer(buffer);
    DWORD max_length, lock_length, length;
    HRESULT hr, unlock_hr;
    BYTE *data;

    *copied = 0;
    hr = IMFMediaBuffer_GetCurrentLength(buffer, &length);
    if (FAILED(hr) || !length)
        return hr;
    if (image && length >= image->contiguous_length && room >= image->contiguous_length)
    {
        *copied = image->contiguous_length;
        return IMF2DBuffer2_ContiguousCopyTo(&image->IMF2DBuffer2_iface, dest, *copied);
    }

    hr = IMFMediaBuffer_Lock(buffer, &data, &max_length, &lock_length);
    if (FAILED(hr))
        return hr;
    /* Surfaces store any length, and another thread may have changed it. */
    length = min(length, max_length);
    hr = length <= room ? S_OK : MF_E_BUFFERTOOSMALL;
    if (SUCCEEDED(hr))
    {
        copy_bytes(dest, data, length);
        *copied = length;
    }
    unlock_hr = IMFMediaBuffer_Unlock(buffer);
    return FAILED(hr) ? hr : unlock_hr;
}

static HRESULT copy_all(IMFMediaBuffer *const *buffers, DWORD count, BYTE *dest, DWORD room, DWORD *copied)
{
    DWORD i, length;
    HRESULT hr;

    *copied = 0;
    for (i = 0; i < count; i++)
    {
        hr = copy_valid_bytes(buffers[i], dest + *copied, room - *copied, &length);
        if (FAILED(hr))
            return hr;
        *copied += length;
    }
    return S_OK;
}

/* A whole picture from one linear buffer: without filling the destination's linear view first. */
static HRESULT copy_picture(IMFMediaBuffer *buffer, struct image_buffer *dest)
{
    DWORD max_length, length;
    HRESULT hr, unlock_hr;
    BYTE *data;

    hr = IMFMediaBuffer_Lock(buffer, &data, &max_length, &length);
    if (FAILED(hr))
        return hr;
    hr = IMF2DBuffer2_ContiguousCopyFrom(&dest->IMF2DBuffer2_iface, data, max_length);
    unlock_hr = IMFMediaBuffer_Unlock(buffer);
    return FAILED(hr) ? hr : unlock_hr;
}

HRESULT buffers_copy_to_buffer(IMFMediaBuffer *const *buffers, DWORD count, IMFMediaBuffer *dest)
{
    struct image_buffer *image = image_buffer_try_from_IMFMediaBuffer(dest);
    DWORD total, copied = 0, room, length;
    HRESULT hr, unlock_hr;
    BYTE *data;

    hr = IMFMediaBuffer_SetCurrentLength(dest, 0);
    if (SUCCEEDED(hr))
        hr = buffers_total_length(buffers, count, &total);
    if (FAILED(hr))
        return hr;

    if (image && count == 1 && buffers[0] != dest && total == image->contiguous_length)
    {
        hr = copy_picture(buffers[0], image);
        copied = total;
    }
    else
    {
        hr = IMFMediaBuffer_Lock(dest, &data, &room, &length);
        if (FAILED(hr))
            return hr;
        hr = total <= room ? copy_all(buffers, count, data, room, &copied) : MF_E_BUFFERTOOSMALL;
        unlock_hr = IMFMediaBuffer_Unlock(dest);
        if (SUCCEEDED(hr))
            hr = unlock_hr;
    }
    if (SUCCEEDED(hr))
        hr = IMFMediaBuffer_SetCurrentLength(dest, copied);
    return hr;
}

HRESULT buffers_join(IMFMediaBuffer *const *buffers, DWORD count, IMFMediaBuffer **joined)
{
    DWORD total, copied, room, length;
    HRESULT hr;
    BYTE *data;

    *joined = NULL;
    hr = buffers_total_length(buffers, count, &total);
    if (SUCCEEDED(hr))
        hr = memory_buffer_create(total, 0, BUFFER_CONTENT_UNDEFINED, joined);
    if (FAILED(hr))
        return hr;
    hr = IMFMediaBuffer_Lock(*joined, &data, &room, &length);
    if (SUCCEEDED(hr))
    {
        hr = copy_all(buffers, count, data, room, &copied);
        if (SUCCEEDED(hr) && copied < room)
            memset(data + copied, 0, room - copied);
        IMFMediaBuffer_Unlock(*joined);
    }
    if (SUCCEEDED(hr))
        hr = IMFMediaBuffer_SetCurrentLength(*joined, copied);
    if (FAILED(hr))
    {
        IMFMediaBuffer_Release(*joined);
        *joined = NULL;
    }
    return hr;
}

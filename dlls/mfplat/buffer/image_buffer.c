/* SPDX-License-Identifier: MIT */
/* What all two-dimensional buffers have in common: the two views, their locks and copies. */

#include "buffer/image_buffer.h"
#include "base/copy.h"
#include <mferror.h>

/* winerror.h of mingw-w64 10 lacks them. */
#define WAS_UNLOCKED HRESULT_FROM_WIN32(715)
#define WAS_LOCKED HRESULT_FROM_WIN32(717)

#define LINEAR_ALIGNMENT 64

static struct image_buffer *impl_from_IMFMediaBuffer(IMFMediaBuffer *iface)
{
    return CONTAINING_RECORD(iface, struct image_buffer, IMFMediaBuffer_iface);
}

static struct image_buffer *impl_from_IMF2DBuffer2(IMF2DBuffer2 *iface)
{
    return CONTAINING_RECORD(iface, struct image_buffer, IMF2DBuffer2_iface);
}

/* ---- copies between the two views */

enum copy_direction
{
    COPY_TO_LINEAR,
    COPY_FROM_LINEAR
};

static void copy_picture(const struct image_buffer *buffer, BYTE *memory, LONG pitch, BYTE *linear,
        enum copy_direction direction)
{
    struct image_part in_memory[2], in_linear[2];
    unsigned int i, count;

    count = image_format_parts(buffer->format, buffer->stride, buffer->height, pitch, in_memory);
    image_format_parts(buffer->format, buffer->stride, buffer->height, buffer->stride, in_linear);
    for (i = 0; i < count; i++)
    {
        SSIZE_T memory_pitch = in_memory[i].pitch;
        BYTE *row = memory + in_memory[i].offset;
        BYTE *linear_row = linear + in_linear[i].offset;

        if (!in_memory[i].rows || !in_memory[i].row_bytes)
            continue;
        if (buffer->flip_linear)
        {
            row += memory_pitch * (in_memory[i].rows - 1);
            memory_pitch = -memory_pitch;
        }
        if (direction == COPY_TO_LINEAR)
            copy_rows(linear_row, in_linear[i].pitch, row, memory_pitch, in_memory[i].row_bytes, in_memory[i].rows);
        else
            copy_rows(row, memory_pitch, linear_row, in_linear[i].pitch, in_memory[i].row_bytes, in_memory[i].rows);
    }
}

/* Whether the copies fill the linear view to its last byte; otherwise some would be left undefined. */
static BOOL copies_all(const struct image_buffer *buffer)
{
    struct image_part parts[2];
    unsigned int i, count;
    UINT64 sum = 0;

    count = image_format_parts(buffer->format, buffer->stride, buffer->height, buffer->stride, parts);
    for (i = 0; i < count; i++)
        sum += (UINT64)parts[i].row_bytes * parts[i].rows;
    return sum == buffer->contiguous_length;
}

/* The memory of a picture that has no padding is its linear view. */
static BOOL memory_is_linear(const struct image_buffer *buffer, LONG pitch)
{
    return buffer->kind->always_mapped && !buffer->flip_linear && pitch == (LONG)buffer->stride
            && image_buffer_mapped_length(buffer, pitch) == buffer->contiguous_length;
}

/* ---- the linear view */

static HRESULT begin_linear_locked(struct image_buffer *buffer)
{
    BYTE *memory;
    LONG pitch;
    HRESULT hr;

    hr = buffer->kind->map(buffer, MF2DBuffer_LockFlags_Read, &memory, &pitch);
    if (FAILED(hr))
        return hr;
    if (memory_is_linear(buffer, pitch))
    {
        buffer->linear = memory;
        return S_OK;
    }
    if (!buffer_memory_alloc(&buffer->linear_memory, buffer->contiguous_length, LINEAR_ALIGNMENT,
            copies_all(buffer) ? BUFFER_CONTENT_UNDEFINED : BUFFER_CONTENT_ZERO))
    {
        buffer->kind->unmap(buffer, FALSE);
        return E_OUTOFMEMORY;
    }
    copy_picture(buffer, memory, pitch, buffer->linear_memory.data, COPY_TO_LINEAR);
    buffer->kind->unmap(buffer, FALSE);
    buffer->linear = buffer->linear_memory.data;
    return S_OK;
}

static HRESULT end_linear_locked(struct image_buffer *buffer)
{
    HRESULT hr = S_OK;
    BYTE *memory;
    LONG pitch;

    if (!buffer->linear_memory.data)
    {
        hr = buffer->kind->unmap(buffer, TRUE);
    }
    else
    {
        hr = buffer->kind->map(buffer, MF2DBuffer_LockFlags_Write, &memory, &pitch);
        if (SUCCEEDED(hr))
        {
            copy_picture(buffer, memory, pitch, buffer->linear, COPY_FROM_LINEAR);
            hr = buffer->kind->unmap(buffer, TRUE);
        }
        buffer_memory_free(&buffer->linear_memory);
    }
    buffer->linear = NULL;
    return hr;
}

static HRESULT WINAPI image_buffer_QueryInterface(IMFMediaBuffer *iface, REFIID iid, void **out)
{
    return object_query(&impl_from_IMFMediaBuffer(iface)->object, iid, out);
}

static ULONG WINAPI image_buffer_AddRef(IMFMediaBuffer *iface)
{
    return object_add_ref(&impl_from_IMFMediaBuffer(iface)->object);
}

static ULONG WINAPI image_buffer_Release(IMFMediaBuffer *iface)
{
    return object_release(&impl_from_IMFMediaBuffer(iface)->object);
}

/* Gives the picture without padding; both lengths are its size, whatever SetCurrentLength stored. Nests.
 * MF_E_INVALIDREQUEST while Lock2D holds; what the surface answers to being read; E_OUTOFMEMORY. */
static HRESULT WINAPI image_buffer_Lock(IMFMediaBuffer *iface, BYTE **data, DWORD *max_length, DWORD *current_length)
{
    struct image_buffer *buffer = impl_from_IMFMediaBuffer(iface);
    HRESULT hr = S_OK;

    if (!data)
        return E_POINTER;

    lock_acquire(&buffer->lock);
    if (buffer->surface_locks)
        hr = MF_E_INVALIDREQUEST;
    else if (!buffer->linear_locks)
        hr = begin_linear_locked(buffer);
    if (SUCCEEDED(hr))
    {
        buffer->linear_locks++;
        *data = buffer->linear;
    }
    lock_release(&buffer->lock);

    if (FAILED(hr))
        return hr;
    if (max_length)
        *max_length = buffer->contiguous_length;
    if (current_length)
        *current_length = buffer->contiguous_length;
    return S_OK;
}

/* The last one writes the picture back. A failure of that is returned; the buffer is unlocked all the same. */
static HRESULT WINAPI image_buffer_Unlock(IMFMediaBuffer *iface)
{
    struct image_buffer *buffer = impl_from_IMFMediaBuffer(iface);
    HRESULT hr = S_OK;

    lock_acquire(&buffer->lock);
    if (!buffer->linear_locks)
        hr = WAS_UNLOCKED;
    else if (!--buffer->linear_locks)
        hr = end_linear_locked(buffer);
    lock_release(&buffer->lock);
    return hr;
}

static HRESULT WINAPI image_buffer_GetCurrentLength(IMFMediaBuffer *iface, DWORD *current_length)
{
    struct image_buffer *buffer = impl_from_IMFMediaBuffer(iface);

    if (!current_length)
        return E_POINTER;
    lock_acquire(&buffer->lock);
    *current_length = buffer->current_length;
    lock_release(&buffer->lock);
    return S_OK;
}

/* observed: any length is stored, none is compared. */
static HRESULT WINAPI image_buffer_SetCurrentLength(IMFMediaBuffer *iface, DWORD current_length)
{
    struct image_buffer *buffer = impl_from_IMFMediaBuffer(iface);

    lock_acquire(&buffer->lock);
    buffer->current_length = current_length;
    lock_release(&buffer->lock);
    return S_OK;
}

static HRESULT WINAPI image_buffer_GetMaxLength(IMFMediaBuffer *iface, DWORD *max_length)
{
    if (!max_length)
        return E_POINTER;
    *max_length = impl_from_IMFMediaBuffer(iface)->max_length;
    return S_OK;
}

static const IMFMediaBufferVtbl image_buffer_vtbl =
{
    image_buffer_QueryInterface,
    image_buffer_AddRef,
    image_buffer_Release,
    image_buffer_Lock,
    image_buffer_Unlock,
    image_buffer_GetCurrentLength,
    image_buffer_SetCurrentLength,
    image_buffer_GetMaxLength,
};

struct image_buffer *image_buffer_try_from_IMFMediaBuffer(IMFMediaBuffer *iface)
{
    return iface && iface->lpVtbl == &image_buffer_vtbl ? impl_from_IMFMediaBuffer(iface) : NULL;
}

/* ---- the memory itself */

DWORD image_buffer_mapped_length(const struct image_buffer *buffer, LONG pitch)
{
    UINT32 length;

    return image_format_pitched_length(buffer->format, pitch, buffer->height, &length) ? length : 0;
}

static HRESULT WINAPI image_surface_QueryInterface(IMF2DBuffer2 *iface, REFIID iid, void **out)
{
    return object_query(&impl_from_IMF2DBuffer2(iface)->object, iid, out);
}

static ULONG WINAPI image_surface_AddRef(IMF2DBuffer2 *iface)
{
    return object_add_ref(&impl_from_IMF2DBuffer2(iface)->object);
}

static ULONG WINAPI image_surface_Release(IMF2DBuffer2 *iface)
{
    return object_release(&impl_from_IMF2DBuffer2(iface)->object);
}

static void get_scanline0_locked(const struct image_buffer *buffer, BYTE **scanline0, LONG *pitch)
{
    *scanline0 = buffer->start;
    *pitch = buffer->pitch;
    if (buffer->bottom_up)
    {
        *scanline0 += (SSIZE_T)buffer->pitch * (buffer->height - 1);
        *pitch = -*pitch;
    }
}

static HRESULT lock_surface_locked(struct image_buffer *buffer, DWORD flags)
{
    HRESULT hr;

    if (buffer->linear_locks)
        return MF_E_UNEXPECTED;
    if (!buffer->surface_locks)
    {
        hr = buffer->kind->map(buffer, flags, &buffer->start, &buffer->pitch);
        if (FAILED(hr))
            return hr;
        buffer->first_flags = flags;
        buffer->write_back = FALSE;
    }
    else if (buffer->kind->write_first && buffer->first_flags == MF2DBuffer_LockFlags_Write
            && flags != MF2DBuffer_LockFlags_Write)
    {
        return WAS_LOCKED;
    }
    buffer->surface_locks++;
    if (flags & MF2DBuffer_LockFlags_Write)
        buffer->write_back = TRUE;
    return S_OK;
}

/* As Lock2DSize for reading and writing; nests with it. */
static HRESULT WINAPI image_surface_Lock2D(IMF2DBuffer2 *iface, BYTE **scanline0, LONG *pitch)
{
    struct image_buffer *buffer = impl_from_IMF2DBuffer2(iface);
    HRESULT hr;

    if (!scanline0 || !pitch)
        return E_POINTER;
    lock_acquire(&buffer->lock);
    hr = lock_surface_locked(buffer, MF2DBuffer_LockFlags_ReadWrite);
    if (SUCCEEDED(hr))
        get_scanline0_locked(buffer, scanline0, pitch);
    lock_release(&buffer->lock);
    return hr;
}

static HRESULT WINAPI image_surface_Unlock2D(IMF2DBuffer2 *iface)
{
    struct image_buffer *buffer = impl_from_IMF2DBuffer2(iface);
    HRESULT hr = S_OK;

    lock_acquire(&buffer->lock);
    if (!buffer->surface_locks)
        hr = WAS_UNLOCKED;
    else if (!--buffer->surface_locks)
        hr = buffer->kind->unmap(buffer, buffer->write_back);
    lock_release(&buffer->lock);
    return hr;
}

static HRESULT WINAPI image_surface_GetScanline0AndPitch(IMF2DBuffer2 *iface, BYTE **scanline0, LONG *pitch)
{
    struct image_buffer *buffer = impl_from_IMF2DBuffer2(iface);
    HRESULT hr = S_OK;

    if (!scanline0 || !pitch)
        return E_POINTER;
    lock_acquire(&buffer->lock);
    if (!buffer->surface_locks)
        hr = WAS_UNLOCKED;
    else
        get_scanline0_locked(buffer, scanline0, pitch);
    lock_release(&buffer->lock);
    return hr;
}

/* observed: FALSE for every format and size, also where there is no padding. */
static HRESULT WINAPI image_surface_IsContiguousFormat(IMF2DBuffer2 *iface, BOOL *contiguous)
{
    (void)iface;
    if (!contiguous)
        return E_POINTER;
    *contiguous = FALSE;
    return S_OK;
}

static HRESULT WINAPI image_surface_GetContiguousLength(IMF2DBuffer2 *iface, DWORD *length)
{
    if (!length)
        return E_POINTER;
    *length = impl_from_IMF2DBuffer2(iface)->contiguous_length;
    return S_OK;
}

/* Copies the picture between `linear` and whatever view is open; between locks to the memory. */
static HRESULT copy_contiguous(struct image_buffer *buffer, BYTE *linear, enum copy_direction direction)
{
    BOOL writes = direction == COPY_FROM_LINEAR;
    HRESULT hr = S_OK, unmap_hr;
    BYTE *memory;
    LONG pitch;

    lock_acquire(&buffer->lock);
    if (buffer->linear_locks)
    {
        if (writes)
            copy_bytes(buffer->linear, linear, buffer->contiguous_length);
        else
            copy_bytes(linear, buffer->linear, buffer->contiguous_length);
    }
    else if (buffer->surface_locks)
    {
        copy_picture(buffer, buffer->start, buffer->pitch, linear, direction);
        buffer->write_back |= writes;
    }
    else
    {
        hr = buffer->kind->map(buffer, writes ? MF2DBuffer_LockFlags_Write : MF2DBuffer_LockFlags_Read, &memory, &pitch);
        if (SUCCEEDED(hr))
        {
            copy_picture(buffer, memory, pitch, linear, direction);
            unmap_hr = buffer->kind->unmap(buffer, writes);
            if (writes)
                hr = unmap_hr;
        }
    }
    lock_release(&buffer->lock);
    return hr;
}

/* E_INVALIDARG when the destination is smaller than the contiguous length; surplus is not touched. */
static HRESULT WINAPI image_surface_ContiguousCopyTo(IMF2DBuffer2 *iface, BYTE *dest, DWORD size)
{
    struct image_buffer *buffer = impl_from_IMF2DBuffer2(iface);

    if (!dest)
        return E_POINTER;
    if (size < buffer->contiguous_length)
        return E_INVALIDARG;
    return copy_contiguous(buffer, dest, COPY_TO_LINEAR);
}

static HRESULT WINAPI image_surface_ContiguousCopyFrom(IMF2DBuffer2 *iface, const BYTE *src, DWORD size)
{
    struct image_buffer *buffer = impl_from_IMF2DBuffer2(iface);

    if (!src)
        return E_POINTER;
    if (size < buffer->contiguous_length)
        return E_INVALIDARG;
    return copy_contiguous(buffer, (BYTE *)src, COPY_FROM_LINEAR);
}

/* Flags that name no type of access count as reading and writing. */
static HRESULT WINAPI image_surface_Lock2DSize(IMF2DBuffer2 *iface, MF2DBuffer_LockFlags flags, BYTE **scanline0,
        LONG *pitch, BYTE **start, DWORD *length)
{
    struct image_buffer *buffer = impl_from_IMF2DBuffer2(iface);
    DWORD access = flags & MF2DBuffer_LockFlags_LockTypeMask;
    HRESULT hr;

    if (!scanline0 || !pitch || !start || !length)
        return E_POINTER;
    lock_acquire(&buffer->lock);
    hr = lock_surface_locked(buffer, access ? access : MF2DBuffer_LockFlags_ReadWrite);
    if (SUCCEEDED(hr))
    {
        get_scanline0_locked(buffer, scanline0, pitch);
        *start = buffer->start;
        *length = image_buffer_mapped_length(buffer, buffer->pitch);
    }
    lock_release(&buffer->lock);
    return hr;
}

/* Rows that a locked buffer of `length` bytes has when its rows are `pitch` apart and all of its planes are there. */
static UINT32 rows_of_length(const struct image_format *format, UINT32 pitch, DWORD length)
{
    UINT32 hundred_rows;

    if (!pitch || !image_format_pitched_length(format, pitch, 100, &hundred_rows) || !hundred_rows)
        return 0;
    return (UINT64)length * 100 / hundred_rows;
}

/* Copies the displayed picture; both buffers are locked. The destination may be higher and wider, and of anybody. */
static HRESULT copy_locked_surfaces(const struct image_buffer *buffer, const BYTE *src_scanline0, LONG src_pitch,
        const BYTE *src_start, BYTE *dest_scanline0, LONG dest_pitch, BYTE *dest_start, DWORD dest_length)
{
    UINT32 dest_rows = rows_of_length(buffer->format, abs(dest_pitch), dest_length), row = abs(dest_pitch);
    struct image_part src[2], dest[2];

    if (row < buffer->stride || dest_rows < buffer->height)
        return MF_E_BUFFERTOOSMALL;
    if (image_format_parts(buffer->format, buffer->stride, buffer->height, abs(src_pitch), src) > 1)
    {
        /* Never bottom-up. */
        image_format_parts(buffer->format, buffer->stride, dest_rows, row, dest);
        copy_rows(dest_start + dest[1].offset, dest[1].pitch, src_start + src[1].offset, src[1].pitch, src[1].row_bytes,
                src[1].rows);
    }
    copy_rows(dest_scanline0, dest_pitch, src_scanline0, src_pitch, buffer->stride, buffer->height);
    return S_OK;
}

/* Copies the picture as it is displayed: a bottom-up destination gets its rows in reverse.
 * E_POINTER for NULL; MF_E_BUFFERTOOSMALL when the destination has less or shorter rows; MF_E_INVALIDMEDIATYPE when it
 * is one of ours with another format; what locking either of them answers. */
static HRESULT WINAPI image_surface_Copy2DTo(IMF2DBuffer2 *iface, IMF2DBuffer2 *dest)
{
    struct image_buffer *buffer = impl_from_IMF2DBuffer2(iface);
    BYTE *src_scanline0, *src_start, *dest_scanline0, *dest_start;
    DWORD src_length, dest_length;
    LONG src_pitch, dest_pitch;
    HRESULT hr, unlock_hr;

    if (!dest)
        return E_POINTER;
    if (dest == iface)
        return S_OK;
    if (dest->lpVtbl == iface->lpVtbl && impl_from_IMF2DBuffer2(dest)->format != buffer->format)
        return MF_E_INVALIDMEDIATYPE;

    hr = IMF2DBuffer2_Lock2DSize(iface, MF2DBuffer_LockFlags_Read, &src_scanline0, &src_pitch, &src_start, &src_length);
    if (FAILED(hr))
        return hr;
    /* Not for writing alone: a larger destination keeps the rest of its picture. */
    hr = IMF2DBuffer2_Lock2DSize(dest, MF2DBuffer_LockFlags_ReadWrite, &dest_scanline0, &dest_pitch, &dest_start,
            &dest_length);
    if (SUCCEEDED(hr))
    {
        hr = copy_locked_surfaces(buffer, src_scanline0, src_pitch, src_start, dest_scanline0, dest_pitch, dest_start,
                dest_length);
        unlock_hr = IMF2DBuffer2_Unlock2D(dest);
        if (SUCCEEDED(hr))
            hr = unlock_hr;
    }
    IMF2DBuffer2_Unlock2D(iface);
    return hr;
}

static const IMF2DBuffer2Vtbl image_surface_vtbl =
{
    image_surface_QueryInterface,
    image_surface_AddRef,
    image_surface_Release,
    image_surface_Lock2D,
    image_surface_Unlock2D,
    image_surface_GetScanline0AndPitch,
    image_surface_IsContiguousFormat,
    image_surface_GetContiguousLength,
    image_surface_ContiguousCopyTo,
    image_surface_ContiguousCopyFrom,
    image_surface_Lock2DSize,
    image_surface_Copy2DTo,
};

/* ---- for the kinds */

HRESULT image_buffer_init(struct image_buffer *buffer, const struct image_buffer_kind *kind,
        const struct object_class *class, const struct image_format *format, UINT32 width, UINT32 height)
{
    memset(buffer, 0, sizeof(*buffer));
    if (!image_format_stride(format, width, &buffer->stride)
            || !image_format_contiguous_length(format, buffer->stride, height, &buffer->contiguous_length))
        return E_INVALIDARG;
    buffer->IMFMediaBuffer_iface.lpVtbl = (IMFMediaBufferVtbl *)&image_buffer_vtbl;
    buffer->IMF2DBuffer2_iface.lpVtbl = (IMF2DBuffer2Vtbl *)&image_surface_vtbl;
    object_init(&buffer->object, class);
    buffer->kind = kind;
    buffer->format = format;
    buffer->height = height;
    buffer->max_length = buffer->contiguous_length;
    lock_init(&buffer->lock, LOCK_RANK_OBJECT);
    return S_OK;
}

void image_buffer_destroy(struct image_buffer *buffer)
{
    if (buffer->surface_locks || (buffer->linear_locks && !buffer->linear_memory.data))
        buffer->kind->unmap(buffer, FALSE);
    buffer_memory_free(&buffer->linear_memory);
}

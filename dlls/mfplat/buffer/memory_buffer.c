/* SPDX-License-Identifier: MIT */
/* Linear buffers of system memory: MFCreateMemoryBuffer, MFCreateAlignedMemoryBuffer. */

#include "buffer/memory_buffer.h"
#include "base/memory.h"
#include "base/object.h"
#include <mfapi.h>

#define DEFAULT_ALIGNMENT_MASK MF_16_BYTE_ALIGNMENT
#define GREATEST_ALIGNMENT_MASK 0x0fffffff

/* Small buffers are one block: the structure and behind it, aligned, the bytes. */
struct memory_buffer
{
    IMFMediaBuffer IMFMediaBuffer_iface;
    struct object object;
    BYTE *data;                  /* immutable */
    DWORD max_length;            /* immutable */
    LONG current_length;         /* atomic */
    struct buffer_memory memory; /* immutable; of big buffers only */
};

/* What MFSetMinimumMemoryAlignment stored. Atomic. */
static LONG minimum_alignment_mask;

static inline struct memory_buffer *impl_from_IMFMediaBuffer(IMFMediaBuffer *iface)
{
    return CONTAINING_RECORD(iface, struct memory_buffer, IMFMediaBuffer_iface);
}

static HRESULT WINAPI memory_buffer_QueryInterface(IMFMediaBuffer *iface, REFIID iid, void **out)
{
    return object_query(&impl_from_IMFMediaBuffer(iface)->object, iid, out);
}

static ULONG WINAPI memory_buffer_AddRef(IMFMediaBuffer *iface)
{
    return object_add_ref(&impl_from_IMFMediaBuffer(iface)->object);
}

static ULONG WINAPI memory_buffer_Release(IMFMediaBuffer *iface)
{
    return object_release(&impl_from_IMFMediaBuffer(iface)->object);
}

/* Keeps no state: any number of calls give the one address. Nothing is written for a NULL data pointer. */
static HRESULT WINAPI memory_buffer_Lock(IMFMediaBuffer *iface, BYTE **data, DWORD *max_length, DWORD *current_length)
{
    struct memory_buffer *buffer = impl_from_IMFMediaBuffer(iface);

    if (!data)
        return E_INVALIDARG;
    *data = buffer->data;
    if (max_length)
        *max_length = buffer->max_length;
    if (current_length)
        *current_length = atomic_load_relaxed(&buffer->current_length);
    return S_OK;
}

/* observed: an Unlock too many is S_OK. */
static HRESULT WINAPI memory_buffer_Unlock(IMFMediaBuffer *iface)
{
    (void)iface;
    return S_OK;
}

static HRESULT WINAPI memory_buffer_GetCurrentLength(IMFMediaBuffer *iface, DWORD *current_length)
{
    struct memory_buffer *buffer = impl_from_IMFMediaBuffer(iface);

    if (!current_length)
        return E_INVALIDARG;
    *current_length = atomic_load_relaxed(&buffer->current_length);
    return S_OK;
}

static HRESULT WINAPI memory_buffer_SetCurrentLength(IMFMediaBuffer *iface, DWORD current_length)
{
    struct memory_buffer *buffer = impl_from_IMFMediaBuffer(iface);

    if (current_length > buffer->max_length)
        return E_INVALIDARG;
    atomic_store_relaxed(&buffer->current_length, current_length);
    return S_OK;
}

static HRESULT WINAPI memory_buffer_GetMaxLength(IMFMediaBuffer *iface, DWORD *max_length)
{
    struct memory_buffer *buffer = impl_from_IMFMediaBuffer(iface);

    if (!max_length)
        return E_INVALIDARG;
    *max_length = buffer->max_length;
    return S_OK;
}

static const IMFMediaBufferVtbl memory_buffer_vtbl =
{
    memory_buffer_QueryInterface,
    memory_buffer_AddRef,
    memory_buffer_Release,
    memory_buffer_Lock,
    memory_buffer_Unlock,
    memory_buffer_GetCurrentLength,
    memory_buffer_SetCurrentLength,
    memory_buffer_GetMaxLength,
};

static void memory_buffer_destroy(struct object *object)
{
    struct memory_buffer *buffer = CONTAINING_RECORD(object, struct memory_buffer, object);

    buffer_memory_free(&buffer->memory);
    memory_free(buffer);
}

static const struct object_interface memory_buffer_interfaces[] =
{
    OBJECT_INTERFACE(memory_buffer, IMFMediaBuffer),
};

static const struct object_class memory_buffer_class =
{
    "memory buffer",
    offsetof(struct memory_buffer, object),
    memory_buffer_interfaces,
    ARRAYSIZE(memory_buffer_interfaces),
    memory_buffer_destroy,
};

/* Masks that are no power of two less one grow to the next one that is. */
static DWORD complete_mask(DWORD mask)
{
    mask |= mask >> 1;
    mask |= mask >> 2;
    mask |= mask >> 4;
    mask |= mask >> 8;
    mask |= mask >> 16;
    return mask;
}

HRESULT memory_buffer_create(DWORD size, DWORD alignment_mask, enum buffer_content content, IMFMediaBuffer **out)
{
    DWORD mask = complete_mask(alignment_mask | DEFAULT_ALIGNMENT_MASK | atomic_load_relaxed(&minimum_alignment_mask));
    struct memory_buffer *buffer;
    struct buffer_memory memory = {NULL};
    size_t total = sizeof(*buffer);
    BYTE *data;

    *out = NULL;
    if (mask > GREATEST_ALIGNMENT_MASK)
        return E_INVALIDARG;
    if (buffer_memory_is_big(size) && !buffer_memory_alloc(&memory, size, (size_t)mask + 1, content))
        return E_OUTOFMEMORY;
    if (!memory.data)
        total += mask + (size_t)size; /* a small size and a checked mask: no overflow */

    buffer = content == BUFFER_CONTENT_ZERO ? memory_alloc_zeroed(total) : memory_alloc(total);
    if (!buffer)
    {
        buffer_memory_free(&memory);
        return E_OUTOFMEMORY;
    }
    data = memory.data;
    if (!data)
        data = (BYTE *)(((ULONG_PTR)(buffer + 1) + mask) & ~(ULONG_PTR)mask);
    buffer->IMFMediaBuffer_iface.lpVtbl = (IMFMediaBufferVtbl *)&memory_buffer_vtbl;
    object_init(&buffer->object, &memory_buffer_class);
    buffer->data = data;
    buffer->max_length = size;
    buffer->current_length = 0;
    buffer->memory = memory;
    *out = &buffer->IMFMediaBuffer_iface;
    return S_OK;
}

/* Creates a linear buffer of system memory; the bytes are zero.
 * Params:  max_length: bytes, 0 is allowed; buffer: receives one reference.
 * Returns: S_OK; E_INVALIDARG for a NULL out pointer; E_OUTOFMEMORY.
 * Threads: any. Needs no MFStartup.
 * Rule:    documented; NULL and 0 as observed on Windows. */
HRESULT WINAPI MFCreateMemoryBuffer(DWORD max_length, IMFMediaBuffer **buffer)
{
    if (!buffer)
        return E_INVALIDARG;
    return memory_buffer_create(max_length, 0, BUFFER_CONTENT_ZERO, buffer);
}

/* Creates a linear buffer at an aligned address. The length is what was asked for, never rounded.
 * Params:  alignment: MF_*_BYTE_ALIGNMENT, the alignment in bytes less one; other values count as the next such
 *          mask; buffer: receives one reference.
 * Returns: S_OK; E_INVALIDARG for a NULL out pointer or an alignment of more than 256 MiB; E_OUTOFMEMORY.
 * Threads: any. Needs no MFStartup.
 * Rule:    documented, observed on Windows; the bound of the alignment is ours. */
HRESULT WINAPI MFCreateAlignedMemoryBuffer(DWORD max_length, DWORD alignment, IMFMediaBuffer **buffer)
{
    if (!buffer)
        return E_INVALIDARG;
    return memory_buffer_create(max_length, alignment, BUFFER_CONTENT_ZERO, buffer);
}

HRESULT WINAPI MFSetMinimumMemoryAlignment(DWORD alignment);

/* Sets the least alignment of the linear buffers that the process creates from now on.
 * Params:  alignment: a mask as of MFCreateAlignedMemoryBuffer; 0 goes back to the default of 16 bytes.
 * Returns: S_OK; E_INVALIDARG for more than 256 MiB.
 * Threads: any.
 * Rule:    not documented; what the name and the size of the argument say. */
HRESULT WINAPI MFSetMinimumMemoryAlignment(DWORD alignment)
{
    if (complete_mask(alignment) > GREATEST_ALIGNMENT_MASK)
        return E_INVALIDARG;
    atomic_store_relaxed(&minimum_alignment_mask, alignment);
    return S_OK;
}

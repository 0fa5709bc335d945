/* SPDX-License-Identifier: MIT */
/* The media sample: IMFSample and MFCreateSample. */

#include "sample/sample.h"
#include "base/memory.h"
#include "sample/buffer_copy.h"
#include "sample/sample_parts.h"
#include <mfapi.h>
#include <mferror.h>

/* References on all buffers, taken under the lock, to be used without it. */
static BOOL snapshot(struct sample *sample, struct buffer_list *list)
{
    BOOL ok;

    buffer_list_init(list);
    lock_acquire(&sample->lock);
    ok = buffer_list_append(list, buffer_list_items(&sample->buffers), sample->buffers.count);
    lock_release(&sample->lock);
    return ok;
}

/* No flags are defined: any value is stored. */
static HRESULT WINAPI sample_GetSampleFlags(IMFSample *iface, DWORD *flags)
{
    struct sample *sample = sample_from_IMFSample(iface);

    if (!flags)
        return E_POINTER;
    lock_acquire(&sample->lock);
    *flags = sample->flags;
    lock_release(&sample->lock);
    return S_OK;
}

static HRESULT WINAPI sample_SetSampleFlags(IMFSample *iface, DWORD flags)
{
    struct sample *sample = sample_from_IMFSample(iface);

    lock_acquire(&sample->lock);
    sample->flags = flags;
    lock_release(&sample->lock);
    return S_OK;
}

/* MF_E_NO_SAMPLE_TIMESTAMP until a time was set; there is no way back. Times are no attributes. */
static HRESULT WINAPI sample_GetSampleTime(IMFSample *iface, LONGLONG *time)
{
    struct sample *sample = sample_from_IMFSample(iface);
    HRESULT hr = MF_E_NO_SAMPLE_TIMESTAMP;

    if (!time)
        return E_POINTER;
    lock_acquire(&sample->lock);
    if (sample->has_time)
    {
        *time = sample->time;
        hr = S_OK;
    }
    lock_release(&sample->lock);
    return hr;
}

static HRESULT WINAPI sample_SetSampleTime(IMFSample *iface, LONGLONG time)
{
    struct sample *sample = sample_from_IMFSample(iface);

    lock_acquire(&sample->lock);
    sample->time = time;
    sample->has_time = TRUE;
    lock_release(&sample->lock);
    return S_OK;
}

static HRESULT WINAPI sample_GetSampleDuration(IMFSample *iface, LONGLONG *duration)
{
    struct sample *sample = sample_from_IMFSample(iface);
    HRESULT hr = MF_E_NO_SAMPLE_DURATION;

    if (!duration)
        return E_POINTER;
    lock_acquire(&sample->lock);
    if (sample->has_duration)
    {
        *duration = sample->duration;
        hr = S_OK;
    }
    lock_release(&sample->lock);
    return hr;
}

static HRESULT WINAPI sample_SetSampleDuration(IMFSample *iface, LONGLONG duration)
{
    struct sample *sample = sample_from_IMFSample(iface);

    lock_acquire(&sample->lock);
    sample->duration = duration;
    sample->has_duration = TRUE;
    lock_release(&sample->lock);
    return S_OK;
}

static HRESULT WINAPI sample_GetBufferCount(IMFSample *iface, DWORD *count)
{
    struct sample *sample = sample_from_IMFSample(iface);

    if (!count)
        return E_INVALIDARG;
    lock_acquire(&sample->lock);
    *count = sample->buffers.count;
    lock_release(&sample->lock);
    return S_OK;
}

static HRESULT WINAPI sample_GetBufferByIndex(IMFSample *iface, DWORD index, IMFMediaBuffer **buffer)
{
    struct sample *sample = sample_from_IMFSample(iface);
    HRESULT hr = E_INVALIDARG;

    if (!buffer)
        return E_INVALIDARG;
    lock_acquire(&sample->lock);
    if (index < sample->buffers.count)
    {
        *buffer = buffer_list_items(&sample->buffers)[index];
        IMFMediaBuffer_AddRef(*buffer);
        hr = S_OK;
    }
    lock_release(&sample->lock);
    return hr;
}

/* Puts one buffer in the place of all. Takes over the caller's reference. */
static void replace_buffers(struct sample *sample, IMFMediaBuffer *buffer)
{
    struct sample_parts *parts;
    struct buffer_list old;

    lock_acquire(&sample->lock);
    buffer_list_move(&sample->buffers, &old);
    sample->buffers.places[0] = buffer;
    sample->buffers.count = 1;
    parts = sample->parts;
    sample->parts = NULL;
    lock_release(&sample->lock);

    buffer_list_clear(&old);
    sample_parts_free(parts);
}

/* A single buffer is given as it is; several are joined in a new linear one, which takes their place. `out` may be NULL.
 * E_UNEXPECTED without buffers; E_OUTOFMEMORY; what a buffer answers. On failure the sample is as it was. */
static HRESULT WINAPI sample_ConvertToContiguousBuffer(IMFSample *iface, IMFMediaBuffer **out)
{
    struct sample *sample = sample_from_IMFSample(iface);
    IMFMediaBuffer *joined = NULL;
    struct buffer_list list;
    HRESULT hr = S_OK;

    if (out)
        *out = NULL;
    if (!snapshot(sample, &list))
        return E_OUTOFMEMORY;

    if (!list.count)
        hr = E_UNEXPECTED;
    else if (list.count == 1)
    {
        joined = list.places[0];
        IMFMediaBuffer_AddRef(joined);
    }
    else
        hr = buffers_join(buffer_list_items(&list), list.count, &joined);
    if (SUCCEEDED(hr) && list.count > 1)
    {
        IMFMediaBuffer_AddRef(joined);
        replace_buffers(sample, joined);
    }
    buffer_list_clear(&list);

    if (out)
        *out = joined;
    else if (joined)
        IMFMediaBuffer_Release(joined);
    return hr;
}

/* The same buffer may be added more than once. E_INVALIDARG for NULL, E_OUTOFMEMORY. */
static HRESULT WINAPI sample_AddBuffer(IMFSample *iface, IMFMediaBuffer *buffer)
{
    struct sample *sample = sample_from_IMFSample(iface);
    BOOL ok;

    if (!buffer)
        return E_INVALIDARG;
    lock_acquire(&sample->lock);
    ok = buffer_list_append(&sample->buffers, &buffer, 1);
    lock_release(&sample->lock);
    return ok ? S_OK : E_OUTOFMEMORY;
}

static HRESULT WINAPI sample_RemoveBufferByIndex(IMFSample *iface, DWORD index)
{
    struct sample *sample = sample_from_IMFSample(iface);
    struct sample_parts *parts = NULL;
    IMFMediaBuffer *buffer = NULL;

    lock_acquire(&sample->lock);
    if (index < sample->buffers.count)
    {
        buffer = buffer_list_take(&sample->buffers, index);
        parts = sample->parts;
        sample->parts = NULL;
    }
    lock_release(&sample->lock);

    if (!buffer)
        return E_INVALIDARG;
    IMFMediaBuffer_Release(buffer);
    sample_parts_free(parts);
    return S_OK;
}

static HRESULT WINAPI sample_RemoveAllBuffers(IMFSample *iface)
{
    sample_set_buffers(sample_from_IMFSample(iface), NULL, 0);
    return S_OK;
}

/* The sum of the current lengths as they are now. */
static HRESULT WINAPI sample_GetTotalLength(IMFSample *iface, DWORD *length)
{
    struct buffer_list list;
    HRESULT hr;

    if (!length)
        return E_POINTER;
    if (!snapshot(sample_from_IMFSample(iface), &list))
        return E_OUTOFMEMORY;
    hr = buffers_total_length(buffer_list_items(&list), list.count, length);
    buffer_list_clear(&list);
    return hr;
}

/* The destination's current length is 0 first, and the sum of the copied bytes in the end. MF_E_BUFFERTOOSMALL: more
 * bytes than its Lock has room for, its bytes are untouched. E_INVALIDARG for NULL; what a buffer answers. */
static HRESULT WINAPI sample_CopyToBuffer(IMFSample *iface, IMFMediaBuffer *buffer)
{
    struct buffer_list list;
    HRESULT hr;

    if (!buffer)
        return E_INVALIDARG;
    if (!snapshot(sample_from_IMFSample(iface), &list))
        return E_OUTOFMEMORY;
    hr = buffers_copy_to_buffer(buffer_list_items(&list), list.count, buffer);
    buffer_list_clear(&list);
    return hr;
}

static const IMFSampleVtbl sample_vtbl =
{
    ATTRIBUTES_VTBL_SLOTS,
    .GetSampleFlags = sample_GetSampleFlags,
    .SetSampleFlags = sample_SetSampleFlags,
    .GetSampleTime = sample_GetSampleTime,
    .SetSampleTime = sample_SetSampleTime,
    .GetSampleDuration = sample_GetSampleDuration,
    .SetSampleDuration = sample_SetSampleDuration,
    .GetBufferCount = sample_GetBufferCount,
    .GetBufferByIndex = sample_GetBufferByIndex,
    .ConvertToContiguousBuffer = sample_ConvertToContiguousBuffer,
    .AddBuffer = sample_AddBuffer,
    .RemoveBufferByIndex = sample_RemoveBufferByIndex,
    .RemoveAllBuffers = sample_RemoveAllBuffers,
    .GetTotalLength = sample_GetTotalLength,
    .CopyToBuffer = sample_CopyToBuffer,
};

struct sample *sample_try_from_IMFSample(IMFSample *iface)
{
    return iface && iface->lpVtbl == &sample_vtbl ? sample_from_IMFSample(iface) : NULL;
}

void sample_init(struct sample *sample, const struct object_class *class)
{
    object_init(&sample->object, class);
    attributes_init(&sample->attributes, &sample->object, 0);
    sample->attributes.IMFAttributes_iface.lpVtbl = (IMFAttributesVtbl *)&sample_vtbl;
    lock_init(&sample->lock, LOCK_RANK_OBJECT);
    sample->flags = 0;
    sample->has_time = sample->has_duration = FALSE;
    sample->time = sample->duration = 0;
    buffer_list_init(&sample->buffers);
    sample->parts = NULL;
}

void sample_fini(struct sample *sample)
{
    buffer_list_clear(&sample->buffers);
    sample_parts_free(sample->parts);
    attributes_destroy(&sample->attributes);
}

void sample_reset(struct sample *sample)
{
    struct sample_parts *parts;

    if (atomic_load_pointer_acquire((void **)&sample->attributes.table)) /* something was stored */
        attributes_DeleteAllItems(&sample->attributes.IMFAttributes_iface);
    lock_acquire(&sample->lock);
    sample->flags = 0;
    sample->has_time = sample->has_duration = FALSE;
    parts = sample->parts;
    sample->parts = NULL;
    lock_release(&sample->lock);
    sample_parts_free(parts);
}

BOOL sample_set_buffers(struct sample *sample, IMFMediaBuffer *const *buffers, DWORD count)
{
    struct sample_parts *parts = NULL;
    struct buffer_list list, old;

    buffer_list_init(&list);
    if (!buffer_list_append(&list, buffers, count))
        return FALSE;
    lock_acquire(&sample->lock);
    buffer_list_move(&sample->buffers, &old);
    buffer_list_move(&list, &sample->buffers);
    parts = sample->parts;
    sample->parts = NULL;
    lock_release(&sample->lock);

    buffer_list_clear(&old);
    sample_parts_free(parts);
    return TRUE;
}

BOOL sample_restore_buffers(struct sample *sample, IMFMediaBuffer *const *buffers, DWORD count)
{
    DWORD i;

    for (i = 0; i < count; i++)
        IMFMediaBuffer_SetCurrentLength(buffers[i], 0);
    if (sample->buffers.count == count
            && !memcmp(buffer_list_items(&sample->buffers), buffers, count * sizeof(*buffers)))
        return TRUE;
    return sample_set_buffers(sample, buffers, count);
}

/* ---- the plain sample */

struct plain_sample
{
    struct sample base;
};

static void plain_sample_destroy(struct object *object)
{
    struct plain_sample *sample = CONTAINING_RECORD(object, struct plain_sample, base.object);

    sample_fini(&sample->base);
    memory_free(sample);
}

static const struct object_interface plain_sample_interfaces[] =
{
    SAMPLE_INTERFACES(plain_sample),
};

static const struct object_class plain_sample_class =
{
    "sample",
    offsetof(struct plain_sample, base.object),
    plain_sample_interfaces,
    ARRAYSIZE(plain_sample_interfaces),
    plain_sample_destroy,
};

/* Creates an empty sample: no attributes, no buffers, flags 0, no time, no duration.
 * Params:  sample: receives one reference.
 * Returns: S_OK; E_POINTER for a NULL out pointer; E_OUTOFMEMORY.
 * Threads: any. Needs no MFStartup.
 * Rule:    documented, observed on Windows. */
HRESULT WINAPI MFCreateSample(IMFSample **out)
{
    struct plain_sample *sample;

    if (!out)
        return E_POINTER;
    *out = NULL;
    if (!(sample = memory_alloc(sizeof(*sample))))
        return E_OUTOFMEMORY;
    sample_init(&sample->base, &plain_sample_class);
    *out = sample_iface(&sample->base);
    return S_OK;
}

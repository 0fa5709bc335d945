/* SPDX-License-Identifier: MIT */
/* MFCombineSamples and MFSplitSample. */

#include "sample/sample_parts.h"
#include "base/memory.h"
#include "sample/sample.h"
#include <mfapi.h>
#include <mferror.h>

#define HNS_PER_MS 10000

void sample_parts_free(struct sample_parts *parts)
{
    DWORD i;

    if (!parts)
        return;
    for (i = 0; i < parts->count; i++)
        IMFSample_Release(parts->parts[i].description);
    memory_free(parts);
}

/* A new sample without buffers, like `sample` in all else. */
static HRESULT describe(IMFSample *sample, IMFSample **out)
{
    IMFSample *description;
    LONGLONG value;
    DWORD flags;
    HRESULT hr;

    *out = NULL;
    hr = MFCreateSample(&description);
    if (FAILED(hr))
        return hr;
    hr = IMFSample_CopyAllItems(sample, (IMFAttributes *)description);
    if (SUCCEEDED(hr) && SUCCEEDED(IMFSample_GetSampleFlags(sample, &flags)))
        IMFSample_SetSampleFlags(description, flags);
    if (SUCCEEDED(hr) && SUCCEEDED(IMFSample_GetSampleTime(sample, &value)))
        IMFSample_SetSampleTime(description, value);
    if (SUCCEEDED(hr) && SUCCEEDED(IMFSample_GetSampleDuration(sample, &value)))
        IMFSample_SetSampleDuration(description, value);
    if (FAILED(hr))
    {
        IMFSample_Release(description);
        return hr;
    }
    *out = description;
    return S_OK;
}

/* References on the buffers, and copies of the part descriptions when it was combined. */
static HRESULT take_contents(IMFSample *iface, struct buffer_list *buffers, struct sample_parts **parts)
{
    struct sample *sample = sample_try_from_IMFSample(iface);
    IMFMediaBuffer *buffer;
    DWORD i, count;
    HRESULT hr = S_OK;
    BOOL ok;

    buffer_list_init(buffers);
    *parts = NULL;
    if (!sample) /* of another implementation */
    {
        hr = IMFSample_GetBufferCount(iface, &count);
        for (i = 0; SUCCEEDED(hr) && i < count; i++)
        {
            hr = IMFSample_GetBufferByIndex(iface, i, &buffer);
            if (FAILED(hr))
                break;
            if (!buffer_list_append(buffers, &buffer, 1))
                hr = E_OUTOFMEMORY;
            IMFMediaBuffer_Release(buffer);
        }
    }
    else
    {
        lock_acquire(&sample->lock);
        ok = buffer_list_append(buffers, buffer_list_items(&sample->buffers), sample->buffers.count);
        if (ok && sample->parts)
        {
            *parts = memory_duplicate(sample->parts,
                    offsetof(struct sample_parts, parts) + sample->parts->count * sizeof(struct sample_part));
            ok = *parts != NULL;
            for (i = 0; ok && i < (*parts)->count; i++)
                IMFSample_AddRef((*parts)->parts[i].description);
        }
        lock_release(&sample->lock);
        hr = ok ? S_OK : E_OUTOFMEMORY;
    }
    if (FAILED(hr))
        buffer_list_clear(buffers);
    return hr;
}

/* The parts of a sample that was never combined: itself. */
static HRESULT make_single_part(IMFSample *sample, DWORD buffer_count, struct sample_parts **parts)
{
    struct sample_parts *single = memory_alloc(offsetof(struct sample_parts, parts) + sizeof(struct sample_part));
    HRESULT hr;

    *parts = NULL;
    if (!single)
        return E_OUTOFMEMORY;
    hr = describe(sample, &single->parts[0].description);
    if (FAILED(hr))
    {
        memory_free(single);
        return hr;
    }
    single->count = 1;
    single->parts[0].buffer_count = buffer_count;
    *parts = single;
    return S_OK;
}

/* Writes down how many buffers the last part of a list really has: some may have been added since. */
static void fix_last_part(struct sample_parts *parts, DWORD buffer_count)
{
    DWORD i;

    for (i = 0; i + 1 < parts->count; i++)
        buffer_count -= parts->parts[i].buffer_count;
    parts->parts[i].buffer_count = buffer_count;
}

/* Buffers and parts of a sample, parts in any case. */
static HRESULT take_parts(IMFSample *sample, struct buffer_list *buffers, struct sample_parts **parts)
{
    HRESULT hr = take_contents(sample, buffers, parts);

    if (FAILED(hr))
        return hr;
    if (*parts)
        fix_last_part(*parts, buffers->count);
    else
        hr = make_single_part(sample, buffers->count, parts);
    if (FAILED(hr))
        buffer_list_clear(buffers);
    return hr;
}

/* One list of both; the references of both move to it. */
static struct sample_parts *join_parts(struct sample_parts *first, struct sample_parts *second)
{
    size_t count = (size_t)first->count + second->count, size;
    struct sample_parts *joined;

    if (count > 0xffffffff || !size_multiply(count, sizeof(struct sample_part), &size)
            || !size_add(size, offsetof(struct sample_parts, parts), &size) || !(joined = memory_alloc(size)))
        return NULL;
    memcpy(joined->parts, first->parts, first->count * sizeof(*first->parts));
    memcpy(joined->parts + first->count, second->parts, second->count * sizeof(*second->parts));
    joined->count = (DWORD)count;
    memory_free(first);
    memory_free(second);
    return joined;
}

/* Puts the buffers of `added` behind those of the sample and remembers both. */
static HRESULT append_sample(struct sample *sample, IMFSample *added, LONGLONG duration)
{
    struct sample_parts *first, *second, *joined, *old;
    struct buffer_list first_buffers, second_buffers;
    HRESULT hr;
    BOOL ok;

    hr = take_parts(sample_iface(sample), &first_buffers, &first);
    if (FAILED(hr))
        return hr;
    buffer_list_clear(&first_buffers);
    hr = take_parts(added, &second_buffers, &second);
    if (FAILED(hr))
    {
        sample_parts_free(first);
        return hr;
    }
    joined = join_parts(first, second);
    if (!joined)
    {
        sample_parts_free(first);
        sample_parts_free(second);
        buffer_list_clear(&second_buffers);
        return E_OUTOFMEMORY;
    }

    lock_acquire(&sample->lock);
    ok = buffer_list_append(&sample->buffers, buffer_list_items(&second_buffers), second_buffers.count);
    old = joined;
    if (ok)
    {
        old = sample->parts;
        sample->parts = joined;
        sample->duration = duration;
        sample->has_duration = TRUE;
    }
    lock_release(&sample->lock);

    sample_parts_free(old);
    buffer_list_clear(&second_buffers);
    return ok ? S_OK : E_OUTOFMEMORY;
}

/* Appends a sample to another one when both together last no longer than a limit.
 * Params:  sample: becomes the combined sample; its other attributes, time and flags stay; added: is not changed;
 *          max_duration_ms: of both, in milliseconds; merged: receives FALSE when they last longer, and nothing changed.
 * Returns: S_OK; E_INVALIDARG for NULL pointers, for a sample to itself, and for a `sample` of another implementation,
 *          which cannot remember its parts; MF_E_NO_SAMPLE_DURATION when one of them has none; E_OUTOFMEMORY.
 * Threads: any; two calls for one sample at a time must not be made. Needs no MFStartup.
 * Rule:    documented; the errors are ours. */
HRESULT WINAPI MFCombineSamples(IMFSample *sample, IMFSample *added, DWORD max_duration_ms, BOOL *merged)
{
    LONGLONG duration, added_duration, sum;
    HRESULT hr;

    if (merged)
        *merged = FALSE;
    if (!sample || !added || !merged || sample == added || !sample_try_from_IMFSample(sample))
        return E_INVALIDARG;
    hr = IMFSample_GetSampleDuration(sample, &duration);
    if (SUCCEEDED(hr))
        hr = IMFSample_GetSampleDuration(added, &added_duration);
    if (FAILED(hr))
        return hr;
    if (__builtin_add_overflow(duration, added_duration, &sum) || sum > (LONGLONG)max_duration_ms * HNS_PER_MS)
        return S_OK;
    hr = append_sample(sample_from_IMFSample(sample), added, sum);
    if (SUCCEEDED(hr))
        *merged = TRUE;
    return hr;
}

/* A new sample like the part's description, with its buffers. */
static HRESULT rebuild_part(const struct sample_part *part, IMFMediaBuffer *const *buffers, IMFSample **out)
{
    HRESULT hr = describe(part->description, out);

    if (FAILED(hr))
        return hr;
    if (!sample_set_buffers(sample_from_IMFSample(*out), buffers, part->buffer_count))
    {
        IMFSample_Release(*out);
        *out = NULL;
        return E_OUTOFMEMORY;
    }
    return S_OK;
}

/* Gives the samples that MFCombineSamples made a sample of; one that was never combined is its own only part.
 * Params:  sample: is not changed; outputs: receives a reference for each part, in order; max_count: room in outputs,
 *          IMFSample::GetBufferCount is enough when every part has a buffer; count: receives the number of parts.
 * Returns: S_OK; E_INVALIDARG for NULL pointers; MF_E_BUFFERTOOSMALL when there are more parts than max_count: *count
 *          says how many, nothing is in outputs; E_OUTOFMEMORY.
 * Threads: any. Needs no MFStartup.
 * Rule:    documented; the errors are ours. */
HRESULT WINAPI MFSplitSample(IMFSample *sample, IMFSample **outputs, DWORD max_count, DWORD *count)
{
    struct sample_parts *parts;
    struct buffer_list buffers;
    IMFMediaBuffer **next;
    HRESULT hr;
    DWORD i;

    if (count)
        *count = 0;
    if (!sample || !outputs || !count)
        return E_INVALIDARG;
    hr = take_contents(sample, &buffers, &parts);
    if (FAILED(hr))
        return hr;

    *count = parts ? parts->count : 1;
    if (*count > max_count)
        hr = MF_E_BUFFERTOOSMALL;
    else if (!parts)
    {
        outputs[0] = sample;
        IMFSample_AddRef(sample);
    }
    else
    {
        fix_last_part(parts, buffers.count);
        next = buffer_list_items(&buffers);
        for (i = 0; i < parts->count && SUCCEEDED(hr); i++)
        {
            hr = rebuild_part(&parts->parts[i], next, &outputs[i]);
            next += parts->parts[i].buffer_count;
        }
        for (i--; FAILED(hr) && i > 0; i--)
        {
            IMFSample_Release(outputs[i - 1]);
            outputs[i - 1] = NULL;
        }
        if (FAILED(hr))
            *count = 0;
    }
    sample_parts_free(parts);
    buffer_list_clear(&buffers);
    return hr;
}

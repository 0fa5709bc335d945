/* SPDX-License-Identifier: MIT */
/* The samples of an allocator: those that are free, and the way back of those that are not. */

#include "sample/sample_pool.h"
#include "base/memory.h"
#include "sample/buffer_source.h"
#include <mferror.h>

static struct sample_pool *pool_from_owner(struct sample_owner *owner)
{
    return CONTAINING_RECORD(owner, struct sample_pool, owner);
}

static void unreference(struct sample_pool *pool)
{
    if (!atomic_decrement(&pool->refcount))
        memory_free(pool);
}

/* A sample that does not come back dies; a callback that wants to know is told first. */
static void drop_sample(struct tracked_sample *sample, IMFVideoSampleAllocatorNotify *notify)
{
    IMFVideoSampleAllocatorNotifyEx *notify_ex;
    IMFSample *iface = sample_iface(&sample->base);

    tracked_sample_set_owner(sample, NULL);
    if (notify && SUCCEEDED(IMFVideoSampleAllocatorNotify_QueryInterface(notify, &IID_IMFVideoSampleAllocatorNotifyEx,
            (void **)&notify_ex)))
    {
        IMFVideoSampleAllocatorNotifyEx_NotifyPrune(notify_ex, iface);
        IMFVideoSampleAllocatorNotifyEx_Release(notify_ex);
    }
    IMFSample_Release(iface);
}

static void drop_list(struct tracked_sample *first, IMFVideoSampleAllocatorNotify *notify)
{
    struct tracked_sample *next;

    for (; first; first = next)
    {
        next = first->next_free;
        drop_sample(first, notify);
    }
}

static IMFVideoSampleAllocatorNotify *reference_notify_locked(struct sample_pool *pool)
{
    if (pool->notify)
        IMFVideoSampleAllocatorNotify_AddRef(pool->notify);
    return pool->notify;
}

/* The last reference of a sample that was out is gone: nothing of its use may show in the next one. */
static void sample_returned(struct sample_owner *owner, struct tracked_sample *sample)
{
    struct sample_pool *pool = pool_from_owner(owner);
    IMFVideoSampleAllocatorNotify *notify;
    BOOL keep;

    sample_reset(&sample->base);
    keep = sample_restore_buffers(&sample->base, sample->pool_buffers, sample->pool_buffer_count);
    lock_acquire(&pool->lock);
    if (pool->source && sample->generation == pool->generation)
    {
        if (keep)
        {
            sample->next_free = pool->first_free;
            pool->first_free = sample;
            pool->free_count++;
        }
        else
        {
            pool->made_count--; /* no memory to restore it: another one can be made */
        }
    }
    else
    {
        keep = FALSE;
    }
    notify = reference_notify_locked(pool);
    lock_release(&pool->lock);

    if (!keep)
        drop_sample(sample, notify);
    if (notify)
    {
        IMFVideoSampleAllocatorNotify_NotifyRelease(notify);
        IMFVideoSampleAllocatorNotify_Release(notify);
    }
    unreference(pool);
}

struct sample_pool *sample_pool_create(void)
{
    struct sample_pool *pool = memory_alloc_zeroed(sizeof(*pool));

    if (!pool)
        return NULL;
    pool->owner.returned = sample_returned;
    pool->refcount = 1;
    lock_init(&pool->lock, LOCK_RANK_OBJECT_INNER);
    return pool;
}

static HRESULT make_sample(struct buffer_source *source, struct tracked_sample **out)
{
    struct tracked_sample *sample = tracked_sample_create();
    DWORD i, count = source->buffers_per_sample;
    HRESULT hr = S_OK;

    *out = NULL;
    if (!sample)
        return E_OUTOFMEMORY;
    sample->pool_buffers = memory_alloc_zeroed(count * sizeof(*sample->pool_buffers));
    if (!sample->pool_buffers)
        hr = E_OUTOFMEMORY;
    for (i = 0; SUCCEEDED(hr) && i < count; i++)
    {
        hr = buffer_source_create_buffer(source, &sample->pool_buffers[i]);
        if (SUCCEEDED(hr))
            sample->pool_buffer_count++;
    }
    if (SUCCEEDED(hr) && !sample_set_buffers(&sample->base, sample->pool_buffers, count))
        hr = E_OUTOFMEMORY;
    if (FAILED(hr))
    {
        IMFSample_Release(sample_iface(&sample->base));
        return hr;
    }
    *out = sample;
    return S_OK;
}

HRESULT sample_pool_fill(struct sample_pool *pool, struct buffer_source *source, DWORD count, DWORD max_count)
{
    struct tracked_sample *first = NULL, *sample, *old;
    IMFVideoSampleAllocatorNotify *notify;
    struct buffer_source *old_source;
    HRESULT hr = S_OK;
    DWORD i;

    for (i = 0; i < count; i++)
    {
        hr = make_sample(source, &sample);
        if (FAILED(hr))
        {
            drop_list(first, NULL);
            return hr;
        }
        sample->next_free = first;
        first = sample;
    }

    lock_acquire(&pool->lock);
    old = pool->first_free;
    old_source = pool->source;
    pool->source = source;
    pool->generation++;
    pool->first_free = first;
    pool->free_count = pool->made_count = count;
    pool->max_count = max_count;
    for (sample = first; sample; sample = sample->next_free)
        sample->generation = pool->generation;
    notify = reference_notify_locked(pool);
    lock_release(&pool->lock);

    drop_list(old, notify);
    if (notify)
        IMFVideoSampleAllocatorNotify_Release(notify);
    buffer_source_release(old_source);
    return S_OK;
}

void sample_pool_close(struct sample_pool *pool)
{
    IMFVideoSampleAllocatorNotify *notify;
    struct buffer_source *source;
    struct tracked_sample *first;

    lock_acquire(&pool->lock);
    first = pool->first_free;
    source = pool->source;
    pool->source = NULL;
    pool->first_free = NULL;
    pool->free_count = pool->made_count = pool->max_count = 0;
    notify = reference_notify_locked(pool);
    lock_release(&pool->lock);

    drop_list(first, notify);
    if (notify)
        IMFVideoSampleAllocatorNotify_Release(notify);
    buffer_source_release(source);
}

BOOL sample_pool_is_open(struct sample_pool *pool)
{
    BOOL open;

    lock_acquire(&pool->lock);
    open = pool->source != NULL;
    lock_release(&pool->lock);
    return open;
}

void sample_pool_release(struct sample_pool *pool)
{
    sample_pool_close(pool);
    sample_pool_set_notify(pool, NULL);
    unreference(pool);
}

/* Hands a sample out. */
static void give(struct sample_pool *pool, struct tracked_sample *sample, IMFSample **out)
{
    atomic_increment(&pool->refcount);
    tracked_sample_set_owner(sample, &pool->owner);
    *out = sample_iface(&sample->base);
}

/* A sample beyond those that were made at first; its place was reserved. */
static HRESULT allocate_new(struct sample_pool *pool, struct buffer_source *source, DWORD generation, IMFSample **out)
{
    struct tracked_sample *sample;
    HRESULT hr = make_sample(source, &sample);

    if (FAILED(hr))
    {
        lock_acquire(&pool->lock);
        if (pool->source && pool->generation == generation)
            pool->made_count--;
        lock_release(&pool->lock);
        return hr;
    }
    sample->generation = generation;
    give(pool, sample, out);
    return S_OK;
}

HRESULT sample_pool_allocate(struct sample_pool *pool, IMFSample **out)
{
    struct tracked_sample *sample = NULL;
    struct buffer_source *source = NULL;
    DWORD generation = 0;
    HRESULT hr = S_OK;

    lock_acquire(&pool->lock);
    if (!pool->source)
    {
        hr = MF_E_NOT_INITIALIZED;
    }
    else if ((sample = pool->first_free))
    {
        pool->first_free = sample->next_free;
        pool->free_count--;
    }
    else if (pool->made_count < pool->max_count)
    {
        pool->made_count++;
        generation = pool->generation;
        source = buffer_source_reference(pool->source);
    }
    else
    {
        hr = MF_E_SAMPLEALLOCATOR_EMPTY;
    }
    lock_release(&pool->lock);

    if (sample)
    {
        give(pool, sample, out);
    }
    else if (source)
    {
        hr = allocate_new(pool, source, generation, out);
        buffer_source_release(source);
    }
    return hr;
}

LONG sample_pool_free_count(struct sample_pool *pool)
{
    LONG count;

    lock_acquire(&pool->lock);
    count = (LONG)(pool->free_count + pool->max_count - pool->made_count);
    lock_release(&pool->lock);
    return count;
}

void sample_pool_set_notify(struct sample_pool *pool, IMFVideoSampleAllocatorNotify *notify)
{
    IMFVideoSampleAllocatorNotify *old;

    if (notify)
        IMFVideoSampleAllocatorNotify_AddRef(notify);
    lock_acquire(&pool->lock);
    old = pool->notify;
    pool->notify = notify;
    lock_release(&pool->lock);
    if (old)
        IMFVideoSampleAllocatorNotify_Release(old);
}

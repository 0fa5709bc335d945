/* SPDX-License-Identifier: MIT */
/* The samples of an allocator: those that are free, and the way back of those that are not.
 *
 * Life cycle: one pool belongs to one allocator and outlives it as long as a sample is out. sample_pool_fill starts a
 * generation of samples; those of an older one, and all after sample_pool_close, do not come back: they die.
 * Safety: any thread. Samples, buffers and the application's callback are called outside the lock.
 */
#ifndef OPENMFPLAT_SAMPLE_SAMPLE_POOL_H
#define OPENMFPLAT_SAMPLE_SAMPLE_POOL_H

#include "base/lock.h"
#include "sample/tracked_sample.h"
#include <mfidl.h>

struct buffer_source;

struct sample_pool
{
    struct sample_owner owner;
    LONG refcount;    /* atomic: the allocator and each sample that is out */
    struct lock lock; /* LOCK_RANK_OBJECT_INNER */
    /* Guarded by lock. */
    IMFVideoSampleAllocatorNotify *notify; /* one reference, or NULL */
    struct buffer_source *source;          /* makes the buffers of this generation; NULL: closed */
    DWORD generation;
    DWORD max_count;
    DWORD made_count;                      /* samples of this generation that exist or are being made */
    DWORD free_count;
    struct tracked_sample *first_free;     /* linked through next_free, one reference each */
};

struct sample_pool *sample_pool_create(void);
/* The allocator goes: closes the pool. */
void sample_pool_release(struct sample_pool *pool);

/* Takes over `source` and starts a new generation with `count` samples of up to `max_count`. On failure the pool is as
 * it was and the source still the caller's. */
HRESULT sample_pool_fill(struct sample_pool *pool, struct buffer_source *source, DWORD count, DWORD max_count);
void sample_pool_close(struct sample_pool *pool);
BOOL sample_pool_is_open(struct sample_pool *pool);

/* MF_E_NOT_INITIALIZED when closed, MF_E_SAMPLEALLOCATOR_EMPTY, what making a sample answers. */
HRESULT sample_pool_allocate(struct sample_pool *pool, IMFSample **out);
/* Samples that could be allocated now. */
LONG sample_pool_free_count(struct sample_pool *pool);
void sample_pool_set_notify(struct sample_pool *pool, IMFVideoSampleAllocatorNotify *notify);

#endif

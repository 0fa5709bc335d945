/* SPDX-License-Identifier: MIT */
/* Samples that go back to an owner instead of dying.
 *
 * The owner is an application's callback (IMFTrackedSample::SetAllocator) or a pool of this library (struct
 * sample_owner). While there is an owner, the last reference that goes does not destroy: the sample belongs to the
 * owner again. The count itself is the only thing that decides, so a release on one thread and the same on another
 * cannot both find themselves last; whoever finds the count at 0 has the sample to himself.
 */
#ifndef OPENMFPLAT_SAMPLE_TRACKED_SAMPLE_H
#define OPENMFPLAT_SAMPLE_TRACKED_SAMPLE_H

#include "sample/sample.h"
#include <mfplat_newer.h>

struct tracked_sample;

struct sample_owner
{
    /* The sample has one reference again, the owner's. Called on the thread that released it, under no lock. */
    void (*returned)(struct sample_owner *owner, struct tracked_sample *sample);
};

struct tracked_sample
{
    struct sample base;
    IMFTrackedSample IMFTrackedSample_iface;
    /* One of these two is set while the sample has an owner. Written while the writer holds a reference; the thread
     * that finds the count at 0 reads them, which orders it after all that held references. */
    struct sample_owner *owner;
    void *result;          /* atomic: IMFAsyncResult * of the application's owner, one reference */
    IMFAsyncCallback *callback; /* of the result, which holds it */
    LONG own_references;   /* that the result holds on this sample; they are not in the count */
    /* For the pool that made the sample. */
    struct tracked_sample *next_free; /* guarded by the pool's lock */
    DWORD generation;
    IMFMediaBuffer **pool_buffers;    /* what the sample has when it is allocated; one reference each */
    DWORD pool_buffer_count;
};

/* A sample of a pool, with one reference. NULL without memory. */
struct tracked_sample *tracked_sample_create(void);

/* From now on the last Release gives the sample to `owner`; NULL: it dies. For the holder of the only reference. */
static inline void tracked_sample_set_owner(struct tracked_sample *sample, struct sample_owner *owner)
{
    sample->owner = owner;
}

#endif

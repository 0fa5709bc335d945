/* SPDX-License-Identifier: MIT */
/* The media sample: attributes, flags, times, and a list of buffers.
 *
 * Life cycle: a kind of sample embeds struct sample first, calls sample_init and sample_fini and owns the object.
 * Safety: any thread. Buffers are called and released outside the lock (AddRef alone may be called under it).
 */
#ifndef OPENMFPLAT_SAMPLE_SAMPLE_H
#define OPENMFPLAT_SAMPLE_SAMPLE_H

#include "attributes/attributes.h"
#include "base/lock.h"
#include "base/object.h"
#include "sample/buffer_list.h"
#include <mfobjects.h>

struct sample_parts;

struct sample
{
    struct attributes attributes; /* first: its interface is the IMFSample */
    struct object object;
    struct lock lock; /* LOCK_RANK_OBJECT */
    /* Guarded by lock. */
    DWORD flags;
    BOOL has_time;
    BOOL has_duration;
    LONGLONG time;     /* 100 ns */
    LONGLONG duration; /* 100 ns */
    struct buffer_list buffers;
    struct sample_parts *parts; /* what MFCombineSamples made it of, or NULL */
};

/* Rows of the interface tables of the kinds: `type` embeds the struct sample as `base`, first. */
#define SAMPLE_INTERFACES(type) \
    {&IID_IMFSample, offsetof(struct type, base.attributes.IMFAttributes_iface)}, \
    {&IID_IMFAttributes, offsetof(struct type, base.attributes.IMFAttributes_iface)}

static inline IMFSample *sample_iface(struct sample *sample)
{
    return (IMFSample *)&sample->attributes.IMFAttributes_iface;
}

static inline struct sample *sample_from_IMFSample(IMFSample *iface)
{
    return CONTAINING_RECORD((IMFAttributes *)iface, struct sample, attributes.IMFAttributes_iface);
}

/* Our own sample behind the interface, or NULL for somebody else's. */
struct sample *sample_try_from_IMFSample(IMFSample *iface);

void sample_init(struct sample *sample, const struct object_class *class);
void sample_fini(struct sample *sample);
/* Makes it as new but for its buffers. */
void sample_reset(struct sample *sample);
/* Makes the list what it says; takes references of its own. FALSE without memory: the list is as it was. */
BOOL sample_set_buffers(struct sample *sample, IMFMediaBuffer *const *buffers, DWORD count);
/* The same for a sample that nobody else has, and that mostly has them still; their current lengths become 0. */
BOOL sample_restore_buffers(struct sample *sample, IMFMediaBuffer *const *buffers, DWORD count);

#endif

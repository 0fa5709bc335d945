/* SPDX-License-Identifier: MIT */
/* A media buffer, and perhaps its sample, as a DMO's IMediaBuffer. */
#ifndef OPENMFPLAT_BUFFER_LEGACY_BUFFER_H
#define OPENMFPLAT_BUFFER_LEGACY_BUFFER_H

#include "base/object.h"
#include <mfobjects.h>
#include <mediaobj.h>

struct legacy_buffer
{
    IMediaBuffer IMediaBuffer_iface;
    IMFSample IMFSample_iface;       /* given out only with a sample */
    IMF2DBuffer2 IMF2DBuffer2_iface; /* as much of it as the wrapped buffer has */
    struct object object;
    /* Immutable; one reference each. */
    IMFMediaBuffer *buffer;
    IMFSample *sample;       /* or NULL */
    IMF2DBuffer *surface;    /* or NULL */
    IMF2DBuffer2 *surface2;  /* or NULL */
    DWORD offset;            /* immutable; bytes */
    void *data;              /* atomic; the wrapped buffer's memory once it is locked, and then until the end */
};

extern const IMFSampleVtbl legacy_sample_vtbl;

static inline struct legacy_buffer *legacy_buffer_from_IMFSample(IMFSample *iface)
{
    return CONTAINING_RECORD(iface, struct legacy_buffer, IMFSample_iface);
}

/* QueryInterface of all faces. */
HRESULT legacy_buffer_query(struct legacy_buffer *buffer, REFIID iid, void **out);

#endif

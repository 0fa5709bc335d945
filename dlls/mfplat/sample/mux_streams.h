/* SPDX-License-Identifier: MIT */
/* The elements of a collection that is multiplexed into one stream. */
#ifndef OPENMFPLAT_SAMPLE_MUX_STREAMS_H
#define OPENMFPLAT_SAMPLE_MUX_STREAMS_H

#include <mfobjects.h>

#define MUX_STREAMS_MAX 64 /* a stream is a bit of a mask */

/* Immutable after mux_streams_init. */
struct mux_streams
{
    DWORD count;
    IUnknown *streams[MUX_STREAMS_MAX]; /* one reference each; NULL where the element is not of the wanted kind */
    ULONGLONG present;                  /* bit i: streams[i] is there */
};

/* Takes the elements that have the interface. E_INVALIDARG for more than MUX_STREAMS_MAX; what the collection
 * answers. */
HRESULT mux_streams_init(struct mux_streams *streams, IMFCollection *collection, REFIID iid);
void mux_streams_destroy(struct mux_streams *streams);
/* A reference on one; MF_E_INVALIDSTREAMNUMBER, `missing` where the element was of another kind. */
HRESULT mux_streams_get(const struct mux_streams *streams, DWORD index, HRESULT missing, IUnknown **out);

#endif

/* SPDX-License-Identifier: MIT */
/* What MFCombineSamples remembers of the samples that it put into one: enough for MFSplitSample. */
#ifndef OPENMFPLAT_SAMPLE_SAMPLE_PARTS_H
#define OPENMFPLAT_SAMPLE_SAMPLE_PARTS_H

#include <mfobjects.h>

struct sample_part
{
    IMFSample *description; /* a sample without buffers: attributes, flags, time, duration; one reference */
    DWORD buffer_count;     /* the last part of a list takes what is left instead */
};

/* Immutable once a sample has it. */
struct sample_parts
{
    DWORD count;
    struct sample_part parts[];
};

/* Accepts NULL. Never under a lock. */
void sample_parts_free(struct sample_parts *parts);

#endif

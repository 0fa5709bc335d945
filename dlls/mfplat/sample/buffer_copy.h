/* SPDX-License-Identifier: MIT */
/* Copies the valid bytes of several media buffers into one. */
#ifndef OPENMFPLAT_SAMPLE_BUFFER_COPY_H
#define OPENMFPLAT_SAMPLE_BUFFER_COPY_H

#include <mfobjects.h>

/* The sum of the current lengths. ERROR_ARITHMETIC_OVERFLOW when it does not fit; what a buffer answers. */
HRESULT buffers_total_length(IMFMediaBuffer *const *buffers, DWORD count, DWORD *total);

/* IMFSample::CopyToBuffer without the sample. */
HRESULT buffers_copy_to_buffer(IMFMediaBuffer *const *buffers, DWORD count, IMFMediaBuffer *dest);

/* A new linear buffer with the bytes of all. */
HRESULT buffers_join(IMFMediaBuffer *const *buffers, DWORD count, IMFMediaBuffer **joined);

#endif

/* SPDX-License-Identifier: MIT */
/* Linear buffers of system memory. */
#ifndef OPENMFPLAT_BUFFER_MEMORY_BUFFER_H
#define OPENMFPLAT_BUFFER_MEMORY_BUFFER_H

#include "buffer/buffer_memory.h"
#include <mfobjects.h>

/* A buffer of `size` bytes whose address has no bit of `alignment_mask`; at least 16-byte alignment and what
 * MFSetMinimumMemoryAlignment asks for. E_INVALIDARG for an alignment beyond any block, E_OUTOFMEMORY. */
HRESULT memory_buffer_create(DWORD size, DWORD alignment_mask, enum buffer_content content, IMFMediaBuffer **buffer);

#endif

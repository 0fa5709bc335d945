/* SPDX-License-Identifier: MIT */
/* Whole pieces of data and references to objects on an IStream. */
#ifndef OPENMFPLAT_ATTRIBUTES_STREAM_IO_H
#define OPENMFPLAT_ATTRIBUTES_STREAM_IO_H

#include <windows.h>
#include <objidl.h>

/* All of it or an error: the stream's own, or STG_E_MEDIUMFULL when it takes less and says nothing. */
HRESULT stream_write(IStream *stream, const void *data, UINT32 size);
/* All of it or an error: the stream's own, or STG_E_READFAULT at an early end. */
HRESULT stream_read(IStream *stream, void *data, UINT32 size);
/* Reads into a block of its own (memory_free). A length that the stream does not keep costs no memory. */
HRESULT stream_read_block(IStream *stream, UINT32 size, BYTE **block);
/* References to objects: through IMFObjectReferenceStream when the stream has it, by COM marshalling otherwise
 * (documented). NULL is carried too. The reader owns what it gets. */
HRESULT stream_write_reference(IStream *stream, IUnknown *unknown);
HRESULT stream_read_reference(IStream *stream, IUnknown **unknown);

#endif

/* SPDX-License-Identifier: MIT */
/* A byte stream over an IStream. */
#ifndef OPENMFPLAT_BYTESTREAM_BYTESTREAM_ON_STREAM_H
#define OPENMFPLAT_BYTESTREAM_BYTESTREAM_ON_STREAM_H

#include <mfobjects.h>

/* What MFCreateMFByteStreamOnStream makes, with other capabilities. E_OUTOFMEMORY. */
HRESULT bytestream_on_stream_create(IStream *stream, DWORD capabilities, IMFByteStream **bytestream);

#endif

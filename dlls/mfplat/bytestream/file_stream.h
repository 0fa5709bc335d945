/* SPDX-License-Identifier: MIT */
/* The byte stream over a file handle. */
#ifndef OPENMFPLAT_BYTESTREAM_FILE_STREAM_H
#define OPENMFPLAT_BYTESTREAM_FILE_STREAM_H

#include <mfobjects.h>

/* A byte stream with one reference that owns the handle from now on (on failure the caller keeps it). `path` becomes
 * MF_BYTESTREAM_ORIGIN_NAME; the handle should be open for overlapped I/O. E_OUTOFMEMORY. */
HRESULT file_stream_create(HANDLE handle, MF_FILE_ACCESSMODE access, MF_FILE_FLAGS flags, const WCHAR *path,
        IMFByteStream **stream);

#endif
